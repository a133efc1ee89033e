//! The hosted payment page: plain forms, one way on and one way back, the card number decides.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::Gateway;
use super::book::{Intent, IntentState, Session, SessionState};
use super::cards::{self, Decline, Outcome};
use super::params::Params;
use super::view::{self, CardForm};
use crate::orders::now_ms;

/// How long the slow bank takes.
const SLOW: Duration = Duration::from_secs(3);

/// Everything under `/pay`.
pub fn routes() -> Router<Gateway> {
    Router::new()
        .route("/pay/{session}", get(show).post(pay))
        .route("/pay/{session}/challenge", get(challenge).post(answer))
}

/// The session and its payment, where both are known.
fn find(gateway: &Gateway, id: &str) -> Option<(Session, Intent)> {
    let book = gateway.book();
    let session = book.sessions.get(id)?;
    Some((session.clone(), book.intents.get(&session.intent)?.clone()))
}

/// The page as it stands: the form, or what became of the payment.
async fn show(State(gateway): State<Gateway>, Path(id): Path<String>) -> Response {
    let Some((session, intent)) = find(&gateway, &id) else {
        return view::unknown();
    };
    match (session.state, intent.state) {
        (SessionState::Complete, _) => to_shop(&session),
        (SessionState::Expired, _) => view::expired(&session),
        (SessionState::Open, IntentState::Processing) => view::at_the_bank(&session),
        (SessionState::Open, _) => {
            let form = intent.last_decline.map_or_else(CardForm::default, |why| CardForm::default().refused(why));
            view::payment(&session, &intent, &form)
        }
    }
}

/// Back to where the shop wanted the buyer after paying.
fn to_shop(session: &Session) -> Response {
    let address = session.success_url.replace("{CHECKOUT_SESSION_ID}", &session.id);
    let address = url::Url::parse(&address).map_or(address, String::from);
    Redirect::to(&address).into_response()
}

/// Takes the card of the form to the bank.
async fn pay(State(gateway): State<Gateway>, Path(id): Path<String>, params: Params) -> Response {
    let Some((session, intent)) = find(&gateway, &id) else {
        return view::unknown();
    };
    let form = CardForm::read(&params, now_ms());
    let Some(digits) = form.digits.clone().filter(|_| form.is_good()) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, view::payment(&session, &intent, &form)).into_response();
    };
    if gateway.book().begin(&id, &digits[digits.len() - 4..]).is_err() {
        return here(&id);
    }
    let outcome = if gateway.panel.declines() { Outcome::Declined(Decline::Generic) } else { cards::outcome(&digits) };
    match outcome {
        Outcome::Approved => approve(&gateway, &session, IntentState::Processing),
        Outcome::Declined(why) => {
            decline(&gateway, &id, IntentState::Processing, why);
            (StatusCode::PAYMENT_REQUIRED, view::payment(&session, &intent, &form.refused(why))).into_response()
        }
        Outcome::Challenged => {
            let _ = gateway.book().challenge(&id);
            Redirect::to(&format!("/pay/{id}/challenge")).into_response()
        }
        Outcome::Slow => {
            // The bank goes on even if the buyer closes the page.
            let work = tokio::spawn(async move {
                tokio::time::sleep(SLOW).await;
                approve(&gateway, &session, IntentState::Processing)
            });
            work.await.unwrap_or_else(|_| here(&id))
        }
    }
}

fn here(id: &str) -> Response {
    Redirect::to(&format!("/pay/{id}")).into_response()
}

fn approve(gateway: &Gateway, session: &Session, from: IntentState) -> Response {
    let mut book = gateway.book();
    match book.approve(&session.id, from) {
        Ok(happened) => {
            gateway.tell(&happened, None);
            to_shop(session)
        }
        Err(_) => here(&session.id),
    }
}

fn decline(gateway: &Gateway, id: &str, from: IntentState, why: Decline) {
    let mut book = gateway.book();
    if let Ok(happened) = book.decline(id, from, why) {
        gateway.tell(&happened, None);
    }
}

/// The bank's question, while it is open.
async fn challenge(State(gateway): State<Gateway>, Path(id): Path<String>) -> Response {
    match find(&gateway, &id) {
        None => view::unknown(),
        Some((session, intent)) if intent.state == IntentState::RequiresAction => view::challenge(&session, &intent),
        Some(_) => here(&id),
    }
}

/// The buyer's answer to the bank; anything but a clear yes is a no.
async fn answer(State(gateway): State<Gateway>, Path(id): Path<String>, params: Params) -> Response {
    let Some((session, _)) = find(&gateway, &id) else {
        return view::unknown();
    };
    if params.text("answer") == Some("approve") {
        return approve(&gateway, &session, IntentState::RequiresAction);
    }
    decline(&gateway, &id, IntentState::RequiresAction, Decline::AuthenticationFailed);
    here(&id)
}
