//! The answer: what is owed, by whom, to whom, and why. Every amount carries the steps by which it came about.

use serde::{Deserialize, Serialize};

use super::{
    measure::{Rounding, TaxRate},
    rules::TaxClass,
};
use crate::{
    cart::Quantity,
    ids::MarketplaceId,
    money::{Currency, Money},
    time::Date,
};

/// The taxes of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The day it is for.
    pub day: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// One for each marketplace, in the order of the question.
    pub parts: Vec<PartTax>,
    /// All parts together.
    pub totals: Totals,
}

impl Assessment {
    /// Whether every tax is known. Where one is not, its amount is missing from the totals and must not be taken for
    /// nothing.
    pub fn is_known(&self) -> bool {
        let mut taxes = self.parts.iter().flat_map(PartTax::all_lines).flat_map(|line| &line.taxes);
        taxes.all(|tax| tax.outcome != Outcome::NotKnown)
    }
}

/// Sums of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Without tax.
    pub net: Money,
    /// All taxes that are paid with the price.
    pub tax: Money,
    /// Both together.
    pub gross: Money,
    /// What of it the shop bears.
    pub borne_by_shop: Money,
}

/// The taxes of what is bought at one marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTax {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// Who writes the invoice.
    pub invoices: Party,
    /// Whether the amounts are what is charged; where the shopper pays elsewhere they only foretell it.
    pub binding: bool,
    /// The way the tax takes to whom it is due.
    pub scheme: Scheme,
    /// The goods, line by line.
    pub lines: Vec<LineTax>,
    /// Delivery; one line for each way in which its shares are taxed.
    pub delivery: Vec<LineTax>,
    /// What falls due at the border, apart from the price.
    pub on_arrival: Option<OnArrival>,
    /// Goods and delivery together.
    pub totals: Totals,
}

impl PartTax {
    /// Goods, then delivery.
    pub fn all_lines(&self) -> impl Iterator<Item = &LineTax> {
        self.lines.iter().chain(&self.delivery)
    }
}

/// Who writes an invoice, or owes a tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// This shop.
    Shop,
    /// The marketplace, or who sells there.
    Marketplace,
    /// Who buys.
    Buyer,
}

/// The way a tax takes to whom it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// The return of the country itself.
    Local,
    /// The one-stop shop of the Union (directive 2006/112/EC, articles 369a to 369k).
    OneStop,
    /// A scheme for goods of small value from abroad: the import one-stop shop and what other countries have like it.
    Import,
    /// Nothing is taken with the price: the goods leave, or the buyer accounts for the tax.
    None,
}

/// What falls due at the border; each nothing where it is not known. An estimate by [`crate::landed_cost::customs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnArrival {
    /// Customs duty.
    pub duty: Option<Money>,
    /// The tax on what comes in.
    pub tax: Option<Money>,
    /// The day on which the table behind it was gone through.
    pub known_at: Date,
}

/// What a line or a share of delivery comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTax {
    /// Its class.
    pub class: TaxClass,
    /// How many pieces; one for delivery.
    pub quantity: Quantity,
    /// What it costs without tax.
    pub net: Money,
    /// Every tax that has something to say about it, in the order in which they are worked out.
    pub taxes: Vec<TaxAmount>,
    /// With all taxes.
    pub gross: Money,
    /// What of it the shop bears.
    pub borne_by_shop: Money,
    /// How the net came about.
    pub steps: Vec<Step>,
}

/// One tax on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxAmount {
    /// The rule; none where no rule is about it.
    pub rule: Option<String>,
    /// Whose tax it is.
    pub jurisdiction: String,
    /// What it is called on an invoice.
    pub tax: String,
    /// The rate; nought where nothing is taxed.
    pub rate: TaxRate,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it is not taxed, where it is not.
    pub reason: Option<Reason>,
    /// Who owes it.
    pub owes: Party,
    /// What is taxed, or would be.
    pub base: Money,
    /// The tax.
    pub amount: Money,
    /// How it came about.
    pub steps: Vec<Step>,
}

/// What becomes of a tax. They differ in what stands on the invoice and in the return, also where nothing is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is paid with the price.
    Taxed,
    /// Taxed at nothing.
    ZeroRated,
    /// Exempt.
    Exempt,
    /// The tax is not about it.
    OutOfScope,
    /// The buyer owes it.
    ReverseCharge,
    /// No rule says; never to be taken for nothing.
    NotKnown,
}

/// Why something is not taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The rule says so.
    Rule,
    /// The goods leave for another area.
    Export,
    /// The buyer is a business in another country of the union.
    Business,
    /// The buyer has a certificate.
    Certificate,
    /// The seller sells too little.
    SmallSeller,
    /// Who would owe it is not registered there.
    NotRegistered,
    /// Not a piece costs more than what is free.
    BelowLimit,
}

/// One step on the way to an amount, in the order in which they were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is asked for it.
    Price(Money),
    /// What is taken off.
    Discount(Money),
    /// A tax that the price contains is taken out.
    TakenOut {
        /// The rule of the tax.
        rule: String,
        /// How much.
        amount: Money,
    },
    /// The rule that holds, and its law.
    Rule {
        /// Its name.
        id: String,
        /// The law.
        source: String,
    },
    /// What is taxed.
    Base(Money),
    /// What of the pieces is free; the rest is taxed.
    Free(Money),
    /// Taxes that are taxed too.
    EarlierTaxes(Money),
    /// All lines of the order under the rule, in place of this one.
    OrderBase(Money),
    /// The rate on top of the base.
    Rate(TaxRate),
    /// The tax is contained in the base: so many parts of so many.
    Contained {
        /// The parts that are tax.
        parts: u64,
        /// All parts.
        of: u64,
    },
    /// How it was rounded.
    Rounded(Rounding),
    /// The tax of the whole order, of which the line gets its share by its base.
    OrderTax(Money),
    /// Why nothing is paid.
    NotTaxed(Outcome, Option<Reason>),
    /// What it comes to.
    Result(Money),
}
