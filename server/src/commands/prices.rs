//! Prices that were recorded elsewhere, from a CSV file.

use std::path::PathBuf;

use serde_json::json;
use services::prices::import_prices;
use store::Store;

use super::Form;
use crate::start::StartError;

/// Takes in prices that were recorded elsewhere
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The file; its first line names the columns `marketplace`, `external_id`, `day`, `price`, `currency` and `list_price`;
    /// each line after it is the price of one offer on one day, such as 2026-11-21
    file: PathBuf,
    #[command(flatten)]
    form: Form,
}

/// Prints how many changes of prices were taken in.
pub(super) async fn run(store: &Store, options: &Options) -> Result<bool, StartError> {
    let text = std::fs::read(&options.file).map_err(|error| format!("{}: {error}", options.file.display()))?;
    let changes = import_prices(store, &text).await?;
    if options.form.json {
        println!("{}", json!({ "changes": changes }));
    } else {
        println!("{changes} changes of prices were taken in.");
    }
    Ok(true)
}
