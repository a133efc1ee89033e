//! Which rules hold for goods in a place on a day, and what becomes of each for this buyer and this seller.

use super::{
    assessment::{Outcome, Party, Reason},
    measure::TaxRate,
    place::Place,
    question::Question,
    rules::{Conduct, Route, Rule, TaxClass, TaxRules, Treatment, UnitPrice},
    supply::{Kind, Supply, in_currency},
};
use crate::{money::Money, time::Date};

/// A tax that has something to say about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen<'a> {
    pub(super) rule: Option<&'a Rule>,
    pub(super) jurisdiction: String,
    pub(super) tax: String,
    pub(super) rate: TaxRate,
    pub(super) outcome: Outcome,
    pub(super) reason: Option<Reason>,
    pub(super) owes: Party,
    /// What of all pieces together is free, in minor units.
    pub(super) free: i64,
}

impl Chosen<'_> {
    pub(super) fn is_taxed(&self) -> bool {
        self.outcome == Outcome::Taxed
    }

    pub(super) fn priority(&self) -> u8 {
        self.rule.map_or(0, |rule| rule.priority)
    }

    pub(super) fn is_compound(&self) -> bool {
        self.rule.is_some_and(|rule| rule.compound)
    }

    /// What tells ways of being taxed apart.
    pub(super) fn key(&self) -> (&str, &str, TaxRate, Outcome, Option<Reason>) {
        (&self.jurisdiction, &self.tax, self.rate, self.outcome, self.reason)
    }
}

/// What is looked up.
#[derive(Clone, Copy)]
pub(super) struct Goods<'a> {
    pub(super) class: &'a TaxClass,
    pub(super) pieces: u32,
    /// What all pieces cost after discounts.
    pub(super) amount: Money,
}

impl TaxRules {
    /// How the place deals with taxes on a day: its region's conduct, else its country's.
    pub(super) fn conduct(&self, place: &Place, day: Date) -> Option<&Conduct> {
        let holds = |conduct: &&Conduct| {
            let of_region = conduct.region.is_none() && !self.is_apart(place) || conduct.region == place.region;
            conduct.country == place.country && of_region && conduct.valid.covers(day)
        };
        self.conducts.iter().filter(holds).max_by_key(|conduct| (conduct.region.is_some(), conduct.valid.from))
    }

    /// Whether every tax of a place is among the rules; in some countries each town has its own.
    fn is_complete(&self, place: &Place, day: Date) -> bool {
        let known = self.conduct(place, day).map(|conduct| conduct.complete_for.as_slice()).unwrap_or_default();
        known.is_empty() || known.iter().any(|range| range.cover(&place.postcode))
    }

    /// The closest rule of each tax, in the order in which they are worked out; nothing where that hangs on a limit in
    /// a currency without a rate.
    pub(super) fn closest(&self, question: &Question, place: &Place, route: Route, goods: Goods) -> Option<Vec<&Rule>> {
        let mut found: Vec<&Rule> = Vec::new();
        for rule in self.rules.iter().filter(|rule| self.is_about(rule, place, route, goods.class, question.day)) {
            if !fits_price(&rule.unit_price, question, goods)? {
                continue;
            }
            match found.iter().position(|other| other.tax == rule.tax) {
                Some(at) if closeness(rule, goods.class) > closeness(found[at], goods.class) => found[at] = rule,
                Some(_) => {}
                None => found.push(rule),
            }
        }
        found.sort_by_key(|rule| rule.priority);
        Some(found)
    }

    fn is_about(&self, rule: &Rule, place: &Place, route: Route, class: &TaxClass, day: Date) -> bool {
        let of_region = match &rule.region {
            Some(region) => place.region.as_ref() == Some(region),
            None => !self.is_apart(place),
        };
        let of_postcode =
            || rule.postcodes.is_empty() || rule.postcodes.iter().any(|range| range.cover(&place.postcode));
        rule.country == place.country
            && of_region
            && of_postcode()
            && (rule.classes.is_empty() || rule.classes.iter().any(|wider| class.is_within(wider)))
            && (rule.route == Route::Any || rule.route == route)
            && rule.valid.covers(day)
    }
}

/// The place first, then the class, then the price, then the newer rule.
fn closeness(rule: &Rule, class: &TaxClass) -> impl Ord + use<> {
    let of_class = rule.classes.iter().filter(|wider| class.is_within(wider)).map(|wider| wider.as_str().len()).max();
    let of_route = rule.route != Route::Any;
    (!rule.postcodes.is_empty(), rule.region.is_some(), of_class, !rule.unit_price.is_any(), of_route, rule.valid.from)
}

fn fits_price(range: &UnitPrice, question: &Question, goods: Goods) -> Option<bool> {
    let limit = |limit: Option<Money>| match limit {
        None => Some(None),
        Some(limit) => {
            let limit = in_currency(question.rates.as_ref(), limit, question.currency)?;
            Some(Some(i128::from(limit.minor) * i128::from(goods.pieces)))
        }
    };
    let amount = i128::from(goods.amount.minor);
    let (at_least, above) = (limit(range.at_least)?, limit(range.above)?);
    let (at_most, below) = (limit(range.at_most)?, limit(range.below)?);
    Some(
        at_least.is_none_or(|limit| amount >= limit)
            && above.is_none_or(|limit| amount > limit)
            && at_most.is_none_or(|limit| amount <= limit)
            && below.is_none_or(|limit| amount < limit),
    )
}

