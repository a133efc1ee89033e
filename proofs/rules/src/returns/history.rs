//! One history: what a shopper asks for, what sellers and gateways do, some of it twice, some of it too late; beside it a
//! much simpler book that counts pieces one by one.

use std::collections::BTreeMap;

use domain::{
    ids::{RefundId, ReturnId, WalletId},
    ledger::{Account, Transaction},
    money::Money,
    returns::{Asked, Bought, Deed, Effect, Event, LineFacts, Reason, Refusal, Return, State, Step, To, What, step},
    saga::{self, RefundReason},
    time::Timestamp,
};

use super::{days::Days, terms, world::World};
use crate::dice::Dice;

const DAY: i64 = 86_400_000;

/// What was seen.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub breaches: u64,
    pub deadlines: u64,
    pub events: u64,
    pub refused: u64,
    pub returns: u64,
    pub refunds: u64,
    pub wallets: u64,
    pub whole: u64,
    pub again: u64,
}

impl Told {
    /// Adds what another history saw.
    pub fn add(&mut self, other: &Self) {
        self.breaches += other.breaches;
        self.deadlines += other.deadlines;
        self.events += other.events;
        self.refused += other.refused;
        self.returns += other.returns;
        self.refunds += other.refunds;
        self.wallets += other.wallets;
        self.whole += other.whole;
        self.again += other.again;
    }
}

/// What is counted beside the book.
#[derive(Default)]
struct Counted {
    /// How often each piece of a line was paid back or exchanged.
    pieces: BTreeMap<(u32, u32), u32>,
    /// What was given back of each part.
    given: BTreeMap<u32, i64>,
    /// What the ledger records.
    ledger: BTreeMap<Account, i128>,
    /// What went to the way it was paid, and to wallets.
    original: i64,
    wallets: i64,
}

/// Runs a history.
///
/// # Errors
/// With what must not be.
pub fn run(dice: &mut Dice) -> Result<Told, String> {
    let world = World::draw(dice).map_err(|problem| problem.to_string())?;
    let days = Days::new(world.facts.zone, &world.holidays);
    let now = world.facts.ordered;
    let whole = dice.percent(20);
    let mut history =
        History { world, days, now, counted: Counted::default(), heard: Vec::new(), told: Told::default() };
    if whole {
        history.give_all_back(dice)?;
    } else {
        history.go_on(dice)?;
    }
    history.late(dice)?;
    history.close(whole)?;
    Ok(history.told)
}

struct History {
    world: World,
    days: Days,
    now: Timestamp,
    counted: Counted,
    heard: Vec<Event>,
    told: Told,
}

impl History {
    /// Random days and random events, most of them sensible.
    fn go_on(&mut self, dice: &mut Dice) -> Result<(), String> {
        for _ in 0..40 {
            let most = if dice.percent(85) { 4 * DAY } else { 120 * DAY };
            self.now = self.now.plus(dice.between(0, most));
            // Deadlines are met within a second now and then.
            self.at_the_edge(dice);
            self.compare(dice)?;
            if dice.percent(5) {
                self.goodwill(dice)?;
            }
            let event = self.event(dice);
            self.hear(&event, dice)?;
        }
        Ok(())
    }

    /// Moves to the last moment of a day that some deadline may fall on, or to the first after it.
    fn at_the_edge(&mut self, dice: &mut Dice) {
        if dice.percent(25) && (self.now.0 - self.world.facts.ordered.0) < 900 * DAY {
            let end = self.days.end(self.days.of(self.now));
            self.now = end.plus(-i64::from(dice.below(2)));
        }
    }

    /// What the rules allow now is what is worked out here.
    fn compare(&mut self, dice: &mut Dice) -> Result<(), String> {
        let World { facts, policies, book, .. } = &self.world;
        let line = &facts.lines[dice.place(facts.lines.len())];
        let allowed = book.allowed(facts, policies, line.line, self.now).ok_or("a line without terms")?;
        let left = line.pieces - book.taken(line.line);
        if allowed.pieces != left {
            return Err(format!("{left} pieces are left, {} can be asked for", allowed.pieces));
        }
        let policy = &policies[&line.part];
        self.told.deadlines += terms::compare(facts, &self.days, line, policy, self.now, &allowed)?;
        Ok(())
    }

