//! The same rules a second time, as plainly as they can be written, for carts so small that everything can be tried: every
//! combination of promotions, every choice of pieces. Of the rules in `domain` it uses the data and the rates only.

use std::cmp::Reverse;

use domain::{
    money::Money,
    promotion::{Beside, Condition, Effect, Facts, LaneRule, Promotion, Reduction, Scope, Seller, Terms, Trigger},
};

use super::rounding::{half_even, largest_remainders};

/// What is taken off, and what gifts are worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worked {
    pub lines: Vec<i64>,
    pub deliveries: Vec<i64>,
    pub gifts: i64,
}

impl Worked {
    pub fn benefit(&self) -> i64 {
        self.lines.iter().sum::<i64>() + self.deliveries.iter().sum::<i64>() + self.gifts
    }
}

/// Promotions and the facts they are judged by.
pub struct Oracle<'a> {
    pub facts: &'a Facts,
    pub promotions: &'a [Promotion],
}

impl<'a> Oracle<'a> {
    fn convert(&self, money: Money) -> i64 {
        self.facts.rates.convert(money, self.facts.currency).map_or(0, |money| money.minor)
    }

    fn holds(&self, scope: &Scope, line: usize) -> bool {
        let line = &self.facts.lines[line];
        let seller = match &scope.seller {
            Seller::Anyone => true,
            Seller::House => Some(&line.product.marketplace) == self.facts.house.as_ref(),
            Seller::Marketplace { id } => line.product.marketplace == *id,
        };
        let category = scope.categories.is_empty() || line.category.is_some_and(|of| scope.categories.contains(&of));
        seller && category && (scope.products.is_empty() || scope.products.contains(&line.product))
    }

    /// The lines in scope.
    pub fn scoped(&self, scope: &Scope) -> Vec<usize> {
        (0..self.facts.lines.len()).filter(|line| self.holds(scope, *line)).collect()
    }

    fn subtotal(&self, scope: &Scope) -> i64 {
        self.scoped(scope).iter().map(|line| self.facts.lines[*line].amount.minor).sum()
    }

    fn quantity(&self, line: usize) -> u32 {
        self.facts.lines[line].quantity.into()
    }

    fn pieces(&self, scope: &Scope) -> u32 {
        self.scoped(scope).iter().map(|line| self.quantity(*line)).sum()
    }

    /// Nothing where it is not known.
    pub fn met(&self, condition: &Condition) -> Option<bool> {
        let facts = self.facts;
        match condition {
            Condition::Always => Some(true),
            Condition::All { of } => {
                let all: Vec<Option<bool>> = of.iter().map(|one| self.met(one)).collect();
                if all.contains(&Some(false)) {
                    Some(false)
                } else if all.contains(&None) {
                    None
                } else {
                    Some(true)
                }
            }
            Condition::Any { of } => {
                let all: Vec<Option<bool>> = of.iter().map(|one| self.met(one)).collect();
                if all.contains(&Some(true)) {
                    Some(true)
                } else if all.contains(&None) {
                    None
                } else {
                    Some(false)
                }
            }
            Condition::Not { of } => self.met(of).map(|met| !met),
            Condition::Subtotal { of, at_least } => Some(self.subtotal(of) >= self.convert(*at_least)),
            Condition::Quantity { of, at_least } => Some(self.pieces(of) >= *at_least),
            Condition::Country { one_of } => facts.country.as_ref().map(|country| one_of.contains(country)),
            Condition::Currency { one_of } => Some(one_of.contains(&facts.currency)),
            Condition::Group { one_of } => {
                facts.groups.as_ref().map(|groups| groups.iter().any(|group| one_of.contains(group)))
            }
            Condition::FirstOrder => facts.first_order,
            Condition::During { from, until } => Some(*from <= facts.now && facts.now < *until),
            Condition::PaymentMethod { one_of } => facts.payment_method.as_ref().map(|method| one_of.contains(method)),
            Condition::Code { one_of } => {
                Some(facts.codes.iter().any(|code| code.problem.is_none() && one_of.contains(&code.code)))
            }
        }
    }

    /// Whether a promotion may count at all.
    pub fn may(&self, terms: &Terms) -> bool {
        let facts = self.facts;
        let uses = facts.uses.get(&terms.id).copied().unwrap_or_default();
        let opened = terms.trigger == Trigger::Automatic
            || facts.codes.iter().any(|code| code.problem.is_none() && code.opens.contains(&terms.id));
        opened
            && terms.valid_from.is_none_or(|from| from <= facts.now)
            && terms.valid_until.is_none_or(|until| facts.now < until)
            && terms.limit.is_none_or(|limit| uses.all < limit)
            && terms.limit_each.is_none_or(|limit| uses.by_shopper < limit)
            && self.fits(terms)
    }

