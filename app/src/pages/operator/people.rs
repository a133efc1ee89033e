//! The people with an account: looked up by name, address or role.

use leptos::prelude::*;
use services::staff::{Person, Search};

use super::{Clerk, Content, Shop, headed, nothing, role_name};
use crate::{
    icons::{FORWARD, turning_icon},
    look::Look,
    ssr::parameter,
};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let allowed = clerk.must()?;
    let search = Search { text: parameter("q"), role: parameter("role") };
    let number: u32 = parameter("page").parse().unwrap_or(0);
    let (found, roles) = (shop.people(&allowed, &search, number).await?, shop.roles().await?);
    let roles: Vec<AnyView> = roles
        .into_iter()
        .map(|role| {
            let name = if role.built_in { role_name(&look, &role.word) } else { role.name };
            view! { <option value=role.word.clone() selected=role.word == search.role>{name}</option> }.into_any()
        })
        .collect();
    let list = if found.people.is_empty() {
        nothing(look.t("staff-nobody").into_owned())
    } else {
        let rows: Vec<AnyView> = found.people.iter().map(|person| row(&look, person)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let address = |page: u32| {
        let encoded = domain::search::percent_encoded;
        format!("/operator/people?q={}&role={}&page={page}", encoded(&search.text), encoded(&search.role))
    };
    let newer = number.checked_sub(1).map(|page| {
        view! { <a class="button small" rel="prev" href=address(page)>{look.t("page-previous")}</a> }
    });
    let older = found.more.then(|| {
        view! {
            <a class="button small" rel="next" href=address(number.saturating_add(1))>
                {look.t("page-next")}{turning_icon(FORWARD)}
            </a>
        }
    });
    Ok(view! {
        {headed(&look, "staff-people")}
        <form class="filters" method="get" action="/operator/people">
            <div class="field">
                <label for="q">{look.t("staff-search")}</label>
                <input class="input" id="q" name="q" type="search" value=search.text.clone() maxlength="200" dir="auto"/>
            </div>
            <div class="field">
                <label for="role">{look.t("staff-role")}</label>
                <select class="input" id="role" name="role">
                    <option value="">{look.t("staff-any-role")}</option>
                    {roles}
                </select>
            </div>
            <button class="button">{look.t("staff-find")}</button>
        </form>
        {list}
        <nav class="pager row" aria-label=look.t("pages")>{newer}{older}</nav>
    }
    .into_any())
}

fn row(look: &Look, person: &Person) -> AnyView {
    let name = if person.name.is_empty() { person.username.clone() } else { person.name.clone() };
    view! {
        <li>
            <div class="stack gap-1">
                <p class="row tight">
                    <a class="link" href=format!("/operator/people/{}", person.account) dir="auto"><b>{name}</b></a>
                    <span class="badge">{role_name(look, &person.role)}</span>
                    {badges(look, person)}
                </p>
                <p class="soft fine"><bdi dir="ltr">{person.email.clone()}</bdi>" · "{look.t("staff-joined")}" "{look.moment(person.joined_at)}</p>
            </div>
        </li>
    }
    .into_any()
}

/// What is not as usual about an account.
pub(super) fn badges(look: &Look, person: &Person) -> AnyView {
    let closed = person.suspended_at.map(|_| view! { <span class="badge trouble">{look.t("staff-suspended")}</span> });
    let unverified =
        (!person.verified).then(|| view! { <span class="badge saving">{look.t("staff-unverified")}</span> });
    view! { {closed}{unverified} }.into_any()
}
