//! The landing page: what this shop is, shown with its own goods.

use domain::{
    search::{Offer, ProductGroup},
    visit::{HomePage, ProductPage},
};
use leptos::prelude::*;

use crate::{
    components::{frame::At, marketplace::marketplace_of, product_card::product_grid, search_box::hero_search_box},
    look::Look,
    pages::{
        head::{About, about},
        home::{marketplaces, of_the_house},
    },
    picture::{Frame, square},
    strand::{percent, shares_strand, strand_class},
};

/// The landing page.
#[component]
pub fn Landing() -> impl IntoView {
    of_the_house(At::Elsewhere, content)
}

fn content(look: &Look, page: &HomePage) -> AnyView {
    let count = u32::try_from(page.marketplaces.len()).unwrap_or(0);
    let compared =
        page.featured.iter().max_by_key(|group| buyable(group).len()).filter(|group| buyable(group).len() > 1);
    view! {
        {about(About {
            title: look.t("welcome-title").into_owned(),
            description: look.count("welcome-lead", count),
            path: "/welcome".to_owned(),
            picture: None,
            kind: "website",
        })}
        <div class="page sections">
            <section class="landing-hero">
                <div class="stack gap-6">
                    <h1>{look.t("welcome-every")}<br/>{look.t("welcome-one")}</h1>
                    <p class="lead">{look.count("welcome-lead", count)}</p>
                    {hero_search_box(look)}
                    {popular(look)}
                </div>
                {merge(look, page)}
            </section>
            <section aria-labelledby="worth">
                <div class="section-head"><h2 id="worth">{look.t("home-heading")}</h2><a class="link" href="/">{look.t("see-all")}</a></div>
                {product_grid(look, &page.featured[..page.featured.len().min(5)], 5)}
            </section>
            {compared.map(|group| same_thing(look, group))}
            <section aria-labelledby="how">
                <div class="section-head"><h2 id="how">{look.t("welcome-how")}</h2></div>
                <ol class="steps">
                    <li><h3>{look.t("welcome-step-1")}</h3><p>{look.t("welcome-step-1-text")}</p></li>
                    <li><h3>{look.t("welcome-step-2")}</h3><p>{look.t("welcome-step-2-text")}</p></li>
                    <li><h3>{look.t("welcome-step-3")}</h3><p>{look.t("welcome-step-3-text")}</p></li>
                </ol>
            </section>
            {marketplaces(look, page)}
        </div>
    }
    .into_any()
}

fn popular(look: &Look) -> AnyView {
    let words = ["welcome-try-1", "welcome-try-2", "welcome-try-3"];
    let chips: Vec<AnyView> = words
        .into_iter()
        .map(|key| {
            let text = look.t(key);
            let address = format!("/search?q={}", domain::search::percent_encoded(&text));
            view! { <li><a class="chip" href=address>{text}</a></li> }.into_any()
        })
        .collect();
    view! { <ul class="chips wrap" aria-label=look.t("welcome-popular")>{chips}</ul> }.into_any()
}

fn buyable(group: &ProductGroup) -> Vec<&Offer> {
    group.offers.iter().filter(|offer| offer.product.availability.is_in_stock()).collect()
}

