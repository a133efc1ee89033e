//! From the shopper's consent to the gateway's page: quote once more, write the order down, open the page.

use std::time::Duration;

use connectors::payments::PaymentRequest;
use domain::{
    cart::{Cart, Quantity},
    checkout::{Change, CheckoutDraft, CheckoutStep, Details, Policy, Tolerance},
    ids::{Digest, ExternalId, OrderNumber, SecretToken, VisitorId},
    money::Money,
    order::{MarketplaceOrder, OrderItem},
    pricing::{self, PartQuote},
    saga::{self, Event, PartState, Phase},
    time::Timestamp,
    visit::Visit,
};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest as _, Sha256};
use store::{
    house::Reserved,
    orders::{self, NewOrder},
    parts::NewPart,
    payments,
};

use crate::{
    ServiceError, Shop,
    checkout::{LiveParts, QuotedPart, validation},
    now,
    placing::remembered,
    replacing::saga_part,
    shop::commit,
};

/// For how long the gateway's page takes a payment; gateways want at least half an hour, on their own clock.
const PAGE_LIVES: i64 = 32 * Timestamp::MINUTE;

/// How often and with which pause one tab looks whether the other has opened the page: five seconds in all.
const OTHER_TAB_LOOKS: u32 = 50;
const OTHER_TAB_PAUSE: Duration = Duration::from_millis(100);

/// What came of the shopper's wish to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayOutcome {
    /// The shopper goes to the gateway's page.
    GoTo(String),
    /// Something changed; the review shows what, and asks again.
    Changed,
}

