//! Recorded answers, read as ours.

use domain::{
    catalog::{Availability, Category},
    money::{Currency, Money},
    order::Progress,
};

use super::{
    cart::{Cart, Checkout, Order, Standing, standing},
    wire::{Products, Refused, Written},
};
use crate::marketplaces::{
    MarketplaceError, RequestedLine,
    reading::{
        as_asked,
        tests::{answer, shop},
    },
};

fn read<T: serde::de::DeserializeOwned>(recorded: &str) -> T {
    answer(recorded).json().unwrap()
}

#[test]
fn products_are_read_with_variations_stars_and_pictures_in_sizes() {
    let Products(listed) = read(include_str!("fixtures/products.json"));
    let Products(variations) = read(include_str!("fixtures/variations.json"));
    let shop = shop(Currency::Usd);
    let products: Vec<_> = listed.into_iter().filter_map(|product| product.read(&shop, &variations)).collect();
    assert_eq!(products.len(), 2);
    for product in &products {
        assert_eq!(product.category, Some(Category::Fashion));
        assert!(product.gtin.is_some() && product.brand.is_some() && product.rating.is_some());
        assert!(product.attributes.iter().all(|(name, _)| name != "GTIN"));
        let widths: Vec<u32> = product.pictures[0].sources.iter().map(|(_, width)| *width).collect();
        assert_eq!(widths, [320, 640]);
        assert!(product.product_url.as_deref().unwrap().starts_with("https://nomad.example/product/"));
        assert!(!product.description.contains("<p>"));
    }
    assert_eq!(products[0].variants.len(), 2);
    assert!(products[0].variants.iter().all(|variant| !variant.title.is_empty() && !variant.title.contains(':')));
    assert!(matches!(products[1].availability, Availability::InStock(Some(_))));
}

#[test]
fn without_their_variations_products_are_still_ordered_by_them() {
    let Products(listed) = read(include_str!("fixtures/products.json"));
    let variable = listed.into_iter().next().unwrap();
    let ids = variable.is_variable();
    let product = variable.read(&shop(Currency::Usd), &[]).unwrap();
    assert!(ids && product.variants.iter().all(|variant| variant.external_id != product.reference.external_id));
}

#[test]
fn amounts_count_as_the_store_writes_them() {
    let written = |code: &str, decimals| Written { currency_code: code.to_owned(), currency_minor_unit: decimals };
    let price =
        |text: &str, decimals| written("USD", decimals).price(text, &shop(Currency::Usd)).map(|money| money.minor);
    assert_eq!(price("1105", 2), Some(1105));
    assert_eq!(price("11", 0), Some(1100));
    assert_eq!(price("11050", 3), Some(1105));
    for (text, decimals) in [("11051", 3), ("-5", 2), ("", 2), ("12.50", 2), ("9007199254740992", 2), ("1", 40)] {
        assert_eq!(price(text, decimals), None, "{text} {decimals}");
    }
    assert_eq!(written("EUR", 2).price("1105", &shop(Currency::Usd)), None);
}

#[test]
fn a_cart_is_quoted_with_the_tax_beside_it() {
    let cart: Cart = read(include_str!("fixtures/cart.json"));
    let shop = shop(Currency::Usd);
    let (amounts, lines, options) =
        (cart.amounts(&shop).unwrap(), cart.quoted(&shop).unwrap(), cart.options(&shop).unwrap());
    assert_eq!(cart.tax_included(&shop), Some(false));
    assert_eq!(amounts.goods.minor + amounts.delivery.minor + amounts.tax_added.minor, amounts.total.minor);
    assert!(amounts.tax_added.minor > 0);
    assert_eq!((lines[0].amount, lines[0].amount.minor), (amounts.goods, 2 * lines[0].unit.minor));
    assert_eq!((options.len(), cart.chosen()), (2, Some(0)));
    assert_eq!((options[0].price, options[0].days_from, options[0].days_to), (amounts.delivery, 3, 5));
    assert_eq!(cart.payment_methods, ["bacs", "cod"]);
}

#[test]
fn a_store_that_shows_prices_with_tax_is_quoted_so() {
    let mut value: serde_json::Value = read(include_str!("fixtures/cart.json"));
    value["items"][0]["prices"]["price"] = "20000".into();
    value["items"][0]["totals"]["line_total"] = "36951".into();
    value["items"][0]["totals"]["line_total_tax"] = "3049".into();
    value["totals"] = serde_json::json!({ "total_items": "36951", "total_shipping": "1000", "total_shipping_tax": "83",
        "total_tax": "3132", "total_price": "41083", "currency_code": "USD", "currency_minor_unit": 2 });
    let cart: Cart = serde_json::from_value(value).unwrap();
    let shop = shop(Currency::Usd);
    let amounts = cart.amounts(&shop).unwrap();
    assert_eq!((amounts.goods.minor, amounts.delivery.minor, amounts.tax_added.minor), (40_000, 1083, 0));
    assert_eq!(cart.quoted(&shop).unwrap()[0].amount, Money::new(40_000, Currency::Usd));
}

#[test]
fn a_draft_is_no_order_until_it_is_placed() {
    let draft: Checkout = read(include_str!("fixtures/checkout-draft.json"));
    let placed: Checkout = read(include_str!("fixtures/checkout-placed.json"));
    assert_eq!((draft.order_id, &draft.order_key), (placed.order_id, &placed.order_key));
    assert_eq!((standing(&draft.status), standing(&placed.status)), (Standing::Open, Standing::Placed));
    assert_eq!(standing("pending"), Standing::Unclear);
    let order: Order = read(include_str!("fixtures/order.json"));
    assert_eq!((order.id, standing(&order.status)), (placed.order_id, Standing::Placed));
    assert_eq!(order.read().progress, Progress::Placed);
}

#[test]
fn refusals_are_told_apart_by_their_code() {
    let moved: Refused = read(include_str!("fixtures/total-mismatch.json"));
    assert_eq!(moved.code, "woocommerce_rest_checkout_total_mismatch");
    assert!(!moved.is_about_stock() && !moved.is_about_delivery());
    let short: Refused = read(include_str!("fixtures/not-enough.json"));
    assert!(short.is_about_stock() && short.left().is_some_and(|left| left > 0));
}

#[test]
fn a_cart_with_other_goods_than_were_put_in_is_not_understood() {
    let cart: Cart = read(include_str!("fixtures/cart.json"));
    let lines = cart.quoted(&shop(Currency::Usd)).unwrap();
    let asked = |variant: &str, quantity: u32| {
        let (product, variant) = ("any".parse().unwrap(), variant.parse().unwrap());
        [RequestedLine { product, variant, quantity: quantity.try_into().unwrap() }]
    };
    let (variant, quantity) = (lines[0].variant.as_str(), u32::from(lines[0].quantity));
    assert_eq!(as_asked(&asked(variant, quantity), &lines), Ok(()));
    for other in [asked("999999", quantity), asked(variant, quantity - 1)] {
        assert!(matches!(as_asked(&other, &lines), Err(MarketplaceError::Unintelligible(_))), "{other:?}");
    }
    let missing = as_asked(&asked(variant, quantity + 1), &lines);
    assert!(matches!(missing, Err(MarketplaceError::OutOfStock(_))), "{missing:?}");
}
