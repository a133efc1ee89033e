//! Our books beside everybody else's journals, both ways, and the invariants of our own.

mod orders;
mod payments;

use std::collections::BTreeMap;

use sandbox::journal::Entry;
use serde::Serialize;
use serde_json::{Value, json};

use super::World;
use crate::Problem;

/// How many breaches are spelled out; the others are only counted.
const SPELLED_OUT: usize = 12;

/// What an audit found. Everything but the first seven must be nought.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Audit {
    /// Orders of ours.
    pub orders: u64,
    /// Those that the gateway holds or took money for.
    pub paid: u64,
    /// Orders at marketplaces and at the house.
    pub placed: u64,
    /// Captures at the gateway for orders.
    pub captures: u64,
    /// Times that money came into a wallet.
    pub top_ups: u64,
    /// Orders that a wallet paid.
    pub by_wallet: u64,
    /// Orders that a person was called for.
    pub with_a_person: u64,
    /// Money held or taken, or goods ordered, that our books know nothing of.
    pub lost: u64,
    /// One thing done twice: a payment, a capture, an order at a marketplace.
    pub double: u64,
    /// Where our books and a journal tell of different amounts or states.
    pub unmatched: u64,
    /// Orders that have not come to rest.
    pub stuck: u64,
    /// Invariants of our own books that do not hold.
    pub invariants: u64,
    /// The first breaches in words.
    #[serde(skip)]
    pub breaches: Vec<String>,
}

impl Audit {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.lost + self.double + self.unmatched + self.stuck + self.invariants == 0
    }

    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.orders += other.orders;
        self.paid += other.paid;
        self.placed += other.placed;
        self.captures += other.captures;
        self.top_ups += other.top_ups;
        self.by_wallet += other.by_wallet;
        self.with_a_person += other.with_a_person;
        self.lost += other.lost;
        self.double += other.double;
        self.unmatched += other.unmatched;
        self.stuck += other.stuck;
        self.invariants += other.invariants;
        self.breaches.extend(other.breaches);
        self
    }

    /// The figure of a proof with what this found.
    pub fn told_in(&self, mut figure: Value) -> Value {
        figure["orders"] = json!(self.orders);
        figure["lost"] = json!(self.lost);
        figure["double"] = json!(self.double);
        figure["unmatched"] = json!(self.unmatched + self.stuck);
        figure["invariants"] = json!(self.invariants);
        figure
    }

    fn say(&mut self, breach: String) {
        if self.breaches.len() < SPELLED_OUT {
            eprintln!("      {breach}");
            self.breaches.push(breach);
        }
    }

    fn lost(&mut self, breach: String) {
        self.lost += 1;
        self.say(format!("lost: {breach}"));
    }

    fn double(&mut self, breach: String) {
        self.double += 1;
        self.say(format!("double: {breach}"));
    }

    fn unmatched(&mut self, breach: String) {
        self.unmatched += 1;
        self.say(format!("unmatched: {breach}"));
    }
}

/// What a journal tells of one reference: how often, and how much altogether.
type Told = BTreeMap<String, (u64, i64)>;

/// What a journal tells of everything of one kind, by reference.
fn told(entries: &[Entry], kind: &str) -> Told {
    let mut told = Told::new();
    for entry in entries.iter().filter(|entry| entry.kind == kind) {
        let (count, sum) = told.entry(entry.reference.clone().unwrap_or_default()).or_default();
        *count += 1;
        *sum += entry.amount_minor.unwrap_or_default();
    }
    told
}

impl World {
    /// Compares our books with every journal of the world. The shop is to be at rest.
    ///
    /// # Errors
    /// When the database or the gateway does not answer.
    pub async fn audit(&self) -> Result<Audit, Problem> {
        let mut audit = Audit::default();
        self.compare_payments(&mut audit).await?;
        self.compare_orders(&mut audit).await?;
        for (name, rows) in store::audit::invariants(self.books.connection()?).await? {
            audit.invariants += 1;
            audit.say(format!("invariant broken in {rows} rows: {name}"));
        }
        Ok(audit)
    }

    /// What the gateway wrote down.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn gateway_journal(&self) -> Result<Vec<Entry>, Problem> {
        let url = format!("{}/sandbox/journal", self.url("gateway"));
        let text = self.http.get(url).send().await?.error_for_status()?.text().await?;
        Ok(serde_json::from_str(&text)?)
    }
}

#[cfg(test)]
fn journal(entries: &[(&str, i64)]) -> Vec<Entry> {
    let entry = |(kind, minor): &(&str, i64)| Entry::new(*kind).reference("OC-1").amount(*minor, "EUR");
    entries.iter().map(entry).collect()
}
