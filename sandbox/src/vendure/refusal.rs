//! The error results of the schema: members of a union that come with HTTP 200.

use serde_json::{Value, json};

/// An error result of this type; `code` is the screaming form of the type's name.
fn refusal(kind: &str, code: &str, message: &str) -> Value {
    json!({ "__typename": kind, "errorCode": code, "message": message })
}

/// The session has no order that is still open.
pub fn no_active_order() -> Value {
    let message = "There is no active Order associated with the current session";
    refusal("NoActiveOrderError", "NO_ACTIVE_ORDER_ERROR", message)
}

/// The order is past the state in which its contents may change.
pub fn modification() -> Value {
    let message = "Order contents may only be modified when in the \"AddingItems\" state";
    refusal("OrderModificationError", "ORDER_MODIFICATION_ERROR", message)
}

/// A quantity below zero.
pub fn negative_quantity() -> Value {
    refusal("NegativeQuantityError", "NEGATIVE_QUANTITY_ERROR", "The quantity for an OrderItem cannot be negative")
}

/// More pieces than one order may have.
pub fn order_limit(most: u32) -> Value {
    let message = format!("Cannot add items. An order may consist of a maximum of {most} items");
    let mut refused = refusal("OrderLimitError", "ORDER_LIMIT_ERROR", &message);
    refused["maxItems"] = json!(most);
    refused
}

/// Fewer pieces are left than were asked for; what is left was put into the order.
pub fn insufficient_stock(left: u32, order: Value) -> Value {
    let message = match left {
        0 => "No items were added to the order due to insufficient stock".to_owned(),
        1 => "Only 1 item was added to the order due to insufficient stock".to_owned(),
        left => format!("Only {left} items were added to the order due to insufficient stock"),
    };
    let mut refused = refusal("InsufficientStockError", "INSUFFICIENT_STOCK_ERROR", &message);
    refused["quantityAvailable"] = json!(left);
    refused["order"] = order;
    refused
}

/// The shipping method is none of the eligible ones.
pub fn ineligible_shipping() -> Value {
    let message = "This Order is not eligible for the selected ShippingMethod";
    refusal("IneligibleShippingMethodError", "INELIGIBLE_SHIPPING_METHOD_ERROR", message)
}

/// The order cannot go from one state to the other, and why.
pub fn transition(from: &str, to: &str, why: &str) -> Value {
    let message = format!("Cannot transition Order from \"{from}\" to \"{to}\"");
    let mut refused = refusal("OrderStateTransitionError", "ORDER_STATE_TRANSITION_ERROR", &message);
    refused["fromState"] = json!(from);
    refused["toState"] = json!(to);
    refused["transitionError"] = json!(why);
    refused
}

/// The order is not waiting for a payment.
pub fn payment_state() -> Value {
    let message = "A Payment may only be added when Order is in \"ArrangingPayment\" state";
    refusal("OrderPaymentStateError", "ORDER_PAYMENT_STATE_ERROR", message)
}

/// There is no such payment method.
pub fn ineligible_payment(method: &str) -> Value {
    let message = "This Order is not eligible for the selected PaymentMethod";
    let mut refused = refusal("IneligiblePaymentMethodError", "INELIGIBLE_PAYMENT_METHOD_ERROR", message);
    refused["eligibilityCheckerMessage"] = json!(format!("There is no payment method \"{method}\""));
    refused
}

/// The payment was declined, as its metadata wished.
pub fn payment_declined() -> Value {
    let mut refused = refusal("PaymentDeclinedError", "PAYMENT_DECLINED_ERROR", "The payment was declined");
    refused["paymentErrorMessage"] = json!("Simulated error");
    refused
}

/// The payment went wrong, as its metadata wished.
pub fn payment_failed() -> Value {
    let mut refused = refusal("PaymentFailedError", "PAYMENT_FAILED_ERROR", "The payment failed");
    refused["paymentErrorMessage"] = json!("Simulated error");
    refused
}

/// The coupon code is not one of this shop's.
pub fn coupon_invalid(code: &str) -> Value {
    let message = format!("Coupon code \"{code}\" is not valid");
    let mut refused = refusal("CouponCodeInvalidError", "COUPON_CODE_INVALID_ERROR", &message);
    refused["couponCode"] = json!(code);
    refused
}
