//! Says how strong a new password is while it is typed, in the words of the server, which judges it in the end.

use std::time::Duration;

use js_sys::{JSON, Reflect};
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, FormData, HtmlFormElement, UrlSearchParams};

use crate::islands::browser::{closest, send};

/// How long nobody types before it is asked.
const PAUSE: Duration = Duration::from_millis(500);

/// What it is judged by: the password, and what of its owner the form knows.
const FIELDS: [&str; 4] = ["password", "email", "username", "token"];

/// Draws nothing. Stands beside a meter that the server drew.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn PasswordMeter() -> impl IntoView {
    Effect::new(|_| {
        let turn = StoredValue::new(0_u32);
        window_event_listener(ev::input, move |event| {
            let form = closest(&event, "form:has([data-strength])");
            let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            set_timeout(
                move || {
                    if turn.try_get_value() == Some(mine) {
                        spawn_local(measure(form, mine, turn));
                    }
                },
                PAUSE,
            );
        });
    });
}

/// Has what was typed judged, and shows the outcome unless something else was typed since.
async fn measure(form: HtmlFormElement, mine: u32, turn: StoredValue<u32>) {
    let Some(fields) = fields(&form) else { return };
    let typed = fields.get("password").is_some_and(|password| !password.is_empty());
    let said = if typed { send("/api/account/strength", &String::from(fields.to_string())).await } else { None };
    if turn.try_get_value() == Some(mine) {
        let measured = said.filter(|(done, _)| *done).and_then(|(_, text)| read(&text));
        show(&form, measured.as_ref().map(|(score, text)| (*score, text.as_str())));
    }
}

fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let (data, fields) = (FormData::new_with_form(form).ok()?, UrlSearchParams::new().ok()?);
    for name in FIELDS {
        if let Some(value) = data.get(name).as_string() {
            fields.append(name, &value);
        }
    }
    Some(fields)
}

fn read(text: &str) -> Option<(f64, String)> {
    let measured = JSON::parse(text).ok()?;
    let of = |name: &str| Reflect::get(&measured, &name.into()).ok();
    Some((of("score")?.as_f64()?, of("text")?.as_string()?))
}

fn show(form: &HtmlFormElement, measured: Option<(f64, &str)>) {
    let part = |selector: &str| -> Option<Element> { form.query_selector(selector).ok().flatten() };
    if let Some(meter) = part("[data-strength] meter") {
        meter.set_attribute("value", &measured.map_or(0.0, |(score, _)| score).to_string()).ok();
        meter.toggle_attribute_with_force("hidden", measured.is_none()).ok();
    }
    let text = measured.map_or("", |(_, text)| text);
    // What is said again is not read out again.
    if let Some(words) =
        part("[data-strength] [role=status]").filter(|words| words.text_content().as_deref() != Some(text))
    {
        words.set_text_content(Some(text));
    }
}
