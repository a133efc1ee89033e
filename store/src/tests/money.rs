//! The money path: steps are committed once, by one worker, and the books stay right.

use domain::{
    checkout::Policy,
    ids::RefundId,
    ledger::{Account, Entry, Transaction as Entries},
    money::{Currency, Money},
    order::OrderStatus,
    saga::{Effect, Event, Phase, Refusal},
};

use super::samples::*;
use crate::{
    Store, StoreError, audit, effects, inbox, ledger, orders, payments, sagas,
    sql::{run, values},
};

async fn lease(store: &Store, owner: &'static str, at: i64) -> Vec<effects::LeasedEffect> {
    store
        .write(move |tx| Box::pin(async move { effects::lease(tx, owner, NOW.plus(at), 1000, 10).await }))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_checkout_ends_with_right_books_and_no_hold() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    for event in [
        authorised("pi_1"),
        Event::PartPlaced { part: 0 },
        Event::PartRefused { part: 1, reason: Refusal::OutOfStock },
        Event::Captured { amount: euros(7000) },
    ] {
        assert!(tell(&store, &order, event).await.unwrap());
    }
    empty_outbox(&store).await;
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
    let payment = payments::of(store.reader(), &order).await.unwrap().unwrap();
    let amounts = (payment.held, payment.captured, payment.released);
    assert_eq!((amounts, payment.status.as_str()), ((euros(12_000), euros(7000), euros(5000)), "captured"));
    let view = orders::view(store.reader(), &order).await.unwrap().unwrap();
    assert_eq!((view.phase, view.status, view.captured), (Phase::Done, OrderStatus::Processing, euros(7000)));
    let balances = ledger::balances(store.reader()).await.unwrap();
    let owed = (Account::Payable("harbor".parse().unwrap()), euros(-7000));
    assert!(balances.contains(&(Account::Gateway, euros(7000))) && balances.contains(&owed), "{balances:?}");
    assert!(balances.contains(&(Account::Shoppers, euros(0))));
    assert_eq!(ledger::unbalanced(store.reader()).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_payment_is_asked_for_what_the_shopper_allows_beyond_the_total() {
    let store = shop().await;
    let mut new = new_order(1, Policy::NextBest);
    new.saga.ceiling = euros(12_600);
    store.write(move |tx| Box::pin(async move { orders::create(tx, &new).await })).await.unwrap();
    let payment = payments::of(store.reader(), &number(1)).await.unwrap().unwrap();
    assert_eq!(payment.amount, euros(12_600));
}

#[tokio::test]
async fn all_or_nothing_ends_with_nothing_taken() {
    let store = shop().await;
    let order = open(&store, 1, Policy::AllOrNothing).await;
    for event in [
        authorised("pi_1"),
        Event::PartPlaced { part: 0 },
        Event::PartRefused { part: 1, reason: Refusal::PriceChanged },
        Event::PartCancelled { part: 0 },
        Event::Released,
    ] {
        assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
        assert!(tell(&store, &order, event).await.unwrap());
    }
    empty_outbox(&store).await;
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
    let view = orders::view(store.reader(), &order).await.unwrap().unwrap();
    assert_eq!((view.status, view.captured, view.released), (OrderStatus::Cancelled, euros(0), euros(12_000)));
}

#[tokio::test]
async fn of_two_workers_with_the_same_version_one_wins_and_the_other_changes_nothing() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    tell(&store, &order, authorised("pi_1")).await.unwrap();
    let known = sagas::load(store.reader(), &order).await.unwrap().unwrap();
    let (left, right) = tokio::join!(
        finish_from(&store, &known, Event::PartPlaced { part: 0 }, None),
        finish_from(&store, &known, Event::PartRefused { part: 0, reason: Refusal::Other }, None),
    );
    let (left, right) = (left.unwrap(), right.unwrap());
    assert!(left ^ right, "exactly one of them");
    assert_eq!(sagas::load(store.reader(), &order).await.unwrap().unwrap().version, 3);
    let accounts = if left { 3 } else { 0 };
    assert_eq!(ledger::balances(store.reader()).await.unwrap().len(), accounts);
}

#[tokio::test]
async fn an_effect_is_leased_by_one_worker_at_a_time() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    assert_eq!(effects::next_due(store.reader()).await.unwrap(), None);
    tell(&store, &order, authorised("pi_1")).await.unwrap();
    assert_eq!(effects::next_due(store.reader()).await.unwrap(), Some(NOW));
    let first = lease(&store, "first", 0).await;
    assert_eq!(first.len(), 2);
    assert_eq!(first[0].effect, Effect::Place { part: 0, attempt: 1 });
    assert_eq!(lease(&store, "second", 999).await, []);
    assert_eq!(effects::next_due(store.reader()).await.unwrap(), Some(NOW.plus(1000)));
    let again = lease(&store, "second", 1000).await;
    assert_eq!((again.len(), again[0].attempts, again[0].fence), (2, 2, 2));
    assert!(!first[0].abandoned && again[0].abandoned, "the first lease ran out");
}

