//! The meaning of a sentence as one line of text, so that two readings of it can be compared.

use super::{Understood, Wish};
use crate::search::Sort;

impl Understood {
    /// All filters and the words as items `name=value`, sorted and joined by `;`.
    pub fn canonical(&self) -> String {
        let mut items: Vec<String> = Vec::new();
        if !self.words.is_empty() {
            items.push(format!("words={}", self.words));
        }
        items.extend(self.wanted.iter().map(Wish::item));
        items.extend(self.unwanted.iter().map(|wish| format!("not {}", wish.item())));
        items.extend(self.at_least.map(|amount| format!("price>={amount}")));
        items.extend(self.at_most.map(|amount| format!("price<={amount}")));
        items.extend(self.currency.map(|currency| format!("currency={currency}")));
        items.extend(self.rated.map(|rated| match (rated / 100, rated % 100) {
            (stars, 0) => format!("rating>={stars}"),
            (stars, part) => format!("rating>={stars}.{}", format!("{part:02}").trim_end_matches('0')),
        }));
        if self.free_shipping {
            items.push("free_shipping".to_owned());
        }
        if self.in_stock {
            items.push("in_stock".to_owned());
        }
        items.extend(self.sort.map(|sort| format!("sort={}", word(sort))));
        items.sort();
        items.join(";")
    }
}

fn word(sort: Sort) -> &'static str {
    match sort {
        Sort::Best => "best",
        Sort::Price | Sort::Total => "price",
        Sort::TotalDown => "price_down",
        Sort::Rating => "rating",
        Sort::Newest => "newest",
    }
}

impl Wish {
    pub(super) fn item(&self) -> String {
        match self {
            Self::Words(words) => format!("words={words}"),
            Self::Category(category) => format!("category={}", category.slug()),
            Self::Brand(brand) => format!("brand={brand}"),
            Self::Colour(colour) => format!("colour={}", colour.slug()),
            Self::Size(size) => format!("size={size}"),
            Self::Marketplace(id) => format!("marketplace={id}"),
            Self::ShipsTo(country) => format!("ships={country}"),
        }
    }
}
