//! Doors of searches that somebody keeps.

use domain::{ids::SearchId, search::SearchQuery};
use leptos::prelude::*;

use super::{known, somebody, told};
use crate::{
    api::answered,
    pages::keeping::searches::home,
    problem::ApiError,
    ssr::{pairs_of, shop, visit},
};

/// Keeps a search by its address.
#[server(prefix = "/api", endpoint = "searches/save")]
pub async fn save_search(#[server(default)] address: String) -> Result<(), ApiError> {
    let saved = async {
        let question = address.strip_prefix("/search?").ok_or_else(|| ApiError::invalid("address"))?;
        let pairs = pairs_of(question);
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let currency = visit().currency;
        let (query, _) = SearchQuery::from_pairs(pairs, currency);
        shop().save_search(&somebody()?, query, currency).await.map_err(told)
    };
    answered(saved.await, &format!("{}?done=1", home()), home())
}

/// Leads to a kept search; what is new is seen by that.
#[server(prefix = "/api", endpoint = "searches/open")]
pub async fn open_search(#[server(default)] id: String) -> Result<(), ApiError> {
    let opened = async {
        let id: SearchId = id.parse().map_err(|_| ApiError::invalid("id"))?;
        Ok(shop().open_saved_search(&known()?, &id).await?)
    }
    .await;
    let good = opened.as_ref().map_or_else(|_| home().to_owned(), Clone::clone);
    answered(opened.map(drop), &good, home())
}

/// Forgets a kept search.
#[server(prefix = "/api", endpoint = "searches/forget")]
pub async fn forget_saved_search(#[server(default)] id: String) -> Result<(), ApiError> {
    let forgotten = async {
        let id: SearchId = id.parse().map_err(|_| ApiError::invalid("id"))?;
        Ok(shop().forget_saved_search(&known()?, &id).await?)
    };
    answered(forgotten.await, home(), home())
}
