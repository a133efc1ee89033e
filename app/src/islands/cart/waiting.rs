//! Waits beside the cart's page, as the server drew it, until somebody turns to it.

use std::{cell::Cell, rc::Rc};

use leptos::task::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlElement};

use crate::islands::{
    browser::{Sending, listen},
    cart::{contents::Act, page::submit_typed, piece::perform, state::CartState},
};

/// The cart's page.
#[derive(Clone)]
pub struct Page {
    /// The island it stands in.
    pub island: HtmlElement,
    /// Its cart, once it answers by itself.
    pub state: Rc<Cell<Option<CartState>>>,
    /// Whether it answers by itself, or stays as drawn because nothing came.
    settled: Rc<Cell<bool>>,
}

/// Called for the island of this name when the page wakes up.
#[wasm_bindgen]
pub fn cart_page(island: HtmlElement) {
    let page = Page { island: island.clone(), state: Rc::default(), settled: Rc::default() };
    for name in ["pointerover", "focusin"] {
        let page = page.clone();
        listen(&island, name, move |_| {
            if !page.settled.get() {
                spawn_local(page.clone().settle(None));
            }
        });
    }
    let asked = page.clone();
    listen(&island, "submit", move |event| asked.submitted(&event));
    listen(&island, "change", move |event| {
        if !page.settled.get() {
            submit_typed(event);
        }
    });
}

impl Page {
    /// A form that is sent before the page is ready waits for it, with what it held.
    fn submitted(&self, event: &Event) {
        if !self.settled.get()
            && let Some(form) = Sending::of(event).filter(|form| form.action.starts_with("/api/cart/"))
        {
            event.prevent_default();
            spawn_local(self.clone().settle(Some(form)));
        }
    }

    /// Where the piece does not come, forms go as they would without scripts.
    async fn settle(self, form: Option<Sending>) {
        let again = form.as_ref().map(|form| (form.form.clone(), form.button.clone()));
        let came = perform(Act::TakeOver(self.clone(), form)).await.is_ok() && self.state.get().is_some();
        self.settled.set(true);
        if let Some((form, button)) = again.filter(|_| !came) {
            form.request_submit_with_submitter(button.as_ref()).ok();
        }
    }
}
