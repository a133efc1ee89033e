//! The cart as the Store API shows it, whole after every change.

use serde_json::{Map, Value, json};

use super::Store;
use super::cart::{Cart, Line, Sums, rate_id};
use super::money::{Writer, text};
use super::product::{images, item_name, number, permalink};
use crate::pages::escape;
use crate::vendure::shelf::Taxed;

/// The payment methods a guest may choose.
pub const PAYMENT_METHODS: [&str; 2] = ["bacs", "cod"];

const ADDRESS: [&str; 10] =
    ["first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country", "phone"];

/// The whole cart.
pub fn cart(store: &Store, cart: &Cart) -> Value {
    let sums = cart.sums(&store.shelf);
    let errors = cart.shortage(&store.shelf).map(|refusal| json!({ "code": refusal.code, "message": refusal.message }));
    json!({
        "items": items(store, cart, &sums),
        "coupons": coupons(store, cart, &sums),
        "fees": [],
        "totals": totals(store, &sums),
        "shipping_address": address(&cart.shipping),
        "billing_address": billing(&cart.billing),
        "needs_payment": sums.total.gross > 0,
        "needs_shipping": !cart.lines.is_empty(),
        "payment_requirements": ["products"],
        "has_calculated_shipping": cart.has_destination(),
        "shipping_rates": rates(store, cart, &sums),
        "items_count": cart.count(),
        "items_weight": 0,
        "cross_sells": [],
        "errors": errors.into_iter().collect::<Vec<_>>(),
        "payment_methods": PAYMENT_METHODS,
        "extensions": {},
    })
}

/// An address with all its fields.
pub fn address(address: &Map<String, Value>) -> Value {
    ADDRESS
        .iter()
        .map(|name| ((*name).to_owned(), address.get(*name).cloned().unwrap_or_else(|| json!(""))))
        .collect::<Map<_, _>>()
        .into()
}

/// A billing address, which also has an e-mail.
pub fn billing(of: &Map<String, Value>) -> Value {
    let mut value = address(of);
    value["email"] = of.get("email").cloned().unwrap_or_else(|| json!(""));
    value
}

/// All lines.
pub fn items(store: &Store, cart: &Cart, sums: &Sums) -> Value {
    cart.lines.iter().zip(&sums.lines).filter_map(|(line, sums)| item(store, cart, line, *sums)).collect()
}

fn item(store: &Store, cart: &Cart, line: &Line, (full, paid): (Taxed, Taxed)) -> Option<Value> {
    let shelf = &store.shelf;
    let (listing, variant) = shelf.variant(&line.variant)?;
    let writer = Writer::new(&shelf.market.currency);
    let unit = cart.unit(shelf, line);
    let regular = listing.list_price_minor.map_or(unit, |before| unit + (before - listing.price_minor).max(0));
    let left = shelf.left(variant);
    let chosen =
        variant.options.iter().map(|(name, value)| json!({ "raw_attribute": name, "attribute": name, "value": value }));
    let totals = writer.with_currency(json!({
        "line_subtotal": text(full.net),
        "line_subtotal_tax": text(full.gross - full.net),
        "line_total": text(paid.net),
        "line_total_tax": text(paid.gross - paid.net),
    }));
    Some(json!({
        "key": line.key,
        "id": number(&variant.id),
        "type": if listing.variants.len() > 1 { "variation" } else { "simple" },
        "quantity": line.quantity,
        "quantity_limits": { "minimum": 1, "maximum": left.clamp(1, 9_999), "multiple_of": 1, "editable": true },
        "name": item_name(listing, variant),
        "short_description": "",
        "description": format!("<p>{}</p>", escape(listing.description)),
        "sku": variant.sku,
        "low_stock_remaining": (1..=2).contains(&left).then_some(left),
        "backorders_allowed": false,
        "show_backorder_badge": false,
        "sold_individually": false,
        "permalink": permalink(store, listing),
        "images": images(store, listing, Some(variant)),
        "variation": chosen.collect::<Vec<_>>(),
        "item_data": [],
        "prices": writer.item_prices(unit, regular),
        "totals": totals,
        "catalog_visibility": "visible",
        "extensions": {},
    }))
}

/// The coupons, with what they take off together told at the first.
pub fn coupons(store: &Store, cart: &Cart, sums: &Sums) -> Value {
    let writer = Writer::new(&store.shelf.market.currency);
    let coupon = |(place, code): (usize, &String)| {
        let off = if place == 0 { sums.discount } else { Taxed::default() };
        let totals = json!({ "total_discount": text(off.net), "total_discount_tax": text(off.gross - off.net) });
        json!({ "code": code, "discount_type": "percent", "totals": writer.with_currency(totals) })
    };
    cart.coupons.iter().enumerate().map(coupon).collect()
}

/// All sums; every part is without tax, the tax beside it, and only the last total contains both.
pub fn totals(store: &Store, sums: &Sums) -> Value {
    let tax = |taxed: Taxed| text(taxed.gross - taxed.net);
    let rate = format!("{}%", f64::from(store.shelf.market.tax.rate_bp) / 100.0);
    Writer::new(&store.shelf.market.currency).with_currency(json!({
        "total_items": text(sums.goods.net),
        "total_items_tax": tax(sums.goods),
        "total_fees": "0",
        "total_fees_tax": "0",
        "total_discount": text(sums.discount.net),
        "total_discount_tax": tax(sums.discount),
        "total_shipping": text(sums.shipping.net),
        "total_shipping_tax": tax(sums.shipping),
        "total_price": text(sums.total.gross),
        "total_tax": tax(sums.total),
        "tax_lines": [{ "name": "Tax", "price": tax(sums.total), "rate": rate }],
    }))
}

/// One package with every way to send it, once it is known where it goes.
fn rates(store: &Store, cart: &Cart, sums: &Sums) -> Value {
    let Some((chosen, _)) = cart.shipping_option(&store.shelf) else {
        return json!([]);
    };
    let market = &store.shelf.market;
    let writer = Writer::new(&market.currency);
    let rate = |(place, option): (usize, &crate::market::ShippingOption)| {
        let price = Taxed::of(market.tax, market.shipping_price(option, sums.amounts.items_minor));
        writer.with_currency(json!({
            "rate_id": rate_id(place),
            "name": option.title,
            "description": "",
            "delivery_time": format!("{}–{} days", option.days.0, option.days.1),
            "price": text(price.net),
            "taxes": text(price.gross - price.net),
            "instance_id": place + 1,
            "method_id": "flat_rate",
            "meta_data": [],
            "selected": place == chosen,
        }))
    };
    let name = |line: &Line| {
        let (listing, variant) = store.shelf.variant(&line.variant)?;
        Some(json!({ "key": line.key, "name": item_name(listing, variant), "quantity": line.quantity }))
    };
    json!([{
        "package_id": 0,
        "name": "Shipment 1",
        "destination": {
            "address_1": cart.shipping.get("address_1"),
            "address_2": cart.shipping.get("address_2"),
            "city": cart.shipping.get("city"),
            "state": cart.shipping.get("state"),
            "postcode": cart.shipping.get("postcode"),
            "country": cart.shipping.get("country"),
        },
        "items": cart.lines.iter().filter_map(name).collect::<Vec<_>>(),
        "shipping_rates": market.shipping.iter().enumerate().map(rate).collect::<Vec<_>>(),
    }])
}
