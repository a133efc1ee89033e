//! What is made of the answers of all marketplaces: groups of the same thing, and the page that shows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Facts, SearchQuery, choose, count};
use crate::{
    catalog::{Category, Picture, Product, Rating},
    ids::{MarketplaceId, RelationToken},
    marketplace::Absence,
    money::Currency,
    pricing::{Amounts, PriceBook},
};

/// One marketplace's product with what it costs at the shopper's door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The listing.
    pub product: Product,
    /// Price, usual delivery and tax in the shopper's currency.
    pub shown: Amounts,
}

/// The same thing, sold by one or several marketplaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductGroup {
    /// What its products share.
    pub relation: RelationToken,
    /// Its offers, what can be bought first, then by total; never empty.
    pub offers: Vec<Offer>,
    /// All marketplaces' stars together.
    pub rating: Option<Rating>,
    /// Its category.
    pub category: Option<Category>,
    /// How well it matches; higher is better.
    pub relevance: i64,
    /// Its place among the best matches, from 0.
    pub rank: u32,
}

impl ProductGroup {
    /// The offer with the best total among those that can be bought, else the first.
    pub fn best(&self) -> Option<&Offer> {
        self.offers.first()
    }

    /// Whether any of its offers can be bought.
    pub fn in_stock(&self) -> bool {
        self.offers.iter().any(|offer| offer.product.availability.is_in_stock())
    }

    /// The title of its best offer.
    pub fn title(&self) -> &str {
        self.best().map_or("", |offer| &offer.product.title)
    }

    /// The first picture any of its offers has.
    pub fn picture(&self) -> Option<&Picture> {
        self.offers.iter().find_map(|offer| offer.product.pictures.first())
    }
}

/// Groups products by relation token, the best match first; products without a price in the shopper's currency are left
/// out.
pub fn group(products: Vec<Product>, book: &PriceBook, text: &str) -> Vec<ProductGroup> {
    let words = words_of(text);
    let mut groups: BTreeMap<RelationToken, ProductGroup> = BTreeMap::new();
    for product in products {
        let Ok(shown) = book.at_the_door(&product.reference.marketplace, product.price) else { continue };
        let relevance = relevance(&product, &words);
        let entry = groups.entry(product.relation.clone()).or_insert_with(|| ProductGroup {
            relation: product.relation.clone(),
            offers: Vec::new(),
            rating: None,
            category: None,
            relevance: i64::MIN,
            rank: 0,
        });
        entry.relevance = entry.relevance.max(relevance);
        entry.category = entry.category.or(product.category);
        if entry.offers.iter().all(|offer| offer.product.reference != product.reference) {
            entry.offers.push(Offer { product, shown });
        }
    }
    let mut groups: Vec<ProductGroup> = groups.into_values().collect();
    for group in &mut groups {
        group.offers.sort_by_key(|offer| (!offer.product.availability.is_in_stock(), offer.shown.total.minor));
        group.rating = Rating::together(group.offers.iter().filter_map(|offer| offer.product.rating));
    }
    best_first(&mut groups);
    groups
}

/// Puts the best match first; ties keep one order whatever came in first.
pub fn best_first(groups: &mut [ProductGroup]) {
    groups.sort_by(|left, right| {
        let ours = |group: &ProductGroup| (group.relevance, group.offers.len());
        ours(right).cmp(&ours(left)).then_with(|| left.relation.cmp(&right.relation))
    });
    for (rank, group) in (0..).zip(groups) {
        group.rank = rank;
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How well a product matches the words: title before brand before description, stars as a tie-break.
fn relevance(product: &Product, words: &[String]) -> i64 {
    let title = words_of(&product.title);
    let brand = product.brand.as_deref().map(words_of).unwrap_or_default();
    let mut score = 0;
    for word in words {
        if title.contains(word) || brand.contains(word) {
            score += 100;
        } else if title.iter().any(|known| known.starts_with(word.as_str())) {
            score += 60;
        } else if product.description.to_lowercase().contains(word.as_str()) {
            score += 20;
        }
    }
    if !product.availability.is_in_stock() {
        score -= 200;
    }
    let stars =
        product.rating.map_or(0, |rating| i64::from(rating.hundredths) * i64::from(rating.count.min(100)) / 1000);
    score + stars
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was asked.
    pub query: SearchQuery,
    /// The currency of the totals.
    pub currency: Currency,
    /// The groups of this page.
    pub groups: Vec<ProductGroup>,
    /// What other groups of the answer the page brings along, at most [`SearchQuery::AT_HAND`] with those it shows.
    pub others: Vec<ProductGroup>,
    /// The facts of every group of the answer, whether it passes the filters or not.
    pub facts: Vec<Facts>,
    /// How many groups there are on all pages.
    pub group_count: u32,
    /// How many products these groups hold.
    pub product_count: u32,
    /// Who answered.
    pub answered: Vec<MarketplaceId>,
    /// Who did not, and why.
    pub absences: Vec<Absence>,
}

impl SearchPage {
    /// Filters, sorts and cuts the page out of all groups.
    ///
    /// Where only some marketplaces are asked for, a group shows their best offer; the others stay behind it.
    pub fn of(
        query: SearchQuery,
        currency: Currency,
        groups: Vec<ProductGroup>,
        answered: Vec<MarketplaceId>,
        absences: Vec<Absence>,
    ) -> Self {
        let chosen_first = |mut group: ProductGroup| {
            let chosen = |offer: &Offer| query.marketplaces.contains(&offer.product.reference.marketplace);
            group.offers.sort_by_key(|offer| !chosen(offer));
            group
        };
        let facts: Vec<Facts> = groups.iter().map(Facts::of).collect();
        let (passing, failing) = choose(&query, facts.iter().cloned().zip(groups.into_iter().map(chosen_first)));
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let product_count = passing.iter().map(|(facts, _)| facts.offers).sum();
        let group_count = number(passing.len());
        let skip = (query.page.max(1) as usize - 1) * SearchQuery::PAGE_SIZE;
        let on_page = |place: usize| (skip..skip + SearchQuery::PAGE_SIZE).contains(&place);
        let (mut shown, mut others) = (Vec::new(), Vec::new());
        for (place, (_, group)) in passing.into_iter().enumerate() {
            if on_page(place) { shown.push(group) } else { others.push(group) }
        }
        others.extend(failing.into_iter().map(|(_, group)| group));
        others.truncate(SearchQuery::AT_HAND - shown.len());
        Self { query, currency, groups: shown, others, facts, group_count, product_count, answered, absences }
    }

    /// Whether the page brings along every group of the answer.
    pub fn is_whole(&self) -> bool {
        self.groups.len() + self.others.len() == self.facts.len()
    }

    /// How many groups there would be with only this value chosen in one filter.
    pub fn count(&self, name: &str, value: &str) -> u32 {
        count(&self.query, &self.facts, name, value)
    }

    /// How many pages there are; at least one.
    pub fn page_count(&self) -> u32 {
        self.query.page_count(self.group_count)
    }
}