    /// Whether the cart meets it.
    pub fn fits(&self, terms: &Terms) -> bool {
        let lines = self.scoped(&terms.scope);
        let reached = match &terms.effect {
            Effect::Off { .. } => true,
            Effect::Delivery { .. } => !self.parts(&terms.scope).is_empty(),
            Effect::TieredBySubtotal { tiers } => self.subtotal(&terms.scope) >= self.convert(tiers[0].from),
            Effect::TieredByQuantity { tiers } => self.pieces(&terms.scope) >= tiers[0].from,
            // some can be bought and others got when each are enough and both together too (Hall's marriage theorem)
            Effect::BuyGet { buy, of, get, .. } => {
                let either =
                    (0..self.facts.lines.len()).filter(|at| self.holds(of, *at) || self.holds(&terms.scope, *at));
                let either: u32 = either.map(|line| self.quantity(line)).sum();
                self.pieces(of) >= *buy && self.pieces(&terms.scope) >= *get && either >= buy + get
            }
            Effect::Gift { gift } => {
                Some(&gift.product.marketplace) == self.facts.house.as_ref()
                    && !self.facts.gifts_gone.contains(&(gift.product.clone(), gift.variant.clone()))
            }
        };
        self.met(&terms.condition) == Some(true) && !lines.is_empty() && reached
    }

    fn amounts(&self) -> Vec<i64> {
        self.facts.lines.iter().map(|line| line.amount.minor).collect()
    }

    /// The deliveries of parts with lines in scope.
    pub fn parts(&self, scope: &Scope) -> Vec<usize> {
        let lines = self.scoped(scope);
        let of = |part: &usize| {
            let seller = &self.facts.deliveries[*part].marketplace;
            lines.iter().any(|line| self.facts.lines[*line].product.marketplace == *seller)
        };
        (0..self.facts.deliveries.len()).filter(of).collect()
    }

    /// Every way to choose pieces, the most of them first, then the cheapest; how many are got of each line.
    fn got(&self, terms: &Terms, left: &[i64]) -> Option<Vec<u32>> {
        let Effect::BuyGet { buy, of, get, times, .. } = &terms.effect else { return None };
        let mut order = self.scoped(&terms.scope);
        order.sort_by(|one, other| {
            let (of_one, of_other) = (i128::from(self.quantity(*one)), i128::from(self.quantity(*other)));
            (i128::from(left[*one]) * of_other).cmp(&(i128::from(left[*other]) * of_one)).then(one.cmp(other))
        });
        let bought = self.scoped(of);
        let mut best: Option<(u32, Reverse<i128>, Vec<u32>)> = None;
        let whole: i128 = (0..left.len()).map(|line| i128::from(self.quantity(line))).product();
        let mut counts = vec![0_u32; order.len()];
        loop {
            let all: u32 = counts.iter().sum();
            let round = all / get;
            let of_line = |line: &usize| order.iter().position(|at| at == line).map_or(0, |at| counts[at]);
            let still: u32 = bought.iter().map(|line| self.quantity(*line) - of_line(line)).sum();
            if all > 0 && all.is_multiple_of(*get) && still >= round * buy && times.is_none_or(|times| round <= times) {
                let price = |(at, count): (usize, &u32)| {
                    let line = order[at];
                    whole / i128::from(self.quantity(line)) * i128::from(left[line]) * i128::from(*count)
                };
                let cost: i128 = counts.iter().enumerate().map(price).sum();
                let candidate = (round, Reverse(cost), counts.clone());
                if best.as_ref().is_none_or(|best| candidate > *best) {
                    best = Some(candidate);
                }
            }
            let Some(at) = (0..counts.len()).find(|at| counts[*at] < self.quantity(order[*at])) else { break };
            counts[at] += 1;
            counts[..at].fill(0);
        }
        let (_, _, counts) = best?;
        let mut of_lines = vec![0; left.len()];
        order.iter().zip(counts).for_each(|(line, count)| of_lines[*line] = count);
        Some(of_lines)
    }

