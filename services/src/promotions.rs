//! What the shop takes off carts by itself: begun and ended behind the counter, and what of it is in force.

use domain::{
    ids::{GroupId, MarketplaceId, PromotionId, VisitorId},
    marketplace::Protocol,
    money::{Currency, Money},
    promotion::{
        Bearer, Beside, Condition, Effect, InForce, LONGEST_NAME, Lane, Promotion, Reduction, Scope, Seller, Terms,
        Trigger,
    },
    time::{Date, Timestamp},
};
pub use store::promotions::KeptPromotion;
use store::{
    audit_log::{self, Noted},
    groups, promotions,
};

use crate::{
    ServiceError, Shop, now,
    profile::new_id,
    shop::commit,
    staff::{Allowed, may},
};

/// How many promotions there can be that are not ended, and how many of the ended ones are shown beside them.
pub const MOST_PROMOTIONS: u32 = 40;
const SHOWN: u32 = 200;

/// The most that is taken off as an amount, in units of the currency before its decimals.
const LARGEST: i64 = 1_000_000;

/// A promotion as it was typed behind the counter.
#[derive(Clone, Debug, Default)]
pub struct PromotionForm {
    /// What shoppers read.
    pub name: String,
    /// `percent`, `amount` or `delivery`.
    pub kind: String,
    /// How much: percent, or an amount in the base currency; nothing for free delivery.
    pub size: String,
    /// On whose goods: nothing for everybody's, `house`, or a marketplace.
    pub seller: String,
    /// For whom: nothing for everybody, or a group of customers.
    pub group: String,
    /// What the goods meant must come to, in the base currency; nothing where any cart will do.
    pub least: String,
    /// The first day, nothing for at once; in UTC as all days here.
    pub from: String,
    /// The last day, nothing for until it is ended.
    pub until: String,
}

impl PromotionForm {
    /// The kinds, as the form shows them.
    pub const KINDS: [&str; 3] = ["percent", "amount", "delivery"];
    /// The longest name.
    pub const LONGEST_NAME: usize = LONGEST_NAME;

    /// The promotion that is meant, under a new name.
    ///
    /// # Errors
    /// With the field that makes no sense.
    fn read(&self, currency: Currency, is_known: impl Fn(&MarketplaceId) -> bool) -> Result<Promotion, &'static str> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err("name");
        }
        let (effect, lane) = match self.kind.as_str() {
            "percent" => {
                let percent = self.size.trim().parse::<u32>().ok().filter(|percent| (1..=100).contains(percent));
                let points = percent.ok_or("size")? * 100;
                (Effect::Off { reduction: Reduction::Percent { points, cap: None } }, Lane::Item)
            }
            "amount" => {
                let amount = money(&self.size, currency).ok_or("size")?;
                (Effect::Off { reduction: Reduction::Amount { amount } }, Lane::Item)
            }
            "delivery" => {
                let whole = Reduction::Percent { points: 10_000, cap: None };
                (Effect::Delivery { reduction: whole }, Lane::Delivery)
            }
            _ => return Err("kind"),
        };
        let seller = match self.seller.trim() {
            "" => Seller::Anyone,
            "house" => Seller::House,
            id => Seller::Marketplace { id: id.parse().ok().filter(|id| is_known(id)).ok_or("seller")? },
        };
        let scope = Scope { seller, ..Scope::default() };
        let group = self.for_group()?.map(|group| Condition::Group { one_of: vec![group] });
        let least = match self.least.trim() {
            "" => None,
            least => {
                let at_least = money(least, currency).ok_or("least")?;
                Some(Condition::Subtotal { of: scope.clone(), at_least })
            }
        };
        let condition = match (group, least) {
            (None, None) => Condition::Always,
            (Some(only), None) | (None, Some(only)) => only,
            (Some(group), Some(least)) => Condition::All { of: vec![group, least] },
        };
        let valid_from = day(&self.from).map_err(|()| "from")?;
        let last = day(&self.until).map_err(|()| "until")?;
        let valid_until = last.map(|last| last.plus(Timestamp::DAY));
        if valid_until.is_some_and(|until| until <= valid_from.unwrap_or_else(now).max(now())) {
            return Err("until");
        }
        let id: PromotionId = new_id().parse().map_err(|_| "name")?;
        Promotion::try_from(Terms {
            id,
            name: name.to_owned(),
            trigger: Trigger::Automatic,
            condition,
            scope,
            effect,
            bearer: Bearer::Operator,
            lane,
            priority: 0,
            beside: Beside::Others,
            valid_from,
            valid_until,
            limit: None,
            limit_each: None,
        })
        .map_err(|_| "name")
    }

    /// The group that it is for; `None` for everybody.
    fn for_group(&self) -> Result<Option<GroupId>, &'static str> {
        match self.group.trim() {
            "" => Ok(None),
            group => group.parse().map(Some).map_err(|_| "group"),
        }
    }
}

