//! Searching with the database alone: PostgreSQL's own full text, for shops that want no index of their own.

use domain::ids::{ProductRef, RelationToken};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

use crate::{
    StoreError, document,
    sql::{rows, values},
};

/// A listing that the database found.
#[derive(Clone, Debug, PartialEq)]
pub struct Matching {
    /// Which one.
    pub reference: ProductRef,
    /// Its product group.
    pub relation: RelationToken,
    /// How well it matches; higher is better.
    pub rank: f32,
}

/// Whether the database has full text.
pub fn has_full_text(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}

/// Listings of active marketplaces with, for every set of words, a word that begins as one of them does. Words hold
/// letters and digits only.
pub async fn matching(
    db: &impl ConnectionTrait,
    every: &[Vec<String>],
    most: u32,
) -> Result<Vec<Matching>, StoreError> {
    let plain = |word: &&String| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    let sets = every.iter().map(|any| {
        let any: Vec<String> = any.iter().filter(plain).map(|word| format!("{word}:*")).collect();
        (!any.is_empty()).then(|| format!("({})", any.join(" | ")))
    });
    let Some(sets) = sets.collect::<Option<Vec<String>>>().filter(|sets| !sets.is_empty()) else {
        return Ok(Vec::new());
    };
    let sql = "SELECT marketplace, external_id, relation_token, \
               ts_rank(to_tsvector('simple', search_text), asked) AS rank \
               FROM product, to_tsquery('simple', $1) AS asked \
               WHERE to_tsvector('simple', search_text || ' ' || description) @@ asked \
               AND marketplace IN (SELECT id FROM marketplace WHERE active) \
               ORDER BY rank DESC, rating_count DESC, marketplace, external_id LIMIT $2";
    let read = |row: &QueryResult| {
        Ok(Matching {
            reference: ProductRef {
                marketplace: document::parse("marketplace", &row.try_get_by_index::<String>(0)?)?,
                external_id: document::parse("product", &row.try_get_by_index::<String>(1)?)?,
            },
            relation: document::parse("relation token", &row.try_get_by_index::<String>(2)?)?,
            rank: row.try_get_by_index(3)?,
        })
    };
    rows(db, sql, values![sets.join(" & "), i64::from(most)]).await?.iter().map(read).collect()
}
