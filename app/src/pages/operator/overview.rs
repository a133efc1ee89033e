//! All at a glance: what needs somebody, and that the rest is well.

use leptos::prelude::*;

use super::{Content, Person, Shop, headed};
use crate::{
    icons::{CHECK, WARNING, icon},
    look::Look,
};

/// One thing to know, and whether it is well.
struct Fact {
    name: String,
    value: AnyView,
    is_well: bool,
    address: &'static str,
}

/// The page.
pub(super) async fn page(shop: Shop, look: Look, person: Person) -> Content {
    let seen = shop.overview(&person).await?;
    let number = |count: usize| look.locale().number(count as u64);
    let silent = seen.compared.as_ref().map(|run| run.checked.unanswered.join(", ")).unwrap_or_default();
    let facts = [
        Fact {
            name: look.t("operator-alerts-open").into_owned(),
            value: number(seen.alerts.len()).into_any(),
            is_well: seen.alerts.is_empty(),
            address: "/operator/alerts",
        },
        Fact {
            name: look.t("operator-people").into_owned(),
            value: number(seen.people.len()).into_any(),
            is_well: seen.people.is_empty(),
            address: "/operator/alerts",
        },
        Fact {
            name: look.t("operator-books").into_owned(),
            value: match &seen.compared {
                Some(run) => look.moment(run.started_at),
                None => look.t("operator-never").into_owned().into_any(),
            },
            is_well: seen.compared.is_some() && silent.is_empty(),
            address: "/operator/books",
        },
        Fact {
            name: look.t("operator-ledger").into_owned(),
            value: look
                .t(if seen.balances { "operator-balances" } else { "operator-balances-not" })
                .into_owned()
                .into_any(),
            is_well: seen.balances,
            address: "/operator/ledger",
        },
        Fact {
            name: look.t("operator-jobs-waiting").into_owned(),
            value: number(seen.jobs.waiting as usize).into_any(),
            is_well: true,
            address: "/operator/jobs",
        },
        Fact {
            name: look.t("operator-jobs-dead").into_owned(),
            value: number(seen.jobs.dead as usize).into_any(),
            is_well: seen.jobs.dead == 0,
            address: "/operator/jobs",
        },
    ];
    let facts: Vec<AnyView> = facts.into_iter().map(|fact| card(&look, fact)).collect();
    let broken: Vec<_> = seen
        .broken
        .iter()
        .map(|(name, rows)| {
            let rows = look.count("operator-rows", u32::try_from(*rows).unwrap_or(u32::MAX));
            view! { <li><span lang="en" dir="ltr">{name.clone()}</span>" · "{rows}</li> }
        })
        .collect();
    let invariants = if broken.is_empty() {
        view! { <p class="absence-note good">{icon(CHECK)}{look.t("operator-invariants-hold")}</p> }.into_any()
    } else {
        view! {
            <div class="absence-note trouble" role="alert">
                <div class="stack" style="--gap:.5rem"><p><b>{look.t("operator-invariants-broken")}</b></p><ul>{broken}</ul></div>
            </div>
        }
        .into_any()
    };
    Ok(view! {
        {headed(&look, "operator-overview")}
        <ul class="standing">{facts}</ul>
        <section class="stack" aria-labelledby="invariants">
            <h2 id="invariants">{look.t("operator-invariants")}</h2>
            {invariants}
        </section>
    }
    .into_any())
}

fn card(look: &Look, fact: Fact) -> AnyView {
    let Fact { name, value, is_well, address } = fact;
    let sign = if is_well { CHECK } else { WARNING };
    let word = look.t(if is_well { "operator-well" } else { "operator-unwell" });
    view! {
        <li class="fact" class:unwell=!is_well>
            <a href=address>{name}</a>
            <b>{value}</b>
            <span class="sign">{icon(sign)}<span class="hidden">{word}</span></span>
        </li>
    }
    .into_any()
}
