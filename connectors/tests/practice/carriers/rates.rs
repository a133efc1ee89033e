//! Rates side by side, and who is missing.

use std::time::{Duration, Instant};

use connectors::carriers::{AddressField, CarrierAbsence, CarrierError, Side, side_by_side};
use domain::{
    marketplace::AbsenceReason,
    money::{Currency, RateTable},
    shipping::{Parcel, Rule, Wanted, choose},
    time::Date,
};
use sandbox::{
    faults::Knobs,
    freight::knobs::{self, Knobs as OfCarrier},
};

use super::{ALL, PATIENCE, Yard, consignment, overseas};

type Told = (&'static str, &'static str, i64, &'static str, u16, &'static str);

/// What the practice carriers ask for a parcel of 1,200 grams beyond the border: twice the base and three half kilograms.
const ABROAD: [Told; 6] = [
    ("fedex", "FEDEX_INTERNATIONAL_ECONOMY", 2 * (1_090 + 3 * 90), "EUR", 5, "2026-11-28"),
    ("fedex", "FEDEX_INTERNATIONAL_PRIORITY", 2 * (1_890 + 3 * 150), "EUR", 3, "2026-11-26"),
    ("dhl", "P", 2 * (1_650 + 3 * 130), "EUR", 3, "2026-11-26"),
    ("easypost", "USPS:GroundAdvantage", 2 * (620 + 3 * 70), "USD", 7, "2026-11-30"),
    ("easypost", "USPS:Priority", 2 * (940 + 3 * 95), "USD", 4, "2026-11-27"),
    ("easypost", "DHLExpress:ExpressWorldwide", 2 * (2_100 + 3 * 160), "USD", 3, "2026-11-26"),
];