    /// Works out a set of promotions, given by places.
    pub fn work_out(&self, set: &[usize]) -> Worked {
        let facts = self.facts;
        let (mut lines, mut deliveries) = (self.amounts(), Vec::new());
        deliveries.extend(facts.deliveries.iter().map(|delivery| delivery.amount.minor));
        let whole = lines.iter().chain(&deliveries).sum::<i64>() + facts.tax_added.minor;
        let mut room = (whole - Facts::stays(facts.currency).minor).max(0);
        let mut gifts = 0;
        let mut set: Vec<&Terms> = set.iter().map(|place| self.promotions[*place].terms()).collect();
        set.sort_by_key(|terms| (terms.lane, Reverse(terms.priority), &terms.id));
        for terms in set {
            let scoped = self.scoped(&terms.scope);
            let (reduction, places, left) = match &terms.effect {
                Effect::Off { reduction } => (reduction, scoped, &mut lines),
                Effect::TieredBySubtotal { tiers } => {
                    let subtotal = self.subtotal(&terms.scope);
                    let tier = tiers.iter().rfind(|tier| subtotal >= self.convert(tier.from));
                    let Some(tier) = tier else { continue };
                    (&tier.reduction, scoped, &mut lines)
                }
                Effect::TieredByQuantity { tiers } => {
                    let pieces = self.pieces(&terms.scope);
                    let Some(tier) = tiers.iter().rfind(|tier| pieces >= tier.from) else { continue };
                    (&tier.reduction, scoped, &mut lines)
                }
                Effect::Delivery { reduction } => (reduction, self.parts(&terms.scope), &mut deliveries),
                Effect::Gift { gift } => {
                    gifts += self.convert(gift.worth);
                    continue;
                }
                Effect::BuyGet { points, .. } => {
                    let Some(got) = self.got(terms, &lines) else { continue };
                    let off = |(line, count): (usize, &u32)| {
                        let some = i128::from(lines[line]) * i128::from(*count) / i128::from(self.quantity(line));
                        half_even(some * i128::from(*points), 10_000)
                    };
                    let mut off: Vec<i64> = got.iter().enumerate().map(off).collect();
                    if off.iter().sum::<i64>() > room {
                        off = largest_remainders(room, &off);
                    }
                    room -= off.iter().sum::<i64>();
                    lines.iter_mut().zip(off).for_each(|(line, off)| *line -= off);
                    continue;
                }
            };
            let base: i64 = places.iter().map(|place| left[*place]).sum();
            let wanted = match reduction {
                Reduction::Percent { points, cap } => {
                    let share = half_even(i128::from(base) * i128::from(*points), 10_000);
                    cap.map_or(share, |cap| share.min(self.convert(cap)))
                }
                Reduction::Amount { amount } => self.convert(*amount),
            };
            let off = wanted.min(base).min(room);
            room -= off;
            let weights: Vec<i64> = places.iter().map(|place| left[*place]).collect();
            for (place, off) in places.iter().zip(largest_remainders(off, &weights)) {
                left[*place] -= off;
            }
        }
        Worked {
            lines: facts.lines.iter().zip(lines).map(|(line, left)| line.amount.minor - left).collect(),
            deliveries: facts.deliveries.iter().zip(deliveries).map(|(of, left)| of.amount.minor - left).collect(),
            gifts,
        }
    }

    /// The most a shopper can have of any combination that is allowed.
    pub fn best(&self) -> i64 {
        let may: Vec<usize> = (0..self.promotions.len()).filter(|at| self.may(self.promotions[*at].terms())).collect();
        let sets = (0..1_u32 << may.len()).map(|bits| {
            may.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, place)| *place).collect::<Vec<_>>()
        });
        let allowed = sets.filter(|set| self.allowed(set, &may));
        allowed.map(|set| self.work_out(&set).benefit()).max().unwrap_or(0)
    }

    /// Whether promotions may count together: one that wants nothing beside it is alone; in each lane there is one alone, or,
    /// where the lane stacks, all of those that stand beside others; no lane stays empty that has any.
    pub fn allowed(&self, set: &[usize], may: &[usize]) -> bool {
        let terms = |at: &usize| self.promotions[*at].terms();
        if set.iter().any(|at| terms(at).beside == Beside::Nothing) {
            return set.len() == 1;
        }
        domain::promotion::Lane::ALL.into_iter().all(|lane| {
            let here: Vec<&usize> = set.iter().filter(|at| terms(at).lane == lane).collect();
            let others = |at: &&usize| terms(at).lane == lane && terms(at).beside == Beside::Others;
            let stacks = self.facts.lanes.rule(lane) == LaneRule::Stack;
            let together: Vec<&usize> = may.iter().filter(others).collect();
            let alone = |at: &usize| terms(at).beside == Beside::OtherLanes || !stacks;
            let nobody = may.iter().all(|at| terms(at).lane != lane || terms(at).beside == Beside::Nothing);
            let all = stacks && !together.is_empty() && here == together;
            (here.is_empty() && nobody) || all || (here.len() == 1 && alone(here[0]))
        })
    }
}
