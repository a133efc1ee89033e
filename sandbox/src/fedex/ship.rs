//! Rates, shipments and cancellations.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::{ACCOUNT, Fedex, Refusal, SERVICES, told, view};
use crate::freight::book::{Moved, NewShipment, Town};
use crate::freight::days::{date, later};
use crate::freight::rates::{Service, number};

/// What every request about a shipment says.
struct Asked {
    from: Town,
    to: Town,
    grams: i64,
    parcels: usize,
    date: String,
}

impl Asked {
    fn read(fedex: &Fedex, body: &Value, recipient: &Value, date_field: &str) -> Result<Self, Refusal> {
        if body["accountNumber"]["value"] != ACCOUNT {
            return Err(Refusal::bad("ACCOUNT.NUMBER.MISMATCH", "Account number and credentials do not match."));
        }
        let shipment = &body["requestedShipment"];
        let from = town(&shipment["shipper"]["address"]);
        let from =
            from.ok_or_else(|| Refusal::bad("ORIGIN.POSTALCODE.MISSING.ORINVALID", "Origin postal code is missing."))?;
        let missing =
            || Refusal::bad("DESTINATION.POSTALCODE.MISSING.ORINVALID", "Destination postal code is missing.");
        let to = town(&recipient["address"]).ok_or_else(missing)?;
        if fedex.depot.panel.knobs().refuse_addresses {
            let why = "The recipient postal code or routing code is invalid.";
            return Err(Refusal::bad("RECIPIENT.POSTALCODE.INVALID", why));
        }
        let packages = shipment["requestedPackageLineItems"].as_array().filter(|packages| !packages.is_empty());
        let packages =
            packages.ok_or_else(|| Refusal::bad("REQUESTEDPACKAGELINEITEMS.REQUIRED", "A package is required."))?;
        let grams = packages.iter().map(grams).sum::<Option<i64>>();
        let grams = grams.ok_or_else(|| Refusal::bad("PACKAGE.WEIGHT.INVALID", "Package weight is invalid."))?;
        let date = shipment[date_field].as_str().and_then(date);
        let date = date.ok_or_else(|| Refusal::bad("SHIPDATESTAMP.INVALID", "Ship date is invalid."))?.to_owned();
        if from.country != to.country
            && !shipment["customsClearanceDetail"]["commodities"].is_array()
            && !union(&from, &to)
        {
            return Err(Refusal::bad("COMMODITIES.REQUIRED", "Commodities are required for this shipment."));
        }
        Ok(Self { from, to, grams, parcels: packages.len(), date })
    }

    fn crosses_border(&self) -> bool {
        self.from.country != self.to.country
    }

    fn services(&self) -> impl Iterator<Item = &'static Service> {
        let abroad = self.crosses_border();
        SERVICES.iter().filter(move |service| (service.code == "FEDEX_GROUND") != abroad || service.days == 1)
    }
}

/// Whether both lie in the one customs area that this world knows of.
fn union(one: &Town, other: &Town) -> bool {
    const WITHIN: [&str; 8] = ["AT", "BE", "DE", "ES", "FR", "IT", "NL", "PT"];
    WITHIN.contains(&&*one.country) && WITHIN.contains(&&*other.country)
}

fn town(address: &Value) -> Option<Town> {
    let text = |field: &str| address[field].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    Some(Town { city: text("city")?, postcode: text("postalCode")?, country: text("countryCode")? })
}

fn grams(package: &Value) -> Option<i64> {
    let weight = &package["weight"];
    let kilograms = weight["value"].as_f64().filter(|value| *value > 0.0 && weight["units"] == "KG")?;
    Some((kilograms * 1_000.0).round() as i64)
}

/// `POST /rate/v1/rates/quotes`
pub(super) async fn rates(State(fedex): State<Fedex>, Json(body): Json<Value>) -> Result<Json<Value>, Refusal> {
    let asked = Asked::read(&fedex, &body, &body["requestedShipment"]["recipient"], "shipDateStamp")?;
    let abroad = asked.crosses_border();
    let details = asked.services().map(|service| {
        let arrives = later(&asked.date, service.days(abroad)).unwrap_or_default();
        let price = fedex.depot.server.faults.price(service.price_minor(asked.grams, abroad));
        json!({
            "serviceType": service.code,
            "serviceName": service.name,
            "packagingType": "YOUR_PACKAGING",
            "commit": { "dateDetail": { "dayFormat": format!("{arrives}T18:00:00") } },
            "ratedShipmentDetails": [{
                "rateType": "ACCOUNT",
                "totalNetCharge": number(price),
                "totalNetFedExCharge": number(price),
                "currency": "EUR",
            }],
        })
    });
    let details: Vec<Value> = details.collect();
    Ok(told(json!({ "rateReplyDetails": details, "quoteDate": asked.date })))
}

