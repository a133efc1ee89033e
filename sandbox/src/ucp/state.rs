//! What a UCP merchant remembers while it runs: carts, open sessions, and answers given under an idempotency key.

use std::collections::{HashMap, VecDeque};

use axum::http::StatusCode;
use sha2::{Digest as _, Sha256};

use super::basket::Basket;
use super::checkout::Session;
use super::reply::Reply;

/// Beyond so many sessions, carts or answers the oldest are forgotten.
const MOST: usize = 50_000;

/// One cart.
#[derive(Clone, Debug)]
pub struct Cart {
    /// Its id.
    pub id: String,
    /// Lines, codes, buyer.
    pub basket: Basket,
    /// When it was made.
    pub opened_ms: i64,
}

/// Everything that is open.
#[derive(Debug, Default)]
pub struct State {
    /// Checkout sessions by id.
    pub sessions: HashMap<String, Session>,
    /// Carts by id.
    pub carts: HashMap<String, Cart>,
    /// Sessions whose payment is on its way.
    pub slow: Vec<String>,
    by_cart: HashMap<String, String>,
    answers: HashMap<(String, String), ([u8; 32], Reply)>,
    ages: [VecDeque<String>; 2],
    answer_ages: VecDeque<(String, String)>,
}

impl State {
    /// Takes in a new session.
    pub fn keep_session(&mut self, session: Session) {
        if let Some(cart_id) = &session.cart_id {
            self.by_cart.insert(cart_id.clone(), session.id.clone());
        }
        self.ages[0].push_back(session.id.clone());
        self.sessions.insert(session.id.clone(), session);
        if self.ages[0].len() > MOST
            && let Some(session) = self.ages[0].pop_front().and_then(|oldest| self.sessions.remove(&oldest))
            && let Some(cart_id) = session.cart_id
        {
            self.by_cart.remove(&cart_id);
        }
    }

    /// Takes in a new cart.
    pub fn keep_cart(&mut self, cart: Cart) {
        self.ages[1].push_back(cart.id.clone());
        self.carts.insert(cart.id.clone(), cart);
        if self.ages[1].len() > MOST
            && let Some(oldest) = self.ages[1].pop_front()
        {
            self.carts.remove(&oldest);
        }
    }

    /// The session that was made from this cart and is not over yet.
    pub fn session_of_cart(&mut self, cart_id: &str) -> Option<&mut Session> {
        let session = self.sessions.get_mut(self.by_cart.get(cart_id)?)?;
        (!session.over()).then_some(session)
    }

    /// The answer given before under this key, or the refusal where the key came with another body.
    #[must_use]
    pub fn given(&self, operation: &str, key: &str, body: &[u8]) -> Option<Reply> {
        let (digest, reply) = self.answers.get(&(operation.to_owned(), key.to_owned()))?;
        if *digest == digest_of(body) {
            return Some(reply.clone());
        }
        let content = "the idempotency key was used with another body";
        Some(Reply::refused(StatusCode::CONFLICT, "idempotency_conflict", content))
    }

    /// Remembers an answer under its key.
    pub fn give(&mut self, operation: &str, key: &str, body: &[u8], reply: &Reply) {
        let place = (operation.to_owned(), key.to_owned());
        self.answer_ages.push_back(place.clone());
        self.answers.insert(place, (digest_of(body), reply.clone()));
        if self.answer_ages.len() > MOST
            && let Some(oldest) = self.answer_ages.pop_front()
        {
            self.answers.remove(&oldest);
        }
    }
}

fn digest_of(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}
