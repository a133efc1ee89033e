//! What is said when a mail may be on its way: the same whether anybody is known by the address or not.

use leptos::prelude::*;

use super::{entry_page, lead};
use crate::ssr::parameter;

/// The page.
#[component]
pub fn Sent() -> impl IntoView {
    entry_page("account-sent-title", |look| async move {
        let text = match parameter("for").as_str() {
            "sign-up" => "account-sent-sign-up",
            "reset" => "account-sent-reset",
            "email" => "account-sent-email",
            "order" => "account-sent-order",
            _ => "account-sent-magic",
        };
        Ok(view! {
            <p role="status">{look.t(text)}</p>
            {lead(look.t("account-sent-nothing"))}
            <p class="row"><a class="button" href="/">{look.t("account-sent-on")}</a></p>
        }
        .into_any())
    })
}
