//! The queries: what is for sale, the order of the session, and an order by its code.

use serde_json::{Map, Value, json};

use super::basket::Basket;
use super::graphql::{Field, Trouble};
use super::session::Visit;
use super::{catalog, order, search};
use crate::orders::now_ms;

/// How long a guest may read a placed order by its code: thirty days.
const GUESTS_MAY_READ_MS: i64 = 30 * 86_400_000;

/// Answers one root field of a query.
pub fn answer(visit: &mut Visit<'_>, field: &Field) -> Result<Value, Trouble> {
    let arguments = Arguments(field);
    match field.name.as_str() {
        "search" => {
            arguments.only(&["input"])?;
            search::search(visit.shelf, arguments.object("input")?)
        }
        "product" => {
            arguments.only(&["id", "slug"])?;
            product(visit, &arguments)
        }
        "collections" => {
            arguments.only(&["options"])?;
            Ok(catalog::collections(visit.shelf))
        }
        "activeChannel" => Ok(channel(visit)),
        "activeOrder" => {
            let basket = visit.basket(false);
            Ok(basket.map_or(Value::Null, |basket| order::active(visit.shelf, &basket)))
        }
        "orderByCode" => {
            arguments.only(&["code"])?;
            by_code(visit, arguments.text("code")?)
        }
        "nextOrderStates" => {
            let stage = visit.basket(false).map(|basket| basket.stage).unwrap_or_default();
            Ok(json!(stage.next()))
        }
        "eligibleShippingMethods" => {
            let items = |basket: Basket| basket.sums(visit.shelf).amounts.items_minor;
            Ok(visit.basket(false).map(items).map_or(json!([]), |items| order::shipping_methods(visit.shelf, items)))
        }
        "eligiblePaymentMethods" => Ok(payment_methods()),
        "me" | "activeCustomer" => Ok(Value::Null),
        "__typename" => Ok(json!("Query")),
        unknown => Err(Trouble::invalid(format!("Cannot query field \"{unknown}\" on type \"Query\"."))),
    }
}

fn product(visit: &Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    let shelf = visit.shelf;
    let listing = match (arguments.optional_id("id"), arguments.0.arguments.get("slug").and_then(Value::as_str)) {
        (Some(id), _) => shelf.listing(&id),
        (None, Some(slug)) => shelf.market.listings.iter().find(|listing| catalog::slug_of(listing) == slug),
        (None, None) => {
            return Err(Trouble::input("Either the Product id or slug must be provided"));
        }
    };
    Ok(listing.map_or(Value::Null, |listing| catalog::product(shelf, listing)))
}

fn channel(visit: &Visit<'_>) -> Value {
    let market = &visit.shelf.market;
    json!({
        "__typename": "Channel",
        "id": "1",
        "code": "__default_channel__",
        "token": market.server.slug,
        "defaultLanguageCode": "en",
        "currencyCode": market.currency,
        "defaultCurrencyCode": market.currency,
        "pricesIncludeTax": market.tax.included,
    })
}

fn payment_methods() -> Value {
    json!([{
        "__typename": "PaymentMethodQuote",
        "id": "1",
        "code": "standard-payment",
        "name": "Standard Payment",
        "description": "",
        "isEligible": true,
        "eligibilityMessage": null,
        "customFields": null,
    }])
}

/// A placed order; one that does not exist is refused in the same words as one that may not be read.
fn by_code(visit: &Visit<'_>, code: &str) -> Result<Value, Trouble> {
    let found = visit.shelf.market.orders.by_session(code);
    let readable = found.filter(|order| now_ms() - order.placed_at_ms < GUESTS_MAY_READ_MS);
    let message = "You are not currently authorized to perform this action";
    let refused = || Trouble { code: "FORBIDDEN", message: message.to_owned() };
    readable.map(|order| order::placed(&order)).ok_or_else(refused)
}

/// The arguments of a root field, read by type.
pub struct Arguments<'a>(pub &'a Field);

impl<'a> Arguments<'a> {
    /// Says no to arguments the field does not have.
    pub fn only(&self, known: &[&str]) -> Result<(), Trouble> {
        match self.0.arguments.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Trouble::invalid(format!("Unknown argument \"{name}\" on field \"{}\".", self.0.name))),
        }
    }

    fn required(&self, name: &str) -> Result<&'a Value, Trouble> {
        let value = self.0.arguments.get(name).filter(|value| !value.is_null());
        let field = &self.0.name;
        value.ok_or_else(|| {
            Trouble::invalid(format!("Field \"{field}\" argument \"{name}\" is required, but it was not provided."))
        })
    }

    /// An object that must be there.
    pub fn object(&self, name: &str) -> Result<&'a Map<String, Value>, Trouble> {
        let wrong = || Trouble::invalid(format!("Expected argument \"{name}\" to be an object."));
        self.required(name)?.as_object().ok_or_else(wrong)
    }

    /// A text that must be there.
    pub fn text(&self, name: &str) -> Result<&'a str, Trouble> {
        let wrong = || Trouble::invalid(format!("String cannot represent a non string value in \"{name}\"."));
        self.required(name)?.as_str().ok_or_else(wrong)
    }

    /// A whole number that must be there.
    pub fn integer(&self, name: &str) -> Result<i64, Trouble> {
        let wrong = || Trouble::invalid(format!("Int cannot represent non-integer value in \"{name}\"."));
        let value = self.required(name)?.as_i64().ok_or_else(wrong)?;
        i32::try_from(value).map(i64::from).map_err(|_| wrong())
    }

    /// An id that must be there: a text or a whole number.
    pub fn id(&self, name: &str) -> Result<String, Trouble> {
        id(self.required(name)?).ok_or_else(|| Trouble::invalid(format!("ID cannot represent value in \"{name}\".")))
    }

    fn optional_id(&self, name: &str) -> Option<String> {
        self.0.arguments.get(name).and_then(id)
    }

    /// A list of ids that must be there; a single one counts as a list.
    pub fn ids(&self, name: &str) -> Result<Vec<String>, Trouble> {
        let ids = match self.required(name)? {
            Value::Array(all) => all.iter().map(id).collect(),
            one => id(one).map(|one| vec![one]),
        };
        ids.ok_or_else(|| Trouble::invalid(format!("ID cannot represent value in \"{name}\".")))
    }
}

fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => number.as_i64().map(|number| number.to_string()),
        _ => None,
    }
}
