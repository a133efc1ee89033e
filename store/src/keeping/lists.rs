//! Lists of things that somebody wants. Every statement names the visitor, so nobody changes another one's list.

use std::collections::BTreeSet;

use domain::{
    cart::Quantity,
    ids::{Digest, ListId, ProductRef, VisitorId},
    keeping::{ListName, MOST_LISTS, MOST_WISHES, Note, Wish, Wishlist},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// The columns of a list with the number of its products.
const LIST: &str = "SELECT w.id, w.name, w.hearts, w.shared_at, \
                    (SELECT COUNT(*) FROM wishlist_item i WHERE i.list = w.id) FROM wishlist w";

/// The lists of a visitor: that of the hearts first, then as they were made.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Vec<Wishlist>, StoreError> {
    let sql = format!("{LIST} WHERE w.visitor = $1 ORDER BY w.hearts DESC, w.created_at, w.id");
    rows(db, &sql, values![visitor.as_str()]).await?.iter().map(list).collect()
}

/// The list whose link has this digest.
pub async fn shared(db: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Wishlist>, StoreError> {
    let sql = format!("{LIST} WHERE w.share_digest = $1 AND w.shared_at IS NOT NULL");
    row(db, &sql, values![digest.as_str()]).await?.as_ref().map(list).transpose()
}

/// What is on a list, the newest first.
pub async fn wishes(db: &impl ConnectionTrait, list: &ListId) -> Result<Vec<Wish>, StoreError> {
    let sql = "SELECT marketplace, product, quantity, note, saved_at FROM wishlist_item WHERE list = $1 \
               ORDER BY saved_at DESC, marketplace, product";
    rows(db, sql, values![list.as_str()]).await?.iter().map(wish).collect()
}

/// What is on the list of a visitor's hearts.
pub async fn hearts(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<BTreeSet<ProductRef>, StoreError> {
    let sql = "SELECT i.marketplace, i.product FROM wishlist_item i JOIN wishlist w ON w.id = i.list \
               WHERE w.visitor = $1 AND w.hearts";
    rows(db, sql, values![visitor.as_str()]).await?.iter().map(reference).collect()
}

/// Makes a list; `false` when there are too many.
pub async fn create(
    tx: &Transaction,
    visitor: &VisitorId,
    id: &ListId,
    name: &ListName,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO wishlist (id, visitor, name, hearts, created_at, updated_at) SELECT $2, $1, $3, FALSE, $4, $4 \
               WHERE (SELECT COUNT(*) FROM wishlist WHERE visitor = $1) < $5";
    let values = values![visitor.as_str(), id.as_str(), name.as_str(), now.0, i64::from(MOST_LISTS)];
    Ok(run(tx, sql, values).await? == 1)
}

/// Gives a list another name; says whether it is the visitor's.
pub async fn rename(
    tx: &Transaction,
    visitor: &VisitorId,
    id: &ListId,
    name: &ListName,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE wishlist SET name = $3, updated_at = $4 WHERE visitor = $1 AND id = $2";
    Ok(run(tx, sql, values![visitor.as_str(), id.as_str(), name.as_str(), now.0]).await? == 1)
}

/// Deletes a list with all that is on it; says whether it was the visitor's and one that can be deleted.
pub async fn delete(tx: &Transaction, visitor: &VisitorId, id: &ListId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM wishlist WHERE visitor = $1 AND id = $2 AND NOT hearts";
    Ok(run(tx, sql, values![visitor.as_str(), id.as_str()]).await? == 1)
}

/// Shows a list to whoever has the link of this digest, or to nobody; says whether it is the visitor's.
pub async fn share(
    tx: &Transaction,
    visitor: &VisitorId,
    id: &ListId,
    link: Option<(&Digest, Timestamp)>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE wishlist SET shared_at = $3, share_digest = $4 WHERE visitor = $1 AND id = $2";
    let (digest, at) = (link.map(|(digest, _)| digest.as_str().to_owned()), link.map(|(_, at)| at.0));
    Ok(run(tx, sql, values![visitor.as_str(), id.as_str(), at, digest]).await? == 1)
}

/// Saves a product to the list of the hearts, which `fresh` becomes where there is none; the oldest goes when there are too
/// many. Says `false` when its marketplace is not known.
pub async fn save(
    tx: &Transaction,
    visitor: &VisitorId,
    fresh: &ListId,
    product: &ProductRef,
    now: Timestamp,
) -> Result<bool, StoreError> {
    open(tx, visitor, fresh, now).await?;
    let sql = "INSERT INTO wishlist_item (list, marketplace, product, quantity, note, saved_at) \
               SELECT w.id, m.id, $3, 1, '', $4 FROM wishlist w, marketplace m \
               WHERE w.visitor = $1 AND w.hearts AND m.id = $2 \
               ON CONFLICT (list, marketplace, product) DO UPDATE SET saved_at = wishlist_item.saved_at";
    let (marketplace, id) = (product.marketplace.as_str(), product.external_id.as_str());
    let kept = run(tx, sql, values![visitor.as_str(), marketplace, id, now.0]).await?;
    let too_many = "DELETE FROM wishlist_item WHERE list IN (SELECT id FROM wishlist WHERE visitor = $1 AND hearts) \
                    AND saved_at < (SELECT i.saved_at FROM wishlist_item i JOIN wishlist w ON w.id = i.list \
                    WHERE w.visitor = $1 AND w.hearts ORDER BY i.saved_at DESC LIMIT 1 OFFSET $2)";
    run(tx, too_many, values![visitor.as_str(), i64::from(MOST_WISHES) - 1]).await?;
    touch(tx, visitor, now).await?;
    Ok(kept == 1)
}

/// Makes sure that a visitor has a list for the hearts.
async fn open(tx: &Transaction, visitor: &VisitorId, fresh: &ListId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO wishlist (id, visitor, name, hearts, created_at, updated_at) SELECT $2, $1, NULL, TRUE, $3, $3 \
               WHERE NOT EXISTS (SELECT 1 FROM wishlist WHERE visitor = $1 AND hearts)";
    run(tx, sql, values![visitor.as_str(), fresh.as_str(), now.0]).await?;
    Ok(())
}

/// Notes that a visitor still uses their lists, so that those of a guest are not swept away.
async fn touch(tx: &Transaction, visitor: &VisitorId, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE wishlist SET updated_at = $2 WHERE visitor = $1", values![visitor.as_str(), now.0]).await?;
    Ok(())
}

/// Takes a product off a list, or off that of the hearts where none is named; says whether it was there.
pub async fn forget(
    tx: &Transaction,
    visitor: &VisitorId,
    list: Option<&ListId>,
    product: &ProductRef,
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM wishlist_item WHERE marketplace = $2 AND product = $3 AND list IN ( \
               SELECT id FROM wishlist WHERE visitor = $1 AND (id = $4 OR ($4 = '' AND hearts)))";
    let list = list.map_or("", ListId::as_str);
    let values = values![visitor.as_str(), product.marketplace.as_str(), product.external_id.as_str(), list];
    Ok(run(tx, sql, values).await? == 1)
}

/// Changes how many of a product are wanted and what is noted beside it; says whether it is on the visitor's list.
pub async fn change(tx: &Transaction, visitor: &VisitorId, list: &ListId, wish: &Wish) -> Result<bool, StoreError> {
    let sql = "UPDATE wishlist_item SET quantity = $5, note = $6 WHERE marketplace = $3 AND product = $4 AND list IN ( \
               SELECT id FROM wishlist WHERE visitor = $1 AND id = $2)";
    let values = values![
        visitor.as_str(),
        list.as_str(),
        wish.product.marketplace.as_str(),
        wish.product.external_id.as_str(),
        i64::from(u32::from(wish.quantity)),
        wish.note.as_str(),
    ];
    Ok(run(tx, sql, values).await? == 1)
}

/// Moves a product from one list of a visitor to another; says whether both are theirs and it was on the first. Where it is
/// on the second already, that one stays as it is.
pub async fn carry(
    tx: &Transaction,
    visitor: &VisitorId,
    from: &ListId,
    to: &ListId,
    product: &ProductRef,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO wishlist_item (list, marketplace, product, quantity, note, saved_at) \
               SELECT t.id, i.marketplace, i.product, i.quantity, i.note, i.saved_at \
               FROM wishlist_item i JOIN wishlist f ON f.id = i.list JOIN wishlist t ON t.visitor = f.visitor \
               WHERE f.visitor = $1 AND f.id = $2 AND t.id = $3 AND t.id <> f.id AND i.marketplace = $4 AND i.product = $5 \
               ON CONFLICT (list, marketplace, product) DO UPDATE SET saved_at = wishlist_item.saved_at";
    let (marketplace, id) = (product.marketplace.as_str(), product.external_id.as_str());
    let carried = run(tx, sql, values![visitor.as_str(), from.as_str(), to.as_str(), marketplace, id]).await?;
    if carried == 1 { forget(tx, visitor, Some(from), product).await } else { Ok(false) }
}

/// Makes the lists of a guest those of another visitor: the two lists of hearts become one, the others stay as they are.
pub(super) async fn take_over(
    tx: &Transaction,
    guest: &VisitorId,
    owner: &VisitorId,
    fresh: &ListId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let any = "SELECT 1 FROM wishlist WHERE visitor = $1 LIMIT 1";
    if row(tx, any, values![guest.as_str()]).await?.is_none() {
        return Ok(());
    }
    open(tx, owner, fresh, now).await?;
    let merge = "INSERT INTO wishlist_item (list, marketplace, product, quantity, note, saved_at) \
                 SELECT t.id, i.marketplace, i.product, i.quantity, i.note, i.saved_at \
                 FROM wishlist_item i JOIN wishlist f ON f.id = i.list, wishlist t \
                 WHERE f.visitor = $1 AND f.hearts AND t.visitor = $2 AND t.hearts \
                 ON CONFLICT (list, marketplace, product) DO NOTHING";
    run(tx, merge, values![guest.as_str(), owner.as_str()]).await?;
    run(tx, "DELETE FROM wishlist WHERE visitor = $1 AND hearts", values![guest.as_str()]).await?;
    let rest = "UPDATE wishlist SET visitor = $2, updated_at = $3 WHERE visitor = $1";
    run(tx, rest, values![guest.as_str(), owner.as_str(), now.0]).await?;
    Ok(())
}

fn list(row: &QueryResult) -> Result<Wishlist, StoreError> {
    let name: Option<String> = row.try_get_by_index(1)?;
    let name = name.map(|name| ListName::try_from(name).map_err(|error| StoreError::corrupt("list name", error)));
    Ok(Wishlist {
        id: document::parse("list", &row.try_get_by_index::<String>(0)?)?,
        name: name.transpose()?,
        hearts: row.try_get_by_index(2)?,
        shared_at: row.try_get_by_index::<Option<i64>>(3)?.map(Timestamp),
        count: document::count("wishes", row.try_get_by_index(4)?)?,
    })
}

fn reference(row: &QueryResult) -> Result<ProductRef, StoreError> {
    Ok(ProductRef {
        marketplace: document::parse("marketplace", &row.try_get_by_index::<String>(0)?)?,
        external_id: document::parse("product id", &row.try_get_by_index::<String>(1)?)?,
    })
}

fn wish(row: &QueryResult) -> Result<Wish, StoreError> {
    let quantity = document::count("quantity", row.try_get_by_index(2)?)?;
    let note: String = row.try_get_by_index(3)?;
    Ok(Wish {
        product: reference(row)?,
        quantity: Quantity::try_from(quantity).map_err(|error| StoreError::corrupt("quantity", error))?,
        note: Note::try_from(note).map_err(|error| StoreError::corrupt("note", error))?,
        saved_at: Timestamp(row.try_get_by_index(4)?),
    })
}
