//! Doors of lists.

use domain::{
    cart::Quantity,
    checkout::{FieldProblem, Problem},
    ids::{ListId, ProductRef},
    keeping::{ListName, Note, Wish},
    time::Timestamp,
    visit::ProductPage,
};
use leptos::prelude::*;

use super::{known, somebody, told, wrong_fields};
use crate::{
    api::answered,
    pages::keeping::lists::{FORM, address, home},
    problem::ApiError,
    ssr::{ensure_visitor, local_path, shop, tell_count},
};

fn list(id: &str) -> Result<ListId, ApiError> {
    id.parse().map_err(|_| ApiError::invalid("list"))
}

fn product(text: &str) -> Result<ProductRef, ApiError> {
    text.parse().map_err(|_| ApiError::invalid("product"))
}

/// The page of a list; of the first one where the id is none.
fn page_of(id: &str) -> String {
    id.parse::<ListId>().map_or_else(|_| home().to_owned(), |id| address(&id))
}

/// A name that was typed into a field, or the way back to its form.
fn named(field: &'static str, typed: &str, page: &str) -> Result<ListName, ApiError> {
    ListName::try_from(typed.to_owned()).map_err(|_| {
        let problem = if typed.trim().is_empty() { Problem::Missing } else { Problem::TooLong };
        wrong_fields(FORM, page, &[(field, typed)], &[FieldProblem { field: field.to_owned(), problem }])
    })
}

/// Saves a product to the list of the hearts.
#[server(prefix = "/api", endpoint = "profile/saved/add")]
pub async fn save_product(#[server(default)] product: String, #[server(default)] back: String) -> Result<(), ApiError> {
    let page = product.parse().map_or_else(|_| "/".to_owned(), |product: ProductRef| ProductPage::address(&product));
    let back = local_path(&back, &page);
    let joint = if page.contains('?') { '&' } else { '?' };
    // A product's page is the same for everybody, so it learns from its address that something was saved.
    let good = if back.starts_with("/product/") { format!("{page}{joint}saved=1") } else { back.clone() };
    let saved = async { Ok(shop().save_product(&somebody()?, &self::product(&product)?).await?) };
    answered(saved.await, &good, &back)
}

/// Takes a product off the list that is named, or off that of the hearts.
#[server(prefix = "/api", endpoint = "profile/saved/forget")]
pub async fn forget_product(
    #[server(default)] product: String,
    #[server(default)] list: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let back = local_path(&back, home());
    let forgotten = async {
        let named = if list.is_empty() { None } else { Some(self::list(&list)?) };
        Ok(shop().forget_product(&known()?, named.as_ref(), &self::product(&product)?).await?)
    };
    answered(forgotten.await, &back, &back)
}

/// Makes a list.
#[server(prefix = "/api", endpoint = "lists/new")]
pub async fn new_list(#[server(default)] list_name: String) -> Result<(), ApiError> {
    let name = named("list_name", &list_name, home())?;
    let made = async { shop().new_list(&somebody()?, &name).await.map_err(told) }.await;
    let good = made.as_ref().map_or_else(|_| home().to_owned(), address);
    answered(made.map(drop), &good, home())
}

/// Gives a list another name.
#[server(prefix = "/api", endpoint = "lists/rename")]
pub async fn rename_list(#[server(default)] list: String, #[server(default)] new_name: String) -> Result<(), ApiError> {
    let page = page_of(&list);
    let name = named("new_name", &new_name, &page)?;
    let renamed = async { Ok(shop().rename_list(&known()?, &self::list(&list)?, &name).await?) };
    answered(renamed.await, &page, home())
}

/// Deletes a list with all that is on it.
#[server(prefix = "/api", endpoint = "lists/delete")]
pub async fn delete_list(#[server(default)] list: String) -> Result<(), ApiError> {
    let deleted = async { Ok(shop().delete_list(&known()?, &self::list(&list)?).await?) };
    answered(deleted.await, home(), home())
}

/// Shows a list to whoever has its link, or to nobody any more.
#[server(prefix = "/api", endpoint = "lists/share")]
pub async fn share_list(#[server(default)] list: String, #[server(default)] shared: String) -> Result<(), ApiError> {
    let page = page_of(&list);
    let done = async {
        let shared = match shared.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(ApiError::invalid("shared")),
        };
        Ok(shop().share_list(&known()?, &self::list(&list)?, shared).await?)
    };
    answered(done.await, &page, home())
}

/// Changes how many of a product are wanted, what is noted beside it, and which list it is on.
#[server(prefix = "/api", endpoint = "lists/change")]
pub async fn change_wish(
    #[server(default)] list: String,
    #[server(default)] product: String,
    #[server(default)] quantity: String,
    #[server(default)] note: String,
    #[server(default)] to: String,
) -> Result<(), ApiError> {
    let page = page_of(&list);
    let changed = async {
        let (visitor, id) = (known()?, self::list(&list)?);
        let wish = Wish {
            product: self::product(&product)?,
            quantity: how_many(&quantity)?,
            note: Note::try_from(note.clone()).map_err(|_| ApiError::invalid("note"))?,
            saved_at: Timestamp(0),
        };
        shop().change_wish(&visitor, &id, &wish).await?;
        if !to.is_empty() && to != list {
            shop().carry_wish(&visitor, &id, &self::list(&to)?, &wish.product).await?;
        }
        Ok(())
    };
    answered(changed.await, &page, &page)
}

/// Puts a product into the cart and takes it off the list; where it cannot be bought it stays on the list.
#[server(prefix = "/api", endpoint = "lists/to-cart")]
pub async fn wish_to_cart(
    #[server(default)] list: String,
    #[server(default)] product: String,
    #[server(default)] quantity: String,
) -> Result<(), ApiError> {
    let moved = async {
        let (id, product) = (self::list(&list)?, self::product(&product)?);
        let quantity = how_many(&quantity)?;
        let view = shop().add_to_cart(&ensure_visitor(), &product, None, quantity).await?;
        tell_count(view.cart.count());
        Ok(shop().forget_product(&known()?, Some(&id), &product).await?)
    };
    answered(moved.await, "/cart", &page_of(&list))
}

fn how_many(text: &str) -> Result<Quantity, ApiError> {
    let number: u32 = if text.trim().is_empty() { 1 } else { text.trim().parse().unwrap_or(0) };
    Quantity::try_from(number).map_err(|_| ApiError::invalid("quantity"))
}
