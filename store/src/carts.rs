//! What each visitor gathered.

use domain::{
    cart::{Cart, Line},
    ids::VisitorId,
    money::Currency,
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use crate::{
    StoreError, Transaction, document,
    rows::{
        cart::{self, Column},
        cart_item,
    },
    sql::{guarded, run, values},
};

/// A cart with what is kept beside it.
#[derive(Clone, Debug, Default)]
pub struct KeptCart {
    /// The cart.
    pub cart: Cart,
    /// The currency that the visitor chose.
    pub currency: Option<Currency>,
    /// The line that was just taken out.
    pub removed: Option<Line>,
}

/// A visitor's cart and the currency they chose; an empty cart where there is none.
pub async fn load(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<(Cart, Option<Currency>), StoreError> {
    let kept = load_kept(db, visitor).await?;
    Ok((kept.cart, kept.currency))
}

/// A visitor's cart with what is kept beside it; an empty one where there is none.
pub async fn load_kept(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<KeptCart, StoreError> {
    let Some(row) = cart::Entity::find_by_id(visitor.as_str()).one(db).await? else {
        return Ok(KeptCart::default());
    };
    let items = cart_item::Entity::find()
        .filter(cart_item::Column::Visitor.eq(visitor.as_str()))
        .order_by_asc(cart_item::Column::Position)
        .all(db)
        .await?;
    let lines = items.iter().map(|item| document::read("cart line", &item.document)).collect::<Result<_, _>>()?;
    let currency = row.currency.map(|code| document::parse("currency", &code)).transpose()?;
    let removed = row.removed.map(|line| document::read("cart line", &line)).transpose()?;
    Ok(KeptCart { cart: Cart { lines, version: row.version }, currency, removed })
}

/// Keeps a cart that was read at `expected_version`; gives the new version, or `None` when it moved in the meantime.
pub async fn save(
    tx: &Transaction,
    visitor: &VisitorId,
    cart: &Cart,
    expected_version: i64,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    if expected_version == 0 {
        open(tx, visitor, now).await?;
    }
    let version = expected_version + 1;
    let unmoved = guarded("cart.version", "version = $4");
    let claim = format!("UPDATE cart SET version = $2, updated_at = $3 WHERE visitor = $1 AND {unmoved}");
    if run(tx, &claim, values![visitor.as_str(), version, now.0, expected_version]).await? == 0 {
        return Ok(None);
    }
    run(tx, "DELETE FROM cart_item WHERE visitor = $1", values![visitor.as_str()]).await?;
    let items = (0..).zip(&cart.lines).map(|(position, line)| Ok(item(visitor, position, line)?.into_active_model()));
    let items: Vec<_> = items.collect::<Result<_, StoreError>>()?;
    if !items.is_empty() {
        cart_item::Entity::insert_many(items).exec_without_returning(tx).await?;
    }
    Ok(Some(version))
}

/// Keeps the currency that a visitor chose; the cart's version stays as it is.
pub async fn set_currency(
    tx: &Transaction,
    visitor: &VisitorId,
    currency: Currency,
    now: Timestamp,
) -> Result<(), StoreError> {
    open(tx, visitor, now).await?;
    run(tx, "UPDATE cart SET currency = $2 WHERE visitor = $1", values![visitor.as_str(), currency.code()]).await?;
    Ok(())
}

/// Remembers the line that was just taken out, so that it can be put back; `None` forgets it.
pub async fn set_removed(tx: &Transaction, visitor: &VisitorId, line: Option<&Line>) -> Result<(), StoreError> {
    let line = line.map(document::text).transpose()?;
    run(tx, "UPDATE cart SET removed = $2 WHERE visitor = $1", values![visitor.as_str(), line]).await?;
    Ok(())
}

/// The line that was just taken out.
pub async fn removed(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Option<Line>, StoreError> {
    let row = cart::Entity::find_by_id(visitor.as_str()).one(db).await?;
    row.and_then(|row| row.removed).map(|line| document::read("cart line", &line)).transpose()
}

/// Makes sure that the visitor has a cart.
async fn open(tx: &Transaction, visitor: &VisitorId, now: Timestamp) -> Result<(), StoreError> {
    let empty = cart::Model {
        visitor: visitor.to_string(),
        user_id: None,
        version: 0,
        currency: None,
        removed: None,
        updated_at: now.0,
    };
    let known = OnConflict::column(Column::Visitor).do_nothing().to_owned();
    cart::Entity::insert(empty.into_active_model()).on_conflict(known).try_insert().exec_without_returning(tx).await?;
    Ok(())
}

fn item(visitor: &VisitorId, position: i64, line: &Line) -> Result<cart_item::Model, StoreError> {
    Ok(cart_item::Model {
        visitor: visitor.to_string(),
        position,
        marketplace: line.product.marketplace.to_string(),
        product: line.product.external_id.to_string(),
        variant: line.variant.to_string(),
        relation_token: line.relation.to_string(),
        quantity: i64::from(u32::from(line.quantity)),
        added_at: line.added_at.0,
        document: document::text(line)?,
    })
}