/// All marketplaces' strands, which meet in one receipt of three real things from three of them.
fn merge(look: &Look, page: &HomePage) -> AnyView {
    let mut offers: Vec<&Offer> = Vec::new();
    let mut best: Vec<&Offer> = page.featured.iter().filter_map(ProductGroup::best).collect();
    best.sort_by_key(|offer| offer.shown.total.minor);
    for offer in best {
        let new = offers.iter().all(|known| known.product.reference.marketplace != offer.product.reference.marketplace);
        if new && offers.len() < 3 {
            offers.push(offer);
        }
    }
    let count = page.marketplaces.len().max(1) as f64;
    let step = 100.0 / count;
    let lines: Vec<_> = page
        .marketplaces
        .iter()
        .enumerate()
        .map(|(place, face)| {
            let from = step * (place as f64 + 0.5);
            let to = 50.0 + (place as f64 - (count - 1.0) / 2.0) * 3.0;
            let path = format!("M4 {from:.2}C55 {from:.2} 45 {to:.2} 100 {to:.2}");
            view! { <path pathLength="1" class=strand_class(Some(face)) stroke="var(--c)" d=path></path> }
        })
        .collect();
    let marks: Vec<_> = page
        .marketplaces
        .iter()
        .map(|face| view! { <img class="mark" src=face.logo.clone() alt="" width="40" height="40"/> })
        .collect();
    let total = offers.iter().map(|offer| offer.shown.total).reduce(|sum, next| sum.plus(next).unwrap_or(sum));
    let Some(total) = total else { return ().into_any() };
    let shares = offers
        .iter()
        .map(|offer| (offer.shown.total.minor, strand_class(look.face(&offer.product.reference.marketplace))));
    let rows: Vec<AnyView> = offers
        .iter()
        .map(|offer| {
            view! {
                <div class="cart-line small">
                    <div class="picture">{square(offer.product.pictures.first(), "", Frame::SMALL.at_once())}</div>
                    <p class="title" dir="auto">{offer.product.title.clone()}</p>
                    <p class="amount">{look.money(offer.shown.total)}</p>
                    <p class="about">{marketplace_of(look, &offer.product.reference.marketplace)}</p>
                </div>
            }
            .into_any()
        })
        .collect();
    let told = look.with("welcome-merge", &[("total", look.amount(total).into())]);
    view! {
        <div class="merge" role="img" aria-label=told>
            <div class="from">{marks}</div>
            <svg class="lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{lines}</svg>
            <div class="receipt float" aria-hidden="true">
                {rows}
                <div class="stack gap-3">
                    {shares_strand(shares.collect())}
                    <p class="row between sum"><b>{look.t("welcome-one-order")}</b><b class="grand">{look.money(total)}</b></p>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// One thing at several marketplaces: what the tag says, and what it comes to at the door.
fn same_thing(look: &Look, group: &ProductGroup) -> AnyView {
    let offers = buyable(group);
    let Some(best) = offers.first() else { return ().into_any() };
    let most = offers.iter().map(|offer| offer.shown.total.minor).max().unwrap_or(1);
    let share = |minor: i64| format!("w-{}", percent(minor, most));
    let bars: Vec<AnyView> = offers
        .iter()
        .enumerate()
        .map(|(place, offer)| {
            let rest = offer.shown.total.minor - offer.shown.goods.minor;
            view! {
                <li class:best=(place == 0)>
                    {marketplace_of(look, &offer.product.reference.marketplace)}
                    <span class="bar" aria-hidden="true"><i class=share(offer.shown.goods.minor)></i><i class=share(rest)></i></span>
                    {look.money(offer.shown.total)}
                </li>
            }
            .into_any()
        })
        .collect();
    let count = u32::try_from(offers.len()).unwrap_or(0);
    let address = ProductPage::address(&best.product.reference);
    view! {
        <section class="same-thing" aria-labelledby="same">
            <a class="picture" href=address.clone() aria-label=group.title(look.locale()).to_owned()>{square(group.picture(), "", Frame::PAGE_LAZY)}</a>
            <div class="stack gap-6">
                <h2 id="same">{look.count("welcome-same", count)}</h2>
                <ul class="bars">{bars}</ul>
                <ul class="legend">
                    <li><i class="of-soft"></i>{look.t("offer-price")}</li>
                    <li><i class="of-line"></i>{look.t("welcome-delivery-and-tax")}</li>
                </ul>
                <p class="soft">{dearer_than_its_tag(look, &offers)}</p>
                <p><a class="button" href=format!("{address}#offers")>{look.t("welcome-compare")}</a></p>
            </div>
        </section>
    }
    .into_any()
}

/// The sentence about a low tag that is not the lowest total, where there is one.
fn dearer_than_its_tag(look: &Look, offers: &[&Offer]) -> String {
    let low_tag = offers.iter().skip(1).min_by_key(|offer| offer.shown.goods.minor);
    let best = offers.first();
    if let (Some(best), Some(low)) = (best, low_tag)
        && let (Ok(less), Ok(added)) = (best.shown.goods.minus(low.shown.goods), low.shown.total.minus(low.shown.goods))
        && less.minor > 0
    {
        return look.with(
            "welcome-low-tag",
            &[
                ("marketplace", look.name_of(&low.product.reference.marketplace).into()),
                ("less", look.amount(less).into()),
                ("added", look.amount(added).into()),
            ],
        );
    }
    look.t("welcome-every-sum").into_owned()
}
