//! The cart's page: the lines by marketplace with their total. A change shows at once and is then settled by the server.
//!
//! The server draws it, and it stays as drawn until somebody turns to it: only then the browser loads what it needs.

use leptos::{
    either::Either,
    prelude::*,
    tachys::{html::islands::Island, reactive_graph::OwnedView, view::Position},
    task::{spawn_local, tick},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::{
    icons::{MEETING, drawing},
    islands::{
        browser::all,
        cart::{
            coupon::coupon_field,
            line::Place,
            parcel::{LineTrouble, notes, parcels, totals},
            proposals::proposals,
            state::CartState,
            waiting::Page,
        },
    },
    texts::CartScreen,
};

/// The function of the browser part that waits beside the page, in `waiting`.
const WAITING: &str = "cart_page";

/// The cart as the server has it. `trouble` with a line is told where scripts do not run.
pub fn cart_page(screen: CartScreen, trouble: Option<LineTrouble>) -> impl IntoView {
    let props = serde_json::to_string(&(&screen, &trouble)).unwrap_or_default();
    island(screen, trouble).1.with_props(props)
}

/// Takes over the page as the server drew it, the first time it is asked to.
pub fn take_over(page: &Page) -> Option<CartState> {
    if let Some(state) = page.state.get() {
        return Some(state);
    }
    let props = page.island.dataset().get("props")?;
    let (screen, trouble) = serde_json::from_str(&props).ok()?;
    // What was typed in the meantime stays.
    let typed: Vec<(HtmlInputElement, String)> = all("main form.cart-line input[name=quantity], #coupon")
        .into_iter()
        .filter_map(|field| field.dyn_into().ok())
        .map(|field: HtmlInputElement| (field.clone(), field.value()))
        .collect();
    let (state, drawn) = island(screen, trouble);
    std::mem::forget(drawn.hydrate_from_position::<true>(&page.island, Position::Current));
    page.state.set(Some(state));
    spawn_local(async move {
        // The view draws itself once more first.
        tick().await;
        for (field, text) in typed {
            field.set_value(&text);
        }
    });
    Some(state)
}

/// The view as both sides draw it, with the marks by which the browser finds its way in it.
fn island(screen: CartScreen, trouble: Option<LineTrouble>) -> (CartState, Island<OwnedView<impl IntoView>>) {
    let (state, view) = Owner::new().with(|| {
        let state = CartState::new(Some(screen));
        (state, Owner::with_hydration(move || OwnedView::new(view(state, trouble))))
    });
    (state, Island::new(WAITING, view))
}

fn view(state: CartState, trouble: Option<LineTrouble>) -> impl IntoView {
    view! {
        <div class="page stack gap-6" on:submit=move |event| state.submit(&event) on:change=submit_typed>
            {move || state.screen.with(|screen| {
                screen.as_ref().map(|screen| {
                    if screen.view.cart.lines.is_empty() {
                        Either::Left(empty(screen, state.note.get()))
                    } else {
                        Either::Right(full(screen, state.note.get(), trouble.as_ref()))
                    }
                })
            })}
        </div>
    }
}

fn full(screen: &CartScreen, note: Option<String>, trouble: Option<&LineTrouble>) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let from = u32::try_from(screen.view.marketplaces.len()).unwrap_or(0);
    let counted =
        format!("{} {}", texts.count.text(texts.locale, screen.view.cart.count()), texts.from.text(texts.locale, from));
    let ready = screen.view.quote.as_ref().is_some_and(|quote| !quote.parts.is_empty());
    view! {
        <h1>{texts.cart.clone()}" "<span class="soft thin">{counted}</span></h1>
        <div class="with-aside">
            <div class="stack gap-4">{notes(screen, note)}{proposals(screen)}{parcels(screen, Place::Page, trouble)}</div>
            <aside class="stack">
                <section class="summary" aria-labelledby="cart-total">
                    <h2 id="cart-total">{texts.total.clone()}</h2>
                    {totals(screen)}
                    {coupon_field(texts, &screen.view, screen.view.quote.as_ref(), "/api/cart/coupon")}
                    {ready.then(|| view! { <a class="button primary large wide" href="/checkout">{texts.check_out.clone()}</a> })}
                    <p class="soft fine">{texts.asked_again.clone()}</p>
                </section>
            </aside>
        </div>
    }
}

fn empty(screen: &CartScreen, note: Option<String>) -> impl IntoView + use<> {
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
}

/// Sends the form of a quantity that was typed.
pub fn submit_typed(event: web_sys::Event) {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let quantity = field.filter(|field| field.name() == "quantity");
    if let Some(form) = quantity.and_then(|field| field.form()) {
        form.request_submit().ok();
    }
}
