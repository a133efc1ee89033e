//! Another master key in the place of one, while the shop is open: a new one is put first, every sealed text is sealed anew
//! under it, and then the former one can be forgotten.
//!
//! Running processes seal with the new key as soon as its file changed. What one of them had sealed with the former key in
//! that very moment is found by going through everything again, until nothing is left.

use std::collections::BTreeMap;

use store::{
    Store,
    sealed::{self, COLUMNS, SealedColumn},
};

use super::{Place, Secrets, key_of};
use crate::{ServiceError, shop::commit};

/// How many rows are looked at in one go.
const AT_ONCE: u32 = 200;

/// How often everything is gone through before it is said that something was left.
const ROUNDS: u32 = 10;

/// What a rotation did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// How many texts were sealed anew.
    pub resealed: u64,
    /// Which texts did not open, as table, column and row; they are left as they were.
    pub lost: Vec<String>,
}

/// Seals every text anew that another than the newest master key sealed.
///
/// # Errors
/// When the store fails.
pub async fn reseal(store: &Store, secrets: &Secrets) -> Result<Rotated, ServiceError> {
    let mut all = Rotated::default();
    for _ in 0..ROUNDS {
        let mut round = Rotated::default();
        for column in COLUMNS {
            reseal_column(store, secrets, *column, &mut round).await?;
        }
        all.resealed += round.resealed;
        all.lost = round.lost;
        if round.resealed == 0 {
            break;
        }
    }
    Ok(all)
}

async fn reseal_column(
    store: &Store,
    secrets: &Secrets,
    column: SealedColumn,
    round: &mut Rotated,
) -> Result<(), ServiceError> {
    let mut after = String::new();
    loop {
        let some = sealed::next(store.reader(), column, &after, AT_ONCE).await?;
        let Some((last, _)) = some.last() else { return Ok(()) };
        after = last.clone();
        for (row, former) in some {
            let place = Place { table: column.table, column: column.column, row: &row };
            match secrets.reseal(place, &former) {
                Ok(None) => {}
                Ok(Some(text)) => {
                    let replaced = commit!(store, |tx| sealed::replace(tx, column, &row, &former, &text).await)?;
                    round.resealed += u64::from(replaced);
                }
                Err(error) => {
                    tracing::error!(%error, table = column.table, row, "a sealed text does not open");
                    round.lost.push(format!("{}.{}:{row}", column.table, column.column));
                }
            }
        }
    }
}

/// How many sealed texts need each master key.
///
/// # Errors
/// When the store fails.
pub async fn needed(store: &Store) -> Result<BTreeMap<String, u64>, ServiceError> {
    let mut needed = BTreeMap::new();
    for column in COLUMNS {
        let mut after = String::new();
        loop {
            let some = sealed::next(store.reader(), *column, &after, AT_ONCE).await?;
            let Some((last, _)) = some.last() else { break };
            after = last.clone();
            for key in some.iter().filter_map(|(_, text)| key_of(text)) {
                *needed.entry(key.to_owned()).or_insert(0) += 1;
            }
        }
    }
    Ok(needed)
}
