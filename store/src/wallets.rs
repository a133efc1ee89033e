//! Wallets: whose they are, what they have, what they hold for orders, and how money comes into them.
//!
//! A balance is the ledger's sum kept beside it: `moved` is called for every entry on a wallet's account, in the same
//! transaction, and never lets a balance go below zero.

use domain::{
    guard,
    ids::{TopUpId, VisitorId, WalletId},
    ledger::{Account, Entry, Transaction as Entries},
    money::Money,
    saga::{Payment, Saga, Source},
    time::Timestamp,
    wallet::Balance,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    ledger::{self, Belongs},
    sql::{guarded, row, rows, run, values},
};

/// The wallet of a visitor, where there is one.
pub async fn of_visitor(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Option<WalletId>, StoreError> {
    let found = row(db, "SELECT id FROM wallet WHERE visitor = $1", values![visitor.as_str()]).await?;
    found.map(|row| document::parse("wallet", &row.try_get_by_index::<String>(0)?)).transpose()
}

/// The wallet of a visitor: `new` where there was none.
pub async fn ensure(
    tx: &Transaction,
    visitor: &VisitorId,
    new: &WalletId,
    now: Timestamp,
) -> Result<WalletId, StoreError> {
    let sql = "INSERT INTO wallet (id, visitor, created_at) VALUES ($1, $2, $3) ON CONFLICT (visitor) DO NOTHING";
    run(tx, sql, values![new.as_str(), visitor.as_str(), now.0]).await?;
    of_visitor(tx, visitor).await?.ok_or_else(|| StoreError::corrupt("wallet", "it was just made"))
}

/// What a wallet has, per currency.
pub async fn balances(db: &impl ConnectionTrait, wallet: &WalletId) -> Result<Vec<Balance>, StoreError> {
    let sql = "SELECT currency, available, held FROM wallet_balance WHERE wallet = $1 ORDER BY currency";
    let read = |row: QueryResult| {
        let currency: String = row.try_get_by_index(0)?;
        let money = |minor: i64| document::money(minor, &currency);
        Ok(Balance { available: money(row.try_get_by_index(1)?)?, held: money(row.try_get_by_index(2)?)? })
    };
    rows(db, sql, values![wallet.as_str()]).await?.into_iter().map(read).collect()
}

/// Brings a wallet's balance up to a new entry of the ledger.
///
/// # Errors
/// [`StoreError::WalletShort`] when there is less than is to be taken; nothing of the transaction may be kept.
pub(crate) async fn moved(tx: &Transaction, entry: &Entry) -> Result<(), StoreError> {
    let (wallet, column) = match &entry.account {
        Account::Wallet(wallet) => (wallet, "available"),
        Account::Held(wallet) => (wallet, "held"),
        _ => return Ok(()),
    };
    // What we owe stands on the other side of our books.
    let more = entry.amount.negated();
    let currency = more.currency.code();
    if more.minor < 0 {
        let enough = guarded("wallet.balance", &format!("{column} + $3 >= 0"));
        let sql = format!(
            "UPDATE wallet_balance SET {column} = {column} + $3 WHERE wallet = $1 AND currency = $2 AND {enough}"
        );
        let taken = run(tx, &sql, values![wallet.as_str(), currency, more.minor]).await?;
        return if taken == 1 { Ok(()) } else { Err(StoreError::WalletShort) };
    }
    let (available, held) = if column == "available" { (more.minor, 0) } else { (0, more.minor) };
    let sql = "INSERT INTO wallet_balance (wallet, currency, available, held) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (wallet, currency) DO UPDATE SET available = wallet_balance.available + excluded.available, \
               held = wallet_balance.held + excluded.held";
    run(tx, sql, values![wallet.as_str(), currency, available, held]).await?;
    Ok(())
}

/// Notes the hold of an order that a wallet pays, and that it is resolved.
///
/// # Errors
/// [`StoreError::Conflict`] when it was resolved before.
pub(crate) async fn follow(
    tx: &Transaction,
    saga: &Saga,
    transactions: &[Entries],
    now: Timestamp,
) -> Result<(), StoreError> {
    let Source::Wallet { wallet } = &saga.source else { return Ok(()) };
    let held = Account::Held(wallet.clone());
    if !transactions.iter().flat_map(|transaction| &transaction.entries).any(|entry| entry.account == held) {
        return Ok(());
    }
    let order = saga.order.as_str();
    let changed = match &saga.payment {
        Payment::Captured { amount, .. } => resolve(tx, order, "posted", *amount, now).await?,
        Payment::Released { held, .. } => resolve(tx, order, "voided", Money::zero(held.currency), now).await?,
        _ => {
            let (amount, currency) = (saga.ceiling.minor, saga.ceiling.currency.code());
            let sql = "INSERT INTO wallet_hold (order_number, wallet, amount, currency, state, created_at) \
                       VALUES ($1, $2, $3, $4, 'pending', $5) ON CONFLICT (order_number) DO NOTHING";
            run(tx, sql, values![order, wallet.as_str(), amount, currency, now.0]).await?
        }
    };
    if changed == 1 || !guard::on("hold.once") { Ok(()) } else { Err(StoreError::Conflict) }
}

async fn resolve(tx: &Transaction, order: &str, state: &str, taken: Money, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "UPDATE wallet_hold SET state = $2, taken = $3, resolved_at = $4 \
               WHERE order_number = $1 AND state = 'pending'";
    run(tx, sql, values![order, state, taken.minor, now.0]).await
}

/// A top-up: money on its way into a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopUp {
    /// Its id.
    pub id: TopUpId,
    /// Where the money goes.
    pub wallet: WalletId,
    /// At which gateway it is paid.
    pub gateway: String,
    /// How much was asked for.
    pub amount: Money,
    /// The gateway's page, once there is one.
    pub session: Option<String>,
    /// How it stands: `open`, `credited` or `expired`.
    pub state: String,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// Opens a top-up.
pub async fn open_top_up(
    tx: &Transaction,
    id: &TopUpId,
    wallet: &WalletId,
    gateway: &str,
    amount: Money,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO top_up (id, wallet, gateway, amount, currency, state, created_at, updated_at) \
               VALUES ($1, $2, $3, $4, $5, 'open', $6, $6)";
    let currency = amount.currency.code();
    run(tx, sql, values![id.as_str(), wallet.as_str(), gateway, amount.minor, currency, now.0]).await?;
    Ok(())
}

/// Keeps the page that the gateway opened for a top-up.
pub async fn set_top_up_page(
    tx: &Transaction,
    id: &TopUpId,
    session: &str,
    url: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE top_up SET session = $2, page_url = $3, updated_at = $4 WHERE id = $1";
    run(tx, sql, values![id.as_str(), session, url, now.0]).await?;
    Ok(())
}

const TOP_UP: &str = "SELECT id, wallet, amount, currency, session, state, created_at, gateway FROM top_up";

/// A top-up by its id.
pub async fn top_up(db: &impl ConnectionTrait, id: &TopUpId) -> Result<Option<TopUp>, StoreError> {
    let found = row(db, &format!("{TOP_UP} WHERE id = $1"), values![id.as_str()]).await?;
    found.as_ref().map(TopUp::try_from).transpose()
}

/// The top-ups that are open since before a moment, the oldest first.
pub async fn open_top_ups(db: &impl ConnectionTrait, before: Timestamp, limit: u64) -> Result<Vec<TopUp>, StoreError> {
    let sql = format!("{TOP_UP} WHERE state = 'open' AND created_at < $1 ORDER BY created_at LIMIT $2");
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    rows(db, &sql, values![before.0, limit]).await?.iter().map(TopUp::try_from).collect()
}

/// The open top-ups of one wallet, the newest first.
pub async fn open_top_ups_of(db: &impl ConnectionTrait, wallet: &WalletId) -> Result<Vec<TopUp>, StoreError> {
    let sql = format!("{TOP_UP} WHERE state = 'open' AND wallet = $1 ORDER BY created_at DESC LIMIT 20");
    rows(db, &sql, values![wallet.as_str()]).await?.iter().map(TopUp::try_from).collect()
}

/// Credits what the gateway took for a top-up; says `false` when this payment was credited before.
pub async fn credit(
    tx: &Transaction,
    top_up: &TopUp,
    reference: &str,
    amount: Money,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let paid_in = Entries::transfer("topped up", Account::Gateway, Account::Wallet(top_up.wallet.clone()), amount);
    let key = format!("top-up:{reference}");
    if !ledger::add(tx, Belongs::To(&key), &paid_in, now).await? {
        return Ok(false);
    }
    let sql = "UPDATE top_up SET state = 'credited', reference = $2, updated_at = $3 WHERE id = $1";
    run(tx, sql, values![top_up.id.as_str(), reference, now.0]).await?;
    Ok(true)
}

/// Notes that a top-up can no longer be paid and was not.
pub async fn expire_top_up(tx: &Transaction, id: &TopUpId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE top_up SET state = 'expired', updated_at = $2 WHERE id = $1 AND state = 'open'";
    run(tx, sql, values![id.as_str(), now.0]).await?;
    Ok(())
}

impl TryFrom<&QueryResult> for TopUp {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: document::parse("top-up", &row.try_get_by_index::<String>(0)?)?,
            wallet: document::parse("wallet", &row.try_get_by_index::<String>(1)?)?,
            amount: document::money(row.try_get_by_index(2)?, &row.try_get_by_index::<String>(3)?)?,
            session: row.try_get_by_index(4)?,
            state: row.try_get_by_index(5)?,
            created_at: Timestamp(row.try_get_by_index(6)?),
            gateway: row.try_get_by_index(7)?,
        })
    }
}
