//! The Shop API's JSON for products, field for field, and how it becomes our types.

use domain::catalog::{Availability, Picture, Product as OurProduct, Variant as OurVariant};
use serde::Deserialize;
use serde_json::Value;

use crate::marketplaces::reading::{self, Shop, Sized, Told, id_text, lenient, or_default};

#[derive(Debug, Deserialize)]
pub struct SearchData {
    pub search: Found,
}

#[derive(Debug, Deserialize)]
pub struct Found {
    #[serde(deserialize_with = "lenient")]
    pub items: Vec<FoundItem>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundItem {
    #[serde(deserialize_with = "id_text")]
    pub product_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    #[serde(deserialize_with = "id_text")]
    id: String,
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    #[serde(default, deserialize_with = "lenient")]
    assets: Vec<Asset>,
    #[serde(default, deserialize_with = "lenient")]
    facet_values: Vec<FacetValue>,
    #[serde(default, deserialize_with = "lenient")]
    collections: Vec<Collection>,
    #[serde(default)]
    custom_fields: Value,
    #[serde(deserialize_with = "lenient")]
    variants: Vec<Variant>,
}

#[derive(Debug, Deserialize)]
struct Asset {
    preview: String,
    width: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct FacetValue {
    name: String,
    facet: Facet,
}

#[derive(Debug, Deserialize)]
struct Facet {
    code: String,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
struct Collection {
    name: String,
    slug: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Variant {
    #[serde(deserialize_with = "id_text")]
    id: String,
    #[serde(default)]
    sku: String,
    #[serde(default)]
    name: String,
    price_with_tax: i64,
    currency_code: String,
    #[serde(default)]
    stock_level: String,
    #[serde(default, deserialize_with = "lenient")]
    options: Vec<ProductOption>,
    featured_asset: Option<Asset>,
    #[serde(default)]
    custom_fields: Value,
}

#[derive(Debug, Deserialize)]
struct ProductOption {
    name: String,
}

impl Product {
    /// The product as we know it; nothing where it cannot be sold.
    pub fn read(self, shop: &Shop) -> Option<OurProduct> {
        let custom = &self.custom_fields;
        let named = self.variants.iter().find_map(|variant| variant.custom_fields["gtin"].as_str());
        // without a number of their own, shops often use it as their article number
        let gtin = named.or(self.variants.first().map(|variant| variant.sku.as_str())).map(str::to_owned);
        let before = custom["listPriceWithTax"].as_i64().and_then(|minor| shop.own(minor));
        let stars = custom["rating"].as_f64().zip(custom["ratingCount"].as_i64());
        let categories = self.facet_values.iter().map(|value| value.name.as_str());
        let shelves = self.collections.iter().flat_map(|shelf| [shelf.slug.as_str(), shelf.name.as_str()]);
        let brand = self.facet_values.iter().find(|value| value.facet.code == "brand").map(|value| value.name.clone());
        shop.product(Told {
            gtin,
            category: shelves.chain(categories).find_map(reading::category),
            list_price: before,
            rating: stars.and_then(|(stars, count)| reading::rating(stars, 5.0, count)),
            brand,
            attributes: self.attributes(),
            pictures: pictures(self.assets, &self.name),
            variants: self.variants.into_iter().filter_map(|variant| variant.read(shop, &self.name)).collect(),
            id: self.id,
            title: self.name,
            description: self.description,
            url: None,
        })
    }

    /// Pairs from the shop's own field, and every facet that is neither brand nor category.
    fn attributes(&self) -> Vec<(String, String)> {
        let own = self.custom_fields["attributes"].as_array().into_iter().flatten();
        let own = own.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned())));
        let other = |value: &&FacetValue| !matches!(value.facet.code.as_str(), "brand" | "category");
        let facets = self.facet_values.iter().filter(other).map(|value| (value.facet.name.clone(), value.name.clone()));
        own.chain(facets).collect()
    }
}

impl Variant {
    fn read(self, shop: &Shop, product_name: &str) -> Option<OurVariant> {
        let options: Vec<&str> = self.options.iter().map(|option| option.name.as_str()).collect();
        let own_name = self.name.strip_prefix(product_name).unwrap_or(&self.name).trim();
        let title = if options.is_empty() { own_name.to_owned() } else { options.join(", ") };
        let price = shop.price(self.price_with_tax, &self.currency_code)?;
        let availability = match (self.stock_level.as_str(), self.stock_level.parse()) {
            ("OUT_OF_STOCK", _) | (_, Ok(0)) => Availability::OutOfStock,
            (_, Ok(left)) => Availability::InStock(Some(left)),
            _ => Availability::InStock(None),
        };
        let picture = pictures(self.featured_asset, &title).into_iter().next();
        reading::variant(&self.id, &title, price, availability, picture)
    }
}

fn pictures(assets: impl IntoIterator<Item = Asset>, alt: &str) -> Vec<Picture> {
    reading::pictures(assets.into_iter().map(|asset| Sized {
        url: asset.preview,
        width: asset.width,
        alt: alt.to_owned(),
    }))
}
