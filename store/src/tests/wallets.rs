//! Wallets and refunds: balances are the ledger's, a hold is resolved once, nothing is spent or given back twice.

use domain::{
    checkout::Policy,
    ids::{TopUpId, WalletId},
    ledger::Account,
    money::{Currency, Money},
    saga::{self, Event, Phase, RefundState, Refusal},
    wallet::Balance,
};

use super::samples::*;
use crate::{
    Store, StoreError, audit, consents, ledger,
    orders::{self, NewOrder},
    payments, refunds,
    sagas::{self, Advance},
    sql::{run, values},
    wallets::{self, TopUp},
};

/// A wallet into which so much was paid.
async fn wallet_with(store: &Store, minor: i64) -> WalletId {
    let (id, top_up) = (WalletId::from_bits(7), TopUpId::from_bits(7));
    let work = store.write(move |tx| {
        Box::pin(async move {
            let wallet = wallets::ensure(tx, &visitor('a'), &id, NOW).await?;
            assert_eq!(wallets::ensure(tx, &visitor('a'), &WalletId::from_bits(8), NOW).await?, wallet);
            wallets::open_top_up(tx, &top_up, &wallet, "stripe", euros(minor), NOW).await?;
            let opened = wallets::top_up(tx, &top_up).await?.expect("just opened");
            assert!(wallets::credit(tx, &opened, "pi_top", euros(minor), NOW).await?);
            assert!(!wallets::credit(tx, &opened, "pi_top", euros(minor), NOW).await?, "once");
            Ok(wallet)
        })
    });
    work.await.unwrap()
}

async fn balance(store: &Store, wallet: &WalletId) -> Vec<Balance> {
    wallets::balances(store.reader(), wallet).await.unwrap()
}

fn has(available: i64, held: i64) -> Vec<Balance> {
    vec![Balance { available: euros(available), held: euros(held) }]
}

/// An order that a wallet pays: opened and held in one commit, or not at all.
async fn pay(store: &Store, bits: u64, wallet: &WalletId, price: i64) -> Result<(), StoreError> {
    let order = new_order(bits, Policy::KeepRest);
    let mut saga = order.saga.clone().paid_from(wallet.clone());
    saga.ceiling = euros(price);
    let order = NewOrder { gateway: "wallet".into(), saga: saga.clone(), ..order };
    let held = Event::PaymentAuthorised { reference: saga.hold_reference(), amount: saga.ceiling };
    let step = saga::step(&saga, &held).unwrap();
    let advance = Advance {
        expected_version: 1,
        saga: step.saga,
        effects: step.effects.into_iter().map(|effect| (effect, NOW)).collect(),
        transactions: step.transactions,
        finishes: None,
        at: NOW,
    };
    let work = store.write(move |tx| {
        Box::pin(async move {
            orders::create(tx, &order).await?;
            assert!(sagas::advance(tx, &advance).await?);
            Ok(())
        })
    });
    work.await
}

#[tokio::test]
async fn a_wallet_pays_exactly_what_was_confirmed_and_gets_the_rest_back() {
    let store = shop().await;
    let wallet = wallet_with(&store, 20_000).await;
    pay(&store, 1, &wallet, 12_000).await.unwrap();
    assert_eq!(balance(&store, &wallet).await, has(8000, 12_000));
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
    let order = number(1);
    for event in [Event::PartPlaced { part: 0 }, Event::PartRefused { part: 1, reason: Refusal::OutOfStock }] {
        assert!(tell(&store, &order, event).await.unwrap());
    }
    assert_eq!(balance(&store, &wallet).await, has(13_000, 0));
    assert!(tell(&store, &order, refund("a", 0, 500)).await.unwrap());
    assert_eq!(balance(&store, &wallet).await, has(13_500, 0));
    empty_outbox(&store).await;
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
    let payment = payments::of(store.reader(), &order).await.unwrap().unwrap();
    assert_eq!((payment.captured, payment.released, payment.refunded), (euros(7000), euros(5000), euros(500)));
    let history = ledger::of_account(store.reader(), &Account::Wallet(wallet), 0, 3).await.unwrap();
    assert_eq!(history.len(), 3);
    let told: Vec<&str> = history.iter().map(|posting| posting.reason.as_str()).collect();
    assert!(told.contains(&"refunded") && told.contains(&"released"), "{told:?}");
    let trial = ledger::trial_balance(store.reader()).await.unwrap();
    assert!(trial.iter().all(|of| of.debit == of.credit) && trial[0].debit.minor > 0, "{trial:?}");
}

