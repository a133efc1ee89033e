use super::*;
use crate::{
    coupon::CouponProblem,
    ids::{CouponCode, GroupId},
};

fn ten(condition: Condition) -> Terms {
    Terms { condition, ..terms("ten", percent(1_000)) }
}

fn counts(facts: &Facts, condition: Condition) -> bool {
    !applied(facts, [ten(condition)]).steps.is_empty()
}

fn subtotal(at_least: i64) -> Condition {
    Condition::Subtotal { of: Scope::default(), at_least: eur(at_least) }
}

fn not(of: Condition) -> Condition {
    Condition::Not { of: Box::new(of) }
}

fn country() -> Condition {
    Condition::Country { one_of: vec!["TN".to_owned()] }
}

#[test]
fn twelve_more_for_free_delivery() {
    let free = Terms { condition: subtotal(11_200), ..terms("free", free_delivery()) };
    let off = applied(&usual(), [free]);
    let missing = vec![Missing::Subtotal { of: Scope::default(), more: eur(1_200) }];
    assert_eq!(why(&off, "free"), &Why::Short { missing });
    assert_eq!(off.passed_over[0].kind, EffectKind::Delivery);
}

#[test]
fn and_or_and_not_hold_what_they_say() {
    let (met, unmet) = (|| subtotal(100), || subtotal(99_999));
    assert!(counts(&usual(), Condition::All { of: vec![met(), met()] }));
    assert!(!counts(&usual(), Condition::All { of: vec![met(), unmet()] }));
    assert!(counts(&usual(), Condition::Any { of: vec![unmet(), met()] }));
    assert!(!counts(&usual(), Condition::Any { of: vec![unmet(), unmet()] }));
    assert!(counts(&usual(), not(unmet())));
    assert!(!counts(&usual(), not(met())));
}

#[test]
fn a_subtotal_is_of_its_scope_before_promotions_and_in_any_currency() {
    let of_books = |at_least| Condition::Subtotal { of: books(), at_least };
    assert!(counts(&usual(), of_books(eur(4_000))));
    assert!(!counts(&usual(), of_books(eur(4_001))));
    assert!(counts(&usual(), of_books(Money::new(5_000, Currency::Usd))));
    assert!(!counts(&usual(), of_books(Money::new(5_002, Currency::Usd))));
    let first = Terms { lane: Lane::Item, ..terms("half", percent(5_000)) };
    assert_eq!(counted(&applied(&usual(), [first, ten(subtotal(10_000))])), ["half", "ten"]);
}

#[test]
fn what_is_not_known_yet_is_promised_neither_way() {
    let facts = usual();
    for condition in [country(), not(country())] {
        let off = applied(&facts, [ten(condition)]);
        let missing = vec![Missing::Country { one_of: vec!["TN".to_owned()] }];
        assert_eq!(why(&off, "ten"), &Why::Short { missing });
    }
    let mut known = usual();
    known.country = Some("TN".to_owned());
    assert!(counts(&known, country()));
    assert_eq!(why(&applied(&known, [ten(not(country()))]), "ten"), &Why::Unmet);
    assert!(counts(&facts, Condition::Any { of: vec![country(), subtotal(1)] }));
    assert_eq!(
        why(&applied(&facts, [ten(Condition::FirstOrder)]), "ten"),
        &Why::Short { missing: vec![Missing::Shopper] }
    );
}

#[test]
fn of_several_ways_the_shortest_is_told() {
    let long = Condition::All { of: vec![subtotal(20_000), country()] };
    let short = Condition::Quantity { of: books(), at_least: 3 };
    let off = applied(&usual(), [ten(Condition::Any { of: vec![long, short] })]);
    assert_eq!(why(&off, "ten"), &Why::Short { missing: vec![Missing::Quantity { of: books(), more: 1 }] });
}

