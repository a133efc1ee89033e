//! The gateway's page of an order: opened once, found again by another click or tab, and opened in the place of a process
//! that died before it did.

use std::time::Duration;

use connectors::payments::{GatewayError, PaymentRequest};
use domain::{
    checkout::{CheckoutDraft, Consent},
    ids::{Digest, OrderNumber, VisitorId},
    saga::{Event, Phase},
    time::Timestamp,
};
use store::{
    orders::{self, OrderHead},
    parts, payments, sagas,
};

use crate::{
    PayOutcome, ServiceError, Shop, now,
    ordering::Payable,
    pay::{ceiling, lives},
    payments::NEVER_OPENED,
    shop::commit,
};

/// How often and with which pause one tab looks whether the other has opened the page: five seconds in all.
const OTHER_TAB_LOOKS: u32 = 50;
const OTHER_TAB_PAUSE: Duration = Duration::from_millis(100);

/// So long after an order was written down whoever did it is taken for dead, and its page is opened in their place. Both at
/// once come to the same page, since the gateway knows it by its key.
pub(crate) const STILL_ALIVE: i64 = 1_500;

/// After so many looks an order that is not there was taken back.
const TAKEN_BACK: u32 = 3;

/// An order is given up by the sweep some time after it was written down; so long before that its page is not opened.
const LAST_MOMENT: i64 = 20_000;

/// Where a shopper goes to pay.
pub(crate) enum Opened {
    /// To this address.
    At(String),
    /// Nowhere: the saved method was declined.
    Declined,
    /// Nowhere: the gateway opened no page.
    Nowhere,
}

/// What a consent led to before.
pub(crate) enum Known {
    /// Nothing that lives.
    Nothing,
    /// To this address.
    At(String),
    /// To an order that has no page yet.
    Opening(OrderNumber, Timestamp),
}

impl Shop {
    /// Opens the gateway's page of an order that was written down; the same order always comes to the same page.
    pub(crate) async fn open_page_of(
        &self,
        visitor: &VisitorId,
        number: &OrderNumber,
        request: &PaymentRequest,
        mut draft: CheckoutDraft,
    ) -> Result<Opened, ServiceError> {
        let opened = self.open_payment(number, request).await?;
        if let Opened::At(_) = opened {
            draft.paying = Some(number.clone());
            draft.payment_failed = false;
            self.save_draft(visitor, &draft).await?;
            store::fault_point!("page_shown");
        }
        Ok(opened)
    }

    /// Has the gateway open the payment of an order, on a page or with the saved method that its shopper chose.
    async fn open_payment(&self, number: &OrderNumber, request: &PaymentRequest) -> Result<Opened, ServiceError> {
        let payment = payments::of(self.store.reader(), number).await?.ok_or(ServiceError::NotFound)?;
        let unsure = || Opened::At(self.confirmation_of(number));
        let Ok(gateway) = self.gateways.of(&payment.gateway) else {
            tracing::error!(order = %number, gateway = payment.gateway, "an order waits for a gateway that is not set up");
            return Ok(if payment.saved_method.is_some() { unsure() } else { Opened::Nowhere });
        };
        let key = format!("{number}:page");
        let opened = match &payment.saved_method {
            None => gateway.open_page(request, &key).await,
            Some(id) => match self.method_token(id).await? {
                Some(token) => gateway.open_with(request, &token, &key).await,
                None => Err(GatewayError::Refused("the saved method is kept no longer".to_owned())),
            },
        };
        match opened {
            Ok(page) => {
                store::fault_point!("page_opened");
                let (order, session, url) = (number.clone(), page.session, page.url.clone());
                commit!(self.store, |tx| payments::set_page(tx, &order, &session, &url, now()).await)?;
                store::fault_point!("page_kept");
                Ok(Opened::At(page.url))
            }
            Err(error) => {
                tracing::warn!(order = %number, %error, "the gateway opened no page");
                Ok(match (payment.saved_method, error) {
                    (None, _) => Opened::Nowhere,
                    // It may be paid all the same: the sweep asks until that is known, and so does the confirmation.
                    (Some(_), GatewayError::Unknown(_)) => unsure(),
                    (Some(_), _) => Opened::Declined,
                })
            }
        }
    }

    /// Asks once more for the payment of an order with a saved method of which no answer came; under the same key it is
    /// the same payment.
    pub(crate) async fn ask_for_payment_again(&self, number: &OrderNumber) -> Result<(), ServiceError> {
        let Some(request) = self.request_of(number).await? else { return Ok(()) };
        match self.open_payment(number, &request).await? {
            Opened::At(_) => Ok(()),
            Opened::Declined | Opened::Nowhere => self.advance(number, &Event::PaymentAbandoned).await,
        }
    }

