//! Everything of a person in one file, for people and for programs.

use domain::time::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use store::privacy::{self, Exported, Person};

use crate::{
    ServiceError, Shop,
    accounts::{Recent, Signed},
    now,
};

/// Everything that is kept of a person.
#[derive(Clone, Debug)]
pub struct Export {
    /// When it was read.
    pub at: Timestamp,
    tables: Vec<Exported>,
}

#[derive(Serialize)]
struct Document {
    shop: &'static str,
    exported_at: String,
    data: Map<String, Value>,
}

impl Shop {
    /// Reads everything that is kept of somebody who just showed who they are.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn export(&self, recent: &Recent) -> Result<Export, ServiceError> {
        let Signed { account, visitor, .. } = recent.signed().clone();
        let tables = privacy::export(self.store.reader(), &Person { account, visitor }).await?;
        Ok(Export { at: now(), tables })
    }
}

impl Export {
    /// As one JSON document: tables by name, each a list of rows.
    pub fn json(&self) -> String {
        let rows = |table: &Exported| Value::from(table.rows.iter().cloned().map(Value::from).collect::<Vec<_>>());
        let data = self.tables.iter().map(|table| (table.table.to_owned(), rows(table))).collect();
        let document = Document { shop: "Onecart", exported_at: self.at.rfc3339(), data };
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    /// As CSV (RFC 4180): one line per value, with its table, the number of its row, and its column. Nothing in it is taken
    /// for a formula by a spreadsheet.
    pub fn csv(&self) -> String {
        let mut lines = vec!["table,row,column,value".to_owned()];
        for table in &self.tables {
            for (number, row) in table.rows.iter().enumerate() {
                for (column, value) in row {
                    let text = match value {
                        Value::Null => continue,
                        Value::String(text) => text.clone(),
                        document => document.to_string(),
                    };
                    lines.push(format!("{},{},{column},{}", table.table, number + 1, cell(&text)));
                }
            }
        }
        lines.push(String::new());
        lines.join("\r\n")
    }
}

/// A text as a cell: quoted, and with an apostrophe before what a spreadsheet would reckon with.
fn cell(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", safe.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reckons_with_nothing_that_somebody_typed() {
        for formula in ["=1+1", "+351 21", "-2", "@SUM(A1)", "\t=1", " =cmd|'/c calc'!A1"] {
            assert!(cell(formula).starts_with("\"'"), "{formula:?}");
        }
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }

    #[test]
    fn both_files_hold_every_value() {
        let mut row = Map::new();
        row.insert("street".to_owned(), Value::from("=Rua"));
        row.insert("details".to_owned(), serde_json::json!({ "name": "Amira" }));
        let export = Export { at: Timestamp(0), tables: vec![Exported { table: "address", rows: vec![row] }] };
        let back: Value = serde_json::from_str(&export.json()).unwrap();
        assert_eq!(back["data"]["address"][0]["details"]["name"], "Amira");
        assert!(export.csv().contains("address,1,street,\"'=Rua\"\r\n"), "{}", export.csv());
        assert!(export.csv().contains(r#"address,1,details,"{""name"":""Amira""}""#));
    }
}
