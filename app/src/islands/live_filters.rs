//! Filters that answer at once: a change asks for the same page again and takes over its results.

use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

use crate::islands::browser::{page, take_over};

/// The button that sends the filters, for where scripts do not run; while it is awake a change is enough.
#[island]
pub fn LiveFilters(
    /// Show results.
    text: String,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let asked = StoredValue::new(0_u32);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(form) = button.get().and_then(|button| button.form()) else { return };
        let name = form.get_attribute("id").unwrap_or_default();
        window_event_listener(ev::change, move |event| {
            let field = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let ours = field.and_then(|field| js_sys::Reflect::get(&field, &JsValue::from_str("form")).ok());
            let Some(form) = ours.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
            if form.get_attribute("id").is_some_and(|id| id == name) {
                spawn_local(ask(form, asked, busy));
            }
        });
    });
    view! {
        <button class="button primary" node_ref=button aria-busy=move || busy.get().then_some("true")>{text}</button>
    }
}

async fn ask(form: HtmlFormElement, asked: StoredValue<u32>, busy: RwSignal<bool>) {
    let Some(address) = address_of(&form) else { return };
    let turn = asked.get_value() + 1;
    asked.set_value(turn);
    busy.set(true);
    let answer = page(&address).await;
    if asked.get_value() != turn {
        return;
    }
    busy.set(false);
    match answer {
        Some(fresh) => {
            if let Ok(history) = window().history() {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
            }
            take_over(&fresh);
        }
        None => {
            window().location().set_href(&address).ok();
        }
    }
}

/// The address that the form would lead to, without what was left empty.
fn address_of(form: &HtmlFormElement) -> Option<String> {
    let fields = UrlSearchParams::new_with_str_sequence_sequence(FormData::new_with_form(form).ok()?.as_ref()).ok()?;
    for name in ["from", "to", "rated", "category", "q"] {
        if fields.get(name).is_some_and(|value| value.trim().is_empty()) {
            fields.delete(name);
        }
    }
    if fields.get("sort").is_some_and(|sort| sort == "best") {
        fields.delete("sort");
    }
    Some(format!("/search?{}", String::from(fields.to_string())))
}
