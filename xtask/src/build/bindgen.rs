//! The JavaScript around the browser part, made by the `wasm-bindgen` library.

use std::{fs, path::Path};

use wasm_bindgen_cli_support::Bindgen;

use super::pieces;
use crate::{
    outcome::Result,
    tools::is_newer,
    workspace::{OUTPUT_NAME, Profile},
};

/// Writes `onecart.js` and `onecart.wasm` into `package`, for release also the pieces that are loaded when needed,
/// unless they are newer than `wasm`.
///
/// # Errors
/// When the WASM was made with another version of `wasm-bindgen`, or the files cannot be written.
pub fn bind(wasm: &Path, package: &Path, profile: Profile) -> Result {
    let bound = package.join(format!("{OUTPUT_NAME}.wasm"));
    if is_newer(&bound, wasm) {
        return Ok(());
    }
    let release = profile == Profile::Release;
    let input = if release { pieces::split(wasm, package)? } else { wasm.to_path_buf() };
    Bindgen::new()
        .input_path(input)
        .web(true)?
        .typescript(false)
        // the pieces find what they share with the main part by its name
        .keep_lld_exports(release)
        .demangle(!release)
        .remove_name_section(release)
        .remove_producers_section(release)
        .out_name(OUTPUT_NAME)
        .generate(package)?;
    // the page asks for onecart.wasm, the name that leptos builds from LEPTOS_OUTPUT_NAME
    fs::rename(package.join(format!("{OUTPUT_NAME}_bg.wasm")), &bound)?;
    Ok(())
}
