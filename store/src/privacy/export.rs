//! Everything that is kept of a person, table by table.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Map, Value};

use super::Person;
use crate::{StoreError, data_map::TABLES, sql::rows};

/// One table of an export: its name, and each row with its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// The table.
    pub table: &'static str,
    /// Its rows that are this person's.
    pub rows: Vec<Map<String, Value>>,
}

/// Reads everything of a person that the data map exports; tables without a row of theirs are there too, and empty.
pub async fn export(db: &impl ConnectionTrait, person: &Person) -> Result<Vec<Exported>, StoreError> {
    let mut exported = Vec::new();
    for table in TABLES {
        let Some(whose) = table.whose else { continue };
        let columns = table.exported();
        if columns.is_empty() {
            continue;
        }
        let wanted: Vec<String> = columns.iter().map(|column| as_text(db.get_database_backend(), column)).collect();
        let text = format!("SELECT {} FROM \"{}\" WHERE {whose} ORDER BY 1", wanted.join(", "), table.name);
        let (sql, values) = person.statement(&text, None);
        let mut found = Vec::new();
        for row in rows(db, &sql, values).await? {
            let mut record = Map::new();
            for (place, column) in columns.iter().enumerate() {
                let text: Option<String> = row.try_get_by_index(place)?;
                record.insert((*column).to_owned(), text.map_or(Value::Null, |text| readable(column, text)));
            }
            found.push(record);
        }
        exported.push(Exported { table: table.name, rows: found });
    }
    Ok(exported)
}

/// The expression that reads a column as text; a picture as hexadecimal digits.
fn as_text(backend: DbBackend, column: &str) -> String {
    match (column, backend) {
        ("bytes", DbBackend::Postgres) => "encode(bytes, 'hex')".to_owned(),
        ("bytes", _) => "hex(bytes)".to_owned(),
        _ => format!("CAST(\"{column}\" AS TEXT)"),
    }
}

/// A column's text as people and programs read it: moments as dates, documents as documents, all else as text.
fn readable(column: &str, text: String) -> Value {
    let is_moment = column == "at" || column.ends_with("_at") || matches!(column, "date_joined" | "last_login");
    if is_moment && let Ok(moment) = text.parse() {
        return Value::from(Timestamp(moment).rfc3339());
    }
    if text.starts_with(['{', '['])
        && let Ok(document) = serde_json::from_str(&text)
    {
        return document;
    }
    Value::from(text)
}
