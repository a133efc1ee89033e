//! People of another shop, from a CSV file with hashes that bcrypt made.

use std::path::PathBuf;

use serde_json::json;
use services::import::import_users;
use store::Store;

use super::Form;
use crate::start::StartError;

/// Opens accounts for the people of a CSV file
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The file; its first line names the columns `email` and `password_hash`, and where they are known `username`,
    /// `first_name`, `last_name`, `language` and `email_verified`
    file: PathBuf,
    #[command(flatten)]
    form: Form,
}

/// Prints what became of every line that became no account; says whether there was none.
pub(super) async fn run(store: &Store, options: &Options) -> Result<bool, StartError> {
    let text = std::fs::read(&options.file).map_err(|error| format!("{}: {error}", options.file.display()))?;
    let outcome = import_users(store, &text).await?;
    if options.form.json {
        let refused: Vec<_> =
            outcome.refused.iter().map(|refused| json!({ "line": refused.line, "why": refused.why })).collect();
        println!("{}", json!({ "opened": outcome.opened, "known": outcome.known, "refused": refused }));
    } else {
        for refused in &outcome.refused {
            println!("line {}: {}", refused.line, refused.why);
        }
        let (opened, known, refused) = (outcome.opened, outcome.known, outcome.refused.len());
        println!("{opened} accounts were opened, {known} were there before, {refused} lines became none.");
    }
    Ok(outcome.refused.is_empty())
}
