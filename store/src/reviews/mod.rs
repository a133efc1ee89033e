//! Reviews. One belongs to the listing it was written about, and is read wherever the product group of that listing is, so
//! that it stays where it belongs when groups change.

mod moderation;
mod questions;
mod rated;
mod votes;

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, ContributionId, ProductRef, VisitorId},
    locale::Locale,
    reviews::{Doubt, Histogram, Looked, Order, Refusal, Review, ReviewText, ReviewsQuery, Standing, Stars},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

pub use self::{
    moderation::{Decision, Queue, decide, queue, reply, subject_of},
    questions::{
        NewAnswer, NewQuestion, answers_of_account, put_answer, put_question, question, questions,
        questions_of_account, unanswered,
    },
    rated::{badly_rated_elsewhere, rated},
    votes::vote,
};
use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// Somebody's review as it is written down.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// Which.
    pub id: ContributionId,
    /// Its author; nobody where it came with the goods.
    pub account: Option<AccountId>,
    /// What it is about.
    pub product: ProductRef,
    /// What its author is called in public.
    pub author: String,
    /// What they say.
    pub said: ReviewText,
    /// The language they say it in.
    pub locale: Locale,
    /// Whether they bought it.
    pub bought: bool,
    /// Whether others read it.
    pub standing: Standing,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str = "r.id, r.marketplace, r.product, r.author, r.stars, r.title, r.text, r.bought, r.standing, r.doubts, \
                       r.refusal, r.note, r.reply, r.replied_at, r.changed_at, \
                       (SELECT COUNT(*) FROM review_vote v WHERE v.review = r.id AND v.kind = 'helpful') AS helpful";

/// A row `r` of something said about a listing, where that is of the group of the listing `$1`, `$2`.
const OF_GROUP: &str = "JOIN product p ON p.marketplace = r.marketplace AND p.external_id = r.product \
                        AND p.relation_token = (SELECT relation_token FROM product \
                        WHERE marketplace = $1 AND external_id = $2)";

/// The published reviews of a product's group that are asked for; `skip` and `limit` say which page.
pub async fn page(
    db: &impl ConnectionTrait,
    product: &ProductRef,
    asked: &ReviewsQuery,
    skip: u32,
    limit: u32,
) -> Result<Vec<Review>, StoreError> {
    let mut bound = values![product.marketplace.as_str(), product.external_id.as_str()];
    let mut only = String::new();
    if let Some(stars) = asked.stars {
        bound.push(Value::from(i64::from(stars.count())));
        only.push_str(&format!(" AND r.stars = ${}", bound.len()));
    }
    if asked.bought {
        only.push_str(" AND r.bought");
    }
    if asked.pictured {
        only.push_str(" AND EXISTS (SELECT 1 FROM review_picture i WHERE i.review = r.id)");
    }
    let order = match asked.order {
        Order::Helpful => "helpful DESC, r.changed_at DESC",
        Order::Newest => "r.changed_at DESC",
        Order::Best => "r.stars DESC, helpful DESC, r.changed_at DESC",
        Order::Worst => "r.stars, helpful DESC, r.changed_at DESC",
    };
    bound.extend(values![i64::from(limit), i64::from(skip)]);
    let sql = format!(
        "SELECT {COLUMNS} FROM review r {OF_GROUP} WHERE r.standing = 'published'{only} \
         ORDER BY {order}, r.id LIMIT ${} OFFSET ${}",
        bound.len() - 1,
        bound.len()
    );
    many(db, &sql, bound).await
}

