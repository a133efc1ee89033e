//! FedEx's objects as JSON, field for field, as far as clients read them.

use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::freight::book::{Shipment, Stage};
use crate::freight::label::label_base64;
use crate::freight::rates::number;

/// The code and words of a stage.
fn words(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Booked => ("OC", "Shipment information sent to FedEx"),
        Stage::PickedUp => ("PU", "Picked up"),
        Stage::InTransit => ("AR", "Arrived at FedEx location"),
        Stage::OutForDelivery => ("OD", "On FedEx vehicle for delivery"),
        Stage::Delivered => ("DL", "Delivered"),
    }
}

/// The answer to a booking, one label for each parcel.
pub(super) fn shipped(shipment: &Shipment) -> Value {
    let label = |number: &String| label_base64(&shipment.label, "Practice FedEx", std::slice::from_ref(number));
    let doc_type = if shipment.label == "ZPL" { "ZPLII" } else { &shipment.label };
    let pieces = shipment.numbers.iter().map(|number| {
        json!({
            "masterTrackingNumber": shipment.numbers[0],
            "trackingNumber": number,
            "packageDocuments": [{ "contentType": "LABEL", "docType": doc_type, "encodedLabel": label(number) }],
        })
    });
    json!({
        "transactionShipments": [{
            "serviceType": shipment.service,
            "masterTrackingNumber": shipment.numbers[0],
            "pieceResponses": pieces.collect::<Vec<_>>(),
            "completedShipmentDetail": {
                "shipmentRating": {
                    "actualRateType": "PAYOR_ACCOUNT_PACKAGE",
                    "shipmentRateDetails": [{
                        "rateType": "PAYOR_ACCOUNT_PACKAGE",
                        "totalNetCharge": number(shipment.price_minor),
                        "currency": shipment.currency,
                    }],
                },
            },
        }],
    })
}

/// What is told of shipments, in answers and in messages.
pub(super) fn tracking(shipments: &[Shipment]) -> Value {
    let results = shipments
        .iter()
        .map(|shipment| json!({ "trackingNumber": shipment.numbers[0], "trackResults": [result(shipment)] }));
    json!({ "output": { "completeTrackResults": results.collect::<Vec<_>>() } })
}

/// Where one shipment is, the newest scan first.
pub(super) fn result(shipment: &Shipment) -> Value {
    let scans = shipment.steps.iter().rev().map(|step| {
        let (code, text) = words(step.stage);
        let town = shipment.town(step.stage);
        json!({
            "date": rfc3339(step.at_ms).replace('Z', "+00:00"),
            "eventType": code,
            "eventDescription": text,
            "exceptionCode": "",
            "exceptionDescription": "",
            "scanLocation": { "city": town.city.to_uppercase(), "countryCode": town.country },
            "derivedStatusCode": code,
        })
    });
    let (code, text) = words(shipment.stage());
    json!({
        "trackingNumberInfo": { "trackingNumber": shipment.numbers[0], "carrierCode": "FDXE" },
        "latestStatusDetail": { "code": code, "description": text },
        "dateAndTimes": [{ "type": "ESTIMATED_DELIVERY", "dateTime": format!("{}T00:00:00-00:00", shipment.arrives) }],
        "scanEvents": scans.collect::<Vec<_>>(),
    })
}

/// What is told of a number that nobody knows.
pub(super) fn unknown() -> Value {
    json!({
        "error": {
            "code": "TRACKING.TRACKINGNUMBER.NOTFOUND",
            "message": "Tracking number cannot be found. Please correct the tracking number and try again.",
        },
    })
}
