//! A product's pictures: a strip that scrolls by itself; once awake the small ones lead to each without a new address, arrow
//! keys step through it, and a picture is looked at closely where it is: the pointer moves over it, Escape goes back.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};

use crate::islands::browser::{all, closest, listen};

/// Marks a picture that is looked at closely.
const CLOSE: &str = "close";

/// By how many CSS pixels an arrow key moves over a picture that is looked at closely.
const STEP: i32 = 80;

/// How much faster than the pointer it is moved over.
const FASTER: i32 = 2;

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
            step_back();
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
    listen(frames, "click", |event| {
        if let Some(figure) = closest(&event, ".closer").and_then(|link| link.parent_element()) {
            event.prevent_default();
            let is_close = figure.class_list().contains(CLOSE);
            step_back();
            if !is_close {
                figure.class_list().add_1(CLOSE).ok();
                let beyond = |whole: i32, seen: i32| (whole - seen).max(0) / 2;
                let across = beyond(figure.scroll_width(), figure.client_width());
                move_over(&figure, across, beyond(figure.scroll_height(), figure.client_height()));
            }
        }
    });
    // A finger scrolls by itself.
    listen(frames, "mousemove", |event| {
        let over = closest(&event, &format!(".{CLOSE}"));
        if let (Some(figure), Some(mouse)) = (over, event.dyn_ref::<MouseEvent>()) {
            move_over(&figure, FASTER * mouse.movement_x(), FASTER * mouse.movement_y());
        }
    });
    let present = current.clone();
    listen(frames, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        if let Some(figure) = all(&format!(".gallery .{CLOSE}")).pop() {
            if moved_over(&figure, &key) {
                event.prevent_default();
            }
            return;
        }
        match (key.as_str(), runs_left(&event)) {
            ("ArrowRight", false) | ("ArrowLeft", true) => go(present.get() + 1),
            ("ArrowLeft", false) | ("ArrowRight", true) => go(present.get().saturating_sub(1)),
            _ => return,
        }
        event.prevent_default();
    });
    let strip = frames.clone();
    listen(frames, "scroll", move |event| {
        // A picture that is looked at closely scrolls inside the strip.
        if event.target().as_ref() != Some(strip.as_ref()) {
            return;
        }
        let width = strip.client_width().max(1);
        let place = u32::try_from((strip.scroll_left().abs() + width / 2) / width).unwrap_or(0);
        mark(&current, place.min(count.saturating_sub(1)));
    });
}

/// Whether the text runs from right to left.
fn runs_left(event: &Event) -> bool {
    closest(event, "[dir]").and_then(|root| root.get_attribute("dir")).is_some_and(|dir| dir == "rtl")
}

/// Moves over a picture that is looked at closely, or goes back from it; says whether the key meant either.
fn moved_over(figure: &Element, key: &str) -> bool {
    let (x, y) = match key {
        "Escape" => {
            step_back();
            return true;
        }
        "ArrowRight" => (STEP, 0),
        "ArrowLeft" => (-STEP, 0),
        "ArrowDown" => (0, STEP),
        "ArrowUp" => (0, -STEP),
        _ => return false,
    };
    move_over(figure, x, y);
    true
}

/// Shows what lies so many CSS pixels further.
fn move_over(figure: &Element, x: i32, y: i32) {
    figure.set_scroll_left(figure.scroll_left() + x);
    figure.set_scroll_top(figure.scroll_top() + y);
}

/// No picture is looked at closely any more.
fn step_back() {
    for figure in all(&format!(".gallery .{CLOSE}")) {
        figure.class_list().remove_1(CLOSE).ok();
        figure.set_scroll_left(0);
        figure.set_scroll_top(0);
    }
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
