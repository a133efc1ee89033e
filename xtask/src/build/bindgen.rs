//! The JavaScript around the browser part, made by the `wasm-bindgen` library.

use std::{fs, path::Path};

use wasm_bindgen_cli_support::Bindgen;

use crate::{
    outcome::Result,
    tools::is_newer,
    workspace::{OUTPUT_NAME, Profile},
};

/// Writes `onecart.js` and `onecart.wasm` into `package`, unless they are newer than `wasm`.
///
/// # Errors
/// When the WASM was made with another version of `wasm-bindgen`, or the files cannot be written.
pub fn bind(wasm: &Path, package: &Path, profile: Profile) -> Result {
    let bound = package.join(format!("{OUTPUT_NAME}.wasm"));
    if is_newer(&bound, wasm) {
        return Ok(());
    }
    let release = profile == Profile::Release;
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(release)
        .remove_producers_section(release)
        .out_name(OUTPUT_NAME)
        .generate(package)?;
    // the page asks for onecart.wasm, the name that leptos builds from LEPTOS_OUTPUT_NAME
    fs::rename(package.join(format!("{OUTPUT_NAME}_bg.wasm")), &bound)?;
    Ok(())
}
