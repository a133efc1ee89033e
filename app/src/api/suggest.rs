//! The suggestions under a search box, as the piece of HTML that stands there.

use domain::{catalog::Category, search::SearchQuery, visit::ProductPage};
use http::request::Parts;
use leptos::prelude::*;
use services::{ServiceError, Shop, SuggestedSearch, Suggestion};

use crate::{
    icons::{FORWARD, SEARCH, icon, turning_icon},
    look::Look,
    picture::{Frame, square},
    ssr::signed,
};

/// How many categories are suggested.
const CATEGORIES: usize = 3;

/// Goods and categories with words that begin as the typed ones do, for a visitor known by the head of the request.
/// Empty where nothing fits.
///
/// # Errors
/// When the store fails.
pub async fn suggestions(shop: Shop, parts: Parts, text: &str) -> Result<String, ServiceError> {
    let owner = Owner::new();
    let look = owner.with(|| {
        provide_context(shop.clone());
        provide_context(parts);
        Look::here()
    });
    let goods = shop.suggestions(look.visit(), text).await?;
    let signed = owner.with(signed);
    let searches = shop.suggested_searches(look.visit().locale, signed.as_ref(), text).await?;
    let categories = categories(&look, text);
    if goods.is_empty() && searches.is_empty() && categories.is_empty() {
        return Ok(String::new());
    }
    Ok(owner.with(|| list(&look, &goods, &searches, &categories).to_html()))
}

fn list(look: &Look, goods: &[Suggestion], searches: &[SuggestedSearch], categories: &[Category]) -> AnyView {
    let number = u32::try_from(goods.len() + searches.len() + categories.len()).unwrap_or(u32::MAX);
    let id = |place: usize| format!("suggestion-{place}");
    let asked: Vec<AnyView> = searches
        .iter()
        .enumerate()
        .map(|(place, search)| {
            let query = SearchQuery { text: search.text.clone(), ..SearchQuery::default() };
            let address = query.address(look.visit().currency);
            let own = search.own.then(|| view! { <span class="own">{look.t("suggestions-own")}</span> });
            view! {
                <a role="option" id=id(categories.len() + place) href=address tabindex="-1" aria-selected="false">
                    {icon(SEARCH)}<span dir="auto">{search.text.clone()}</span>{own}
                </a>
            }
            .into_any()
        })
        .collect();
    let shown: Vec<AnyView> = categories
        .iter()
        .enumerate()
        .map(|(place, category)| {
            let address = SearchQuery { category: Some(*category), ..SearchQuery::default() };
            let address = address.address(look.visit().currency);
            view! {
                <a role="option" id=id(place) href=address tabindex="-1" aria-selected="false">
                    {turning_icon(FORWARD)}<span>{look.category(*category)}</span>
                </a>
            }
            .into_any()
        })
        .collect();
    let goods: Vec<AnyView> = goods
        .iter()
        .enumerate()
        .map(|(place, good)| {
            view! {
                <a role="option" id=id(categories.len() + searches.len() + place) href=ProductPage::address(&good.product) tabindex="-1"
                    aria-selected="false">
                    {square(good.picture.as_ref(), "", Frame::ROW)}
                    <span dir="auto">{good.title.clone()}</span>
                    {look.money(good.total)}
                </a>
            }
            .into_any()
        })
        .collect();
    view! {
        <div data-said=look.count("suggestions-found", number)>
            {group(look.t("nav-categories").into_owned(), shown)}
            {group(look.t("suggestions-searches").into_owned(), asked)}
            {group(look.t("suggestions-goods").into_owned(), goods)}
        </div>
    }
    .into_any()
}

fn group(name: String, options: Vec<AnyView>) -> AnyView {
    if options.is_empty() {
        return ().into_any();
    }
    let label = name.clone();
    view! { <div role="group" aria-label=label><p aria-hidden="true">{name}</p>{options}</div> }.into_any()
}

/// The categories whose name, in the visitor's language, has a word that begins as the last typed one does.
fn categories(look: &Look, text: &str) -> Vec<Category> {
    let text = text.trim().to_lowercase();
    if text.chars().count() < 2 {
        return Vec::new();
    }
    let fits = |category: &&Category| {
        let name = look.category(**category).to_lowercase();
        name.starts_with(&text) || name.split(' ').any(|word| word.starts_with(&text))
    };
    Category::ALL.iter().filter(fits).take(CATEGORIES).copied().collect()
}
