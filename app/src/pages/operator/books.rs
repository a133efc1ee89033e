//! Our books beside the gateway's and the marketplaces': the last comparison, and every difference that was ever met.

use leptos::prelude::*;
use services::{
    operator::{Finding, FindingState, Run},
    reconcile::Kind,
    staff::may,
};

use super::{Clerk, Content, Shop, headed, nothing, words};
use crate::{look::Look, ssr::parameter};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let comparison = shop.comparison(&clerk.must()?).await?;
    let compare = clerk.allowed::<may::CompareBooks>().map(|_| {
        view! {
            <form method="post" action="/api/operator/compare">
                <button class="button primary">{look.t("operator-compare")}</button>
            </form>
        }
    });
    let running = (!parameter("running").is_empty()).then(|| {
        view! { <p class="absence-note" role="status">{look.t("operator-running")}</p> }
    });
    let last = match &comparison.run {
        Some(run) => summary(&look, run),
        None => view! { <p class="soft">{look.t("operator-never")}</p> }.into_any(),
    };
    let list = if comparison.findings.is_empty() {
        nothing(look.t("operator-findings-none").into_owned())
    } else {
        let rows: Vec<AnyView> = comparison.findings.iter().map(|finding| row(&look, finding)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    Ok(view! {
        <div class="row between">
            {headed(&look, "operator-books")}
            {compare}
        </div>
        {running}
        {last}
        <section class="stack" aria-labelledby="findings"><h2 id="findings">{look.t("operator-findings")}</h2>{list}</section>
    }
    .into_any())
}

fn summary(look: &Look, run: &Run) -> AnyView {
    let checked = &run.checked;
    let counts = [
        look.count("operator-payments", checked.payments),
        look.count("operator-orders", checked.orders),
        look.count("operator-parts", checked.parts),
    ];
    let silent = (!checked.unanswered.is_empty()).then(|| {
        let names = look.list(&checked.unanswered);
        view! { <p class="absence-note change">{look.with("operator-unanswered", &[("names", names.into())])}</p> }
    });
    view! { <p class="soft">{look.moment(run.started_at)}" · "{counts.join(" · ")}</p>{silent} }.into_any()
}

fn row(look: &Look, finding: &Finding) -> AnyView {
    let about = &finding.about;
    let (badge, word) = match finding.state {
        FindingState::Raised => ("badge trouble", "operator-state-raised"),
        FindingState::Repaired => ("badge good", "operator-state-repaired"),
        FindingState::Settled => ("badge", "operator-state-settled"),
    };
    let order = about.order.as_ref().map(|order| {
        let name = look.with("order-number", &[("number", order.as_str().into())]);
        // An order that our books do not know has no page to lead to.
        if about.kind == Kind::ChargeWithoutOrder.word() {
            return view! { {name}" · " }.into_any();
        }
        view! { <a class="link" href=format!("/order/{order}")>{name}</a>" · " }.into_any()
    });
    view! {
        <li>
            <div class="stack gap-1">
                <p class="row tight"><b>{words::kind(look, &about.kind)}</b><span class=badge>{look.t(word)}</span></p>
                <p class="fine">{words::sides(look, &about.detail)}</p>
                <p class="soft fine">
                    {order}<code dir="ltr">{about.subject.clone()}</code>" · "{look.moment(finding.last_seen_at)}" · "
                    {look.count("operator-times", finding.times)}
                </p>
            </div>
        </li>
    }
    .into_any()
}
