//! On to another provider. The form that began this was sent to us, as forms may go nowhere else; from here a link leads
//! on, and the browser follows it by itself.

use leptos::prelude::*;

use crate::{
    components::frame::{At, answer, framed},
    look::Look,
    pages::{head::title, ways::back::refused},
    ssr::{Way, keep_secret, leads_on, shop, ticket},
};

/// The page.
#[component]
pub fn Going() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let mine = look.clone();
    let main = answer(&look, async move {
        let way = match ticket(Way::Identity) {
            Some(held) => shop().way_to_provider(&held).await?,
            None => None,
        };
        Ok(match way {
            Some((url, name)) => on(&mine, &url, &name),
            None => refused(&mine, "way-refused-stale", "", ""),
        })
    });
    framed(&look, At::Account, "", main)
}

fn on(look: &Look, url: &str, name: &str) -> AnyView {
    let named = [("provider", look.named(name).into())];
    leads_on(url);
    view! {
        {title(look.with("going-title", &named))}
        <div class="page narrow stack gap-6 ways">
            <h1>{look.with("going-title", &named)}</h1>
            <p>{look.with("going-lead", &named)}</p>
            <p><a class="button primary" rel="noreferrer" href=url.to_owned()>{look.t("going-continue")}</a></p>
        </div>
    }
    .into_any()
}
