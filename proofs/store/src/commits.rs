//! How many durable commits the store makes in a second: one after another, and by many writers at once whose work is
//! gathered. The work is the smallest that the shop does: a message of the gateway is kept before it is handled.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use store::{Store, StoreError, inbox, testing::EmptyDatabase};

use crate::{Database, Finding, Problem, Size};

/// How many writers work at once.
const WRITERS: u64 = 256;

/// How many commits a second are wanted of them.
const WANTED: f64 = 2_000.0;

/// Keeps messages for a while, first by one writer, then by many; every one that was told of must be there afterwards.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let database = match size.database {
        Database::Sqlite => EmptyDatabase::in_file(),
        Database::Postgres => {
            let server = std::env::var("ONECART_POSTGRES_URL").map_err(|_| "ONECART_POSTGRES_URL names no server")?;
            EmptyDatabase::on_server(&server).await?
        }
    };
    let store = Arc::new(Store::connect(database.url()).await?);
    let time = Duration::from_secs(size.count(4, 20));
    eprintln!("one writer for {} s", time.as_secs());
    let alone = commits(&store, 1, time).await?;
    eprintln!("{alone:.0} commits/s; {WRITERS} writers for {} s", time.as_secs());
    let together = commits(&store, WRITERS, time).await?;
    eprintln!("{together:.0} commits/s");
    let figure = json!({
        "commits_per_second": together.round(),
        "alone_per_second": alone.round(),
        "ratio": (together / alone * 10.0).round() / 10.0,
        "writers": WRITERS,
        "build": if cfg!(debug_assertions) { "debug" } else { "release" },
    });
    Ok(Finding { figure, ok: together >= WANTED })
}

/// Commits per second of so many writers, each beginning its next write when the last one is committed.
async fn commits(store: &Arc<Store>, writers: u64, time: Duration) -> Result<f64, Problem> {
    let began = Instant::now();
    let writing: Vec<_> = (0..writers)
        .map(|writer| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                let mut kept: u64 = 0;
                while began.elapsed() < time {
                    keep(&store, writers, writer, kept).await?;
                    kept += 1;
                }
                Ok::<_, StoreError>(kept)
            })
        })
        .collect();
    let mut told = 0;
    for writer in writing {
        told += writer.await??;
    }
    let seconds = began.elapsed().as_secs_f64();
    let question = "SELECT COUNT(*) FROM inbox WHERE provider = $1";
    let reader = store.reader();
    let asked = Statement::from_sql_and_values(reader.get_database_backend(), question, [provider(writers).into()]);
    let there: i64 = reader.query_one_raw(asked).await?.ok_or("no count")?.try_get_by_index(0)?;
    if i64::try_from(told)? != there {
        return Err(format!("{told} commits were told of, and {there} are there").into());
    }
    Ok(told as f64 / seconds)
}

fn provider(writers: u64) -> String {
    format!("{writers} writers")
}

async fn keep(store: &Store, writers: u64, writer: u64, number: u64) -> Result<(), StoreError> {
    let (provider, event) = (provider(writers), format!("evt_{writer}_{number}"));
    store
        .write(move |tx| {
            Box::pin(async move {
                let body = r#"{"type":"checkout.session.completed","data":{"object":{"payment_status":"unpaid"}}}"#;
                inbox::insert(tx, &provider, &event, body, Timestamp(0)).await
            })
        })
        .await
        .map(|_| ())
}
