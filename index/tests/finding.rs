//! What is found, whatever people type.

use std::collections::{BTreeMap, BTreeSet};

use domain::{catalog::Category, locale::Locale};
use index::{Asked, Embedded, Entry, Index, Synonyms};

/// Waits for what is ready at once.
fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn entry(reference: &str, title: &str, brand: &str, attributes: &[(&str, &str)]) -> Entry {
    Entry {
        reference: reference.parse().expect("a name"),
        relation: format!("only-{reference}").parse().expect("a name"),
        titles: vec![title.to_owned()],
        brand: Some(brand.to_owned()),
        description: String::new(),
        category: Some(Category::Audio),
        attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        codes: Vec::new(),
        gtin: None,
        weight: 10,
    }
}

fn goods() -> Vec<Entry> {
    let mut headphones = entry("harbor:1", "Tide wireless headphones, USB-C", "Velune", &[("Colour", "Black")]);
    headphones.codes = vec!["VTH7-MATBLA".to_owned()];
    headphones.gtin = "5701234000495".parse().ok();
    let mut case = entry("nomad:4", "Carrying case", "Velune", &[("Colour", "Black")]);
    case.description = "Made for headphones of any size.".to_owned();
    vec![
        headphones,
        entry("baobab:2", "Casque sans fil Tide", "Velune", &[("Couleur", "Noir")]),
        entry("kitemart:3", "سماعات لاسلكية", "Velune", &[]),
        case,
        entry("harbor:5", "Brass table lamp", "Lumvig", &[("Colour", "Brass")]),
        entry("harbor:6", "Lampes de chevet", "Lumvig", &[("Colour", "White")]),
        entry("nomad:7", "Water bottle 1,5 l", "Tolvi", &[("Colour", "White")]),
        entry("nomad:8", "Power bank 10000 mAh", "Brimzy", &[("Colour", "White")]),
    ]
}

fn filled() -> Embedded {
    let index = Embedded::in_memory().expect("it works");
    block_on(index.put(&goods(), Some("1"))).expect("it works");
    index
}

fn asked(text: &str) -> Asked {
    Asked { text: text.to_owned(), limit: 20, ..Asked::default() }
}

/// What is found for a text, the best first.
fn found(index: &Embedded, text: &str) -> Vec<String> {
    let found = block_on(index.search(&asked(text))).expect("it works");
    found.hits.iter().map(|hit| hit.reference.to_string()).collect()
}

fn first(index: &Embedded, text: &str) -> String {
    found(index, text).into_iter().next().unwrap_or_default()
}

#[test]
fn typos_parts_plurals_and_other_spellings_find_the_thing() {
    let index = filled();
    for text in [
        "headphones",
        "headphone",
        "hedphones",
        "haedphones",
        "headphnoes",
        "headph",
        "head phones",
        "wireles headfones",
        "HEADPHONES!",
        "usb c headphones",
        "usbc headphones",
        "velune tide headphones",
    ] {
        assert_eq!(first(&index, text), "harbor:1", "{text}");
    }
    assert_eq!(first(&index, "lamp brass"), "harbor:5");
    assert_eq!(first(&index, "powerbank"), "nomad:8");
    assert_eq!(first(&index, "bottle 1.5l"), "nomad:7");
    assert_eq!(found(&index, "lampe").len(), 2, "lamps in either language");
}

#[test]
fn the_thing_comes_before_what_only_speaks_of_it() {
    assert_eq!(found(&filled(), "headphones"), ["harbor:1", "nomad:4"]);
}

#[test]
fn what_lacks_a_word_is_found_and_says_so() {
    let index = filled();
    let whole = |text: &str| {
        let hits = block_on(index.search(&asked(text))).expect("it works").hits;
        hits.iter().map(|hit| hit.whole).collect::<Vec<_>>()
    };
    assert_eq!(whole("brass table lamp"), [true]);
    let partly = whole("brass lamp qzxwvqzxwv");
    assert!(!partly.is_empty() && partly.iter().all(|whole| !whole));
    assert_eq!(whole("\"brass qzxwvqzxwv\""), [false; 0]);
}

#[test]
fn codes_are_found_whole_or_begun_however_they_are_written() {
    let index = filled();
    for text in ["VTH7-MATBLA", "vth7 matbla", "vth7ma", "5701234000495", "05701234000495", "570123400"] {
        assert_eq!(found(&index, text), ["harbor:1"], "{text}");
    }
}

#[test]
fn arabic_and_french_are_found_with_articles_and_accents_or_without() {
    let index = filled();
    for text in ["سماعة", "السماعات", "سَمّاعات لاسلكيه"] {
        assert_eq!(first(&index, text), "kitemart:3", "{text}");
    }
    assert_eq!(first(&index, "câsques"), "baobab:2");
}

