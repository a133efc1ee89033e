//! The home page: what its reader may like where they agreed to that, goods worth a look, categories, marketplaces.

use domain::visit::HomePage;
use leptos::prelude::*;
use services::recommending::Suggested;

use crate::{
    components::{
        absence_note::{good_note, problem_note},
        frame::{At, answer, framed},
        marketplace::marketplace,
        product_card::{leading_grid, product_grid, product_rail},
        suggestions::suggestions,
    },
    look::Look,
    pages::head::{About, about},
    picture::{Frame, square},
    ssr::{answer_of_browser, keep_private, know_saved, parameter, preferences, shop},
};

/// The home page.
#[component]
pub fn Home() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let page = shop.home(mine.visit()).await?;
        let suggested = suggested(&mine).await;
        Ok(content(&mine, &page, &suggested))
    });
    framed(&look, At::Home, "", main)
}

/// What is suggested to whoever looks, where their browser and our books say that they agreed; nothing on a page that is
/// kept for everybody.
async fn suggested(look: &Look) -> Vec<Suggested> {
    if answer_of_browser().is_none_or(|answer| !answer.behaviour) {
        return Vec::new();
    }
    keep_private();
    know_saved().await;
    // The page is whole without them.
    let found = shop().suggestions_for(look.visit(), &preferences().await).await;
    found.ok().flatten().unwrap_or_default()
}

/// A page of what the shop has worth a look today.
pub fn of_the_house(at: At, content: fn(&Look, &HomePage) -> AnyView) -> AnyView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let page = shop.home(mine.visit()).await?;
        Ok(content(&mine, &page))
    });
    framed(&look, at, "", main)
}

fn content(look: &Look, page: &HomePage, suggested: &[Suggested]) -> AnyView {
    let (first, rest) = page.featured.split_at(page.featured.len().min(5));
    let (second, third) = rest.split_at(rest.len().min(10));
    let count = u32::try_from(page.marketplaces.len()).unwrap_or(0);
    view! {
        {about(About {
            title: look.t("home-heading").into_owned(),
            description: look.count("welcome-lead", count),
            path: "/".to_owned(),
            picture: None,
            kind: "website",
        })}
        <div class="page sections">
            <h1 class="hidden">{look.t("welcome-title")}</h1>
            {problem_note()}
            {for_you(look, suggested)}
            <section aria-labelledby="worth">
                <div class="section-head">
                    <h2 id="worth">{look.t("home-heading")}</h2>
                    <a class="link" href="/welcome">{look.t("footer-how")}</a>
                </div>
                {if suggested.is_empty() { leading_grid(look, first, 5) } else { product_grid(look, first, 5) }}
            </section>
            {categories(look, page)}
            {(!second.is_empty()).then(|| view! {
                <section aria-labelledby="more">
                    <div class="section-head"><h2 id="more">{look.t("home-compared")}</h2><p>{look.t("home-compared-why")}</p></div>
                    {product_rail(look, second)}
                </section>
            })}
            {(!third.is_empty()).then(|| view! {
                <section aria-labelledby="all">
                    <div class="section-head"><h2 id="all">{look.t("home-more")}</h2></div>
                    {product_grid(look, third, 5)}
                </section>
            })}
            {marketplaces(look, page)}
        </div>
    }
    .into_any()
}

fn for_you(look: &Look, suggested: &[Suggested]) -> AnyView {
    if suggested.is_empty() {
        return ().into_any();
    }
    let forgotten = (!parameter("forgotten").is_empty()).then(|| good_note(look.t("foryou-forgotten")));
    view! {
        <section class="for-you" aria-labelledby="for-you">
            <div class="section-head">
                <h2 id="for-you">{look.t("foryou-title")}</h2>
                <p>{look.t("foryou-lead")}</p>
                <a class="link" href="/privacy/choices">{look.t("foryou-choices")}</a>
            </div>
            {forgotten}
            {suggestions(look, suggested)}
        </section>
    }
    .into_any()
}

fn categories(look: &Look, page: &HomePage) -> AnyView {
    let tiles: Vec<AnyView> = page
        .categories
        .iter()
        .map(|(category, picture)| {
            let address = format!("/search?category={}", category.slug());
            view! {
                <li>
                    <a class="category-tile" href=address>
                        <span class="picture">{square(picture.as_ref(), "", Frame::CARD)}</span>
                        <span>{look.category(*category)}</span>
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="categories">
            <div class="section-head"><h2 id="categories">{look.t("nav-categories")}</h2></div>
            <ul class="category-tiles">{tiles}</ul>
        </section>
    }
    .into_any()
}

/// The marketplaces, with the way to their page.
pub fn marketplaces(look: &Look, page: &HomePage) -> AnyView {
    let chips: Vec<AnyView> = page
        .marketplaces
        .iter()
        .map(|face| {
            view! { <li><a class="chip tall" href=format!("/stores/{}", face.id)>{marketplace(face)}</a></li> }
                .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="marketplaces">
            <div class="section-head">
                <h2 id="marketplaces">{look.t("stores-title")}</h2>
                <a class="link" href="/stores">{look.t("stores-meet")}</a>
            </div>
            <ul class="chips wrap">{chips}</ul>
        </section>
    }
    .into_any()
}
