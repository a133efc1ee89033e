//! Giving back what was paid: asked for under a key, so that asking twice gives back once.

use domain::{
    ids::{OrderNumber, RefundId},
    money::Money,
    saga::{self, Event, Refund, RefundReason, StepError},
};
use store::sagas;

use crate::{
    ServiceError, Shop,
    carrying_out::{Learned, advance_of},
};

/// How often a step is worked out anew because somebody else was faster.
const MOST_ROUNDS: u32 = 50;

impl Shop {
    /// Asks for some of what was paid for a part to be given back, and says how that stands.
    ///
    /// The same key again is the same refund; nothing is given back twice.
    ///
    /// # Errors
    /// [`ServiceError::RefundTooLarge`] when less is left, [`ServiceError::KeyReused`] when the key came with something
    /// else before, [`ServiceError::Conflict`] when the part was not paid.
    pub async fn refund(
        &self,
        order: &OrderNumber,
        part: u32,
        amount: Money,
        reason: RefundReason,
        key: &str,
    ) -> Result<Refund, ServiceError> {
        let id = RefundId::of_key(key)?;
        let event = Event::RefundAsked { id: id.clone(), part, amount, reason };
        for _ in 0..MOST_ROUNDS {
            let known = sagas::load(self.store.reader(), order).await?.ok_or(ServiceError::NotFound)?;
            if let Some(before) = known.saga.refunds.iter().find(|refund| refund.id == id) {
                let same = (before.part, before.amount, before.reason) == (part, amount, reason);
                return if same { Ok(before.clone()) } else { Err(ServiceError::KeyReused) };
            }
            let next = match saga::step(&known.saga, &event) {
                Ok(next) => next,
                Err(StepError::RefundTooLarge { left }) => return Err(ServiceError::RefundTooLarge { left }),
                Err(StepError::Money(error)) => return Err(error.into()),
                Err(StepError::Refused { .. } | StepError::NoSuchPart) => return Err(ServiceError::Conflict),
            };
            store::fault_point!("refund_asked");
            if self.commit_step(advance_of(known.version, next, None), Learned::default()).await? {
                self.wake.notify_one();
            }
        }
        Err(ServiceError::Conflict)
    }
}
