//! What is asked: who sells what to whom, from where to where, and when.

use serde::{Deserialize, Serialize};

use super::{
    measure::{Per, Validity},
    place::Place,
    rules::TaxClass,
    vat_number::VatNumber,
};
use crate::{
    cart::Quantity,
    ids::MarketplaceId,
    marketplace::SettlementMode,
    money::{Currency, Money, RateTable},
    shares::Discount,
    time::Date,
};

/// A cart as far as taxes ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The day on which the tax becomes due: of the order, or of delivery where a law says so.
    pub day: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Where the goods go.
    pub to: Place,
    /// Who buys.
    pub buyer: Buyer,
    /// The shop itself: who sells in the reseller's mode, and who owes what a facilitator owes.
    pub shop: Seller,
    /// What is bought at each marketplace; each is an invoice of its own.
    pub parts: Vec<Part>,
    /// Exchange rates, for limits in other currencies; what depends on a limit is not known without.
    pub rates: Option<RateTable>,
}

/// Who buys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// The number under which they are registered, where they gave one.
    pub number: Option<BusinessNumber>,
    /// What they are exempt from.
    pub exemptions: Vec<Exemption>,
}

/// A number of a business, and whether its register knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessNumber {
    /// The number.
    pub number: VatNumber,
    /// Whether the register of its country confirmed it. A number that nobody confirmed changes nothing.
    pub confirmed: bool,
}

/// A certificate by which a customer pays no tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Whose taxes, such as `US-NY`; a country stands for all its regions.
    pub jurisdiction: String,
    /// The number of the certificate.
    pub certificate: String,
    /// When it holds.
    pub valid: Validity,
}

/// Who sells, as far as taxes ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Where they are established.
    pub established: Place,
    /// Where they are registered beside that: countries, or regions such as `US-NY`.
    #[serde(default)]
    pub registered: Vec<String>,
    /// Areas whose tax they take with the price of goods from abroad: `EU` for the import one-stop shop, `GB`, `AU`,
    /// `NO`.
    #[serde(default)]
    pub imports_to: Vec<String>,
    /// Exempt because they sell little (directive 2006/112/EC, article 284; § 19 UStG and the like).
    #[serde(default)]
    pub small: bool,
    /// Taxed at home because their sales to consumers elsewhere in the Union stay below the limit (article 59c of the
    /// directive).
    #[serde(default)]
    pub taxed_at_home: bool,
}

/// What is bought at one marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// How goods and money pass.
    pub mode: SettlementMode,
    /// Who sells there; counts in every mode but the reseller's.
    pub seller: Seller,
    /// Whether the seller sells through this shop, so that laws on facilitators are about it; not where the
    /// marketplace is a shop by itself.
    #[serde(default)]
    pub facilitated: bool,
    /// Where the goods leave.
    pub from: Place,
    /// What the prices contain.
    pub prices: Prices,
    /// What is bought.
    pub lines: Vec<Line>,
    /// What is taken off, one after another.
    #[serde(default)]
    pub cuts: Vec<Cut>,
    /// What delivery costs; nothing where it is free.
    pub delivery: Money,
    /// Rounded per line or per order, where the seller chose and the law leaves it open.
    #[serde(default)]
    pub per: Option<Per>,
}

/// What prices contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    /// No tax; it comes on top.
    Exclusive,
    /// The tax that an ordinary consumer owes at the place of the tax, whatever its rate: the price is the same
    /// everywhere.
    Inclusive,
    /// The tax of the seller's own country, which gives way to that of the place of the tax.
    InclusiveOfHome,
}

/// A line of goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The class of the goods.
    pub class: TaxClass,
    /// How many.
    pub quantity: Quantity,
    /// What all of them cost before anything is taken off.
    pub amount: Money,
}

/// Something taken off, and who bears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// How much, and of which line.
    pub discount: Discount,
    /// Who bears it.
    pub bearer: Bearer,
}

/// Who bears what is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// Whoever sells: the price is lower, and so is what is taxed.
    Seller,
    /// The shop. Where it only brings the parties together the seller is paid in full, so what is taxed stays
    /// (decision 0027).
    Shop,
}
