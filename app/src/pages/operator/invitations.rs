//! Invitations to work here: a form that sends one, and those that were sent.

use leptos::prelude::*;
use services::staff::Invitation;

use super::{Clerk, Content, Shop, headed, nothing, role_name};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let sent = shop.invitations(&clerk.must()?).await?;
    let has = clerk.permissions();
    let offered = shop.roles().await?.into_iter();
    let options: Vec<AnyView> = offered
        .filter(|role| role.permissions.is_staff() && has.covers(role.permissions))
        .map(|role| {
            let name = if role.built_in { role_name(&look, &role.word) } else { role.name };
            view! { <option value=role.word>{name}</option> }.into_any()
        })
        .collect();
    let list = if sent.is_empty() {
        nothing(look.t("staff-invitations-none").into_owned())
    } else {
        let rows: Vec<AnyView> = sent.iter().map(|one| row(&look, one)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    Ok(view! {
        {headed(&look, "staff-invitations")}
        <section class="panel stack" aria-labelledby="invite">
            <h2 id="invite">{look.t("staff-invite")}</h2>
            <form class="filters" method="post" action="/api/staff/invite">
                <div class="field">
                    <label for="email">{look.t("staff-email")}</label>
                    <input class="input" id="email" name="email" type="email" required maxlength="254" dir="ltr" autocomplete="off"/>
                </div>
                <div class="field">
                    <label for="role">{look.t("staff-role")}</label>
                    <select class="input" id="role" name="role">{options}</select>
                </div>
                <button class="button primary">{look.t("staff-invite-send")}</button>
            </form>
        </section>
        {list}
    }
    .into_any())
}

fn row(look: &Look, invitation: &Invitation) -> AnyView {
    let works = invitation.works(look.now());
    let (badge, state) = if invitation.accepted_at.is_some() {
        ("badge good", "staff-invitation-accepted")
    } else if invitation.withdrawn_at.is_some() {
        ("badge", "staff-invitation-withdrawn")
    } else if works {
        ("badge saving", "staff-invitation-open")
    } else {
        ("badge", "staff-invitation-expired")
    };
    let until = works.then(|| {
        view! { " · "{look.t("staff-invitation-until")}" "{look.moment(invitation.expires_at)} }
    });
    let withdraw = works.then(|| {
        view! {
            <form method="post" action="/api/staff/withdraw-invitation">
                <input type="hidden" name="invitation" value=invitation.id.clone()/>
                <button class="button small">{look.t("staff-withdraw")}</button>
            </form>
        }
    });
    view! {
        <li>
            <div class="stack gap-1">
                <p class="row tight"><b><bdi dir="ltr">{invitation.email.to_string()}</bdi></b><span class=badge>{look.t(state)}</span></p>
                <p class="soft fine">
                    {role_name(look, &invitation.role)}" · "{look.moment(invitation.created_at)}{until}" · "
                    <code dir="ltr">{invitation.invited_by.clone()}</code>
                </p>
            </div>
            {withdraw}
        </li>
    }
    .into_any()
}
