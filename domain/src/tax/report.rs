//! What goes into tax returns: sums by period, jurisdiction, tax, rate, class, outcome, scheme and who owes, with
//! refunds taken off.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    assessment::{Assessment, LineTax, Outcome, Party, Scheme, TaxAmount},
    measure::TaxRate,
    refund::Refund,
    rules::TaxClass,
};
use crate::{
    money::{Currency, Money, MoneyError},
    time::Date,
};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

/// A period of a return, by the month in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// The first month, 1 to 12.
    pub month: u8,
    /// How many months.
    pub months: u8,
}

impl Length {
    /// The period that a day lies in.
    pub fn around(self, day: Date) -> Period {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        Period { year: day.year, month: (day.month.max(1) - 1) / months * months + 1, months }
    }
}

/// What is summed up together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Heading {
    /// The period.
    pub period: Period,
    /// Whose tax it is.
    pub jurisdiction: String,
    /// What the tax is called.
    pub tax: String,
    /// The rate.
    pub rate: TaxRate,
    /// The class of the goods.
    pub class: TaxClass,
    /// What became of the tax.
    pub outcome: Outcome,
    /// Who owes it.
    pub owes: Party,
    /// The way it takes.
    pub scheme: Scheme,
    /// The currency of both sums.
    pub currency: Currency,
}

/// A line of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What is summed up.
    pub heading: Heading,
    /// What was taxed, or would have been.
    pub base: Money,
    /// The tax.
    pub tax: Money,
}

/// A report that is being put together.
#[derive(Clone, Debug)]
pub struct Report {
    length: Length,
    sums: BTreeMap<Heading, (Money, Money)>,
}

impl Report {
    /// Nothing yet, in periods of a length.
    pub fn new(length: Length) -> Self {
        Self { length, sums: BTreeMap::new() }
    }

    /// Adds what was sold.
    ///
    /// # Errors
    /// When a sum is too large.
    pub fn sold(&mut self, sale: &Assessment) -> Result<(), MoneyError> {
        for part in &sale.parts {
            for line in part.all_lines() {
                for tax in &line.taxes {
                    self.add(sale.day, part.scheme, &line.class, tax, (tax.base, tax.amount))?;
                }
            }
        }
        Ok(())
    }

    /// Takes off what was given back of a line on a day: it counts in the period of the refund.
    ///
    /// # Errors
    /// When a sum is too large.
    pub fn given_back(&mut self, day: Date, scheme: Scheme, line: &LineTax, refund: &Refund) -> Result<(), MoneyError> {
        for (tax, reversed) in line.taxes.iter().zip(&refund.taxes) {
            self.add(day, scheme, &line.class, tax, (reversed.base.negated(), reversed.amount.negated()))?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        day: Date,
        scheme: Scheme,
        class: &TaxClass,
        tax: &TaxAmount,
        (base, amount): (Money, Money),
    ) -> Result<(), MoneyError> {
        let heading = Heading {
            period: self.length.around(day),
            jurisdiction: tax.jurisdiction.clone(),
            tax: tax.tax.clone(),
            rate: tax.rate,
            class: class.clone(),
            outcome: tax.outcome,
            owes: tax.owes,
            scheme,
            currency: base.currency,
        };
        let nothing = Money::zero(base.currency);
        let sums = self.sums.entry(heading).or_insert((nothing, nothing));
        *sums = (sums.0.plus(base)?, sums.1.plus(amount)?);
        Ok(())
    }

    /// The rows in the order of their headings.
    pub fn rows(self) -> Vec<Row> {
        self.sums.into_iter().map(|(heading, (base, tax))| Row { heading, base, tax }).collect()
    }
}
