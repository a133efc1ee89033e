//! What something truly comes to at the shopper's door: every part with where it is from, how old it is and how sure.
//!
//! A part that is not known has no amount and is named in `missing`, and is never taken for nothing: the total is then what
//! is known, and what is known in full comes before it. The browser and the server work it out with this same code.

pub mod customs;

use serde::{Deserialize, Serialize};

use self::customs::Due;
use crate::{
    ids::MarketplaceId,
    money::{Money, MoneyError},
    pricing::{Amounts, PartQuote, PriceBook, Quote},
    time::{Date, Timestamp},
};

#[cfg(test)]
mod tests;

/// What a part of the cost is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The goods.
    Item,
    /// Bringing them.
    Delivery,
    /// Tax that comes on top of the marketplace's prices.
    Tax,
    /// What changing money costs; the rate is in the other parts.
    Exchange,
    /// What a coupon takes off; an amount below zero.
    Coupon,
    /// Customs duty, paid on arrival.
    Duty,
    /// The tax a country takes on what comes in, paid on arrival.
    ImportTax,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Item, Self::Delivery, Self::Tax, Self::Exchange, Self::Coupon, Self::Duty, Self::ImportTax];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Delivery => "delivery",
            Self::Tax => "tax",
            Self::Exchange => "exchange",
            Self::Coupon => "coupon",
            Self::Duty => "duty",
            Self::ImportTax => "import-tax",
        }
    }
}

/// Where a part is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The marketplace's listing.
    Listing,
    /// The marketplace's published terms.
    Terms,
    /// The exchange rates of a day.
    Rates,
    /// The coupon.
    Coupon,
    /// Our table of borders.
    Customs,
    /// Nobody told.
    Nobody,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Listing, Self::Terms, Self::Rates, Self::Coupon, Self::Customs, Self::Nobody];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Terms => "terms",
            Self::Rates => "rates",
            Self::Coupon => "coupon",
            Self::Customs => "customs",
            Self::Nobody => "nobody",
        }
    }

    /// After how many milliseconds what is from here may no longer be so; never where there is no such time.
    fn lasts(self) -> Option<i64> {
        match self {
            Self::Listing => Some(Timestamp::DAY),
            Self::Rates => Some(4 * Timestamp::DAY),
            Self::Customs => Some(366 * Timestamp::DAY),
            Self::Terms | Self::Coupon | Self::Nobody => None,
        }
    }
}

/// How sure a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The marketplace said so.
    Told,
    /// It follows from published terms.
    Published,
    /// A careful guess, told as one.
    Estimated,
    /// Not known.
    Unknown,
}

impl Confidence {
    /// All of them, the surest first.
    pub const ALL: [Self; 4] = [Self::Told, Self::Published, Self::Estimated, Self::Unknown];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Published => "published",
            Self::Estimated => "estimated",
            Self::Unknown => "unknown",
        }
    }
}

/// One part of what something comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is for.
    pub kind: Kind,
    /// How much, in the shopper's currency; nothing where it is not known.
    pub amount: Option<Money>,
    /// Where it is from.
    pub source: Source,
    /// When it was so, where that is known.
    pub known_at: Option<Timestamp>,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Part {
    /// How old it is in milliseconds, where that is known.
    pub fn age(&self, now: Timestamp) -> Option<i64> {
        self.known_at.map(|known_at| now.0.saturating_sub(known_at.0).max(0))
    }

    /// Whether it is so old that it may no longer be so.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.age(now).zip(self.source.lasts()).is_some_and(|(age, lasts)| age > lasts)
    }
}

/// What something comes to at the shopper's door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandedCost {
    /// Its parts, in the order of [`Kind::ALL`].
    pub parts: Vec<Part>,
    /// All known parts together, in the shopper's currency.
    pub total: Money,
    /// The parts that are not known.
    pub missing: Vec<Kind>,
}

impl LandedCost {
    /// Its place in the order by true cost: what is known in full first, then by total.
    pub fn place(&self) -> (bool, i64) {
        (!self.missing.is_empty(), self.total.minor)
    }

    /// The known amount of a part; nothing where there is no such part or nothing of it is known.
    pub fn amount(&self, kind: Kind) -> Option<Money> {
        self.parts.iter().filter(|part| part.kind == kind).find_map(|part| part.amount)
    }

    /// What is expected to be paid on arrival, to whoever brings the parcel; nothing where nothing is.
    pub fn on_arrival(&self) -> Option<Money> {
        let due = [Kind::Duty, Kind::ImportTax].into_iter().filter_map(|kind| self.amount(kind));
        let due = Money::sum(self.total.currency, due).ok()?;
        (!due.is_zero()).then_some(due)
    }

    /// Whether a part is so old at a moment that it may no longer be so.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.parts.iter().any(|part| part.is_stale(now))
    }

    fn of(parts: Vec<Part>, book: &PriceBook) -> Result<Self, MoneyError> {
        let total = Money::sum(book.currency, parts.iter().filter_map(|part| part.amount))?;
        let missing = parts.iter().filter(|part| part.amount.is_none()).map(|part| part.kind).collect();
        Ok(Self { parts, total, missing })
    }
}

/// What one of a listing comes to, with the usual delivery.
///
/// # Errors
/// When a rate is missing or an amount is too large.
pub fn of_listing(
    book: &PriceBook,
    marketplace: &MarketplaceId,
    price: Money,
    observed_at: Timestamp,
) -> Result<LandedCost, MoneyError> {
    let shown = book.at_the_door(marketplace, price)?;
    let terms = book.terms.get(marketplace);
    let told = terms.is_some_and(|terms| !terms.options.is_empty());
    let off = coupon_off(book, shown)?;
    let due = customs::due(book, terms, &shown, 1)?;
    let mut parts = charged(&shown, Some(observed_at), told, terms.is_some());
    parts.extend((price.currency != book.currency).then(|| exchange(book)));
    parts.extend(off.map(coupon));
    parts.extend(border(book, &[due])?);
    LandedCost::of(parts, book)
}

