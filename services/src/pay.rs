//! From the shopper's consent to the gateway's page: quote once more, write the order down, open the page.

use domain::{
    checkout::{Change, CheckoutDraft, CheckoutStep, Consent, Details, LiveQuote, PayMethod, Policy, Tolerance},
    guard,
    ids::{Digest, OrderNumber, VisitorId},
    money::Money,
    pricing::{self, PriceBook, Quote},
    saga::{Event, Phase, Source},
    visit::Visit,
};
use rand::Rng;
use store::{
    StoreError, consents,
    house::Reserved,
    orders::{self, NewOrder},
    payments, sagas,
};

use crate::{
    ServiceError, Shop,
    checkout::validation,
    coupons,
    ordering::{Payable, Plan, house_lines},
    page::{Known, Opened},
    shop::commit,
    wallet::held_at_once,
};

/// What came of the shopper's wish to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayOutcome {
    /// The shopper goes to the gateway's page.
    GoTo(String),
    /// Something changed; the review shows what, and asks again.
    Changed,
    /// The saved method was declined; nothing was ordered, and the review says so.
    Declined,
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
        self.pay_by(visit, &Consent { validation: agreed.clone(), policy, tolerance, method, saved: None }).await
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
        let Consent { validation: agreed, policy, tolerance, method, saved } = consent.clone();
        match self.same_consent(visitor, consent).await? {
            Known::At(url) => return Ok(PayOutcome::GoTo(url)),
            Known::Opening(..) => return self.page_of_the_other_tab(visitor, consent).await,
            Known::Nothing => {}
        }
        let view = self.checkout(visit).await?;
        let mut draft = view.draft;
        (draft.policy, draft.tolerance) = (policy, tolerance);
        let (Ok(details), Some(seen)) = (draft.form.check(), draft.live.clone()) else {
            self.save_draft(visitor, &draft).await?;
            return Ok(PayOutcome::Changed);
        };
        let number = OrderNumber::from_bits(rand::rng().random::<u64>());
        let mut live = self
            .ask_for_quotes(visit, &view.cart.cart, &details, &draft.delivery, Some(&seen.quote), number.as_str())
            .await?;
        let plain = pricing::total(visit.currency, live.parts.iter().map(|part| part.quote.clone()).collect())?;
        let book = view.cart.book.to(&details.country);
        let quote = book.reduced(plain.clone())?;
        let lost = coupons::lost(&seen.quote, &quote, view.cart.coupon.as_ref());
        if lost.is_some() && self.living(visitor, &agreed).await?.is_some() {
            // It is this very agreement that uses it.
            return self.page_of_the_other_tab(visitor, consent).await;
        }
        let agreed_total = seen.quote.total.total;
        let dearer = quote.total.total.minor > tolerance.ceiling(agreed_total).minor;
        // Parts that were already missing when the shopper agreed are agreed to be missing.
        let newly_missing = live.changes.iter().any(|change| change.is_blocking() && !seen.changes.contains(change));
        let other = seen.validation != agreed && guard::on("consent.digest");
        let anew = Anew { draft, details, cart_version: view.cart.cart.version, changes: live.changes.clone() };
        if other || dearer || newly_missing || lost.is_some() || quote.parts.is_empty() {
            return self.ask_anew(visitor, anew, quote, lost).await;
        }
        let total = quote.total.total;
        let ceiling = ceiling(policy, tolerance, total);
        let wallet = match method {
            PayMethod::Wallet => {
                Some(self.wallet_of(visit).await?.ok_or(ServiceError::WalletShort { short: ceiling })?)
            }
            on_a_page => {
                let offers = self.gateways.offers(ceiling, &anew.details.country, policy);
                if !offers.iter().any(|offer| offer.method == on_a_page) {
                    return Err(ServiceError::NotOffered);
                }
                if let Some(id) = &saved
                    && !self
                        .saved_for(visitor, &offers)
                        .await?
                        .iter()
                        .any(|one| one.id == *id && one.method == on_a_page)
                {
                    return Err(ServiceError::NotOffered);
                }
                None
            }
        };
        let coupon = coupons::use_of(&quote, visitor, &anew.details.email);
        if let Some(used) = &coupon {
            self.free_coupon_of(used, &agreed).await?;
        }
        let counting = quote.promotions.into_iter().filter(|promotion| !promotion.off.is_zero());
        let promotions = counting.map(|promotion| (promotion.id, promotion.off)).collect();
        for (part, quoted) in live.parts.iter_mut().zip(quote.parts) {
            part.quote = quoted;
        }
        let (details, cart) = (anew.details.clone(), view.cart.cart);
        let plan =
            Plan { number, details, policy, ceiling, total, method, saved, wallet, cart, live, coupon, promotions };
        let order = self.new_order(visit, visitor, &agreed, plan)?;
        match self.open_order(visitor, order, anew.draft.clone()).await {
            Err(ServiceError::Conflict) => self.page_of_the_other_tab(visitor, consent).await,
            Err(ServiceError::Store(StoreError::CouponGone)) => {
                let entered = self.typed_coupon(visitor, &anew.draft).await?.0;
                let without = PriceBook { coupon: None, ..book }.reduced(plain)?;
                let lost = coupons::lost(&seen.quote, &without, entered.as_ref());
                self.ask_anew(visitor, anew, without, lost).await
            }
            outcome => outcome,
        }
    }

    /// Keeps what it costs now for the review to show, with what changed.
    async fn ask_anew(
        &self,
        visitor: &VisitorId,
        anew: Anew,
        quote: Quote,
        lost: Option<Change>,
    ) -> Result<PayOutcome, ServiceError> {
        let Anew { mut draft, details, cart_version, mut changes } = anew;
        let Some(seen) = draft.live.take() else { return Ok(PayOutcome::Changed) };
        changes.extend(lost);
        if changes.is_empty() && seen.quote.total != quote.total {
            changes = totals_changed(&seen.quote, &quote);
        }
        let validation = validation(&details, &quote, cart_version);
        draft.live = Some(LiveQuote { changes, validation, quote, ..seen });
        draft.step = CheckoutStep::Review;
        self.save_draft(visitor, &draft).await?;
        Ok(PayOutcome::Changed)
    }

    /// Writes the order down with its saga and sets the house's goods aside, then opens the page. A wallet pays in the
    /// same commit, or there is no order.
    async fn open_order(
        &self,
        visitor: &VisitorId,
        order: NewOrder,
        draft: CheckoutDraft,
    ) -> Result<PayOutcome, ServiceError> {
        let number = order.saga.order.clone();
        let request = self.payment_request(&Payable::from(&order));
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
        match self.open_page_of(visitor, &number, &request, draft.clone()).await? {
            Opened::At(url) => Ok(PayOutcome::GoTo(url)),
            Opened::Declined => {
                self.advance(&number, &Event::PaymentAbandoned).await?;
                self.save_draft(visitor, &CheckoutDraft { payment_failed: true, paying: None, ..draft }).await?;
                Ok(PayOutcome::Declined)
            }
            Opened::Nowhere => {
                let opened = payments::of(self.store.reader(), &number).await?.and_then(|payment| payment.page_url);
                if let Some(url) = opened {
                    // Another tab asked for the page in our place, and has it.
                    return Ok(PayOutcome::GoTo(url));
                }
                self.advance(&number, &Event::PaymentAbandoned).await?;
                Err(ServiceError::Unavailable("payment".to_owned()))
            }
        }
    }
}

