//! A list as whoever has its link sees it: nothing of whose it is.

use domain::ids::SecretToken;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::ServiceError;

use super::{list_row::shared_row, lists::name_of, nothing};
use crate::{
    components::{
        absence_note::problem_note,
        frame::{At, answer, framed},
    },
    look::Look,
    pages::head::title,
    ssr::{keep_secret, shop},
};

/// The page.
#[component]
pub fn Shared() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let token: SecretToken = token.parse().map_err(|_| ServiceError::NotFound)?;
        let list = shop.shared_list(&token).await?;
        let name = match &list.name {
            Some(_) => name_of(&mine, list.name.as_ref()),
            None => mine.t("keeping-shared-list").into_owned(),
        };
        let rows: Vec<AnyView> = list.wishes.iter().map(|wish| shared_row(&mine, wish)).collect();
        let content = if rows.is_empty() {
            nothing(&mine, "keeping-list-empty")
        } else {
            view! { <ul class="lines">{rows}</ul> }.into_any()
        };
        Ok(view! {
            {title(name.clone())}
            <div class="page narrow stack gap-6 keeping account">
                <div class="stack gap-2"><h1 dir="auto">{name}</h1><p class="soft">{mine.t("keeping-shared-lead")}</p></div>
                {problem_note()}
                {content}
            </div>
        }
        .into_any())
    });
    framed(&look, At::Elsewhere, "", main)
}
