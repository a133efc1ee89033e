//! What the practice payment providers share: a till with payments, what may happen to them, knobs, an approval page, and
//! messages to the shop. What each of them says on the wire is in its own folder.

use std::sync::{Arc, Mutex, MutexGuard};

use serde::{Deserialize, Serialize};

use crate::gateway::currency::Currency;
use crate::journal::Entry;
use crate::market::Server;
use crate::memory::Remembered;
use crate::orders::now_ms;

pub(crate) mod amounts;
pub mod knobs;
pub(crate) mod lost;
pub(crate) mod page;
pub(crate) mod rules;
pub(crate) mod signing;
pub(crate) mod telling;

#[cfg(test)]
mod tests;

use knobs::Panel;

/// Where a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// The buyer has not said anything yet.
    Waiting,
    /// The buyer agreed; nothing is held.
    Approved,
    /// The amount is held.
    Held,
    /// It was taken, in whole or in part.
    Taken,
    /// The hold was set free.
    Free,
    /// The bank said no, for good.
    Declined,
    /// It was closed unpaid.
    Closed,
}

/// What was taken of a payment at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Taking {
    pub id: String,
    pub amount: i64,
}

/// What was given back of a payment at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Giving {
    pub id: String,
    /// The shop's own name for it.
    pub mark: String,
    pub amount: i64,
    pub at_ms: i64,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payment {
    /// The provider's name for it.
    pub id: String,
    /// The provider's name for the hold.
    pub hold: String,
    /// The shop's own reference.
    pub reference: String,
    pub items: Vec<(String, i64)>,
    /// What the buyer agrees to, in minor units, as all amounts.
    pub amount: i64,
    pub currency: Currency,
    /// Whether the money is taken when the buyer pays, without a hold before.
    pub at_once: bool,
    pub state: State,
    /// Why the bank will say no, where it will.
    pub refusal: Option<String>,
    pub takings: Vec<Taking>,
    pub givings: Vec<Giving>,
    pub success_url: String,
    pub cancel_url: String,
    /// Where messages about it go, where the shop said so.
    pub notify_url: String,
    pub created_ms: i64,
    /// When it can no longer be paid.
    pub until_ms: Option<i64>,
}

impl Payment {
    /// What was taken in all.
    pub(crate) fn taken(&self) -> i64 {
        self.takings.iter().map(|taking| taking.amount).sum()
    }

    /// What was given back in all.
    pub(crate) fn given(&self) -> i64 {
        self.givings.iter().map(|giving| giving.amount).sum()
    }
}

/// What one provider knows, shared by all its handlers.
#[derive(Clone, Debug)]
pub(crate) struct Till {
    pub server: Arc<Server>,
    pub panel: Panel,
    book: Arc<Mutex<Vec<Payment>>>,
}

impl Till {
    /// A till that goes on from what was remembered.
    pub(crate) fn new(server: Server, remembered: &[Remembered]) -> Self {
        let mut book: Vec<Payment> = Vec::new();
        for line in remembered.iter().filter(|line| line.kind == "payment") {
            let Ok(payment) = serde_json::from_value::<Payment>(line.value.clone()) else { continue };
            match book.iter_mut().find(|known| known.id == payment.id) {
                Some(known) => *known = payment,
                None => book.push(payment),
            }
        }
        Self { server: Arc::new(server), panel: Panel::default(), book: Arc::new(Mutex::new(book)) }
    }

    pub(crate) fn book(&self) -> MutexGuard<'_, Vec<Payment>> {
        self.book.lock().expect("no writer panics")
    }

    /// The first payment that fits.
    pub(crate) fn find(&self, fits: impl Fn(&Payment) -> bool) -> Option<Payment> {
        self.book().iter().find(|payment| fits(payment)).cloned()
    }

    /// The payment of this id.
    pub(crate) fn payment(&self, id: &str) -> Option<Payment> {
        self.find(|payment| payment.id == id)
    }

    /// Begins a payment.
    pub(crate) fn open(&self, payment: Payment) {
        self.server.memory.keep("payment", &payment);
        self.book().push(payment);
    }

    /// Changes a payment while nobody else can, and writes down what happened. Nothing changes where `change` says no.
    pub(crate) fn change(
        &self,
        id: &str,
        change: impl FnOnce(&mut Payment) -> Result<Vec<(&'static str, i64)>, rules::No>,
    ) -> Result<Payment, rules::No> {
        let mut book = self.book();
        let known = book.iter_mut().find(|payment| payment.id == id).ok_or(rules::No::Unknown)?;
        let mut payment = known.clone();
        let happened = change(&mut payment)?;
        *known = payment.clone();
        self.server.memory.keep("payment", &payment);
        for (kind, minor) in happened {
            let entry = Entry::new(kind).id(&payment.id).amount(minor, payment.currency.code());
            self.server.journal.write(entry.reference(&payment.reference));
        }
        Ok(payment)
    }
}

/// A new id of so many capitals and digits, as the providers make them.
pub(crate) fn new_id(letters: usize) -> String {
    let id = format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple());
    id.chars().take(letters).collect::<String>().to_uppercase()
}

/// A payment about which only the amount is known yet.
pub(crate) fn new_payment(id: String, hold: String, amount: i64, currency: Currency) -> Payment {
    Payment {
        id,
        hold,
        reference: String::new(),
        items: Vec::new(),
        amount,
        currency,
        at_once: false,
        state: State::Waiting,
        refusal: None,
        takings: Vec::new(),
        givings: Vec::new(),
        success_url: String::new(),
        cancel_url: String::new(),
        notify_url: String::new(),
        created_ms: now_ms(),
        until_ms: None,
    }
}