/// All published reviews of a product's group by their stars, how many are by people who bought it, and how many have
/// pictures.
pub async fn counts(db: &impl ConnectionTrait, product: &ProductRef) -> Result<(Histogram, u32, u32), StoreError> {
    let sql = format!(
        "SELECT r.stars, COUNT(*), CAST(SUM(CASE WHEN r.bought THEN 1 ELSE 0 END) AS BIGINT), \
         CAST(SUM(CASE WHEN EXISTS (SELECT 1 FROM review_picture i WHERE i.review = r.id) THEN 1 ELSE 0 END) AS BIGINT) \
         FROM review r {OF_GROUP} WHERE r.standing = 'published' GROUP BY r.stars"
    );
    let bound = values![product.marketplace.as_str(), product.external_id.as_str()];
    let (mut histogram, mut bought, mut pictured) = (Histogram::default(), 0_u32, 0_u32);
    for row in rows(db, &sql, bound).await? {
        let count = |at| document::count("reviews", row.try_get_by_index(at)?);
        histogram.add(stars(row.try_get_by_index(0)?)?, count(1)?);
        bought = bought.saturating_add(count(2)?);
        pictured = pictured.saturating_add(count(3)?);
    }
    Ok((histogram, bought, pictured))
}

/// The review that somebody wrote about a product or another listing of its group.
pub async fn own(
    db: &impl ConnectionTrait,
    account: &AccountId,
    product: &ProductRef,
) -> Result<Option<Review>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM review r {OF_GROUP} WHERE r.user_id = $3 ORDER BY r.written_at LIMIT 1");
    let bound = values![product.marketplace.as_str(), product.external_id.as_str(), account.as_str()];
    Ok(many(db, &sql, bound).await?.pop())
}

/// All reviews that somebody wrote, the newest first.
pub async fn of_account(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<Review>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM review r WHERE r.user_id = $1 ORDER BY r.changed_at DESC, r.id LIMIT 200");
    many(db, &sql, values![account.as_str()]).await
}

/// Somebody's own review by its id.
pub async fn of_author(
    db: &impl ConnectionTrait,
    account: &AccountId,
    id: &ContributionId,
) -> Result<Option<Review>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM review r WHERE r.id = $1 AND r.user_id = $2");
    Ok(many(db, &sql, values![id.as_str(), account.as_str()]).await?.pop())
}

/// Whether somebody bought a product, or another listing of its group, and it was not cancelled.
pub async fn bought(
    db: &impl ConnectionTrait,
    account: &AccountId,
    visitor: &VisitorId,
    product: &ProductRef,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM order_item i \
               JOIN marketplace_order o ON o.order_number = i.order_number AND o.part = i.part \
               JOIN \"order\" w ON w.number = i.order_number \
               JOIN product p ON p.marketplace = i.marketplace AND p.external_id = i.product \
               WHERE (w.visitor = $3 OR w.user_id = $4) AND o.state = 'placed' \
               AND COALESCE(o.progress, 'placed') <> 'cancelled' AND p.relation_token = ( \
               SELECT relation_token FROM product WHERE marketplace = $1 AND external_id = $2) LIMIT 1";
    let listing = (product.marketplace.as_str(), product.external_id.as_str());
    Ok(row(db, sql, values![listing.0, listing.1, visitor.as_str(), account.as_str()]).await?.is_some())
}

/// Writes a review down, or puts it in the place of what it was before; the shop's reply to it stays.
pub async fn put(tx: &Transaction, new: &NewReview) -> Result<(), StoreError> {
    let again = "DO UPDATE SET author = excluded.author, stars = excluded.stars, title = excluded.title, \
                 text = excluded.text, language = excluded.language, bought = excluded.bought, \
                 standing = excluded.standing, doubts = excluded.doubts, refusal = NULL, note = '', \
                 changed_at = excluded.changed_at";
    insert(tx, new, again).await.map(drop)
}

/// Writes a review down that is not there yet; says whether it was not.
pub async fn put_once(tx: &Transaction, new: &NewReview) -> Result<bool, StoreError> {
    insert(tx, new, "DO NOTHING").await
}

