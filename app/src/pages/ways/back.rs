//! Back from another provider: signed in, or on to what is still needed, or told why not.

use http::StatusCode;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{
    ServiceError,
    accounts::{AccountError, SignInOutcome},
    factors::Arrival,
};

use crate::{
    components::frame::{At, answer, framed},
    look::Look,
    pages::head::title,
    ssr::{
        Way, browser, drop_ticket, keep_pending, keep_secret, keep_ticket, local_path, open_session, page_redirect,
        parameter, set_status, shop, signed, ticket, with_next,
    },
};

/// The page.
#[component]
pub fn Back() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let mine = look.clone();
    let slug = use_params_map().get_untracked().get("provider").unwrap_or_default();
    let main = answer(&look, async move {
        let held = ticket(Way::Identity);
        drop_ticket(Way::Identity);
        let shop = shop();
        let name = shop.providers().into_iter().find(|(known, _)| *known == slug).map(|(_, name)| name);
        let name = name.unwrap_or_default();
        let Some(held) = held else { return Ok(refused(&mine, "way-refused-stale", &name, "")) };
        if !parameter("error").is_empty() {
            return Ok(refused(&mine, "way-refused-declined", &name, ""));
        }
        let (state, code) = (parameter("state"), parameter("code"));
        let arrival = shop.finish_identity(&slug, &held, (&state, &code), signed().as_ref(), &browser()).await;
        match arrival {
            Ok(arrival) => Ok(arrived(&mine, arrival, &name)),
            Err(AccountError::Service(error)) => Err(error),
            Err(_) => Err(ServiceError::NotFound),
        }
    });
    framed(&look, At::Account, "", main)
}

fn arrived(look: &Look, arrival: Arrival, name: &str) -> AnyView {
    let (key, email) = match arrival {
        Arrival::SignedIn(SignInOutcome::Signed(opened), next) | Arrival::Renewed(opened, next) => {
            open_session(&opened);
            return on_to(&local_path(&next, "/account"));
        }
        Arrival::SignedIn(SignInOutcome::Factor(half), next) => {
            keep_pending(&half);
            return on_to(&with_next("/sign-in/factor", &next));
        }
        Arrival::Linked => return on_to("/account/security?did=linked"),
        Arrival::AskPassword(held) => {
            keep_ticket(Way::Link, &held);
            return on_to("/sign-in/link");
        }
        Arrival::Stale => ("way-refused-stale", String::new()),
        Arrival::Unverified => ("way-refused-unverified", String::new()),
        Arrival::NoPassword(email) => ("way-refused-no-password", email),
        Arrival::Taken => ("way-refused-taken", String::new()),
        Arrival::NotBelieved => ("way-refused-believed", String::new()),
        Arrival::Unavailable => ("way-refused-unavailable", String::new()),
    };
    refused(look, key, name, &email)
}

fn on_to(page: &str) -> AnyView {
    page_redirect(page);
    ().into_any()
}

/// Why somebody did not come in.
pub(super) fn refused(look: &Look, key: &'static str, provider: &str, email: &str) -> AnyView {
    set_status(StatusCode::UNPROCESSABLE_ENTITY);
    let values = [("provider", look.named(provider).into()), ("email", look.named(email).into())];
    view! {
        {title(look.t("way-refused-title"))}
        <div class="page narrow stack gap-6 ways">
            <h1>{look.t("way-refused-title")}</h1>
            <p role="alert" data-refused=key>{look.with(key, &values)}</p>
            <p><a class="button primary" href="/sign-in">{look.t("way-refused-back")}</a></p>
        </div>
    }
    .into_any()
}