impl Shop {
    /// Takes the shopper's consent to a quote, asks every marketplace once more, and opens the gateway's page.
    ///
    /// What became dearer by no more than the tolerance is accepted; anything else comes back as a new review. The
    /// same consent given twice (a double click, a second tab) leads to the same order.
    ///
    /// # Errors
    /// When the cart is empty or the gateway does not answer; then nothing was ordered.
    pub async fn pay(
        &self,
        visit: &Visit,
        agreed: &Digest,
        policy: Policy,
        tolerance: Tolerance,
    ) -> Result<PayOutcome, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::CartEmpty)?;
        if let Some(url) = self.same_consent(visitor, agreed).await? {
            return Ok(PayOutcome::GoTo(url));
        }
        let view = self.checkout(visit).await?;
        let mut draft = view.draft;
        (draft.policy, draft.tolerance) = (policy, tolerance);
        let (Ok(details), Some(seen)) = (draft.form.check(), draft.live.clone()) else {
            self.save_draft(visitor, &draft).await?;
            return Ok(PayOutcome::Changed);
        };
        let number = OrderNumber::from_bits(rand::rng().random::<u64>());
        let live = self
            .ask_for_quotes(visit, &view.cart.cart, &details, &draft.delivery, Some(&seen.quote), number.as_str())
            .await?;
        let quote = pricing::total(visit.currency, live.parts.iter().map(|part| part.quote.clone()).collect())?;
        let agreed_total = seen.quote.total.total;
        let dearer = quote.total.total.minor > tolerance.ceiling(agreed_total).minor;
        // Parts that were already missing when the shopper agreed are agreed to be missing.
        let newly_missing = live.changes.iter().any(|change| change.is_blocking() && !seen.changes.contains(change));
        if seen.validation != *agreed || dearer || newly_missing || quote.parts.is_empty() {
            let before = seen.quote.clone();
            let mut again = seen;
            again.changes = live.changes.clone();
            if again.changes.is_empty() && before.total != quote.total {
                again.changes = totals_changed(&before, &quote);
            }
            again.validation = validation(&details, &quote, view.cart.cart.version);
            again.quote = quote;
            draft.live = Some(again);
            draft.step = CheckoutStep::Review;
            self.save_draft(visitor, &draft).await?;
            return Ok(PayOutcome::Changed);
        }
        let ceiling = if policy == Policy::NextBest { tolerance.ceiling(quote.total.total) } else { quote.total.total };
        let plan = Plan { number, details, policy, ceiling, total: quote.total.total, cart: view.cart.cart, live };
        let order = self.new_order(visit, visitor, agreed, plan)?;
        match self.open_order(visitor, order, draft).await {
            Err(ServiceError::Conflict) => self.page_of_the_other_tab(visitor, agreed).await,
            outcome => outcome,
        }
    }

    /// Another click or tab was faster with the same consent: waits until it has opened the page, and leads there too.
    async fn page_of_the_other_tab(&self, visitor: &VisitorId, agreed: &Digest) -> Result<PayOutcome, ServiceError> {
        for _ in 0..OTHER_TAB_LOOKS {
            if let Some(url) = self.same_consent(visitor, agreed).await? {
                return Ok(PayOutcome::GoTo(url));
            }
            tokio::time::sleep(OTHER_TAB_PAUSE).await;
        }
        Err(ServiceError::Conflict)
    }

    /// Writes the order down with its saga and sets the house's goods aside, then opens the page.
    async fn open_order(
        &self,
        visitor: &VisitorId,
        order: NewOrder,
        mut draft: CheckoutDraft,
    ) -> Result<PayOutcome, ServiceError> {
        let number = order.saga.order.clone();
        let request = self.payment_request(&order);
        let house = house_lines(&order);
        let written = commit!(self.store, |tx| {
            if orders::find_by_validation(tx, &order.visitor, &order.validation)
                .await?
                .is_some_and(|old| lives(old.phase))
            {
                return Ok(Written::Again);
            }
            if let Some((reference, lines)) = house
                && let Reserved::Short(_) = store::house::reserve(tx, &reference, &lines, order.at).await?
            {
                return Ok(Written::SoldOut);
            }
            orders::create(tx, &order).await?;
            Ok(Written::New)
        })?;
        match written {
            Written::New => {}
            Written::Again => return Err(ServiceError::Conflict),
            Written::SoldOut => return Ok(PayOutcome::Changed),
        }
        match self.gateway.open_page(&request, &format!("{number}:page")).await {
            Ok(page) => {
                let (order, session, url) = (number.clone(), page.session, page.url.clone());
                commit!(self.store, |tx| payments::set_page(tx, &order, &session, &url, now()).await)?;
                draft.paying = Some(number);
                draft.payment_failed = false;
                self.save_draft(visitor, &draft).await?;
                Ok(PayOutcome::GoTo(page.url))
            }
            Err(error) => {
                tracing::warn!(order = %number, %error, "the gateway opened no page");
                self.advance(&number, &Event::PaymentAbandoned).await?;
                Err(ServiceError::Unavailable("payment".to_owned()))
            }
        }
    }

    /// Where the shopper goes who gave this very consent before; `None` when nothing came of it or it is new.
    async fn same_consent(&self, visitor: &VisitorId, agreed: &Digest) -> Result<Option<String>, ServiceError> {
        let reader = self.store.reader();
        let Some(known) = orders::find_by_validation(reader, visitor, agreed).await? else { return Ok(None) };
        if !lives(known.phase) {
            return Ok(None);
        }
        if known.phase != Phase::AwaitingPayment {
            return Ok(Some(format!("{}/order/{}/confirmation", self.settings.public_url, known.number)));
        }
        Ok(payments::of(reader, &known.number).await?.and_then(|payment| payment.page_url))
    }

    fn payment_request(&self, order: &NewOrder) -> PaymentRequest {
        let registry = self.registry();
        let number = &order.saga.order;
        let name = |part: &NewPart| {
            registry.get(&part.order.marketplace).map_or_else(String::new, |one| one.marketplace.name.clone())
        };
        let mut lines: Vec<(String, Money)> =
            order.parts.iter().map(|part| (name(part), part.order.shown.total)).collect();
        let sum: i64 = lines.iter().map(|(_, amount)| amount.minor).sum();
        if order.saga.ceiling.minor > sum {
            let reserve = Money::new(order.saga.ceiling.minor - sum, order.saga.ceiling.currency);
            lines.push((self.texts.get(order.locale, "pay-reserve"), reserve));
        }
        let page = |path: &str| format!("{}/{path}", self.settings.public_url);
        PaymentRequest {
            order: number.clone(),
            amount: order.saga.ceiling,
            lines,
            email: order.details.email.clone(),
            success_url: page(&format!("order/{number}/confirmation")),
            cancel_url: page(&format!("checkout?cancelled={number}")),
            expires_at: now().plus(PAGE_LIVES),
        }
    }

    fn new_order(
        &self,
        visit: &Visit,
        visitor: &VisitorId,
        agreed: &Digest,
        plan: Plan,
    ) -> Result<NewOrder, ServiceError> {
        let registry = self.registry();
        let (mut parts, mut saga_parts) = (Vec::new(), Vec::new());
        let mut quoted_parts = plan.live.parts;
        if plan.policy == Policy::AllOrNothing {
            // Parts are placed in this order: whoever does not cancel comes last, when all others are sure.
            let cancels = |part: &QuotedPart| {
                registry.get(&part.quote.marketplace).is_some_and(|one| one.marketplace.capabilities.cancel)
            };
            quoted_parts.sort_by_key(|part| !cancels(part));
        }
        for (number, quoted) in (0..).zip(quoted_parts) {
            let one = registry.get(&quoted.quote.marketplace).ok_or(ServiceError::NotFound)?;
            saga_parts.push(saga_part(one, &quoted.quote));
            let items = items_of(&plan.cart, &quoted.quote);
            parts.push(new_part(number, quoted.quote, items, remembered(&quoted.request), quoted.session));
        }
        let number = plan.number;
        let token = self.order_token(&number);
        Ok(NewOrder {
            visitor: visitor.clone(),
            user: None,
            authentication: token_digest(&token),
            validation: agreed.clone(),
            relation: random_token(),
            details: plan.details,
            locale: visit.locale,
            total: plan.total,
            parts,
            gateway: "stripe".to_owned(),
            method: "card".to_owned(),
            saga: saga::begin(number, plan.policy, plan.ceiling, saga_parts),
            at: now(),
        })
    }

    /// The token that opens an order for whoever holds it: 128 bits that only this shop's secret can make.
    pub(crate) fn order_token(&self, order: &OrderNumber) -> SecretToken {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings.secret).expect("a key of any length will do");
        mac.update(b"order token ");
        mac.update(order.as_str().as_bytes());
        hex::encode(&mac.finalize().into_bytes()[..16]).parse().expect("16 bytes are 32 hexadecimal digits")
    }
}

