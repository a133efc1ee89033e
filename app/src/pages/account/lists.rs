//! Searches and saved products: lists whose every row can be taken away.

use domain::{profile::PastSearch, search::percent_encoded};
use leptos::prelude::*;

use crate::{
    look::Look,
    pages::{
        account::frame::{Place, account_page, headed},
        keeping::{lists, searches},
    },
    ssr::shop,
};

/// What is kept to be searched again, and what was searched for.
#[component]
pub fn Searches() -> impl IntoView {
    let shop = shop();
    account_page(Place::Searches, move |look, signed| async move {
        let past = shop.past_searches(&signed).await?;
        let kept = searches::list(&look, Some(&signed.visitor)).await?;
        let keeps = shop.preferences(&signed).await?.keeps_searches;
        let rows: Vec<AnyView> = past.iter().map(|search| search_row(&look, search)).collect();
        let empty = if keeps { "profile-searches-none" } else { "profile-searches-off" };
        let all = (!rows.is_empty()).then(|| {
            view! {
                <form method="post" action="/api/profile/searches/forget-all">
                    <button class="button small">{look.t("profile-searches-forget-all")}</button>
                </form>
            }
        });
        let switch = if keeps { "profile-searches-switch-off" } else { "profile-searches-switch-on" };
        Ok(view! {
            {headed(&look, Place::Searches, look.t("keeping-searches-lead").into_owned())}
            {kept}
            <div class="stack gap-2"><h2>{look.t("keeping-searches-past")}</h2><p class="soft">{look.t("profile-searches-lead")}</p></div>
            {if rows.is_empty() { nothing(&look, empty) } else { view! { <ul class="lines">{rows}</ul> }.into_any() }}
            <div class="row">
                {all}
                <form method="post" action="/api/profile/searches/keep">
                    <input type="hidden" name="keep" value=if keeps { "off" } else { "on" }/>
                    <button class="button small quiet">{look.t(switch)}</button>
                </form>
            </div>
        }
        .into_any())
    })
}

fn search_row(look: &Look, search: &PastSearch) -> AnyView {
    let address = format!("/search?q={}", percent_encoded(&search.text));
    let forget = look.with("profile-search-forget", &[("text", look.named(&search.text).into())]);
    view! {
        <li>
            <div class="grow">
                <p><a class="link" dir="auto" href=address>{search.text.clone()}</a></p>
                <p class="soft fine">{look.moment(search.searched_at)}" · "{look.count("profile-search-times", search.times)}</p>
            </div>
            <form method="post" action="/api/profile/searches/forget">
                <input type="hidden" name="id" value=search.id.to_string()/>
                <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
            </form>
        </li>
    }
    .into_any()
}

/// What was saved, on lists.
#[component]
pub fn Saved() -> impl IntoView {
    account_page(Place::Saved, move |look, signed| async move {
        let content = lists::content(&look, Some(&signed.visitor)).await?;
        Ok(view! {
            {headed(&look, Place::Saved, look.t("profile-saved-lead").into_owned())}
            {content}
        }
        .into_any())
    })
}

pub(super) fn nothing(look: &Look, key: &str) -> AnyView {
    view! { <div class="empty"><p class="soft">{look.t(key)}</p><a class="button small" href="/">{look.t("cart-empty-link")}</a></div> }
        .into_any()
}
