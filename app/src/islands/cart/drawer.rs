//! The cart as a drawer over any page: opens when something was added, closes with Escape, puts back what was removed.
//!
//! Every page carries only what waits here; what shows the cart is a piece of its own that comes when it is needed.

use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::islands::{
    browser::{Sending, closest, send, show_known_count},
    cart::{
        contents::{Act, Drawer},
        piece,
    },
};

/// The drawer. It takes over every form that adds to the cart, and every link to the cart.
#[island]
pub fn CartDrawer() -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    let state = StoredValue::new(None);
    let drawer = move || place.get_untracked().map(|dialog| Drawer { dialog, state });

    Effect::new(move |_| {
        show_known_count();
        window_event_listener(ev::pageshow, |_| show_known_count());
        window_event_listener(ev::pointerover, |event| {
            if closest(&event, "[data-opens-cart], .add-to-cart").is_some() {
                spawn_local(piece::expect());
            }
        });
        window_event_listener(ev::click, move |event| {
            let plain =
                !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0);
            let elsewhere = window().location().pathname().is_ok_and(|path| path != "/cart");
            if plain
                && elsewhere
                && closest(&event, "[data-opens-cart]").is_some()
                && let Some(drawer) = drawer()
            {
                event.prevent_default();
                spawn_local(open(drawer));
            }
        });
        window_event_listener(ev::submit, move |event| {
            if let Some(form) = Sending::of(&event).filter(|form| form.action == "/api/cart/add")
                && let Some(drawer) = drawer()
            {
                event.prevent_default();
                spawn_local(add(drawer, form));
            }
        });
    });

    let close_outside = move |event: ev::MouseEvent| {
        if let Some(dialog) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
            dialog.close();
        }
    };
    view! {
        <dialog class="drawer" id="cart-drawer" aria-labelledby="cart-drawer-title" node_ref=place on:click=close_outside></dialog>
    }
}

/// Where the piece does not come, the cart's page is the way.
async fn open(drawer: Drawer) {
    if piece::perform(Act::Open(drawer)).await.is_err() {
        window().location().set_href("/cart").ok();
    }
}

/// Adds to the cart at once, while the piece that shows it is on its way. Where it does not come, the cart's page is
/// the way.
async fn add(drawer: Drawer, form: Sending) {
    form.busy(true);
    spawn_local(piece::expect());
    let said = send(&form.action, &form.encoded()).await;
    if piece::perform(Act::Added(drawer, form, said)).await.is_err() {
        window().location().set_href("/cart").ok();
    }
}
