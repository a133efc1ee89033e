//! What was written into the audit log can be neither changed nor taken out unnoticed: every row of ten thousand is
//! changed, deleted, put elsewhere, or cut off, one tampering after the other, and each must be found at its row.

use sea_orm::{ConnectionTrait, Database as Connect, DatabaseConnection};
use serde_json::json;
use services::audit_log::{self, Actor, Breach, Head, Noted, Signer};
use store::{Store, testing::EmptyDatabase};

use crate::{Database, Finding, Problem, Size};

/// How many rows are written in one transaction.
const TOGETHER: i64 = 500;

/// The tamperings, in the order in which rows take turns.
const WAYS: [Way; 9] =
    [Way::Actor, Way::Action, Way::Subject, Way::Was, Way::Became, Way::At, Way::Digest, Way::Deleted, Way::Swapped];

/// What is done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Actor,
    Action,
    Subject,
    Was,
    Became,
    At,
    Digest,
    Deleted,
    /// It changes places with the next one.
    Swapped,
}

/// Runs the proof.
///
/// # Errors
/// When the database cannot be made or does not answer.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let rows = i64::try_from(size.count(1_000, 10_000))?;
    let database = match size.database {
        Database::Sqlite => EmptyDatabase::in_file(),
        Database::Postgres => {
            EmptyDatabase::on_server(
                &std::env::var("ONECART_POSTGRES_URL").map_err(|_| "ONECART_POSTGRES_URL names no server")?,
            )
            .await?
        }
    };
    let store = Store::connect(database.url()).await?;
    write(&store, rows).await?;
    let folder = std::env::temp_dir().join(format!("onecart-audit-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let signer = Signer::new(&[u8::try_from(size.seed % 251)?; 32]);
    let file = folder.join("heads");
    audit_log::sign_head(&store, &signer, &file).await?.ok_or("there is no head")?;
    let exported = audit_log::exported(&file)?;
    std::fs::remove_dir_all(&folder)?;
    let mut wrong = Vec::new();
    if !breaches(&store, &signer, &exported).await?.is_empty() {
        wrong.push("the untouched log is not whole".to_owned());
    }
    let intruder = intrude(&database).await?;
    wrong.extend(refused(&store, rows).await);
    // The whole log is read for each tampering, so not every row of the quick size takes a turn of its own.
    let turns = if size.full { 400 } else { 60 };
    let (mut done, mut found) = (0_u64, 0_u64);
    for turn in 0..turns {
        let row = 1 + (turn * (rows - 2)) / (turns - 1);
        let way = WAYS[usize::try_from(turn)? % WAYS.len()];
        let told = tamper_once(&intruder, &store, &signer, &exported, way, row).await?;
        done += 1;
        if told {
            found += 1;
        } else {
            wrong.push(format!("{way:?} at row {row} was not found"));
        }
    }
    // Every single row, by its digest alone: what is stored is held against what it must be.
    let every = every_row(&intruder, rows).await?;
    for cut in [1, 2, rows / 2, rows - 1] {
        done += 1;
        found += u64::from(truncated(&intruder, &store, &signer, &exported, rows - cut).await?);
    }
    done += 1;
    found += u64::from(written_anew(&intruder, &store, &signer, &exported).await?);
    wrong.iter().take(10).for_each(|why| eprintln!("      {why}"));
    let figure = json!({
        "rows": rows, "tampered": done, "found": found, "rows_changed_one_by_one": every.0, "of_them_found": every.1,
        "wrong": wrong.len(),
    });
    Ok(Finding { figure, ok: wrong.is_empty() && done == found && every.0 == every.1 })
}

async fn write(store: &Store, rows: i64) -> Result<(), Problem> {
    for first in (0..rows).step_by(usize::try_from(TOGETHER)?) {
        let last = rows.min(first + TOGETHER);
        let writing = store.write(move |tx| {
            Box::pin(async move {
                for row in first..last {
                    let subject = format!("order:OC-{row}");
                    let (was, became) = ((row % 3 == 0).then(|| "\"a\"".to_owned()), Some(format!("{row}")));
                    let noted = Noted { actor: &Actor::Shop, action: "proof.noted", subject: &subject, was, became };
                    audit_log::note(tx, &noted, connectors::now()).await?;
                }
                Ok(())
            })
        });
        writing.await?;
    }
    Ok(())
}

/// A connection of somebody who has the database to themselves, with the triggers gone.
async fn intrude(database: &EmptyDatabase) -> Result<DatabaseConnection, Problem> {
    let mut connecting = sea_orm::ConnectOptions::new(database.url());
    connecting.max_connections(1).sqlx_logging(false);
    let intruder = Connect::connect(connecting).await?;
    Ok(intruder)
}

/// What the database itself lets through although it must not, while its triggers are there; afterwards they are gone.
async fn refused(store: &Store, rows: i64) -> Vec<String> {
    let mut wrong = Vec::new();
    for sql in [
        format!("UPDATE audit_entry SET actor = 'x' WHERE number = {rows}"),
        format!("DELETE FROM audit_entry WHERE number = {rows}"),
        "UPDATE audit_head SET digest = 'x'".to_owned(),
        "DELETE FROM audit_head".to_owned(),
    ] {
        let asked = sql.clone();
        let tried = store
            .write(move |tx| {
                Box::pin(async move { tx.execute_unprepared(&asked).await.map(|_| ()).map_err(Into::into) })
            })
            .await;
        if tried.is_ok() {
            wrong.push(format!("the database does not refuse: {sql}"));
        }
    }
    let postgres = std::matches!(store.reader().get_database_backend(), sea_orm::DbBackend::Postgres);
    let unlock: Vec<String> = if postgres {
        ["audit_entry", "audit_head"].map(|table| format!("ALTER TABLE {table} DISABLE TRIGGER {table}_stays")).into()
    } else {
        ["audit_entry_stays", "audit_entry_never_goes", "audit_head_stays", "audit_head_never_goes"]
            .map(|trigger| format!("DROP TRIGGER {trigger}"))
            .into()
    };
    for sql in unlock {
        let unlocked = store
            .write(move |tx| Box::pin(async move { tx.execute_unprepared(&sql).await.map(|_| ()).map_err(Into::into) }))
            .await;
        if let Err(error) = unlocked {
            wrong.push(format!("the triggers could not be taken away: {error}"));
        }
    }
    wrong
}

async fn breaches(store: &Store, signer: &Signer, heads: &[Head]) -> Result<Vec<Breach>, Problem> {
    Ok(audit_log::verify(store, signer, heads).await?.breaches)
}

async fn put(intruder: &DatabaseConnection, statements: &[String]) -> Result<(), Problem> {
    for sql in statements {
        intruder.execute_unprepared(sql).await?;
    }
    Ok(())
}

/// Does one thing to one row, looks whether it is found there, and puts it right again.
async fn tamper_once(
    intruder: &DatabaseConnection,
    store: &Store,
    signer: &Signer,
    heads: &[Head],
    way: Way,
    row: i64,
) -> Result<bool, Problem> {
    let next = row + 1;
    let keep = [format!("CREATE TABLE kept AS SELECT * FROM audit_entry WHERE number IN ({row}, {next})")];
    put(intruder, &keep).await?;
    let set = |what: &str| vec![format!("UPDATE audit_entry SET {what} WHERE number = {row}")];
    let (statements, found_at) = match way {
        Way::Actor => (set("actor = 'operator'"), row),
        Way::Action => (set("action = 'proof.other'"), row),
        Way::Subject => (set("subject = subject || '0'"), row),
        Way::Was => (set("was = CASE WHEN was IS NULL THEN '' ELSE NULL END"), row),
        Way::Became => (set("became = became || '0'"), row),
        Way::At => (set("at = at + 1"), row),
        Way::Digest => {
            // The letters of the digest turn round, so that only it changes.
            (set("digest = substr(digest, 33) || substr(digest, 1, 32)"), row)
        }
        Way::Deleted => (vec![format!("DELETE FROM audit_entry WHERE number = {row}")], next),
        Way::Swapped => (
            vec![
                format!("UPDATE audit_entry SET number = 0 WHERE number = {row}"),
                format!("UPDATE audit_entry SET number = {row} WHERE number = {next}"),
                format!("UPDATE audit_entry SET number = {next} WHERE number = 0"),
            ],
            row,
        ),
    };
    put(intruder, &statements).await?;
    let found = breaches(store, signer, heads).await?;
    let told = found.iter().any(|breach| matches!(breach, Breach::Changed(at) | Breach::Gap(at) if *at == found_at));
    put(
        intruder,
        &[
            format!("DELETE FROM audit_entry WHERE number IN ({row}, {next})"),
            "INSERT INTO audit_entry SELECT * FROM kept".to_owned(),
            "DROP TABLE kept".to_owned(),
        ],
    )
    .await?;
    Ok(told)
}

/// Changes every row at once in what it became, and counts how many of them are found; puts all right again.
async fn every_row(intruder: &DatabaseConnection, rows: i64) -> Result<(i64, i64), Problem> {
    let mut found = 0;
    let before = store::audit_log::list(intruder, &audit_log::Filter::default(), u32::try_from(rows)?).await?;
    put(intruder, &["UPDATE audit_entry SET became = became || '0'".to_owned()]).await?;
    // The verifier names a hundred at most, so stretches of a hundred rows are put right one after the other.
    for first in (1..=rows).step_by(100) {
        let verdict = store::audit_log::verify(intruder, &[]).await?;
        let stretch = first..=(first + 99).min(rows);
        found += verdict
            .breaches
            .iter()
            .filter(|breach| matches!(breach, Breach::Changed(at) if stretch.contains(at)))
            .count() as i64;
        let (start, end) = (stretch.start(), stretch.end());
        put(
            intruder,
            &[format!(
                "UPDATE audit_entry SET became = substr(became, 1, length(became) - 1) WHERE number BETWEEN {start} AND {end}"
            )],
        )
        .await?;
    }
    let after = store::audit_log::list(intruder, &audit_log::Filter::default(), u32::try_from(rows)?).await?;
    if before != after {
        return Err("the log was not put right again".into());
    }
    Ok((rows, found))
}

/// Takes the end of the log away and looks whether that is found by the head.
async fn truncated(
    intruder: &DatabaseConnection,
    store: &Store,
    signer: &Signer,
    heads: &[Head],
    last: i64,
) -> Result<bool, Problem> {
    put(
        intruder,
        &[
            format!("CREATE TABLE kept AS SELECT * FROM audit_entry WHERE number > {last}"),
            "CREATE TABLE kept_heads AS SELECT * FROM audit_head".to_owned(),
            format!("DELETE FROM audit_entry WHERE number > {last}"),
            // Whoever can take rows away can take the heads in the database away too.
            "DELETE FROM audit_head".to_owned(),
        ],
    )
    .await?;
    let found = breaches(store, signer, heads).await?;
    put(
        intruder,
        &[
            "INSERT INTO audit_entry SELECT * FROM kept".to_owned(),
            "INSERT INTO audit_head SELECT * FROM kept_heads".to_owned(),
            "DROP TABLE kept".to_owned(),
            "DROP TABLE kept_heads".to_owned(),
        ],
    )
    .await?;
    Ok(found.iter().any(|breach| matches!(breach, Breach::Truncated(_))))
}

/// Writes the whole log anew, as long as before, with good digests, and forges a head; both must be found.
async fn written_anew(
    intruder: &DatabaseConnection,
    store: &Store,
    signer: &Signer,
    heads: &[Head],
) -> Result<bool, Problem> {
    let rows = i64::try_from(audit_log::verify(store, signer, heads).await?.entries)?;
    put(intruder, &["DELETE FROM audit_entry".to_owned()]).await?;
    write(store, rows).await?;
    let rewritten = breaches(store, signer, heads).await?;
    let forged = Head { signature: "00".repeat(64), ..heads.first().ok_or("there is no head")?.clone() };
    let told_forged = breaches(store, signer, &[forged]).await?;
    Ok(rewritten.iter().any(|breach| matches!(breach, Breach::Rewritten(_)))
        && told_forged.iter().any(|breach| matches!(breach, Breach::Forged(_))))
}
