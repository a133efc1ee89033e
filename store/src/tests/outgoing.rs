//! Mails, alerts and rates.

use domain::money::{Currency, RateTable};

use super::samples::*;
use crate::{
    Store, alerts,
    messages::{self, LeasedMessage, NewMessage},
    rates,
    testing::fresh,
};

fn mail(key: &str) -> NewMessage {
    NewMessage {
        key: key.into(),
        to: "amira@example.org".into(),
        subject: "Your order".into(),
        text: "Thank you".into(),
        html: "<p>Thank you</p>".into(),
        language: "en".into(),
    }
}

async fn enqueue(store: &Store, key: &'static str) -> bool {
    store.write(move |tx| Box::pin(async move { messages::enqueue(tx, &mail(key), NOW).await })).await.unwrap()
}

async fn lease(store: &Store, at: i64) -> Vec<LeasedMessage> {
    store.write(move |tx| Box::pin(async move { messages::lease(tx, NOW.plus(at), 1000, 10).await })).await.unwrap()
}

#[tokio::test]
async fn a_mail_is_written_once_and_sent_by_one_sender_at_a_time() {
    let store = fresh().await;
    assert!(enqueue(&store, "confirm").await);
    assert!(!enqueue(&store, "confirm").await);
    let leased = lease(&store, 0).await;
    assert_eq!((leased.len(), &leased[0].message), (1, &mail("confirm")));
    assert_eq!(lease(&store, 999).await, []);
    let again = lease(&store, 1000).await.remove(0);
    assert_eq!(again.attempts, 2);
    store.write(move |tx| Box::pin(async move { messages::mark_sent(tx, &again.id, NOW).await })).await.unwrap();
    assert_eq!(lease(&store, 9000).await, []);
    assert_eq!(messages::next_due(store.reader()).await.unwrap(), None);
}

#[tokio::test]
async fn a_mail_that_failed_is_tried_later_or_given_up() {
    let store = fresh().await;
    enqueue(&store, "confirm").await;
    let id = lease(&store, 0).await.remove(0).id;
    let failed = |next_at| {
        let id = id.clone();
        store.write(move |tx| Box::pin(async move { messages::mark_failed(tx, &id, next_at).await }))
    };
    failed(Some(NOW.plus(60_000))).await.unwrap();
    assert_eq!(messages::next_due(store.reader()).await.unwrap(), Some(NOW.plus(60_000)));
    assert_eq!(lease(&store, 60_000).await.len(), 1);
    failed(None).await.unwrap();
    assert_eq!(lease(&store, 900_000).await, []);
}

#[tokio::test]
async fn a_person_is_called_once_until_someone_has_seen_to_it() {
    let store = fresh().await;
    let raise = || store.write(|tx| Box::pin(async move { alerts::raise(tx, None, "no rates", NOW).await }));
    assert_eq!((raise().await.unwrap(), raise().await.unwrap()), (true, false));
    let open = alerts::open(store.reader()).await.unwrap();
    assert_eq!((open.len(), open[0].about.as_str()), (1, "no rates"));
    let id = open[0].id.clone();
    assert!(store.write(move |tx| Box::pin(async move { alerts::resolve(tx, &id, NOW).await })).await.unwrap());
    assert_eq!(alerts::open(store.reader()).await.unwrap(), []);
    assert!(raise().await.unwrap());
}

#[tokio::test]
async fn the_newest_rates_count() {
    let store = fresh().await;
    assert_eq!(rates::latest(store.reader()).await.unwrap(), None);
    let of = |day: i64, rate| RateTable {
        dated: NOW.plus(day * 86_400_000).date(),
        base: Currency::Eur,
        per_base: vec![(Currency::Usd, rate)],
    };
    for table in [of(0, 1), of(1, 2), of(-30, 3), of(1, 4)] {
        store.write(move |tx| Box::pin(async move { rates::save(tx, &table).await })).await.unwrap();
    }
    assert_eq!(rates::latest(store.reader()).await.unwrap(), Some(of(1, 4)));
}
