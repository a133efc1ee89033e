//! What sharing a commit must not change: everyone is answered for their own work.

use std::sync::Arc;

use crate::{
    Store, StoreError, Transaction,
    sql::{row, run, values},
    testing::fresh,
};

async fn note(tx: &Transaction, key: &str) -> Result<(), StoreError> {
    run(tx, "INSERT INTO inbox (provider, event_id, received_at, body) VALUES ('test', $1, 0, '')", values![key])
        .await?;
    Ok(())
}

async fn count(store: &Store) -> i64 {
    let counted = row(store.reader(), "SELECT COUNT(*) FROM inbox", values![]).await.unwrap().unwrap();
    counted.try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn one_that_fails_or_breaks_does_not_harm_those_committed_with_it() {
    let store = fresh().await;
    let good = |key: &'static str| store.write(move |tx| Box::pin(async move { note(tx, key).await }));
    let refused = store.write(|tx| {
        Box::pin(async move {
            note(tx, "refused").await?;
            Err::<(), _>(StoreError::Conflict)
        })
    });
    let wrong = store.write(|tx| {
        Box::pin(async move {
            note(tx, "wrong").await?;
            note(tx, "wrong").await
        })
    });
    let broken = store.write(|tx| {
        Box::pin(async move {
            note(tx, "broken").await?;
            if count_is(tx, 0).await { Ok(()) } else { panic!("a mistake in the work") }
        })
    });
    let outcomes = tokio::join!(good("first"), refused, wrong, broken, good("last"));
    assert!(matches!(
        outcomes,
        (Ok(()), Err(StoreError::Conflict), Err(StoreError::Database(_)), Err(StoreError::BrokeOff), Ok(()))
    ));
    assert_eq!(count(&store).await, 2);
}

async fn count_is(tx: &Transaction, number: i64) -> bool {
    let counted = row(tx, "SELECT COUNT(*) FROM inbox", values![]).await.unwrap().unwrap();
    counted.try_get_by_index::<i64>(0).unwrap() == number
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_writers_at_once_all_land() {
    let store = Arc::new(fresh().await);
    let writers: Vec<_> = (0..200)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let key = format!("writer {number}");
                store.write(move |tx| Box::pin(async move { note(tx, &key).await })).await
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    assert_eq!(count(&store).await, 200);
}

#[tokio::test]
async fn work_whose_caller_went_away_is_finished_all_the_same() {
    let store = fresh().await;
    let work = store.write(|tx| Box::pin(async move { note(tx, "left behind").await }));
    // The work is handed over on the first poll; then nobody waits any more.
    tokio::select! {
        biased;
        _ = work => panic!("the writer had no chance to run yet"),
        () = std::future::ready(()) => {}
    }
    store.write(|tx| Box::pin(async move { note(tx, "next").await })).await.unwrap();
    assert_eq!(count(&store).await, 2);
}

#[tokio::test]
async fn readers_cannot_write_and_see_only_what_is_committed() {
    let store = fresh().await;
    let written = run(store.reader(), "DELETE FROM inbox", values![]).await;
    assert!(matches!(written, Err(StoreError::Database(_))));
    let reader = Store::clone(&store);
    let seen = store.write(move |tx| {
        Box::pin(async move {
            note(tx, "not yet").await?;
            Ok(count(&reader).await)
        })
    });
    assert_eq!(seen.await.unwrap(), 0);
    assert_eq!(count(&store).await, 1);
}

#[tokio::test]
async fn a_database_is_reopened_with_all_that_was_committed() {
    let store = fresh().await;
    store.write(|tx| Box::pin(async move { note(tx, "kept").await })).await.unwrap();
    let again = Store::connect(&store.address()).await.unwrap();
    assert_eq!(count(&again).await, 1);
    assert!(matches!(Store::connect("postgres://nobody").await, Err(StoreError::Address)));
}

#[tokio::test]
async fn what_is_committed_survives_a_power_cut() {
    let store = fresh().await;
    let pragma = |name: &'static str| {
        store.write(move |tx| {
            Box::pin(async move {
                let found = row(tx, name, values![]).await?.unwrap();
                let number: Result<i64, _> = found.try_get_by_index(0);
                Ok(number.map_or_else(|_| found.try_get_by_index(0).unwrap(), |number| number.to_string()))
            })
        })
    };
    for (name, expected) in [
        ("PRAGMA journal_mode", "wal"),
        ("PRAGMA synchronous", "2"),
        ("PRAGMA foreign_keys", "1"),
        ("PRAGMA busy_timeout", "5000"),
    ] {
        assert_eq!(pragma(name).await.unwrap(), expected, "{name}");
    }
}
