//! Lists of things that somebody wants: which there are, what is on one of them, and what can be done with it.

use domain::{
    checkout::FieldProblem,
    ids::{ListId, VisitorId},
    keeping::{ListName, WishView, Wishlist},
};
use leptos::prelude::*;
use services::ServiceError;

use super::{keeping_page, list_row::row, nothing, problems};
use crate::{
    components::field::{TextField, text_field},
    icons::{CHECK, HEART, MORE, icon},
    look::Look,
    ssr::{PublicUrl, Refused, here, page_redirect, parameter, shop, signed, visit},
};

/// The forms of names.
pub const FORM: &str = "list";

/// The page of a visitor's lists: among the pages of the account for who is signed in.
pub fn home() -> &'static str {
    if signed().is_some() { "/account/saved" } else { "/lists" }
}

/// The address of one list of a visitor.
pub fn address(list: &ListId) -> String {
    format!("{}?list={list}", home())
}

/// The lists of a guest; who is signed in has them among the pages of the account.
#[component]
pub fn Lists() -> impl IntoView {
    if signed().is_some() {
        let question = here().split_once('?').map(|(_, question)| format!("?{question}")).unwrap_or_default();
        page_redirect(&format!("/account/saved{question}"));
    }
    keeping_page("profile-saved", |look| async move {
        let content = content(&look, visit().visitor.as_ref()).await?;
        Ok(view! {
            <p class="soft">{look.t("keeping-guest")}" "<a class="link" href="/sign-in?next=%2Faccount%2Fsaved">{look.t("account-sign-in-title")}</a></p>
            {content}
        }
        .into_any())
    })
}

/// What a visitor keeps on lists, with the list that the address names, or else the first.
pub async fn content(look: &Look, visitor: Option<&VisitorId>) -> Result<AnyView, ServiceError> {
    let shop = shop();
    let lists = match visitor {
        Some(visitor) => shop.lists(visitor).await?,
        None => Vec::new(),
    };
    let wanted = parameter("list");
    let chosen = lists.iter().find(|list| list.id.as_str() == wanted).or(lists.first());
    let wishes = match chosen {
        Some(list) => shop.wishes(list).await?,
        None => Vec::new(),
    };
    let refused = Refused::take(FORM);
    let wrong = problems(refused.as_ref());
    let typed = |name: &str| refused.as_ref().map(|refused| refused.typed(name).to_owned()).unwrap_or_default();
    Ok(view! {
        {(lists.len() > 1).then(|| tabs(look, &lists, chosen))}
        {match chosen {
            Some(list) => one(look, list, &lists, &wishes, (&typed("new_name"), &wrong)),
            None => nothing(look, "profile-saved-none"),
        }}
        {new_list(look, &typed("list_name"), &wrong)}
        {elsewhere(look)}
    }
    .into_any())
}

/// What a list is called.
pub fn name_of(look: &Look, name: Option<&ListName>) -> String {
    name.map_or_else(|| look.t("profile-saved").into_owned(), |name| name.as_str().to_owned())
}

fn tabs(look: &Look, lists: &[Wishlist], chosen: Option<&Wishlist>) -> AnyView {
    let links: Vec<AnyView> = lists
        .iter()
        .map(|list| {
            let current = (Some(list) == chosen).then_some("page");
            let name = name_of(look, list.name.as_ref());
            view! {
                <li><a class="chip" href=address(&list.id) aria-current=current>
                    {list.hearts.then(|| icon(HEART))}<bdi>{name}</bdi>" "<span class="num">{look.locale().number(u64::from(list.count))}</span>
                </a></li>
            }
            .into_any()
        })
        .collect();
    view! { <nav aria-label=look.t("keeping-lists")><ul class="chips wrap">{links}</ul></nav> }.into_any()
}

