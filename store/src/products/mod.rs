//! The offer cache: every listing as its marketplace last told it.
//!
//! Lists and searches leave out what is sold by marketplaces that are switched off; a listing asked for by its
//! reference is found all the same.

mod changed;
mod full_text;
mod listing;
mod naming;
mod ranked;
mod shelves;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalog::{Category, Product},
    ids::{MarketplaceId, ProductRef, RelationToken},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

use crate::{
    StoreError, Transaction, document,
    matching::relations,
    prices,
    rows::{
        marketplace,
        product::{Column, Entity, Model},
    },
    sql::{rows, values},
};

pub use self::changed::{HeardAt, count, heard_since};
pub use self::full_text::{Matching, has_full_text, matching};
pub use self::naming::{brands, first_seen};
pub use self::ranked::{featured, suggested};
pub use self::shelves::{best_known, count_of_marketplace, of_marketplace};
pub(crate) use self::words::{holds, search_text, words};

/// How many rows one statement writes; each has 20 values, and a statement holds about 32,000.
const CHUNK: usize = 500;

/// Keeps listings, and their prices in the history of each. An older answer never replaces a newer one, an answer without a
/// description keeps the known one, and a known listing stays in the group it belongs to.
pub async fn upsert_many(tx: &Transaction, products: &[Product]) -> Result<(), StoreError> {
    for chunk in products.chunks(CHUNK) {
        // One statement must not write a row twice.
        let last: BTreeMap<&ProductRef, &Product> = chunk.iter().map(|product| (&product.reference, product)).collect();
        let mut settled: Vec<Product> = last.into_values().cloned().collect();
        relations::settle(tx, &mut settled).await?;
        let models = settled.iter().map(|product| Ok(Model::try_from(product)?.into_active_model()));
        let models: Vec<_> = models.collect::<Result<_, StoreError>>()?;
        if !models.is_empty() {
            Entity::insert_many(models).on_conflict(newer()).exec_without_returning(tx).await?;
        }
    }
    prices::record(tx, products).await
}

fn newer() -> OnConflict {
    let refreshed = [
        Column::RelationToken,
        Column::Title,
        Column::Price,
        Column::Currency,
        Column::ImageUrl,
        Column::ProductUrl,
        Column::Category,
        Column::Available,
        Column::Rating,
        Column::RatingCount,
        Column::Gtin,
        Column::ObservedAt,
        Column::SearchText,
        Column::Document,
        Column::Told,
    ];
    let kept = "CASE WHEN excluded.description = '' THEN product.description ELSE excluded.description END";
    OnConflict::columns([Column::Marketplace, Column::ExternalId])
        .update_columns(refreshed)
        .value(Column::Description, Expr::cust(kept))
        .action_and_where(Expr::cust("excluded.observed_at >= product.observed_at"))
        .to_owned()
}

/// The listings of these references, as far as we know them, whoever sells them.
pub async fn by_refs(db: &impl ConnectionTrait, references: &[ProductRef]) -> Result<Vec<Product>, StoreError> {
    let mut of: BTreeMap<&MarketplaceId, Vec<&str>> = BTreeMap::new();
    for reference in references {
        of.entry(&reference.marketplace).or_default().push(reference.external_id.as_str());
    }
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let any = of.into_iter().fold(Condition::any(), |any, (marketplace, ids)| {
        any.add(Condition::all().add(Column::Marketplace.eq(marketplace.as_str())).add(Column::ExternalId.is_in(ids)))
    });
    shelves::read_named(db, Entity::find().filter(any)).await
}

/// What active marketplaces sell of these product groups; a token that is no longer in use leads to the group it became
/// part of.
pub async fn by_relations(db: &impl ConnectionTrait, tokens: &[RelationToken]) -> Result<Vec<Product>, StoreError> {
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let mut wanted: BTreeSet<RelationToken> = tokens.iter().cloned().collect();
    wanted.extend(relations::current(db, &wanted).await?.into_values());
    let wanted = wanted.iter().map(RelationToken::as_str);
    read(db, active().filter(Column::RelationToken.is_in(wanted))).await
}

/// A page of a category, the best known first.
pub async fn by_category(
    db: &impl ConnectionTrait,
    category: Category,
    skip: u64,
    limit: u64,
) -> Result<Vec<Product>, StoreError> {
    let of_category = active().filter(Column::Category.eq(category.slug()));
    read(db, best_known_first(of_category).offset(skip).limit(limit)).await
}

/// Listings whose title, maker or category holds every word; for when nobody else can be asked.
pub async fn search_cached(
    db: &impl ConnectionTrait,
    text: &str,
    category: Option<Category>,
    limit: u64,
) -> Result<Vec<Product>, StoreError> {
    let mut matching = active();
    for word in words(text) {
        matching = matching.filter(holds(Column::SearchText.into_expr(), &word));
    }
    if let Some(category) = category {
        matching = matching.filter(Column::Category.eq(category.slug()));
    }
    read(db, best_known_first(matching).limit(limit)).await
}

/// How many listings of each marketplace we know.
pub async fn count_by_marketplace(db: &impl ConnectionTrait) -> Result<BTreeMap<MarketplaceId, u64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Counted {
        marketplace: String,
        number: i64,
    }
    let counted = rows(db, "SELECT marketplace, COUNT(*) AS number FROM product GROUP BY marketplace", values![]);
    let read = |row: sea_orm::QueryResult| -> Result<_, StoreError> {
        let Counted { marketplace, number } = Counted::from_query_result(&row, "")?;
        Ok((document::parse("marketplace", &marketplace)?, number.unsigned_abs()))
    };
    counted.await?.into_iter().map(read).collect()
}

fn active() -> Select<Entity> {
    let sellers = Query::select()
        .column(marketplace::Column::Id)
        .from(marketplace::Entity)
        .and_where(Expr::col(marketplace::Column::Active).eq(true))
        .to_owned();
    Entity::find().filter(Column::Marketplace.in_subquery(sellers)).filter(Expr::cust(shelves::NOT_BLOCKED))
}

fn best_known_first(select: Select<Entity>) -> Select<Entity> {
    select
        .order_by_desc(Column::Available)
        .order_by_desc(Column::RatingCount)
        .order_by_asc(Column::Marketplace)
        .order_by_asc(Column::ExternalId)
}

async fn read(db: &impl ConnectionTrait, select: Select<Entity>) -> Result<Vec<Product>, StoreError> {
    let found = select.select_only().columns([Column::Description, Column::Document]).into_model::<Known>();
    found.all(db).await?.into_iter().map(Known::product).collect()
}

/// What a listing is read from.
#[derive(FromQueryResult)]
struct Known {
    description: String,
    document: String,
}

impl Known {
    fn product(self) -> Result<Product, StoreError> {
        let product: Product = document::read("product", &self.document)?;
        Ok(Product { description: self.description, ..product })
    }
}
