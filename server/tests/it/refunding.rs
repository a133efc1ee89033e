//! Giving back what was paid: in parts, at once from many sides, by itself when a marketplace cancels.

use domain::{
    checkout::Policy,
    money::Money,
    order::{OrderStatus, OrderView},
    saga::{PartState, RefundReason, RefundState},
    visit::Visit,
};
use futures::future::join_all;
use sandbox::orders::Stage;
use services::ServiceError;

use crate::{
    gateway::{GOOD_CARD, lose_answers, mails, payments_of},
    journeys::{fill_cart, order_of, pay_with, to_the_gateway},
    test_shop::TestShop,
};

async fn bought(shop: &TestShop, visit: &Visit, marketplaces: &[&str]) -> OrderView {
    fill_cart(shop, visit, marketplaces).await;
    let page = to_the_gateway(&shop.shop, visit, Policy::KeepRest).await;
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, visit).await;
    shop.shop.order(visit, &number, None).await.expect("the order");
    shop.work().await;
    shop.shop.order(visit, &number, None).await.expect("the order")
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_come_in_parts_under_their_keys_and_end_where_the_price_ends() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["harbor", "kitemart"]).await;
    let price = order.parts[0].shown.total;
    let cents = |minor| Money::new(minor, price.currency);
    let ask = |minor, key: &'static str| shop.shop.refund(&order.number, 0, cents(minor), RefundReason::Damaged, key);
    let first = ask(100, "first").await.unwrap();
    assert_eq!((first.state, first.amount), (RefundState::Asked, cents(100)));
    assert_eq!(ask(100, "first").await.unwrap(), first, "the same key is the same refund");
    assert!(matches!(ask(101, "first").await, Err(ServiceError::KeyReused)));
    assert!(matches!(ask(0, "none").await, Err(ServiceError::Conflict)));
    assert!(ask(1, "a key with blanks").await.is_err());
    shop.work().await;
    assert_eq!(ask(100, "first").await.unwrap().state, RefundState::Refunded);
    match ask(price.minor, "all").await {
        Err(ServiceError::RefundTooLarge { left }) => assert_eq!(left, cents(price.minor - 100)),
        other => panic!("{other:?}"),
    }
    ask(price.minor - 100, "rest").await.unwrap();
    shop.work().await;
    let after = shop.shop.order(&visit, &order.number, None).await.unwrap();
    assert_eq!((after.refunded, after.refunds.len()), (price, 2));
    let kept = order.total.minor - price.minor;
    assert_eq!(payments_of(&shop, order.number.as_str()).await, [("succeeded".to_owned(), kept)]);
    let mails = mails(&shop).await;
    assert!(mails.contains("is given back to you") && mails.contains("arrived damaged"), "{mails}");
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_refunds_at_once_never_give_back_more_than_was_paid() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["harbor"]).await;
    let price = order.parts[0].shown.total;
    let third = Money::new(price.minor / 3, price.currency);
    let keys: Vec<String> = (0..12).map(|number| format!("key-{}", number % 6)).collect();
    let asked = keys.iter().map(|key| shop.shop.refund(&order.number, 0, third, RefundReason::Missing, key));
    let outcomes = join_all(asked).await;
    shop.work().await;
    let after = shop.shop.order(&visit, &order.number, None).await.unwrap();
    assert_eq!(after.refunds.len(), 3, "{outcomes:?}");
    assert_eq!(after.refunded.minor, 3 * third.minor);
    let kept = order.total.minor - after.refunded.minor;
    assert_eq!(payments_of(&shop, order.number.as_str()).await, [("succeeded".to_owned(), kept)]);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_whose_answer_is_lost_is_made_once() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["harbor"]).await;
    let some = Money::new(300, order.total.currency);
    lose_answers(&shop, "/v1/refunds", 2).await;
    shop.shop.refund(&order.number, 0, some, RefundReason::Returned, "lost").await.unwrap();
    shop.work().await;
    let after = shop.shop.order(&visit, &order.number, None).await.unwrap();
    assert_eq!((after.refunded, after.refunds[0].state), (some, RefundState::Refunded));
    let kept = order.total.minor - some.minor;
    assert_eq!(payments_of(&shop, order.number.as_str()).await, [("succeeded".to_owned(), kept)]);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_its_marketplace_cancels_later_is_refunded_once() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["harbor", "kitemart"]).await;
    let market = shop.world.markets.iter().find(|market| market.server.slug == "harbor").unwrap();
    for placed in market.orders.all() {
        market.orders.advance(&placed.id, Some(Stage::Cancelled)).expect("an order that was not sent yet");
    }
    for _ in 0..3 {
        tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
        shop.shop.sweep_tracking().await.unwrap();
        shop.work().await;
    }
    let after = shop.shop.order(&visit, &order.number, None).await.unwrap();
    let withdrawn = after.parts.iter().find(|part| part.marketplace.as_str() == "harbor").unwrap();
    assert_eq!(withdrawn.state, PartState::Withdrawn);
    assert_eq!((after.refunded, after.refunds.len()), (withdrawn.shown.total, 1));
    assert_eq!(after.status, OrderStatus::Processing, "the other part goes on");
    let kept = order.total.minor - withdrawn.shown.total.minor;
    assert_eq!(payments_of(&shop, order.number.as_str()).await, [("succeeded".to_owned(), kept)]);
    let mails = mails(&shop).await;
    assert!(mails.contains("cancelled its part of order"), "{mails}");
    shop.assert_sound().await;
}
