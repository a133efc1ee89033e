//! What stands around every page: skip link, header, footer, bottom bar, cart drawer. And the way a page is answered.

use std::future::Future;

use domain::catalog::Category;
use leptos::prelude::*;
use services::ServiceError;

use crate::{
    components::{
        acting_strip::acting_strip,
        consent_strip::consent_strip,
        header::{checkout_header, header, operator_header},
        incident::incident,
    },
    icons::{BOX, CART, HOME, PERSON, SEARCH, icon},
    islands::{cart::drawer::CartDrawer, manners::Manners},
    look::Look,
    pages::trouble::trouble,
    ssr::here,
};

/// Where a page stands, for the links that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The home page.
    Home,
    /// A category.
    Category(Category),
    /// Search results.
    Search,
    /// The marketplaces.
    Stores,
    /// The cart.
    Cart,
    /// What the visitor keeps.
    Lists,
    /// The visitor's orders.
    Orders,
    /// The visitor's wallet.
    Wallet,
    /// The pages of somebody's account.
    Account,
    /// Anywhere else.
    Elsewhere,
}

impl At {
    /// The value of `aria-current` for a link to a place.
    pub fn is(self, place: Self) -> Option<&'static str> {
        (self == place).then_some("page")
    }
}

/// A page in its frame. `text` stands in the search box.
pub fn framed(look: &Look, at: At, text: &str, main: AnyView) -> AnyView {
    view! {
        {skip_link(look)}
        {acting_strip(look)}
        {incident(look)}
        {header(look, at, text)}
        {consent_strip(look)}
        <main id="main">{main}</main>
        <form id="save" method="post" action="/api/profile/saved/add"><input type="hidden" name="back" value=here()/></form>
        <form id="compare" method="post" action="/api/compare/add"><input type="hidden" name="back" value=here()/></form>
        {footer(look)}
        {bottom_bar(look, at)}
        <CartDrawer/>
        <Manners/>
    }
    .into_any()
}

/// The checkout in its frame, where nothing leads away.
pub fn framed_checkout(look: &Look, main: AnyView) -> AnyView {
    view! {
        {skip_link(look)}
        {acting_strip(look)}
        {incident(look)}
        {checkout_header(look)}
        <main id="main">{main}</main>
        <footer class="site-footer"><div class="page row between">
            <span>"© Onecart"</span>
            <span class="row">
                <a href="/cart">{look.t("checkout-back-to-cart")}</a>
                <a href="/privacy">{look.t("policy-privacy-title")}</a>
                <a href="/security">{look.t("safety-title")}</a>
            </span>
        </div></footer>
        <Manners/>
    }
    .into_any()
}

/// A page of the operator in its frame: no cart, and nothing to shop for.
pub fn framed_operator(look: &Look, main: AnyView) -> AnyView {
    view! {
        {skip_link(look)}
        {acting_strip(look)}
        {incident(look)}
        {operator_header(look)}
        <main id="main">{main}</main>
        <footer class="site-footer"><div class="page row between">
            <span>"© Onecart"</span>
            <span class="row"><a href="/">{look.t("nav-home")}</a></span>
        </div></footer>
    }
    .into_any()
}

/// Waits for a page's answer; trouble becomes a page of its own, with its status.
pub fn answer(look: &Look, page: impl Future<Output = Result<AnyView, ServiceError>> + Send + 'static) -> AnyView {
    let look = look.clone();
    Suspend::new(async move {
        match page.await {
            Ok(view) => view,
            Err(error) => trouble(&look, error),
        }
    })
    .into_any()
}

fn skip_link(look: &Look) -> AnyView {
    view! { <a class="skip button primary" href="#main">{look.t("skip-to-content")}</a> }.into_any()
}

fn footer(look: &Look) -> AnyView {
    let categories: Vec<AnyView> = Category::ALL
        .iter()
        .map(|category| {
            let address = format!("/search?category={}", category.slug());
            view! { <li><a href=address>{look.category(*category)}</a></li> }.into_any()
        })
        .collect();
    view! {
        <footer class="site-footer">
            <div class="page stack gap-8">
                <div class="columns">
                    <nav aria-labelledby="footer-shop">
                        <h2 id="footer-shop">{look.t("footer-shop")}</h2>
                        <ul>
                            <li><a href="/">{look.t("nav-home")}</a></li>
                            <li><a href="/search">{look.t("footer-all")}</a></li>
                            <li><a href="/stores">{look.t("nav-stores")}</a></li>
                            <li><a href="/deals">{look.t("deals-title")}</a></li>
                        </ul>
                    </nav>
                    <nav aria-labelledby="footer-categories" class="long">
                        <h2 id="footer-categories">{look.t("footer-categories")}</h2>
                        <ul>{categories}</ul>
                    </nav>
                    <nav aria-labelledby="footer-orders">
                        <h2 id="footer-orders">{look.t("footer-your-orders")}</h2>
                        <ul>
                            <li><a href="/orders">{look.t("nav-orders")}</a></li>
                            <li><a href="/wallet">{look.t("nav-wallet")}</a></li>
                            <li><a href="/account">{look.t("account-nav")}</a></li>
                            <li><a href="/find-order">{look.t("account-find-link")}</a></li>
                            <li><a href="/cart">{look.t("nav-cart")}</a></li>
                            <li><a href="/lists">{look.t("profile-saved")}</a></li>
                            <li><a href="/compare">{look.t("keeping-compare")}</a></li>
                            <li><a href="/alerts">{look.t("keeping-alerts")}</a></li>
                            <li><a href="/recent">{look.t("keeping-recent")}</a></li>
                            <li><a href="/welcome">{look.t("footer-how")}</a></li>
                            <li><a href="/privacy/choices">{look.t("choices-title")}</a></li>
                        </ul>
                    </nav>
                    <nav aria-labelledby="footer-trust">
                        <h2 id="footer-trust">{look.t("footer-trust")}</h2>
                        <ul>
                            <li><a href="/ranking">{look.t("ranking-title")}</a></li>
                            <li><a href="/privacy">{look.t("policy-privacy-title")}</a></li>
                            <li><a href="/security">{look.t("safety-title")}</a></li>
                        </ul>
                    </nav>
                </div>
                <p>"© Onecart"</p>
            </div>
        </footer>
    }
    .into_any()
}

fn bottom_bar(look: &Look, at: At) -> AnyView {
    let searching = matches!(at, At::Search | At::Category(_)).then_some("page");
    view! {
        <nav class="bottom-bar" aria-label=look.t("nav-main")>
            <a href="/" aria-current=at.is(At::Home)>{icon(HOME)}{look.t("nav-home")}</a>
            <a href="/search" aria-current=searching>{icon(SEARCH)}{look.t("search")}</a>
            <a href="/cart" data-opens-cart="" aria-current=at.is(At::Cart)>
                {icon(CART)}{look.t("nav-cart")}
                <span class="count" data-cart-count="" hidden></span>
            </a>
            <a href="/orders" aria-current=at.is(At::Orders)>{icon(BOX)}{look.t("nav-orders")}</a>
            <a href="/account" aria-current=at.is(At::Account)>{icon(PERSON)}{look.t("account-nav")}</a>
        </nav>
    }
    .into_any()
}
