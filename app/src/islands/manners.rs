//! Small manners of every page: menus close with Escape and outside clicks, a sent form shows that it is at work, a
//! clicked card's picture travels to its page, and the page says when it is awake.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::islands::browser::{Sending, all, closest};

/// Draws nothing. Stands last on every page, so the page is awake when it is.
#[island]
pub fn Manners() -> impl IntoView {
    Effect::new(|_| {
        window_event_listener(ev::keydown, |event| {
            if event.key() == "Escape" {
                close_menus(None);
            }
        });
        window_event_listener(ev::click, |event| {
            close_menus(event.target().and_then(|target| target.dyn_into().ok()).as_ref());
            let card = closest(&event, ".product-card");
            if let Some(picture) = card.and_then(|card| card.query_selector(".picture").ok().flatten()) {
                // A page that came back from the browser's memory may have one that left before.
                all("[data-travels]").iter().for_each(|left| drop(left.remove_attribute("data-travels")));
                picture.set_attribute("data-travels", "").ok();
            }
        });
        window_event_listener(ev::submit, |event| {
            if !event.default_prevented()
                && let Some(form) = Sending::of(&event)
                && form.posts()
            {
                form.busy(true);
            }
        });
        window_event_listener(ev::pageshow, |_| {
            for button in all("button[aria-busy]") {
                button.remove_attribute("aria-busy").ok();
            }
        });
        if let Some(root) = document().document_element() {
            root.set_attribute("data-hydrated", "").ok();
        }
    });
}

/// Closes open menus, except the one that holds the given place.
fn close_menus(except: Option<&web_sys::Node>) {
    for menu in all("details.menu[open]") {
        if !menu.contains(except) {
            menu.remove_attribute("open").ok();
        }
    }
}
