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
    assert!(written.is_err());
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
    assert!(matches!(Store::connect("mysql://nobody").await, Err(StoreError::Address)));
}

/// What the connection that writes says about itself.
async fn told(store: &Store, question: &'static str) -> String {
    let asked = store.write(move |tx| {
        Box::pin(async move {
            let found = row(tx, question, values![]).await?.unwrap();
            let number: Result<i64, _> = found.try_get_by_index(0);
            Ok(number.map_or_else(|_| found.try_get_by_index(0).unwrap(), |number| number.to_string()))
        })
    });
    asked.await.unwrap()
}

#[tokio::test]
async fn what_is_committed_survives_a_power_cut() {
    let store = fresh().await;
    let settings = if store.is_postgres() {
        vec![
            ("SHOW synchronous_commit", "on"),
            ("SHOW statement_timeout", "1800ms"),
            ("SHOW lock_timeout", "1800ms"),
            ("SHOW idle_in_transaction_session_timeout", "5s"),
            ("SHOW transaction_isolation", "read committed"),
        ]
    } else {
        vec![
            ("PRAGMA journal_mode", "wal"),
            ("PRAGMA synchronous", "2"),
            ("PRAGMA foreign_keys", "1"),
            ("PRAGMA busy_timeout", "2000"),
        ]
    };
    for (name, expected) in settings {
        assert_eq!(told(&store, name).await, expected, "{name}");
    }
}

/// Notes how many notes there are; two that see the same number are one too many.
async fn count_up(store: &Store) -> Result<(), StoreError> {
    let work = store.write(|tx| {
        Box::pin(async move {
            let counted = row(tx, "SELECT COUNT(*) FROM inbox", values![]).await?.unwrap();
            note(tx, &counted.try_get_by_index::<i64>(0)?.to_string()).await
        })
    });
    work.await
}

#[tokio::test]
async fn of_two_processes_one_writes_at_a_time_and_sees_what_the_other_committed() {
    let first = fresh().await;
    let second = Store::connect(&first.address()).await.unwrap();
    for _ in 0..20 {
        let (one, other) = tokio::join!(count_up(&first), count_up(&second));
        one.and(other).unwrap();
    }
    assert_eq!((count(&first).await, count(&second).await), (40, 40));
}

#[tokio::test]
async fn a_lost_connection_costs_those_who_wait_and_nobody_after_them() {
    let store = fresh().await;
    if !store.is_postgres() {
        return;
    }
    store.write(|tx| Box::pin(async move { note(tx, "before").await })).await.unwrap();
    let cut = store.write(|tx| {
        Box::pin(async move {
            note(tx, "lost").await?;
            run(tx, "SELECT pg_terminate_backend(pg_backend_pid())", values![]).await
        })
    });
    let with_it = store.write(|tx| Box::pin(async move { note(tx, "lost with it").await }));
    let (cut, with_it) = tokio::join!(cut, with_it);
    assert!(matches!((cut, with_it), (Err(StoreError::Unavailable(_)), Err(StoreError::Unavailable(_)))));
    store.write(|tx| Box::pin(async move { note(tx, "after").await })).await.unwrap();
    assert_eq!(count(&store).await, 2);
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_given_up_and_the_next_one_answers() {
    let store = fresh().await;
    if !store.is_postgres() {
        return;
    }
    let slow = "SELECT pg_sleep(60)";
    let writing = store.write(move |tx| Box::pin(async move { run(tx, slow, values![]).await }));
    let with_it = store.write(|tx| Box::pin(async move { note(tx, "with it").await }));
    let (writing, with_it, reading) = tokio::join!(writing, with_it, row(store.reader(), slow, values![]));
    assert!(matches!((writing, reading), (Err(StoreError::Unavailable(_)), Err(StoreError::Unavailable(_)))));
    with_it.unwrap();
    assert_eq!(count(&store).await, 1);
}

#[tokio::test]
async fn a_database_that_somebody_else_holds_is_not_available_and_then_is_again() {
    let store = fresh().await;
    let holder = Store::connect(&store.address()).await.unwrap();
    let (held, is_held) = tokio::sync::oneshot::channel();
    let (let_go, told_to) = tokio::sync::oneshot::channel::<()>();
    let holding = tokio::spawn(async move {
        let work = holder.write(move |_| {
            Box::pin(async move {
                let _ = held.send(());
                let _ = told_to.await;
                Ok(())
            })
        });
        work.await
    });
    is_held.await.unwrap();
    let refused = store.write(|tx| Box::pin(async move { note(tx, "refused").await })).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    let_go.send(()).unwrap();
    holding.await.unwrap().unwrap();
    store.write(|tx| Box::pin(async move { note(tx, "taken").await })).await.unwrap();
    assert_eq!(count(&store).await, 1);
}

#[tokio::test]
async fn a_full_disk_refuses_what_does_not_fit_and_takes_it_when_there_is_room() {
    let store = fresh().await;
    if store.is_postgres() {
        return;
    }
    let large = || {
        let sql = "INSERT INTO inbox (provider, event_id, received_at, body) VALUES ('test', 'large', 0, $1)";
        store.write(move |tx| Box::pin(async move { run(tx, sql, values!["x".repeat(1_000_000)]).await }))
    };
    // The file may grow no more; the connection forgets that when it is replaced, as a disk does that was made larger.
    let full = "PRAGMA max_page_count = 1";
    store.write(move |tx| Box::pin(async move { row(tx, full, values![]).await.map(|_| ()) })).await.unwrap();
    let refused = large().await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert_eq!(count(&store).await, 0);
    // Whoever comes before the connection is replaced is refused with the others.
    if large().await.is_err() {
        large().await.unwrap();
    }
    assert_eq!(count(&store).await, 1);
}
