//! A carrier in EasyPost's shape: shipments with rates of several carriers, bought once, labels to be fetched, trackers, signed
//! events.

mod open;
mod view;

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use self::open::Opened;
use crate::freight::Depot;
use crate::freight::book::{Moved, NewShipment};
use crate::freight::label::label;
use crate::freight::notify::Voice;
use crate::market::Server;
use crate::memory::Remembered;

/// The key of the only account.
pub const API_KEY: &str = "EZTK-onecart-practice";
/// The secret that signs events.
pub const WEBHOOK_SECRET: &str = "easypost-practice-secret";

/// How many shipments that nobody bought are remembered.
const MOST_OPEN: usize = 5_000;

/// The carrier as all its handlers share it.
#[derive(Clone, Debug)]
struct Easypost {
    depot: Depot,
    opened: Arc<Mutex<Vec<Opened>>>,
}

impl Easypost {
    fn opened(&self) -> MutexGuard<'_, Vec<Opened>> {
        self.opened.lock().expect("no writer panics")
    }

    /// The shipment of an id or a reference.
    fn find(&self, name: &str) -> Result<Opened, Refusal> {
        let opened = self.opened();
        let found = opened.iter().find(|one| one.id == name || one.reference.as_deref() == Some(name));
        found.cloned().ok_or_else(Refusal::not_found)
    }

    fn view(&self, opened: &Opened) -> Json<Value> {
        let book = self.depot.book();
        Json(view::shipment(&self.depot.server.base_url, opened, book.find(&opened.id)))
    }
}

/// A refusal in EasyPost's form.
struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    errors: Vec<Value>,
}

impl Refusal {
    fn new(code: &'static str, message: &str) -> Self {
        let message = message.to_owned();
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, code, message, errors: Vec::new() }
    }

    fn not_found() -> Self {
        let refusal = Self::new("NOT_FOUND", "The requested resource could not be found.");
        Self { status: StatusCode::NOT_FOUND, ..refusal }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = json!({ "code": self.code, "message": self.message, "errors": self.errors });
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}

/// Its routes beside the knobs of its depot, and the depot for the world's clock.
pub fn open(server: Server, remembered: &[Remembered]) -> (Depot, Router) {
    let voice = Voice {
        path: "/webhooks/carriers/easypost",
        header: "x-hmac-signature",
        secret: WEBHOOK_SECRET,
        write: |mark| format!("hmac-sha256-hex={}", hex::encode(mark)),
        body: |_, shipment| view::event(shipment),
    };
    let depot = Depot::new(server, Some(voice), remembered);
    let opened = Arc::new(Mutex::new(open::remembered(remembered)));
    let easypost = Easypost { depot: depot.clone(), opened };
    let guarded = Router::new()
        .route("/v2/shipments", post(create))
        .route("/v2/shipments/{id}", get(read))
        .route("/v2/shipments/{id}/buy", post(buy))
        .route("/v2/shipments/{id}/refund", post(refund))
        .route("/v2/trackers", post(track))
        .layer(from_fn(check));
    let router = guarded.route("/labels/{name}", get(fetch)).with_state(easypost).merge(depot.routes());
    (depot, router)
}

/// Lets only the holder of the key through, as the user name of Basic.
async fn check(request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let pair = sent.and_then(|value| value.strip_prefix("Basic ")).and_then(|pair| STANDARD.decode(pair).ok());
    if pair.as_deref() == Some(format!("{API_KEY}:").as_bytes()) {
        return next.run(request).await;
    }
    let refusal = Refusal::new("APIKEY.INACTIVE", "This api key is no longer active.");
    Refusal { status: StatusCode::UNAUTHORIZED, ..refusal }.into_response()
}

/// `POST /v2/shipments`
async fn create(
    State(easypost): State<Easypost>,
    Json(body): Json<Value>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let opened = Opened::read(&easypost.depot, &body["shipment"])?;
    if opened.reference.is_some() {
        easypost.depot.server.memory.keep("opened", &opened);
    }
    let mut all = easypost.opened();
    if all.len() >= MOST_OPEN {
        all.remove(0);
    }
    all.push(opened.clone());
    drop(all);
    Ok((StatusCode::CREATED, easypost.view(&opened)))
}

