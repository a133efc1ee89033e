use super::*;
use crate::ids::MarketplaceId;

fn refused(change: impl FnOnce(&mut Terms)) -> Refusal {
    let mut terms = terms("ten", percent(1_000));
    change(&mut terms);
    Promotion::try_from(terms).unwrap_err()
}

fn nested(depth: usize) -> Condition {
    (1..depth).fold(Condition::FirstOrder, |inner, _| Condition::Not { of: Box::new(inner) })
}

#[test]
fn a_condition_is_bounded_in_depth_and_size_and_the_message_says_which() {
    let deep = |depth| refused(move |terms| terms.condition = nested(depth));
    assert_eq!(deep(9), Refusal::TooDeep(9));
    assert_eq!(deep(9).to_string(), "the condition is nested 9 deep; at most 8 are possible");
    assert!(Promotion::try_from(Terms { condition: nested(8), ..terms("ten", percent(1)) }).is_ok());
    let wide = |parts: usize| Condition::Any { of: vec![Condition::FirstOrder; parts - 1] };
    assert_eq!(refused(|terms| terms.condition = wide(65)), Refusal::TooLarge(65));
    assert!(Promotion::try_from(Terms { condition: wide(64), ..terms("ten", percent(1)) }).is_ok());
    assert_eq!(refused(|terms| terms.condition = nested(1_000)), Refusal::TooDeep(9));
}

#[test]
fn what_makes_no_sense_is_refused_by_name() {
    assert_eq!(refused(|terms| terms.name = " ".to_owned()), Refusal::Name);
    assert_eq!(refused(|terms| terms.condition = Condition::All { of: Vec::new() }), Refusal::EmptyList);
    assert_eq!(
        refused(|terms| terms.condition = Condition::Country { one_of: vec!["tn".to_owned()] }),
        Refusal::Country
    );
    let long = vec!["TN".to_owned(); 101];
    assert_eq!(refused(|terms| terms.condition = Condition::Country { one_of: long }), Refusal::LongList(101));
    let nothing = Condition::PaymentMethod { one_of: vec![String::new()] };
    assert_eq!(refused(|terms| terms.condition = nothing), Refusal::PaymentMethod);
    assert_eq!(refused(|terms| terms.effect = percent(0)), Refusal::Points);
    assert_eq!(refused(|terms| terms.effect = percent(10_001)), Refusal::Points);
    assert_eq!(refused(|terms| terms.effect = fixed(0)), Refusal::Amount);
    assert_eq!(refused(|terms| terms.effect = fixed(-5)), Refusal::Amount);
    assert_eq!(refused(|terms| (terms.valid_from, terms.valid_until) = (Some(NOW), Some(NOW))), Refusal::Schedule);
    assert_eq!(refused(|terms| terms.effect = Effect::TieredByQuantity { tiers: Vec::new() }), Refusal::Tiers);
    let tier = QuantityTier { from: 2, reduction: Reduction::Percent { points: 1, cap: None } };
    let level = Effect::TieredByQuantity { tiers: vec![tier, tier] };
    assert_eq!(refused(|terms| terms.effect = level), Refusal::TiersDoNotRise);
    assert_eq!(refused(|terms| terms.effect = free_delivery()), Refusal::Lane);
    assert_eq!(refused(|terms| terms.lane = Lane::Gift), Refusal::Lane);
    assert_eq!(refused(|terms| terms.limit = Some(0)), Refusal::Limit);
    let none = Effect::BuyGet { buy: 0, of: Scope::default(), get: 1, points: 1, times: None };
    assert_eq!(refused(|terms| terms.effect = none), Refusal::Pieces);
    let sellers = |terms: &mut Terms| {
        (terms.effect, terms.lane, terms.bearer) = (gift(1), Lane::Gift, Bearer::Seller);
    };
    assert_eq!(refused(sellers), Refusal::GiftBearer);
}

#[test]
fn a_rule_comes_and_goes_as_json_through_the_same_door() {
    let written = r#"{
        "id": "books-week", "name": "Books week", "trigger": "code", "bearer": "seller", "lane": "item",
        "condition": {"when": "all", "of": [
            {"when": "subtotal", "of": {"categories": ["books-stationery"]}, "at_least": {"minor": 2000, "currency": "EUR"}},
            {"when": "not", "of": {"when": "country", "one_of": ["FR"]}}
        ]},
        "scope": {"seller": {"who": "marketplace", "id": "harbor"}},
        "effect": {"does": "off", "reduction": {"kind": "percent", "points": 1500}},
        "beside": "other_lanes", "limit_each": 1
    }"#;
    let read: Promotion = serde_json::from_str(written).unwrap();
    let harbor: MarketplaceId = "harbor".parse().unwrap();
    assert_eq!(read.terms().scope.seller, Seller::Marketplace { id: harbor });
    let again: Promotion = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
    let refused =
        |from: &str, to: &str| serde_json::from_str::<Promotion>(&written.replace(from, to)).unwrap_err().to_string();
    assert!(refused("1500", "15000").contains("a share must be between 1 and 10000 basis points"));
    // a misspelt word is not passed over in silence
    assert!(refused("limit_each", "limit_eech").contains("limit_eech"));
    assert!(refused("\"points\": 1500", "\"points\": 1500, \"capp\": null").contains("capp"));
    assert!(refused("categories", "categorys").contains("categorys"));
}

#[test]
fn facts_and_outcomes_come_and_go_as_json() {
    let mut facts = usual();
    facts.gifts_gone.insert(("house:mug".parse().unwrap(), "v".parse().unwrap()));
    facts.uses.insert("ten".parse().unwrap(), Uses { all: 3, by_shopper: 1 });
    facts.groups = Some(["club".parse().unwrap()].into());
    let read: Facts = serde_json::from_str(&serde_json::to_string(&facts).unwrap()).unwrap();
    assert_eq!(read, facts);
    let off = applied(&facts, [terms("ten", percent(1_000)), terms("mug", gift(1)), terms("free", free_delivery())]);
    let read: Applied = serde_json::from_str(&serde_json::to_string(&off).unwrap()).unwrap();
    assert_eq!(read, off);
}

#[test]
fn thousands_of_brackets_are_refused_and_harm_nothing() {
    let deep = format!("{}\"x\"{}", r#"{"when":"not","of":"#.repeat(20_000), "}".repeat(20_000));
    assert!(serde_json::from_str::<Condition>(&deep).unwrap_err().to_string().contains("recursion"));
}
