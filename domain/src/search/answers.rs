//! What is made of the answers of all marketplaces: groups of the same thing, and the page that shows them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Attribute, Facet, Facts, Help, Input, Inputs, SearchQuery, attributes_of, best_first, choose, count,
    ranking::{Asked, take_whole, words_of},
};
use crate::{
    catalog::{Category, Picture, Product, Rating},
    ids::{MarketplaceId, RelationToken},
    landed_cost::{self, LandedCost},
    locale::Locale,
    marketplace::Absence,
    money::Currency,
    pricing::{Amounts, PriceBook},
    time::Timestamp,
    tongue::reads,
    understanding::fold,
};

/// One marketplace's product with what it costs at the shopper's door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The listing.
    pub product: Product,
    /// Price, usual delivery and tax in the shopper's currency: what the shop charges.
    pub shown: Amounts,
    /// What it truly comes to, with what is expected at the border: what offers are compared by.
    pub landed: LandedCost,
}

/// The same thing, sold by one or several marketplaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductGroup {
    /// What its products share.
    pub relation: RelationToken,
    /// Its offers, what can be bought first, then by true cost; never empty.
    pub offers: Vec<Offer>,
    /// All marketplaces' stars together.
    pub rating: Option<Rating>,
    /// Its category.
    pub category: Option<Category>,
    /// Maker, colours and sizes of all its offers, sorted.
    pub attributes: Vec<Attribute>,
    /// When any of its offers was first heard of, where that is known.
    pub first_seen: Option<Timestamp>,
    /// What its place among the best matches is worked out from.
    pub inputs: Inputs,
    /// How well it matches in thousandths of a point: what its inputs come to.
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

    /// The title of the best offer among those that read best to somebody of a language.
    pub fn title(&self, locale: Locale) -> &str {
        let titles = self.offers.iter().map(|offer| offer.product.title.as_str());
        // The last of equals would be taken, so the best offer stands last.
        titles.rev().max_by_key(|title| reads(title, locale)).unwrap_or_default()
    }

    /// The first picture any of its offers has.
    pub fn picture(&self) -> Option<&Picture> {
        self.offers.iter().find_map(|offer| offer.product.pictures.first())
    }
}

/// Groups products by relation token, the best match first; products without a price in the shopper's currency are left
/// out.
pub fn group(products: Vec<Product>, book: &PriceBook, text: &str) -> Vec<ProductGroup> {
    let asked = Asked::new(text);
    let mut groups: BTreeMap<RelationToken, ProductGroup> = BTreeMap::new();
    let mut attributes: BTreeMap<RelationToken, BTreeSet<Attribute>> = BTreeMap::new();
    for product in products {
        let seller = &product.reference.marketplace;
        let Ok(shown) = book.at_the_door(seller, product.price) else { continue };
        let Ok(landed) = landed_cost::of_listing(book, seller, product.price, product.observed_at) else { continue };
        let entry = groups.entry(product.relation.clone()).or_insert_with(|| ProductGroup {
            relation: product.relation.clone(),
            offers: Vec::new(),
            rating: None,
            category: None,
            attributes: Vec::new(),
            first_seen: None,
            inputs: Inputs::default(),
            relevance: i64::MIN,
            rank: 0,
        });
        let brand = product.brand.as_deref().unwrap_or_default();
        let words = asked.words(&product.title, brand, &product.description);
        entry.inputs.set(Input::Words, words.max(entry.inputs.get(Input::Words)));
        entry.inputs.set(Input::Meaning, asked.meaning(&product.title).max(entry.inputs.get(Input::Meaning)));
        entry.category = entry.category.or(product.category);
        if entry.offers.iter().all(|offer| offer.product.reference != product.reference) {
            attributes.entry(product.relation.clone()).or_default().extend(attributes_of(&product));
            entry.offers.push(Offer { product, shown, landed });
        }
    }
    let mut groups: Vec<ProductGroup> = groups.into_values().collect();
    for group in &mut groups {
        group.offers.sort_by_key(|offer| (!offer.product.availability.is_in_stock(), offer.landed.place()));
        group.rating = Rating::together(group.offers.iter().filter_map(|offer| offer.product.rating));
        group.attributes = attributes.remove(&group.relation).unwrap_or_default().into_iter().collect();
    }
    tell_makers(&mut groups);
    take_whole(&mut groups);
    best_first(&mut groups);
    groups
}

/// Gives groups whose marketplaces do not tell the maker the one that their titles name, where others tell of it.
fn tell_makers(groups: &mut [ProductGroup]) {
    let told = groups.iter().flat_map(|group| &group.attributes).filter(|(facet, _)| *facet == Facet::Brand);
    let makers: BTreeSet<String> = told.map(|(_, maker)| maker.clone()).collect();
    for group in groups.iter_mut().filter(|group| group.attributes.iter().all(|(facet, _)| *facet != Facet::Brand)) {
        let titles: Vec<String> = group.offers.iter().map(|offer| padded(&offer.product.title)).collect();
        let named = |maker: &&String| titles.iter().any(|title| title.contains(&padded(maker)));
        if let Some(maker) = makers.iter().find(named) {
            group.attributes.insert(0, (Facet::Brand, maker.clone()));
        }
    }
}

/// Folded words with blanks around each, so that whole words can be looked for.
fn padded(text: &str) -> String {
    format!(" {} ", words_of(&fold(text)).join(" "))
}

impl ProductGroup {
    /// Whether a title or a detail of any offer holds these words, one behind the other.
    pub fn mentions(&self, words: &str) -> bool {
        let wanted = padded(words);
        wanted.len() > 2
            && self.offers.iter().any(|offer| {
                let details = offer.product.attributes.iter().map(|(_, value)| value);
                std::iter::once(&offer.product.title).chain(details).any(|text| padded(text).contains(&wanted))
            })
    }
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
    /// What helps where the words found something else, or nothing.
    pub help: Help,
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
            group.offers.sort_by_key(|offer| !query.sells(&offer.product.reference.marketplace));
            group
        };
        let mentioned = |group: &ProductGroup| query.refused_words().any(|words| group.mentions(words));
        let groups: Vec<ProductGroup> = groups.into_iter().filter(|group| !mentioned(group)).collect();
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
        let help = Help::default();
        Self { query, currency, groups: shown, others, facts, group_count, product_count, answered, absences, help }
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
