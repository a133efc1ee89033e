//! What the catalogue promises to everyone who sells from it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::written::{self, THINGS};
use super::*;

fn everywhere(total: usize) -> Vec<(&'static str, Vec<Listing>)> {
    MARKETPLACES.iter().map(|(name, _)| (*name, listings(name, total))).collect()
}

fn house() -> Vec<serde_json::Value> {
    serde_json::from_str(include_str!("../../../store/seed/house.json")).expect("it is JSON")
}

/// Which marketplaces sell each number, the house too.
fn sellers() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut sellers: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for (name, listings) in everywhere(0) {
        listings.into_iter().for_each(|listing| _ = sellers.entry(listing.gtin).or_default().insert(name));
    }
    for product in house() {
        let gtin = product["gtin"].as_str().expect("every product has a number").to_owned();
        sellers.entry(gtin).or_default().insert("shelf");
    }
    sellers
}

fn check_digit_is_right(gtin: &str) -> bool {
    let digits: Vec<u32> = gtin.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let sum: u32 = digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 1 { 3 } else { 1 }).sum();
    digits.len() == 13 && gtin.len() == 13 && sum.is_multiple_of(10)
}

#[test]
fn more_than_four_hundred_products_in_twelve_categories_are_written() {
    let all: Vec<Listing> = everywhere(0).into_iter().flat_map(|(_, listings)| listings).collect();
    assert!(all.len() >= 420, "{}", all.len());
    let categories: BTreeSet<&str> = all.iter().map(|listing| listing.category).collect();
    assert_eq!(categories, CATEGORIES.iter().map(|(slug, _)| *slug).collect());
    assert!(THINGS.len() >= 260);
    assert!(all.iter().filter(|listing| listing.variants.len() > 1).count() >= 80);
}

#[test]
fn many_things_are_sold_by_several_marketplaces() {
    let sellers = sellers();
    let by_at_least = |count: usize| sellers.values().filter(|names| names.len() >= count).count();
    assert!(by_at_least(2) >= 150, "{}", by_at_least(2));
    assert!(by_at_least(3) >= 80, "{}", by_at_least(3));
}

#[test]
fn every_number_is_a_valid_gtin_and_belongs_to_one_thing() {
    let numbers: HashSet<&str> = THINGS.iter().map(|thing| thing.gtin.as_str()).collect();
    assert_eq!(numbers.len(), THINGS.len());
    assert!(THINGS.iter().all(|thing| check_digit_is_right(&thing.gtin)));
    let grown = listings("lumen", 4_000);
    assert!(grown.iter().all(|listing| check_digit_is_right(&listing.gtin)));
}

#[test]
fn every_picture_is_there_in_every_size() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let own = |variant: &'static written::WrittenVariant| variant.picture.as_deref();
    let shelves = MARKETPLACES.iter().filter_map(|(name, _)| written::shelf(name)).flatten();
    let variants = shelves.flat_map(|written| &written.variants).filter_map(own);
    let things = THINGS.iter().flat_map(|thing| &thing.pictures).map(|picture| picture.stem.as_str());
    for stem in variants.chain(things) {
        for size in [640, 320, 160] {
            let path = public.join(picture_url("", stem, size).trim_start_matches('/'));
            assert!(path.is_file(), "{}", path.display());
        }
    }
}

#[test]
fn listings_are_whole() {
    for (name, listings) in everywhere(2_500) {
        let ids: HashSet<&str> = listings.iter().map(|listing| listing.external_id.as_str()).collect();
        assert_eq!(ids.len(), listings.len(), "ids at {name}");
        let variants: Vec<&Variant> = listings.iter().flat_map(|listing| &listing.variants).collect();
        let ids: HashSet<&str> = variants.iter().map(|variant| variant.id.as_str()).collect();
        assert_eq!(ids.len(), variants.len(), "variant ids at {name}");
        for listing in &listings {
            let cheapest = listing.variants.iter().map(|variant| variant.price_minor).min();
            assert_eq!(cheapest, Some(listing.price_minor), "{}", listing.title);
            assert!(listing.price_minor > 0);
            assert!(listing.list_price_minor.is_none_or(|was| was > listing.price_minor), "{}", listing.title);
            assert!((310..=490).contains(&listing.rating) && listing.rating_count > 0);
            assert!(!listing.pictures.is_empty() && !listing.attributes.is_empty());
            assert!(!listing.title.contains(['{', '}']) && !listing.description.contains(['{', '}']));
        }
        assert!(listings.iter().any(|listing| listing.stock == 0), "{name} has sold out of something");
    }
}

