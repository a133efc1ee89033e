//! The page on which a buyer pays.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::{APP_ID, Alipay, yuan};
use crate::paying::page::{Approval, approval, challenge, gone};
use crate::paying::{Payment, State as Stands};

const NAME: &str = "Alipay practice";

pub fn routes() -> Router<Alipay> {
    Router::new().route("/cashier", get(show).post(pay))
}

/// The address was not signed, or asks for what cannot be.
pub fn refused() -> Response {
    let mut response = gone(NAME);
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response.into_response()
}

#[derive(Deserialize)]
struct Asked {
    trade: String,
}

#[derive(Deserialize)]
struct Answer {
    trade: String,
    answer: String,
}

fn shown(payment: &Payment) -> Approval<'_> {
    let sum = |minor| payment.currency.shown(minor);
    Approval {
        provider: NAME,
        title: "Pay Onecart",
        total: sum(payment.amount),
        items: payment.items.iter().map(|(name, minor)| (name.clone(), sum(*minor))).collect(),
        told: "The whole sum is taken now. What the shops do not confirm is given back.",
        action: "/cashier".to_owned(),
        hidden: vec![("trade", payment.id.clone())],
        cancel_url: String::new(),
    }
}

fn to_shop(alipay: &Alipay, payment: &Payment) -> Response {
    let amount = yuan(payment.amount);
    let parameters = [
        ("app_id", APP_ID),
        ("out_trade_no", payment.reference.as_str()),
        ("trade_no", payment.id.as_str()),
        ("total_amount", amount.as_str()),
    ];
    alipay.till.lead_back(&payment.success_url, &parameters)
}

async fn show(State(alipay): State<Alipay>, Query(asked): Query<Asked>) -> Response {
    match alipay.till.payment(&asked.trade) {
        Some(payment) if matches!(payment.state, Stands::Waiting | Stands::Approved) => approval(&shown(&payment)),
        Some(payment) if payment.state == Stands::Taken => to_shop(&alipay, &payment),
        _ => gone(NAME),
    }
}

async fn pay(State(alipay): State<Alipay>, Form(said): Form<Answer>) -> Response {
    let Some(payment) = alipay.till.payment(&said.trade) else { return gone(NAME) };
    let refusal = match said.answer.as_str() {
        "confirm" => return challenge(&shown(&payment)),
        "funds" | "decline" => Some(said.answer.as_str()),
        _ => None,
    };
    if alipay.till.approve(&payment.id, refusal).is_err() {
        return if payment.state == Stands::Taken { to_shop(&alipay, &payment) } else { gone(NAME) };
    }
    match alipay.till.hold(&payment.id) {
        Ok(paid) => {
            alipay.tell(&paid);
            to_shop(&alipay, &paid)
        }
        // Nothing was taken: the page stays where it is, and the buyer may try again.
        Err(_) => (StatusCode::PAYMENT_REQUIRED, approval(&shown(&payment))).into_response(),
    }
}
