//! What a listing says, read out of its title and its details: everything that can be held against another listing.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Listing, attributes, gtin,
    language::Language,
    lexicon::{Class, Known, german, known},
    marks::Mark,
    measures::{Dimension, Measures},
    numbers::is_specification,
    text::{folded, stem},
    tokens::tokens,
};
use crate::{ids::Gtin, money::Money};

/// Names and the values they have.
pub(super) type Groups = BTreeMap<String, BTreeSet<String>>;

/// How titles name the part of the world that goods are made for.
const REGIONS: [&str; 6] = ["eu", "uk", "us", "jp", "usa", "intl"];

/// How far behind a word what comes with it, or what it is for, is looked for.
const REACH: usize = 8;

/// What a listing says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    /// Everything told, to know a listing again.
    pub text: String,
    /// The number, where it says what the thing is.
    pub gtin: Option<Gtin>,
    /// The maker as it is told, in stems; empty where it is not told.
    pub brand: Vec<String>,
    /// Everything the title says, known words by their name; without noise.
    pub words: BTreeSet<String>,
    /// Words of the title that no lexicon holds: what makers call their things.
    pub names: BTreeSet<String>,
    /// What the title says, in its order.
    pub order: Vec<String>,
    /// The number that was just read, on its way into the order.
    pub numbers: Vec<String>,
    /// Every word of the title, as a stem.
    pub said: BTreeSet<String>,
    /// Every two words of the title that stand side by side, written as one.
    pub glued: BTreeSet<String>,
    /// Codes and numbers of models.
    pub marks: BTreeSet<Mark>,
    /// Amounts in the title.
    pub measures: Measures,
    /// How many are sold together, where that is said.
    pub packs: BTreeSet<i64>,
    /// What `12 x 60` comes to, without a unit.
    pub totals: BTreeSet<i64>,
    /// Colours, each by the families it belongs to.
    pub colours: BTreeSet<&'static str>,
    /// What kind of thing it is.
    pub kinds: BTreeSet<&'static str>,
    /// Which part or accessory it is.
    pub parts: BTreeSet<&'static str>,
    /// Whether the word that names it is a part: the last one in English and German, the first one elsewhere.
    pub is_headed_by_part: bool,
    /// What comes with it.
    pub extras: BTreeSet<&'static str>,
    /// What tells models of one family apart, and how often it is said.
    pub grades: BTreeMap<&'static str, usize>,
    /// How it is not new.
    pub condition: BTreeSet<&'static str>,
    /// Properties of which a thing has one value.
    pub facets: Groups,
    /// Whether it is several things sold as one.
    pub bundle: bool,
    /// Whether something stands behind a plus.
    pub has_plus: bool,
    /// Whether it says what it is made for.
    pub is_for: bool,
    /// What it is made for, in stems.
    pub made_for: BTreeSet<String>,
    /// Years in the title.
    pub years: BTreeSet<String>,
    /// Details by the name of the property.
    pub details: BTreeMap<String, attributes::Detail>,
    /// The parts of the world it is made for, as the title says.
    pub regions: BTreeSet<&'static str>,
    /// The language of the title.
    pub language: Language,
    /// The price.
    pub price: Option<Money>,
}

impl Read {
    /// Reads a listing.
    pub fn of(listing: &Listing) -> Self {
        let mut read = Self {
            text: format!("{}\n{:?}\n{:?}", folded(&listing.title), listing.brand, listing.attributes),
            gtin: listing.gtin.as_deref().and_then(gtin::trusted),
            brand: brand(listing.brand.as_deref().unwrap_or_default()),
            price: listing.price.filter(|price| price.minor > 0),
            ..Self::default()
        };
        let title = folded(&listing.title);
        read.language = Language::of(&listing.title, title.split(|letter: char| !letter.is_alphanumeric()));
        read.take_title(&title);
        read.regions = REGIONS.iter().copied().filter(|region| read.said.contains(*region)).collect();
        // With an amount of charge it is what the thing runs on, or the thing itself.
        if [Dimension::Charge, Dimension::Voltage].iter().any(|kind| read.measures.contains_key(kind)) {
            read.parts.remove("battery");
        }
        read.is_headed_by_part = read.head_is_part();
        read.take_sizes(&listing.title);
        attributes::take(&mut read, &listing.attributes);
        read
    }

