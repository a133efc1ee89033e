//! What differs from a case's figures, and what does not add up.

use std::collections::BTreeMap;

use domain::{
    cart::Quantity,
    money::Money,
    tax::{
        assessment::{Assessment, LineTax, Outcome},
        refund::{Portion, refund},
        report::{Length, Report},
    },
};

use super::case::{Case, ExpectedLine};
use crate::finding::Problem;

/// Every figure of a case that came out otherwise.
pub(super) fn differences(case: &Case, assessed: &Assessment) -> Result<Vec<String>, Problem> {
    let (expect, part) = (&case.expect, &assessed.parts[0]);
    let mut told = Vec::new();
    let mut sums = vec![
        ("net", case.money(&expect.net)?, part.totals.net),
        ("tax", case.money(&expect.tax)?, part.totals.tax),
        ("gross", case.money(&expect.gross)?, part.totals.gross),
    ];
    if let Some(borne) = &expect.borne {
        sums.push(("borne", case.money(borne)?, part.totals.borne_by_shop));
    }
    for (what, expected, found) in sums {
        unlike(&mut told, what, &expected, &found);
    }
    let groups = [("line", &expect.lines, &part.lines), ("delivery", &expect.delivery, &part.delivery)];
    for (what, expected, found) in groups {
        let Some(expected) = expected else { continue };
        unlike(&mut told, what, &expected.len(), &found.len());
        for (place, (expected, found)) in expected.iter().zip(found).enumerate() {
            unlike(&mut told, &format!("{what} {place}"), &read(case, expected)?, &as_read(found));
        }
    }
    if let Some(taxes) = &expect.taxes {
        let expected =
            taxes.iter().map(|(name, text)| Ok((name.clone(), case.money(text)?))).collect::<Result<_, Problem>>()?;
        unlike(&mut told, "taxes", &expected, &by_name(part.all_lines()));
    }
    if let Some(outcomes) = &expect.outcomes {
        let found: Vec<Outcome> = part.all_lines().flat_map(|line| &line.taxes).map(|tax| tax.outcome).collect();
        unlike(&mut told, "outcomes", outcomes, &found);
    }
    if let Some(owes) = expect.owes {
        let others: Vec<_> =
            part.all_lines().flat_map(|line| &line.taxes).map(|tax| tax.owes).filter(|found| *found != owes).collect();
        unlike(&mut told, "owes", &Vec::new(), &others);
    }
    if let Some(arrival) = &expect.arrival {
        let read = |text: &Option<String>| text.as_deref().map(|text| case.money(text)).transpose();
        let expected = Some((read(&arrival.0)?, read(&arrival.1)?));
        unlike(&mut told, "on arrival", &expected, &part.on_arrival.map(|found| (found.duty, found.tax)));
    } else if part.on_arrival.is_some() {
        told.push("something falls due on arrival".to_owned());
    }
    told.extend(
        expect.invoices.filter(|party| *party != part.invoices).map(|_| format!("invoices {:?}", part.invoices)),
    );
    told.extend(expect.scheme.filter(|scheme| *scheme != part.scheme).map(|_| format!("scheme {:?}", part.scheme)));
    told.extend(expect.binding.filter(|binding| *binding != part.binding).map(|_| format!("binding {}", part.binding)));
    for back in &case.back {
        let line = part.lines.get(back.line).ok_or("there is no such line")?;
        let found = refund(line, Portion::Pieces { from: back.pieces.0, to: back.pieces.1 })?;
        let expected = (case.money(&back.gross)?, case.money(&back.tax)?);
        unlike(&mut told, "back", &expected, &(found.gross, found.gross.minus(found.net)?));
    }
    Ok(told)
}

fn unlike<T: PartialEq + std::fmt::Debug>(told: &mut Vec<String>, what: &str, expected: &T, found: &T) {
    if expected != found {
        told.push(format!("{what} should be {expected:?}, is {found:?}"));
    }
}

/// Net, gross and every tax that is paid, by name.
type Read = (Money, Money, BTreeMap<String, Money>);

fn read(case: &Case, line: &ExpectedLine) -> Result<Read, Problem> {
    let taxes =
        line.taxes.iter().map(|(name, text)| Ok((name.clone(), case.money(text)?))).collect::<Result<_, Problem>>()?;
    Ok((case.money(&line.net)?, case.money(&line.gross)?, taxes))
}

fn as_read(line: &LineTax) -> Read {
    (line.net, line.gross, by_name([line].into_iter()))
}

fn by_name<'a>(lines: impl Iterator<Item = &'a LineTax>) -> BTreeMap<String, Money> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for tax in lines.flat_map(|line| &line.taxes).filter(|tax| tax.outcome == Outcome::Taxed) {
        let sum = sums.entry(tax.tax.clone()).or_insert(Money::zero(tax.amount.currency));
        sum.minor += tax.amount.minor;
    }
    sums
}

/// Lines whose pieces, given back one by one, are not what was paid.
pub(super) fn refunds(assessed: &Assessment) -> Result<Vec<String>, Problem> {
    let mut told = Vec::new();
    for line in assessed.parts.iter().flat_map(|part| part.all_lines()) {
        let (mut net, mut gross, mut taxes) = (0, 0, vec![0; line.taxes.len()]);
        for piece in 0..u32::from(line.quantity) {
            let back = refund(line, Portion::Pieces { from: piece, to: piece + 1 })?;
            (net, gross) = (net + back.net.minor, gross + back.gross.minor);
            taxes.iter_mut().zip(&back.taxes).for_each(|(sum, tax)| *sum += tax.amount.minor);
        }
        let paid: Vec<i64> = line.taxes.iter().map(|tax| tax.amount.minor).collect();
        if (net, gross, taxes) != (line.net.minor, line.gross.minor, paid) {
            told.push(format!("{} × {}", u32::from(line.quantity), line.class.as_str()));
        }
    }
    Ok(told)
}

/// Reports whose sums are not what was charged, or do not come to nothing when all of it goes back.
pub(super) fn report(assessed: &Assessment) -> Result<Vec<String>, Problem> {
    let mut report = Report::new(Length::Month);
    report.sold(assessed)?;
    let sum: i64 = report.clone().rows().iter().map(|row| row.tax.minor).sum();
    for part in &assessed.parts {
        for line in part.all_lines() {
            let whole = Portion::Pieces { from: 0, to: Quantity::into(line.quantity) };
            report.given_back(assessed.day, part.scheme, line, &refund(line, whole)?)?;
        }
    }
    let left = report.rows().iter().any(|row| !row.base.is_zero() || !row.tax.is_zero());
    let differs = sum != assessed.totals.tax.minor;
    Ok([(differs, "the sum differs"), (left, "something is left")]
        .into_iter()
        .filter(|(wrong, _)| *wrong)
        .map(|(_, told)| told.to_owned())
        .collect())
}