#[tokio::test]
async fn all_carriers_stand_side_by_side_with_price_and_day() {
    let yard = Yard::start().await;
    for asked in [consignment(), overseas()] {
        let together = side_by_side(&yard.all(), &asked, PATIENCE).await;
        assert_eq!(together.absent, []);
        let told: Vec<_> = together
            .offers
            .iter()
            .map(|offer| {
                let arrives = offer.arrives.expect("a day is told").to_string();
                let (carrier, service) = (offer.carrier.as_str(), offer.service.as_str());
                (carrier, service, offer.price.minor, offer.price.currency.code(), offer.days.unwrap(), arrives)
            })
            .collect();
        let expected = ABROAD.map(|(carrier, service, minor, currency, days, arrives)| {
            (carrier, service, minor, currency, days, arrives.to_owned())
        });
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn a_shipment_is_assigned_by_rule_without_a_hand() {
    let yard = Yard::start().await;
    let offers = side_by_side(&yard.all(), &consignment(), PATIENCE).await.offers;
    let rates = RateTable {
        dated: Date { year: 2026, month: 11, day: 20 },
        base: Currency::Eur,
        per_base: vec![(Currency::Usd, 1_000_000_000)],
    };
    let chosen = |rule: Rule, wanted: Wanted| {
        choose(&rule, &wanted, &offers, &rates).map(|choice| offers[choice.offer].service.clone())
    };
    let any = Wanted::default;
    assert_eq!(chosen(Rule::Cheapest, any()).as_deref(), Some("USPS:GroundAdvantage"));
    assert_eq!(chosen(Rule::Fastest, any()).as_deref(), Some("P"));
    let dhl = vec!["dhl".parse().unwrap()];
    assert_eq!(chosen(Rule::Preferred(dhl), any()).as_deref(), Some("P"));
    let soon = Wanted { within_days: Some(4), at_most: None };
    assert_eq!(chosen(Rule::Cheapest, soon).as_deref(), Some("USPS:Priority"));
}

#[tokio::test]
async fn a_carrier_that_is_down_is_left_out_and_named() {
    let yard = Yard::start().await;
    let broken = [
        (Knobs { error_status: Some(503), ..Knobs::default() }, AbsenceReason::Failing),
        (Knobs { error_status: Some(429), ..Knobs::default() }, AbsenceReason::Busy),
        (Knobs { garbage: true, ..Knobs::default() }, AbsenceReason::Unintelligible),
        (Knobs { refuse: true, ..Knobs::default() }, AbsenceReason::Failing),
    ];
    for slug in ALL {
        for (knobs, reason) in &broken {
            yard.spoil(slug, knobs.clone());
            let together = side_by_side(&yard.all(), &consignment(), PATIENCE).await;
            let absence = CarrierAbsence { carrier: slug.parse().unwrap(), reason: *reason, address: Vec::new() };
            assert_eq!(together.absent, [absence], "{slug}");
            assert!(together.offers.iter().all(|offer| offer.carrier.as_str() != slug));
            assert_eq!(together.offers.len(), ABROAD.iter().filter(|(carrier, ..)| *carrier != slug).count());
        }
        yard.spoil(slug, Knobs::default());
    }
}

#[tokio::test]
async fn a_slow_carrier_holds_nobody_up() {
    let yard = Yard::start().await;
    yard.spoil("dhl", Knobs { latency_ms: 20_000, ..Knobs::default() });
    let began = Instant::now();
    let together = side_by_side(&yard.all(), &consignment(), Duration::from_secs(3)).await;
    assert!(began.elapsed() < Duration::from_secs(15));
    assert_eq!(together.absent[0].reason, AbsenceReason::TooSlow);
    assert_eq!(together.absent.len(), 1);
    assert_eq!(together.offers.len(), 5);
}

#[tokio::test]
async fn an_undeliverable_address_is_told_by_field_and_reason() {
    let yard = Yard::start().await;
    for slug in ALL {
        yard.turn(slug, knobs::Knobs { refuse_addresses: true, ..OfCarrier::default() });
    }
    let together = side_by_side(&yard.all(), &consignment(), PATIENCE).await;
    assert!(together.offers.is_empty());
    for (absence, slug) in together.absent.iter().zip(ALL) {
        assert_eq!(absence.carrier.as_str(), slug);
        let [problem] = &absence.address[..] else { panic!("{slug} {absence:?}") };
        assert_eq!((problem.side, problem.field), (Side::Recipient, AddressField::Postcode), "{slug}");
        assert!(problem.why.to_lowercase().contains("post"), "{problem}");
        assert_eq!(problem.field.form_name(), "postcode");
    }
    let error = yard.carrier("dhl").rates(&consignment()).await.unwrap_err();
    assert_eq!(error.shopper_word(), "address");
}

#[tokio::test]
async fn the_senders_own_address_is_not_blamed_on_the_shopper() {
    let yard = Yard::start().await;
    for slug in ALL {
        let mut nowhere = consignment();
        nowhere.from.address.postcode.clear();
        let error = yard.carrier(slug).rates(&nowhere).await.unwrap_err();
        let CarrierError::Address(problems) = &error else { panic!("{slug} {error:?}") };
        assert_eq!((problems[0].side, problems[0].field), (Side::Sender, AddressField::Postcode), "{slug}");
        assert_eq!(error.shopper_word(), "later", "{slug}");
    }
}

#[tokio::test]
async fn several_parcels_are_priced_together() {
    let yard = Yard::start().await;
    let mut two = consignment();
    two.parcels = vec![Parcel::new(500, [100; 3]).unwrap(), Parcel::new(1_000, [100; 3]).unwrap()];
    let first = |offers: Vec<domain::shipping::CarrierOffer>| offers[0].price.minor;
    // one shipment of 1,500 grams at FedEx and DHL
    assert_eq!(first(yard.carrier("fedex").rates(&two).await.unwrap()), 2 * (1_090 + 3 * 90));
    assert_eq!(first(yard.carrier("dhl").rates(&two).await.unwrap()), 2 * (1_650 + 3 * 130));
    // two shipments at EasyPost; in ounces the first weighs a little more than half a kilogram
    assert_eq!(first(yard.carrier("easypost").rates(&two).await.unwrap()), 2 * (620 + 2 * 70) * 2);
    two.parcels.clear();
    for slug in ALL {
        assert!(matches!(yard.carrier(slug).rates(&two).await, Err(CarrierError::Refused(_))), "{slug}");
    }
}

#[tokio::test]
async fn wrong_credentials_are_told_and_secrets_are_never_printed() {
    let yard = Yard::start().await;
    for slug in ALL {
        let stranger = yard.carrier_with(slug, Some("not-the-secret"));
        assert_eq!(stranger.rates(&consignment()).await, Err(CarrierError::Unauthorised), "{slug}");
    }
    let adapters = [
        format!("{:?} {:?}", yard.fedex(None), connectors::carriers::fedex::Fedex::new(yard.fedex(None)).unwrap()),
        format!("{:?} {:?}", yard.dhl(None), connectors::carriers::dhl::Dhl::new(yard.dhl(None)).unwrap()),
        format!("{:?}", connectors::carriers::easypost::Easypost::new(yard.easypost(None)).unwrap()),
    ];
    for printed in adapters {
        assert!(printed.contains("Secret(…)"), "{printed}");
        for secret in [
            sandbox::fedex::CLIENT_SECRET,
            sandbox::fedex::WEBHOOK_SECRET,
            sandbox::dhl::PASSWORD,
            sandbox::dhl::TRACKING_KEY,
            sandbox::easypost::API_KEY,
            sandbox::easypost::WEBHOOK_SECRET,
        ] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
