//! Coupons over real HTTP: taken off what the shopper pays, borne by the shop, claimed as often as they may be.

use domain::{
    checkout::{Change, CheckoutStep, Policy, Tolerance},
    coupon::{Coupon, CouponProblem, CouponSize, IssuedCoupon},
    ledger::Account,
    money::{Currency, Money},
    saga::{Phase, RefundReason},
    time::Timestamp,
    visit::Visit,
};
use services::{PayOutcome, ServiceError};
use store::coupons;

use crate::{
    gateway::GOOD_CARD,
    journeys::{details, fill_cart, order_of, pay_with, to_the_gateway},
    test_shop::TestShop,
};

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

/// A tenth of the goods, as often as it may be.
async fn issue(shop: &TestShop, code: &str, limit: Option<u32>, smallest: Option<i64>, until: Option<Timestamp>) {
    let coupon = Coupon {
        code: code.parse().expect("a code"),
        size: CouponSize::Points { points: 1_000, cap: None },
        smallest_cart: smallest.map(euros),
        valid_from: Timestamp(0),
        valid_until: until,
    };
    let issued = IssuedCoupon { coupon, limit, limit_each: None, uses: 0 };
    let work =
        shop.shop.store().write(move |tx| Box::pin(async move { coupons::issue(tx, &issued, Timestamp(0)).await }));
    assert!(work.await.expect("the store"));
}

async fn uses(shop: &TestShop, code: &str) -> u32 {
    let code = code.parse().expect("a code");
    coupons::find(shop.shop.store().reader(), &code).await.expect("the store").expect("it was issued").uses
}

/// What an account has, in euros.
async fn booked(shop: &TestShop, account: &Account) -> i64 {
    let all = store::ledger::balances(shop.shop.store().reader()).await.expect("the ledger");
    all.into_iter()
        .filter(|(known, money)| known == account && money.currency == Currency::Eur)
        .map(|(_, money)| money.minor)
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coupon_is_taken_off_the_shopper_and_the_marketplaces_are_paid_in_full() {
    let shop = TestShop::open_to_messages().await;
    issue(&shop, "TENTH", Some(5), None, None).await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "shelf"]).await;
    let before = shop.shop.cart(&visit).await.unwrap().quote.unwrap();
    let view = shop.shop.enter_coupon(&visit, " tenth ").await.unwrap();
    let quote = view.quote.clone().unwrap();
    let off = quote.total.taken_off();
    assert!(off.minor > 0 && view.coupon_problem().is_none());
    assert_eq!(quote.total.total, before.total.total.minus(off).unwrap());
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    assert_eq!(uses(&shop, "TENTH").await, 1);
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, &visit).await;
    shop.shop.order(&visit, &number, None).await.unwrap();
    shop.work().await;
    let order = shop.shop.order(&visit, &number, None).await.unwrap();
    assert_eq!((order.phase, order.captured, order.total), (Phase::Done, quote.total.total, quote.total.total));
    assert_eq!((order.taken_off(), order.coupon.as_ref().map(|code| code.as_str())), (off.minor, Some("TENTH")));
    assert_eq!(booked(&shop, &Account::Promotions).await, off.minor);
    let fee = order.captured.minor * 15 / 1000 + 25;
    assert_eq!([booked(&shop, &Account::Fees).await, booked(&shop, &Account::Withheld).await], [fee, -fee]);
    for part in &order.parts {
        assert_eq!(part.own.discount, None);
        let of_lines: i64 = part.items.iter().filter_map(|item| item.discount).map(|off| off.minor).sum();
        assert_eq!(of_lines, part.shown.taken_off().minor);
        let refund = |minor| shop.shop.refund(&number, part.part, euros(minor), RefundReason::Returned, "all");
        let too_much = refund(part.shown.total.minor + 1).await;
        assert!(matches!(too_much, Err(ServiceError::RefundTooLarge { left }) if left == part.shown.total));
    }
    let first = &order.parts[0];
    shop.shop.refund(&number, first.part, first.shown.total, RefundReason::Returned, "all").await.unwrap();
    shop.work().await;
    assert!(shop.shop.cart(&visit).await.unwrap().coupon.is_none(), "the code goes with the order");
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_takes_nothing_off_says_why() {
    let shop = TestShop::open().await;
    issue(&shop, "GONE", Some(1), None, Some(Timestamp(1))).await;
    issue(&shop, "LARGE", None, Some(90_000_000), None).await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let problem = async |typed: &str| shop.shop.enter_coupon(&visit, typed).await.unwrap().coupon_problem();
    assert_eq!(problem("NOBODY").await, Some(CouponProblem::Unknown));
    assert_eq!(problem("!").await, Some(CouponProblem::Unknown));
    assert_eq!(problem("GONE").await, Some(CouponProblem::Expired));
    assert_eq!(problem("LARGE").await, Some(CouponProblem::TooSmall { least: euros(90_000_000) }));
    assert_eq!(problem("").await, None);
    assert!(shop.shop.cart(&visit).await.unwrap().coupon.is_none());
}

