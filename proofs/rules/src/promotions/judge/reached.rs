//! Counts what the drawn cases reached, so that a proof of nothing is told from a proof.

use std::collections::BTreeMap;

use domain::promotion::{Condition, Missing};
use serde_json::{Value, json};

/// How often each thing was reached, by group.
#[derive(Clone, Debug, Default)]
pub struct Reached(BTreeMap<(&'static str, &'static str), u64>);

/// What must be reached.
const ALL: &[(&str, &[&str])] = &[
    ("effects", &["percent", "fixed", "tiered", "buy-get", "delivery", "gift"]),
    ("met", CONDITIONS),
    ("in the way", CONDITIONS),
    (
        "passed over",
        &[
            "not-yet",
            "over",
            "used-up",
            "used-by-you",
            "short",
            "unmet",
            "nothing-in-scope",
            "no-gift",
            "nothing-left",
            "beaten",
        ],
    ),
    ("missing", &["subtotal", "quantity", "country", "shopper", "payment-method"]),
    (
        "refused",
        &[
            "name",
            "too-deep",
            "too-large",
            "empty-list",
            "long-list",
            "country",
            "payment-method",
            "pieces",
            "amount",
            "points",
            "schedule",
            "tiers",
            "tiers-do-not-rise",
            "lane",
            "gift-bearer",
            "limit",
            "twice",
            "below-zero",
            "two-deliveries",
            "no-rate",
            "too-large-an-amount",
            "not-so-many",
            "another-order",
            "no-promotion",
        ],
    ),
    (
        "seen",
        &[
            "borne by sellers",
            "by code",
            "limited",
            "higher tier",
            "several times",
            "alone in the cart",
            "stacked",
            "best by trying all",
            "no worse than the first",
            "beyond the bound",
            "irrelevant line",
            "exactly so much more",
            "kept",
            "held back",
            "held back and given back",
            "gift asked for",
            "in another currency",
        ],
    ),
];

const CONDITIONS: &[&str] = &[
    "always",
    "all",
    "any",
    "not",
    "subtotal",
    "quantity",
    "country",
    "currency",
    "group",
    "first order",
    "during",
    "payment method",
    "code",
];

impl Reached {
    /// Counts one.
    pub fn count(&mut self, group: &'static str, word: &'static str) {
        *self.0.entry((group, word)).or_default() += 1;
    }

    /// Adds what another counted.
    pub fn add(&mut self, other: Self) {
        other.0.into_iter().for_each(|(key, count)| *self.0.entry(key).or_default() += count);
    }

    /// What was never reached.
    pub fn missing(&self) -> Vec<String> {
        let all = ALL.iter().flat_map(|(group, words)| words.iter().map(move |word| (*group, *word)));
        // nothing can be in the way of what always counts
        let all = all.filter(|key| *key != ("in the way", "always") && !self.0.contains_key(key));
        all.map(|(group, word)| format!("{group}: {word}")).collect()
    }

    /// The counts by group.
    pub fn told(&self) -> Value {
        let mut told = json!({});
        for ((group, word), count) in &self.0 {
            told[group][word] = json!(count);
        }
        told
    }
}

/// The word of something missing.
pub fn missing_word(missing: &Missing) -> &'static str {
    match missing {
        Missing::Subtotal { .. } => "subtotal",
        Missing::Quantity { .. } => "quantity",
        Missing::Country { .. } => "country",
        Missing::Shopper => "shopper",
        Missing::PaymentMethod { .. } => "payment-method",
    }
}

/// The kinds of a condition and of all it holds.
pub fn words(condition: &Condition, tell: &mut dyn FnMut(&'static str)) {
    tell(match condition {
        Condition::Always => "always",
        Condition::All { .. } => "all",
        Condition::Any { .. } => "any",
        Condition::Not { .. } => "not",
        Condition::Subtotal { .. } => "subtotal",
        Condition::Quantity { .. } => "quantity",
        Condition::Country { .. } => "country",
        Condition::Currency { .. } => "currency",
        Condition::Group { .. } => "group",
        Condition::FirstOrder => "first order",
        Condition::During { .. } => "during",
        Condition::PaymentMethod { .. } => "payment method",
        Condition::Code { .. } => "code",
    });
    match condition {
        Condition::All { of } | Condition::Any { of } => of.iter().for_each(|inner| words(inner, tell)),
        Condition::Not { of } => words(of, tell),
        _ => {}
    }
}
