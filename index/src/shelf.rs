//! How a listing lies in the index: which words go where, and what is kept beside them.

use domain::ids::Gtin;
use tantivy::{
    TantivyDocument,
    schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
};

use crate::{
    Entry,
    stems::Stems,
    words::{code, fold, words},
};

/// Changed whenever what is written below changes; an index of another format is made anew.
pub const FORMAT: u32 = 1;

/// Stands before a stem, so that it is never taken for a word.
pub const STEM: char = '=';

/// Stands between the name of a facet and its value.
pub const OF: char = '\u{1f}';

/// The longest beginning of a word that is kept as such; longer ones are looked up in the order of words.
pub const LONGEST_START: usize = 3;

/// The longest value of an attribute that can be chosen; a longer one is a sentence.
const LONGEST_VALUE: usize = 40;

/// What stands behind these in a title is not what is sold.
const BESIDE: [&str; 13] =
    ["for", "with", "w/", "fits", "compatible", "incl", "including", "pour", "avec", "compris", "مع", "ل", "-"];

/// The fewest words that name a thing: a maker alone is none.
const FEWEST_NAMED: usize = 2;

/// At most so many attributes of a listing, and words of its description, are kept.
const MOST_ATTRIBUTES: usize = 40;
const MOST_WORDS: usize = 400;

/// The fields of a document.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The reference.
    pub key: Field,
    /// The product group.
    pub relation: Field,
    /// The titles as they are told.
    pub told: Field,
    /// The words of the titles.
    pub title: Field,
    /// The words of maker, category and attributes.
    pub traits: Field,
    /// The words of the description.
    pub about: Field,
    /// The first letters of words of title and maker.
    pub starts: Field,
    /// What it is ordered by.
    pub codes: Field,
    /// Names and values that can be chosen.
    pub facets: Field,
    /// How much it is looked for.
    pub weight: Field,
    /// How many words the shortest title has.
    pub length: Field,
}

impl Fields {
    /// The fields, and the schema that holds them.
    pub fn new() -> (Schema, Self) {
        let indexed = |tokenizer: &str| {
            let indexing = TextFieldIndexing::default();
            let indexing = indexing.set_tokenizer(tokenizer).set_fieldnorms(false);
            TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
        };
        // What is written is split into words already; the index only separates them at the blanks.
        let split = indexed("whitespace");
        let mut schema = Schema::builder();
        let fields = Self {
            key: schema.add_text_field("key", STRING | STORED),
            relation: schema.add_text_field("relation", STORED),
            told: schema.add_text_field("told", STORED),
            title: schema.add_text_field("title", split.clone()),
            traits: schema.add_text_field("traits", split.clone()),
            about: schema.add_text_field("about", split.clone()),
            starts: schema.add_text_field("starts", split.clone()),
            codes: schema.add_text_field("codes", split),
            facets: schema.add_text_field("facets", indexed("raw").set_fast("raw")),
            weight: schema.add_u64_field("weight", FAST),
            length: schema.add_u64_field("length", FAST),
        };
        (schema.build(), fields)
    }

    /// The document of a listing.
    pub fn document(&self, entry: &Entry, stems: &Stems) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.key, entry.reference.to_string());
        document.add_text(self.relation, entry.relation.as_str());
        let mut shortest = u64::MAX;
        for title in &entry.titles {
            let found = words(title);
            shortest = shortest.min(found.len() as u64);
            document.add_text(self.told, title);
            let (head, rest) = head(title);
            document.add_text(self.title, text(&with_stems(spread(head), stems)));
            document.add_text(self.traits, text(&with_stems(spread(rest), stems)));
            document.add_text(self.starts, starts(&found));
        }
        if let Some(brand) = &entry.brand {
            document.add_text(self.starts, starts(&words(brand)));
        }
        document.add_text(self.traits, text(&with_stems(traits(entry), stems)));
        let mut about = words(&entry.description);
        about.truncate(MOST_WORDS);
        document.add_text(self.about, text(&with_stems(about, stems)));
        document.add_text(self.codes, text(&codes(entry)));
        for facet in facets(entry) {
            document.add_text(self.facets, facet);
        }
        document.add_u64(self.weight, u64::from(entry.weight));
        document.add_u64(self.length, if entry.titles.is_empty() { 1 } else { shortest.max(1) });
        document
    }
}

/// A title as what it names and what else it says: `backpack for a 15" laptop, navy` is a backpack.
fn head(title: &str) -> (&str, &str) {
    let mut place = 0;
    let mut named = 0;
    for chunk in title.split_inclusive(char::is_whitespace) {
        let bare = chunk.trim_end();
        let beside = fold(bare.trim_end_matches([':', '.']));
        if named >= FEWEST_NAMED && BESIDE.contains(&beside.as_str()) {
            return title.split_at(place);
        }
        place += chunk.len();
        named += words(bare).len();
        if named >= FEWEST_NAMED && bare.ends_with([',', ';', '،']) {
            return title.split_at(place);
        }
    }
    (title, "")
}