    /// Something given back by hand, which the returns have to leave out.
    fn goodwill(&mut self, dice: &mut Dice) -> Result<(), String> {
        let part = dice.below(3);
        let left = self.world.book.left(part).map_err(|error| error.to_string())?.ok_or("a part without money")?;
        if left.minor <= 0 {
            return Ok(());
        }
        let amount = Money::new(dice.between(1, left.minor), left.currency);
        let id = RefundId::of_key(&format!("goodwill{}", self.now.0)).map_err(|error| error.to_string())?;
        self.give(id, part, amount, RefundReason::Goodwill)?;
        let before = self.world.book.otherwise.get(&part).map_or(0, |given| given.minor);
        self.world.book.otherwise.insert(part, Money::new(before + amount.minor, amount.currency));
        Ok(())
    }

    fn id(&self, number: usize) -> ReturnId {
        format!("{number:032x}").parse().expect("32 hexadecimal digits")
    }

    fn event(&self, dice: &mut Dice) -> Event {
        let known = self.world.book.returns.len();
        if known == 0 || dice.percent(35) {
            let line = &self.world.facts.lines[dice.place(self.world.facts.lines.len())];
            let deed = Deed::ALL[dice.place(4)];
            let deed = if dice.percent(50) { Deed::Return } else { deed };
            let reason = Reason::ALL[dice.place(Reason::ALL.len())];
            let asked = Asked { line: line.line, pieces: dice.below(line.pieces + 2), deed, reason, to: to(dice) };
            return Event { of: self.id(known), what: What::Asked(asked) };
        }
        let one = &self.world.book.returns[dice.place(known)];
        Event { of: one.id.clone(), what: self.next(one, dice) }
    }

    fn next(&self, one: &Return, dice: &mut Dice) -> What {
        let sensible = match (one.state, one.asked.deed) {
            (State::Requested, Deed::Claim) if dice.percent(70) => What::Granted { points: 1 + dice.below(10_000) },
            (State::Requested, _) => What::Approved,
            (State::Approved, _) if dice.percent(60) => What::LabelIssued { cost: self.cost(dice) },
            (State::Approved | State::LabelIssued, _) => What::HandedIn,
            (State::OnItsWay, _) => What::Received { pieces: one.asked.pieces + dice.below(2) },
            (State::Received, _) => self.inspected(one, dice),
            (State::Inspected, _) => What::Sent,
            (State::Refunding, _) => What::Refunded,
            _ => What::TimePassed,
        };
        if dice.percent(75) {
            return sensible;
        }
        match dice.below(10) {
            0 => What::Approved,
            1 => What::Refused { why: Refusal::NothingWrong },
            2 => What::LabelIssued { cost: self.cost(dice) },
            3 => What::HandedIn,
            4 => What::Received { pieces: dice.below(4) },
            5 => self.inspected(one, dice),
            6 => What::Refunded,
            7 => What::RefundRefused,
            8 => What::TakenBack,
            _ => What::TimePassed,
        }
    }

    fn cost(&self, dice: &mut Dice) -> Money {
        Money::new(dice.between(0, 1_500), self.world.total.currency)
    }

    fn inspected(&self, one: &Return, dice: &mut Dice) -> What {
        let accepted = if dice.percent(70) { one.asked.pieces } else { dice.below(one.asked.pieces + 1) };
        let wear_points = if dice.percent(25) { dice.below(10_001) } else { 0 };
        What::Inspected { accepted, wear_points, why: (accepted < one.asked.pieces).then_some(Refusal::Used) }
    }

    /// Everything goes back for a fault, in whatever portions: all that was captured is given back.
    fn give_all_back(&mut self, dice: &mut Dice) -> Result<(), String> {
        let lines: Vec<LineFacts> = self.world.facts.lines.clone();
        for line in &mut self.world.facts.lines {
            line.lost = true;
        }
        for line in lines {
            let mut left = line.pieces;
            while left > 0 {
                let pieces = 1 + dice.below(left);
                left -= pieces;
                let id = self.id(self.world.book.returns.len());
                let asked = Asked { line: line.line, pieces, deed: Deed::Claim, reason: Reason::Missing, to: to(dice) };
                for what in [What::Asked(asked), What::Granted { points: 10_000 }, What::Refunded] {
                    self.hear(&Event { of: id.clone(), what }, dice)?;
                }
            }
        }
        self.told.whole += 1;
        Ok(())
    }

