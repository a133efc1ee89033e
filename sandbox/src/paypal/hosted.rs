//! The pages on which a buyer agrees: to an order, or to a method being saved.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::PayPal;
use super::webhooks::Kind;
use crate::paying::page::{Approval, approval, challenge, gone};
use crate::paying::{Payment, State as Stands};

const NAME: &str = "PayPal practice";

pub fn routes() -> Router<PayPal> {
    Router::new()
        .route("/checkoutnow", get(show).post(answer))
        .route("/agreements/approve", get(show_saving).post(save))
}

#[derive(Deserialize)]
struct Asked {
    token: String,
}

#[derive(Deserialize)]
struct Answer {
    token: String,
    answer: String,
}

fn shown(payment: &Payment) -> Approval<'_> {
    let items = payment.items.iter().map(|(name, minor)| (name.clone(), payment.currency.shown(*minor))).collect();
    Approval {
        provider: NAME,
        title: "Pay Onecart",
        total: payment.currency.shown(payment.amount),
        items,
        told: "Onecart holds this sum and takes only what the shops confirm. The rest is released.",
        action: "/checkoutnow".to_owned(),
        hidden: vec![("token", payment.id.clone())],
        cancel_url: payment.cancel_url.clone(),
    }
}

fn to_shop(paypal: &PayPal, payment: &Payment) -> Response {
    paypal.till.lead_back(&payment.success_url, &[("token", &payment.id), ("PayerID", "PRACTICEPAYER")])
}

async fn show(State(paypal): State<PayPal>, Query(asked): Query<Asked>) -> Response {
    match paypal.till.payment(&asked.token) {
        Some(payment) if payment.state == Stands::Waiting => approval(&shown(&payment)),
        // The bank said no: the buyer may choose another way.
        Some(payment) if payment.state == Stands::Approved && payment.refusal.is_some() => approval(&shown(&payment)),
        Some(payment) if matches!(payment.state, Stands::Declined | Stands::Closed) => gone(NAME),
        Some(payment) => to_shop(&paypal, &payment),
        None => gone(NAME),
    }
}

async fn answer(State(paypal): State<PayPal>, Form(said): Form<Answer>) -> Response {
    let Some(payment) = paypal.till.payment(&said.token) else { return gone(NAME) };
    let refusal = match said.answer.as_str() {
        "confirm" => return challenge(&shown(&payment)),
        "funds" => Some("funds"),
        "decline" => Some("declined"),
        _ => None,
    };
    match paypal.till.approve(&payment.id, refusal) {
        Ok(payment) => {
            paypal.tell(Kind::Approved, &payment);
            to_shop(&paypal, &payment)
        }
        Err(_) => to_shop(&paypal, &payment),
    }
}

#[derive(Deserialize)]
struct Saving {
    approval_session_id: String,
}

async fn show_saving(State(paypal): State<PayPal>, Query(asked): Query<Saving>) -> Response {
    let Some(kept) = paypal.setup(&asked.approval_session_id) else { return gone(NAME) };
    approval(&Approval {
        provider: NAME,
        title: "Save PayPal for Onecart",
        total: String::new(),
        items: Vec::new(),
        told: "Onecart can pay with this account next time you ask it to.",
        action: "/agreements/approve".to_owned(),
        hidden: vec![("approval_session_id", asked.approval_session_id)],
        cancel_url: kept.cancel_url,
    })
}

async fn save(State(paypal): State<PayPal>, Form(said): Form<Saving>) -> Response {
    let Some(kept) = paypal.setup(&said.approval_session_id) else { return gone(NAME) };
    paypal.agree(&said.approval_session_id);
    paypal.till.lead_back(&kept.success_url, &[("approval_token_id", &said.approval_session_id)])
}