#[tokio::test]
async fn two_hundred_spends_at_once_take_exactly_what_there_is() {
    let store = shop().await;
    let wallet = wallet_with(&store, 10_000).await;
    let spends = (0..200).map(|bits| pay(&store, bits, &wallet, 100));
    let outcomes = all_of(spends).await;
    let paid = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(paid, 100);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StoreError::WalletShort))));
    assert_eq!(balance(&store, &wallet).await, has(0, 10_000));
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
}

/// Waits for all of them at once.
async fn all_of<F: Future<Output = Result<(), StoreError>>>(
    all: impl Iterator<Item = F>,
) -> Vec<Result<(), StoreError>> {
    let mut waiting: Vec<_> = all.map(|one| Some(Box::pin(one))).collect();
    let mut done = Vec::new();
    std::future::poll_fn(move |context| {
        for slot in &mut waiting {
            if let Some(one) = slot
                && let std::task::Poll::Ready(outcome) = one.as_mut().poll(context)
            {
                done.push(outcome);
                *slot = None;
            }
        }
        if waiting.iter().all(Option::is_none) {
            return std::task::Poll::Ready(std::mem::take(&mut done));
        }
        std::task::Poll::Pending
    })
    .await
}

#[tokio::test]
async fn a_hold_is_resolved_once_and_a_wallet_never_falls_below_zero() {
    let store = shop().await;
    let wallet = wallet_with(&store, 12_000).await;
    pay(&store, 1, &wallet, 12_000).await.unwrap();
    let known = sagas::load(store.reader(), &number(1)).await.unwrap().unwrap();
    let placed = |part| Event::PartPlaced { part };
    tell(&store, &number(1), placed(0)).await.unwrap();
    tell(&store, &number(1), placed(1)).await.unwrap();
    assert_eq!(balance(&store, &wallet).await, has(0, 0));
    assert!(!finish_from(&store, &known, placed(0), None).await.unwrap(), "an old version changes nothing");
    let below = "UPDATE wallet_balance SET available = available - 1";
    assert!(store.write(move |tx| Box::pin(async move { run(tx, below, values![]).await })).await.is_err());
    assert!(matches!(pay(&store, 2, &wallet, 1).await, Err(StoreError::WalletShort)));
    assert!(orders::head(store.reader(), &number(2)).await.unwrap().is_none(), "nothing of it is kept");
}

#[tokio::test]
async fn refunds_asked_for_at_once_never_add_up_to_more_than_was_paid() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    for event in [
        authorised("pi_1"),
        Event::PartPlaced { part: 0 },
        Event::PartRefused { part: 1, reason: Refusal::Other },
        Event::Captured { amount: euros(7000) },
    ] {
        tell(&store, &order, event).await.unwrap();
    }
    empty_outbox(&store).await;
    let mut given = 0;
    for round in 0..6 {
        let known = sagas::load(store.reader(), &order).await.unwrap().unwrap();
        // Three workers have read the same state; one of them wins.
        for worker in 0..3 {
            let event = refund(&format!("{round}-{worker}"), 0, 2000);
            if saga::step(&known.saga, &event).is_ok() && finish_from(&store, &known, event, None).await.unwrap() {
                given += 2000;
            }
        }
    }
    assert_eq!(given, 6000);
    let asked = refunds::of(store.reader(), &order).await.unwrap();
    assert_eq!(asked.iter().map(|refund| refund.amount.minor).sum::<i64>(), 6000);
    assert!(asked.iter().all(|refund| refund.state == RefundState::Asked));
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
}

