//! How many, on a product's page: the buttons beside a plain number field.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::islands::browser::{all, closest};

const FIELD: &str = ".add-to-cart .quantity input";

/// Draws nothing. Stands beside the field that the server drew.
#[island]
pub fn QuantityField() -> impl IntoView {
    Effect::new(|_| {
        window_event_listener(ev::click, |event| {
            let by =
                closest(&event, ".add-to-cart .quantity [data-step]").and_then(|button| number(&button, "data-step"));
            if let Some(by) = by {
                change(by);
            }
        });
        window_event_listener(ev::change, |event| {
            if closest(&event, FIELD).is_some() {
                change(0);
            }
        });
    });
}

/// Puts the field up or down, and into what is allowed.
fn change(by: i32) {
    let Some(field) = all(FIELD).pop().and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return };
    let most = number(&field, "max").unwrap_or(1);
    let count = (field.value().trim().parse::<i32>().unwrap_or(1).saturating_add(by)).clamp(1, most);
    field.set_value(&count.to_string());
    for button in all(".add-to-cart .quantity [data-step]") {
        let beyond = count + number(&button, "data-step").unwrap_or(0);
        button.toggle_attribute_with_force("disabled", beyond < 1 || beyond > most).ok();
    }
}

fn number(element: &Element, attribute: &str) -> Option<i32> {
    element.get_attribute(attribute)?.parse().ok()
}
