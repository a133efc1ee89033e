use proptest::prelude::*;

use super::*;
use crate::{
    coupon::Coupon,
    ids::{ExternalId, GroupId, ProductRef},
    pricing::{self, Amounts, PartFacts, PriceBook, Quote},
};

/// A quote with one part for each list of amounts, without tax on top.
fn quote(parts: &[Vec<i64>], delivery: i64) -> Quote {
    let part = |(number, amounts): (usize, &Vec<i64>)| {
        let line = |(place, amount): (usize, &i64)| {
            let product: ProductRef = format!("m{number}:p{place}").parse().unwrap();
            let variant: ExternalId = "v".parse().unwrap();
            (product, variant, Quantity::ONE, eur(*amount), eur(*amount))
        };
        let goods = eur(amounts.iter().sum());
        pricing::part(PartFacts {
            marketplace: format!("m{number}").parse().unwrap(),
            lines: amounts.iter().enumerate().map(line).collect(),
            options: Vec::new(),
            chosen: 0,
            own: Amounts::of(goods, eur(delivery), eur(0)).unwrap(),
            tax_points: 0,
            tax_included: true,
            rate: rates().rate(Currency::Eur, Currency::Usd).unwrap(),
        })
        .unwrap()
    };
    pricing::total(Currency::Usd, parts.iter().enumerate().map(part).collect()).unwrap()
}

fn discounted(quote: &Quote, all: &[Promotion], code: Option<&str>) -> Quote {
    let mut facts = Facts::of_quote(quote, rates(), NOW, |_| None);
    let opens: BTreeSet<_> = all.iter().map(|promotion| promotion.terms().id.clone()).collect();
    facts.codes.extend(code.map(|code| EnteredCode { code: code.parse().unwrap(), opens, problem: None }));
    quote.clone().with_promotions(&apply(all, &facts).unwrap()).unwrap()
}

fn sizes() -> impl Strategy<Value = CouponSize> {
    let points = (1_u32..=10_000, proptest::option::of(1_i64..5_000));
    prop_oneof![
        points.prop_map(|(points, cap)| CouponSize::Points { points, cap: cap.map(eur) }),
        (1_i64..20_000).prop_map(|amount| CouponSize::Amount { amount: eur(amount) }),
    ]
}

proptest! {
    #[test]
    fn a_coupon_takes_off_the_same_as_the_promotion_it_is(
        parts in prop::collection::vec(prop::collection::vec(0_i64..9_000, 1..5), 1..4),
        delivery in 0_i64..900,
        size in sizes(),
        least in proptest::option::of(1_i64..20_000),
    ) {
        let code = "WELCOME".parse().unwrap();
        let coupon = Coupon { code, size, smallest_cart: least.map(eur), valid_from: Timestamp(0), valid_until: None };
        let issued = IssuedCoupon { coupon: coupon.clone(), limit: None, limit_each: None, uses: 0 };
        let plain = quote(&parts, delivery);
        let promotion = Promotion::of_coupon("welcome".parse().unwrap(), &issued).unwrap();
        let ours = discounted(&plain, &[promotion], Some("WELCOME"));
        let mut theirs = plain.with_coupon(&coupon, &rates()).unwrap();
        theirs.coupon = None;
        prop_assert_eq!(ours, theirs);
    }
}

#[test]
fn free_delivery_makes_the_part_and_the_whole_cheaper_and_the_marketplace_is_quoted_as_before() {
    let plain = quote(&[vec![4_000], vec![8_000]], 400);
    let free = Terms { scope: Scope::of_marketplace("m1".parse().unwrap()), ..terms("free", free_delivery()) };
    let less = discounted(&plain, &[promotion(free)], None);
    assert_eq!(less.total.taken_off(), Money::new(500, Currency::Usd));
    assert_eq!((less.parts[0].clone(), less.parts[1].own), (plain.parts[0].clone(), plain.parts[1].own));
    assert_eq!(less.parts[1].shown.total.minor, plain.parts[1].shown.total.minor - 500);
}