#[test]
fn the_bazaar_speaks_french_and_arabic() {
    let bazaar = listings("baobab", 0);
    let spoken = |lang: &str| bazaar.iter().filter(|listing| listing.lang == lang).count();
    assert!(spoken("fr") >= 40 && spoken("ar") >= 15, "{} {}", spoken("fr"), spoken("ar"));
}

#[test]
fn growth_is_the_same_every_time_and_only_adds() {
    let text = |listings: &[Listing]| format!("{listings:?}");
    let small = listings("nomad", 2_000);
    assert_eq!(text(&small), text(&listings("nomad", 2_000)));
    let large = listings("nomad", 6_000);
    assert!(large.len() > small.len());
    assert_eq!(text(&small), text(&large[..small.len()]));
    let world: usize = everywhere(6_000).iter().map(|(_, listings)| listings.len()).sum();
    assert_eq!(world, 6_000);
}

#[test]
fn grown_catalogues_overlap_too() {
    let numbers = |name| listings(name, 6_000).into_iter().map(|listing| listing.gtin).collect::<HashSet<String>>();
    let shared = numbers("kitemart").intersection(&numbers("harbor")).count();
    assert!(shared > 300, "{shared}");
}

#[test]
fn the_house_shelf_is_whole() {
    let house = house();
    assert!((50..=80).contains(&house.len()), "{}", house.len());
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    for product in &house {
        assert!(check_digit_is_right(product["gtin"].as_str().unwrap_or_default()));
        assert_eq!(product["currency"], "EUR");
        assert!(product["variants"].as_array().is_some_and(|variants| !variants.is_empty()));
        for picture in product["pictures"].as_array().expect("pictures are a list") {
            let path = format!("{}-640.webp", picture["path"].as_str().unwrap_or_default());
            assert!(public.join(path.trim_start_matches('/')).is_file());
        }
    }
}

#[test]
fn words_are_found_whatever_their_case_and_accents() {
    let bazaar = listings("baobab", 0);
    let count = |text: &str| search(&bazaar, text).len();
    assert_eq!(count(""), bazaar.len());
    assert_eq!(count("CERAMIQUE"), count("céramique"));
    assert!(count("lampe") > 0 && count("BEAUTE") > 0 && count("mugs") > 0);
    assert_eq!(count("الخشب"), count("خشب"));
    assert!(count("خَشَب") > 0);
    assert_eq!(count("no-such-word-anywhere"), 0);
    assert_eq!(count("< & \" %"), bazaar.len());
}

#[test]
fn every_word_must_be_there_and_titles_come_first() {
    let general = listings("kitemart", 0);
    let found = search(&general, "velune head");
    assert!(!found.is_empty());
    assert!(found.iter().all(|listing| listing.brand == "Velune"));
    let titled = |listing: &&Listing| listing.title.to_lowercase().contains("coffee");
    let found = search(&general, "coffee");
    let first = found.iter().take_while(|listing| titled(listing)).count();
    assert!(first > 0 && first < found.len());
    assert!(!found[first..].iter().any(titled));
}

#[test]
fn the_index_finds_what_the_search_finds() {
    let general = listings("kitemart", 3_000);
    let index = Index::new(&general);
    for text in ["", "lamp", "oak chairs", "USB-C 5", "noir", "s", "glass jar lid", "zzzz", "wireless mouse graphite"] {
        let found: Vec<&str> = search(&general, text).iter().map(|listing| listing.external_id.as_str()).collect();
        let indexed = index.search(text).into_iter().map(|at| general[at].external_id.as_str());
        assert_eq!(found, indexed.collect::<Vec<&str>>(), "{text}");
    }
}
