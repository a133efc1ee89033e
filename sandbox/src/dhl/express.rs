//! The MyDHL API: rates, shipments, and which shipment bears a reference.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ACCOUNT, Refusal, SERVICES, view};
use crate::freight::Depot;
use crate::freight::book::{NewShipment, Town};
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
    fn read(depot: &Depot, body: &Value, addresses: [(&str, &Value); 2], packages: &Value) -> Result<Self, Refusal> {
        let mut more = Vec::new();
        if body["accounts"][0]["number"] != ACCOUNT {
            more.push("#/accounts/0/number: is not an account of this client".to_owned());
        }
        let [from, to] = addresses.map(|(side, address)| town(side, address, &mut more));
        if depot.panel.knobs().refuse_addresses {
            let (side, _) = addresses[1];
            more.push(format!("#/customerDetails/{side}/postalCode: no service to this postal code"));
        }
        let packages = packages.as_array().map(Vec::as_slice).unwrap_or_default();
        let grams = packages.iter().map(grams).sum::<Option<i64>>().filter(|grams| *grams > 0);
        if grams.is_none() {
            more.push("#/packages: each has a weight above zero".to_owned());
        }
        let planned = body["plannedShippingDateAndTime"].as_str().filter(|planned| planned.contains(" GMT"));
        let Some(date) = planned.and_then(date) else {
            more.push("#/plannedShippingDateAndTime: is not a date".to_owned());
            return Err(Refusal::bad("Multiple problems found, see Additional Details", more));
        };
        if !more.is_empty() {
            return Err(Refusal::bad("Multiple problems found, see Additional Details", more));
        }
        Ok(Self { from, to, grams: grams.unwrap_or_default(), parcels: packages.len(), date: date.to_owned() })
    }

    fn crosses_border(&self) -> bool {
        self.from.country != self.to.country
    }

    fn services(&self) -> impl Iterator<Item = &'static Service> {
        let code = if self.crosses_border() { "P" } else { "N" };
        SERVICES.iter().filter(move |service| service.code == code)
    }
}

fn town(side: &str, address: &Value, more: &mut Vec<String>) -> Town {
    let mut text = |field: &str| {
        let text = address[field].as_str().unwrap_or_default();
        if text.is_empty() {
            more.push(format!("#/customerDetails/{side}/{field}: is required"));
        }
        text.to_owned()
    };
    text("addressLine1");
    Town { city: text("cityName"), postcode: text("postalCode"), country: text("countryCode") }
}

fn grams(package: &Value) -> Option<i64> {
    let kilograms = package["weight"].as_f64().filter(|weight| *weight > 0.0)?;
    let sides = ["length", "width", "height"].iter().all(|side| package["dimensions"][side].as_u64() > Some(0));
    sides.then_some((kilograms * 1_000.0).round() as i64)
}

/// `POST /mydhlapi/rates`
pub(super) async fn rates(State(depot): State<Depot>, Json(body): Json<Value>) -> Result<Json<Value>, Refusal> {
    let of = &body["customerDetails"];
    let addresses = [("shipperDetails", &of["shipperDetails"]), ("receiverDetails", &of["receiverDetails"])];
    let asked = Asked::read(&depot, &body, addresses, &body["packages"])?;
    let abroad = asked.crosses_border();
    let products = asked.services().map(|service| {
        let price = depot.server.faults.price(service.price_minor(asked.grams, abroad));
        let arrives = later(&asked.date, service.days(abroad)).unwrap_or_default();
        json!({
            "productName": service.name,
            "productCode": service.code,
            "localProductCode": service.code,
            "networkTypeCode": "TD",
            "isCustomerAgreement": false,
            "totalPrice": [
                { "currencyType": "PULCL", "priceCurrency": "USD", "price": number(price + price / 10) },
                { "currencyType": "BILLC", "priceCurrency": "EUR", "price": number(price) },
            ],
            "deliveryCapabilities": {
                "deliveryTypeCode": "QDDC",
                "estimatedDeliveryDateAndTime": format!("{arrives}T23:59:00"),
                "totalTransitDays": service.days(abroad),
            },
        })
    });
    let products: Vec<Value> = products.collect();
    Ok(Json(json!({ "products": products })))
}

