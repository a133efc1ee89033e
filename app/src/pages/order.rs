//! An order: how its parts travel, what was paid, what was refused. Opened by its visitor or with the link of the mail.

use domain::{
    ids::{OrderNumber, SecretToken},
    order::OrderView,
    papers::PaperNumber,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{
    ServiceError, Shop,
    staff::{Allowed, may},
};

use crate::{
    components::{
        absence_note::{good_note, trouble_note},
        frame::{At, answer, framed},
        order_parts::{is_pending, outcome_notes, parcel_card, part_details, payment_summary, status_badge},
        timeline::timeline,
    },
    icons::{PRINT, icon},
    islands::live_order::LiveOrder,
    look::Look,
    pages::{head::title, papers::paper_links},
    problem::ApiError,
    ssr::{clerk, keep_secret, parameter, shop, signed, with_next},
};

/// The order's page.
#[component]
pub fn Order() -> impl IntoView {
    let look = Look::here();
    let (shop, mine, number) = (shop(), look.clone(), asked_number());
    let main = answer(&look, async move {
        let order = open(&shop, &mine, &number).await?;
        let of_guest = shop.is_guest_order(&order.number).await?;
        let papers: Vec<PaperNumber> = shop.papers(&order).await?.iter().map(|paper| paper.number).collect();
        Ok(content(&mine, &order, of_guest, &papers))
    });
    framed(&look, At::Orders, "", main)
}

/// The number in the address.
pub fn asked_number() -> String {
    use_params_map().get_untracked().get("number").unwrap_or_default()
}

/// The order of a number, for its visitor or with the token of the mail's link.
///
/// # Errors
/// When there is none, and just so when it is somebody else's.
pub async fn open(shop: &Shop, look: &Look, number: &str) -> Result<OrderView, ServiceError> {
    keep_secret();
    InHand::here().open(shop, look, number).await
}

/// What a request has in hand that may open an order, beside its visit.
pub struct InHand {
    clerk: Option<Allowed<may::SeeOrders>>,
    token: Option<SecretToken>,
}

impl InHand {
    /// What this request has.
    pub fn here() -> Self {
        Self { clerk: clerk().and_then(|clerk| clerk.allowed()), token: parameter("token").parse().ok() }
    }

    /// The order of a number, where it may be opened.
    ///
    /// # Errors
    /// As [`open`].
    pub async fn open(self, shop: &Shop, look: &Look, number: &str) -> Result<OrderView, ServiceError> {
        let number: OrderNumber = number.parse().map_err(|_| ServiceError::NotFound)?;
        match self.clerk {
            Some(allowed) => shop.order_for(&allowed, &number).await,
            None => shop.order(look.visit(), &number, self.token.as_ref()).await,
        }
    }
}

/// The token that an order was opened with, as an address goes on; empty where there is none.
pub fn token_question() -> String {
    let token = parameter("token");
    token.parse::<SecretToken>().map(|token| format!("?token={token}")).unwrap_or_default()
}

/// The address of an order, with the token where it was opened with one.
pub fn address(order: &OrderView) -> String {
    format!("/order/{}{}", order.number, token_question())
}

fn content(look: &Look, order: &OrderView, of_guest: bool, papers: &[PaperNumber]) -> AnyView {
    let heading = look.with("order-number", &[("number", order.number.to_string().into())]);
    let pending = is_pending(order);
    let cards: Vec<AnyView> = order.parts.iter().map(|part| parcel_card(look, part)).collect();
    let details: Vec<AnyView> =
        order.parts.iter().enumerate().map(|(place, part)| part_details(look, order, part, place == 0)).collect();
    view! {
        {title(heading.clone())}
        {pending.then(look_again)}
        <div class="page stack gap-8" data-live="order">
            <div class="row between">
                <div class="stack gap-1">
                    <nav aria-label=look.t("breadcrumb")>
                        <ol class="crumbs"><li><a href="/orders">{look.t("nav-orders")}</a></li><li aria-current="page">{order.number.to_string()}</li></ol>
                    </nav>
                    <h1 class="row tight">{heading}" "{status_badge(look, order.status)}</h1>
                    <p class="soft fine">{look.moment(order.created_at)}" · "{look.money(order.total)}</p>
                </div>
            </div>
            {claim_note(look, order, of_guest)}
            {pending.then(|| pending_note(look))}
            {outcome_notes(look, order)}
            <ul class="parcels">{cards}</ul>
            <div class="with-aside wide-aside">
                <section aria-labelledby="happened">
                    <div class="section-head"><h2 id="happened">{look.t("order-happened")}</h2></div>
                    {timeline(look, order)}
                </section>
                <section aria-labelledby="parts" class="stack">
                    <div><div class="section-head"><h2 id="parts">{look.t("order-parts")}</h2></div>{details}</div>
                    {payment_summary(look, order)}
                    {paper_links(look, order, papers)}
                    {goes_to(look, order)}
                </section>
            </div>
        </div>
    }
    .into_any()
}

/// The way into an account, for whoever opened a guest's order with its token.
fn claim_note(look: &Look, order: &OrderView, of_guest: bool) -> AnyView {
    if parameter("claimed") == "1" {
        return good_note(look.t("account-claim-done").into_owned());
    }
    let problem = ApiError::of_address().map(|_| trouble_note(look.t("account-why-taken").into_owned()));
    let (Ok(token), true) = (parameter("token").parse::<SecretToken>(), of_guest) else {
        return problem.into_any();
    };
    let number = order.number.to_string();
    let way = if signed().is_some() {
        view! {
            <form method="post" action="/api/account/claim">
                <input type="hidden" name="number" value=number/>
                <input type="hidden" name="token" value=token.to_string()/>
                <button class="button small">{look.t("account-claim-button")}</button>
            </form>
        }
        .into_any()
    } else {
        let back = format!("/order/{number}?token={token}");
        view! { <a class="button small" href=with_next("/sign-in", &back)>{look.t("account-claim-sign-in")}</a> }
            .into_any()
    };
    view! {
        {problem}
        <div class="absence-note no-print" role="note"><p>{look.t("account-claim-text")}</p>{way}</div>
    }
    .into_any()
}

/// Where the goods go.
pub fn goes_to(look: &Look, order: &OrderView) -> AnyView {
    let details = &order.details;
    let lines = [&details.name, &details.street, &details.extra].map(String::as_str);
    let lines: Vec<_> = lines
        .into_iter()
        .map(str::to_owned)
        .chain([format!("{} {}", details.postcode, details.city), look.country(&details.country).into_owned()])
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <span dir="auto">{line}</span><br/> })
        .collect();
    view! {
        <section aria-labelledby="goes-to" class="fine">
            <h2 id="goes-to" class="minor">{look.t("order-goes-to")}</h2>
            <address>{lines}</address>
        </section>
    }
    .into_any()
}

/// The order is being placed; the page looks again by itself, with and without scripts.
pub fn pending_note(look: &Look) -> AnyView {
    view! {
        <div class="absence-note good" role="status" data-pending="">
            <span class="spinner" aria-hidden="true"></span>
            <p><b>{look.t("order-pending")}</b>" "{look.t("order-pending-text")}</p>
        </div>
    }
    .into_any()
}

/// Looks again after a while: an island where scripts run, a refresh where they do not.
pub fn look_again() -> AnyView {
    view! {
        <noscript><meta http-equiv="refresh" content="3"/></noscript>
        <LiveOrder/>
    }
    .into_any()
}

/// The way to paper.
pub fn print_hint(look: &Look) -> AnyView {
    view! { <p class="soft fine row tight keep no-print">{icon(PRINT)}{look.t("order-print")}</p> }.into_any()
}
