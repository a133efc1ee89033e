//! How orders travel: asks marketplaces, keeps what happened, derives the status, and tells the shopper.

use std::time::Duration;

use connectors::marketplaces::OrderSnapshot;
use domain::{
    order::Progress,
    saga::{Event, PartState},
    time::Timestamp,
};
use futures::future::join_all;
use store::{
    messages, parts,
    tracking::{self, Due, Report},
};

use crate::{ServiceError, Shop, now, shop::commit};

/// How long a marketplace may take to tell how an order stands.
const ASK: Duration = Duration::from_secs(5);

/// When a marketplace is asked again about what its order cannot hear of yet.
const SOON: i64 = 2_000;

/// How many marketplace orders one sweep asks about.
const AT_ONCE: u64 = 50;

impl Shop {
    /// Asks about every marketplace order that is due; says how many there were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_tracking(&self) -> Result<usize, ServiceError> {
        let due = tracking::due(self.store.reader(), now(), AT_ONCE).await?;
        let answers = join_all(due.iter().map(|part| self.ask_about(part))).await;
        for (part, answer) in due.iter().zip(answers) {
            match answer {
                Some(snapshot) => self.heard_of(part, snapshot).await?,
                None => {
                    let (order, number, later) = (part.order.clone(), part.part, now().plus(Timestamp::MINUTE));
                    commit!(self.store, |tx| tracking::postpone(tx, &order, number, later).await)?;
                }
            }
        }
        Ok(due.len())
    }

    async fn ask_about(&self, part: &Due) -> Option<OrderSnapshot> {
        let registry = self.registry();
        let one = registry.get(&part.marketplace)?;
        match one.order_status(ASK, &part.handle).await {
            Ok(snapshot) => Some(snapshot),
            Err(error) => {
                tracing::info!(order = %part.order, marketplace = %part.marketplace, %error, "no news of an order");
                None
            }
        }
    }

    /// Keeps what is new, derives the order's status, and has the shopper told, all in one commit.
    async fn heard_of(&self, part: &Due, snapshot: OrderSnapshot) -> Result<(), ServiceError> {
        let known = parts::one(self.store.reader(), &part.order, part.part).await?;
        let before = known.and_then(|known| known.order.progress).unwrap_or(Progress::Placed);
        let progress = before.after(snapshot.progress);
        if progress == Progress::Cancelled && before != Progress::Cancelled && !self.withdrawn(part).await? {
            let (order, number, later) = (part.order.clone(), part.part, now().plus(SOON));
            return Ok(commit!(self.store, |tx| tracking::postpone(tx, &order, number, later).await)?);
        }
        let mail = match milestone(before, progress) {
            Some(milestone) => self.progress_mail(part, milestone, &snapshot).await?,
            None => None,
        };
        let report = Report {
            progress,
            shipments: snapshot.shipments,
            events: snapshot.events,
            next_poll_at: Some(now().plus(self.settings.poll_milliseconds)),
        };
        let (order, number) = (part.order.clone(), part.part);
        Ok(commit!(self.store, |tx| {
            tracking::keep(tx, &order, number, &report, now()).await?;
            if let Some(mail) = mail {
                messages::enqueue(tx, &mail, now()).await?;
            }
            Ok(())
        })?)
    }
}

impl Shop {
    /// Has what a cancelled part cost given back; `false` while the order is being settled and cannot hear of it.
    async fn withdrawn(&self, part: &Due) -> Result<bool, ServiceError> {
        self.advance(&part.order, &Event::PartWithdrawn { part: part.part }).await?;
        let known = parts::one(self.store.reader(), &part.order, part.part).await?;
        Ok(known.is_none_or(|known| known.order.state != PartState::Placed))
    }
}

/// What of a change the shopper is told by mail: sent, arrived, or cancelled.
fn milestone(before: Progress, now: Progress) -> Option<Progress> {
    match now {
        _ if now == before => None,
        Progress::Placed | Progress::Processing => None,
        Progress::Shipped | Progress::InTransit | Progress::OutForDelivery => {
            (before < Progress::Shipped).then_some(Progress::Shipped)
        }
        Progress::Delivered | Progress::Cancelled => Some(now),
    }
}
