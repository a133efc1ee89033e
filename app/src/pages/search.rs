//! Search results and categories: one page, one question in the address. It streams: the frame leaves at once, the
//! answers follow when the marketplaces have spoken.

use domain::{
    catalog::Category,
    money::Currency,
    search::{Ignored, SearchPage, SearchQuery, Sort},
};
use leptos::prelude::*;

use crate::{
    components::{
        absence_note::{absence_note, reason_key},
        empty_state::{empty_state, way_on},
        frame::{At, answer, framed},
        marketplace::marketplace_of,
        pager::pager,
        product_card::answer_card,
        search_box::inline_search,
        search_help::search_help,
    },
    i18n::plural,
    icons::{CROSS, MEETING, NOWHERE, icon},
    look::Look,
    pages::{
        head::{About, about},
        keeping::searches::keep_search,
        ranking::ranking_address,
        search_filters::{active_filters, filters},
    },
    picture::Frame,
    ssr::{know_saved, page_redirect, parameters, preferences, shop},
};

/// Results for a text, a category, or both.
#[component]
pub fn Search() -> impl IntoView {
    let look = Look::here();
    let currency = look.visit().currency;
    let pairs = parameters();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (query, ignored) = SearchQuery::from_pairs(pairs, currency);
    // A sentence becomes the address of what it means, so that every part of it is a filter like any other.
    if let Some(applied) = shop().understood(look.visit(), &query) {
        page_redirect(&applied.address(currency));
        return framed(&look, At::Search, &query.text, ().into_any());
    }
    let at = query.category.filter(|_| query.text.is_empty()).map_or(At::Search, At::Category);
    let typed = query.typed().to_owned();
    let asks = !query.text.is_empty() || query.category.is_some() || query.is_narrowed();
    let main = if asks { asked(&look, query, &ignored) } else { nothing_asked(&look, &ignored) };
    framed(&look, at, &typed, main)
}

fn asked(look: &Look, query: SearchQuery, ignored: &[Ignored]) -> AnyView {
    let heading = heading(look, &query);
    let head = about(About {
        title: heading.clone(),
        description: look.with("search-description", &[("what", heading.clone().into())]),
        path: SearchQuery { text: query.text.clone(), category: query.category, ..SearchQuery::default() }
            .address(look.visit().currency),
        picture: None,
        kind: "website",
    });
    let (shop, mine) = (shop(), look.clone());
    let results = answer(look, async move {
        let preferences = preferences().await;
        know_saved().await;
        let page = shop.search_as(mine.visit(), query, &preferences).await;
        Ok(results(&mine, &page))
    });
    view! {
        {head}
        <div class="page">
            <h1 class="search-heading" dir="auto">{heading}</h1>
            {ignored_note(look, ignored)}
            {skeletons(look)}
            {results}
        </div>
    }
    .into_any()
}

fn heading(look: &Look, query: &SearchQuery) -> String {
    match (query.typed(), query.category) {
        ("", Some(category)) => look.category(category).into_owned(),
        ("", None) => look.t("search-everything").into_owned(),
        (text, _) => look.with("search-results-for", &[("text", look.named(text).into())]),
    }
}

