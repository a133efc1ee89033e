//! Reports of counterfeits: what people say of goods, and a way to block them or to let them be sold again.

use leptos::prelude::*;
use services::counterfeits::{Goods, Report, Reports, reference};

use super::{Clerk, Content, Shop, headed, nothing};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let reports = shop.reports(&clerk.must()?).await?;
    let open = if reports.open.is_empty() {
        nothing(look.t("reports-none").into_owned())
    } else {
        let rows: Vec<AnyView> = reports.open.iter().map(|report| row(&look, &reports, report)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let blocked = (!reports.blocked.is_empty()).then(|| {
        let rows: Vec<AnyView> = reports
            .blocked
            .iter()
            .map(|(goods, since)| {
                view! {
                    <li>
                        <div class="stack gap-1">
                            {name(&look, &reports, goods)}
                            <p class="soft fine">{look.t("reports-blocked-since")}" "{look.moment(*since)}</p>
                        </div>
                        {act(&look, "/api/operator/unblock", goods, "reports-unblock")}
                    </li>
                }
                .into_any()
            })
            .collect();
        view! {
            <section class="stack" aria-labelledby="blocked">
                <h2 id="blocked">{look.t("reports-blocked")}</h2>
                <ul class="entries">{rows}</ul>
            </section>
        }
    });
    let settled: Vec<AnyView> = reports.settled.iter().map(|report| row(&look, &reports, report)).collect();
    let before = (!settled.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{look.t("reports-settled")}</summary>
                <ul class="entries">{settled}</ul>
            </details>
        }
    });
    Ok(view! {
        {headed(&look, "reports-title")}
        <p class="soft">{look.t("reports-text")}</p>
        {open}
        {blocked}
        {before}
    }
    .into_any())
}

fn row(look: &Look, reports: &Reports, report: &Report) -> AnyView {
    let goods = &report.goods;
    let whole = Goods { product: None, ..goods.clone() };
    let block = (!report.blocked).then(|| act(look, "/api/operator/block", goods, "reports-block"));
    let block_all = goods.product.is_some().then(|| act(look, "/api/operator/block", &whole, "reports-block-store"));
    let actions = match report.settled_at {
        Some(at) => {
            view! { <span class="soft fine">{look.t("reports-settled-at")}" "{look.moment(at)}</span> }.into_any()
        }
        None => view! {
            {block}
            {block_all}
            <form method="post" action="/api/operator/settle-report">
                <input type="hidden" name="report" value=report.id.clone()/>
                <button class="button small">{look.t("reports-settle")}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <li>
            <div class="stack gap-1">
                {name(look, reports, goods)}
                <p>{look.t(&format!("report-reason-{}", report.statement.reason.word()))}</p>
                {(!report.statement.words.is_empty()).then(|| view! { <p class="soft" dir="auto">{report.statement.words.clone()}</p> })}
                <p class="soft fine">
                    {look.moment(report.at)}
                    {report.blocked.then(|| view! { " · "<span class="badge">{look.t("reports-is-blocked")}</span> })}
                </p>
            </div>
            <div class="row tight">{actions}</div>
        </li>
    }
    .into_any()
}

/// What goods are called, with the way to their page.
fn name(look: &Look, reports: &Reports, goods: &Goods) -> AnyView {
    let marketplace = look.name_of(&goods.marketplace);
    match reference(goods) {
        Some(product) => {
            let title = reports.title(goods).map_or_else(|| product.to_string(), str::to_owned);
            let address = domain::visit::ProductPage::address(&product);
            view! { <p dir="auto"><b><a class="link" href=address>{title}</a></b>" · "<bdi>{marketplace}</bdi></p> }
                .into_any()
        }
        None => {
            let address = format!("/stores/{}", goods.marketplace);
            view! { <p><b><a class="link" href=address><bdi>{marketplace}</bdi></a></b>" · "{look.t("reports-whole-store")}</p> }
                .into_any()
        }
    }
}

fn act(look: &Look, door: &'static str, goods: &Goods, key: &'static str) -> AnyView {
    view! {
        <form method="post" action=door>
            <input type="hidden" name="marketplace" value=goods.marketplace.to_string()/>
            <input type="hidden" name="product" value=goods.product.as_ref().map(ToString::to_string)/>
            <button class="button small quiet">{look.t(key)}</button>
        </form>
    }
    .into_any()
}
