//! The package under a name of its own: a folder named after what it holds.
//!
//! Browsers keep such files for ever, and a page only ever gets script, WASM and style of one build.

use std::{
    collections::BTreeSet,
    fs,
    hash::{DefaultHasher, Hasher},
    path::Path,
};

use crate::outcome::Result;

/// Names the folder in force; the server reads it when it starts.
const VERSION: &str = "version";

/// Copies `package` to a folder below `to`, and says in `to/version` which it is. The folder before stays, for pages
/// that are still open; older ones go.
///
/// # Errors
/// When a file cannot be read, written or removed.
pub fn publish(package: &Path, to: &Path) -> Result {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(package)? {
        files.insert(entry?.file_name());
    }
    let mut hasher = DefaultHasher::new();
    for name in &files {
        hasher.write(name.as_encoded_bytes());
        hasher.write(&fs::read(package.join(name))?);
    }
    let version = format!("{:016x}", hasher.finish());
    let before = fs::read_to_string(to.join(VERSION)).unwrap_or_default();
    if before == version {
        return Ok(());
    }
    let folder = to.join(&version);
    fs::create_dir_all(&folder)?;
    for name in &files {
        fs::copy(package.join(name), folder.join(name))?;
    }
    fs::write(to.join(VERSION), &version)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() && *name != *version && *name != *before {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{env, process};

    use super::*;

    #[test]
    fn a_change_gets_a_folder_of_its_own_and_the_one_before_stays() {
        let base = env::temp_dir().join(format!("onecart-publish-{}", process::id()));
        let (package, site) = (base.join("package"), base.join("pkg"));
        fs::create_dir_all(&package).expect("the temporary folder can be written");
        let mut versions = Vec::new();
        for content in ["one", "one", "two", "three"] {
            fs::write(package.join("onecart.js"), content).expect("written");
            publish(&package, &site).expect("both folders can be written");
            let version = fs::read_to_string(site.join(VERSION)).expect("published");
            assert_eq!(fs::read_to_string(site.join(&version).join("onecart.js")).ok().as_deref(), Some(content));
            versions.push(version);
        }
        assert_eq!(versions[0], versions[1]);
        assert!(site.join(&versions[2]).exists() && !site.join(&versions[0]).exists());
        fs::remove_dir_all(base).expect("ours to remove");
    }
}
