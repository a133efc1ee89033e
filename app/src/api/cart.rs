//! Doors of the cart.

use domain::{
    cart::{CartView, Quantity},
    ids::{ExternalId, ProductRef},
    optimiser::Aim,
    search::percent_encoded,
    visit::ProductPage,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::answered;
use crate::{
    components::cart_screen::cart_screen,
    look::Look,
    problem::ApiError,
    ssr::{ensure_visitor, shop, tell_count, visit},
    texts::CartScreen,
};

/// Puts a product into the visitor's cart.
#[server(prefix = "/api", endpoint = "cart/add")]
pub async fn add_to_cart(
    #[server(default)] product: String,
    #[server(default)] variant: String,
    #[server(default)] quantity: String,
) -> Result<CartView, ApiError> {
    let page =
        product.parse::<ProductRef>().map_or_else(|_| "/cart".to_owned(), |product| ProductPage::address(&product));
    answered(put_in(&product, &variant, &quantity).await, "/cart", &page)
}

async fn put_in(product: &str, variant: &str, quantity: &str) -> Result<CartView, ApiError> {
    let product: ProductRef = product.parse().map_err(|_| ApiError::invalid("product"))?;
    let variant = match variant {
        "" => None,
        variant => Some(variant.parse::<ExternalId>().map_err(|_| ApiError::invalid("variant"))?),
    };
    let quantity = if quantity.trim().is_empty() { Quantity::ONE } else { how_many(quantity)? };
    let view = shop().add_to_cart(&ensure_visitor(), &product, variant.as_ref(), quantity).await?;
    tell_count(view.cart.count());
    Ok(view)
}

/// Changes how many of a line the visitor wants. `to` is the value of a button and counts before the field.
#[server(prefix = "/api", endpoint = "cart/change")]
pub async fn change_line(
    #[server(default)] product: String,
    #[server(default)] variant: String,
    #[server(default)] quantity: String,
    #[server(default)] to: String,
) -> Result<CartView, ApiError> {
    let wanted = if to.is_empty() { &quantity } else { &to };
    answered(change(&product, &variant, wanted).await, "/cart", &beside_line(&product, &variant))
}

async fn change(product: &str, variant: &str, quantity: &str) -> Result<CartView, ApiError> {
    let (product, variant) = line(product, variant)?;
    let visit = ensure_visitor();
    let view = match quantity.trim() {
        "0" => shop().remove_line(&visit, &product, &variant).await?,
        quantity => shop().change_line(&visit, &product, &variant, how_many(quantity)?).await?,
    };
    tell_count(view.cart.count());
    Ok(view)
}

/// Takes a line out of the visitor's cart.
#[server(prefix = "/api", endpoint = "cart/remove")]
pub async fn remove_line(
    #[server(default)] product: String,
    #[server(default)] variant: String,
) -> Result<CartView, ApiError> {
    answered(take_out(&product, &variant).await, "/cart", "/cart")
}

async fn take_out(product: &str, variant: &str) -> Result<CartView, ApiError> {
    let (product, variant) = line(product, variant)?;
    let view = shop().remove_line(&ensure_visitor(), &product, &variant).await?;
    tell_count(view.cart.count());
    Ok(view)
}

/// Puts back what was taken out last.
#[server(prefix = "/api", endpoint = "cart/undo")]
pub async fn undo_remove() -> Result<CartView, ApiError> {
    let outcome = shop().undo_remove(&ensure_visitor()).await.map_err(ApiError::from);
    if let Ok(view) = &outcome {
        tell_count(view.cart.count());
    }
    answered(outcome, "/cart", "/cart")
}

/// Fills the cart another way, as it was proposed for this version of it at this cost.
#[server(prefix = "/api", endpoint = "cart/optimise")]
pub async fn agree_to_proposal(
    #[server(default)] by: String,
    #[server(default)] version: String,
    #[server(default)] cost: String,
) -> Result<CartView, ApiError> {
    answered(fill_anew(&by, &version, &cost).await, "/cart", "/cart")
}

async fn fill_anew(by: &str, version: &str, cost: &str) -> Result<CartView, ApiError> {
    let aim = Aim::from_word(by).ok_or_else(|| ApiError::invalid("by"))?;
    let version = version.parse().map_err(|_| ApiError::invalid("version"))?;
    let cost = cost.parse().map_err(|_| ApiError::invalid("cost"))?;
    let view = shop().agree_to_proposal(&ensure_visitor(), aim, version, cost).await?;
    tell_count(view.cart.count());
    Ok(view)
}

/// Puts the cart back as it was before it was filled another way.
#[server(prefix = "/api", endpoint = "cart/optimise-undo")]
pub async fn take_back_proposal() -> Result<CartView, ApiError> {
    let outcome = shop().take_back_proposal(&ensure_visitor()).await.map_err(ApiError::from);
    if let Ok(view) = &outcome {
        tell_count(view.cart.count());
    }
    answered(outcome, "/cart", "/cart")
}

/// Keeps a coupon's code; an empty one takes it back. What is wrong with it stands in the cart.
#[server(prefix = "/api", endpoint = "cart/coupon")]
pub async fn enter_coupon(#[server(default)] code: String) -> Result<CartView, ApiError> {
    let outcome = shop().enter_coupon(&ensure_visitor(), &code).await.map_err(ApiError::from);
    answered(outcome, "/cart#coupon", "/cart")
}

/// The visitor's cart with its words, for the drawer.
#[server(prefix = "/api", endpoint = "cart/view", input = GetUrl)]
pub async fn view_cart() -> Result<CartScreen, ApiError> {
    crate::ssr::keep_private();
    let look = Look::here();
    let outcome = shop().cart(&visit()).await.map_err(ApiError::from);
    let view = answered(outcome, "/cart", "/cart")?;
    tell_count(view.cart.count());
    Ok(cart_screen(&look, view))
}

fn how_many(text: &str) -> Result<Quantity, ApiError> {
    let number: u32 = text.trim().parse().map_err(|_| ApiError::invalid("quantity"))?;
    Quantity::try_from(number).map_err(|_| ApiError::invalid("quantity"))
}

fn line(product: &str, variant: &str) -> Result<(ProductRef, ExternalId), ApiError> {
    let product = product.parse().map_err(|_| ApiError::invalid("product"))?;
    Ok((product, variant.parse().map_err(|_| ApiError::invalid("variant"))?))
}

/// The cart's page, where trouble with a line is told beside it.
fn beside_line(product: &str, variant: &str) -> String {
    format!("/cart?line={}&variant={}", percent_encoded(product), percent_encoded(variant))
}
