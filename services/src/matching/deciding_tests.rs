//! What follows when listings are matched.

use domain::{
    catalog::{Availability, Product},
    matching::{Listing, Reading},
    money::{Currency, Money, RateTable},
};

use super::*;

fn member(reference: &str, title: &str, gtin: Option<&str>, since: i64) -> Member {
    let reference: ProductRef = reference.parse().unwrap();
    let gtin = gtin.map(|text| text.parse().unwrap());
    let product = Product {
        relation: RelationToken::of(&reference, gtin.as_ref()),
        reference,
        gtin,
        title: title.to_owned(),
        brand: Some("Orvane".to_owned()),
        description: String::new(),
        category: None,
        price: Money::new(10_000, Currency::Eur),
        list_price: None,
        rating: None,
        availability: Availability::InStock(None),
        pictures: Vec::new(),
        product_url: None,
        attributes: Vec::new(),
        variants: Vec::new(),
        observed_at: Timestamp(since),
    };
    Member { product, since: Timestamp(since) }
}

const HEADPHONES: &str = "Orvane AX-4100M5 wireless headphones black";
const CASQUE: &str = "ORVANE AX4100M5 Casque sans fil noir";
const CASE: &str = "Hard case for Orvane AX-4100M5 headphones";
const NUMBER: &str = "4719512002889";

fn known(members: Vec<Member>) -> Known {
    let keys: Vec<(ProductRef, BTreeSet<String>)> = members
        .iter()
        .map(|member| (member.product.reference.clone(), Reading::of(&Listing::of(&member.product)).keys()))
        .collect();
    let mut shared: BTreeMap<String, Vec<ProductRef>> = BTreeMap::new();
    for (listing, keys) in &keys {
        keys.iter().for_each(|key| shared.entry(key.clone()).or_default().push(listing.clone()));
    }
    Known { members, said: Vec::new(), keys, shared }
}

fn decided(known: &Known) -> Outcome {
    let listings: Vec<ProductRef> = known.members.iter().map(|member| member.product.reference.clone()).collect();
    let rates = RateTable { dated: domain::time::Date::from_days(0), base: Currency::Eur, per_base: Vec::new() };
    decide(&listings, known, &rates)
}

#[test]
fn the_same_thing_becomes_one_group_under_the_older_token() {
    let known = known(vec![member("nomad:2", CASQUE, None, 5), member("harbor:1", HEADPHONES, None, 9)]);
    let outcome = decided(&known);
    let (gone, kept) = ("only-harbor:1".parse().unwrap(), "only-nomad:2".parse().unwrap());
    assert_eq!(outcome.merges, [Merge { gone, kept }]);
    assert!(outcome.moves.is_empty() && outcome.pairs.iter().all(|(.., state)| *state == State::Matched));
}

#[test]
fn an_accessory_under_the_number_of_its_thing_leaves_the_group() {
    let known = known(vec![
        member("harbor:1", HEADPHONES, Some(NUMBER), 1),
        member("nomad:2", CASQUE, Some(NUMBER), 2),
        member("kitemart:3", CASE, Some(NUMBER), 3),
    ]);
    let outcome = decided(&known);
    let listing: ProductRef = "kitemart:3".parse().unwrap();
    assert_eq!(outcome.moves, [Move { token: RelationToken::of(&listing, None), listing }]);
    assert!(outcome.merges.is_empty());
}

#[test]
fn of_two_under_one_number_the_accessory_leaves_whichever_came_first() {
    for turned in [false, true] {
        let mut members =
            vec![member("harbor:1", HEADPHONES, Some(NUMBER), 1), member("nomad:2", CASE, Some(NUMBER), 2)];
        if turned {
            members.reverse();
        }
        let left: Vec<String> = decided(&known(members)).moves.iter().map(|one| one.listing.to_string()).collect();
        assert_eq!(left, ["nomad:2"]);
    }
}

#[test]
fn what_people_keep_apart_stays_apart_through_every_other_member() {
    let mut known = known(vec![
        member("harbor:1", HEADPHONES, None, 1),
        member("nomad:2", CASQUE, None, 2),
        member("kitemart:3", HEADPHONES, None, 3),
    ]);
    let pair = Pair::of(&"harbor:1".parse().unwrap(), &"nomad:2".parse().unwrap()).unwrap();
    let judgement = Reading::of(&Listing::default()).judge(&Reading::of(&Listing::default()));
    known.said.push(pairs::Known {
        pair,
        confidence: judgement.confidence,
        reasons: judgement.reasons,
        state: State::Apart,
        votes: 0,
        updated_at: Timestamp(0),
    });
    let outcome = decided(&known);
    // The third joined the first, so the second stays alone.
    let (gone, kept) = ("only-kitemart:3".parse().unwrap(), "only-harbor:1".parse().unwrap());
    assert_eq!(outcome.merges, [Merge { gone, kept }]);
}

#[test]
fn what_is_not_alike_is_left_alone() {
    let known =
        known(vec![member("harbor:1", HEADPHONES, None, 1), member("nomad:2", "Orvane garden hose 20 m", None, 2)]);
    assert_eq!(decided(&known), Outcome::default());
}
