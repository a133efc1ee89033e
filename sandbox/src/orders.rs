//! The life of a placed order at a marketplace: from placed to delivered, by the clock or by a knob.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::broadcast;

use crate::journal::{Entry, Journal};
use crate::memory::Memory;

/// Milliseconds since 1970.
#[must_use]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Where an order is on its way.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Accepted and paid.
    Placed,
    /// Being packed.
    Processing,
    /// Handed to the carrier; there is a tracking number.
    Shipped,
    /// With the carrier.
    InTransit,
    /// On the van.
    OutForDelivery,
    /// At the door.
    Delivered,
    /// Called off before it was shipped.
    Cancelled,
}

impl Stage {
    /// The stage that follows by itself; none after the end.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Placed => Some(Self::Processing),
            Self::Processing => Some(Self::Shipped),
            Self::Shipped => Some(Self::InTransit),
            Self::InTransit => Some(Self::OutForDelivery),
            Self::OutForDelivery => Some(Self::Delivered),
            Self::Delivered | Self::Cancelled => None,
        }
    }

    /// Whether the goods can still be held back.
    #[must_use]
    pub fn cancellable(self) -> bool {
        matches!(self, Self::Placed | Self::Processing)
    }

    /// The stage in snake case, as on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::InTransit => "in_transit",
            Self::OutForDelivery => "out_for_delivery",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }
}

/// When an order reached a stage.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct StageEvent {
    /// The stage it reached.
    pub stage: Stage,
    /// In milliseconds since 1970.
    pub at_ms: i64,
}

/// What the carrier calls the goods.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Parcel {
    /// The carrier's name.
    pub carrier: String,
    /// Its number for the parcel.
    pub tracking_number: String,
    /// Where a person can follow it.
    pub tracking_url: String,
}

/// One line of an order.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct OrderLine {
    /// The variant, in the marketplace's own ids.
    pub external_id: String,
    /// Its title when it was bought.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// What one cost.
    pub unit_minor: i64,
}

impl OrderLine {
    /// Price times quantity.
    #[must_use]
    pub fn total_minor(&self) -> i64 {
        self.unit_minor * i64::from(self.quantity)
    }
}

/// Who gets the goods, and where.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct Recipient {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// Second address line.
    pub extra: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Two-letter country code.
    pub country: String,
}

/// What an order costs; `total_minor` is what is paid.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct Amounts {
    /// All lines.
    pub items_minor: i64,
    /// Taken off the lines, as a positive number.
    pub discount_minor: i64,
    /// Shipping.
    pub shipping_minor: i64,
    /// Tax, whether contained in the prices or added to them.
    pub tax_minor: i64,
    /// Everything together.
    pub total_minor: i64,
}

/// One placed order.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Order {
    /// This marketplace's id.
    pub id: String,
    /// The client's own reference, if the protocol carried one.
    pub reference: Option<String>,
    /// The checkout session, cart token or similar it came from.
    pub session: Option<String>,
    /// The currency of all amounts.
    pub currency: String,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// What it costs.
    pub amounts: Amounts,
    /// Who gets it.
    pub recipient: Recipient,
    /// The id of the shipping option.
    pub shipping_option: String,
    /// How it was paid, in the protocol's words.
    pub payment: String,
    /// When it was placed.
    pub placed_at_ms: i64,
    /// Where it is now.
    pub stage: Stage,
    /// How it got there, oldest first.
    pub events: Vec<StageEvent>,
    /// Set from shipped on.
    pub parcel: Option<Parcel>,
    /// Whatever the protocol wants to remember with the order.
    pub detail: Value,
}

/// Why an order could not be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotMove {
    /// There is no such order.
    Unknown,
    /// It is already there, past it, or called off.
    From(Stage),
}

#[derive(Debug, Default)]
struct Shelf {
    orders: HashMap<String, Order>,
    sequence: Vec<String>,
    by_reference: HashMap<String, String>,
    by_session: HashMap<String, String>,
    due: VecDeque<(i64, String)>,
}

