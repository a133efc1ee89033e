//! The step before an account is erased: what goes, what stays, and a mark that it is meant.

use leptos::prelude::*;

use crate::{
    components::frame::{At, framed},
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::{keep_secret, must_be_recent, parameter, shop},
};

/// The page that asks whether it is meant. Whoever has not shown who they are a short while ago does so first.
#[component]
pub fn Erase() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    if must_be_recent().is_err() {
        return framed(&look, At::Account, "", ().into_any());
    }
    let shop = shop();
    account_page(Place::Privacy, move |look, signed| async move {
        let money = shop.wallet_money(&signed).await?;
        let why = match parameter("erase").as_str() {
            "unsure" => Some("profile-erase-unsure"),
            "last-owner" => Some("staff-refused-last-owner"),
            _ => None,
        };
        let refused = why.map(|why| view! { <p class="absence-note trouble" role="alert">{look.t(why)}</p> });
        let wallet = (!money.is_empty()).then(|| {
            let amounts: Vec<String> = money.iter().map(|balance| look.amount(balance.available)).collect();
            view! {
                <label class="check">
                    <input type="checkbox" name="give_up" value="on"/>
                    <span>{look.with("profile-erase-wallet", &[("amount", look.list(&amounts).into())])}</span>
                </label>
            }
        });
        let facts = ["goes", "stays", "when"].map(|word| view! { <li>{look.t(&format!("profile-erase-{word}"))}</li> });
        Ok(view! {
            {headed(&look, Place::Privacy, look.t("profile-erase").into_owned())}
            {refused}
            <form class="grave form" method="post" action="/api/privacy/erase">
                <ul class="stack gap-2">{facts.into_iter().collect::<Vec<_>>()}</ul>
                {wallet}
                <label class="check"><input type="checkbox" name="sure" value="on"/><span>{look.t("profile-erase-sure")}</span></label>
                <div class="row">
                    <button class="button trouble">{look.t("profile-erase-do")}</button>
                    <a class="button quiet" href="/account/privacy">{look.t("profile-back")}</a>
                </div>
            </form>
        }
        .into_any())
    })
}
