//! Guards of the store and of what reads the gateway's messages, each checked on a fresh database.

use connectors::{
    http::Reach,
    payments::{
        GatewayError, PaymentGateway,
        stripe::{StripeConfig, StripeGateway},
    },
};
use domain::{
    cart::{Cart, Quantity},
    catalog::{Availability, Category, Product, Variant},
    guard,
    ids::{Digest, ExternalId, OrderNumber, ProductRef, RelationToken, VisitorId, WalletId},
    ledger::{Account, Entry, Transaction as Entries},
    saga::{Effect, Event},
    time::Timestamp,
};
use store::{
    Connection, Store, StoreError, carts, consents, effects,
    house::{self, HouseProduct, Reserved},
    inbox, ledger, orders,
    sagas::{self, Advance, StoredSaga},
    testing::{Fresh, fresh},
    wallets,
};

use super::{Check, Wrong, must};
use crate::sample::{self, NOW, advance, euros, know_marketplaces};

pub const CHECKS: &[Check] = &[
    Check { guard: "saga.version", run: || Box::pin(two_steps_from_one_state()) },
    Check { guard: "lease.fence", run: || Box::pin(a_lease_that_ran_out()) },
    Check { guard: "effect.key", run: || Box::pin(one_effect_twice()) },
    Check { guard: "inbox.unique", run: || Box::pin(one_message_twice()) },
    Check { guard: "ledger.balanced", run: || Box::pin(a_transaction_of_one_side()) },
    Check { guard: "ledger.append", run: || Box::pin(an_entry_that_is_changed()) },
    Check { guard: "wallet.balance", run: || Box::pin(more_than_a_wallet_has()) },
    Check { guard: "hold.once", run: || Box::pin(one_hold_twice()) },
    Check { guard: "consent.once", run: || Box::pin(one_consent_twice()) },
    Check { guard: "stock.left", run: || Box::pin(more_than_there_is()) },
    Check { guard: "cart.version", run: || Box::pin(two_carts_from_one()) },
    Check { guard: "notice.signature", run: || Box::pin(a_message_of_somebody_else()) },
    Check { guard: "notice.time", run: || Box::pin(a_message_of_yesterday()) },
];

/// A fresh store that knows the marketplaces.
pub async fn shop() -> Result<Fresh, Wrong> {
    let store = fresh().await;
    know_marketplaces(&store).await.map_err(Wrong::Broken)?;
    Ok(store)
}

pub fn visitor() -> VisitorId {
    "a".repeat(32).parse().expect("32 hexadecimal digits")
}

/// Opens an order over 70 at one marketplace.
pub async fn open(store: &Store, bits: u64) -> Result<OrderNumber, Wrong> {
    let new = sample::order(bits, visitor(), &[7000]).map_err(Wrong::Broken)?;
    let number = new.saga.order.clone();
    store.write(move |tx| Box::pin(async move { orders::create(tx, &new).await })).await?;
    Ok(number)
}

fn paid() -> Event {
    Event::PaymentAuthorised { reference: "pi_1".to_owned(), amount: euros(7000) }
}

/// Commits a step; says `false`, with nothing changed, when the store refuses it.
pub async fn commit(store: &Store, advance: Advance) -> Result<bool, StoreError> {
    let done = store.write(move |tx| {
        Box::pin(async move { if sagas::advance(tx, &advance).await? { Ok(true) } else { Err(StoreError::Conflict) } })
    });
    match done.await {
        Err(StoreError::Conflict) => Ok(false),
        outcome => outcome,
    }
}

pub fn step(known: &StoredSaga, event: &Event) -> Result<Advance, Wrong> {
    advance(&known.saga, known.version, event).map_err(Wrong::Broken)
}

pub async fn saga_of(store: &Store, order: &OrderNumber) -> Result<StoredSaga, Wrong> {
    sagas::load(store.reader(), order).await?.ok_or_else(|| Wrong::broken("an order has a saga"))
}

async fn two_steps_from_one_state() -> Result<(), Wrong> {
    let store = shop().await?;
    let order = open(&store, 1).await?;
    let known = saga_of(&store, &order).await?;
    let other = Event::PaymentAbandoned;
    let (first, second) = (step(&known, &paid())?, step(&known, &other)?);
    commit(&store, first).await?;
    must(!commit(&store, second).await?, "two steps worked out from one state were committed")
}

