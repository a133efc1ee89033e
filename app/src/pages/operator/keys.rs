//! Keys for programs: those there are, and a form for another one. A secret is shown once, where it was just made.

use domain::permission::PermissionSet;
use leptos::prelude::*;
use services::staff::{ApiKey, KEY_PERMISSIONS, LONGEST_LIFE};

use super::{Clerk, Content, Shop, headed, nothing, permission_boxes, permission_name};
use crate::{
    icons::{LOCK, icon},
    look::Look,
    ssr::take_new_key,
};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let keys = shop.api_keys(&clerk.must()?).await?;
    let shown = take_new_key().map(|secret| {
        view! {
            <div class="absence-note good" role="status">
                {icon(LOCK)}<div class="stack gap-2"><p>{look.t("staff-key-secret")}</p><code class="secret" dir="ltr">{secret}</code></div>
            </div>
        }
    });
    let list = if keys.is_empty() {
        nothing(look.t("staff-keys-none").into_owned())
    } else {
        let rows: Vec<AnyView> = keys.iter().map(|key| row(&look, key)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let offered: PermissionSet = KEY_PERMISSIONS.into_iter().collect();
    Ok(view! {
        {headed(&look, "staff-keys")}
        <p class="soft">{look.t("staff-keys-text")}</p>
        {shown}
        {list}
        <section class="panel stack" aria-labelledby="new-key">
            <h2 id="new-key">{look.t("staff-key-new")}</h2>
            <form class="stack" method="post" action="/api/staff/make-key">
                <div class="field">
                    <label for="name">{look.t("staff-key-name")}</label>
                    <input class="input" id="name" name="name" required maxlength="80" dir="auto"/>
                </div>
                <div class="field">
                    <label for="days">{look.t("staff-key-days")}</label>
                    <input class="input" id="days" name="days" type="number" required min="1" max=LONGEST_LIFE value="90"/>
                </div>
                {permission_boxes(&look, offered.and(clerk.permissions()), PermissionSet::NONE)}
                <div><button class="button primary">{look.t("staff-key-make")}</button></div>
            </form>
        </section>
    }
    .into_any())
}

fn row(look: &Look, key: &ApiKey) -> AnyView {
    let works = key.works(look.now());
    let permits: Vec<String> = key.permissions.iter().map(|one| permission_name(look, one)).collect();
    let used = match key.used_at {
        Some(at) => view! { {look.t("staff-key-used")}" "{look.moment(at)} }.into_any(),
        None => look.t("staff-key-unused").into_owned().into_any(),
    };
    let ends = if works {
        view! { {look.t("staff-key-ends")}" "{look.moment(key.expires_at)} }.into_any()
    } else {
        view! { <span class="badge">{look.t("staff-key-ended")}</span> }.into_any()
    };
    let former = key.former_until.filter(|until| works && look.now() < *until).map(|until| {
        view! { <p class="fine">{look.t("staff-key-former")}" "{look.moment(until)}</p> }
    });
    let forms = works.then(|| {
        view! {
            <div class="row tight">
                {form(look, key, "/api/staff/rotate-key", "staff-key-rotate")}
                {form(look, key, "/api/staff/withdraw-key", "staff-withdraw")}
            </div>
        }
    });
    view! {
        <li>
            <div class="stack gap-1">
                <p><b dir="auto">{key.name.clone()}</b></p>
                <p class="fine">{permits.join(" · ")}</p>
                <p class="soft fine">{ends}" · "{used}" · "<code dir="ltr">{key.made_by.clone()}</code></p>
                {former}
            </div>
            {forms}
        </li>
    }
    .into_any()
}

fn form(look: &Look, key: &ApiKey, door: &'static str, name: &str) -> AnyView {
    view! {
        <form method="post" action=door>
            <input type="hidden" name="key" value=key.id.clone()/>
            <button class="button small">{look.t(name)}</button>
        </form>
    }
    .into_any()
}
