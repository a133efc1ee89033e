//! The checkout until the shopper goes to pay: details, delivery, live quotes, consent.

use std::{collections::BTreeMap, time::Duration};

use connectors::marketplaces::{MarketplaceError, MarketplaceQuote, QuoteRequest, RequestedLine};
use domain::{
    cart::{Cart, Line},
    checkout::{Change, CheckoutDraft, CheckoutStep, CheckoutView, Details, DetailsForm, LiveQuote},
    ids::{Digest, MarketplaceId, VisitorId},
    marketplace::{Absence, AbsenceReason, Marketplace},
    money::MoneyError,
    pricing::{self, PartFacts, PartQuote, Quote},
    time::Timestamp,
    visit::Visit,
};
use futures::future::join_all;
use sha2::{Digest as _, Sha256};
use store::{checkouts, products};

use crate::{ServiceError, Shop, marketplaces::Connected, now, shop::commit};

/// How long a marketplace may take to quote.
const QUOTE: Duration = Duration::from_secs(6);

/// For how long a live quote can be agreed to, unless a marketplace says sooner.
const STANDS_FOR: i64 = 15 * Timestamp::MINUTE;

/// A part with the session at its marketplace, ready to be placed.
pub(crate) struct QuotedPart {
    pub(crate) quote: PartQuote,
    pub(crate) request: QuoteRequest,
    pub(crate) session: serde_json::Value,
    pub(crate) expires_at: Option<Timestamp>,
}

/// What came of asking every marketplace of a cart.
pub(crate) struct LiveParts {
    pub(crate) parts: Vec<QuotedPart>,
    pub(crate) changes: Vec<Change>,
}