#[tokio::test]
async fn a_withdrawn_part_is_owed_to_nobody_and_on_its_way_back() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    for event in [
        authorised("pi_1"),
        Event::PartPlaced { part: 0 },
        Event::PartPlaced { part: 1 },
        Event::Captured { amount: euros(12_000) },
    ] {
        assert!(tell(&store, &order, event).await.unwrap());
    }
    empty_outbox(&store).await;
    for event in [Event::PartWithdrawn { part: 1 }, Event::Refunded { id: domain::ids::RefundId::of_withdrawn(1) }] {
        assert!(tell(&store, &order, event).await.unwrap());
        assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
    }
    let view = orders::view(store.reader(), &order).await.unwrap().unwrap();
    assert_eq!((view.phase, view.refunded, view.refunds.len()), (Phase::Done, euros(5000), 1));
    let balances = ledger::balances(store.reader()).await.unwrap();
    let of = |account: Account| balances.iter().find(|(known, _)| *known == account).map(|(_, money)| money.minor);
    assert_eq!(of(Account::Payable("nomad".parse().unwrap())), Some(0));
    assert_eq!((of(Account::Refunds), of(Account::Gateway)), (Some(0), Some(7000)));
}

#[tokio::test]
async fn one_order_lives_of_each_consent_and_a_finished_one_makes_room() {
    let store = shop().await;
    open(&store, 1, Policy::KeepRest).await;
    open(&store, 2, Policy::KeepRest).await;
    let take = |bits: u64| {
        let (visitor, validation) = (visitor('a'), "2".repeat(64).parse().unwrap());
        store.write(move |tx| {
            Box::pin(async move { consents::take(tx, &visitor, &validation, &number(bits), NOW).await })
        })
    };
    take(1).await.unwrap();
    assert!(matches!(take(2).await, Err(StoreError::Conflict)));
    let broken = audit::invariants(store.reader()).await.unwrap();
    assert!(broken.iter().any(|(name, _)| name.contains("one order lives")), "{broken:?}");
    tell(&store, &number(1), Event::PaymentAbandoned).await.unwrap();
    take(2).await.unwrap();
}

#[tokio::test]
async fn every_invariant_of_wallets_notices_its_breach() {
    let breaches = [
        ("has what the ledger says", "UPDATE wallet_balance SET available = available + 1"),
        ("open holds add up", "UPDATE wallet_hold SET state = 'pending'"),
        ("every hold is resolved", "UPDATE wallet_hold SET taken = 1"),
        ("credited top-up", "UPDATE top_up SET reference = 'pi_other'"),
        ("in its balance", "DELETE FROM wallet_balance"),
    ];
    for (name, breach) in breaches {
        let store = shop().await;
        let wallet = wallet_with(&store, 20_000).await;
        pay(&store, 1, &wallet, 12_000).await.unwrap();
        for part in [0, 1] {
            tell(&store, &number(1), Event::PartPlaced { part }).await.unwrap();
        }
        empty_outbox(&store).await;
        assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
        store.write(move |tx| Box::pin(async move { run(tx, breach, values![]).await })).await.unwrap();
        let broken = audit::invariants(store.reader()).await.unwrap();
        assert!(broken.iter().any(|(broken, _)| broken.contains(name)), "{name}: {broken:?}");
    }
}

#[tokio::test]
async fn a_top_up_that_expired_and_was_paid_all_the_same_is_credited() {
    let store = shop().await;
    let wallet = wallet_with(&store, 100).await;
    let id = TopUpId::from_bits(9);
    let top_up = TopUp {
        id: id.clone(),
        wallet: wallet.clone(),
        gateway: "stripe".into(),
        amount: Money::new(50, Currency::Jpy),
        session: None,
        state: "open".into(),
        created_at: NOW,
    };
    let open = wallets::open_top_ups(store.reader(), NOW.plus(1), 10);
    assert_eq!(open.await.unwrap(), []);
    let work = store.write(move |tx| {
        Box::pin(async move {
            wallets::open_top_up(tx, &id, &top_up.wallet, "stripe", top_up.amount, NOW).await?;
            assert_eq!(wallets::open_top_ups_of(tx, &top_up.wallet).await?, std::slice::from_ref(&top_up));
            wallets::expire_top_up(tx, &id, NOW).await?;
            wallets::credit(tx, &top_up, "pi_late", top_up.amount, NOW).await
        })
    });
    assert!(work.await.unwrap());
    assert_eq!(balance(&store, &wallet).await.len(), 2);
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
}
