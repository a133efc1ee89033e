//! The calls that effects ask for, and what the network does to them. Follows `services::placing` and `settling`.

use domain::{
    guard,
    money::{Currency, Money},
    saga::{Effect, Event, Refusal, Repeatable},
};

use super::{
    database::{Learned, Leased, PartRow},
    gateway::{self, Call},
    marketplace::{Answer, Marketplace},
    worker::Came,
    world::{Late, World},
};

/// How often an effect is tried again that failed for certain, as in the services.
const MOST_TRIES: u32 = 8;

/// More marketplaces than this offer no replacement.
const MOST_MARKETS: usize = super::NAMES;

/// What the network does to a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It fails for certain.
    Unreachable,
    /// It never arrives, and nobody knows.
    Lost,
    /// It arrives when nobody waits any more.
    Late,
    /// It is carried out and the answer gets lost.
    Unanswered,
    /// All is well.
    Answered,
}

impl World {
    fn fate(&mut self) -> Fate {
        if self.weather == 0 {
            return Fate::Answered;
        }
        match self.dice.below(100) / self.weather {
            0 => Fate::Unreachable,
            1 => Fate::Lost,
            2 => Fate::Late,
            3 => Fate::Unanswered,
            _ => Fate::Answered,
        }
    }

    pub(super) fn carry_out(&mut self, leased: &Leased) -> Came {
        match &leased.effect {
            Effect::Place { part, attempt } => self.place(*part, *attempt, leased),
            Effect::Find { part, .. } => self.find(*part),
            Effect::Replace { part, cap } => self.replace(*part, *cap),
            Effect::Cancel { part } => self.cancel(*part, leased.attempts),
            Effect::Capture { reference, amount } => match self.ask(leased, reference, Call::Capture(amount.minor)) {
                Ok(amount) => Came::heard(Event::Captured { amount }),
                Err(again) => again.map_or(Came::heard(Event::PaymentStuck), Came::Again),
            },
            Effect::Release { reference } => match self.ask(leased, reference, Call::Release) {
                Ok(_) => Came::heard(Event::Released),
                Err(again) => again.map_or(Came::heard(Event::PaymentStuck), Came::Again),
            },
            Effect::ReturnSurplus { reference, .. } => match self.ask(leased, reference, Call::Release) {
                Ok(_) => Came::heard(Event::SurplusReturned { reference: reference.clone(), taken: false }),
                Err(again) => {
                    again.map_or(Came::heard(Event::SurplusStuck { reference: reference.clone() }), Came::Again)
                }
            },
            Effect::Refund { id, reference, amount } => match self.ask(leased, reference, Call::Refund(amount.minor)) {
                Ok(_) => Came::heard(Event::Refunded { id: id.clone() }),
                Err(again) => again.map_or(Came::heard(Event::RefundRefused { id: id.clone() }), Came::Again),
            },
            Effect::Confirm | Effect::TellReturned { .. } | Effect::TellRefunded { .. } => Came::Done,
            Effect::Alert { about } => {
                self.database.alert(about.clone());
                Came::Done
            }
        }
    }

    /// Asks the gateway; an error says after how long to ask again, nothing when it refused for good.
    fn ask(&mut self, leased: &Leased, reference: &str, call: Call) -> Result<Money, Option<i64>> {
        let mut key = leased.effect.key(&self.database.saga.order);
        if !guard::on("gateway.key") {
            self.fresh += 1;
            key = format!("{key}:{}", self.fresh);
        }
        let again = Some(1_000 << leased.attempts.min(6));
        match self.fate() {
            Fate::Unreachable | Fate::Lost => Err(again),
            Fate::Late => {
                self.late.push(Late::Gateway(reference.to_owned(), call, key));
                Err(again)
            }
            Fate::Unanswered => {
                self.gateway.call(reference, call, &key);
                Err(again)
            }
            Fate::Answered => match self.gateway.call(reference, call, &key) {
                gateway::Answer::Done(amount) => Ok(amount),
                gateway::Answer::Refused if leased.attempts < 2 => Err(again),
                gateway::Answer::Refused => Err(None),
            },
        }
    }

