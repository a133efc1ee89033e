//! `/v2/checkout/orders`: create, read, authorise, capture.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::Value;

use super::PayPal;
use super::problem::Problem;
use super::view::decimals;
use super::webhooks::Kind;
use crate::gateway::currency::Currency;
use crate::paying::{Payment, State as Stands, amounts, new_id, new_payment};

type Reply = Result<(StatusCode, Json<Value>), Problem>;

pub fn routes() -> Router<PayPal> {
    Router::new()
        .route("/v2/checkout/orders", post(create))
        .route("/v2/checkout/orders/{id}", get(read))
        .route("/v2/checkout/orders/{id}/authorize", post(authorize))
        .route("/v2/checkout/orders/{id}/capture", post(capture))
}

#[derive(Deserialize)]
struct Wish {
    intent: String,
    purchase_units: Vec<Unit>,
    payment_source: Option<Value>,
}

#[derive(Deserialize)]
struct Unit {
    custom_id: Option<String>,
    amount: Amount,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
pub struct Amount {
    currency_code: String,
    value: String,
    breakdown: Option<Breakdown>,
}

#[derive(Deserialize)]
struct Breakdown {
    item_total: Option<Money>,
}

#[derive(Deserialize)]
struct Money {
    currency_code: String,
    value: String,
}

#[derive(Deserialize)]
struct Item {
    name: String,
    quantity: String,
    unit_amount: Money,
}

/// An amount in the book's minor units.
fn minor(code: &str, value: &str) -> Result<(i64, Currency), Problem> {
    let currency = Currency::read(code).filter(|currency| currency.decimals() < 3);
    let currency = currency.ok_or_else(|| Problem::cannot("CURRENCY_NOT_SUPPORTED"))?;
    let taken = decimals(&currency);
    let wrong = if taken == 0 { "DECIMALS_NOT_SUPPORTED" } else { "DECIMAL_PRECISION" };
    let units = amounts::read(value, taken).ok_or_else(|| Problem::cannot(wrong))?;
    let unused = 10_i64.pow((currency.decimals() - taken) as u32);
    Ok((units * unused, currency))
}

impl Amount {
    /// The amount in the book's minor units.
    pub fn minor(&self) -> Result<(i64, Currency), Problem> {
        minor(&self.currency_code, &self.value)
    }
}

fn payment(wish: &Wish) -> Result<Payment, Problem> {
    let at_once = match wish.intent.as_str() {
        "CAPTURE" => true,
        "AUTHORIZE" => false,
        _ => return Err(Problem::malformed("INVALID_PARAMETER_VALUE")),
    };
    // The real one captures several units as well; the practice one knows one, as the real one does for a hold.
    let [unit] = wish.purchase_units.as_slice() else { return Err(Problem::cannot("UNSUPPORTED_INTENT")) };
    let (amount, currency) = unit.amount.minor()?;
    if amount < 1 {
        return Err(Problem::cannot("CANNOT_BE_ZERO_OR_NEGATIVE"));
    }
    let (mut items, mut sum) = (Vec::new(), 0);
    for item in &unit.items {
        let (each, _) = minor(&item.unit_amount.currency_code, &item.unit_amount.value)?;
        let count: i64 = item.quantity.parse().map_err(|_| Problem::malformed("INVALID_PARAMETER_SYNTAX"))?;
        if item.name.is_empty() || item.name.chars().count() > 127 {
            return Err(Problem::malformed("INVALID_STRING_LENGTH"));
        }
        sum += each * count;
        items.push((item.name.clone(), each * count));
    }
    let told = unit.amount.breakdown.as_ref().and_then(|breakdown| breakdown.item_total.as_ref());
    let told = told.map(|told| minor(&told.currency_code, &told.value)).transpose()?;
    if !items.is_empty() && told.as_ref().map(|(told, _)| *told) != Some(sum) {
        return Err(Problem::cannot("ITEM_TOTAL_MISMATCH"));
    }
    if told.is_some_and(|(told, _)| told != amount) {
        return Err(Problem::cannot("AMOUNT_MISMATCH"));
    }
    let mut payment = new_payment(new_id(17), new_id(17), amount, currency);
    payment.items = items;
    payment.at_once = at_once;
    payment.reference = unit.custom_id.clone().unwrap_or_default();
    let context = wish.payment_source.as_ref().map(|source| &source["paypal"]["experience_context"]);
    let url = |name: &str| context.and_then(|context| context[name].as_str()).unwrap_or_default().to_owned();
    (payment.success_url, payment.cancel_url) = (url("return_url"), url("cancel_url"));
    Ok(payment)
}

async fn create(State(paypal): State<PayPal>, headers: HeaderMap, Json(wish): Json<Value>) -> Reply {
    let wish: Wish = serde_json::from_value(wish).map_err(|_| Problem::malformed("MISSING_REQUIRED_PARAMETER"))?;
    let payment = payment(&wish)?;
    let id = payment.id.clone();
    let vaulted = wish.payment_source.as_ref().and_then(|source| source["paypal"]["vault_id"].as_str());
    if wish.payment_source.is_some() && !headers.contains_key("paypal-request-id") {
        return Err(Problem::malformed("PAYPAL_REQUEST_ID_REQUIRED"));
    }
    if let Some(token) = vaulted {
        if !paypal.knows_method(token) {
            return Err(Problem::cannot("TOKEN_ID_NOT_FOUND"));
        }
        paypal.till.open(payment);
        if !paypal.till.panel.challenges() {
            let _ = paypal.till.approve(&id, None);
            paypal.carry_out(&id)?;
        }
    } else {
        paypal.till.open(payment);
    }
    let payment = paypal.till.payment(&id).ok_or_else(Problem::unknown)?;
    Ok((StatusCode::CREATED, Json(paypal.order(&payment))))
}

async fn read(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    let payment = paypal.till.payment(&id).ok_or_else(Problem::unknown)?;
    Ok((StatusCode::OK, Json(paypal.order(&payment))))
}

impl PayPal {
    /// Holds or takes what the buyer agreed to, and tells the shop.
    fn carry_out(&self, id: &str) -> Result<Payment, Problem> {
        let held = self.till.hold(id).map_err(|no| Problem::of(no, "ORDER_NOT_APPROVED"))?;
        self.tell(if held.at_once { Kind::Captured } else { Kind::Authorised }, &held);
        Ok(held)
    }

    fn step(&self, id: &str, at_once: bool) -> Reply {
        let payment = self.till.payment(id).ok_or_else(Problem::unknown)?;
        if payment.at_once != at_once {
            return Err(Problem::cannot("ACTION_DOES_NOT_MATCH_INTENT"));
        }
        if matches!(payment.state, Stands::Held | Stands::Taken | Stands::Free) {
            let done = if at_once { "ORDER_ALREADY_CAPTURED" } else { "ORDER_ALREADY_AUTHORIZED" };
            return Err(Problem::cannot(done));
        }
        let held = self.carry_out(id)?;
        Ok((StatusCode::CREATED, Json(self.order(&held))))
    }
}

async fn authorize(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    paypal.step(&id, false)
}

async fn capture(State(paypal): State<PayPal>, Path(id): Path<String>) -> Reply {
    paypal.step(&id, true)
}
