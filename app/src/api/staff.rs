//! Doors of staff: people, roles, invitations, keys. Each asks for the permission it needs, and the sensitive ones for
//! somebody who showed a short while ago who they are.

use std::collections::BTreeMap;

use domain::ids::AccountId;
use leptos::prelude::*;
use services::staff::{Decided, Refusal};

use super::{answered, operator::allowed};
use crate::{
    i18n,
    problem::{ApiError, ProblemKind},
    ssr::{
        close_session, keep_private, must_be_signed, open_acting, operator, recent_for, see_other, set_status, shop,
        show_new_key, visit,
    },
};

/// The longest field that is looked at.
const LONGEST: usize = 5000;

/// Answers a form about staff: refused, it goes back to the page with why.
fn decided<T>(outcome: Result<Result<T, Refusal>, ApiError>, good: &str, bad: &str) -> Result<T, ApiError> {
    match outcome {
        Ok(Ok(done)) => answered(Ok(done), good, bad),
        Ok(Err(refusal)) => {
            let joint = if bad.contains('?') { '&' } else { '?' };
            set_status(ProblemKind::Invalid.status());
            see_other(&format!("{bad}{joint}refused={}", refusal.word()));
            let message = i18n::t(visit().locale, &format!("staff-refused-{}", refusal.word())).into_owned();
            Err(ApiError { message, ..ApiError::invalid(refusal.word()) })
        }
        Err(problem) => answered(Err(problem), good, bad),
    }
}

/// What a service decided, as a door says it.
fn told<T>(decided: Decided<T>) -> Result<Result<T, Refusal>, ApiError> {
    Ok(decided?)
}

fn known(account: &str) -> Result<AccountId, ApiError> {
    account.parse().map_err(|_| ApiError::of(ProblemKind::NotFound, None))
}

fn ticked(boxes: &BTreeMap<String, String>) -> Vec<String> {
    boxes.keys().take(100).cloned().collect()
}

fn short(text: &str) -> Result<(), ApiError> {
    if text.len() <= LONGEST { Ok(()) } else { Err(ApiError::invalid("text")) }
}

/// The page of somebody; the list where the account is none.
fn page_of(account: &str) -> String {
    account.parse::<AccountId>().map_or_else(|_| "/operator/people".to_owned(), |id| format!("/operator/people/{id}"))
}

/// Gives somebody a role.
#[server(prefix = "/api", endpoint = "staff/assign")]
pub async fn assign_role(#[server(default)] account: String, #[server(default)] role: String) -> Result<(), ApiError> {
    let page = page_of(&account);
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for(&page)?;
        told(shop().assign_role(&clerk, &recent, &known(&account)?, &role).await)
    };
    decided(outcome.await, &format!("{page}?done=1"), &page)
}

/// Closes an account to its owner, or opens it again.
#[server(prefix = "/api", endpoint = "staff/suspend")]
pub async fn suspend_person(
    #[server(default)] account: String,
    #[server(default)] closed: String,
) -> Result<(), ApiError> {
    let page = page_of(&account);
    let outcome = async {
        let clerk = allowed()?;
        told(shop().suspend_person(&clerk, &known(&account)?, closed == "1").await)
    };
    decided(outcome.await, &format!("{page}?done=1"), &page)
}

/// Opens the shop as a customer sees it, in their place; staff signs in again afterwards.
#[server(prefix = "/api", endpoint = "staff/act-as")]
pub async fn act_as(#[server(default)] account: String) -> Result<(), ApiError> {
    let page = page_of(&account);
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for(&page)?;
        told(shop().act_as(&clerk, &recent, &known(&account)?).await)
    };
    let opened = decided(outcome.await, "/account", &page)?;
    open_acting(&opened);
    Ok(())
}

/// Makes a role, or changes one that people made.
#[server(prefix = "/api", endpoint = "staff/role")]
pub async fn save_role(
    #[server(default)] word: String,
    #[server(default)] name: String,
    #[server(default)] permissions: BTreeMap<String, String>,
) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for("/operator/roles")?;
        told(shop().save_role(&clerk, &recent, &word, &name, &ticked(&permissions)).await)
    };
    decided(outcome.await, "/operator/roles?done=1", "/operator/roles")
}

