//! The door: what a promotion may say.
//!
//! Terms come from an operator, a seller or a file. They are judged on every cart, in the browser too, so they are bounded here.

use super::{Bearer, Condition, Effect, Lane, Reduction, Scope, SubtotalTier, Terms};
use crate::money::Money;

/// A condition holds others so deep at most; one alone is one deep.
pub const DEEPEST: usize = 8;
/// A condition has so many parts at most, itself counted.
pub const LARGEST_TREE: usize = 64;
/// A list of countries, categories and the like is so long at most.
pub const LONGEST_LIST: usize = 100;
/// A name or a word has so many letters at most.
pub const LONGEST_NAME: usize = 120;
/// An effect has so many tiers at most.
pub const MOST_TIERS: usize = 10;
/// So many pieces are named at most.
const MOST_PIECES: u32 = 49_950;

/// Why terms are no promotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The name.
    #[error("the name must have 1 to 120 letters")]
    Name,
    /// A condition holds others too deep.
    #[error("the condition is nested {0} deep; at most 8 are possible")]
    TooDeep(usize),
    /// A condition has too many parts.
    #[error("the condition has {0} parts; at most 64 are possible")]
    TooLarge(usize),
    /// A list is empty that says what is meant.
    #[error("a list in the condition is empty")]
    EmptyList,
    /// A list is too long.
    #[error("a list has {0} entries; at most 100 are possible")]
    LongList(usize),
    /// A country is not two capitals.
    #[error("a country is two capital letters, such as TN")]
    Country,
    /// A way of paying is no word.
    #[error("a way of paying is a word of 1 to 120 letters")]
    PaymentMethod,
    /// A number of pieces is zero or too large.
    #[error("a number of pieces must be between 1 and 49950")]
    Pieces,
    /// An amount is not above zero, or too large.
    #[error("an amount must be above zero and no larger than 9007199254740991 minor units")]
    Amount,
    /// A share is nothing or more than all.
    #[error("a share must be between 1 and 10000 basis points")]
    Points,
    /// It ends before it begins.
    #[error("the end must come after the beginning")]
    Schedule,
    /// There are no tiers, or too many.
    #[error("there must be 1 to 10 tiers")]
    Tiers,
    /// Tiers do not rise, or are in several currencies.
    #[error("each tier must begin above the one before it, in the same currency")]
    TiersDoNotRise,
    /// The effect does not belong into the lane.
    #[error("this effect does not belong into this lane")]
    Lane,
    /// A gift of the house at a seller's cost.
    #[error("a gift is of the house, so the operator bears it")]
    GiftBearer,
    /// A limit of nothing.
    #[error("a limit must be at least 1")]
    Limit,
}

impl Refusal {
    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::TooDeep(_) => "too-deep",
            Self::TooLarge(_) => "too-large",
            Self::EmptyList => "empty-list",
            Self::LongList(_) => "long-list",
            Self::Country => "country",
            Self::PaymentMethod => "payment-method",
            Self::Pieces => "pieces",
            Self::Amount => "amount",
            Self::Points => "points",
            Self::Schedule => "schedule",
            Self::Tiers => "tiers",
            Self::TiersDoNotRise => "tiers-do-not-rise",
            Self::Lane => "lane",
            Self::GiftBearer => "gift-bearer",
            Self::Limit => "limit",
        }
    }
}

/// Judges terms.
pub(super) fn check(terms: &Terms) -> Result<(), Refusal> {
    if terms.name.trim().is_empty() || terms.name.chars().count() > LONGEST_NAME {
        return Err(Refusal::Name);
    }
    if let (Some(from), Some(until)) = (terms.valid_from, terms.valid_until)
        && from >= until
    {
        return Err(Refusal::Schedule);
    }
    if terms.limit == Some(0) || terms.limit_each == Some(0) {
        return Err(Refusal::Limit);
    }
    scope(&terms.scope)?;
    tree(&terms.condition)?;
    effect(&terms.effect)?;
    let fits = match terms.effect {
        Effect::Delivery { .. } => terms.lane == Lane::Delivery,
        Effect::Gift { .. } => terms.lane == Lane::Gift,
        _ => matches!(terms.lane, Lane::Item | Lane::Order),
    };
    if !fits {
        return Err(Refusal::Lane);
    }
    if matches!(terms.effect, Effect::Gift { .. }) && terms.bearer != Bearer::Operator {
        return Err(Refusal::GiftBearer);
    }
    Ok(())
}

