//! The gateway's book: checkout sessions, payment intents and refunds as they stand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cards::Decline;
use super::currency::Currency;
use crate::memory::Remembered;

/// One line of what is paid for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub name: String,
    pub unit_minor: i64,
    pub quantity: i64,
}

/// Where a checkout session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    Open,
    Complete,
    Expired,
}

/// A hosted checkout: the page on which a buyer pays one payment intent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: String,
    pub intent: String,
    pub items: Vec<Item>,
    /// The shop's own reference, `client_reference_id`.
    pub reference: Option<String>,
    pub email: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub success_url: String,
    pub cancel_url: Option<String>,
    /// Seconds since 1970, as all times of the API.
    pub created: i64,
    pub expires_at: i64,
    pub state: SessionState,
}

/// Where a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntentState {
    RequiresPaymentMethod,
    RequiresAction,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled,
}

impl IntentState {
    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::RequiresAction => "requires_action",
            Self::Processing => "processing",
            Self::RequiresCapture => "requires_capture",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }
}

/// One payment: what is held, taken and given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    pub id: String,
    pub session: String,
    /// The shop's own reference, repeated from the session for the journal.
    pub reference: Option<String>,
    /// What the buyer agreed to, in minor units, as all amounts.
    pub amount: i64,
    pub currency: Currency,
    /// Whether the shop captures itself; otherwise the money is taken when the buyer pays.
    pub manual: bool,
    pub state: IntentState,
    pub captured: i64,
    pub refunded: i64,
    /// The charge, once the bank said yes.
    pub charge: Option<String>,
    /// The last four digits of the card; the rest is never kept.
    pub last_four: Option<String>,
    pub last_decline: Option<Decline>,
    pub metadata: BTreeMap<String, String>,
    pub created: i64,
    pub canceled_at: Option<i64>,
    pub cancellation_reason: Option<String>,
}

impl Intent {
    /// What could still be captured.
    pub fn capturable(&self) -> i64 {
        if self.state == IntentState::RequiresCapture { self.amount } else { 0 }
    }

    /// What we keep of what was taken: one and a half per cent and a quarter of a unit, no more than all.
    pub fn fee(&self) -> i64 {
        (self.captured * 15 / 1000 + 25).min(self.captured)
    }

    /// What could still be given back.
    pub fn refundable(&self) -> i64 {
        self.captured - self.refunded
    }
}

/// Money given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub id: String,
    pub intent: String,
    pub charge: String,
    pub amount: i64,
    pub currency: Currency,
    pub reason: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub created: i64,
}

/// Everything the gateway knows, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub sessions: Drawer<Session>,
    pub intents: Drawer<Intent>,
    pub refunds: Drawer<Refund>,
}

/// Things of one kind by id, in the order they came.
#[derive(Clone, Debug)]
pub struct Drawer<T> {
    things: Vec<T>,
    places: BTreeMap<String, usize>,
}

impl<T> Default for Drawer<T> {
    fn default() -> Self {
        Self { things: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T> Drawer<T> {
    /// The thing with this id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.things.get(*self.places.get(id)?)
    }

    /// The thing with this id, to change it.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.things.get_mut(*self.places.get(id)?)
    }

    /// Puts a new thing in, or a newer state of one that is there.
    pub fn put(&mut self, id: &str, thing: T) {
        match self.places.get(id) {
            Some(place) => self.things[*place] = thing,
            None => {
                self.places.insert(id.to_owned(), self.things.len());
                self.things.push(thing);
            }
        }
    }

    /// All things, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.things.iter()
    }
}

impl Book {
    /// A book that goes on from what was remembered; lines it cannot read are left out.
    ///
    /// A payment that was with the bank when the world ended goes back to the buyer.
    pub fn remembered(lines: &[Remembered]) -> Self {
        let mut book = Self::default();
        for line in lines {
            let value = line.value.clone();
            match line.kind.as_str() {
                "session" => put(&mut book.sessions, value, |session: &Session| &session.id),
                "intent" => put(&mut book.intents, value, |intent: &Intent| &intent.id),
                "refund" => put(&mut book.refunds, value, |refund: &Refund| &refund.id),
                _ => {}
            }
        }
        for intent in &mut book.intents.things {
            if intent.state == IntentState::Processing {
                intent.state = IntentState::RequiresPaymentMethod;
            }
        }
        book
    }
}

fn put<T: serde::de::DeserializeOwned>(drawer: &mut Drawer<T>, value: serde_json::Value, id: fn(&T) -> &String) {
    if let Ok(thing) = serde_json::from_value::<T>(value) {
        let id = id(&thing).clone();
        drawer.put(&id, thing);
    }
}
