//! Where a sale is taxed and who owes the tax: by the ways of goods and money, before any rate is looked at.

use super::{
    assessment::{Party, Scheme},
    place::Place,
    question::{Part, Question, Seller},
    rules::{Conduct, Facilitator, Route, TaxRules},
};
use crate::{
    marketplace::SettlementMode,
    money::{Currency, Money, RateTable},
};

/// What kind of sale it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Taxed with the price, at the place.
    Taxed,
    /// A business in another country of the union accounts for the tax (directive 2006/112/EC, articles 138 and 200).
    Business,
    /// The goods leave the area and are taxed where they come in.
    Export,
    /// It hangs on a limit in a currency for which there is no rate.
    NotKnown,
}

/// Where and how a part is taxed.
#[derive(Clone, Debug)]
pub(super) struct Supply<'a> {
    pub(super) kind: Kind,
    pub(super) scheme: Scheme,
    /// Whose rules hold.
    pub(super) place: Place,
    pub(super) route: Route,
    /// Where the goods leave.
    pub(super) from: Place,
    /// Where they go.
    pub(super) to: Place,
    /// Who sells and writes the invoice.
    pub(super) supplier: Party,
    pub(super) seller: &'a Seller,
    /// Who owes what is taken with the price.
    pub(super) owes: Party,
    /// The one whose registrations count.
    pub(super) payer: &'a Seller,
}

/// Finds where a part is taxed; `goods` is what its goods cost after discounts.
pub(super) fn supply<'a>(rules: &TaxRules, question: &'a Question, part: &'a Part, goods: Money) -> Supply<'a> {
    let (from, to) = (rules.locate(&part.from), rules.locate(&question.to));
    let (supplier, seller) = match part.mode {
        SettlementMode::Reseller => (Party::Shop, &question.shop),
        SettlementMode::Agent | SettlementMode::HandOff => (Party::Marketplace, &part.seller),
    };
    let conduct = rules.conduct(&to, question.day);
    let shop_owes = conduct.is_some_and(|conduct| facilitator_owes(rules, conduct, part, &from, &to));
    let (owes, payer) = if shop_owes { (Party::Shop, &question.shop) } else { (supplier, seller) };
    let within = from.country == to.country && from.region == to.region;
    let route = if within { Route::Within } else { Route::Across };
    let taxed = Supply {
        kind: Kind::Taxed,
        scheme: Scheme::Local,
        place: to.clone(),
        route,
        from,
        to,
        supplier,
        seller,
        owes,
        payer,
    };
    if is_domestic(rules, &taxed) { at_home(rules, question, taxed) } else { abroad(rules, question, goods, taxed) }
}

fn facilitator_owes(rules: &TaxRules, conduct: &Conduct, part: &Part, from: &Place, to: &Place) -> bool {
    let here = rules.area(to);
    let from_abroad = || rules.area(from) != here || rules.area(&rules.locate(&part.seller.established)) != here;
    part.facilitated
        && part.mode == SettlementMode::Agent
        && match conduct.facilitator {
            Facilitator::Never => false,
            Facilitator::Always => true,
            Facilitator::FromAbroad => from_abroad(),
        }
}

/// Whether the goods stay in one country; regions outside of its area count as abroad.
fn is_domestic(rules: &TaxRules, Supply { from, to, .. }: &Supply) -> bool {
    let apart = rules.is_apart(from) || rules.is_apart(to);
    from.country == to.country && (!apart || from.code() == to.code())
}

fn at_home<'a>(rules: &TaxRules, question: &Question, supply: Supply<'a>) -> Supply<'a> {
    let at_origin = rules.conduct(&supply.from, question.day).is_some_and(|conduct| conduct.at_origin);
    let place = if at_origin && supply.route == Route::Within { supply.from.clone() } else { supply.to.clone() };
    Supply { place, ..supply }
}

fn abroad<'a>(rules: &TaxRules, question: &Question, goods: Money, supply: Supply<'a>) -> Supply<'a> {
    let (leaves, arrives) = (rules.area(&supply.from), rules.area(&supply.to));
    let payer = supply.payer;
    if leaves == arrives {
        if is_business(rules, question, &supply, &arrives) {
            return Supply { kind: Kind::Business, scheme: Scheme::None, owes: Party::Buyer, ..supply };
        }
        if payer.taxed_at_home && payer.established.country == supply.from.country {
            return Supply { place: supply.from.clone(), ..supply };
        }
        let there = &supply.to.country;
        let local = payer.established.country == *there || payer.registered.contains(there);
        return Supply { scheme: if local { Scheme::Local } else { Scheme::OneStop }, ..supply };
    }
    let limit = rules.conduct(&supply.to, question.day).and_then(|conduct| conduct.import_up_to);
    let registered = payer.imports_to.contains(&arrives) || payer.imports_to.contains(&supply.to.country);
    let export = Supply { kind: Kind::Export, scheme: Scheme::None, ..supply.clone() };
    let Some(limit) = limit.filter(|_| registered) else { return export };
    match in_currency(question.rates.as_ref(), limit, question.currency) {
        None => Supply { kind: Kind::NotKnown, scheme: Scheme::None, ..supply },
        Some(limit) if goods.minor <= limit.minor => Supply { scheme: Scheme::Import, ..supply },
        Some(_) => export,
    }
}

/// Whether the buyer showed the number of a member other than the one that the goods leave.
fn is_business(rules: &TaxRules, question: &Question, supply: &Supply, area: &str) -> bool {
    let confirmed = question.buyer.number.as_ref().filter(|business| business.confirmed);
    confirmed.is_some_and(|business| {
        let place = match business.number.country() {
            "XI" => Place { region: Some("NIR".to_owned()), ..Place::country("GB") },
            country => Place::country(country),
        };
        rules.area(&place) == area && place.country != supply.from.country
    })
}

/// An amount in another currency; nothing where there is no rate.
pub(super) fn in_currency(rates: Option<&RateTable>, amount: Money, currency: Currency) -> Option<Money> {
    if amount.currency == currency {
        return Some(amount);
    }
    rates?.convert(amount, currency).ok()
}
