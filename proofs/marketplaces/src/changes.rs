//! What changes between search, quote, order and parcel, at marketplaces that are otherwise healthy.

use std::sync::Arc;

use connectors::marketplaces::{MarketplaceAdapter, MarketplaceError, PlaceOrder, PlaceOutcome};
use domain::{order::Progress, saga::Refusal};
use sandbox::{
    Market, World,
    faults::{Knobs, Loss},
};

use super::tape::{Recorded, agreed, question, request};
use rule_proofs::finding::Problem;

/// What happens to the marketplace while somebody buys there.
#[derive(Clone, Copy, Debug)]
enum Change {
    DearerBeforeQuote,
    DearerBeforeOrder,
    CheaperBeforeOrder,
    SoldOutBeforeQuote,
    SoldOutBeforeOrder,
    RefusedAtOrder,
    OrderedTwice,
    LostByClosing,
    LostByTimeout,
    CancelledLater,
    QuotedTwice,
    PlacedAfterTrouble,
}

impl Change {
    const ALL: [Self; 12] = [
        Self::DearerBeforeQuote,
        Self::DearerBeforeOrder,
        Self::CheaperBeforeOrder,
        Self::SoldOutBeforeQuote,
        Self::SoldOutBeforeOrder,
        Self::RefusedAtOrder,
        Self::OrderedTwice,
        Self::LostByClosing,
        Self::LostByTimeout,
        Self::CancelledLater,
        Self::QuotedTwice,
        Self::PlacedAfterTrouble,
    ];
}

/// A marketplace, an adapter for it, and its knobs.
struct Stage<'a> {
    market: &'a Market,
    adapter: Arc<dyn MarketplaceAdapter>,
}

/// Goes through every change at every marketplace that takes orders; says how many there were and what was wrong.
///
/// # Errors
/// When a marketplace of the practice world is not there.
pub async fn go_through(world: &World, recorded: &[Recorded]) -> Result<(usize, Vec<String>), Problem> {
    let (mut count, mut wrong) = (0, Vec::new());
    for recorded in recorded.iter().filter(|recorded| recorded.order.is_some()) {
        let market = world.markets.iter().find(|market| market.server.slug == recorded.slug);
        let market = market.ok_or("a marketplace is missing")?;
        let adapter = recorded.adapter(world.url(recorded.slug).unwrap_or_default())?;
        let stage = Stage { market, adapter };
        for change in Change::ALL {
            stage.turn(Knobs::default());
            let outcome = stage.go(change).await;
            stage.turn(Knobs::default());
            count += 1;
            wrong.extend(outcome.err().map(|why| format!("{} {change:?}: {why}", recorded.slug)));
        }
    }
    Ok((count, wrong))
}

