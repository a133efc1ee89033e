//! The audit log: who did what to what, and how it was before and after. It only grows, and each row carries the digest
//! of everything before it, so that a change, a gap, another order or a missing end is found.
//!
//! Whatever is worth answering for later calls [`note`] in its own transaction. Nothing of a person and no secret goes
//! into it: people are named by the pseudonym of their account, which leads nowhere once the account is erased.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};
use sha2::{Digest, Sha256};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// What the first row is chained to.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// How many rows are looked at in one go.
const AT_ONCE: i64 = 1000;

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with an account.
    Account(AccountId),
    /// A program with a key, by the key's id.
    Key(String),
    /// Whoever holds the operator's key or can start the program.
    Operator,
    /// The shop by itself.
    Shop,
    /// Somebody unknown.
    Visitor,
}

/// What is noted.
#[derive(Clone, Debug)]
pub struct Noted<'a> {
    /// Who did it.
    pub actor: &'a Actor,
    /// What they did, as `area.what`, such as `role.assigned`.
    pub action: &'a str,
    /// To what, as `kind:name`, such as `order:OC-7K3M-9Q2D`; [`of_account`] names an account.
    pub subject: &'a str,
    /// How it was before, as JSON or a word; nothing of a person, no secret.
    pub was: Option<String>,
    /// How it is now, likewise.
    pub became: Option<String>,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 1 for the first.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as kind and pseudonym.
    pub actor: String,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// How it was before.
    pub was: Option<String>,
    /// How it became.
    pub became: Option<String>,
    /// The digest over the row before and this one.
    pub digest: String,
}

impl Entry {
    /// The digest that the row must have after another. Each field goes in with its length, and an absent one differs
    /// from an empty one, so no two rows read the same.
    fn digest_after(&self, before: &str) -> String {
        let (number, at) = (self.number.to_string(), self.at.0.to_string());
        let fields = [
            Some(before),
            Some(&number),
            Some(&at),
            Some(&self.actor),
            Some(&self.action),
            Some(&self.subject),
            self.was.as_deref(),
            self.became.as_deref(),
        ];
        let mut hash = Sha256::new();
        for field in fields {
            hash.update([u8::from(field.is_some())]);
            let field = field.unwrap_or_default();
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field);
        }
        hex::encode(hash.finalize())
    }
}

/// Notes what was done, in the transaction that does it.
pub async fn note(tx: &Transaction, noted: &Noted<'_>, now: Timestamp) -> Result<(), StoreError> {
    let last = head(tx).await?;
    let (number, before) = last.map_or((1, BEGINNING.to_owned()), |(number, digest)| (number + 1, digest));
    let mut entry = Entry {
        number,
        at: now,
        actor: name_of(tx, noted.actor).await?,
        action: noted.action.to_owned(),
        subject: noted.subject.to_owned(),
        was: noted.was.clone(),
        became: noted.became.clone(),
        digest: String::new(),
    };
    entry.digest = entry.digest_after(&before);
    let sql = "INSERT INTO audit_entry (number, at, actor, action, subject, was, became, digest) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Entry { number, at, actor, action, subject, was, became, digest } = entry;
    run(tx, sql, values![number, at.0, actor, action, subject, was, became, digest]).await?;
    Ok(())
}

/// The name of an account in the log.
pub async fn of_account(db: &impl ConnectionTrait, account: &AccountId) -> Result<String, StoreError> {
    let found = row(db, "SELECT pseudonym FROM \"user\" WHERE id = $1", values![account.as_str()]).await?;
    let pseudonym: Option<String> = found.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(format!("account:{}", pseudonym.as_deref().unwrap_or("unknown")))
}

/// The name of an actor in the log.
pub async fn name_of(db: &impl ConnectionTrait, actor: &Actor) -> Result<String, StoreError> {
    Ok(match actor {
        Actor::Account(account) => of_account(db, account).await?,
        Actor::Key(id) => format!("key:{id}"),
        Actor::Operator => "operator".to_owned(),
        Actor::Shop => "shop".to_owned(),
        Actor::Visitor => "visitor".to_owned(),
    })
}

/// The number and the digest of the last row.
pub async fn head(db: &impl ConnectionTrait) -> Result<Option<(i64, String)>, StoreError> {
    let found = row(db, "SELECT number, digest FROM audit_entry ORDER BY number DESC LIMIT 1", values![]).await?;
    found.map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).transpose()
}

/// Which rows are asked for; what is empty asks for all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this actor.
    pub actor: String,
    /// Actions that begin so.
    pub action: String,
    /// About this subject.
    pub subject: String,
    /// Since this moment.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Only rows with a lower number.
    pub below: Option<i64>,
}

const COLUMNS: &str = "SELECT number, at, actor, action, subject, was, became, digest FROM audit_entry";