/// Walks the tree with a stack of its own, so that depth alone can do no harm, and stops where it is too large.
fn tree(condition: &Condition) -> Result<(), Refusal> {
    let mut open = vec![(condition, 1)];
    let mut parts = 0;
    while let Some((one, depth)) = open.pop() {
        parts += 1;
        if depth > DEEPEST {
            return Err(Refusal::TooDeep(depth));
        }
        let wide = match one {
            Condition::All { of } | Condition::Any { of } => of.as_slice(),
            Condition::Not { of } => std::slice::from_ref(&**of),
            _ => &[],
        };
        if parts + open.len() + wide.len() > LARGEST_TREE {
            return Err(Refusal::TooLarge(parts + open.len() + wide.len()));
        }
        open.extend(wide.iter().map(|inner| (inner, depth + 1)));
        leaf(one)?;
    }
    Ok(())
}

fn leaf(condition: &Condition) -> Result<(), Refusal> {
    match condition {
        Condition::Always | Condition::FirstOrder | Condition::Not { .. } => Ok(()),
        Condition::All { of } | Condition::Any { of } => {
            if of.is_empty() {
                Err(Refusal::EmptyList)
            } else {
                Ok(())
            }
        }
        Condition::Subtotal { of, at_least } => scope(of).and_then(|()| amount(*at_least)),
        Condition::Quantity { of, at_least } => scope(of).and_then(|()| pieces(*at_least)),
        Condition::Country { one_of } => {
            list(one_of)?;
            let fits = |country: &String| country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
            if one_of.iter().all(fits) { Ok(()) } else { Err(Refusal::Country) }
        }
        Condition::Currency { one_of } => list(one_of),
        Condition::Group { one_of } => list(one_of),
        Condition::During { from, until } => {
            if from < until {
                Ok(())
            } else {
                Err(Refusal::Schedule)
            }
        }
        Condition::PaymentMethod { one_of } => {
            list(one_of)?;
            let fits = |word: &String| (1..=LONGEST_NAME).contains(&word.len()) && !word.chars().any(char::is_control);
            if one_of.iter().all(fits) { Ok(()) } else { Err(Refusal::PaymentMethod) }
        }
        Condition::Code { one_of } => list(one_of),
    }
}

fn effect(effect: &Effect) -> Result<(), Refusal> {
    match effect {
        Effect::Off { reduction: of } | Effect::Delivery { reduction: of } => reduction(of),
        Effect::TieredBySubtotal { tiers } => {
            for tier in tiers {
                amount(tier.from)?;
                reduction(&tier.reduction)?;
            }
            let rises = |pair: &[SubtotalTier]| {
                pair[0].from.currency == pair[1].from.currency && pair[0].from.minor < pair[1].from.minor
            };
            rising(tiers.len(), tiers.windows(2).all(rises))
        }
        Effect::TieredByQuantity { tiers } => {
            for tier in tiers {
                pieces(tier.from)?;
                reduction(&tier.reduction)?;
            }
            rising(tiers.len(), tiers.windows(2).all(|pair| pair[0].from < pair[1].from))
        }
        Effect::BuyGet { buy, of, get, points: share, times } => {
            scope(of)?;
            for number in [Some(*buy), Some(*get), *times].into_iter().flatten() {
                pieces(number)?;
            }
            points(*share)
        }
        Effect::Gift { gift } => {
            if gift.worth.is_zero() {
                Ok(())
            } else {
                amount(gift.worth)
            }
        }
    }
}

fn rising(count: usize, rises: bool) -> Result<(), Refusal> {
    match (1..=MOST_TIERS).contains(&count) {
        false => Err(Refusal::Tiers),
        true if rises => Ok(()),
        true => Err(Refusal::TiersDoNotRise),
    }
}

fn reduction(reduction: &Reduction) -> Result<(), Refusal> {
    match reduction {
        Reduction::Percent { points: share, cap } => points(*share).and_then(|()| cap.map_or(Ok(()), amount)),
        Reduction::Amount { amount: off } => amount(*off),
    }
}

fn scope(scope: &Scope) -> Result<(), Refusal> {
    match scope.products.len().max(scope.categories.len()) {
        long if long > LONGEST_LIST => Err(Refusal::LongList(long)),
        _ => Ok(()),
    }
}

fn list<T>(list: &[T]) -> Result<(), Refusal> {
    match list.len() {
        0 => Err(Refusal::EmptyList),
        long if long > LONGEST_LIST => Err(Refusal::LongList(long)),
        _ => Ok(()),
    }
}

fn pieces(number: u32) -> Result<(), Refusal> {
    if (1..=MOST_PIECES).contains(&number) { Ok(()) } else { Err(Refusal::Pieces) }
}

fn points(points: u32) -> Result<(), Refusal> {
    if (1..=10_000).contains(&points) { Ok(()) } else { Err(Refusal::Points) }
}

fn amount(amount: Money) -> Result<(), Refusal> {
    if (1..=Money::LARGEST).contains(&amount.minor) { Ok(()) } else { Err(Refusal::Amount) }
}
