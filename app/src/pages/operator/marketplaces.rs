//! The keys that marketplaces gave us: whether one is kept, and a field for another. None is ever shown.

use leptos::prelude::*;
use services::staff::MarketplaceKey;

use super::{Clerk, Content, Shop, headed};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let known = shop.marketplace_keys(&clerk.must()?).await?;
    let rows: Vec<AnyView> = known.iter().map(|one| row(&look, one)).collect();
    Ok(view! {
        {headed(&look, "staff-marketplaces")}
        <p class="soft">{look.t("staff-marketplaces-text")}</p>
        <ul class="entries">{rows}</ul>
    }
    .into_any())
}

fn row(look: &Look, one: &MarketplaceKey) -> AnyView {
    let id = format!("key-{}", one.id);
    let (badge, word) =
        if one.has_key { ("badge good", "staff-marketplace-kept") } else { ("badge", "staff-marketplace-none") };
    let label = look.with("staff-marketplace-key", &[("name", look.named(&one.name).into())]);
    let remove = one.has_key.then(|| {
        view! {
            <form method="post" action="/api/staff/marketplace-key">
                <input type="hidden" name="marketplace" value=one.id.to_string()/>
                <button class="button small quiet">{look.t("staff-marketplace-remove")}</button>
            </form>
        }
    });
    view! {
        <li>
            <p class="row tight"><b dir="auto">{one.name.clone()}</b><span class=badge>{look.t(word)}</span></p>
            <div class="row tight">
                <form class="filters" method="post" action="/api/staff/marketplace-key">
                    <input type="hidden" name="marketplace" value=one.id.to_string()/>
                    <div class="field">
                        <label for=id.clone()>{label}</label>
                        <input class="input" id=id name="key" type="password" autocomplete="off" required maxlength="4096" dir="ltr"/>
                    </div>
                    <button class="button small">{look.t("staff-marketplace-save")}</button>
                </form>
                {remove}
            </div>
        </li>
    }
    .into_any()
}
