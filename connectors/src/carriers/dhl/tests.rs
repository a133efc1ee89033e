//! What is read out of DHL's answers.

use domain::money::{Currency, Money};
use serde_json::{from_value, json};

use super::{super::*, tracking, *};

fn id() -> CarrierId {
    "dhl".parse().unwrap()
}

#[test]
fn the_price_is_the_one_in_the_currency_of_the_bill() {
    let answer = json!({ "products": [
        {
            "productCode": "P",
            "productName": "EXPRESS WORLDWIDE",
            "totalPrice": [
                { "currencyType": "PULCL", "priceCurrency": "USD", "price": 99.5 },
                { "currencyType": "BILLC", "priceCurrency": "EUR", "price": 89.255 },
                { "currencyType": "BASEC", "priceCurrency": "EUR", "price": 1 },
            ],
            "deliveryCapabilities": { "estimatedDeliveryDateAndTime": "2026-11-26T23:59:00" },
        },
        { "productCode": "7", "totalPrice": [{ "currencyType": "BILLC", "priceCurrency": "EUR", "price": 0 }] },
        { "productCode": "8", "totalPrice": [{ "currencyType": "BILLC" }] },
        { "productCode": "9" },
    ] });
    let leaves = Date { year: 2026, month: 11, day: 23 };
    let offers = from_value::<wire::Rates>(answer).unwrap().offers(&id(), leaves);
    let [offer] = &offers[..] else { panic!("{offers:?}") };
    assert_eq!((offer.price, offer.days), (Money::new(8_926, Currency::Eur), Some(3)), "rounded up");
    assert_eq!(offer.title, "DHL EXPRESS WORLDWIDE");
}

#[test]
fn a_refusal_is_about_an_address_where_one_of_its_reasons_is() {
    let error = |answer| from_value::<wire::Failure>(answer).unwrap().error();
    let several = error(json!({
        "title": "Bad request",
        "detail": "Multiple problems found, see Additional Details",
        "additionalDetails": [
            "#/customerDetails/receiverDetails/postalAddress/cityName: is required",
            "#/content/packages/0/weight: is too much",
        ],
        "status": "400",
    }));
    let CarrierError::Address(problems) = several else { panic!("{several:?}") };
    let expected = AddressProblem { side: Side::Recipient, field: AddressField::City, why: "is required".to_owned() };
    assert_eq!(problems, [expected]);
    let place =
        error(json!({ "title": "Not Found", "detail": "420505: The destination location is invalid.", "status": 404 }));
    assert!(matches!(place, CarrierError::Address(_)), "{place:?}");
    let product = error(json!({ "title": "Not Found", "detail": "996: The requested product(s) not available" }));
    assert!(matches!(product, CarrierError::Refused(_)), "{product:?}");
}

#[test]
fn a_parcel_that_only_has_its_status_has_that_as_its_event() {
    let answer = || {
        json!({ "shipments": [
        { "id": "9999999999", "events": [] },
        {
            "id": "4712345678",
            "status": {
                "timestamp": "2026-11-24T07:53:47",
                "location": { "address": { "addressLocality": "LEIPZIG - GERMANY" } },
                "statusCode": "transit",
                "status": "AF",
                "description": "Arrived at <b>DHL</b> Sort Facility",
            },
        },
    ] })
    };
    let read = |number: &str| {
        let number: TrackingNumber = number.parse().unwrap();
        from_value::<tracking::Shipments>(answer()).unwrap().of(&number, &id())
    };
    let told = read("4712345678").unwrap();
    let [event] = &told.events[..] else { panic!("{told:?}") };
    assert_eq!((event.code.as_str(), event.detail.as_str()), ("transit", "AF"));
    assert_eq!(event.text, "Arrived at DHL Sort Facility");
    assert!(matches!(event.at, EventTime::Local(_)));
    assert!(!tracking::is_unseen(&told));
    assert!(tracking::is_unseen(&read("9999999999").unwrap()));
    assert_eq!(read("1111111111"), Err(CarrierError::NotFound));
}
