//! Orders in the shape of the schema: one that is still being filled, and one that is placed and on its way.

use serde_json::{Map, Value, json};

use super::basket::{Basket, Line, LineSum, Sums};
use super::catalog;
use super::shelf::{Shelf, Taxed};
use crate::gateway::page::rfc3339;
use crate::orders::{Order, Stage};

/// An order that is still being filled.
pub fn active(shelf: &Shelf, basket: &Basket) -> Value {
    let sums = basket.sums(shelf);
    let total = sums.goods.plus(sums.shipping);
    let lines = basket.lines.iter().zip(&sums.lines).map(|(line, sum)| self::line(shelf, basket, line, sum));
    json!({
        "__typename": "Order",
        "id": basket.id.to_string(),
        "createdAt": rfc3339(basket.created_ms),
        "updatedAt": rfc3339(basket.updated_ms),
        "type": "Regular",
        "orderPlacedAt": null,
        "code": basket.code,
        "state": basket.stage.word(),
        "active": true,
        "customer": customer(basket),
        "shippingAddress": address(basket.shipping_address.as_ref()),
        "billingAddress": address(basket.billing_address.as_ref()),
        "lines": lines.collect::<Vec<_>>(),
        "surcharges": [],
        "discounts": discounts(&sums),
        "couponCodes": basket.coupons,
        "promotions": [],
        "payments": [],
        "fulfillments": [],
        "totalQuantity": basket.total_quantity(),
        "subTotal": sums.goods.net,
        "subTotalWithTax": sums.goods.gross,
        "currencyCode": shelf.market.currency,
        "shippingLines": shipping_lines(shelf, basket, sums.shipping),
        "shipping": sums.shipping.net,
        "shippingWithTax": sums.shipping.gross,
        "total": total.net,
        "totalWithTax": total.gross,
        "taxSummary": [{
            "__typename": "OrderTaxSummary",
            "description": "Standard",
            "taxRate": f64::from(shelf.market.tax.rate_bp) / 100.0,
            "taxBase": total.net,
            "taxTotal": total.gross - total.net,
        }],
        "customFields": null,
    })
}

fn line(shelf: &Shelf, basket: &Basket, line: &Line, sum: &LineSum) -> Value {
    let variant = shelf.variant(&line.variant).map(|(listing, variant)| catalog::variant(shelf, listing, variant));
    let picture = variant.as_ref().map(|variant| variant["featuredAsset"].clone());
    let each = |minor: i64| minor / i64::from(line.quantity.max(1));
    json!({
        "__typename": "OrderLine",
        "id": line.id.to_string(),
        "createdAt": rfc3339(basket.created_ms),
        "updatedAt": rfc3339(basket.updated_ms),
        "productVariant": variant,
        "featuredAsset": picture,
        "quantity": line.quantity,
        "orderPlacedQuantity": 0,
        "unitPrice": sum.unit.net,
        "unitPriceWithTax": sum.unit.gross,
        "unitPriceChangeSinceAdded": 0,
        "unitPriceWithTaxChangeSinceAdded": 0,
        "discountedUnitPrice": each(sum.discounted.net),
        "discountedUnitPriceWithTax": each(sum.discounted.gross),
        "proratedUnitPrice": each(sum.discounted.net),
        "proratedUnitPriceWithTax": each(sum.discounted.gross),
        "linePrice": sum.full.net,
        "linePriceWithTax": sum.full.gross,
        "discountedLinePrice": sum.discounted.net,
        "discountedLinePriceWithTax": sum.discounted.gross,
        "proratedLinePrice": sum.discounted.net,
        "proratedLinePriceWithTax": sum.discounted.gross,
        "taxRate": f64::from(shelf.market.tax.rate_bp) / 100.0,
        "taxLines": [{
            "__typename": "TaxLine",
            "description": "Standard",
            "taxRate": f64::from(shelf.market.tax.rate_bp) / 100.0,
        }],
        "lineTax": sum.discounted.gross - sum.discounted.net,
        "discounts": [],
        "customFields": null,
    })
}

fn discounts(sums: &Sums) -> Value {
    if sums.discount == Taxed::default() {
        return json!([]);
    }
    json!([{
        "__typename": "Discount",
        "adjustmentSource": "PROMOTION:1",
        "type": "PROMOTION",
        "description": "Coupon",
        "amount": -sums.discount.net,
        "amountWithTax": -sums.discount.gross,
    }])
}

fn text(map: &Map<String, Value>, name: &str) -> Value {
    map.get(name).cloned().unwrap_or(Value::Null)
}

fn customer(basket: &Basket) -> Value {
    let Some(customer) = &basket.customer else {
        return Value::Null;
    };
    json!({
        "__typename": "Customer",
        "id": basket.id.to_string(),
        "title": text(customer, "title"),
        "firstName": text(customer, "firstName"),
        "lastName": text(customer, "lastName"),
        "emailAddress": text(customer, "emailAddress"),
        "phoneNumber": text(customer, "phoneNumber"),
    })
}

fn address(address: Option<&Map<String, Value>>) -> Value {
    let empty = Map::new();
    let address = address.unwrap_or(&empty);
    let mut out =
        json!({ "__typename": "OrderAddress", "country": text(address, "countryCode"), "customFields": null });
    for name in ADDRESS {
        out[name] = text(address, name);
    }
    out
}

