//! Second step, passkeys, accounts elsewhere.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::{
    Shop,
    factors::{Identity, MOST_PASSKEYS, Passkey},
};

use super::{Factors, problem};
use crate::{
    icons::{LOCK, WARNING, icon},
    look::Look,
};

/// Codes of an app, and backup codes.
pub(super) fn second_step(look: &Look, factors: &Factors) -> AnyView {
    let content = match factors.totp_since {
        Some(since) => {
            let day = [("day", look.day(since.date()).into())];
            let wrong = problem(look, "factor-problem", &["short-password"]);
            view! {
                <p class="badge">{look.with("security-factor-on", &day)}</p>
                <h3>{look.t("security-backup")}</h3>
                <p data-backup-codes=factors.backup_codes>{look.count("security-backup-left", factors.backup_codes)}</p>
                {wrong}
                <div class="row">
                    <form method="post" action="/api/security/codes/renew">
                        <button class="button small">{look.t("security-backup-renew")}</button>
                    </form>
                    <form method="post" action="/api/security/app/remove">
                        <button class="button small trouble">{look.t("security-factor-remove")}</button>
                    </form>
                </div>
            }
            .into_any()
        }
        None => view! {
            <p class="badge">{look.t("security-factor-off")}</p>
            <p><a class="button small" href="/account/security/app">{icon(LOCK)}{look.t("security-factor-set-up")}</a></p>
        }
        .into_any(),
    };
    view! {
        <section class="stack gap-3" id="factor" aria-labelledby="factor-title">
            <h2 id="factor-title">{look.t("security-factor")}</h2>
            <p class="soft">{look.t("security-factor-lead")}</p>
            {content}
        </section>
    }
    .into_any()
}

/// The passkeys, and a form for another one.
pub(super) fn passkeys(look: &Look, factors: &Factors, shop: &Shop) -> AnyView {
    let rows: Vec<AnyView> = factors.passkeys.iter().map(|passkey| row(look, passkey)).collect();
    let list = if rows.is_empty() {
        view! { <p class="soft">{look.t("security-passkeys-none")}</p> }.into_any()
    } else {
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let more = match (shop.has_passkeys(), shop.passkey_address()) {
        (false, _) => view! { <p class="soft fine">{look.t("security-passkeys-off")}</p> }.into_any(),
        (true, elsewhere) => {
            let elsewhere = elsewhere.map(|address| {
                let told = look.with("security-passkeys-elsewhere", &[("address", look.named(&address).into())]);
                view! { <p class="soft fine">{told}</p> }
            });
            let add = (factors.passkeys.len() < MOST_PASSKEYS).then(|| add(look));
            view! { {elsewhere}{add} }.into_any()
        }
    };
    view! {
        <section class="stack gap-3" id="passkeys" aria-labelledby="passkeys-title">
            <h2 id="passkeys-title">{look.t("security-passkeys")}</h2>
            <p class="soft">{look.t("security-passkeys-lead")}</p>
            {list}
            {more}
        </section>
    }
    .into_any()
}

fn row(look: &Look, passkey: &Passkey) -> AnyView {
    let name = look.named(&passkey.name);
    let (field, named) = (format!("name-{}", passkey.id), [("name", name.clone().into())]);
    view! {
        <li data-passkey-named=passkey.name.clone()>
            <div class="stack gap-1">
                <b><bdi>{passkey.name.clone()}</bdi></b>
                {used(look, passkey.created_at, passkey.last_used_at)}
            </div>
            <form class="join" method="post" action="/api/security/passkey/rename">
                <input type="hidden" name="id" value=passkey.id.clone()/>
                <label class="hidden" for=field.clone()>{look.with("security-passkey-named", &named)}</label>
                <input class="input" id=field name="name" value=passkey.name.clone() maxlength="60" required dir="auto" autocomplete="off"/>
                <button class="button small">{look.t("security-passkey-rename")}</button>
            </form>
            <form method="post" action="/api/security/passkey/remove">
                <input type="hidden" name="id" value=passkey.id.clone()/>
                <button class="button small trouble" aria-label=look.with("security-passkey-remove-named", &named)>
                    {look.t("security-passkey-remove")}
                </button>
            </form>
        </li>
    }
    .into_any()
}

/// The form for another passkey: the island has the device make one before the form is sent.
fn add(look: &Look) -> AnyView {
    let wrong = problem(look, "passkey-problem", &["passkey-failed"]);
    view! {
        <form class="stack gap-2 needs-scripts" method="post" action="/api/security/passkey/finish" data-passkey="add">
            <input type="hidden" name="answer"/>
            <div class="field">
                <label for="passkey-name">{look.t("security-passkey-name")}</label>
                <input class="input" id="passkey-name" name="name" maxlength="60" dir="auto" autocomplete="off"
                    aria-describedby="passkey-hint"/>
                <p class="hint" id="passkey-hint">{look.t("security-passkey-hint")}</p>
                {wrong}
                <p class="error" data-passkey-problem="" role="alert" hidden>{icon(WARNING)}{look.t("security-passkey-failed")}</p>
            </div>
            <div class="row"><button class="button small">{look.t("security-passkey-add")}</button></div>
        </form>
        <noscript><p class="soft fine">{look.t("security-passkeys-scripts")}</p></noscript>
    }
    .into_any()
}

/// The providers, each linked or not.
pub(super) fn providers(look: &Look, factors: &Factors, known: &[(String, String)]) -> AnyView {
    if known.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = known.iter().map(|(slug, name)| provider(look, factors, slug, name)).collect();
    view! {
        <section class="stack gap-3" id="providers" aria-labelledby="providers-title">
            <h2 id="providers-title">{look.t("security-providers")}</h2>
            <p class="soft">{look.t("security-providers-lead")}</p>
            {problem(look, "provider-problem", &["provider-only"])}
            <ul class="entries">{rows}</ul>
        </section>
    }
    .into_any()
}

fn provider(look: &Look, factors: &Factors, slug: &str, name: &str) -> AnyView {
    let identity = factors.identities.iter().find(|identity| identity.provider == slug);
    let named = [("provider", look.named(name).into())];
    let (door, label) = match identity {
        Some(_) => ("/api/security/provider/unlink", look.with("security-provider-unlink", &named)),
        None => ("/api/security/provider/link", look.with("security-provider-link", &named)),
    };
    let linked = identity.map(|identity: &Identity| {
        let email = [("email", look.named(&identity.email).into())];
        view! {
            <p class="fine">{look.with("security-provider-linked", &email)}</p>
            {used(look, identity.created_at, identity.last_used_at)}
        }
    });
    view! {
        <li>
            <div class="stack gap-1"><b><bdi>{name.to_owned()}</bdi></b>{linked}</div>
            <form method="post" action=door>
                <input type="hidden" name="provider" value=slug.to_owned()/>
                <button class="button small">{label}</button>
            </form>
        </li>
    }
    .into_any()
}

fn used(look: &Look, created_at: Timestamp, last_used_at: Option<Timestamp>) -> AnyView {
    let (key, at) = match last_used_at {
        Some(at) => ("security-used", at),
        None => ("security-added", created_at),
    };
    view! { <p class="soft fine">{look.with(key, &[("when", look.moment_text(at).into())])}</p> }.into_any()
}
