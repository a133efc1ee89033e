//! Orders as they are opened, shown, and followed on their way.

use domain::{
    checkout::Policy,
    ids::Digest,
    order::{OrderStatus, Progress, Shipment, TrackingEvent},
    saga::{Event, PartState, Phase, Refusal},
};

use super::samples::*;
use crate::{
    Store, StoreError, orders, parts, payments,
    tracking::{self, Report},
};

fn event(id: &str, progress: Progress) -> TrackingEvent {
    TrackingEvent { external_id: id.into(), progress, at: NOW, note: String::new() }
}

async fn keep(store: &Store, report: Report) -> Vec<TrackingEvent> {
    let work = store.write(move |tx| Box::pin(async move { tracking::keep(tx, &number(1), 0, &report, NOW).await }));
    work.await.unwrap()
}

#[tokio::test]
async fn an_order_is_shown_as_it_was_opened() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    let view = orders::view(store.reader(), &order).await.unwrap().unwrap();
    assert_eq!((view.status, view.phase, view.total), (OrderStatus::Pending, Phase::AwaitingPayment, euros(12_000)));
    let told: Vec<_> = new_order(1, Policy::KeepRest).parts.into_iter().map(|part| part.order).collect();
    assert_eq!(view.parts, told);
    let stored = parts::one(store.reader(), &order, 1).await.unwrap().unwrap();
    assert_eq!((stored.session["cart"].as_u64(), stored.handle), (Some(1), None));
    let head = orders::head(store.reader(), &order).await.unwrap().unwrap();
    let found = orders::find_by_validation(store.reader(), &visitor('a'), &head.validation).await.unwrap();
    assert_eq!(found.unwrap().number, order);
    let other: Digest = "9".repeat(64).parse().unwrap();
    assert!(orders::find_by_validation(store.reader(), &visitor('a'), &other).await.unwrap().is_none());
    assert!(orders::view(store.reader(), &number(77)).await.unwrap().is_none());
}

#[tokio::test]
async fn an_order_is_opened_whole_or_not_at_all() {
    let store = shop().await;
    let work = store.write(|tx| {
        Box::pin(async move {
            let mut new = new_order(1, Policy::KeepRest);
            new.parts[1].order.marketplace = "nobody".parse().unwrap();
            orders::create(tx, &new).await
        })
    });
    assert!(matches!(work.await, Err(StoreError::Database(_))));
    assert!(orders::head(store.reader(), &number(1)).await.unwrap().is_none());
    assert_eq!(parts::of(store.reader(), &number(1)).await.unwrap(), []);
    open(&store, 1, Policy::KeepRest).await;
    let again = store.write(|tx| Box::pin(async move { orders::create(tx, &new_order(1, Policy::KeepRest)).await }));
    assert!(again.await.is_err());
}

#[tokio::test]
async fn a_visitor_sees_their_own_orders_the_newest_first() {
    let store = shop().await;
    open(&store, 1, Policy::KeepRest).await;
    let work = store.write(|tx| {
        Box::pin(async move {
            let mut newer = new_order(2, Policy::KeepRest);
            newer.at = NOW.plus(1);
            orders::create(tx, &newer).await
        })
    });
    work.await.unwrap();
    tell(&store, &number(1), authorised("pi_1")).await.unwrap();
    tell(&store, &number(1), Event::PartRefused { part: 1, reason: Refusal::OutOfStock }).await.unwrap();
    let seen = orders::of_visitor(store.reader(), &visitor('a'), 10).await.unwrap();
    let told: Vec<_> =
        seen.iter().map(|order| (order.number.clone(), order.marketplaces.len(), order.item_count)).collect();
    assert_eq!(told, [(number(2), 2, 2), (number(1), 1, 1)]);
    assert_eq!(orders::of_visitor(store.reader(), &visitor('a'), 1).await.unwrap().len(), 1);
    assert_eq!(orders::of_visitor(store.reader(), &visitor('b'), 10).await.unwrap(), []);
}