#[tokio::test]
async fn a_worker_whose_lease_ran_out_can_no_longer_finish() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    tell(&store, &order, authorised("pi_1")).await.unwrap();
    let slow = lease(&store, "slow", 0).await.remove(0);
    let quick = lease(&store, "quick", 5000).await.remove(0);
    let placed = || Event::PartPlaced { part: 0 };
    assert!(!finish(&store, &order, placed(), Some((slow.id.clone(), slow.fence))).await.unwrap());
    let version = sagas::load(store.reader(), &order).await.unwrap().unwrap().version;
    assert_eq!((version, ledger::balances(store.reader()).await.unwrap()), (2, vec![]));
    let retry = store.write(move |tx| Box::pin(async move { effects::retry(tx, &slow.id, slow.fence, NOW).await }));
    assert!(!retry.await.unwrap());
    let done = Some((quick.id.clone(), quick.fence));
    assert!(finish(&store, &order, placed(), done).await.unwrap());
    let again = store.write(move |tx| Box::pin(async move { effects::finish(tx, &quick.id, quick.fence, NOW).await }));
    assert!(!again.await.unwrap());
}

#[tokio::test]
async fn an_effect_waits_for_its_time_and_is_known_by_its_key() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    let work = store.write(move |tx| {
        Box::pin(async move {
            for run_at in [60_000, 0] {
                effects::add_all(tx, &order, &[(Effect::Confirm, NOW.plus(run_at))]).await?;
            }
            Ok(())
        })
    });
    work.await.unwrap();
    assert_eq!(lease(&store, "worker", 59_999).await.len(), 0);
    let leased = lease(&store, "worker", 60_000).await.remove(0);
    let work = store
        .write(move |tx| Box::pin(async move { effects::retry(tx, &leased.id, leased.fence, NOW.plus(90_000)).await }));
    assert!(work.await.unwrap());
    assert_eq!(effects::next_due(store.reader()).await.unwrap(), Some(NOW.plus(90_000)));
    let again = lease(&store, "worker", 90_000).await.remove(0);
    assert!(!again.abandoned, "the first lease was let go");
    assert!(lease(&store, "worker", 200_000).await.remove(0).abandoned, "the second was not");
}

#[tokio::test]
async fn the_books_refuse_what_does_not_balance_and_never_change() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    let of = order.clone();
    let entries = [(Account::Gateway, euros(5)), (Account::Shoppers, Money::new(-5, Currency::Usd))]
        .map(|(account, amount)| Entry { account, amount });
    let crooked = Entries { reason: "mistake".into(), entries: entries.into() };
    let work = store.write(move |tx| Box::pin(async move { ledger::record(tx, &of, &crooked, NOW).await }));
    assert!(matches!(work.await, Err(StoreError::Unbalanced)));
    let good = Entries::transfer("captured", Account::Gateway, Account::Shoppers, euros(5));
    store.write(move |tx| Box::pin(async move { ledger::record(tx, &order, &good, NOW).await })).await.unwrap();
    for change in [
        "UPDATE ledger_entry SET amount = 0",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_transaction SET reason = ''",
        "DELETE FROM ledger_transaction",
    ] {
        let work = store.write(move |tx| Box::pin(async move { run(tx, change, values![]).await }));
        assert!(work.await.unwrap_err().to_string().contains("append-only"), "{change}");
    }
}

