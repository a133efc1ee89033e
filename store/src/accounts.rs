//! Accounts: the people who are known by name, the browsers they used, and what happened to their accounts.

use domain::{
    account::{Email, Login, Username},
    ids::{AccountId, VisitorId},
    locale::Locale,
    security_event::{SecurityEvent, SecurityEventKind},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, TryGetable, Value};

use crate::{
    StoreError, Transaction,
    audit_log::{self, Actor, Noted},
    document,
    sql::{row, rows, run, values},
};

/// An account as it is kept.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which one.
    pub id: AccountId,
    /// The visitor that everything of it is kept under.
    pub visitor: VisitorId,
    /// Its name to sign in with.
    pub username: Username,
    /// Its address.
    pub email: Email,
    /// The password's hash; `None` where it has no password.
    pub password_hash: Option<String>,
    /// Whether the password is one that only does beside a second factor.
    pub password_short: bool,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// When the address was confirmed.
    pub email_verified_at: Option<Timestamp>,
    /// The language of its mails.
    pub locale: Locale,
    /// The word of its role.
    pub role: String,
    /// When it was suspended.
    pub suspended_at: Option<Timestamp>,
    /// When its person was forgotten.
    pub erased_at: Option<Timestamp>,
    /// When the password was last set.
    pub password_changed_at: Option<Timestamp>,
    /// When it came to be.
    pub joined_at: Timestamp,
}

/// An account that is about to be opened.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Which one.
    pub id: AccountId,
    /// The visitor that everything of it will be kept under.
    pub visitor: VisitorId,
    /// Its name to sign in with.
    pub username: Username,
    /// Its address.
    pub email: Email,
    /// When the address was confirmed; `None` when it was not.
    pub email_verified_at: Option<Timestamp>,
    /// The password's hash; `None` where it has no password.
    pub password_hash: Option<String>,
    /// Whether the password is one that only does beside a second factor.
    pub password_short: bool,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// The language of its mails.
    pub locale: Locale,
    /// The word of its role.
    pub role: String,
    /// The name that logs know it by.
    pub pseudonym: String,
    /// When it comes to be.
    pub at: Timestamp,
}

const COLUMNS: &str = "id, visitor, username, email, password_hash, password_short, first_name, last_name, \
    email_verified_at, locale, role, suspended_at, erased_at, password_changed_at, date_joined";

/// Opens an account; says whether its address and its name were free.
pub async fn create(tx: &Transaction, new: &NewAccount) -> Result<bool, StoreError> {
    let sql = "INSERT INTO \"user\" (id, username, email, password_hash, wallet_balance, wallet_currency, first_name, \
               last_name, date_joined, last_login, visitor, email_verified_at, locale, role, password_changed_at, \
               password_short, pseudonym) \
               VALUES ($1, $2, $3, $4, 0, 'EUR', $5, $6, $7, NULL, $8, $9, $10, $11, $12, $13, $14) \
               ON CONFLICT DO NOTHING";
    let changed_at = new.password_hash.as_ref().map(|_| new.at.0);
    let values = values![
        new.id.as_str(),
        new.username.as_str(),
        new.email.as_str(),
        new.password_hash.clone().unwrap_or_default(),
        new.first_name.as_str(),
        new.last_name.as_str(),
        new.at.0,
        new.visitor.as_str(),
        new.email_verified_at.map(|at| at.0),
        document::word(&new.locale)?,
        new.role.as_str(),
        changed_at,
        new.password_short,
        new.pseudonym.as_str(),
    ];
    Ok(run(tx, sql, values).await? == 1)
}

/// An account by its id.
pub async fn by_id(db: &impl ConnectionTrait, id: &AccountId) -> Result<Option<Account>, StoreError> {
    one(db, "id = $1", id.as_str()).await
}

/// An account by its address.
pub async fn by_email(db: &impl ConnectionTrait, email: &Email) -> Result<Option<Account>, StoreError> {
    one(db, "email = $1", email.as_str()).await
}

/// An account by its name.
pub async fn by_username(db: &impl ConnectionTrait, name: &Username) -> Result<Option<Account>, StoreError> {
    one(db, "username = $1", name.as_str()).await
}

/// An account by what its owner calls themselves.
pub async fn by_login(db: &impl ConnectionTrait, login: &Login) -> Result<Option<Account>, StoreError> {
    match login {
        Login::Email(email) => by_email(db, email).await,
        Login::Username(name) => by_username(db, name).await,
    }
}

/// The account whose things are kept under a visitor.
pub async fn of_visitor(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Option<AccountId>, StoreError> {
    let found = row(db, "SELECT id FROM \"user\" WHERE visitor = $1", values![visitor.as_str()]).await?;
    found.map(|row| document::parse("account", &row.try_get_by_index::<String>(0)?)).transpose()
}

/// Sets the password; `short` where it only does beside a second factor.
pub async fn set_password(
    tx: &Transaction,
    id: &AccountId,
    hash: &str,
    short: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE \"user\" SET password_hash = $2, password_short = $3, password_changed_at = $4 WHERE id = $1";
    run(tx, sql, values![id.as_str(), hash, short, now.0]).await?;
    Ok(())
}

/// Writes the same password's hash anew, made with other costs, unless the password was changed in the meantime.
pub async fn rehash(tx: &Transaction, id: &AccountId, old: &str, new: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE \"user\" SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    Ok(run(tx, sql, values![id.as_str(), old, new]).await? == 1)
}

/// Sets a confirmed address; says whether it was free.
pub async fn set_email(tx: &Transaction, id: &AccountId, email: &Email, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE \"user\" SET email = $2, email_verified_at = $3 WHERE id = $1 AND NOT EXISTS \
               (SELECT 1 FROM \"user\" AS other WHERE other.email = $2 AND other.id <> $1)";
    Ok(run(tx, sql, values![id.as_str(), email.as_str(), now.0]).await? == 1)
}

/// Notes that the address was confirmed.
pub async fn confirm_email(tx: &Transaction, id: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE \"user\" SET email_verified_at = COALESCE(email_verified_at, $2) WHERE id = $1";
    run(tx, sql, values![id.as_str(), now.0]).await?;
    Ok(())
}

/// Notes that somebody signed in.
pub async fn note_login(tx: &Transaction, id: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE \"user\" SET last_login = $2 WHERE id = $1", values![id.as_str(), now.0]).await?;
    Ok(())
}

