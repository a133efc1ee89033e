//! A case as it stands in the file, and the question it asks. The README beside the data says what each field means.

use std::collections::BTreeMap;

use domain::{
    cart::Quantity,
    marketplace::SettlementMode,
    money::{Currency, Money, RateTable},
    shares::{Discount, DiscountSize},
    tax::{
        assessment::{Outcome, Party, Scheme},
        measure::{Per, Validity},
        place::Place,
        question::{Bearer, BusinessNumber, Buyer, Cut, Exemption, Line, Part, Prices, Question, Seller},
        rules::TaxClass,
        vat_number::VatNumber,
    },
    time::Date,
};
use serde::Deserialize;

use crate::finding::Problem;

/// A case with what it must come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) id: String,
    /// The law, for people.
    #[serde(rename = "law")]
    _law: String,
    /// How the figures were found, for people.
    #[serde(default, rename = "why")]
    _why: Option<String>,
    /// Whose published fault it is about.
    #[serde(default)]
    pub(super) reported: Option<String>,
    day: String,
    pub(super) currency: Currency,
    to: String,
    from: String,
    #[serde(default = "reseller")]
    mode: SettlementMode,
    prices: Prices,
    #[serde(default)]
    per: Option<Per>,
    lines: Vec<(String, u32, String)>,
    #[serde(default)]
    cuts: Vec<CutText>,
    #[serde(default)]
    delivery: Option<String>,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    unconfirmed: bool,
    #[serde(default)]
    certificate: Option<String>,
    #[serde(default)]
    seller: Option<SellerText>,
    #[serde(default)]
    shop: Option<SellerText>,
    #[serde(default)]
    facilitated: bool,
    #[serde(default)]
    rates: BTreeMap<Currency, String>,
    #[serde(default)]
    pub(super) back: Vec<Back>,
    pub(super) expect: Expected,
}

fn reseller() -> SettlementMode {
    SettlementMode::Reseller
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SellerText {
    established: Option<String>,
    #[serde(default)]
    registered: Vec<String>,
    #[serde(default)]
    imports_to: Vec<String>,
    #[serde(default)]
    small: bool,
    #[serde(default)]
    taxed_at_home: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CutText {
    points: Option<u32>,
    amount: Option<String>,
    line: Option<usize>,
    #[serde(default = "seller")]
    bearer: Bearer,
}

fn seller() -> Bearer {
    Bearer::Seller
}

/// Pieces of a line that go back, and what goes back with them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Back {
    pub(super) line: usize,
    pub(super) pieces: (u32, u32),
    pub(super) gross: String,
    pub(super) tax: String,
}

/// What a case must come to; what is left out is not compared, but for the sums.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) net: String,
    pub(super) tax: String,
    pub(super) gross: String,
    pub(super) borne: Option<String>,
    pub(super) lines: Option<Vec<ExpectedLine>>,
    pub(super) delivery: Option<Vec<ExpectedLine>>,
    pub(super) taxes: Option<BTreeMap<String, String>>,
    pub(super) outcomes: Option<Vec<Outcome>>,
    pub(super) invoices: Option<Party>,
    pub(super) owes: Option<Party>,
    pub(super) scheme: Option<Scheme>,
    pub(super) binding: Option<bool>,
    pub(super) arrival: Option<(Option<String>, Option<String>)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectedLine {
    pub(super) net: String,
    pub(super) gross: String,
    /// Every tax that is paid, by its name.
    pub(super) taxes: BTreeMap<String, String>,
}

impl Case {
    /// An amount of the case's currency.
    pub(super) fn money(&self, text: &str) -> Result<Money, Problem> {
        Ok(Money::from_decimal(text, self.currency)?)
    }

    pub(super) fn question(&self) -> Result<Question, Problem> {
        let seller = |text: &Option<SellerText>, else_at: &str| {
            let SellerText { established, registered, imports_to, small, taxed_at_home } =
                text.clone().unwrap_or_default();
            let established = place(established.as_deref().unwrap_or(else_at));
            Seller { established, registered, imports_to, small, taxed_at_home }
        };
        let number = self.number.as_deref().map(VatNumber::read).transpose()?;
        let number = number.map(|number| BusinessNumber { number, confirmed: !self.unconfirmed });
        let valid = Validity::try_from("2000-01-01".to_owned())?;
        let exemption = |code: &String| Exemption { jurisdiction: code.clone(), certificate: "1".into(), valid };
        let sells = seller(&self.seller, &self.from);
        let shop = if self.shop.is_some() { seller(&self.shop, &self.from) } else { sells.clone() };
        let day = day(&self.day)?;
        let billionths = |text: &String| -> Result<i64, Problem> {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            Ok(format!("{whole}{fraction:0<9}").parse()?)
        };
        let per_base =
            self.rates.iter().map(|(to, rate)| Ok((*to, billionths(rate)?))).collect::<Result<Vec<_>, Problem>>()?;
        let rates = (!per_base.is_empty()).then_some(RateTable { dated: day, base: self.currency, per_base });
        Ok(Question {
            day,
            currency: self.currency,
            to: place(&self.to),
            buyer: Buyer { number, exemptions: self.certificate.iter().map(exemption).collect() },
            shop,
            parts: vec![self.part(sells)?],
            rates,
        })
    }

    fn part(&self, seller: Seller) -> Result<Part, Problem> {
        let line = |(class, quantity, amount): &(String, u32, String)| -> Result<Line, Problem> {
            let class = TaxClass::try_from(class.clone())?;
            Ok(Line { class, quantity: Quantity::try_from(*quantity)?, amount: self.money(amount)? })
        };
        let cut = |text: &CutText| -> Result<Cut, Problem> {
            let size = match (&text.amount, text.points) {
                (Some(amount), None) => DiscountSize::Amount(self.money(amount)?),
                (None, Some(points)) => DiscountSize::Points(points),
                _ => return Err("a cut is an amount or points".into()),
            };
            Ok(Cut { discount: Discount { size, line: text.line }, bearer: text.bearer })
        };
        Ok(Part {
            marketplace: "house".parse()?,
            mode: self.mode,
            seller,
            facilitated: self.facilitated,
            from: place(&self.from),
            prices: self.prices,
            lines: self.lines.iter().map(line).collect::<Result<_, _>>()?,
            cuts: self.cuts.iter().map(cut).collect::<Result<_, _>>()?,
            delivery: self.money(self.delivery.as_deref().unwrap_or("0"))?,
            per: self.per,
        })
    }
}

/// `US-NY 10001`: the country, its region where it is named, and the postcode.
fn place(text: &str) -> Place {
    let (code, postcode) = text.split_once(' ').unwrap_or((text, ""));
    let (country, region) = code.split_once('-').map_or((code, None), |(country, region)| (country, Some(region)));
    Place { country: country.to_owned(), region: region.map(str::to_owned), postcode: postcode.to_owned() }
}

fn day(text: &str) -> Result<Date, Problem> {
    Ok(Validity::try_from(text.to_owned())?.from)
}
