//! The order of the offers on a product's page: a question in the address, answered in place once the page is awake.

use leptos::{ev, prelude::*};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlInputElement};

use crate::islands::browser::all;

/// One order: its word in the address, its text, whether it is the present one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrderChoice {
    /// The word; rows carry their place in this order as `data-<word>`.
    pub word: String,
    /// The text.
    pub text: String,
    /// Whether rows are in this order now.
    pub chosen: bool,
}

/// The orders to choose from.
#[island]
pub fn OfferOrder(
    /// Order the offers by.
    legend: String,
    /// The orders.
    choices: Vec<OrderChoice>,
) -> impl IntoView {
    let choose = move |event: ev::Event| {
        if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            reorder(field.value());
        }
    };
    let choices: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            view! { <label><input type="radio" name="by" value=choice.word checked=choice.chosen/>{choice.text}</label> }
        })
        .collect();
    view! {
        <fieldset class="segmented small" on:change=choose>
            <legend class="hidden">{legend}</legend>
            {choices}
        </fieldset>
    }
}

/// Puts the rows into another order; they travel there where the browser can show it.
fn reorder(word: String) {
    let work = Closure::once_into_js(move || {
        let mut rows = all("#offers .offer-row");
        let place =
            |row: &Element| row.get_attribute(&format!("data-{word}")).and_then(|place| place.parse::<i64>().ok());
        rows.sort_by_key(|row| place(row).unwrap_or(i64::MAX));
        for row in rows {
            if let Some(list) = row.parent_node() {
                list.append_child(&row).ok();
            }
        }
    });
    let document = document();
    let start = js_sys::Reflect::get(&document, &JsValue::from_str("startViewTransition")).ok();
    match start.and_then(|start| start.dyn_into::<js_sys::Function>().ok()) {
        Some(start) => {
            start.call1(&document, &work).ok();
        }
        None => {
            work.unchecked_into::<js_sys::Function>().call0(&JsValue::NULL).ok();
        }
    }
}
