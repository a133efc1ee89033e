//! From the shopper's consent to the gateway's page: quote once more, write the order down, open the page.

use std::time::Duration;

use domain::{
    checkout::{Change, CheckoutDraft, CheckoutStep, Consent, PayMethod, Policy, Tolerance},
    guard,
    ids::{Digest, OrderNumber, VisitorId},
    money::Money,
    pricing,
    saga::{Event, Phase, Source},
    visit::Visit,
};
use rand::Rng;
use store::{
    StoreError, consents,
    house::Reserved,
    orders::{self, NewOrder, OrderHead},
    payments, sagas,
};

use crate::{
    ServiceError, Shop,
    checkout::validation,
    now,
    ordering::{Plan, house_lines},
    shop::commit,
    wallet::held_at_once,
};

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
    /// Takes the shopper's consent to a quote, to be paid with a card; see [`Shop::pay_by`].
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
        let method = PayMethod::Card;
        self.pay_by(visit, &Consent { validation: agreed.clone(), policy, tolerance, method }).await
    }

    /// Takes the shopper's consent to a quote, asks every marketplace once more, and opens the gateway's page or has the
    /// wallet pay at once.
    ///
    /// What became dearer by no more than the tolerance is accepted; anything else comes back as a new review. The
    /// same consent given twice (a double click, a second tab) leads to the same order; with other terms (another way
    /// to pay, another policy) the page of the one before is closed first, unless it was paid already.
    ///
    /// # Errors
    /// When the cart is empty, the gateway does not answer, or the wallet holds too little; then nothing was ordered.
    pub async fn pay_by(&self, visit: &Visit, consent: &Consent) -> Result<PayOutcome, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::CartEmpty)?;
        let Consent { validation: agreed, policy, tolerance, method } = consent.clone();
        if let Some(url) = self.same_consent(visitor, consent).await? {
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
        let other = seen.validation != agreed && guard::on("consent.digest");
        if other || dearer || newly_missing || quote.parts.is_empty() {
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
        let total = quote.total.total;
        let ceiling = ceiling(policy, tolerance, total);
        let wallet = match method {
            PayMethod::Card => None,
            PayMethod::Wallet => {
                Some(self.wallet_of(visit).await?.ok_or(ServiceError::WalletShort { short: ceiling })?)
            }
        };
        let plan = Plan { number, details, policy, ceiling, total, wallet, cart: view.cart.cart, live };
        let order = self.new_order(visit, visitor, &agreed, plan)?;
        match self.open_order(visitor, order, draft).await {
            Err(ServiceError::Conflict) => self.page_of_the_other_tab(visitor, consent).await,
            outcome => outcome,
        }
    }

    /// Another click or tab was faster with the same consent: waits until it has opened the page, and leads there too.
    async fn page_of_the_other_tab(&self, visitor: &VisitorId, consent: &Consent) -> Result<PayOutcome, ServiceError> {
        for _ in 0..OTHER_TAB_LOOKS {
            if let Some(url) = self.same_consent(visitor, consent).await? {
                return Ok(PayOutcome::GoTo(url));
            }
            tokio::time::sleep(OTHER_TAB_PAUSE).await;
        }
        Err(ServiceError::Conflict)
    }

    /// Writes the order down with its saga and sets the house's goods aside, then opens the page. A wallet pays in the
    /// same commit, or there is no order.
    async fn open_order(
        &self,
        visitor: &VisitorId,
        order: NewOrder,
        mut draft: CheckoutDraft,
    ) -> Result<PayOutcome, ServiceError> {
        let number = order.saga.order.clone();
        let request = self.payment_request(&order);
        let paid = match &order.saga.source {
            Source::Gateway => None,
            Source::Wallet { wallet } => Some((wallet.clone(), held_at_once(&order.saga)?)),
        };
        let at_once = paid.as_ref().map(|(_, (step, _))| step.clone());
        let house = house_lines(&order);
        store::fault_point!("order_agreed");
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
            consents::take(tx, &order.visitor, &order.validation, &order.saga.order, order.at).await?;
            if let Some(step) = at_once
                && !sagas::advance(tx, &step).await?
            {
                return Err(StoreError::Conflict);
            }
            Ok(Written::New)
        });
        match (written, paid) {
            (Ok(Written::New), None) => {}
            (Ok(Written::New), Some((_, (step, event)))) => {
                store::fault_point!("wallet_paid");
                self.wake.notify_one();
                self.follow(&step.saga, &event).await;
                return Ok(PayOutcome::GoTo(self.confirmation_of(&number)));
            }
            (Ok(Written::Again) | Err(StoreError::Conflict), _) => return Err(ServiceError::Conflict),
            (Ok(Written::SoldOut), _) => return Ok(PayOutcome::Changed),
            (Err(StoreError::WalletShort), Some((wallet, _))) => {
                let short = self.lacking(&wallet, request.amount).await?;
                return Err(ServiceError::WalletShort { short });
            }
            (Err(error), _) => return Err(error.into()),
        }
        store::fault_point!("order_opened");
        match self.gateway.open_page(&request, &format!("{number}:page")).await {
            Ok(page) => {
                store::fault_point!("page_opened");
                let (order, session, url) = (number.clone(), page.session, page.url.clone());
                commit!(self.store, |tx| payments::set_page(tx, &order, &session, &url, now()).await)?;
                store::fault_point!("page_kept");
                draft.paying = Some(number);
                draft.payment_failed = false;
                self.save_draft(visitor, &draft).await?;
                store::fault_point!("page_shown");
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
    async fn same_consent(&self, visitor: &VisitorId, consent: &Consent) -> Result<Option<String>, ServiceError> {
        let reader = self.store.reader();
        let Some(known) = self.living(visitor, &consent.validation).await? else { return Ok(None) };
        if known.phase != Phase::AwaitingPayment {
            return Ok(Some(self.confirmation_of(&known.number)));
        }
        let Some(payment) = payments::of(reader, &known.number).await? else { return Ok(None) };
        let Some(saga) = sagas::load(reader, &known.number).await?.map(|known| known.saga) else { return Ok(None) };
        let same_terms = known.policy == consent.policy
            && payment.method == consent.method.word()
            && saga.ceiling == ceiling(consent.policy, consent.tolerance, known.total);
        if same_terms {
            return Ok(payment.page_url);
        }
        self.close_unpaid(&known.number).await?;
        let still = self.living(visitor, &consent.validation).await?;
        let paid = still.filter(|order| order.phase != Phase::AwaitingPayment);
        Ok(paid.map(|order| self.confirmation_of(&order.number)))
    }

    /// The order of a consent of which something may still come, or has.
    async fn living(&self, visitor: &VisitorId, agreed: &Digest) -> Result<Option<OrderHead>, ServiceError> {
        let known = orders::find_by_validation(self.store.reader(), visitor, agreed).await?;
        Ok(known.filter(|order| lives(order.phase)))
    }

    fn confirmation_of(&self, number: &OrderNumber) -> String {
        format!("{}/order/{number}/confirmation", self.settings.public_url)
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

/// The most that may be taken for what was agreed to.
fn ceiling(policy: Policy, tolerance: Tolerance, total: Money) -> Money {
    if policy == Policy::NextBest { tolerance.ceiling(total) } else { total }
}

/// Whether something may still come of an order, or has.
fn lives(phase: Phase) -> bool {
    phase != Phase::Done
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
