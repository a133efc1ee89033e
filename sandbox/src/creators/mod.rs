//! A marketplace that is only looked at: a catalogue in the shape of Amazon's Creators API, whose items are bought on
//! their own pages here. A shopper is handed over by link, and the link carries the partner's tag.
//!
//! Two partner tags practise refusals: `throttled-20` asks too often, `ineligible-20` may not ask at all.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::catalogue::{Listing, Variant};
use crate::market::Market;
use crate::vendure::shelf::Shelf;

mod auth;
mod item;
mod page;
mod refusal;
mod routes;

#[cfg(test)]
mod tests;

/// The client of the only partner.
pub const CLIENT_ID: &str = "onecart-practice";
/// The secret of that client.
pub const CLIENT_SECRET: &str = "creators-practice-secret";
/// The only scope there is.
pub const SCOPE: &str = "creatorsapi/default";

/// The marketplace as all its handlers share it.
#[derive(Debug)]
struct Shop {
    shelf: Shelf,
    tokens: auth::Tokens,
}

type Shared = Arc<Shop>;

impl Shop {
    /// The item with this id: a variant, or what stands for a listing with several.
    fn find(&self, id: &str) -> Option<(&Listing, &Variant)> {
        let by_listing = || self.shelf.listing(id).and_then(|listing| Some((listing, self.best(listing)?)));
        self.shelf.variant(id).or_else(by_listing)
    }

    /// The variant that stands for its listing: the cheapest there is, or the cheapest at all.
    fn best<'a>(&self, listing: &'a Listing) -> Option<&'a Variant> {
        let by_price = |variant: &&Variant| self.shelf.price(variant);
        let there_is = |variant: &&Variant| self.shelf.left(variant) > 0;
        listing
            .variants
            .iter()
            .filter(there_is)
            .min_by_key(by_price)
            .or_else(|| listing.variants.iter().min_by_key(by_price))
    }
}

/// The protocol's own routes.
pub fn router(market: Arc<Market>) -> Router {
    let shop = Shop { shelf: Shelf::new(market), tokens: auth::Tokens::default() };
    Router::new()
        .route("/oauth2/token", post(auth::token))
        .route("/catalog/v1/searchItems", post(routes::search))
        .route("/catalog/v1/getItems", post(routes::get))
        .route("/catalog/v1/getVariations", post(routes::variations))
        .route("/dp/{asin}", get(page::show).post(page::buy))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(Arc::new(shop))
}
