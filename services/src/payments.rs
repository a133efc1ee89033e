//! What payment gateways tell, whether it comes as a message, is asked for, or never comes.

use connectors::payments::{GatewayError, Message, PageState, Subject};
use domain::{
    ids::OrderNumber,
    saga::{Event, Phase},
    visit::Visit,
};
use futures::{StreamExt, stream};
use store::{inbox, orders, payments, sagas, wallets};

use crate::{ServiceError, Shop, now, ordering::PAGE_LIVES, page::STILL_ALIVE, shop::commit};

/// Pages are asked about this long after they were opened, and then again and again.
const ASK_AFTER: i64 = 3_000;

/// How many open pages one sweep asks about.
const AT_ONCE: u64 = 500;

/// How many of them are asked about at the same time.
const CALLS: usize = 16;

/// An order whose page was never opened is given up after this long.
pub(crate) const NEVER_OPENED: i64 = 60_000;

impl Shop {
    /// Takes a message that a gateway posted, and gives the words it is answered with. The same message twice has the effect
    /// of one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such gateway; [`ServiceError::BadMessage`] when the message is not its;
    /// [`ServiceError::Unavailable`] when that cannot be told now, so that it should come again.
    pub async fn payment_notice(&self, name: &str, message: Message<'_>) -> Result<&'static str, ServiceError> {
        let gateway = self.gateways.of(name).map_err(|_| ServiceError::NotFound)?;
        let notice = gateway.hear(&message, now()).await.map_err(|error| {
            tracing::warn!(gateway = name, %error, "a payment message was not taken");
            match error {
                GatewayError::Unknown(why) => ServiceError::Unavailable(why),
                _ => ServiceError::BadMessage,
            }
        })?;
        let text = String::from_utf8_lossy(message.body);
        let (from, event, body) = (name.to_owned(), notice.event_id.clone(), text.into_owned());
        store::fault_point!("notice_came");
        // A known event is handled again: the process may have died between keeping and handling it.
        commit!(self.store, |tx| inbox::insert(tx, &from, &event, &body, now()).await)?;
        store::fault_point!("notice_kept");
        match (notice.subject, notice.page) {
            (Some(subject), Some(page)) if self.has_payment(name, &subject).await? => match subject {
                Subject::Order(order) => self.heard_of_page(&order, page).await?,
                Subject::TopUp(id) => self.heard_of_top_up(&id, page).await?,
            },
            (Some(subject), Some(_)) => {
                tracing::warn!(
                    gateway = name,
                    subject = subject.as_str(),
                    "a message about what another gateway is paid"
                );
            }
            _ => {}
        }
        store::fault_point!("notice_heard");
        let (from, event) = (name.to_owned(), notice.event_id);
        commit!(self.store, |tx| inbox::mark_handled(tx, &from, &event, now()).await)?;
        Ok(gateway.thanks())
    }

    /// Whether a gateway has the payment of a subject: nobody is believed about what is paid elsewhere.
    async fn has_payment(&self, gateway: &str, subject: &Subject) -> Result<bool, ServiceError> {
        let reader = self.store.reader();
        let known = match subject {
            Subject::Order(order) => payments::of(reader, order).await?.map(|payment| payment.gateway),
            Subject::TopUp(id) => wallets::top_up(reader, id).await?.map(|top_up| top_up.gateway),
        };
        Ok(known.as_deref() == Some(gateway))
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
        let Some(payment) = payment else { return Ok(false) };
        let Some(session) = payment.session else { return Ok(false) };
        match self.gateways.of(&payment.gateway)?.close_page(&session).await {
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
            let waits = now().0.saturating_sub(payment.created_at.0);
            return match payment.saved_method {
                // The process died before the gateway opened a page, or before it was written down: nobody can pay it.
                None if waits > NEVER_OPENED => self.advance(order, &Event::PaymentAbandoned).await,
                // Gateways know a payment by its key for some hours. Should it have been held all the same, its message or
                // the comparison of books tells, and it is set free.
                Some(_) if waits > PAGE_LIVES => self.advance(order, &Event::PaymentAbandoned).await,
                Some(_) if waits > STILL_ALIVE => self.ask_for_payment_again(order).await,
                _ => Ok(()),
            };
        };
        let Ok(gateway) = self.gateways.of(&payment.gateway) else {
            // Nor may it keep the sweep from all the others.
            tracing::error!(%order, gateway = payment.gateway, "an order waits for a gateway that is not set up any more");
            return Ok(());
        };
        match gateway.page_state(&session).await {
            Ok(page) => {
                store::fault_point!("page_asked_about");
                self.heard_of_page(order, page).await
            }
            // Its shopper agreed, and then it was not given: nothing is held, and the page is not paid by itself any more.
            Err(GatewayError::Declined(why)) => {
                tracing::info!(%order, ?why, "what was agreed to on a page was declined");
                self.close_unpaid(order).await.map(drop)
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