    /// Hears an event, sometimes again at once.
    fn hear(&mut self, event: &Event, dice: &mut Dice) -> Result<(), String> {
        let before = self.world.book.of(&event.of).map(|one| one.state);
        let World { facts, policies, book, .. } = &self.world;
        self.told.events += 1;
        let next = match step(book, facts, policies, event, self.now) {
            Ok(next) => next,
            Err(_) => {
                self.told.refused += 1;
                return Ok(());
            }
        };
        self.fits(before, event, &next)?;
        self.commit(event, next)?;
        self.heard.push(event.clone());
        if dice.percent(50) {
            self.again(event)?;
        }
        Ok(())
    }

    /// The same once more changes nothing.
    fn again(&mut self, event: &Event) -> Result<(), String> {
        self.told.again += 1;
        let World { facts, policies, book, .. } = &self.world;
        let Ok(next) = step(book, facts, policies, event, self.now) else { return Ok(()) };
        let moves_money =
            next.effects.iter().any(|effect| matches!(effect, Effect::Refund { .. } | Effect::SendAnother { .. }));
        if next.book != *book || !next.transactions.is_empty() || moves_money {
            return Err(format!("{} told again changes something", event.what.name()));
        }
        Ok(())
    }

    /// Whether a return may go from where it was to where it is: a table of its own, by words.
    fn fits(&self, before: Option<State>, event: &Event, next: &Step) -> Result<(), String> {
        let one = next.book.of(&event.of).ok_or("a return is gone")?;
        let from = before.map_or("nothing", State::word);
        let way = format!("{from} {} {}", event.what.name(), one.state.word());
        let ways = match one.asked.deed {
            Deed::Cancel => CANCEL,
            Deed::Return => RETURN,
            Deed::Exchange => EXCHANGE,
            Deed::Claim => CLAIM,
        };
        if !ways.contains(&way.as_str()) && !ANY.contains(&way.as_str()) {
            return Err(format!("a {} went {way}", one.asked.deed.word()));
        }
        if event.what == What::TimePassed && self.now < one.send_by {
            return Err("a return expired before its time".to_owned());
        }
        if let What::Asked(asked) = &event.what {
            let facts = &self.world.facts;
            let line = facts.lines.iter().find(|line| line.line == asked.line).ok_or("an unknown line")?;
            let policy = &self.world.policies[&line.part];
            let terms = terms::send_back(facts, &self.days, line, policy, self.now);
            if asked.deed == Deed::Return && terms.is_none() {
                return Err("something goes back for which it is too late".to_owned());
            }
        }
        Ok(())
    }

    fn commit(&mut self, event: &Event, next: Step) -> Result<(), String> {
        let one = next.book.of(&event.of).ok_or("a return is gone")?.clone();
        let old = self.world.book.of(&event.of).cloned();
        if let (Some(refund), None) = (&one.refund, old.as_ref().and_then(|old| old.refund.as_ref())) {
            self.check_amount(event, &one, refund.amount)?;
            self.take_pieces(&one)?;
        }
        if one.state == State::Inspected && old.is_some_and(|old| old.state != State::Inspected) {
            self.count_exchange(&one);
        }
        self.told.returns += u64::from(matches!(event.what, What::Asked(_)));
        for transaction in &next.transactions {
            self.enter(transaction)?;
            if let (Some(refund), To::Wallet { .. }) = (&one.refund, &one.asked.to) {
                self.told.wallets += 1;
                self.counted.wallets += refund.amount.minor;
                let part = self.part_of(&one)?;
                *self.counted.given.entry(part).or_default() += refund.amount.minor;
            }
        }
        let effects = next.effects.clone();
        self.world.book = next.book;
        for effect in effects {
            if let Effect::Refund { id, part, amount, reason } = effect {
                self.told.refunds += 1;
                self.give(id, part, amount, reason)?;
            }
        }
        Ok(())
    }

    fn part_of(&self, one: &Return) -> Result<u32, String> {
        self.world.book.line(one.asked.line).map(|line| line.part).ok_or_else(|| "an unknown line".to_owned())
    }

