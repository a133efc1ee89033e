//! How somebody wants to see the shop, and what they want to hear of.

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, VisitorId},
    profile::{Channel, DeliveryPriority, Notifications, Preferences, Stance, Topic},
    time::Timestamp,
};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// The preferences of an account; as from the start where nothing was chosen.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Preferences, StoreError> {
    let sql = "SELECT language, currency, country, theme, delivery, sizes, keeps_searches FROM preference \
               WHERE user_id = $1";
    let found = row(db, sql, values![account.as_str()]).await?;
    let Some(row) = found else { return Ok(Preferences::default()) };
    let text = |place: usize| row.try_get_by_index::<Option<String>>(place);
    let delivery: String = row.try_get_by_index(4)?;
    let sizes: String = row.try_get_by_index(5)?;
    Ok(Preferences {
        language: text(0)?.map(|tag| document::from_word("language", &tag)).transpose()?,
        currency: text(1)?.map(|code| document::parse("currency", &code)).transpose()?,
        country: text(2)?,
        theme: text(3)?,
        delivery: DeliveryPriority::from_word(&delivery).ok_or_else(|| StoreError::corrupt("delivery", &delivery))?,
        sizes: document::read("sizes", &sizes)?,
        keeps_searches: row.try_get_by_index(6)?,
        marketplaces: stances(db, account).await?,
        apart: Vec::new(),
    })
}

async fn stances(
    db: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<BTreeMap<domain::ids::MarketplaceId, Stance>, StoreError> {
    let sql = "SELECT marketplace, stance FROM marketplace_preference WHERE user_id = $1";
    let mut stances = BTreeMap::new();
    for row in rows(db, sql, values![account.as_str()]).await? {
        let stance: String = row.try_get_by_index(1)?;
        let stance = Stance::from_word(&stance).ok_or_else(|| StoreError::corrupt("stance", &stance))?;
        stances.insert(document::parse("marketplace", &row.try_get_by_index::<String>(0)?)?, stance);
    }
    Ok(stances)
}

/// Keeps preferences in place of those before. A marketplace that is not there any more is left out.
pub async fn save(
    tx: &Transaction,
    account: &AccountId,
    preferences: &Preferences,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO preference (user_id, language, currency, country, theme, delivery, sizes, keeps_searches, \
               updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (user_id) DO UPDATE SET \
               language = excluded.language, currency = excluded.currency, country = excluded.country, \
               theme = excluded.theme, delivery = excluded.delivery, sizes = excluded.sizes, \
               keeps_searches = excluded.keeps_searches, updated_at = excluded.updated_at";
    let row = values![
        account.as_str(),
        preferences.language.map(|locale| locale.tag().to_owned()),
        preferences.currency.map(|currency| currency.code().to_owned()),
        preferences.country.clone(),
        preferences.theme.clone(),
        preferences.delivery.word(),
        document::text(&preferences.sizes)?,
        preferences.keeps_searches,
        now.0
    ];
    run(tx, sql, row).await?;
    run(tx, "DELETE FROM marketplace_preference WHERE user_id = $1", values![account.as_str()]).await?;
    for (marketplace, stance) in &preferences.marketplaces {
        let sql = "INSERT INTO marketplace_preference (user_id, marketplace, stance) \
                   SELECT $1, id, $3 FROM marketplace WHERE id = $2";
        run(tx, sql, values![account.as_str(), marketplace.as_str(), stance.word()]).await?;
    }
    Ok(())
}

/// What an account wants to hear of.
pub async fn notifications(db: &impl ConnectionTrait, account: &AccountId) -> Result<Notifications, StoreError> {
    let sql =
        "SELECT topic, channel FROM notification_preference WHERE user_id = $1 AND wanted ORDER BY topic, channel";
    let mut wanted = Vec::new();
    for row in rows(db, sql, values![account.as_str()]).await? {
        let (topic, channel): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        wanted.extend(Topic::from_word(&topic).zip(Channel::from_word(&channel)));
    }
    Ok(Notifications { wanted })
}

/// Keeps what an account wants to hear of; what is not named is switched off.
pub async fn set_notifications(
    tx: &Transaction,
    account: &AccountId,
    notifications: &Notifications,
    now: Timestamp,
) -> Result<(), StoreError> {
    let every = Topic::ALL.into_iter().flat_map(|topic| Channel::ALL.map(|channel| (topic, channel)));
    for (topic, channel) in every.filter(|(topic, channel)| !topic.is_fixed(*channel)) {
        let sql = "INSERT INTO notification_preference (user_id, topic, channel, wanted, changed_at) \
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id, topic, channel) DO UPDATE \
                   SET wanted = excluded.wanted, changed_at = excluded.changed_at";
        let wanted = notifications.wants(topic, channel);
        run(tx, sql, values![account.as_str(), topic.word(), channel.word(), wanted, now.0]).await?;
    }
    Ok(())
}

/// Switches every news off for the account that is kept under a visitor, where there is one.
pub async fn no_news(tx: &Transaction, visitor: &VisitorId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE notification_preference SET wanted = FALSE, changed_at = $3 \
               WHERE topic = $2 AND user_id IN (SELECT id FROM \"user\" WHERE visitor = $1)";
    run(tx, sql, values![visitor.as_str(), Topic::News.word(), now.0]).await?;
    Ok(())
}
