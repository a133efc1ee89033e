//! Goods of the house are kept for whoever is about to pay, and not for ever.

use domain::{
    cart::Quantity,
    catalog::Availability,
    checkout::Policy,
    ids::ProductRef,
    order::{OrderStatus, OrderView},
    saga::{PartState, Phase, Refusal},
    time::Timestamp,
    visit::Visit,
};
use store::house;

use crate::{
    journeys::{order_of, pay_with, something_of, to_the_gateway},
    test_shop::TestShop,
};

const GOOD_CARD: &str = "4242424242424242";

/// How many of a product of the house can be bought.
async fn left(shop: &TestShop, product: &ProductRef) -> u32 {
    let reader = shop.shop.store().reader();
    let known = house::by_ids(reader, std::slice::from_ref(&product.external_id)).await.expect("the shelves");
    match known[0].variants[0].availability {
        Availability::InStock(left) => left.expect("the house counts its goods"),
        Availability::OutOfStock => 0,
    }
}

async fn go_to_pay(shop: &TestShop, visit: &Visit, product: &ProductRef, quantity: u32) -> String {
    let quantity = Quantity::try_from(quantity).expect("a quantity");
    shop.shop.add_to_cart(visit, product, None, quantity).await.expect("it is in stock");
    to_the_gateway(&shop.shop, visit, Policy::KeepRest).await
}

async fn paid(shop: &TestShop, visit: &Visit, page: &str) -> OrderView {
    assert_eq!(pay_with(page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, visit).await;
    shop.shop.order(visit, &number, None).await.expect("the order");
    shop.work().await;
    shop.shop.order(visit, &number, None).await.expect("the order")
}

fn minutes_from_now(minutes: i64) -> Timestamp {
    connectors::now().plus(minutes * Timestamp::MINUTE)
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_kept_for_a_quarter_of_an_hour_and_who_pays_later_finds_what_is_there_then() {
    let shop = TestShop::open().await;
    let (slow, quick) = (shop.visitor(), shop.visitor());
    let product = something_of(&shop.shop, &slow, "shelf", false).await;
    let all = left(&shop, &product).await;
    let slow_page = go_to_pay(&shop, &slow, &product, all).await;
    assert_eq!(left(&shop, &product).await, 0);
    assert_eq!(shop.shop.sweep_set_aside(minutes_from_now(14)).await.unwrap(), 0);
    assert_eq!(shop.shop.sweep_set_aside(minutes_from_now(16)).await.unwrap(), 1);
    assert_eq!(left(&shop, &product).await, all);

    let quick_page = go_to_pay(&shop, &quick, &product, all).await;
    let bought = paid(&shop, &quick, &quick_page).await;
    assert_eq!((bought.phase, bought.captured), (Phase::Done, bought.total));

    let late = paid(&shop, &slow, &slow_page).await;
    assert_eq!(late.parts[0].state, PartState::Refused { reason: Refusal::OutOfStock });
    assert_eq!((late.status, late.captured.minor, late.released), (OrderStatus::Cancelled, 0, late.total));
    assert_eq!(left(&shop, &product).await, 0);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_late_gets_what_is_still_there_and_what_is_paid_for_is_never_given_back() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let product = something_of(&shop.shop, &visit, "shelf", false).await;
    let all = left(&shop, &product).await;
    let page = go_to_pay(&shop, &visit, &product, 1).await;
    assert_eq!(shop.shop.sweep_set_aside(minutes_from_now(16)).await.unwrap(), 1);
    let order = paid(&shop, &visit, &page).await;
    assert_eq!((order.parts[0].state.clone(), order.captured), (PartState::Placed, order.total));

    let other = shop.visitor();
    let page = go_to_pay(&shop, &other, &product, 1).await;
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, &other).await;
    // The shop hears of the payment; nothing is carried out yet.
    assert_ne!(shop.shop.order(&other, &number, None).await.unwrap().phase, Phase::AwaitingPayment);
    assert_eq!(shop.shop.sweep_set_aside(minutes_from_now(60)).await.unwrap(), 0);
    shop.work().await;
    assert_eq!(left(&shop, &product).await, all - 2);
    shop.assert_sound().await;
}
