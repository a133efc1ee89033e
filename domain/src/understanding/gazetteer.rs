//! The names that the catalogue brings along: makers and marketplaces.

use super::{
    folding::{fold, is_arabic},
    lexicon::{Lexicon, Phrases},
    tokens::Token,
};
use crate::ids::MarketplaceId;

/// The fewest consonants by which a name is known in another script.
const FEWEST_CONSONANTS: usize = 3;

/// Names of the catalogue beside the fixed lists of the grammar.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    pub(super) brands: Phrases<String>,
    pub(super) marketplaces: Phrases<MarketplaceId>,
    /// The consonants of each marketplace's names.
    heard: Vec<(String, MarketplaceId)>,
}

impl Gazetteer {
    /// Of these makers and these marketplaces with their names.
    ///
    /// A marketplace is known by its whole name and by its first word.
    pub fn new<'a>(
        brands: impl IntoIterator<Item = &'a str>,
        marketplaces: impl IntoIterator<Item = (MarketplaceId, &'a str)>,
    ) -> Self {
        let mut gazetteer = Self { brands: Phrases::names(), marketplaces: Phrases::names(), heard: Vec::new() };
        for brand in brands {
            // a name of a letter or two, or of a number, would be found everywhere
            if brand.chars().filter(|letter| letter.is_alphabetic()).count() > 2 {
                gazetteer.brands.add(brand, brand.to_lowercase());
            }
        }
        for (id, name) in marketplaces {
            let first = name.split_whitespace().next().unwrap_or_default();
            for name in [name, first] {
                gazetteer.marketplaces.add(name, id.clone());
                let consonants = consonants(&fold(name));
                if consonants.chars().count() >= FEWEST_CONSONANTS {
                    gazetteer.heard.push((consonants, id.clone()));
                }
            }
        }
        gazetteer
    }

    /// How many makers it knows.
    pub fn brand_count(&self) -> usize {
        self.brands.count()
    }

    /// The lists that are the same for every catalogue.
    pub(super) fn lexicon(&self) -> &'static Lexicon {
        Lexicon::get()
    }

    /// The marketplace that is named at a place, in its own script or as Arabic writes what it sounds like.
    pub(super) fn marketplace(&self, all: &[Token], place: usize) -> Option<(usize, MarketplaceId)> {
        if let Some((length, id)) = self.marketplaces.longest(all, place) {
            return Some((length, id.clone()));
        }
        (1..=3).rev().find_map(|length| {
            let written = all.get(place..place + length)?;
            if !written.iter().all(|token| token.key().starts_with(is_arabic)) {
                return None;
            }
            // the first word may have a small one joined to it
            let first = &written.first()?.keys;
            first.iter().find_map(|first| {
                let rest = written.iter().skip(1).map(Token::key);
                let heard = consonants(&std::iter::once(first.as_str()).chain(rest).collect::<String>());
                let known = self.heard.iter().find(|(known, _)| *known == heard)?;
                Some((length, known.1.clone()))
            })
        })
    }
}

/// The consonants of a folded name, letters that Arabic writes alike as one: `kitemart` and `كايت مارت` are both `ktmrt`.
fn consonants(name: &str) -> String {
    let mut heard = String::new();
    let letters: Vec<char> = name.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        let next = letters.get(place + 1).copied().unwrap_or(' ');
        let sound = match (letter, next) {
            ('c', 'h') | ('s', 'h') | ('ش', _) => 'C',
            ('p', 'h') => 'f',
            ('h', _) if place > 0 && matches!(letters[place - 1], 'c' | 's' | 'p' | 't' | 'g') => continue,
            ('b' | 'p' | 'ب' | 'پ', _) => 'b',
            ('t' | 'ت' | 'ط' | 'ث', _) => 't',
            ('c' | 'k' | 'q' | 'ك' | 'ق', _) => 'k',
            ('g' | 'j' | 'ج' | 'غ', _) => 'g',
            ('f' | 'v' | 'ف' | 'ڤ', _) => 'f',
            ('d' | 'د' | 'ض' | 'ذ', _) => 'd',
            ('r' | 'ر', _) => 'r',
            ('s' | 'z' | 'س' | 'ص' | 'ز' | 'ظ', _) => 's',
            ('h' | 'ه' | 'ح' | 'خ', _) => 'h',
            ('l' | 'ل', _) => 'l',
            ('m' | 'م', _) => 'm',
            ('n' | 'ن', _) => 'n',
            _ => continue,
        };
        heard.push(sound);
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::tokens::tokens as cut;

    #[test]
    fn a_marketplace_is_known_by_what_it_sounds_like() {
        let id: MarketplaceId = "kitemart".parse().expect("an id");
        let gazetteer = Gazetteer::new([], [(id.clone(), "Kitemart")]);
        assert_eq!(gazetteer.marketplace(&cut("كايت مارت"), 0), Some((2, id.clone())));
        assert_eq!(gazetteer.marketplace(&cut("Kitemart"), 0), Some((1, id)));
        assert_eq!(gazetteer.marketplace(&cut("كتاب"), 0), None);
    }
}
