//! Somebody with an account: what is known of them, their newest orders, their role, and whether the account is open.

use domain::ids::AccountId;
use leptos::prelude::*;
use services::{
    ServiceError,
    staff::{Person, may},
};

use super::{Clerk, Content, Shop, nothing, people::badges, role_name};
use crate::{look::Look, pages::head::title};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk, account: String) -> Content {
    let allowed = clerk.must()?;
    let account: AccountId = account.parse().map_err(|_| ServiceError::NotFound)?;
    let (person, orders) = shop.known_person(&allowed, &account).await?;
    let name = if person.name.is_empty() { person.username.clone() } else { person.name.clone() };
    let sees_orders = clerk.allowed::<may::SeeOrders>().is_some();
    let orders: Vec<AnyView> = orders
        .iter()
        .map(|order| {
            let number = order.number.to_string();
            let number = if sees_orders {
                let address = format!("/order/{number}");
                view! { <a class="link" href=address dir="ltr">{number}</a> }.into_any()
            } else {
                view! { <span dir="ltr">{number}</span> }.into_any()
            };
            view! {
                <li>
                    <p>{number}" · "{look.t(&format!("status-{}", order.status.word()))}</p>
                    <p class="soft fine">{look.moment(order.created_at)}" · "{look.money(order.total)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let orders = if orders.is_empty() {
        nothing(look.t("staff-orders-none").into_owned())
    } else {
        view! { <ul class="entries">{orders}</ul> }.into_any()
    };
    let role = match clerk.allowed::<may::AssignRoles>() {
        Some(_) => Some(role_form(&shop, &look, &clerk, &person).await?),
        None => None,
    };
    let closing = clerk.allowed::<may::SuspendPeople>().map(|_| closing_form(&look, &person));
    let customer = !is_staff(&shop, &person).await? && person.suspended_at.is_none();
    let acting = clerk.allowed::<may::ActAsCustomer>().filter(|_| customer).map(|_| acting_form(&look, &person));
    Ok(view! {
        {title(name.clone())}
        <h1 class="row tight"><span dir="auto">{name}</span><span class="badge large">{role_name(&look, &person.role)}</span>{badges(&look, &person)}</h1>
        {facts(&look, &person)}
        {acting}
        {role}
        {closing}
        <section class="stack" aria-labelledby="orders"><h2 id="orders">{look.t("staff-orders")}</h2>{orders}</section>
    }
    .into_any())
}

fn facts(look: &Look, person: &Person) -> AnyView {
    let last = match person.last_login {
        Some(at) => look.moment(at),
        None => look.t("staff-never").into_owned().into_any(),
    };
    let log_name = person.pseudonym.clone().map(|name| {
        let address = format!("/operator/audit?actor=account:{name}");
        view! { <div><dt>{look.t("staff-log-name")}</dt><dd><a class="link" href=address><code dir="ltr">{name}</code></a></dd></div> }
    });
    view! {
        <dl class="facts-of">
            <div><dt>{look.t("staff-email")}</dt><dd><bdi dir="ltr">{person.email.clone()}</bdi></dd></div>
            <div><dt>{look.t("staff-username")}</dt><dd><bdi dir="ltr">{person.username.clone()}</bdi></dd></div>
            <div><dt>{look.t("staff-joined")}</dt><dd>{look.moment(person.joined_at)}</dd></div>
            <div><dt>{look.t("staff-last-login")}</dt><dd>{last}</dd></div>
            {log_name}
        </dl>
    }
    .into_any()
}

async fn role_form(shop: &Shop, look: &Look, clerk: &Clerk, person: &Person) -> Result<AnyView, ServiceError> {
    let has = clerk.permissions();
    let offered = shop.roles().await?.into_iter().filter(|role| has.covers(role.permissions));
    let options: Vec<AnyView> = offered
        .map(|role| {
            let name = if role.built_in { role_name(look, &role.word) } else { role.name };
            view! { <option value=role.word.clone() selected=role.word == person.role>{name}</option> }.into_any()
        })
        .collect();
    Ok(view! {
        <form class="stack gap-2" method="post" action="/api/staff/assign">
            <input type="hidden" name="account" value=person.account.to_string()/>
            <div class="filters">
                <div class="field">
                    <label for="role">{look.t("staff-role")}</label>
                    <select class="input" id="role" name="role" aria-describedby="role-hint">{options}</select>
                </div>
                <button class="button">{look.t("staff-assign")}</button>
            </div>
            <p class="soft fine" id="role-hint">{look.t("staff-assign-hint")}</p>
        </form>
    }
    .into_any())
}

async fn is_staff(shop: &Shop, person: &Person) -> Result<bool, ServiceError> {
    let roles = shop.roles().await?;
    Ok(roles.iter().any(|role| role.word == person.role && role.permissions.is_staff()))
}

fn acting_form(look: &Look, person: &Person) -> AnyView {
    view! {
        <form class="stack gap-2" method="post" action="/api/staff/act-as">
            <input type="hidden" name="account" value=person.account.to_string()/>
            <p class="soft fine">{look.t("staff-act-hint")}</p>
            <div><button class="button small">{look.t("staff-act")}</button></div>
        </form>
    }
    .into_any()
}

fn closing_form(look: &Look, person: &Person) -> AnyView {
    let open = person.suspended_at.is_none();
    let (value, name) = if open { ("1", "staff-suspend") } else { ("0", "staff-reopen") };
    let hint = open.then(|| view! { <p class="soft fine">{look.t("staff-suspend-hint")}</p> });
    view! {
        <form class="stack gap-2" method="post" action="/api/staff/suspend">
            <input type="hidden" name="account" value=person.account.to_string()/>
            <input type="hidden" name="closed" value=value/>
            {hint}
            <div><button class="button small">{look.t(name)}</button></div>
        </form>
    }
    .into_any()
}
