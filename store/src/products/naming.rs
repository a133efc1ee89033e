//! What the catalogue says of itself as a whole: whose goods there are, and since when.

use std::collections::BTreeMap;

use domain::{ids::RelationToken, time::Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::{
    StoreError, document,
    sql::{rows, values},
};

/// The makers of the goods of active marketplaces, each once.
pub async fn brands(db: &impl ConnectionTrait, most: u32) -> Result<Vec<String>, StoreError> {
    let brand = match db.get_database_backend() {
        DbBackend::Postgres => "CAST(document AS json) ->> 'brand'",
        _ => "json_extract(document, '$.brand')",
    };
    let sql = format!(
        "SELECT DISTINCT {brand} AS brand FROM product \
         WHERE {brand} IS NOT NULL AND marketplace IN (SELECT id FROM marketplace WHERE active) LIMIT $1"
    );
    let found = rows(db, &sql, values![i64::from(most)]).await?;
    found.into_iter().map(|row| Ok(row.try_get("", "brand")?)).collect()
}

/// When the first listing of each product group was first heard of.
pub async fn first_seen(
    db: &impl ConnectionTrait,
    tokens: &[RelationToken],
) -> Result<BTreeMap<RelationToken, Timestamp>, StoreError> {
    if tokens.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<String> = (1..=tokens.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT relation_token, MIN(created_at) AS first FROM product WHERE relation_token IN ({}) GROUP BY relation_token",
        places.join(", ")
    );
    let bound: Vec<Value> = tokens.iter().map(|token| Value::from(token.as_str())).collect();
    let read = |row: sea_orm::QueryResult| -> Result<_, StoreError> {
        let token: String = row.try_get("", "relation_token")?;
        Ok((document::parse("relation token", &token)?, Timestamp(row.try_get("", "first")?)))
    };
    rows(db, &sql, bound).await?.into_iter().map(read).collect()
}
