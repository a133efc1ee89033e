//! The search box once the page is awake: `/` jumps to it, and it suggests while somebody types.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::islands::{browser::closest, suggestions};

/// The key, shown in the search box once it works.
#[island]
pub fn SearchKey() -> impl IntoView {
    let awake = RwSignal::new(false);
    Effect::new(move |_| {
        awake.set(true);
        suggestions::wake();
        window_event_listener(ev::keydown, |event| {
            let typing = closest(&event, "input, select, textarea, [contenteditable], dialog").is_some();
            if event.key() != "/" || typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            if let Some(field) =
                document().get_element_by_id("q").and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok())
            {
                event.prevent_default();
                field.focus().ok();
                field.select();
            }
        });
    });
    view! { <kbd aria-hidden="true" class:waiting=move || !awake.get()>"/"</kbd> }
}
