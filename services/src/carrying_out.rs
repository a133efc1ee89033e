//! Carries out what the money path asks for: leases effects, has the calls made, and feeds what came of them back.
//!
//! Everything that is to be done stands in the store before it is tried. A worker that dies leaves its lease to run
//! out; the next one does the same call under the same key.

use std::time::Duration;

use connectors::marketplaces::PlacedOrder;
use domain::{
    ids::OrderNumber,
    ledger::{Account, Transaction},
    money::Money,
    saga::{self, Effect, Event, PartState, Payment, Phase, Stuck},
};
use futures::future::join_all;
use store::{
    alerts,
    effects::{self, LeasedEffect},
    ledger,
    parts::{self, NewPart, Placed},
    sagas::{self, Advance},
};

use crate::{ServiceError, Shop, now, ordering::house_reference, shop::commit};

/// For how long a worker may be at an effect before another may take it over.
const LEASE: i64 = 60_000;

/// How long is waited before a database that failed is tried again, and how often; a lease outlives it.
const OUTAGE: Duration = Duration::from_secs(1);
const LETTING_GO: u32 = 20;

/// How many effects are carried out at once.
pub(crate) const AT_ONCE: u64 = 32;

/// When a marketplace is first asked about a placed order.
const FIRST_POLL: i64 = 2_000;

/// How often an effect is tried again that failed for certain, before it is given up: about four minutes.
pub(crate) const MOST_TRIES: u32 = 8;

/// What an effect taught about a part, to be written down in the same commit as the step it leads to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Learned {
    /// The marketplace took this part.
    placed: Option<(u32, Placed)>,
    /// Another marketplace's part takes the place of a refused one.
    added: Option<NewPart>,
    /// What the gateway keeps for itself of what it took.
    fee: Option<Money>,
}

impl Learned {
    pub(crate) fn placed(part: u32, order: PlacedOrder) -> Self {
        let placed = Placed { ids: order.ids, handle: order.handle, next_poll_at: now().plus(FIRST_POLL) };
        Self { placed: Some((part, placed)), ..Self::default() }
    }

    pub(crate) fn added(part: NewPart) -> Self {
        Self { added: Some(part), ..Self::default() }
    }

    pub(crate) fn cost(fee: Option<Money>) -> Self {
        Self { fee, ..Self::default() }
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
        let Err(error) = self.carry_out_one(leased).await else { return };
        tracing::error!(%error, "an effect was not carried out; it is tried again when its lease has run out");
        if matches!(&error, ServiceError::Store(failed) if failed.is_outage()) {
            self.let_go(leased).await;
        }
    }

