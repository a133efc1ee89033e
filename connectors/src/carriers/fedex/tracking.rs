//! What FedEx tells of parcels on their way: the answers to our questions, and in the same form what its webhook posts.

use domain::ids::CarrierId;
use serde::Deserialize;

use super::{
    super::{
        CarrierError, CarrierEvent, Tracked, TrackingNumber,
        reading::{MOST, day, event_time, joined, words},
    },
    wire::Failure,
};

/// Answers about tracking, and what the webhook posts.
#[derive(Deserialize)]
pub(super) struct Tracking {
    output: TrackingOutput,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TrackingOutput {
    #[serde(default)]
    complete_track_results: Vec<Complete>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complete {
    tracking_number: String,
    #[serde(default)]
    track_results: Vec<TrackResult>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TrackResult {
    #[serde(default)]
    scan_events: Vec<Scan>,
    #[serde(default)]
    date_and_times: Vec<Dated>,
    error: Option<Failure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dated {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    date_time: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Scan {
    date: String,
    #[serde(default)]
    event_type: String,
    #[serde(default)]
    event_description: String,
    #[serde(default)]
    exception_code: String,
    #[serde(default)]
    exception_description: String,
    #[serde(default)]
    scan_location: Location,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    city: Option<String>,
    state_or_province_code: Option<String>,
    country_code: Option<String>,
}

impl Tracking {
    /// The numbers it tells of, without those that FedEx does not know.
    pub(super) fn numbers(&self) -> Vec<TrackingNumber> {
        let known = |one: &&Complete| one.track_results.iter().any(|result| result.error.is_none());
        let all = self.output.complete_track_results.iter().take(MOST).filter(known);
        all.filter_map(|one| one.tracking_number.parse().ok()).collect()
    }

    /// What it tells of one number.
    pub(super) fn of(&self, number: &TrackingNumber, source: &CarrierId) -> Result<Tracked, CarrierError> {
        let ours = |one: &&Complete| one.tracking_number.parse().is_ok_and(|of: TrackingNumber| of == *number);
        let told = self.output.complete_track_results.iter().find(ours).ok_or(CarrierError::NotFound)?;
        // a number that was used before has several results; the newest comes first
        let result = told.track_results.first().ok_or(CarrierError::NotFound)?;
        if let Some(failure) = &result.error {
            let unknown = failure.code.contains("NOTFOUND") || failure.code.contains("TRACKINGNUMBER");
            return Err(if unknown { CarrierError::NotFound } else { CarrierError::Refused(words(&failure.message)) });
        }
        let arrival = |kind: &str| result.date_and_times.iter().find(|dated| dated.kind == kind);
        let arrives = ["ACTUAL_DELIVERY", "ESTIMATED_DELIVERY", "COMMITMENT"].into_iter().find_map(arrival);
        // the newest comes first; what happened within one second stays in its order
        let events = result.scan_events.iter().take(MOST).rev().filter_map(|scan| scan.event(source)).collect();
        Ok(Tracked::new(number.clone(), arrives.and_then(|dated| day(&dated.date_time)), events))
    }
}

impl Scan {
    fn event(&self, source: &CarrierId) -> Option<CarrierEvent> {
        let place = &self.scan_location;
        let parts = [&place.city, &place.state_or_province_code, &place.country_code];
        Some(CarrierEvent {
            source: source.clone(),
            code: words(&self.event_type),
            detail: words(&self.exception_code),
            text: joined([Some(&*self.event_description), Some(&*self.exception_description)]),
            at: event_time(&self.date)?,
            place: joined(parts.map(|part| part.as_deref())),
        })
    }
}