/// `POST /ship/v1/shipments`
pub(super) async fn ship(State(fedex): State<Fedex>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let key = headers.get("x-customer-transaction-id").and_then(|value| value.to_str().ok());
    match booked(&fedex, key, &body) {
        Ok(answer) => fedex.depot.server.faults.reply_or_lose(answer.into_response()).await,
        Err(refusal) => {
            fedex.depot.refuse(key, refusal.1);
            refusal.into_response()
        }
    }
}

fn booked(fedex: &Fedex, key: Option<&str>, body: &Value) -> Result<Json<Value>, Refusal> {
    let shipment = &body["requestedShipment"];
    let asked = Asked::read(fedex, body, &shipment["recipients"][0], "shipDatestamp")?;
    for (side, party) in [("SHIPPER", &shipment["shipper"]), ("RECIPIENT", &shipment["recipients"][0])] {
        if party["contact"]["phoneNumber"].as_str().unwrap_or_default().is_empty() {
            let code = if side == "SHIPPER" { "SHIPPER.PHONENUMBER.EMPTY" } else { "RECIPIENT.PHONENUMBER.EMPTY" };
            return Err(Refusal::bad(code, "Phone number is required."));
        }
    }
    let wanted = shipment["serviceType"].as_str().unwrap_or_default();
    let service = asked.services().find(|service| service.code == wanted);
    let service = service.ok_or_else(|| Refusal::bad("SERVICETYPE.NOT.ALLOWED", "The service is not allowed."))?;
    let label = match shipment["labelSpecification"]["imageType"].as_str() {
        Some("PDF") => "PDF",
        Some("PNG") => "PNG",
        Some("ZPLII") => "ZPL",
        _ => return Err(Refusal::bad("LABELIMAGETYPE.INVALID", "The label image type is invalid.")),
    };
    let abroad = asked.crosses_border();
    let of_package = shipment["requestedPackageLineItems"][0]["customerReferences"].as_array();
    let references = of_package.into_iter().flatten();
    let references = references.filter(|one| one["customerReferenceType"] == "CUSTOMER_REFERENCE");
    let taken = fedex.depot.take_in(NewShipment {
        key: key.map(str::to_owned),
        references: references.filter_map(|one| one["value"].as_str().map(str::to_owned)).collect(),
        id: None,
        number_prefix: "7949",
        digits: 8,
        parcels: asked.parcels,
        service: service.code.to_owned(),
        price_minor: fedex.depot.server.faults.price(service.price_minor(asked.grams, abroad)),
        currency: "EUR".to_owned(),
        arrives: later(&asked.date, service.days(abroad)).unwrap_or_default(),
        from: asked.from,
        to: asked.to,
        label: label.to_owned(),
    });
    let mut answer = told(view::shipped(&taken));
    answer.0["customerTransactionId"] = json!(key);
    Ok(answer)
}

/// `PUT /ship/v1/shipments/cancel`
pub(super) async fn cancel(State(fedex): State<Fedex>, Json(body): Json<Value>) -> Result<Json<Value>, Refusal> {
    if body["accountNumber"]["value"] != ACCOUNT {
        return Err(Refusal::bad("ACCOUNT.NUMBER.MISMATCH", "Account number and credentials do not match."));
    }
    let number = body["trackingNumber"].as_str().unwrap_or_default();
    match fedex.depot.call_off(number) {
        Ok(_) => Ok(told(json!({ "cancelledShipment": true, "cancelledHistory": true, "successMessage": "Success" }))),
        Err(Moved::Unknown) => Err(Refusal::bad("TRACKINGNUMBER.NOTFOUND", "Tracking number cannot be found.")),
        Err(Moved::TooLate) => {
            let why = "Shipment is already tendered and cannot be cancelled.";
            Ok(told(json!({ "cancelledShipment": false, "cancelledHistory": false, "message": why })))
        }
    }
}
