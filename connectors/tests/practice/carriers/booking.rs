//! Booking, labels, lost answers, and calling off.

use connectors::carriers::{AddressField, Booking, Cancelled, CarrierError, LabelType};
use domain::{money::Currency, saga::Repeatable, shipping::Parcel};
use sandbox::{
    faults::{Knobs, Loss},
    freight::knobs::Knobs as OfCarrier,
};

use super::{ALL, Yard, consignment, key, order, overseas};

/// What a service costs at the practice carriers that is booked first, and in which currency.
fn bill(slug: &str) -> (i64, Currency) {
    match slug {
        "fedex" => (2_720, Currency::Eur),
        "dhl" => (4_080, Currency::Eur),
        _ => (1_660, Currency::Usd),
    }
}

#[tokio::test]
async fn a_booking_has_its_number_its_bill_and_a_label_of_the_kind_that_was_asked_for() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        for (number, kind) in (1..).zip([LabelType::Pdf, LabelType::Png, LabelType::Zpl]) {
            let mut request = order(&*carrier, overseas(), kind).await;
            request.key = key(number);
            let booked = carrier.book(&request).await;
            if !carrier.descriptor().labels.contains(&kind) {
                assert_eq!(booked, Err(CarrierError::NotSupported), "{slug}");
                continue;
            }
            let booking = booked.unwrap();
            let labels = booking.labels.unwrap();
            assert_eq!(labels.iter().map(|label| label.kind()).collect::<Vec<_>>(), [kind], "{slug}");
            let price = booking.price.unwrap();
            assert_eq!((price.minor, price.currency), bill(slug), "{slug}");
            let text = String::from_utf8_lossy(labels[0].bytes()).into_owned();
            assert!(kind == LabelType::Png || text.contains(booking.tracking[0].as_str()), "{slug} {text}");
        }
        assert_eq!(yard.noted(slug, "shipment_booked"), carrier.descriptor().labels.len());
    }
}

#[tokio::test]
async fn every_parcel_has_its_label() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        let mut three = consignment();
        three.parcels = vec![Parcel::new(900, [200, 100, 100]).unwrap(); 3];
        let booking = carrier.book(&order(&*carrier, three, LabelType::Zpl).await).await.unwrap();
        let labels = booking.labels.unwrap();
        let printed: String = labels.iter().map(|label| String::from_utf8_lossy(label.bytes())).collect();
        assert_eq!(printed.matches("^XA").count(), 3, "{slug}");
        // DHL counts all parcels under one number
        assert_eq!(booking.tracking.len(), if slug == "dhl" { 1 } else { 3 });
    }
}

#[tokio::test]
async fn after_a_lost_answer_the_same_key_makes_no_second_shipment() {
    for slug in ALL {
        for by in [Loss::Close, Loss::GatewayTimeout] {
            let yard = Yard::start().await;
            let carrier = yard.carrier(slug);
            let request = order(&*carrier, consignment(), LabelType::Pdf).await;
            assert_eq!(carrier.find(&request).await, Ok(None), "{slug}");
            yard.spoil(slug, Knobs { lose_reply_next: 1, lose_reply_by: by, ..Knobs::default() });
            let lost = carrier.book(&request).await.unwrap_err();
            assert!(matches!(lost, CarrierError::Unknown(_)), "{slug} {lost:?}");
            let found = carrier.find(&request).await.unwrap().expect("it was booked");
            let again = carrier.book(&request).await.unwrap();
            assert_eq!((&found.tracking, &found.handle), (&again.tracking, &again.handle), "{slug}");
            assert!(again.labels.is_ok(), "{slug}");
            assert_eq!(yard.depot(slug).book().all().len(), 1, "{slug}");
            assert_eq!(yard.noted(slug, "shipment_booked"), 1, "{slug}");
            // a label is given a second time only where a repeat is promised to be one
            let gives_again = carrier.descriptor().repeatable == Repeatable::Idempotent;
            assert_eq!(found.labels.is_ok(), gives_again, "{slug}");
        }
    }
}

#[tokio::test]
async fn another_key_is_another_shipment() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        let mut request = order(&*carrier, consignment(), LabelType::Pdf).await;
        let first = carrier.book(&request).await.unwrap();
        request.key = key(8);
        let second = carrier.book(&request).await.unwrap();
        assert_ne!(first.tracking, second.tracking, "{slug}");
        assert_eq!(yard.depot(slug).book().all().len(), 2, "{slug}");
    }
}

