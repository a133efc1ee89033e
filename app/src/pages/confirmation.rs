//! The confirmation: one order number, one total, each item with its marketplace and the marketplace's own number.

use domain::{
    order::{MarketplaceOrder, OrderView},
    saga::Phase,
};
use leptos::prelude::*;

use crate::{
    components::{
        frame::{At, answer, framed},
        order_parts::{is_pending, is_placed, outcome_notes, part_details, payment_summary},
    },
    icons::{CHECK, WARNING, icon},
    look::Look,
    pages::{
        head::title,
        order::{address, asked_number, goes_to, look_again, open, pending_note, print_hint},
    },
    ssr::{shop, tell_count},
    strand::{shares_strand, strand_class},
};

/// The confirmation's page.
#[component]
pub fn Confirmation() -> impl IntoView {
    let look = Look::here();
    let (shop, mine, number) = (shop(), look.clone(), asked_number());
    let main = answer(&look, async move {
        let order = open(&shop, &mine, &number).await?;
        if let Ok(cart) = shop.cart(mine.visit()).await {
            tell_count(cart.cart.count());
        }
        Ok(content(&mine, &order))
    });
    framed(&look, At::Orders, "", main)
}

fn content(look: &Look, order: &OrderView) -> AnyView {
    let pending = is_pending(order);
    let placed: Vec<&MarketplaceOrder> = order.parts.iter().filter(|part| is_placed(part)).collect();
    let shares =
        placed.iter().map(|part| (part.shown.total.minor, strand_class(look.face(&part.marketplace)))).collect();
    let details: Vec<AnyView> = order.parts.iter().map(|part| part_details(look, order, part, true)).collect();
    view! {
        {title(look.with("order-number", &[("number", order.number.to_string().into())]))}
        {pending.then(look_again)}
        <div class="page narrow stack gap-8" data-live="order">
            {if pending { pending_head(look, order) } else { head(look, order, &placed) }}
            {outcome_notes(look, order)}
            <section class="stack" aria-labelledby="confirmed">
                <h2 id="confirmed" class="hidden">{look.t("order-parts")}</h2>
                {(!placed.is_empty()).then(|| shares_strand(shares))}
                <div>{details}</div>
            </section>
            {payment_summary(look, order)}
            {goes_to(look, order)}
            <div class="row no-print">
                {next(look, order)}
                <a class="button large" href="/">{look.t("confirmation-on")}</a>
            </div>
            {print_hint(look)}
        </div>
    }
    .into_any()
}

/// Where most go on to: to the order, or back to the checkout that still has everything.
fn next(look: &Look, order: &OrderView) -> AnyView {
    let (to, text) = if order.was_never_paid() {
        ("/checkout".to_owned(), "confirmation-pay-again")
    } else {
        (address(order), "confirmation-follow")
    };
    view! { <a class="button primary large" href=to>{look.t(text)}</a> }.into_any()
}

fn pending_head(look: &Look, order: &OrderView) -> AnyView {
    let text = if order.phase == Phase::AwaitingPayment { "confirmation-awaiting" } else { "confirmation-placing" };
    view! {
        <div class="stack gap-3">
            {pending_note(look)}
            <h1 class="huge">{look.t(text)}</h1>
            {number(look, order)}
        </div>
    }
    .into_any()
}

fn head(look: &Look, order: &OrderView, placed: &[&MarketplaceOrder]) -> AnyView {
    let first = order.details.name.split_whitespace().next().unwrap_or_default().to_owned();
    let first = look.named(&first);
    let (all, count) = (order.parts.len(), u32::try_from(placed.len()).unwrap_or(0));
    let (class, badge, heading) = match (placed.len(), order.phase) {
        (_, Phase::NeedsHuman) => {
            ("badge saving", look.t("confirmation-checking").into_owned(), look.t("confirmation-human").into_owned())
        }
        (0, _) if order.was_never_paid() => {
            ("badge trouble", look.t("confirmation-none").into_owned(), look.t("confirmation-unpaid").into_owned())
        }
        (0, _) => (
            "badge trouble",
            look.t("confirmation-none").into_owned(),
            look.t("confirmation-none-heading").into_owned(),
        ),
        (some, _) if some == all => (
            "badge good",
            look.count("confirmation-all", count),
            look.with("confirmation-thanks", &[("name", first.into())]),
        ),
        _ => {
            let badge = look.with("confirmation-some", &[("count", count.into()), ("of", all.into())]);
            ("badge saving", badge, look.with("confirmation-thanks", &[("name", first.into())]))
        }
    };
    let sign = if class == "badge good" { CHECK } else { WARNING };
    let mail = (!placed.is_empty())
        .then(|| look.with("confirmation-mail", &[("email", look.named(&order.details.email).into())]));
    view! {
        <div class="stack gap-3">
            <p class=format!("{class} large")>{icon(sign)}{badge}</p>
            <h1 class="huge">{heading}</h1>
            {number(look, order)}
            <p class="soft">{mail}</p>
        </div>
    }
    .into_any()
}

fn number(look: &Look, order: &OrderView) -> AnyView {
    view! {
        <p class="soft">{look.t("confirmation-number")}" "<b class="num ink" data-order-number="" dir="ltr">{order.number.to_string()}</b></p>
    }
    .into_any()
}
