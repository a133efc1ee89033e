//! The ways in beside the password, below its form.

use leptos::prelude::*;

use crate::{
    icons::{LOCK, WARNING, icon},
    islands::passkeys::Passkeys,
    look::Look,
    ssr::{parameter, shop},
};

/// A button for passkeys and one per provider; nothing where there are none. `next` is the page to go on to.
pub fn other_ways(look: &Look, next: &str) -> AnyView {
    let shop = shop();
    let providers: Vec<AnyView> = shop.providers().iter().map(|provider| with(look, provider, next)).collect();
    let passkey = shop.has_passkeys().then(|| passkey(look, next));
    if providers.is_empty() && passkey.is_none() {
        return ().into_any();
    }
    view! {
        <section class="stack gap-3 ways" aria-labelledby="other-ways">
            <h2 class="minor" id="other-ways">{look.t("other-ways")}</h2>
            {passkey}
            {providers}
            <Passkeys/>
        </section>
    }
    .into_any()
}

fn passkey(look: &Look, next: &str) -> AnyView {
    let wrong = (parameter("wrong") == "passkey").then(|| {
        view! { <p class="absence-note trouble" role="alert">{icon(WARNING)}{look.t("security-passkey-refused")}</p> }
    });
    view! {
        {wrong}
        <form class="needs-scripts" method="post" action="/api/sign-in/passkey/finish" data-passkey="sign-in">
            <input type="hidden" name="answer"/>
            <input type="hidden" name="next" value=next.to_owned()/>
            <button class="button wide">{icon(LOCK)}{look.t("security-passkey-sign-in")}</button>
            <p class="absence-note trouble" data-passkey-problem="" role="alert" hidden>{look.t("security-passkey-refused")}</p>
        </form>
    }
    .into_any()
}

fn with(look: &Look, (slug, name): &(String, String), next: &str) -> AnyView {
    view! {
        <form method="post" action="/api/sign-in/with">
            <input type="hidden" name="provider" value=slug.clone()/>
            <input type="hidden" name="next" value=next.to_owned()/>
            <button class="button wide">{look.with("other-ways-with", &[("provider", look.named(name).into())])}</button>
        </form>
    }
    .into_any()
}
