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

impl Shop {
    /// The books of every gateway that shows them whole. Payments from wallets are in our own books alone; a gateway that
    /// shows one payment at a time, and not what was given back of it, has nothing to compare with.
    pub(super) async fn compare_payments(&self, progress: &mut Progress) -> Result<(), ServiceError> {
        let mut met = BTreeSet::new();
        for (name, gateway) in self.gateways.with_whole_books() {
            let theirs = match gateway.payments_since(progress.scope.since).await {
                Ok(theirs) => theirs,
                Err(error) => {
                    tracing::warn!(gateway = name, %error, "a gateway does not show its books");
                    progress.silent.insert(name.to_owned());
                    continue;
                }
            };
            progress.checked.payments += u32::try_from(theirs.len()).unwrap_or(u32::MAX);
            for payment in &theirs {
                met.insert((name.to_owned(), payment.reference.clone()));
                if self.difference(progress, name, payment).await?.is_some() {
                    self.look_again(progress, name, &payment.reference, None).await?;
                }
            }
        }
        self.compare_unmet(progress, &met).await
    }

    /// Payments of orders that moved lately and that were begun too early for their gateway's list, or are not in it.
    async fn compare_unmet(
        &self,
        progress: &mut Progress,
        met: &BTreeSet<(String, String)>,
    ) -> Result<(), ServiceError> {
        let whole: BTreeSet<&str> = self.gateways.with_whole_books().map(|(name, _)| name).collect();
        let mut after = String::new();
        loop {
            let page = self.books_after(progress, &after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.order.to_string();
            progress.checked.orders += u32::try_from(page.len()).unwrap_or(u32::MAX);
            let elsewhere = |books: &&Books| {
                let name = books.gateway.as_str();
                whole.contains(name) && !progress.silent.contains(name) && progress.rests(books)
            };
            let resting: Vec<&Books> = page.iter().filter(elsewhere).collect();
            for books in resting {
                if let Some(reference) = compare::own_reference(&books.saga)
                    && !met.contains(&(books.gateway.clone(), reference.to_owned()))
                {
                    self.look_again(progress, &books.gateway, reference, Some(&books.order)).await?;
                }
            }
        }
    }

    /// Asks both sides once more about one payment, and settles what differs still.
    async fn look_again(
        &self,
        progress: &mut Progress,
        name: &str,
        reference: &str,
        order: Option<&OrderNumber>,
    ) -> Result<(), ServiceError> {
        let theirs = match self.gateways.of(name)?.payment(reference).await {
            Ok(theirs) => theirs,
            Err(GatewayError::Refused(why)) => {
                // It says for certain that this is none of its payments.
                tracing::warn!(reference, why, "the gateway refuses to tell of a payment");
                None
            }
            Err(error) => {
                tracing::warn!(reference, %error, "the gateway does not tell of a payment");
                progress.silent.insert(name.to_owned());
                return Ok(());
            }
        };
        let found = match theirs {
            Some(payment) => self.difference(progress, name, &payment).await?,
            None => {
                let books = match order {
                    Some(order) => self.books_of(order).await?,
                    None => reconciliations::books_of_reference(self.store.reader(), name, reference).await?,
                };
                let rested = books.filter(|books| progress.rests(books));
                rested.and_then(|books| {
                    compare::missing(&books.saga).map(|found| Found::payment(name, Some(books.order), reference, found))
                })
            }
        };
        match found {
            Some(found) => self.settle(&progress.id, found).await,
            None => Ok(()),
        }
    }

    /// Where a payment of the gateway's books differs from ours.
    async fn difference(
        &self,
        progress: &Progress,
        name: &str,
        payment: &GatewayPayment,
    ) -> Result<Option<Found>, ServiceError> {
        let reader = self.store.reader();
        let (order, difference) = match (&payment.subject, self.books_for(name, payment).await?) {
            (_, Some(books)) if !progress.rests(&books) => return Ok(None),
            (_, Some(books)) => {
                let difference = compare::payment(Some(&books.saga), payment);
                (Some(books.order), difference)
            }
            (Some(Subject::TopUp(id)), None) => {
                if reconciliations::is_credited(reader, name, &payment.reference).await? {
                    return Ok(None);
                }
                let known = wallets::top_up(reader, id).await?;
                (None, compare::top_up(id, known.is_some(), payment))
            }
            (Some(Subject::Order(order)), None) => (Some(order.clone()), compare::payment(None, payment)),
            (None, None) => (None, compare::payment(None, payment)),
        };
        Ok(difference.map(|difference| Found::payment(name, order, &payment.reference, difference)))
    }

    async fn books_for(&self, name: &str, payment: &GatewayPayment) -> Result<Option<Books>, ServiceError> {
        if let Some(Subject::Order(order)) = &payment.subject
            && let Some(books) = self.books_of(order).await?
        {
            return Ok(Some(books));
        }
        Ok(reconciliations::books_of_reference(self.store.reader(), name, &payment.reference).await?)
    }
}
