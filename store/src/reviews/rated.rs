//! What reviews say of goods, for those who sell them.

use std::collections::BTreeMap;

use domain::{
    catalog::Rating,
    ids::ProductRef,
    reviews::{RatedGroup, RatedListing},
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::{places, product_of};
use crate::{
    StoreError, document, products,
    sql::{rows, values},
};

/// From how many of a marketplace's shoppers on their stars say something.
const ENOUGH: i64 = 10;

/// Below how many hundredths of a star a listing is badly rated.
const BAD: i64 = 380;

/// Groups with published reviews: the best liked first, or those whose reviews are poor most often.
pub async fn rated(db: &impl ConnectionTrait, poor_first: bool, limit: u32) -> Result<Vec<RatedGroup>, StoreError> {
    let (only, order) = if poor_first {
        (" HAVING SUM(CASE WHEN r.stars <= 2 THEN 1 ELSE 0 END) > 0", "poor * 1000 / given DESC, poor DESC")
    } else {
        (" HAVING SUM(r.stars) >= 4 * COUNT(*)", "given DESC, stars * 1000 / given DESC")
    };
    let sql = format!(
        "SELECT p.relation_token, MIN(p.marketplace || ':' || p.external_id), CAST(SUM(r.stars) AS BIGINT) AS stars, \
         COUNT(*) AS given, CAST(SUM(CASE WHEN r.stars <= 2 THEN 1 ELSE 0 END) AS BIGINT) AS poor \
         FROM review r JOIN product p ON p.marketplace = r.marketplace AND p.external_id = r.product \
         WHERE r.standing = 'published' GROUP BY p.relation_token{only}"
    );
    let sql = format!("SELECT * FROM ({sql}) AS counted ORDER BY {order}, 1 LIMIT $1");
    let found = rows(db, &sql, values![i64::from(limit)]).await?;
    let counted: Vec<Counted> = found.iter().map(counted).collect::<Result<_, _>>()?;
    let references: Vec<ProductRef> = counted.iter().map(|one| one.product.clone()).collect();
    let mut known: BTreeMap<ProductRef, domain::catalog::Product> = BTreeMap::new();
    for product in products::by_refs(db, &references).await? {
        known.insert(product.reference.clone(), product);
    }
    let tokens: Vec<&str> = counted.iter().map(|one| one.relation.as_str()).collect();
    let sold = sold(db, &tokens).await?;
    let group = |one: Counted| {
        let product = known.get(&one.product);
        RatedGroup {
            title: product.map_or_else(|| one.product.to_string(), |product| product.title.clone()),
            picture: product.and_then(|product| product.pictures.first().cloned()),
            product: one.product,
            rating: one.rating,
            poor: one.poor,
            sold: sold.get(&one.relation).copied().unwrap_or(0),
        }
    };
    Ok(counted.into_iter().map(group).collect())
}

/// A group with what its reviews come to.
struct Counted {
    relation: String,
    product: ProductRef,
    rating: Rating,
    poor: u32,
}

fn counted(row: &QueryResult) -> Result<Counted, StoreError> {
    let (stars, given): (i64, i64) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    let hundredths = u16::try_from((stars * 100 + given / 2) / given.max(1)).unwrap_or(500);
    Ok(Counted {
        relation: row.try_get_by_index(0)?,
        product: document::parse("product", &row.try_get_by_index::<String>(1)?)?,
        rating: Rating { hundredths, count: document::count("reviews", given)? },
        poor: document::count("reviews", row.try_get_by_index(4)?)?,
    })
}

/// How many pieces of each of these groups were bought and not cancelled.
async fn sold(db: &impl ConnectionTrait, tokens: &[&str]) -> Result<BTreeMap<String, u32>, StoreError> {
    if tokens.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT p.relation_token, CAST(SUM(i.quantity) AS BIGINT) FROM order_item i \
         JOIN marketplace_order o ON o.order_number = i.order_number AND o.part = i.part \
         JOIN product p ON p.marketplace = i.marketplace AND p.external_id = i.product \
         WHERE o.state = 'placed' AND COALESCE(o.progress, 'placed') <> 'cancelled' AND p.relation_token IN ({}) \
         GROUP BY p.relation_token",
        places(tokens.len())
    );
    let found = rows(db, &sql, tokens.iter().map(|token| Value::from(*token)).collect()).await?;
    let read = |row: &QueryResult| Ok((row.try_get_by_index(0)?, document::count("pieces", row.try_get_by_index(1)?)?));
    found.iter().map(read).collect()
}

/// Listings in stock that their marketplace's own shoppers rate badly, the worst first.
pub async fn badly_rated_elsewhere(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<RatedListing>, StoreError> {
    let sql = "SELECT marketplace, external_id, title, rating, rating_count FROM product \
               WHERE available AND rating_count >= $1 AND rating < $2 ORDER BY rating, rating_count DESC, external_id LIMIT $3";
    let read = |row: &QueryResult| {
        let hundredths: i64 = row.try_get_by_index(3)?;
        Ok(RatedListing {
            product: product_of(row, 0)?,
            title: row.try_get_by_index(2)?,
            rating: Rating {
                hundredths: u16::try_from(hundredths).unwrap_or(0),
                count: document::count("ratings", row.try_get_by_index(4)?)?,
            },
        })
    };
    rows(db, sql, values![ENOUGH, BAD, i64::from(limit)]).await?.iter().map(read).collect()
}
