//! From a filled order to a placed one: who gets it, how it ships, and the payment that places it.

use serde_json::{Map, Value, json};

use super::basket::Stage;
use super::graphql::Trouble;
use super::mutation::{change, update};
use super::order::{self, ADDRESS, Payment};
use super::query::Arguments;
use super::refusal;
use super::session::Visit;
use crate::orders::now_ms;

/// The texts of an input object, within reason.
fn texts(
    input: &Map<String, Value>,
    required: &[&str],
    known: &[&str],
    kind: &str,
) -> Result<Map<String, Value>, Trouble> {
    if let Some(unknown) = input.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(Trouble::invalid(format!("Field \"{unknown}\" is not defined by type \"{kind}\".")));
    }
    if let Some(missing) = required.iter().find(|name| input.get(**name).is_none_or(Value::is_null)) {
        let message = format!("Field \"{missing}\" of required type \"String!\" was not provided.");
        return Err(Trouble::invalid(message));
    }
    let long = |value: &Value| value.as_str().is_some_and(|text| text.len() > 500);
    match input.iter().find(|(_, value)| long(value)) {
        Some((name, _)) => Err(Trouble::input(format!("{name} is too long"))),
        None => Ok(input.clone()),
    }
}

pub fn set_customer(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["input"])?;
    let required = ["firstName", "lastName", "emailAddress"];
    let known = ["title", "firstName", "lastName", "phoneNumber", "emailAddress", "customFields"];
    let customer = texts(arguments.object("input")?, &required, &known, "CreateCustomerInput")?;
    match visit.basket(false) {
        None => Ok(refusal::no_active_order()),
        Some(basket) => update(visit, basket, |_, basket| {
            basket.customer = Some(customer);
            Ok(None)
        }),
    }
}

pub fn set_address(visit: &mut Visit<'_>, arguments: &Arguments<'_>, shipping: bool) -> Result<Value, Trouble> {
    arguments.only(&["input"])?;
    let mut known = ADDRESS.to_vec();
    known.extend(["defaultShippingAddress", "defaultBillingAddress", "customFields"]);
    let address = texts(arguments.object("input")?, &["streetLine1", "countryCode"], &known, "CreateAddressInput")?;
    let country = address["countryCode"].as_str().unwrap_or_default();
    if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(Trouble::input(format!("The countryCode \"{country}\" was not recognized")));
    }
    match visit.basket(false) {
        None => Ok(refusal::no_active_order()),
        Some(basket) => update(visit, basket, |_, basket| {
            let place = if shipping { &mut basket.shipping_address } else { &mut basket.billing_address };
            *place = Some(address);
            Ok(None)
        }),
    }
}

pub fn set_shipping(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["shippingMethodId"])?;
    let ids = arguments.ids("shippingMethodId")?;
    change(visit, false, |visit, basket| {
        let place = ids.first().and_then(|id| id.parse::<usize>().ok()).and_then(|number| number.checked_sub(1));
        match place.and_then(|place| visit.shelf.market.shipping.get(place)) {
            Some(option) if ids.len() == 1 => basket.shipping = Some(option.id.clone()),
            _ => return Ok(Some(refusal::ineligible_shipping())),
        }
        Ok(None)
    })
}

pub fn transition(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["state"])?;
    let state = arguments.text("state")?;
    // The schema lets this answer be null; without an order it is.
    let Some(basket) = visit.basket(false) else {
        return Ok(Value::Null);
    };
    let from = basket.stage.word();
    match (basket.stage, state) {
        (Stage::AddingItems, "ArrangingPayment") => match basket.not_ready(visit.shelf) {
            Some(why) => Ok(refusal::transition(from, state, &why)),
            None => update(visit, basket, |visit, basket| {
                basket.fix_prices(visit.shelf, true);
                basket.stage = Stage::ArrangingPayment;
                Ok(None)
            }),
        },
        (Stage::ArrangingPayment, "AddingItems") => update(visit, basket, |visit, basket| {
            basket.fix_prices(visit.shelf, false);
            basket.stage = Stage::AddingItems;
            Ok(None)
        }),
        (_, "Cancelled") => {
            let mut order = order::active(visit.shelf, &basket);
            order["state"] = json!("Cancelled");
            order["active"] = json!(false);
            visit.keep(None);
            Ok(order)
        }
        (stage, _) if stage.next().contains(&state) => {
            let why =
                format!("Cannot transition Order to the \"{state}\" state when the total is not covered by Payments");
            Ok(refusal::transition(from, state, &why))
        }
        _ => {
            let why = format!("Cannot transition from \"{from}\" to \"{state}\"");
            Ok(refusal::transition(from, state, &why))
        }
    }
}

/// Pays, and so places the order: it leaves the session and enters the marketplace's book.
pub fn pay(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["input"])?;
    let input = arguments.object("input")?;
    let method = input.get("method").and_then(Value::as_str).unwrap_or_default().to_owned();
    let metadata = input.get("metadata").and_then(Value::as_object).cloned();
    let metadata =
        metadata.ok_or_else(|| Trouble::invalid("Field \"metadata\" of required type \"JSON!\" was not provided."))?;
    let Some(basket) = visit.basket(false) else {
        return Ok(refusal::no_active_order());
    };
    if basket.stage != Stage::ArrangingPayment {
        return Ok(refusal::payment_state());
    }
    if method != "standard-payment" {
        return Ok(refusal::ineligible_payment(&method));
    }
    let says = |name: &str| metadata.get(name) == Some(&Value::Bool(true));
    if says("shouldDecline") {
        return Ok(refusal::payment_declined());
    }
    if says("shouldError") {
        return Ok(refusal::payment_failed());
    }
    let transaction = hex::encode(rand::random::<[u8; 5]>());
    let payment = Payment { method: method.clone(), transaction, metadata };
    let snapshot = order::placing(order::active(visit.shelf, &basket), &payment, now_ms());
    let draft = basket.draft(visit.shelf, &method, payment.reference(), json!({ "order": snapshot }));
    match visit.shelf.market.place(draft) {
        Ok(placed) => {
            visit.keep(None);
            visit.placed = true;
            Ok(order::placed(&placed))
        }
        Err(short) => {
            let why = format!("insufficient stock of \"{}\"", short.external_id);
            Ok(refusal::transition("ArrangingPayment", "PaymentAuthorized", &why))
        }
    }
}