/// What becomes of every tax on goods for this buyer and seller.
pub(super) fn due<'a>(rules: &'a TaxRules, question: &Question, supply: &Supply, goods: Goods) -> Vec<Chosen<'a>> {
    match supply.kind {
        Kind::Export => vec![alone(supply, &supply.from, Outcome::ZeroRated, Some(Reason::Export))],
        Kind::NotKnown => vec![alone(supply, &supply.place, Outcome::NotKnown, None)],
        Kind::Taxed | Kind::Business if !rules.is_complete(&supply.place, question.day) => {
            vec![alone(supply, &supply.place, Outcome::NotKnown, None)]
        }
        Kind::Taxed | Kind::Business => {
            let found = rules.closest(question, &supply.place, supply.route, goods).unwrap_or_default();
            let worked: Option<Vec<Chosen>> =
                found.into_iter().map(|rule| for_this_sale(question, supply, goods, rule)).collect();
            worked
                .filter(|chosen| !chosen.is_empty())
                .unwrap_or_else(|| vec![alone(supply, &supply.place, Outcome::NotKnown, None)])
        }
    }
}

/// The taxes that a consumer's price contains in a place; none where nothing is known of it.
pub(super) fn contained<'a>(
    rules: &'a TaxRules,
    question: &Question,
    supply: &Supply,
    (place, route): (&Place, Route),
    goods: Goods,
) -> Vec<Chosen<'a>> {
    if supply.payer.small && supply.payer.established.country == place.country {
        return Vec::new();
    }
    let found = rules.closest(question, place, route, goods).unwrap_or_default();
    let as_taxed = |rule| by_rule(question, supply.supplier, goods, rule).filter(Chosen::is_taxed);
    found.into_iter().filter(|rule| is_registered(rule, supply)).filter_map(as_taxed).collect()
}

/// An outcome for which there is no rule.
fn alone<'a>(supply: &Supply, place: &Place, outcome: Outcome, reason: Option<Reason>) -> Chosen<'a> {
    let tax = if outcome == Outcome::NotKnown { "unknown" } else { "export" };
    Chosen {
        rule: None,
        jurisdiction: place.code(),
        tax: tax.to_owned(),
        rate: TaxRate::default(),
        outcome,
        reason,
        owes: supply.owes,
        free: 0,
    }
}

/// What the rule says by itself; nothing where that hangs on a limit in a currency without a rate.
fn by_rule<'a>(question: &Question, owes: Party, goods: Goods, rule: &'a Rule) -> Option<Chosen<'a>> {
    let mut chosen = Chosen {
        rule: Some(rule),
        jurisdiction: rule.jurisdiction.clone(),
        tax: rule.tax.clone(),
        rate: TaxRate::default(),
        outcome: Outcome::Taxed,
        reason: Some(Reason::Rule),
        owes,
        free: 0,
    };
    chosen.outcome = match rule.treatment {
        Treatment::ZeroRated => Outcome::ZeroRated,
        Treatment::Exempt => Outcome::Exempt,
        Treatment::OutOfScope => Outcome::OutOfScope,
        Treatment::Taxed { rate, only_above } => {
            (chosen.rate, chosen.reason) = (rate, None);
            if let Some(limit) = only_above {
                let limit = in_currency(question.rates.as_ref(), limit, question.currency)?;
                chosen.free = limit.minor.saturating_mul(goods.pieces.into());
            }
            if chosen.free > 0 && goods.amount.minor <= chosen.free {
                chosen = not_taxed(chosen, Outcome::Exempt, Reason::BelowLimit);
            }
            chosen.outcome
        }
    };
    Some(chosen)
}

fn not_taxed(chosen: Chosen<'_>, outcome: Outcome, reason: Reason) -> Chosen<'_> {
    Chosen { rate: TaxRate::default(), outcome, reason: Some(reason), free: 0, ..chosen }
}

fn for_this_sale<'a>(question: &Question, supply: &Supply, goods: Goods, rule: &'a Rule) -> Option<Chosen<'a>> {
    let chosen = by_rule(question, supply.owes, goods, rule)?;
    if !chosen.is_taxed() {
        return Some(chosen);
    }
    let seller = supply.payer;
    if seller.small && seller.established.country == supply.place.country {
        return Some(not_taxed(chosen, Outcome::Exempt, Reason::SmallSeller));
    }
    let is_of = |jurisdiction: &str| {
        rule.jurisdiction.strip_prefix(jurisdiction).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let exempted =
        question.buyer.exemptions.iter().any(|one| is_of(&one.jurisdiction) && one.valid.covers(question.day));
    Some(match supply.kind {
        _ if exempted => not_taxed(chosen, Outcome::Exempt, Reason::Certificate),
        Kind::Business => not_taxed(chosen, Outcome::ReverseCharge, Reason::Business),
        _ if !is_registered(rule, supply) => not_taxed(chosen, Outcome::OutOfScope, Reason::NotRegistered),
        _ => chosen,
    })
}

fn is_registered(rule: &Rule, supply: &Supply) -> bool {
    let payer = supply.payer;
    rule.registration.as_ref().is_none_or(|code| payer.registered.contains(code) || payer.established.code() == *code)
}
