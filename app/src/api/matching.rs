//! Doors of matching: shoppers who say that two listings are not the same thing, and staff who decide.

use domain::{ids::ProductRef, matching::Apart, visit::ProductPage};
use leptos::prelude::*;

use super::{answered, operator::allowed};
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{ensure_visitor, household, keep_apart, shop, visit},
};

/// Says that a listing is not the same thing as the one whose page the form stands on.
#[server(prefix = "/api", endpoint = "matching/apart")]
pub async fn tell_apart(#[server(default)] shown: String, #[server(default)] other: String) -> Result<(), ApiError> {
    let page = page_of(&shown);
    let outcome = async {
        let apart = pair(&shown, &other)?;
        let shop = shop();
        // Whoever names what is not there is not made known for it.
        shop.can_tell_apart(&apart).await?;
        let visitor = ensure_visitor().visitor.ok_or_else(|| ApiError::of(ProblemKind::NotFound, None))?;
        shop.tell_apart(&visitor, &apart, &household()).await?;
        keep_apart();
        Ok(())
    };
    answered(outcome.await, &format!("{page}#same-thing"), &page)
}

/// Takes that back.
#[server(prefix = "/api", endpoint = "matching/take-back")]
pub async fn take_apart_back(
    #[server(default)] shown: String,
    #[server(default)] other: String,
    #[server(default)] here: String,
) -> Result<(), ApiError> {
    let page = page_of(if here.is_empty() { &shown } else { &here });
    let outcome = async {
        let apart = pair(&shown, &other)?;
        if let Some(visitor) = visit().visitor {
            shop().take_apart_back(&visitor, &apart).await?;
        }
        Ok(())
    };
    answered(outcome.await, &page, &page)
}

/// A person decides about a pair: `same` is `1` where it is one thing, `0` where it is two.
#[server(prefix = "/api", endpoint = "staff/pair")]
pub async fn decide_pair(
    #[server(default)] one: String,
    #[server(default)] other: String,
    #[server(default)] same: String,
) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let pair = pair(&one, &other)?;
        let same = match same.as_str() {
            "1" => true,
            "0" => false,
            _ => return Err(ApiError::invalid("same")),
        };
        let decided = shop().decide_pair(&clerk, &pair.shown, &pair.other, same).await?;
        if decided { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, "/operator/pairs?done=1", "/operator/pairs")
}

fn pair(shown: &str, other: &str) -> Result<Apart, ApiError> {
    let listing = |text: &str, field| text.parse::<ProductRef>().map_err(|_| ApiError::invalid(field));
    Ok(Apart { shown: listing(shown, "shown")?, other: listing(other, "other")? })
}

/// The page of a listing; home where there is none.
fn page_of(listing: &str) -> String {
    listing.parse::<ProductRef>().map_or_else(|_| "/".to_owned(), |listing| ProductPage::address(&listing))
}
