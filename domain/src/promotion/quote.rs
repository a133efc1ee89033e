//! Between quotes and promotions: the facts of a quote, and a quote with what promotions take off.

use super::{Applied, ApplyError, Delivery, FactLine, Facts};
use crate::{
    catalog::Category,
    ids::ProductRef,
    money::{Money, RateTable},
    pricing::Quote,
    time::Timestamp,
};

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
