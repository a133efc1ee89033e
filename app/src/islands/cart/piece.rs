//! Where the browser part is cut: what shows the cart comes with the first call. Uncut, it is there from the start.

use leptos::wasm_split::SplitLoaderError;

use crate::islands::cart::contents::{self, Act};

/// Does something with what shows the cart.
///
/// # Errors
/// When the piece could not be loaded.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(cart, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub fn perform(act: Act) -> Result<(), SplitLoaderError> {
    contents::perform(act);
    Ok(())
}

/// Does something with what shows the cart.
///
/// # Errors
/// Never: nothing has to be loaded.
#[cfg(not(feature = "split"))]
pub async fn perform(act: Act) -> Result<(), SplitLoaderError> {
    contents::perform(act);
    Ok(())
}

#[cfg(not(feature = "split"))]
async fn load() -> Result<(), SplitLoaderError> {
    Ok(())
}

/// Loads the piece, as it will be needed soon. If it does not come, the next call asks for it again.
pub async fn expect() {
    load().await.ok();
}
