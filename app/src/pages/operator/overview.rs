//! All at a glance: what needs somebody, and that the rest is well.

use leptos::prelude::*;

use super::{Clerk, Content, Shop, headed, may_see};
use crate::{
    icons::{CHECK, WARNING, icon},
    look::Look,
    ssr::parameter,
};

/// One thing to know, and whether it is well.
struct Fact {
    name: String,
    value: AnyView,
    is_well: bool,
    address: &'static str,
}

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let seen = shop.overview(&clerk.must()?).await?;
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
                <div class="stack gap-2"><p><b>{look.t("operator-invariants-broken")}</b></p><ul>{broken}</ul></div>
            </div>
        }
        .into_any()
    };
    let first = match &clerk {
        Clerk::Operator(_) if shop.lacks_owner().await? => Some(first_owner(&look)),
        _ => None,
    };
    // What somebody may not see is told all the same, but leads nowhere.
    let facts: Vec<AnyView> = facts.into_iter().map(|fact| card(&look, fact, &clerk)).collect();
    Ok(view! {
        {headed(&look, "operator-overview")}
        {first}
        <ul class="standing">{facts}</ul>
        <section class="stack" aria-labelledby="invariants">
            <h2 id="invariants">{look.t("operator-invariants")}</h2>
            {invariants}
        </section>
    }
    .into_any())
}

fn card(look: &Look, fact: Fact, clerk: &Clerk) -> AnyView {
    let Fact { name, value, is_well, address } = fact;
    let sign = if is_well { CHECK } else { WARNING };
    let word = look.t(if is_well { "operator-well" } else { "operator-unwell" });
    let name = if may_see(clerk, address) {
        view! { <a href=address>{name}</a> }.into_any()
    } else {
        view! { <span class="soft fine">{name}</span> }.into_any()
    };
    view! {
        <li class="fact" class:unwell=!is_well>
            {name}
            <b>{value}</b>
            <span class="sign">{icon(sign)}<span class="hidden">{word}</span></span>
        </li>
    }
    .into_any()
}

/// How the very first owner comes to be: whoever has the operator's key invites them.
fn first_owner(look: &Look) -> AnyView {
    if !parameter("invited").is_empty() {
        return view! { <p class="absence-note good" role="status">{look.t("staff-first-owner-sent")}</p> }.into_any();
    }
    view! {
        <section class="panel stack" aria-labelledby="first-owner">
            <h2 id="first-owner">{look.t("staff-first-owner")}</h2>
            <p class="soft">{look.t("staff-first-owner-text")}</p>
            <form class="filters" method="post" action="/api/staff/first-owner">
                <div class="field">
                    <label for="email">{look.t("staff-email")}</label>
                    <input class="input" id="email" name="email" type="email" required maxlength="254" dir="ltr" autocomplete="email"/>
                </div>
                <button class="button primary">{look.t("staff-invite-send")}</button>
            </form>
        </section>
    }
    .into_any()
}
