//! Our payments against the gateway's books.

use std::collections::BTreeSet;

use connectors::payments::{GatewayError, GatewayPayment, Subject};
use domain::ids::OrderNumber;
use store::{
    reconciliations::{self, Books},
    wallets,
};

use super::{Progress, compare, mending::Found};
use crate::{ServiceError, Shop};

/// The gateway whose books are compared; payments from wallets are in our own books alone.
const GATEWAY: &str = "stripe";

impl Shop {
    pub(super) async fn compare_payments(&self, progress: &mut Progress) -> Result<(), ServiceError> {
        let theirs = match self.gateway.payments_since(progress.scope.since).await {
            Ok(theirs) => theirs,
            Err(error) => {
                tracing::warn!(%error, "the gateway does not show its books");
                progress.silent.insert(GATEWAY.to_owned());
                return Ok(());
            }
        };
        progress.checked.payments = u32::try_from(theirs.len()).unwrap_or(u32::MAX);
        let mut met = BTreeSet::new();
        for payment in &theirs {
            met.insert(payment.reference.clone());
            if self.difference(progress, payment).await?.is_some() {
                self.look_again(progress, &payment.reference, None).await?;
            }
        }
        self.compare_unmet(progress, &met).await
    }

    /// Payments of orders that moved lately and that were begun too early for the gateway's list, or are not in it.
    async fn compare_unmet(&self, progress: &mut Progress, met: &BTreeSet<String>) -> Result<(), ServiceError> {
        let mut after = String::new();
        loop {
            let page = self.books_after(progress, &after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.order.to_string();
            progress.checked.orders += u32::try_from(page.len()).unwrap_or(u32::MAX);
            for books in page.iter().filter(|books| books.gateway == GATEWAY) {
                if let Some(reference) = compare::own_reference(&books.saga)
                    && progress.rests(books)
                    && !met.contains(reference)
                {
                    self.look_again(progress, reference, Some(&books.order)).await?;
                }
            }
        }
    }

    /// Asks both sides once more about one payment, and settles what differs still.
    async fn look_again(
        &self,
        progress: &mut Progress,
        reference: &str,
        order: Option<&OrderNumber>,
    ) -> Result<(), ServiceError> {
        let theirs = match self.gateway.payment(reference).await {
            Ok(theirs) => theirs,
            Err(GatewayError::Refused(why)) => {
                // It says for certain that this is none of its payments.
                tracing::warn!(reference, why, "the gateway refuses to tell of a payment");
                None
            }
            Err(error) => {
                tracing::warn!(reference, %error, "the gateway does not tell of a payment");
                progress.silent.insert(GATEWAY.to_owned());
                return Ok(());
            }
        };
        let found = match theirs {
            Some(payment) => self.difference(progress, &payment).await?,
            None => {
                let books = match order {
                    Some(order) => self.books_of(order).await?,
                    None => reconciliations::books_of_reference(self.store.reader(), reference).await?,
                };
                let rested = books.filter(|books| progress.rests(books));
                rested.and_then(|books| {
                    compare::missing(&books.saga).map(|found| Found::payment(Some(books.order), reference, found))
                })
            }
        };
        match found {
            Some(found) => self.settle(&progress.id, found).await,
            None => Ok(()),
        }
    }

    /// Where a payment of the gateway's books differs from ours.
    async fn difference(&self, progress: &Progress, payment: &GatewayPayment) -> Result<Option<Found>, ServiceError> {
        let reader = self.store.reader();
        let (order, difference) = match (&payment.subject, self.books_for(payment).await?) {
            (_, Some(books)) if !progress.rests(&books) => return Ok(None),
            (_, Some(books)) => {
                let difference = compare::payment(Some(&books.saga), payment);
                (Some(books.order), difference)
            }
            (Some(Subject::TopUp(id)), None) => {
                if reconciliations::is_credited(reader, &payment.reference).await? {
                    return Ok(None);
                }
                let known = wallets::top_up(reader, id).await?;
                (None, compare::top_up(id, known.is_some(), payment))
            }
            (Some(Subject::Order(order)), None) => (Some(order.clone()), compare::payment(None, payment)),
            (None, None) => (None, compare::payment(None, payment)),
        };
        Ok(difference.map(|difference| Found::payment(order, &payment.reference, difference)))
    }

    async fn books_for(&self, payment: &GatewayPayment) -> Result<Option<Books>, ServiceError> {
        if let Some(Subject::Order(order)) = &payment.subject
            && let Some(books) = self.books_of(order).await?
        {
            return Ok(Some(books));
        }
        Ok(reconciliations::books_of_reference(self.store.reader(), &payment.reference).await?)
    }
}
