//! What the payment gateway tells, whether it comes as a message, is asked for, or never comes.

use connectors::payments::{PageState, Subject};
use domain::{
    ids::OrderNumber,
    saga::{Event, Phase},
    visit::Visit,
};
use futures::{StreamExt, stream};
use store::{inbox, orders, payments, sagas};

use crate::{ServiceError, Shop, now, shop::commit};

/// Pages are asked about this long after they were opened, and then again and again.
const ASK_AFTER: i64 = 3_000;

/// How many open pages one sweep asks about.
const AT_ONCE: u64 = 500;

/// How many of them are asked about at the same time.
const CALLS: usize = 16;

/// An order whose page was never opened is given up after this long.
pub(crate) const NEVER_OPENED: i64 = 60_000;

impl Shop {
    /// Takes a message that the gateway posted. The same message twice has the effect of one.
    ///
    /// # Errors
    /// [`ServiceError::BadMessage`] when it is not the gateway's.
    pub async fn payment_notice(&self, body: &[u8], signature: &str) -> Result<(), ServiceError> {
        let notice = self.gateway.read_notice(body, signature, now()).map_err(|error| {
            tracing::warn!(%error, "a payment message was refused");
            ServiceError::BadMessage
        })?;
        let text = String::from_utf8_lossy(body);
        let (event, body) = (notice.event_id.clone(), text.into_owned());
        store::fault_point!("notice_came");
        // A known event is handled again: the process may have died between keeping and handling it.
        commit!(self.store, |tx| inbox::insert(tx, "stripe", &event, &body, now()).await)?;
        store::fault_point!("notice_kept");
        match (notice.subject, notice.page) {
            (Some(Subject::Order(order)), Some(page)) => self.heard_of_page(&order, page).await?,
            (Some(Subject::TopUp(id)), Some(page)) => self.heard_of_top_up(&id, page).await?,
            _ => {}
        }
        store::fault_point!("notice_heard");
        let event = notice.event_id;
        Ok(commit!(self.store, |tx| inbox::mark_handled(tx, "stripe", &event, now()).await)?)
    }

    /// The shopper came back from the gateway's page without having paid: closes the page, so that nobody pays it later.
    ///
    /// # Errors
    /// When it is not this visitor's order.
    pub async fn payment_cancelled(&self, visit: &Visit, order: &OrderNumber) -> Result<(), ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let reader = self.store.reader();
        let head = orders::head(reader, order).await?.filter(|head| head.visitor == *visitor);
        head.ok_or(ServiceError::NotFound)?;
        if !self.close_unpaid(order).await? {
            return Ok(());
        }
        let mut draft = self.draft(visitor).await?;
        draft.payment_failed = true;
        draft.paying = None;
        self.save_draft(visitor, &draft).await
    }

    /// Closes the page of an order that was not paid; says whether there was one to close.
    pub(crate) async fn close_unpaid(&self, order: &OrderNumber) -> Result<bool, ServiceError> {
        let reader = self.store.reader();
        let Some(head) = orders::head(reader, order).await? else { return Ok(false) };
        let payment = payments::of(reader, order).await?.filter(|_| head.phase == Phase::AwaitingPayment);
        let Some(session) = payment.and_then(|payment| payment.session) else { return Ok(false) };
        match self.gateway.close_page(&session).await {
            Ok(page) => {
                store::fault_point!("page_closed");
                self.heard_of_page(order, page).await?;
            }
            Err(error) => tracing::warn!(%order, %error, "a page was not closed; the sweep asks about it"),
        }
        Ok(true)
    }

    /// Asks the gateway about every page whose payment nobody has told us of, of orders and of top-ups.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_payments(&self) -> Result<usize, ServiceError> {
        let before = now().plus(-ASK_AFTER);
        let waiting = sagas::in_phase(self.store.reader(), Phase::AwaitingPayment, before, AT_ONCE).await?;
        let count = waiting.len();
        let asked = stream::iter(waiting).map(|order| async move { self.ask_about_page(&order).await });
        let outcomes: Vec<_> = asked.buffer_unordered(CALLS).collect().await;
        outcomes.into_iter().collect::<Result<(), _>>()?;
        Ok(count.saturating_add(self.sweep_top_ups().await?))
    }

    /// Asks about one order's page at once, when its shopper stands at the confirmation and no message has come yet.
    pub(crate) async fn ask_about_page(&self, order: &OrderNumber) -> Result<(), ServiceError> {
        let Some(payment) = payments::of(self.store.reader(), order).await? else { return Ok(()) };
        let Some(session) = payment.session else {
            // The process died before the gateway opened a page, or before it was written down: nobody can pay it.
            let given_up = payment.created_at.plus(NEVER_OPENED) < now();
            return if given_up { self.advance(order, &Event::PaymentAbandoned).await } else { Ok(()) };
        };
        match self.gateway.page_state(&session).await {
            Ok(page) => {
                store::fault_point!("page_asked_about");
                self.heard_of_page(order, page).await
            }
            Err(error) => {
                tracing::warn!(%order, %error, "the gateway does not tell how a page stands");
                Ok(())
            }
        }
    }

    async fn heard_of_page(&self, order: &OrderNumber, page: PageState) -> Result<(), ServiceError> {
        match page {
            PageState::Open => Ok(()),
            // Where it was taken and not only held, the money path knows it by its name, or has it given back.
            PageState::Authorised { reference, amount } | PageState::Taken { reference, amount } => {
                self.advance(order, &Event::PaymentAuthorised { reference, amount }).await
            }
            PageState::Expired => self.advance(order, &Event::PaymentAbandoned).await,
        }
    }
}
