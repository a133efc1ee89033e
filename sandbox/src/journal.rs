//! A server's own record of what it did, so that the shop's books can be compared with it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use crate::memory::Memory;
use crate::orders::now_ms;

/// One thing that happened.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct Entry {
    /// Counts from one, without gaps.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// What: `order_placed`, `order_refused`, `order_cancelled`, `captured`, …
    pub kind: String,
    /// The client's own reference for it, or its idempotency key.
    pub reference: Option<String>,
    /// This server's id for it.
    pub id: Option<String>,
    /// How much money it was about.
    pub amount_minor: Option<i64>,
    /// In which currency.
    pub currency: Option<String>,
    /// In words.
    pub note: Option<String>,
}

impl Entry {
    /// An entry of this kind with nothing else known yet.
    #[must_use]
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), ..Self::default() }
    }

    /// Says which client reference it belongs to.
    #[must_use]
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// Says which of this server's things it is about.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says how much money moved.
    #[must_use]
    pub fn amount(mut self, minor: i64, currency: impl Into<String>) -> Self {
        self.amount_minor = Some(minor);
        self.currency = Some(currency.into());
        self
    }

    /// Says it in words.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The journal of one server.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    entries: Arc<Mutex<Vec<Entry>>>,
    memory: Memory,
}

impl Journal {
    /// A journal that goes on from what was remembered.
    #[must_use]
    pub fn new(memory: Memory, entries: Vec<Entry>) -> Self {
        Self { entries: Arc::new(Mutex::new(entries)), memory }
    }

    /// Adds an entry; number and time are set here.
    pub fn write(&self, mut entry: Entry) {
        let mut entries = self.entries.lock().expect("no writer panics");
        entry.seq = entries.last().map_or(0, |last| last.seq) + 1;
        entry.at_ms = now_ms();
        self.memory.keep("journal", &entry);
        entries.push(entry);
    }

    /// All entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.entries.lock().expect("no writer panics").clone()
    }

    /// Forgets every entry.
    pub fn clear(&self) {
        let mut entries = self.entries.lock().expect("no writer panics");
        entries.clear();
        self.memory.keep("journal_cleared", &true);
    }

    /// `GET` and `DELETE /sandbox/journal`.
    pub fn routes(&self) -> Router {
        Router::new().route("/sandbox/journal", get(list).delete(clear)).with_state(self.clone())
    }
}

async fn list(State(journal): State<Journal>) -> Response {
    Json(journal.entries()).into_response()
}

async fn clear(State(journal): State<Journal>) -> StatusCode {
    journal.clear();
    StatusCode::NO_CONTENT
}
