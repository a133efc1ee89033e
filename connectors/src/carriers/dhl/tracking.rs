//! What DHL's Unified Tracking API tells of a parcel.

use domain::ids::CarrierId;
use serde::Deserialize;

use super::super::{
    CarrierError, CarrierEvent, Tracked, TrackingNumber,
    reading::{MOST, day, event_time, joined, words},
};

/// The code of everything that happens before DHL has the parcel.
const UNSEEN: &str = "pre-transit";

#[derive(Deserialize)]
pub(super) struct Shipments {
    #[serde(default)]
    shipments: Vec<Shipment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shipment {
    id: String,
    status: Option<Event>,
    #[serde(default)]
    events: Vec<Event>,
    estimated_time_of_delivery: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    timestamp: String,
    #[serde(default)]
    location: Location,
    #[serde(default)]
    status_code: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    description: String,
}

#[derive(Default, Deserialize)]
struct Location {
    #[serde(default)]
    address: Address,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    address_locality: Option<String>,
    country_code: Option<String>,
}

impl Shipments {
    /// What it tells of one number. A number may have been used by several services; the first is the likeliest.
    pub(super) fn of(self, number: &TrackingNumber, source: &CarrierId) -> Result<Tracked, CarrierError> {
        let ours = |shipment: &Shipment| shipment.id.parse().is_ok_and(|id: TrackingNumber| id == *number);
        let shipment = self.shipments.into_iter().find(ours).ok_or(CarrierError::NotFound)?;
        // where no events are told the status is the only one
        let told = if shipment.events.is_empty() { shipment.status.into_iter().collect() } else { shipment.events };
        // the newest comes first; what happened within one second stays in its order
        let events = told.iter().take(MOST).rev().filter_map(|event| event.read(source)).collect();
        let arrives = shipment.estimated_time_of_delivery.as_deref().and_then(day);
        Ok(Tracked::new(number.clone(), arrives, events))
    }
}

impl Event {
    fn read(&self, source: &CarrierId) -> Option<CarrierEvent> {
        let place = &self.location.address;
        Some(CarrierEvent {
            source: source.clone(),
            code: words(&self.status_code),
            detail: words(&self.status),
            text: words(&self.description),
            at: event_time(&self.timestamp)?,
            place: joined([place.address_locality.as_deref(), place.country_code.as_deref()]),
        })
    }
}

/// Whether nothing tells that DHL ever had the parcel.
pub(super) fn is_unseen(tracked: &Tracked) -> bool {
    tracked.events.iter().all(|event| event.code == UNSEEN)
}
