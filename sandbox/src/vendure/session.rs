//! Sessions: a token of 64 hexadecimal digits, and the order that is being filled under it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard};

use super::basket::Basket;
use super::shelf::Shelf;

/// How many sessions are kept; the oldest make room.
const MOST_SESSIONS: usize = 50_000;

/// All sessions of the shop.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<Book>);

#[derive(Debug, Default)]
struct Book {
    baskets: HashMap<String, Option<Basket>>,
    oldest: VecDeque<String>,
    last_id: u64,
}

impl Sessions {
    /// Sessions whose order ids begin after `last_id`.
    pub fn after(last_id: u64) -> Self {
        Self(Mutex::new(Book { last_id, ..Book::default() }))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().expect("no writer panics")
    }
}

/// One request's view of the shop: its goods and its own session.
///
/// Once the session is needed, all sessions stay locked until the request is answered, so two requests never change
/// the same order at once. A search needs none.
pub struct Visit<'a> {
    pub shelf: &'a Shelf,
    sessions: &'a Sessions,
    book: Option<MutexGuard<'a, Book>>,
    token: Option<String>,
    /// Whether a session was begun for this request.
    pub begun: bool,
    /// Whether the request placed an order.
    pub placed: bool,
}

impl<'a> Visit<'a> {
    /// A request that came with this token, if with any.
    pub fn new(shelf: &'a Shelf, sessions: &'a Sessions, token: Option<String>) -> Self {
        Self { shelf, sessions, book: None, token, begun: false, placed: false }
    }

    /// The token of the session, where one came or was begun.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    fn book(&mut self) -> &mut Book {
        self.book.get_or_insert_with(|| self.sessions.book())
    }

    /// The token of the session, begun now if there is none or nobody knows it.
    fn session(&mut self) -> String {
        let sent = self.token.clone();
        let book = self.book();
        if let Some(token) = sent.filter(|token| book.baskets.contains_key(token)) {
            return token;
        }
        let token = hex::encode(rand::random::<[u8; 32]>());
        book.baskets.insert(token.clone(), None);
        book.oldest.push_back(token.clone());
        if book.oldest.len() > MOST_SESSIONS
            && let Some(oldest) = book.oldest.pop_front()
        {
            book.baskets.remove(&oldest);
        }
        self.token = Some(token.clone());
        self.begun = true;
        token
    }

    /// A number no order and no line had before.
    pub fn next_id(&mut self) -> u64 {
        let book = self.book();
        book.last_id += 1;
        book.last_id
    }

    /// The order that is being filled, as it is; a new one where `create` is said and there is none.
    pub fn basket(&mut self, create: bool) -> Option<Basket> {
        let token = self.session();
        let found = self.book().baskets.get(&token).cloned().flatten();
        if found.is_none() && create {
            return Some(Basket::new(self.next_id()));
        }
        found
    }

    /// Puts the changed order back, or takes it out of the session.
    pub fn keep(&mut self, basket: Option<Basket>) {
        let token = self.session();
        self.book().baskets.insert(token, basket);
    }
}