impl Shelf {
    fn put(&mut self, order: Order) {
        if !self.orders.contains_key(&order.id) {
            self.sequence.push(order.id.clone());
        }
        if let Some(reference) = &order.reference {
            self.by_reference.entry(reference.clone()).or_insert_with(|| order.id.clone());
        }
        if let Some(session) = &order.session {
            self.by_session.entry(session.clone()).or_insert_with(|| order.id.clone());
        }
        self.orders.insert(order.id.clone(), order);
    }
}

/// All orders of one marketplace.
#[derive(Clone, Debug)]
pub struct Orders {
    shelf: Arc<Mutex<Shelf>>,
    stage_ms: i64,
    tracking_base: Arc<str>,
    memory: Memory,
    journal: Journal,
    changes: broadcast::Sender<Order>,
}

impl Orders {
    /// The orders of a marketplace whose pages are at `base_url`, going on from what was remembered.
    ///
    /// With `stage_seconds` 0 nothing moves by itself.
    #[must_use]
    pub fn new(base_url: &str, stage_seconds: u64, memory: Memory, journal: Journal, remembered: Vec<Order>) -> Self {
        let stage_ms = i64::try_from(stage_seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
        let mut shelf = Shelf::default();
        for order in remembered {
            if stage_ms > 0 && order.stage.next().is_some() {
                shelf.due.push_back((now_ms() + stage_ms, order.id.clone()));
            }
            shelf.put(order);
        }
        Self {
            shelf: Arc::new(Mutex::new(shelf)),
            stage_ms,
            tracking_base: base_url.into(),
            memory,
            journal,
            changes: broadcast::channel(4096).0,
        }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().expect("no writer panics")
    }

    /// Takes in a new order, remembers it and writes `order_placed` into the journal.
    ///
    /// Prefer [`crate::Market::place`], which also asks the knobs and takes the stock.
    pub fn put(&self, order: Order) {
        let mut entry = Entry::new("order_placed").id(&order.id).amount(order.amounts.total_minor, &order.currency);
        entry.reference = order.reference.clone().or_else(|| order.session.clone());
        let mut shelf = self.shelf();
        self.memory.keep("order", &order);
        self.journal.write(entry);
        if self.stage_ms > 0 {
            shelf.due.push_back((now_ms() + self.stage_ms, order.id.clone()));
        }
        // Nobody listening is no trouble.
        let _ = self.changes.send(order.clone());
        shelf.put(order);
    }

    /// Changes what is written in an order, apart from its stage, and tells everybody.
    pub fn amend(&self, id: &str, change: impl FnOnce(&mut Order)) -> Option<Order> {
        let mut shelf = self.shelf();
        let order = shelf.orders.get_mut(id)?;
        change(order);
        self.memory.keep("order", &order);
        let _ = self.changes.send(order.clone());
        Some(order.clone())
    }

    /// The order with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Order> {
        self.shelf().orders.get(id).cloned()
    }

    /// The first order placed with this client reference.
    #[must_use]
    pub fn by_reference(&self, reference: &str) -> Option<Order> {
        let shelf = self.shelf();
        shelf.orders.get(shelf.by_reference.get(reference)?).cloned()
    }

    /// The order that came out of this checkout session.
    #[must_use]
    pub fn by_session(&self, session: &str) -> Option<Order> {
        let shelf = self.shelf();
        shelf.orders.get(shelf.by_session.get(session)?).cloned()
    }

    /// The order whose parcel has this number.
    #[must_use]
    pub fn by_tracking_number(&self, number: &str) -> Option<Order> {
        let has_it = |order: &&Order| order.parcel.as_ref().is_some_and(|parcel| parcel.tracking_number == number);
        self.shelf().orders.values().find(has_it).cloned()
    }

