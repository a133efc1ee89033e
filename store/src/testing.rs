//! A fresh database for a test: a file in a folder of its own, gone with the test.

use std::path::PathBuf;

use crate::Store;

/// A store that takes its folder with it.
#[derive(Debug)]
pub struct Fresh {
    store: Store,
    folder: PathBuf,
}

impl Fresh {
    /// The address of the database, to open it a second time.
    pub fn address(&self) -> String {
        format!("sqlite://{}", self.folder.join("shop.db").display())
    }
}

/// A new database with all tables and no rows.
///
/// # Panics
/// When the folder of temporary files cannot be written to.
pub async fn fresh() -> Fresh {
    let folder = std::env::temp_dir().join(format!("onecart-store-{}", uuid::Uuid::new_v4().simple()));
    let url = format!("sqlite://{}", folder.join("shop.db").display());
    let store = Store::connect(&url).await.expect("a database in the folder of temporary files");
    Fresh { store, folder }
}

impl std::ops::Deref for Fresh {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // What stays behind is only a temporary file.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
