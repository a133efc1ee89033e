//! What marketplaces and the house delivered, beside their journals and shelves.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::{
    journal::Entry,
    orders::{Order, Stage},
};

use super::{
    super::{HOUSE, MARKETPLACES},
    Audit, World, told,
};
use crate::Problem;

/// A part of an order as our books have it.
struct Part {
    order: String,
    number: i64,
    marketplace: String,
    state: String,
    ids: Vec<String>,
    own_total: i64,
}

impl World {
    /// Every marketplace's orders and the house's goods, both ways.
    pub(super) async fn compare_orders(&self, audit: &mut Audit) -> Result<(), Problem> {
        let called = self.orders_with_a_person().await?;
        audit.with_a_person = called.len() as u64;
        let parts = self.parts().await?;
        for market in self.sandbox.markets.iter().filter(|market| MARKETPLACES.contains(&market.server.slug)) {
            let slug = market.server.slug;
            let ours: Vec<&Part> = parts.iter().filter(|part| part.marketplace == slug).collect();
            compare(audit, slug, &ours, &market.server.journal.entries(), &market.orders.all(), &called);
        }
        self.compare_house(audit, &parts).await
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

fn compare(
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
    let mut by_name: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
    for part in ours {
        part.ids.iter().for_each(|id| by_name.entry(id).or_default().push(part));
    }
    let mut known: BTreeSet<(&str, i64)> = BTreeSet::new();
    for order in theirs {
        let Some(part) = part_of(order, &by_name) else {
            let reference = order.reference.clone().unwrap_or_default();
            // Where nobody can tell, a person was called, and that person finds it.
            if !called.iter().any(|number| reference.starts_with(number.as_str())) {
                audit.lost(format!("{slug} has {} for {reference}, and we know of nothing", order.id));
            }
            continue;
        };
        known.insert((&part.order, part.number));
        if part.state == "placed" && order.amounts.total_minor != part.own_total {
            let (order_number, theirs) = (&part.order, order.amounts.total_minor);
            audit.unmatched(format!("{order_number}: {slug} wants {theirs}, we owe {}", part.own_total));
        }
        if (order.stage == Stage::Cancelled) != matches!(part.state.as_str(), "cancelled" | "withdrawn") {
            audit.unmatched(format!("{}: {} here, {} at {slug}", part.order, part.state, order.stage.as_str()));
        }
    }
    for part in ours.iter().filter(|part| part.state == "placed") {
        if !known.contains(&(part.order.as_str(), part.number)) {
            audit.unmatched(format!("{}: {slug} knows nothing of {:?}", part.order, part.ids));
        }
    }
}

/// The part of ours that a marketplace's order is: the marketplace's name for it stands with the part.
fn part_of<'a>(order: &Order, by_name: &BTreeMap<&str, Vec<&'a Part>>) -> Option<&'a Part> {
    let shown = sandbox::ucp::orders::label(&order.id);
    let names = [Some(order.id.as_str()), order.session.as_deref(), Some(shown.as_str())];
    let parts = names.into_iter().flatten().filter_map(|name| by_name.get(name)).flatten();
    let mut fitting = parts.filter(|part| order.reference.as_deref().is_none_or(|name| name.starts_with(&part.order)));
    fitting.next().copied()
}

#[cfg(test)]
mod tests {
    use super::{super::journal, *};

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
            compare(&mut audit, "harbor", ours, journal, std::slice::from_ref(&order), &BTreeSet::new());
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