/// Remembers a browser; says whether it was new to the account.
pub async fn know_device(tx: &Transaction, id: &AccountId, device: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE known_device SET last_seen_at = $3 WHERE user_id = $1 AND device = $2";
    if run(tx, sql, values![id.as_str(), device, now.0]).await? == 1 {
        return Ok(false);
    }
    let sql = "INSERT INTO known_device (user_id, device, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $3)";
    run(tx, sql, values![id.as_str(), device, now.0]).await?;
    Ok(true)
}

/// Whether somebody signed in to the account with this browser before.
pub async fn knows_device(db: &impl ConnectionTrait, id: &AccountId, device: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM known_device WHERE user_id = $1 AND device = $2";
    Ok(row(db, sql, values![id.as_str(), device]).await?.is_some())
}

/// Whether the account was ever used from any browser.
pub async fn has_devices(db: &impl ConnectionTrait, id: &AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM known_device WHERE user_id = $1 LIMIT 1";
    Ok(row(db, sql, values![id.as_str()]).await?.is_some())
}

/// Forgets browsers that were not seen for long.
pub async fn forget_devices(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM known_device WHERE last_seen_at < $1", values![before.0]).await
}

/// Notes what happened to an account, for its owner and in the audit log.
pub async fn note_event(
    tx: &Transaction,
    id: &AccountId,
    kind: SecurityEventKind,
    agent: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    note_event_by(tx, &Actor::Account(id.clone()), id, kind, agent, now).await
}

/// The same, where somebody else did it.
pub async fn note_event_by(
    tx: &Transaction,
    actor: &Actor,
    id: &AccountId,
    kind: SecurityEventKind,
    agent: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO security_event (id, user_id, kind, agent, at) VALUES ($1, $2, $3, $4, $5)";
    let event = uuid::Uuid::now_v7().simple().to_string();
    run(tx, sql, values![event, id.as_str(), kind.word(), agent, now.0]).await?;
    let subject = audit_log::of_account(tx, id).await?;
    let action = format!("account.{}", kind.word());
    let noted = Noted { actor, action: &action, subject: &subject, was: None, became: None };
    audit_log::note(tx, &noted, now).await
}

/// What happened to an account, the newest first.
pub async fn events(db: &impl ConnectionTrait, id: &AccountId, limit: u64) -> Result<Vec<SecurityEvent>, StoreError> {
    let sql = "SELECT kind, agent, at FROM security_event WHERE user_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let read = |row: QueryResult| -> Result<Option<SecurityEvent>, StoreError> {
        let kind = SecurityEventKind::from_word(&row.try_get_by_index::<String>(0)?);
        let (agent, at) = (row.try_get_by_index(1)?, Timestamp(row.try_get_by_index(2)?));
        Ok(kind.map(|kind| SecurityEvent { kind, agent, at }))
    };
    let found = rows(db, sql, values![id.as_str(), limit]).await?;
    found.into_iter().filter_map(|row| read(row).transpose()).collect()
}

/// Forgets what happened long ago.
pub async fn forget_events(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM security_event WHERE at < $1", values![before.0]).await
}

async fn one(db: &impl ConnectionTrait, condition: &str, value: &str) -> Result<Option<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM \"user\" WHERE {condition}");
    row(db, &sql, vec![Value::from(value)]).await?.map(|row| account(&row)).transpose()
}

fn account(row: &QueryResult) -> Result<Account, StoreError> {
    fn get<T: TryGetable>(row: &QueryResult, place: usize) -> Result<T, StoreError> {
        Ok(row.try_get_by_index(place)?)
    }
    let moment =
        |place| -> Result<Option<Timestamp>, StoreError> { Ok(get::<Option<i64>>(row, place)?.map(Timestamp)) };
    let text = |place| get::<String>(row, place);
    Ok(Account {
        id: document::parse("account", &text(0)?)?,
        visitor: document::parse("visitor", &text(1)?)?,
        username: document::parse("username", &text(2)?)?,
        email: document::parse("e-mail address", &text(3)?)?,
        password_hash: Some(text(4)?).filter(|hash| !hash.is_empty()),
        password_short: get(row, 5)?,
        first_name: text(6)?,
        last_name: text(7)?,
        email_verified_at: moment(8)?,
        locale: document::from_word("locale", &text(9)?)?,
        role: text(10)?,
        suspended_at: moment(11)?,
        erased_at: moment(12)?,
        password_changed_at: moment(13)?,
        joined_at: Timestamp(get(row, 14)?),
    })
}
