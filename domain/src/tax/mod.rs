//! Taxes: from rules that are data, for a cart whose parts are sold by different sellers, with every amount explained.
//!
//! [`assess`] answers in four steps, each a file: where the sale is taxed and who owes the tax (`supply`), which rules
//! hold (`choice`), what they come to (`reckon`), and how lines, delivery and what prices contain hang together
//! (`part`). What is given back stands in [`refund`], what goes into the returns in [`report`].
//!
//! What no rule says is [`assessment::Outcome::NotKnown`] and never taken for nothing. Taxes of services, of
//! second-hand goods and on excise goods are not dealt with.

pub mod assessment;
mod choice;
mod item;
pub mod measure;
mod part;
pub mod place;
pub mod question;
mod reckon;
pub mod refund;
pub mod report;
pub mod rules;
mod supply;
pub mod vat_number;
pub mod verify;

#[cfg(test)]
mod tests;

use self::{assessment::Assessment, question::Question, rules::TaxRules};
use crate::money::MoneyError;

/// Why taxes cannot be worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaxError {
    /// An amount of another currency, or a sum that is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A line or delivery costs less than nothing.
    #[error("a price is below zero")]
    BelowZero,
}

/// The taxes of a cart: what is owed on every line and on delivery, by whom, to whom, and why.
///
/// # Errors
/// When an amount is below zero, of another currency than the question, or too large.
pub fn assess(rules: &TaxRules, question: &Question) -> Result<Assessment, TaxError> {
    let parts: Vec<_> =
        question.parts.iter().map(|part| part::assess(rules, question, part)).collect::<Result<_, _>>()?;
    let totals = item::totals(question, parts.iter().flat_map(assessment::PartTax::all_lines))?;
    Ok(Assessment { day: question.day, currency: question.currency, parts, totals })
}