/// Goes as far as the review with a code.
async fn review(shop: &TestShop, visit: &Visit, code: &str) -> domain::checkout::LiveQuote {
    shop.shop.enter_coupon(visit, code).await.expect("the cart");
    shop.shop.save_details(visit, details()).await.expect("details");
    let view = shop.shop.save_delivery(visit, Default::default()).await.expect("live quotes");
    view.draft.live.expect("a live quote")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_goes_to_one_and_the_other_is_asked_again_without_it() {
    let shop = TestShop::open_to_messages().await;
    issue(&shop, "LAST", Some(1), None, None).await;
    let (one, other) = (shop.visitor(), shop.visitor());
    for visit in [&one, &other] {
        fill_cart(&shop, visit, &["harbor"]).await;
    }
    let (first, second) = (review(&shop, &one, "LAST").await, review(&shop, &other, "LAST").await);
    let pay = |visit, digest| shop.shop.pay(visit, digest, Policy::KeepRest, Tolerance::default());
    assert!(matches!(pay(&one, &first.validation).await.unwrap(), PayOutcome::GoTo(_)));
    assert_eq!(pay(&other, &second.validation).await.unwrap(), PayOutcome::Changed);
    let view = shop.shop.checkout(&other).await.unwrap();
    let live = view.draft.live.expect("a review");
    let gone = Change::Coupon { code: "LAST".parse().unwrap(), problem: CouponProblem::UsedUp };
    assert_eq!((view.draft.step, live.changes, live.quote.total.discount), (CheckoutStep::Review, vec![gone], None));
    // Given up, the first order gives it back.
    let number = order_of(&shop.shop, &one).await;
    shop.shop.payment_cancelled(&one, &number).await.unwrap();
    assert_eq!(uses(&shop, "LAST").await, 0);
    let again = review(&shop, &other, "LAST").await;
    assert!(matches!(pay(&other, &again.validation).await.unwrap(), PayOutcome::GoTo(_)));
    assert_eq!(uses(&shop, "LAST").await, 1);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_orders_anew_before_paying_takes_the_coupon_along() {
    let shop = TestShop::open_to_messages().await;
    issue(&shop, "MINE", Some(1), None, None).await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    to_the_gateway_with(&shop, &visit, "MINE").await;
    let left = order_of(&shop.shop, &visit).await;
    fill_cart(&shop, &visit, &["shelf"]).await;
    to_the_gateway_with(&shop, &visit, "MINE").await;
    assert_eq!(uses(&shop, "MINE").await, 1);
    let left = shop.shop.order(&visit, &left, None).await.unwrap();
    assert_eq!(left.phase, Phase::Done, "the order that was left is closed");
    shop.assert_sound().await;
}

async fn to_the_gateway_with(shop: &TestShop, visit: &Visit, code: &str) {
    let live = review(shop, visit, code).await;
    assert!(live.quote.coupon.is_some_and(|coupon| coupon.off.minor > 0));
    let paid = shop.shop.pay(visit, &live.validation, Policy::KeepRest, Tolerance::default()).await.expect("an answer");
    assert!(matches!(paid, PayOutcome::GoTo(_)));
}
