//! Searches that somebody keeps, with how much is new in each; and the form on the page of a search that keeps it.

use domain::{
    ids::VisitorId,
    keeping::SavedSearch,
    money::Money,
    search::{SearchPage, SearchQuery},
};
use leptos::prelude::*;
use services::ServiceError;

use super::{keeping_page, nothing};
use crate::{
    icons::{CLOCK, icon},
    look::Look,
    ssr::{comparison, here, page_redirect, shop, signed, visit},
};

/// The page of a visitor's searches: among the pages of the account for who is signed in.
pub fn home() -> &'static str {
    if signed().is_some() { "/account/searches" } else { "/searches" }
}

/// The searches of a guest; who is signed in has them among the pages of the account.
#[component]
pub fn Searches() -> impl IntoView {
    if signed().is_some() {
        let question = here().split_once('?').map(|(_, question)| format!("?{question}")).unwrap_or_default();
        page_redirect(&format!("/account/searches{question}"));
    }
    keeping_page("keeping-searches", |look| async move {
        let list = list(&look, visit().visitor.as_ref()).await?;
        Ok(view! {
            <p class="soft">{look.t("keeping-searches-lead")}</p>
            {list}
        }
        .into_any())
    })
}

/// The searches that a visitor keeps.
pub async fn list(look: &Look, visitor: Option<&VisitorId>) -> Result<AnyView, ServiceError> {
    let kept = match visitor {
        Some(visitor) => shop().saved_searches(visitor).await?,
        None => Vec::new(),
    };
    if kept.is_empty() {
        return Ok(nothing(look, "keeping-searches-none"));
    }
    let rows: Vec<AnyView> = kept.iter().map(|search| row(look, search)).collect();
    Ok(view! { <ul class="lines">{rows}</ul> }.into_any())
}

fn row(look: &Look, search: &SavedSearch) -> AnyView {
    let name = described(look, search);
    let forget = look.with("profile-search-forget", &[("text", look.named(&name).into())]);
    let fresh = (search.fresh > 0)
        .then(|| view! { <span class="badge good">{look.count("keeping-searches-new", search.fresh)}</span> });
    view! {
        <li>
            <div class="grow">
                <form method="post" action="/api/searches/open">
                    <input type="hidden" name="id" value=search.id.to_string()/>
                    <button class="link" dir="auto">{name}</button>
                </form>
                <p class="soft fine">{look.moment(search.saved_at)}</p>
            </div>
            {fresh}
            <form method="post" action="/api/searches/forget">
                <input type="hidden" name="id" value=search.id.to_string()/>
                <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
            </form>
        </li>
    }
    .into_any()
}

/// What was asked, in words: the words themselves, then what narrows them.
fn described(look: &Look, search: &SavedSearch) -> String {
    let SearchQuery { text, category, from, to, marketplaces, .. } = &search.query;
    let mut parts: Vec<String> = Vec::new();
    if !text.is_empty() {
        parts.push(text.clone());
    }
    parts.extend(category.map(|category| look.category(category).into_owned()));
    let amount = |minor: i64| look.amount(Money::new(minor, search.currency));
    parts.extend(from.map(|minor| look.with("keeping-search-from", &[("amount", amount(minor).into())])));
    parts.extend(to.map(|minor| look.with("keeping-search-to", &[("amount", amount(minor).into())])));
    parts.extend(marketplaces.iter().map(|id| look.name_of(id)));
    if parts.is_empty() { look.t("search-everything").into_owned() } else { parts.join(", ") }
}

/// The form that keeps a search, and what was chosen to be compared on the way.
pub fn keep_search(look: &Look, page: &SearchPage) -> AnyView {
    let address = SearchQuery { page: 1, ..page.query.clone() }.address(page.currency);
    view! {
        <div class="row between keep-search">
            <form method="post" action="/api/searches/save">
                <input type="hidden" name="address" value=address/>
                <button class="button small quiet">{icon(CLOCK)}{look.t("keeping-search-save")}</button>
            </form>
            {compare_link(look)}
        </div>
    }
    .into_any()
}

fn compare_link(look: &Look) -> AnyView {
    let chosen = comparison();
    let count = u32::try_from(chosen.products().len()).unwrap_or(0);
    let link = (count > 0).then(
        || view! { <a class="button small" href=chosen.address()>{look.count("keeping-compare-chosen", count)}</a> },
    );
    link.into_any()
}
