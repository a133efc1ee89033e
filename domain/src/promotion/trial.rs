//! Works promotions out one after another, each from what the ones before left.

use super::{
    Facts, Share, Step,
    buy_get::{Candidate, cheapest},
    ready::{Doing, Ready, Size},
};
use crate::{
    money::{Currency, Money, MoneyError},
    shares::{Discount, DiscountSize, Priced, shares},
};

/// A cart with some promotions taken.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    currency: Currency,
    /// What is left of each line.
    pub lines: Vec<Money>,
    /// What is left of each delivery.
    pub deliveries: Vec<Money>,
    /// How much more may be taken off in all.
    room: Money,
    /// What the shopper has of it: what is taken off, and what gifts are worth.
    pub benefit: Money,
    pub steps: Vec<Step>,
    /// The places of all that were taken, with those that found nothing to take off.
    pub taken: Vec<usize>,
}

impl Trial {
    /// The cart without any.
    pub fn new(facts: &Facts) -> Result<Self, MoneyError> {
        Ok(Self {
            currency: facts.currency,
            lines: facts.lines.iter().map(|line| line.amount).collect(),
            deliveries: facts.deliveries.iter().map(|delivery| delivery.amount).collect(),
            room: facts.room()?,
            benefit: Money::zero(facts.currency),
            steps: Vec::new(),
            taken: Vec::new(),
        })
    }

    /// Takes one more, the one at `place`.
    pub fn take(&mut self, place: usize, ready: &Ready, facts: &Facts) -> Result<(), MoneyError> {
        self.taken.push(place);
        let on_delivery = matches!(ready.doing, Doing::Delivery(_));
        let (places, left) =
            if on_delivery { (&ready.deliveries, &self.deliveries) } else { (&ready.lines, &self.lines) };
        let base = Money::sum(self.currency, places.iter().map(|place| left[*place]))?;
        let (mut limited, mut gift) = (false, None);
        let off: Vec<(usize, Money)> = match &ready.doing {
            Doing::Goods(size) | Doing::Delivery(size) => {
                let wanted = match size {
                    Size::Percent { points, cap } => {
                        let share = base.basis_points(*points)?;
                        cap.map_or(share, |cap| lesser(share, cap))
                    }
                    Size::Amount(amount) => *amount,
                };
                let most = lesser(base, self.room);
                limited = wanted.minor > most.minor;
                self.split(places, left, lesser(wanted, most))?
            }
            Doing::BuyGet { pieces, points, shared, most_shared } => {
                let candidate = |place: &usize| Candidate {
                    place: *place,
                    left: left[*place],
                    quantity: facts.lines[*place].quantity.into(),
                    shared: shared.contains(place),
                };
                let got = cheapest(places.iter().map(candidate).collect(), *pieces, *most_shared, *points)?;
                let wanted = Money::sum(self.currency, got.iter().map(|(_, off)| *off))?;
                limited = wanted.minor > self.room.minor;
                if limited { self.less(&got)? } else { got }
            }
            Doing::Gift(of, worth) => {
                gift = Some((*of).clone());
                self.benefit = self.benefit.plus(*worth)?;
                Vec::new()
            }
        };
        let mut taken: Vec<Share> = Vec::new();
        for (place, amount) in off.into_iter().filter(|(_, amount)| !amount.is_zero()) {
            let left = if on_delivery { &mut self.deliveries } else { &mut self.lines };
            left[place] = left[place].minus(amount)?;
            taken.push(Share { place: u32::try_from(place).unwrap_or(u32::MAX), amount });
        }
        taken.sort_by_key(|share| share.place);
        let off = Money::sum(self.currency, taken.iter().map(|share| share.amount))?;
        self.room = self.room.minus(off)?;
        self.benefit = self.benefit.plus(off)?;
        if off.is_zero() && gift.is_none() {
            return Ok(());
        }
        let (lines, deliveries) = if on_delivery { (Vec::new(), taken) } else { (taken, Vec::new()) };
        self.steps.push(Step {
            promotion: ready.terms.id.clone(),
            name: ready.terms.name.clone(),
            code: ready.code.clone(),
            kind: ready.terms.effect.kind(),
            lane: ready.terms.lane,
            bearer: ready.terms.bearer,
            base,
            off,
            lines,
            deliveries,
            gift,
            reach: ready.reach,
            limited,
            next: ready.next.clone(),
        });
        Ok(())
    }

    /// Splits an amount over places by what is left of them.
    fn split(&self, places: &[usize], left: &[Money], off: Money) -> Result<Vec<(usize, Money)>, MoneyError> {
        let priced: Vec<Priced> = places.iter().map(|place| Priced { amount: left[*place], tax_points: 0 }).collect();
        let whole = Discount { size: DiscountSize::Amount(off), line: None };
        let split = shares(self.currency, &priced, &[whole], true)?;
        Ok(places.iter().copied().zip(split.lines.into_iter().map(|share| share.discount)).collect())
    }

    /// As much of these amounts as there is room for.
    fn less(&self, wanted: &[(usize, Money)]) -> Result<Vec<(usize, Money)>, MoneyError> {
        let amounts: Vec<Money> = wanted.iter().map(|(_, amount)| *amount).collect();
        let every: Vec<usize> = (0..wanted.len()).collect();
        let split = self.split(&every, &amounts, self.room)?;
        Ok(split.into_iter().map(|(at, amount)| (wanted[at].0, amount)).collect())
    }
}

fn lesser(one: Money, other: Money) -> Money {
    Money::new(one.minor.min(other.minor), one.currency)
}
