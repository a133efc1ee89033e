//! The house's own shelves: its products with the stock of this moment. What is promised to whom is in `stock`.

mod stock;

use std::collections::BTreeMap;

use domain::{
    catalog::{Availability, Category, Product},
    ids::ExternalId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::OnConflict,
};

use crate::{
    StoreError, Transaction, document,
    products::{holds, search_text, words},
    rows::{
        house_product::{self, Column},
        house_stock,
    },
};

pub use self::stock::{Reserved, claim, is_claimed, release, release_unpaid, reserve};

/// A product of the house with how many of each variant lie on the shelf.
#[derive(Clone, Debug)]
pub struct HouseProduct {
    /// The product.
    pub product: Product,
    /// Each variant's stock.
    pub stock: Vec<(ExternalId, u32)>,
}

/// Puts products on the shelves. Known products are brought up to date, their stock is left as it is.
pub async fn seed(tx: &Transaction, products: &[HouseProduct]) -> Result<(), StoreError> {
    for HouseProduct { product, stock } in products {
        let row = house_product::Model {
            external_id: product.reference.external_id.to_string(),
            document: document::text(product)?,
            search_text: search_text(product),
            category: product.category.map(|category| category.slug().to_owned()),
            active: true,
        };
        let again = OnConflict::column(Column::ExternalId)
            .update_columns([Column::Document, Column::SearchText, Column::Category])
            .to_owned();
        house_product::Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(tx).await?;
        for (variant, on_hand) in stock {
            let row = house_stock::Model {
                variant: variant.to_string(),
                product: product.reference.external_id.to_string(),
                on_hand: i64::from(*on_hand),
                reserved: 0,
            };
            let known = OnConflict::column(house_stock::Column::Variant).do_nothing().to_owned();
            let inserting = house_stock::Entity::insert(row.into_active_model()).on_conflict(known).try_insert();
            inserting.exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// Products of the house whose text holds every word, with the stock of this moment.
pub async fn search(
    db: &impl ConnectionTrait,
    text: &str,
    category: Option<Category>,
    limit: u64,
) -> Result<Vec<Product>, StoreError> {
    let mut matching = house_product::Entity::find().filter(Column::Active.eq(true));
    for word in words(text) {
        matching = matching.filter(holds(Column::SearchText.into_expr(), &word));
    }
    if let Some(category) = category {
        matching = matching.filter(Column::Category.eq(category.slug()));
    }
    read(db, matching.order_by_asc(Column::ExternalId).limit(limit)).await
}

/// Products of the house by id, with the stock of this moment; what is unknown or taken off the shelves is left out.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[ExternalId]) -> Result<Vec<Product>, StoreError> {
    let ids = ids.iter().map(ExternalId::as_str);
    let on_shelf = house_product::Entity::find().filter(Column::Active.eq(true));
    read(db, on_shelf.filter(Column::ExternalId.is_in(ids))).await
}

async fn read(db: &impl ConnectionTrait, select: Select<house_product::Entity>) -> Result<Vec<Product>, StoreError> {
    let found = select.all(db).await?;
    let ids = found.iter().map(|row| row.external_id.as_str());
    let stocked = house_stock::Entity::find().filter(house_stock::Column::Product.is_in(ids)).all(db).await?;
    let left: BTreeMap<String, u32> =
        stocked.into_iter().map(|row| (row.variant, u32::try_from(row.on_hand - row.reserved).unwrap_or(0))).collect();
    let product = |row: house_product::Model| Ok(with_stock(document::read("house product", &row.document)?, &left));
    found.into_iter().map(product).collect()
}

fn with_stock(mut product: Product, left: &BTreeMap<String, u32>) -> Product {
    for variant in &mut product.variants {
        variant.availability = match left.get(variant.external_id.as_str()) {
            Some(left) if *left > 0 => Availability::InStock(Some(*left)),
            _ => Availability::OutOfStock,
        };
    }
    let buyable = product.variants.iter().any(|variant| variant.availability.is_in_stock());
    product.availability = if buyable { Availability::InStock(None) } else { Availability::OutOfStock };
    product
}
