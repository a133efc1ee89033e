//! What carriers post to the shop: signed, forged, twice, late, or not at all.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use connectors::{
    carriers::{Carrier, CarrierError, LabelType, Notice},
    now,
};
use sandbox::{
    faults::{Knobs, Webhooks},
    freight::knobs::Knobs as OfCarrier,
};

use super::{PATIENCE, Yard, consignment, order};

/// The carriers that post messages.
const TELLING: [&str; 2] = ["fedex", "easypost"];

/// What arrived at the shop: its headers and its body.
type Arrived = Arc<Mutex<Vec<(HeaderMap, Vec<u8>)>>>;

/// A shop that takes whatever is posted to it.
async fn shop() -> (String, Arrived) {
    async fn take(State(arrived): State<Arrived>, headers: HeaderMap, body: Bytes) {
        arrived.lock().expect("nobody panics").push((headers, body.to_vec()));
    }
    let arrived = Arrived::default();
    let router = Router::new().route("/webhooks/carriers/{carrier}", post(take)).with_state(arrived.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port is there");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, arrived)
}

struct Scene {
    yard: Yard,
    carrier: Arc<dyn Carrier>,
    number: String,
    slug: &'static str,
    arrived: Arrived,
}

impl Scene {
    async fn of(slug: &'static str) -> Self {
        let (url, arrived) = shop().await;
        let yard = Yard::telling(&url).await;
        let carrier = yard.carrier(slug);
        let booking = carrier.book(&order(&*carrier, consignment(), LabelType::Pdf).await).await;
        let booking = booking.expect("the practice world books");
        Self { yard, number: booking.tracking[0].to_string(), carrier, slug, arrived }
    }

    fn advance(&self) {
        self.yard.depot(self.slug).advance(&self.number).expect("it moves");
    }

    /// The messages that arrived, once there are so many.
    async fn messages(&self, count: usize) -> Vec<(String, Vec<u8>)> {
        let began = Instant::now();
        while self.arrived.lock().expect("nobody panics").len() < count {
            assert!(began.elapsed() < PATIENCE, "no message arrived");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let header = self.carrier.descriptor().signature_header.expect("it signs");
        let arrived = self.arrived.lock().expect("nobody panics");
        let signed = |headers: &HeaderMap| headers[header].to_str().expect("plain letters").to_owned();
        arrived.iter().map(|(headers, body)| (signed(headers), body.clone())).collect()
    }

    fn read(&self, (signature, body): &(String, Vec<u8>)) -> Result<Notice, CarrierError> {
        self.carrier.read_notice(body, signature, now())
    }
}

#[tokio::test]
async fn a_signed_message_tells_where_the_parcel_is() {
    for slug in TELLING {
        let scene = Scene::of(slug).await;
        scene.advance();
        let told = scene.read(&scene.messages(1).await[0]).unwrap();
        let [tracked] = &told.tracked[..] else { panic!("{slug} {told:?}") };
        assert_eq!((tracked.number.to_string(), tracked.events.len()), (scene.number.clone(), 2), "{slug}");
        let asked = scene.carrier.track(std::slice::from_ref(&tracked.number)).await.remove(0).unwrap();
        assert_eq!(*tracked, asked, "{slug}: told and asked are the same");
    }
}

#[tokio::test]
async fn a_forged_message_and_one_that_was_changed_on_its_way_are_refused() {
    for slug in TELLING {
        let scene = Scene::of(slug).await;
        scene.yard.turn(slug, OfCarrier { forge_next: 1, ..OfCarrier::default() });
        scene.advance();
        let forged = scene.messages(1).await.remove(0);
        assert!(matches!(scene.read(&forged), Err(CarrierError::BadNotice(_))), "{slug}");
        scene.advance();
        let (signature, body) = scene.messages(2).await.remove(1);
        let mut changed = body.clone();
        let place = changed.len() / 2;
        changed[place] ^= 1;
        assert!(matches!(scene.read(&(signature.clone(), changed)), Err(CarrierError::BadNotice(_))), "{slug}");
        for wrong in ["", "hmac-sha256-hex=", "hmac-sha256-hex=00", "AAAA", &signature[..signature.len() - 2]] {
            let refused = scene.read(&(wrong.to_owned(), body.clone()));
            assert!(matches!(refused, Err(CarrierError::BadNotice(_))), "{slug} {wrong}");
        }
        assert!(scene.read(&(signature, body)).is_ok(), "{slug}");
    }
}

#[tokio::test]
async fn a_message_that_comes_twice_has_the_same_id_and_another_has_another() {
    for slug in TELLING {
        let scene = Scene::of(slug).await;
        scene.yard.spoil(slug, Knobs { webhooks: Webhooks::Twice, ..Knobs::default() });
        scene.advance();
        let twice = scene.messages(2).await;
        let ids: Vec<String> = twice.iter().map(|message| scene.read(message).unwrap().id).collect();
        assert_eq!(ids[0], ids[1], "{slug}");
        scene.advance();
        let next = scene.read(&scene.messages(3).await[2]).unwrap();
        assert_ne!(next.id, ids[0], "{slug}");
    }
}

#[tokio::test]
async fn a_late_message_comes_after_a_newer_one_and_is_read_all_the_same() {
    for slug in TELLING {
        let scene = Scene::of(slug).await;
        scene.yard.turn(slug, OfCarrier { late_ms: 700, ..OfCarrier::default() });
        scene.yard.spoil(slug, Knobs { webhooks: Webhooks::Late, ..Knobs::default() });
        scene.advance();
        scene.yard.spoil(slug, Knobs::default());
        scene.advance();
        let both = scene.messages(2).await;
        let events: Vec<usize> =
            both.iter().map(|message| scene.read(message).unwrap().tracked[0].events.len()).collect();
        assert_eq!(events, [3, 2], "{slug}: the newer one first");
    }
}

#[tokio::test]
async fn dhl_posts_nothing_and_takes_nothing() {
    let yard = Yard::start().await;
    let dhl = yard.carrier("dhl");
    assert_eq!(dhl.descriptor().signature_header, None);
    assert_eq!(dhl.read_notice(b"{}", "", now()), Err(CarrierError::NotSupported));
}
