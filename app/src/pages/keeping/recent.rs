//! What somebody looked at last, where they agreed that it is remembered; each can be forgotten.

use domain::{consent::Purpose, search::ProductGroup};
use leptos::prelude::*;

use super::{keeping_page, nothing};
use crate::{
    components::product_card::{Level, product_card, product_rail},
    look::Look,
    picture::Frame,
    ssr::{know_saved, shop},
};

/// How many products the page shows.
const SHOWN: u32 = 40;

/// How many a row below other pages shows.
const ROW: u32 = 10;

/// The page.
#[component]
pub fn Recent() -> impl IntoView {
    keeping_page("keeping-recent", |look| async move {
        let shop = shop();
        if !shop.agreed(look.visit(), Purpose::Behaviour).await? {
            return Ok(view! {
                <div class="empty">
                    <p>{look.t("keeping-recent-off")}</p>
                    <a class="button small" href="/privacy/choices">{look.t("choices-title")}</a>
                </div>
            }
            .into_any());
        }
        know_saved().await;
        let groups = shop.recently_viewed(look.visit(), SHOWN).await?;
        if groups.is_empty() {
            return Ok(nothing(&look, "keeping-recent-none"));
        }
        let cards: Vec<AnyView> = groups.iter().map(|group| card(&look, group)).collect();
        Ok(view! {
            <p class="soft">{look.t("keeping-recent-lead")}</p>
            <ul class="product-grid five">{cards}</ul>
            <form class="row" method="post" action="/api/recent/forget">
                <button class="button small">{look.t("profile-searches-forget-all")}</button>
            </form>
        }
        .into_any())
    })
}

fn card(look: &Look, group: &ProductGroup) -> AnyView {
    let product = group.best().map(|offer| offer.product.reference.to_string()).unwrap_or_default();
    let forget = look.with("keeping-recent-forget", &[("title", look.named(group.title(look.locale())).into())]);
    view! {
        <li class="stack gap-2">
            {product_card(look, group, Level::Second, Frame::CARD)}
            <form method="post" action="/api/recent/forget">
                <input type="hidden" name="product" value=product/>
                <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
            </form>
        </li>
    }
    .into_any()
}

/// A row of what was looked at last, below a page that is made for one visitor; nothing where nothing is remembered.
pub async fn recent_row(look: &Look) -> AnyView {
    let groups = shop().recently_viewed(look.visit(), ROW).await.unwrap_or_default();
    if groups.is_empty() {
        return ().into_any();
    }
    know_saved().await;
    view! {
        <section class="page below" aria-labelledby="recent">
            <div class="section-head"><h2 id="recent">{look.t("keeping-recent")}</h2><a class="link" href="/recent">{look.t("see-all")}</a></div>
            {product_rail(look, &groups)}
        </section>
    }
    .into_any()
}
