//! Works every amount out once more from its own explanation, and says where the two differ.

use std::collections::BTreeMap;

use domain::{
    money::Money,
    tax::{
        assessment::{Assessment, LineTax, Outcome, PartTax, Step, TaxAmount},
        measure::RoundingMode,
    },
};

/// What the steps of one tax say.
#[derive(Default)]
struct Told {
    rule: bool,
    base: i128,
    free: i128,
    earlier: i128,
    order_base: Option<i128>,
    order_tax: Option<i128>,
    /// So many parts of so many.
    parts: Option<(i128, i128)>,
    mode: Option<RoundingMode>,
    result: i128,
}

/// What is rounded together: whose tax, its name, the base times the parts, of how many, and the tax of the whole.
type Together<'a> = (&'a str, &'a str, i128, i128, i128);

/// Amounts that do not follow from their explanation.
pub(super) fn gaps(assessed: &Assessment) -> Vec<String> {
    let mut told = Vec::new();
    for part in &assessed.parts {
        told.extend(
            part.all_lines().filter(|line| !adds_up(line)).map(|line| format!("net of {}", line.class.as_str())),
        );
        told.extend(taxes_off(part));
    }
    told
}

/// Whether price, discount and what is taken out lead to the net, and net and taxes to the gross.
fn adds_up(line: &LineTax) -> bool {
    let mut left = 0;
    let mut net = None;
    for step in &line.steps {
        match step {
            Step::Price(Money { minor, .. }) => left += minor,
            Step::Discount(Money { minor, .. }) | Step::TakenOut { amount: Money { minor, .. }, .. } => left -= minor,
            Step::Result(Money { minor, .. }) => net = Some(*minor),
            _ => return false,
        }
    }
    let taxes: i64 = line.taxes.iter().map(|tax| tax.amount.minor).sum();
    net == Some(left) && left == line.net.minor && left + taxes == line.gross.minor
}

fn taxes_off(part: &PartTax) -> Vec<String> {
    let mut told = Vec::new();
    // What the shares of taxes that were rounded together come to.
    let mut together: BTreeMap<Together, i128> = BTreeMap::new();
    for tax in part.all_lines().flat_map(|line| &line.taxes) {
        let Some(read) = read(tax) else {
            told.push(format!("{} is not explained", tax.tax));
            continue;
        };
        if tax.outcome != Outcome::Taxed {
            continue;
        }
        let base = (read.base - read.free).max(0) + read.earlier;
        let (whole, tax_of_whole) = (read.order_base.unwrap_or(base), read.order_tax.unwrap_or(read.result));
        let right = read
            .parts
            .zip(read.mode)
            .is_some_and(|((parts, of), mode)| rounded(whole * parts, of, mode) == tax_of_whole);
        if !right || read.result != i128::from(tax.amount.minor) {
            told.push(format!("{} of {base} does not come to {}", tax.tax, read.result));
        }
        if let (Some(whole), Some(sum), Some((parts, of))) = (read.order_base, read.order_tax, read.parts) {
            // A share is the exact one but for the unit that does not divide.
            if whole > 0 && (read.result * whole - sum * base).abs() >= whole {
                told.push(format!("the share of {} is not that of its base", tax.tax));
            }
            *together.entry((&tax.jurisdiction, &tax.tax, parts * whole, of, sum)).or_default() += read.result;
        }
    }
    for ((jurisdiction, name, _, _, sum), results) in together {
        if results != sum {
            told.push(format!("the shares of {name} of {jurisdiction} come to {results} of {sum}"));
        }
    }
    told
}

fn read(tax: &TaxAmount) -> Option<Told> {
    let mut told = Told::default();
    let mut ended = false;
    for step in &tax.steps {
        let minor = |money: &Money| i128::from(money.minor);
        match step {
            Step::Rule { id, .. } => told.rule = !id.is_empty(),
            Step::Base(base) => told.base = minor(base),
            Step::Free(free) => told.free = minor(free),
            Step::EarlierTaxes(taxes) => told.earlier = minor(taxes),
            Step::OrderBase(base) => told.order_base = Some(minor(base)),
            Step::OrderTax(tax) => told.order_tax = Some(minor(tax)),
            Step::Rate(rate) => told.parts = Some((i128::from(rate.in_millionths()), 1_000_000)),
            Step::Contained { parts, of } => told.parts = Some((i128::from(*parts), i128::from(*of))),
            Step::Rounded(rounding) => told.mode = Some(rounding.mode),
            Step::NotTaxed(outcome, reason) if (*outcome, *reason) == (tax.outcome, tax.reason) => {}
            Step::Result(result) => (told.result, ended) = (minor(result), true),
            _ => return None,
        }
    }
    (ended && (told.rule || tax.rule.is_none())).then_some(told)
}

/// Rounded by comparing twice the rest with the whole, apart from the code that is judged.
fn rounded(numerator: i128, denominator: i128, mode: RoundingMode) -> i128 {
    let (whole, twice) = (numerator / denominator, numerator % denominator * 2);
    match mode {
        RoundingMode::Down => whole,
        RoundingMode::Up => whole + i128::from(twice > 0),
        RoundingMode::HalfUp => whole + i128::from(twice >= denominator),
        RoundingMode::HalfEven if twice == denominator => whole + whole % 2,
        RoundingMode::HalfEven => whole + i128::from(twice > denominator),
    }
}
