//! The order of the offers on a product's page: a question in the address, answered in place once the page is awake.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::islands::browser::{all, closest, in_transition};

/// Draws nothing. Stands beside the choice that the server drew.
#[island]
pub fn OfferOrder() -> impl IntoView {
    Effect::new(|_| {
        window_event_listener(ev::change, |event| {
            let field = closest(&event, ".orders input[name=by]");
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                reorder(field.value());
            }
        });
    });
}

/// Puts the rows into another order. Each carries its place in every order as `data-<word>`.
fn reorder(word: String) {
    in_transition(move || {
        let mut rows = all("#offers .offer-row");
        let place =
            |row: &Element| row.get_attribute(&format!("data-{word}")).and_then(|place| place.parse::<u32>().ok());
        rows.sort_by_key(|row| place(row).unwrap_or(u32::MAX));
        for row in rows {
            if let Some(list) = row.parent_node() {
                list.append_child(&row).ok();
            }
        }
    });
}
