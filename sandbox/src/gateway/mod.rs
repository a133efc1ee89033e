//! A payment gateway in Stripe's shape: checkout sessions with a hosted page, manual capture, refunds, signed events.
//!
//! The API lies under `/v1`, the hosted page under `/pay/{session}`. Card numbers decide the outcome and are never
//! kept. Payments survive a restart; idempotency keys do not.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::journal::Entry;
use crate::market::Server;
use crate::memory::Remembered;
use crate::orders::now_ms;

mod api;
mod book;
mod cards;
mod checkout;
pub(crate) mod currency;
mod hosted;
mod knobs;
mod money;
mod overview;
pub(crate) mod page;
mod params;
mod problem;
mod replay;
mod rules;
mod view;
mod webhooks;
mod wire;

#[cfg(test)]
mod tests;

use book::Book;
use knobs::Panel;
use replay::Replies;
use rules::Happening;

pub use webhooks::WEBHOOK_SECRET;

/// The secret key of the only account.
pub const SECRET_KEY: &str = "sk_test_onecart";

/// The gateway as all its handlers share it.
#[derive(Clone, Debug)]
struct Gateway {
    server: Arc<Server>,
    book: Arc<Mutex<Book>>,
    replies: Replies,
    panel: Panel,
}

impl Gateway {
    fn new(server: Server, remembered: &[Remembered]) -> Self {
        let book = Arc::new(Mutex::new(Book::remembered(remembered)));
        Self { server: Arc::new(server), book, replies: Replies::default(), panel: Panel::default() }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().expect("no writer panics")
    }

    /// Writes down what happened, in memory and journal, and lets the shop know. `key` is the idempotency key.
    fn tell(&self, happened: &[Happening], key: Option<&str>) {
        for happening in happened {
            self.remember(happening);
            if let Some(entry) = entry(happening, key) {
                self.server.journal.write(entry);
            }
            for (kind, object) in webhooks::event(happening, &self.server.base_url) {
                webhooks::send(&self.server, self.panel.knobs().late_ms, kind, &object);
            }
        }
    }

    fn remember(&self, happening: &Happening) {
        let memory = &self.server.memory;
        match happening {
            Happening::Authorised(session, intent) | Happening::Expired(session, intent) => {
                memory.keep("session", session);
                memory.keep("intent", intent);
            }
            Happening::Refunded(intent, refund) => {
                memory.keep("refund", refund);
                memory.keep("intent", intent);
            }
            Happening::Declined(intent, _)
            | Happening::Captured(intent)
            | Happening::Released(intent, _)
            | Happening::Canceled(intent) => memory.keep("intent", intent),
        }
    }

    /// Closes hosted pages whose time is up, for as long as the world lives.
    async fn run_clock(self) {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let now = now_ms() / 1000;
            let mut book = self.book();
            for session in book.overdue(now) {
                if let Ok(happened) = book.expire(&session, now) {
                    self.tell(&happened, None);
                }
            }
        }
    }
}

/// What the journal says of something that happened; the id is always the payment's.
fn entry(happening: &Happening, key: Option<&str>) -> Option<Entry> {
    let (kind, intent, minor, note) = match happening {
        Happening::Authorised(session, intent) => ("authorised", intent, intent.amount, session.id.clone()),
        Happening::Declined(intent, why) => ("declined", intent, intent.amount, why.code().to_owned()),
        Happening::Captured(intent) => ("captured", intent, intent.captured, String::new()),
        Happening::Released(intent, minor) => ("released", intent, *minor, String::new()),
        Happening::Refunded(intent, refund) => ("refunded", intent, refund.amount, refund.id.clone()),
        Happening::Expired(..) | Happening::Canceled(_) => return None,
    };
    let mut entry = Entry::new(kind).id(&intent.id).amount(minor, intent.currency.code());
    entry.reference.clone_from(&intent.reference);
    let key = key.map(|key| format!("idempotency-key {key}")).unwrap_or_default();
    let note = [note, key].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    entry.note = (!note.is_empty()).then_some(note);
    Some(entry)
}

/// The gateways' own routes; `remembered` is what `server.memory` kept, the journal apart.
///
/// Must be called within a runtime: the clock that closes unpaid pages starts here.
pub fn router(server: Server, remembered: Vec<Remembered>) -> Router {
    let gateway = Gateway::new(server, &remembered);
    tokio::spawn(gateway.clone().run_clock());
    routes(gateway)
}

fn routes(gateway: Gateway) -> Router {
    let guarded = api::routes()
        .layer(from_fn_with_state(gateway.clone(), replay::once))
        .layer(axum::middleware::from_fn(api::authenticate));
    let panel = gateway.panel.routes();
    guarded.merge(hosted::routes()).merge(overview::routes()).with_state(gateway).merge(panel)
}
