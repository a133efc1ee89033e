//! The mutations, and those that fill an order.

use serde_json::{Value, json};

use super::basket::{Basket, Line, MOST_ITEMS, Stage};
use super::graphql::{Field, Trouble};
use super::query::Arguments;
use super::refusal;
use super::session::Visit;
use super::{checkout, order};
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
        "setCustomerForOrder" => ("SetCustomerForOrderResult", checkout::set_customer(visit, &arguments)?),
        "setOrderShippingAddress" => ("ActiveOrderResult", checkout::set_address(visit, &arguments, true)?),
        "setOrderBillingAddress" => ("ActiveOrderResult", checkout::set_address(visit, &arguments, false)?),
        "setOrderShippingMethod" => ("SetOrderShippingMethodResult", checkout::set_shipping(visit, &arguments)?),
        "transitionOrderToState" => ("TransitionOrderToStateResult", checkout::transition(visit, &arguments)?),
        "addPaymentToOrder" => ("AddPaymentToOrderResult", checkout::pay(visit, &arguments)?),
        "__typename" => return Ok(json!("Mutation")),
        unknown => {
            return Err(Trouble::invalid(format!("Cannot query field \"{unknown}\" on type \"Mutation\".")));
        }
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
pub fn change(
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
pub fn update(
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
    let Ok(wanted) = u32::try_from(wanted) else {
        return Ok(Some(refusal::negative_quantity()));
    };
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
    let Some(basket) = visit.basket(false) else {
        return Ok(Value::Null);
    };
    update(visit, basket, |_, basket| {
        basket.coupons.retain(|known| !known.eq_ignore_ascii_case(code));
        Ok(None)
    })
}
