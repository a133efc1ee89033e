//! A shopper's wallet: money paid in beforehand, free or held for orders, per currency.

use serde::{Deserialize, Serialize};

use crate::{
    ids::OrderNumber,
    money::{Currency, Money},
    time::Timestamp,
};

/// The least and the most that one top-up may be, in whole units of any currency.
const TOP_UP_UNITS: (i64, i64) = (1, 100_000);

/// The least and the most that one top-up may be.
pub fn top_up_bounds(currency: Currency) -> (Money, Money) {
    let unit = 10_i64.saturating_pow(currency.exponent());
    let so_many = |units: i64| Money::new(units.saturating_mul(unit), currency);
    (so_many(TOP_UP_UNITS.0), so_many(TOP_UP_UNITS.1))
}

/// What one wallet has in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Free to be spent.
    pub available: Money,
    /// Held for orders that are not settled.
    pub held: Money,
}

/// A wallet as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletView {
    /// Free to be spent, in the currency of the visit.
    pub available: Money,
    /// Held for orders that are not settled, in the currency of the visit.
    pub held: Money,
    /// What it has in further currencies.
    pub others: Vec<Balance>,
    /// Whether a top-up is still at the gateway's page.
    pub waiting: bool,
}

/// Why a wallet's free money became more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalletEntryKind {
    /// Its holder paid in.
    TopUp,
    /// It is held for an order.
    Held,
    /// What an order did not cost was set free.
    Released,
    /// Something of an order was given back.
    Refunded,
}

impl WalletEntryKind {
    /// Its word in texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::TopUp => "top_up",
            Self::Held => "held",
            Self::Released => "released",
            Self::Refunded => "refunded",
        }
    }

    /// The kind of a ledger transaction's reason.
    pub fn of_reason(reason: &str) -> Option<Self> {
        match reason {
            "topped up" => Some(Self::TopUp),
            "held" => Some(Self::Held),
            "released" => Some(Self::Released),
            "refunded" => Some(Self::Refunded),
            _ => None,
        }
    }
}

/// One change of a wallet's free money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletEntry {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub kind: WalletEntryKind,
    /// How much; above zero is more.
    pub amount: Money,
    /// The order it is about, where it is about one.
    pub order: Option<OrderNumber>,
}

/// A page of a wallet's changes, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletHistory {
    /// The changes.
    pub entries: Vec<WalletEntry>,
    /// Whether older ones follow on the next page.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_whole_units_of_the_currency() {
        assert_eq!(top_up_bounds(Currency::Jpy).0, Money::new(1, Currency::Jpy));
        assert_eq!(top_up_bounds(Currency::Eur).1, Money::new(10_000_000, Currency::Eur));
        assert_eq!(top_up_bounds(Currency::Tnd).0.decimal(), "1.000");
    }
}
