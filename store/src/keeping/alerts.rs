//! Alerts about products: who wants to hear of what, and what was told.

use domain::{
    account::Email,
    ids::{AccountId, AlertId, VisitorId},
    keeping::{AlertKind, MOST_ALERTS, ProductAlert},
    locale::Locale,
    money::{Currency, Money},
    profile::{Channel, Topic},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// Whom an alert is for.
#[derive(Clone, Debug)]
pub enum Owner {
    /// Somebody with an account; mails go to its address.
    Account(AccountId),
    /// A guest who left an address, which has to be confirmed.
    Guest(Email),
}

/// An alert with whom to tell.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The alert.
    pub alert: ProductAlert,
    /// To which address.
    pub to: String,
    /// In which language.
    pub language: Locale,
    /// Whether its address is confirmed and its owner wants mails.
    pub mails: bool,
}

/// An alert with its owner's address and whether they want mails. An account that is suspended or gone gets none.
const REACHED: &str = "SELECT a.id, a.kind, a.marketplace, a.product, a.currency, a.target, a.reference, a.available, \
                       a.told, a.expires_at, COALESCE(u.email, a.email), COALESCE(u.locale, a.language), \
                       CASE WHEN a.confirmed_at IS NULL THEN FALSE WHEN a.user_id IS NULL THEN TRUE \
                       ELSE u.suspended_at IS NULL AND u.erased_at IS NULL AND COALESCE(p.wanted, FALSE) END \
                       FROM product_alert a LEFT JOIN \"user\" u ON u.id = a.user_id \
                       LEFT JOIN notification_preference p ON p.user_id = a.user_id AND p.topic = 'saved' \
                       AND p.channel = 'mail'";

/// Sets an alert, or renews the one that is there for the same; gives its id, or `None` when there are too many.
///
/// Setting one is asking for its mails: for somebody who never chose, they are switched on. Who switched them off stays as
/// they are.
pub async fn set(
    tx: &Transaction,
    visitor: &VisitorId,
    owner: &Owner,
    alert: &ProductAlert,
    language: Locale,
    now: Timestamp,
) -> Result<Option<AlertId>, StoreError> {
    let (user, email, confirmed) = match owner {
        Owner::Account(account) => (Some(account.to_string()), String::new(), Some(now.0)),
        Owner::Guest(email) => (None, email.to_string(), None),
    };
    let sql = "INSERT INTO product_alert (id, visitor, user_id, email, language, kind, marketplace, product, currency, \
               target, reference, available, told, confirmed_at, created_at, checked_at, expires_at) \
               SELECT $2, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $14, $15 \
               WHERE (SELECT COUNT(*) FROM product_alert WHERE visitor = $1) < $16 \
               ON CONFLICT (visitor, email, kind, marketplace, product) DO UPDATE SET currency = excluded.currency, \
               target = excluded.target, reference = excluded.reference, available = excluded.available, \
               created_at = excluded.created_at, expires_at = excluded.expires_at RETURNING id";
    let values = values![
        visitor.as_str(),
        alert.id.as_str(),
        user.clone(),
        email,
        language.tag(),
        alert.kind.word(),
        alert.product.marketplace.as_str(),
        alert.product.external_id.as_str(),
        alert.reference.currency.code(),
        alert.target.map(|target| target.minor),
        alert.reference.minor,
        alert.available,
        confirmed,
        now.0,
        alert.expires_at.0,
        i64::from(MOST_ALERTS),
    ];
    let kept = row(tx, sql, values).await?;
    if let Some(user) = user {
        let switch_on = "INSERT INTO notification_preference (user_id, topic, channel, wanted, changed_at) \
                         VALUES ($1, $2, $3, TRUE, $4) ON CONFLICT (user_id, topic, channel) DO NOTHING";
        run(tx, switch_on, values![user, Topic::Saved.word(), Channel::Mail.word(), now.0]).await?;
    }
    kept.map(|row| document::parse("alert", &row.try_get_by_index::<String>(0)?)).transpose()
}

/// The alerts of a visitor, the newest first.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Vec<Reached>, StoreError> {
    let sql = format!("{REACHED} WHERE a.visitor = $1 ORDER BY a.created_at DESC, a.id LIMIT $2");
    rows(db, &sql, values![visitor.as_str(), i64::from(MOST_ALERTS) * 2]).await?.iter().map(reached).collect()
}

/// One alert.
pub async fn one(db: &impl ConnectionTrait, id: &AlertId) -> Result<Option<Reached>, StoreError> {
    let sql = format!("{REACHED} WHERE a.id = $1");
    row(db, &sql, values![id.as_str()]).await?.as_ref().map(reached).transpose()
}

/// Confirms the address of a guest's alert; says whether there is such an alert.
pub async fn confirm(tx: &Transaction, id: &AlertId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE product_alert SET confirmed_at = COALESCE(confirmed_at, $2) WHERE id = $1 AND expires_at > $2";
    Ok(run(tx, sql, values![id.as_str(), now.0]).await? == 1)
}

/// Ends an alert, whoever has it: the caller holds its link.
pub async fn stop(tx: &Transaction, id: &AlertId) -> Result<bool, StoreError> {
    Ok(run(tx, "DELETE FROM product_alert WHERE id = $1", values![id.as_str()]).await? == 1)
}

