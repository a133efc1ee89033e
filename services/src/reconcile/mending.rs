//! What becomes of a discrepancy: it is put right where that can be proved, otherwise a person is called, once.

use std::time::Duration;

use connectors::{marketplaces::CancelOutcome, payments::PageState};
use domain::{
    ids::{MarketplaceId, OrderNumber},
    saga::{Effect, Event},
};
use serde_json::Value;
use store::{
    alerts,
    reconciliations::{self, FindingState, NewFinding},
};

use super::{
    compare::{Difference, Kind, Mend},
    stuck::{Push, push},
};
use crate::{Gateways, ServiceError, Shop, now, shop::commit};

/// How long a marketplace may take to cancel.
const CANCEL: Duration = Duration::from_secs(15);

/// What was put right so often and comes back all the same is for a person.
const MOST_REPAIRS: u32 = 3;

/// An order of a marketplace that should not be there.
pub(super) struct Remote {
    pub(super) marketplace: MarketplaceId,
    pub(super) handle: Value,
}

/// A discrepancy that was met.
pub(super) struct Found {
    pub(super) order: Option<OrderNumber>,
    pub(super) subject: String,
    pub(super) difference: Difference,
    pub(super) remote: Option<Remote>,
    /// Whose books have it, where it is a payment.
    pub(super) gateway: Option<String>,
}

impl Found {
    pub(super) fn payment(gateway: &str, order: Option<OrderNumber>, reference: &str, difference: Difference) -> Self {
        let (subject, gateway) = (reference.to_owned(), Some(gateway.to_owned()));
        Self { order, subject, difference, remote: None, gateway }
    }

    pub(super) fn order(order: OrderNumber, difference: Difference) -> Self {
        Self { subject: order.to_string(), order: Some(order), difference, remote: None, gateway: None }
    }

    fn written(&self) -> NewFinding {
        NewFinding {
            kind: self.difference.kind.word().to_owned(),
            order: self.order.as_ref().map(OrderNumber::to_string),
            subject: self.subject.clone(),
            detail: serde_json::to_string(&self.difference.sides).expect("plain data becomes JSON"),
        }
    }
}

impl Shop {
    /// Puts a discrepancy right or calls a person, and writes down which.
    pub(super) async fn settle(&self, run: &str, found: Found) -> Result<(), ServiceError> {
        let new = found.written();
        let known = reconciliations::known(self.store.reader(), &new.key()).await?;
        let state = match known {
            // A person was called, or has seen to it: that is enough.
            Some((state @ (FindingState::Raised | FindingState::Settled), _)) => state,
            Some((FindingState::Repaired, times)) if times >= MOST_REPAIRS => FindingState::Raised,
            _ if self.mend(run, &found).await? => FindingState::Repaired,
            _ => FindingState::Raised,
        };
        let calls = state == FindingState::Raised && known.is_none_or(|(before, _)| before != FindingState::Raised);
        let order = found.order.clone();
        tracing::warn!(kind = new.kind, order = new.order, subject = new.subject, state = state.word(), "books differ");
        let run = run.to_owned();
        Ok(commit!(self.store, |tx| {
            let mut alert = None;
            if calls {
                let known = match &order {
                    Some(order) => store::orders::head(tx, order).await?.is_some(),
                    None => false,
                };
                let about = format!("{} {}", new.kind, new.subject);
                alert = Some(alerts::raise_as(tx, order.as_ref().filter(|_| known), &about, now()).await?.0);
            }
            reconciliations::note(tx, &run, &new, state, alert.as_deref(), now()).await
        })?)
    }

    /// Puts a discrepancy right; `false` where only a person can.
    async fn mend(&self, run: &str, found: &Found) -> Result<bool, ServiceError> {
        let Difference { kind, mend, .. } = &found.difference;
        match (kind, mend, &found.order) {
            (Kind::OrderThoughtRefused | Kind::DuplicateOrder, _, _) => Ok(self.call_off(found).await),
            (Kind::StuckOrder, _, Some(order)) => self.set_going(order).await,
            (_, Mend::Hear(amount), Some(order)) => {
                let reference = found.subject.clone();
                self.moves(order, &Event::PaymentAuthorised { reference, amount: *amount }).await
            }
            (_, Mend::Release, _) => {
                let gateway = self.gateways.of(found.gateway.as_deref().unwrap_or(Gateways::CARDS))?;
                // The order is at rest and believes it done; under a key of this run, so that no old answer comes back.
                let key = format!("reconcile:{run}:{}", found.subject);
                let outcome = gateway.release(&found.subject, &key).await;
                Ok(outcome.inspect_err(|error| tracing::warn!(%error, "a hold that is left over stays")).is_ok())
            }
            (_, Mend::Credit(id, amount), _) => {
                let (reference, amount) = (found.subject.clone(), *amount);
                self.heard_of_top_up(id, PageState::Taken { reference, amount }).await?;
                let gateway = found.gateway.as_deref().unwrap_or(Gateways::CARDS);
                Ok(reconciliations::is_credited(self.store.reader(), gateway, &found.subject).await?)
            }
            (_, Mend::Work(effect), Some(order)) => self.bring_back(order, std::slice::from_ref(effect)).await,
            _ => Ok(false),
        }
    }

    /// Feeds an order an event; says whether it moved.
    async fn moves(&self, order: &OrderNumber, event: &Event) -> Result<bool, ServiceError> {
        let version = self.books_of(order).await?.map(|books| books.version);
        self.advance(order, event).await?;
        Ok(self.books_of(order).await?.map(|books| books.version) != version)
    }

    /// Sets an order going again that waits for work that does not exist.
    async fn set_going(&self, order: &OrderNumber) -> Result<bool, ServiceError> {
        let Some(books) = self.books_of(order).await?.filter(|books| !books.has_work) else { return Ok(true) };
        match push(&books.saga) {
            Push::Person => Ok(false),
            Push::Work(effects) => self.bring_back(order, &effects).await,
            Push::Doubt(parts) => {
                let mut moved = false;
                for part in parts {
                    moved |= self.moves(order, &Event::PartInDoubt { part }).await?;
                }
                Ok(moved)
            }
        }
    }

    /// Has effects carried out whose outcome an order never heard of; says whether there were any.
    async fn bring_back(&self, order: &OrderNumber, lost: &[Effect]) -> Result<bool, ServiceError> {
        let (order, lost) = (order.clone(), lost.to_vec());
        let back = commit!(self.store, |tx| reconciliations::bring_back(tx, &order, &lost, now()).await)?;
        self.wake.notify_one();
        Ok(back)
    }

    /// Cancels an order of a marketplace that should not be there; `false` where the marketplace keeps it.
    async fn call_off(&self, found: &Found) -> bool {
        let Some(remote) = &found.remote else { return false };
        let registry = self.registry();
        let Some(one) = registry.get(&remote.marketplace) else { return false };
        let outcome = tokio::time::timeout(CANCEL, one.adapter.cancel(&remote.handle)).await;
        matches!(outcome, Ok(Ok(CancelOutcome::Cancelled)))
    }
}