/// Rows of the log, the newest first.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE ($1 = '' OR actor = $1) AND ($2 = '' OR substr(action, 1, $3) = $2) \
         AND ($4 = '' OR subject = $4) AND at >= $5 AND at < $6 AND number < $7 ORDER BY number DESC LIMIT $8"
    );
    let length = i32::try_from(filter.action.chars().count()).unwrap_or(i32::MAX);
    let (since, until) = (filter.since.map_or(i64::MIN, |at| at.0), filter.until.map_or(i64::MAX, |at| at.0));
    let below = filter.below.unwrap_or(i64::MAX);
    let (actor, action, subject) = (filter.actor.as_str(), filter.action.as_str(), filter.subject.as_str());
    let asked = values![actor, action, length, subject, since, until, below, i64::from(limit)];
    rows(db, &sql, asked).await?.iter().map(Entry::try_from).collect()
}

/// How far the chain had come at a moment, signed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The number of the last row.
    pub number: i64,
    /// Its digest.
    pub digest: String,
    /// When it was signed.
    pub at: Timestamp,
    /// The signature over the three.
    pub signature: String,
}

/// Keeps a head; one that was kept before stays.
pub async fn keep_head(tx: &Transaction, head: &Head) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit_head (number, digest, at, signature) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (number) DO NOTHING";
    let (digest, signature) = (head.digest.as_str(), head.signature.as_str());
    run(tx, sql, values![head.number, digest, head.at.0, signature]).await?;
    Ok(())
}

/// Every head that was kept, the oldest first.
pub async fn heads(db: &impl ConnectionTrait) -> Result<Vec<Head>, StoreError> {
    let read = |row: QueryResult| {
        Ok(Head {
            number: row.try_get_by_index(0)?,
            digest: row.try_get_by_index(1)?,
            at: Timestamp(row.try_get_by_index(2)?),
            signature: row.try_get_by_index(3)?,
        })
    };
    let sql = "SELECT number, digest, at, signature FROM audit_head ORDER BY number";
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}

/// What is wrong with the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// A row is not what it was when it was written, or another stood before it.
    Changed(i64),
    /// The row that belongs before this one is not there, or this one stands elsewhere.
    Gap(i64),
    /// A signed head names a row that is not there: the end is missing.
    Truncated(i64),
    /// A signed head names another digest for this row: the log was written anew.
    Rewritten(i64),
    /// The signature of the head of this row is none of ours.
    Forged(i64),
}

/// What looking through the log found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many rows there are.
    pub entries: u64,
    /// How many heads they were held against.
    pub heads: u64,
    /// What is wrong, at most a hundred of it.
    pub breaches: Vec<Breach>,
}

/// How many breaches are told.
const TOLD: usize = 100;

/// Goes through the whole log and holds it against heads, whose signatures were checked before.
pub async fn verify(db: &impl ConnectionTrait, heads: &[Head]) -> Result<Verdict, StoreError> {
    let mut verdict = Verdict { heads: heads.len() as u64, ..Verdict::default() };
    let told = |breach, verdict: &mut Verdict| {
        if verdict.breaches.len() < TOLD {
            verdict.breaches.push(breach);
        }
    };
    let mut named: std::collections::BTreeMap<i64, &Head> = heads.iter().map(|head| (head.number, head)).collect();
    let (mut number, mut digest) = (0, BEGINNING.to_owned());
    loop {
        let sql = format!("{COLUMNS} WHERE number > $1 ORDER BY number LIMIT $2");
        let some = rows(db, &sql, values![number, AT_ONCE]).await?;
        if some.is_empty() {
            break;
        }
        for row in &some {
            let entry = Entry::try_from(row)?;
            if entry.number != number + 1 {
                told(Breach::Gap(entry.number), &mut verdict);
            } else if entry.digest != entry.digest_after(&digest) {
                told(Breach::Changed(entry.number), &mut verdict);
            }
            if named.remove(&entry.number).is_some_and(|head| head.digest != entry.digest) {
                told(Breach::Rewritten(entry.number), &mut verdict);
            }
            verdict.entries += 1;
            (number, digest) = (entry.number, entry.digest);
        }
    }
    for missing in named.into_keys() {
        told(Breach::Truncated(missing), &mut verdict);
    }
    Ok(verdict)
}

impl TryFrom<&QueryResult> for Entry {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.try_get_by_index(0)?,
            at: Timestamp(row.try_get_by_index(1)?),
            actor: row.try_get_by_index(2)?,
            action: row.try_get_by_index(3)?,
            subject: row.try_get_by_index(4)?,
            was: row.try_get_by_index(5)?,
            became: row.try_get_by_index(6)?,
            digest: row.try_get_by_index(7)?,
        })
    }
}

/// A value as the log keeps it: as JSON.
pub fn as_json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    document::text(value)
}
