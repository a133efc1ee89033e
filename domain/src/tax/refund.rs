//! What goes back with a piece or an amount of a line: its share of the net and of every tax, so that all refunds
//! together are what was paid, whatever the portions and their order.

use serde::{Deserialize, Serialize};

use super::assessment::{LineTax, Party};
use crate::{
    money::{Money, MoneyError},
    shares::pieces,
};

/// Which portion of a line goes back. Portions that follow one another add up to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// Pieces counted from nought, `to` left out; odd units fall on the later pieces.
    Pieces {
        /// The first piece.
        from: u32,
        /// The piece after the last.
        to: u32,
    },
    /// An amount with its taxes, after so much of the line was given back before.
    Amount {
        /// What was given back before.
        before: Money,
        /// What is given back now; no more than is left.
        now: Money,
    },
}

/// What is given back of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Without tax.
    pub net: Money,
    /// Every tax of the line in its order, with what is reversed of its base and of itself.
    pub taxes: Vec<Reversed>,
    /// With all taxes.
    pub gross: Money,
}

/// What is reversed of one tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// Who owed it and need not any more.
    pub owes: Party,
    /// The share of what was taxed.
    pub base: Money,
    /// The share of the tax.
    pub amount: Money,
}

/// What goes back with a portion of a line.
///
/// # Errors
/// When an amount is of another currency.
pub fn refund(line: &LineTax, portion: Portion) -> Result<Refund, MoneyError> {
    let share = |amount: Money| -> Result<Money, MoneyError> {
        match portion {
            Portion::Pieces { from, to } => Ok(pieces(amount, from, to, line.quantity.into())),
            Portion::Amount { before, now } => {
                let until = before.plus(now)?;
                line.gross.minus(until)?;
                Ok(Money::new(up_to(amount, until, line.gross) - up_to(amount, before, line.gross), amount.currency))
            }
        }
    };
    let mut taxes = Vec::with_capacity(line.taxes.len());
    for tax in &line.taxes {
        taxes.push(Reversed { owes: tax.owes, base: share(tax.base)?, amount: share(tax.amount)? });
    }
    let gross = share(line.gross)?;
    let tax = Money::sum(gross.currency, taxes.iter().map(|tax| tax.amount))?;
    Ok(Refund { net: gross.minus(tax)?, taxes, gross })
}

/// What the first so much of a line carries of an amount, in minor units.
fn up_to(amount: Money, part: Money, whole: Money) -> i64 {
    let part = part.minor.clamp(0, whole.minor.max(0));
    let share = (i128::from(amount.minor) * i128::from(part)).checked_div(i128::from(whole.minor)).unwrap_or(0);
    i64::try_from(share).expect("a share is no larger than the amount")
}
