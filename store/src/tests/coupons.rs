//! Coupons: no more orders use one than may, however many want it, and what came to nothing gives it back.

use domain::{
    checkout::Policy,
    coupon::{Coupon, CouponSize, IssuedCoupon},
    saga::{Event, PartState},
    time::Timestamp,
};

use super::samples::*;
use crate::{
    Store, StoreError, audit,
    coupons::{self, CouponUse},
    ledger,
    orders::{self, NewOrder},
    parts::NewPart,
};

const CODE: &str = "WELCOME10";

async fn issue(store: &Store, limit: Option<u32>, limit_each: Option<u32>) {
    let coupon = Coupon {
        code: CODE.parse().unwrap(),
        size: CouponSize::Amount { amount: euros(1000) },
        smallest_cart: None,
        valid_from: NOW,
        valid_until: Some(NOW.plus(Timestamp::DAY)),
    };
    let issued = IssuedCoupon { coupon, limit, limit_each, uses: 0 };
    let kept = issued.clone();
    let added = store.write(move |tx| Box::pin(async move { coupons::issue(tx, &kept, NOW).await })).await.unwrap();
    assert!(added);
    let again = issued.clone();
    assert!(!store.write(move |tx| Box::pin(async move { coupons::issue(tx, &again, NOW).await })).await.unwrap());
    assert_eq!(coupons::find(store.reader(), &CODE.parse().unwrap()).await.unwrap(), Some(issued));
}

/// An order over 120 of which the coupon takes 10 off: 6 of the first part, 4 of the second.
fn with_coupon(bits: u64, digit: char, mail: &str) -> NewOrder {
    let mut order = new_order(bits, Policy::KeepRest);
    for (part, off) in order.parts.iter_mut().zip([600, 400]) {
        let NewPart { order: part, .. } = part;
        part.shown = part.shown.less(euros(off)).unwrap();
    }
    for (part, new) in order.saga.parts.iter_mut().zip(&order.parts) {
        (part.shown, part.discount) = (new.order.shown.total, new.order.shown.discount);
    }
    (order.total, order.saga.ceiling) = (euros(11_000), euros(11_000));
    order.visitor = visitor(digit);
    order.validation = format!("{bits:064x}").parse().unwrap();
    let code = CODE.parse().unwrap();
    order.coupon = Some(CouponUse { code, visitor: visitor(digit), mail: mail.into(), amount: euros(1000) });
    order
}

async fn order(store: &Store, order: NewOrder) -> Result<(), StoreError> {
    store.write(move |tx| Box::pin(async move { orders::create(tx, &order).await })).await
}

async fn uses(store: &Store) -> u32 {
    coupons::find(store.reader(), &CODE.parse().unwrap()).await.unwrap().unwrap().uses
}

async fn assert_sound(store: &Store) {
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
}

#[tokio::test]
async fn many_at_once_use_a_coupon_exactly_as_often_as_it_may_be() {
    let store = shop().await;
    issue(&store, Some(3), None).await;
    let digits = "0123456789abcdef".chars().zip(1..);
    let mut all = tokio::task::JoinSet::new();
    for (digit, bits) in digits {
        let store = Store::clone(&store);
        all.spawn(async move { order(&store, with_coupon(bits, digit, &format!("m{bits}"))).await });
    }
    let came = all.join_all().await;
    assert_eq!(came.iter().filter(|came| came.is_ok()).count(), 3);
    assert!(came.iter().all(|came| matches!(came, Ok(()) | Err(StoreError::CouponGone))), "{came:?}");
    assert_eq!(uses(&store).await, 3);
    assert_sound(&store).await;
}

