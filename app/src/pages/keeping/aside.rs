//! What is put aside under the cart. It is drawn by the server and stands beside the cart's island: it is no part of any
//! total.

use domain::{cart::Line, visit::ProductPage};
use leptos::prelude::*;

use crate::{
    components::{marketplace::marketplace_of, product_card::stock},
    look::Look,
    picture::{Frame, square},
    ssr::shop,
};

/// The lines, or nothing where there are none.
pub async fn put_aside(look: &Look) -> AnyView {
    let lines = match &look.visit().visitor {
        Some(visitor) => shop().put_aside(visitor).await.unwrap_or_default(),
        None => Vec::new(),
    };
    if lines.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = lines.iter().map(|line| row(look, line)).collect();
    view! {
        <section class="page keeping account below" id="put-aside" aria-labelledby="aside">
            <div class="section-head"><h2 id="aside">{look.t("keeping-aside")}</h2><p>{look.t("keeping-aside-lead")}</p></div>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(look: &Look, line: &Line) -> AnyView {
    let named = look.named(&line.title);
    let label = |key: &str| look.with(key, &[("title", named.clone().into())]);
    let buyable = line.availability.is_in_stock();
    let standing = if buyable {
        let total = look.converted(line.unit_price);
        view! { <b>{total.map(|total| look.money(total))}</b> }.into_any()
    } else {
        view! { <span class="badge">{look.t("profile-out-of-stock")}</span> }.into_any()
    };
    let quantity = u32::from(line.quantity);
    let variant =
        (!line.variant_title.is_empty()).then(|| view! { " · "<span dir="auto">{line.variant_title.clone()}</span> });
    view! {
        <li>
            <span class="picture">{square(line.picture.as_ref(), "", Frame::SMALL)}</span>
            <div class="grow">
                <p><a class="link" dir="auto" href=ProductPage::address(&line.product)>{line.title.clone()}</a></p>
                <p class="soft fine">
                    {marketplace_of(look, &line.product.marketplace)}{variant}
                    {(quantity > 1).then(|| view! { " · "{look.count("keeping-wanted", quantity)} })}
                    {buyable.then(|| view! { " · "{stock(look, line.availability)} })}
                </p>
            </div>
            {standing}
            <form class="row tight" method="post" action="/api/later/back">
                <input type="hidden" name="product" value=line.product.to_string()/>
                <input type="hidden" name="variant" value=line.variant.to_string()/>
                {buyable.then(|| view! { <button class="button small" aria-label=label("keeping-to-cart-this")>{look.t("keeping-to-cart")}</button> })}
                <button class="button small quiet" formaction="/api/later/forget" aria-label=label("keeping-aside-forget")>{look.t("profile-forget")}</button>
            </form>
        </li>
    }
    .into_any()
}
