//! The checkout: details, delivery, review, one under the other. A step that is done folds up to a sentence and can be
//! opened again. What was typed is kept on the server.

use domain::{
    checkout::{COUNTRIES, CheckoutStep, CheckoutView, FieldProblem},
    ids::OrderNumber,
    pricing::{PartQuote, Quote},
};
use leptos::prelude::*;
use services::ServiceError;

use crate::{
    components::{
        absence_note::{change_note, problem_note, trouble_note},
        field::{TextField, choice_field, problem_text, text_field},
        frame::{answer, framed_checkout},
        marketplace::marketplace_of,
    },
    icons::{WARNING, icon},
    islands::cart::parcel::tax,
    look::Look,
    pages::{checkout_review::review, head::title},
    ssr::{keep_private, page_redirect, parameter, shop},
    strand::strand,
};

/// The checkout.
#[component]
pub fn Checkout() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        keep_private();
        if let Ok(cancelled) = parameter("cancelled").parse::<OrderNumber>()
            && let Err(error) = shop.payment_cancelled(mine.visit(), &cancelled).await
        {
            tracing::debug!(?error, "a payment that was given up could not be closed");
        }
        match shop.checkout(mine.visit()).await {
            Ok(view) => Ok(content(&mine, &view)),
            Err(ServiceError::CartEmpty) => {
                page_redirect("/cart");
                Ok(view! { <p class="page"><a href="/cart">{mine.t("cart-title")}</a></p> }.into_any())
            }
            Err(error) => Err(error),
        }
    });
    framed_checkout(&look, main)
}

fn content(look: &Look, view: &CheckoutView) -> AnyView {
    let step = view.draft.step;
    let live = view.draft.live.as_ref().filter(|_| step == CheckoutStep::Review);
    let quote = live.map(|live| &live.quote).or(view.cart.quote.as_ref());
    view! {
        {title(look.t("checkout-title"))}
        <div class="page">
            <h1 class="hidden">{look.t("checkout-title")}</h1>
            <div class="with-aside" style="--aside:22rem">
                <div class="stack">
                    {notes(look, view)}
                    <ol class="stepper">
                        {details_step(look, view)}
                        {delivery_step(look, view)}
                        {review_step(look, view)}
                    </ol>
                </div>
                {quote.map(|quote| total(look, view, quote, live.is_some()))}
            </div>
        </div>
    }
    .into_any()
}

/// What the shopper is told before anything else.
fn notes(look: &Look, view: &CheckoutView) -> AnyView {
    let changed = parameter("changed") == "1";
    let paying = view.draft.paying.as_ref().filter(|_| !view.draft.payment_failed);
    view! {
        {problem_note()}
        {view.draft.payment_failed.then(|| trouble_note(look.t("checkout-payment-failed").into_owned()))}
        {changed.then(|| change_note(look.t("checkout-changed").into_owned(), look.t("checkout-changed-text").into_owned()))}
        {paying.map(|number| view! {
            <div class="absence-note" role="status">
                <p>{look.with("checkout-paying", &[("number", number.to_string().into())])}</p>
                <a class="button small" href=format!("/order/{number}/confirmation")>{look.t("checkout-paying-look")}</a>
            </div>
        })}
    }
    .into_any()
}

/// A step that is done: what was said, and the way to say it again.
fn done(look: &Look, name: &'static str, told: AnyView) -> AnyView {
    let step = look.t(&format!("checkout-{name}"));
    view! {
        <li class="done">
            <h2>{step.clone()}</h2>
            <form class="edit" action="/api/checkout/reopen" method="post">
                <input type="hidden" name="step" value=name/>
                <button class="link">{look.t("checkout-edit")}<span class="hidden">": "{step}</span></button>
            </form>
            <p class="told" dir="auto">{told}</p>
        </li>
    }
    .into_any()
}

/// A step that is still to come.
fn coming(look: &Look, name: &'static str) -> AnyView {
    view! { <li><h2>{look.t(&format!("checkout-{name}"))}</h2></li> }.into_any()
}

fn details_step(look: &Look, view: &CheckoutView) -> AnyView {
    let form = &view.draft.form;
    if view.draft.step != CheckoutStep::Details {
        let lines = [&form.street, &form.extra, &form.postcode, &form.city].map(String::as_str);
        let address: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let place = format!("{}, {}, {}", form.name, address.join(", "), look.country(&form.country));
        let reached: Vec<&str> =
            [form.email.as_str(), form.phone.as_str()].into_iter().filter(|line| !line.is_empty()).collect();
        return done(look, "details", view! { {place}<br/>{reached.join(", ")} }.into_any());
    }
    view! {
        <li aria-current="step" id="step">
            <h2>{look.t("checkout-details")}</h2>
            <form class="open stack" style="--gap:1rem" action="/api/checkout/details" method="post" novalidate>
                {problem_summary(look, &view.problems)}
                {details_fields(look, view)}
                <button class="button primary large">{look.t("checkout-to-delivery")}</button>
                <p class="soft fine">{look.t("checkout-details-why")}</p>
            </form>
        </li>
    }
    .into_any()
}

