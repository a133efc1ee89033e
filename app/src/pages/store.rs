//! The page of one marketplace: who it is, how it kept its word, on which terms it sells, and what.

use domain::{
    marketplace::{Marketplace, MarketplaceFace, SettlementMode},
    trust::{Kept, LEAST, REFUND_DAYS, Trust},
    visit::StorePage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{ServiceError, counterfeits::Goods};

use crate::{
    components::{
        absence_note::change_note,
        frame::{At, answer, framed},
        product_card::product_grid,
        rating::stars,
    },
    icons::{FORWARD, turning_icon},
    look::Look,
    pages::{
        head::{About, about},
        report,
    },
    ssr::{know_saved, parameter, preferences, shop},
    strand::strand_class,
};

/// The page of a marketplace.
#[component]
pub fn Store() -> impl IntoView {
    let look = Look::here();
    let id = use_params_map().get_untracked().get("marketplace").unwrap_or_default();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let id = id.parse().map_err(|_| ServiceError::NotFound)?;
        let page = match parameter("page").as_str() {
            "" => 1,
            number => number.parse().map_err(|_| ServiceError::NotFound)?,
        };
        know_saved().await;
        let page = shop.store_page(mine.visit(), &id, page, &preferences().await).await?;
        Ok(content(&mine, &page))
    });
    framed(&look, At::Stores, "", main)
}

fn content(look: &Look, page: &StorePage) -> AnyView {
    let marketplace = &page.marketplace;
    let sold = marketplace.active && !page.blocked;
    let goods = Goods { marketplace: marketplace.id.clone(), product: None };
    let off = if page.blocked {
        Some(("store-blocked", "store-blocked-text"))
    } else {
        (!marketplace.active).then_some(("stores-off", "store-off-text"))
    };
    view! {
        {about(About {
            title: marketplace.name.clone(),
            description: marketplace.description.clone(),
            path: address(page, page.page),
            picture: None,
            kind: "website",
        })}
        <div class="page sections store-page">
            <div class="stack gap-4">
                <nav aria-label=look.t("breadcrumb")>
                    <ol class="crumbs">
                        <li><a href="/">{look.t("nav-home")}</a></li>
                        <li><a href="/stores">{look.t("stores-title")}</a></li>
                        <li aria-current="page"><bdi>{marketplace.name.clone()}</bdi></li>
                    </ol>
                </nav>
                {head(look, page)}
                {off.map(|(head, text)| change_note(look.t(head).into_owned(), look.t(text).into_owned()))}
                {page.hidden.then(|| change_note(look.t("store-hidden").into_owned(), look.t("store-hidden-text").into_owned()))}
            </div>
            <div class="halves">{trust(look, &page.trust)}{terms(look, marketplace, page.listings)}</div>
            {sold.then(|| products(look, page))}
            <p><a class="link" href=report::address_of(&goods)>{look.t("store-report")}</a></p>
        </div>
    }
    .into_any()
}

fn head(look: &Look, page: &StorePage) -> AnyView {
    let marketplace = &page.marketplace;
    let face = MarketplaceFace::from(marketplace);
    view! {
        <div class=format!("store-head {}", strand_class(Some(&face)))>
            <img class="mark large" src=marketplace.logo.clone() alt="" width="64" height="64"/>
            <div class="stack gap-1">
                <h1><bdi>{marketplace.name.clone()}</bdi></h1>
                <p class="row tight">
                    {marketplace.rating.map(|rating| stars(look, rating))}
                    {marketplace.rating.map(|_| view! { <span class="soft fine">{look.t("store-rating-of")}</span> })}
                </p>
                <p dir="auto">{marketplace.description.clone()}</p>
            </div>
        </div>
    }
    .into_any()
}

/// How it kept its word, each with how often that was seen.
fn trust(look: &Look, trust: &Trust) -> AnyView {
    let hours = trust.refund_hours.map(|hours| {
        let text = if hours < 48 {
            look.count("store-refund-hours", hours)
        } else {
            look.count("store-refund-days", hours / 24)
        };
        view! { <p class="soft fine">{text}</p> }
    });
    view! {
        <section aria-labelledby="trust">
            <div class="section-head"><h2 id="trust">{look.t("store-trust")}</h2></div>
            <ul class="trust">
                {kept(look, "store-quoted", trust.quoted)}
                {kept(look, "store-delivered", trust.delivered)}
                {kept(look, "store-refunded", trust.refunded)}
                {kept(look, "store-together", trust.together())}
            </ul>
            {hours}
            <p class="soft fine">
                {look.with("store-trust-how", &[("least", LEAST.into()), ("days", REFUND_DAYS.into())])}
            </p>
        </section>
    }
    .into_any()
}

