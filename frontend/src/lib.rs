//! The browser's entry: wakes the islands of a page, nothing else.

// The islands are called by name from the page, so they must be part of this crate.
#[allow(unused_imports)]
use app::islands::*;

/// Called once by the page.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