/// `POST /mydhlapi/shipments`
pub(super) async fn ship(State(depot): State<Depot>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let key = headers.get("message-reference").and_then(|value| value.to_str().ok());
    match booked(&depot, key, &body) {
        Ok(answer) => depot.server.faults.reply_or_lose((StatusCode::CREATED, answer).into_response()).await,
        Err(refusal) => {
            depot.refuse(key, refusal.more.first().unwrap_or(&refusal.detail));
            refusal.into_response()
        }
    }
}

fn booked(depot: &Depot, key: Option<&str>, body: &Value) -> Result<Json<Value>, Refusal> {
    if key.is_some_and(|key| !(28..=36).contains(&key.len())) {
        return Err(Refusal::bad("The Message-Reference has 28 to 36 letters", Vec::new()));
    }
    let of = &body["customerDetails"];
    let (shipper, receiver) = (&of["shipperDetails"], &of["receiverDetails"]);
    let addresses = [
        ("shipperDetails/postalAddress", &shipper["postalAddress"]),
        ("receiverDetails/postalAddress", &receiver["postalAddress"]),
    ];
    let asked = Asked::read(depot, body, addresses, &body["content"]["packages"])?;
    let mut more = Vec::new();
    for (side, party) in [("shipperDetails", shipper), ("receiverDetails", receiver)] {
        for field in ["phone", "companyName", "fullName"] {
            if party["contactInformation"][field].as_str().unwrap_or_default().is_empty() {
                more.push(format!("#/customerDetails/{side}/contactInformation/{field}: is required"));
            }
        }
    }
    if body["content"]["isCustomsDeclarable"] == true && !body["content"]["exportDeclaration"]["lineItems"].is_array() {
        more.push("#/content/exportDeclaration: is required".to_owned());
    }
    let label = match body["outputImageProperties"]["encodingFormat"].as_str() {
        Some("pdf") => "PDF",
        Some("zpl") => "ZPL",
        _ => {
            more.push("#/outputImageProperties/encodingFormat: is not one of pdf, zpl, lp2, epl".to_owned());
            ""
        }
    };
    if !more.is_empty() {
        return Err(Refusal::bad("Multiple problems found, see Additional Details", more));
    }
    let abroad = asked.crosses_border();
    let service = asked.services().find(|service| body["productCode"] == service.code);
    let none = "996: The requested product(s) not available based on your search criteria";
    let service = service.ok_or_else(|| Refusal::bad(none, Vec::new()))?;
    let references = body["customerReferences"].as_array().into_iter().flatten();
    let references = references.filter(|one| one["typeCode"] == "CU");
    let taken = depot.take_in(NewShipment {
        key: key.map(str::to_owned),
        references: references.filter_map(|one| one["value"].as_str().map(str::to_owned)).collect(),
        id: None,
        number_prefix: "47",
        digits: 8,
        parcels: asked.parcels,
        service: service.code.to_owned(),
        price_minor: depot.server.faults.price(service.price_minor(asked.grams, abroad)),
        currency: "EUR".to_owned(),
        arrives: later(&asked.date, service.days(abroad)).unwrap_or_default(),
        from: asked.from,
        to: asked.to,
        label: label.to_owned(),
    });
    Ok(Json(view::shipped(&depot.server.base_url, &taken)))
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Reference {
    shipment_reference: String,
    shipper_account_number: String,
    date_range_from: String,
    date_range_to: String,
}

/// `GET /mydhlapi/tracking`
pub(super) async fn by_reference(
    State(depot): State<Depot>,
    Query(asked): Query<Reference>,
) -> Result<Json<Value>, Refusal> {
    let is_whole = asked.shipper_account_number == ACCOUNT
        && date(&asked.date_range_from).is_some()
        && date(&asked.date_range_to).is_some();
    if !is_whole {
        return Err(Refusal::bad("A reference is looked for with an account and two dates", Vec::new()));
    }
    let found = depot.book().by_reference(&asked.shipment_reference);
    if found.is_empty() {
        return Err(Refusal::not_found("Shipment not found", "No Shipments Found"));
    }
    let told: Vec<Value> = found
        .iter()
        .map(|shipment| json!({ "shipmentTrackingNumber": shipment.numbers[0], "status": "Success", "events": [] }))
        .collect();
    Ok(Json(json!({ "shipments": told })))
}
