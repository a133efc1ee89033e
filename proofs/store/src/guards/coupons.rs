//! Guards of coupons, each checked on a fresh database.

use domain::{
    coupon::{Coupon, CouponSize, IssuedCoupon},
    ids::{CouponCode, OrderNumber},
    saga::Event,
};
use store::{
    Store, StoreError,
    coupons::{self, CouponUse},
    testing::Fresh,
};

use super::{
    Check, Wrong, must,
    remembered::{commit, open, saga_of, shop, step, visitor},
};
use crate::sample::{NOW, euros};

pub const CHECKS: &[Check] = &[
    Check { guard: "coupon.limit", run: || Box::pin(more_orders_than_a_coupon_is_for()) },
    Check { guard: "coupon.each", run: || Box::pin(one_shopper_more_often_than_may()) },
    Check { guard: "coupon.released", run: || Box::pin(a_coupon_of_which_nothing_was_bought()) },
];

fn code() -> CouponCode {
    "WELCOME".parse().expect("letters are a code")
}

/// A shop with a coupon that may be used so often, altogether and by each shopper.
async fn with_coupon(limit: Option<u32>, limit_each: Option<u32>) -> Result<Fresh, Wrong> {
    let store = shop().await?;
    let size = CouponSize::Amount { amount: euros(500) };
    let coupon = Coupon { code: code(), size, smallest_cart: None, valid_from: NOW, valid_until: None };
    let issued = IssuedCoupon { coupon, limit, limit_each, uses: 0 };
    store.write(move |tx| Box::pin(async move { coupons::issue(tx, &issued, NOW).await })).await?;
    Ok(store)
}

/// Says `false` where the coupon is gone.
async fn claim(store: &Store, order: &OrderNumber) -> Result<bool, Wrong> {
    let (order, claimed) = (
        order.clone(),
        CouponUse { code: code(), visitor: visitor(), mail: "a digest".to_owned(), amount: euros(500) },
    );
    match store.write(move |tx| Box::pin(async move { coupons::claim(tx, &order, &claimed, NOW).await })).await {
        Ok(()) => Ok(true),
        Err(StoreError::CouponGone) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn twice(store: &Store) -> Result<bool, Wrong> {
    let (first, second) = (open(store, 1).await?, open(store, 2).await?);
    if !claim(store, &first).await? {
        return Err(Wrong::broken("a coupon that nobody used cannot be used"));
    }
    claim(store, &second).await
}

async fn more_orders_than_a_coupon_is_for() -> Result<(), Wrong> {
    let store = with_coupon(Some(1), None).await?;
    must(!twice(&store).await?, "a coupon for one order is used by two")
}

async fn one_shopper_more_often_than_may() -> Result<(), Wrong> {
    let store = with_coupon(None, Some(1)).await?;
    must(!twice(&store).await?, "one shopper uses a coupon twice that each may use once")
}

async fn a_coupon_of_which_nothing_was_bought() -> Result<(), Wrong> {
    let store = with_coupon(Some(1), None).await?;
    let abandoned = open(&store, 1).await?;
    if !claim(&store, &abandoned).await? {
        return Err(Wrong::broken("a coupon that nobody used cannot be used"));
    }
    commit(&store, step(&saga_of(&store, &abandoned).await?, &Event::PaymentAbandoned)?).await?;
    let next = open(&store, 2).await?;
    must(claim(&store, &next).await?, "a coupon of which nothing was bought stays used")
}
