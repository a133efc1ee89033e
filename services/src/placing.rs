//! Carries out what the money path asks for: leases effects, makes the calls, and feeds what came of them back.
//!
//! Everything that is to be done stands in the store before it is tried. A worker that dies leaves its lease to run
//! out; the next one does the same call under the same key.

use std::time::Duration;

use connectors::{
    marketplaces::{MarketplaceError, PlaceOrder, PlaceOutcome, PlacedOrder, QuoteRequest, RequestedLine},
    payments::GatewayError,
};
use domain::{
    ids::OrderNumber,
    money::Money,
    saga::{self, Effect, Event, PartState, Phase, Refusal, Stuck},
};
use futures::future::join_all;
use serde::{Deserialize, Serialize};
use store::{
    alerts,
    effects::{self, LeasedEffect},
    parts::{self, NewPart, Placed, StoredPart},
    sagas::{self, Advance},
};

use crate::{ServiceError, Shop, now, pay::house_reference, shop::commit};

/// For how long a worker may be at an effect before another may take it over.
const LEASE: i64 = 60_000;

/// How many effects are carried out at once.
pub(crate) const AT_ONCE: u64 = 32;

/// How long placing an order may take before its outcome counts as unknown.
const PLACE: Duration = Duration::from_secs(15);

/// When a marketplace is first asked about a placed order.
const FIRST_POLL: i64 = 2_000;

/// How often an effect is tried again that failed for certain, before it is given up: about four minutes.
const MOST_TRIES: u32 = 8;

/// A quote request as it is kept with the part, to be asked again when a session is lost.
#[derive(Debug, Serialize, Deserialize)]
struct RememberedRequest {
    reference: String,
    lines: Vec<(domain::ids::ExternalId, domain::ids::ExternalId, domain::cart::Quantity)>,
    details: domain::checkout::Details,
    option: Option<String>,
}

/// What is kept of a quote request.
pub(crate) fn remembered(request: &QuoteRequest) -> serde_json::Value {
    let lines = request.lines.iter().map(|line| (line.product.clone(), line.variant.clone(), line.quantity)).collect();
    let (details, option) = (request.details.clone(), request.option.clone());
    let remembered = RememberedRequest { reference: request.reference.clone(), lines, details, option };
    serde_json::to_value(remembered).expect("plain data becomes JSON")
}

pub(crate) fn request_of(part: &StoredPart) -> Option<QuoteRequest> {
    let known: RememberedRequest = serde_json::from_value(part.request.clone()).ok()?;
    let lines = known.lines.into_iter();
    Some(QuoteRequest {
        reference: known.reference,
        lines: lines.map(|(product, variant, quantity)| RequestedLine { product, variant, quantity }).collect(),
        details: known.details,
        option: known.option,
    })
}

/// What an effect taught about a part, to be written down in the same commit as the step it leads to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Learned {
    /// The marketplace took this part.
    placed: Option<(u32, Placed)>,
    /// Another marketplace's part takes the place of a refused one.
    added: Option<NewPart>,
}

impl Learned {
    fn placed(part: u32, order: PlacedOrder) -> Self {
        let placed = Placed { ids: order.ids, handle: order.handle, next_poll_at: now().plus(FIRST_POLL) };
        Self { placed: Some((part, placed)), added: None }
    }

    pub(crate) fn added(part: NewPart) -> Self {
        Self { placed: None, added: Some(part) }
    }
}

/// What came of an effect.
pub(crate) enum Came {
    /// Something the money path has to hear, with what was learned of the part.
    Heard(Event, Box<Learned>),
    /// It is done and nobody needs to hear of it.
    Done,
    /// It failed for certain and is tried again later.
    Again,
}

impl Came {
    pub(crate) fn heard(event: Event) -> Self {
        Self::Heard(event, Box::default())
    }
}