/// Stands where results will be, in their size; style hides it as soon as something follows.
fn skeletons(look: &Look) -> AnyView {
    let cards: Vec<AnyView> = (0..8)
        .map(|_| {
            view! {
                <div class="product-card skeleton">
                    <div class="picture"></div>
                    <div class="body">
                        <p class="title bone"></p><p class="price bone w-45"></p><p class="facts bone w-70"></p>
                    </div>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="while-waiting">
            <p class="hidden" role="status">{look.t("search-asking")}</p>
            <div class="with-nav" aria-hidden="true">
                <div></div>
                <div class="product-grid columns-4">{cards}</div>
            </div>
        </div>
    }
    .into_any()
}

fn results(look: &Look, page: &SearchPage) -> AnyView {
    let again = page.query.address(page.currency);
    view! {
        <div class="stack gap-3">
            <div data-live="chips">{active_filters(look, page)}</div>
            {said(look, &page.query, page.currency)}
            {search_help(look, page)}
            <div class="row between">
                <ul class="answers" data-live="answers" aria-label=look.t("search-who-answered")>{answers(look, page)}</ul>
                <div data-live="keep">{keep_search(look, page)}</div>
            </div>
        </div>
        <div class="with-nav results">
            {filters(look, page)}
            <div class="stack gap-4">
                <div class="results-bar">
                    <span data-live="count" role="status">
                        <b data-forms=forms(look, "search-products")>{look.count("search-products", page.product_count)}</b>" "
                        <span class="soft" data-forms=forms(look, "search-groups") hidden=page.group_count == 0>
                            {look.count("search-groups", page.group_count)}
                        </span>
                    </span>
                    {sorting(look, page)}
                    <a class="link how" href=ranking_address(&page.query, page.currency)>{look.t("ranking-how")}</a>
                </div>
                <div class="stack gap-4" data-live="results">
                    {absence_note(look, &page.absences, again)}
                    {if page.facts.is_empty() { nothing_found(look, page) } else { found(look, page) }}
                    {pager(look, page)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What was typed, where it was read as filters, with the way to search for just those words.
fn said(look: &Look, query: &SearchQuery, currency: Currency) -> AnyView {
    if query.said.is_empty() || query.said == query.text {
        return ().into_any();
    }
    let exactly = SearchQuery { text: query.said.clone(), said: query.said.clone(), ..SearchQuery::default() };
    view! {
        <p class="said">
            <span class="soft">{look.t("search-said")}</span>" "<q dir="auto">{query.said.clone()}</q>" "
            <a class="link" href=exactly.address(currency)>{look.t("search-exactly")}</a>
        </p>
    }
    .into_any()
}

/// All forms a text counts with, for the browser to choose from.
fn forms(look: &Look, key: &str) -> String {
    plural(look.locale(), key).0.join("|")
}

fn answers(look: &Look, page: &SearchPage) -> Vec<AnyView> {
    let answered = page.answered.iter().map(|id| view! { <li>{marketplace_of(look, id)}</li> }.into_any());
    let absent = page.absences.iter().map(|absence| {
        let why = look.t(&format!("{}-short", reason_key(absence.reason)));
        view! { <li class="absent">{marketplace_of(look, &absence.marketplace)}<span>{why}</span></li> }.into_any()
    });
    answered.chain(absent).collect()
}

fn sorting(look: &Look, page: &SearchPage) -> AnyView {
    let options: Vec<_> = Sort::ALL
        .into_iter()
        .map(|sort| {
            let selected = sort == page.query.sort;
            view! { <option value=sort.word() selected=selected>{look.t(&format!("sort-{}", sort.word()))}</option> }
        })
        .collect();
    view! {
        <span class="push row tight">
            <label for="sort" class="soft">{look.t("sort-label")}</label>
            <select id="sort" name="sort" form="filters">{options}</select>
            <noscript><button class="button small" form="filters">{look.t("sort-do")}</button></noscript>
        </span>
    }
    .into_any()
}

/// The groups of this page, and unseen beside them what the filters may bring up at once.
fn found(look: &Look, page: &SearchPage) -> AnyView {
    let frame = |place| if place < 4 { Frame::CARD.at_once() } else { Frame::CARD };
    let shown = page.groups.iter().enumerate().map(|(place, group)| answer_card(look, group, frame(place)));
    let shown: Vec<AnyView> = shown.collect();
    let others: Vec<AnyView> = page.others.iter().map(|group| answer_card(look, group, Frame::CARD)).collect();
    view! {
        <div class="product-grid columns-4" data-whole=page.is_whole().then_some("")>{shown}</div>
        <template>{others}</template>
        {nothing_passes(look, page)}
    }
    .into_any()
}

/// Nothing is left under the filters; stands unseen while something is.
fn nothing_passes(look: &Look, page: &SearchPage) -> AnyView {
    let way = way_on(&page.query.unfiltered().address(page.currency), look.t("filters-clear").into_owned());
    empty(look, page.group_count > 0, look.t("search-none-filtered").into_owned(), way)
}

/// No marketplace has anything: with other words, or in another category.
fn nothing_found(look: &Look, page: &SearchPage) -> AnyView {
    let text = if page.answered.is_empty() { "search-none-answered" } else { "search-none-text" };
    let way = view! { {inline_search(look)}{category_chips(look)} };
    empty(look, false, look.t(text).into_owned(), way.into_any())
}

fn empty(look: &Look, hidden: bool, text: String, way: AnyView) -> AnyView {
    view! {
        <div class="empty-state" hidden=hidden>
            {crate::icons::drawing(NOWHERE)}
            <h2>{look.t("search-none")}</h2>
            <p>{text}</p>
            {way}
        </div>
    }
    .into_any()
}

fn nothing_asked(look: &Look, ignored: &[Ignored]) -> AnyView {
    let way = view! { {inline_search(look)}{category_chips(look)} };
    view! {
        {about(About {
            title: look.t("search-everything").into_owned(),
            description: look.t("search-nothing-asked").into_owned(),
            path: "/search".to_owned(),
            picture: None,
            kind: "website",
        })}
        <div class="page">
            {ignored_note(look, ignored)}
            {empty_state(
                MEETING,
                look.t("search-what").into_owned(),
                look.t("search-nothing-asked").into_owned(),
                way.into_any(),
            )}
        </div>
    }
    .into_any()
}

fn category_chips(look: &Look) -> AnyView {
    let chips: Vec<AnyView> = Category::ALL
        .iter()
        .map(|category| {
            let address = format!("/search?category={}", category.slug());
            view! { <li><a class="chip" href=address>{look.category(*category)}</a></li> }.into_any()
        })
        .collect();
    view! { <ul class="chips wrap centre" aria-label=look.t("nav-categories")>{chips}</ul> }.into_any()
}

/// What of the address was not understood and left out.
fn ignored_note(look: &Look, ignored: &[Ignored]) -> AnyView {
    if ignored.is_empty() {
        return ().into_any();
    }
    let names: Vec<String> =
        ignored.iter().take(5).map(|ignored| look.t(&format!("filter-{}", ignored.name)).into_owned()).collect();
    let text = look.with("search-ignored", &[("what", look.list(&names).into())]);
    view! { <p class="absence-note">{icon(CROSS)}<span>{text}</span></p> }.into_any()
}