impl Shop {
    /// What the checkout page shows.
    ///
    /// # Errors
    /// When the cart is empty.
    pub async fn checkout(&self, visit: &Visit) -> Result<CheckoutView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::CartEmpty)?;
        let draft = self.draft(visitor).await?;
        let cart = self.refreshed_cart(visitor).await?;
        self.checkout_view(visit, draft, cart).await
    }

    async fn checkout_view(
        &self,
        visit: &Visit,
        mut draft: CheckoutDraft,
        cart: Cart,
    ) -> Result<CheckoutView, ServiceError> {
        if cart.lines.is_empty() {
            return Err(ServiceError::CartEmpty);
        }
        let problems = if draft.form_sent { draft.form.check().err().unwrap_or_default() } else { Vec::new() };
        if !problems.is_empty() {
            draft.step = CheckoutStep::Details;
        }
        let stands = |live: &LiveQuote| {
            live.cart_version == cart.version && live.expires_at > now() && live.quote.currency == visit.currency
        };
        if !draft.live.as_ref().is_some_and(stands) {
            draft.live = None;
            draft.step = draft.step.min(CheckoutStep::Delivery);
        }
        let cart = self.cart_view(visit, cart, &draft).await?;
        let offers = match (&draft.live, draft.form.check()) {
            (Some(live), Ok(details)) => self.gateways.offers(live.quote.total.total, &details.country, draft.policy),
            _ => Vec::new(),
        };
        let saved = match &visit.visitor {
            Some(visitor) => self.saved_for(visitor, &offers).await?,
            None => Vec::new(),
        };
        Ok(CheckoutView { draft, problems, cart, offers, saved })
    }

    /// Takes the details as they were typed; what is wrong with them comes back with the view.
    ///
    /// # Errors
    /// When the cart is empty.
    pub async fn save_details(&self, visit: &Visit, form: DetailsForm) -> Result<CheckoutView, ServiceError> {
        self.change_draft(visit, |draft| {
            draft.form = form.check().map_or(form, DetailsForm::from);
            draft.form_sent = true;
            draft.live = None;
            draft.step = if draft.form.check().is_ok() { CheckoutStep::Delivery } else { CheckoutStep::Details };
        })
        .await
    }

    /// Takes the chosen ways of delivery and asks every marketplace what its part really costs.
    ///
    /// # Errors
    /// When the cart is empty.
    pub async fn save_delivery(
        &self,
        visit: &Visit,
        chosen: BTreeMap<MarketplaceId, String>,
    ) -> Result<CheckoutView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::CartEmpty)?;
        let mut draft = self.draft(visitor).await?;
        draft.delivery.extend(chosen);
        self.quote_anew(visit, visitor, draft).await
    }

    /// Asks every marketplace again; shows the review, or the step where something is missing.
    ///
    /// # Errors
    /// When the cart is empty.
    pub async fn requote(&self, visit: &Visit) -> Result<CheckoutView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::CartEmpty)?;
        let draft = self.draft(visitor).await?;
        self.quote_anew(visit, visitor, draft).await
    }

    async fn quote_anew(
        &self,
        visit: &Visit,
        visitor: &VisitorId,
        mut draft: CheckoutDraft,
    ) -> Result<CheckoutView, ServiceError> {
        let mut cart = self.refreshed_cart(visitor).await?;
        let Ok(details) = draft.form.check() else {
            draft.form_sent = true;
            self.save_draft(visitor, &draft).await?;
            return self.checkout_view(visit, draft, cart).await;
        };
        let before = self.cart_view(visit, cart.clone(), &draft).await?;
        let known = before.quote.as_ref();
        let live = self.ask_for_quotes(visit, &cart, &details, &draft.delivery, known, "quote").await?;
        self.remember_prices(&mut cart, &live).await?;
        let quote = pricing::total(visit.currency, live.parts.iter().map(|part| part.quote.clone()).collect())?;
        let quote = before.book.to(&details.country).reduced(quote)?;
        draft.live = Some(live_quote(&cart, &details, quote, &live));
        draft.step = CheckoutStep::Review;
        self.save_draft(visitor, &draft).await?;
        self.checkout_view(visit, draft, cart).await
    }

    /// Opens an earlier step again.
    ///
    /// # Errors
    /// When the cart is empty.
    pub async fn reopen(&self, visit: &Visit, step: CheckoutStep) -> Result<CheckoutView, ServiceError> {
        self.change_draft(visit, |draft| {
            draft.step = draft.step.min(step);
            draft.payment_failed = false;
        })
        .await
    }

    async fn change_draft(
        &self,
        visit: &Visit,
        change: impl FnOnce(&mut CheckoutDraft),
    ) -> Result<CheckoutView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::CartEmpty)?;
        let cart = self.refreshed_cart(visitor).await?;
        let mut draft = self.draft(visitor).await?;
        change(&mut draft);
        self.save_draft(visitor, &draft).await?;
        self.checkout_view(visit, draft, cart).await
    }

    pub(crate) async fn draft(&self, visitor: &VisitorId) -> Result<CheckoutDraft, ServiceError> {
        Ok(checkouts::load(self.store.reader(), visitor).await?.unwrap_or_default())
    }

    pub(crate) async fn save_draft(&self, visitor: &VisitorId, draft: &CheckoutDraft) -> Result<(), ServiceError> {
        let (visitor, draft) = (visitor.clone(), draft.clone());
        Ok(commit!(self.store, |tx| checkouts::save(tx, &visitor, &draft, now()).await)?)
    }

    /// Asks every marketplace of the cart at once what its part costs at this address.
    ///
    /// What differs from `before` becomes a change; a part that cannot be had is left out and named.
    pub(crate) async fn ask_for_quotes(
        &self,
        visit: &Visit,
        cart: &Cart,
        details: &Details,
        chosen: &BTreeMap<MarketplaceId, String>,
        before: Option<&Quote>,
        reference: &str,
    ) -> Result<LiveParts, ServiceError> {
        let registry = self.registry();
        let mut asked: Vec<(std::sync::Arc<Connected>, QuoteRequest, Vec<&Line>)> = Vec::new();
        let mut changes = Vec::new();
        for line in &cart.lines {
            if !line.availability.is_in_stock() {
                changes.push(stock_change(line, Some(0)));
                continue;
            }
            let Some(one) = registry.get(&line.product.marketplace) else { continue };
            let requested = RequestedLine {
                product: line.product.external_id.clone(),
                variant: line.variant.clone(),
                quantity: line.quantity,
            };
            match asked.iter_mut().find(|(known, ..)| known.id() == one.id()) {
                Some((_, request, lines)) => {
                    request.lines.push(requested);
                    lines.push(line);
                }
                None => {
                    let request = QuoteRequest {
                        reference: reference.to_owned(),
                        lines: vec![requested],
                        details: details.clone(),
                        option: chosen.get(one.id()).cloned(),
                    };
                    asked.push((one.clone(), request, vec![line]));
                }
            }
        }
        let answers = join_all(asked.iter().map(|(one, request, _)| self.quote_of(one, request))).await;
        let mut parts = Vec::new();
        for ((one, request, lines), answer) in asked.into_iter().zip(answers) {
            match answer {
                Ok(quoted) => {
                    let quote = part_quote(&one.marketplace, &lines, &quoted, registry.rates(), visit)?;
                    changes.extend(differences(&lines, &quote, before));
                    let (session, expires_at) = (quoted.session, quoted.expires_at);
                    parts.push(QuotedPart { quote, request, session, expires_at });
                }
                Err(error) => changes.extend(refusals(one.id(), &lines, &error)),
            }
        }
        Ok(LiveParts { parts, changes })
    }

    pub(crate) async fn quote_of(
        &self,
        one: &Connected,
        request: &QuoteRequest,
    ) -> Result<MarketplaceQuote, MarketplaceError> {
        if !one.marketplace.takes_orders() {
            return Err(MarketplaceError::NotSupported);
        }
        one.quote(QUOTE, request).await
    }

    /// Writes down which prices the marketplaces just told anew, so that the cart shows them too.
    async fn remember_prices(&self, cart: &mut Cart, live: &LiveParts) -> Result<(), ServiceError> {
        let mut moved = Vec::new();
        let quoted: Vec<_> = live.parts.iter().flat_map(|part| &part.quote.lines).collect();
        for line in &mut cart.lines {
            let told = quoted.iter().find(|told| line.is_of(&told.product, &told.variant));
            if let Some(told) = told.filter(|told| told.unit != line.unit_price) {
                line.unit_price = told.unit;
                moved.push(line.clone());
            }
        }
        if moved.is_empty() {
            return Ok(());
        }
        let refs: Vec<_> = moved.iter().map(|line| line.product.clone()).collect();
        let mut known = products::by_refs(self.store.reader(), &refs).await?;
        for product in &mut known {
            for line in moved.iter().filter(|line| line.product == product.reference) {
                for variant in product.variants.iter_mut().filter(|variant| variant.external_id == line.variant) {
                    variant.price = line.unit_price;
                }
            }
        }
        self.remember(known).await
    }
}