#[tokio::test]
async fn the_goods_are_followed_and_each_event_is_told_once() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    assert_eq!(tracking::due(store.reader(), NOW, 10).await.unwrap().len(), 0);
    tell(&store, &order, authorised("pi_1")).await.unwrap();
    tell(&store, &order, Event::PartPlaced { part: 0 }).await.unwrap();
    let due = tracking::due(store.reader(), NOW, 10).await.unwrap();
    assert_eq!((due.len(), due[0].part, due[0].handle["id"].as_u64()), (1, 0, Some(0)));
    let sent = Report {
        progress: Progress::Shipped,
        shipments: vec![Shipment { carrier: "Swift".into(), ..Shipment::default() }],
        events: vec![event("1", Progress::Processing), event("2", Progress::Shipped)],
        next_poll_at: Some(NOW.plus(1000)),
    };
    assert_eq!(keep(&store, sent.clone()).await.len(), 2);
    assert_eq!(tracking::due(store.reader(), NOW, 10).await.unwrap().len(), 0);
    let stale = Report {
        progress: Progress::Processing,
        events: vec![event("2", Progress::Shipped), event("3", Progress::InTransit)],
        ..sent
    };
    assert_eq!(keep(&store, stale).await, [event("3", Progress::InTransit)]);
    let view = orders::view(store.reader(), &order).await.unwrap().unwrap();
    assert_eq!((view.parts[0].progress, view.parts[0].events.len()), (Some(Progress::Shipped), 3));
    assert_eq!((view.parts[0].shipments[0].carrier.as_str(), view.status), ("Swift", OrderStatus::Shipped));
    let arrived = Report { progress: Progress::Delivered, shipments: vec![], events: vec![], next_poll_at: Some(NOW) };
    keep(&store, arrived).await;
    assert_eq!(tracking::due(store.reader(), NOW.plus(9_000_000), 10).await.unwrap().len(), 0);
}

#[tokio::test]
async fn the_page_of_the_gateway_leads_back_to_the_order() {
    let store = shop().await;
    let order = open(&store, 1, Policy::KeepRest).await;
    let (paid, url) = (order.clone(), "https://gateway.example/pay/cs_1");
    let work = store.write(move |tx| Box::pin(async move { payments::set_page(tx, &paid, "cs_1", url, NOW).await }));
    work.await.unwrap();
    let db = store.reader();
    assert_eq!(payments::order_of_session(db, "stripe", "cs_1").await.unwrap(), Some(order.clone()));
    assert_eq!(payments::order_of_session(db, "paypal", "cs_1").await.unwrap(), None);
    let payment = payments::of(db, &order).await.unwrap().unwrap();
    assert_eq!((payment.page_url.as_deref(), payment.status.as_str()), (Some(url), "awaited"));
}

#[tokio::test]
async fn a_refused_part_keeps_the_reason_and_its_replacement_is_a_part_of_its_own() {
    let store = shop().await;
    let order = open(&store, 1, Policy::NextBest).await;
    tell(&store, &order, authorised("pi_1")).await.unwrap();
    tell(&store, &order, Event::PartRefused { part: 0, reason: Refusal::OutOfStock }).await.unwrap();
    let of = order.clone();
    let work =
        store.write(move |tx| Box::pin(async move { parts::add(tx, &of, &part(2, "nomad", euros(6500))).await }));
    work.await.unwrap();
    let found = Event::ReplacementFound {
        part: 0,
        marketplace: "nomad".parse().unwrap(),
        own: euros(6500),
        shown: euros(6500),
        discount: None,
        repeatable: domain::saga::Repeatable::Idempotent,
    };
    tell(&store, &order, found).await.unwrap();
    let states: Vec<PartState> =
        parts::of(store.reader(), &order).await.unwrap().into_iter().map(|part| part.state).collect();
    assert_eq!(states, [PartState::Refused { reason: Refusal::OutOfStock }, PartState::Placing, PartState::Placing]);
}