impl Stage<'_> {
    fn turn(&self, knobs: Knobs) {
        self.market.server.faults.set(knobs);
    }

    fn orders(&self) -> usize {
        self.market.orders.all().len()
    }

    /// The order that was not among these.
    fn newest(&self, known: &[String]) -> Option<sandbox::orders::Order> {
        self.market.orders.all().into_iter().find(|order| !known.contains(&order.id))
    }

    fn total_of_newest(&self, known: &[String]) -> Option<i64> {
        self.newest(known).map(|order| order.amounts.total_minor)
    }

    async fn quoted(&self) -> Result<PlaceOrder, Problem> {
        let found = self.adapter.search(&question()).await?;
        let ids: Vec<_> = found.iter().map(|product| product.reference.external_id.clone()).collect();
        let known = self.adapter.lookup(&ids).await?;
        let request = known.iter().find_map(request).ok_or("nothing is in stock")?;
        let quote = self.adapter.quote(&request).await?;
        Ok(agreed(&quote, request))
    }

    async fn placed(&self, order: &PlaceOrder) -> Result<connectors::marketplaces::PlacedOrder, Problem> {
        match self.adapter.place_order(order).await? {
            PlaceOutcome::Placed(placed) => Ok(placed),
            other => Err(format!("not placed: {other:?}").into()),
        }
    }

    async fn go(&self, change: Change) -> Result<(), Problem> {
        let order = self.quoted().await?;
        let known: Vec<String> = self.market.orders.all().into_iter().map(|order| order.id).collect();
        let (before, agreed_total) = (known.len(), order.expected_total.minor);
        let sold_out = || order.request.lines.iter().map(|line| line.variant.to_string()).collect();
        let made = match change {
            Change::DearerBeforeQuote => {
                self.turn(Knobs { price_change_percent: 10, ..Knobs::default() });
                let dearer = self.adapter.quote(&order.request).await?;
                expect(dearer.amounts.total.minor > order.expected_total.minor, "the old price was quoted")?;
                0
            }
            Change::DearerBeforeOrder => {
                self.turn(Knobs { price_change_percent: 10, ..Knobs::default() });
                let outcome = self.adapter.place_order(&order).await?;
                // a session that keeps its price keeps it
                let kept = self.orders() - before;
                expect(
                    match &outcome {
                        PlaceOutcome::Refused(Refusal::PriceChanged) => kept == 0,
                        PlaceOutcome::Placed(_) => kept == 1 && self.total_of_newest(&known) == Some(agreed_total),
                        _ => false,
                    },
                    &format!("{outcome:?}"),
                )?;
                kept
            }
            Change::CheaperBeforeOrder => {
                self.turn(Knobs { price_change_percent: -10, ..Knobs::default() });
                self.placed(&order).await?;
                expect(self.total_of_newest(&known).is_some_and(|total| total <= agreed_total), "dearer than agreed")?;
                1
            }
            Change::SoldOutBeforeQuote => {
                self.turn(Knobs { sold_out: sold_out(), ..Knobs::default() });
                let refused = self.adapter.quote(&order.request).await;
                expect(matches!(refused, Err(MarketplaceError::OutOfStock(_))), &format!("{refused:?}"))?;
                0
            }
            Change::SoldOutBeforeOrder => {
                self.turn(Knobs { sold_out: sold_out(), ..Knobs::default() });
                let outcome = self.adapter.place_order(&order).await?;
                expect(outcome == PlaceOutcome::Refused(Refusal::OutOfStock), &format!("{outcome:?}"))?;
                0
            }
            Change::RefusedAtOrder => {
                self.turn(Knobs { refuse_orders: true, ..Knobs::default() });
                let outcome = self.adapter.place_order(&order).await?;
                expect(matches!(outcome, PlaceOutcome::Refused(_)), &format!("{outcome:?}"))?;
                0
            }
            Change::OrderedTwice => {
                let (first, second) = (self.placed(&order).await?, self.placed(&order).await?);
                expect(first == second, "two names for one order")?;
                1
            }
            Change::LostByClosing => self.lost(&order, Loss::Close).await?,
            Change::LostByTimeout => self.lost(&order, Loss::GatewayTimeout).await?,
            Change::CancelledLater => {
                let placed = self.placed(&order).await?;
                let newest = self.newest(&known).ok_or("no order")?;
                self.market.cancel(&newest.id).map_err(|problem| format!("{problem:?}"))?;
                let snapshot = self.adapter.order_status(&placed.handle).await?;
                expect(snapshot.progress == Progress::Cancelled, &format!("{snapshot:?}"))?;
                1
            }
            Change::QuotedTwice => {
                let again = self.adapter.quote(&order.request).await?;
                self.placed(&agreed(&again, order.request.clone())).await?;
                1
            }
            Change::PlacedAfterTrouble => {
                self.turn(Knobs { error_status: Some(503), ..Knobs::default() });
                expect(self.adapter.place_order(&order).await.is_err(), "an order at a broken marketplace")?;
                self.turn(Knobs::default());
                self.placed(&order).await?;
                1
            }
        };
        expect(self.orders() == before + made, &format!("{} orders instead of {made}", self.orders() - before))
    }

    /// The reply gets lost, the order is found, and ordering again makes no second one.
    async fn lost(&self, order: &PlaceOrder, lose_reply_by: Loss) -> Result<usize, Problem> {
        self.turn(Knobs { lose_reply_next: 1, lose_reply_by, ..Knobs::default() });
        let outcome = self.adapter.place_order(order).await?;
        expect(outcome == PlaceOutcome::InDoubt, &format!("{outcome:?}"))?;
        let found = self.adapter.find_order(order).await?.ok_or("the order was not found")?;
        expect(self.placed(order).await? == found, "another order")?;
        Ok(1)
    }
}

fn expect(holds: bool, otherwise: &str) -> Result<(), Problem> {
    if holds { Ok(()) } else { Err(otherwise.to_owned().into()) }
}
