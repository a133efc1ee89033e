//! What a person is called for, each with the order it is about, and a way to say that it is settled.

use leptos::prelude::*;
use services::{operator::Alert, staff::may};

use super::{Clerk, Content, Shop, headed, nothing, words};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let (open, settled) = shop.alerts(&clerk.must()?).await?;
    let settles = clerk.allowed::<may::SettleAlerts>().is_some();
    let list = if open.is_empty() {
        nothing(look.t("operator-alerts-none").into_owned())
    } else {
        let rows: Vec<AnyView> = open.iter().map(|alert| row(&look, alert, settles)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let settled: Vec<AnyView> = settled.iter().map(|alert| row(&look, alert, false)).collect();
    let before = (!settled.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{look.t("operator-alerts-settled")}</summary>
                <ul class="entries">{settled}</ul>
            </details>
        }
    });
    Ok(view! { {headed(&look, "operator-alerts")}{list}{before} }.into_any())
}

fn row(look: &Look, alert: &Alert, settles: bool) -> AnyView {
    let order = alert.order.as_ref().map(|order| {
        let name = look.with("order-number", &[("number", order.to_string().into())]);
        view! { <a class="link" href=format!("/order/{order}")>{name}</a>" · " }
    });
    let action = match alert.settled_at {
        Some(at) => {
            view! { <span class="soft fine">{look.t("operator-settled")}" "{look.moment(at)}</span> }.into_any()
        }
        None if !settles => ().into_any(),
        None => view! {
            <form method="post" action="/api/operator/settle">
                <input type="hidden" name="alert" value=alert.id.clone()/>
                <button class="button small">{look.t("operator-settle")}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <li>
            <div class="stack gap-1">
                <p><b>{words::about(look, &alert.about)}</b></p>
                <p class="soft fine">{order}{look.moment(alert.created_at)}</p>
            </div>
            {action}
        </li>
    }
    .into_any()
}