fn live_quote(cart: &Cart, details: &Details, quote: Quote, live: &LiveParts) -> LiveQuote {
    let soonest = live.parts.iter().filter_map(|part| part.expires_at).min();
    let expires_at = now().plus(STANDS_FOR);
    LiveQuote {
        validation: validation(details, &quote, cart.version),
        cart_version: cart.version,
        expires_at: soonest.map_or(expires_at, |soonest| soonest.min(expires_at)),
        changes: live.changes.clone(),
        quote,
    }
}

/// What the shopper agrees to: address, every line, every amount and every choice, as one digest.
pub(crate) fn validation(details: &Details, quote: &Quote, cart_version: i64) -> Digest {
    let agreed = serde_json::to_vec(&(details, quote, cart_version)).expect("plain data becomes JSON");
    hex::encode(Sha256::digest(&agreed)).parse().expect("a SHA-256 digest has 64 hexadecimal digits")
}

fn part_quote(
    marketplace: &Marketplace,
    lines: &[&Line],
    quoted: &MarketplaceQuote,
    rates: &domain::money::RateTable,
    visit: &Visit,
) -> Result<PartQuote, MoneyError> {
    let priced = lines.iter().map(|line| {
        let found = quoted.lines.iter().find(|found| found.variant == line.variant);
        let unit = found.map_or(line.unit_price, |found| found.unit);
        let amount = found.map_or_else(|| line.unit_price.times(line.quantity), |found| Ok(found.amount))?;
        Ok((line.product.clone(), line.variant.clone(), line.quantity, unit, amount))
    });
    pricing::part(PartFacts {
        marketplace: marketplace.id.clone(),
        lines: priced.collect::<Result<_, MoneyError>>()?,
        options: quoted.options.clone(),
        chosen: quoted.chosen,
        own: quoted.amounts,
        // Marketplaces quote the tax that comes on top; what prices contain follows from their published rate.
        tax_points: marketplace.terms.tax_points,
        tax_included: quoted.tax_included,
        rate: rates.rate(quoted.amounts.total.currency, visit.currency)?,
    })
}

/// What differs between the part as quoted and what the shopper saw before.
fn differences(lines: &[&Line], now: &PartQuote, before: Option<&Quote>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (line, quoted) in lines.iter().zip(&now.lines) {
        if line.unit_price != quoted.unit {
            changes.push(Change::Price {
                marketplace: now.marketplace.clone(),
                title: line.title.clone(),
                before: line.unit_price,
                now: quoted.unit,
            });
        }
    }
    let earlier = before.and_then(|quote| quote.parts.iter().find(|part| part.marketplace == now.marketplace));
    if let Some(earlier) = earlier
        && earlier.shown.before_coupon() != now.shown.before_coupon()
        && changes.is_empty()
    {
        changes.push(Change::Total {
            marketplace: now.marketplace.clone(),
            before: earlier.shown.before_coupon(),
            now: now.shown.before_coupon(),
        });
    }
    changes
}

fn stock_change(line: &Line, left: Option<u32>) -> Change {
    Change::Stock { marketplace: line.product.marketplace.clone(), title: line.title.clone(), left }
}

/// Why a part cannot be had, line by line where the marketplace says so.
fn refusals(marketplace: &MarketplaceId, lines: &[&Line], error: &MarketplaceError) -> Vec<Change> {
    match error {
        MarketplaceError::OutOfStock(missing) => {
            let named: Vec<Change> = lines
                .iter()
                .filter_map(|line| {
                    let (_, left) = missing.iter().find(|(variant, _)| *variant == line.variant)?;
                    Some(stock_change(line, *left))
                })
                .collect();
            if named.is_empty() { lines.iter().map(|line| stock_change(line, None)).collect() } else { named }
        }
        MarketplaceError::Undeliverable => vec![Change::Undeliverable { marketplace: marketplace.clone() }],
        error => {
            let reason = match error.absence() {
                AbsenceReason::NotSupported => AbsenceReason::SwitchedOff,
                reason => reason,
            };
            vec![Change::Absent { absence: Absence { marketplace: marketplace.clone(), reason } }]
        }
    }
}
