//! The best known groups: of each category, and of what begins as something typed. One question each.

use domain::{catalog::Product, ids::RelationToken};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{Known, shelves::NOT_BLOCKED, words};
use crate::{
    StoreError, document,
    sql::{rows, values},
};

/// The product groups best known in each category by a listing that can be bought, so many of each.
pub async fn featured(db: &impl ConnectionTrait, of_each: u32) -> Result<Vec<RelationToken>, StoreError> {
    // Each group once in its category, by its best known listing; then its place among the groups.
    let sql = format!(
        "SELECT relation_token FROM (
            SELECT relation_token, ROW_NUMBER() OVER (PARTITION BY category ORDER BY known DESC, relation_token) AS place
            FROM (
                SELECT category, relation_token, MAX(rating_count) AS known FROM product
                WHERE available AND category IS NOT NULL AND marketplace IN (SELECT id FROM marketplace WHERE active)
                AND {NOT_BLOCKED}
                GROUP BY category, relation_token
            ) AS of_group
        ) AS ranked
        WHERE place <= $1"
    );
    let token =
        |row: sea_orm::QueryResult| document::parse("relation token", &row.try_get::<String>("", "relation_token")?);
    rows(db, &sql, values![i64::from(of_each)]).await?.into_iter().map(token).collect()
}

/// All that active marketplaces sell of the best known product groups with a listing that can be bought and has, for
/// every word, a word that begins with it; nothing where there is no word.
pub async fn suggested(db: &impl ConnectionTrait, text: &str, groups: u32) -> Result<Vec<Product>, StoreError> {
    let words = words(text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // A word has letters and digits only, so it holds no wildcard.
    let mut bound: Vec<Value> = vec![i64::from(groups).into()];
    bound.extend(words.iter().map(|word| Value::from(format!("% {word}%"))));
    let begins = |place| format!("AND ' ' || REPLACE(search_text, '-', ' ') LIKE ${place} ");
    let every: String = (2..2 + words.len()).map(begins).collect();
    let sql = format!(
        "SELECT product.description, product.document FROM product JOIN (
            SELECT relation_token, MAX(rating_count) AS known FROM product
            WHERE available AND marketplace IN (SELECT id FROM marketplace WHERE active) AND {NOT_BLOCKED} {every}
            GROUP BY relation_token ORDER BY known DESC, relation_token LIMIT $1
        ) AS best ON best.relation_token = product.relation_token
        WHERE product.marketplace IN (SELECT id FROM marketplace WHERE active) AND {NOT_BLOCKED}"
    );
    let product = |row: sea_orm::QueryResult| Known::from_query_result(&row, "")?.product();
    rows(db, &sql, bound).await?.into_iter().map(product).collect()
}
