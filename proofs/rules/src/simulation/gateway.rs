//! The payment gateway of the simulation, with a journal of its own, which never reads ours.
//!
//! It knows a repeated call by its key alone, as real ones do: a second capture under another key takes a second time,
//! as long as there is something left to take.

use domain::money::{Currency, Money};

use crate::dice::Dice;

/// How a payment stands with the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The amount is held.
    Held,
    /// Something was taken; the rest was set free.
    Captured,
    /// All of it was set free.
    Released,
}

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Take so much.
    Capture(i64),
    /// Set all of it free.
    Release,
    /// Give back so much of what was taken.
    Refund(i64),
}

/// What the gateway answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It did as asked, with this amount.
    Done(Money),
    /// It does not.
    Refused,
}

/// A payment in the gateway's journal.
#[derive(Clone, Debug)]
pub struct Intent {
    /// What it is called.
    pub reference: String,
    /// The amount held at first.
    pub amount: Money,
    /// How it stands.
    pub standing: Standing,
    /// What was taken.
    pub captured: i64,
    /// How often something was taken.
    pub captures: u32,
    /// What was given back.
    pub refunded: i64,
    /// Refuses whatever it is asked.
    stubborn: bool,
    /// Takes one unit less than it is asked to.
    miscounts: bool,
    answers: Vec<(String, Answer)>,
}

/// The gateway.
#[derive(Clone, Debug, Default)]
pub struct Gateway {
    /// Its journal.
    pub intents: Vec<Intent>,
}

impl Gateway {
    /// A shopper pays: the amount is held under a new reference.
    pub fn pay(&mut self, amount: Money, dice: &mut Dice) -> &Intent {
        let reference = ["pi_0", "pi_1", "pi_2", "pi_3"][self.intents.len().min(3)].to_owned();
        let at = self.intents.len();
        self.intents.push(Intent {
            reference,
            amount,
            standing: Standing::Held,
            captured: 0,
            captures: 0,
            refunded: 0,
            stubborn: dice.below(200) == 0,
            miscounts: dice.below(200) == 0,
            answers: Vec::new(),
        });
        &self.intents[at]
    }

    /// Does what is asked, once per key.
    pub fn call(&mut self, reference: &str, call: Call, key: &str) -> Answer {
        let Some(intent) = self.intents.iter_mut().find(|intent| intent.reference == reference) else {
            return Answer::Refused;
        };
        if let Some((_, known)) = intent.answers.iter().find(|(known, _)| known == key) {
            return *known;
        }
        let answer = intent.carry_out(call);
        intent.answers.push((key.to_owned(), answer));
        answer
    }
}

impl Intent {
    fn carry_out(&mut self, call: Call) -> Answer {
        let currency = self.amount.currency;
        if self.stubborn {
            return Answer::Refused;
        }
        match (call, self.standing) {
            (Call::Capture(wanted), Standing::Held | Standing::Captured)
                if wanted > 0 && self.captured + wanted <= self.amount.minor =>
            {
                let taken = if self.miscounts && wanted > 1 { wanted - 1 } else { wanted };
                self.captured += taken;
                self.captures += 1;
                self.standing = Standing::Captured;
                done(taken, currency)
            }
            (Call::Release, Standing::Held | Standing::Released) => {
                self.standing = Standing::Released;
                done(0, currency)
            }
            (Call::Refund(wanted), Standing::Captured) if wanted > 0 && self.refunded + wanted <= self.captured => {
                self.refunded += wanted;
                done(wanted, currency)
            }
            _ => Answer::Refused,
        }
    }
}

fn done(minor: i64, currency: Currency) -> Answer {
    Answer::Done(Money::new(minor, currency))
}
