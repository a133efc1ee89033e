//! Where the script, the WASM and the style of this build are.

use std::{fs, path::Path};

use leptos::config::LeptosOptions;

/// The folder of the package below the site. A published one has a folder named after its content, so that browsers
/// may keep it for ever and no page mixes two builds; the build says which in `version`.
pub fn folder(options: &LeptosOptions) -> String {
    let plain = &options.site_pkg_dir;
    let version = fs::read_to_string(Path::new(&*options.site_root).join(&**plain).join("version")).unwrap_or_default();
    match version.trim() {
        "" => plain.to_string(),
        version => format!("{plain}/{version}"),
    }
}

/// Whether what lies under this path never changes.
pub fn is_fixed(path: &str) -> bool {
    let named =
        |path: &str| path.split_once('/').is_some_and(|(version, file)| !version.is_empty() && !file.is_empty());
    path.strip_prefix("/pkg/").is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_named_after_its_content_is_kept_for_ever() {
        assert!(is_fixed("/pkg/94a2a9b54d174c0b/onecart.wasm"));
        for path in ["/pkg/onecart.wasm", "/pkg/version", "/pkg/", "/pkg//onecart.js", "/", "/pkg/94a2a9b54d174c0b/"] {
            assert!(!is_fixed(path), "{path}");
        }
    }
}