async fn insert(tx: &Transaction, new: &NewReview, again: &str) -> Result<bool, StoreError> {
    let sql = format!(
        "INSERT INTO review (id, user_id, marketplace, product, author, stars, title, text, language, bought, standing, \
         doubts, note, written_at, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $13) ON CONFLICT (id) {again}"
    );
    let bound = values![
        new.id.as_str(),
        new.account.as_ref().map(|account| account.as_str().to_owned()),
        new.product.marketplace.as_str(),
        new.product.external_id.as_str(),
        new.author.as_str(),
        i64::from(new.said.stars.count()),
        new.said.title.as_str(),
        new.said.text.as_str(),
        new.locale.tag(),
        new.bought,
        new.standing.word(),
        doubts_text(&new.doubts),
        new.at.0,
    ];
    Ok(run(tx, &sql, bound).await? == 1)
}

/// Takes something back that somebody contributed, with all that hangs on it; says whether it was theirs.
pub async fn withdraw(
    tx: &Transaction,
    kind: domain::reviews::ContributionKind,
    account: &AccountId,
    id: &ContributionId,
) -> Result<bool, StoreError> {
    let sql = format!("DELETE FROM {} WHERE id = $1 AND user_id = $2", kind.word());
    let was_theirs = run(tx, &sql, values![id.as_str(), account.as_str()]).await? == 1;
    if was_theirs {
        let pictures = "DELETE FROM upload WHERE user_id = $1 AND kind LIKE $2";
        run(tx, pictures, values![account.as_str(), format!("review:{id}:%")]).await?;
    }
    Ok(was_theirs)
}

/// What somebody contributed since a moment.
pub async fn contributed_since(
    db: &impl ConnectionTrait,
    account: &AccountId,
    since: Timestamp,
) -> Result<u32, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM review WHERE user_id = $1 AND changed_at > $2) \
               + (SELECT COUNT(*) FROM question WHERE user_id = $1 AND changed_at > $2) \
               + (SELECT COUNT(*) FROM answer WHERE user_id = $1 AND changed_at > $2)";
    let found = row(db, sql, values![account.as_str(), since.0]).await?;
    document::count("contributions", found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Adds a picture to a review at the first free place, of so many; gives the place, or `None` where all are taken.
pub async fn add_picture(
    tx: &Transaction,
    review: &ContributionId,
    address: &str,
    most: u32,
) -> Result<Option<u32>, StoreError> {
    let found = rows(tx, "SELECT place FROM review_picture WHERE review = $1", values![review.as_str()]).await?;
    let taken: Vec<i64> = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let Some(place) = (0..most).find(|place| !taken.contains(&i64::from(*place))) else { return Ok(None) };
    let sql = "INSERT INTO review_picture (review, place, address) VALUES ($1, $2, $3)";
    run(tx, sql, values![review.as_str(), i64::from(place), address]).await?;
    Ok(Some(place))
}

/// Takes a picture of a review away by its address; says whether it was there.
pub async fn remove_picture(tx: &Transaction, review: &ContributionId, address: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM review_picture WHERE review = $1 AND address = $2";
    Ok(run(tx, sql, values![review.as_str(), address]).await? == 1)
}

/// Has a review wait for a person.
pub async fn hold(tx: &Transaction, review: &ContributionId, doubt: Doubt, now: Timestamp) -> Result<(), StoreError> {
    doubt_it(tx, review, doubt).await?;
    let sql = "UPDATE review SET standing = 'waiting', refusal = NULL, changed_at = $2 WHERE id = $1";
    run(tx, sql, values![review.as_str(), now.0]).await?;
    Ok(())
}

/// Notes a doubt beside those there are.
async fn doubt_it(tx: &Transaction, review: &ContributionId, doubt: Doubt) -> Result<(), StoreError> {
    let Some(found) = row(tx, "SELECT doubts FROM review WHERE id = $1", values![review.as_str()]).await? else {
        return Ok(());
    };
    let mut known = doubts(&found.try_get_by_index::<String>(0)?);
    if known.contains(&doubt) {
        return Ok(());
    }
    known.push(doubt);
    run(tx, "UPDATE review SET doubts = $2 WHERE id = $1", values![review.as_str(), doubts_text(&known)]).await?;
    Ok(())
}

/// Reviews with their pictures.
async fn many(db: &impl ConnectionTrait, sql: &str, bound: Vec<Value>) -> Result<Vec<Review>, StoreError> {
    let mut reviews: Vec<Review> = rows(db, sql, bound).await?.iter().map(read).collect::<Result<_, _>>()?;
    let ids: Vec<&str> = reviews.iter().map(|review| review.id.as_str()).collect();
    let mut pictures = pictures_of(db, &ids).await?;
    for review in &mut reviews {
        review.pictures = pictures.remove(review.id.as_str()).unwrap_or_default();
    }
    Ok(reviews)
}

async fn pictures_of(db: &impl ConnectionTrait, ids: &[&str]) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let mut pictures: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(pictures);
    }
    let sql = format!(
        "SELECT review, address FROM review_picture WHERE review IN ({}) ORDER BY review, place",
        places(ids.len())
    );
    for row in rows(db, &sql, ids.iter().map(|id| Value::from(*id)).collect()).await? {
        pictures.entry(row.try_get_by_index(0)?).or_default().push(row.try_get_by_index(1)?);
    }
    Ok(pictures)
}