/// `GET /v2/shipments/{id}`, by id or by reference
async fn read(State(easypost): State<Easypost>, Path(name): Path<String>) -> Result<Json<Value>, Refusal> {
    let opened = easypost.find(&name)?;
    Ok(easypost.view(&opened))
}

/// `POST /v2/shipments/{id}/buy`
async fn buy(State(easypost): State<Easypost>, Path(name): Path<String>, Json(body): Json<Value>) -> Response {
    match bought(&easypost, &name, &body) {
        Ok(answer) => easypost.depot.server.faults.reply_or_lose(answer.into_response()).await,
        Err(refusal) => {
            easypost.depot.refuse(Some(&name), refusal.code);
            refusal.into_response()
        }
    }
}

fn bought(easypost: &Easypost, name: &str, body: &Value) -> Result<Json<Value>, Refusal> {
    let opened = easypost.find(name)?;
    if easypost.depot.book().find(&opened.id).is_some() {
        return Err(Refusal::new("SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment."));
    }
    if !opened.verified {
        let why = "Unable to buy a label for an address that cannot be verified.";
        return Err(Refusal::new("SHIPMENT.POSTAGE.FAILURE", why));
    }
    let rate = opened.rates.iter().find(|rate| body["rate"]["id"] == rate.id.as_str());
    let rate = rate.ok_or_else(|| Refusal::new("SHIPMENT.INVALID_PARAMS", "The rate is not one of the shipment."))?;
    easypost.depot.take_in(NewShipment {
        key: Some(opened.reference.clone().unwrap_or_else(|| opened.id.clone())),
        references: Vec::new(),
        id: Some(opened.id.clone()),
        number_prefix: "EZ4",
        digits: 12,
        parcels: 1,
        service: format!("{}:{}", rate.carrier, rate.service),
        price_minor: rate.price_minor,
        currency: "USD".to_owned(),
        from: opened.from.clone(),
        to: opened.to.clone(),
        arrives: rate.arrives.clone(),
        label: opened.label.clone(),
    });
    Ok(easypost.view(&opened))
}

/// `POST /v2/shipments/{id}/refund`
async fn refund(State(easypost): State<Easypost>, Path(name): Path<String>) -> Result<Json<Value>, Refusal> {
    let opened = easypost.find(&name)?;
    match easypost.depot.call_off(&opened.id) {
        Ok(_) => Ok(easypost.view(&opened)),
        Err(Moved::Unknown) => Err(Refusal::new("SHIPMENT.REFUND.UNAVAILABLE", "There is no postage to refund.")),
        Err(Moved::TooLate) => Err(Refusal::new("SHIPMENT.REFUND.FAILURE", "The parcel has been scanned already.")),
    }
}

/// `POST /v2/trackers`
async fn track(State(easypost): State<Easypost>, Json(body): Json<Value>) -> Result<Json<Value>, Refusal> {
    let code = body["tracker"]["tracking_code"].as_str().unwrap_or_default();
    let book = easypost.depot.book();
    let known = book.find(code).filter(|shipment| !shipment.is_cancelled);
    let none = || Refusal::new("TRACKER.CREATE.ERROR", "Unable to find the carrier of this tracking code.");
    known.map(|shipment| Json(view::tracker(shipment))).ok_or_else(none)
}

/// `GET /labels/{name}`: whoever knows the address may fetch, so its name is the shipment's long id.
async fn fetch(State(easypost): State<Easypost>, Path(name): Path<String>) -> Response {
    let (id, ending) = name.split_once('.').unwrap_or((&name, ""));
    let (kind, media_type) = match ending {
        "pdf" => ("PDF", "application/pdf"),
        "png" => ("PNG", "image/png"),
        "zpl" => ("ZPL", "application/zpl"),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let book = easypost.depot.book();
    match book.find(id) {
        Some(shipment) => {
            ([(header::CONTENT_TYPE, media_type)], label(kind, "Practice EasyPost", &shipment.numbers)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
