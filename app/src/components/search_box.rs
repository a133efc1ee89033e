//! The search box: a form that works by itself; once the page is awake `/` jumps to it, and it suggests.

use leptos::prelude::*;

use crate::{
    icons::{SEARCH, icon},
    islands::search_key::SearchKey,
    look::Look,
};

/// The one in the header.
pub fn search_box(look: &Look, text: &str) -> AnyView {
    view! {
        <form class="search-box" role="search" action="/search" method="get" aria-label=look.t("search-shop")>
            <label class="hidden" for="q">{look.t("search-all")}</label>
            <div class="line">
                {icon(SEARCH)}
                <input id="q" name="q" type="search" value=text.to_owned() placeholder=placeholder(look) autocomplete="off"
                    enterkeyhint="search" maxlength="200" dir="auto" aria-keyshortcuts="/"/>
                <SearchKey/>
                <button class="button primary">{look.t("search")}</button>
            </div>
            {suggestions(look, "q-suggestions")}
        </form>
    }
    .into_any()
}

/// Where suggestions will stand, and where their number is said.
fn suggestions(look: &Look, id: &'static str) -> AnyView {
    view! {
        <div class="suggestions float" id=id role="listbox" aria-label=look.t("suggestions") hidden></div>
        <p class="hidden" role="status"></p>
    }
    .into_any()
}

/// The large one of the landing page.
pub fn hero_search_box(look: &Look) -> AnyView {
    view! {
        <form class="search-box hero" role="search" action="/search" method="get" aria-label=look.t("search-start")>
            <label class="hidden" for="q2">{look.t("search-all")}</label>
            <div class="line">
                {icon(SEARCH)}
                <input id="q2" name="q" type="search" placeholder=placeholder(look) autocomplete="off" enterkeyhint="search"
                    maxlength="200" dir="auto"/>
                <button class="button primary">{look.t("search")}</button>
            </div>
            {suggestions(look, "q2-suggestions")}
        </form>
    }
    .into_any()
}

/// The plain one inside a page that has nothing else to offer.
pub fn inline_search(look: &Look) -> AnyView {
    view! {
        <form class="join full" role="search" action="/search" method="get" aria-label=look.t("search-start")>
            <input class="input" name="q" type="search" maxlength="200" dir="auto" aria-label=look.t("search-all")
                placeholder=look.t("search-instead")/>
            <button class="button primary">{look.t("search")}</button>
        </form>
    }
    .into_any()
}

fn placeholder(look: &Look) -> String {
    look.count("search-marketplaces", u32::try_from(look.faces().len()).unwrap_or(0))
}
