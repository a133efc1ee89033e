//! `/v3/vault`: a setup token that the buyer agrees to becomes a payment token.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::PayPal;
use super::problem::Problem;
use crate::paying::new_id;

type Reply = Result<(StatusCode, Json<Value>), Problem>;

/// A token of the vault.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// A setup token's page leads here afterwards.
    pub success_url: String,
    pub cancel_url: String,
    /// Whether the buyer agreed.
    pub agreed: bool,
    /// Whether it can be paid with.
    pub payable: bool,
}

pub fn routes() -> Router<PayPal> {
    Router::new()
        .route("/v3/vault/setup-tokens", post(begin))
        .route("/v3/vault/setup-tokens/{id}", get(read))
        .route("/v3/vault/payment-tokens", post(keep))
        .route("/v3/vault/payment-tokens/{id}", get(read_kept).delete(forget))
}

impl PayPal {
    fn kept(&self, id: &str) -> Option<Kept> {
        self.vault.lock().expect("no writer panics").get(id).cloned()
    }

    fn put(&self, id: &str, kept: Kept) {
        self.vault.lock().expect("no writer panics").insert(id.to_owned(), kept);
    }

    /// Whether a payment can be made with this token.
    pub fn knows_method(&self, id: &str) -> bool {
        self.kept(id).is_some_and(|kept| kept.payable)
    }

    /// Where the page of a setup token leads, while it waits for the buyer.
    pub fn setup(&self, id: &str) -> Option<Kept> {
        self.kept(id).filter(|kept| !kept.payable && !kept.agreed)
    }

    /// The buyer agrees to a setup token.
    pub fn agree(&self, id: &str) {
        if let Some(kept) = self.vault.lock().expect("no writer panics").get_mut(id) {
            kept.agreed = true;
        }
    }

    fn setup_token(&self, id: &str, kept: &Kept) -> Value {
        let status = if kept.agreed { "APPROVED" } else { "PAYER_ACTION_REQUIRED" };
        let href = format!("{}/agreements/approve?approval_session_id={id}", self.till.server.base_url);
        json!({ "id": id, "status": status, "payment_source": { "paypal": {} },
            "links": [{ "rel": "approve", "method": "GET", "href": href }] })
    }
}

async fn begin(State(paypal): State<PayPal>, Json(body): Json<Value>) -> Reply {
    let context = &body["payment_source"]["paypal"]["experience_context"];
    let url = |name: &str| context[name].as_str().map(str::to_owned);
    let (Some(success_url), Some(cancel_url)) = (url("return_url"), url("cancel_url")) else {
        return Err(Problem::malformed("MISSING_REQUIRED_PARAMETER"));
    };
    let (id, kept) = (new_id(17), Kept { success_url, cancel_url, ..Kept::default() });
    paypal.put(&id, kept.clone());
    Ok((StatusCode::CREATED, Json(paypal.setup_token(&id, &kept))))
}

async fn read(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    let kept = paypal.kept(&id).filter(|kept| !kept.payable).ok_or_else(Problem::unknown)?;
    Ok((StatusCode::OK, Json(paypal.setup_token(&id, &kept))))
}

fn payment_token(id: &str) -> Json<Value> {
    Json(json!({ "id": id, "customer": { "id": "practice_customer" },
        "payment_source": { "paypal": { "email_address": "amira@example.org" } } }))
}

async fn keep(State(paypal): State<PayPal>, Json(body): Json<Value>) -> Reply {
    let token = &body["payment_source"]["token"];
    if token["type"] != "SETUP_TOKEN" {
        return Err(Problem::malformed("INVALID_PARAMETER_VALUE"));
    }
    let setup = token["id"].as_str().and_then(|id| paypal.kept(id)).ok_or_else(Problem::unknown)?;
    if !setup.agreed {
        return Err(Problem::cannot("SETUP_TOKEN_NOT_APPROVED"));
    }
    let id = new_id(17).to_lowercase();
    paypal.put(&id, Kept { payable: true, ..Kept::default() });
    Ok((StatusCode::CREATED, payment_token(&id)))
}

async fn read_kept(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    if paypal.knows_method(&id) { Ok((StatusCode::OK, payment_token(&id))) } else { Err(Problem::unknown()) }
}

async fn forget(State(paypal): State<PayPal>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let gone = paypal.vault.lock().expect("no writer panics").remove(&id);
    gone.map(|_| StatusCode::NO_CONTENT).ok_or_else(Problem::unknown)
}