impl Shop {
    /// What the shop takes off the cart of a visitor by itself at this moment. Groups are those of the account whose
    /// visitor it is, which nobody has who is not signed in.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn promotions_in_force(
        &self,
        visitor: Option<&VisitorId>,
    ) -> Result<Option<InForce>, ServiceError> {
        let at = now();
        let promotions = promotions::in_force(self.store.reader(), at, MOST_PROMOTIONS).await?;
        let any_of_groups = promotions.iter().any(|one| !one.terms().condition.groups().is_empty());
        let groups = match visitor.filter(|_| any_of_groups) {
            Some(visitor) => groups::of_visitor(self.store.reader(), visitor).await?,
            None => None,
        };
        let registry = self.registry();
        let house = registry.all().iter().find(|one| one.marketplace.protocol == Protocol::House);
        let in_force = InForce::to(promotions, groups, house.map(|one| one.id().clone()), at);
        Ok(Some(in_force).filter(|in_force| !in_force.promotions.is_empty()))
    }

    /// Every promotion, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn promotions(&self, _: &Allowed<may::KeepCoupons>) -> Result<Vec<KeptPromotion>, ServiceError> {
        Ok(promotions::list(self.store.reader(), SHOWN).await?)
    }

    /// Begins a promotion as it was typed; a field that makes no sense is named, and nothing begins.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_promotion(
        &self,
        clerk: &Allowed<may::KeepCoupons>,
        form: &PromotionForm,
    ) -> Result<Result<(), &'static str>, ServiceError> {
        let registry = self.registry();
        let promotion = match form.read(registry.rates().base, |id| registry.get(id).is_some()) {
            Ok(promotion) => promotion,
            Err(field) => return Ok(Err(field)),
        };
        let by = clerk.by().clone();
        let begun = commit!(self.store, |tx| {
            // Asked where it is written, so that two who begin one at once cannot have one too many.
            if promotions::count(tx).await? >= i64::from(MOST_PROMOTIONS) {
                return Ok(Err("count"));
            }
            for group in promotion.terms().condition.groups() {
                if groups::name_of(tx, group).await?.is_none() {
                    return Ok(Err("group"));
                }
            }
            promotions::begin(tx, &promotion, now()).await?;
            let subject = format!("promotion:{}", promotion.terms().id);
            let became = Some(promotion.terms().name.clone());
            let noted = Noted { actor: &by, action: "promotion.begun", subject: &subject, was: None, became };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?;
        Ok(begun)
    }

    /// Ends a promotion; says whether it was there and not ended. Orders keep what was taken off them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_promotion(
        &self,
        clerk: &Allowed<may::KeepCoupons>,
        id: &PromotionId,
    ) -> Result<bool, ServiceError> {
        let (by, id) = (clerk.by().clone(), id.clone());
        Ok(commit!(self.store, |tx| {
            let Some(promotion) = promotions::end(tx, &id, now()).await? else { return Ok(false) };
            let subject = format!("promotion:{id}");
            let was = Some(promotion.terms().name.clone());
            let noted = Noted { actor: &by, action: "promotion.ended", subject: &subject, was, became: None };
            audit_log::note(tx, &noted, now()).await?;
            Ok(true)
        })?)
    }
}

fn money(typed: &str, currency: Currency) -> Option<Money> {
    let money = Money::from_decimal(&typed.trim().replace(',', "."), currency).ok()?;
    let most = 10_i64.pow(currency.exponent()).saturating_mul(LARGEST);
    (1..=most).contains(&money.minor).then_some(money)
}

fn day(typed: &str) -> Result<Option<Timestamp>, ()> {
    match typed.trim() {
        "" => Ok(None),
        day => day.parse::<Date>().map(|day| Some(Timestamp(day.days() * Timestamp::DAY))).map_err(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PromotionForm {
        PromotionForm { name: "Ten off".into(), kind: "percent".into(), size: "10".into(), ..PromotionForm::default() }
    }

    fn read(form: &PromotionForm) -> Result<Promotion, &'static str> {
        form.read(Currency::Eur, |id| id.as_str() == "harbor")
    }

    #[test]
    fn what_is_typed_becomes_a_promotion() {
        let typed = PromotionForm { seller: "harbor".into(), least: "50,00".into(), ..form() };
        let promotion = read(&typed).unwrap();
        let terms = promotion.terms();
        assert_eq!(terms.effect, Effect::Off { reduction: Reduction::Percent { points: 1000, cap: None } });
        let scope = Scope::of_marketplace("harbor".parse().unwrap());
        assert_eq!(terms.scope, scope);
        let at_least = Money::new(5000, Currency::Eur);
        assert_eq!(terms.condition, Condition::Subtotal { of: scope, at_least });
        let group = Condition::Group { one_of: vec!["staff".parse().unwrap()] };
        let of_group = |least: &str| {
            let typed = PromotionForm { group: " staff ".into(), least: least.into(), ..form() };
            read(&typed).unwrap().terms().condition.clone()
        };
        assert_eq!(of_group(""), group);
        let least = Condition::Subtotal { of: Scope::default(), at_least };
        assert_eq!(of_group("50"), Condition::All { of: vec![group, least] });
        let free = read(&PromotionForm { kind: "delivery".into(), size: String::new(), ..form() }).unwrap();
        assert_eq!(free.terms().lane, Lane::Delivery);
    }

    #[test]
    fn a_field_that_makes_no_sense_is_named() {
        let wrong = |change: fn(&mut PromotionForm)| {
            let mut typed = form();
            change(&mut typed);
            read(&typed).unwrap_err()
        };
        assert_eq!(wrong(|form| form.name = "  ".into()), "name");
        assert_eq!(wrong(|form| form.name = "x".repeat(LONGEST_NAME + 1)), "name");
        assert_eq!(wrong(|form| form.kind = "gift".into()), "kind");
        assert_eq!(wrong(|form| form.size = "101".into()), "size");
        assert_eq!(wrong(|form| form.size = "0".into()), "size");
        assert_eq!(wrong(|form| form.seller = "nobody".into()), "seller");
        assert_eq!(wrong(|form| form.group = "no group".into()), "group");
        assert_eq!(wrong(|form| form.least = "much".into()), "least");
        assert_eq!(wrong(|form| form.from = "2026-02-30".into()), "from");
        assert_eq!(wrong(|form| form.until = "2020-01-01".into()), "until");
    }
}
