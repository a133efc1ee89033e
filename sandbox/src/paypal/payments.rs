//! `/v2/payments`: read, capture and void a hold; refund a capture.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::Value;

use super::PayPal;
use super::orders::Amount;
use super::problem::Problem;
use super::view;
use super::webhooks::Kind;
use crate::paying::Payment;

type Reply = Result<Response, Problem>;

pub fn routes() -> Router<PayPal> {
    Router::new()
        .route("/v2/payments/authorizations/{id}", get(read))
        .route("/v2/payments/authorizations/{id}/capture", post(capture))
        .route("/v2/payments/authorizations/{id}/void", post(void))
        .route("/v2/payments/captures/{id}/refund", post(refund))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    amount: Option<Amount>,
    final_capture: bool,
    custom_id: Option<String>,
}

fn wish(body: Value) -> Result<Wish, Problem> {
    serde_json::from_value(body).map_err(|_| Problem::malformed("INVALID_PARAMETER_SYNTAX"))
}

/// The amount of a wish, or all there is; in the payment's currency.
fn amount(wish: &Wish, payment: &Payment, all: i64) -> Result<i64, Problem> {
    let Some(amount) = &wish.amount else { return Ok(all) };
    let (minor, currency) = amount.minor()?;
    if currency == payment.currency { Ok(minor) } else { Err(Problem::cannot("CURRENCY_MISMATCH")) }
}

fn of_hold(paypal: &PayPal, id: &str) -> Result<Payment, Problem> {
    paypal.till.find(|payment| payment.hold == id).ok_or_else(Problem::unknown)
}

async fn read(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    let payment = of_hold(&paypal, &id)?;
    Ok(Json(view::authorization(&payment).ok_or_else(Problem::unknown)?).into_response())
}

async fn capture(State(paypal): State<PayPal>, Path(id): Path<String>, Json(body): Json<Value>) -> Reply {
    let (wish, payment) = (wish(body)?, of_hold(&paypal, &id)?);
    let amount = amount(&wish, &payment, payment.amount - payment.taken())?;
    let taken = paypal.till.take(&payment.id, amount, wish.final_capture);
    let taken = taken.map_err(|no| Problem::of(no, "AUTHORIZATION_ALREADY_CAPTURED"))?;
    let last = taken.takings.last().ok_or_else(Problem::unknown)?;
    paypal.tell(Kind::Captured, &taken);
    Ok((StatusCode::CREATED, Json(view::capture(&taken, last))).into_response())
}

async fn void(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    let payment = of_hold(&paypal, &id)?;
    let freed = paypal.till.release(&payment.id).map_err(|no| Problem::of(no, "CANNOT_BE_VOIDED"))?;
    paypal.tell(Kind::Voided, &freed);
    Ok(Json(view::authorization(&freed).unwrap_or_default()).into_response())
}

async fn refund(State(paypal): State<PayPal>, Path(id): Path<String>, Json(body): Json<Value>) -> Reply {
    let of_capture = |payment: &Payment| payment.takings.iter().any(|taking| taking.id == id);
    let (wish, payment) = (wish(body)?, paypal.till.find(of_capture).ok_or_else(Problem::unknown)?);
    let amount = amount(&wish, &payment, payment.taken() - payment.given())?;
    let given = paypal.till.give(&payment.id, amount, wish.custom_id.as_deref().unwrap_or_default());
    let given = given.map_err(|no| match no {
        crate::paying::rules::No::TooMuch => Problem::cannot("REFUND_AMOUNT_EXCEEDED"),
        other => Problem::of(other, "CAPTURE_FULLY_REFUNDED"),
    })?;
    let last = given.givings.last().ok_or_else(Problem::unknown)?;
    paypal.tell(Kind::Refunded, &given);
    Ok((StatusCode::CREATED, Json(view::refund(&given, last))).into_response())
}