/// Ends an alert of a visitor; says whether it was theirs.
pub async fn forget(tx: &Transaction, visitor: &VisitorId, id: &AlertId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM product_alert WHERE visitor = $1 AND id = $2";
    Ok(run(tx, sql, values![visitor.as_str(), id.as_str()]).await? == 1)
}

/// Confirmed alerts that were not looked at since a moment, the longest waiting first.
pub async fn due(db: &impl ConnectionTrait, before: Timestamp, limit: u32) -> Result<Vec<Reached>, StoreError> {
    let sql = format!(
        "{REACHED} WHERE a.confirmed_at IS NOT NULL AND a.checked_at < $1 ORDER BY a.checked_at, a.id LIMIT $2"
    );
    rows(db, &sql, values![before.0, i64::from(limit)]).await?.iter().map(reached).collect()
}

/// Notes that alerts were looked at.
pub async fn looked_at(tx: &Transaction, ids: &[AlertId], now: Timestamp) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = (2..ids.len() + 2).map(|place| format!("${place}")).collect();
    let sql = format!("UPDATE product_alert SET checked_at = $1 WHERE id IN ({})", places.join(", "));
    let ids = ids.iter().map(|id| Value::from(id.as_str()));
    run(tx, &sql, std::iter::once(Value::from(now.0)).chain(ids).collect()).await?;
    Ok(())
}

/// Notes how a product stands now; `tells` where a mail goes out with it. Says `false` when somebody else noted another
/// mail in the meantime, or the alert is gone: then none goes out.
pub async fn note(
    tx: &Transaction,
    alert: &ProductAlert,
    reference: Money,
    available: bool,
    tells: bool,
) -> Result<bool, StoreError> {
    let sql = "UPDATE product_alert SET reference = $2, available = $3, told = told + $4 \
               WHERE id = $1 AND told = $5 AND currency = $6";
    let (more, told) = (i64::from(tells), i64::from(alert.told));
    let values = values![alert.id.as_str(), reference.minor, available, more, told, reference.currency.code()];
    Ok(run(tx, sql, values).await? == 1)
}

/// Forgets alerts that came to their end, and those whose address nobody confirmed since a moment; says how many.
pub async fn forget_old(tx: &Transaction, now: Timestamp, unconfirmed: Timestamp) -> Result<u64, StoreError> {
    let sql = "DELETE FROM product_alert WHERE expires_at <= $1 OR (confirmed_at IS NULL AND created_at < $2)";
    run(tx, sql, values![now.0, unconfirmed.0]).await
}

/// Makes a guest's alerts those of another visitor and their account: mails go to its address from then on. One that both
/// have stays the other's.
pub(super) async fn take_over(tx: &Transaction, guest: &VisitorId, owner: &VisitorId) -> Result<(), StoreError> {
    let twice = "DELETE FROM product_alert WHERE visitor = $1 AND (EXISTS (SELECT 1 FROM product_alert o \
                 WHERE o.visitor = $2 AND o.email = '' AND o.kind = product_alert.kind \
                 AND o.marketplace = product_alert.marketplace AND o.product = product_alert.product) \
                 OR EXISTS (SELECT 1 FROM product_alert o WHERE o.visitor = $1 AND o.id < product_alert.id \
                 AND o.kind = product_alert.kind AND o.marketplace = product_alert.marketplace \
                 AND o.product = product_alert.product))";
    run(tx, twice, values![guest.as_str(), owner.as_str()]).await?;
    let sql = "UPDATE product_alert SET visitor = $2, email = '', confirmed_at = COALESCE(confirmed_at, created_at), \
               user_id = (SELECT id FROM \"user\" WHERE visitor = $2) WHERE visitor = $1";
    run(tx, sql, values![guest.as_str(), owner.as_str()]).await?;
    Ok(())
}

fn reached(row: &QueryResult) -> Result<Reached, StoreError> {
    let currency: Currency = document::parse("currency", &row.try_get_by_index::<String>(4)?)?;
    let kind: String = row.try_get_by_index(1)?;
    let target: Option<i64> = row.try_get_by_index(5)?;
    let language: String = row.try_get_by_index(11)?;
    let alert = ProductAlert {
        id: document::parse("alert", &row.try_get_by_index::<String>(0)?)?,
        product: domain::ids::ProductRef {
            marketplace: document::parse("marketplace", &row.try_get_by_index::<String>(2)?)?,
            external_id: document::parse("product id", &row.try_get_by_index::<String>(3)?)?,
        },
        kind: AlertKind::from_word(&kind).ok_or_else(|| StoreError::corrupt("kind of alert", &kind))?,
        target: target.map(|minor| Money::new(minor, currency)),
        reference: Money::new(row.try_get_by_index(6)?, currency),
        available: row.try_get_by_index(7)?,
        told: document::count("mails", row.try_get_by_index(8)?)?,
        expires_at: Timestamp(row.try_get_by_index(9)?),
    };
    Ok(Reached {
        alert,
        to: row.try_get_by_index(10)?,
        language: Locale::from_tag(&language).unwrap_or_default(),
        mails: row.try_get_by_index(12)?,
    })
}
