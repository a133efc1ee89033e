//! The routes under `/cart`: each changes the guest's cart and answers with the whole of it.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::cart::{Cart, rate_id};
use super::cart_view;
use super::input::Input;
use super::refusal::Refusal;
use super::{Shared, Store};

/// `GET /cart`: begins a cart where there is none.
pub async fn show(State(store): State<Shared>, headers: HeaderMap) -> Response {
    let visit = store.visit(&headers);
    let body = store.with(&visit, |cart| cart_view::cart(&store, cart));
    store.reply(&visit, StatusCode::OK, body)
}

/// Changes the cart of the request's token, and answers with the cart.
fn change(
    store: &Store,
    headers: &HeaderMap,
    status: StatusCode,
    change: impl FnOnce(&mut Cart) -> Result<(), Refusal>,
) -> Result<Response, Refusal> {
    let visit = store.visit_with_token(headers)?;
    let body = store.with(&visit, |cart| {
        let mut changed = cart.clone();
        change(&mut changed)?;
        *cart = changed;
        Ok::<_, Refusal>(cart_view::cart(store, cart))
    })?;
    Ok(store.reply(&visit, status, body))
}

/// `POST /cart/add-item`
pub async fn add(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::CREATED, |cart| {
        let id = input.integer("id")?.ok_or_else(|| Refusal::missing("id"))?.to_string();
        let quantity = input.integer("quantity")?.unwrap_or(1);
        if quantity < 1 {
            let message = "The quantity must be at least 1";
            return Err(Refusal::new(400, "woocommerce_rest_product_invalid_quantity", message));
        }
        let variable = store.shelf.listing(&id).is_some_and(|listing| listing.variants.len() > 1);
        if variable && store.shelf.variant(&id).is_none() {
            let message = "Missing variation data for variable product.";
            return Err(Refusal::new(400, "woocommerce_rest_missing_variation_data", message));
        }
        let id = store.shelf.market.variant(&id).map_or(id, |(_, variant)| variant.id.clone());
        let has = cart.lines.iter().find(|line| line.variant == id).map_or(0, |line| line.quantity);
        cart.set(&store.shelf, &id, i64::from(has).saturating_add(quantity))
    })
}

fn variant_of(store: &Store, cart: &Cart, input: &Input) -> Result<String, Refusal> {
    let key = input.required("key")?;
    let line = cart.lines.iter().find(|line| line.key == key);
    line.map(|line| line.variant.clone()).ok_or_else(|| {
        let message = "Cart item no longer exists or is invalid.";
        Refusal::conflict("woocommerce_rest_cart_invalid_key", message, cart_view::cart(store, cart))
    })
}

/// `POST /cart/update-item`
pub async fn update(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::OK, |cart| {
        let variant = variant_of(&store, cart, &input)?;
        let quantity = input.integer("quantity")?.ok_or_else(|| Refusal::missing("quantity"))?;
        cart.set(&store.shelf, &variant, quantity)
    })
}

/// `POST /cart/remove-item`
pub async fn remove(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::OK, |cart| {
        let variant = variant_of(&store, cart, &input)?;
        cart.lines.retain(|line| line.variant != variant);
        Ok(())
    })
}

/// `DELETE /cart/items`
pub async fn empty(State(store): State<Shared>, headers: HeaderMap) -> Result<Response, Refusal> {
    let visit = store.visit_with_token(&headers)?;
    store.with(&visit, |cart| cart.lines.clear());
    Ok(store.reply(&visit, StatusCode::OK, json!([])))
}

/// `GET /cart/items`
pub async fn items(State(store): State<Shared>, headers: HeaderMap) -> Response {
    let visit = store.visit(&headers);
    let body = store.with(&visit, |cart| cart_view::items(&store, cart, &cart.sums(&store.shelf)));
    store.reply(&visit, StatusCode::OK, body)
}

/// `POST /cart/apply-coupon`
pub async fn apply_coupon(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::OK, |cart| {
        let code = input.required("code")?;
        let refuse = |message: String| Err(Refusal::new(400, "woocommerce_rest_cart_coupon_error", message));
        if !store.shelf.market.codes.iter().any(|(known, _)| known.eq_ignore_ascii_case(&code)) {
            return refuse(format!("\"{code}\" is an invalid coupon code."));
        }
        if cart.coupons.iter().any(|known| known.eq_ignore_ascii_case(&code)) {
            return refuse(format!("Coupon code \"{code}\" has already been applied."));
        }
        cart.coupons.push(code.to_lowercase());
        Ok(())
    })
}

/// `POST /cart/remove-coupon`
pub async fn remove_coupon(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::OK, |cart| {
        let code = input.required("code")?;
        cart.coupons.retain(|known| !known.eq_ignore_ascii_case(&code));
        Ok(())
    })
}

/// `POST /cart/update-customer`: a billing address alone is where the goods go, too.
pub async fn customer(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::OK, |cart| take_addresses(cart, &input))
}

/// Takes the addresses of a request into the cart.
///
/// # Errors
/// When one has a field that is no text, a country that is none, or an e-mail address that is none.
pub fn take_addresses(cart: &mut Cart, input: &Input) -> Result<(), Refusal> {
    let (billing, shipping) = (input.object("billing_address")?, input.object("shipping_address")?);
    if let Some(billing) = billing {
        merge(&mut cart.billing, billing, "billing_address")?;
        if shipping.is_none() && cart.shipping.is_empty() {
            merge(&mut cart.shipping, billing, "billing_address")?;
            cart.shipping.remove("email");
        }
    }
    if let Some(shipping) = shipping {
        merge(&mut cart.shipping, shipping, "shipping_address")?;
    }
    Ok(())
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>, param: &str) -> Result<(), Refusal> {
    for (name, value) in from {
        let text = match value {
            Value::Null => "",
            Value::String(text) if text.len() <= 500 => text.trim(),
            _ => {
                return Err(Refusal::invalid(param, &format!("{name} is not of type string.")));
            }
        };
        let country = name == "country" && !text.is_empty();
        if country && !(text.len() == 2 && text.bytes().all(|letter| letter.is_ascii_uppercase())) {
            return Err(Refusal::invalid(param, "The provided country code is not valid."));
        }
        if name == "email" && !text.is_empty() && !text.contains('@') {
            return Err(Refusal::invalid(param, "The provided email address is not valid"));
        }
        into.insert(name.clone(), json!(text));
    }
    Ok(())
}

/// `POST /cart/select-shipping-rate`
pub async fn select_rate(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    change(&store, &headers, StatusCode::OK, |cart| {
        let rate = input.required("rate_id")?;
        let known = (0..store.shelf.market.shipping.len()).any(|place| rate_id(place) == rate);
        if !cart.has_destination() || input.integer("package_id")?.unwrap_or(0) != 0 || !known {
            return Err(Refusal::new(400, "woocommerce_rest_cart_missing_rate_id", "Invalid Rate ID."));
        }
        cart.rate = Some(rate);
        Ok(())
    })
}
