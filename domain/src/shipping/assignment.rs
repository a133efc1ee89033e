//! Which carrier takes a shipment of the house: the cheapest, the fastest, or the one that is preferred. Nobody has to decide.

use serde::{Deserialize, Serialize};

use crate::{
    ids::CarrierId,
    money::{Money, RateTable},
    time::Date,
};

/// What a carrier offers for a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierOffer {
    /// Who is asked to take it.
    pub carrier: CarrierId,
    /// What the service is booked by.
    pub service: String,
    /// What people read, such as `FedEx International Economy`.
    pub title: String,
    /// What it costs us, in the currency in which the carrier bills.
    pub price: Money,
    /// Calendar days until it arrives, counted from the day on which it is handed over; `None` where the carrier does not tell.
    pub days: Option<u16>,
    /// The day on which it arrives, in the local time of the place it goes to, where the carrier tells.
    pub arrives: Option<Date>,
}

/// By what a carrier is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The lowest price; among equals the sooner.
    Cheapest,
    /// The soonest; among equals the cheaper.
    Fastest,
    /// The first of these who offers anything, by its cheapest service; the cheapest of all where none of them does.
    Preferred(Vec<CarrierId>),
}

/// What an offer has to keep to, whatever the rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// It arrives within so many days. An offer that tells none does not keep to it.
    pub within_days: Option<u16>,
    /// It costs no more.
    pub at_most: Option<Money>,
}

/// Which offer was chosen, and why that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its place among the offers.
    pub offer: usize,
    /// What it costs in the currency in which the prices were compared.
    pub compared: Money,
    /// Why it was chosen.
    pub why: Why,
}

/// Why an offer was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is the only one that keeps to what was wanted.
    TheOnlyOne,
    /// It has the lowest price.
    Cheapest,
    /// It is the soonest.
    Fastest,
    /// Its carrier stands first among those preferred.
    Preferred,
    /// None of those preferred offers anything, and it has the lowest price.
    NoneOfThePreferred,
}

impl Why {
    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::TheOnlyOne => "only",
            Self::Cheapest => "cheapest",
            Self::Fastest => "fastest",
            Self::Preferred => "preferred",
            Self::NoneOfThePreferred => "none-preferred",
        }
    }
}

/// An offer that may be chosen: its place, its price for comparing, and the offer.
type Candidate<'a> = (usize, Money, &'a CarrierOffer);

/// Chooses among offers. Prices are compared in the base currency of the rates; an offer whose currency has no rate is not
/// chosen. What is alike in everything is chosen by the carrier's name, so that the order of the answers does not matter.
///
/// `None` when no offer keeps to what was wanted; then somebody has to look.
pub fn choose(rule: &Rule, wanted: &Wanted, offers: &[CarrierOffer], rates: &RateTable) -> Option<Choice> {
    let at_most = match wanted.at_most {
        Some(most) => Some(rates.convert(most, rates.base).ok()?.minor),
        None => None,
    };
    let keeps = |(_, price, offer): &Candidate<'_>| {
        let soon_enough = wanted.within_days.is_none_or(|most| offer.days.is_some_and(|days| days <= most));
        soon_enough && price.minor >= 0 && at_most.is_none_or(|most| price.minor <= most)
    };
    let compared = offers.iter().enumerate();
    let compared = compared.filter_map(|(at, offer)| Some((at, rates.convert(offer.price, rates.base).ok()?, offer)));
    let candidates: Vec<Candidate<'_>> = compared.filter(keeps).collect();
    let (chosen, why) = match rule {
        Rule::Cheapest => (candidates.iter().min_by_key(|one| by_price(one)), Why::Cheapest),
        Rule::Fastest => (candidates.iter().min_by_key(|one| by_days(one)), Why::Fastest),
        Rule::Preferred(order) => preferred(order, &candidates),
    };
    let (offer, compared, _) = chosen?;
    let why = if candidates.len() == 1 { Why::TheOnlyOne } else { why };
    Some(Choice { offer: *offer, compared: *compared, why })
}

fn preferred<'a, 'b>(order: &[CarrierId], candidates: &'b [Candidate<'a>]) -> (Option<&'b Candidate<'a>>, Why) {
    let cheapest_of = |carrier: &CarrierId| {
        candidates.iter().filter(|(_, _, offer)| offer.carrier == *carrier).min_by_key(|one| by_price(one))
    };
    match order.iter().find_map(cheapest_of) {
        Some(first) => (Some(first), Why::Preferred),
        None => (candidates.iter().min_by_key(|one| by_price(one)), Why::NoneOfThePreferred),
    }
}

fn by_price<'a>((_, price, offer): &Candidate<'a>) -> (i64, u16, &'a CarrierId, &'a str) {
    (price.minor, offer.days.unwrap_or(u16::MAX), &offer.carrier, &offer.service)
}

fn by_days<'a>((_, price, offer): &Candidate<'a>) -> (u16, i64, &'a CarrierId, &'a str) {
    (offer.days.unwrap_or(u16::MAX), price.minor, &offer.carrier, &offer.service)
}