fn one(
    look: &Look,
    list: &Wishlist,
    lists: &[Wishlist],
    wishes: &[WishView],
    (typed, wrong): (&str, &[FieldProblem]),
) -> AnyView {
    let rows: Vec<AnyView> = wishes.iter().map(|wish| row(look, list, lists, wish)).collect();
    let content = if rows.is_empty() {
        nothing(look, if list.hearts { "profile-saved-none" } else { "keeping-list-empty" })
    } else {
        view! { <ul class="lines">{rows}</ul> }.into_any()
    };
    view! {
        <section class="stack gap-4" aria-labelledby="list">
            <div class="section-head">
                <h2 id="list" dir="auto">{name_of(look, list.name.as_ref())}</h2>
                <p>{look.count("keeping-things", list.count)}</p>
            </div>
            {sharing(look, list)}
            {content}
            {rename(look, list, typed, wrong)}
        </section>
    }
    .into_any()
}

/// The link that shows a list, or the button that makes one.
fn sharing(look: &Look, list: &Wishlist) -> AnyView {
    let form = |shared: &'static str, key: &str| {
        view! {
            <form method="post" action="/api/lists/share">
                <input type="hidden" name="list" value=list.id.to_string()/>
                <input type="hidden" name="shared" value=shared/>
                <button class="button small">{look.t(key)}</button>
            </form>
        }
    };
    match shop().list_address(list) {
        Some(path) => view! {
            <div class="shared-link stack gap-2">
                <p class="row tight fine">{icon(CHECK)}<span>{look.t("keeping-shared")}</span></p>
                <p class="row">
                    <input class="input grow" readonly value=PublicUrl::of(&path) aria-label=look.t("keeping-link") dir="ltr"/>
                    <a class="button small" href=path>{look.t("keeping-see-shared")}</a>
                    {form("no", "keeping-unshare")}
                </p>
            </div>
        }
        .into_any(),
        None => view! { <div class="row"><p class="soft fine">{look.t("keeping-private")}</p>{form("yes", "keeping-share")}</div> }
            .into_any(),
    }
}

fn rename(look: &Look, list: &Wishlist, typed: &str, wrong: &[FieldProblem]) -> AnyView {
    let known = name_of(look, list.name.as_ref());
    let open = wrong.iter().any(|problem| problem.field == "new_name");
    let field = TextField {
        name: "new_name",
        value: if open { typed } else { &known },
        kind: "text",
        autocomplete: "off",
        longest: 60,
        optional: false,
    };
    let delete = (!list.hearts).then(|| {
        view! {
            <form method="post" action="/api/lists/delete">
                <input type="hidden" name="list" value=list.id.to_string()/>
                <button class="button small trouble">{look.t("keeping-delete")}</button>
                <p class="soft fine">{look.t("keeping-delete-what")}</p>
            </form>
        }
    });
    view! {
        <details open=open>
            <summary>{look.t("keeping-manage")}</summary>
            <div class="stack form">
                <form class="stack" method="post" action="/api/lists/rename" novalidate>
                    <input type="hidden" name="list" value=list.id.to_string()/>
                    {text_field(look, field, wrong)}
                    <div class="row"><button class="button small">{look.t("save")}</button></div>
                </form>
                {delete}
            </div>
        </details>
    }
    .into_any()
}

fn new_list(look: &Look, typed: &str, wrong: &[FieldProblem]) -> AnyView {
    let open = wrong.iter().any(|problem| problem.field == "list_name");
    let field =
        TextField { name: "list_name", value: typed, kind: "text", autocomplete: "off", longest: 60, optional: false };
    view! {
        <details class="new-list" open=open>
            <summary class="row tight">{icon(MORE)}{look.t("keeping-new-list")}</summary>
            <form class="stack form" method="post" action="/api/lists/new" novalidate>
                {text_field(look, field, wrong)}
                <div class="row"><button class="button primary">{look.t("keeping-new-list-do")}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// The ways to what else is kept.
pub fn elsewhere(look: &Look) -> AnyView {
    let links = [
        ("/compare", "keeping-compare"),
        ("/alerts", "keeping-alerts"),
        ("/searches", "keeping-searches"),
        ("/recent", "keeping-recent"),
    ];
    let links: Vec<AnyView> = links
        .into_iter()
        .map(|(path, key)| view! { <li><a class="chip" href=path>{look.t(key)}</a></li> }.into_any())
        .collect();
    view! { <nav aria-label=look.t("keeping-else")><ul class="chips wrap">{links}</ul></nav> }.into_any()
}
