//! What falls due at a border: who is in one customs area, which tax a country takes on what comes in, and what duty.
//!
//! The table holds what a country's customs publish and what we are sure enough of to show as an estimate. What it does not
//! hold is not known, and is never taken for nothing.

use crate::{
    marketplace::DeliveryTerms,
    money::{Currency, Money, MoneyError, RateTable},
    pricing::{Amounts, PriceBook},
    time::Date,
};

/// The day on which the table was last gone through.
pub const GONE_THROUGH: Date = Date { year: 2026, month: 11, day: 1 };

/// The word in `duties_paid_to` that stands for all countries of the European Union.
pub const UNION: &str = "EU";

/// The countries of the customs area of the European Union that we deliver to.
const EUROPEAN_UNION: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Duty on goods as an estimate: a flat amount for each line up to a value, a share above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Goods up to this value pay the flat amount; all goods pay the share where there is no such value.
    pub up_to: Option<(i64, Currency)>,
    /// The flat amount for each line, in the same currency.
    pub each: i64,
    /// The share of goods and delivery in basis points; not known where there is none.
    pub above: Option<u32>,
}

/// What a country takes on what comes in from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// The country.
    pub country: &'static str,
    /// The tax on goods, delivery and duty in basis points; not known where there is none.
    pub tax: Option<u32>,
    /// Goods up to this value pay no tax.
    pub tax_free: Option<(i64, Currency)>,
    /// The duty.
    pub duty: Duty,
}

const fn duty(up_to: Option<(i64, Currency)>, each: i64, above: Option<u32>) -> Duty {
    Duty { up_to, each, above }
}

const fn border(country: &'static str, tax: Option<u32>, duty: Duty) -> Border {
    Border { country, tax, tax_free: None, duty }
}

/// Three euros for each line up to 150 euros, above that the average of the common tariff on goods that are no food.
const COMMON: Duty = duty(Some((15_000, Currency::Eur)), 300, Some(410));
const UNKNOWN: Duty = duty(None, 0, None);
const FREE: Duty = duty(None, 0, Some(0));

/// Every country whose border we can say something about.
pub const BORDERS: &[Border] = &[
    border("AE", Some(500), duty(Some((30_000, Currency::Aed)), 0, Some(500))),
    border("AT", Some(2000), COMMON),
    border("AU", Some(1000), duty(Some((100_000, Currency::Aud)), 0, Some(500))),
    border("BE", Some(2100), COMMON),
    border("BG", Some(2000), COMMON),
    border("BH", Some(1000), duty(None, 0, Some(500))),
    border("CA", Some(500), UNKNOWN),
    border("CH", Some(810), FREE),
    border("CY", Some(1900), COMMON),
    border("CZ", Some(2100), COMMON),
    border("DE", Some(1900), COMMON),
    border("DK", Some(2500), COMMON),
    border("EE", Some(2400), COMMON),
    border("EG", Some(1400), UNKNOWN),
    border("ES", Some(2100), COMMON),
    border("FI", Some(2550), COMMON),
    border("FR", Some(2000), COMMON),
    border("GB", Some(2000), duty(Some((13_500, Currency::Gbp)), 0, Some(290))),
    border("GR", Some(2400), COMMON),
    border("HR", Some(2500), COMMON),
    border("HU", Some(2700), COMMON),
    border("IE", Some(2300), COMMON),
    border("IT", Some(2200), COMMON),
    Border {
        tax_free: Some((10_000, Currency::Jpy)),
        ..border("JP", Some(1000), duty(Some((10_000, Currency::Jpy)), 0, None))
    },
    border("KE", Some(1600), UNKNOWN),
    Border {
        tax_free: Some((15_000, Currency::Usd)),
        ..border("KR", Some(1000), duty(Some((15_000, Currency::Usd)), 0, None))
    },
    border("KW", Some(0), duty(None, 0, Some(500))),
    border("LT", Some(2100), COMMON),
    border("LU", Some(1700), COMMON),
    border("LV", Some(2100), COMMON),
    border("MA", Some(2000), UNKNOWN),
    border("MT", Some(1800), COMMON),
    border("NG", Some(750), UNKNOWN),
    border("NL", Some(2100), COMMON),
    border("NO", Some(2500), FREE),
    border("PL", Some(2300), COMMON),
    border("PT", Some(2300), COMMON),
    border("RO", Some(2100), COMMON),
    border("SA", Some(1500), duty(Some((100_000, Currency::Sar)), 0, Some(500))),
    border("SE", Some(2500), COMMON),
    border("SI", Some(2200), COMMON),
    border("SK", Some(2300), COMMON),
    border("TN", Some(1900), UNKNOWN),
    border("US", Some(0), UNKNOWN),
];

