//! A coupon that many want to use at once: as many orders get it as may, and what is given up goes to others.

use domain::{
    coupon::{Coupon, CouponSize, IssuedCoupon},
    ids::{CouponCode, OrderNumber},
    saga::{self, Event},
    time::Timestamp,
};
use futures::future::join_all;
use rand::{Rng, rngs::StdRng};
use store::{
    Store, StoreError,
    coupons::{self, CouponUse},
    orders::{self, NewOrder},
    sagas::{self, Advance},
};

use super::order::{euros, order_of, visitor};
use crate::Problem;

/// How often the coupon may be used, one race each.
pub const LIMITS: [u32; 3] = [1, 3, 100];

/// How many shoppers want to use it at once, each in an order of their own.
const SHOPPERS: u64 = 500;

/// What came of races for coupons.
#[derive(Default)]
pub struct Uses {
    pub wanted: u64,
    pub taken: u64,
    pub beyond: u64,
    /// How many orders were given up between two races, and how many got what those gave back.
    freed: u64,
    taken_again: u64,
}

impl Uses {
    pub fn fits(&self, limit: u32) -> bool {
        self.beyond == 0 && self.taken == u64::from(limit) && self.taken_again == self.freed && self.freed > 0
    }

    pub fn and(self, other: Self) -> Self {
        Self {
            wanted: self.wanted + other.wanted,
            taken: self.taken + other.taken,
            beyond: self.beyond + other.beyond,
            freed: self.freed + other.freed,
            taken_again: self.taken_again + other.taken_again,
        }
    }
}

/// Five hundred want a coupon that so many may use; then some who got it give up, and five hundred others want it.
pub async fn race(store: &Store, limit: u32, dice: &mut StdRng) -> Result<Uses, Problem> {
    let code: CouponCode = format!("RACE-{limit}").parse()?;
    let coupon = Coupon {
        code: code.clone(),
        size: CouponSize::Amount { amount: euros(100) },
        smallest_cart: None,
        valid_from: Timestamp(0),
        valid_until: None,
    };
    let issued = IssuedCoupon { coupon, limit: Some(limit), limit_each: Some(1), uses: 0 };
    store.write(move |tx| Box::pin(async move { coupons::issue(tx, &issued, connectors::now()).await })).await?;
    let got = all_at_once(store, &code, dice).await?;
    let mut uses = Uses { wanted: 2 * SHOPPERS, taken: got.len() as u64, ..Uses::default() };
    uses.beyond += counted(store, &code).await?.saturating_sub(u64::from(limit));
    let given_up = got.iter().take(got.len().div_ceil(3));
    for order in given_up {
        give_up(store, order).await?;
        uses.freed += 1;
    }
    uses.taken_again = all_at_once(store, &code, dice).await?.len() as u64;
    uses.beyond += counted(store, &code).await?.saturating_sub(u64::from(limit));
    Ok(uses)
}

/// The orders that got the coupon.
async fn all_at_once(store: &Store, code: &CouponCode, dice: &mut StdRng) -> Result<Vec<OrderNumber>, Problem> {
    let orders: Vec<NewOrder> = (0..SHOPPERS).map(|_| order_with(code, dice)).collect::<Result<_, Problem>>()?;
    let opened = join_all(orders.into_iter().map(|order| {
        let store = store.clone();
        let number = order.saga.order.clone();
        tokio::spawn(async move {
            let work = store.write(move |tx| Box::pin(async move { orders::create(tx, &order).await }));
            work.await.map(|()| number)
        })
    }));
    let mut got = Vec::new();
    for opened in opened.await {
        match opened? {
            Ok(number) => got.push(number),
            Err(StoreError::CouponGone) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(got)
}

/// An order of 9.00 of which the coupon took 1.00 off.
fn order_with(code: &CouponCode, dice: &mut StdRng) -> Result<NewOrder, Problem> {
    let visitor = visitor(dice);
    let mut order = order_of(&visitor, euros(1_000), dice)?;
    for (part, of_saga) in order.parts.iter_mut().zip(&mut order.saga.parts) {
        part.order.shown = part.order.shown.less(euros(100))?;
        (of_saga.shown, of_saga.discount) = (part.order.shown.total, part.order.shown.discount);
    }
    (order.total, order.saga.ceiling) = (euros(900), euros(900));
    let mail = format!("{:064x}", dice.random::<u128>());
    Ok(NewOrder { coupon: Some(CouponUse { code: code.clone(), visitor, mail, amount: euros(100) }), ..order })
}

/// The shopper does not pay.
async fn give_up(store: &Store, order: &OrderNumber) -> Result<(), Problem> {
    let known = sagas::load(store.reader(), order).await?.ok_or("the order is gone")?;
    let next = saga::step(&known.saga, &Event::PaymentAbandoned)?;
    let step = Advance {
        expected_version: known.version,
        saga: next.saga,
        effects: Vec::new(),
        transactions: next.transactions,
        finishes: None,
        at: connectors::now(),
    };
    store.write(move |tx| Box::pin(async move { sagas::advance(tx, &step).await })).await?;
    Ok(())
}

async fn counted(store: &Store, code: &CouponCode) -> Result<u64, Problem> {
    let issued = coupons::find(store.reader(), code).await?.ok_or("the coupon is gone")?;
    Ok(u64::from(issued.uses))
}
