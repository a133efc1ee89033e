//! Copies `public/` into the site, touching only what changed.

use std::{fs, path::Path};

use crate::{outcome::Result, tools::is_newer};

/// Makes `to` hold what `from` holds, leaving alone the names in `keep` and compressed twins (`.br`).
///
/// # Errors
/// When a file cannot be read, written or removed.
pub fn mirror(from: &Path, to: &Path, keep: &[&str]) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            mirror(&source, &copy, &[])?;
        } else if !is_copy(&source, &copy)? {
            fs::copy(&source, &copy)?;
        }
    }
    remove_what_is_gone(from, to, keep)
}

/// Writes `content` unless the file says the same already.
///
/// # Errors
/// When the file cannot be written.
pub fn write_if_changed(file: &Path, content: &[u8]) -> Result {
    if fs::read(file).is_ok_and(|written| written == content) {
        return Ok(());
    }
    Ok(fs::write(file, content)?)
}

fn is_copy(source: &Path, copy: &Path) -> Result<bool> {
    Ok(is_newer(copy, source) && copy.metadata()?.len() == source.metadata()?.len())
}

fn remove_what_is_gone(from: &Path, to: &Path, keep: &[&str]) -> Result {
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let original = name.strip_suffix(".br").unwrap_or(&name);
        if keep.contains(&original) || from.join(original).exists() || from.join(&*name).exists() {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{env, process};

    use super::*;

    #[test]
    fn the_site_follows_public_and_keeps_the_package() {
        let base = env::temp_dir().join(format!("onecart-mirror-{}", process::id()));
        let (from, to) = (base.join("public"), base.join("site"));
        for folder in [from.join("logos"), to.join("pkg"), to.join("old")] {
            fs::create_dir_all(folder).expect("the temporary folder can be written");
        }
        fs::write(from.join("logos/a.svg"), "<svg/>").expect("written");
        fs::write(to.join("gone.txt"), "").expect("written");
        mirror(&from, &to, &["pkg"]).expect("both folders are there");
        assert_eq!(fs::read_to_string(to.join("logos/a.svg")).ok().as_deref(), Some("<svg/>"));
        assert!(to.join("pkg").exists() && !to.join("gone.txt").exists() && !to.join("old").exists());
        fs::remove_dir_all(base).expect("ours to remove");
    }
}