/// What is due at the border for one parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Nothing: the goods cross no border.
    AtHome,
    /// Nothing more: whoever sends pays it, and what they charge holds it.
    PaidBySender,
    /// Duty and tax; each `None` where it is not known.
    OnArrival(Option<Money>, Option<Money>),
}

impl Due {
    /// What is known to be due, both together.
    pub(crate) fn known(self) -> i64 {
        match self {
            Self::OnArrival(duty, tax) => duty.into_iter().chain(tax).map(|money| money.minor).sum(),
            Self::AtHome | Self::PaidBySender => 0,
        }
    }
}

/// Whether goods that go from one country to another pass customs.
pub fn is_border_between(from: &str, to: &str) -> bool {
    area(from) != area(to)
}

fn area(country: &str) -> &str {
    if EUROPEAN_UNION.contains(&country) { UNION } else { country }
}

/// Whether goods from here need not pass a border on their way, or its costs are paid by whoever sends.
fn settled(terms: &DeliveryTerms, country: &str) -> Option<Due> {
    let sending = terms.sends.as_ref()?;
    if area(&sending.from) == area(country) {
        return Some(Due::AtHome);
    }
    let paid = |place: &String| place == country || place == area(country);
    sending.duties_paid_to.iter().any(paid).then_some(Due::PaidBySender)
}

/// What is due for a parcel with so many lines that comes to these amounts, in the currency of the book.
///
/// # Errors
/// When an amount is too large.
pub(crate) fn due(
    book: &PriceBook,
    terms: Option<&DeliveryTerms>,
    shown: &Amounts,
    lines: u32,
) -> Result<Due, MoneyError> {
    let Some(country) = book.country.as_deref() else { return Ok(Due::AtHome) };
    let Some(terms) = terms else { return Ok(Due::OnArrival(None, None)) };
    if let Some(settled) = settled(terms, country) {
        return Ok(settled);
    }
    if terms.sends.is_none() {
        return Ok(Due::OnArrival(None, None));
    }
    let (duty, tax) = on_arrival(&book.rates, book.currency, country, (shown.goods, shown.delivery), lines)?;
    Ok(Due::OnArrival(duty, tax))
}

/// Duty and tax in a currency on goods and delivery with so many lines that come into a country; each nothing where it is not known.
///
/// # Errors
/// When an amount is of another currency or too large.
pub(crate) fn on_arrival(
    rates: &RateTable,
    currency: Currency,
    country: &str,
    (goods, delivery): (Money, Money),
    lines: u32,
) -> Result<(Option<Money>, Option<Money>), MoneyError> {
    let Some(border) = BORDERS.iter().find(|border| border.country == country) else { return Ok((None, None)) };
    let value = goods.plus(delivery)?;
    let duty = duty_of(rates, currency, border.duty, (goods, value), lines)?;
    let taxed = value.plus(duty.unwrap_or(Money::zero(currency)))?;
    let tax = match (border.tax, border.tax_free.map(|limit| within(rates, currency, limit, goods))) {
        (_, Some(None)) | (None, _) => None,
        (_, Some(Some(true))) => Some(Money::zero(currency)),
        (Some(points), _) => Some(taxed.basis_points(points)?),
    };
    Ok((duty, tax))
}

/// Whether what is due here is known whatever the goods come to.
pub(crate) fn is_known(book: &PriceBook, terms: Option<&DeliveryTerms>) -> bool {
    let Some(country) = book.country.as_deref() else { return true };
    let Some(terms) = terms else { return false };
    if settled(terms, country).is_some() {
        return true;
    }
    let has_rate = |limit: Option<(i64, Currency)>| {
        limit.is_none_or(|(_, currency)| book.rates.rate(currency, book.currency).is_ok())
    };
    let known = |border: &Border| {
        border.country == country
            && border.tax.is_some()
            && border.duty.above.is_some()
            && has_rate(border.duty.up_to)
            && has_rate(border.tax_free)
    };
    terms.sends.is_some() && BORDERS.iter().any(known)
}

/// Whether goods come to no more than a limit; `None` without a rate for it.
fn within(rates: &RateTable, currency: Currency, (limit, of): (i64, Currency), goods: Money) -> Option<bool> {
    let limit = rates.convert(Money::new(limit, of), currency).ok()?;
    Some(goods.minor <= limit.minor)
}

fn duty_of(
    rates: &RateTable,
    currency: Currency,
    duty: Duty,
    (goods, value): (Money, Money),
    lines: u32,
) -> Result<Option<Money>, MoneyError> {
    let share = |points: Option<u32>| points.map(|points| value.basis_points(points)).transpose();
    let Some(limit) = duty.up_to else { return share(duty.above) };
    match within(rates, currency, limit, goods) {
        None => Ok(None),
        Some(false) => share(duty.above),
        Some(true) => {
            let flat = Money::new(duty.each.saturating_mul(lines.into()), limit.1);
            Ok(Some(rates.convert(flat, currency)?))
        }
    }
}
