//! The ways in beside the password: the second step, on to another provider and back, the password of an account that an
//! identity is to open.

mod back;
mod factor;
mod going;
mod link;

use leptos::prelude::*;

pub use self::{back::Back, factor::Factor, going::Going, link::LinkAccount};
pub use crate::components::other_ways::other_ways;
use crate::{
    components::frame::{At, framed},
    icons::{WARNING, icon},
    look::Look,
    pages::head::title,
    ssr::{parameter, set_status},
};

/// A page of one narrow column.
fn narrow(look: &Look, heading: String, content: AnyView) -> AnyView {
    let main = view! {
        {title(heading.clone())}
        <div class="page narrow stack gap-6 ways"><h1>{heading}</h1>{content}</div>
    };
    framed(look, At::Account, "", main.into_any())
}

/// What is wrong with the one field of a page, as its address tells; the answer's status says so too. Each word has the
/// key of its text, and a text may count the seconds to wait.
fn problem(look: &Look, id: &'static str, known: &[(&str, &'static str)]) -> Option<AnyView> {
    let wrong = parameter("wrong");
    let (_, key) = known.iter().find(|(word, _)| *word == wrong)?;
    set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
    let seconds: u32 = parameter("seconds").parse().unwrap_or(1);
    let text = look.with(key, &[("seconds", seconds.into())]);
    Some(view! { <p class="error" id=id role="alert">{icon(WARNING)}{text}</p> }.into_any())
}
