//! Doors of what is put aside under the cart.

use domain::ids::{ExternalId, ProductRef};
use leptos::prelude::*;

use super::known;
use crate::{
    api::answered,
    problem::ApiError,
    ssr::{shop, tell_count},
};

fn line(product: &str, variant: &str) -> Result<(ProductRef, ExternalId), ApiError> {
    let product = product.parse().map_err(|_| ApiError::invalid("product"))?;
    Ok((product, variant.parse().map_err(|_| ApiError::invalid("variant"))?))
}

/// Takes a line out of the cart and puts it aside.
#[server(prefix = "/api", endpoint = "later/keep")]
pub async fn put_aside(#[server(default)] product: String, #[server(default)] variant: String) -> Result<(), ApiError> {
    let kept = async {
        let (product, variant) = line(&product, &variant)?;
        tell_count(shop().put_line_aside(&known()?, &product, &variant).await?);
        Ok(())
    };
    answered(kept.await, "/cart#put-aside", "/cart")
}

/// Puts a line back into the cart.
#[server(prefix = "/api", endpoint = "later/back")]
pub async fn put_back(#[server(default)] product: String, #[server(default)] variant: String) -> Result<(), ApiError> {
    let back = async {
        let (product, variant) = line(&product, &variant)?;
        tell_count(shop().put_line_back(&known()?, &product, &variant).await?);
        Ok(())
    };
    answered(back.await, "/cart", "/cart")
}

/// Forgets a line that was put aside.
#[server(prefix = "/api", endpoint = "later/forget")]
pub async fn forget_aside(
    #[server(default)] product: String,
    #[server(default)] variant: String,
) -> Result<(), ApiError> {
    let forgotten = async {
        let (product, variant) = line(&product, &variant)?;
        Ok(shop().forget_line_aside(&known()?, &product, &variant).await?)
    };
    answered(forgotten.await, "/cart#put-aside", "/cart")
}