    /// Takes in a folded text.
    pub fn take_title(&mut self, title: &str) {
        let is_french = self.language == Language::Latin(1);
        let tokens: Vec<String> = tokens(title)
            .into_iter()
            .map(|token| number_word(&token, is_french).map_or(token, str::to_owned))
            .collect();
        let stems: Vec<String> = tokens.iter().map(|token| stem(token)).collect();
        self.said.extend(stems.iter().cloned());
        self.glued.extend(stems.windows(2).map(|two| two.concat()));
        let mut place = 0;
        // What the words before say of those that follow.
        let (mut with_until, mut for_until) = (0, 0);
        let mut name: Option<String> = None;
        while place < tokens.len() {
            if place < for_until {
                self.made_for.insert(stems[place].clone());
            }
            let rest = &stems[place..];
            if self.is_brand(rest) {
                name = None;
                place += self.brand.len();
                continue;
            }
            // What shops shout may hold numbers that say nothing.
            let shouted =
                known(rest.iter().map(String::as_str)).filter(|(word, taken)| word.class == Class::Noise && *taken > 1);
            if let Some((_, taken)) = shouted {
                place += taken;
                continue;
            }
            if let Some(taken) = self.take_number(&tokens[place..], rest, name.as_deref()) {
                self.order.append(&mut self.numbers);
                place += taken;
                continue;
            }
            let in_german = || german(&stems[place], self.language == Language::Latin(2)).map(|word| (word, 1));
            if let Some((word, taken)) = known(rest.iter().map(String::as_str)).or_else(in_german) {
                match word.class {
                    Class::With => {
                        with_until = place + 4;
                        let joins = tokens[place] == "+" && tokens.get(place + 1).is_some_and(|next| is_word(next));
                        self.has_plus |= joins && place > 0 && is_word(&tokens[place - 1]);
                    }
                    Class::For => {
                        self.is_for = true;
                        for_until = place + taken + REACH;
                    }
                    _ => self.take_known(word, place < with_until, place < for_until),
                }
                if !matches!(word.class, Class::Stop | Class::Noise | Class::With | Class::For) {
                    name = None;
                    self.order.push(format!("{:?}:{}", word.class, word.name));
                }
                place += taken;
                continue;
            }
            let next = tokens.get(place + 1).map(String::as_str);
            self.take_name(&tokens[place], &stems[place], name.as_deref(), next);
            match self.numbers.is_empty() {
                true => self.order.push(stems[place].clone()),
                false => self.order.append(&mut self.numbers),
            }
            name = Some(stems[place].clone());
            place += 1;
        }
    }

    fn head_is_part(&self) -> bool {
        let mut nouns = self.order.iter().filter(|word| word.starts_with("Kind:") || word.starts_with("Part:"));
        let head = match self.language {
            Language::Unknown | Language::Latin(0 | 2) => nouns.next_back(),
            _ => nouns.next(),
        };
        head.is_some_and(|word| word.starts_with("Part:"))
    }

    /// Whether the maker's name begins here.
    fn is_brand(&self, stems: &[String]) -> bool {
        !self.brand.is_empty() && stems.starts_with(&self.brand)
    }

    fn take_known(&mut self, word: Known, comes_with: bool, made_for: bool) {
        let Known { class, name } = word;
        match class {
            // What it is for is not what it is.
            Class::Kind if made_for => return,
            Class::Colour => {
                self.colours.insert(name);
            }
            Class::Kind | Class::Part if comes_with => {
                self.extras.insert(name);
            }
            Class::Kind => {
                self.kinds.insert(name);
            }
            Class::Part => {
                self.parts.insert(name);
            }
            Class::Grade => *self.grades.entry(name).or_default() += 1,
            Class::Condition => {
                self.condition.insert(name);
            }
            Class::Facet => self.take_facet(name),
            Class::Bundle => self.bundle = true,
            Class::Pack => {
                let number = match name {
                    "two" => 2000,
                    "three" => 3000,
                    "duo" => {
                        self.measure(Dimension::Count, 2000);
                        return;
                    }
                    "dozen" => 12_000,
                    "one" => 1000,
                    _ => return,
                };
                self.packs.insert(number);
                return;
            }
            Class::Noise | Class::Stop | Class::With | Class::For => return,
            Class::Feature => {}
        }
        self.words.insert(format!("{class:?}:{name}"));
    }

    /// Takes in a value such as `binding/hardcover`.
    pub fn take_facet(&mut self, name: &str) {
        if let Some((group, value)) = name.split_once('/') {
            self.facets.entry(group.to_owned()).or_default().insert(value.to_owned());
        }
    }
    /// A word that no lexicon holds: a code where it has digits, else a name.
    fn take_name(&mut self, token: &str, stem: &str, name: Option<&str>, next: Option<&str>) {
        let (letters, digits) =
            (token.chars().any(char::is_alphabetic), token.chars().any(|letter| letter.is_ascii_digit()));
        let bare: String = token.chars().filter(|letter| letter.is_alphanumeric()).collect();
        if letters && digits {
            match is_specification(&bare) {
                true => {
                    let end = bare.find(|letter: char| letter.is_ascii_digit()).unwrap_or(bare.len());
                    let (norm, number) = bare.split_at(end);
                    // Pictures begin with their number: `4k`, `1080p`.
                    let norm = if norm.is_empty() {
                        bare.trim_start_matches(|letter: char| letter.is_ascii_digit())
                    } else {
                        norm
                    };
                    self.take_facet(&format!("norm {norm}/{number}"));
                    self.words.insert(bare);
                }
                false => self.mark(&bare, name, next),
            }
        } else if letters && stem.chars().count() > 1 {
            self.names.insert(stem.to_owned());
            self.words.insert(stem.to_owned());
        }
    }

