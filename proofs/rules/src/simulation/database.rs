//! What the store keeps, with its conditions: a saga under a version, an outbox with unique keys, leases and fences,
//! parts, an inbox, alerts, and books apart from the saga that are only added to.
//!
//! Each function is one transaction: all of it happens or nothing. The conditions carry the names of the guards in
//! `store`, so that the guards' proof can take them away here too.

use domain::{
    guard,
    ledger::Transaction,
    saga::{Effect, Saga, Step, Stuck},
};

/// For how long a worker holds an effect, in milliseconds, as in the services.
pub const LEASE: i64 = 60_000;

/// An effect in the outbox.
#[derive(Clone, Debug)]
struct Row {
    effect: Effect,
    key: String,
    next_at: i64,
    lease_until: i64,
    held: bool,
    fence: u32,
    attempts: u32,
    abandoned: bool,
    done: bool,
}

/// An effect that a worker holds for a while.
#[derive(Clone, Debug)]
pub struct Leased {
    /// Its place in the outbox.
    pub row: usize,
    /// Whoever leased later has a higher one.
    pub fence: u32,
    /// How often it was leased.
    pub attempts: u32,
    /// A lease ran out before: the call may have been made.
    pub abandoned: bool,
    /// What is to be done.
    pub effect: Effect,
}

/// A part as the store keeps it beside the saga.
#[derive(Clone, Copy, Debug)]
pub struct PartRow {
    /// The place of its marketplace.
    pub market: usize,
    /// The session it is placed under.
    pub session: usize,
    /// The marketplace's number of the order.
    pub remote: Option<usize>,
}

/// What an effect taught about a part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Learned {
    /// A marketplace took a part, under its number.
    pub placed: Option<(u32, usize)>,
    /// Another marketplace's part, with its number and its session.
    pub added: Option<(u32, PartRow)>,
}

/// A step that was worked out and is to be committed.
#[derive(Clone, Debug)]
pub struct Advance {
    /// The version it was worked out from.
    pub version: u32,
    /// What it leads to.
    pub step: Step,
    /// The effect whose outcome it is.
    pub finishes: Option<(usize, u32)>,
    /// What was learned.
    pub learned: Learned,
}

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    /// The saga as it was last written.
    pub saga: Saga,
    /// Its version.
    pub version: u32,
    outbox: Vec<Row>,
    /// The parts, by number.
    pub parts: Vec<Option<PartRow>>,
    /// The books.
    pub books: Vec<Transaction>,
    /// What a person was called for.
    pub alerts: Vec<Stuck>,
    /// The database's clock, in milliseconds.
    pub clock: i64,
}

impl Database {
    /// A database with one saga at its beginning.
    pub fn new(saga: Saga, parts: Vec<Option<PartRow>>) -> Self {
        Self {
            saga,
            version: 1,
            outbox: Vec::with_capacity(16),
            parts,
            books: Vec::with_capacity(16),
            alerts: Vec::new(),
            clock: 1_800_000_000_000,
        }
    }

    /// Leases one due effect that nobody holds; the search begins at some place.
    pub fn lease(&mut self, begin: usize) -> Option<Leased> {
        let (clock, length) = (self.clock, self.outbox.len());
        let mut places = (0..length).map(|step| (begin + step) % length);
        let place = places.find(|place| {
            let row = &self.outbox[*place];
            !row.done && row.next_at <= clock && row.lease_until <= clock
        })?;
        let row = &mut self.outbox[place];
        row.abandoned |= row.held;
        row.held = true;
        row.lease_until = clock + LEASE;
        row.fence += 1;
        row.attempts += 1;
        Some(Leased {
            row: place,
            fence: row.fence,
            attempts: row.attempts,
            abandoned: row.abandoned,
            effect: row.effect.clone(),
        })
    }

    /// When the next effect is due or its lease runs out.
    pub fn next_due(&self) -> Option<i64> {
        self.outbox.iter().filter(|row| !row.done).map(|row| row.next_at.max(row.lease_until)).min()
    }

    /// Whether this lease is still the last one and the effect is not done.
    pub fn is_held(&self, row: usize, fence: u32) -> bool {
        let row = &self.outbox[row];
        !guard::on("lease.fence") || row.fence == fence && !row.done
    }

    /// Marks an effect as done.
    pub fn finish(&mut self, row: usize, fence: u32) -> bool {
        let held = self.is_held(row, fence);
        if held {
            let row = &mut self.outbox[row];
            (row.done, row.held, row.lease_until) = (true, false, 0);
        }
        held
    }

    /// Lets go of an effect so that it is carried out again after a while.
    pub fn retry(&mut self, row: usize, fence: u32, after: i64) {
        if self.is_held(row, fence) {
            let next_at = self.clock + after;
            let row = &mut self.outbox[row];
            (row.next_at, row.held, row.lease_until) = (next_at, false, 0);
        }
    }

    /// Keeps another session for a part, as long as the effect is held under which it was opened.
    pub fn set_session(&mut self, leased: &Leased, part: u32, session: usize) {
        if (!guard::on("session.fence") || self.is_held(leased.row, leased.fence))
            && let Some(Some(part)) = self.parts.get_mut(part as usize)
        {
            part.session = session;
        }
    }

    /// Raises an alert and marks the effect that asked for it as done.
    pub fn alert(&mut self, about: Stuck) {
        if !self.alerts.contains(&about) {
            self.alerts.push(about);
        }
    }

    /// Commits a step; says `false`, with nothing changed, when another worker was faster.
    pub fn advance(&mut self, advance: &Advance) -> bool {
        if let Some((row, fence)) = advance.finishes
            && !self.is_held(row, fence)
        {
            return false;
        }
        if guard::on("saga.version") && self.version != advance.version {
            return false;
        }
        if let Some((number, _)) = advance.learned.added
            && advance.step.saga.parts.len() > self.saga.parts.len()
            && number as usize != self.saga.parts.len()
        {
            // another replacement took this number meanwhile: it is looked for again under the next
            if let Some((row, fence)) = advance.finishes {
                self.retry(row, fence, 0);
            }
            return true;
        }
        if let Some((number, part)) = advance.learned.added
            && advance.step.saga.parts.len() > number as usize
        {
            let place = number as usize;
            if self.parts.len() <= place {
                self.parts.resize(place + 1, None);
            }
            self.parts[place].get_or_insert(part);
        }
        self.saga = advance.step.saga.clone();
        self.version += 1;
        if let Some((row, fence)) = advance.finishes {
            self.finish(row, fence);
        }
        for effect in &advance.step.effects {
            self.add(effect);
        }
        self.books.extend(advance.step.transactions.iter().cloned());
        if let Some((number, remote)) = advance.learned.placed
            && let Some(Some(part)) = self.parts.get_mut(number as usize)
        {
            part.remote = Some(remote);
        }
        true
    }

    fn add(&mut self, effect: &Effect) {
        let key = effect.key(&self.saga.order);
        if guard::on("effect.key") && self.outbox.iter().any(|row| row.key == key) {
            return;
        }
        self.outbox.push(Row {
            key,
            effect: effect.clone(),
            next_at: self.clock + effect.delay_milliseconds(),
            lease_until: 0,
            held: false,
            fence: 0,
            attempts: 0,
            abandoned: false,
            done: false,
        });
    }
}
