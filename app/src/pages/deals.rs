//! Real deals: what costs well below its usual price, by what the shop itself has seen.

use domain::{price_history::Deal, search::ProductGroup, visit::DealsPage};
use leptos::prelude::*;

use crate::{
    components::{
        frame::{At, answer, framed},
        product_card::{Level, product_card},
    },
    icons::{MEETING, drawing},
    look::Look,
    pages::head::{About, about},
    picture::Frame,
    ssr::shop,
};

/// The deals of this moment.
#[component]
pub fn Deals() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move { Ok(content(&mine, &shop.deals(mine.visit()).await?)) });
    framed(&look, At::Elsewhere, "", main)
}

fn content(look: &Look, page: &DealsPage) -> AnyView {
    let cards: Vec<AnyView> = page.deals.iter().map(|(group, deal)| deal_card(look, group, deal)).collect();
    let shown = if cards.is_empty() {
        view! {
            <div class="empty-state">
                {drawing(MEETING)}
                <h2>{look.t("deals-none")}</h2>
                <p>{look.t("deals-none-why")}</p>
                <div class="row"><a class="button primary" href="/">{look.t("cart-empty-link")}</a></div>
            </div>
        }
        .into_any()
    } else {
        view! { <div class="product-grid">{cards}</div> }.into_any()
    };
    view! {
        {about(About {
            title: look.t("deals-title").into_owned(),
            description: look.t("deals-lead").into_owned(),
            path: "/deals".to_owned(),
            picture: None,
            kind: "website",
        })}
        <div class="page stack gap-6">
            <div class="stack gap-2">
                <h1>{look.t("deals-title")}</h1>
                <p class="soft">{look.t("deals-lead")}" "<a class="link" href="/method/prices#deals">{look.t("prices-method-link")}</a></p>
            </div>
            {shown}
        </div>
    }
    .into_any()
}

fn deal_card(look: &Look, group: &ProductGroup, deal: &Deal) -> AnyView {
    let usual = look.converted(deal.usual).unwrap_or(deal.usual);
    let below =
        look.with("deals-below", &[("percent", (deal.below / 100).into()), ("usual", look.amount(usual).into())]);
    view! {
        <div class="deal stack gap-2" data-deal=deal.below>
            {product_card(look, group, Level::Second, Frame::CARD)}
            <p class="badge saving large">{below}</p>
        </div>
    }
    .into_any()
}
