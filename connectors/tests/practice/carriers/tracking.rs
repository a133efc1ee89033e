//! Where parcels are, in the carriers' words.

use connectors::carriers::{CarrierError, EventTime, LabelType, TrackingNumber};

use super::{ALL, Yard, consignment, order};

/// The codes of a parcel's way from label to door.
fn codes(slug: &str) -> [&'static str; 5] {
    match slug {
        "fedex" => ["OC", "PU", "AR", "OD", "DL"],
        "dhl" => ["pre-transit", "transit", "transit", "transit", "delivered"],
        _ => ["pre_transit", "in_transit", "in_transit", "out_for_delivery", "delivered"],
    }
}

#[tokio::test]
async fn a_parcel_is_followed_from_its_label_to_the_door() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        let booking = carrier.book(&order(&*carrier, consignment(), LabelType::Pdf).await).await.unwrap();
        let number = booking.tracking[0].clone();
        for stage in 1..=5 {
            let told = carrier.track(std::slice::from_ref(&number)).await.remove(0).unwrap();
            let told_codes: Vec<&str> = told.events.iter().map(|event| event.code.as_str()).collect();
            assert_eq!(told_codes, codes(slug)[..stage], "{slug}");
            assert_eq!((told.number.as_str(), told.arrives.is_some()), (number.as_str(), true), "{slug}");
            let last = told.events.last().unwrap();
            assert_eq!((last.source.as_str(), last.text.is_empty()), (slug, false));
            let town = if stage <= 2 { "LISBOA, PT" } else { "BERLIN, DE" };
            assert_eq!(last.place.to_uppercase(), town, "{slug}");
            let is_local = matches!(last.at, EventTime::Local(_));
            assert_eq!(is_local, slug == "dhl", "only DHL tells the time of the place");
            if stage < 5 {
                yard.depot(slug).advance(number.as_str()).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn an_event_told_again_is_known_by_its_id() {
    let yard = Yard::start().await;
    let carrier = yard.carrier("fedex");
    let booking = carrier.book(&order(&*carrier, consignment(), LabelType::Pdf).await).await.unwrap();
    let number = &booking.tracking[0];
    yard.depot("fedex").advance(number.as_str()).unwrap();
    let first = carrier.track(&booking.tracking).await.remove(0).unwrap();
    let second = carrier.track(&booking.tracking).await.remove(0).unwrap();
    let ids = |told: &connectors::carriers::Tracked| told.events.iter().map(|one| one.id(number)).collect::<Vec<_>>();
    assert_eq!(ids(&first), ids(&second));
    assert_ne!(ids(&first)[0], ids(&first)[1]);
}

#[tokio::test]
async fn many_numbers_are_answered_one_by_one_and_in_their_order() {
    for slug in ALL {
        let yard = Yard::start().await;
        let carrier = yard.carrier(slug);
        let booking = carrier.book(&order(&*carrier, consignment(), LabelType::Pdf).await).await.unwrap();
        let stranger: TrackingNumber = "123456789012".parse().unwrap();
        // more than FedEx takes at once
        let mut numbers = vec![stranger; 31];
        numbers.push(booking.tracking[0].clone());
        let told = carrier.track(&numbers).await;
        assert_eq!(told.len(), 32, "{slug}");
        assert!(told[31].is_ok(), "{slug} {:?}", told[31]);
        for unknown in &told[..31] {
            let unknown = unknown.as_ref().unwrap_err();
            let is_no = matches!(unknown, CarrierError::NotFound | CarrierError::Refused(_));
            assert!(is_no, "{slug} {unknown:?}");
        }
    }
}
