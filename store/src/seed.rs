//! The house's first goods, as they lie in `seed/house.json`.

use domain::{
    catalog::{Availability, Category, Picture, Product, Rating, Variant},
    ids::{ExternalId, Gtin, MarketplaceId, ProductRef, RelationToken},
    money::{Currency, Money},
    time::Timestamp,
};
use serde::Deserialize;

use crate::{StoreError, house::HouseProduct};

const GOODS: &str = include_str!("../seed/house.json");

/// The widths in which every picture of the shop is there.
const WIDTHS: [u32; 3] = [160, 320, 640];

#[derive(Deserialize)]
struct Good {
    external_id: ExternalId,
    gtin: Option<Gtin>,
    category: Category,
    brand: Option<String>,
    title: String,
    description: String,
    price_minor: i64,
    list_price_minor: Option<i64>,
    currency: Currency,
    rating: Option<u16>,
    #[serde(default)]
    rating_count: u32,
    #[serde(default)]
    attributes: Vec<(String, String)>,
    pictures: Vec<GoodPicture>,
    variants: Vec<GoodVariant>,
}

#[derive(Deserialize)]
struct GoodPicture {
    path: String,
    alt: String,
}

#[derive(Deserialize)]
struct GoodVariant {
    external_id: ExternalId,
    title: String,
    price_minor: i64,
    stock: u32,
    picture: Option<String>,
}

/// The goods as products of the marketplace of this name.
///
/// # Errors
/// When the file in the source tree is not what is expected.
pub fn house(marketplace: &MarketplaceId, now: Timestamp) -> Result<Vec<HouseProduct>, StoreError> {
    let goods: Vec<Good> = serde_json::from_str(GOODS).map_err(|error| StoreError::corrupt("list of goods", error))?;
    Ok(goods.into_iter().map(|good| good.product(marketplace, now)).collect())
}

impl Good {
    fn product(self, marketplace: &MarketplaceId, now: Timestamp) -> HouseProduct {
        let stock = self.variants.iter().map(|variant| (variant.external_id.clone(), variant.stock)).collect();
        let reference = ProductRef { marketplace: marketplace.clone(), external_id: self.external_id };
        let currency = self.currency;
        let only = self.variants.len() == 1;
        let variants: Vec<Variant> =
            self.variants.into_iter().map(|variant| variant.variant(currency, only, &self.title)).collect();
        let buyable = variants.iter().any(|variant| variant.availability.is_in_stock());
        let product = Product {
            relation: RelationToken::of(&reference, self.gtin.as_ref()),
            reference,
            gtin: self.gtin,
            title: self.title,
            brand: self.brand,
            description: self.description,
            category: Some(self.category),
            price: Money::new(self.price_minor, currency),
            list_price: self.list_price_minor.map(|minor| Money::new(minor, currency)),
            rating: self.rating.map(|hundredths| Rating { hundredths, count: self.rating_count }),
            availability: if buyable { Availability::InStock(None) } else { Availability::OutOfStock },
            pictures: self.pictures.into_iter().map(GoodPicture::picture).collect(),
            product_url: None,
            attributes: self.attributes,
            variants,
            observed_at: now,
        };
        HouseProduct { product, stock }
    }
}

impl GoodVariant {
    fn variant(self, currency: Currency, only: bool, product: &str) -> Variant {
        let title = format!("{product}, {}", self.title);
        let in_stock = Availability::InStock(Some(self.stock));
        Variant {
            external_id: self.external_id,
            title: if only { String::new() } else { self.title },
            price: Money::new(self.price_minor, currency),
            availability: if self.stock > 0 { in_stock } else { Availability::OutOfStock },
            picture: self.picture.map(|path| GoodPicture { path, alt: title.clone() }.picture()),
        }
    }
}

impl GoodPicture {
    fn picture(self) -> Picture {
        let source = |width| (format!("{}-{width}.webp", self.path), width);
        Picture { sources: WIDTHS.into_iter().map(source).collect(), alt: self.alt }
    }
}
