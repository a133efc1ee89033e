//! Whether a set of rules can be worked with: what an operator is told before it counts.

use std::collections::BTreeSet;

use super::rules::{Rule, TaxRules, Treatment};

/// What is wrong with a set of rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesProblem {
    /// Two rules have one name.
    #[error("two rules are named {0}")]
    TwiceNamed(String),
    /// Two rules of one tax hold for the same goods on the same day, and none is closer.
    #[error("{0} and {1} hold for the same goods on the same day")]
    Ambiguous(String, String),
    /// A country has rules, but nothing says how its taxes are rounded.
    #[error("{0} has rules, but nothing says how its taxes are rounded")]
    NoConduct(String),
    /// A compound tax does not come after another one.
    #[error("{0} is compound, but comes first")]
    CompoundComesFirst(String),
}

impl TaxRules {
    /// Everything that is wrong with the rules; nothing where they can be worked with.
    pub fn problems(&self) -> Vec<RulesProblem> {
        let mut problems = Vec::new();
        let mut names = BTreeSet::new();
        for (place, rule) in self.rules.iter().enumerate() {
            if !names.insert(&rule.id) {
                problems.push(RulesProblem::TwiceNamed(rule.id.clone()));
            }
            if !self.conducts.iter().any(|conduct| conduct.country == rule.country) {
                problems.push(RulesProblem::NoConduct(rule.country.clone()));
            }
            if rule.compound && rule.priority == 0 && matches!(rule.treatment, Treatment::Taxed { .. }) {
                problems.push(RulesProblem::CompoundComesFirst(rule.id.clone()));
            }
            let earlier = self.rules[..place].iter().find(|other| collide(other, rule));
            problems.extend(earlier.map(|other| RulesProblem::Ambiguous(other.id.clone(), rule.id.clone())));
        }
        problems
    }
}

/// Whether two rules are about the same goods in the same place with nothing to tell them apart.
fn collide(one: &Rule, other: &Rule) -> bool {
    one.tax == other.tax
        && (&one.country, &one.region, &one.postcodes) == (&other.country, &other.region, &other.postcodes)
        && (one.classes.is_empty() && other.classes.is_empty()
            || one.classes.iter().any(|class| other.classes.contains(class)))
        && (one.unit_price, one.route) == (other.unit_price, other.route)
        && one.valid.meets(&other.valid)
}
