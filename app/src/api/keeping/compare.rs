//! Doors of the comparison and of what was looked at. What is compared stands in a cookie of the browser and nowhere else.

use domain::ids::ProductRef;
use leptos::prelude::*;

use super::known;
use crate::{
    api::answered,
    problem::{ApiError, ProblemKind},
    ssr::{comparison, keep_comparison, local_path, shop},
};

/// Adds a product to the comparison. From a search somebody goes on searching; from anywhere else they see the table.
#[server(prefix = "/api", endpoint = "compare/add")]
pub async fn compare_product(
    #[server(default)] product: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let mut chosen = comparison();
    let added = product
        .parse::<ProductRef>()
        .map_err(|_| ApiError::invalid("product"))
        .and_then(|product| if chosen.add(product) { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) });
    if added.is_ok() {
        keep_comparison(&chosen);
    }
    let back = local_path(&back, "");
    let good = if back.starts_with("/search") { back } else { chosen.address() };
    let full = format!("{}{}full=1", chosen.address(), if chosen.products().is_empty() { '?' } else { '&' });
    answered(added, &good, &full)
}

/// Takes a product out of the comparison, or all of them where none is named.
#[server(prefix = "/api", endpoint = "compare/remove")]
pub async fn uncompare_product(
    #[server(default)] product: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let left = match product.parse::<ProductRef>() {
        Ok(product) => Ok(comparison().without(&product)),
        Err(_) if product.is_empty() => Ok(domain::keeping::Comparison::default()),
        Err(_) => Err(ApiError::invalid("product")),
    };
    if let Ok(left) = &left {
        keep_comparison(left);
    }
    let page = left.as_ref().map_or_else(|_| "/compare".to_owned(), domain::keeping::Comparison::address);
    let back = local_path(&back, &page);
    answered(left.map(drop), &back, "/compare")
}

/// Forgets that somebody looked at a product, or at anything where none is named.
#[server(prefix = "/api", endpoint = "recent/forget")]
pub async fn forget_looked(
    #[server(default)] product: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let forgotten = async {
        let named = match product.as_str() {
            "" => None,
            text => Some(text.parse::<ProductRef>().map_err(|_| ApiError::invalid("product"))?),
        };
        Ok(shop().forget_looked(&known()?, named.as_ref()).await?)
    };
    answered(forgotten.await, &local_path(&back, "/recent"), "/recent")
}