    /// Every accepted piece is paid back once.
    fn take_pieces(&mut self, one: &Return) -> Result<(), String> {
        let before = self.world.book.refunded_pieces(one.asked.line);
        let line = self.world.book.line(one.asked.line).ok_or("an unknown line")?;
        if before + one.accepted > line.bought.pieces {
            return Err(format!(
                "{} pieces more than were bought are paid back",
                before + one.accepted - line.bought.pieces
            ));
        }
        for piece in before..before + one.accepted {
            let times = self.counted.pieces.entry((one.asked.line, piece)).or_default();
            *times += 1;
            if *times > 1 {
                return Err(format!("piece {piece} of line {} is paid back twice", one.asked.line));
            }
        }
        Ok(())
    }

    /// An exchanged piece cannot be paid back too.
    fn count_exchange(&mut self, one: &Return) {
        let bought = self.world.book.line(one.asked.line).map_or(0, |line| line.bought.pieces);
        let mut left = one.accepted;
        // Exchanged pieces are counted from the end, so that they never meet those that are paid back.
        for piece in (0..bought).rev() {
            let times = self.counted.pieces.entry((one.asked.line, piece)).or_default();
            if left > 0 && *times == 0 {
                *times += 1;
                left -= 1;
            }
        }
    }

    /// The amount by pieces counted one by one.
    fn check_amount(&self, event: &Event, one: &Return, amount: Money) -> Result<(), String> {
        let line = self.world.book.line(one.asked.line).ok_or("an unknown line")?;
        let refund = one.refund.as_ref().ok_or("no refund")?;
        let before = self.world.book.refunded_pieces(one.asked.line);
        let whole = by_pieces(&line.bought, before, one.accepted);
        let given = &refund.given;
        let fault =
            !matches!(one.asked.reason, Reason::Unwanted | Reason::DoesNotFit) || one.asked.deed == Deed::Cancel;
        let kept = given.restocking.minor + given.wear.minor + given.label.minor;
        if given.goods.minor != whole.goods || given.total.minor != given.goods.minor + given.delivery.minor - kept {
            return Err(format!("{given:?} does not add up"));
        }
        let partly = matches!(event.what, What::Granted { points } if points < 10_000);
        let delivery = match one.asked.deed {
            _ if fault && !partly => whole.delivery + whole.dearer,
            _ if one.terms.delivery_back && !partly => whole.delivery,
            _ => given.delivery.minor,
        };
        if given.delivery.minor != delivery || given.delivery.minor > whole.delivery + whole.dearer {
            return Err(format!("{} of delivery is given back, {delivery} is owed", given.delivery));
        }
        if fault && one.asked.deed != Deed::Claim && kept != 0 {
            return Err("something is kept where the seller is to blame".to_owned());
        }
        let restocking = half_even(given.goods.minor, i64::from(one.terms.restocking_points));
        if !fault && given.restocking.minor != restocking {
            return Err(format!("{} is kept for taking it back, {restocking} is agreed", given.restocking));
        }
        let left = self.world.book.left(line.part).map_err(|error| error.to_string())?.ok_or("no money")?;
        if amount.minor != given.total.minor.min(left.minor) || amount.minor < 0 {
            return Err(format!("{amount} is given back of {} with {left} left", given.total));
        }
        Ok(())
    }

    /// Has the order's saga give money back, and its gateway answer.
    fn give(&mut self, id: RefundId, part: u32, amount: Money, reason: RefundReason) -> Result<(), String> {
        let asked = saga::Event::RefundAsked { id: id.clone(), part, amount, reason };
        for event in [asked, saga::Event::Refunded { id }] {
            let next = saga::step(&self.world.saga, &event).map_err(|error| format!("the saga: {error}"))?;
            for transaction in &next.transactions {
                self.enter(transaction)?;
            }
            self.world.saga = next.saga;
        }
        self.counted.original += amount.minor;
        *self.counted.given.entry(part).or_default() += amount.minor;
        Ok(())
    }

    fn enter(&mut self, transaction: &Transaction) -> Result<(), String> {
        if !transaction.balances() {
            return Err(format!("{} does not balance", transaction.reason));
        }
        for entry in &transaction.entries {
            *self.counted.ledger.entry(entry.account.clone()).or_default() += i128::from(entry.amount.minor);
        }
        Ok(())
    }

    /// Long after, everything that ever happened is told once more.
    fn late(&mut self, dice: &mut Dice) -> Result<(), String> {
        self.now = self.now.plus(dice.between(0, 3 * DAY));
        let heard = std::mem::take(&mut self.heard);
        for event in &heard {
            let done = self.world.book.of(&event.of).is_none_or(|one| one.state.is_final());
            if done {
                self.again(event)?;
            }
        }
        Ok(())
    }

