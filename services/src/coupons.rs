//! Coupons: what a typed code takes off, and whose order it is claimed for.

use domain::{
    cart::CartView,
    checkout::{Change, CheckoutDraft, CheckoutStep},
    coupon::{Coupon, CouponProblem, EnteredCoupon, LONGEST_CODE},
    ids::{CouponCode, Digest, VisitorId},
    pricing::Quote,
    visit::Visit,
};
use sha2::{Digest as _, Sha256};
use store::{
    coupons::{self, CouponUse},
    orders,
};

use crate::{ServiceError, Shop, now};

impl Shop {
    /// Keeps the code that a shopper typed; an empty one takes it back. What is wrong with it stands in the cart.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn enter_coupon(&self, visit: &Visit, typed: &str) -> Result<CartView, ServiceError> {
        self.keep_code(visit, typed).await?;
        self.cart(visit).await
    }

    /// The same in the checkout: a review that is open is worked out anew.
    ///
    /// # Errors
    /// When the cart is empty.
    pub async fn enter_coupon_at_checkout(&self, visit: &Visit, typed: &str) -> Result<(), ServiceError> {
        if self.keep_code(visit, typed).await? {
            self.requote(visit).await?;
        }
        Ok(())
    }

    /// Says whether a review was open, which no longer stands.
    async fn keep_code(&self, visit: &Visit, typed: &str) -> Result<bool, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let mut draft = self.draft(visitor).await?;
        let typed: String = typed.trim().chars().take(LONGEST_CODE).collect();
        draft.coupon = Some(typed).filter(|typed| !typed.is_empty());
        let reviewed = draft.live.take().is_some() && draft.step == CheckoutStep::Review;
        self.save_draft(visitor, &draft).await?;
        Ok(reviewed)
    }

    /// What is known of the code that a visitor typed, and what it takes off where it counts.
    pub(crate) async fn typed_coupon(
        &self,
        visitor: &VisitorId,
        draft: &CheckoutDraft,
    ) -> Result<(Option<EnteredCoupon>, Option<Coupon>), ServiceError> {
        let Some(typed) = draft.coupon.clone() else { return Ok((None, None)) };
        let (problem, coupon) = match self.coupon_of(visitor, draft, &typed).await? {
            Ok(coupon) => (None, Some(coupon)),
            Err(problem) => (Some(problem), None),
        };
        Ok((Some(EnteredCoupon { typed, problem }), coupon))
    }

    async fn coupon_of(
        &self,
        visitor: &VisitorId,
        draft: &CheckoutDraft,
        typed: &str,
    ) -> Result<Result<Coupon, CouponProblem>, ServiceError> {
        let reader = self.store.reader();
        let Ok(code) = code_of(typed) else { return Ok(Err(CouponProblem::Unknown)) };
        let Some(mut issued) = coupons::find(reader, &code).await? else { return Ok(Err(CouponProblem::Unknown)) };
        // What an order of this shopper holds that is not paid is set free when they order anew.
        let mine = coupons::unpaid_of(reader, &code, visitor).await?.len();
        let mine = u32::try_from(mine).unwrap_or(u32::MAX);
        let mail = Some(mail_digest(&draft.form.email)).filter(|_| !draft.form.email.trim().is_empty());
        let used = coupons::used_by(reader, &code, visitor, mail.as_deref()).await?;
        issued.uses = issued.uses.saturating_sub(mine);
        Ok(issued.problem(used.saturating_sub(mine), now()).map_or(Ok(issued.coupon), Err))
    }

    /// Where there is no use of the coupon left for this order: closes the pages of the visitor's other orders that hold it
    /// and are not paid.
    pub(crate) async fn free_coupon_of(&self, used: &CouponUse, agreed: &Digest) -> Result<(), ServiceError> {
        let reader = self.store.reader();
        let count = coupons::used_by(reader, &used.code, &used.visitor, Some(&used.mail)).await?;
        let issued = coupons::find(reader, &used.code).await?;
        if issued.is_none_or(|issued| issued.problem(count, now()).is_none()) {
            return Ok(());
        }
        for order in coupons::unpaid_of(reader, &used.code, &used.visitor).await? {
            let other = orders::head(reader, &order).await?.is_some_and(|head| head.validation != *agreed);
            if other {
                self.close_unpaid(&order).await?;
            }
        }
        Ok(())
    }
}

/// The use of a quote's coupon, where it takes something off.
pub(crate) fn use_of(quote: &Quote, visitor: &VisitorId, email: &str) -> Option<CouponUse> {
    let coupon = quote.coupon.as_ref().filter(|coupon| !coupon.off.is_zero())?;
    let (code, amount) = (coupon.code.clone(), coupon.off);
    Some(CouponUse { code, visitor: visitor.clone(), mail: mail_digest(email), amount })
}

/// The change that a coupon takes nothing off any more which took something off the quote that was agreed to.
pub(crate) fn lost(agreed: &Quote, now: &Quote, entered: Option<&EnteredCoupon>) -> Option<Change> {
    let before = agreed.coupon.as_ref().filter(|coupon| !coupon.off.is_zero())?;
    let after = now.coupon.as_ref();
    if after.is_some_and(|after| after.code == before.code && !after.off.is_zero()) {
        return None;
    }
    let too_small = after.and_then(|after| after.too_small).map(|least| CouponProblem::TooSmall { least });
    let problem = entered.and_then(|entered| entered.problem).or(too_small).unwrap_or(CouponProblem::UsedUp);
    Some(Change::Coupon { code: before.code.clone(), problem })
}

/// The code in what was typed: without spaces, in capitals.
fn code_of(typed: &str) -> Result<CouponCode, domain::ids::InvalidId> {
    typed.split_whitespace().collect::<String>().to_ascii_uppercase().parse()
}

/// What is kept of an address for mails beside a coupon.
fn mail_digest(email: &str) -> String {
    hex::encode(Sha256::digest(email.trim().to_lowercase()))
}
