//! Where parcels are, by number and by reference.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde_json::{Value, json};

use super::{ACCOUNT, Fedex, Refusal, told, view};

/// How many numbers one question takes.
const MOST_NUMBERS: usize = 30;

/// `POST /track/v1/trackingnumbers`
pub(super) async fn numbers(State(fedex): State<Fedex>, Json(body): Json<Value>) -> Result<Json<Value>, Refusal> {
    let asked = body["trackingInfo"].as_array().filter(|asked| (1..=MOST_NUMBERS).contains(&asked.len()));
    let asked =
        asked.ok_or_else(|| Refusal::bad("TRACKING.TRACKINGINFO.INVALID", "1 to 30 tracking numbers are taken."))?;
    let book = fedex.depot.book();
    let results = asked.iter().map(|one| {
        let number = one["trackingNumberInfo"]["trackingNumber"].as_str().unwrap_or_default();
        let known = book.find(number).filter(|shipment| !shipment.is_cancelled);
        let result = known.map_or_else(view::unknown, view::result);
        json!({ "trackingNumber": number, "trackResults": [result] })
    });
    let results: Vec<Value> = results.collect();
    Ok(told(json!({ "completeTrackResults": results })))
}

/// `POST /track/v1/referencenumbers`
pub(super) async fn references(State(fedex): State<Fedex>, Json(body): Json<Value>) -> Result<Json<Value>, Refusal> {
    let asked = &body["referencesInformation"];
    if asked["accountNumber"] != ACCOUNT {
        return Err(Refusal::bad("TRACKING.ACCOUNTNUMBER.INVALID", "The account number is invalid."));
    }
    let found = fedex.depot.book().by_reference(asked["value"].as_str().unwrap_or_default());
    if found.is_empty() {
        let why = "No record of this reference number can be found at this time.".to_owned();
        return Err(Refusal(StatusCode::NOT_FOUND, "TRACKING.REFERENCENUMBER.NOTFOUND", why));
    }
    Ok(told(view::tracking(&found)["output"].take()))
}
