//! A listing as a row of the offer cache.

use domain::catalog::Product;

use super::search_text;
use crate::{StoreError, document, matching::told, rows::product::Model};

impl TryFrom<&Product> for Model {
    type Error = StoreError;

    fn try_from(product: &Product) -> Result<Self, StoreError> {
        // The description has a column of its own.
        let without_description = Product { description: String::new(), ..product.clone() };
        Ok(Self {
            marketplace: product.reference.marketplace.to_string(),
            external_id: product.reference.external_id.to_string(),
            relation_token: product.relation.to_string(),
            title: product.title.clone(),
            description: product.description.clone(),
            price: product.price.minor,
            currency: product.price.currency.code().to_owned(),
            image_url: product.pictures.first().map(|picture| picture.largest().to_owned()),
            product_url: product.product_url.clone(),
            category: product.category.map(|category| category.slug().to_owned()),
            available: product.availability.is_in_stock(),
            created_at: product.observed_at.0,
            rating: product.rating.map(|rating| i64::from(rating.hundredths)),
            rating_count: product.rating.map_or(0, |rating| i64::from(rating.count)),
            gtin: product.gtin.as_ref().map(|gtin| gtin.as_str().to_owned()),
            observed_at: product.observed_at.0,
            search_text: search_text(product),
            document: document::text(&without_description)?,
            told: told(product),
            matched: String::new(),
        })
    }
}
