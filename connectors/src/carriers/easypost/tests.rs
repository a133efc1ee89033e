//! What is read out of EasyPost's objects.

use domain::{money::Currency, time::Date};
use serde_json::{Value, from_value, json};

use super::{super::*, *};

fn id() -> CarrierId {
    "easypost".parse().unwrap()
}

fn rate(service: &str, price: &str, days: Option<u16>) -> Value {
    json!({
        "id": format!("rate_{service}"),
        "carrier": "USPS",
        "service": service,
        "rate": price,
        "currency": "USD",
        "delivery_days": days,
        "delivery_date": null,
    })
}

fn shipment(rates: &[Value]) -> Shipment {
    from_value(json!({ "id": "shp_1", "rates": rates })).unwrap()
}

#[test]
fn a_service_takes_all_parcels_or_is_not_offered() {
    let first = shipment(&[rate("Priority", "9.40", Some(2)), rate("Ground", "6.20", None), rate("Odd", "much", None)]);
    let second = shipment(&[rate("Priority", "10.35", Some(3))]);
    let leaves = Date { year: 2026, month: 11, day: 23 };
    let together = wire::offers(&[first, second], &id(), leaves);
    let [offer] = &together[..] else { panic!("{together:?}") };
    assert_eq!((offer.service.as_str(), offer.price), ("USPS:Priority", Money::new(1_975, Currency::Usd)));
    assert_eq!((offer.days, offer.arrives), (Some(3), None));
    assert!(wire::offers(&[], &id(), leaves).is_empty());
}

#[test]
fn errors_are_read_whether_their_reasons_are_texts_or_objects() {
    let error = |answer: Value| from_value::<wire::Failure>(json!({ "error": answer })).unwrap().error();
    let field = json!({ "field": "to_address[state]", "message": "is not a state" });
    let address = error(json!({ "code": "ADDRESS.PARAMETERS.INVALID", "message": "wrong", "errors": [field, "text"] }));
    let expected =
        AddressProblem { side: Side::Recipient, field: AddressField::Region, why: "is not a state".to_owned() };
    assert_eq!(address, CarrierError::Address(vec![expected]));
    let whole = error(json!({ "code": "ADDRESS.VERIFY.FAILURE", "message": "Unable to verify address." }));
    let CarrierError::Address(problems) = whole else { panic!("{whole:?}") };
    assert_eq!((problems[0].field, problems[0].why.as_str()), (AddressField::Whole, "Unable to verify address."));
    let other = error(json!({ "code": "SHIPMENT.POSTAGE.EXISTS", "message": ["Postage", "exists"], "errors": [] }));
    assert!(matches!(other, CarrierError::Refused(_)), "{other:?}");
}

#[test]
fn how_a_refund_stands_is_never_guessed() {
    let stands =
        |status: Value| from_value::<Shipment>(json!({ "id": "shp_1", "refund_status": status })).unwrap().refunded();
    assert_eq!(stands(json!("refunded")), Ok(Cancelled::Voided));
    assert_eq!(stands(json!("submitted")), Ok(Cancelled::Asked));
    assert!(matches!(stands(json!("rejected")), Err(CarrierError::Refused(_))));
    assert!(matches!(stands(Value::Null), Err(CarrierError::Unknown(_))));
}

#[test]
fn an_event_about_something_else_tells_of_no_parcel() {
    let read = |event: Value| from_value::<Event>(event).unwrap().notice(&id());
    let other = read(json!({ "id": "evt_1", "description": "batch.created", "result": { "id": "batch_1" } })).unwrap();
    assert_eq!(other, Notice { id: "evt_1".to_owned(), tracked: Vec::new() });
    assert!(read(json!({ "id": "evt_2", "description": "tracker.updated", "result": {} })).is_err());
    assert!(read(json!({ "id": "", "description": "batch.created" })).is_err());
}

#[test]
fn a_label_is_fetched_in_the_kind_that_was_asked_for() {
    let bought: Shipment = from_value(json!({
        "id": "shp_1",
        "postage_label": { "label_url": "https://l.example/1.png", "label_pdf_url": "https://l.example/1.pdf" },
    }))
    .unwrap();
    assert_eq!(bought.label_url(LabelType::Pdf), Some("https://l.example/1.pdf"));
    assert_eq!(bought.label_url(LabelType::Png), Some("https://l.example/1.png"));
    assert_eq!(shipment(&[]).label_url(LabelType::Png), None);
}

#[tokio::test]
async fn a_label_is_not_fetched_from_within_our_own_network() {
    let config = EasypostConfig {
        id: id(),
        base_url: "https://api.easypost.com".to_owned(),
        api_key: Secret::new("key"),
        webhook_secret: Secret::new(""),
        reach: Reach::Public,
    };
    let easypost = Easypost::new(config).unwrap();
    for url in ["http://127.0.0.1:8080/label.pdf", "http://169.254.169.254/latest", "file:///etc/passwd"] {
        let fetched = easypost.client.fetch(url).await;
        let Err(LabelProblem::NotFetched(why)) = fetched else { panic!("{url} {fetched:?}") };
        assert!(why.contains("not called") || why.contains("only http"), "{why}");
    }
}
