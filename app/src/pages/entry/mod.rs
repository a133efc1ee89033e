//! The way in and out: signing up, signing in, links from mails, and asking again. Plain forms, all of them.

mod again;
mod change;
mod find_order;
mod form;
mod magic;
mod reset;
mod sent;
mod sign_in;
mod sign_up;
mod verify;

use std::future::Future;

use leptos::prelude::*;
use services::ServiceError;

pub(crate) use self::form::wrong_text;
pub use self::{
    again::Again,
    change::{ChangeEmail, ChangePassword},
    find_order::FindOrder,
    magic::Magic,
    reset::Reset,
    sent::Sent,
    sign_in::SignIn,
    sign_up::SignUp,
    verify::Verify,
};

use crate::{
    components::frame::{At, answer, framed},
    look::Look,
    pages::head::title,
    ssr::keep_secret,
};

/// A page of one column. What stands in its address may be a secret, so nobody keeps the page and nobody is told of it.
fn entry_page<F, Fut>(title_key: &'static str, content: F) -> AnyView
where
    F: FnOnce(Look) -> Fut,
    Fut: Future<Output = Result<AnyView, ServiceError>> + Send + 'static,
{
    let look = Look::here();
    keep_secret();
    let (page, mine) = (content(look.clone()), look.clone());
    let main = answer(&look, async move {
        let content = page.await?;
        Ok(view! {
            {title(mine.t(title_key))}
            <div class="page"><div class="entry stack gap-6">
                <h1>{mine.t(title_key)}</h1>
                {content}
            </div></div>
        }
        .into_any())
    });
    framed(&look, At::Account, "", main)
}

/// The first sentence of such a page.
fn lead(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <p class="soft">{text}</p> }.into_any()
}
