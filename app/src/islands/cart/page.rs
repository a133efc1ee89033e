//! The cart's page.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    icons::{MEETING, drawing},
    islands::cart::{
        line::Place,
        parcel::{LineTrouble, notes, parcels, totals},
        state::CartState,
    },
    texts::CartScreen,
};

/// The lines by marketplace with their total. A change shows at once and is then settled by the server.
#[island]
pub fn CartPage(
    /// The cart as the server had it.
    screen: CartScreen,
    /// Trouble with a line, told where scripts do not run.
    trouble: Option<LineTrouble>,
) -> impl IntoView {
    let state = CartState::new(Some(screen));
    view! {
        <div class="page stack" style="--gap:1.5rem" on:submit=move |event| state.submit(&event) on:change=submit_typed>
            {move || state.screen.with(|screen| {
                screen.as_ref().map(|screen| {
                    if screen.view.cart.lines.is_empty() {
                        empty(screen, state.note.get())
                    } else {
                        full(screen, state.note.get(), trouble.as_ref())
                    }
                })
            })}
        </div>
    }
}

fn full(screen: &CartScreen, note: Option<String>, trouble: Option<&LineTrouble>) -> AnyView {
    let texts = &screen.texts;
    let from = u32::try_from(screen.view.marketplaces.len()).unwrap_or(0);
    let counted =
        format!("{} {}", texts.count.text(texts.locale, screen.view.cart.count()), texts.from.text(texts.locale, from));
    let ready = screen.view.quote.as_ref().is_some_and(|quote| !quote.parts.is_empty());
    view! {
        <h1>{texts.cart.clone()}" "<span class="soft thin">{counted}</span></h1>
        <div class="with-aside">
            <div class="stack" style="--gap:1rem">{notes(screen, note)}{parcels(screen, Place::Page, trouble)}</div>
            <aside class="stack">
                <section class="summary" aria-labelledby="cart-total">
                    <h2 id="cart-total">{texts.total.clone()}</h2>
                    {totals(screen)}
                    {ready.then(|| view! { <a class="button primary large wide" href="/checkout">{texts.check_out.clone()}</a> })}
                    <p class="soft fine">{texts.asked_again.clone()}</p>
                </section>
            </aside>
        </div>
    }
    .into_any()
}

fn empty(screen: &CartScreen, note: Option<String>) -> AnyView {
    let texts = &screen.texts;
    view! {
        {notes(screen, note)}
        <div class="empty-state">
            {drawing(MEETING)}
            <h1>{texts.empty_title.clone()}</h1>
            <p>{texts.empty_text.clone()}</p>
            <div class="row"><a class="button primary" href="/">{texts.empty_link.clone()}</a></div>
        </div>
    }
    .into_any()
}

/// Sends the form of a quantity that was typed.
pub fn submit_typed(event: ev::Event) {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(form) = field.and_then(|field| field.form()) {
        form.request_submit().ok();
    }
}