#[tokio::test]
async fn one_shopper_uses_it_as_often_as_one_may_by_visit_and_by_mail() {
    let store = shop().await;
    issue(&store, None, Some(1)).await;
    order(&store, with_coupon(1, 'a', "mine")).await.unwrap();
    for (bits, digit, mail) in [(2, 'a', "other"), (3, 'b', "mine")] {
        assert!(matches!(order(&store, with_coupon(bits, digit, mail)).await, Err(StoreError::CouponGone)));
    }
    order(&store, with_coupon(4, 'c', "yours")).await.unwrap();
    for (digit, mail, used) in [('a', None, 1), ('b', Some("mine"), 1), ('b', None, 0)] {
        let code = CODE.parse().unwrap();
        assert_eq!(coupons::used_by(store.reader(), &code, &visitor(digit), mail).await.unwrap(), used);
    }
    assert_sound(&store).await;
}

#[tokio::test]
async fn a_coupon_counts_in_its_time_only() {
    let store = shop().await;
    issue(&store, None, None).await;
    for (bits, at) in [(1, NOW.plus(-1)), (2, NOW.plus(Timestamp::DAY))] {
        let late = NewOrder { at, ..with_coupon(bits, 'a', "a") };
        assert!(matches!(order(&store, late).await, Err(StoreError::CouponGone)));
    }
    assert_sound(&store).await;
}

#[tokio::test]
async fn an_order_that_comes_to_nothing_gives_its_coupon_back_once() {
    let store = shop().await;
    issue(&store, Some(1), Some(1)).await;
    order(&store, with_coupon(1, 'a', "a")).await.unwrap();
    assert_eq!(coupons::unpaid_of(store.reader(), &CODE.parse().unwrap(), &visitor('a')).await.unwrap(), [number(1)]);
    assert!(matches!(order(&store, with_coupon(2, 'b', "b")).await, Err(StoreError::CouponGone)));
    tell(&store, &number(1), Event::PaymentAbandoned).await.unwrap();
    assert_eq!(uses(&store).await, 0);
    order(&store, with_coupon(2, 'b', "b")).await.unwrap();
    // Paid after all, and released: the coupon is not given back a second time.
    tell(&store, &number(1), Event::PaymentAuthorised { reference: "pi_late".into(), amount: euros(11_000) })
        .await
        .unwrap();
    tell(&store, &number(1), Event::Released).await.unwrap();
    assert_eq!(uses(&store).await, 1);
    empty_outbox(&store).await;
    assert_sound(&store).await;
}

#[tokio::test]
async fn what_is_bought_with_a_coupon_costs_us_what_it_took_off_and_what_is_withdrawn_does_not() {
    let store = shop().await;
    issue(&store, Some(1), None).await;
    order(&store, with_coupon(1, 'a', "a")).await.unwrap();
    let of = number(1);
    tell(&store, &of, Event::PaymentAuthorised { reference: "pi_1".into(), amount: euros(11_000) }).await.unwrap();
    for part in [0, 1] {
        tell(&store, &of, Event::PartPlaced { part }).await.unwrap();
    }
    tell(&store, &of, Event::Captured { amount: euros(11_000) }).await.unwrap();
    let promotions = async || {
        let balances = ledger::balances(store.reader()).await.unwrap();
        balances.into_iter().find(|(account, _)| account.to_string() == "promotions").map(|(_, money)| money)
    };
    assert_eq!(promotions().await, Some(euros(1000)));
    empty_outbox(&store).await;
    assert_sound(&store).await;
    for (part, left) in [(0, 400), (1, 0)] {
        tell(&store, &of, Event::PartWithdrawn { part }).await.unwrap();
        assert_eq!(promotions().await, Some(euros(left)));
        assert_eq!(uses(&store).await, u32::from(part == 0), "free again when nothing of it is left");
        assert_sound(&store).await;
    }
    let view = orders::view(store.reader(), &of).await.unwrap().unwrap();
    assert_eq!(view.coupon, Some(CODE.parse().unwrap()));
    assert!(view.parts.iter().all(|part| part.state == PartState::Withdrawn));
    assert_eq!(
        view.refunds.iter().map(|refund| refund.amount.minor).collect::<Vec<_>>(),
        [6400, 4600],
        "what was paid"
    );
}
