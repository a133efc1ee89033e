//! Mistakes on purpose: what comes out is worked out wrongly, and the judges must notice.
//!
//! The first ones are mistakes in the rules, made by giving the rules something else than the judges know of; the others are
//! mistakes in what comes out.

use domain::{
    money::Money,
    promotion::{Bearer, Beside, Condition, Effect, LaneRule, Lanes, Promotion, Reduction, Share, Terms, apply},
};

use super::{Case, Outcome, give_back};
use crate::dice::Dice;

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    ConditionIgnored,
    NotIgnored,
    CapIgnored,
    ScheduleIgnored,
    LimitIgnored,
    PriorityIgnored,
    ExclusiveIgnored,
    LanesStack,
    LanesTakeTheBest,
    WorseChosen,
    OneLeftOut,
    CurrencyIgnored,
    BoughtOfAnything,
    TimesIgnored,
    TiersTakeTheFirst,
    UnitMoved,
    UnitLost,
    UnitOfTheTotalLost,
    BearerExchanged,
    GiftForgotten,
    ReasonForgotten,
    UnitTooMuchBack,
    UnitOfABearerLost,
    TakenBackFromWhoMayKeep,
}

impl Plant {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::ConditionIgnored,
        Self::NotIgnored,
        Self::CapIgnored,
        Self::ScheduleIgnored,
        Self::LimitIgnored,
        Self::PriorityIgnored,
        Self::ExclusiveIgnored,
        Self::LanesStack,
        Self::LanesTakeTheBest,
        Self::WorseChosen,
        Self::OneLeftOut,
        Self::CurrencyIgnored,
        Self::BoughtOfAnything,
        Self::TimesIgnored,
        Self::TiersTakeTheFirst,
        Self::UnitMoved,
        Self::UnitLost,
        Self::UnitOfTheTotalLost,
        Self::BearerExchanged,
        Self::GiftForgotten,
        Self::ReasonForgotten,
        Self::UnitTooMuchBack,
        Self::UnitOfABearerLost,
        Self::TakenBackFromWhoMayKeep,
    ];

    /// Works a case out with the mistake.
    pub fn work_out(self, case: &Case, dice: &mut Dice) -> Result<Outcome, String> {
        let mut wrong = case.clone();
        wrong.promotions = case.promotions.iter().filter_map(|promotion| self.spoil(promotion.terms())).collect();
        let both = |rule| Lanes { item: rule, order: rule, delivery: rule, gift: rule };
        match self {
            Self::LanesStack => wrong.facts.lanes = both(LaneRule::Stack),
            Self::LanesTakeTheBest => wrong.facts.lanes = both(LaneRule::Best),
            Self::OneLeftOut => drop(wrong.promotions.pop()),
            _ => {}
        }
        let failed = |problem: &dyn std::fmt::Display| problem.to_string();
        let mut applied = apply(&wrong.promotions, &wrong.facts).map_err(|problem| failed(&problem))?;
        if self == Self::WorseChosen
            && let Some(step) = applied.steps.first()
        {
            // the promotion that counted first is told to be beaten, and the best of the others counts
            let others = wrong.promotions.iter().filter(|other| other.terms().id != step.promotion).cloned();
            let others: Vec<Promotion> = others.collect();
            let by = step.promotion.clone();
            let mut worse = apply(&others, &wrong.facts).map_err(|problem| failed(&problem))?;
            let passed = domain::promotion::PassedOver {
                promotion: by.clone(),
                name: step.name.clone(),
                code: step.code.clone(),
                kind: step.kind,
                lane: step.lane,
                why: domain::promotion::Why::Beaten { by },
            };
            worse.passed_over.push(passed);
            applied = worse;
        }
        let takes_back = dice.percent(50);
        let policy = takes_back || self == Self::TakenBackFromWhoMayKeep;
        let mut returns = give_back(&wrong, &applied, policy, dice)?;
        let one = |money: &mut Money, more: i64| money.minor += more;
        match self {
            Self::UnitMoved => {
                for step in &mut applied.steps {
                    if let [from, to, ..] = &mut step.lines[..]
                        && from.amount.minor > 1
                        && applied.lines[to.place as usize].paid.minor > 0
                    {
                        one(&mut from.amount, -1);
                        one(&mut to.amount, 1);
                        let (from, to) = (from.place as usize, to.place as usize);
                        for (line, more) in [(from, -1), (to, 1)] {
                            one(&mut applied.lines[line].off, more);
                            one(&mut applied.lines[line].paid, -more);
                        }
                        break;
                    }
                }
            }
            Self::UnitLost => {
                if let Some(Share { amount, .. }) = applied.steps.first_mut().and_then(|step| step.lines.first_mut()) {
                    one(amount, -1);
                }
            }
            Self::UnitOfTheTotalLost => one(&mut applied.goods_off, 1),
            Self::BearerExchanged => {
                for step in &mut applied.steps {
                    step.bearer = if step.bearer == Bearer::Operator { Bearer::Seller } else { Bearer::Operator };
                }
            }
            Self::GiftForgotten => applied.steps.iter_mut().for_each(|step| step.gift = None),
            Self::ReasonForgotten => drop(applied.passed_over.pop()),
            Self::UnitTooMuchBack => {
                if let Some((_, back)) = returns.first_mut() {
                    one(&mut back.refund, 1);
                }
            }
            Self::UnitOfABearerLost => {
                let steps = returns.iter_mut().flat_map(|(_, back)| &mut back.steps);
                if let Some(share) = steps.flat_map(|step| &mut step.lines).next() {
                    one(&mut share.amount, -1);
                }
            }
            _ => {}
        }
        Ok(Outcome { applied, takes_back, returns })
    }

    /// A promotion as mistaken rules would read it.
    fn spoil(self, terms: &Terms) -> Option<Promotion> {
        let mut terms = terms.clone();
        match self {
            Self::ConditionIgnored => terms.condition = Condition::Always,
            Self::NotIgnored => {
                if let Condition::Not { of } = terms.condition {
                    terms.condition = *of;
                }
            }
            Self::ScheduleIgnored => (terms.valid_from, terms.valid_until) = (None, None),
            Self::LimitIgnored => (terms.limit, terms.limit_each) = (None, None),
            Self::PriorityIgnored => terms.priority = 0,
            Self::ExclusiveIgnored => terms.beside = Beside::Others,
            Self::CapIgnored => each(&mut terms.effect, |reduction| {
                if let Reduction::Percent { cap, .. } = reduction {
                    *cap = None;
                }
            }),
            Self::CurrencyIgnored => each(&mut terms.effect, |reduction| {
                if let Reduction::Amount { amount } = reduction {
                    amount.currency = domain::money::Currency::Eur;
                }
            }),
            Self::BoughtOfAnything => {
                if let Effect::BuyGet { of, .. } = &mut terms.effect {
                    *of = domain::promotion::Scope::default();
                }
            }
            Self::TimesIgnored => {
                if let Effect::BuyGet { times, .. } = &mut terms.effect {
                    *times = None;
                }
            }
            Self::TiersTakeTheFirst => match &mut terms.effect {
                Effect::TieredBySubtotal { tiers } => tiers.truncate(1),
                Effect::TieredByQuantity { tiers } => tiers.truncate(1),
                _ => {}
            },
            _ => {}
        }
        Promotion::try_from(terms).ok()
    }
}

fn each(effect: &mut Effect, change: impl Fn(&mut Reduction)) {
    match effect {
        Effect::Off { reduction } | Effect::Delivery { reduction } => change(reduction),
        Effect::TieredBySubtotal { tiers } => tiers.iter_mut().for_each(|tier| change(&mut tier.reduction)),
        Effect::TieredByQuantity { tiers } => tiers.iter_mut().for_each(|tier| change(&mut tier.reduction)),
        Effect::BuyGet { .. } | Effect::Gift { .. } => {}
    }
}
