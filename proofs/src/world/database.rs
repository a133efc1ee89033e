//! The shop's database as an auditor sees it: read beside the running shop, by plain questions.

use std::path::Path;

use domain::ids::ProductRef;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connect, DatabaseConnection, DbBackend, QueryResult, Statement,
};

use crate::{Database, Problem};

/// Where a proof's database is.
pub struct Place {
    /// Its address.
    pub url: String,
    /// The server it lies on, and its name there, where it is not a file.
    on_server: Option<(String, String)>,
}

impl Place {
    /// A new, empty database.
    ///
    /// # Errors
    /// When there is no server to make it on.
    pub async fn make(kind: Database, folder: &Path, number: u32) -> Result<Self, Problem> {
        if kind == Database::Sqlite {
            let url = format!("sqlite://{}?mode=rwc", folder.join("onecart.db").display());
            return Ok(Self { url, on_server: None });
        }
        let server = std::env::var("ONECART_POSTGRES_URL").map_err(|_| "ONECART_POSTGRES_URL names no server")?;
        let name = format!("proof_{}_{number}", std::process::id());
        let connection = Connect::connect(server.as_str()).await?;
        connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        connection.close().await?;
        let (address, _) = server.rsplit_once('/').ok_or("the address of PostgreSQL names no database")?;
        Ok(Self { url: format!("{address}/{name}"), on_server: Some((server, name)) })
    }

    /// Throws the database away; a file goes with its folder.
    pub async fn remove(&self) {
        let Some((server, name)) = &self.on_server else { return };
        if let Ok(connection) = Connect::connect(server.as_str()).await {
            // What stays behind lies on a server that is thrown away as well.
            let _ = connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            let _ = connection.close().await;
        }
    }
}

/// A connection to the shop's database.
pub struct Books {
    url: String,
    connection: Option<DatabaseConnection>,
}

impl Books {
    /// No connection yet: the shop makes the database first.
    pub fn closed(place: &Place) -> Self {
        Self { url: place.url.clone(), connection: None }
    }

    /// Connects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open(&mut self) -> Result<(), Problem> {
        let mut options = ConnectOptions::new(&self.url);
        options.max_connections(2).sqlx_logging(false);
        options.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(std::time::Duration::from_secs(30)));
        self.connection = Some(Connect::connect(options).await?);
        Ok(())
    }

    /// Lets go of the database.
    pub async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            // There is nothing to lose: the auditor writes nothing that must stay.
            let _ = connection.close().await;
        }
    }

    /// The connection.
    ///
    /// # Errors
    /// When it has not been opened.
    pub fn connection(&self) -> Result<&DatabaseConnection, Problem> {
        self.connection.as_ref().ok_or_else(|| "the database was not opened".into())
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// When the database does not answer it.
    pub async fn rows(&self, question: &str) -> Result<Vec<QueryResult>, Problem> {
        let connection = self.connection()?;
        let statement = Statement::from_string(connection.get_database_backend(), question);
        Ok(connection.query_all_raw(statement).await?)
    }

    /// The one number that answers a question.
    ///
    /// # Errors
    /// When the database does not answer it with a number.
    pub async fn number(&self, question: &str) -> Result<i64, Problem> {
        let rows = self.rows(question).await?;
        let row = rows.first().ok_or("no row")?;
        Ok(row.try_get_by_index(0)?)
    }

    /// Changes rows of one table (`UPDATE table SET …`) as the passing of time or an operator's hand would.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(&self, update: &str) -> Result<(), Problem> {
        let connection = self.connection()?;
        let table = update.split_whitespace().nth(1).ok_or("no table")?;
        // The shop writes rows in its own order: whoever takes single ones beside it would stop both.
        let alone = match connection.get_database_backend() {
            DbBackend::Postgres => {
                format!("BEGIN; LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE; {update}; COMMIT")
            }
            _ => update.to_owned(),
        };
        connection.execute_unprepared(&alone).await?;
        Ok(())
    }

    /// Everything in one variant that marketplaces with orders and the house sell.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn goods(&self) -> Result<Vec<ProductRef>, Problem> {
        let question = "SELECT marketplace, external_id, document FROM product WHERE available \
                        ORDER BY marketplace, external_id";
        let mut goods = Vec::new();
        for row in self.rows(question).await? {
            let (marketplace, id): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let document: serde_json::Value = serde_json::from_str(&row.try_get_by_index::<String>(2)?)?;
            let one_variant = document["variants"].as_array().is_some_and(|variants| variants.len() == 1);
            if one_variant && (super::MARKETPLACES.contains(&marketplace.as_str()) || marketplace == super::HOUSE) {
                goods.push(format!("{marketplace}:{id}").parse().map_err(|_| "an unreadable product")?);
            }
        }
        Ok(goods)
    }

    /// Fills the house's shelves with so many of everything.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn stock_the_house(&self, each: u64) -> Result<(), Problem> {
        self.run(&format!("UPDATE house_stock SET on_hand = reserved + {each}")).await
    }
}