#[test]
fn promotions_of_another_quote_are_refused() {
    let facts = Facts::of_quote(&quote(&[vec![4_000]], 0), rates(), NOW, |_| None);
    let applied = apply(&[], &facts).unwrap();
    for other in [quote(&[vec![4_001]], 0), quote(&[vec![4_000], vec![1]], 0), quote(&[], 0), quote(&[vec![4_000]], 1)]
    {
        assert_eq!(other.with_promotions(&applied), Err(ApplyError::AnotherQuote));
    }
}

/// A book with these promotions and a coupon of a tenth.
fn book(promotions: Vec<Promotion>) -> PriceBook {
    let tenth = Coupon {
        code: "WELCOME".parse().unwrap(),
        size: CouponSize::Points { points: 1_000, cap: None },
        smallest_cart: Some(eur(2_000)),
        valid_from: Timestamp(0),
        valid_until: None,
    };
    let in_force = InForce::to(promotions, None, None, NOW);
    PriceBook { coupon: Some(tenth), promotions: Some(in_force), ..PriceBook::new(Currency::Usd, rates(), &[]) }
}

#[test]
fn a_book_takes_off_what_the_shop_gives_and_then_what_the_coupon_gives() {
    let half = Terms { lane: Lane::Item, ..terms("half", percent(5_000)) };
    let plain = quote(&[vec![8_000]], 0);
    let less = book(vec![promotion(half)]).reduced(plain.clone()).unwrap();
    let goods = plain.total.goods.minor;
    assert_eq!(less.promotions.iter().map(|one| one.off.minor).collect::<Vec<_>>(), [goods / 2]);
    assert_eq!(less.coupon.unwrap().off.minor, goods / 20);
    assert_eq!(less.total.total.minor, goods - goods / 2 - goods / 20);
    assert_eq!(less.parts[0].own, plain.parts[0].own, "the marketplace is paid in full");
}

#[test]
fn a_book_without_promotions_takes_off_what_its_coupon_does() {
    for amount in [1_000, 8_000] {
        let plain = quote(&[vec![amount]], 300);
        let with = book(Vec::new());
        let coupon = with.coupon.clone().unwrap();
        assert_eq!(with.reduced(plain.clone()).unwrap(), plain.with_coupon(&coupon, &rates()).unwrap());
    }
}

#[test]
fn a_coupon_beside_promotions_says_how_much_a_cart_lacks() {
    let free = Terms { lane: Lane::Delivery, ..terms("free", free_delivery()) };
    let less = book(vec![promotion(free)]).reduced(quote(&[vec![1_000]], 300)).unwrap();
    let coupon = less.coupon.unwrap();
    assert_eq!((coupon.off.minor, coupon.too_small), (0, Some(rates().convert(eur(2_000), Currency::Usd).unwrap())));
    assert_eq!(less.promotions.len(), 1);
    assert!(!less.total.taken_off().is_zero());
}

#[test]
fn what_is_for_a_group_is_taken_off_its_members_and_others_are_not_told_of_it() {
    let group = |id: &str| -> GroupId { id.parse().unwrap() };
    let of = |ids: &[&str]| Some(ids.iter().map(|id| group(id)).collect::<BTreeSet<_>>());
    let only = Condition::All {
        of: vec![Condition::Group { one_of: vec![group("staff"), group("wholesale")] }, Condition::Always],
    };
    let half = promotion(Terms { condition: only, ..terms("half", percent(5_000)) });
    let plain = quote(&[vec![8_000]], 0);
    for (groups, counts) in
        [(None, false), (of(&[]), false), (of(&["members"]), false), (of(&["members", "wholesale"]), true)]
    {
        let in_force = InForce::to(vec![half.clone()], groups.clone(), None, NOW);
        assert_eq!(in_force.promotions.len(), usize::from(counts), "{groups:?}");
        let with = PriceBook { promotions: Some(in_force.clone()), ..PriceBook::new(Currency::Usd, rates(), &[]) };
        let less = with.reduced(plain.clone()).unwrap();
        assert_eq!(less.total.taken_off().minor, if counts { plain.total.goods.minor / 2 } else { 0 }, "{groups:?}");
        let sent: InForce = serde_json::from_str(&serde_json::to_string(&in_force).unwrap()).unwrap();
        assert_eq!(sent, in_force, "the browser works with the same");
    }
}
