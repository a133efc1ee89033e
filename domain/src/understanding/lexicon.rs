//! The words of the grammar: phrases and what they mean, read from the lists in `lexicon/`.

use std::{collections::HashMap, sync::OnceLock};

use super::{
    Colour,
    folding::is_arabic,
    tokens::{Token, tokens},
};
use crate::{catalog::Category, locale::Locale, money::Currency};

macro_rules! concepts {
    ($($variant:ident $word:literal;)*) => {
        /// What a phrase is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Concept {
            /// Too small to be searched for, in a language.
            Small(Locale),
            $(#[doc = $word] $variant,)*
        }

        impl Concept {
            fn from_word(word: &str, locale: Locale) -> Option<Self> {
                match word {
                    "small" => Some(Self::Small(locale)),
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

concepts! {
    Fill "fill";
    Lead "lead";
    Not "not";
    NotNoun "not-noun";
    AtMost "at-most";
    AtLeast "at-least";
    About "about";
    AtMostAfter "at-most-after";
    AtLeastAfter "at-least-after";
    AboutAfter "about-after";
    Between "between";
    Joiner "joiner";
    PriceNoun "price-noun";
    RatingNoun "rating-noun";
    Star "star";
    RatingGood "rating-good";
    RatingGreat "rating-great";
    SortRating "sort-rating";
    SortPrice "sort-price";
    SortPriceDown "sort-price-down";
    SortNewest "sort-newest";
    SortWord "sort-word";
    FreeShipping "free-shipping";
    InStock "in-stock";
    ShipTo "ship-to";
    ColourNoun "colour-noun";
    ShadeBefore "colour-shade";
    ShadeAfter "colour-shade-after";
    SizeNoun "size-noun";
    SizeLead "size-lead";
    SizeXs "size-word-xs";
    SizeS "size-word-s";
    SizeM "size-word-m";
    SizeL "size-word-l";
    SizeXl "size-word-xl";
    BrandNoun "brand-noun";
    CategoryBefore "category-before";
    CategoryIn "category-in";
    CategoryAfter "category-after";
    MarketplaceLead "marketplace-lead";
    House "house";
    Conj "conj";
    Unit "unit";
    Plus "sign-plus";
    OutOf "out-of";
    Word "word";
}

/// Phrases with what each stands for, found by their first word.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Whether "and" and "&" inside a name may be there or not.
    loose: bool,
}

impl<T> Phrases<T> {
    /// Phrases that must stand word for word.
    pub fn new() -> Self {
        Self { by_first: HashMap::new(), loose: false }
    }

    /// Names, in which "and" and "&" do not matter.
    pub fn names() -> Self {
        Self { by_first: HashMap::new(), loose: true }
    }

    /// Adds a phrase; what holds no word is left out.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut keys: Vec<String> = tokens(phrase).iter().map(|token| stem(token.key())).collect();
        if self.loose {
            keys.retain(|key| !is_and(key));
        }
        if let Some(first) = keys.first().cloned() {
            let same_first = self.by_first.entry(first).or_default();
            same_first.push((keys, value));
            same_first.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
        }
    }

    /// How many phrases there are.
    pub fn count(&self) -> usize {
        self.by_first.values().map(Vec::len).sum()
    }

    /// Every phrase that stands at a place, the longest first, with how many tokens it takes.
    pub fn at<'a>(&'a self, tokens: &'a [Token], place: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let here = tokens.get(place).map(|token| token.keys.as_slice()).unwrap_or_default();
        let mut found: Vec<(usize, &T)> = here
            .iter()
            .filter_map(|key| self.by_first.get(key))
            .flatten()
            .filter_map(|(keys, value)| Some((self.length(keys, &tokens[place..])?, value)))
            .collect();
        found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        found.into_iter()
    }

    /// The longest phrase that stands at a place.
    pub fn longest<'a>(&'a self, tokens: &'a [Token], place: usize) -> Option<(usize, &'a T)> {
        self.at(tokens, place).next()
    }

    fn length(&self, keys: &[String], tokens: &[Token]) -> Option<usize> {
        let mut place = 0;
        for (number, key) in keys.iter().enumerate() {
            if self.loose && number > 0 && tokens.get(place).is_some_and(|token| is_and(token.key())) {
                place += 1;
            }
            if !tokens.get(place)?.is(key) {
                return None;
            }
            place += 1;
        }
        Some(place)
    }
}

fn is_and(key: &str) -> bool {
    matches!(key, "&" | "and" | "et" | "و" | "+")
}

/// A word of a list as tokens are compared with it: Arabic without the article.
fn stem(key: &str) -> String {
    let long_enough = |rest: &&str| rest.chars().count() > 1;
    let stripped = key.strip_prefix("وال").or_else(|| key.strip_prefix("ال")).filter(long_enough);
    match stripped {
        Some(rest) if key.starts_with(is_arabic) => rest.to_owned(),
        _ => key.to_owned(),
    }
}

/// How a colour's word stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Wherever it stands.
    Always,
    /// Only where a colour stands: it is a thing as well.
    InPlace,
    /// Only in catalogues.
    InCatalogues,
}

/// All lists together.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Phrases of the grammar.
    pub phrases: Phrases<Concept>,
    /// Colours.
    pub colours: Phrases<(Colour, Standing)>,
    /// Currencies.
    pub currencies: Phrases<Currency>,
    /// The shop's shelves.
    pub categories: Phrases<Category>,
    /// Countries, by their codes.
    pub countries: Phrases<String>,
    /// Numbers in words.
    pub numbers: Phrases<i64>,
}

