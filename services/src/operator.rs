//! Behind the counter: the operator's key, and what is seen and done there of books, alerts, comparisons and later work.
//!
//! The key opens the door before there are accounts with roles, and goes on opening what whoever runs the machine sees to.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use domain::{
    ids::OrderNumber,
    ledger::{Account, Posting, TrialBalance},
    money::Money,
    order::OrderView,
    saga::Phase,
    time::Timestamp,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{
    alerts,
    audit_log::{self, Noted},
    effects,
    jobs::{self, Counts},
    ledger, orders, reconciliations, sagas,
};

pub use store::{
    alerts::Alert,
    jobs::{Job, Which},
    reconciliations::{Finding, FindingState, Run},
};

use crate::{
    ServiceError, Settings, Shop, now, reconcile,
    shop::commit,
    staff::{Allowed, may},
};

/// For how long a session is open.
const SESSION: i64 = 12 * 60 * 60 * 1000;

/// The shortest key that is accepted.
pub const SHORTEST_KEY: usize = 16;

/// How long the first wrong key is kept waiting; each further one in a row twice as long, up to eight times.
const WAIT: Duration = Duration::from_secs(1);

/// How long a form waits for a comparison of books.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many rows a list shows.
const LISTED: u64 = 200;

/// How many entries of an account a page shows.
const POSTINGS: u64 = 50;

/// Whoever holds the operator's key. Made where a key or its session was checked, and nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Operator(());

impl Operator {
    /// Whoever can start the program on the shop's own machine.
    pub fn at_the_machine() -> Self {
        Self(())
    }
}

/// How many wrong keys came in a row.
#[derive(Debug, Default)]
pub(crate) struct WrongKeys(AtomicU32);

/// What the operator sees first.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The calls nobody has settled.
    pub alerts: Vec<Alert>,
    /// The orders that need a person.
    pub people: Vec<OrderNumber>,
    /// Later work.
    pub jobs: Counts,
    /// The last comparison with other people's books.
    pub compared: Option<Run>,
    /// What should hold and does not, with how many rows break it.
    pub broken: Vec<(String, usize)>,
    /// Whether every transaction and the books as a whole balance.
    pub balances: bool,
    /// When the next step of the money path is due, where one waits.
    pub next_effect: Option<Timestamp>,
}

/// The books as a whole.
#[derive(Clone, Debug)]
pub struct Books {
    /// One per currency.
    pub trial: Vec<TrialBalance>,
    /// Every account with its balance.
    pub accounts: Vec<(Account, Money)>,
    /// The transactions that do not balance, by id; there are none.
    pub unbalanced: Vec<String>,
}

impl Books {
    /// Whether every transaction and every currency balances.
    pub fn balance(&self) -> bool {
        self.unbalanced.is_empty() && self.trial.iter().all(|of| of.debit == of.credit)
    }
}

/// The last comparison with other people's books, and every discrepancy that was ever met.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The run, where there was one.
    pub run: Option<Run>,
    /// What is open first, then the last met.
    pub findings: Vec<Finding>,
}

fn mac(settings: &Settings, purpose: &str, text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&settings.secret).expect("any length is a key");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    mac
}

/// What a session's value is signed over: its end and the key it was opened with, so that a new key closes it.
fn signed(settings: &Settings, until: i64) -> Hmac<Sha256> {
    mac(settings, "operator session", &format!("{until}:{}", settings.operator_key))
}

impl Shop {
    /// Checks the operator's key; the value of the session's cookie, or nothing, after a while, where the key is wrong.
    pub async fn open_session(&self, key: &str) -> Option<String> {
        let known = mac(&self.settings, "operator key", &self.settings.operator_key).finalize().into_bytes();
        let fits = self.settings.operator_key.len() >= SHORTEST_KEY
            && mac(&self.settings, "operator key", key).verify_slice(&known).is_ok();
        if fits {
            self.wrong_keys.0.store(0, Ordering::Relaxed);
            let until = now().0 + SESSION;
            return Some(format!("{until}.{}", hex::encode(signed(&self.settings, until).finalize().into_bytes())));
        }
        let before = self.wrong_keys.0.fetch_add(1, Ordering::Relaxed);
        tracing::warn!("somebody tried a wrong operator's key");
        tokio::time::sleep(WAIT * (1 << before.min(3))).await;
        None
    }

