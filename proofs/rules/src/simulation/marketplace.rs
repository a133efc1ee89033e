//! A marketplace of the simulation with a journal of its own, which never reads ours.
//!
//! What is assumed of real ones stands in `docs/RELIABILITY.md`: who knows keys answers a known key as it did the first
//! time; who can only be asked has sessions, and a session ends in one order or in none.

use domain::saga::Repeatable;

use crate::dice::Dice;

/// How a session stands, or the order that a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Session {
    Open,
    Placed(usize),
    Refused,
    Lost,
}

/// An order in the marketplace's journal.
#[derive(Clone, Copy, Debug)]
pub struct RemoteOrder {
    /// The part it was placed for, as its reference says.
    pub part: u32,
    /// Whether it was not cancelled.
    pub live: bool,
    /// Whether the marketplace cancelled it of itself.
    pub withdrawn: bool,
}

/// What it answers to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has the order, under this number.
    Placed(usize),
    /// It said no.
    Refused,
    /// It knows the session no more.
    SessionLost,
}

/// One marketplace.
#[derive(Clone, Debug)]
pub struct Marketplace {
    /// What it allows after a lost answer.
    pub repeatable: Repeatable,
    cancels: bool,
    refusing: u32,
    sessions: Vec<(u32, Session)>,
    /// Its journal.
    pub orders: Vec<RemoteOrder>,
}

impl Marketplace {
    /// A marketplace of some kind.
    pub fn draw(dice: &mut Dice) -> Self {
        let repeatable = match dice.below(8) {
            0..=2 => Repeatable::Idempotent,
            3..=6 => Repeatable::QueryableByReference,
            _ => Repeatable::Neither,
        };
        let refusing = if dice.percent(50) { 0 } else { dice.below(60) };
        Self { repeatable, cancels: dice.percent(80), refusing, sessions: Vec::new(), orders: Vec::new() }
    }

    /// Opens a session for a part.
    pub fn open(&mut self, part: u32) -> usize {
        self.sessions.push((part, Session::Open));
        self.sessions.len() - 1
    }

    /// Forgets an open session.
    pub fn forget(&mut self, session: usize) {
        if self.repeatable == Repeatable::QueryableByReference
            && let Some((_, state)) = self.sessions.get_mut(session)
            && *state == Session::Open
        {
            *state = Session::Lost;
        }
    }

    /// Takes an order, or not.
    pub fn place(&mut self, session: usize, dice: &mut Dice) -> Answer {
        let Some((part, state)) = self.sessions.get(session).copied() else { return Answer::SessionLost };
        if self.repeatable != Repeatable::Neither {
            match state {
                Session::Open => {}
                Session::Placed(order) => return Answer::Placed(order),
                Session::Refused => return Answer::Refused,
                Session::Lost => return Answer::SessionLost,
            }
        }
        let refuses = dice.percent(self.refusing);
        let (state, answer) = if refuses {
            (Session::Refused, Answer::Refused)
        } else {
            self.orders.push(RemoteOrder { part, live: true, withdrawn: false });
            let number = self.orders.len() - 1;
            (Session::Placed(number), Answer::Placed(number))
        };
        self.sessions[session].1 = state;
        answer
    }

    /// The order of a session.
    pub fn find(&self, session: usize) -> Option<usize> {
        match self.sessions.get(session) {
            Some((_, Session::Placed(order))) => Some(*order),
            _ => None,
        }
    }

    /// Cancels an order, or not.
    pub fn cancel(&mut self, order: usize) -> bool {
        let cancels = self.cancels;
        match self.orders.get_mut(order) {
            Some(order) if cancels => {
                order.live = false;
                true
            }
            _ => false,
        }
    }

    /// How many orders it has for a part that were not cancelled, and how many in all.
    pub fn orders_of(&self, part: u32) -> (usize, usize) {
        let of_part = self.orders.iter().filter(|order| order.part == part);
        of_part.fold((0, 0), |(live, all), order| (live + usize::from(order.live), all + 1))
    }
}