impl Lexicon {
    /// The lists, read once.
    pub fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut phrases = Phrases::new();
        let languages = [
            (Locale::En, include_str!("lexicon/en.txt")),
            (Locale::Fr, include_str!("lexicon/fr.txt")),
            (Locale::Ar, include_str!("lexicon/ar.txt")),
        ];
        for (locale, text) in languages {
            for (name, phrase) in entries(text) {
                let Some(concept) = Concept::from_word(name, locale) else { continue };
                phrases.add(&phrase, concept);
                if phrase.matches(' ').count() == 1
                    && phrase.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
                {
                    phrases.add(&phrase.replace(' ', "-"), concept);
                }
            }
        }
        Self {
            phrases,
            colours: named(include_str!("lexicon/colours.txt"), Phrases::new(), |name, word| {
                let standing = match (word.starts_with('~'), word.ends_with('*')) {
                    (true, _) => Standing::InCatalogues,
                    (_, true) => Standing::InPlace,
                    _ => Standing::Always,
                };
                Some((Colour::from_slug(name)?, standing))
            }),
            currencies: named(include_str!("lexicon/currencies.txt"), Phrases::new(), |name, _| name.parse().ok()),
            categories: named(include_str!("lexicon/categories.txt"), Phrases::names(), |name, _| {
                Category::from_slug(name)
            }),
            countries: named(include_str!("lexicon/countries.txt"), Phrases::new(), |name, _| Some(name.to_owned())),
            numbers: named(include_str!("lexicon/numbers.txt"), Phrases::new(), |name, _| name.parse().ok()),
        }
    }

    /// How many tokens a phrase for this takes at a place.
    pub fn says(&self, tokens: &[Token], place: usize, concept: Concept) -> Option<usize> {
        self.phrases.at(tokens, place).find(|(_, said)| **said == concept).map(|(length, _)| length)
    }
}

fn named<T>(text: &str, mut phrases: Phrases<T>, value: impl Fn(&str, &str) -> Option<T>) -> Phrases<T> {
    for (name, word) in entries(text) {
        if let Some(value) = value(name, &word) {
            phrases.add(word.trim_matches(['~', '*']), value);
        }
    }
    phrases
}

/// Every phrase of a list with the name before its colon.
fn entries(text: &str) -> impl Iterator<Item = (&str, String)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let named = lines.filter_map(|line| line.split_once(": "));
    named.flat_map(|(name, phrases)| {
        parts(phrases).into_iter().flat_map(expanded).map(move |phrase| (name, phrase.trim().to_owned()))
    })
}

/// The parts between bars, but for bars in braces.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut begin, mut depth) = (Vec::new(), 0, 0_u32);
    for (place, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&text[begin..place]);
                begin = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

/// All phrases that a pattern with `{a|b}` and `[a]` stands for.
fn expanded(pattern: &str) -> Vec<String> {
    let choice = |open: usize, close: &str, inside: fn(&str) -> Vec<&str>| -> Option<Vec<String>> {
        let (head, rest) = pattern.split_at(open);
        let end = rest.find(close)?;
        let choices = inside(&rest[1..end]);
        Some(choices.into_iter().flat_map(|one| expanded(&format!("{head}{one}{}", &rest[end + 1..]))).collect())
    };
    // what may be missing is opened first: it may hold a choice
    let missing = pattern.find('[').and_then(|open| choice(open, "]", |inside| vec![inside, ""]));
    let all =
        missing.or_else(|| pattern.find('{').and_then(|open| choice(open, "}", |inside| inside.split('|').collect())));
    all.unwrap_or_else(|| vec![pattern.split_whitespace().collect::<Vec<_>>().join(" ")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_all_its_phrases() {
        assert_eq!(expanded(" i {want|need} [to {buy|see}] ").len(), 6);
        assert_eq!(parts("a {b|c} | d").len(), 2);
        assert_eq!(expanded("{a|b} c"), ["a c", "b c"]);
    }

    #[test]
    fn every_line_of_every_list_means_something() {
        for text in [include_str!("lexicon/en.txt"), include_str!("lexicon/fr.txt"), include_str!("lexicon/ar.txt")] {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let (name, _) = line.split_once(": ").expect("a name before the phrases");
                assert!(Concept::from_word(name, Locale::En).is_some(), "{name} is nothing");
            }
        }
        for line in include_str!("lexicon/colours.txt").lines().filter(|line| !line.starts_with('#')) {
            assert!(Colour::from_slug(line.split(':').next().unwrap_or_default()).is_some(), "{line}");
        }
        for line in include_str!("lexicon/currencies.txt").lines().filter(|line| !line.starts_with('#')) {
            assert!(line.split(':').next().unwrap_or_default().parse::<Currency>().is_ok(), "{line}");
        }
        for line in include_str!("lexicon/categories.txt").lines().filter(|line| !line.starts_with('#')) {
            assert!(Category::from_slug(line.split(':').next().unwrap_or_default()).is_some(), "{line}");
        }
    }

    #[test]
    fn names_are_found_with_and_without_their_and() {
        let mut names = Phrases::names();
        names.add("Skarn & Elm", 1);
        for text in ["skarn & elm", "Skarn and Elm", "skarn elm lamp"] {
            assert_eq!(names.longest(&tokens(text), 0).map(|(_, value)| *value), Some(1), "{text}");
        }
        assert!(names.longest(&tokens("skarn"), 0).is_none());
    }
}
