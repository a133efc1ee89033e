//! One marketplace's part of a cart: discounts first, then delivery, then what the prices contain, then what is due.

use super::{
    TaxError,
    assessment::{LineTax, OnArrival, PartTax},
    choice::{Chosen, Goods, contained, due},
    item::{Item, Way, line, totals, ways},
    measure::Rounding,
    place::Place,
    question::{Bearer, Part, Prices, Question},
    reckon::{Basis, Taxable, reckon},
    rules::{Conduct, DeliveryTax, Route, TaxClass, TaxRules},
    supply::{Kind, Supply, supply},
};
use crate::{
    cart::Quantity,
    landed_cost::customs,
    marketplace::SettlementMode,
    money::{Money, MoneyError, RateTable},
    shares::{Discount, Priced, shares},
};

/// What is worked out for one part.
struct Case<'a, 'q> {
    rules: &'a TaxRules,
    question: &'q Question,
    part: &'q Part,
    supply: Supply<'q>,
    conduct: Option<&'a Conduct>,
}

/// The taxes of one part.
pub(super) fn assess(rules: &TaxRules, question: &Question, part: &Part) -> Result<PartTax, TaxError> {
    let lowered = lowered(question, part)?;
    let goods = Money::sum(question.currency, lowered.iter().map(|(amount, _)| *amount))?;
    let supply = supply(rules, question, part, goods);
    let conduct = rules.conduct(if supply.kind == Kind::Export { &supply.from } else { &supply.place }, question.day);
    let case = Case { rules, question, part, supply, conduct };
    let mut items = case.goods(&lowered);
    let count = items.len();
    items.extend(case.delivery(&items)?);
    let mut lines = case.lines(&items)?;
    let delivery = lines.split_off(count);
    let totals = totals(question, lines.iter().chain(&delivery))?;
    Ok(PartTax {
        marketplace: part.marketplace.clone(),
        invoices: case.supply.supplier,
        binding: part.mode != SettlementMode::HandOff,
        scheme: case.supply.scheme,
        on_arrival: case.on_arrival(&lines, &delivery)?,
        lines,
        delivery,
        totals,
    })
}

/// Each line after what lowers its price, with what the shop bears of it.
fn lowered(question: &Question, part: &Part) -> Result<Vec<(Money, Money)>, TaxError> {
    let currency = question.currency;
    let below_zero = |money: &Money| money.minor < 0;
    if part.lines.iter().any(|line| below_zero(&line.amount)) || below_zero(&part.delivery) {
        return Err(TaxError::BelowZero);
    }
    // The seller's own cuts lower the price; the shop's do where the shop sells.
    let lowers = |bearer: Bearer| bearer == Bearer::Seller || part.mode == SettlementMode::Reseller;
    let cuts = |lowering: bool| -> Vec<Discount> {
        part.cuts.iter().filter(|cut| lowers(cut.bearer) == lowering).map(|cut| cut.discount).collect()
    };
    let priced = |amount: Money| Priced { amount, tax_points: 0 };
    let before: Vec<Priced> = part.lines.iter().map(|line| priced(line.amount)).collect();
    let after = shares(currency, &before, &cuts(true), true)?;
    let left: Vec<Priced> = after.lines.iter().map(|line| priced(line.paid)).collect();
    let borne = shares(currency, &left, &cuts(false), true)?;
    Ok(left.iter().zip(&borne.lines).map(|(left, borne)| (left.amount, borne.discount)).collect())
}

