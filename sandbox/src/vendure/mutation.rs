//! The mutations: fill an order, say who gets it and how, and place it by paying.

use serde_json::{Map, Value, json};

use super::basket::{Basket, Line, MOST_ITEMS, Stage};
use super::graphql::{Field, Trouble};
use super::order::{self, ADDRESS, Payment};
use super::query::Arguments;
use super::refusal;
use super::session::Visit;
use crate::orders::now_ms;

/// Answers one root field of a mutation.
pub fn answer(visit: &mut Visit<'_>, field: &Field) -> Result<Value, Trouble> {
    let arguments = Arguments(field);
    let (union, value) = match field.name.as_str() {
        "addItemToOrder" => ("UpdateOrderItemsResult", add(visit, &arguments)?),
        "adjustOrderLine" => ("UpdateOrderItemsResult", adjust(visit, &arguments)?),
        "removeOrderLine" => ("RemoveOrderItemsResult", remove(visit, &arguments)?),
        "removeAllOrderLines" => ("RemoveOrderItemsResult", remove_all(visit)?),
        "applyCouponCode" => ("ApplyCouponCodeResult", apply_coupon(visit, &arguments)?),
        "removeCouponCode" => return remove_coupon(visit, &arguments),
        "setCustomerForOrder" => ("SetCustomerForOrderResult", set_customer(visit, &arguments)?),
        "setOrderShippingAddress" => ("ActiveOrderResult", set_address(visit, &arguments, true)?),
        "setOrderBillingAddress" => ("ActiveOrderResult", set_address(visit, &arguments, false)?),
        "setOrderShippingMethod" => ("SetOrderShippingMethodResult", set_shipping(visit, &arguments)?),
        "transitionOrderToState" => ("TransitionOrderToStateResult", transition(visit, &arguments)?),
        "addPaymentToOrder" => ("AddPaymentToOrderResult", pay(visit, &arguments)?),
        "__typename" => return Ok(json!("Mutation")),
        unknown => return Err(Trouble::invalid(format!("Cannot query field \"{unknown}\" on type \"Mutation\"."))),
    };
    Ok(member(union, value))
}

/// Marks an object as a member of a union.
fn member(union: &str, mut value: Value) -> Value {
    if let Value::Object(object) = &mut value {
        object.insert("__union".to_owned(), json!(union));
    }
    value
}

/// Changes the session's order where there is one and its contents may still change.
fn change(
    visit: &mut Visit<'_>,
    create: bool,
    change: impl FnOnce(&mut Visit<'_>, &mut Basket) -> Result<Option<Value>, Trouble>,
) -> Result<Value, Trouble> {
    match visit.basket(create) {
        None => Ok(refusal::no_active_order()),
        Some(basket) if basket.stage != Stage::AddingItems => Ok(refusal::modification()),
        Some(basket) => update(visit, basket, change),
    }
}

/// Changes an order; a refusal that the change returns is the answer, else the order is.
fn update(
    visit: &mut Visit<'_>,
    mut basket: Basket,
    change: impl FnOnce(&mut Visit<'_>, &mut Basket) -> Result<Option<Value>, Trouble>,
) -> Result<Value, Trouble> {
    let refused = change(visit, &mut basket)?;
    basket.updated_ms = now_ms();
    let order = order::active(visit.shelf, &basket);
    visit.keep(Some(basket));
    Ok(refused.unwrap_or(order))
}

fn add(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["productVariantId", "quantity"])?;
    let (variant, quantity) = (arguments.id("productVariantId")?, arguments.integer("quantity")?);
    change(visit, true, |visit, basket| {
        if visit.shelf.variant(&variant).is_none() {
            let message = format!("No ProductVariant with the id \"{variant}\" could be found");
            return Err(Trouble { code: "ENTITY_NOT_FOUND", message });
        }
        let has = basket.lines.iter().find(|line| line.variant == variant).map_or(0, |line| line.quantity);
        set_quantity(visit, basket, &variant, i64::from(has) + quantity, quantity < 0)
    })
}

/// Makes it so many pieces of a variant, or as many as are left.
fn set_quantity(
    visit: &mut Visit<'_>,
    basket: &mut Basket,
    variant: &str,
    wanted: i64,
    negative: bool,
) -> Result<Option<Value>, Trouble> {
    let Ok(wanted) = u32::try_from(wanted) else { return Ok(Some(refusal::negative_quantity())) };
    if negative {
        return Ok(Some(refusal::negative_quantity()));
    }
    let has = basket.lines.iter().find(|line| line.variant == variant).map_or(0, |line| line.quantity);
    if basket.total_quantity() - has + wanted > MOST_ITEMS {
        return Ok(Some(refusal::order_limit(MOST_ITEMS)));
    }
    let left = visit.shelf.variant(variant).map_or(0, |(_, variant)| visit.shelf.left(variant));
    let quantity = wanted.min(left);
    match basket.lines.iter().position(|line| line.variant == variant) {
        Some(place) if quantity == 0 => drop(basket.lines.remove(place)),
        Some(place) => basket.lines[place].quantity = quantity,
        None if quantity == 0 => {}
        None => {
            let id = visit.next_id();
            basket.lines.push(Line { id, variant: variant.to_owned(), quantity, fixed: None });
        }
    }
    let short = || refusal::insufficient_stock(quantity.saturating_sub(has), order::active(visit.shelf, basket));
    Ok((quantity < wanted).then(short))
}

fn line_of(basket: &Basket, arguments: &Arguments<'_>) -> Result<usize, Trouble> {
    let id = arguments.id("orderLineId")?;
    let found = basket.lines.iter().position(|line| line.id.to_string() == id);
    let message = || format!("This order does not contain an OrderLine with the id {id}");
    found.ok_or_else(|| Trouble { code: "USER_INPUT_ERROR", message: message() })
}

fn adjust(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["orderLineId", "quantity"])?;
    let quantity = arguments.integer("quantity")?;
    change(visit, false, |visit, basket| {
        let variant = basket.lines[line_of(basket, arguments)?].variant.clone();
        set_quantity(visit, basket, &variant, quantity, quantity < 0)
    })
}

