//! Groups of customers: what there is, making, naming and removing them, and who is in one.

use domain::ids::GroupId;
use leptos::prelude::*;
use services::{
    ServiceError,
    groups::{GroupView, LONGEST_NAME, Member, Refusal},
    staff::may,
};

use super::{Clerk, Content, Shop, headed, nothing};
use crate::{
    icons::{FORWARD, turning_icon},
    look::Look,
    pages::head::title,
    ssr::parameter,
};

/// The page of all groups.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let groups = shop.groups(&clerk.must()?).await?;
    let sees_people = clerk.allowed::<may::SeePeople>().is_some();
    let list = if groups.is_empty() {
        nothing(look.t("groups-none").into_owned())
    } else {
        let rows: Vec<AnyView> = groups.iter().map(|group| row(&look, group, sees_people)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let about = parameter("group");
    let gone = refused().filter(|refusal| *refusal == Refusal::Gone);
    let gone = gone.map(|refusal| view! { <p class="error" role="alert">{why(&look, refusal)}</p> });
    let wrong = refused().filter(|refusal| about.is_empty() && *refusal != Refusal::Gone);
    let typed = if about.is_empty() { parameter("name") } else { String::new() };
    Ok(view! {
        {headed(&look, "groups-title")}
        <p class="soft">{look.t("groups-text")}</p>
        {gone}
        {list}
        <section class="stack" aria-labelledby="new-group">
            <h2 id="new-group">{look.t("groups-new")}</h2>
            <form class="panel stack" method="post" action="/api/operator/make-group">
                {name_field(&look, "name", typed, wrong)}
                <div><button class="button primary">{look.t("groups-make")}</button></div>
            </form>
        </section>
    }
    .into_any())
}

fn row(look: &Look, view: &GroupView, sees_people: bool) -> AnyView {
    let (id, name) = (view.group.id.to_string(), view.group.name.clone());
    let named = if sees_people {
        let address = format!("/operator/groups/{id}");
        view! { <a class="link" href=address dir="auto"><b>{name}</b></a> }.into_any()
    } else {
        view! { <b dir="auto">{name}</b> }.into_any()
    };
    let promotions = (!view.promotions.is_empty()).then(|| {
        let names: Vec<String> = view.promotions.iter().map(|name| look.named(name)).collect();
        let told = look.with("groups-promotions", &[("names", names.join(" · ").into())]);
        view! { <p class="soft fine">{told}</p> }
    });
    view! {
        <li>
            <div class="stack gap-1">
                <p class="row tight">{named}<span class="badge">{look.count("groups-members", view.group.members)}</span></p>
                {promotions}
                {change(look, view)}
            </div>
        </li>
    }
    .into_any()
}

/// The forms that name and remove a group; removing only where no promotion is for it.
fn change(look: &Look, view: &GroupView) -> AnyView {
    let id = view.group.id.to_string();
    let wrong = refused().filter(|_| parameter("group") == id);
    let (of_name, of_removing) = (wrong.filter(|refusal| is_of_name(*refusal)), wrong.filter(|one| !is_of_name(*one)));
    let name = if of_name.is_some() { parameter("name") } else { view.group.name.clone() };
    let removing = if view.promotions.is_empty() {
        let trouble = of_removing.map(|refusal| view! { <p class="error" role="alert">{why(look, refusal)}</p> });
        view! {
            <form method="post" action="/api/operator/remove-group">
                <input type="hidden" name="group" value=id.clone()/>
                {trouble}
                <button class="button small quiet">{look.t("groups-remove")}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <p class=if of_removing.is_some() { "error" } else { "hint" }>{why(look, Refusal::InUse)}</p> }
            .into_any()
    };
    view! {
        <details class="fold" open=wrong.is_some()>
            <summary>{look.t("groups-change")}</summary>
            <form class="stack" method="post" action="/api/operator/rename-group">
                <input type="hidden" name="group" value=id.clone()/>
                {name_field(look, &format!("name-{id}"), name, of_name)}
                <div><button class="button">{look.t("groups-rename")}</button></div>
            </form>
            {removing}
        </details>
    }
    .into_any()
}

/// The page of those in a group.
pub(super) async fn members_page(shop: Shop, look: Look, clerk: Clerk, of: String) -> Content {
    let id: GroupId = of.parse().map_err(|_| ServiceError::NotFound)?;
    let number: u32 = parameter("page").parse().unwrap_or(0);
    let found = shop.group_members(&clerk.must()?, &clerk.must()?, &id, number).await?;
    let list = if found.members.is_empty() {
        nothing(look.t("groups-nobody").into_owned())
    } else {
        let rows: Vec<AnyView> = found.members.iter().map(|member| member_row(&look, &id, member)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    let address = |page: u32| format!("/operator/groups/{id}?page={page}");
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
        {title(found.name.clone())}
        <h1 dir="auto">{found.name}</h1>
        <p><a class="link" href="/operator/groups">{look.t("groups-all")}</a></p>
        {adding(&look, &id)}
        {list}
        <nav class="pager row" aria-label=look.t("pages")>{newer}{older}</nav>
    }
    .into_any())
}

fn adding(look: &Look, id: &GroupId) -> AnyView {
    let wrong = refused();
    let error = wrong.map(|refusal| view! { <p class="error" id="who-error">{why(look, refusal)}</p> });
    view! {
        <form class="panel stack" method="post" action="/api/operator/add-to-group">
            <input type="hidden" name="group" value=id.to_string()/>
            <div class="field">
                <label for="who">{look.t("groups-who")}</label>
                <input class="input" id="who" name="who" required maxlength="254" dir="ltr" autocomplete="off"
                    autocapitalize="none" spellcheck="false" value=parameter("who")
                    aria-invalid=wrong.map(|_| "true") aria-describedby=wrong.map(|_| "who-error")/>
                {error}
            </div>
            <div><button class="button primary">{look.t("groups-add")}</button></div>
        </form>
    }
    .into_any()
}

fn member_row(look: &Look, group: &GroupId, member: &Member) -> AnyView {
    let name = if member.name.is_empty() { member.username.clone() } else { member.name.clone() };
    let since = look.with("groups-since", &[("day", look.day(member.added_at.date()).into())]);
    view! {
        <li>
            <div class="stack gap-1">
                <p><a class="link" href=format!("/operator/people/{}", member.account) dir="auto"><b>{name}</b></a></p>
                <p class="soft fine"><bdi dir="ltr">{member.email.clone()}</bdi>" · "{since}</p>
            </div>
            <form method="post" action="/api/operator/take-out-of-group">
                <input type="hidden" name="group" value=group.to_string()/>
                <input type="hidden" name="account" value=member.account.to_string()/>
                <button class="button small quiet">{look.t("groups-take-out")}</button>
            </form>
        </li>
    }
    .into_any()
}

fn name_field(look: &Look, id: &str, value: String, wrong: Option<Refusal>) -> AnyView {
    let error = wrong.map(|refusal| view! { <p class="error" id=format!("{id}-error")>{why(look, refusal)}</p> });
    view! {
        <div class="field">
            <label for=id.to_owned()>{look.t("groups-name")}</label>
            <input class="input" id=id.to_owned() name="name" value=value required maxlength=LONGEST_NAME dir="auto"
                aria-invalid=wrong.map(|_| "true") aria-describedby=wrong.map(|_| format!("{id}-error"))/>
            {error}
        </div>
    }
    .into_any()
}

/// What a form on the way here was refused for.
fn refused() -> Option<Refusal> {
    let field = parameter("field");
    let word = field.strip_prefix("group-")?;
    Refusal::ALL.into_iter().find(|refusal| refusal.word() == word)
}

fn is_of_name(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::Name | Refusal::NameTaken)
}

fn why(look: &Look, refusal: Refusal) -> String {
    look.t(&format!("groups-wrong-{}", refusal.word())).into_owned()
}