/// What came of writing an order down.
enum Written {
    New,
    /// Another tab was faster with the same consent.
    Again,
    /// The house has less left than wanted.
    SoldOut,
}

/// What an order is made of.
struct Plan {
    number: OrderNumber,
    details: Details,
    policy: Policy,
    ceiling: Money,
    total: Money,
    cart: Cart,
    live: LiveParts,
}

/// Whether something may still come of an order, or has.
fn lives(phase: Phase) -> bool {
    phase != Phase::Done
}

/// The reference under which the house sets a part's goods aside.
pub(crate) fn house_reference(order: &OrderNumber, part: u32) -> String {
    format!("{order}:{part}")
}

fn house_lines(order: &NewOrder) -> Option<(String, Vec<(ExternalId, Quantity)>)> {
    let part = order.parts.iter().find(|part| part.order.marketplace.as_str() == crate::house::SLUG)?;
    let lines = part.order.items.iter().map(|item| (item.variant.clone(), item.quantity)).collect();
    Some((house_reference(&order.saga.order, part.order.part), lines))
}

fn items_of(cart: &Cart, quote: &PartQuote) -> Vec<OrderItem> {
    let items = quote.lines.iter().filter_map(|line| {
        let known = cart.lines.iter().find(|known| known.is_of(&line.product, &line.variant))?;
        Some(OrderItem {
            product: line.product.clone(),
            variant: line.variant.clone(),
            title: known.title.clone(),
            variant_title: known.variant_title.clone(),
            picture: known.picture.clone(),
            quantity: line.quantity,
            unit: line.unit,
            shown: line.shown,
        })
    });
    items.collect()
}

/// A part as it is written down, whether with its order or as the next best offer.
pub(crate) fn new_part(
    part: u32,
    quote: PartQuote,
    items: Vec<OrderItem>,
    request: serde_json::Value,
    session: serde_json::Value,
) -> NewPart {
    let delivery = quote.delivery().cloned();
    let latest = delivery.as_ref().map(|option| now().plus(i64::from(option.days_to) * Timestamp::DAY));
    let order = MarketplaceOrder {
        part,
        marketplace: quote.marketplace,
        state: PartState::Waiting,
        marketplace_order_ids: Vec::new(),
        progress: None,
        delivery_title: delivery.map_or_else(String::new, |option| option.title),
        arrives_by: latest,
        own: quote.own,
        shown: quote.shown,
        rate: quote.rate,
        items,
        shipments: Vec::new(),
        events: Vec::new(),
    };
    NewPart { order, session, request }
}

/// 128 random bits.
fn random_token() -> SecretToken {
    hex::encode(rand::rng().random::<[u8; 16]>()).parse().expect("16 bytes are 32 hexadecimal digits")
}

/// What is kept of a token that opens something.
pub(crate) fn token_digest(token: &SecretToken) -> Digest {
    hex::encode(Sha256::digest(token.as_str())).parse().expect("a SHA-256 digest has 64 hexadecimal digits")
}

fn totals_changed(before: &pricing::Quote, now: &pricing::Quote) -> Vec<Change> {
    let differing = now.parts.iter().filter_map(|part| {
        let earlier = before.parts.iter().find(|earlier| earlier.marketplace == part.marketplace)?;
        (earlier.shown.total != part.shown.total).then(|| Change::Total {
            marketplace: part.marketplace.clone(),
            before: earlier.shown.total,
            now: part.shown.total,
        })
    });
    differing.collect()
}