/// `$1, $2, …` for so many values.
fn places(count: usize) -> String {
    (1..=count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

fn read(row: &QueryResult) -> Result<Review, StoreError> {
    let reply: Option<String> = row.try_get_by_index(12)?;
    let replied_at: Option<i64> = row.try_get_by_index(13)?;
    Ok(Review {
        id: document::parse("review", &row.try_get_by_index::<String>(0)?)?,
        product: product_of(row, 1)?,
        author: row.try_get_by_index(3)?,
        stars: stars(row.try_get_by_index(4)?)?,
        title: row.try_get_by_index(5)?,
        text: row.try_get_by_index(6)?,
        bought: row.try_get_by_index(7)?,
        standing: standing(row, 8)?,
        looked: looked(row, 9)?,
        reply: reply.zip(replied_at.map(Timestamp)),
        at: Timestamp(row.try_get_by_index(14)?),
        helpful: document::count("votes", row.try_get_by_index(15)?)?,
        pictures: Vec::new(),
    })
}

/// The listing in two columns.
fn product_of(row: &QueryResult, at: usize) -> Result<ProductRef, StoreError> {
    Ok(ProductRef {
        marketplace: document::parse("marketplace", &row.try_get_by_index::<String>(at)?)?,
        external_id: document::parse("product id", &row.try_get_by_index::<String>(at + 1)?)?,
    })
}

fn stars(count: i64) -> Result<Stars, StoreError> {
    let count = u8::try_from(count).map_err(|error| StoreError::corrupt("stars", error))?;
    Stars::try_from(count).map_err(|error| StoreError::corrupt("stars", error))
}

fn standing(row: &QueryResult, at: usize) -> Result<Standing, StoreError> {
    let word: String = row.try_get_by_index(at)?;
    Standing::from_word(&word).ok_or_else(|| StoreError::corrupt("standing", word))
}

/// What moderation made of it, in three columns: doubts, refusal, note.
fn looked(row: &QueryResult, at: usize) -> Result<Looked, StoreError> {
    let refusal: Option<String> = row.try_get_by_index(at + 1)?;
    Ok(Looked {
        doubts: doubts(&row.try_get_by_index::<String>(at)?),
        refusal: refusal.and_then(|word| Refusal::from_word(&word)),
        note: row.try_get_by_index(at + 2)?,
    })
}

fn doubts(words: &str) -> Vec<Doubt> {
    words.split_whitespace().filter_map(Doubt::from_word).collect()
}

fn doubts_text(doubts: &[Doubt]) -> String {
    doubts.iter().map(|doubt| doubt.word()).collect::<Vec<_>>().join(" ")
}
