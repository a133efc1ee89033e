//! What a coupon promises: nothing is lost, nobody but the operator bears it, and something stays to be paid.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    cart::{Line, Quantity},
    catalog::Availability,
    money::Rate,
    pricing::{PriceBook, quote},
    time::Date,
};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn rates() -> RateTable {
    let per_base = vec![(Currency::Usd, 1_250_000_000), (Currency::Jpy, 160 * Rate::ONE)];
    RateTable { base: Currency::Eur, dated: Date { year: 2026, month: 11, day: 20 }, per_base }
}

fn line(marketplace: &str, number: usize, price: Money, quantity: u32) -> Line {
    Line {
        product: format!("{marketplace}:p{number}").parse().unwrap(),
        variant: format!("v{number}").parse().unwrap(),
        relation: format!("r{number}").parse().unwrap(),
        quantity: Quantity::try_from(quantity).unwrap(),
        added_at: Timestamp(0),
        title: "Lamp".into(),
        variant_title: String::new(),
        picture: None,
        unit_price: price,
        price_when_added: price,
        availability: Availability::InStock(None),
    }
}

fn coupon(size: CouponSize, smallest_cart: Option<Money>) -> Coupon {
    let code = "WELCOME10".parse().unwrap();
    Coupon { code, size, smallest_cart, valid_from: Timestamp(1_000), valid_until: Some(Timestamp(2_000)) }
}

fn quoted(lines: &[Line], coupon: Option<Coupon>, currency: Currency) -> Quote {
    let book = PriceBook { currency, rates: rates(), terms: BTreeMap::new(), coupon, promotions: None, country: None };
    quote(&book, lines, &BTreeMap::new()).unwrap()
}

#[test]
fn a_share_is_taken_off_the_goods_up_to_its_cap_and_split_over_all_lines() {
    let lines = [line("harbor", 1, eur(1_000), 1), line("harbor", 2, eur(1_000), 1), line("nomad", 3, eur(1_000), 1)];
    let tenth = |cap| Some(coupon(CouponSize::Points { points: 1_000, cap }, None));
    let whole = quoted(&lines, tenth(None), Currency::Eur);
    assert_eq!((whole.total.taken_off(), whole.total.total), (eur(300), eur(2_700)));
    let capped = quoted(&lines, tenth(Some(eur(100))), Currency::Eur);
    let shares: Vec<i64> =
        capped.parts.iter().flat_map(|part| &part.lines).map(|line| line.discount.unwrap().minor).collect();
    assert_eq!(shares, [34, 33, 33]);
    assert_eq!(capped.parts[0].shown.total, eur(2_000 - 67));
    assert_eq!(capped.parts[0].own.total, eur(2_000), "the marketplace is paid in full");
}

#[test]
fn an_amount_counts_in_the_shoppers_currency_and_leaves_something_to_pay() {
    let lines = [line("harbor", 1, eur(4_000), 1)];
    let ten = coupon(CouponSize::Amount { amount: eur(1_000) }, None);
    assert_eq!(quoted(&lines, Some(ten), Currency::Usd).total.taken_off(), Money::new(1_250, Currency::Usd));
    let all = coupon(CouponSize::Amount { amount: eur(9_000) }, None);
    assert_eq!(quoted(&lines, Some(all), Currency::Eur).total.total, eur(100));
}

#[test]
fn a_cart_that_is_too_small_is_told_what_it_lacks() {
    let lines = [line("harbor", 1, eur(4_000), 1)];
    let from_fifty = coupon(CouponSize::Amount { amount: eur(1_000) }, Some(eur(5_000)));
    let small = quoted(&lines, Some(from_fifty), Currency::Eur);
    assert_eq!(small.coupon.unwrap().too_small, Some(eur(5_000)));
    assert_eq!(small.total.discount, None);
}

#[test]
fn a_code_counts_in_its_time_and_as_often_as_it_may() {
    let coupon = coupon(CouponSize::Amount { amount: eur(100) }, None);
    let issued = IssuedCoupon { coupon, limit: Some(3), limit_each: Some(1), uses: 2 };
    let at = |used, now| issued.problem(used, Timestamp(now));
    assert_eq!(at(0, 999), Some(CouponProblem::NotYet));
    assert_eq!((at(0, 1_000), at(0, 1_999)), (None, None));
    assert_eq!(at(0, 2_000), Some(CouponProblem::Expired));
    assert_eq!(at(1, 1_500), Some(CouponProblem::UsedByYou));
    let used_up = IssuedCoupon { uses: 3, ..issued.clone() };
    assert_eq!(used_up.problem(0, Timestamp(1_500)), Some(CouponProblem::UsedUp));
}

#[test]
fn a_quote_without_a_coupon_is_written_as_before_there_were_any() {
    let plain = serde_json::to_string(&quoted(&[line("harbor", 1, eur(4_000), 1)], None, Currency::Eur)).unwrap();
    assert!(!plain.contains("discount") && !plain.contains("coupon"), "{plain}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_taken_off_adds_up_in_every_line_part_and_total(
        prices in prop::collection::vec((0_i64..200_000, 1_u32..20, 0_usize..3), 1..20),
        points in prop::option::of(0_u32..11_000),
        amount in 0_i64..500_000,
        currency in prop::sample::select(vec![Currency::Eur, Currency::Usd, Currency::Jpy]),
    ) {
        let lines: Vec<Line> = prices
            .iter()
            .enumerate()
            .map(|(number, (price, quantity, marketplace))| {
                line(["harbor", "nomad", "kitemart"][*marketplace], number, eur(*price), *quantity)
            })
            .collect();
        let size = match points {
            Some(points) => CouponSize::Points { points, cap: Some(eur(amount)) },
            None => CouponSize::Amount { amount: eur(amount) },
        };
        let plain = quoted(&lines, None, currency);
        let less = quoted(&lines, Some(coupon(size, None)), currency);
        let off = less.total.taken_off().minor;
        prop_assert_eq!(less.total.total.minor, plain.total.total.minor - off);
        prop_assert!(off >= 0 && off <= plain.total.goods.minor);
        prop_assert!(off == 0 || less.total.total.minor >= 100);
        prop_assert_eq!(less.coupon.as_ref().unwrap().off.minor, off);
        prop_assert_eq!(less.parts.iter().map(|part| part.shown.taken_off().minor).sum::<i64>(), off);
        for (with, without) in less.parts.iter().zip(&plain.parts) {
            let of_lines: i64 = with.lines.iter().filter_map(|line| line.discount).map(|off| off.minor).sum();
            prop_assert_eq!(of_lines, with.shown.taken_off().minor);
            prop_assert_eq!(with.shown.total.minor, without.shown.total.minor - of_lines);
            prop_assert_eq!(with.own, without.own);
            prop_assert!(with.lines.iter().all(|line| line.discount.is_none_or(|off| off.minor >= 0 && off.minor <= line.shown.minor)));
        }
    }
}
