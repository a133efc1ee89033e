//! The routes of checkout sessions: open, read, list, expire.

use axum::extract::{Json, Path, State};
use axum::http::HeaderMap;
use serde_json::Value;

use super::book::{Item, Session};
use super::currency::Currency;
use super::params::Params;
use super::problem::Problem;
use super::rules::Opening;
use super::{Gateway, api, wire};
use crate::orders::now_ms;

type Reply = Result<Json<Value>, Problem>;

const KNOWN: [&str; 16] = [
    "mode",
    "line_items",
    "payment_intent_data",
    "client_reference_id",
    "metadata",
    "success_url",
    "cancel_url",
    "expires_at",
    "customer_email",
    "payment_method_types",
    "locale",
    "submit_type",
    "ui_mode",
    "currency",
    "billing_address_collection",
    "expand",
];

/// The largest sum of one payment, in minor units.
const LARGEST: i64 = 99_999_999_999;

/// How long a hosted page may stay open, in seconds: half an hour to a day, a day where nothing is said.
const OPEN_FOR: std::ops::RangeInclusive<i64> = 30 * 60..=24 * 3600;

/// `POST /v1/checkout/sessions`
pub async fn create(State(gateway): State<Gateway>, params: Params) -> Reply {
    let now = now_ms() / 1000;
    let opening = opening(&params, now)?;
    let mut book = gateway.book();
    let session = book.open(opening, now);
    let intent = book.intent(&session.intent)?;
    gateway.server.memory.keep("session", &session);
    gateway.server.memory.keep("intent", intent);
    Ok(Json(wire::session(&session, intent, &gateway.server.base_url)))
}

fn opening(params: &Params, now: i64) -> Result<Opening, Problem> {
    params.only(&KNOWN)?;
    if params.required("mode")? != "payment" {
        return Err(Problem::invalid("mode", "Invalid mode: the practice gateway knows payment only."));
    }
    let (items, total, currency) = items(params)?;
    let manual = match params.text("payment_intent_data[capture_method]") {
        Some("manual") => true,
        None | Some("automatic" | "automatic_async") => false,
        Some(_) => {
            return Err(Problem::invalid("payment_intent_data[capture_method]", "Invalid capture_method"));
        }
    };
    let reference = params.text("client_reference_id");
    if reference.is_some_and(|reference| reference.len() > 200) {
        return Err(Problem::invalid("client_reference_id", "At most 200 letters."));
    }
    let expires_at = params.integer("expires_at")?.unwrap_or(now + OPEN_FOR.end());
    // A few seconds of grace for the way here.
    if !(OPEN_FOR.start() - 30..=OPEN_FOR.end() + 30).contains(&(expires_at - now)) {
        let message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.";
        return Err(Problem::invalid("expires_at", message));
    }
    Ok(Opening {
        items,
        total,
        currency,
        manual,
        reference: reference.map(str::to_owned),
        email: params.text("customer_email").map(str::to_owned),
        metadata: params.entries("metadata")?,
        intent_metadata: params.entries("payment_intent_data[metadata]")?,
        success_url: web_address(params, "success_url")?.ok_or_else(|| Problem::missing("success_url"))?,
        cancel_url: web_address(params, "cancel_url")?,
        expires_at,
    })
}

fn web_address(params: &Params, name: &str) -> Result<Option<String>, Problem> {
    let Some(text) = params.text(name) else {
        return Ok(None);
    };
    let good = text.len() <= 5_000 && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if good { Ok(Some(text.to_owned())) } else { Err(Problem::coded(name, "url_invalid", "Not a valid URL")) }
}

fn items(params: &Params) -> Result<(Vec<Item>, i64, Currency), Problem> {
    let mut items = Vec::new();
    let mut currency: Option<Currency> = None;
    let mut total = 0_i64;
    for place in 0..100 {
        let line = format!("line_items[{place}]");
        let price = format!("{line}[price_data]");
        if params.text(&format!("{price}[currency]")).is_none() && place > 0 {
            break;
        }
        let name = format!("{price}[currency]");
        let of_line =
            Currency::read(params.required(&name)?).ok_or_else(|| Problem::invalid(&name, "Invalid currency"))?;
        if *currency.get_or_insert_with(|| of_line.clone()) != of_line {
            return Err(Problem::invalid(&name, "All line items must be in the same currency."));
        }
        let item = item(params, &line, &price)?;
        total = item
            .unit_minor
            .checked_mul(item.quantity)
            .and_then(|sum| sum.checked_add(total))
            .filter(|total| *total <= LARGEST)
            .ok_or_else(|| Problem::coded(&line, "amount_too_large", "The total amount is too large."))?;
        items.push(item);
    }
    let currency = currency.ok_or_else(|| Problem::missing("line_items"))?;
    if total == 0 {
        return Err(Problem::coded("line_items", "amount_too_small", "The total must be at least one minor unit."));
    }
    Ok((items, total, currency))
}

fn item(params: &Params, line: &str, price: &str) -> Result<Item, Problem> {
    let (name, unit, count) =
        (format!("{price}[product_data][name]"), format!("{price}[unit_amount]"), format!("{line}[quantity]"));
    let unit_minor = params.integer(&unit)?.ok_or_else(|| Problem::missing(&unit))?;
    let quantity = params.integer(&count)?.ok_or_else(|| Problem::missing(&count))?;
    if !(0..=LARGEST).contains(&unit_minor) {
        return Err(Problem::coded(&unit, "parameter_invalid_integer", "Invalid non-negative integer"));
    }
    if !(1..=999_999).contains(&quantity) {
        return Err(Problem::coded(&count, "parameter_invalid_integer", "This value must be between 1 and 999999."));
    }
    Ok(Item { name: params.required(&name)?.chars().take(250).collect(), unit_minor, quantity })
}

/// `GET /v1/checkout/sessions/{id}`
pub async fn read(State(gateway): State<Gateway>, Path(id): Path<String>) -> Reply {
    let book = gateway.book();
    let session = book.session(&id)?;
    Ok(Json(wire::session(session, book.intent(&session.intent)?, &gateway.server.base_url)))
}

/// `GET /v1/checkout/sessions?payment_intent=`
pub async fn list(State(gateway): State<Gateway>, params: Params) -> Reply {
    params.only(&["payment_intent", "limit", "starting_after", "created", "status"])?;
    let of = params.text("payment_intent");
    let since = params.integer("created[gte]")?.unwrap_or(0);
    let book = gateway.book();
    let fits = |session: &&Session| of.is_none_or(|intent| intent == session.intent) && session.created >= since;
    let show = |session: &Session| {
        let intent = book.intent(&session.intent)?;
        Ok(wire::session(session, intent, &gateway.server.base_url))
    };
    let all = book.sessions.iter().rev().filter(fits).map(show).collect::<Result<Vec<_>, Problem>>()?;
    Ok(Json(wire::list("/v1/checkout/sessions", all, params.text("starting_after"), params.limit()?)?))
}

/// `POST /v1/checkout/sessions/{id}/expire`
pub async fn expire(State(gateway): State<Gateway>, Path(id): Path<String>, headers: HeaderMap) -> Reply {
    let mut book = gateway.book();
    let happened = book.expire(&id, now_ms() / 1000)?;
    gateway.tell(&happened, api::key(&headers));
    let session = book.session(&id)?;
    Ok(Json(wire::session(session, book.intent(&session.intent)?, &gateway.server.base_url)))
}
