//! Our books beside everybody else's journals, both ways, and the invariants of our own.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::{journal::Entry, orders::Order};
use serde::Serialize;

use super::{HOUSE, MARKETPLACES, World};
use crate::Problem;

/// How many breaches are spelled out; the others are only counted.
const SPELLED_OUT: usize = 12;

/// What an audit found. Everything but the first five must be nought.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Audit {
    /// Orders of ours.
    pub orders: u64,
    /// Those that the gateway holds or took money for.
    pub paid: u64,
    /// Orders at marketplaces and at the house.
    pub placed: u64,
    /// Captures at the gateway.
    pub captures: u64,
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
        self.with_a_person += other.with_a_person;
        self.lost += other.lost;
        self.double += other.double;
        self.unmatched += other.unmatched;
        self.stuck += other.stuck;
        self.invariants += other.invariants;
        self.breaches.extend(other.breaches);
        self
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

/// A payment as our books have it.
struct Payment {
    order: String,
    phase: String,
    held: i64,
    captured: i64,
    released: i64,
    refunded: i64,
}

/// A part of an order as our books have it.
struct Part {
    order: String,
    number: i64,
    marketplace: String,
    state: String,
    ids: Vec<String>,
    own_total: i64,
}

/// What a journal tells of one order: how often, and how much altogether.
type Told = BTreeMap<String, (u64, i64)>;