/// The fields of an address that are text.
pub const ADDRESS: [&str; 9] = [
    "fullName",
    "company",
    "streetLine1",
    "streetLine2",
    "city",
    "province",
    "postalCode",
    "countryCode",
    "phoneNumber",
];

/// The shipping methods an order of this worth may choose from.
pub fn shipping_methods(shelf: &Shelf, items_minor: i64) -> Value {
    let method = |(place, option): (usize, &crate::market::ShippingOption)| {
        let price = Taxed::of(shelf.market.tax, shelf.market.shipping_price(option, items_minor));
        json!({
            "__typename": "ShippingMethodQuote",
            "id": (place + 1).to_string(),
            "code": format!("{}-shipping", option.id),
            "name": option.title,
            "description": format!("{} to {} days", option.days.0, option.days.1),
            "price": price.net,
            "priceWithTax": price.gross,
            "metadata": { "days": option.days },
            "customFields": null,
        })
    };
    shelf.market.shipping.iter().enumerate().map(method).collect()
}

fn shipping_lines(shelf: &Shelf, basket: &Basket, price: Taxed) -> Value {
    let chosen = shelf.market.shipping.iter().position(|option| Some(&option.id) == basket.shipping.as_ref());
    let Some(place) = chosen else {
        return json!([]);
    };
    let option = &shelf.market.shipping[place];
    json!([{
        "__typename": "ShippingLine",
        "id": basket.id.to_string(),
        "shippingMethod": {
            "__typename": "ShippingMethod",
            "id": (place + 1).to_string(),
            "code": format!("{}-shipping", option.id),
            "name": option.title,
            "description": format!("{} to {} days", option.days.0, option.days.1),
            "fulfillmentHandlerCode": "manual-fulfillment",
            "customFields": null,
        },
        "price": price.net,
        "priceWithTax": price.gross,
        "discountedPrice": price.net,
        "discountedPriceWithTax": price.gross,
        "discounts": [],
        "customFields": null,
    }])
}

/// What is remembered of an order when it is placed with this payment.
pub fn placing(mut order: Value, payment: &Payment, at_ms: i64) -> Value {
    order["orderPlacedAt"] = json!(rfc3339(at_ms));
    for line in order["lines"].as_array_mut().into_iter().flatten() {
        line["orderPlacedQuantity"] = line["quantity"].clone();
    }
    order["payments"] = json!([{
        "__typename": "Payment",
        "id": order["id"],
        "createdAt": rfc3339(at_ms),
        "updatedAt": rfc3339(at_ms),
        "transactionId": payment.transaction,
        "amount": order["totalWithTax"],
        "method": payment.method,
        "state": "Authorized",
        "errorMessage": null,
        "refunds": [],
        // Of the metadata, shoppers see only what is under "public".
        "metadata": payment.metadata.get("public").map_or(json!({}), |public| json!({ "public": public })),
        "customFields": null,
    }]);
    order
}

/// How an order is paid.
#[derive(Clone, Debug)]
pub struct Payment {
    pub method: String,
    pub transaction: String,
    pub metadata: Map<String, Value>,
}

impl Payment {
    /// The client's own reference, which travels in the metadata, open or under `public`.
    pub fn reference(&self) -> Option<String> {
        let names = ["reference", "orderReference", "order_reference", "order"];
        let inside =
            |map: &Map<String, Value>| names.iter().find_map(|name| map.get(*name)?.as_str().map(str::to_owned));
        inside(&self.metadata).or_else(|| inside(self.metadata.get("public")?.as_object()?))
    }
}

/// A placed order as it is now.
pub fn placed(order: &Order) -> Value {
    let mut value = order.detail["order"].clone();
    let (state, payment) = match order.stage {
        Stage::Placed => ("PaymentAuthorized", "Authorized"),
        Stage::Processing => ("PaymentSettled", "Settled"),
        Stage::Shipped | Stage::InTransit | Stage::OutForDelivery => ("Shipped", "Settled"),
        Stage::Delivered => ("Delivered", "Settled"),
        Stage::Cancelled => ("Cancelled", "Cancelled"),
    };
    let updated = order.events.last().map_or(order.placed_at_ms, |event| event.at_ms);
    value["state"] = json!(state);
    value["active"] = json!(false);
    value["updatedAt"] = json!(rfc3339(updated));
    value["payments"][0]["state"] = json!(payment);
    value["fulfillments"] = fulfillments(order, &value, updated);
    value
}

fn fulfillments(order: &Order, value: &Value, updated: i64) -> Value {
    let Some(parcel) = &order.parcel else {
        return json!([]);
    };
    let shipped = order.events.iter().find(|event| event.stage == Stage::Shipped);
    let line = |line: &Value| json!({ "__typename": "FulfillmentLine", "fulfillmentId": value["id"], "orderLineId": line["id"], "quantity": line["quantity"], "orderLine": line });
    let lines: Vec<Value> = value["lines"].as_array().into_iter().flatten().map(line).collect();
    json!([{
        "__typename": "Fulfillment",
        "id": value["id"],
        "createdAt": rfc3339(shipped.map_or(updated, |event| event.at_ms)),
        "updatedAt": rfc3339(updated),
        "state": if order.stage == Stage::Delivered { "Delivered" } else { "Shipped" },
        "method": parcel.carrier,
        "trackingCode": parcel.tracking_number,
        "lines": lines,
        "summary": lines,
        "customFields": null,
    }])
}
