//! What everybody else does: the shopper, the gateway's page, marketplaces of their own accord, requests that come late,
//! whoever gives money back, and the clock.

use domain::{
    ids::RefundId,
    money::Money,
    saga::{Event, PartState, Phase, RefundReason, Source},
};

use super::{
    worker::{Came, Task},
    world::{Late, Notice, World, note},
};

/// One hour in milliseconds: how far clocks jump.
const HOUR: i64 = 3_600_000;

impl World {
    /// What the sweep hears that asks the gateway about an open page.
    pub(super) fn answer_of_page(&self) -> Option<Event> {
        if self.database.saga.phase != Phase::AwaitingPayment || self.database.saga.source != Source::Gateway {
            return None;
        }
        let paid = self
            .gateway
            .intents
            .first()
            .map(|intent| Event::PaymentAuthorised { reference: intent.reference.clone(), amount: intent.amount });
        paid.or_else(|| (self.weather == 0 && self.plan.pays == 0).then_some(Event::PaymentAbandoned))
    }

    /// A part that its marketplace cancelled of itself.
    pub(super) fn withdrawn_part(&self) -> Option<Event> {
        let saga = &self.database.saga;
        // While it is being settled the answer is that it must be asked again later.
        let later = saga.phase == Phase::Settling && self.weather == 0;
        if later || matches!(saga.phase, Phase::NeedsHuman | Phase::AwaitingPayment) {
            return None;
        }
        (0_u32..).zip(&saga.parts).find_map(|(number, part)| {
            let row = self.database.parts.get(number as usize).copied().flatten()?;
            let order = self.markets[row.market].orders[row.remote?];
            let told = matches!(part.state, PartState::Placed | PartState::Cancelling) && order.withdrawn;
            told.then_some(Event::PartWithdrawn { part: number })
        })
    }

    /// The shopper pays, pays again, or gives up.
    pub(super) fn shop(&mut self) {
        if self.plan.pays == 0 {
            if self.plan.gives_up && self.handlers[1].1.is_idle() {
                self.plan.gives_up = false;
                note!(self, "the shopper gives up");
                self.handlers[1] = (None, Task::Came(None, Came::heard(Event::PaymentAbandoned)));
            }
            return;
        }
        if self.plan.gives_up && self.dice.percent(50) && self.handlers[1].1.is_idle() {
            self.plan.gives_up = false;
            note!(self, "the shopper gives up and pays all the same");
            self.handlers[1] = (None, Task::Came(None, Came::heard(Event::PaymentAbandoned)));
        }
        self.plan.pays -= 1;
        let mut amount = self.database.saga.ceiling;
        if self.plan.wrong_amount {
            amount.minor += if self.dice.percent(50) { 1 } else { -1 };
        }
        let intent = self.gateway.pay(amount, &mut self.dice);
        let event = Event::PaymentAuthorised { reference: intent.reference.clone(), amount };
        note!(self, "the shopper pays: {event:?}");
        if self.gateway.intents.len() > 1 || !self.plan.silent {
            self.fresh += 1;
            self.notices.push(Notice { id: self.fresh, event });
        }
    }

    pub(super) fn pass(&mut self, from: i64, to: i64) {
        self.database.clock += self.dice.between(from, to);
    }

    pub(super) fn jump(&mut self) {
        let by = self.dice.between(-HOUR, HOUR);
        note!(self, "the clock jumps by {by} ms");
        self.database.clock += by;
    }

    pub(super) fn arrive_late(&mut self) {
        if self.late.is_empty() {
            return;
        }
        let place = self.dice.place(self.late.len());
        let late = self.late.swap_remove(place);
        note!(self, "arrives late: {late:?}");
        match late {
            Late::Place(market, session) => {
                self.markets[market].place(session, &mut self.dice);
            }
            Late::Cancel(market, order) => {
                self.markets[market].cancel(order);
            }
            Late::Gateway(reference, call, key) => {
                self.gateway.call(&reference, call, &key);
            }
        }
    }

    pub(super) fn forget_session(&mut self) {
        let place = self.dice.place(self.database.parts.len());
        if let Some(row) = self.database.parts[place] {
            note!(self, "market {} forgets session {}", row.market, row.session);
            self.markets[row.market].forget(row.session);
        }
    }

    /// A marketplace cancels an order that it had confirmed.
    pub(super) fn withdraw(&mut self) {
        let place = self.dice.place(self.markets.len());
        if self.dice.percent(15)
            && let Some(order) = self.markets[place].orders.iter_mut().find(|order| order.live)
        {
            (order.live, order.withdrawn) = (false, true);
            note!(self, "market {place} withdraws");
        }
    }

    /// Somebody gives money back: sometimes too much, sometimes twice.
    pub(super) fn ask_for_refund(&mut self) {
        let saga = &self.database.saga;
        if saga.phase != Phase::Done || !self.handlers[1].1.is_idle() {
            return;
        }
        let part = self.dice.place(saga.parts.len());
        let shown = saga.parts[part].shown.minor;
        let id: RefundId = ["a", "b", "c"][self.dice.place(3)].parse().expect("a letter is a refund's name");
        let amount = Money::new(self.dice.between(1, shown + shown / 4 + 1), saga.ceiling.currency);
        let event = Event::RefundAsked { id, part: part as u32, amount, reason: RefundReason::Goodwill };
        note!(self, "somebody asks: {event:?}");
        self.handlers[1] = (None, Task::Came(None, Came::heard(event)));
    }
}
