//! The knobs of one server: everything that can go wrong with somebody else's shop, on demand.

use std::convert::Infallible;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

/// How a reply gets lost after the work was done.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// The connection closes without a byte of answer.
    #[default]
    Close,
    /// Nothing for thirty seconds, then 504.
    Hang,
    /// 504 at once, as from a proxy in between.
    GatewayTimeout,
}

/// How webhooks are sent.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Webhooks {
    /// Once each, repeated until taken.
    #[default]
    Once,
    /// Each one twice, even when taken.
    Twice,
    /// Not at all.
    Never,
    /// Twenty seconds late.
    Late,
}

/// What is wrong with the server just now; the default is nothing.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// Waits this long before every answer.
    pub latency_ms: u64,
    /// Never answers.
    pub hang: bool,
    /// Closes every connection without an answer.
    pub refuse: bool,
    /// Answers with this status and nothing useful.
    pub error_status: Option<u16>,
    /// This share of the answers is an error (`error_status`, else 500).
    pub error_rate_percent: u8,
    /// Answers 200 with nonsense.
    pub garbage: bool,
    /// Answers 200 with three megabytes.
    pub oversize: bool,
    /// The faults above hit only paths that start with one of these; empty means all.
    pub paths: Vec<String>,
    /// So many order placements are done and then not answered.
    pub lose_reply_next: u32,
    /// How those answers get lost.
    pub lose_reply_by: Loss,
    /// So many order placements are refused as out of stock.
    pub refuse_orders_next: u32,
    /// Every order placement is refused as out of stock.
    pub refuse_orders: bool,
    /// Every price is this much higher, or lower when negative.
    pub price_change_percent: i32,
    /// How webhooks are sent.
    pub webhooks: Webhooks,
    /// These products have no stock.
    pub sold_out: Vec<String>,
    /// Orders take nothing off the shelves, so that a load never empties them.
    pub endless_stock: bool,
}

impl Knobs {
    fn check(&self) -> Result<(), &'static str> {
        if self.error_status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Err("error_status is a number from 200 to 599");
        }
        if self.error_rate_percent > 100 {
            return Err("error_rate_percent is at most 100");
        }
        if !(-99..=1000).contains(&self.price_change_percent) {
            return Err("price_change_percent lies between -99 and 1000");
        }
        if self.latency_ms > 600_000 {
            return Err("latency_ms is at most 600000");
        }
        Ok(())
    }
}

/// The knobs of one server, shared by all its handlers.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    knobs: Arc<RwLock<Arc<Knobs>>>,
}

impl Faults {
    /// The knobs as they stand.
    #[must_use]
    pub fn knobs(&self) -> Arc<Knobs> {
        self.knobs.read().expect("no writer panics").clone()
    }

    /// Turns the knobs.
    pub fn set(&self, knobs: Knobs) {
        *self.knobs.write().expect("no writer panics") = Arc::new(knobs);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Knobs) -> T) -> T {
        let mut knobs = self.knobs.write().expect("no writer panics");
        change(Arc::make_mut(&mut knobs))
    }

    /// Whether this order placement is to be refused as out of stock; uses up one of `refuse_orders_next`.
    #[must_use]
    pub fn refuses_order(&self) -> bool {
        let knobs = self.knobs();
        if knobs.refuse_orders || knobs.refuse_orders_next == 0 {
            return knobs.refuse_orders;
        }
        self.change(|knobs| take_one(&mut knobs.refuse_orders_next))
    }

    /// Sends the answer to a finished order placement, or loses it; uses up one of `lose_reply_next`.
    pub async fn reply_or_lose(&self, reply: Response) -> Response {
        if self.knobs().lose_reply_next == 0 {
            return reply;
        }
        let (lost, by) = self.change(|knobs| (take_one(&mut knobs.lose_reply_next), knobs.lose_reply_by));
        match (lost, by) {
            (false, _) => reply,
            (true, Loss::Close) => closed_connection(),
            (true, Loss::Hang) => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                StatusCode::GATEWAY_TIMEOUT.into_response()
            }
            (true, Loss::GatewayTimeout) => StatusCode::GATEWAY_TIMEOUT.into_response(),
        }
    }

    /// Whether this product was declared sold out.
    #[must_use]
    pub fn sold_out(&self, external_id: &str) -> bool {
        self.knobs().sold_out.iter().any(|id| id == external_id)
    }

    /// The price as the `price_change_percent` knob makes it, rounded half up.
    #[must_use]
    pub fn price(&self, minor: i64) -> i64 {
        match self.knobs().price_change_percent {
            0 => minor,
            percent => (minor * i64::from(100 + percent) + 50).div_euclid(100),
        }
    }

    /// `GET`, `PUT` and `DELETE /sandbox/faults`.
    pub fn routes(&self) -> Router {
        Router::new().route("/sandbox/faults", get(read).put(turn).delete(heal)).with_state(self.clone())
    }

    /// Puts the transport faults (latency, hang, errors, nonsense, oversize) in front of `router`.
    pub fn apply(&self, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state(self.clone(), misbehave))
    }
}

fn take_one(count: &mut u32) -> bool {
    let some = *count > 0;
    *count = count.saturating_sub(1);
    some
}

/// An answer whose body fails at once, upon which the connection closes before anything was sent.
#[must_use]
pub fn closed_connection() -> Response {
    let broken = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("the reply got lost")) });
    Response::new(Body::from_stream(broken))
}

async fn misbehave(State(faults): State<Faults>, request: Request, next: Next) -> Response {
    let knobs = faults.knobs();
    let path = request.uri().path();
    let spared = path.starts_with("/sandbox/")
        || path.starts_with("/pictures/")
        || !(knobs.paths.is_empty() || knobs.paths.iter().any(|prefix| path.starts_with(prefix)));
    if spared {
        return next.run(request).await;
    }
    if knobs.refuse {
        return closed_connection();
    }
    if knobs.hang {
        return std::future::pending::<Response>().await;
    }
    if knobs.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(knobs.latency_ms)).await;
    }
    let unlucky = knobs.error_rate_percent > 0 && rand::random_range(0..100) < knobs.error_rate_percent;
    if unlucky || (knobs.error_status.is_some() && knobs.error_rate_percent == 0) {
        let status = StatusCode::from_u16(knobs.error_status.unwrap_or(500));
        return (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), "practice trouble").into_response();
    }
    if knobs.garbage {
        return ([(header::CONTENT_TYPE, "application/json")], "{\"id\": 7, \"<html>]] nonsense").into_response();
    }
    if knobs.oversize {
        let filler = format!("{{\"filler\": \"{}\"}}", "x".repeat(3 << 20));
        return ([(header::CONTENT_TYPE, "application/json")], filler).into_response();
    }
    next.run(request).await
}

async fn read(State(faults): State<Faults>) -> Json<Knobs> {
    Json(Knobs::clone(&faults.knobs()))
}

async fn turn(
    State(faults): State<Faults>,
    Json(knobs): Json<Knobs>,
) -> Result<Json<Knobs>, (StatusCode, &'static str)> {
    knobs.check().map_err(|problem| (StatusCode::UNPROCESSABLE_ENTITY, problem))?;
    faults.set(knobs.clone());
    Ok(Json(knobs))
}

async fn heal(State(faults): State<Faults>) -> Result<Json<Knobs>, Infallible> {
    faults.set(Knobs::default());
    Ok(Json(Knobs::default()))
}
