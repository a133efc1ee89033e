//! Ways to pay that a gateway keeps for an account: its tokens and what a person knows them by.

use domain::ids::AccountId;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction,
    sql::{rows, run, values},
};

/// A way to pay as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMethod {
    /// Its id.
    pub id: String,
    /// Whose card it is, such as `visa`.
    pub brand: String,
    /// The last four digits.
    pub last_digits: String,
    /// Until when, such as `08/28`.
    pub expires: String,
}

/// The ways of an account, the newest first.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<KeptMethod>, StoreError> {
    let sql = "SELECT id, brand, last_digits, expires FROM saved_payment_method WHERE user_id = $1 \
               ORDER BY created_at DESC, id";
    let read = |row: &QueryResult| {
        Ok(KeptMethod {
            id: row.try_get_by_index(0)?,
            brand: row.try_get_by_index(1)?,
            last_digits: row.try_get_by_index(2)?,
            expires: row.try_get_by_index(3)?,
        })
    };
    rows(db, sql, values![account.as_str()]).await?.iter().map(read).collect()
}

/// Forgets a way; says `false` when it is not this account's.
pub async fn forget(tx: &Transaction, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM saved_payment_method WHERE user_id = $1 AND id = $2";
    Ok(run(tx, sql, values![account.as_str(), id]).await? == 1)
}
