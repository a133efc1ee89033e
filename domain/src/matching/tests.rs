//! What the matcher promises whatever is written: the order of two listings does not matter, a listing is the same as
//! itself, and more that speaks for it never makes it less sure.

use proptest::prelude::*;

use super::*;
use crate::money::Currency;

fn listing(title: &str, brand: &str, gtin: &str) -> Listing {
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Listing { title: title.to_owned(), brand: told(brand), gtin: told(gtin), ..Listing::default() }
}

fn verdict(left: (&str, &str, &str), right: (&str, &str, &str)) -> Verdict {
    judge(&listing(left.0, left.1, left.2), &listing(right.0, right.1, right.2)).verdict
}

const NUMBER: &str = "4719512002889";

#[test]
fn one_number_is_one_thing_in_any_language() {
    let english = ("Tamrin Loop 2 wireless headphones, black", "Tamrin", NUMBER);
    for other in ["Casque sans fil Loop 2 noir", "سماعات رأس لاسلكية أسود", "LOOP2 BEST SELLER NEW 2026"]
    {
        assert_eq!(verdict(english, (other, "Tamrin", NUMBER)), Verdict::Same, "{other}");
    }
}

#[test]
fn one_number_on_something_else_is_not_believed() {
    let thing = ("Tamrin Loop 2 wireless headphones, black", "Tamrin", NUMBER);
    for other in [
        "Hard case for Tamrin Loop 2 headphones",
        "Refurbished Tamrin Loop 2 wireless headphones, black",
        "Tamrin Loop 2 wireless headphones, black, bundle with charger, case and cable",
        "Tamrin Loop 3 wireless headphones, white",
    ] {
        assert_ne!(verdict(thing, (other, "Tamrin", NUMBER)), Verdict::Same, "{other}");
    }
}

#[test]
fn a_made_up_number_says_nothing() {
    let number = "1234567890128";
    assert_ne!(verdict(("Garden hose 20 m", "", number), ("Wool socks, grey", "", number)), Verdict::Same);
}

#[test]
fn maker_and_model_are_enough_and_a_neighbour_is_not_the_same() {
    let thing = ("Orvane AX-4100M5 wireless noise cancelling headphones black", "Orvane", "");
    let same = ("ORVANE AX4100M5 Casque sans fil à réduction de bruit, noir", "Orvane", "");
    assert_eq!(verdict(thing, same), Verdict::Same);
    for other in [
        "Orvane AX-4100M4 wireless noise cancelling headphones black",
        "Orvane AX-4100M5 wireless noise cancelling headphones silver",
        "Ear pads for Orvane AX-4100M5 headphones",
        "Orvane AX-4100M5 wireless noise cancelling headphones black, renewed",
    ] {
        assert_ne!(verdict(thing, (other, "Orvane", "")), Verdict::Same, "{other}");
    }
}

#[test]
fn sizes_editions_and_numbers_of_pieces_are_different_things() {
    for (one, other) in [
        ("Lumora Nova 5 phone 128 GB blue", "Lumora Nova 5 phone 256 GB blue"),
        ("Lumora Fresh shampoo 250 ml", "Lumora Fresh shampoo 1 l"),
        ("Lumora The Long Harvest, hardcover", "Lumora The Long Harvest, paperback"),
        ("Lumora Trail running shoe size 42", "Lumora Trail running shoe size 44"),
        ("Lumora Glow bulb E27 2-pack", "Lumora Glow bulb E27 6-pack"),
        ("Lumora Nova 5 phone", "Lumora Nova 5 Pro phone"),
        ("Lumora Glow bulb E27", "Lumora Glow bulb E14"),
        ("Lumora Dark cocoa bar 70% 100 g", "Lumora Dark cocoa bar 85% 100 g"),
    ] {
        assert_ne!(verdict((one, "Lumora", ""), (other, "Lumora", "")), Verdict::Same, "{one} / {other}");
    }
    assert_eq!(
        verdict(("Lumora Fresh shampoo 500 ml", "Lumora", ""), ("Lumora Fresh Shampooing 0,5 L", "Lumora", "")),
        Verdict::Same
    );
}

#[test]
fn a_judgement_says_why() {
    let judged = judge(
        &listing("Case for Orvane AX-4100M5", "Orvane", ""),
        &listing("Orvane AX-4100M5 headphones", "Orvane", ""),
    );
    assert!(judged.against_it().any(|signal| signal == Signal::Accessory), "{judged:?}");
    assert!(judged.for_it().any(|signal| signal == Signal::SameMark), "{judged:?}");
}

#[test]
fn what_is_the_same_shares_a_key() {
    let shares = |one: &Listing, two: &Listing| !Reading::of(one).keys().is_disjoint(&Reading::of(two).keys());
    let english = listing("Orvane Tide H7 wireless headphones black", "Orvane", "");
    assert!(shares(&english, &listing("Casque sans fil Tide H7 noir - Orvane", "Orvane", "")));
    assert!(shares(&english, &listing("سماعات رأس أسود", "Orvane", "")));
    assert!(!shares(&english, &listing("Garden hose 20 m", "Lumora", "")));
    assert!(Reading::of(&english).keys().len() <= MOST_KEYS);
}

