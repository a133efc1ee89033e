//! What the carriers of the practice world have in common: shipments with their stages, prices, labels, knobs, and messages to
//! the shop. What they say, and in which words, is each carrier's own.

pub mod book;
pub mod days;
pub mod knobs;
pub mod label;
pub mod notify;
pub mod rates;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::{get, post};
use axum::{Router, routing::MethodRouter};

use self::book::{Book, Moved, NewShipment, Shipment};
use self::knobs::Panel;
use self::notify::Voice;
use crate::journal::Entry;
use crate::market::Server;
use crate::memory::Remembered;

/// A carrier's house, as all its handlers share it.
#[derive(Clone, Debug)]
pub struct Depot {
    /// Name, address, knobs and journal.
    pub server: Arc<Server>,
    /// The knobs that only carriers have.
    pub panel: Panel,
    book: Arc<Mutex<Book>>,
    voice: Option<Voice>,
}

impl Depot {
    /// A depot that goes on from what was remembered; without a voice it tells the shop nothing.
    #[must_use]
    pub fn new(server: Server, voice: Option<Voice>, remembered: &[Remembered]) -> Self {
        let book = Arc::new(Mutex::new(Book::remembered(remembered)));
        Self { server: Arc::new(server), panel: Panel::default(), book, voice }
    }

    /// The shipments.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().expect("no writer panics")
    }

    /// Books a shipment, or gives the one that was booked with the same key before.
    pub fn take_in(&self, new: NewShipment) -> Shipment {
        let (shipment, is_new) = self.book().take_in(new);
        let kind = if is_new { "shipment_booked" } else { "shipment_repeated" };
        let mut entry = Entry::new(kind).id(&shipment.numbers[0]).amount(shipment.price_minor, &shipment.currency);
        entry.reference.clone_from(&shipment.key);
        entry.note = Some(shipment.service.clone());
        self.server.journal.write(entry);
        if is_new {
            self.server.memory.keep("shipment", &shipment);
        }
        shipment
    }

    /// Notes that a shipment was refused.
    pub fn refuse(&self, key: Option<&str>, why: &str) {
        let mut entry = Entry::new("shipment_refused").note(why);
        entry.reference = key.map(str::to_owned);
        self.server.journal.write(entry);
    }

    /// Calls a shipment off, as long as it was not picked up. Whether it was not called off before.
    ///
    /// # Errors
    /// When there is none of that number, or it is on its way.
    pub fn call_off(&self, number: &str) -> Result<(Shipment, bool), Moved> {
        let (shipment, is_new) = self.book().call_off(number)?;
        if is_new {
            self.server.memory.keep("shipment", &shipment);
            self.server.journal.write(Entry::new("shipment_cancelled").id(&shipment.numbers[0]));
        }
        Ok((shipment, is_new))
    }

    /// Moves a shipment on by one stage and tells the shop.
    ///
    /// # Errors
    /// When there is none of that number, or it has arrived or was called off.
    pub fn advance(&self, number: &str) -> Result<Shipment, Moved> {
        let shipment = self.book().advance(number)?;
        self.server.memory.keep("shipment", &shipment);
        let stage = shipment.stage().word();
        self.server.journal.write(Entry::new("parcel_moved").id(&shipment.numbers[0]).note(stage));
        if let Some(voice) = self.voice {
            voice.tell(&self.server, &self.panel, &shipment);
        }
        Ok(shipment)
    }

    /// Moves every shipment on that has rested long enough, for as long as the world lives.
    pub async fn run_clock(self, stage_seconds: u64) {
        if stage_seconds == 0 {
            return;
        }
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let due = self.book().rested(stage_seconds);
            for number in due {
                // somebody may have called it off in between, which is no trouble
                let _ = self.advance(&number);
            }
        }
    }

    /// The knobs and the shipments, for tests and for people.
    pub fn routes(&self) -> Router {
        let shipments: MethodRouter<Self> = get(list);
        Router::new()
            .route("/sandbox/shipments", shipments)
            .route("/sandbox/shipments/{number}/advance", post(advance))
            .with_state(self.clone())
            .merge(self.panel.routes())
    }
}

async fn list(State(depot): State<Depot>) -> Json<Vec<Shipment>> {
    Json(depot.book().all())
}

async fn advance(
    State(depot): State<Depot>,
    Path(number): Path<String>,
) -> Result<Json<Shipment>, (StatusCode, &'static str)> {
    depot.advance(&number).map(Json).map_err(|problem| match problem {
        Moved::Unknown => (StatusCode::NOT_FOUND, "there is no such shipment"),
        Moved::TooLate => (StatusCode::CONFLICT, "it does not move any more"),
    })
}
