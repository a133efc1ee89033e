//! An account at a glance: who it is, the latest orders, where parcels go.

use domain::{address::KeptAddress, order::OrderSummary};
use leptos::prelude::*;

use crate::{
    components::order_parts::status_badge,
    look::Look,
    pages::{
        account::{
            addresses::address_lines,
            frame::{Place, account_page},
            privacy::erasing_note,
        },
        head::title,
    },
    picture::{Frame, square},
    ssr::shop,
};

/// How many orders are shown here.
const ORDERS: usize = 3;

/// The first page of an account.
#[component]
pub fn Overview() -> impl IntoView {
    let shop = shop();
    account_page(Place::Overview, move |look, signed| async move {
        let person = shop.profile(&signed).await?;
        let orders = shop.orders(look.visit()).await?;
        let wallet = shop.wallet(look.visit()).await?;
        let saved_count: u32 = shop.lists(&signed.visitor).await?.iter().map(|list| list.count).sum();
        let addresses = shop.addresses(&signed).await?;
        let erasure = shop.erasure(&signed).await?;
        let full = format!("{} {}", person.names.first, person.names.last);
        let name = if full.trim().is_empty() { person.username.clone() } else { full.trim().to_owned() };
        let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
        let since = look.day(person.joined_at.date());
        let joined = look.with(
            "profile-since",
            &[("day", look.named(&since).into()), ("year", person.joined_at.date().year.to_string().into())],
        );
        let latest: Vec<AnyView> = orders.iter().take(ORDERS).map(|order| order_row(&look, order)).collect();
        let order_count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
        Ok(view! {
            {title(look.t("profile-overview"))}
            {erasing_note(&look, erasure)}
            <div class="row between">
                <div class="who">
                    <span class="avatar" aria-hidden="true">{initials.to_uppercase()}</span>
                    <div><h1 dir="auto">{name}</h1><p class="soft fine"><bdi>{person.email}</bdi>" · "{joined}</p></div>
                </div>
                <a class="button small" href="/account/personal">{look.t("profile-edit")}</a>
            </div>
            <div class="glance">
                <a href="/orders">{look.t("nav-orders")}<b class="num">{look.locale().number(u64::from(order_count))}</b></a>
                <a href="/account/saved">{look.t("profile-saved")}<b class="num">{look.locale().number(u64::from(saved_count))}</b></a>
                <a href="/wallet">{look.t("nav-wallet")}<b>{look.money(wallet.available)}</b></a>
            </div>
            <section aria-labelledby="latest">
                <div class="section-head"><h2 id="latest">{look.t("profile-latest")}</h2><a class="link" href="/orders">{look.t("see-all")}</a></div>
                {if latest.is_empty() {
                    view! { <div class="empty"><p class="soft">{look.t("profile-orders-none")}</p><a class="button small" href="/">{look.t("cart-empty-link")}</a></div> }.into_any()
                } else {
                    view! { <ul class="lines">{latest}</ul> }.into_any()
                }}
            </section>
            {deliver_to(&look, addresses.first())}
            <form class="row narrow-only" method="post" action="/api/account/sign-out">
                <button class="button small">{look.t("profile-sign-out")}</button>
            </form>
        }
        .into_any())
    })
}

fn order_row(look: &Look, order: &OrderSummary) -> AnyView {
    let name = look.with("order-number", &[("number", order.number.to_string().into())]);
    view! {
        <li>
            <span class="picture">{square(order.picture.as_ref(), "", Frame::SMALL)}</span>
            <div class="grow">
                <p class="row tight"><a class="link num" href=format!("/order/{}", order.number)>{name}</a>{status_badge(look, order.status)}</p>
                <p class="soft fine">{look.moment(order.created_at)}</p>
            </div>
            <b>{look.money(order.total)}</b>
        </li>
    }
    .into_any()
}

fn deliver_to(look: &Look, first: Option<&KeptAddress>) -> AnyView {
    let content = match first {
        Some(first) => address_lines(look, &first.address),
        None => view! { <p class="soft">{look.t("profile-addresses-none")}</p> }.into_any(),
    };
    view! {
        <section aria-labelledby="deliver">
            <div class="section-head"><h2 id="deliver">{look.t("profile-deliver-to")}</h2><a class="link" href="/account/addresses">{look.t("profile-change")}</a></div>
            {content}
        </section>
    }
    .into_any()
}
