//! Orders as their shopper sees them.

use domain::{
    consent::Behaviour,
    guard,
    ids::{OrderNumber, SecretToken},
    order::{OrderItem, OrderSummary, OrderView},
    saga::Phase,
    visit::Visit,
};

use store::{carts, orders, parts};

use crate::{ServiceError, Shop, ordering::token_digest};

/// The most orders that a list shows.
const LISTED: u64 = 50;

impl Shop {
    /// One order, for the visitor who made it or whoever holds its authentication token.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none, and just so when it is somebody else's.
    pub async fn order(
        &self,
        visit: &Visit,
        number: &OrderNumber,
        token: Option<&SecretToken>,
    ) -> Result<OrderView, ServiceError> {
        let reader = self.store.reader();
        let head = orders::head(reader, number).await?.ok_or(ServiceError::NotFound)?;
        let mine = visit.visitor.as_ref() == Some(&head.visitor);
        let opened = token.is_some_and(|token| token_digest(token) == head.authentication);
        if !mine && !opened && guard::on("order.owner") {
            return Err(ServiceError::NotFound);
        }
        if head.phase == Phase::AwaitingPayment {
            // The shopper may be back before the gateway's message is.
            self.ask_about_page(number).await?;
        }
        orders::view(reader, number).await?.ok_or(ServiceError::NotFound)
    }

    /// The orders of this visitor, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn orders(&self, visit: &Visit) -> Result<Vec<OrderSummary>, ServiceError> {
        match &visit.visitor {
            Some(visitor) => Ok(orders::of_visitor(self.store.reader(), visitor, LISTED).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Takes the lines of a paid order out of the cart they came from.
    pub(crate) async fn empty_cart_of(&self, number: &OrderNumber) -> Result<(), ServiceError> {
        let reader = self.store.reader();
        let Some(head) = orders::head(reader, number).await? else { return Ok(()) };
        let visitor = head.visitor;
        let items: Vec<OrderItem> = parts::items(reader, number).await?;
        items.iter().for_each(|item| self.did(&visitor, Behaviour::Buy, &item.product));
        for _ in 0..5 {
            let mut cart = carts::load(self.store.reader(), &visitor).await?.0;
            let seen = cart.version;
            cart.lines.retain(|line| !items.iter().any(|item| line.is_of(&item.product, &item.variant)));
            if self.save_cart(&visitor, &cart, seen).await?.is_some() {
                break;
            }
        }
        let mut draft = self.draft(&visitor).await?;
        draft.live = None;
        draft.paying = None;
        draft.coupon = None;
        draft.payment_failed = false;
        draft.step = domain::checkout::CheckoutStep::Details;
        self.save_draft(&visitor, &draft).await
    }
}