fn kept(look: &Look, key: &'static str, kept: Kept) -> AnyView {
    let seen = look.count("store-seen", kept.of);
    let (share, bar) = match kept.share() {
        Some(share) => {
            let words = look.with("store-kept", &[("kept", kept.kept.into()), ("of", kept.of.into())]);
            let bar = view! { <span class="bar" aria-hidden="true"><i class=format!("w-{}", share.max(1))></i></span> };
            (view! { <b class="num">{look.with("store-share", &[("share", share.into())])}</b><span class="soft fine">{words}</span> }
                .into_any(), Some(bar))
        }
        None => (view! { <b>{look.t("store-not-enough")}</b><span class="soft fine">{seen}</span> }.into_any(), None),
    };
    view! { <li data-trust=key><span>{look.t(key)}</span>{bar}<span class="row tight">{share}</span></li> }.into_any()
}

fn terms(look: &Look, marketplace: &Marketplace, listings: u64) -> AnyView {
    let terms = &marketplace.terms;
    let ways: Vec<AnyView> = terms
        .options
        .iter()
        .map(|option| {
            let days = look.days(option.days_from, option.days_to);
            let price = if option.price.is_zero() {
                look.t("free").into_any()
            } else {
                look.money(look.converted(option.price).unwrap_or(option.price))
            };
            view! { <dt dir="auto">{option.title.clone()}</dt><dd>{price}<span class="soft">" · "{days}</span></dd> }
                .into_any()
        })
        .collect();
    let free_from = terms.free_from.map(|amount| {
        let amount = look.amount(look.converted(amount).unwrap_or(amount));
        look.with("stores-free-from", &[("amount", amount.into())])
    });
    let pays = match marketplace.mode {
        SettlementMode::Agent => "stores-pay-agent",
        SettlementMode::Reseller => "stores-pay-reseller",
        SettlementMode::HandOff => "stores-pay-hand-off",
    };
    let tax = if terms.tax_included { "store-tax-included" } else { "store-tax-added" };
    let points = f64::from(terms.tax_points) / 100.0;
    view! {
        <section aria-labelledby="terms">
            <div class="section-head"><h2 id="terms">{look.t("store-terms")}</h2></div>
            <dl class="specs">
                <dt>{look.t("stores-listings")}</dt><dd class="num">{look.locale().number(listings)}</dd>
                {ways}
                {free_from.map(|text| view! { <dt>{look.t("stores-free")}</dt><dd>{text}</dd> })}
                <dt>{look.t("stores-returns")}</dt><dd>{look.count("return-days", terms.return_days.into())}</dd>
                <dt>{look.t("store-tax")}</dt><dd>{look.with(tax, &[("percent", points.into())])}</dd>
                <dt>{look.t("stores-you-pay")}</dt><dd>{look.t(pays)}</dd>
            </dl>
        </section>
    }
    .into_any()
}

fn products(look: &Look, page: &StorePage) -> AnyView {
    if page.groups.is_empty() {
        return view! { <p class="soft">{look.t("store-none")}</p> }.into_any();
    }
    let search = format!("/search?marketplace={}", page.marketplace.id);
    view! {
        <section aria-labelledby="goods">
            <div class="section-head">
                <h2 id="goods">{look.t("store-goods")}</h2>
                <a class="link" href=search>{look.t("store-search")}</a>
            </div>
            {product_grid(look, &page.groups, 4)}
            {pager(look, page)}
        </section>
    }
    .into_any()
}

fn address(page: &StorePage, number: u32) -> String {
    let id = &page.marketplace.id;
    if number <= 1 { format!("/stores/{id}") } else { format!("/stores/{id}?page={number}") }
}

fn pager(look: &Look, page: &StorePage) -> AnyView {
    let (current, last) = (page.page, page.pages);
    if last < 2 {
        return ().into_any();
    }
    let near = |number: &u32| number.abs_diff(current) <= 2 || *number == 1 || *number == last;
    let links: Vec<AnyView> = (1..=last)
        .filter(near)
        .map(|number| {
            let label = look.with("page-number", &[("page", number.into())]);
            let here = (number == current).then_some("page");
            let text = look.locale().number(number.into());
            view! { <li><a class="chip num" href=address(page, number) aria-label=label aria-current=here>{text}</a></li> }.into_any()
        })
        .collect();
    view! {
        <nav class="pager row later" aria-label=look.t("pages")>
            {(current > 1).then(|| view! { <a class="button small" rel="prev" href=address(page, current - 1)>{look.t("page-previous")}</a> })}
            <ol class="chips wrap">{links}</ol>
            {(current < last).then(|| view! {
                <a class="button small" rel="next" href=address(page, current + 1)>{look.t("page-next")}{turning_icon(FORWARD)}</a>
            })}
        </nav>
    }
    .into_any()
}
