//! The ledger: double entry in minor units, per currency. Entries are added, never changed.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MarketplaceId, OrderNumber, WalletId},
    money::{Currency, Money},
    time::Timestamp,
};

/// Where money is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Account {
    /// What the payment gateway holds for us.
    Gateway,
    /// What shoppers owe for confirmed parts; back at zero once it is captured.
    Shoppers,
    /// The difference between currencies, ours to gain or lose.
    Exchange,
    /// What we paid for and nobody paid us.
    Losses,
    /// What was given back to shoppers and no marketplace has borne.
    Refunds,
    /// What coupons took off, which we pay the marketplaces in the shoppers' place.
    Promotions,
    /// What payment gateways cost us.
    Fees,
    /// What a gateway kept for itself of what it holds for us: the other side of its fees.
    Withheld,
    /// What we owe a marketplace.
    Payable(MarketplaceId),
    /// What we owe the holder of a wallet, free to be spent.
    Wallet(WalletId),
    /// What a wallet holds for orders that are not settled; each hold is taken or set free once.
    Held(WalletId),
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gateway => formatter.write_str("gateway"),
            Self::Shoppers => formatter.write_str("shoppers"),
            Self::Exchange => formatter.write_str("exchange"),
            Self::Losses => formatter.write_str("losses"),
            Self::Refunds => formatter.write_str("refunds"),
            Self::Promotions => formatter.write_str("promotions"),
            Self::Fees => formatter.write_str("fees"),
            Self::Withheld => formatter.write_str("withheld"),
            Self::Wallet(wallet) => write!(formatter, "wallet:{wallet}"),
            Self::Held(wallet) => write!(formatter, "held:{wallet}"),
            Self::Payable(marketplace) => write!(formatter, "payable:{marketplace}"),
        }
    }
}

impl FromStr for Account {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "gateway" => Ok(Self::Gateway),
            "shoppers" => Ok(Self::Shoppers),
            "exchange" => Ok(Self::Exchange),
            "losses" => Ok(Self::Losses),
            "refunds" => Ok(Self::Refunds),
            "promotions" => Ok(Self::Promotions),
            "fees" => Ok(Self::Fees),
            "withheld" => Ok(Self::Withheld),
            _ => Self::of_somebody(text).ok_or("unknown account"),
        }
    }
}

impl Account {
    fn of_somebody(text: &str) -> Option<Self> {
        let (kind, whose) = text.split_once(':')?;
        match kind {
            "payable" => whose.parse().ok().map(Self::Payable),
            "wallet" => whose.parse().ok().map(Self::Wallet),
            "held" => whose.parse().ok().map(Self::Held),
            _ => None,
        }
    }
}

impl TryFrom<String> for Account {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Account> for String {
    fn from(account: Account) -> String {
        account.to_string()
    }
}

/// An amount on one account: above zero is a debit, below zero a credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The account.
    pub account: Account,
    /// The amount with its side.
    pub amount: Money,
}

/// Entries that belong together and balance in every currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// What happened, in a word.
    pub reason: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

impl Transaction {
    /// Moves an amount from one account (credit) to another (debit).
    pub fn transfer(reason: &str, debit: Account, credit: Account, amount: Money) -> Self {
        let entries = vec![Entry { account: debit, amount }, Entry { account: credit, amount: amount.negated() }];
        Self { reason: reason.to_owned(), entries }
    }

    /// The same entries the other way round.
    pub fn reversed(&self, reason: &str) -> Self {
        let turn = |entry: &Entry| Entry { account: entry.account.clone(), amount: entry.amount.negated() };
        Self { reason: reason.to_owned(), entries: self.entries.iter().map(turn).collect() }
    }

    /// The same amounts with one account in place of another.
    #[must_use]
    pub fn moved(mut self, from: &Account, to: &Account) -> Self {
        for entry in self.entries.iter_mut().filter(|entry| entry.account == *from) {
            entry.account = to.clone();
        }
        self
    }

    /// Whether debits and credits are equal in every currency.
    pub fn balances(&self) -> bool {
        let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
        for entry in &self.entries {
            // Not even a lifetime of entries comes near the end of 128 bits.
            let sum = sums.entry(entry.amount.currency).or_default();
            *sum = sum.saturating_add(i128::from(entry.amount.minor));
        }
        sums.values().all(|sum| *sum == 0)
    }
}

/// What one currency's accounts add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalance {
    /// The currency.
    pub currency: Currency,
    /// What accounts with more debit than credit add up to.
    pub debit: Money,
    /// What accounts with more credit than debit add up to; the same, or the books are wrong.
    pub credit: Money,
}

/// One entry of an account with what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The transaction's id.
    pub transaction: String,
    /// The order it is about, where it is about one.
    pub order: Option<OrderNumber>,
    /// What happened.
    pub reason: String,
    /// The amount: above zero is a debit, below zero a credit.
    pub amount: Money,
    /// When it was written.
    pub at: Timestamp,
}
