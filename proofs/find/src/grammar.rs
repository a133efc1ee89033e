//! Sentences against the filters a person would set.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::MarketplaceId,
    locale::Locale,
    understanding::{Gazetteer, understand},
};
use serde::Deserialize;
use serde_json::json;

use crate::{Finding, Problem, Size, data};

/// The goal, and the fewest sentences that show it.
const GOAL: f64 = 0.95;
const FEWEST: usize = 300;

/// The marketplaces that sentences name, as the README beside the data has them.
const MARKETPLACES: [(&str, &str); 5] = [
    ("harbor", "Harbor & Pine"),
    ("kitemart", "Kitemart"),
    ("baobab", "Baobab Bazaar"),
    ("nomad", "Nomad Supply"),
    ("lumen", "Lumen Outlet"),
];

/// What somebody typed, and what was meant.
#[derive(Debug, Deserialize)]
struct Sentence {
    id: String,
    language: String,
    sentence: String,
    filters: String,
}

/// A thing of the catalogue, for its maker.
#[derive(Debug, Deserialize)]
struct Good {
    brand: String,
}

/// Reads every sentence with the gazetteer of the catalogue and compares whole meanings: one wrong item makes it wrong.
///
/// # Errors
/// When the data cannot be read.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let file = data::file(&size, "sentences.csv");
    let sentences: Vec<Sentence> = data::rows(&file)?;
    let goods: Vec<Good> = data::rows(&data::beside(&file, "catalogue.csv"))?;
    let brands: BTreeSet<&str> =
        goods.iter().map(|good| good.brand.as_str()).filter(|brand| !brand.is_empty()).collect();
    let marketplaces: Vec<(MarketplaceId, &str)> =
        MARKETPLACES.iter().map(|(id, name)| Ok((id.parse()?, *name))).collect::<Result<_, Problem>>()?;
    let gazetteer = Gazetteer::new(brands, marketplaces);

    let mut counted: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let (mut exact, mut filters_alone) = (0_u32, 0_u32);
    for sentence in &sentences {
        let locale =
            Locale::from_tag(&sentence.language).ok_or_else(|| format!("{}: no such language", sentence.id))?;
        let read = understand(&sentence.sentence, &gazetteer, locale).canonical();
        let (read_items, meant_items) = (items(&read, locale), items(&sentence.filters, locale));
        let right = read_items == meant_items;
        let without_words = |items: &BTreeSet<String>| -> BTreeSet<String> {
            items.iter().filter(|item| !item.starts_with("words=")).cloned().collect()
        };
        filters_alone += u32::from(without_words(&read_items) == without_words(&meant_items));
        exact += u32::from(right);
        let of_language = counted.entry(locale.tag()).or_default();
        *of_language = (of_language.0 + u32::from(right), of_language.1 + 1);
        if !right {
            eprintln!("{} {}\n  meant {}\n  read  {read}", sentence.id, sentence.sentence, sentence.filters);
        }
    }
    let share = |number: u32| f64::from(number) / sentences.len().max(1) as f64;
    let rounded = |share: f64| (share * 10_000.0).round() / 10_000.0;
    let languages: BTreeMap<&str, f64> = counted
        .into_iter()
        .map(|(tag, (right, all))| (tag, rounded(f64::from(right) / f64::from(all.max(1)))))
        .collect();
    Ok(Finding {
        figure: json!({
            "sentences": sentences.len(),
            "exact": rounded(share(exact)),
            "filters_alone": rounded(share(filters_alone)),
            "languages": languages,
            "makers": gazetteer.brand_count(),
        }),
        ok: sentences.len() >= FEWEST && share(exact) >= GOAL,
    })
}

/// The items of a meaning; small words do not count among the words.
fn items(meaning: &str, locale: Locale) -> BTreeSet<String> {
    let item = |item: &str| match item.split_once("words=") {
        Some((not, words)) => {
            let telling: Vec<&str> = words.split(' ').filter(|word| !small(locale).contains(word)).collect();
            format!("{not}words={}", telling.join(" "))
        }
        None => item.to_owned(),
    };
    meaning.split(';').filter(|text| !text.is_empty()).map(item).filter(|item| item != "words=").collect()
}

/// The small words of a language, as the README beside the data has them.
fn small(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::En => &[
            "a", "an", "the", "some", "any", "of", "for", "with", "in", "on", "to", "at", "and", "or", "by", "from",
            "my", "me", "i", "it", "that", "is", "are",
        ],
        Locale::Fr => &[
            "un", "une", "des", "de", "du", "d", "le", "la", "les", "l", "pour", "avec", "en", "et", "ou", "à", "au",
            "aux", "par", "sur", "dans", "qui", "est", "mon", "ma", "mes",
        ],
        Locale::Ar => &["في", "من", "على", "مع", "إلى", "أو", "و"],
    }
}