#[tokio::test]
async fn a_shipment_of_several_parcels_goes_on_where_its_answer_was_lost() {
    let yard = Yard::start().await;
    let carrier = yard.carrier("easypost");
    let mut three = consignment();
    three.parcels = vec![Parcel::new(900, [200, 100, 100]).unwrap(); 3];
    let request = order(&*carrier, three, LabelType::Pdf).await;
    // each purchase of the three is lost once
    yard.spoil("easypost", Knobs { lose_reply_next: 3, ..Knobs::default() });
    for bought in 1..=3 {
        assert!(matches!(carrier.book(&request).await, Err(CarrierError::Unknown(_))));
        assert_eq!(yard.depot("easypost").book().all().len(), bought);
    }
    let booking = carrier.book(&request).await.unwrap();
    assert_eq!((booking.tracking.len(), booking.labels.unwrap().len()), (3, 3));
    assert_eq!(yard.depot("easypost").book().all().len(), 3);
}

#[tokio::test]
async fn trouble_at_a_booking_is_in_doubt_and_a_refusal_is_certain() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        let request = order(&*carrier, consignment(), LabelType::Pdf).await;
        let path = match slug {
            "fedex" => "/ship/v1/shipments",
            "dhl" => "/mydhlapi/shipments",
            _ => "/v2/shipments/shp_",
        };
        for broken in [
            Knobs { error_status: Some(502), ..Knobs::default() },
            Knobs { garbage: true, ..Knobs::default() },
            Knobs { oversize: true, ..Knobs::default() },
            Knobs { refuse: true, ..Knobs::default() },
        ] {
            yard.spoil(slug, Knobs { paths: vec![path.to_owned()], ..broken });
            let failed = carrier.book(&request).await.unwrap_err();
            assert!(matches!(failed, CarrierError::Unknown(_)), "{slug} {failed:?}");
            assert_eq!(failed.shopper_word(), "later");
        }
        yard.spoil(slug, Knobs::default());
        assert_eq!(carrier.find(&request).await, Ok(None), "{slug}");
        let mut unknown = request.clone();
        unknown.service = "PIGEON".to_owned();
        let refused = carrier.book(&unknown).await.unwrap_err();
        assert!(matches!(refused, CarrierError::Refused(_)), "{slug} {refused:?}");
        assert_eq!(yard.depot(slug).book().all(), []);
    }
}

#[tokio::test]
async fn an_address_that_is_refused_at_the_booking_books_nothing() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        let request = order(&*carrier, consignment(), LabelType::Pdf).await;
        yard.turn(slug, OfCarrier { refuse_addresses: true, ..OfCarrier::default() });
        let refused = carrier.book(&request).await.unwrap_err();
        let CarrierError::Address(problems) = &refused else { panic!("{slug} {refused:?}") };
        assert_eq!(problems[0].field, AddressField::Postcode, "{slug}");
        assert_eq!((refused.shopper_word(), yard.depot(slug).book().all().len()), ("address", 0), "{slug}");
    }
}

/// Books and says how it is cancelled before and after it was picked up.
async fn cancelled(slug: &str) -> (Booking, Cancelled, CarrierError) {
    let yard = Yard::start().await;
    let carrier = yard.carrier(slug);
    let mut request = order(&*carrier, consignment(), LabelType::Pdf).await;
    let booking = carrier.book(&request).await.expect("the practice world books");
    let before = carrier.cancel(&booking.handle).await.expect("it was not picked up");
    assert_eq!(carrier.cancel(&booking.handle).await, Ok(before), "{slug}: asked for twice");
    request.key = key(8);
    let leaves = carrier.book(&request).await.expect("the practice world books");
    yard.depot(slug).advance(leaves.tracking[0].as_str()).expect("it moves");
    let after = carrier.cancel(&leaves.handle).await.expect_err("it is on its way");
    (booking, before, after)
}

#[tokio::test]
async fn a_shipment_is_called_off_until_the_carrier_has_it() {
    for (slug, expected) in
        [("fedex", Cancelled::Voided), ("dhl", Cancelled::LeftUnused), ("easypost", Cancelled::Asked)]
    {
        let (_, before, after) = cancelled(slug).await;
        assert_eq!(before, expected, "{slug}");
        assert!(matches!(after, CarrierError::Refused(_)), "{slug} {after:?}");
    }
}
