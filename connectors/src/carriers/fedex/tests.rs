//! What is read out of FedEx's answers, and a token that ends in the middle.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::money::{Currency, Money};
use serde_json::{Value, from_value, json};

use super::{super::*, tracking, *};

const MONDAY: Date = Date { year: 2026, month: 11, day: 23 };

fn id() -> CarrierId {
    "fedex".parse().unwrap()
}

fn offers(details: &Value) -> Vec<CarrierOffer> {
    let answer = json!({ "output": { "rateReplyDetails": details } });
    from_value::<wire::Rates>(answer).unwrap().offers(&id(), MONDAY)
}

#[test]
fn the_accounts_price_counts_and_days_are_read_where_no_date_is_told() {
    let told = offers(&json!([
        {
            "serviceType": "FEDEX_GROUND",
            "ratedShipmentDetails": [
                { "rateType": "LIST", "totalNetCharge": 30.5, "currency": "USD" },
                { "rateType": "ACCOUNT", "totalNetCharge": 21.45, "currency": "USD" },
            ],
            "operationalDetail": { "transitTime": "THREE_DAYS" },
        },
        { "serviceType": "NO_PRICE", "ratedShipmentDetails": [] },
        { "serviceType": "FREE", "ratedShipmentDetails": [{ "totalNetCharge": 0, "currency": "USD" }] },
        {
            "serviceType": "EARLIER_THAN_TODAY",
            "ratedShipmentDetails": [{ "totalNetCharge": 1, "currency": "USD" }],
            "commit": { "dateDetail": { "dayFormat": "2026-11-20T08:00:00" } },
        },
    ]));
    let read: Vec<_> = told.iter().map(|offer| (offer.service.as_str(), offer.price, offer.days)).collect();
    let dollars = |minor| Money::new(minor, Currency::Usd);
    assert_eq!(read, [("FEDEX_GROUND", dollars(2_145), Some(3)), ("EARLIER_THAN_TODAY", dollars(100), None)]);
}

fn shipped(pieces: &Value) -> Result<Booking, CarrierError> {
    let shipment = json!({ "masterTrackingNumber": "794953535000", "pieceResponses": pieces });
    let answer = json!({ "output": { "transactionShipments": [shipment] } });
    from_value::<wire::Shipped>(answer).unwrap().booking(LabelType::Pdf, 1)
}

#[test]
fn a_booking_stands_even_where_its_label_is_none() {
    let label = |text: &str| {
        let document = json!({ "contentType": "LABEL", "docType": "PDF", "encodedLabel": text });
        json!([{ "trackingNumber": "794953535000", "packageDocuments": [document] }])
    };
    let html = STANDARD.encode("<html>not a label at all</html>");
    for (pieces, problem) in [
        (json!([]), LabelProblem::Missing),
        (label("§"), LabelProblem::Encoding),
        (label(&html), LabelProblem::Kind(LabelType::Pdf)),
    ] {
        let booking = shipped(&pieces).unwrap();
        assert_eq!((booking.handle.as_str(), booking.labels), ("794953535000", Err(problem)));
    }
}

#[test]
fn a_booking_without_a_number_is_in_doubt() {
    let answer = json!({ "output": { "transactionShipments": [] } });
    let none = from_value::<wire::Shipped>(answer).unwrap().booking(LabelType::Pdf, 1);
    assert!(matches!(none, Err(CarrierError::Unknown(_))));
    let answer = json!({ "output": { "transactionShipments": [{ "masterTrackingNumber": "?" }] } });
    let odd = from_value::<wire::Shipped>(answer).unwrap().booking(LabelType::Pdf, 1);
    assert!(matches!(odd, Err(CarrierError::Unknown(_))));
}

#[test]
fn a_delay_keeps_its_code_and_its_reason() {
    let scan = json!({
        "date": "2026-11-24T19:01:00-06:00",
        "eventType": "DE",
        "eventDescription": "Delivery exception",
        "exceptionCode": "08",
        "exceptionDescription": "Recipient not in",
        "scanLocation": { "city": "MEMPHIS", "stateOrProvinceCode": "TN", "countryCode": "US" },
    });
    let answer = json!({ "output": { "completeTrackResults": [{
        "trackingNumber": "794953535000",
        "trackResults": [{ "scanEvents": [scan, { "date": "soon" }, scan] }],
    }] } });
    let number: TrackingNumber = "7949 5353 5000".parse().unwrap();
    let told = from_value::<tracking::Tracking>(answer).unwrap().of(&number, &id()).unwrap();
    let [event] = &told.events[..] else { panic!("{told:?}") };
    assert_eq!((event.code.as_str(), event.detail.as_str()), ("DE", "08"));
    assert_eq!(event.text, "Delivery exception, Recipient not in");
    assert_eq!(event.place, "MEMPHIS, TN, US");
    assert_eq!(event.at.moment().rfc3339(), "2026-11-25T01:01:00Z");
}

