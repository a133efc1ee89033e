//! What a cart costs and why. The browser and the server compute with this same code.
//!
//! Each marketplace's part is worked out in its own currency, converted once at a dated rate, and the converted total
//! is split over goods, delivery and tax so that what the shopper reads always adds up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    cart::{Line, Quantity},
    coupon::{Coupon, CouponQuote},
    ids::{ExternalId, MarketplaceId, ProductRef},
    marketplace::{DeliveryOption, DeliveryTerms, Marketplace},
    money::{Currency, Money, MoneyError, Rate, RateTable},
    promotion::{ApplyError, InForce, PromotionQuote},
};

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineQuote {
    /// The product.
    pub product: ProductRef,
    /// The variant.
    pub variant: ExternalId,
    /// How many.
    pub quantity: Quantity,
    /// What one costs, in the marketplace's currency.
    pub unit: Money,
    /// Unit times quantity, in the marketplace's currency.
    pub amount: Money,
    /// The line's share of the goods, in the shopper's currency.
    pub shown: Money,
    /// What a coupon takes off it, in the shopper's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
}

/// The amounts of one part, all in one currency. `goods + delivery + tax_added - discount = total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// The lines together.
    pub goods: Money,
    /// The delivery.
    pub delivery: Money,
    /// Tax that comes on top; zero where prices contain it.
    pub tax_added: Money,
    /// What a coupon and promotions take off goods and delivery; never in what a marketplace is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
    /// What is to be paid.
    pub total: Money,
}

impl Amounts {
    /// Adds up goods, delivery and added tax.
    ///
    /// # Errors
    /// When the currencies differ or the total is too large.
    pub fn of(goods: Money, delivery: Money, tax_added: Money) -> Result<Self, MoneyError> {
        Ok(Self { goods, delivery, tax_added, discount: None, total: goods.plus(delivery)?.plus(tax_added)? })
    }

    /// What a coupon takes off; zero where there is none.
    pub fn taken_off(&self) -> Money {
        self.discount.unwrap_or(Money::zero(self.total.currency))
    }

    /// What would be to be paid without a coupon.
    pub fn before_coupon(&self) -> Money {
        Money::new(self.total.minor.saturating_add(self.taken_off().minor), self.total.currency)
    }

    /// The same amounts with so much taken off.
    ///
    /// # Errors
    /// When the amount is of another currency.
    pub fn less(self, off: Money) -> Result<Self, MoneyError> {
        let discount = self.taken_off().plus(off)?;
        Ok(Self { discount: Some(discount).filter(|off| !off.is_zero()), total: self.total.minus(off)?, ..self })
    }

    /// The same amounts in another currency: the total is converted, its parts follow it. For what a marketplace is paid,
    /// which no coupon makes less.
    ///
    /// # Errors
    /// When the rate is of another currency or the result is too large.
    pub fn convert(self, rate: Rate) -> Result<Self, MoneyError> {
        let total = rate.convert(self.total)?;
        let weight = |money: Money| u64::try_from(money.minor).unwrap_or(0);
        let parts = total.allocate(&[weight(self.goods), weight(self.delivery), weight(self.tax_added)]);
        Ok(Self { goods: parts[0], delivery: parts[1], tax_added: parts[2], discount: None, total })
    }
}

/// What the shopper pays for the goods of one marketplace, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartQuote {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// Its lines.
    pub lines: Vec<LineQuote>,
    /// The ways of delivery to choose from, each with its cost for these goods.
    pub options: Vec<DeliveryOption>,
    /// The chosen way, as a place in `options`.
    pub chosen: u32,
    /// The amounts in the marketplace's currency: what it is paid.
    pub own: Amounts,
    /// The amounts in the shopper's currency: what the shopper pays.
    pub shown: Amounts,
    /// Tax in basis points.
    pub tax_points: u32,
    /// Whether the goods' prices contain the tax.
    pub tax_included: bool,
    /// The rate between the two, with its day.
    pub rate: Rate,
}

