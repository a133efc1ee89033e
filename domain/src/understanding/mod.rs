//! What a sentence asks for: "wireless headphones under 50, not red, ships to Kenya" as words and filters.
//!
//! A grammar over lists of phrases (`lexicon/`) and a gazetteer of what the catalogue names. No model, no guessing beyond
//! the rules: what no rule knows stays a word. English is complete; French and Arabic know the same filters.

mod amount;
mod applied;
mod canonical;
mod colour;
mod folding;
mod gazetteer;
mod grammar;
mod lexicon;
mod tokens;

pub use amount::Amount;
pub use applied::Applied;
pub use colour::Colour;
pub use folding::fold;
pub use gazetteer::Gazetteer;

use serde::{Deserialize, Serialize};

use crate::{catalog::Category, ids::MarketplaceId, locale::Locale, money::Currency, search::Sort};

/// A value that a product has or must not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// A word or phrase; only where it must not be there.
    Words(String),
    /// A shelf of the shop.
    Category(Category),
    /// A maker, in lower case.
    Brand(String),
    /// A colour.
    Colour(Colour),
    /// A size of clothing, shoes or balls, in lower case.
    Size(String),
    /// Who sells it.
    Marketplace(MarketplaceId),
    /// A country it is sent to, as two letters.
    ShipsTo(String),
}

impl Wish {
    /// The most letters of words, makers and sizes that are kept.
    const LONGEST: usize = 60;

    /// The wish as text, such as `colour:red`.
    pub fn text(&self) -> String {
        let item = self.item();
        item.replacen('=', ":", 1)
    }

    /// Reads what [`Wish::text`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (name, value) = text.split_once(':')?;
        let value: String = value.trim().to_lowercase();
        let plain = value.chars().all(|letter| !letter.is_control() && !matches!(letter, '<' | '>' | '"' | '\\'));
        if value.is_empty() || value.chars().count() > Self::LONGEST || !plain {
            return None;
        }
        match name {
            "words" => Some(Self::Words(value)),
            "category" => Category::from_slug(&value).map(Self::Category),
            "brand" => Some(Self::Brand(value)),
            "colour" => Colour::from_slug(&value).map(Self::Colour),
            "size" => Some(Self::Size(value)),
            "marketplace" => value.parse().ok().map(Self::Marketplace),
            "ships" => {
                let code = value.to_uppercase();
                crate::checkout::COUNTRIES.contains(&code.as_str()).then_some(Self::ShipsTo(code))
            }
            _ => None,
        }
    }
}

/// What a sentence asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// What is searched for, in lower case, without what became a filter.
    pub words: String,
    /// Values of which one of each kind must be there; sorted, each once.
    pub wanted: Vec<Wish>,
    /// Values of which none may be there; sorted, each once.
    pub unwanted: Vec<Wish>,
    /// The lowest price.
    pub at_least: Option<Amount>,
    /// The highest price.
    pub at_most: Option<Amount>,
    /// The currency of the two, where the sentence names one.
    pub currency: Option<Currency>,
    /// The least rating, in hundredths of a star.
    pub rated: Option<u16>,
    /// Whether it must be sent free of charge.
    pub free_shipping: bool,
    /// Whether it must be possible to buy it now.
    pub in_stock: bool,
    /// The order asked for.
    pub sort: Option<Sort>,
}

impl Understood {
    /// Whether anything but words was found.
    pub fn has_filters(&self) -> bool {
        let Self { words: _, wanted, unwanted, at_least, at_most, currency: _, rated, free_shipping, in_stock, sort } =
            self;
        !wanted.is_empty()
            || !unwanted.is_empty()
            || at_least.is_some()
            || at_most.is_some()
            || rated.is_some()
            || *free_shipping
            || *in_stock
            || sort.is_some()
    }

    fn want(&mut self, wish: Wish) {
        add(&mut self.wanted, wish);
    }

    fn refuse(&mut self, wish: Wish) {
        add(&mut self.unwanted, wish);
    }
}

fn add(wishes: &mut Vec<Wish>, wish: Wish) {
    if let Err(place) = wishes.binary_search(&wish) {
        wishes.insert(place, wish);
    }
}

/// What a text asks for, typed on a page of this language. Takes any text: what cannot be read stays words.
pub fn understand(text: &str, gazetteer: &Gazetteer, locale: Locale) -> Understood {
    grammar::read(text, gazetteer, locale)
}

#[cfg(test)]
mod tests;
