//! Papers of an order: invoices and credit notes of what we sell, and receipts of what we charged for others.
//!
//! A paper is made once and never changes. Its lines add up to its totals to the last unit, whatever was rounded.

mod lines;
mod making;
mod number;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::{
    making::{Seller, next},
    number::{InvalidPaperNumber, PaperNumber},
};
use crate::{
    cart::Quantity,
    checkout::Details,
    ids::{MarketplaceId, OrderNumber, RefundId},
    money::{Money, MoneyError, Rate},
    saga::RefundReason,
    time::Timestamp,
};

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// What we sold.
    Invoice,
    /// What we give back of an invoice.
    CreditNote,
    /// What we charged for a marketplace that sells and invoices itself.
    Receipt,
    /// What we give back of a receipt.
    RefundReceipt,
}

impl PaperKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Invoice, Self::CreditNote, Self::Receipt, Self::RefundReceipt];

    /// Its word in tables and texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Receipt => "receipt",
            Self::RefundReceipt => "refund_receipt",
        }
    }

    /// What its numbers begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Invoice => "INV",
            Self::CreditNote => "CRN",
            Self::Receipt => "RCP",
            Self::RefundReceipt => "RFD",
        }
    }

    /// Whether a law has it kept as it is, with the buyer's name.
    pub fn is_kept_by_law(self) -> bool {
        matches!(self, Self::Invoice | Self::CreditNote)
    }

    /// Whether it gives something back.
    pub fn gives_back(self) -> bool {
        matches!(self, Self::CreditNote | Self::RefundReceipt)
    }

    /// What gives back what this kind charged.
    fn reverse(self) -> Self {
        match self {
            Self::Invoice | Self::CreditNote => Self::CreditNote,
            Self::Receipt | Self::RefundReceipt => Self::RefundReceipt,
        }
    }
}

/// Whose paper it is: the operator's company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    /// Its name.
    pub name: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its number for taxes; empty where it has none.
    pub tax_number: String,
}

impl Issuer {
    /// What tells the series of its papers from those of another.
    pub fn series(&self) -> &str {
        if self.tax_number.is_empty() { &self.name } else { &self.tax_number }
    }
}

/// Whom a paper is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// The name.
    pub name: String,
    /// The address, line by line, without the country.
    pub address: Vec<String>,
    /// The country, as two letters (ISO 3166-1).
    pub country: String,
}

impl From<&Details> for Buyer {
    fn from(details: &Details) -> Self {
        let town = format!("{} {}", details.postcode, details.city);
        let lines = [details.street.as_str(), details.extra.as_str(), town.trim()];
        let address = lines.into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Self { name: details.name.clone(), address, country: details.country.clone() }
    }
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// Goods.
    Goods {
        /// Their title when they were bought.
        title: String,
        /// What told the variant from its siblings; may be empty.
        variant: String,
        /// What one cost, in the seller's currency.
        unit: Money,
    },
    /// The delivery.
    Delivery {
        /// What it is called.
        title: String,
    },
    /// Tax that a marketplace adds to its prices.
    TaxAdded,
    /// Something given back.
    GivenBack {
        /// Why.
        reason: RefundReason,
    },
}

/// A line of a paper. `net + tax = gross`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLine {
    /// What it is about.
    pub about: About,
    /// How many.
    pub quantity: Quantity,
    /// What a coupon took off; already out of the other amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
    /// Without tax.
    pub net: Money,
    /// The tax in basis points; nothing where taxes are another's to state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_points: Option<u32>,
    /// The tax.
    pub tax: Money,
    /// With tax.
    pub gross: Money,
}

/// What the lines of one rate come to. `net + tax = gross`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxSum {
    /// The rate in basis points.
    pub points: u32,
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax.
    pub gross: Money,
}

/// The tax in the seller's currency, where the buyer paid in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxAtHome {
    /// The tax.
    pub tax: Money,
    /// The rate that the order fixed.
    pub rate: Rate,
}

/// What stands on a paper beside its number and day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it is.
    pub kind: PaperKind,
    /// The order.
    pub order: OrderNumber,
    /// When it was made.
    pub ordered_at: Timestamp,
    /// The part of the order.
    pub part: u32,
    /// The marketplace of the part.
    pub marketplace: MarketplaceId,
    /// Its name.
    pub seller: String,
    /// Who issues the paper.
    pub issuer: Issuer,
    /// Whom it is for, where the paper is kept by law; otherwise the order knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer: Option<Buyer>,
    /// The lines.
    pub lines: Vec<PaperLine>,
    /// The sums by rate; none where taxes are another's to state.
    pub taxes: Vec<TaxSum>,
    /// All without tax.
    pub net: Money,
    /// All taxes.
    pub tax: Money,
    /// What was charged or is given back.
    pub total: Money,
    /// How it was paid, such as `card`.
    pub method: String,
    /// The tax in the seller's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_home: Option<TaxAtHome>,
    /// The paper that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<PaperNumber>,
    /// The refund it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<RefundId>,
}

/// A paper as it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its number.
    pub number: PaperNumber,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// What stands on it.
    pub content: Content,
}

impl Content {
    /// Whether lines, sums by rate and totals agree to the last unit.
    pub fn adds_up(&self) -> bool {
        let currency = self.total.currency;
        let is = |amounts: &mut dyn Iterator<Item = Money>, sum: Money| Money::sum(currency, amounts) == Ok(sum);
        let whole = |net: Money, tax: Money, gross: Money| net.plus(tax) == Ok(gross);
        let of_rates = self.taxes.is_empty()
            || is(&mut self.taxes.iter().map(|sum| sum.net), self.net)
                && is(&mut self.taxes.iter().map(|sum| sum.tax), self.tax)
                && is(&mut self.taxes.iter().map(|sum| sum.gross), self.total);
        is(&mut self.lines.iter().map(|line| line.net), self.net)
            && is(&mut self.lines.iter().map(|line| line.tax), self.tax)
            && is(&mut self.lines.iter().map(|line| line.gross), self.total)
            && self.lines.iter().all(|line| whole(line.net, line.tax, line.gross))
            && self.taxes.iter().all(|sum| whole(sum.net, sum.tax, sum.gross))
            && of_rates
    }

    /// The same with these lines and what they come to.
    ///
    /// # Errors
    /// When the lines are of different currencies or too large.
    fn of_lines(self, lines: Vec<PaperLine>) -> Result<Self, MoneyError> {
        let currency = self.total.currency;
        let sum = |amount: fn(&PaperLine) -> Money| Money::sum(currency, lines.iter().map(amount));
        let (net, tax, total) = (sum(|line| line.net)?, sum(|line| line.tax)?, sum(|line| line.gross)?);
        Ok(Self { taxes: lines::by_rate(currency, &lines)?, net, tax, total, lines, ..self })
    }
}
