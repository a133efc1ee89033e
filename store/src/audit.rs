//! The invariants of the money path, asked of the database itself after every test and by the sweeps.

use sea_orm::ConnectionTrait;

use crate::{
    StoreError,
    sql::{rows, values},
};

/// Every invariant with its question; a row in the answer is a breach.
const QUESTIONS: &str = include_str!("invariants.sql");

/// The invariants that do not hold: their name with what the first breach is about, and in how many rows.
pub async fn invariants(db: &impl ConnectionTrait) -> Result<Vec<(String, usize)>, StoreError> {
    let mut broken = Vec::new();
    for (name, question) in questions() {
        let found = rows(db, question, values![]).await?;
        if let Some(first) = found.first() {
            let about = first.try_get_by_index::<String>(0).map(|about| format!(" ({about})")).unwrap_or_default();
            broken.push((format!("{name}{about}"), found.len()));
        }
    }
    Ok(broken)
}

/// The names of all invariants with their questions.
pub fn questions() -> impl Iterator<Item = (&'static str, &'static str)> {
    QUESTIONS.split("-- name: ").skip(1).filter_map(|block| {
        let (name, question) = block.split_once('\n')?;
        Some((name.trim(), question.trim().trim_end_matches(';')))
    })
}