    /// Sizes of clothes, which only stand in capitals.
    fn take_sizes(&mut self, title: &str) {
        let mut before = "";
        for word in title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if matches!(word, "XS" | "S" | "M" | "L" | "XL" | "XXL" | "XXXL" | "2XL" | "3XL" | "4XL")
                && !before.ends_with(|letter: char| letter.is_ascii_digit())
            {
                self.take_facet(&format!("size/{}", word.to_lowercase()));
            }
            let fits = matches!(
                folded(before).as_str(),
                "size" | "taille" | "pointure" | "eu" | "uk" | "us" | "مقاس" | "المقاس"
            );
            if fits && word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 3 {
                let system =
                    if matches!(folded(before).as_str(), "uk" | "us") { folded(before) } else { String::new() };
                self.take_facet(&format!("size{system}/{word}"));
            }
            before = word;
        }
    }
}

/// The digits of a number that is written out; `four` is an oven in French, and `one` is said too often.
fn number_word(word: &str, is_french: bool) -> Option<&'static str> {
    Some(match word {
        "two" | "deux" | "zwei" => "2",
        "three" | "trois" | "drei" | "tres" => "3",
        "four" if !is_french => "4",
        "quatre" | "vier" | "cuatro" => "4",
        "five" | "cinq" | "funf" | "cinco" => "5",
        "six" | "sechs" | "seis" => "6",
        "seven" | "sieben" | "siete" => "7",
        "eight" | "huit" | "acht" => "8",
        "nine" | "neun" | "nueve" => "9",
        "ten" | "zehn" | "diez" => "10",
        "twelve" | "douze" | "zwolf" | "doce" => "12",
        _ => return None,
    })
}

/// Whether a token is a word rather than a number.
fn is_word(token: &str) -> bool {
    token.chars().all(char::is_alphabetic)
}

/// The maker's name in stems; empty where it says that there is none.
fn brand(brand: &str) -> Vec<String> {
    let stems: Vec<String> = tokens(&folded(brand)).iter().map(|token| stem(token)).collect();
    let none = ["generic", "unbranded", "sans marque", "no brand", "no name", "n a", "none", "بدون ماركه", "divers"];
    if none.contains(&stems.join(" ").as_str()) { Vec::new() } else { stems }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: &str) -> Read {
        Read::of(&Listing { title: title.to_owned(), brand: Some("Velune".to_owned()), ..Listing::default() })
    }

    fn set<T: Ord + Clone>(values: &[T]) -> BTreeSet<T> {
        values.iter().cloned().collect()
    }

    #[test]
    fn a_title_is_taken_apart() {
        let read = read("Velune Tide H7 Wireless headphones, 40 mm drivers, ivory white (VTH-7-IVO), 2-pack, 2nd gen");
        let marks: Vec<String> = read.marks.iter().map(|mark| format!("{}{}", mark.head, mark.core)).collect();
        assert_eq!(marks, ["2", "h7", "vth7ivo"]);
        assert_eq!(read.colours, set(&["white", "white+beige"]));
        assert_eq!(read.kinds, set(&["headphones"]));
        assert!(read.names.contains("tide") && !read.names.contains("velune"));
        assert_eq!(read.measures[&Dimension::Length], set(&[40_000]));
        assert_eq!(read.packs, set(&[2_000]));
    }

    #[test]
    fn an_accessory_says_what_it_is_for() {
        let read = read("Hard case for Velune Tide H7 headphones");
        assert!(read.is_for && read.kinds.is_empty() && read.made_for.contains("tide"));
        assert_eq!(read.parts, set(&["bag-for"]));
        let sunglasses = super::Read::of(&Listing { title: "Sunglasses with case".to_owned(), ..Listing::default() });
        assert!(sunglasses.parts.is_empty() && sunglasses.extras.contains("case"));
    }

    #[test]
    fn numbers_belong_to_the_name_before_them() {
        assert_eq!(read("Loom 2 speaker, 5G, 6 x 330 ml").marks, set(&[Mark::of("2", Some("loom"))]));
        assert_eq!(read("6 x 330 ml").packs, set(&[6_000]));
        assert_eq!(read("Mat 183 x 61 cm").measures[&Dimension::Length], set(&[610_000, 1_830_000]));
        assert!(read("Phone 5G 4K").measures.is_empty());
    }
}
