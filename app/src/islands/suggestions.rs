//! Suggestions under a search box: asked for while somebody types, chosen with arrow keys or the pointer.
//!
//! The box is a combobox as WAI-ARIA describes it: the focus stays in the field, `aria-activedescendant` names the
//! suggestion that Enter would open.

use std::time::Duration;

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::islands::browser::{all, closest, page};

const FIELD: &str = ".search-box input";

/// How long nobody types before suggestions are asked for.
const PAUSE: Duration = Duration::from_millis(120);

/// The fewest letters that are asked for.
const FEWEST_LETTERS: usize = 2;

/// Makes every search box of the page suggest.
pub fn wake() {
    for field in all(FIELD) {
        let list = list_of(&field).map(|list| list.id()).unwrap_or_default();
        let states =
            [("role", "combobox"), ("aria-autocomplete", "list"), ("aria-expanded", "false"), ("aria-controls", &list)];
        for (name, value) in states {
            field.set_attribute(name, value).ok();
        }
    }
    let turn = StoredValue::new(0_u32);
    window_event_listener(ev::input, move |event| {
        if let Some(field) = field_of(&event) {
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            set_timeout(
                move || {
                    if turn.try_get_value() == Some(mine) {
                        spawn_local(suggest(field, mine, turn));
                    }
                },
                PAUSE,
            );
        }
    });
    window_event_listener(ev::keydown, move |event| {
        if let Some(field) = field_of(&event) {
            press(&event, &field, turn);
        }
    });
    window_event_listener(ev::focusout, |event| {
        if let Some(field) = field_of(&event) {
            close(&field);
        }
    });
    // The field keeps the focus while a suggestion is pressed.
    window_event_listener(ev::mousedown, |event| {
        if closest(&event, ".suggestions").is_some() {
            event.prevent_default();
        }
    });
}

fn field_of(event: &web_sys::Event) -> Option<HtmlInputElement> {
    closest(event, FIELD)?.dyn_into().ok()
}

fn list_of(field: &Element) -> Option<Element> {
    field.closest(".search-box").ok()??.query_selector("[role=listbox]").ok()?
}

/// Asks for what fits the text of the field, and shows it unless something else was typed since.
async fn suggest(field: HtmlInputElement, mine: u32, turn: StoredValue<u32>) {
    let text = field.value();
    let text = text.trim();
    if text.chars().count() < FEWEST_LETTERS {
        close(&field);
        return;
    }
    let answer = page(&format!("/api/suggest?q={}", domain::search::percent_encoded(text))).await;
    if turn.try_get_value() != Some(mine) {
        return;
    }
    let found = answer.and_then(|answer| answer.query_selector("[data-said]").ok()?);
    let focused = document().active_element().is_some_and(|focused| focused == **field);
    match (found, list_of(&field)) {
        (Some(found), Some(list)) if focused => {
            list.set_inner_html(&found.inner_html());
            list.remove_attribute("hidden").ok();
            field.remove_attribute("aria-activedescendant").ok();
            field.set_attribute("aria-expanded", "true").ok();
            say(&field, &found.get_attribute("data-said").unwrap_or_default());
        }
        _ => close(&field),
    }
}

fn close(field: &HtmlInputElement) {
    if let Some(list) = list_of(field) {
        list.set_attribute("hidden", "").ok();
        list.set_inner_html("");
    }
    field.set_attribute("aria-expanded", "false").ok();
    field.remove_attribute("aria-activedescendant").ok();
    say(field, "");
}

/// Tells those who do not see the list how long it is.
fn say(field: &HtmlInputElement, text: &str) {
    let place = list_of(field).and_then(|list| list.next_element_sibling());
    if let Some(place) = place {
        place.set_text_content(Some(text));
    }
}

fn press(event: &KeyboardEvent, field: &HtmlInputElement, turn: StoredValue<u32>) {
    let open = list_of(field).is_some_and(|list| !list.has_attribute("hidden"));
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !open => {
            event.prevent_default();
            turn.update_value(|turn| *turn += 1);
            spawn_local(suggest(field.clone(), turn.get_value(), turn));
        }
        "ArrowDown" => step(event, field, 1),
        "ArrowUp" => step(event, field, -1),
        "Escape" if open => {
            event.prevent_default();
            close(field);
        }
        "Enter" if open => {
            if let Some(chosen) = chosen(field) {
                event.prevent_default();
                chosen.click();
            }
        }
        _ => {}
    }
}

/// The suggestion that Enter would open.
fn chosen(field: &HtmlInputElement) -> Option<HtmlElement> {
    document().get_element_by_id(&field.get_attribute("aria-activedescendant")?)?.dyn_into().ok()
}

/// Goes on to the next suggestion, or the one before; before the first and after the last lies the field itself.
fn step(event: &KeyboardEvent, field: &HtmlInputElement, by: isize) {
    event.prevent_default();
    let options = all(".suggestions:not([hidden]) [role=option]");
    let places = isize::try_from(options.len()).unwrap_or(0) + 1;
    let before = options.iter().position(|option| option.get_attribute("aria-selected").as_deref() == Some("true"));
    let before = before.and_then(|place| isize::try_from(place).ok()).map_or(0, |place| place + 1);
    let next = (before + by).rem_euclid(places);
    field.remove_attribute("aria-activedescendant").ok();
    for (place, option) in (1..).zip(&options) {
        option.set_attribute("aria-selected", if place == next { "true" } else { "false" }).ok();
        if place == next {
            field.set_attribute("aria-activedescendant", &option.id()).ok();
            option.scroll_into_view_with_bool(false);
        }
    }
}