#[derive(Clone, Default)]
struct Tape {
    asked: Arc<Mutex<Vec<String>>>,
}

/// Takes the second token it gives and no other.
async fn play(State(tape): State<Tape>, request: Request) -> Response {
    let header = |name: &str| request.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let path = request.uri().path().to_owned();
    let mut asked = tape.asked.lock().unwrap();
    if path == "/oauth/token" {
        asked.push(path);
        let given = asked.iter().filter(|path| *path == "/oauth/token").count();
        let body = json!({ "access_token": format!("token{given}"), "expires_in": 3599 });
        return Json(body).into_response();
    }
    asked.push(format!("{path} {} {}", header("authorization"), header("x-customer-transaction-id")));
    if header("authorization") == "Bearer token2" {
        let body = json!({ "output": { "transactionShipments": [{ "masterTrackingNumber": "794953535000" }] } });
        return Json(body).into_response();
    }
    (StatusCode::UNAUTHORIZED, Json(json!({ "errors": [{ "code": "NOT.AUTHORIZED.ERROR" }] }))).into_response()
}

async fn fedex() -> (Fedex, Tape) {
    let tape = Tape::default();
    let router = Router::new().fallback(play).with_state(tape.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let config = FedexConfig {
        id: id(),
        base_url,
        client_id: "client".to_owned(),
        client_secret: Secret::new("secret"),
        account: "1".to_owned(),
        webhook_secret: Secret::new(""),
        reach: Reach::Anywhere,
    };
    (Fedex::new(config).unwrap(), tape)
}

fn party() -> Party {
    let address = Address {
        name: "A".to_owned(),
        street: "Street 1".to_owned(),
        extra: String::new(),
        postcode: "10115".to_owned(),
        city: "Berlin".to_owned(),
        country: "DE".to_owned(),
        phone: "1".to_owned(),
    };
    Party { address, region: String::new(), company: String::new(), email: String::new() }
}

fn request() -> BookRequest {
    BookRequest {
        key: "0123456789abcdef0123456789abcdef".parse().unwrap(),
        consignment: Consignment {
            from: party(),
            to: party(),
            parcels: vec![Parcel::new(500, [100; 3]).unwrap()],
            contents: Vec::new(),
            leaves: MONDAY,
            currency: Currency::Eur,
        },
        service: "FEDEX_GROUND".to_owned(),
        reference: "OC-1".to_owned(),
        label: LabelType::Pdf,
    }
}

#[tokio::test]
async fn a_token_that_is_no_longer_taken_is_replaced_and_the_call_keeps_its_key() {
    let (fedex, tape) = fedex().await;
    // the first token is new and refused: that is final
    assert_eq!(fedex.book(&request()).await, Err(CarrierError::Unauthorised));
    // the next time it is an old one: it is replaced
    assert_eq!(fedex.book(&request()).await.unwrap().handle, "794953535000");
    let key = "0123456789abcdef0123456789abcdef";
    let ship = |token: u8| format!("/ship/v1/shipments Bearer token{token} {key}");
    let token = || "/oauth/token".to_owned();
    assert_eq!(*tape.asked.lock().unwrap(), [token(), ship(1), ship(1), token(), ship(2)]);
}

#[test]
fn without_a_webhook_secret_no_message_is_the_carriers() {
    let config = FedexConfig {
        id: id(),
        base_url: "https://apis.fedex.com".to_owned(),
        client_id: String::new(),
        client_secret: Secret::new(""),
        account: String::new(),
        webhook_secret: Secret::new(""),
        reach: Reach::Public,
    };
    let fedex = Fedex::new(config).unwrap();
    // the mark that an empty secret makes of an empty body
    let mark = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
    assert!(matches!(fedex.read_notice(b"", mark, Timestamp(0)), Err(CarrierError::BadNotice(_))));
}
