//! Where somebody is signed in, and what happened to their account.

use leptos::prelude::*;
use services::accounts::{SecurityEvent, SessionView};

use crate::look::Look;

/// The sessions, each with a way to end it.
pub(super) fn sessions(look: &Look, sessions: &[SessionView]) -> AnyView {
    let rows: Vec<AnyView> = sessions.iter().map(|session| row(look, session)).collect();
    let others = (sessions.len() > 1).then(|| {
        view! {
            <form method="post" action="/api/security/session/end-others">
                <button class="button small trouble">{look.t("security-sessions-end")}</button>
            </form>
        }
    });
    view! {
        <section class="stack gap-3" id="sessions" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{look.t("security-sessions")}</h2>
            <ul class="entries">{rows}</ul>
            {others}
        </section>
    }
    .into_any()
}

fn row(look: &Look, session: &SessionView) -> AnyView {
    let agent = match session.agent.as_str() {
        "" => look.t("security-session-unknown").into_owned(),
        known => known.to_owned(),
    };
    let this = session.this.then(|| view! { <span class="badge">{look.t("security-session-this")}</span> });
    let named = look.with("security-session-end-named", &[("name", look.named(&agent).into())]);
    let end = (!session.this).then(|| {
        view! {
            <form method="post" action="/api/security/session/end">
                <input type="hidden" name="key" value=session.key.0.clone()/>
                <button class="button small" aria-label=named>{look.t("security-session-end")}</button>
            </form>
        }
    });
    let seen = look.with("security-session-seen", &[("when", look.moment_text(session.seen_at).into())]);
    view! {
        <li>
            <div class="stack gap-1">
                <p class="row tight"><b><bdi>{agent}</bdi></b>{this}</p>
                <p class="soft fine">{seen}</p>
            </div>
            {end}
        </li>
    }
    .into_any()
}

/// What happened, the newest first.
pub(super) fn events(look: &Look, events: &[SecurityEvent]) -> AnyView {
    let rows: Vec<AnyView> = events
        .iter()
        .map(|event| {
            view! {
                <li>
                    <div class="stack gap-1">
                        <p>{look.t(&format!("event-{}", event.kind.word()))}</p>
                        <p class="soft fine"><bdi>{event.agent.clone()}</bdi></p>
                    </div>
                    <span class="soft fine">{look.moment(event.at)}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="soft">{look.t("security-events-none")}</p> }.into_any()
    } else {
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    view! {
        <section class="stack gap-3" aria-labelledby="events-title">
            <h2 id="events-title">{look.t("security-events")}</h2>
            {list}
        </section>
    }
    .into_any()
}
