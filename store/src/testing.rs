//! A fresh database for a test, gone with the test: a file in a folder of its own, or a database of its own on the
//! server that `ONECART_TEST_POSTGRES_URL` names.

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, Database, DbErr};

use domain::ids::OrderNumber;

use crate::{
    Store, StoreError, Transaction,
    sql::{run, values},
};

/// The variable that has tests run on PostgreSQL.
pub const POSTGRES: &str = "ONECART_TEST_POSTGRES_URL";

/// Forgets that the gateway opened a page for an order, as a process does that dies before it writes that down.
///
/// # Errors
/// When the database fails.
pub async fn forget_page(tx: &Transaction, order: &OrderNumber) -> Result<(), StoreError> {
    let sql = "UPDATE payment SET session = NULL, page_url = NULL WHERE order_number = $1";
    run(tx, sql, values![order.as_str()]).await?;
    Ok(())
}

/// A database that nobody has used yet, not even opened.
#[derive(Debug)]
pub struct EmptyDatabase {
    url: String,
    home: Home,
}

/// What goes with the database.
#[derive(Debug)]
enum Home {
    Folder(PathBuf),
    Server { url: String, name: String },
}

impl EmptyDatabase {
    /// A file, or a database on the server where tests run on PostgreSQL.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn new() -> Self {
        match std::env::var(POSTGRES) {
            Ok(server) => Self::on_server(&server).await.expect("a database on the server that the variable names"),
            Err(_) => Self::in_file(),
        }
    }

    /// A file in a folder of its own.
    pub fn in_file() -> Self {
        let folder = std::env::temp_dir().join(new_name());
        Self { url: format!("sqlite://{}?mode=rwc", folder.join("shop.db").display()), home: Home::Folder(folder) }
    }

    /// A database of its own on a server of PostgreSQL.
    ///
    /// # Errors
    /// When the server does not answer or makes no database.
    pub async fn on_server(url: &str) -> Result<Self, DbErr> {
        let name = new_name();
        tell_server(url, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await?;
        Ok(Self { url: address_of(url, &name), home: Home::Server { url: url.to_owned(), name } })
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it is a database of PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self.home, Home::Server { .. })
    }
}

impl Drop for EmptyDatabase {
    fn drop(&mut self) {
        match &self.home {
            // What stays behind is only a temporary file.
            Home::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Home::Server { url, name } => {
                let (url, sql) = (url.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
                let dropping = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                    runtime.is_ok_and(|runtime| runtime.block_on(tell_server(&url, &sql)).is_ok())
                });
                // What stays behind goes with the server, which is a test's own.
                let _ = dropping.join();
            }
        }
    }
}

fn new_name() -> String {
    format!("onecart_store_{}", uuid::Uuid::new_v4().simple())
}

/// The address of another database on the same server.
fn address_of(url: &str, name: &str) -> String {
    let (base, options) = url.split_once('?').map_or((url, String::new()), |(base, rest)| (base, format!("?{rest}")));
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base[host..].find('/').map_or(base.len(), |at| host + at);
    format!("{}/{name}{options}", &base[..end])
}

async fn tell_server(url: &str, sql: &str) -> Result<(), DbErr> {
    let connection = Database::connect(url).await?;
    connection.execute_unprepared(sql).await?;
    connection.close().await
}

/// A store that takes its database with it.
#[derive(Debug)]
pub struct Fresh {
    store: Store,
    database: EmptyDatabase,
}

impl Fresh {
    /// The address of the database, to open it a second time.
    pub fn address(&self) -> String {
        self.database.url.clone()
    }

    /// Whether it is a database of PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.database.is_postgres()
    }
}

/// A new database with all tables and no rows.
///
/// # Panics
/// When neither the folder of temporary files nor the server of the variable can be written to.
pub async fn fresh() -> Fresh {
    let database = EmptyDatabase::new().await;
    let store = Store::connect(&database.url).await.expect("a database that is only there for this test");
    Fresh { store, database }
}

impl std::ops::Deref for Fresh {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_is_on_the_same_server() {
        for (server, other) in [
            ("postgres://shop:secret@127.0.0.1:5432/postgres", "postgres://shop:secret@127.0.0.1:5432/x"),
            ("postgres://shop@localhost", "postgres://shop@localhost/x"),
            ("postgres:///postgres?host=/run/postgresql", "postgres:///x?host=/run/postgresql"),
        ] {
            assert_eq!(address_of(server, "x"), other);
        }
    }
}