/// What is kept when a shopper has to be asked once more.
struct Anew {
    draft: CheckoutDraft,
    details: Details,
    cart_version: i64,
    changes: Vec<Change>,
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
pub(crate) fn ceiling(policy: Policy, tolerance: Tolerance, total: Money) -> Money {
    if policy == Policy::NextBest { tolerance.ceiling(total) } else { total }
}

/// Whether something may still come of an order, or has.
pub(crate) fn lives(phase: Phase) -> bool {
    phase != Phase::Done
}

fn totals_changed(before: &pricing::Quote, now: &pricing::Quote) -> Vec<Change> {
    let smaller = before.promotions.iter().filter_map(|promotion| {
        let now = now.promotions.iter().find(|now| now.id == promotion.id);
        let now = now.map_or(Money::zero(promotion.off.currency), |now| now.off);
        let (name, before) = (promotion.name.clone(), promotion.off);
        (now.minor < before.minor).then_some(Change::Promotion { name, before, now })
    });
    let differing = now.parts.iter().filter_map(|part| {
        let earlier = before.parts.iter().find(|earlier| earlier.marketplace == part.marketplace)?;
        let (before, now) = (earlier.shown.before_coupon(), part.shown.before_coupon());
        (before != now).then(|| Change::Total { marketplace: part.marketplace.clone(), before, now })
    });
    differing.chain(smaller).collect()
}
