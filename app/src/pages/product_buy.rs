//! The part of a product's page that sells: variants, the total and what it contains, the button, what is promised.

use domain::{catalog::Availability, visit::ProductPage};
use leptos::prelude::*;

use crate::{
    components::{
        absence_note::problem_note, marketplace::marketplace_of, price_history::beside_price, product_card::stock,
        quantity_field::quantity_field, rating::rating,
    },
    icons::{BACK, BOX, CHECK, HEART, SHIELD, VAN, icon, turning_icon},
    pages::{keeping::alert_form::keep_row, product::Seen},
    picture::{Frame, square},
    ssr::{is_saved, parameter},
};

impl Seen<'_> {
    pub(super) fn buy_box(&self) -> AnyView {
        let look = self.look;
        let list_price = self
            .product
            .list_price
            .filter(|list| list.minor > self.product.price.minor)
            .and_then(|list| look.converted(list));
        view! {
            <div class="buy-box">
                {problem_note()}
                <div class="stack gap-2">
                    {self.product.brand.clone().map(|brand| view! { <p class="soft fine" dir="auto">{brand}</p> })}
                    <h1 dir="auto">{self.product.title.clone()}</h1>
                    <p class="row tight">{rating(look, self.product.rating)}{self.read_reviews()}</p>
                </div>
                {self.variants()}
                <div class="price large">
                    <span class="total">{look.money(self.shown.total)}</span>
                    {list_price.map(|list| view! {
                        <span class="soft fine">{look.with("product-list-price", &[("amount", look.amount(list).into())])}</span>
                    })}
                    <span class="contains">{self.contains()}</span>
                    {beside_price(look, self.page)}
                    {self.unit_price()}
                </div>
                {self.act()}
                {self.save()}
                {keep_row(look, &self.product.reference, self.availability().is_in_stock())}
                {self.promises()}
                {self.share()}
            </div>
        }
        .into_any()
    }

    /// What the total is made of, in one sentence.
    fn contains(&self) -> String {
        let look = self.look;
        let goods = look.amount(self.shown.goods);
        let delivery = if self.shown.delivery.is_zero() {
            look.with("product-contains-free", &[("goods", goods.into())])
        } else {
            let delivery = look.amount(self.shown.delivery);
            look.with("product-contains", &[("goods", goods.into()), ("delivery", delivery.into())])
        };
        let tax = if self.shown.tax_added.is_zero() {
            look.t("product-tax-included").into_owned()
        } else {
            look.with("product-tax-added", &[("amount", look.amount(self.shown.tax_added).into())])
        };
        format!("{delivery} {tax}")
    }

    /// Each variant as a link, so that choosing one needs no script.
    fn variants(&self) -> AnyView {
        if self.product.variants.len() < 2 {
            return ().into_any();
        }
        let look = self.look;
        let chosen = self.variant.map(|variant| &variant.external_id);
        let title = self.variant.map(|variant| variant.title.clone()).unwrap_or_default();
        let page = ProductPage::address(&self.product.reference);
        let links: Vec<AnyView> = self
            .product
            .variants
            .iter()
            .map(|variant| {
                let address =
                    format!("{page}?variant={}", domain::search::percent_encoded(variant.external_id.as_str()));
                let out = !variant.availability.is_in_stock();
                let note = if out { format!(", {}", look.t("sold-out")) } else { String::new() };
                let picture = variant.picture.as_ref().map(|picture| square(Some(picture), "", Frame::THUMB));
                let pictured = picture.is_some();
                let current = (chosen == Some(&variant.external_id)).then_some("true");
                view! {
                    <li>
                        <a href=address aria-current=current class:out=out class:pictured=pictured>
                            {picture}<span dir="auto">{variant.title.clone()}</span><span class="hidden">{note}</span>
                        </a>
                    </li>
                }
                .into_any()
            })
            .collect();
        view! {
            <section class="stack gap-2" aria-labelledby="variants">
                <p id="variants"><b>{look.t("product-variant")}</b>" "<span dir="auto">{title}</span></p>
                <ul class="variants">{links}</ul>
            </section>
        }
        .into_any()
    }

    /// The button that saves it, or what became of that: a page that is the same for everybody learns it from its address.
    fn save(&self) -> AnyView {
        let look = self.look;
        let product = self.product.reference.to_string();
        let saved = is_saved(&self.product.reference);
        if !saved && parameter("saved") == "1" {
            return view! {
                <p class="absence-note good" role="status">{icon(CHECK)}{look.t("profile-saved-done")}" "<a href="/account/saved">{look.t("profile-saved-see")}</a></p>
            }
            .into_any();
        }
        let (text, action) = if saved {
            (look.t("profile-forget"), Some("/api/profile/saved/forget"))
        } else {
            (look.t("profile-save"), None)
        };
        view! {
            <button class="button wide" form="save" name="product" value=product formaction=action aria-pressed=saved.then_some("true")>
                {icon(HEART)}{text}
            </button>
        }
        .into_any()
    }

    /// What can be done with it: buy it here, buy it there, or nothing.
    fn act(&self) -> AnyView {
        let look = self.look;
        if !self.takes_orders() {
            return self.hand_off();
        }
        if !self.availability().is_in_stock() {
            let elsewhere = self
                .page
                .group
                .in_stock()
                .then(|| view! { <a class="link" href="#offers">{look.t("product-elsewhere")}</a> });
            return view! { <p class="absence-note"><b>{look.t("product-out-of-stock")}.</b>{elsewhere}</p> }
                .into_any();
        }
        let most = match self.availability() {
            Availability::InStock(Some(left)) => left.min(99),
            _ => 99,
        };
        let variant = self.variant.map(|variant| variant.external_id.to_string()).unwrap_or_default();
        view! {
            <form class="stack add-to-cart gap-2" id="add" action="/api/cart/add" method="post">
                <input type="hidden" name="product" value=self.product.reference.to_string()/>
                <input type="hidden" name="variant" value=variant/>
                <div class="row ways">
                    {quantity_field(look, most)}
                    <button class="button primary large">{look.t("add-to-cart")}</button>
                </div>
                <p class="problem" role="alert"></p>
            </form>
        }
        .into_any()
    }

    /// The way to the marketplace's own page, where it takes no orders through us.
    fn hand_off(&self) -> AnyView {
        let name = self.look.name_of(&self.product.reference.marketplace);
        let there = self.look.with("product-continue", &[("marketplace", name.clone().into())]);
        let Some(address) = self.product.product_url.clone().filter(|url| is_web_address(url)) else {
            return view! { <p class="absence-note">{self.look.t("product-no-way")}</p> }.into_any();
        };
        view! {
            <div class="stack gap-2">
                <a class="button primary large wide" href=address rel="noopener nofollow external">{there}</a>
                <p class="soft fine">{self.look.with("product-continue-why", &[("marketplace", name.into())])}</p>
            </div>
        }
        .into_any()
    }

    fn promises(&self) -> AnyView {
        let look = self.look;
        let name = look.name_of(&self.product.reference.marketplace);
        let others = u32::try_from(self.page.group.offers.len().saturating_sub(1)).unwrap_or(0);
        let arrival = self.arrival().map(|text| view! { <li>{icon(VAN)}<span>{text}</span></li> });
        let returns = self.face.map(|face| {
            view! { <li>{turning_icon(BACK)}<span>{look.count("product-returns", face.return_days.into())}</span></li> }
        });
        let paid = if self.takes_orders() { "product-you-pay-us" } else { "product-you-pay-them" };
        view! {
            <ul class="promises">
                <li>
                    {icon(BOX)}
                    <span>
                        {look.t("product-sold-by")}" "{marketplace_of(look, &self.product.reference.marketplace)}". "
                        {stock(look, self.availability())}"."
                        {(others > 0).then(|| view! { " "<a class="link" href="#offers">{look.count("product-other-offers", others)}</a> })}
                    </span>
                </li>
                {arrival}
                {returns}
                <li>{icon(SHIELD)}<span>{look.with(paid, &[("marketplace", name.into())])}</span></li>
            </ul>
        }
        .into_any()
    }

    /// On a phone the button stays in reach.
    pub(super) fn buy_bar(&self) -> AnyView {
        let look = self.look;
        if !self.takes_orders() || !self.availability().is_in_stock() {
            return ().into_any();
        }
        let day = self.promised().map(|promise| look.with("arrives", &[("day", look.day(promise.to).into())]));
        view! {
            <section class="buy-bar" aria-label=look.t("add-to-cart")>
                <p class="price"><span class="total">{look.money(self.shown.total)}</span><span class="contains">{day}</span></p>
                <button class="button primary large" form="add">{look.t("add-to-cart")}</button>
            </section>
        }
        .into_any()
    }
}

/// An address of the web; others are never led to.
fn is_web_address(address: &str) -> bool {
    address.starts_with("https://")
        || address.starts_with("http://127.0.0.1")
        || address.starts_with("http://localhost")
}
