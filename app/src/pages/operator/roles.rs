//! The roles: what each permits, how many have it, and a form for those that people make.

use domain::permission::PermissionSet;
use leptos::prelude::*;
use services::staff::{RoleView, may};

use super::{Clerk, Content, Shop, headed, permission_boxes, permission_name, role_name};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    clerk.must::<may::ShapeRoles>()?;
    let has = clerk.permissions();
    let rows: Vec<AnyView> = shop.roles().await?.iter().map(|role| row(&look, role, has)).collect();
    Ok(view! {
        {headed(&look, "staff-roles")}
        <ul class="entries">{rows}</ul>
        <section class="panel stack" aria-labelledby="new-role">
            <h2 id="new-role">{look.t("staff-role-new")}</h2>
            <form class="stack" method="post" action="/api/staff/role">
                <div class="field">
                    <label for="word">{look.t("staff-role-word")}</label>
                    <input class="input" id="word" name="word" required minlength="2" maxlength="32" dir="ltr"
                        pattern="[a-z0-9-]+" aria-describedby="word-hint" autocapitalize="none" spellcheck="false"/>
                    <p class="hint" id="word-hint">{look.t("staff-role-word-hint")}</p>
                </div>
                {name_field(&look, "name", "")}
                {permission_boxes(&look, has, PermissionSet::NONE)}
                <div><button class="button primary">{look.t("staff-role-save")}</button></div>
            </form>
        </section>
    }
    .into_any())
}

fn row(look: &Look, role: &RoleView, has: PermissionSet) -> AnyView {
    let name = if role.built_in { role_name(look, &role.word) } else { role.name.clone() };
    let permits: Vec<String> = role.permissions.iter().map(|one| permission_name(look, one)).collect();
    let permits = if permits.is_empty() { look.t("staff-may-nothing").into_owned() } else { permits.join(" · ") };
    let change = (!role.built_in && has.covers(role.permissions)).then(|| change(look, role, has));
    view! {
        <li>
            <div class="stack gap-1">
                <p class="row tight"><b dir="auto">{name}</b><code dir="ltr">{role.word.clone()}</code>
                    <span class="badge">{look.count("staff-role-people", role.count)}</span></p>
                <p class="soft fine">{permits}</p>
                {change}
            </div>
        </li>
    }
    .into_any()
}

fn change(look: &Look, role: &RoleView, has: PermissionSet) -> AnyView {
    let id = format!("name-{}", role.word);
    view! {
        <details class="fold">
            <summary>{look.t("staff-role-change")}</summary>
            <form class="stack" method="post" action="/api/staff/role">
                <input type="hidden" name="word" value=role.word.clone()/>
                {name_field(look, &id, &role.name)}
                {permission_boxes(look, has, role.permissions)}
                <div><button class="button">{look.t("staff-role-save")}</button></div>
            </form>
            <form method="post" action="/api/staff/remove-role">
                <input type="hidden" name="word" value=role.word.clone()/>
                <button class="button small quiet">{look.t("staff-role-remove")}</button>
            </form>
        </details>
    }
    .into_any()
}

fn name_field(look: &Look, id: &str, value: &str) -> AnyView {
    view! {
        <div class="field">
            <label for=id.to_owned()>{look.t("staff-role-name")}</label>
            <input class="input" id=id.to_owned() name="name" value=value.to_owned() required maxlength="80" dir="auto"/>
        </div>
    }
    .into_any()
}