#[tokio::test]
async fn sweeps_find_who_has_waited_too_long() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    let waiting = |before| sagas::in_phase(store.reader(), Phase::AwaitingPayment, NOW.plus(before), 10);
    assert_eq!(waiting(0).await.unwrap(), []);
    assert_eq!(waiting(1).await.unwrap(), [order]);
}

#[tokio::test]
async fn a_message_from_outside_is_new_once() {
    let store = shop().await;
    let insert = || store.write(|tx| Box::pin(async move { inbox::insert(tx, "stripe", "evt_1", "{}", NOW).await }));
    assert_eq!((insert().await.unwrap(), insert().await.unwrap()), (true, false));
    let unhandled = || inbox::unhandled(store.reader(), NOW.plus(1), 10);
    assert_eq!(unhandled().await.unwrap(), [("stripe".to_owned(), "evt_1".to_owned(), "{}".to_owned())]);
    store.write(|tx| Box::pin(async move { inbox::mark_handled(tx, "stripe", "evt_1", NOW).await })).await.unwrap();
    assert_eq!(unhandled().await.unwrap(), []);
}

#[tokio::test]
async fn every_invariant_notices_its_breach() {
    let breaches = [
        ("captured is what was confirmed", "UPDATE payment SET captured = 6999"),
        ("nothing is held at rest", "UPDATE payment SET held = held + 1"),
        ("currency of their order", "UPDATE marketplace_order SET shown_currency = 'USD'"),
        ("the ledger took", "UPDATE payment SET captured = 501"),
        ("a payment shows what was refunded", "UPDATE payment SET refunded = 1"),
        ("refunded of a part", "UPDATE refund SET amount = 7001"),
        ("refunded of an order", "UPDATE refund SET amount = 12001"),
        ("until they are answered", "UPDATE refund SET state = 'asked'"),
        ("owed exactly", "UPDATE marketplace_order SET own_total = 1 WHERE part = 0"),
        ("has an order at its marketplace", "UPDATE marketplace_order SET marketplace_order_ids = '[]'"),
        (
            "belongs to two parts",
            "UPDATE marketplace_order SET marketplace_order_ids = '[\"1\"]', marketplace = 'nomad'",
        ),
        ("goes on until it ends", "UPDATE saga SET phase = 'placing'"),
        ("has called one", "UPDATE saga SET phase = 'needs_human'"),
        ("phase of its saga", "UPDATE \"order\" SET phase = 'placing'"),
        ("marketplace of their part", "UPDATE order_item SET marketplace = 'elsewhere'"),
        ("left over", "UPDATE effect SET done_at = NULL"),
    ];
    for (name, breach) in breaches {
        let store = shop().await;
        let order = open(&store, 1, Policy::KeepRest).await;
        for event in [
            authorised("pi_1"),
            Event::PartPlaced { part: 0 },
            Event::PartPlaced { part: 1 },
            Event::Captured { amount: euros(12_000) },
            refund("a", 0, 500),
            Event::Refunded { id: RefundId::of_key("a").unwrap() },
        ] {
            tell(&store, &order, event).await.unwrap();
        }
        empty_outbox(&store).await;
        assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
        store.write(move |tx| Box::pin(async move { run(tx, breach, values![]).await })).await.unwrap();
        let broken = audit::invariants(store.reader()).await.unwrap();
        assert!(broken.iter().any(|(broken, _)| broken.contains(name)), "{name}: {broken:?}");
    }
}