#[test]
fn whoever_says_it_is_something_else_sees_it_alone() {
    let product = |reference: &str, relation: &str| {
        let mut product = crate::matching::tests::sample(reference);
        product.relation = relation.parse().expect("a token");
        product
    };
    let mut products = [product("harbor:1", "t"), product("nomad:1", "t"), product("lumen:1", "t")];
    let apart = Apart { shown: products[0].reference.clone(), other: products[1].reference.clone() };
    part(&mut products, std::slice::from_ref(&apart));
    let tokens: Vec<&str> = products.iter().map(|product| product.relation.as_str()).collect();
    assert_eq!(tokens, ["t", "else-nomad:1", "t"]);
}

/// A product with nothing of interest.
fn sample(reference: &str) -> Product {
    let reference: crate::ids::ProductRef = reference.parse().expect("a reference");
    Product {
        relation: crate::ids::RelationToken::of(&reference, None),
        reference,
        gtin: None,
        title: "Thing".to_owned(),
        brand: None,
        description: String::new(),
        category: None,
        price: Money::new(1000, Currency::Eur),
        list_price: None,
        rating: None,
        availability: crate::catalog::Availability::InStock(None),
        pictures: Vec::new(),
        product_url: None,
        attributes: Vec::new(),
        variants: Vec::new(),
        observed_at: crate::time::Timestamp(0),
    }
}

/// Titles that look like titles, and some that look like nothing.
fn titles() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Velune",
        "Tide",
        "H7",
        "H9",
        "WH-1000XM5",
        "headphones",
        "casque",
        "سماعات",
        "case",
        "for",
        "pour",
        "2-pack",
        "x3",
        "6",
        "x",
        "330",
        "ml",
        "128GB",
        "256",
        "GB",
        "black",
        "noir",
        "أسود",
        "Pro",
        "Max",
        "renewed",
        "2nd",
        "gen",
        "III",
        "hardcover",
        "poche",
        "size",
        "42",
        "XL",
        "+",
        "with",
        "charger",
        "kit",
        "2024",
        "\"",
        "27-inch",
        "%",
        "²",
        "é",
        "\u{0}",
    ]);
    prop_oneof![prop::collection::vec(words, 0..12).prop_map(|words| words.join(" ")), any::<String>()]
}

fn listings() -> impl Strategy<Value = Listing> {
    let brand =
        prop::option::of(prop::sample::select(vec!["Velune", "VELUNE Audio", "فيلون", "Tonvik", "generic", ""]));
    let gtin = prop::option::of(prop::sample::select(vec![NUMBER, "5701234000495", "1234567890128", "12"]));
    let names = prop::sample::select(vec!["Colour", "Couleur", "Size", "Model", "Battery life", "اللون", "Pieces"]);
    let attributes = prop::collection::vec((names.prop_map(str::to_owned), titles()), 0..4);
    let price = prop::option::of((0_i64..100_000, prop::sample::select(vec![Currency::Eur, Currency::Usd])));
    (titles(), brand, gtin, attributes, price).prop_map(|(title, brand, gtin, attributes, price)| Listing {
        title,
        brand: brand.map(str::to_owned),
        gtin: gtin.map(str::to_owned),
        attributes,
        price: price.map(|(minor, currency)| Money::new(minor, currency)),
    })
}

fn evidences() -> impl Strategy<Value = Evidence> {
    prop::collection::vec(0.0..=1.0, Signal::ALL.len()).prop_map(|much| {
        Signal::ALL.iter().zip(much).fold(Evidence::NONE, |evidence, (signal, much)| evidence.with(*signal, much))
    })
}

proptest! {
    #[test]
    fn the_order_of_two_listings_does_not_matter(left in listings(), right in listings()) {
        let (one, two) = (Reading::of(&left), Reading::of(&right));
        prop_assert_eq!(one.evidence(&two), two.evidence(&one));
        prop_assert_eq!(judge(&left, &right), judge(&right, &left));
    }

    #[test]
    fn a_listing_is_the_same_as_itself(one in listings()) {
        let judged = judge(&one, &one);
        prop_assert_eq!(judged.verdict, Verdict::Same, "{:?}", judged);
    }

    #[test]
    fn more_that_speaks_for_it_never_makes_it_less_sure(
        evidence in evidences(),
        signal in prop::sample::select(Signal::ALL),
        much in 0.0..=1.0_f64,
    ) {
        let more = evidence.clone().with(signal, much.max(evidence.of(signal)));
        let (before, after) = (confidence(&evidence), confidence(&more));
        if signal.weight() > 0 {
            prop_assert!(after >= before);
        } else {
            prop_assert!(after <= before);
        }
    }

    #[test]
    fn a_number_in_common_never_makes_it_less_sure(left in listings(), right in listings()) {
        let without = |listing: &Listing| Listing { gtin: None, ..listing.clone() };
        let with = |listing: &Listing| Listing { gtin: Some(NUMBER.to_owned()), ..listing.clone() };
        let (alone, together) = (judge(&without(&left), &without(&right)), judge(&with(&left), &with(&right)));
        prop_assert!(together.confidence >= alone.confidence, "{:?} {:?}", alone, together);
    }

    #[test]
    fn keys_are_few_and_short_whatever_is_written(one in listings()) {
        let keys = Reading::of(&one).keys();
        prop_assert!(keys.len() <= MOST_KEYS && keys.iter().all(|key| key.len() <= 80));
    }
}