    /// The operator whose session this cookie opens, while it is open.
    pub fn operator(&self, session: &str) -> Option<Operator> {
        let (until, mark) = session.split_once('.')?;
        let until: i64 = until.parse().ok()?;
        let mark = hex::decode(mark).ok()?;
        let genuine = signed(&self.settings, until).verify_slice(&mark).is_ok();
        (genuine && now().0 < until).then_some(Operator(()))
    }

    /// What the operator sees first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overview(&self, _: &Allowed<may::SeeOverview>) -> Result<Overview, ServiceError> {
        let reader = self.store.reader();
        Ok(Overview {
            alerts: alerts::open(reader).await?,
            people: sagas::in_phase(reader, Phase::NeedsHuman, now().plus(1), LISTED).await?,
            jobs: jobs::counts(reader).await?,
            compared: reconciliations::last(reader).await?,
            broken: self.broken_invariants().await?,
            balances: self.all_books().await?.balance(),
            next_effect: effects::next_due(reader).await?,
        })
    }

    /// The calls nobody has settled, and those that were settled last.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn alerts(&self, _: &Allowed<may::SeeAlerts>) -> Result<(Vec<Alert>, Vec<Alert>), ServiceError> {
        let reader = self.store.reader();
        Ok((alerts::open(reader).await?, alerts::settled(reader, LISTED).await?))
    }

    /// Notes that a person has seen to what an alert is about; says whether it was open.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settle_alert(&self, clerk: &Allowed<may::SettleAlerts>, id: &str) -> Result<bool, ServiceError> {
        let (by, id) = (clerk.by().clone(), id.to_owned());
        Ok(commit!(self.store, |tx| {
            let was_open = alerts::resolve(tx, &id, now()).await?;
            if was_open {
                let subject = format!("alert:{id}");
                let noted = Noted { actor: &by, action: "alert.settled", subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(was_open)
        })?)
    }

    /// The books as a whole.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn books(&self, _: &Allowed<may::SeeBooks>) -> Result<Books, ServiceError> {
        self.all_books().await
    }

    async fn all_books(&self) -> Result<Books, ServiceError> {
        let reader = self.store.reader();
        Ok(Books {
            trial: ledger::trial_balance(reader).await?,
            accounts: ledger::balances(reader).await?,
            unbalanced: ledger::unbalanced(reader).await?,
        })
    }

    /// The entries of an account, the newest first, page by page from 0; and whether there are more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn postings(
        &self,
        _: &Allowed<may::SeeBooks>,
        account: &Account,
        page: u32,
    ) -> Result<(Vec<Posting>, bool), ServiceError> {
        let reader = self.store.reader();
        let page = u64::from(page);
        let shown = ledger::of_account(reader, account, page, POSTINGS).await?;
        let next = ledger::of_account(reader, account, (page + 1) * POSTINGS, 1).await?;
        Ok((shown, !next.is_empty()))
    }

    /// An order, whoever made it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub async fn order_for(
        &self,
        _: &Allowed<may::SeeOrders>,
        number: &OrderNumber,
    ) -> Result<OrderView, ServiceError> {
        orders::view(self.store.reader(), number).await?.ok_or(ServiceError::NotFound)
    }

    /// Compares the books now; says whether it came to its end within a few seconds. What takes longer goes on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn compare_now(&self, clerk: &Allowed<may::CompareBooks>) -> Result<bool, ServiceError> {
        let by = clerk.by().clone();
        commit!(self.store, |tx| {
            let noted = Noted { actor: &by, action: "books.compared", subject: "books", was: None, became: None };
            audit_log::note(tx, &noted, now()).await
        })?;
        let shop = self.clone();
        let comparing = tokio::spawn(async move { shop.reconcile(reconcile::Scope::recent()).await });
        match tokio::time::timeout(PATIENCE, comparing).await {
            Ok(Ok(outcome)) => outcome.map(|_| true),
            Ok(Err(broke_off)) => Err(ServiceError::Unavailable(broke_off.to_string())),
            Err(_) => Ok(false),
        }
    }

    /// The last comparison with other people's books, and every discrepancy that was ever met.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn comparison(&self, _: &Allowed<may::SeeBooks>) -> Result<Comparison, ServiceError> {
        let reader = self.store.reader();
        let run = reconciliations::last(reader).await?;
        Ok(Comparison { run, findings: reconciliations::findings(reader, LISTED).await? })
    }
}