    /// All orders, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Order> {
        let shelf = self.shelf();
        shelf.sequence.iter().filter_map(|id| shelf.orders.get(id).cloned()).collect()
    }

    /// Hears of every order that was placed, moved or amended.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Order> {
        self.changes.subscribe()
    }

    /// Moves an order one stage on, or through all stages up to `to`.
    ///
    /// # Errors
    ///
    /// When there is no such order, it cannot move on, or it is past `to`.
    pub fn advance(&self, id: &str, to: Option<Stage>) -> Result<Order, CannotMove> {
        let mut shelf = self.shelf();
        let order = shelf.orders.get_mut(id).ok_or(CannotMove::Unknown)?;
        let from = order.stage;
        if to == Some(Stage::Cancelled) {
            if !from.cancellable() {
                return Err(CannotMove::From(from));
            }
            self.step(order, Stage::Cancelled);
        } else {
            let goal = to.or(from.next()).ok_or(CannotMove::From(from))?;
            if from == Stage::Cancelled || goal <= from {
                return Err(CannotMove::From(from));
            }
            while order.stage < goal {
                let next = order.stage.next().ok_or(CannotMove::From(order.stage))?;
                self.step(order, next);
            }
        }
        self.memory.keep("order", &order);
        Ok(order.clone())
    }

    fn step(&self, order: &mut Order, stage: Stage) {
        order.stage = stage;
        order.events.push(StageEvent { stage, at_ms: now_ms() });
        if stage == Stage::Shipped {
            let number = format!("PW{:010}", rand::random_range(0..10_000_000_000_u64));
            let tracking_url = format!("{}/sandbox/tracking/{number}", self.tracking_base);
            order.parcel = Some(Parcel { carrier: "Practice Parcel".into(), tracking_number: number, tracking_url });
        }
        let mut entry = Entry::new(format!("order_{}", stage.as_str()))
            .id(&order.id)
            .amount(order.amounts.total_minor, &order.currency);
        entry.reference = order.reference.clone().or_else(|| order.session.clone());
        self.journal.write(entry);
        // Nobody listening is no trouble.
        let _ = self.changes.send(order.clone());
    }

    /// Moves on what is due, for as long as the world lives.
    pub async fn run_clock(self) {
        if self.stage_ms == 0 {
            return std::future::pending().await;
        }
        let mut tick = tokio::time::interval(Duration::from_millis(500));
        loop {
            tick.tick().await;
            self.move_due(now_ms());
        }
    }

    fn move_due(&self, now: i64) {
        loop {
            let id = {
                let mut shelf = self.shelf();
                if shelf.due.front().is_none_or(|(due, _)| *due > now) {
                    return;
                }
                let Some((_, id)) = shelf.due.pop_front() else {
                    return;
                };
                id
            };
            if self.advance(&id, None).is_ok_and(|order| order.stage.next().is_some()) {
                self.shelf().due.push_back((now + self.stage_ms, id));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(id: &str) -> Order {
        Order {
            id: id.into(),
            reference: Some(format!("ours-{id}")),
            session: None,
            currency: "EUR".into(),
            lines: Vec::new(),
            amounts: Amounts::default(),
            recipient: Recipient::default(),
            shipping_option: "standard".into(),
            payment: String::new(),
            placed_at_ms: now_ms(),
            stage: Stage::Placed,
            events: Vec::new(),
            parcel: None,
            detail: Value::Null,
        }
    }

    #[test]
    fn an_order_moves_one_stage_with_each_turn_of_the_clock() {
        let orders = Orders::new("http://here", 10, Memory::none(), Journal::default(), Vec::new());
        orders.put(order("a"));
        let mut now = now_ms();
        let mut seen = Vec::new();
        for _ in 0..7 {
            orders.move_due(now + 5_000);
            now += 10_001;
            orders.move_due(now);
            seen.push(orders.get("a").map(|order| order.stage));
        }
        let expected = [Stage::Processing, Stage::Shipped, Stage::InTransit, Stage::OutForDelivery, Stage::Delivered];
        assert_eq!(seen[..5], expected.map(Some));
        assert_eq!(seen[6], Some(Stage::Delivered));
        assert!(orders.get("a").is_some_and(|order| order.parcel.is_some()));
    }

    #[test]
    fn the_first_order_keeps_a_reference_that_was_used_twice() {
        let orders = Orders::new("http://here", 0, Memory::none(), Journal::default(), Vec::new());
        orders.put(order("a"));
        orders.put(Order { reference: Some("ours-a".into()), ..order("b") });
        assert_eq!(orders.by_reference("ours-a").map(|order| order.id), Some("a".into()));
        assert_eq!(orders.all().len(), 2);
    }
}