impl PartQuote {
    /// The chosen way of delivery.
    pub fn delivery(&self) -> Option<&DeliveryOption> {
        self.options.get(self.chosen as usize)
    }
}

/// What a cart costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The currency the shopper pays in.
    pub currency: Currency,
    /// One part per marketplace, in the order of the lines.
    pub parts: Vec<PartQuote>,
    /// All parts together, in the shopper's currency.
    pub total: Amounts,
    /// What a coupon takes off, where a code was typed that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<CouponQuote>,
    /// What the shop takes off by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<PromotionQuote>,
}

/// What a quote starts from: who sells, at which rates, in which currency it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceBook {
    /// The currency the shopper pays in.
    pub currency: Currency,
    /// The rates of the day.
    pub rates: RateTable,
    /// The terms of each marketplace.
    pub terms: BTreeMap<MarketplaceId, DeliveryTerms>,
    /// The coupon that counts for the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<Coupon>,
    /// What the shop takes off carts by itself; nothing where none of it is meant to be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotions: Option<InForce>,
    /// Where goods go, as two letters (ISO 3166-1); nothing where borders do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl PriceBook {
    /// The book of these marketplaces.
    pub fn new(currency: Currency, rates: RateTable, marketplaces: &[Marketplace]) -> Self {
        let terms =
            marketplaces.iter().map(|marketplace| (marketplace.id.clone(), marketplace.terms.clone())).collect();
        Self { currency, rates, terms, coupon: None, promotions: None, country: None }
    }

    /// The same book for goods that go to a country.
    pub fn to(&self, country: &str) -> Self {
        Self { country: Some(country.to_owned()), ..self.clone() }
    }

    /// What one of a product costs at the shopper's door, with the usual delivery and tax.
    ///
    /// # Errors
    /// When a rate is missing or an amount is too large.
    pub fn at_the_door(&self, marketplace: &MarketplaceId, price: Money) -> Result<Amounts, MoneyError> {
        let rate = self.rates.rate(price.currency, self.currency)?;
        let Some(terms) = self.terms.get(marketplace) else {
            return Amounts::of(price, Money::zero(price.currency), Money::zero(price.currency))?.convert(rate);
        };
        let delivery = terms.options_for(price)?.first().map_or(Money::zero(price.currency), |option| option.price);
        estimate(terms, price, delivery)?.convert(rate)
    }
}

/// The amounts of goods and delivery by published terms: tax on both where prices do not contain it.
pub(crate) fn estimate(terms: &DeliveryTerms, goods: Money, delivery: Money) -> Result<Amounts, MoneyError> {
    let tax_added = if terms.tax_included {
        Money::zero(goods.currency)
    } else {
        goods.plus(delivery)?.basis_points(terms.tax_points)?
    };
    Amounts::of(goods, delivery, tax_added)
}

/// What the lines cost by the published terms; sold-out lines are left out of it.
///
/// `chosen` names the delivery option of each marketplace; the first is taken where none is named or it is unknown.
///
/// # Errors
/// When a rate or a marketplace's terms are missing, or an amount is too large.
pub fn quote(book: &PriceBook, lines: &[Line], chosen: &BTreeMap<MarketplaceId, String>) -> Result<Quote, ApplyError> {
    let mut parts: Vec<PartQuote> = Vec::new();
    let mut by_marketplace: Vec<(&MarketplaceId, Vec<&Line>)> = Vec::new();
    for line in lines.iter().filter(|line| line.availability.is_in_stock()) {
        match by_marketplace.iter_mut().find(|(id, _)| **id == line.product.marketplace) {
            Some((_, of_marketplace)) => of_marketplace.push(line),
            None => by_marketplace.push((&line.product.marketplace, vec![line])),
        }
    }
    for (marketplace, of_marketplace) in by_marketplace {
        let terms = book.terms.get(marketplace);
        parts.push(part_by_terms(book, marketplace, &of_marketplace, terms, chosen.get(marketplace))?);
    }
    book.reduced(total(book.currency, parts)?)
}

