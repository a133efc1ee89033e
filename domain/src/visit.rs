//! Who is looking, and how they want to see the shop; and the pages that are the same for everyone who looks alike.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Category, Picture},
    ids::{ProductRef, VisitorId},
    locale::Locale,
    marketplace::{Absence, DeliveryOption, Marketplace, MarketplaceFace},
    money::{Currency, Money},
    search::{Offer, ProductGroup},
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
    /// Its ways of delivery with their cost in the shopper's currency.
    pub delivery: Vec<(DeliveryOption, Money)>,
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
}

/// The stores page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoresPage {
    /// Every marketplace, whether active or not, with how many of its products we know.
    pub marketplaces: Vec<(Marketplace, u64)>,
}
