//! Who is looking, and how they want to see the shop; and the pages that are the same for everyone who looks alike.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Category, Picture},
    ids::{ProductRef, VisitorId},
    locale::Locale,
    marketplace::{Absence, DeliveryOption, Marketplace, MarketplaceFace},
    matching::Matched,
    money::{Currency, Money},
    price_history::{Deal, PriceStory},
    search::{Offer, ProductGroup},
    trust::Trust,
};

/// One visit: everything about the visitor that decides what a page says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The visitor, once there is something to remember.
    pub visitor: Option<VisitorId>,
    /// The language.
    pub locale: Locale,
    /// The currency of all totals.
    pub currency: Currency,
    /// Where goods go, as two letters (ISO 3166-1).
    pub country: String,
}

/// The home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    /// Products worth a look, the best sellers of each category first.
    pub featured: Vec<ProductGroup>,
    /// The categories with a picture of something in them.
    pub categories: Vec<(Category, Option<Picture>)>,
    /// The active marketplaces.
    pub marketplaces: Vec<MarketplaceFace>,
}

/// A product page: one listing, and what the others ask for the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPage {
    /// The listing that was asked for.
    pub offer: Offer,
    /// All offers of its group, this one included, the best total first.
    pub group: ProductGroup,
    /// Why each other offer is taken for the same thing.
    pub matched: Vec<Matched>,
    /// Its ways of delivery with their cost in the shopper's currency.
    pub delivery: Vec<(DeliveryOption, Money)>,
    /// What its prices were, and what follows from that.
    pub prices: PriceStory,
    /// Like it, but not the same.
    pub similar: Vec<ProductGroup>,
    /// The marketplaces of all offers shown.
    pub marketplaces: Vec<MarketplaceFace>,
    /// Who could not be asked; what is shown of them is what we last knew.
    pub absences: Vec<Absence>,
}

impl ProductPage {
    /// The address of a product's page.
    pub fn address(product: &ProductRef) -> String {
        format!("/product/{}/{}", product.marketplace, crate::search::percent_encoded(product.external_id.as_str()))
    }

    /// The same with the words of its title behind it, which is the one that others are told.
    pub fn lasting_address(product: &ProductRef, title: &str) -> String {
        format!("{}/{}", Self::address(product), crate::search::percent_encoded(&Self::slug(title)))
    }

    /// The words of a title as a part of an address: small letters and digits of any script with hyphens between them.
    pub fn slug(title: &str) -> String {
        let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut slug = String::new();
        for word in words {
            let word = word.to_lowercase();
            if slug.chars().count() + word.chars().count() > 60 {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word);
        }
        if slug.is_empty() { "product".to_owned() } else { slug }
    }
}

/// The page of real deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealsPage {
    /// The groups whose best offer is one, the furthest below its usual price first.
    pub deals: Vec<(ProductGroup, Deal)>,
}

/// The stores page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoresPage {
    /// Every marketplace, whether active or not, with how many of its products we know.
    pub marketplaces: Vec<(Marketplace, u64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_words_of_an_address() {
        for (title, slug) in [
            ("Skarn & Elm Tandem serving boards, 40 × 22 cm", "skarn-elm-tandem-serving-boards-40-22-cm"),
            ("Bouilloire INOX « Été »", "bouilloire-inox-été"),
            ("مصباح مكتب", "مصباح-مكتب"),
            ("<>/../", "product"),
        ] {
            assert_eq!(ProductPage::slug(title), slug);
        }
        assert!(ProductPage::slug(&"word ".repeat(40)).len() <= 60);
        assert_eq!(
            ProductPage::lasting_address(&"harbor:a/b".parse().unwrap(), "Été"),
            "/product/harbor/a%2Fb/%C3%A9t%C3%A9"
        );
    }
}

/// The page of one marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorePage {
    /// Who it is, and its terms.
    pub marketplace: Marketplace,
    /// How many of its products we know.
    pub listings: u64,
    /// Whether whoever looks hides it.
    pub hidden: bool,
    /// Whether nothing of it is sold here, after reports.
    pub blocked: bool,
    /// How it kept its word.
    pub trust: Trust,
    /// The products of this page, each as this marketplace sells it.
    pub groups: Vec<ProductGroup>,
    /// Which page, from 1.
    pub page: u32,
    /// How many pages there are; at least one.
    pub pages: u32,
}
