//! What the database holds, table by table, so that two moments can be compared.

use std::collections::BTreeMap;

use sea_orm::DbBackend;
use sha2::{Digest, Sha256};

use crate::{Problem, world::World};

/// Tables that change by themselves: what was heard of products, and what the sweeps note.
const MOVING: [&str; 2] = ["product", "seaql_migrations"];

/// Every table with a digest of all it holds.
pub async fn digests(world: &World) -> Result<BTreeMap<String, String>, Problem> {
    let mut all = BTreeMap::new();
    for (table, rows) in rows(world).await? {
        let mut digest = Sha256::new();
        rows.iter().for_each(|row| digest.update(row.as_bytes()));
        all.insert(table, hex::encode(digest.finalize()));
    }
    Ok(all)
}

/// Every table with its rows, each as text, sorted.
pub async fn rows(world: &World) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let mut all = BTreeMap::new();
    for table in tables(world).await? {
        if MOVING.contains(&table.as_str()) {
            continue;
        }
        let question = match world.books.get_database_backend() {
            DbBackend::Postgres => format!("SELECT CAST(t AS TEXT) FROM \"{table}\" AS t"),
            _ => format!("SELECT {} FROM \"{table}\"", as_text(world, &table).await?),
        };
        let read = world.rows(&question).await?.into_iter().map(|row| row.try_get_by_index::<String>(0));
        let mut rows: Vec<String> = read.collect::<Result<_, _>>()?;
        rows.sort_unstable();
        all.insert(table, rows);
    }
    Ok(all)
}

async fn tables(world: &World) -> Result<Vec<String>, Problem> {
    let question = match world.books.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let read = world.rows(question).await?.into_iter().map(|row| Ok(row.try_get_by_index(0)?));
    read.collect()
}

/// An expression that joins all columns of a table of SQLite.
async fn as_text(world: &World, table: &str) -> Result<String, Problem> {
    let columns = world.rows(&format!("SELECT name FROM pragma_table_info('{table}')")).await?;
    let mut parts = Vec::new();
    for column in columns {
        let name: String = column.try_get_by_index(0)?;
        parts.push(format!("quote(\"{name}\")"));
    }
    Ok(parts.join(" || '|' || "))
}
