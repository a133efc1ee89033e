//! The few things of the browser that islands need: posting a form, asking for a page, cookies, elements.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, Event, EventTarget, FormData, HtmlElement, HtmlFormElement, RequestInit, Response,
    SubmitEvent, SupportedType, UrlSearchParams,
};

use crate::problem::ApiError;

/// What became of a posted form.
pub enum Answer<T> {
    /// The door did it.
    Done(T),
    /// The door says no, and why.
    Refused(ApiError),
    /// The shop could not be reached, or its answer could not be read.
    Lost,
}

/// What a door said, unread: whether it did what was asked, and its text.
pub type Said = Option<(bool, String)>;

/// Posts encoded fields to a door.
pub async fn send(action: &str, fields: &str) -> Said {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&JsValue::from_str(fields));
    set_headers(&request, &[("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")]);
    hear(action, &request).await
}

/// Posts encoded fields to a door and reads its answer.
pub async fn post<T: serde::de::DeserializeOwned>(action: &str, fields: &str) -> Answer<T> {
    read(send(action, fields).await)
}

/// Asks a door that only reads.
pub async fn ask(address: &str) -> Said {
    let request = RequestInit::new();
    set_headers(&request, &[("accept", "application/json")]);
    hear(address, &request).await
}

/// Asks a door that only reads, and reads its answer.
pub async fn get<T: serde::de::DeserializeOwned>(address: &str) -> Answer<T> {
    read(ask(address).await)
}

/// Asks for a page of ours, as its HTML.
pub async fn page(address: &str) -> Option<Document> {
    let request = RequestInit::new();
    set_headers(&request, &[("accept", "text/html")]);
    let response = fetch(address, &request).await?;
    let text = text_of(&response).await?;
    DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()
}

async fn hear(address: &str, request: &RequestInit) -> Said {
    let response = fetch(address, request).await?;
    Some((response.ok(), text_of(&response).await?))
}

/// Reads what a door said.
pub fn read<T: serde::de::DeserializeOwned>(said: Said) -> Answer<T> {
    match said {
        Some((true, text)) => serde_json::from_str(&text).map_or(Answer::Lost, Answer::Done),
        Some((false, text)) => serde_json::from_str(&text).map_or(Answer::Lost, Answer::Refused),
        None => Answer::Lost,
    }
}

fn set_headers(request: &RequestInit, headers: &[(&str, &str)]) {
    if let Ok(list) = web_sys::Headers::new() {
        for (name, value) in headers {
            list.set(name, value).ok();
        }
        request.set_headers(&list);
    }
}

async fn fetch(address: &str, request: &RequestInit) -> Option<Response> {
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, request)).await.ok()?;
    answer.dyn_into().ok()
}

async fn text_of(response: &Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// A form that is being sent: the form, the button that sent it, and where it goes.
pub struct Sending {
    /// The form.
    pub form: HtmlFormElement,
    /// The button.
    pub button: Option<HtmlElement>,
    /// The path it is posted to.
    pub action: String,
    /// Its fields, the button's included.
    pub fields: UrlSearchParams,
}

impl Sending {
    /// Reads a submit event.
    pub fn of(event: &Event) -> Option<Self> {
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        let of_button = |name: &str| button.as_ref().and_then(|button| button.get_attribute(name));
        let action = of_button("formaction").or_else(|| form.get_attribute("action"))?;
        let data = FormData::new_with_form(&form).ok()?;
        if let Some(name) = of_button("name") {
            data.append_with_str(&name, &of_button("value").unwrap_or_default()).ok()?;
        }
        let fields = UrlSearchParams::new_with_str_sequence_sequence(data.as_ref()).ok()?;
        Some(Self { form, button, action, fields })
    }

    /// Whether it changes something. Read from the page: a field named `method` hides the form's own property of that name.
    pub fn posts(&self) -> bool {
        self.form.get_attribute("method").is_some_and(|method| method.eq_ignore_ascii_case("post"))
    }

    /// A field's value; empty where there is none.
    pub fn field(&self, name: &str) -> String {
        self.fields.get(name).unwrap_or_default()
    }

    /// All fields as a form encodes them.
    pub fn encoded(&self) -> String {
        self.fields.to_string().into()
    }

    /// Shows on the button that it is at work.
    pub fn busy(&self, busy: bool) {
        if let Some(button) = &self.button {
            if busy {
                button.set_attribute("aria-busy", "true").ok();
            } else {
                button.remove_attribute("aria-busy").ok();
            }
        }
    }
}

/// The value of a cookie that scripts may read.
pub fn cookie(name: &str) -> Option<String> {
    let all = document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?;
    all.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// Calls `work` at every event of this name, for as long as the page is there.
pub fn listen(target: &EventTarget, name: &str, work: impl FnMut(Event) + 'static) {
    let work = Closure::<dyn FnMut(Event)>::new(work);
    target.add_event_listener_with_callback(name, work.as_ref().unchecked_ref()).ok();
    work.forget();
}

/// Changes what is shown; what moves travels there where the browser can show it.
pub fn in_transition(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    let document = document();
    let start = js_sys::Reflect::get(&document, &JsValue::from_str("startViewTransition")).ok();
    match start.and_then(|start| start.dyn_into::<js_sys::Function>().ok()) {
        Some(start) => {
            let transition = start.call1(&document, &work);
            // One that is overtaken by the next complains; its change was made all the same.
            let ready =
                transition.and_then(|transition| js_sys::Reflect::get(&transition, &JsValue::from_str("ready")));
            if let Some(ready) = ready.ok().and_then(|ready| ready.dyn_into::<js_sys::Promise>().ok()) {
                leptos::task::spawn_local(async {
                    JsFuture::from(ready).await.ok();
                });
            }
        }
        None => {
            work.unchecked_into::<js_sys::Function>().call0(&JsValue::NULL).ok();
        }
    }
}

/// The element an event happened to, or the nearest around it that fits.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// All elements that fit.
pub fn all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)?.dyn_into().ok()).collect()
}

/// Takes over the parts of another version of this page that are marked `data-live`.
pub fn take_over(other: &Document) {
    for element in all("[data-live]") {
        let Some(name) = element.get_attribute("data-live") else { continue };
        if let Ok(Some(fresh)) = other.query_selector(&format!("[data-live=\"{name}\"]")) {
            element.set_inner_html(&fresh.inner_html());
        }
    }
}

/// Shows how many things the cart holds, wherever the page has a place for it.
pub fn show_count(count: u32) {
    for element in all("[data-cart-count]") {
        element.set_text_content(Some(&count.to_string()));
        element.toggle_attribute_with_force("hidden", count == 0).ok();
    }
}

/// Shows the number that the doors of the cart left in a cookie.
pub fn show_known_count() {
    show_count(cookie("cart_count").and_then(|count| count.parse().ok()).unwrap_or(0));
}
