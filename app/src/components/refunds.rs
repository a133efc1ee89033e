//! Money of an order that is given back: how much, why, how it stands, since when.

use domain::{
    order::{GivenBack, OrderView},
    saga::{RefundReason, RefundState},
};
use leptos::prelude::*;

use crate::look::Look;

/// Everything that is given back; nothing where nothing is.
pub fn refunds(look: &Look, order: &OrderView) -> AnyView {
    if order.given_back.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = order.given_back.iter().map(|given_back| row(look, order, given_back)).collect();
    view! {
        <section class="stack gap-2" aria-labelledby="refunds">
            <h3 id="refunds">{look.t("refunds-title")}</h3>
            <ul class="money-list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(look: &Look, order: &OrderView, given_back: &GivenBack) -> AnyView {
    let why = match given_back.of_part {
        Some((part, reason)) => {
            let marketplace = order.parts.get(part as usize).map(|part| look.name_of(&part.marketplace));
            look.with(reason_key(reason), &[("marketplace", marketplace.unwrap_or_default().into())])
        }
        None => look.t("refund-paid-twice").into_owned(),
    };
    let (class, state) = match given_back.state {
        RefundState::Asked => ("badge", "refund-asked"),
        RefundState::Refunded => ("badge good", "refund-refunded"),
        RefundState::Refused => ("badge saving", "refund-refused"),
    };
    view! {
        <li>
            <div>
                <p>{why}</p>
                <p class="soft fine row tight"><span class=class>{look.t(state)}</span>{look.moment(given_back.at)}</p>
            </div>
            <b class="amount num">{look.money(given_back.amount)}</b>
        </li>
    }
    .into_any()
}

/// The key of a reason to give something back.
pub fn reason_key(reason: RefundReason) -> &'static str {
    match reason {
        RefundReason::Withdrawn => "refund-withdrawn",
        RefundReason::Returned => "refund-returned",
        RefundReason::Damaged => "refund-damaged",
        RefundReason::Missing => "refund-missing",
        RefundReason::Goodwill => "refund-goodwill",
    }
}
