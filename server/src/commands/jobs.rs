//! Later work: what waits, what was given up, and trying that again.

use clap::Subcommand;
use domain::time::Timestamp;
use serde_json::json;
use store::{
    Store,
    jobs::{self, Job, Which},
};

use super::Form;
use crate::start::StartError;

/// How many jobs are shown at most.
const SHOWN: u64 = 1000;

/// Shows jobs, or has them tried again
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Option<What>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// The jobs that wait
    List,
    /// The jobs that were given up
    Dead,
    /// Has one that was given up tried again, or `all` of them
    Replay {
        /// Its id, or `all`
        id: String,
    },
}

/// Prints the jobs, or has them tried again; says whether there was what was asked for.
pub(super) async fn run(store: &Store, options: &Options) -> Result<bool, StartError> {
    match options.command.as_ref().unwrap_or(&What::List) {
        What::List => list(store, Which::Waiting, options.form).await,
        What::Dead => list(store, Which::Dead, options.form).await,
        What::Replay { id } => replay(store, id, options.form).await,
    }
}

async fn list(store: &Store, which: Which, form: Form) -> Result<bool, StartError> {
    let found = jobs::list(store.reader(), which, SHOWN).await?;
    let counts = jobs::counts(store.reader()).await?;
    if form.json {
        let jobs: Vec<_> = found.iter().map(as_json).collect();
        println!("{}", json!({ "waiting": counts.waiting, "dead": counts.dead, "jobs": jobs }));
        return Ok(true);
    }
    for job in &found {
        let when = job
            .dead_at
            .map_or_else(|| format!("next {}", job.next_at.rfc3339()), |at| format!("given up {}", at.rfc3339()));
        println!("{}  {}  {}  tries {}  {when}", job.id, job.kind, job.key, job.attempts);
        if let Some(problem) = &job.problem {
            println!("    {problem}");
        }
    }
    println!("{} wait, {} were given up.", counts.waiting, counts.dead);
    Ok(true)
}

async fn replay(store: &Store, id: &str, form: Form) -> Result<bool, StartError> {
    let now: Timestamp = connectors::now();
    let (one, all) = (id.to_owned(), id == "all");
    let count = store
        .write(move |tx| {
            Box::pin(async move {
                if all { jobs::replay_all(tx, now).await } else { jobs::replay(tx, &one, now).await.map(u64::from) }
            })
        })
        .await?;
    if form.json {
        println!("{}", json!({ "replayed": count }));
    } else {
        println!("{count} will be tried again.");
    }
    Ok(all || count == 1)
}

fn as_json(job: &Job) -> serde_json::Value {
    json!({
        "id": job.id,
        "kind": job.kind,
        "key": job.key,
        "attempts": job.attempts,
        "problem": job.problem,
        "created_at": job.created_at.rfc3339(),
        "next_at": job.next_at.rfc3339(),
        "dead_at": job.dead_at.map(Timestamp::rfc3339),
    })
}
