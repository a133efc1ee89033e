//! What prices were: a row for each change of an offer's price, written where offers are remembered.

use std::collections::BTreeMap;

use domain::{
    catalog::Product,
    ids::ProductRef,
    money::Money,
    price_history::{History, Seen},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// How many rows one statement writes; each has six values.
const CHUNK: usize = 500;

/// How often it is written down that a price still stands.
const SEEN_AGAIN: i64 = Timestamp::DAY / 2;

/// How many changes of one offer are kept; the oldest go first.
const MOST: i64 = 500;

/// How many rows one question reads at most.
const MOST_READ: i64 = 20_000;

/// The columns of what was heard, and the newest row of each offer.
const LATEST: &str = "SELECT MAX(last.seen_at) FROM price_seen last \
                      WHERE last.marketplace = heard.marketplace AND last.external_id = heard.external_id";

/// Writes down the prices of what was heard: a row where a price or the price before it is another than the newest, and now
/// and then that it still stands.
pub(crate) async fn record(tx: &Transaction, products: &[Product]) -> Result<(), StoreError> {
    for chunk in products.chunks(CHUNK) {
        // An offer that was heard of twice is written down once.
        let last: BTreeMap<&ProductRef, &Product> = chunk.iter().map(|product| (&product.reference, product)).collect();
        let mut bound: Vec<Value> = Vec::with_capacity(last.len() * 6);
        let mut tuples = Vec::with_capacity(last.len());
        for (reference, product) in last {
            let list_price = product.list_price.filter(|list| list.currency == product.price.currency);
            let at = bound.len();
            bound.extend(values![
                reference.marketplace.as_str(),
                reference.external_id.as_str(),
                product.observed_at.0,
                product.price.minor,
                product.price.currency.code(),
                list_price.map(|list| list.minor),
            ]);
            tuples.push(format!(
                "(CAST(${} AS TEXT), CAST(${} AS TEXT), CAST(${} AS BIGINT), CAST(${} AS BIGINT), CAST(${} AS TEXT), \
                 CAST(${} AS BIGINT))",
                at + 1,
                at + 2,
                at + 3,
                at + 4,
                at + 5,
                at + 6
            ));
        }
        if tuples.is_empty() {
            continue;
        }
        let heard = format!(
            "WITH heard (marketplace, external_id, told_at, price, currency, list_price) AS (VALUES {})",
            tuples.join(", ")
        );
        let stands = format!(
            "{heard} UPDATE price_seen SET seen_until = heard.told_at FROM heard \
             WHERE price_seen.marketplace = heard.marketplace AND price_seen.external_id = heard.external_id \
             AND price_seen.price = heard.price AND price_seen.currency = heard.currency \
             AND price_seen.seen_until + {SEEN_AGAIN} <= heard.told_at AND price_seen.seen_at = ({LATEST})"
        );
        run(tx, &stands, bound.clone()).await?;
        let changed = format!(
            "{heard} INSERT INTO price_seen \
             (marketplace, external_id, seen_at, seen_until, price, currency, list_price, fell_from) \
             SELECT heard.marketplace, heard.external_id, heard.told_at, heard.told_at, heard.price, heard.currency, \
                    heard.list_price, \
                    CASE WHEN known.currency = heard.currency AND known.price > heard.price THEN known.price END \
             FROM heard LEFT JOIN price_seen known ON known.marketplace = heard.marketplace \
                  AND known.external_id = heard.external_id AND known.seen_at = ({LATEST}) \
             WHERE known.seen_at IS NULL OR (known.seen_at < heard.told_at AND (known.price <> heard.price \
                   OR known.currency <> heard.currency OR COALESCE(known.list_price, -1) <> COALESCE(heard.list_price, -1))) \
             ON CONFLICT (marketplace, external_id, seen_at) DO NOTHING"
        );
        run(tx, &changed, bound).await?;
    }
    Ok(())
}

/// Takes in prices that were recorded elsewhere, for each offer the oldest first; a row of the same moment is replaced.
pub async fn take_in(tx: &Transaction, recorded: &[(ProductRef, Seen)]) -> Result<(), StoreError> {
    let mut before: BTreeMap<&ProductRef, Money> = BTreeMap::new();
    let mut written: Vec<Vec<Value>> = Vec::with_capacity(recorded.len());
    for (reference, seen) in recorded {
        let fell_from = before.insert(reference, seen.price);
        let fell_from =
            fell_from.filter(|known| known.currency == seen.price.currency && known.minor > seen.price.minor);
        written.push(values![
            reference.marketplace.as_str(),
            reference.external_id.as_str(),
            seen.from.0,
            seen.until.0,
            seen.price.minor,
            seen.price.currency.code(),
            seen.list_price.map(|list| list.minor),
            fell_from.map(|known| known.minor),
        ]);
    }
    for chunk in written.chunks(CHUNK) {
        let tuple = |place: usize| {
            let numbers: Vec<String> = (1..=8).map(|column| format!("${}", place * 8 + column)).collect();
            format!("({})", numbers.join(", "))
        };
        let tuples: Vec<String> = (0..chunk.len()).map(tuple).collect();
        let sql = format!(
            "INSERT INTO price_seen \
             (marketplace, external_id, seen_at, seen_until, price, currency, list_price, fell_from) VALUES {} \
             ON CONFLICT (marketplace, external_id, seen_at) DO UPDATE SET seen_until = excluded.seen_until, \
             price = excluded.price, currency = excluded.currency, list_price = excluded.list_price, \
             fell_from = excluded.fell_from",
            tuples.join(", ")
        );
        run(tx, &sql, chunk.concat()).await?;
    }
    Ok(())
}

/// What is known of the prices of these offers; nothing of those whose price was never seen.
pub async fn histories(
    db: &impl ConnectionTrait,
    references: &[ProductRef],
) -> Result<BTreeMap<ProductRef, History>, StoreError> {
    let mut of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for reference in references {
        of.entry(reference.marketplace.as_str()).or_default().push(reference.external_id.as_str());
    }
    if of.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut bound: Vec<Value> = values![MOST_READ];
    let mut any = Vec::with_capacity(of.len());
    for (marketplace, ids) in of {
        bound.push(marketplace.into());
        let place = bound.len();
        let numbers: Vec<String> = (1..=ids.len()).map(|after| format!("${}", place + after)).collect();
        bound.extend(ids.into_iter().map(Value::from));
        any.push(format!("(marketplace = ${place} AND external_id IN ({}))", numbers.join(", ")));
    }
    let sql = format!(
        "SELECT marketplace, external_id, seen_at, seen_until, price, currency, list_price FROM price_seen \
         WHERE {} ORDER BY seen_at DESC LIMIT $1",
        any.join(" OR ")
    );
    let mut seen: BTreeMap<ProductRef, Vec<Seen>> = BTreeMap::new();
    for row in rows(db, &sql, bound).await? {
        let (reference, one) = read(&row)?;
        seen.entry(reference).or_default().push(one);
    }
    Ok(seen.into_iter().map(|(reference, seen)| (reference, History::new(seen))).collect())
}

fn read(row: &QueryResult) -> Result<(ProductRef, Seen), StoreError> {
    let currency: String = row.try_get_by_index(5)?;
    let list_price: Option<i64> = row.try_get_by_index(6)?;
    let seen = Seen {
        from: Timestamp(row.try_get_by_index(2)?),
        until: Timestamp(row.try_get_by_index(3)?),
        price: document::money(row.try_get_by_index(4)?, &currency)?,
        list_price: list_price.map(|minor| document::money(minor, &currency)).transpose()?,
    };
    Ok((reference(row)?, seen))
}

fn reference(row: &QueryResult) -> Result<ProductRef, StoreError> {
    Ok(ProductRef {
        marketplace: document::parse("marketplace", &row.try_get_by_index::<String>(0)?)?,
        external_id: document::parse("product", &row.try_get_by_index::<String>(1)?)?,
    })
}

/// Offers of active marketplaces whose price fell since a moment by a twentieth or more and has not risen again, those that
/// fell furthest first.
pub async fn fallen(db: &impl ConnectionTrait, since: Timestamp, limit: u32) -> Result<Vec<ProductRef>, StoreError> {
    let sql = "SELECT marketplace, external_id FROM price_seen fallen \
               WHERE fell_from IS NOT NULL AND seen_at >= $1 AND price * 20 <= fell_from * 19 \
               AND marketplace IN (SELECT id FROM marketplace WHERE active) \
               AND NOT EXISTS (SELECT 1 FROM price_seen later WHERE later.marketplace = fallen.marketplace \
                   AND later.external_id = fallen.external_id AND later.seen_at > fallen.seen_at \
                   AND later.price > fallen.price) \
               ORDER BY (fell_from - price) * 100 / fell_from DESC, seen_at DESC, marketplace, external_id LIMIT $2";
    let mut found: Vec<ProductRef> = Vec::new();
    for row in rows(db, sql, values![since.0, i64::from(limit)]).await? {
        let reference = reference(&row)?;
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    Ok(found)
}

/// Forgets the oldest changes of offers that have too many; says how many rows that were.
pub async fn forget_many(tx: &Transaction) -> Result<u64, StoreError> {
    let sql = "DELETE FROM price_seen WHERE (marketplace, external_id, seen_at) IN ( \
               SELECT marketplace, external_id, seen_at FROM ( \
                   SELECT marketplace, external_id, seen_at, \
                          ROW_NUMBER() OVER (PARTITION BY marketplace, external_id ORDER BY seen_at DESC) AS place \
                   FROM price_seen) AS counted WHERE place > $1)";
    run(tx, sql, values![MOST]).await
}
