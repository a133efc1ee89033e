//! Products side by side, as we last heard of them.

use domain::{catalog::Product, ids::ProductRef, keeping::Comparison};

use crate::{ServiceError, Shop};

/// What stands side by side.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The products that are known, in the order in which they were added.
    pub products: Vec<Product>,
    /// The others.
    pub unknown: Vec<ProductRef>,
}

impl Shop {
    /// The products of a comparison.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn compared(&self, comparison: &Comparison) -> Result<Compared, ServiceError> {
        let mut known = self.as_known(comparison.products()).await?;
        let (mut products, mut unknown) = (Vec::new(), Vec::new());
        for reference in comparison.products() {
            match known.remove(reference) {
                Some(product) => products.push(product),
                None => unknown.push(reference.clone()),
            }
        }
        Ok(Compared { products, unknown })
    }
}