/// Takes a role away that nobody has.
#[server(prefix = "/api", endpoint = "staff/remove-role")]
pub async fn remove_role(#[server(default)] word: String) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for("/operator/roles")?;
        told(shop().remove_role(&clerk, &recent, &word).await)
    };
    decided(outcome.await, "/operator/roles?done=1", "/operator/roles")
}

/// Invites somebody to work here.
#[server(prefix = "/api", endpoint = "staff/invite")]
pub async fn invite(#[server(default)] email: String, #[server(default)] role: String) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        short(&email)?;
        told(shop().invite(&clerk, &email, &role, visit().locale).await)
    };
    decided(outcome.await, "/operator/invitations?done=1", "/operator/invitations")
}

/// Invites the very first owner, with the operator's key.
#[server(prefix = "/api", endpoint = "staff/first-owner")]
pub async fn invite_first_owner(#[server(default)] email: String) -> Result<(), ApiError> {
    let outcome = async {
        keep_private();
        let operator = operator().ok_or_else(|| ApiError::of(ProblemKind::NotFound, None))?;
        short(&email)?;
        told(shop().invite_first_owner(&operator, &email, visit().locale).await)
    };
    decided(outcome.await, "/operator?invited=1", "/operator")
}

/// Withdraws an invitation.
#[server(prefix = "/api", endpoint = "staff/withdraw-invitation")]
pub async fn withdraw_invitation(#[server(default)] invitation: String) -> Result<(), ApiError> {
    let outcome = async { told(shop().withdraw_invitation(&allowed()?, &invitation).await) };
    decided(outcome.await, "/operator/invitations?done=1", "/operator/invitations")
}

/// Accepts an invitation; whoever does signs in again, with what they may do now.
#[server(prefix = "/api", endpoint = "staff/join")]
pub async fn join(#[server(default)] token: String) -> Result<(), ApiError> {
    let outcome = async {
        let signed = must_be_signed()?;
        told(shop().accept_invitation(&signed, &token).await)
    };
    let outcome = outcome.await;
    if matches!(outcome, Ok(Ok(()))) {
        close_session();
    }
    let again: String = token.chars().filter(char::is_ascii_hexdigit).take(64).collect();
    decided(outcome, "/sign-in?next=/operator", &format!("/join?token={again}"))
}

/// Makes a key for a program; its secret is shown once.
#[server(prefix = "/api", endpoint = "staff/make-key")]
pub async fn make_api_key(
    #[server(default)] name: String,
    #[server(default)] days: String,
    #[server(default)] permissions: BTreeMap<String, String>,
) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for("/operator/keys")?;
        let days: u32 = days.trim().parse().map_err(|_| ApiError::invalid("days"))?;
        told(shop().make_api_key(&clerk, &recent, &name, &ticked(&permissions), days).await)
    };
    let made = decided(outcome.await, "/operator/keys?done=1", "/operator/keys")?;
    show_new_key(&made.secret);
    Ok(())
}

/// Gives a key another secret.
#[server(prefix = "/api", endpoint = "staff/rotate-key")]
pub async fn rotate_api_key(#[server(default)] key: String) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for("/operator/keys")?;
        told(shop().rotate_api_key(&clerk, &recent, &key).await)
    };
    let made = decided(outcome.await, "/operator/keys?done=1", "/operator/keys")?;
    show_new_key(&made.secret);
    Ok(())
}

/// Withdraws a key at once.
#[server(prefix = "/api", endpoint = "staff/withdraw-key")]
pub async fn withdraw_api_key(#[server(default)] key: String) -> Result<(), ApiError> {
    let outcome = async { Ok(shop().withdraw_api_key(&allowed()?, &key).await?) };
    answered(outcome.await, "/operator/keys?done=1", "/operator/keys")
}

/// Keeps the key that a marketplace gave us; an empty one takes it away.
#[server(prefix = "/api", endpoint = "staff/marketplace-key")]
pub async fn set_marketplace_key(
    #[server(default)] marketplace: String,
    #[server(default)] key: String,
) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let recent = recent_for("/operator/marketplaces")?;
        short(&key)?;
        let marketplace = marketplace.parse().map_err(|_| ApiError::of(ProblemKind::NotFound, None))?;
        told(shop().set_marketplace_key(&clerk, &recent, &marketplace, &key).await)
    };
    decided(outcome.await, "/operator/marketplaces?done=1", "/operator/marketplaces")
}
