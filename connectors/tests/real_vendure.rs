//! The Vendure adapter against a real Vendure, whose Shop API is at `VENDURE_URL` + `/shop-api`.
//!
//! `./dev prove vendure` starts one and sets the variable; without it there is nothing to ask and this says so.
//! `VENDURE_LOSSY_URL` leads to the same shop and loses the replies to payments, `ORDERS` is how many to place. Each
//! placed order is printed as `placed CODE TOTAL`, so that the caller can look it up on the shop's other side.

use connectors::{
    http::Reach,
    marketplaces::{
        AdapterConfig, MarketplaceAdapter, MarketplaceError, PlaceOrder, PlaceOutcome, PlacedOrder, QuoteRequest,
        RequestedLine, SearchRequest, vendure::VendureAdapter,
    },
};
use domain::{
    cart::Quantity,
    catalog::{Category, Product},
    checkout::Details,
    ids::OrderNumber,
    money::Currency,
    order::Progress,
    saga::Refusal,
};
use futures::future::join_all;

fn adapter(url: &str) -> VendureAdapter {
    let config = AdapterConfig {
        marketplace: "vendure".parse().expect("a short word"),
        base_url: url.trim_end_matches('/').to_owned(),
        api_key: None,
        currency: Currency::Usd,
        profile_url: String::new(),
        reach: Reach::Anywhere,
    };
    VendureAdapter::new(config).expect("TLS is there")
}

fn details(country: &str) -> Details {
    Details {
        email: "amira@example.org".to_owned(),
        name: "Amira Ben Salah".to_owned(),
        street: "Rua da Prata 12".to_owned(),
        extra: String::new(),
        postcode: "1100-419".to_owned(),
        city: "Lisboa".to_owned(),
        country: country.to_owned(),
        phone: String::new(),
    }
}

fn request(product: &Product, quantity: u32, country: &str) -> QuoteRequest {
    let variant = product.first_choice().expect("a product has variants").external_id.clone();
    QuoteRequest {
        reference: "OC-TEST-TEST".to_owned(),
        lines: vec![RequestedLine {
            product: product.reference.external_id.clone(),
            variant,
            quantity: Quantity::try_from(quantity).expect("a small number"),
        }],
        details: details(country),
        option: Some("express".to_owned()),
    }
}

async fn find(adapter: &VendureAdapter, text: &str, category: Option<Category>) -> Product {
    let request = SearchRequest { text: text.to_owned(), category, limit: 10 };
    let found = adapter.search(&request).await.expect("the shop answers");
    found.into_iter().next().unwrap_or_else(|| panic!("the shop sells no {text}"))
}

async fn quoted(adapter: &VendureAdapter, product: &Product, number: u64) -> PlaceOrder {
    let request = request(product, 1, "PT");
    let quote = adapter.quote(&request).await.expect("the shop quotes");
    assert_eq!(quote.options[quote.chosen].id, "express");
    assert_eq!(quote.options[quote.chosen].price, quote.amounts.delivery);
    assert_eq!(quote.amounts.goods, product.price);
    let order = OrderNumber::from_bits(number);
    PlaceOrder {
        key: format!("{order}:0"),
        order,
        session: quote.session,
        request,
        expected_total: quote.amounts.total,
    }
}

async fn place(adapter: &VendureAdapter, product: &Product, number: u64) -> PlacedOrder {
    let order = quoted(adapter, product, number).await;
    assert_eq!(adapter.find_order(&order).await, Ok(None));
    let PlaceOutcome::Placed(placed) = adapter.place_order(&order).await.expect("the shop answers") else {
        panic!("the shop did not take the order")
    };
    assert_eq!(adapter.find_order(&order).await.expect("the shop answers").as_ref(), Some(&placed));
    // a second try finds the first instead of paying again
    assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::Placed(placed.clone())));
    println!("placed {} {}", placed.ids[0], order.expected_total.minor);
    placed
}

#[tokio::test]
async fn a_real_vendure_takes_our_orders() {
    let Ok(url) = std::env::var("VENDURE_URL") else {
        println!("VENDURE_URL is not set: no real Vendure was asked; ./dev prove vendure does it");
        return;
    };
    let orders: u64 = std::env::var("ORDERS").ok().and_then(|count| count.parse().ok()).unwrap_or(1);
    let adapter = adapter(&url);

    let radio = find(&adapter, "radio", None).await;
    assert_eq!(radio.relation.as_str(), "gtin-05701234000495");
    assert_eq!((radio.category, radio.brand.as_deref()), (Some(Category::Audio), Some("Velune")));
    assert_eq!(radio.description, "Harbour radio, a good one.");
    let headphones = find(&adapter, "", Some(Category::Audio)).await;
    assert_eq!(headphones.category, Some(Category::Audio));
    let sizes = find(&adapter, "headphones", None).await;
    let titles: Vec<&str> = sizes.variants.iter().map(|variant| variant.title.as_str()).collect();
    assert_eq!(titles, ["Sage", "Sand"]);
    let known = adapter.lookup(&[radio.reference.external_id.clone(), "999".parse().expect("an id")]).await;
    assert_eq!(known.expect("the shop answers").len(), 1);

    let lamp = find(&adapter, "lamp", None).await;
    let short = adapter.quote(&request(&lamp, 5, "PT")).await.expect_err("there is one lamp");
    let variant = lamp.variants[0].external_id.clone();
    assert_eq!(short, MarketplaceError::OutOfStock(vec![(variant, Some(1))]));
    let far = adapter.quote(&request(&radio, 1, "AQ")).await.expect_err("nobody goes there");
    assert_eq!(far, MarketplaceError::Undeliverable);

    let mut dear = quoted(&adapter, &radio, 1).await;
    dear.expected_total.minor -= 1;
    assert_eq!(adapter.place_order(&dear).await, Ok(PlaceOutcome::Refused(Refusal::PriceChanged)));

    let placed = place(&adapter, &radio, 2).await;
    let snapshot = adapter.order_status(&placed.handle).await.expect("the shop answers");
    assert_eq!(snapshot.progress, Progress::Placed);
    assert_eq!(snapshot.events.len(), 1);
    let more: Vec<u64> = (1..orders).collect();
    for few in more.chunks(4) {
        join_all(few.iter().map(|number| place(&adapter, &radio, 2 + number))).await;
    }
    if let Ok(url) = std::env::var("VENDURE_LOSSY_URL") {
        lose_a_reply(&self::adapter(&url), &headphones).await;
    }
}

/// The same shop over a line that loses the reply to every payment.
async fn lose_a_reply(adapter: &VendureAdapter, product: &Product) {
    let order = quoted(adapter, product, 900).await;
    assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::InDoubt));
    let found = adapter.find_order(&order).await.expect("the shop answers").expect("the work was done");
    assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::Placed(found.clone())));
    println!("placed {} {}", found.ids[0], order.expected_total.minor);
}