    /// At the end the books agree.
    fn close(&self, whole: bool) -> Result<(), String> {
        let Counted { given, ledger, original, wallets, .. } = &self.counted;
        for (part, captured) in &self.world.book.captured {
            let given = given.get(part).copied().unwrap_or(0);
            let left = self.world.book.left(*part).map_err(|error| error.to_string())?.ok_or("no money")?;
            if given > captured.minor || captured.minor - given != left.minor {
                return Err(format!("part {part}: {given} given back of {captured}, {left} left"));
            }
            if whole && given != captured.minor {
                return Err(format!("part {part}: all went back, {given} of {captured} was given back"));
            }
        }
        let of = |wanted: fn(&Account) -> bool| -> i128 {
            ledger.iter().filter(|(account, _)| wanted(account)).map(|(_, amount)| *amount).sum()
        };
        let refunds = of(|account| *account == Account::Refunds);
        let gateway = of(|account| *account == Account::Gateway);
        let held = of(|account| matches!(account, Account::Wallet(_)));
        let (original, wallets) = (i128::from(*original), i128::from(*wallets));
        if refunds != original + wallets || gateway != -original || held != -wallets {
            return Err(format!(
                "the ledger says {refunds}, {gateway} and {held}; given back were {original} and {wallets}"
            ));
        }
        Ok(())
    }
}

fn to(dice: &mut Dice) -> To {
    if dice.percent(70) { To::Original } else { To::Wallet { wallet: WalletId::from_bits(7) } }
}

/// What some pieces of a line cost, counted one by one.
struct ByPieces {
    goods: i64,
    delivery: i64,
    dearer: i64,
}

fn by_pieces(bought: &Bought, before: u32, count: u32) -> ByPieces {
    let mut all = ByPieces { goods: 0, delivery: 0, dearer: 0 };
    let of = i64::from(bought.pieces);
    let one = |amount: Money, piece: i64| amount.minor * (piece + 1) / of - amount.minor * piece / of;
    for piece in i64::from(before)..i64::from(before + count) {
        all.goods += one(bought.paid, piece);
        all.delivery += one(bought.delivery, piece);
        all.dearer += one(bought.dearer, piece);
    }
    all
}

/// So many hundredths of a percent, halves to the even neighbour.
fn half_even(amount: i64, points: i64) -> i64 {
    let (whole, rest) = (amount * points / 10_000, amount * points % 10_000);
    if rest > 5_000 || rest == 5_000 && whole % 2 == 1 { whole + 1 } else { whole }
}

/// The ways a cancellation goes: from, event, to.
const CANCEL: &[&str] = &["requested Approved refunding", "requested Approved refunded"];

/// The ways a return goes.
const RETURN: &[&str] = &[
    "nothing Asked approved",
    "requested Approved approved",
    "approved LabelIssued label_issued",
    "approved HandedIn on_its_way",
    "label_issued HandedIn on_its_way",
    "approved Received received",
    "label_issued Received received",
    "on_its_way Received received",
    "received Inspected refunding",
    "received Inspected refunded",
    "received Inspected refused",
    "requested TimePassed expired",
    "approved TimePassed expired",
    "label_issued TimePassed expired",
];

/// The ways an exchange goes.
const EXCHANGE: &[&str] = &[
    "requested Approved approved",
    "approved LabelIssued label_issued",
    "approved HandedIn on_its_way",
    "label_issued HandedIn on_its_way",
    "approved Received received",
    "label_issued Received received",
    "on_its_way Received received",
    "received Inspected inspected",
    "received Inspected refused",
    "inspected Sent exchanged",
    "requested TimePassed expired",
    "approved TimePassed expired",
    "label_issued TimePassed expired",
];

/// The ways a claim goes.
const CLAIM: &[&str] = &[
    "requested Approved approved",
    "requested Granted refunding",
    "requested Granted claimed",
    "approved Granted refunding",
    "approved Granted claimed",
    "refunding Refunded claimed",
];

/// What can happen to each of them.
const ANY: &[&str] = &[
    "nothing Asked requested",
    "requested Refused refused",
    "requested TakenBack withdrawn",
    "approved TakenBack withdrawn",
    "label_issued TakenBack withdrawn",
    "refunding Refunded refunded",
    "refunding RefundRefused refunding",
];
