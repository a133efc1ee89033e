//! The cart as a drawer over any page: opens when something was added, closes with Escape, puts back what was removed.

use domain::cart::CartView;
use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::{
    icons::{CROSS, icon},
    islands::{
        browser::{Answer, Sending, closest, get, post, show_known_count},
        cart::{
            line::Place,
            page::submit_typed,
            parcel::{notes, parcels},
            state::CartState,
        },
    },
    strand::strand,
    texts::CartScreen,
};

/// Asks the server for the cart and its words.
pub async fn ask() -> Answer<CartScreen> {
    get("/api/cart/view").await
}

/// The drawer. It takes over every form that adds to the cart, and every link to the cart.
#[island]
pub fn CartDrawer() -> impl IntoView {
    let state = CartState::new(None);
    let dialog = NodeRef::<html::Dialog>::new();

    Effect::new(move |_| {
        show_known_count();
        window_event_listener(ev::pageshow, |_| show_known_count());
        window_event_listener(ev::click, move |event| {
            let plain =
                !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0);
            let elsewhere = window().location().pathname().is_ok_and(|path| path != "/cart");
            if plain && elsewhere && closest(&event, "[data-opens-cart]").is_some() {
                event.prevent_default();
                spawn_local(open(state, dialog));
            }
        });
        window_event_listener(ev::submit, move |event| {
            if let Some(form) = Sending::of(&event).filter(|form| form.action == "/api/cart/add") {
                event.prevent_default();
                spawn_local(add(state, dialog, form));
            }
        });
    });

    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let close_outside = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if target.is_some() {
            close();
        }
    };
    view! {
        <dialog class="drawer" id="cart-drawer" aria-labelledby="cart-drawer-title" node_ref=dialog
            on:submit=move |event| state.submit(&event) on:change=submit_typed on:click=close_outside>
            {move || state.screen.with(|screen| screen.as_ref().map(|screen| content(screen, state.note.get(), close)))}
        </dialog>
    }
}

fn content(screen: &CartScreen, note: Option<String>, close: impl Fn() + Copy + 'static) -> AnyView {
    let texts = &screen.texts;
    let count = screen.view.cart.count();
    let has_lines = count > 0;
    view! {
        <header>
            <h2 id="cart-drawer-title">{texts.cart.clone()}{texts.comma.clone()}{texts.count.text(texts.locale, count)}</h2>
            <button class="button quiet square" type="button" aria-label=texts.close.clone() on:click=move |_| close()>
                {icon(CROSS)}
            </button>
        </header>
        <div class="scroll">
            {notes(screen, note)}
            {if has_lines {
                parcels(screen, Place::Drawer, None).into_any()
            } else {
                view! { <p class="empty soft">{texts.empty_title.clone()}</p> }.into_any()
            }}
        </div>
        {screen.view.quote.as_ref().filter(|_| has_lines).map(|quote| view! {
            <footer>
                {strand(quote, &screen.view.marketplaces)}
                <p class="row between">
                    <span>{texts.total_with.clone()}</span>
                    <b class="num grand"><bdi>{texts.locale.money(quote.total.total)}</bdi></b>
                </p>
                <div class="row ways">
                    <a class="button" href="/cart">{texts.view_cart.clone()}</a>
                    <a class="button primary" href="/checkout">{texts.check_out.clone()}</a>
                </div>
            </footer>
        })}
    }
    .into_any()
}

/// Opens the drawer with the cart as the server has it; without an answer the cart's page is the way.
async fn open(state: CartState, dialog: NodeRef<html::Dialog>) {
    match ask().await {
        Answer::Done(screen) => {
            state.note.set(None);
            state.screen.set(Some(screen));
            show_known_count();
            show(dialog);
        }
        Answer::Refused(_) | Answer::Lost => {
            window().location().set_href("/cart").ok();
        }
    }
}

/// Adds to the cart and opens the drawer, or says beside the button why not.
async fn add(state: CartState, dialog: NodeRef<html::Dialog>, form: Sending) {
    form.busy(true);
    tell(&form, "");
    match post::<CartView>(&form.action, &form.encoded()).await {
        Answer::Done(view) => {
            show_known_count();
            if state.screen.with_untracked(Option::is_some) {
                state.note.set(None);
                state.accept(view);
                show(dialog);
            } else {
                open(state, dialog).await;
            }
        }
        Answer::Refused(problem) => tell(&form, &problem.message),
        // Without scripts the same form ends on a page that says more.
        Answer::Lost => {
            form.form.submit().ok();
        }
    }
    form.busy(false);
}

fn show(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked()
        && !dialog.open()
    {
        dialog.show_modal().ok();
    }
}

/// Says something in the place a form keeps for it.
fn tell(form: &Sending, text: &str) {
    if let Ok(Some(place)) = form.form.query_selector("[role=alert]") {
        place.set_text_content(Some(text));
    }
}