impl<'a> Case<'a, '_> {
    fn goods(&self, lowered: &[(Money, Money)]) -> Vec<Item<'a>> {
        let lines = self.part.lines.iter().zip(lowered);
        lines
            .map(|(line, (amount, borne))| {
                let goods = Goods { class: &line.class, pieces: line.quantity.into(), amount: *amount };
                Item {
                    class: line.class.clone(),
                    quantity: line.quantity,
                    price: line.amount,
                    amount: *amount,
                    borne: *borne,
                    due: due(self.rules, self.question, &self.supply, goods),
                    contained: self.contained(goods),
                }
            })
            .collect()
    }

    /// What a price contains.
    fn contained(&self, goods: Goods) -> Vec<Chosen<'a>> {
        let home;
        let at: (&Place, Route) = match (self.part.prices, self.supply.kind) {
            (Prices::Exclusive, _) | (Prices::Inclusive, Kind::Export | Kind::NotKnown) => return Vec::new(),
            (Prices::Inclusive, Kind::Taxed | Kind::Business) => (&self.supply.place, self.supply.route),
            (Prices::InclusiveOfHome, _) => {
                home = self.rules.locate(&self.supply.seller.established);
                (&home, Route::Within)
            }
        };
        contained(self.rules, self.question, &self.supply, at, goods)
    }

    /// The shares of delivery, each taxed in one way.
    fn delivery(&self, items: &[Item<'a>]) -> Result<Vec<Item<'a>>, MoneyError> {
        let amount = self.part.delivery;
        if amount.is_zero() {
            return Ok(Vec::new());
        }
        let taxed_as = |class: TaxClass, like: &Item<'a>, amount: Money| {
            let whole = |taxes: &[Chosen<'a>]| taxes.iter().map(|tax| Chosen { free: 0, ..tax.clone() }).collect();
            let (due, contained) = (whole(&like.due), whole(&like.contained));
            Item {
                class,
                quantity: Quantity::ONE,
                price: amount,
                amount,
                borne: Money::zero(amount.currency),
                due,
                contained,
            }
        };
        let how = self.conduct.map_or(DeliveryTax::OwnClass, |conduct| conduct.delivery);
        // Of equals the first.
        let main = items.iter().rev().max_by_key(|item| item.amount.minor);
        match (how, main) {
            (DeliveryTax::Main, Some(main)) => Ok(vec![taxed_as(main.class.clone(), main, amount)]),
            (DeliveryTax::Proportional, Some(_)) => {
                let ways = ways(items);
                let weights: Vec<u64> = ways.iter().map(|(_, weight)| *weight).collect();
                let shares = ways.iter().zip(amount.allocate(&weights)).filter(|(_, share)| !share.is_zero());
                Ok(shares.map(|((first, _), share)| taxed_as(first.class.clone(), first, share)).collect())
            }
            (DeliveryTax::OwnClass, _) | (_, None) => {
                let class = TaxClass::delivery();
                let goods = Goods { class: &class, pieces: 1, amount };
                let due = due(self.rules, self.question, &self.supply, goods);
                let contained = self.contained(goods);
                let borne = Money::zero(amount.currency);
                Ok(vec![Item { class, quantity: Quantity::ONE, price: amount, amount, borne, due, contained }])
            }
        }
    }

    fn lines(&self, items: &[Item<'a>]) -> Result<Vec<LineTax>, MoneyError> {
        let Some(rounding) = self.rounding() else {
            return items.iter().map(|item| line(item, item.amount, &[], &vec![None; item.due.len()])).collect();
        };
        let currency = self.question.currency;
        let of_way = |way: Way, contained: bool, amounts: &[Money]| {
            let none: &[Chosen] = &[];
            let taxable: Vec<Taxable> = items
                .iter()
                .zip(amounts)
                .map(|(item, amount)| Taxable {
                    amount: *amount,
                    taxes: if item.way() != way {
                        none
                    } else if contained {
                        &item.contained
                    } else {
                        &item.due
                    },
                })
                .collect();
            let basis = if contained { Basis::Contained } else { Basis::OnTop };
            // What is due as it is contained is worked out by the price.
            let basis = if way == Way::AsIs { Basis::Contained } else { basis };
            reckon(&taxable, basis, rounding, currency)
        };
        let amounts: Vec<Money> = items.iter().map(|item| item.amount).collect();
        let removed = of_way(Way::TakeOut, true, &amounts)?;
        let mut nets = amounts.clone();
        for (net, removed) in nets.iter_mut().zip(&removed) {
            for tax in removed.iter().flatten() {
                *net = net.minus(tax.amount)?;
            }
        }
        let ways = [
            of_way(Way::AsIs, false, &amounts)?,
            of_way(Way::TakeOut, false, &nets)?,
            of_way(Way::OnTop, false, &nets)?,
        ];
        let mut lines = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let worked = ways.iter().map(|way| &way[place]).find(|worked| worked.len() == item.due.len());
            let nothing = vec![None; item.due.len()];
            lines.push(line(item, nets[place], &removed[place], worked.unwrap_or(&nothing))?);
        }
        Ok(lines)
    }

    /// How taxes are rounded; nothing where no law is known.
    fn rounding(&self) -> Option<Rounding> {
        let conduct = self.conduct?;
        Some(Rounding { per: self.part.per.unwrap_or(conduct.rounding.per), ..conduct.rounding })
    }

    fn on_arrival(&self, lines: &[LineTax], delivery: &[LineTax]) -> Result<Option<OnArrival>, MoneyError> {
        if self.supply.kind != Kind::Export {
            return Ok(None);
        }
        let Question { currency, day, .. } = *self.question;
        let net = |lines: &[LineTax]| Money::sum(currency, lines.iter().map(|line| line.net));
        let none = RateTable { dated: day, base: currency, per_base: Vec::new() };
        let rates = self.question.rates.as_ref().unwrap_or(&none);
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let worth = (net(lines)?, net(delivery)?);
        if self.rules.is_apart(&self.supply.to) {
            return Ok(Some(OnArrival { duty: None, tax: None, known_at: customs::GONE_THROUGH }));
        }
        let (duty, tax) = customs::on_arrival(rates, currency, &self.supply.to.country, worth, count)?;
        Ok(Some(OnArrival { duty, tax, known_at: customs::GONE_THROUGH }))
    }
}