/// What a whole cart comes to: what is paid here, and what is expected at the border.
///
/// # Errors
/// When an amount is too large.
pub fn of_quote(book: &PriceBook, quote: &Quote) -> Result<LandedCost, MoneyError> {
    let terms_of = |part: &PartQuote| book.terms.get(&part.marketplace);
    let mut parts = charged(&quote.total, None, true, true);
    // What some marketplaces told counts, also where others did not.
    parts.extend(quote.parts.iter().any(|part| part.options.is_empty()).then(|| unknown(Kind::Delivery)));
    parts.extend(quote.parts.iter().any(|part| terms_of(part).is_none()).then(|| unknown(Kind::Tax)));
    parts.extend(quote.parts.iter().any(|part| part.rate.from != book.currency).then(|| exchange(book)));
    parts.extend(quote.coupon.as_ref().filter(|coupon| !coupon.off.is_zero()).map(|found| coupon(found.off)));
    let mut dues = Vec::with_capacity(quote.parts.len());
    for part in &quote.parts {
        let lines = u32::try_from(part.lines.len()).unwrap_or(u32::MAX);
        // What the goods are worth to customs is what they cost before a coupon of ours.
        dues.push(customs::due(book, terms_of(part), &part.shown, lines)?);
    }
    parts.extend(border(book, &dues)?);
    LandedCost::of(parts, book)
}

fn charged(shown: &Amounts, observed_at: Option<Timestamp>, delivery_told: bool, tax_told: bool) -> Vec<Part> {
    let by_terms = |kind, amount, told| match told {
        true => Part {
            kind,
            amount: Some(amount),
            source: Source::Terms,
            known_at: None,
            confidence: Confidence::Published,
        },
        false => unknown(kind),
    };
    vec![
        Part {
            kind: Kind::Item,
            amount: Some(shown.goods),
            source: Source::Listing,
            known_at: observed_at,
            confidence: Confidence::Told,
        },
        by_terms(Kind::Delivery, shown.delivery, delivery_told),
        by_terms(Kind::Tax, shown.tax_added, tax_told),
    ]
}

fn unknown(kind: Kind) -> Part {
    Part { kind, amount: None, source: Source::Nobody, known_at: None, confidence: Confidence::Unknown }
}

/// Changing money costs nothing on top: amounts are converted at the rate of the day, and that is what is paid.
fn exchange(book: &PriceBook) -> Part {
    Part {
        kind: Kind::Exchange,
        amount: Some(Money::zero(book.currency)),
        source: Source::Rates,
        known_at: Some(begin(book.rates.dated)),
        confidence: Confidence::Published,
    }
}

fn coupon(off: Money) -> Part {
    Part {
        kind: Kind::Coupon,
        amount: Some(off.negated()),
        source: Source::Coupon,
        known_at: None,
        confidence: Confidence::Told,
    }
}

/// What the book's coupon takes off amounts; nothing where there is none or it takes nothing off.
pub(crate) fn coupon_off(book: &PriceBook, shown: Amounts) -> Result<Option<Money>, MoneyError> {
    let Some(coupon) = &book.coupon else { return Ok(None) };
    let least = coupon.smallest_cart.map(|least| book.rates.convert(least, book.currency)).transpose()?;
    if least.is_some_and(|least| shown.goods.minor < least.minor) {
        return Ok(None);
    }
    Ok(Some(coupon.off(shown, &book.rates)?).filter(|off| !off.is_zero()))
}

/// What is due at the border for some parcels, as parts; none where the place of delivery does not matter. What is known of
/// some parcels counts, also where it is not known of others.
fn border(book: &PriceBook, dues: &[Due]) -> Result<Vec<Part>, MoneyError> {
    if book.country.is_none() || dues.is_empty() {
        return Ok(Vec::new());
    }
    let mut parts = of_kind(book, dues, Kind::Duty, |duty, _| duty)?;
    parts.extend(of_kind(book, dues, Kind::ImportTax, |_, tax| tax)?);
    Ok(parts)
}

fn of_kind(
    book: &PriceBook,
    dues: &[Due],
    kind: Kind,
    amount: fn(Option<Money>, Option<Money>) -> Option<Money>,
) -> Result<Vec<Part>, MoneyError> {
    let on_arrival: Vec<Option<Money>> = dues
        .iter()
        .filter_map(|due| match due {
            Due::OnArrival(duty, tax) => Some(amount(*duty, *tax)),
            Due::AtHome | Due::PaidBySender => None,
        })
        .collect();
    let known_at = Some(begin(customs::GONE_THROUGH));
    let nothing = Some(Money::zero(book.currency));
    if on_arrival.is_empty() {
        let paid = dues.contains(&Due::PaidBySender);
        let (source, known_at) = if paid { (Source::Terms, None) } else { (Source::Customs, known_at) };
        return Ok(vec![Part { kind, amount: nothing, source, known_at, confidence: Confidence::Published }]);
    }
    let mut parts = Vec::new();
    if on_arrival.iter().any(Option::is_some) {
        let known = Money::sum(book.currency, on_arrival.iter().copied().flatten())?;
        let (source, confidence) = (Source::Customs, Confidence::Estimated);
        parts.push(Part { kind, amount: Some(known), source, known_at, confidence });
    }
    if on_arrival.iter().any(Option::is_none) {
        parts.push(unknown(kind));
    }
    Ok(parts)
}

fn begin(day: Date) -> Timestamp {
    Timestamp(day.days() * Timestamp::DAY)
}
