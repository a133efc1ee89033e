//! What must hold of the books, asked of the database itself.

use serde_json::json;
use store::{Store, audit};

use super::Form;
use crate::start::StartError;

/// Prints what does not hold; says whether everything does.
pub(super) async fn run(store: &Store, form: Form) -> Result<bool, StartError> {
    let broken = audit::invariants(store.reader()).await?;
    let asked = audit::questions().count();
    if form.json {
        let broken: Vec<_> = broken.iter().map(|(name, rows)| json!({ "name": name, "rows": rows })).collect();
        println!("{}", json!({ "asked": asked, "broken": broken }));
        return Ok(broken.is_empty());
    }
    for (name, rows) in &broken {
        println!("broken in {rows} rows: {name}");
    }
    println!("{} of {asked} invariants hold.", asked - broken.len());
    Ok(broken.is_empty())
}
