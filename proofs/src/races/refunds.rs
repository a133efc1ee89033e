//! A payment of which many want something back at once.

use std::collections::BTreeMap;

use domain::{
    cart::Quantity,
    checkout::{Policy, Tolerance},
    ids::{OrderNumber, ProductRef},
    money::Money,
    saga::{RefundReason, RefundState},
    visit::Visit,
};
use futures::future::join_all;
use rand::{Rng, rngs::StdRng};
use services::{PayOutcome, ServiceError};
use store::sagas;

use super::{
    Ground,
    order::{euros, form, visit_of},
};
use crate::{
    Problem,
    world::{HOUSE, shopper::GOOD_CARD},
};

/// How many ask for money back at once.
const REFUNDS: usize = 500;

/// What came of refunds.
#[derive(Default)]
pub struct Refunds {
    pub wanted: u64,
    pub given: u64,
    pub beyond: u64,
    /// What our books and the gateway's say was given back.
    ours: i64,
    theirs: i64,
}

impl Refunds {
    pub fn fits(&self) -> bool {
        self.beyond == 0 && self.ours == self.theirs && self.given > 0
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            wanted: self.wanted + other.wanted,
            given: self.given + other.given,
            beyond: self.beyond + other.beyond,
            ours: self.ours + other.ours,
            theirs: self.theirs + other.theirs,
        }
    }
}

impl Ground {
    /// Buys two things for one payment and asks five hundred times at once for some of it back.
    pub(super) async fn refunds(&self, dice: &mut StdRng) -> Result<Refunds, Problem> {
        let (order, parts) = self.bought(dice).await?;
        let reasons = [RefundReason::Withdrawn, RefundReason::Returned, RefundReason::Damaged, RefundReason::Goodwill];
        let wishes = (0..REFUNDS).map(|number| {
            let part = u32::try_from(number % parts.len()).unwrap_or(0);
            let most = parts[number % parts.len()].minor;
            let amount = euros(dice.random_range(1..=(most / 20).max(2)));
            // Every fifth asks a second time under the key of the one before.
            let key = format!("race-{}", number - usize::from(number % 5 == 4));
            (part, amount, reasons[number % reasons.len()], key)
        });
        let asked = join_all(wishes.collect::<Vec<_>>().into_iter().map(|(part, amount, reason, key)| {
            let (shop, order) = (self.shop.clone(), order.clone());
            tokio::spawn(async move { shop.refund(&order, part, amount, reason, &key).await })
        }));
        let mut refunds = Refunds { wanted: REFUNDS as u64, ..Refunds::default() };
        for answer in asked.await {
            match answer? {
                Ok(_) | Err(ServiceError::RefundTooLarge { .. } | ServiceError::KeyReused | ServiceError::Conflict) => {
                }
                Err(error) => return Err(error.into()),
            }
        }
        self.work().await?;
        let captured: i64 = parts.iter().map(|part| part.minor).sum();
        let saga = sagas::load(self.shop.store().reader(), &order).await?.ok_or("the order is gone")?.saga;
        let mut of_part: BTreeMap<u32, i64> = BTreeMap::new();
        for refund in saga.refunds.iter().filter(|refund| refund.state != RefundState::Refused) {
            *of_part.entry(refund.part).or_default() += refund.amount.minor;
            refunds.given += 1;
        }
        refunds.ours = of_part.values().sum();
        let told = self.world.gateway_journal().await?;
        let given = told.iter().filter(|entry| entry.kind == "refunded");
        refunds.theirs = given.filter_map(|entry| entry.amount_minor).sum();
        let beyond = |(part, sum): (&u32, &i64)| parts.get(*part as usize).is_none_or(|paid| *sum > paid.minor);
        refunds.beyond =
            of_part.iter().filter(|one| beyond(*one)).count() as u64 + u64::from(refunds.theirs > captured);
        Ok(refunds)
    }

    /// An order of two parts that was paid and placed; what each part cost.
    async fn bought(&self, dice: &mut StdRng) -> Result<(OrderNumber, Vec<Money>), Problem> {
        let visit = visit_of(dice);
        for marketplace in [HOUSE, "baobab"] {
            let product = self.something_of(&visit, marketplace).await?;
            self.shop.add_to_cart(&visit, &product, None, Quantity::ONE).await?;
        }
        self.shop.save_details(&visit, form()).await?;
        let live = self.shop.save_delivery(&visit, BTreeMap::new()).await?.draft.live.ok_or("no live quote")?;
        let outcome = self.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await?;
        let PayOutcome::GoTo(page) = outcome else { return Err("something changed".into()) };
        let card = [("card_number", GOOD_CARD), ("expiry", "12/34"), ("security_code", "123"), ("cardholder", "Amira")];
        self.world.http.post(page).form(&card).send().await?;
        let number = self.shop.orders(&visit).await?.first().ok_or("no order")?.number.clone();
        self.shop.order(&visit, &number, None).await?;
        self.work().await?;
        let order = self.shop.order(&visit, &number, None).await?;
        if order.captured != order.total {
            return Err(format!("{number} was not captured whole").into());
        }
        Ok((number, order.parts.iter().map(|part| part.shown.total).collect()))
    }

    async fn something_of(&self, visit: &Visit, marketplace: &str) -> Result<ProductRef, Problem> {
        for text in ["lamp", "mug", "bottle", "casque", "a"] {
            let query = domain::search::SearchQuery { text: text.to_owned(), page: 1, ..Default::default() };
            for offer in self.shop.search(visit, query).await.groups.into_iter().flat_map(|group| group.offers) {
                let product = offer.product;
                let plain = product.variants.len() == 1 && product.availability.is_in_stock();
                if plain && product.reference.marketplace.as_str() == marketplace {
                    return Ok(product.reference);
                }
            }
        }
        Err(format!("{marketplace} sells nothing").into())
    }
}
