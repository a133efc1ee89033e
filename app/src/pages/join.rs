//! An invitation to work here, as the link of its mail opens it.

use http::StatusCode;
use leptos::prelude::*;
use services::{
    ServiceError, Shop,
    staff::{Invited, Refusal},
};

use crate::{
    components::frame::{answer, framed_operator},
    icons::{WARNING, icon},
    look::Look,
    pages::head::title,
    ssr::{keep_secret, parameter, set_status, shop, signed},
};

/// The page.
#[component]
pub fn Join() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let token = parameter("token");
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move { content(&shop, &mine, token).await });
    framed_operator(&look, main)
}

async fn content(shop: &Shop, look: &Look, token: String) -> Result<AnyView, ServiceError> {
    let Some(invited) = shop.invitation(&token).await? else { return Ok(gone(look)) };
    let refused = Refusal::ALL.into_iter().find(|refusal| refusal.word() == parameter("refused"));
    let refused = refused.map(|refusal| {
        let text = look.t(&format!("staff-refused-{}", refusal.word()));
        view! { <p class="absence-note trouble" role="alert">{icon(WARNING)}{text}</p> }
    });
    Ok(view! {
        {title(look.t("staff-join-title"))}
        <div class="page narrow stack operator gap-6">
            <h1>{look.t("staff-join-title")}</h1>
            {refused}
            <p>{told(look, &invited)}</p>
            {way_on(look, &invited, token)}
        </div>
    }
    .into_any())
}

fn told(look: &Look, invited: &Invited) -> String {
    let role = match domain::permission::BuiltInRole::from_word(&invited.role) {
        Some(role) => look.t(&format!("staff-role-{}", role.word())).into_owned(),
        None => invited.role.clone(),
    };
    let facts = [("role", look.named(&role).into()), ("email", look.named(invited.email.as_str()).into())];
    look.with("staff-join-text", &facts)
}

fn way_on(look: &Look, invited: &Invited, token: String) -> AnyView {
    let here = domain::search::percent_encoded(&format!("/join?token={token}"));
    match signed() {
        Some(signed) if signed.email == invited.email.as_str() => view! {
            <form method="post" action="/api/staff/join">
                <input type="hidden" name="token" value=token/>
                <button class="button primary">{look.t("staff-join-accept")}</button>
            </form>
        }
        .into_any(),
        Some(_) => view! { <p class="absence-note change">{look.t("staff-refused-other-address")}</p> }.into_any(),
        None => view! {
            <p class="soft">{look.t("staff-join-with")}</p>
            <div class="row">
                <a class="button primary" href=format!("/sign-in?next={here}")>{look.t("staff-join-sign-in")}</a>
                <a class="button" href=format!("/sign-up?next={here}")>{look.t("staff-join-sign-up")}</a>
            </div>
        }
        .into_any(),
    }
}

fn gone(look: &Look) -> AnyView {
    set_status(StatusCode::GONE);
    view! {
        {title(look.t("staff-join-gone"))}
        <div class="page narrow stack operator gap-6">
            <h1>{look.t("staff-join-gone")}</h1>
            <p class="soft">{look.t("staff-refused-no-invitation")}</p>
        </div>
    }
    .into_any()
}
