//! The ledger: double entry in minor units, per currency. Entries are added, never changed.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    ids::MarketplaceId,
    money::{Currency, Money},
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
    /// What we owe a marketplace.
    Payable(MarketplaceId),
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gateway => formatter.write_str("gateway"),
            Self::Shoppers => formatter.write_str("shoppers"),
            Self::Exchange => formatter.write_str("exchange"),
            Self::Losses => formatter.write_str("losses"),
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
            _ => {
                let marketplace = text.strip_prefix("payable:").ok_or("unknown account")?;
                Ok(Self::Payable(marketplace.parse().map_err(|_| "unknown account")?))
            }
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
        let entries = vec![
            Entry { account: debit, amount },
            Entry { account: credit, amount: Money::new(-amount.minor, amount.currency) },
        ];
        Self { reason: reason.to_owned(), entries }
    }

    /// The same entries the other way round.
    pub fn reversed(&self, reason: &str) -> Self {
        let turn = |entry: &Entry| Entry {
            account: entry.account.clone(),
            amount: Money::new(-entry.amount.minor, entry.amount.currency),
        };
        Self { reason: reason.to_owned(), entries: self.entries.iter().map(turn).collect() }
    }

    /// Whether debits and credits are equal in every currency.
    pub fn balances(&self) -> bool {
        let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
        for entry in &self.entries {
            *sums.entry(entry.amount.currency).or_default() += i128::from(entry.amount.minor);
        }
        sums.values().all(|sum| *sum == 0)
    }
}
