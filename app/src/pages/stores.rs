//! The marketplaces: who they are, and on which terms they deliver.

use domain::{
    marketplace::{Marketplace, MarketplaceFace, SettlementMode},
    visit::StoresPage,
};
use leptos::prelude::*;

use crate::{
    components::{
        frame::{At, answer, framed},
        rating::stars,
    },
    look::Look,
    pages::head::{About, about},
    ssr::shop,
    strand::strand_class,
};

/// The marketplaces.
#[component]
pub fn Stores() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let page = shop.stores().await?;
        Ok(content(&mine, &page))
    });
    framed(&look, At::Stores, "", main)
}

fn content(look: &Look, page: &StoresPage) -> AnyView {
    let cards: Vec<AnyView> =
        page.marketplaces.iter().map(|(marketplace, listings)| store_card(look, marketplace, *listings)).collect();
    let count =
        u32::try_from(page.marketplaces.iter().filter(|(marketplace, _)| marketplace.active).count()).unwrap_or(0);
    view! {
        {about(About {
            title: look.t("stores-title").into_owned(),
            description: look.count("stores-lead", count),
            path: "/stores".to_owned(),
            picture: None,
            kind: "website",
        })}
        <div class="page stack gap-6">
            <div class="stack gap-2">
                <h1>{look.t("stores-title")}</h1>
                <p class="soft">{look.count("stores-lead", count)}</p>
            </div>
            <ul class="tiles">{cards}</ul>
        </div>
    }
    .into_any()
}

fn store_card(look: &Look, marketplace: &Marketplace, listings: u64) -> AnyView {
    let face = MarketplaceFace::from(marketplace);
    let browse = format!("/search?marketplace={}", marketplace.id);
    let terms = &marketplace.terms;
    let days = terms.options.first().map(|option| look.days(option.days_from, option.days_to));
    let free_from =
        terms.free_from.map(|amount| look.with("stores-free-from", &[("amount", look.amount(amount).into())]));
    let pays = match marketplace.mode {
        SettlementMode::Agent => "stores-pay-agent",
        SettlementMode::Reseller => "stores-pay-reseller",
        SettlementMode::HandOff => "stores-pay-hand-off",
    };
    view! {
        <li class=format!("store-card {}", strand_class(Some(&face)))>
            <img class="mark large" src=marketplace.logo.clone() alt="" width="44" height="44"/>
            <h2 class="name"><a href=format!("/stores/{}", marketplace.id)><bdi>{marketplace.name.clone()}</bdi></a></h2>
            <p class="row tight stars">
                {marketplace.rating.map(|rating| stars(look, rating))}
                {(!marketplace.active).then(|| view! { <span class="badge">{look.t("stores-off")}</span> })}
            </p>
            <p class="words" dir="auto">{marketplace.description.clone()}</p>
            <dl class="specs">
                <dt>{look.t("stores-listings")}</dt><dd class="num">{look.locale().number(listings)}</dd>
                {days.map(|days| view! { <dt>{look.t("stores-delivery")}</dt><dd>{days}</dd> })}
                {free_from.map(|text| view! { <dt>{look.t("stores-free")}</dt><dd>{text}</dd> })}
                <dt>{look.t("stores-returns")}</dt><dd>{look.count("return-days", terms.return_days.into())}</dd>
                <dt>{look.t("stores-you-pay")}</dt><dd>{look.t(pays)}</dd>
            </dl>
            {marketplace.active.then(|| view! {
                <div class="row tight"><a class="button small" href=browse aria-label=browse_label(look, &marketplace.name)>{look.t("stores-browse")}</a></div>
            })}
        </li>
    }
    .into_any()
}

fn browse_label(look: &Look, name: &str) -> String {
    look.with("stores-browse-one", &[("marketplace", name.to_owned().into())])
}
