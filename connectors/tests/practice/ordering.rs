//! From the quote to the parcel.

use std::time::Duration;

use connectors::marketplaces::{CancelOutcome, MarketplaceError, PlaceOutcome};
use domain::{cart::Quantity, order::Progress, saga::Refusal};
use sandbox::{
    faults::{Knobs, Loss},
    orders::Stage,
};
use serde_json::json;

use crate::support::{Practice, SELLERS, agreed, number, quoted, request, some_product};

#[tokio::test]
async fn an_order_goes_all_the_way() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let order = quoted(&*adapter).await;
        assert_eq!(adapter.find_order(&order).await.unwrap(), None, "{slug}");
        let outcome = adapter.place_order(&order).await.unwrap();
        let PlaceOutcome::Placed(placed) = outcome else { panic!("{slug}: {outcome:?}") };
        let theirs = practice.market(slug).orders.by_reference(number().as_str()).expect("they know our number");
        assert_eq!(theirs.amounts.total_minor, order.expected_total.minor, "{slug}");
        assert_eq!((theirs.recipient.city.as_str(), theirs.recipient.country.as_str()), ("Lisboa", "PT"), "{slug}");
        assert_eq!(adapter.find_order(&order).await.unwrap().as_ref(), Some(&placed), "{slug}");

        let snapshot = adapter.order_status(&placed.handle).await.unwrap();
        assert!(snapshot.progress <= Progress::Processing, "{slug} {snapshot:?}");
        practice.market(slug).orders.advance(&theirs.id, Some(Stage::InTransit)).unwrap();
        let snapshot = adapter.order_status(&placed.handle).await.unwrap();
        if slug != "nomad" {
            assert!(snapshot.progress >= Progress::Shipped && !snapshot.progress.is_final(), "{slug} {snapshot:?}");
            assert!(snapshot.shipments[0].tracking_number.starts_with("PW"), "{slug} {snapshot:?}");
            assert!(snapshot.events.iter().any(|event| event.progress == Progress::Shipped), "{slug} {snapshot:?}");
        }
        practice.market(slug).orders.advance(&theirs.id, Some(Stage::Delivered)).unwrap();
        let snapshot = adapter.order_status(&placed.handle).await.unwrap();
        assert_eq!(snapshot.progress, Progress::Delivered, "{slug}");
        assert_eq!(adapter.cancel(&placed.handle).await, Ok(CancelOutcome::Refused), "{slug}");
    }
}

#[tokio::test]
async fn a_quote_adds_up_and_names_every_way_of_delivery() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let product = some_product(&*adapter).await;
        let mut request = request(&product, None);
        request.lines[0].quantity = Quantity::try_from(2).unwrap();
        let quote = adapter.quote(&request).await.unwrap();
        let (amounts, line) = (quote.amounts, &quote.lines[0]);
        assert_eq!(
            amounts.goods.minor + amounts.delivery.minor + amounts.tax_added.minor,
            amounts.total.minor,
            "{slug}"
        );
        assert_eq!(quote.tax_included, amounts.tax_added.is_zero(), "{slug}");
        assert_eq!((quote.lines.len(), &line.variant), (1, &request.lines[0].variant), "{slug}");
        assert_eq!((line.amount.minor, amounts.goods.minor), (2 * line.unit.minor, line.amount.minor), "{slug}");
        assert_eq!(line.unit, product.first_choice().unwrap().price, "{slug}");
        assert_eq!((quote.options.len(), quote.chosen), (2, 0), "{slug}");
        assert_eq!(quote.options[0].price, amounts.delivery, "{slug}");
        let days = [(2, 4), (6, 10), (4, 7), (3, 5)];
        let told = (quote.options[0].days_from, quote.options[0].days_to);
        assert!(days.contains(&told), "{slug} {told:?}");
    }
}

#[tokio::test]
async fn another_way_of_delivery_can_be_chosen() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let product = some_product(&*adapter).await;
        let usual = adapter.quote(&request(&product, None)).await.unwrap();
        let fast = request(&product, Some(&usual.options[1].id));
        let quote = adapter.quote(&fast).await.unwrap();
        assert_eq!(quote.chosen, 1, "{slug}");
        assert_eq!(quote.amounts.delivery, quote.options[1].price, "{slug}");
        let outcome = adapter.place_order(&agreed(&quote, fast)).await.unwrap();
        assert!(matches!(outcome, PlaceOutcome::Placed(_)), "{slug} {outcome:?}");
        assert_eq!(practice.market(slug).orders.all()[0].shipping_option, "express", "{slug}");
        let unknown = adapter.quote(&request(&product, Some("by-pigeon"))).await.unwrap();
        assert_eq!(unknown.chosen, 0, "{slug}");
    }
}

#[tokio::test]
async fn a_lost_reply_is_in_doubt_then_found_and_never_ordered_twice() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        for lose_reply_by in [Loss::Close, Loss::GatewayTimeout] {
            let adapter = practice.adapter(slug);
            let order = quoted(&*adapter).await;
            let before = practice.orders_with(slug, number().as_str());
            practice.turn(slug, Knobs { lose_reply_next: 1, lose_reply_by, ..Knobs::default() });
            assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::InDoubt), "{slug}");
            let found = adapter.find_order(&order).await.unwrap().expect("the work was done");
            assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::Placed(found)), "{slug}");
            assert_eq!(practice.orders_with(slug, number().as_str()), before + 1, "{slug}");
        }
    }
}

