//! Reads what people judged: comma-separated files with a header, in `proofs/find/data` or wherever `--data` says.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::{Problem, Size};

/// Where the files of this repository lie, seen from the root of the checkout.
const FOLDER: &str = "proofs/find/data";

/// The file that `--data` names, else the repository's own.
pub fn file(size: &Size, own: &str) -> PathBuf {
    size.data.clone().unwrap_or_else(|| Path::new(FOLDER).join(own))
}

/// A file that belongs to another one, such as the goods to their questions: beside it, else the repository's own.
pub fn beside(main: &Path, name: &str) -> PathBuf {
    let beside = main.with_file_name(name);
    if beside.exists() { beside } else { Path::new(FOLDER).join(name) }
}

/// Every row of a file; columns are found by their names.
///
/// # Errors
/// When the file cannot be read, or a row does not have the columns.
pub fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Problem> {
    let mut reader =
        csv::Reader::from_path(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let rows: Result<Vec<T>, csv::Error> = reader.deserialize().collect();
    rows.map_err(|error| format!("{}: {error}", path.display()).into())
}
