//! Passkeys: a form that carries `data-passkey` has the device make or show one before it is sent.
//!
//! The options come from the shop as JSON, the device's answer goes into the form's hidden field as JSON. What the browser
//! offers for both is asked for by name, so that a browser without it is told apart from one that fails.

use js_sys::{Function, JSON, Promise, Reflect};
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

use crate::islands::browser::{Sending, send};

/// What a form has done: where the options come from, and what the browser's functions are called.
struct Ceremony {
    begin: &'static str,
    parse: &'static str,
    call: &'static str,
}

const ADD: Ceremony =
    Ceremony { begin: "/api/security/passkey/begin", parse: "parseCreationOptionsFromJSON", call: "create" };
const SIGN_IN: Ceremony =
    Ceremony { begin: "/api/sign-in/passkey/begin", parse: "parseRequestOptionsFromJSON", call: "get" };

/// Why a form was not sent.
enum Trouble {
    /// Whoever sent it has to show who they are first.
    SignInFirst,
    /// The device or the person said no, or the browser cannot do it.
    Failed,
}

impl From<JsValue> for Trouble {
    fn from(_: JsValue) -> Self {
        Self::Failed
    }
}

/// Draws nothing. Stands on a page with such a form.
#[island]
pub fn Passkeys() -> impl IntoView {
    Effect::new(|_| {
        window_event_listener(ev::submit, |event| {
            let Some(sending) = Sending::of(&event) else { return };
            let ceremony = match sending.form.get_attribute("data-passkey").as_deref() {
                Some("add") => ADD,
                Some("sign-in") => SIGN_IN,
                _ => return,
            };
            event.prevent_default();
            spawn_local(async move {
                sending.busy(true);
                show_problem(&sending.form, false);
                match answer(&ceremony).await {
                    Ok(answer) => {
                        if let Some(field) = field(&sending.form) {
                            field.set_value(&answer);
                        }
                        sending.form.submit().ok();
                    }
                    Err(Trouble::SignInFirst) => {
                        let again = "/sign-in/again?next=%2Faccount%2Fsecurity";
                        window().location().set_href(again).ok();
                    }
                    Err(Trouble::Failed) => {
                        sending.busy(false);
                        show_problem(&sending.form, true);
                    }
                }
            });
        });
    });
}

/// Asks the shop for the options and the device for an answer; gives that as JSON.
async fn answer(ceremony: &Ceremony) -> Result<String, Trouble> {
    let (done, text) = send(ceremony.begin, "").await.ok_or(Trouble::Failed)?;
    if !done {
        return Err(if text.contains("sign-in-required") { Trouble::SignInFirst } else { Trouble::Failed });
    }
    // The door's answer is a text that is JSON itself.
    let options = JSON::parse(&JSON::parse(&text)?.as_string().ok_or(Trouble::Failed)?)?;
    let window = window();
    let kind = Reflect::get(&window, &"PublicKeyCredential".into())?;
    let parsed = function(&kind, ceremony.parse)?.call1(&kind, &Reflect::get(&options, &"publicKey".into())?)?;
    let asked = js_sys::Object::new();
    Reflect::set(&asked, &"publicKey".into(), &parsed)?;
    let credentials = Reflect::get(&Reflect::get(&window, &"navigator".into())?, &"credentials".into())?;
    let promise: Promise = function(&credentials, ceremony.call)?.call1(&credentials, &asked)?.dyn_into()?;
    let credential = JsFuture::from(promise).await?;
    let told = function(&credential, "toJSON")?.call0(&credential)?;
    JSON::stringify(&told)?.as_string().ok_or(Trouble::Failed)
}

fn function(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}

fn field(form: &HtmlFormElement) -> Option<HtmlInputElement> {
    form.query_selector("input[name=answer]").ok()??.dyn_into().ok()
}

fn show_problem(form: &HtmlFormElement, shown: bool) {
    let place: Option<Element> = form.query_selector("[data-passkey-problem]").ok().flatten();
    if let Some(place) = place {
        place.toggle_attribute_with_force("hidden", !shown).ok();
    }
}