#[test]
fn who_buys_when_and_how_it_is_paid() {
    let mut facts = usual();
    let group = || Condition::Group { one_of: vec!["club".parse().unwrap()] };
    let card = || Condition::PaymentMethod { one_of: vec!["card".to_owned()] };
    assert!(!counts(&facts, group()) && !counts(&facts, card()));
    facts.groups = Some(["club".parse().unwrap()].into());
    facts.first_order = Some(true);
    facts.payment_method = Some("card".to_owned());
    assert!(counts(&facts, group()) && counts(&facts, card()) && counts(&facts, Condition::FirstOrder));
    assert!(counts(&facts, Condition::Currency { one_of: vec![Currency::Eur] }));
    assert!(!counts(&facts, Condition::Currency { one_of: vec![Currency::Usd] }));
    assert!(counts(&facts, Condition::During { from: NOW, until: NOW.plus(1) }));
    assert!(!counts(&facts, Condition::During { from: NOW.plus(-1), until: NOW }));
    facts.payment_method = Some("cash".to_owned());
    let missing = vec![Missing::PaymentMethod { one_of: vec!["card".to_owned()] }];
    assert_eq!(why(&applied(&facts, [ten(card())]), "ten"), &Why::Short { missing });
}

fn typed(code: &str, problem: Option<CouponProblem>) -> EnteredCode {
    EnteredCode { code: code.parse().unwrap(), opens: ["ten".parse().unwrap()].into(), problem }
}

#[test]
fn a_promotion_with_a_code_is_not_even_named_before_its_code_is_typed() {
    let coupon = || Terms { trigger: Trigger::Code, ..terms("ten", percent(1_000)) };
    let mut facts = usual();
    let silent = applied(&facts, [coupon()]);
    assert!(silent.steps.is_empty() && silent.passed_over.is_empty());
    facts.codes.push(typed("SUMMER", None));
    let off = applied(&facts, [coupon()]);
    assert_eq!(off.steps[0].code.as_ref().map(CouponCode::as_str), Some("SUMMER"));
    let used = Condition::Code { one_of: vec!["SUMMER".parse().unwrap()] };
    assert!(counts(&facts, used.clone()));
    facts.codes[0].problem = Some(CouponProblem::UsedUp);
    assert_eq!(why(&applied(&facts, [coupon()]), "ten"), &Why::UsedUp);
    assert!(!counts(&facts, used));
    // a second code that counts opens it all the same
    facts.codes.push(typed("WINTER", None));
    assert_eq!(applied(&facts, [coupon()]).steps[0].code.as_ref().map(CouponCode::as_str), Some("WINTER"));
}

#[test]
fn limits_and_the_schedule_are_told_apart() {
    let limited = Terms {
        limit: Some(10),
        limit_each: Some(2),
        valid_from: Some(NOW.plus(-10)),
        valid_until: Some(NOW.plus(10)),
        ..terms("ten", percent(1_000))
    };
    let with = |uses: Uses, now| {
        let mut facts = usual();
        facts.uses.insert("ten".parse().unwrap(), uses);
        facts.now = now;
        applied(&facts, [limited.clone()])
    };
    let guest = |by_visitor, by_address| Uses::of_shopper(9, 0, by_visitor, by_address);
    assert_eq!(counted(&with(guest(0, 1), NOW)), ["ten"]);
    assert_eq!(why(&with(guest(0, 2), NOW), "ten"), &Why::UsedByYou);
    assert_eq!(why(&with(Uses { all: 10, by_shopper: 0 }, NOW), "ten"), &Why::UsedUp);
    assert_eq!(why(&with(guest(0, 0), NOW.plus(-11)), "ten"), &Why::NotYet { from: NOW.plus(-10) });
    assert_eq!(why(&with(guest(0, 0), NOW.plus(10)), "ten"), &Why::Over);
}

#[test]
fn a_condition_says_which_groups_it_speaks_of_and_to_whom_it_may_be_open() {
    let group = |id: &str| -> GroupId { id.parse().unwrap() };
    let only = |id: &str| Condition::Group { one_of: vec![group(id)] };
    let either = Condition::Any { of: vec![only("staff"), not(only("members"))] };
    let whole = Condition::All { of: vec![either, subtotal(1), only("wholesale")] };
    let named: Vec<&str> = whole.groups().into_iter().map(GroupId::as_str).collect();
    assert_eq!(named, ["members", "staff", "wholesale"]);
    assert!(subtotal(1).groups().is_empty());
    assert!(whole.is_open_to(&[group("wholesale")].into()));
    assert!(!whole.is_open_to(&[group("staff")].into()));
    assert!(Condition::Always.is_open_to(&BTreeSet::new()) && not(only("staff")).is_open_to(&BTreeSet::new()));
}
