//! When a promotion counts: a tree of and, or and not over facts, and what is still missing.
//!
//! A fact may not be known yet: who buys, where it goes, how it is paid. What rests on it is then neither met nor unmet,
//! also behind a not (Kleene's strong logic of three values), so nothing is promised that a later answer takes away.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Facts, Scope};
use crate::{
    ids::{CouponCode, GroupId},
    money::{Currency, Money, MoneyError},
    time::Timestamp,
};

/// When a promotion counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Always.
    #[default]
    Always,
    /// When every one of these is met.
    All {
        /// These.
        of: Vec<Condition>,
    },
    /// When at least one of these is met.
    Any {
        /// These.
        of: Vec<Condition>,
    },
    /// When this is not met.
    Not {
        /// This.
        of: Box<Condition>,
    },
    /// When some lines cost enough, before any promotion.
    Subtotal {
        /// Which lines.
        #[serde(default)]
        of: Scope,
        /// At least this; in another currency at the rate of the quote.
        at_least: Money,
    },
    /// When there are enough pieces of some lines.
    Quantity {
        /// Which lines.
        #[serde(default)]
        of: Scope,
        /// At least so many.
        at_least: u32,
    },
    /// When the goods go to one of these countries.
    Country {
        /// Two capitals each (ISO 3166-1).
        one_of: Vec<String>,
    },
    /// When the shopper pays in one of these currencies.
    Currency {
        /// These.
        one_of: Vec<Currency>,
    },
    /// When the shopper belongs to one of these groups.
    Group {
        /// These.
        one_of: Vec<GroupId>,
    },
    /// When it is the shopper's first order.
    FirstOrder,
    /// In a span of time.
    During {
        /// From this moment on.
        from: Timestamp,
        /// Before this moment.
        until: Timestamp,
    },
    /// When the order is paid in one of these ways.
    PaymentMethod {
        /// Their words.
        one_of: Vec<String>,
    },
    /// When one of these codes was typed, whichever promotion it opens.
    Code {
        /// These.
        one_of: Vec<CouponCode>,
    },
}

/// What a shopper could still do so that a promotion counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "missing", rename_all = "snake_case")]
pub enum Missing {
    /// Buy for so much more.
    Subtotal {
        /// Of which lines.
        of: Scope,
        /// How much more, in the shopper's currency.
        more: Money,
    },
    /// Take so many more.
    Quantity {
        /// Of which lines.
        of: Scope,
        /// How many more.
        more: u32,
    },
    /// Say where it goes: these countries would do.
    Country {
        /// These.
        one_of: Vec<String>,
    },
    /// Say who buys: sign in, or name an address for mails.
    Shopper,
    /// Pay in one of these ways.
    PaymentMethod {
        /// These.
        one_of: Vec<String>,
    },
}

/// Whether a condition is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is.
    Met,
    /// It rests on what is not known yet, or can be changed by these.
    NotKnown(Vec<Missing>),
    /// It is not; it would be with these, where the shopper can do something about it.
    Unmet(Option<Vec<Missing>>),
}

impl Condition {
    /// The groups it speaks of.
    pub fn groups(&self) -> BTreeSet<&GroupId> {
        match self {
            Self::All { of } | Self::Any { of } => of.iter().flat_map(Self::groups).collect(),
            Self::Not { of } => of.groups(),
            Self::Group { one_of } => one_of.iter().collect(),
            _ => BTreeSet::new(),
        }
    }

    /// Whether it may be met by somebody who belongs to these groups and to no other, whatever they buy; `true` where that is
    /// not plain to see.
    pub fn is_open_to(&self, groups: &BTreeSet<GroupId>) -> bool {
        match self {
            Self::All { of } => of.iter().all(|one| one.is_open_to(groups)),
            Self::Any { of } => of.iter().any(|one| one.is_open_to(groups)),
            Self::Group { one_of } => one_of.iter().any(|group| groups.contains(group)),
            _ => true,
        }
    }