impl Shop {
    /// Carries out what is due and waits for all of it; says how much that was.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn carry_out(&self, worker: &str) -> Result<usize, ServiceError> {
        let leased = self.lease_due(worker, AT_ONCE).await?;
        let count = leased.len();
        join_all(leased.iter().map(|effect| self.carry_out_or_complain(effect))).await;
        Ok(count)
    }

    /// Leases what is due, at most so many.
    pub(crate) async fn lease_due(&self, worker: &str, most: u64) -> Result<Vec<LeasedEffect>, ServiceError> {
        let worker = worker.to_owned();
        Ok(commit!(self.store, |tx| effects::lease(tx, &worker, now(), LEASE, most).await)?)
    }

    /// Carries out one effect; what keeps it from being done is logged, and its lease runs out.
    pub(crate) async fn carry_out_or_complain(&self, leased: &LeasedEffect) {
        if let Err(error) = self.carry_out_one(leased).await {
            tracing::error!(%error, "an effect was not carried out; it is tried again when its lease has run out");
        }
    }

    /// Takes back the leases of a process that is gone. Only where this process is the only one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_back_leases(&self) -> Result<(), ServiceError> {
        let count = commit!(self.store, |tx| effects::take_back(tx).await)?;
        if count > 0 {
            tracing::warn!(count, "the process before ended in the middle of its work; it goes on now");
        }
        Ok(())
    }

    async fn carry_out_one(&self, leased: &LeasedEffect) -> Result<(), ServiceError> {
        let (order, effect) = (&leased.order, &leased.effect);
        let came = match effect {
            Effect::Place { part, .. } => self.place(order, *part, leased.attempts).await?,
            Effect::Find { part, .. } => self.find(order, *part).await?,
            Effect::Replace { part, cap } => self.replace(order, *part, *cap).await?,
            Effect::Cancel { part } => self.cancel(order, *part, leased.attempts).await?,
            Effect::Capture { reference, amount } => self.capture(order, reference, *amount, leased.attempts).await?,
            Effect::Release { reference } => self.release(order, reference, leased.attempts).await?,
            Effect::Confirm => {
                self.confirm(order).await?;
                Came::Done
            }
            Effect::Alert { about } => {
                self.alert(order, *about).await?;
                Came::Done
            }
        };
        let (id, fence) = (leased.id.clone(), leased.fence);
        match came {
            Came::Heard(event, learned) => self.advance_with(order, &event, Some(leased), *learned).await?,
            Came::Done => {
                commit!(self.store, |tx| effects::finish(tx, &id, fence, now()).await)?;
            }
            Came::Again => {
                let again = now().plus(1000_i64 << leased.attempts.min(6));
                commit!(self.store, |tx| effects::retry(tx, &id, fence, again).await)?;
            }
        }
        Ok(())
    }

    /// Feeds an event to the money path and commits all it leads to at once.
    ///
    /// # Errors
    /// When the store fails. An event that the state refuses is late or repeated; it changes nothing and is no error.
    pub(crate) async fn advance(&self, order: &OrderNumber, event: &Event) -> Result<(), ServiceError> {
        self.advance_with(order, event, None, Learned::default()).await
    }

    async fn advance_with(
        &self,
        order: &OrderNumber,
        event: &Event,
        leased: Option<&LeasedEffect>,
        learned: Learned,
    ) -> Result<(), ServiceError> {
        let finishes = leased.map(|leased| (leased.id.clone(), leased.fence));
        for _ in 0..20 {
            let Some(known) = sagas::load(self.store.reader(), order).await? else { return Ok(()) };
            let next = match saga::step(&known.saga, event) {
                Ok(next) => next,
                Err(refused) => {
                    tracing::info!(%order, %refused, "a late or repeated event");
                    if let Some((id, fence)) = finishes {
                        commit!(self.store, |tx| effects::finish(tx, &id, fence, now()).await)?;
                    }
                    return Ok(());
                }
            };
            let at = now();
            let due = |effect: Effect| {
                let delay = effect.delay_milliseconds();
                (effect, at.plus(delay))
            };
            let step = Advance {
                expected_version: known.version,
                saga: next.saga.clone(),
                effects: next.effects.into_iter().map(due).collect(),
                transactions: next.transactions,
                finishes: finishes.clone(),
                at,
            };
            if self.commit_step(step, learned.clone()).await? {
                self.wake.notify_one();
                self.follow(&next.saga, event).await;
                return Ok(());
            }
            if let Some(held) = leased
                && !self.still_holds(held).await?
            {
                return Ok(());
            }
        }
        Err(ServiceError::Conflict)
    }

    /// The step, and what was learned of the part, in one commit; says `false` when another worker was faster.
    async fn commit_step(&self, step: Advance, learned: Learned) -> Result<bool, ServiceError> {
        let order = step.saga.order.clone();
        let done = commit!(self.store, |tx| {
            if let Some(added) = &learned.added {
                let known = parts::one(tx, &order, added.order.part).await?.is_some();
                let replaces = step.saga.parts.len() > added.order.part as usize;
                if !known && replaces {
                    parts::add(tx, &order, added).await?;
                }
            }
            if !sagas::advance(tx, &step).await? {
                return Err(store::StoreError::Conflict);
            }
            if let Some((part, placed)) = &learned.placed {
                parts::set_placed(tx, &order, *part, placed).await?;
            }
            Ok(())
        });
        match done {
            Ok(()) => Ok(true),
            Err(store::StoreError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether an effect may still be this worker's: a lost lease means that someone else carries it out.
    async fn still_holds(&self, leased: &LeasedEffect) -> Result<bool, ServiceError> {
        Ok(effects::is_held(self.store.reader(), &leased.id, leased.fence).await?)
    }

    /// What follows from a step without being part of the money.
    async fn follow(&self, saga: &saga::Saga, event: &Event) {
        let outcome = match event {
            Event::PaymentAuthorised { .. } => self.empty_cart_of(&saga.order).await,
            _ if saga.phase == Phase::Done => self.put_back(saga).await,
            _ => Ok(()),
        };
        if let Err(error) = outcome {
            tracing::warn!(order = %saga.order, %error, "what follows a step was not done; the order itself is");
        }
    }

    /// Puts the house's goods back that were set aside and not bought.
    async fn put_back(&self, saga: &saga::Saga) -> Result<(), ServiceError> {
        for (number, part) in (0..).zip(&saga.parts) {
            if part.marketplace.as_str() == crate::house::SLUG && part.state != PartState::Placed {
                let reference = house_reference(&saga.order, number);
                commit!(self.store, |tx| store::house::release(tx, &reference).await)?;
            }
        }
        Ok(())
    }

    async fn place(&self, order: &OrderNumber, part: u32, tries: u32) -> Result<Came, ServiceError> {
        let refused = |reason| Came::heard(Event::PartRefused { part, reason });
        let Some(record) = parts::one(self.store.reader(), order, part).await? else {
            return Ok(refused(Refusal::Other));
        };
        let registry = self.registry();
        let Some(one) = registry.get(&record.order.marketplace) else { return Ok(refused(Refusal::SwitchedOff)) };
        if !one.marketplace.takes_orders() {
            return Ok(refused(Refusal::SwitchedOff));
        }
        let Some(request) = request_of(&record) else { return Ok(refused(Refusal::Other)) };
        let place = self.place_order(order, part, &record, request);
        let outcome = tokio::time::timeout(PLACE, one.adapter.place_order(&place)).await;
        Ok(match outcome {
            Ok(Ok(PlaceOutcome::Placed(placed))) => {
                Came::Heard(Event::PartPlaced { part }, Box::new(Learned::placed(part, placed)))
            }
            Ok(Ok(PlaceOutcome::Refused(reason))) => refused(reason),
            Ok(Ok(PlaceOutcome::InDoubt)) | Err(_) => Came::heard(Event::PartInDoubt { part }),
            Ok(Ok(PlaceOutcome::SessionLost)) => self.quote_again(order, part, &record, &place.request).await?,
            Ok(Err(MarketplaceError::OutOfStock(_))) => refused(Refusal::OutOfStock),
            Ok(Err(MarketplaceError::Undeliverable)) => refused(Refusal::Undeliverable),
            Ok(Err(MarketplaceError::Refused(why))) => {
                tracing::warn!(%order, marketplace = %record.order.marketplace, why, "a marketplace refused its part");
                refused(Refusal::Other)
            }
            Ok(Err(error)) if tries < MOST_TRIES => {
                tracing::warn!(%order, marketplace = %record.order.marketplace, %error, "placing failed for certain; again later");
                Came::Again
            }
            Ok(Err(_)) => refused(Refusal::Other),
        })
    }

    fn place_order(&self, order: &OrderNumber, part: u32, record: &StoredPart, request: QuoteRequest) -> PlaceOrder {
        PlaceOrder {
            order: order.clone(),
            key: format!("{order}:{part}"),
            session: record.session.clone(),
            request,
            expected_total: record.order.own.total,
        }
    }

    /// The session of the quote is gone: opens a new one and tries again, unless it became dearer.
    async fn quote_again(
        &self,
        order: &OrderNumber,
        part: u32,
        record: &StoredPart,
        request: &QuoteRequest,
    ) -> Result<Came, ServiceError> {
        let refused = |reason| Ok(Came::heard(Event::PartRefused { part, reason }));
        let registry = self.registry();
        let Some(one) = registry.get(&record.order.marketplace) else { return refused(Refusal::SwitchedOff) };
        match self.quote_of(one, request).await {
            Ok(quoted) if quoted.amounts.total.minor <= record.order.own.total.minor => {
                let (number, session) = (order.clone(), quoted.session);
                commit!(self.store, |tx| parts::set_session(tx, &number, part, &session).await)?;
                Ok(Came::Again)
            }
            Ok(_) => refused(Refusal::PriceChanged),
            Err(MarketplaceError::OutOfStock(_)) => refused(Refusal::OutOfStock),
            Err(MarketplaceError::Undeliverable) => refused(Refusal::Undeliverable),
            Err(_) => Ok(Came::Again),
        }
    }

    async fn find(&self, order: &OrderNumber, part: u32) -> Result<Came, ServiceError> {
        let in_doubt = || Came::heard(Event::PartInDoubt { part });
        let Some(record) = parts::one(self.store.reader(), order, part).await? else { return Ok(in_doubt()) };
        let registry = self.registry();
        let (Some(one), Some(request)) = (registry.get(&record.order.marketplace), request_of(&record)) else {
            return Ok(in_doubt());
        };
        let place = self.place_order(order, part, &record, request);
        Ok(match tokio::time::timeout(PLACE, one.adapter.find_order(&place)).await {
            Ok(Ok(Some(placed))) => Came::Heard(Event::PartPlaced { part }, Box::new(Learned::placed(part, placed))),
            Ok(Ok(None)) => Came::heard(Event::PartNotFound { part }),
            Ok(Err(error)) => {
                tracing::warn!(%order, marketplace = %record.order.marketplace, %error, "asking about an order failed");
                in_doubt()
            }
            Err(_) => in_doubt(),
        })
    }

    async fn cancel(&self, order: &OrderNumber, part: u32, tries: u32) -> Result<Came, ServiceError> {
        let refused = || Came::heard(Event::CancelRefused { part });
        let Some(record) = parts::one(self.store.reader(), order, part).await? else { return Ok(refused()) };
        let registry = self.registry();
        let (Some(one), Some(handle)) = (registry.get(&record.order.marketplace), record.handle) else {
            return Ok(refused());
        };
        Ok(match tokio::time::timeout(PLACE, one.adapter.cancel(&handle)).await {
            Ok(Ok(connectors::marketplaces::CancelOutcome::Cancelled)) => Came::heard(Event::PartCancelled { part }),
            Ok(Ok(connectors::marketplaces::CancelOutcome::Refused) | Err(MarketplaceError::NotSupported)) => refused(),
            _ if tries < MOST_TRIES => Came::Again,
            _ => refused(),
        })
    }

    async fn capture(
        &self,
        order: &OrderNumber,
        reference: &str,
        amount: Money,
        tries: u32,
    ) -> Result<Came, ServiceError> {
        Ok(match self.gateway.capture(reference, amount, &format!("{order}:capture")).await {
            Ok(amount) => Came::heard(Event::Captured { amount }),
            Err(GatewayError::Unknown(_)) => Came::Again,
            Err(error) if tries < 2 => {
                tracing::error!(%order, %error, "a capture was refused; once more");
                Came::Again
            }
            Err(_) => Came::heard(Event::PaymentStuck),
        })
    }

    async fn release(&self, order: &OrderNumber, reference: &str, tries: u32) -> Result<Came, ServiceError> {
        Ok(match self.gateway.release(reference, &format!("{order}:release:{reference}")).await {
            Ok(()) => Came::heard(Event::Released),
            Err(GatewayError::Unknown(_)) => Came::Again,
            Err(error) if tries < 2 => {
                tracing::error!(%order, %error, "a release was refused; once more");
                Came::Again
            }
            Err(_) => Came::heard(Event::PaymentStuck),
        })
    }

    async fn alert(&self, order: &OrderNumber, about: Stuck) -> Result<(), ServiceError> {
        tracing::error!(%order, ?about, "an order needs a person");
        let (order, about) = (order.clone(), format!("{about:?}"));
        commit!(self.store, |tx| alerts::raise(tx, Some(&order), &about, now()).await)?;
        Ok(())
    }
}

/// Whether a part was bought.
pub(crate) fn is_placed(state: &PartState) -> bool {
    *state == PartState::Placed
}
