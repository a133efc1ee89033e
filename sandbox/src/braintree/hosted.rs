//! The page that stands for Braintree's fields: it makes a token and leads back to the shop with it.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::{Braintree, Method};
use crate::gateway::currency::Currency;
use crate::paying::page::{Approval, approval, challenge, gone};
use crate::paying::{amounts, new_id};

const NAME: &str = "Braintree practice";

pub fn routes() -> Router<Braintree> {
    Router::new().route("/fields", get(show).post(make))
}

#[derive(Clone, Deserialize)]
struct Asked {
    client_token: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    currency: String,
    success_url: String,
    cancel_url: String,
    #[serde(default)]
    answer: String,
}

fn shown(asked: &Asked) -> Approval<'_> {
    let currency = Currency::read(&asked.currency);
    let total = currency.and_then(|currency| Some(currency.shown(amounts::read(&asked.amount, currency.decimals())?)));
    Approval {
        provider: NAME,
        title: if total.is_some() { "Pay Onecart" } else { "Save a card for Onecart" },
        total: total.unwrap_or_default(),
        items: Vec::new(),
        told: "Visa •••• 1111. The card's number stays here; Onecart is told a token.",
        action: "/fields".to_owned(),
        hidden: vec![
            ("client_token", asked.client_token.clone()),
            ("amount", asked.amount.clone()),
            ("currency", asked.currency.clone()),
            ("success_url", asked.success_url.clone()),
            ("cancel_url", asked.cancel_url.clone()),
        ],
        cancel_url: asked.cancel_url.clone(),
    }
}

async fn show(Query(asked): Query<Asked>) -> Response {
    if asked.client_token.starts_with("practice_") { approval(&shown(&asked)) } else { gone(NAME) }
}

async fn make(State(braintree): State<Braintree>, Form(asked): Form<Asked>) -> Response {
    if !asked.client_token.starts_with("practice_") {
        return gone(NAME);
    }
    let refusal = match asked.answer.as_str() {
        "confirm" => return challenge(&shown(&asked)),
        "funds" | "decline" => Some(asked.answer.clone()),
        _ => None,
    };
    let token = format!("tokencc_practice_{}", new_id(20).to_lowercase());
    let method = Method { kept: false, refusal };
    braintree.methods.lock().expect("no writer panics").insert(token.clone(), method);
    braintree.till.lead_back(&asked.success_url, &[("payment_method_nonce", &token)])
}
