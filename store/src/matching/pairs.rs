//! Pairs of listings, as the matcher judged them and as people decided.

use std::collections::BTreeSet;

use domain::{
    ids::ProductRef,
    matching::{Judgement, Signal},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};

use super::places;
use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A person may decide; until then it is two things.
    Doubtful,
    /// The matcher made one group of it.
    Matched,
    /// So many said that it is not one thing that it is two until a person decides.
    Split,
    /// A person said that it is one thing.
    Same,
    /// A person said that it is two.
    Apart,
}

impl State {
    /// Whether the two must not be in one group.
    pub fn keeps_apart(self) -> bool {
        matches!(self, Self::Split | Self::Apart)
    }

    /// Whether a person decided.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Same | Self::Apart)
    }
}

/// Two listings, the lesser name first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    one: ProductRef,
    other: ProductRef,
}

impl Pair {
    /// Of two listings, in whatever order; `None` where they are one.
    pub fn of(left: &ProductRef, right: &ProductRef) -> Option<Self> {
        let (one, other) = if left.to_string() <= right.to_string() { (left, right) } else { (right, left) };
        (one != other).then(|| Self { one: one.clone(), other: other.clone() })
    }

    /// The lesser name.
    pub fn one(&self) -> &ProductRef {
        &self.one
    }

    /// The greater name.
    pub fn other(&self) -> &ProductRef {
        &self.other
    }
}

/// A pair with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The two.
    pub pair: Pair,
    /// How sure the matcher was, in thousandths.
    pub confidence: u16,
    /// Why.
    pub reasons: Vec<Signal>,
    /// What became of it.
    pub state: State,
    /// How many said that it is not one thing.
    pub votes: u32,
    /// When any of it changed last.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "one, other, confidence, reasons, state, votes, updated_at";

/// Keeps what the matcher found of pairs, as doubtful or matched. What people said of a pair stays.
pub async fn keep(tx: &Transaction, judged: &[(Pair, Judgement, State)], now: Timestamp) -> Result<(), StoreError> {
    for some in judged.chunks(500) {
        let mut bound: Vec<Value> = Vec::with_capacity(some.len() * 7);
        for (pair, judgement, state) in some {
            let (one, other) = (pair.one.to_string(), pair.other.to_string());
            let (confidence, reasons) = (i64::from(judgement.confidence), document::text(&judgement.reasons)?);
            bound.extend(values![one, other, confidence, reasons, document::word(state)?, now.0, now.0]);
        }
        let sql = format!(
            "INSERT INTO match_pair (one, other, confidence, reasons, state, created_at, updated_at) VALUES {} \
             ON CONFLICT (one, other) DO UPDATE SET confidence = excluded.confidence, reasons = excluded.reasons, \
             updated_at = excluded.updated_at, state = CASE WHEN match_pair.state IN ('doubtful', 'matched') \
             THEN excluded.state ELSE match_pair.state END",
            places(some.len(), 7)
        );
        run(tx, &sql, bound).await?;
    }
    Ok(())
}

/// What people said of pairs of which at least one listing is among these.
pub async fn said_of(db: &impl ConnectionTrait, listings: &BTreeSet<ProductRef>) -> Result<Vec<Known>, StoreError> {
    if listings.is_empty() {
        return Ok(Vec::new());
    }
    let places = places(1, listings.len());
    let said = "state IN ('split', 'same', 'apart')";
    let sql = format!(
        "SELECT {COLUMNS} FROM match_pair WHERE {said} AND one IN {places} \
         UNION SELECT {COLUMNS} FROM match_pair WHERE {said} AND other IN {places}"
    );
    let bound = listings.iter().map(|listing| Value::from(listing.to_string())).collect();
    rows(db, &sql, bound).await?.iter().map(Known::try_from).collect()
}

/// A pair, where something is known of it.
pub async fn of(db: &impl ConnectionTrait, pair: &Pair) -> Result<Option<Known>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM match_pair WHERE one = $1 AND other = $2");
    let found = row(db, &sql, values![pair.one.to_string(), pair.other.to_string()]).await?;
    found.as_ref().map(Known::try_from).transpose()
}

/// The pairs in a state, those that most people object to first, then those the matcher is surest of.
pub async fn in_state(db: &impl ConnectionTrait, state: State, limit: u32) -> Result<Vec<Known>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM match_pair WHERE state = $1 ORDER BY votes DESC, confidence DESC, one, other LIMIT $2"
    );
    rows(db, &sql, values![document::word(&state)?, i64::from(limit)]).await?.iter().map(Known::try_from).collect()
}

/// Matched pairs that somebody objects to, the most objections first.
pub async fn contested(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<Known>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM match_pair WHERE state = 'matched' AND votes > 0 \
         ORDER BY votes DESC, confidence, one, other LIMIT $1"
    );
    rows(db, &sql, values![i64::from(limit)]).await?.iter().map(Known::try_from).collect()
}

/// Sets what became of a pair; says whether it was known and in another state.
pub async fn set_state(tx: &Transaction, pair: &Pair, state: State, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE match_pair SET state = $3, updated_at = $4, decided_at = CASE WHEN $5 THEN $4 ELSE decided_at END \
               WHERE one = $1 AND other = $2 AND state <> $3";
    let (one, other) = (pair.one.to_string(), pair.other.to_string());
    Ok(run(tx, sql, values![one, other, document::word(&state)?, now.0, state.is_decided()]).await? == 1)
}

/// Notes how many say that a pair is not one thing; a pair nobody knew is noted as matched.
pub async fn count_votes(
    tx: &Transaction,
    pair: &Pair,
    judgement: &Judgement,
    votes: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO match_pair (one, other, confidence, reasons, state, votes, created_at, updated_at) \
               VALUES ($1, $2, $3, $4, 'matched', $5, $6, $6) \
               ON CONFLICT (one, other) DO UPDATE SET votes = excluded.votes, updated_at = excluded.updated_at";
    let (one, other) = (pair.one.to_string(), pair.other.to_string());
    let (confidence, reasons) = (i64::from(judgement.confidence), document::text(&judgement.reasons)?);
    run(tx, sql, values![one, other, confidence, reasons, i64::from(votes), now.0]).await?;
    Ok(())
}

impl TryFrom<&QueryResult> for Known {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let listing = |place| document::parse("listing", &row.try_get_by_index::<String>(place)?);
        let (one, other) = (listing(0)?, listing(1)?);
        let confidence: i64 = row.try_get_by_index(2)?;
        Ok(Self {
            pair: Pair { one, other },
            confidence: u16::try_from(confidence).map_err(|error| StoreError::corrupt("confidence", error))?,
            reasons: document::read("reasons", &row.try_get_by_index::<String>(3)?)?,
            state: document::from_word("state of a pair", &row.try_get_by_index::<String>(4)?)?,
            votes: document::count("votes", row.try_get_by_index(5)?)?,
            updated_at: Timestamp(row.try_get_by_index(6)?),
        })
    }
}
