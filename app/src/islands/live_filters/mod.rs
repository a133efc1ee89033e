//! Filters that answer at once: what the page brought along is filtered, sorted and counted here by the rules of
//! `domain`, and the address follows. The server is asked only for what the page does not hold.

mod form;
mod shown;

use domain::search::SearchQuery;
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, UrlSearchParams};

use self::{
    form::{Form, asked},
    shown::{Outcome, show},
};
use crate::islands::browser::{all, closest, in_transition, page, take_over};

/// Links that lead to the same words with other filters.
/// Not the one that asks missing marketplaces again: only the server can.
const WAYS: &str = ".results a[href^='/search']:not(.absence-note a), [data-live=chips] a";

/// Draws nothing. Stands inside the form that the server drew, and takes over its changes.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn LiveFilters() -> impl IntoView {
    Effect::new(|_| {
        let Some(form) = Form::find() else { return };
        let drawn = asked(&address_parameters(), form.currency).query;
        let live = StoredValue::new_local(Live { form, drawn, address: address(), turn: 0 });
        window_event_listener(ev::change, move |event| {
            if closest(&event, "#filters, #sort").is_some() {
                live.update_value(|state| state.changed(live));
            }
        });
        window_event_listener(ev::submit, move |event| {
            // Whatever is sent was answered when it changed; a phone folds the form away.
            if closest(&event, "#filters").is_some() {
                event.prevent_default();
                for sheet in all(".filter-sheet") {
                    sheet.remove_attribute("open").ok();
                }
            }
        });
        window_event_listener(ev::click, move |event| {
            let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0);
            let way = closest(&event, WAYS).filter(|_| plain).and_then(|link| link.get_attribute("href"));
            if let Some(way) = way
                && live.try_update_value(|state| state.follow(&way, live)).unwrap_or(false)
            {
                event.prevent_default();
            }
        });
        window_event_listener(ev::popstate, move |_| live.update_value(|state| state.go_back(live)));
    });
}

/// What the page shows, and what it is asked for.
struct Live {
    form: Form,
    /// The question that the cards were drawn for by the server.
    drawn: SearchQuery,
    /// The address of what is shown.
    address: String,
    /// How often something was asked for; an answer to an older question comes too late.
    turn: u32,
}

type Shared = StoredValue<Live, LocalStorage>;

impl Live {
    /// Answers the form as it is now.
    fn changed(&mut self, live: Shared) {
        let asked = self.form.asked();
        // What makes no sense is named by the server.
        if !asked.understood {
            go_to(&format!("/search?{}", String::from(self.form.parameters().to_string())));
            return;
        }
        let address = asked.query.address(self.form.currency);
        if address != self.address {
            if let Ok(history) = window().history() {
                history.push_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
            }
            self.answer(asked.query, address, live);
        }
    }

    /// Puts the filters of another address into the form and answers; says no to addresses that are not of this page.
    fn follow(&mut self, way: &str, live: Shared) -> bool {
        let Ok(parameters) = UrlSearchParams::new_with_str(way.split_once('?').map_or("", |(_, pairs)| pairs)) else {
            return false;
        };
        let query = asked(&parameters, self.form.currency).query;
        if !query.asks_the_same(&self.drawn) || query.page > 1 {
            return false;
        }
        self.form.take(&query);
        self.changed(live);
        true
    }

    /// The address is another one: the visitor went back or forth.
    fn go_back(&mut self, live: Shared) {
        if address() == self.address {
            return;
        }
        let query = asked(&address_parameters(), self.form.currency).query;
        if query.page > 1 || !query.asks_the_same(&self.drawn) {
            window().location().reload().ok();
            return;
        }
        self.form.take(&query);
        self.answer(query, address(), live);
    }

    fn answer(&mut self, query: SearchQuery, address: String, live: Shared) {
        self.turn += 1;
        self.address.clone_from(&address);
        let (turn, form, drawn) = (self.turn, self.form.clone(), self.drawn.clone());
        in_transition(move || {
            if show(&form, &query, &drawn) == Outcome::Incomplete {
                spawn_local(ask(query, address, turn, live));
            }
        });
    }
}

/// Has the server answer, and takes over what it says.
async fn ask(query: SearchQuery, address: String, turn: u32, live: Shared) {
    busy(true);
    let answer = page(&address).await;
    if live.try_with_value(|state| state.turn) != Some(turn) {
        return;
    }
    busy(false);
    match answer {
        Some(fresh) => {
            take_over(&fresh);
            offer_more(&fresh);
            live.update_value(|state| state.drawn = query);
        }
        None => go_to(&address),
    }
}

/// Offers the values that other answers have. Categories only grow: those of this page stay in reach. Whoever stands among
/// the values stays there.
fn offer_more(fresh: &Document) {
    for ours in all("#filters [data-choices]") {
        let name = ours.get_attribute("data-choices").unwrap_or_default();
        let theirs = fresh.query_selector(&format!("#filters [data-choices={name}]")).ok().flatten();
        let Some(theirs) = theirs else { continue };
        if name == "category" && theirs.child_element_count() <= ours.child_element_count() {
            continue;
        }
        let stood_there = ours.contains(document().active_element().as_deref());
        ours.set_inner_html(&theirs.inner_html());
        ours.toggle_attribute_with_force("hidden", theirs.has_attribute("hidden")).ok();
        let chosen = ours.query_selector(":checked").ok().flatten().filter(|_| stood_there);
        if let Some(chosen) = chosen.and_then(|chosen| chosen.dyn_into::<HtmlElement>().ok()) {
            chosen.focus().ok();
        }
    }
}

fn busy(busy: bool) {
    for results in all("[data-live=results]") {
        results.set_attribute("aria-busy", if busy { "true" } else { "false" }).ok();
    }
}

fn go_to(address: &str) {
    window().location().set_href(address).ok();
}

fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn address_parameters() -> UrlSearchParams {
    let search = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&search).expect("the browser reads its own address")
}