#[tokio::test]
async fn what_is_sold_out_is_named_with_what_is_left() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let product = some_product(&*adapter).await;
        let request = request(&product, None);
        let variant = request.lines[0].variant.clone();
        practice.turn(slug, Knobs { sold_out: vec![variant.to_string()], ..Knobs::default() });
        let Err(MarketplaceError::OutOfStock(missing)) = adapter.quote(&request).await else { panic!("{slug} quoted") };
        assert_eq!(missing.len(), 1, "{slug}");
        assert_eq!(missing[0].0, variant, "{slug}");
        let again = adapter.lookup(&[product.reference.external_id]).await.unwrap();
        assert!(!again[0].variant(&variant).unwrap().availability.is_in_stock(), "{slug}");
    }
}

#[tokio::test]
async fn more_than_there_is_is_not_quoted() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let mut request = request(&some_product(&*adapter).await, None);
        request.lines[0].quantity = Quantity::try_from(Quantity::MAX).unwrap();
        let refused = adapter.quote(&request).await.unwrap_err();
        assert!(matches!(&refused, MarketplaceError::OutOfStock(missing) if missing.len() == 1), "{slug} {refused:?}");
    }
}

#[tokio::test]
async fn what_sells_out_after_the_quote_is_refused() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let order = quoted(&*adapter).await;
        practice.turn(slug, Knobs { sold_out: vec![order.request.lines[0].variant.to_string()], ..Knobs::default() });
        let outcome = adapter.place_order(&order).await;
        assert_eq!(outcome, Ok(PlaceOutcome::Refused(Refusal::OutOfStock)), "{slug}");
        practice.turn(slug, Knobs { refuse_orders_next: 1, ..Knobs::default() });
        let outcome = adapter.place_order(&quoted(&*adapter).await).await;
        assert_eq!(outcome, Ok(PlaceOutcome::Refused(Refusal::OutOfStock)), "{slug}");
        assert_eq!(practice.market(slug).orders.all().len(), 0, "{slug}");
    }
}

#[tokio::test]
async fn dearer_than_agreed_is_refused_and_cheaper_is_taken() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let order = quoted(&*adapter).await;
        practice.turn(slug, Knobs { price_change_percent: 7, ..Knobs::default() });
        let outcome = adapter.place_order(&order).await;
        assert_eq!(outcome, Ok(PlaceOutcome::Refused(Refusal::PriceChanged)), "{slug}");
        assert_eq!(practice.market(slug).orders.all().len(), 0, "{slug}");
        practice.turn(slug, Knobs::default());
        let order = quoted(&*adapter).await;
        practice.turn(slug, Knobs { price_change_percent: -20, ..Knobs::default() });
        let outcome = adapter.place_order(&order).await.unwrap();
        assert!(matches!(outcome, PlaceOutcome::Placed(_)), "{slug} {outcome:?}");
        assert!(practice.market(slug).orders.all()[0].amounts.total_minor < order.expected_total.minor, "{slug}");
    }
}

#[tokio::test]
async fn a_payment_that_is_not_taken_is_a_refusal_and_a_slow_one_is_in_doubt() {
    let practice = Practice::start().await;
    for slug in ["harbor", "kitemart"] {
        for token in ["fail_token", "escalate_token"] {
            let adapter = practice.adapter_with(slug, Some(token));
            let order = quoted(&*adapter).await;
            let declined = Ok(PlaceOutcome::Refused(Refusal::PaymentDeclined));
            assert_eq!(adapter.place_order(&order).await, declined, "{slug} {token}");
            assert_eq!(adapter.find_order(&order).await, Ok(None), "{slug} {token}");
        }
        let adapter = practice.adapter_with(slug, Some("slow_token"));
        let order = quoted(&*adapter).await;
        assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::InDoubt), "{slug}");
        assert!(adapter.find_order(&order).await.is_err(), "{slug} is still at it");
        tokio::time::sleep(Duration::from_millis(2200)).await;
        assert!(adapter.find_order(&order).await.unwrap().is_some(), "{slug}");
    }
}

#[tokio::test]
async fn a_session_that_is_gone_is_told_from_an_order() {
    let practice = Practice::start().await;
    let lost = [
        ("harbor", json!({ "checkout": "chk_none" })),
        ("kitemart", json!({})),
        ("baobab", json!({ "token": "0".repeat(64), "code": "AAAABBBBCCCCDDDD" })),
        ("nomad", json!({ "cart": 7 })),
    ];
    for (slug, session) in lost {
        let adapter = practice.adapter(slug);
        let mut order = quoted(&*adapter).await;
        order.session = session;
        assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::SessionLost), "{slug}");
        assert!(adapter.find_order(&order).await.is_err(), "{slug}");
    }
}

#[tokio::test]
async fn a_place_that_nobody_reaches_is_undeliverable() {
    let practice = Practice::start().await;
    for slug in ["harbor", "kitemart"] {
        let adapter = practice.adapter(slug);
        let mut request = request(&some_product(&*adapter).await, None);
        request.details.country = "AQ".to_owned();
        assert_eq!(adapter.quote(&request).await.unwrap_err(), MarketplaceError::Undeliverable, "{slug}");
    }
}

#[tokio::test]
async fn where_nothing_can_be_ordered_the_adapter_says_so() {
    let practice = Practice::start().await;
    let lumen = practice.adapter("lumen");
    let product = some_product(&*lumen).await;
    assert!(lumen.capabilities().hand_off && !lumen.capabilities().order);
    assert!(product.product_url.as_deref().unwrap().contains("tag=onecart-20"));
    assert_eq!(lumen.quote(&request(&product, None)).await.unwrap_err(), MarketplaceError::NotSupported);
}