#[test]
fn what_means_the_same_is_found_once_it_is_learnt() {
    let index = filled();
    assert!(!found(&index, "headset").contains(&"baobab:2".to_owned()));
    let words =
        |all: &[&str]| Synonyms { words: all.iter().map(|word| (*word).to_owned()).collect(), ..Synonyms::default() };
    index.learn(vec![words(&["headset", "headphones", "casque", "سماعات"]), words(&["carry bag", "carrying case"])]);
    let all: BTreeSet<String> = found(&index, "headset").into_iter().collect();
    assert_eq!(all, ["baobab:2", "harbor:1", "kitemart:3"].map(str::to_owned).into());
    assert_eq!(first(&index, "headst"), first(&index, "headset"), "a typo in a word that only synonyms know");
    assert_eq!(first(&index, "carry bag"), "nomad:4");
}

#[test]
fn what_was_probably_meant_is_said_as_goods_write_it() {
    let index = filled();
    let closest = |text: &str| block_on(index.closest(text, Locale::En)).expect("it works");
    assert_eq!(closest("wirless hedphones").as_deref(), Some("wireless headphones"));
    assert_eq!(closest("lampe de chevt").as_deref(), Some("lampe de chevet"));
    for right in ["headphones", "headph", "\"hedphones\"", "zzzzzz", ""] {
        assert_eq!(closest(right), None, "{right}");
    }
}

#[test]
fn quotation_marks_have_words_taken_as_they_are() {
    let index = filled();
    assert!(found(&index, "\"hedphones\"").is_empty());
    assert_eq!(found(&index, "\"casque\""), ["baobab:2"]);
}

#[test]
fn facets_count_what_there_would_be_whatever_else_is_chosen_in_them() {
    let index = filled();
    let chosen = |of: &[(&str, &str)]| {
        let mut chosen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, value) in of {
            chosen.entry((*name).to_owned()).or_default().insert((*value).to_owned());
        }
        block_on(index.search(&Asked { chosen, with_facets: true, ..asked("") })).expect("it works")
    };
    let count = |found: &index::Found, name: &str, value: &str| {
        let facet = found.facets.iter().find(|facet| facet.name == name)?;
        facet.values.iter().find(|one| one.value == value).map(|one| one.count)
    };
    let all = chosen(&[]);
    assert_eq!((all.total, count(&all, "brand", "Velune"), count(&all, "Colour", "White")), (8, Some(4), Some(3)));
    let white = chosen(&[("Colour", "White")]);
    assert_eq!(white.total, 3);
    assert_eq!(count(&white, "Colour", "Black"), Some(2), "other values of the same facet stay in reach");
    assert_eq!(count(&white, "brand", "Velune"), None, "other facets count what is left");
    let either = chosen(&[("Colour", "White"), ("Colour", "Black"), ("brand", "Velune")]);
    assert_eq!((either.total, count(&either, "brand", "Tolvi")), (2, Some(1)));
    assert_eq!(chosen(&[("no such", "thing")]).total, 0);
}

#[test]
fn suggestions_follow_every_letter() {
    let index = filled();
    let suggested = |typed: &str| {
        let hits = block_on(index.suggest(typed, Locale::En, 5)).expect("it works");
        hits.iter().map(|hit| hit.reference.to_string()).collect::<Vec<_>>()
    };
    for typed in ["h", "he", "hea", "headp", "headphones", "haedph", "tide h", "wireless he", "VTH7", "head"] {
        assert!(suggested(typed).contains(&"harbor:1".to_owned()), "{typed}: {:?}", suggested(typed));
    }
    assert_eq!(suggested("lum").len(), 2, "makers are words too");
    assert!(suggested("qzxw").is_empty() && suggested("").is_empty() && suggested("  ,").is_empty());
}

#[test]
fn nothing_that_is_typed_is_an_error() {
    let index = filled();
    for text in [
        "x".repeat(10_000),
        "word ".repeat(5_000),
        "?!;--".to_owned(),
        "'; DROP TABLE product; --".to_owned(),
        "(a|b)*[^c]{9999}".to_owned(),
        "\u{0}\u{7}\u{202e}".to_owned(),
        "title:lamp AND *".to_owned(),
        "=head".to_owned(),
        "😀 ½ ﷽".to_owned(),
        "\"".to_owned(),
    ] {
        block_on(index.search(&asked(&text))).expect("it works");
        block_on(index.suggest(&text, Locale::En, 5)).expect("it works");
        block_on(index.closest(&text, Locale::Ar)).expect("it works");
    }
    assert!(found(&index, "?!").is_empty(), "marks alone ask for nothing");
}