    /// Whether it is met.
    ///
    /// # Errors
    /// When a rate is missing or an amount is too large.
    pub(super) fn judge(&self, facts: &Facts) -> Result<Verdict, MoneyError> {
        let known = |met: bool| if met { Verdict::Met } else { Verdict::Unmet(None) };
        Ok(match self {
            Self::Always => Verdict::Met,
            Self::All { of } => every(verdicts(of, facts)?),
            Self::Any { of } => any(verdicts(of, facts)?),
            Self::Not { of } => match of.judge(facts)? {
                Verdict::Met => Verdict::Unmet(None),
                Verdict::Unmet(_) => Verdict::Met,
                not_known @ Verdict::NotKnown(_) => not_known,
            },
            Self::Subtotal { of, at_least } => {
                let more = facts.rates.convert(*at_least, facts.currency)?.minus(of.subtotal(facts)?)?;
                enough(more.minor > 0, || Missing::Subtotal { of: of.clone(), more })
            }
            Self::Quantity { of, at_least } => {
                let more = at_least.saturating_sub(of.pieces(facts));
                enough(more > 0, || Missing::Quantity { of: of.clone(), more })
            }
            Self::Country { one_of } => match &facts.country {
                Some(country) => known(one_of.contains(country)),
                None => Verdict::NotKnown(vec![Missing::Country { one_of: one_of.clone() }]),
            },
            Self::Currency { one_of } => known(one_of.contains(&facts.currency)),
            Self::Group { one_of } => match &facts.groups {
                Some(groups) => known(one_of.iter().any(|group| groups.contains(group))),
                None => Verdict::NotKnown(vec![Missing::Shopper]),
            },
            Self::FirstOrder => match facts.first_order {
                Some(first) => known(first),
                None => Verdict::NotKnown(vec![Missing::Shopper]),
            },
            Self::During { from, until } => known((*from..*until).contains(&facts.now)),
            Self::PaymentMethod { one_of } => {
                let missing = || vec![Missing::PaymentMethod { one_of: one_of.clone() }];
                match &facts.payment_method {
                    Some(method) if one_of.contains(method) => Verdict::Met,
                    Some(_) => Verdict::Unmet(Some(missing())),
                    None => Verdict::NotKnown(missing()),
                }
            }
            Self::Code { one_of } => {
                let counts = |code: &CouponCode| {
                    facts.codes.iter().any(|entered| entered.problem.is_none() && entered.code == *code)
                };
                known(one_of.iter().any(counts))
            }
        })
    }
}

fn verdicts(of: &[Condition], facts: &Facts) -> Result<Vec<Verdict>, MoneyError> {
    of.iter().map(|condition| condition.judge(facts)).collect()
}

fn enough(short: bool, missing: impl FnOnce() -> Missing) -> Verdict {
    if short { Verdict::Unmet(Some(vec![missing()])) } else { Verdict::Met }
}

/// All of them: what is missing to any is missing to all.
fn every(verdicts: Vec<Verdict>) -> Verdict {
    let unmet = verdicts.iter().any(|verdict| matches!(verdict, Verdict::Unmet(_)));
    let mut missing = Some(Vec::new());
    for verdict in verdicts {
        match verdict {
            Verdict::Met => {}
            Verdict::NotKnown(of) | Verdict::Unmet(Some(of)) => {
                missing = missing.map(|mut all| {
                    all.extend(of);
                    all
                })
            }
            Verdict::Unmet(None) => missing = None,
        }
    }
    match missing {
        Some(missing) if missing.is_empty() => Verdict::Met,
        Some(missing) if !unmet => Verdict::NotKnown(missing),
        missing => Verdict::Unmet(missing),
    }
}

/// One of them: the way with the fewest things missing, the earlier of equals.
fn any(verdicts: Vec<Verdict>) -> Verdict {
    if verdicts.contains(&Verdict::Met) {
        return Verdict::Met;
    }
    let not_known = verdicts.iter().any(|verdict| matches!(verdict, Verdict::NotKnown(_)));
    let ways = verdicts.into_iter().filter_map(|verdict| match verdict {
        Verdict::NotKnown(missing) | Verdict::Unmet(Some(missing)) => Some(missing),
        Verdict::Met | Verdict::Unmet(None) => None,
    });
    let shortest = ways.min_by_key(Vec::len);
    if not_known { Verdict::NotKnown(shortest.unwrap_or_default()) } else { Verdict::Unmet(shortest) }
}