/// The words of a text, and the forms in which people write some of them: `usb-c` also as `usbc`, `1,5 l` also as `1.5l`,
/// `400ml` also as `400`.
fn spread(text: &str) -> Vec<String> {
    let mut all = words(text);
    let pairs: Vec<String> = all
        .windows(2)
        .filter(|pair| is_number(&pair[0]) && pair[1].chars().count() <= 3 && !is_number(&pair[1]))
        .map(|pair| pair.concat())
        .collect();
    let amounts: Vec<String> = all.iter().filter_map(|word| amount(word)).collect();
    let hyphened = text.split_whitespace().filter(|chunk| chunk.contains(['-', '/', '\u{2011}'])).filter_map(|chunk| {
        let joined = words(chunk).concat();
        (3..=24).contains(&joined.chars().count()).then_some(joined)
    });
    let hyphened: Vec<String> = hyphened.collect();
    all.extend(pairs);
    all.extend(amounts);
    all.extend(hyphened);
    all
}

fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
}

/// The number in front of a unit.
fn amount(word: &str) -> Option<String> {
    let unit = word.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    (unit > 0 && word[unit..].chars().all(char::is_alphabetic)).then(|| word[..unit].to_owned())
}

fn with_stems(mut words: Vec<String>, stems: &Stems) -> Vec<String> {
    let of: Vec<String> = words.iter().flat_map(|word| stems.of(word)).map(|stem| format!("{STEM}{stem}")).collect();
    words.extend(of);
    words.sort();
    words.dedup();
    words
}

fn text(words: &[String]) -> String {
    words.join(" ")
}

fn starts(words: &[String]) -> String {
    let mut starts = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        starts
            .extend((1..=LONGEST_START.min(letters.len())).map(|length| letters[..length].iter().collect::<String>()));
    }
    starts.join(" ")
}

/// The words of maker, category, and attributes with the names of those.
fn traits(entry: &Entry) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(brand) = &entry.brand {
        all.extend(spread(brand));
    }
    if let Some(category) = entry.category {
        all.extend(words(category.slug()));
    }
    for (name, value) in entry.attributes.iter().take(MOST_ATTRIBUTES) {
        all.extend(spread(value));
        all.extend(words(name));
    }
    all
}

fn codes(entry: &Entry) -> Vec<String> {
    let mut all: Vec<String> = entry.codes.iter().map(|text| code(text)).filter(|code| code.len() >= 3).collect();
    if let Some(gtin) = &entry.gtin {
        all.extend(written(gtin));
    }
    all.sort();
    all.dedup();
    all
}

/// A trade item number with all its digits, and as it stands on the thing: without the zeros in front.
pub fn written(gtin: &Gtin) -> [String; 2] {
    let all = gtin.as_str();
    [all.to_owned(), all.trim_start_matches('0').to_owned()]
}

fn facets(entry: &Entry) -> Vec<String> {
    let mut all = vec![facet("marketplace", entry.reference.marketplace.as_str())];
    all.extend(entry.category.map(|category| facet("category", category.slug())));
    all.extend(entry.brand.as_deref().map(|brand| facet("brand", brand)));
    let short = entry.attributes.iter().filter(|(_, value)| value.chars().count() <= LONGEST_VALUE);
    all.extend(short.take(MOST_ATTRIBUTES).map(|(name, value)| facet(name, value)));
    all
}

/// A value of a facet as it lies in the index.
pub fn facet(name: &str, value: &str) -> String {
    format!("{name}{OF}{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_in_several_ways_lies_there_in_each() {
        let all = spread("USB-C T-shirt 1,5 l 400ml");
        for word in ["usb", "c", "usbc", "tshirt", "1.5l", "1.5", "400ml", "400"] {
            assert!(all.contains(&word.to_owned()), "{word} in {all:?}");
        }
    }

    #[test]
    fn what_a_title_names_stands_in_front() {
        assert_eq!(head("Pellam backpack, 15\" laptop, blush"), ("Pellam backpack, ", "15\" laptop, blush"));
        assert_eq!(head("Case for phone"), ("Case for phone", ""), "one word names nothing yet");
        assert_eq!(head("Leather case for phone"), ("Leather case ", "for phone"));
        assert_eq!(head("Étui cuir pour téléphone").0, "Étui cuir ");
        assert_eq!(head("Velune, Tide H7"), ("Velune, Tide H7", ""));
    }

    #[test]
    fn beginnings_are_kept_up_to_three_letters() {
        assert_eq!(starts(&words("red lamp")), "r re red l la lam");
    }
}
