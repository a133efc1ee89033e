//! The audit log: who did what to what, filtered, the newest first; and whether it is whole.

use domain::time::{Date, Timestamp};
use leptos::prelude::*;
use services::audit_log::{Entry, Filter};

use super::{Clerk, Content, Shop, headed, nothing, table};
use crate::{
    icons::{CHECK, FORWARD, WARNING, icon, turning_icon},
    look::Look,
    ssr::parameter,
};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let allowed = clerk.must()?;
    let filter = Filter {
        actor: parameter("actor"),
        action: parameter("action"),
        subject: parameter("subject"),
        since: day(&parameter("since")),
        // The last day is wholly in it.
        until: day(&parameter("until")).map(|day| day.plus(Timestamp::DAY)),
        below: parameter("below").parse().ok(),
    };
    let (entries, more) = shop.audit_log(&allowed, &filter).await?;
    let verdict = if parameter("check").is_empty() {
        None
    } else {
        let found = shop.verify_audit_log(&allowed).await?;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Some(if found.breaches.is_empty() {
            let rows = u32::try_from(found.entries).unwrap_or(u32::MAX);
            let text = look.count("staff-audit-whole", rows);
            view! { <p class="absence-note good" role="status">{icon(CHECK)}{text}</p> }.into_any()
        } else {
            let text = look.count("staff-audit-broken", count(found.breaches.len()));
            view! { <p class="absence-note trouble" role="alert">{icon(WARNING)}{text}</p> }.into_any()
        })
    };
    let keys = ["number", "when", "who", "what", "subject", "change"];
    let heads = keys.map(|key| look.t(&format!("staff-audit-{key}")).into_owned());
    let rows: Vec<AnyView> = entries.iter().map(|entry| row(&look, entry)).collect();
    let list = if rows.is_empty() {
        nothing(look.t("staff-audit-none").into_owned())
    } else {
        table(look.t("staff-audit").into_owned(), heads.into(), rows)
    };
    let older = entries.last().filter(|_| more).map(|last| {
        let encoded = domain::search::percent_encoded;
        let address = format!(
            "/operator/audit?actor={}&action={}&subject={}&since={}&until={}&below={}",
            encoded(&filter.actor),
            encoded(&filter.action),
            encoded(&filter.subject),
            encoded(&parameter("since")),
            encoded(&parameter("until")),
            last.number
        );
        view! { <a class="button small" rel="next" href=address>{look.t("staff-audit-older")}{turning_icon(FORWARD)}</a> }
    });
    Ok(view! {
        <div class="row between">
            {headed(&look, "staff-audit")}
            <form method="get" action="/operator/audit">
                <input type="hidden" name="check" value="1"/>
                <button class="button">{look.t("staff-audit-check")}</button>
            </form>
        </div>
        {verdict}
        <form class="filters" method="get" action="/operator/audit">
            {text_field(&look, "actor", "staff-audit-who", &filter.actor)}
            {text_field(&look, "action", "staff-audit-what", &filter.action)}
            {text_field(&look, "subject", "staff-audit-subject", &filter.subject)}
            {day_field(&look, "since", "staff-audit-since")}
            {day_field(&look, "until", "staff-audit-until")}
            <button class="button">{look.t("staff-audit-filter")}</button>
        </form>
        {list}
        <nav class="pager row" aria-label=look.t("pages")>{older}</nav>
    }
    .into_any())
}

fn row(look: &Look, entry: &Entry) -> AnyView {
    let change = match (&entry.was, &entry.became) {
        (Some(was), Some(became)) => format!("{was} → {became}"),
        (Some(was), None) => format!("{was} →"),
        (None, Some(became)) => became.clone(),
        (None, None) => String::new(),
    };
    view! {
        <tr>
            <td class="num">{look.locale().number(entry.number.unsigned_abs())}</td>
            <td>{look.moment(entry.at)}</td>
            <td><code dir="ltr">{entry.actor.clone()}</code></td>
            <td><code dir="ltr">{entry.action.clone()}</code></td>
            <td><code dir="ltr">{entry.subject.clone()}</code></td>
            <td class="change"><code dir="ltr">{change}</code></td>
        </tr>
    }
    .into_any()
}

fn text_field(look: &Look, name: &'static str, label: &str, value: &str) -> AnyView {
    view! {
        <div class="field">
            <label for=name>{look.t(label)}</label>
            <input class="input" id=name name=name value=value.to_owned() maxlength="200" dir="ltr"/>
        </div>
    }
    .into_any()
}

fn day_field(look: &Look, name: &'static str, label: &str) -> AnyView {
    view! {
        <div class="field">
            <label for=name>{look.t(label)}</label>
            <input class="input" id=name name=name type="date" value=parameter(name)/>
        </div>
    }
    .into_any()
}

/// The beginning of a day as a browser writes it, in UTC.
fn day(text: &str) -> Option<Timestamp> {
    let day: Date = text.parse().ok().filter(|day: &Date| day.year >= 1970)?;
    Some(Timestamp(day.days() * Timestamp::DAY))
}
