//! Columns that hold sealed texts: where they are, and how their text is taken and put back while a master key is replaced.

use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction,
    sql::{rows, run, values},
};

/// A column whose texts are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedColumn {
    /// Its table.
    pub table: &'static str,
    /// What names its rows: one column of text that is unique.
    pub row: &'static str,
    /// The column.
    pub column: &'static str,
}

/// Every column whose texts are sealed. Another one gets a line here, or its texts are lost when a master key is.
pub const COLUMNS: &[SealedColumn] = &[
    SealedColumn { table: "marketplace", row: "id", column: "api_key_sealed" },
    SealedColumn { table: "saved_payment_method", row: "id", column: "token" },
    SealedColumn { table: "totp", row: "user_id", column: "secret" },
    SealedColumn { table: "phone_code", row: "id", column: "message" },
    SealedColumn { table: "ceremony", row: "id", column: "state" },
    SealedColumn { table: "message", row: "key", column: "text" },
    SealedColumn { table: "message", row: "key", column: "html" },
];

/// The next rows after `after` that hold a sealed text: row and text, in the order of the rows. Some columns also hold
/// texts that are no secrets.
pub async fn next(
    db: &impl ConnectionTrait,
    column: SealedColumn,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, String)>, StoreError> {
    let SealedColumn { table, row, column } = column;
    let sql = format!(
        "SELECT {row}, {column} FROM {table} WHERE {column} LIKE 'x1.%' AND {row} > $1 ORDER BY {row} LIMIT $2"
    );
    let read = |row: sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows(db, &sql, values![after, i64::from(limit)]).await?.into_iter().map(read).collect()
}

/// Puts another text in the place of one; says whether that one still stood there.
pub async fn replace(
    tx: &Transaction,
    column: SealedColumn,
    id: &str,
    former: &str,
    text: &str,
) -> Result<bool, StoreError> {
    let SealedColumn { table, row, column } = column;
    let sql = format!("UPDATE {table} SET {column} = $3 WHERE {row} = $1 AND {column} = $2");
    Ok(run(tx, &sql, values![id, former, text]).await? == 1)
}
