//! The form for a picture of oneself: shows the one that is there, takes another, takes it away.

use leptos::prelude::*;

use crate::{
    icons::{PERSON, icon},
    look::Look,
    ssr::parameter,
};

/// The form on a page of the account. `picture` is where the picture is; `page` is the page the form stands on.
pub fn picture_form(look: &Look, picture: Option<&str>, page: &'static str) -> AnyView {
    let portrait = match picture {
        Some(address) => {
            let alt = look.t("picture-yours");
            view! { <img class="portrait" src=address.to_owned() alt=alt width="96" height="96"/> }.into_any()
        }
        None => view! { <span class="portrait" aria-hidden="true">{icon(PERSON)}</span> }.into_any(),
    };
    let trouble = match parameter("picture").as_str() {
        "too-large" => Some("picture-too-large"),
        "no-picture" => Some("picture-no-picture"),
        "too-many" => Some("picture-too-many"),
        "busy" => Some("picture-busy"),
        _ => None,
    };
    let told = trouble.map(|key| view! { <p class="problem" id="picture-problem" role="alert">{look.t(key)}</p> });
    let described = if trouble.is_some() { "picture-rules picture-problem" } else { "picture-rules" };
    let remove = picture.is_some().then(|| {
        view! {
            <form action="/api/account/picture" method="post" enctype="multipart/form-data">
                <input type="hidden" name="page" value=page/>
                <button class="button quiet" name="remove" value="1">{look.t("picture-remove")}</button>
            </form>
        }
    });
    view! {
        <div class="picture-form" id="picture">
            {portrait}
            <div class="stack gap-2">
                <form class="stack gap-2" action="/api/account/picture" method="post" enctype="multipart/form-data">
                    <input type="hidden" name="page" value=page/>
                    <label class="strong" for="picture-file">{look.t("picture-label")}</label>
                    <input id="picture-file" class="input" type="file" name="picture" required
                        accept="image/jpeg,image/png,image/webp" aria-describedby=described
                        aria-invalid=trouble.map(|_| "true")/>
                    <p class="soft fine" id="picture-rules">{look.t("picture-rules")}</p>
                    {told}
                    <p><button class="button">{look.t("picture-send")}</button></p>
                </form>
                {remove}
            </div>
        </div>
    }
    .into_any()
}
