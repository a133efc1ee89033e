//! A wallet that many want to spend from at once.

use domain::{
    ids::{TopUpId, WalletId},
    saga::{self, Event},
};
use futures::future::join_all;
use rand::{Rng, rngs::StdRng};
use store::{
    Store, StoreError,
    orders::{self, NewOrder},
    sagas::{self, Advance},
    wallets,
};

use super::order::{euros, order_of, visitor};
use crate::Problem;

/// How many want to spend from the wallet at once, and how much is in it.
pub const SPENDERS: u64 = 200;
const IN_THE_WALLET: i64 = 10_000;
const EACH_SPENDS: i64 = 100;

/// Two hundred spend 1.00 each from a wallet with 100.00, as a checkout does it: the order and the hold in one commit.
pub async fn spend(store: &Store, dice: &mut StdRng) -> Result<(u64, u64), Problem> {
    let visitor = visitor(dice);
    let (new, top_up) = (WalletId::from_bits(dice.random()), TopUpId::from_bits(dice.random()));
    let owner = visitor.clone();
    let wallet = store
        .write(move |tx| {
            Box::pin(async move {
                let wallet = wallets::ensure(tx, &owner, &new, connectors::now()).await?;
                let all = euros(IN_THE_WALLET);
                wallets::open_top_up(tx, &top_up, &wallet, "stripe", all, connectors::now()).await?;
                if let Some(top_up) = wallets::top_up(tx, &top_up).await? {
                    wallets::credit(tx, &top_up, "pi_race", all, connectors::now()).await?;
                }
                Ok(wallet)
            })
        })
        .await?;
    let orders: Vec<NewOrder> =
        (0..SPENDERS).map(|_| paid_from(&wallet, &visitor, dice)).collect::<Result<_, Problem>>()?;
    let spends = join_all(orders.into_iter().map(|order| {
        let store = store.clone();
        tokio::spawn(async move { spend_once(&store, order).await })
    }));
    let (mut took, mut short) = (0, 0);
    for spent in spends.await {
        match spent? {
            Ok(()) => took += 1,
            Err(StoreError::WalletShort) => short += 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok((took, short))
}

async fn spend_once(store: &Store, order: NewOrder) -> Result<(), StoreError> {
    let event = Event::PaymentAuthorised { reference: order.saga.hold_reference(), amount: order.saga.ceiling };
    let next = saga::step(&order.saga, &event).map_err(|_| StoreError::Conflict)?;
    let at = order.at;
    let step = Advance {
        expected_version: 1,
        saga: next.saga,
        effects: next.effects.into_iter().map(|effect| (effect, at)).collect(),
        transactions: next.transactions,
        finishes: None,
        at,
    };
    store
        .write(move |tx| {
            Box::pin(async move {
                orders::create(tx, &order).await?;
                if sagas::advance(tx, &step).await? { Ok(()) } else { Err(StoreError::Conflict) }
            })
        })
        .await
}

/// An order of 1.00 that the wallet is to pay.
fn paid_from(wallet: &WalletId, visitor: &domain::ids::VisitorId, dice: &mut StdRng) -> Result<NewOrder, Problem> {
    let order = order_of(visitor, euros(EACH_SPENDS), dice)?;
    let saga = order.saga.clone().paid_from(wallet.clone());
    Ok(NewOrder { gateway: "wallet".to_owned(), method: "wallet".to_owned(), saga, ..order })
}
