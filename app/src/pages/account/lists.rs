//! Past searches, saved products, ways to pay: lists whose every row can be taken away.

use domain::{
    catalog::Availability,
    profile::{PastSearch, SavedProduct},
    search::percent_encoded,
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    components::marketplace::marketplace_of,
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    picture::{Frame, square},
    ssr::shop,
};

/// What was searched for.
#[component]
pub fn Searches() -> impl IntoView {
    let shop = shop();
    account_page(Place::Searches, move |look, signed| async move {
        let searches = shop.past_searches(&signed).await?;
        let keeps = shop.preferences(&signed).await?.keeps_searches;
        let rows: Vec<AnyView> = searches.iter().map(|search| search_row(&look, search)).collect();
        let empty = if keeps { "profile-searches-none" } else { "profile-searches-off" };
        let all = (!rows.is_empty()).then(|| {
            view! {
                <form method="post" action="/api/profile/searches/forget-all">
                    <button class="button small">{look.t("profile-searches-forget-all")}</button>
                </form>
            }
        });
        let switch = if keeps { "profile-searches-switch-off" } else { "profile-searches-switch-on" };
        Ok(view! {
            {headed(&look, Place::Searches, look.t("profile-searches-lead").into_owned())}
            {if rows.is_empty() { nothing(&look, empty) } else { view! { <ul class="lines">{rows}</ul> }.into_any() }}
            <div class="row">
                {all}
                <form method="post" action="/api/profile/searches/keep">
                    <input type="hidden" name="keep" value=if keeps { "off" } else { "on" }/>
                    <button class="button small quiet">{look.t(switch)}</button>
                </form>
            </div>
        }
        .into_any())
    })
}

fn search_row(look: &Look, search: &PastSearch) -> AnyView {
    let address = format!("/search?q={}", percent_encoded(&search.text));
    let forget = look.with("profile-search-forget", &[("text", look.named(&search.text).into())]);
    view! {
        <li>
            <div class="grow">
                <p><a class="link" dir="auto" href=address>{search.text.clone()}</a></p>
                <p class="soft fine">{look.moment(search.searched_at)}" · "{look.count("profile-search-times", search.times)}</p>
            </div>
            <form method="post" action="/api/profile/searches/forget">
                <input type="hidden" name="id" value=search.id.to_string()/>
                <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
            </form>
        </li>
    }
    .into_any()
}

/// What was saved.
#[component]
pub fn Saved() -> impl IntoView {
    let shop = shop();
    account_page(Place::Saved, move |look, signed| async move {
        let saved = shop.saved_products(&signed).await?;
        let rows: Vec<AnyView> = saved.iter().map(|one| saved_row(&look, one)).collect();
        Ok(view! {
            {headed(&look, Place::Saved, look.t("profile-saved-lead").into_owned())}
            {if rows.is_empty() { nothing(&look, "profile-saved-none") } else { view! { <ul class="lines">{rows}</ul> }.into_any() }}
        }
        .into_any())
    })
}

fn saved_row(look: &Look, saved: &SavedProduct) -> AnyView {
    let marketplace = &saved.product.marketplace;
    let in_stock = saved.availability.is_in_stock();
    let total = saved.price.and_then(|price| look.at_the_door(marketplace, price)).map(|amounts| amounts.total);
    let standing = match saved.availability {
        Availability::OutOfStock | Availability::InStock(Some(0)) => {
            view! { <span class="badge">{look.t("profile-out-of-stock")}</span> }.into_any()
        }
        Availability::InStock(_) => view! { <b>{total.map(|total| look.money(total))}</b> }.into_any(),
    };
    let forget = look.with("profile-saved-forget", &[("title", look.named(&saved.title).into())]);
    let product = saved.product.to_string();
    let buy = in_stock.then(|| {
        view! {
            <form method="post" action="/api/cart/add">
                <input type="hidden" name="product" value=product.clone()/>
                <button class="button small">{look.t("add-to-cart")}</button>
            </form>
        }
    });
    view! {
        <li>
            <span class="picture">{square(saved.picture.as_ref(), "", Frame::SMALL)}</span>
            <div class="grow">
                <p><a class="link" dir="auto" href=ProductPage::address(&saved.product)>{saved.title.clone()}</a></p>
                <p class="soft fine">{marketplace_of(look, marketplace)}</p>
            </div>
            {standing}
            <div class="row tight">
                {buy}
                <form method="post" action="/api/profile/saved/forget">
                    <input type="hidden" name="product" value=product.clone()/>
                    <input type="hidden" name="back" value="/account/saved"/>
                    <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// Ways to pay.
#[component]
pub fn Payment() -> impl IntoView {
    let shop = shop();
    account_page(Place::Payment, move |look, signed| async move {
        let kept = shop.payment_methods(&signed).await?;
        let rows: Vec<AnyView> = kept
            .into_iter()
            .map(|method| {
                let name =
                    look.with("profile-card", &[("brand", method.brand.into()), ("digits", method.last_digits.into())]);
                let until = look.with("profile-card-until", &[("until", method.expires.into())]);
                view! {
                    <li>
                        <div class="grow"><p><b><bdi>{name}</bdi></b></p><p class="soft fine">{until}</p></div>
                        <form method="post" action="/api/profile/payment/forget">
                            <input type="hidden" name="id" value=method.id/>
                            <button class="button small quiet">{look.t("profile-forget")}</button>
                        </form>
                    </li>
                }
                .into_any()
            })
            .collect();
        Ok(view! {
            {headed(&look, Place::Payment, look.t("profile-payment-lead").into_owned())}
            {if rows.is_empty() { nothing(&look, "profile-payment-none") } else { view! { <ul class="lines">{rows}</ul> }.into_any() }}
            <p class="soft fine">{look.t("profile-payment-why")}</p>
            <div class="row"><a class="button small" href="/wallet">{look.t("profile-payment-wallet")}</a></div>
        }
        .into_any())
    })
}

fn nothing(look: &Look, key: &str) -> AnyView {
    view! { <div class="empty"><p class="soft">{look.t(key)}</p><a class="button small" href="/">{look.t("cart-empty-link")}</a></div> }
        .into_any()
}