fn details_fields(look: &Look, view: &CheckoutView) -> AnyView {
    let (form, problems) = (&view.draft.form, view.problems.as_slice());
    let field = |name: &'static str, value, kind, autocomplete, longest, optional| {
        text_field(look, TextField { name, value, kind, autocomplete, longest, optional }, problems)
    };
    let mut countries: Vec<(String, String)> =
        COUNTRIES.iter().map(|code| ((*code).to_owned(), look.country(code).into_owned())).collect();
    countries.sort_by(|left, right| left.1.cmp(&right.1));
    let country = if form.country.is_empty() { &look.visit().country } else { &form.country };
    view! {
        {field("email", &form.email, "email", "email", 254, false)}
        {field("name", &form.name, "text", "name", 100, false)}
        {field("street", &form.street, "text", "address-line1", 200, false)}
        {field("extra", &form.extra, "text", "address-line2", 200, true)}
        <div class="two-fields">
            {field("postcode", &form.postcode, "text", "postal-code", 12, false)}
            {field("city", &form.city, "text", "address-level2", 100, false)}
        </div>
        {choice_field(look, "country", country, countries, problems)}
        {field("phone", &form.phone, "tel", "tel", 30, true)}
    }
    .into_any()
}

/// All that is wrong, each with the way to its field.
fn problem_summary(look: &Look, problems: &[FieldProblem]) -> AnyView {
    if problems.is_empty() {
        return ().into_any();
    }
    let count = u32::try_from(problems.len()).unwrap_or(0);
    let rows: Vec<AnyView> = problems
        .iter()
        .map(|problem| {
            let label = look.t(&format!("field-{}", problem.field));
            let text = problem_text(look, &problem.field, problem.problem);
            view! { <li><a href=format!("#{}", problem.field)>{label}</a>": "{text}</li> }.into_any()
        })
        .collect();
    view! {
        <div class="absence-note trouble" id="problems" role="alert" tabindex="-1">
            {icon(WARNING)}
            <div class="stack" style="--gap:.25rem"><p><b>{look.count("checkout-problems", count)}</b></p><ul>{rows}</ul></div>
        </div>
    }
    .into_any()
}

fn delivery_step(look: &Look, view: &CheckoutView) -> AnyView {
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
                    <form class="open stack" style="--gap:1.5rem" action="/api/checkout/delivery" method="post">
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
        <fieldset class="stack" style="--gap:.5rem">
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
            let name = look.name_of(&part.marketplace);
            part.delivery()
                .map_or(name.clone(), |option| format!("{name}: {} ({})", option.title, look.in_days(option.days_to)))
        })
        .collect();
    each.join(" · ")
}

fn review_step(look: &Look, view: &CheckoutView) -> AnyView {
    if view.draft.step != CheckoutStep::Review {
        return coming(look, "review");
    }
    view! {
        <li aria-current="step" id="step"><h2>{look.t("checkout-review")}</h2><div class="open">{review(look, view)}</div></li>
    }
    .into_any()
}

/// The total beside the steps, always in sight.
fn total(look: &Look, view: &CheckoutView, quote: &Quote, live: bool) -> AnyView {
    let things = quote.parts.iter().flat_map(|part| &part.lines).map(|line| u32::from(line.quantity)).sum();
    let parcels = u32::try_from(quote.parts.len()).unwrap_or(0);
    let pays = live && !quote.parts.is_empty();
    let until = view.draft.live.as_ref().filter(|_| live).map(|live| {
        let (hours, minutes) = live.expires_at.clock();
        look.with("checkout-held-until", &[("time", format!("{hours}:{minutes:02} UTC").into())])
    });
    let added = quote.total.tax_added;
    let tax = match tax(quote) {
        Some(all) if all != added => Some((look.t("cart-tax-row"), all)),
        _ => (!added.is_zero()).then(|| (look.t("checkout-tax-added"), added)),
    };
    let tax = tax.map(|(name, tax)| view! { <div><dt>{name}</dt><dd>{look.money(tax)}</dd></div> });
    view! {
        <aside class=if pays { "wide-only" } else { "" }>
            <section class="summary" aria-labelledby="total">
                <h2 id="total">{look.t("cart-total")}</h2>
                {strand(quote, look.faces())}
                <dl>
                    <div><dt>{look.count("cart-count", things)}</dt><dd>{look.money(quote.total.goods)}</dd></div>
                    <div><dt>{look.count("checkout-delivery-parcels", parcels)}</dt><dd>{look.money(quote.total.delivery)}</dd></div>
                    {tax}
                    <div class="grand"><dt>{look.t("to-pay")}</dt><dd>{look.money(quote.total.total)}</dd></div>
                </dl>
                {pays.then(|| view! {
                    <button class="button primary large wide" form="pay">
                        {look.with("checkout-pay", &[("amount", look.amount(quote.total.total).into())])}
                    </button>
                })}
                <p class="soft fine">{until.unwrap_or_else(|| look.t("checkout-estimate").into_owned())}</p>
            </section>
        </aside>
    }
    .into_any()
}