    /// What the gateway was asked for when an order was written down.
    async fn request_of(&self, number: &OrderNumber) -> Result<Option<PaymentRequest>, ServiceError> {
        let reader = self.store.reader();
        let Some(head) = orders::head(reader, number).await? else { return Ok(None) };
        let Some(saga) = sagas::load(reader, number).await?.map(|known| known.saga) else { return Ok(None) };
        let sold = parts::of(reader, number).await?;
        Ok(Some(self.payment_request(&Payable {
            number: number.clone(),
            ceiling: saga.ceiling,
            email: head.details.email,
            locale: head.locale,
            parts: sold.into_iter().map(|part| (part.marketplace, part.shown.total)).collect(),
            at: head.created_at,
        })))
    }

    /// Another click or tab was faster with the same consent: waits until it has opened the page, and leads there too;
    /// where it does not come to that, opens the page itself.
    pub(crate) async fn page_of_the_other_tab(
        &self,
        visitor: &VisitorId,
        consent: &Consent,
    ) -> Result<PayOutcome, ServiceError> {
        for look in 1..=OTHER_TAB_LOOKS {
            match self.same_consent(visitor, consent).await? {
                Known::At(url) => return Ok(PayOutcome::GoTo(url)),
                Known::Opening(order, since) if since.plus(STILL_ALIVE) < now() => {
                    if let Some(outcome) = self.open_in_its_place(visitor, &order).await? {
                        return Ok(outcome);
                    }
                }
                Known::Opening(..) => {}
                Known::Nothing if look > TAKEN_BACK => break,
                Known::Nothing => {}
            }
            tokio::time::sleep(OTHER_TAB_PAUSE).await;
        }
        Err(ServiceError::Conflict)
    }

    /// Opens the page of an order whose process did not; nothing when the gateway opens none now, or is at it already.
    async fn open_in_its_place(
        &self,
        visitor: &VisitorId,
        number: &OrderNumber,
    ) -> Result<Option<PayOutcome>, ServiceError> {
        let Some(payment) = payments::of(self.store.reader(), number).await? else { return Ok(None) };
        if payment.saved_method.is_none() && payment.created_at.plus(NEVER_OPENED - LAST_MOMENT) < now() {
            // The sweep gives it up any moment: whoever comes to a page must find an order that can be paid.
            self.advance(number, &Event::PaymentAbandoned).await?;
            return Ok(None);
        }
        let Some(request) = self.request_of(number).await? else { return Ok(None) };
        let draft = self.draft(visitor).await?;
        Ok(match self.open_page_of(visitor, number, &request, draft).await? {
            Opened::At(url) => Some(PayOutcome::GoTo(url)),
            // Whoever wrote it down, or the sweep, gives it up.
            Opened::Declined | Opened::Nowhere => None,
        })
    }

    /// Where the shopper goes who gave this very consent before.
    pub(crate) async fn same_consent(&self, visitor: &VisitorId, consent: &Consent) -> Result<Known, ServiceError> {
        let reader = self.store.reader();
        let Some(known) = self.living(visitor, &consent.validation).await? else { return Ok(Known::Nothing) };
        if known.phase != Phase::AwaitingPayment {
            return Ok(Known::At(self.confirmation_of(&known.number)));
        }
        let Some(payment) = payments::of(reader, &known.number).await? else { return Ok(Known::Nothing) };
        let saga = sagas::load(reader, &known.number).await?.map(|known| known.saga);
        let Some(saga) = saga else { return Ok(Known::Nothing) };
        let same_terms = known.policy == consent.policy
            && payment.method == consent.method.word()
            && payment.saved_method == consent.saved
            && saga.ceiling == ceiling(consent.policy, consent.tolerance, known.total);
        if same_terms {
            return Ok(payment.page_url.map_or(Known::Opening(known.number, known.created_at), Known::At));
        }
        self.close_unpaid(&known.number).await?;
        let still = self.living(visitor, &consent.validation).await?;
        let paid = still.filter(|order| order.phase != Phase::AwaitingPayment);
        Ok(paid.map_or(Known::Nothing, |order| Known::At(self.confirmation_of(&order.number))))
    }

    /// The order of a consent of which something may still come, or has.
    pub(crate) async fn living(&self, visitor: &VisitorId, agreed: &Digest) -> Result<Option<OrderHead>, ServiceError> {
        let known = orders::find_by_validation(self.store.reader(), visitor, agreed).await?;
        Ok(known.filter(|order| lives(order.phase)))
    }

    pub(crate) fn confirmation_of(&self, number: &OrderNumber) -> String {
        format!("{}/order/{number}/confirmation", self.settings.public_url)
    }
}
