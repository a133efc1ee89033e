//! The wallet over real HTTP: money comes in once, pays exactly what was confirmed, and never more than there is.

use domain::{
    checkout::{Consent, PayMethod, Policy, Tolerance},
    ids::TopUpId,
    money::{Currency, Money},
    order::OrderStatus,
    saga::{PartState, Phase, RefundReason},
    visit::Visit,
    wallet::WalletEntryKind,
};
use sandbox::faults::Knobs;
use services::{PayOutcome, ServiceError};

use crate::{
    gateway::{GOOD_CARD, messages_come, payments_of, until},
    journeys::{details, fill_cart, order_of, pay_with},
    test_shop::TestShop,
};

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

/// Pays an amount in; gives what the top-up is called.
async fn pay_in(shop: &TestShop, visit: &Visit, minor: i64) -> TopUpId {
    let page = shop.shop.top_up(visit, euros(minor)).await.expect("a page");
    let (status, back) = pay_with(&page, GOOD_CARD).await;
    assert_eq!(status, 303);
    back.split_once("/wallet?topped=").expect("the way back").1.parse().expect("a top-up")
}

/// The consent to what the review shows, to be paid from the wallet.
async fn consent(shop: &TestShop, visit: &Visit) -> (Consent, Money) {
    shop.shop.save_details(visit, details()).await.expect("details");
    let view = shop.shop.save_delivery(visit, Default::default()).await.expect("live quotes");
    let live = view.draft.live.expect("a live quote");
    let (policy, tolerance) = (Policy::KeepRest, Tolerance::default());
    (
        Consent { validation: live.validation, policy, tolerance, method: PayMethod::Wallet, saved: None },
        live.quote.total.total,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_top_up_is_credited_once_whoever_tells_of_it_first() {
    for messages in ["twice", "never"] {
        let shop = TestShop::open_to_messages().await;
        messages_come(&shop, messages).await;
        let visit = shop.visitor();
        assert!(matches!(shop.shop.top_up(&visit, euros(99)).await, Err(ServiceError::AmountOutOfRange { .. })));
        let id = pay_in(&shop, &visit, 5_000).await;
        let asked = futures::future::join_all((0..4).map(|_| shop.shop.wallet(&visit))).await;
        assert!(asked.iter().all(Result::is_ok));
        let credited = async || shop.shop.wallet(&visit).await.unwrap().available == euros(5_000);
        until(&shop, "the top-up is credited", credited).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let wallet = shop.shop.wallet(&visit).await.unwrap();
        assert_eq!((wallet.available, wallet.held, wallet.waiting), (euros(5_000), euros(0), false));
        let history = shop.shop.wallet_history(&visit, 0).await.unwrap();
        assert_eq!((history.entries.len(), history.more), (1, false));
        assert_eq!((history.entries[0].kind, history.entries[0].amount), (WalletEntryKind::TopUp, euros(5_000)));
        assert_eq!(payments_of(&shop, id.as_str()).await, [("succeeded".to_owned(), 5_000)]);
        shop.assert_sound().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_top_up_that_was_given_up_adds_nothing() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    let page = shop.shop.top_up(&visit, euros(2_000)).await.unwrap();
    assert!(shop.shop.wallet(&visit).await.unwrap().waiting);
    let open = store::wallets::open_top_ups(shop.shop.store().reader(), domain::time::Timestamp(i64::MAX), 9);
    let id = open.await.unwrap().remove(0).id;
    let stranger = shop.visitor();
    assert!(matches!(shop.shop.top_up_cancelled(&stranger, &id).await, Err(ServiceError::NotFound)));
    shop.shop.top_up_cancelled(&visit, &id).await.unwrap();
    let (status, leads) = pay_with(&page, GOOD_CARD).await;
    assert!(status == 303 && leads.starts_with("/pay/"), "a closed page takes nothing: {status} {leads}");
    let wallet = shop.shop.wallet(&visit).await.unwrap();
    assert_eq!((wallet.available, wallet.waiting), (euros(0), false));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_pays_a_whole_order_at_once_and_what_is_refused_stays_in_it() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    pay_in(&shop, &visit, 500_000).await;
    let before = async || shop.shop.wallet(&visit).await.unwrap().available;
    until(&shop, "the top-up is credited", async || before().await == euros(500_000)).await;
    fill_cart(&shop, &visit, &["harbor", "kitemart", "shelf"]).await;
    let (consent, total) = consent(&shop, &visit).await;
    shop.turn("kitemart", Knobs { refuse_orders: true, ..Knobs::default() });
    let click = || shop.shop.pay_by(&visit, &consent);
    let (first, second, third) = tokio::join!(click(), click(), click());
    let number = order_of(&shop.shop, &visit).await;
    let PayOutcome::GoTo(url) = first.as_ref().unwrap() else { panic!("{first:?}") };
    assert!(url.ends_with(&format!("/order/{number}/confirmation")), "{url}");
    assert_eq!((first.as_ref().unwrap(), first.as_ref().unwrap()), (&second.unwrap(), &third.unwrap()));
    let wallet = shop.shop.wallet(&visit).await.unwrap();
    assert_eq!((wallet.available.minor + wallet.held.minor, wallet.held), (500_000, total));
    shop.work().await;
    let order = shop.shop.order(&visit, &number, None).await.unwrap();
    assert_eq!((order.phase, order.payment_method.as_str()), (Phase::Done, "wallet"));
    let kept: i64 =
        order.parts.iter().filter(|part| part.state == PartState::Placed).map(|part| part.shown.total.minor).sum();
    assert!(kept > 0 && kept < total.minor);
    assert_eq!((order.captured.minor, order.released.minor), (kept, total.minor - kept));
    let wallet = shop.shop.wallet(&visit).await.unwrap();
    assert_eq!((wallet.available, wallet.held), (euros(500_000 - kept), euros(0)));
    assert!(shop.shop.cart(&visit).await.unwrap().cart.lines.is_empty());
    assert_eq!(shop.shop.orders(&visit).await.unwrap().len(), 1);
    let part = order.parts.iter().find(|part| part.state == PartState::Placed).unwrap().part;
    shop.shop.refund(&number, part, euros(50), RefundReason::Goodwill, "sorry").await.unwrap();
    shop.work().await;
    assert_eq!(shop.shop.wallet(&visit).await.unwrap().available, euros(500_000 - kept + 50));
    let kinds: Vec<_> =
        shop.shop.wallet_history(&visit, 0).await.unwrap().entries.into_iter().map(|entry| entry.kind).collect();
    assert!(
        [WalletEntryKind::Held, WalletEntryKind::Released, WalletEntryKind::Refunded]
            .iter()
            .all(|kind| kinds.contains(kind))
    );
    assert!(payments_of(&shop, number.as_str()).await.is_empty(), "the gateway has no part in it");
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_with_too_little_orders_nothing_and_says_what_is_missing() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let (consent, total) = consent(&shop, &visit).await;
    let none = shop.shop.pay_by(&visit, &consent).await;
    assert!(matches!(none, Err(ServiceError::WalletShort { short }) if short == total), "{none:?}");
    pay_in(&shop, &visit, 100).await;
    let credited = async || shop.shop.wallet(&visit).await.unwrap().available == euros(100);
    until(&shop, "the top-up is credited", credited).await;
    let little = shop.shop.pay_by(&visit, &consent).await;
    assert!(matches!(little, Err(ServiceError::WalletShort { short }) if short.minor == total.minor - 100));
    assert!(shop.shop.orders(&visit).await.unwrap().is_empty());
    assert_eq!(shop.shop.wallet(&visit).await.unwrap().available, euros(100));
    let card = Consent { method: PayMethod::Card, ..consent };
    let PayOutcome::GoTo(page) = shop.shop.pay_by(&visit, &card).await.unwrap() else { panic!("nothing changed") };
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, &visit).await;
    shop.shop.order(&visit, &number, None).await.unwrap();
    shop.work().await;
    assert_eq!(shop.shop.order(&visit, &number, None).await.unwrap().status, OrderStatus::Processing);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_turns_back_from_the_card_can_pay_from_the_wallet() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    pay_in(&shop, &visit, 500_000).await;
    let credited = async || shop.shop.wallet(&visit).await.unwrap().available == euros(500_000);
    until(&shop, "the top-up is credited", credited).await;
    fill_cart(&shop, &visit, &["harbor"]).await;
    let (by_wallet, total) = consent(&shop, &visit).await;
    let by_card = Consent { method: PayMethod::Card, ..by_wallet.clone() };
    let PayOutcome::GoTo(page) = shop.shop.pay_by(&visit, &by_card).await.unwrap() else { panic!("nothing changed") };
    let PayOutcome::GoTo(_) = shop.shop.pay_by(&visit, &by_wallet).await.unwrap() else { panic!("nothing changed") };
    shop.work().await;
    let (_, leads) = pay_with(&page, GOOD_CARD).await;
    assert!(leads.starts_with("/pay/"), "the card's page is closed: {leads}");
    assert_eq!(shop.shop.wallet(&visit).await.unwrap().available.minor, 500_000 - total.minor);
    assert_eq!(shop.journaled("harbor", "order_placed"), 1);
    shop.assert_sound().await;
}
