//! Amounts as decimal texts.

use crate::gateway::currency::Currency;

/// An amount of minor units with so many decimals.
pub(crate) fn decimal(minor: i64, decimals: usize) -> String {
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let sign = if minor < 0 { "-" } else { "" };
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// An amount in its currency's own decimals.
pub(crate) fn plain(minor: i64, currency: &Currency) -> String {
    decimal(minor, currency.decimals())
}

/// Reads an amount with at most so many decimals.
pub(crate) fn read(text: &str, decimals: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !whole.is_empty() && whole.len() <= 12 && fraction.len() <= decimals;
    if !fits || !digits(whole) || !digits(fraction) || (fraction.is_empty() && text.contains('.')) {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
}
