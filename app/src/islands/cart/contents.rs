//! What is done with the views of the cart, and what its drawer shows.

use domain::cart::CartView;
use leptos::{either::Either, prelude::*, task::spawn_local};
use web_sys::HtmlDialogElement;

use crate::{
    icons::{CROSS, icon},
    islands::{
        browser::{Answer, Said, Sending, get, listen, read, show_known_count},
        cart::{
            line::Place,
            page::{submit_typed, take_over},
            parcel::{notes, parcels},
            state::CartState,
            waiting::Page,
        },
    },
    strand::strand,
    texts::CartScreen,
};

/// The drawer: its place on the page, and its cart once it was shown.
pub struct Drawer {
    /// The place; empty at first.
    pub dialog: HtmlDialogElement,
    /// The cart.
    pub state: StoredValue<Option<CartState>>,
}

/// What is to be done.
pub enum Act {
    /// Open the drawer with the cart as it is.
    Open(Drawer),
    /// Open the drawer with what was added to the cart by this form, or say beside its button why it was not.
    Added(Drawer, Sending, Said),
    /// Answer what is done on the cart's page, and what was done on it before.
    TakeOver(Page, Option<Sending>),
}

/// Does it.
pub fn perform(act: Act) {
    match act {
        Act::Open(drawer) => spawn_local(open(state_of(&drawer), drawer.dialog)),
        Act::Added(drawer, form, said) => spawn_local(added(state_of(&drawer), drawer.dialog, form, said)),
        Act::TakeOver(page, form) => {
            if let Some((state, form)) = take_over(&page).zip(form) {
                state.send(form);
            }
        }
    }
}

/// Asks the server for the cart and its words.
pub async fn ask() -> Answer<CartScreen> {
    get("/api/cart/view").await
}

/// The drawer's cart; the first time its view is put into its place.
fn state_of(drawer: &Drawer) -> CartState {
    if let Some(state) = drawer.state.get_value() {
        return state;
    }
    let state = CartState::new(None);
    drawer.state.set_value(Some(state));
    let dialog = drawer.dialog.clone();
    listen(&dialog, "submit", move |event| state.submit(&event));
    listen(&dialog, "change", submit_typed);
    let view = {
        let dialog = dialog.clone();
        move || {
            let close = {
                let dialog = dialog.clone();
                move || dialog.close()
            };
            state.screen.with(|screen| screen.as_ref().map(|screen| content(screen, state.note.get(), close)))
        }
    };
    leptos::mount::mount_to(dialog.into(), || view).forget();
    state
}

fn content<C: Fn() + 'static>(screen: &CartScreen, note: Option<String>, close: C) -> impl IntoView + use<C> {
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
                Either::Left(parcels(screen, Place::Drawer, None))
            } else {
                Either::Right(view! { <p class="empty soft">{texts.empty_title.clone()}</p> })
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
}

/// Opens the drawer with the cart as the server has it; without an answer the cart's page is the way.
async fn open(state: CartState, dialog: HtmlDialogElement) {
    match ask().await {
        Answer::Done(screen) => {
            state.note.set(None);
            state.screen.set(Some(screen));
            show_known_count();
            show(&dialog);
        }
        Answer::Refused(_) | Answer::Lost => {
            window().location().set_href("/cart").ok();
        }
    }
}

async fn added(state: CartState, dialog: HtmlDialogElement, form: Sending, said: Said) {
    tell(&form, "");
    match read::<CartView>(said) {
        Answer::Done(view) => {
            show_known_count();
            if state.screen.with_untracked(Option::is_some) {
                state.note.set(None);
                state.accept(view);
                show(&dialog);
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

fn show(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        dialog.show_modal().ok();
    }
}

/// Says something in the place a form keeps for it.
fn tell(form: &Sending, text: &str) {
    if let Ok(Some(place)) = form.form.query_selector("[role=alert]") {
        place.set_text_content(Some(text));
    }
}
