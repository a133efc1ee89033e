//! The second step of the checkout: how each marketplace delivers.

use domain::{
    checkout::{CheckoutStep, CheckoutView},
    pricing::{PartQuote, Quote},
};
use leptos::prelude::*;

use crate::{
    components::marketplace::marketplace_of,
    look::Look,
    pages::checkout::{coming, done},
};

/// The step, still to come, open or folded up.
pub(super) fn delivery_step(look: &Look, view: &CheckoutView) -> AnyView {
    let quote = view.cart.quote.as_ref();
    match view.draft.step {
        CheckoutStep::Details => return coming(look, "delivery"),
        CheckoutStep::Review => {
            let live = view.draft.live.as_ref().map(|live| &live.quote).or(quote);
            return done(look, "delivery", delivery_told(look, live).into_any());
        }
        CheckoutStep::Delivery => {}
    }
    let parts: Vec<AnyView> =
        quote.iter().flat_map(|quote| &quote.parts).map(|part| part_options(look, view, part)).collect();
    let nothing = parts.is_empty();
    view! {
        <li aria-current="step" id="step">
            <h2>{look.t("checkout-delivery")}</h2>
            {if nothing {
                view! {
                    <div class="open"><p class="absence-note">
                        {look.t("checkout-nothing-to-deliver")}" "<a href="/cart">{look.t("checkout-back-to-cart")}</a>
                    </p></div>
                }.into_any()
            } else {
                view! {
                    <form class="open stack gap-6" action="/api/checkout/delivery" method="post">
                        {parts}
                        <button class="button primary large">{look.t("checkout-to-review")}</button>
                        <p class="soft fine">{look.t("checkout-delivery-why")}</p>
                    </form>
                }.into_any()
            }}
        </li>
    }
    .into_any()
}

/// The ways one marketplace delivers.
fn part_options(look: &Look, view: &CheckoutView, part: &PartQuote) -> AnyView {
    let chosen = view.draft.delivery.get(&part.marketplace);
    let known = chosen.is_some_and(|chosen| part.options.iter().any(|option| option.id == *chosen));
    let choices: Vec<AnyView> = part
        .options
        .iter()
        .enumerate()
        .map(|(place, option)| {
            let name = format!("chosen[{}]", part.marketplace);
            let checked = if known { chosen == Some(&option.id) } else { place == part.chosen as usize };
            let cost = look.converted(option.price).unwrap_or(option.price);
            let cost = if cost.is_zero() { look.t("free").into_any() } else { look.money(cost) };
            let arrives = look.with("arrives", &[("day", look.in_days(option.days_to).into())]);
            view! {
                <label class="choice">
                    <input type="radio" name=name value=option.id.clone() checked=checked/>
                    <span><b dir="auto">{option.title.clone()}</b><small>{arrives}</small></span>
                    <b class="num">{cost}</b>
                </label>
            }
            .into_any()
        })
        .collect();
    let things = part.lines.iter().map(|line| u32::from(line.quantity)).sum();
    let plain = choices.is_empty().then(|| view! { <p class="soft">{look.t("checkout-one-way")}</p> });
    view! {
        <fieldset class="stack gap-2">
            <legend class="row tight">{marketplace_of(look, &part.marketplace)}<span class="soft fine">{look.count("cart-count", things)}</span></legend>
            {choices}{plain}
        </fieldset>
    }
    .into_any()
}

/// What was chosen, in one sentence.
fn delivery_told(look: &Look, quote: Option<&Quote>) -> String {
    let Some(quote) = quote else { return String::new() };
    let each: Vec<String> = quote
        .parts
        .iter()
        .map(|part| {
            let name = look.named(&look.name_of(&part.marketplace));
            match part.delivery() {
                Some(option) => format!("{name}: {} ({})", look.named(&option.title), look.in_days(option.days_to)),
                None => name,
            }
        })
        .collect();
    each.join(" · ")
}
