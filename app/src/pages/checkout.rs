//! The checkout: details, delivery, review, one under the other. A step that is done folds up to a sentence and can be
//! opened again. What was typed is kept on the server.

use domain::{
    address::KeptAddress,
    checkout::{CheckoutStep, CheckoutView},
    ids::OrderNumber,
    pricing::Quote,
    wallet::WalletView,
};
use leptos::prelude::*;
use services::ServiceError;

use crate::{
    components::{
        absence_note::{change_note, problem_note, trouble_note},
        cart_screen::cart_texts,
        frame::{answer, framed_checkout},
    },
    islands::cart::{
        coupon::{coupon_field, reduction_rows},
        parcel::tax,
    },
    look::Look,
    pages::{checkout_delivery::delivery_step, checkout_details::details_step, checkout_review::review, head::title},
    ssr::{keep_private, page_redirect, parameter, shop, signed},
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
        let mut kept = Vec::new();
        if let Some(signed) = signed() {
            shop.begin_checkout(mine.visit(), &signed).await?;
            kept = shop.addresses(&signed).await?;
        }
        match shop.checkout(mine.visit()).await {
            Ok(view) => {
                let wallet = match view.draft.step {
                    CheckoutStep::Review => Some(shop.wallet(mine.visit()).await?),
                    CheckoutStep::Details | CheckoutStep::Delivery => None,
                };
                Ok(content(&mine, &view, wallet.as_ref(), &kept))
            }
            Err(ServiceError::CartEmpty) => {
                page_redirect("/cart");
                Ok(view! { <p class="page"><a href="/cart">{mine.t("cart-title")}</a></p> }.into_any())
            }
            Err(error) => Err(error),
        }
    });
    framed_checkout(&look, main)
}

fn content(look: &Look, view: &CheckoutView, wallet: Option<&WalletView>, kept: &[KeptAddress]) -> AnyView {
    let step = view.draft.step;
    let live = view.draft.live.as_ref().filter(|_| step == CheckoutStep::Review);
    let quote = live.map(|live| &live.quote).or(view.cart.quote.as_ref());
    view! {
        {title(look.t("checkout-title"))}
        <div class="page">
            <h1 class="hidden">{look.t("checkout-title")}</h1>
            <div class="with-aside slim-aside">
                <div class="stack">
                    {notes(look, view)}
                    <ol class="stepper">
                        {details_step(look, view, kept)}
                        {delivery_step(look, view)}
                        {review_step(look, view, wallet)}
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
pub(super) fn done(look: &Look, name: &'static str, told: AnyView) -> AnyView {
    let step = look.t(&format!("checkout-{name}"));
    view! {
        <li class="done">
            <h2>{step.clone()}</h2>
            <form class="edit" action="/api/checkout/reopen" method="post">
                <input type="hidden" name="step" value=name/>
                <button class="link">{look.t("checkout-edit")}<span class="hidden">": "{step}</span></button>
            </form>
            <p class="told">{told}</p>
        </li>
    }
    .into_any()
}

/// A step that is still to come.
pub(super) fn coming(look: &Look, name: &'static str) -> AnyView {
    view! { <li><h2>{look.t(&format!("checkout-{name}"))}</h2></li> }.into_any()
}

/// Open once the wallet is known, which is read for this step alone.
fn review_step(look: &Look, view: &CheckoutView, wallet: Option<&WalletView>) -> AnyView {
    let Some(wallet) = wallet else { return coming(look, "review") };
    view! {
        <li aria-current="step" id="step">
            <h2>{look.t("checkout-review")}</h2><div class="open">{review(look, view, wallet)}</div>
        </li>
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
    let texts = cart_texts(look);
    // In the review it stands among what is read before paying, on small screens too.
    let coupon = (!pays).then(|| coupon_field(&texts, &view.cart, Some(quote), "/api/checkout/coupon"));
    view! {
        <aside class=if pays { "wide-only" } else { "" }>
            <section class="summary" aria-labelledby="total">
                <h2 id="total">{look.t("cart-total")}</h2>
                {strand(quote, look.faces())}
                <dl>
                    <div><dt>{look.count("cart-count", things)}</dt><dd>{look.money(quote.total.goods)}</dd></div>
                    <div><dt>{look.count("checkout-delivery-parcels", parcels)}</dt><dd>{look.money(quote.total.delivery)}</dd></div>
                    {reduction_rows(&texts, quote)}
                    {tax}
                    <div class="grand"><dt>{look.t("to-pay")}</dt><dd>{look.money(quote.total.total)}</dd></div>
                </dl>
                {pays.then(|| view! {
                    <button class="button primary large wide" form="pay">
                        {look.with("checkout-pay", &[("amount", look.amount(quote.total.total).into())])}
                    </button>
                })}
                {coupon}
                <p class="soft fine">{until.unwrap_or_else(|| look.t("checkout-estimate").into_owned())}</p>
            </section>
        </aside>
    }
    .into_any()
}