fn part_by_terms(
    book: &PriceBook,
    marketplace: &MarketplaceId,
    lines: &[&Line],
    terms: Option<&DeliveryTerms>,
    wanted: Option<&String>,
) -> Result<PartQuote, MoneyError> {
    let currency = lines.first().map_or(book.currency, |line| line.unit_price.currency);
    let rate = book.rates.rate(currency, book.currency)?;
    let priced: Vec<(&Line, Money)> = lines
        .iter()
        .map(|line| Ok((*line, line.unit_price.times(line.quantity)?)))
        .collect::<Result<_, MoneyError>>()?;
    let goods = Money::sum(currency, priced.iter().map(|(_, amount)| *amount))?;
    let options = terms.map(|terms| terms.options_for(goods)).transpose()?.unwrap_or_default();
    let chosen = wanted.and_then(|wanted| options.iter().position(|option| option.id == *wanted)).unwrap_or(0);
    let delivery = options.get(chosen).map_or(Money::zero(currency), |option| option.price);
    let own = match terms {
        Some(terms) => estimate(terms, goods, delivery)?,
        None => Amounts::of(goods, delivery, Money::zero(currency))?,
    };
    let lines = priced
        .into_iter()
        .map(|(line, amount)| (line.product.clone(), line.variant.clone(), line.quantity, line.unit_price, amount))
        .collect();
    let (tax_points, tax_included) = terms.map_or((0, true), |terms| (terms.tax_points, terms.tax_included));
    part(PartFacts { marketplace: marketplace.clone(), lines, options, chosen, own, tax_points, tax_included, rate })
}

/// What a part is made of: by published terms, or as the marketplace itself quoted it.
#[derive(Clone, Debug)]
pub struct PartFacts {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// Product, variant, quantity, unit price and amount, in the marketplace's currency.
    pub lines: Vec<(ProductRef, ExternalId, Quantity, Money, Money)>,
    /// The ways of delivery.
    pub options: Vec<DeliveryOption>,
    /// The place of the chosen one.
    pub chosen: usize,
    /// The amounts in the marketplace's currency.
    pub own: Amounts,
    /// Tax in basis points.
    pub tax_points: u32,
    /// Whether prices contain it.
    pub tax_included: bool,
    /// The rate to the shopper's currency.
    pub rate: Rate,
}

/// Converts a part once and splits what the shopper reads over its lines.
///
/// # Errors
/// When the rate is of another currency or an amount is too large.
pub fn part(facts: PartFacts) -> Result<PartQuote, MoneyError> {
    let shown = facts.own.convert(facts.rate)?;
    let weights: Vec<u64> = facts.lines.iter().map(|line| u64::try_from(line.4.minor).unwrap_or(0)).collect();
    let shares = shown.goods.allocate(&weights);
    let lines = facts
        .lines
        .into_iter()
        .zip(shares)
        .map(|((product, variant, quantity, unit, amount), shown)| LineQuote {
            product,
            variant,
            quantity,
            unit,
            amount,
            shown,
            discount: None,
        })
        .collect();
    Ok(PartQuote {
        marketplace: facts.marketplace,
        lines,
        options: facts.options,
        chosen: u32::try_from(facts.chosen).unwrap_or(0),
        own: facts.own,
        shown,
        tax_points: facts.tax_points,
        tax_included: facts.tax_included,
        rate: facts.rate,
    })
}

/// Adds up the parts in the shopper's currency.
///
/// # Errors
/// When the sum is too large or a part is in another currency.
pub fn total(currency: Currency, parts: Vec<PartQuote>) -> Result<Quote, MoneyError> {
    let goods = Money::sum(currency, parts.iter().map(|part| part.shown.goods))?;
    let delivery = Money::sum(currency, parts.iter().map(|part| part.shown.delivery))?;
    let tax_added = Money::sum(currency, parts.iter().map(|part| part.shown.tax_added))?;
    Ok(Quote { currency, total: Amounts::of(goods, delivery, tax_added)?, parts, coupon: None, promotions: Vec::new() })
}
