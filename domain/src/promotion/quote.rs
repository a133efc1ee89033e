//! Between quotes and promotions: the facts of a quote, and a quote with what promotions take off.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Applied, ApplyError, Delivery, EnteredCode, FactLine, Facts, Promotion, apply};
use crate::{
    catalog::Category,
    coupon::{Coupon, CouponQuote, IssuedCoupon},
    ids::{GroupId, MarketplaceId, ProductRef, PromotionId},
    money::{Money, RateTable},
    pricing::{PriceBook, Quote},
    time::Timestamp,
};

/// The promotion that a typed coupon is worked out as, beside those of the shop.
const COUPON: &str = "coupon";

/// What the shop takes off the carts of somebody by itself at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// The promotions.
    pub promotions: Vec<Promotion>,
    /// The groups they belong to; nothing where it is not known who buys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<BTreeSet<GroupId>>,
    /// The operator's own shelves.
    pub house: Option<MarketplaceId>,
    /// The moment.
    pub at: Timestamp,
}

/// What a promotion takes off a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionQuote {
    /// Which promotion.
    pub id: PromotionId,
    /// What shoppers read.
    pub name: String,
    /// How much it takes off.
    pub off: Money,
}

impl InForce {
    /// What of these promotions somebody may have. What is for groups they do not belong to is left out, so that nobody is told
    /// of it.
    pub fn to(
        promotions: Vec<Promotion>,
        groups: Option<BTreeSet<GroupId>>,
        house: Option<MarketplaceId>,
        at: Timestamp,
    ) -> Self {
        let none = BTreeSet::new();
        let theirs = groups.as_ref().unwrap_or(&none);
        let open = promotions.into_iter().filter(|one| one.terms().condition.is_open_to(theirs)).collect();
        Self { promotions: open, groups, house, at }
    }
}

impl PriceBook {
    /// The quote with what this book's coupon and promotions take off it; nothing may be taken off it yet.
    ///
    /// # Errors
    /// When a rate is missing, an amount is too large, or two promotions have one name.
    pub fn reduced(&self, quote: Quote) -> Result<Quote, ApplyError> {
        match (self.promotions.as_ref().filter(|in_force| !in_force.promotions.is_empty()), &self.coupon) {
            (Some(in_force), _) => self.with_all(quote, in_force),
            (None, Some(coupon)) => Ok(quote.with_coupon(coupon, &self.rates)?),
            (None, None) => Ok(quote),
        }
    }

    fn with_all(&self, quote: Quote, in_force: &InForce) -> Result<Quote, ApplyError> {
        let mut facts = Facts {
            house: in_force.house.clone(),
            groups: in_force.groups.clone(),
            country: self.country.clone(),
            ..Facts::of_quote(&quote, self.rates.clone(), in_force.at, |_| None)
        };
        let mut promotions = in_force.promotions.clone();
        if let Some(coupon) = &self.coupon {
            let id: PromotionId = COUPON.parse().map_err(|_| ApplyError::AnotherQuote)?;
            let issued = IssuedCoupon { coupon: coupon.clone(), limit: None, limit_each: None, uses: 0 };
            // A coupon that says what no promotion may, such as a share of nothing, takes nothing off.
            promotions.extend(Promotion::of_coupon(id.clone(), &issued));
            facts.codes.push(EnteredCode { code: coupon.code.clone(), opens: [id].into(), problem: None });
        }
        let applied = apply(&promotions, &facts)?;
        let coupon = self.coupon.as_ref().map(|coupon| self.told(coupon, &quote, &applied)).transpose()?;
        let by_itself = applied.steps.iter().filter(|step| step.code.is_none() && !step.off.is_zero());
        let promotions = by_itself
            .map(|step| PromotionQuote { id: step.promotion.clone(), name: step.name.clone(), off: step.off })
            .collect();
        Ok(Quote { coupon, promotions, ..quote.with_promotions(&applied)? })
    }

    fn told(&self, coupon: &Coupon, quote: &Quote, applied: &Applied) -> Result<CouponQuote, ApplyError> {
        let least = coupon.smallest_cart.map(|least| self.rates.convert(least, self.currency)).transpose()?;
        let offs = applied.steps.iter().filter(|step| step.code.as_ref() == Some(&coupon.code)).map(|step| step.off);
        Ok(CouponQuote {
            code: coupon.code.clone(),
            off: Money::sum(self.currency, offs)?,
            too_small: least.filter(|least| quote.total.goods.minor < least.minor),
        })
    }
}

impl Facts {
    /// The lines and deliveries of a quote, part after part. Who buys, where it goes, codes and uses are to be filled in.
    pub fn of_quote(
        quote: &Quote,
        rates: RateTable,
        now: Timestamp,
        category: impl Fn(&ProductRef) -> Option<Category>,
    ) -> Self {
        let lines = quote.parts.iter().flat_map(|part| &part.lines).map(|line| FactLine {
            product: line.product.clone(),
            variant: line.variant.clone(),
            category: category(&line.product),
            quantity: line.quantity,
            amount: line.shown,
        });
        let deliveries = quote
            .parts
            .iter()
            .map(|part| Delivery { marketplace: part.marketplace.clone(), amount: part.shown.delivery });
        Self {
            deliveries: deliveries.collect(),
            tax_added: quote.total.tax_added,
            ..Self::new(quote.currency, rates, now, lines.collect())
        }
    }
}

impl Quote {
    /// The quote with what promotions take off its lines and deliveries; they must be worked out from
    /// [`Facts::of_quote`] of this quote, and nothing may be taken off it yet. What marketplaces are paid (`own`) stays as
    /// it is: whom a share is charged to is told by [`Applied::borne`].
    ///
    /// # Errors
    /// When the promotions are of another quote, or an amount is too large.
    pub fn with_promotions(mut self, applied: &Applied) -> Result<Self, ApplyError> {
        let mut lines = applied.lines.iter();
        let mut deliveries = applied.deliveries.iter();
        for part in &mut self.parts {
            let mut off = Money::zero(self.currency);
            for line in &mut part.lines {
                let share = lines.next().filter(|share| share.before == line.shown && share.product == line.product);
                let share = share.ok_or(ApplyError::AnotherQuote)?;
                line.discount = Some(share.off).filter(|off| !off.is_zero());
                off = off.plus(share.off)?;
            }
            let delivery = deliveries.next().filter(|delivery| delivery.marketplace == part.marketplace);
            let delivery = delivery.filter(|delivery| delivery.before == part.shown.delivery);
            off = off.plus(delivery.ok_or(ApplyError::AnotherQuote)?.off)?;
            part.shown = part.shown.less(off)?;
        }
        if lines.next().is_some() || deliveries.next().is_some() {
            return Err(ApplyError::AnotherQuote);
        }
        let off = applied.goods_off.plus(applied.delivery_off)?;
        self.total = self.total.less(off)?;
        Ok(self)
    }
}