    /// Gives a lease back as soon as the database takes it, so that nobody waits for its end.
    async fn let_go(&self, leased: &LeasedEffect) {
        for _ in 0..LETTING_GO {
            tokio::time::sleep(OUTAGE).await;
            let (id, fence) = (leased.id.clone(), leased.fence);
            if commit!(self.store, |tx| effects::retry(tx, &id, fence, now()).await).is_ok() {
                self.wake.notify_one();
                return;
            }
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
        store::fault_point!("effect_leased");
        let came = match effect {
            Effect::Place { part, attempt } => self.place(order, *part, *attempt, leased).await?,
            Effect::Find { part, .. } => self.find(order, *part).await?,
            Effect::Replace { part, cap } => self.replace(order, *part, *cap).await?,
            Effect::Cancel { part } => self.cancel(order, *part, leased.attempts).await?,
            Effect::Capture { reference, amount } => self.capture(order, reference, *amount, leased.attempts).await?,
            Effect::Release { reference } => self.release(order, reference, leased.attempts).await?,
            Effect::ReturnSurplus { reference, amount } => {
                self.return_surplus(order, reference, *amount, leased.attempts).await?
            }
            Effect::Refund { id, reference, amount } => {
                self.give_back(order, id, reference, *amount, leased.attempts).await?
            }
            Effect::Confirm => self.confirm(order).await.map(|()| Came::Done)?,
            Effect::TellReturned { reference, amount } => {
                self.tell_returned(order, reference, *amount).await.map(|()| Came::Done)?
            }
            Effect::TellRefunded { id } => self.tell_refunded(order, id).await.map(|()| Came::Done)?,
            Effect::Alert { about } => self.alert(order, about).await.map(|()| Came::Done)?,
        };
        store::fault_point!("effect_carried_out");
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
        // One after another in this process; other processes are told apart by the saga's version.
        let turn = self.turns.of(order).lock().await;
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
            if learned.added.as_ref().is_some_and(|added| !is_next(added, &known.saga, &next.saga)) {
                return self.find_another(leased).await;
            }
            let saga = next.saga.clone();
            let step = advance_of(known.version, next, finishes.clone());
            if self.commit_step(step, learned.clone()).await? {
                store::fault_point!("step_committed");
                drop(turn);
                self.wake.notify_one();
                self.follow(&saga, event).await;
                store::fault_point!("step_followed");
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

    /// Another replacement took the number under which this one was found: it is looked for again under the next.
    async fn find_another(&self, leased: Option<&LeasedEffect>) -> Result<(), ServiceError> {
        let Some(leased) = leased else { return Ok(()) };
        let (id, fence) = (leased.id.clone(), leased.fence);
        commit!(self.store, |tx| effects::retry(tx, &id, fence, now()).await)?;
        Ok(())
    }

    /// The step, and what was learned of the part, in one commit; says `false` when another worker was faster.
    pub(crate) async fn commit_step(&self, step: Advance, learned: Learned) -> Result<bool, ServiceError> {
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
            if let Some(fee) = learned.fee {
                let kept = Transaction::transfer("gateway fee", Account::Fees, Account::Withheld, fee);
                ledger::record(tx, &order, &kept, step.at).await?;
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
    pub(crate) async fn follow(&self, saga: &saga::Saga, event: &Event) {
        let outcome = match event {
            Event::PaymentAuthorised { reference, .. } if pays(saga, reference) => {
                self.empty_cart_of(&saga.order).await
            }
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
            if part.marketplace.as_str() == crate::house::SLUG
                && !matches!(part.state, PartState::Placed | PartState::Withdrawn)
            {
                let reference = house_reference(&saga.order, number);
                commit!(self.store, |tx| store::house::release(tx, &reference).await)?;
                store::fault_point!("house_put_back");
            }
        }
        Ok(())
    }

    async fn alert(&self, order: &OrderNumber, about: &Stuck) -> Result<(), ServiceError> {
        tracing::error!(%order, ?about, "an order needs a person");
        let (order, about) = (order.clone(), about.about());
        commit!(self.store, |tx| alerts::raise(tx, Some(&order), &about, now()).await)?;
        store::fault_point!("alert_raised");
        Ok(())
    }
}

/// A step as it is committed, each effect at its time.
pub(crate) fn advance_of(version: i64, step: saga::Step, finishes: Option<(String, i64)>) -> Advance {
    let at = now();
    let due = |effect: Effect| {
        let delay = effect.delay_milliseconds();
        (effect, at.plus(delay))
    };
    Advance {
        expected_version: version,
        saga: step.saga,
        effects: step.effects.into_iter().map(due).collect(),
        transactions: step.transactions,
        finishes,
        at,
    }
}

/// Whether a replacement that a step takes on stands under the number that the order gives it.
fn is_next(added: &NewPart, before: &saga::Saga, after: &saga::Saga) -> bool {
    after.parts.len() == before.parts.len() || added.order.part as usize == before.parts.len()
}

/// Whether a payment is the one that the order was waiting for.
fn pays(saga: &saga::Saga, reference: &str) -> bool {
    matches!(&saga.payment, Payment::Authorised { reference: own, .. } if own == reference)
}