    fn place(&mut self, part: u32, attempt: u32, leased: &Leased) -> Came {
        // Somebody may have asked the marketplace before: then only the marketplace can say no.
        let asked_before = (attempt > 1 || leased.abandoned) && guard::on("place.given_up");
        let give_up = |reason| match asked_before {
            true => Came::heard(Event::PartInDoubt { part }),
            false => Came::heard(Event::PartRefused { part, reason }),
        };
        let Some(row) = self.part_row(part) else { return give_up(Refusal::Other) };
        let repeatable = self.markets[row.market].repeatable;
        if leased.abandoned && repeatable == Repeatable::Neither && guard::on("place.abandoned") {
            return Came::heard(Event::PartInDoubt { part });
        }
        if self.weather > 0 && self.dice.below(200) == 0 {
            return give_up(Refusal::SwitchedOff);
        }
        let in_doubt = Came::heard(Event::PartInDoubt { part });
        match self.fate() {
            Fate::Unreachable if leased.attempts < MOST_TRIES => Came::Again(1_000 << leased.attempts.min(6)),
            Fate::Unreachable => give_up(Refusal::Other),
            Fate::Lost => in_doubt,
            Fate::Late => {
                self.late.push(Late::Place(row.market, row.session));
                in_doubt
            }
            Fate::Unanswered => {
                self.markets[row.market].place(row.session, &mut self.dice);
                in_doubt
            }
            Fate::Answered => match self.markets[row.market].place(row.session, &mut self.dice) {
                Answer::Placed(order) => {
                    let learned = Learned { placed: Some((part, order)), added: None };
                    Came::Heard(Event::PartPlaced { part }, learned)
                }
                Answer::Refused => Came::heard(Event::PartRefused { part, reason: Refusal::OutOfStock }),
                Answer::SessionLost if self.dice.percent(10) => {
                    Came::heard(Event::PartRefused { part, reason: Refusal::PriceChanged })
                }
                Answer::SessionLost => Came::Session(part, self.markets[row.market].open(part)),
            },
        }
    }

    fn part_row(&self, part: u32) -> Option<PartRow> {
        self.database.parts.get(part as usize).copied().flatten()
    }

    fn find(&mut self, part: u32) -> Came {
        let in_doubt = Came::heard(Event::PartInDoubt { part });
        let Some(row) = self.part_row(part) else { return in_doubt };
        if self.fate() != Fate::Answered {
            return in_doubt;
        }
        match self.markets[row.market].find(row.session) {
            Some(order) => {
                let learned = Learned { placed: Some((part, order)), added: None };
                Came::Heard(Event::PartPlaced { part }, learned)
            }
            None => Came::heard(Event::PartNotFound { part }),
        }
    }

    /// Another marketplace sells it, for more or for less than may be spent.
    fn replace(&mut self, part: u32, cap: Money) -> Came {
        let place = self.markets.len();
        if place >= MOST_MARKETS || self.dice.percent(20) {
            return Came::heard(Event::NoReplacement { part });
        }
        let mut market = Marketplace::draw(&mut self.dice);
        let number = self.database.parts.len() as u32;
        // Now and then a coupon takes more off it than off the part before; then it is not taken.
        let before = self.database.saga.parts.get(part as usize).and_then(|part| part.discount);
        let discount = before.map(|off| Money::new((off.minor + self.dice.between(-20, 3)).max(1), off.currency));
        let row = PartRow { market: place, session: market.open(number), remote: None };
        let shown = Money::new((cap.minor + self.dice.between(-20, 5)).max(1), cap.currency);
        let event = Event::ReplacementFound {
            part,
            marketplace: super::name(place),
            own: Money::new(self.dice.between(1, 20_000), Currency::Jpy),
            shown,
            discount,
            repeatable: market.repeatable,
        };
        self.markets.push(market);
        Came::Heard(event, Learned { placed: None, added: Some((number, row)) })
    }

    fn cancel(&mut self, part: u32, tries: u32) -> Came {
        let refused = Came::heard(Event::CancelRefused { part });
        let Some((market, order)) = self.part_row(part).and_then(|row| Some((row.market, row.remote?))) else {
            return refused;
        };
        let again = if tries < MOST_TRIES { Came::Again(1_000 << tries.min(6)) } else { refused.clone() };
        match self.fate() {
            Fate::Unreachable | Fate::Lost => again,
            Fate::Late => {
                self.late.push(Late::Cancel(market, order));
                again
            }
            Fate::Unanswered => {
                self.markets[market].cancel(order);
                again
            }
            Fate::Answered if self.markets[market].cancel(order) => Came::heard(Event::PartCancelled { part }),
            Fate::Answered => refused,
        }
    }
}
