//! The header: search box in the middle, where goods go, language and currency beside it, categories below.

use domain::{catalog::Category, checkout::COUNTRIES, locale::Locale};
use leptos::prelude::*;

use crate::{
    components::{frame::At, search_box::search_box},
    icons::{BOX, CART, DOWN, HEART, LOCK, PERSON, PLACE, icon},
    look::Look,
    ssr::{self, Theme},
};

const LOGO: &str = r#"<g fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round"><path d="M7 7c0 10 13 8 13 18M20 6v19M33 7c0 10-13 8-13 18"/></g><circle cx="20" cy="33" r="5" fill="currentColor"/>"#;

/// The header of all pages but the checkout.
pub fn header(look: &Look, at: At, text: &str) -> AnyView {
    view! {
        <header class="site-header">
            <div class="page">
                <div class="bar">
                    {logo()}
                    {search_box(look, text)}
                    <div class="tools">
                        {preferences(look)}
                        <a class="tool" href="/lists" aria-current=at.is(At::Lists)>{icon(HEART)}{look.t("nav-lists")}</a>
                        <a class="tool" href="/orders" aria-current=at.is(At::Orders)>{icon(BOX)}{look.t("nav-orders")}</a>
                        <a class="tool" href="/account" aria-current=at.is(At::Account)>{icon(PERSON)}{look.t("account-nav")}</a>
                        <a class="tool" href="/cart" data-opens-cart="" aria-current=at.is(At::Cart)>
                            {icon(CART)}{look.t("nav-cart")}
                            <span class="count" data-cart-count="" hidden></span>
                        </a>
                    </div>
                </div>
                {categories(look, at)}
            </div>
        </header>
    }
    .into_any()
}

/// The header of the checkout: nothing that leads away.
pub fn checkout_header(look: &Look) -> AnyView {
    view! {
        <header class="site-header">
            <div class="page">
                <div class="bar">
                    {logo()}
                    <span></span>
                    <div class="tools"><span class="tool place">{icon(LOCK)}{look.t("checkout-secure")}</span></div>
                </div>
            </div>
        </header>
    }
    .into_any()
}

/// The header of the operator's pages.
pub fn operator_header(look: &Look) -> AnyView {
    view! {
        <header class="site-header">
            <div class="page">
                <div class="bar">
                    {logo()}
                    <span></span>
                    <div class="tools"><span class="tool place">{icon(LOCK)}{look.t("operator-sign-in")}</span></div>
                </div>
            </div>
        </header>
    }
    .into_any()
}

fn logo() -> AnyView {
    view! { <a class="logo" href="/"><svg viewBox="0 0 40 40" aria-hidden="true" inner_html=LOGO></svg>"Onecart"</a> }
        .into_any()
}

fn categories(look: &Look, at: At) -> AnyView {
    let links: Vec<AnyView> = Category::ALL
        .iter()
        .map(|category| {
            let address = format!("/search?category={}", category.slug());
            let current = at.is(At::Category(*category));
            view! { <a class="chip" href=address aria-current=current>{look.t(&format!("category-short-{}", category.slug()))}</a> }.into_any()
        })
        .collect();
    view! {
        <nav class="categories chips" aria-label=look.t("nav-categories")>
            <a class="chip" href="/" aria-current=at.is(At::Home)>{look.t("nav-for-you")}</a>
            {links}
            <a class="chip" href="/stores" aria-current=at.is(At::Stores)>{look.t("nav-stores")}</a>
        </nav>
    }
    .into_any()
}

/// Where goods go, language, currency, light or dark: one form.
fn preferences(look: &Look) -> AnyView {
    let visit = look.visit();
    let option = |value: &str, text: String, selected: bool| {
        view! { <option value=value.to_owned() selected=selected>{text}</option> }.into_any()
    };
    let mut countries: Vec<(&str, String)> =
        COUNTRIES.iter().map(|code| (*code, look.country(code).into_owned())).collect();
    countries.sort_by(|left, right| left.1.cmp(&right.1));
    let countries: Vec<_> =
        countries.into_iter().map(|(code, name)| option(code, name, visit.country == code)).collect();
    let languages: Vec<_> = Locale::ALL
        .into_iter()
        .map(|locale| {
            let (tag, selected) = (locale.tag(), locale == visit.locale);
            view! { <option value=tag lang=tag selected=selected>{locale.own_name()}</option> }
        })
        .collect();
    let currencies: Vec<_> = look
        .currencies()
        .iter()
        .map(|currency| {
            let (code, symbol) = (currency.code(), currency.symbol());
            let text = if code == symbol { code.to_owned() } else { format!("{code} {symbol}") };
            option(code, text, *currency == visit.currency)
        })
        .collect();
    let themes: Vec<_> = Theme::ALL
        .into_iter()
        .map(|theme| {
            option(theme.word(), look.t(&format!("theme-{}", theme.word())).into_owned(), theme == look.theme())
        })
        .collect();
    let short = format!("{} · {}", visit.locale.tag().to_uppercase(), visit.currency.symbol());
    view! {
        <details class="menu place">
            <summary class="tool place">
                {icon(PLACE)}
                <span>{look.country(&visit.country)}</span>
                <span class="soft">{short}</span>
                {icon(DOWN)}
            </summary>
            <form class="float stack" action="/api/preferences" method="post">
                <input type="hidden" name="back" value=ssr::here()/>
                {preference(look.t("preference-country").into_owned(), "country", countries)}
                <div class="field">
                    <label for="preference-lang">{look.t("preference-language")}</label>
                    <select class="input" id="preference-lang" name="lang">{languages}</select>
                </div>
                {preference(look.t("preference-currency").into_owned(), "currency", currencies)}
                {preference(look.t("preference-theme").into_owned(), "theme", themes)}
                <button class="button primary">{look.t("save")}</button>
            </form>
        </details>
    }
    .into_any()
}

fn preference(label: String, name: &'static str, options: Vec<AnyView>) -> AnyView {
    let id = format!("preference-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>{options}</select>
        </div>
    }
    .into_any()
}
