//! Alerts about products: those somebody has, and where the links of their mails lead.

use domain::{
    ids::{AlertId, ProductRef, SecretToken},
    keeping::{AlertKind, AlertView},
    search::percent_encoded,
    visit::ProductPage,
};
use leptos::prelude::*;
use services::{
    ServiceError,
    keeping::{AlertLink, KeepingError},
};

use super::{keeping_page, nothing};
use crate::{
    components::absence_note::{good_note, trouble_note},
    look::Look,
    picture::{Frame, square},
    ssr::{parameter, set_status, shop, signed, visit},
};

/// The form of an alert.
pub const FORM: &str = "alert";

/// The page that sets an alert about a product.
pub fn form_address(product: &ProductRef, kind: Option<&str>) -> String {
    let kind = kind.map(|kind| format!("&kind={kind}")).unwrap_or_default();
    format!("/alerts/new?product={}{kind}", percent_encoded(&product.to_string()))
}

/// The alerts of a visitor.
#[component]
pub fn Alerts() -> impl IntoView {
    keeping_page("keeping-alerts", |look| async move {
        let alerts = match visit().visitor {
            Some(visitor) => shop().product_alerts(&visitor).await?,
            None => Vec::new(),
        };
        let sent = (parameter("sent") == "1").then(|| good_note(look.t("keeping-alert-sent").into_owned()));
        let off = signed().is_some() && !alerts.is_empty() && alerts.iter().all(|one| !one.mails);
        let off = off.then(|| {
            view! {
                <p class="absence-note">{look.t("keeping-alert-mails-off")}" "<a href="/account/notifications">{look.t("profile-notifications")}</a></p>
            }
        });
        let rows: Vec<AnyView> = alerts.iter().map(|alert| row(&look, alert)).collect();
        let list = if rows.is_empty() {
            nothing(&look, "keeping-alerts-none")
        } else {
            view! { <ul class="lines">{rows}</ul> }.into_any()
        };
        Ok(view! { <p class="soft">{look.t("keeping-alerts-lead")}</p>{sent}{off}{list} }.into_any())
    })
}

fn row(look: &Look, view: &AlertView) -> AnyView {
    let alert = &view.alert;
    let stop = look.with("keeping-alert-stop-this", &[("title", look.named(&view.title).into())]);
    let waiting = (!view.mails && signed().is_none())
        .then(|| view! { <span class="badge">{look.t("keeping-alert-unconfirmed")}</span> });
    let standing = match (view.seen.available, view.seen.total) {
        (true, Some(total)) => view! { <b>{look.money(total)}</b> }.into_any(),
        _ => view! { <span class="badge">{look.t("profile-out-of-stock")}</span> }.into_any(),
    };
    view! {
        <li>
            <span class="picture">{square(view.picture.as_ref(), "", Frame::SMALL)}</span>
            <div class="grow">
                <p><a class="link" dir="auto" href=ProductPage::address(&alert.product)>{view.title.clone()}</a></p>
                <p class="soft fine">
                    {about(look, view)}" · "
                    {look.with("keeping-alert-until", &[("day", look.day(alert.expires_at.date()).into())])}
                </p>
            </div>
            {waiting}
            {standing}
            <div class="row tight">
                <a class="button small" href=form_address(&alert.product, Some(alert.kind.word()))>{look.t("profile-change")}</a>
                <form method="post" action="/api/alerts/forget">
                    <input type="hidden" name="id" value=alert.id.to_string()/>
                    <button class="button small quiet" aria-label=stop>{look.t("keeping-alert-stop")}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// What is told, in a few words.
fn about(look: &Look, view: &AlertView) -> String {
    match (view.alert.kind, view.alert.target) {
        (AlertKind::Stock, _) => look.t("keeping-alert-of-stock").into_owned(),
        (AlertKind::Price, None) => {
            look.with("keeping-alert-of-price", &[("amount", look.amount(view.alert.reference).into())])
        }
        (AlertKind::Price, Some(target)) => {
            look.with("keeping-alert-of-target", &[("amount", look.amount(target).into())])
        }
    }
}

/// Where the question to a guest's address leads. Opening the page confirms nothing: programs that look into mails before
/// people do must not.
#[component]
pub fn ConfirmAlert() -> impl IntoView {
    keeping_page("keeping-alert-confirm", |look| async move {
        by_link(
            &look,
            AlertLink::Confirm,
            "/api/alerts/confirm",
            ["keeping-alert-confirmed", "keeping-alert-confirm-do"],
        )
        .await
    })
}

/// Where the link under every mail of an alert leads: one button ends it.
#[component]
pub fn StopAlert() -> impl IntoView {
    keeping_page("keeping-alert-stop", |look| async move {
        by_link(&look, AlertLink::Stop, "/api/alerts/stop", ["keeping-alert-stopped", "keeping-alert-stop-do"]).await
    })
}

async fn by_link(
    look: &Look,
    purpose: AlertLink,
    door: &'static str,
    [done, button]: [&'static str; 2],
) -> Result<AnyView, ServiceError> {
    if parameter("done") == "1" {
        return Ok(view! {
            <p>{look.t(done)}</p>
            <p class="row"><a class="button" href="/">{look.t("account-sent-on")}</a></p>
        }
        .into_any());
    }
    let over = || {
        set_status(http::StatusCode::GONE);
        Ok(trouble_note(look.t("keeping-alert-over").into_owned()))
    };
    let (alert, token) = (parameter("alert"), parameter("token"));
    let (Ok(id), Ok(secret)) = (alert.parse::<AlertId>(), token.parse::<SecretToken>()) else { return over() };
    let view = match shop().alert_by_link(&id, &secret, purpose).await {
        Ok(view) => view,
        Err(KeepingError::Service(error)) => return Err(error),
        Err(_) => return over(),
    };
    Ok(view! {
        <p><a class="link" dir="auto" href=ProductPage::address(&view.alert.product)>{view.title.clone()}</a>" · "{about(look, &view)}</p>
        <form method="post" action=door>
            <input type="hidden" name="alert" value=alert/>
            <input type="hidden" name="token" value=token/>
            <button class="button primary large">{look.t(button)}</button>
        </form>
    }
    .into_any())
}