fn remove(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["orderLineId"])?;
    change(visit, false, |_, basket| {
        basket.lines.remove(line_of(basket, arguments)?);
        Ok(None)
    })
}

fn remove_all(visit: &mut Visit<'_>) -> Result<Value, Trouble> {
    change(visit, false, |_, basket| {
        basket.lines.clear();
        Ok(None)
    })
}

fn apply_coupon(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["couponCode"])?;
    let code = arguments.text("couponCode")?;
    change(visit, false, |visit, basket| {
        if !visit.shelf.market.codes.iter().any(|(known, _)| known.eq_ignore_ascii_case(code)) {
            return Ok(Some(refusal::coupon_invalid(code)));
        }
        if !basket.coupons.iter().any(|known| known.eq_ignore_ascii_case(code)) {
            basket.coupons.push(code.to_owned());
        }
        Ok(None)
    })
}

fn remove_coupon(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["couponCode"])?;
    let code = arguments.text("couponCode")?;
    let Some(basket) = visit.basket(false) else { return Ok(Value::Null) };
    update(visit, basket, |_, basket| {
        basket.coupons.retain(|known| !known.eq_ignore_ascii_case(code));
        Ok(None)
    })
}

/// The texts of an input object, within reason.
fn texts(input: &Map<String, Value>, required: &[&str], known: &[&str], kind: &str) -> Result<Map<String, Value>, Trouble> {
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

fn set_customer(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
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

fn set_address(visit: &mut Visit<'_>, arguments: &Arguments<'_>, shipping: bool) -> Result<Value, Trouble> {
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

fn set_shipping(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
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

fn transition(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["state"])?;
    let state = arguments.text("state")?;
    // The schema lets this answer be null; without an order it is.
    let Some(basket) = visit.basket(false) else { return Ok(Value::Null) };
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
            let why = format!("Cannot transition Order to the \"{state}\" state when the total is not covered by Payments");
            Ok(refusal::transition(from, state, &why))
        }
        _ => {
            let why = format!("Cannot transition from \"{from}\" to \"{state}\"");
            Ok(refusal::transition(from, state, &why))
        }
    }
}

/// Pays, and so places the order: it leaves the session and enters the marketplace's book.
fn pay(visit: &mut Visit<'_>, arguments: &Arguments<'_>) -> Result<Value, Trouble> {
    arguments.only(&["input"])?;
    let input = arguments.object("input")?;
    let method = input.get("method").and_then(Value::as_str).unwrap_or_default().to_owned();
    let metadata = input.get("metadata").and_then(Value::as_object).cloned();
    let metadata = metadata.ok_or_else(|| Trouble::invalid("Field \"metadata\" of required type \"JSON!\" was not provided."))?;
    let Some(basket) = visit.basket(false) else { return Ok(refusal::no_active_order()) };
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