impl World {
    /// Compares our books with every journal of the world. The shop is to be at rest.
    ///
    /// # Errors
    /// When the database or the gateway does not answer.
    pub async fn audit(&self) -> Result<Audit, Problem> {
        let mut audit = Audit::default();
        let payments = self.payments().await?;
        let called = self.orders_with_a_person().await?;
        audit.orders = payments.len() as u64;
        audit.with_a_person = called.len() as u64;
        for payment in payments.iter().filter(|payment| !is_at_rest(&payment.phase)) {
            audit.stuck += 1;
            audit.say(format!("stuck: {} is {}", payment.order, payment.phase));
        }
        compare_payments(&mut audit, &payments, &self.gateway_journal().await?);
        let parts = self.parts().await?;
        for market in self.sandbox.markets.iter().filter(|market| MARKETPLACES.contains(&market.server.slug)) {
            let slug = market.server.slug;
            let ours: Vec<&Part> = parts.iter().filter(|part| part.marketplace == slug).collect();
            let entries = market.server.journal.entries();
            compare_orders(&mut audit, slug, &ours, &entries, &market.orders.all(), &called);
        }
        self.compare_house(&mut audit, &parts).await?;
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

    async fn payments(&self) -> Result<Vec<Payment>, Problem> {
        let question = "SELECT payment.order_number, saga.phase, payment.held, payment.captured, payment.released, \
                        payment.refunded FROM payment JOIN saga ON saga.order_number = payment.order_number";
        let read = |row: sea_orm::QueryResult| {
            Ok(Payment {
                order: row.try_get_by_index(0)?,
                phase: row.try_get_by_index(1)?,
                held: row.try_get_by_index(2)?,
                captured: row.try_get_by_index(3)?,
                released: row.try_get_by_index(4)?,
                refunded: row.try_get_by_index(5)?,
            })
        };
        self.books.rows(question).await?.into_iter().map(read).collect()
    }

    async fn parts(&self) -> Result<Vec<Part>, Problem> {
        let question = "SELECT order_number, CAST(part AS BIGINT), marketplace, state, marketplace_order_ids, own_total \
                        FROM marketplace_order";
        let read = |row: sea_orm::QueryResult| {
            Ok(Part {
                order: row.try_get_by_index(0)?,
                number: row.try_get_by_index(1)?,
                marketplace: row.try_get_by_index(2)?,
                state: row.try_get_by_index(3)?,
                ids: serde_json::from_str(&row.try_get_by_index::<String>(4)?)?,
                own_total: row.try_get_by_index(5)?,
            })
        };
        self.books.rows(question).await?.into_iter().map(read).collect()
    }

    async fn orders_with_a_person(&self) -> Result<BTreeSet<String>, Problem> {
        let question = "SELECT DISTINCT order_number FROM alert WHERE order_number IS NOT NULL";
        let rows = self.books.rows(question).await?;
        rows.into_iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// The house's goods are gone exactly for the parts that the house has placed.
    async fn compare_house(&self, audit: &mut Audit, parts: &[Part]) -> Result<(), Problem> {
        let rows = self.books.rows("SELECT DISTINCT reference FROM reservation WHERE state = 'claimed'").await?;
        let read = rows.into_iter().map(|row| row.try_get_by_index(0));
        let claimed: BTreeSet<String> = read.collect::<Result<_, _>>()?;
        let ours = parts.iter().filter(|part| part.marketplace == HOUSE && part.state == "placed");
        let placed: BTreeSet<String> = ours.map(|part| format!("{}:{}", part.order, part.number)).collect();
        audit.placed += claimed.len() as u64;
        for reference in claimed.difference(&placed) {
            audit.lost(format!("the house gave goods away for {reference}, which is not placed"));
        }
        for reference in placed.difference(&claimed) {
            audit.unmatched(format!("{reference} is placed, and the house still has the goods"));
        }
        Ok(())
    }
}

fn is_at_rest(phase: &str) -> bool {
    matches!(phase, "done" | "needs_human")
}

fn told(entries: &[Entry], kind: &str) -> Told {
    let mut told = Told::new();
    for entry in entries.iter().filter(|entry| entry.kind == kind) {
        let (count, sum) = told.entry(entry.reference.clone().unwrap_or_default()).or_default();
        *count += 1;
        *sum += entry.amount_minor.unwrap_or_default();
    }
    told
}

fn compare_payments(audit: &mut Audit, payments: &[Payment], journal: &[Entry]) {
    let [held, captured, released, refunded] =
        ["authorised", "captured", "released", "refunded"].map(|kind| told(journal, kind));
    audit.paid += held.len() as u64;
    audit.captures += captured.values().map(|(count, _)| count).sum::<u64>();
    let known: BTreeSet<&str> = payments.iter().map(|payment| payment.order.as_str()).collect();
    for order in held.keys().filter(|order| !known.contains(order.as_str())) {
        audit.lost(format!("the gateway holds money for {order}, which we do not know"));
    }
    for payment in payments {
        let of = |told: &Told| told.get(&payment.order).copied().unwrap_or_default();
        let order = &payment.order;
        if of(&held).0 > 1 {
            audit.double(format!("{order} was paid {} times", of(&held).0));
        }
        if of(&captured).0 > 1 {
            audit.double(format!("{order} was captured {} times", of(&captured).0));
        }
        if of(&held).1 > 0 && payment.held == 0 {
            audit.lost(format!("the gateway holds {} for {order}, and we know of nothing", of(&held).1));
        }
        let pairs = [
            ("held", payment.held, of(&held).1),
            ("captured", payment.captured, of(&captured).1),
            ("released", payment.released, of(&released).1),
            ("refunded", payment.refunded, of(&refunded).1),
        ];
        for (what, ours, theirs) in pairs.into_iter().filter(|(_, ours, theirs)| ours != theirs) {
            audit.unmatched(format!("{order}: we say {ours} {what}, the gateway says {theirs}"));
        }
    }
}

fn compare_orders(
    audit: &mut Audit,
    slug: &str,
    ours: &[&Part],
    journal: &[Entry],
    theirs: &[Order],
    called: &BTreeSet<String>,
) {
    let placed = told(journal, "order_placed");
    audit.placed += placed.values().map(|(count, _)| count).sum::<u64>();
    for (reference, (count, _)) in placed.iter().filter(|(_, (count, _))| *count > 1) {
        audit.double(format!("{slug} has {count} orders for {reference}"));
    }
    let cancelled = told(journal, "order_cancelled");
    for order in theirs {
        let Some(part) = ours.iter().find(|part| is_of(order, part)) else {
            let reference = order.reference.clone().unwrap_or_default();
            // Where nobody can tell, a person was called, and that person finds it.
            if !called.iter().any(|number| reference.starts_with(number.as_str())) {
                audit.lost(format!("{slug} has {} for {reference}, and we know of nothing", order.id));
            }
            continue;
        };
        if part.state == "placed" && order.amounts.total_minor != part.own_total {
            let (order_number, theirs) = (&part.order, order.amounts.total_minor);
            audit.unmatched(format!("{order_number}: {slug} wants {theirs}, we owe {}", part.own_total));
        }
        let is_cancelled = cancelled.contains_key(order.reference.as_deref().unwrap_or_default());
        if is_cancelled != (part.state == "cancelled") {
            audit.unmatched(format!("{}: {} here, {} at {slug}", part.order, part.state, order.stage.as_str()));
        }
    }
    for part in ours.iter().filter(|part| part.state == "placed") {
        if !theirs.iter().any(|order| is_of(order, part)) {
            audit.unmatched(format!("{}: {slug} knows nothing of {:?}", part.order, part.ids));
        }
    }
}

/// Whether a marketplace's order is a part of ours: the marketplace's name for it stands with our part.
fn is_of(order: &Order, part: &Part) -> bool {
    let shown = sandbox::ucp::orders::label(&order.id);
    part.ids.iter().any(|id| *id == order.id || Some(id) == order.session.as_ref() || *id == shown)
        && order.reference.as_deref().is_none_or(|reference| reference.starts_with(&part.order))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payment(held: i64, captured: i64) -> Payment {
        let released = held - captured;
        Payment { order: "OC-1".into(), phase: "done".into(), held, captured, released, refunded: 0 }
    }

    fn journal(entries: &[(&str, i64)]) -> Vec<Entry> {
        let entry = |(kind, minor): &(&str, i64)| Entry::new(*kind).reference("OC-1").amount(*minor, "EUR");
        entries.iter().map(entry).collect()
    }

    fn found(payment: Payment, entries: &[(&str, i64)]) -> (u64, u64, u64) {
        let mut audit = Audit::default();
        compare_payments(&mut audit, &[payment], &journal(entries));
        (audit.lost, audit.double, audit.unmatched)
    }

    #[test]
    fn books_that_agree_are_clean() {
        let told = [("authorised", 500), ("captured", 300), ("released", 200)];
        assert_eq!(found(payment(500, 300), &told), (0, 0, 0));
    }

    #[test]
    fn money_that_only_the_gateway_knows_of_is_lost() {
        let (lost, _, unmatched) = found(payment(0, 0), &[("authorised", 500)]);
        assert_eq!((lost, unmatched), (1, 1));
        let mut audit = Audit::default();
        compare_payments(&mut audit, &[], &journal(&[("authorised", 500)]));
        assert_eq!(audit.lost, 1);
    }

    #[test]
    fn what_was_taken_twice_is_double() {
        let told = [("authorised", 500), ("captured", 500), ("captured", 500)];
        assert_eq!(found(payment(500, 500), &told), (0, 1, 1));
    }

    #[test]
    fn an_order_that_only_the_marketplace_knows_of_is_lost_and_a_second_one_is_double() {
        let order: Order = serde_json::from_value(serde_json::json!({
            "id": "harbor-1", "reference": "OC-1", "session": null, "currency": "EUR", "lines": [],
            "amounts": { "items_minor": 1, "discount_minor": 0, "shipping_minor": 0, "tax_minor": 0, "total_minor": 1 },
            "recipient": {}, "shipping_option": "", "payment": "", "placed_at_ms": 0, "stage": "placed", "events": [],
            "parcel": null, "detail": null,
        }))
        .unwrap();
        let placed = || journal(&[("order_placed", 1)]);
        let audited = |ours: &[&Part], journal: &[Entry]| {
            let mut audit = Audit::default();
            compare_orders(&mut audit, "harbor", ours, journal, std::slice::from_ref(&order), &BTreeSet::new());
            (audit.lost, audit.double, audit.unmatched)
        };
        let part = Part {
            order: "OC-1".into(),
            number: 0,
            marketplace: "harbor".into(),
            state: "placed".into(),
            ids: vec!["harbor-1".into()],
            own_total: 1,
        };
        assert_eq!(audited(&[&part], &placed()), (0, 0, 0));
        assert_eq!(audited(&[], &placed()), (1, 0, 0));
        assert_eq!(audited(&[&part], &[placed(), placed()].concat()), (0, 1, 0));
        assert_eq!(audited(&[&Part { own_total: 2, ..part }], &placed()), (0, 0, 1));
    }
}
