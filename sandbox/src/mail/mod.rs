//! The catcher: takes every mail and text message the shop sends and shows them on a page, delivering none.
//!
//! Mail comes over SMTP, text messages over HTTP in Twilio's shape. Everything is kept in memory only, the newest
//! thousand messages.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;

use crate::journal::Entry;
use crate::market::Server;

mod message;
mod sms;
mod smtp;
mod view;

#[cfg(test)]
mod tests;

pub use message::{Kind, Message};
pub use smtp::serve_smtp;

/// How many messages are kept.
const MOST_MESSAGES: usize = 1_000;

/// How many bytes all kept messages may have together.
const MOST_BYTES: usize = 256 << 20;

/// Everything that was caught.
#[derive(Debug, Default)]
pub struct Mailbox {
    messages: Mutex<VecDeque<Arc<Message>>>,
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Message>>> {
        self.messages.lock().expect("no writer panics")
    }

    /// Keeps a message; the oldest ones make room.
    pub fn put(&self, message: Message) {
        let mut messages = self.lock();
        messages.push_back(Arc::new(message));
        let mut bytes: usize = messages.iter().map(|message| message.raw.len()).sum();
        while messages.len() > MOST_MESSAGES || (bytes > MOST_BYTES && messages.len() > 1) {
            let oldest = messages.pop_front().expect("there are more than one");
            bytes -= oldest.raw.len();
        }
    }

    /// All messages, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Message>> {
        self.lock().iter().cloned().collect()
    }

    /// The message with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Arc<Message>> {
        self.lock().iter().find(|message| message.id == id).cloned()
    }

    /// Forgets every message.
    pub fn clear(&self) {
        self.lock().clear();
    }
}

/// The catcher as its web handlers share it.
#[derive(Clone, Debug)]
struct Catcher {
    server: Arc<Server>,
    mailbox: Arc<Mailbox>,
}

impl Catcher {
    fn keep(&self, message: Message) {
        let note = format!("to {}: {}", message.to.join(", "), message.subject);
        let kind = if message.kind == Kind::Sms { "sms_caught" } else { "mail_caught" };
        self.server.journal.write(Entry::new(kind).id(&message.id).note(note));
        self.mailbox.put(message);
    }
}

/// The web pages and API of the catcher.
pub fn router(server: Server, mailbox: Arc<Mailbox>) -> Router {
    let catcher = Catcher { server: Arc::new(server), mailbox };
    view::routes().merge(sms::routes()).with_state(catcher)
}
