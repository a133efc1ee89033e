//! Setting up an app for codes: a picture to scan, the same as letters, and a field for the first code.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use services::factors::Enrolment;

use super::{problem, told_wrong};
use crate::{
    look::Look,
    pages::{
        account::frame::{Place, account_page},
        head::title,
    },
    ssr::shop,
};

/// The page.
#[component]
pub fn SetUpApp() -> impl IntoView {
    account_page(Place::Security, |look, signed| async move {
        told_wrong();
        let content = match shop().enrolment(&signed).await? {
            Some(enrolment) => set_up(&look, &enrolment),
            None => begin(&look),
        };
        Ok(view! {
            {title(look.t("security-app-title"))}
            <div class="stack gap-6 security">
                <h1>{look.t("security-app-title")}</h1>
                {content}
                <p><a class="link" href="/account/security">{look.t("security-app-back")}</a></p>
            </div>
        }
        .into_any())
    })
}

/// A secret is made only when somebody asks for one, with a form: to look at a page changes nothing.
fn begin(look: &Look) -> AnyView {
    view! {
        <p class="soft">{look.t("security-factor-lead")}</p>
        <form method="post" action="/api/security/app/begin">
            <button class="button primary">{look.t("security-factor-set-up")}</button>
        </form>
    }
    .into_any()
}

fn set_up(look: &Look, enrolment: &Enrolment) -> AnyView {
    let wrong = problem(look, "code-problem", &["code-missing", "code-wrong"]);
    let grouped: Vec<String> =
        enrolment.secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    view! {
        <div class="stack gap-3">
            <p>{look.t("security-app-scan")}</p>
            {picture(look, &enrolment.url)}
            <p>{look.t("security-app-type")}</p>
            <p><code class="secret" dir="ltr" data-secret=enrolment.secret.clone()>{grouped.join(" ")}</code></p>
        </div>
        <form class="stack gap-3" method="post" action="/api/security/app/confirm">
            <div class="field">
                <label for="code">{look.t("security-app-code")}</label>
                <input class="input code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required
                    dir="ltr" aria-invalid=wrong.is_some().then_some("true")
                    aria-describedby=wrong.is_some().then_some("code-problem")/>
                {wrong}
            </div>
            <div class="row"><button class="button primary">{look.t("security-app-confirm")}</button></div>
        </form>
    }
    .into_any()
}

/// The address as a QR code, drawn as one path. A reader needs it dark on light, whatever the page looks like.
fn picture(look: &Look, text: &str) -> AnyView {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return ().into_any() };
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
    let path: String = dark.map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect();
    let frame = format!("-4 -4 {0} {0}", size + 8);
    view! {
        <svg class="qr" viewBox=frame role="img" aria-label=look.t("security-app-picture") shape-rendering="crispEdges">
            <path d=path></path>
        </svg>
    }
    .into_any()
}
