//! EasyPost's objects as JSON, field for field, as far as clients read them.

use serde_json::{Value, json};

use super::open::{Opened, Rate};
use crate::clock::rfc3339;
use crate::freight::book::{Shipment, Stage};

/// Prices are texts here.
fn price(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn rate(rate: &Rate) -> Value {
    json!({
        "id": rate.id,
        "object": "Rate",
        "carrier": rate.carrier,
        "service": rate.service,
        "rate": price(rate.price_minor),
        "currency": "USD",
        "delivery_days": rate.days,
        "delivery_date": format!("{}T00:00:00Z", rate.arrives),
        "delivery_date_guaranteed": false,
        "est_delivery_days": rate.days,
    })
}

/// A shipment, with its label where it was bought.
pub(super) fn shipment(base_url: &str, opened: &Opened, bought: Option<&Shipment>) -> Value {
    let errors = json!([{
        "code": "E.ADDRESS.NOT_FOUND",
        "field": "zip",
        "message": "No such postcode in that town",
        "suggestion": null,
    }]);
    let of_rate = |rate: &&Rate| bought.is_some_and(|of| of.service == format!("{}:{}", rate.carrier, rate.service));
    let label = bought.map(|_| {
        let url = |ending: &str| format!("{base_url}/labels/{}.{ending}", opened.id);
        let of_kind = |kind: &str| (opened.label == kind).then(|| url(&kind.to_lowercase()));
        json!({
            "object": "PostageLabel",
            "label_url": url(&opened.label.to_lowercase()),
            "label_pdf_url": of_kind("PDF"),
            "label_zpl_url": of_kind("ZPL"),
        })
    });
    json!({
        "id": opened.id,
        "object": "Shipment",
        "mode": "test",
        "reference": opened.reference,
        "to_address": {
            "city": opened.to.city,
            "zip": opened.to.postcode,
            "country": opened.to.country,
            "verifications": {
                "delivery": { "success": opened.verified, "errors": if opened.verified { json!([]) } else { errors } },
            },
        },
        "rates": opened.rates.iter().map(rate).collect::<Vec<_>>(),
        "messages": [],
        "selected_rate": opened.rates.iter().find(of_rate).map(rate),
        "postage_label": label,
        "tracking_code": bought.map(|bought| &bought.numbers[0]),
        "refund_status": bought.filter(|bought| bought.is_cancelled).map(|_| "submitted"),
        "status": "unknown",
    })
}

/// The status and the sentence of a stage.
fn words(stage: Stage) -> (&'static str, &'static str, &'static str) {
    match stage {
        Stage::Booked => ("pre_transit", "label_created", "Shipping Label Created"),
        Stage::PickedUp => ("in_transit", "received_at_origin_facility", "Accepted at the origin facility"),
        Stage::InTransit => ("in_transit", "arrived_at_facility", "Arrived at a facility"),
        Stage::OutForDelivery => ("out_for_delivery", "out_for_delivery", "Out for Delivery"),
        Stage::Delivered => ("delivered", "arrived_at_destination", "Delivered"),
    }
}

/// A tracker.
pub(super) fn tracker(shipment: &Shipment) -> Value {
    let details = shipment.steps.iter().map(|step| {
        let (status, detail, message) = words(step.stage);
        let town = shipment.town(step.stage);
        json!({
            "object": "TrackingDetail",
            "status": status,
            "status_detail": detail,
            "message": message,
            "datetime": rfc3339(step.at_ms),
            "source": "Practice",
            "tracking_location": { "city": town.city, "state": null, "country": town.country, "zip": town.postcode },
        })
    });
    let (status, detail, _) = words(shipment.stage());
    json!({
        "id": format!("trk_{}", shipment.id),
        "object": "Tracker",
        "tracking_code": shipment.numbers[0],
        "status": status,
        "status_detail": detail,
        "est_delivery_date": format!("{}T00:00:00Z", shipment.arrives),
        "carrier": shipment.service.split(':').next(),
        "tracking_details": details.collect::<Vec<_>>(),
    })
}

/// The event that tells of a tracker. The same happening has the same id, so a message that comes twice is known.
pub(super) fn event(shipment: &Shipment) -> Value {
    json!({
        "id": format!("evt_{}{}", shipment.id, shipment.steps.len()),
        "object": "Event",
        "mode": "test",
        "description": "tracker.updated",
        "status": "pending",
        "result": tracker(shipment),
    })
}
