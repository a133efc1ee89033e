//! A product's pictures: a strip that scrolls by itself; once awake the small ones lead to each without a new address,
//! and arrow keys step through it.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::islands::browser::{all, closest, listen};

/// Draws nothing. Stands inside the gallery that the server drew.
#[island]
pub fn Gallery() -> impl IntoView {
    Effect::new(|_| {
        if let Some(frames) = all(".gallery .frames").pop() {
            awake(&frames);
        }
    });
}

fn awake(frames: &Element) {
    let count = frames.children().length();
    let current = Rc::new(Cell::new(0));
    let go = {
        let (frames, current) = (frames.clone(), current.clone());
        move |place: u32| {
            let place = place.min(count.saturating_sub(1));
            mark(&current, place);
            scroll_to(&frames, place);
        }
    };
    for (place, thumb) in (0..).zip(all(".gallery .thumbs a")) {
        let go = go.clone();
        listen(&thumb, "click", move |event| {
            event.prevent_default();
            go(place);
        });
    }
    let present = current.clone();
    listen(frames, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        let turned =
            closest(&event, "[dir]").and_then(|root| root.get_attribute("dir")).is_some_and(|dir| dir == "rtl");
        match (key.as_str(), turned) {
            ("ArrowRight", false) | ("ArrowLeft", true) => go(present.get() + 1),
            ("ArrowLeft", false) | ("ArrowRight", true) => go(present.get().saturating_sub(1)),
            _ => return,
        }
        event.prevent_default();
    });
    let strip = frames.clone();
    listen(frames, "scroll", move |_| {
        let width = strip.client_width().max(1);
        let place = u32::try_from((strip.scroll_left().abs() + width / 2) / width).unwrap_or(0);
        mark(&current, place.min(count.saturating_sub(1)));
    });
}

/// Marks the small picture of the one in sight.
fn mark(current: &Cell<u32>, place: u32) {
    if current.replace(place) == place {
        return;
    }
    for (each, thumb) in (0..).zip(all(".gallery .thumbs a")) {
        if each == place {
            thumb.set_attribute("aria-current", "true").ok();
        } else {
            thumb.remove_attribute("aria-current").ok();
        }
    }
}

fn scroll_to(frames: &Element, place: u32) {
    let left = |element: &Element| element.dyn_ref::<HtmlElement>().map_or(0, HtmlElement::offset_left);
    if let Some(frame) = frames.children().item(place) {
        frames.set_scroll_left(left(&frame) - left(frames));
    }
}
