//! DHL's objects as JSON, field for field, as far as clients read them.

use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::freight::book::{Shipment, Stage};
use crate::freight::label::label_base64;
use crate::freight::rates::number;

/// The answer to a booking; one document holds all labels.
pub(super) fn shipped(base_url: &str, shipment: &Shipment) -> Value {
    let number_of_all = &shipment.numbers[0];
    let packages = (1..)
        .zip(&shipment.numbers)
        .map(|(place, number)| json!({ "referenceNumber": place, "trackingNumber": format!("JD01{number}") }));
    json!({
        "shipmentTrackingNumber": number_of_all,
        "trackingUrl": format!("{base_url}/mydhlapi/shipments/{number_of_all}/tracking"),
        "packages": packages.collect::<Vec<_>>(),
        "documents": [{
            "imageFormat": shipment.label,
            "content": label_base64(&shipment.label, "Practice DHL", &shipment.numbers),
            "typeCode": "label",
        }],
        "shipmentCharges": [{
            "currencyType": "BILLC",
            "priceCurrency": shipment.currency,
            "price": number(shipment.price_minor),
        }],
    })
}

/// The code, word and sentence of a stage.
fn words(stage: Stage) -> (&'static str, &'static str, &'static str) {
    match stage {
        Stage::Booked => ("pre-transit", "SHIPMENT CREATED", "The instruction data for this shipment was received"),
        Stage::PickedUp => ("transit", "PU", "Shipment picked up"),
        Stage::InTransit => ("transit", "AF", "Arrived at DHL Sort Facility"),
        Stage::OutForDelivery => ("transit", "WC", "Shipment is out with courier for delivery"),
        Stage::Delivered => ("delivered", "OK", "Delivered"),
    }
}

/// Where a shipment is. As DHL does it, times are those of the place and tell no offset.
pub(super) fn tracking(shipment: &Shipment) -> Value {
    let events: Vec<Value> = shipment
        .steps
        .iter()
        .rev()
        .map(|step| {
            let (code, status, text) = words(step.stage);
            let town = shipment.town(step.stage);
            json!({
                "timestamp": rfc3339(step.at_ms).trim_end_matches('Z'),
                "location": { "address": { "addressLocality": town.city.to_uppercase(), "countryCode": town.country } },
                "statusCode": code,
                "status": status,
                "description": text,
            })
        })
        .collect();
    json!({
        "shipments": [{
            "id": shipment.numbers[0],
            "service": "express",
            "status": events.first(),
            "estimatedTimeOfDelivery": format!("{}T23:59:00", shipment.arrives),
            "events": events,
        }],
    })
}
