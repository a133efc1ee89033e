//! `GET /v1/reporting/transactions`: every hold, capture and refund of a span, with the order that it belongs to.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Json;
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Value, json};

use super::PayPal;
use super::problem::Problem;
use crate::clock::rfc3339;
use crate::paying::{Payment, State as Stands};

pub fn routes() -> Router<PayPal> {
    Router::new().route("/v1/reporting/transactions", get(list))
}

#[derive(Deserialize)]
struct Asked {
    start_date: String,
    end_date: String,
    #[serde(default = "hundred")]
    page_size: usize,
    #[serde(default = "first")]
    page: usize,
}

fn hundred() -> usize {
    100
}

fn first() -> usize {
    1
}

async fn list(State(paypal): State<PayPal>, Query(asked): Query<Asked>) -> Result<Json<Value>, Problem> {
    if !(1..=500).contains(&asked.page_size) || asked.page < 1 {
        return Err(Problem::malformed("INVALID_PARAMETER_VALUE"));
    }
    // Dates of one length and zone sort as texts.
    let within = |at_ms: i64| {
        let at = rfc3339(at_ms);
        asked.start_date <= at && at <= asked.end_date
    };
    let mut found: Vec<Value> = Vec::new();
    for payment in paypal.till.book().iter() {
        let begun = matches!(payment.state, Stands::Held | Stands::Taken | Stands::Free);
        found.extend((begun && within(payment.created_ms)).then(|| info(payment, &payment.hold, "T0006")));
        let given = payment.givings.iter().filter(|giving| within(giving.at_ms));
        found.extend(given.map(|giving| info(payment, &giving.id, "T1107")));
    }
    let (total, pages) = (found.len(), found.len().div_ceil(asked.page_size));
    let page: Vec<Value> = found.into_iter().skip((asked.page - 1) * asked.page_size).take(asked.page_size).collect();
    Ok(Json(json!({ "transaction_details": page, "page": asked.page, "total_items": total, "total_pages": pages })))
}

fn info(payment: &Payment, id: &str, kind: &str) -> Value {
    json!({ "transaction_info": {
        "transaction_id": id,
        "paypal_reference_id": payment.id,
        "paypal_reference_id_type": "ODR",
        "transaction_event_code": kind,
        "custom_field": payment.reference,
    } })
}