async fn a_lease_that_ran_out() -> Result<(), Wrong> {
    let store = shop().await?;
    let order = open(&store, 1).await?;
    let known = saga_of(&store, &order).await?;
    commit(&store, step(&known, &paid())?).await?;
    let lease = |at: i64| {
        store.write(move |tx| Box::pin(async move { effects::lease(tx, "worker", NOW.plus(at), 1000, 1).await }))
    };
    let slow = lease(0).await?.remove(0);
    lease(2000).await?;
    let finished =
        store.write(move |tx| Box::pin(async move { effects::finish(tx, &slow.id, slow.fence, NOW).await })).await?;
    must(!finished, "a worker finished what another one had taken over")
}

async fn one_effect_twice() -> Result<(), Wrong> {
    let store = shop().await?;
    let order = open(&store, 1).await?;
    for _ in 0..2 {
        let known = saga_of(&store, &order).await?;
        let again = Advance {
            expected_version: known.version,
            saga: known.saga,
            effects: vec![(Effect::Confirm, NOW)],
            transactions: vec![],
            finishes: None,
            at: NOW,
        };
        commit(&store, again).await?;
    }
    let leased = store.write(|tx| Box::pin(async move { effects::lease(tx, "worker", NOW, 1000, 9).await })).await?;
    must(leased.len() == 1, "one effect stands in the outbox twice")
}

async fn one_message_twice() -> Result<(), Wrong> {
    let store = fresh().await;
    let insert = || store.write(|tx| Box::pin(async move { inbox::insert(tx, "stripe", "evt_1", "{}", NOW).await }));
    insert().await?;
    must(!insert().await?, "one message counts as two")
}

async fn a_transaction_of_one_side() -> Result<(), Wrong> {
    let store = shop().await?;
    let order = open(&store, 1).await?;
    let entries = vec![Entry { account: Account::Gateway, amount: euros(1) }];
    let lopsided = Entries { reason: "captured".to_owned(), entries };
    let recorded =
        store.write(move |tx| Box::pin(async move { ledger::record(tx, &order, &lopsided, NOW).await })).await;
    must(matches!(recorded, Err(StoreError::Unbalanced)), "debits without credits are in the books")
}

async fn an_entry_that_is_changed() -> Result<(), Wrong> {
    let store = shop().await?;
    let order = open(&store, 1).await?;
    let entries = Entries::transfer("captured", Account::Gateway, Account::Shoppers, euros(1));
    store.write(move |tx| Box::pin(async move { ledger::record(tx, &order, &entries, NOW).await })).await?;
    // This guard stands in the tables themselves.
    if !guard::on("ledger.append") {
        let drop = "DROP TRIGGER ledger_entry_stays";
        store.write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(drop).await.map(|_| ())?) })).await?;
    }
    let change = "UPDATE ledger_entry SET amount = 2 * amount";
    let changed =
        store.write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(change).await.map(|_| ())?) })).await;
    must(changed.is_err(), "an entry of the ledger was changed")
}

async fn more_than_a_wallet_has() -> Result<(), Wrong> {
    let store = shop().await?;
    let order = open(&store, 1).await?;
    let wallet = WalletId::from_bits(7);
    let moved = store.write(move |tx| {
        Box::pin(async move {
            let wallet = wallets::ensure(tx, &visitor(), &wallet, NOW).await?;
            let (free, held) = (Account::Wallet(wallet.clone()), Account::Held(wallet));
            let paid_in = Entries::transfer("topped up", Account::Gateway, free.clone(), euros(100));
            ledger::record(tx, &order, &paid_in, NOW).await?;
            ledger::record(tx, &order, &Entries::transfer("held", free, held, euros(101)), NOW).await
        })
    });
    must(matches!(moved.await, Err(StoreError::WalletShort)), "a wallet is not told to be short of money")
}

/// One wallet holds the price of two orders; the first of them is taken from it twice.
async fn one_hold_twice() -> Result<(), Wrong> {
    let store = shop().await?;
    let paid_into = open(&store, 1).await?;
    let new = WalletId::from_bits(7);
    let filled = store.write(move |tx| {
        Box::pin(async move {
            let wallet = wallets::ensure(tx, &visitor(), &new, NOW).await?;
            let free = Account::Wallet(wallet.clone());
            let paid_in = Entries::transfer("topped up", Account::Gateway, free, euros(14_000));
            ledger::record(tx, &paid_into, &paid_in, NOW).await?;
            Ok(wallet)
        })
    });
    let wallet = filled.await?;
    let mut orders = Vec::new();
    for bits in [2, 3] {
        let mut new = sample::order(bits, visitor(), &[7000]).map_err(Wrong::Broken)?;
        new.saga = new.saga.paid_from(wallet.clone());
        let held = Event::PaymentAuthorised { reference: new.saga.hold_reference(), amount: new.saga.ceiling };
        let held = advance(&new.saga, 1, &held).map_err(Wrong::Broken)?;
        orders.push(new.saga.order.clone());
        store.write(move |tx| Box::pin(async move { orders::create(tx, &new).await })).await?;
        commit(&store, held).await?;
    }
    let placed = step(&saga_of(&store, &orders[0]).await?, &Event::PartPlaced { part: 0 })?;
    let again = Advance { expected_version: placed.expected_version + 1, effects: vec![], ..placed.clone() };
    if !commit(&store, placed).await? {
        return Err(Wrong::broken("what a wallet holds cannot be taken"));
    }
    must(!commit(&store, again).await?, "what a wallet held for one order was taken twice")
}

