//! What staff sees above every page while they look at the shop in a customer's place: whose it is, and the way out.

use leptos::prelude::*;

use crate::{
    icons::{PERSON, icon},
    look::Look,
    ssr::signed,
};

/// The strip; nothing for everybody else.
pub fn acting_strip(look: &Look) -> AnyView {
    let Some(customer) = signed().filter(|signed| signed.acting.is_some()) else { return ().into_any() };
    view! {
        <aside class="acting-strip" aria-label=look.t("staff-acting-label")>
            <div class="page">
                {icon(PERSON)}
                <p>
                    <b>{look.t("staff-acting-as")}" "<bdi>{customer.name}</bdi>"."</b>" "{look.t("staff-acting-text")}
                </p>
                <form method="post" action="/api/account/sign-out">
                    <button class="button small">{look.t("staff-acting-stop")}</button>
                </form>
            </div>
        </aside>
    }
    .into_any()
}
