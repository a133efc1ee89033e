//! A page with nothing on it yet, and one way on.

use leptos::prelude::*;

use crate::icons::drawing;

/// Picture, heading, sentence, way on.
pub fn empty_state(lines: &'static str, title: String, text: String, way_on: AnyView) -> AnyView {
    view! {
        <div class="empty-state">
            {drawing(lines)}
            <h1>{title}</h1>
            <p>{text}</p>
            {way_on}
        </div>
    }
    .into_any()
}

/// A button that leads on.
pub fn way_on(address: &str, text: String) -> AnyView {
    view! { <div class="row"><a class="button primary" href=address.to_owned()>{text}</a></div> }.into_any()
}