async fn one_consent_twice() -> Result<(), Wrong> {
    let store = shop().await?;
    let consent: Digest = "c".repeat(64).parse()?;
    let mut taken = Vec::new();
    for bits in [1, 2] {
        let (order, consent) = (open(&store, bits).await?, consent.clone());
        let take =
            store.write(move |tx| Box::pin(async move { consents::take(tx, &visitor(), &consent, &order, NOW).await }));
        taken.push(take.await.is_ok());
    }
    must(taken == [true, false], "one consent has two living orders")
}

fn lamp() -> Result<HouseProduct, Wrong> {
    let reference: ProductRef = "shelf:lamp".parse()?;
    let variant: ExternalId = "lamp-one".parse()?;
    let availability = Availability::InStock(Some(1));
    let product = Product {
        relation: RelationToken::of(&reference, None),
        gtin: None,
        title: "Lamp".to_owned(),
        brand: None,
        description: String::new(),
        category: Some(Category::LightingFurniture),
        price: euros(100),
        list_price: None,
        rating: None,
        availability,
        pictures: vec![],
        product_url: None,
        attributes: vec![],
        variants: vec![Variant {
            external_id: variant.clone(),
            title: String::new(),
            price: euros(100),
            availability,
            picture: None,
        }],
        observed_at: NOW,
        reference,
    };
    Ok(HouseProduct { product, stock: vec![(variant, 1)] })
}

async fn more_than_there_is() -> Result<(), Wrong> {
    let store = fresh().await;
    let shelf = [lamp()?];
    let wanted = vec![(shelf[0].stock[0].0.clone(), Quantity::ONE)];
    store.write(move |tx| Box::pin(async move { house::seed(tx, &shelf).await })).await?;
    let reserve = |reference: &'static str| {
        let wanted = wanted.clone();
        store.write(move |tx| Box::pin(async move { house::reserve(tx, reference, &wanted, NOW).await }))
    };
    reserve("first").await?;
    must(matches!(reserve("second").await, Ok(Reserved::Short(_))), "what is promised is not told to be gone")
}

async fn two_carts_from_one() -> Result<(), Wrong> {
    let store = fresh().await;
    let save =
        || store.write(|tx| Box::pin(async move { carts::save(tx, &visitor(), &Cart::default(), 0, NOW).await }));
    save().await?;
    must(save().await?.is_none(), "a cart was kept over one that was newer")
}

/// A message signed with the secret `whsec_test` at 1,795,248,000 seconds, checked at some time.
fn read(body: &str, mark: &str, at: i64) -> Result<bool, Wrong> {
    let gateway = StripeGateway::new(StripeConfig {
        base_url: "http://127.0.0.1:9".to_owned(),
        secret_key: String::new(),
        webhook_secret: "whsec_test".to_owned(),
        reach: Reach::Anywhere,
    })?;
    let header = format!("t=1795248000,v1={mark}");
    match gateway.read_notice(body.as_bytes(), &header, Timestamp(1000 * at)) {
        Ok(_) => Ok(true),
        Err(GatewayError::BadMessage(_)) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// A message that tells of nothing, and the mark that its secret makes.
const BODY: &str =
    r#"{"id":"evt_1","object":"event","type":"customer.created","data":{"object":{"id":"cus_1","object":"customer"}}}"#;
const MARK: &str = "bbf6e28e8f87922a4a88a5e8102bf07fe0679c799cf415f4502fcfda0f310a6d";

async fn a_message_of_somebody_else() -> Result<(), Wrong> {
    if !read(BODY, MARK, 1_795_248_000)? {
        return Err(Wrong::broken("a good message is refused"));
    }
    must(!read(BODY, &"0".repeat(64), 1_795_248_000)?, "a message without a good signature was read")
}

async fn a_message_of_yesterday() -> Result<(), Wrong> {
    must(!read(BODY, MARK, 1_795_248_000 + 86_400)?, "a message of yesterday was read")
}
