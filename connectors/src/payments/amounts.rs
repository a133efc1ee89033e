//! Amounts as decimal texts, the way each gateway wants them.

use domain::money::{Currency, Money};

use super::GatewayError;

/// An amount with so many decimals, however many the currency has: `12.34`, `1234`, `12.340`.
///
/// # Errors
/// [`GatewayError::Malformed`] when the amount is negative, or has minor units that so many decimals cannot say.
pub(super) fn written(minor: i64, exponent: u32, decimals: u32) -> Result<String, GatewayError> {
    let wrong = || GatewayError::Malformed("the gateway cannot say this amount".to_owned());
    let minor = u64::try_from(minor).map_err(|_| wrong())?;
    let minor = match decimals.checked_sub(exponent) {
        Some(more) => minor.checked_mul(10_u64.checked_pow(more).ok_or_else(wrong)?).ok_or_else(wrong)?,
        None => {
            let unit = 10_u64.checked_pow(exponent - decimals).ok_or_else(wrong)?;
            if !minor.is_multiple_of(unit) {
                return Err(wrong());
            }
            minor / unit
        }
    };
    if decimals == 0 {
        return Ok(minor.to_string());
    }
    let places = decimals as usize;
    let digits = format!("{minor:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    Ok(format!("{whole}.{fraction}"))
}

/// How many decimals PayPal takes. It refuses them in forints, yen and new Taiwan dollars, though ISO 4217 gives the
/// forint and the dollar two, and takes at most two in all others.
pub(super) fn decimals_of_paypal(code: &str, exponent: u32) -> u32 {
    if matches!(code, "HUF" | "JPY" | "TWD") { 0 } else { exponent.min(2) }
}

/// An amount in its currency's own decimals.
///
/// # Errors
/// [`GatewayError::Malformed`] when the amount is negative.
pub(super) fn plain(amount: Money) -> Result<String, GatewayError> {
    written(amount.minor, amount.currency.exponent(), amount.currency.exponent())
}

/// Reads an amount that a gateway tells.
///
/// # Errors
/// [`GatewayError::Unknown`] when it is none, or the currency is not known.
pub(super) fn read(value: &str, code: &str) -> Result<Money, GatewayError> {
    let currency: Currency = code.parse().map_err(GatewayError::unknown)?;
    Money::from_decimal(value, currency).map_err(GatewayError::unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paypal(minor: i64, code: &str, exponent: u32) -> Option<String> {
        written(minor, exponent, decimals_of_paypal(code, exponent)).ok()
    }

    #[test]
    fn amounts_have_the_decimals_that_the_gateway_takes() {
        assert_eq!(paypal(1234, "EUR", 2).as_deref(), Some("12.34"));
        assert_eq!(paypal(5, "EUR", 2).as_deref(), Some("0.05"));
        assert_eq!(paypal(1234, "JPY", 0).as_deref(), Some("1234"));
        assert_eq!(paypal(123_400, "HUF", 2).as_deref(), Some("1234"));
        assert_eq!(paypal(123_450, "HUF", 2), None, "no half forint");
        assert_eq!(paypal(100, "TWD", 2).as_deref(), Some("1"));
        assert_eq!(paypal(12_345, "KWD", 3), None, "no third decimal");
        assert_eq!(paypal(-1, "EUR", 2), None);
        assert_eq!(plain(Money::new(12_345, Currency::Kwd)).unwrap(), "12.345");
        assert_eq!(plain(Money::new(12_345, Currency::Jpy)).unwrap(), "12345");
    }

    #[test]
    fn what_is_told_is_read_to_the_minor_unit() {
        assert_eq!(read("12.3", "EUR"), Ok(Money::new(1230, Currency::Eur)));
        assert_eq!(read("1234", "jpy"), Ok(Money::new(1234, Currency::Jpy)));
        for (value, code) in [("12.345", "EUR"), ("twelve", "EUR"), ("1.00", "XYZ")] {
            assert!(matches!(read(value, code), Err(GatewayError::Unknown(_))), "{value} {code}");
        }
    }
}
