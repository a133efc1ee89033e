//! Doors of the ways in beside the password: the second step, passkeys, other providers.

use leptos::prelude::*;
use services::{
    accounts::{AccountError, SignInOutcome},
    factors::Purpose,
};

use super::answered;
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{
        Way, browser, drop_ticket, keep_pending, keep_private, keep_ticket, local_path, open_session, pending,
        see_other, set_status, shop, signed, ticket, visit, with_next,
    },
};

const FACTOR: &str = "/sign-in/factor";

/// The most letters of a code or a short name that are read.
const LONGEST: usize = 100;

/// The most letters of a password that are read.
const LONGEST_PASSWORD: usize = 1024;

/// The largest answer of a device that is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Says on a page which field is wrong, and why.
fn wrong<T>(page: &str, why: &str, field: &str) -> Result<T, ApiError> {
    let problem = ApiError::invalid(field);
    set_status(problem.kind.status());
    let joint = if page.contains('?') { '&' } else { '?' };
    see_other(&format!("{page}{joint}wrong={why}"));
    Err(problem)
}

/// What a page says of an error: the word in its address.
fn word(error: &AccountError) -> Option<String> {
    match error {
        AccountError::Fields(_) => Some("refused".to_owned()),
        AccountError::Wait { seconds } => Some(format!("wait&seconds={seconds}")),
        AccountError::Link => Some("over".to_owned()),
        _ => None,
    }
}

/// Goes on as sign-in says: signed in, or to the second step.
fn go_on(outcome: SignInOutcome, next: &str) -> Result<(), ApiError> {
    match outcome {
        SignInOutcome::Signed(opened) => {
            open_session(&opened);
            see_other(next);
        }
        SignInOutcome::Factor(half) => {
            keep_pending(&half);
            see_other(&with_next(FACTOR, next));
        }
    }
    Ok(())
}

/// Takes the second step of a sign-in.
#[server(prefix = "/api", endpoint = "sign-in/factor")]
pub async fn show_factor(#[server(default)] code: String, #[server(default)] next: String) -> Result<(), ApiError> {
    keep_private();
    let next = local_path(&next, "/account");
    let page = with_next(FACTOR, &next);
    if code.trim().is_empty() {
        return wrong(&page, "missing", "code");
    }
    let Some(half) = pending() else { return wrong(&page, "over", "code") };
    match shop().show_factor(&half, &short(&code), &browser()).await {
        Ok(opened) => go_on(SignInOutcome::Signed(opened), &next),
        Err(error) => match word(&error) {
            Some(why) => wrong(&page, &why, "code"),
            None => answered(Err(error.into()), "/", &page),
        },
    }
}

/// Begins to come in by a passkey. The answer is what the browser is asked for, as JSON.
#[server(prefix = "/api", endpoint = "sign-in/passkey/begin")]
pub async fn begin_passkey_sign_in() -> Result<String, ApiError> {
    keep_private();
    let (options, held) = shop().begin_passkey_sign_in().await?;
    keep_ticket(Way::Passkey, &held);
    Ok(options.to_string())
}

/// Comes in by a passkey.
#[server(prefix = "/api", endpoint = "sign-in/passkey/finish")]
pub async fn finish_passkey_sign_in(
    #[server(default)] answer: String,
    #[server(default)] next: String,
) -> Result<(), ApiError> {
    keep_private();
    let next = local_path(&next, "/account");
    let page = with_next("/sign-in", &next);
    let held = ticket(Way::Passkey).filter(|_| answer.len() <= LONGEST_ANSWER);
    let Some(held) = held else { return wrong(&page, "passkey", "answer") };
    drop_ticket(Way::Passkey);
    match shop().finish_passkey_sign_in(&held, &answer, signed().as_ref(), &browser()).await {
        Ok(opened) => go_on(SignInOutcome::Signed(opened), &next),
        Err(error) => {
            let problem = ApiError::from(error);
            if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::NotFound) {
                return wrong(&page, "passkey", "answer");
            }
            answered(Err(problem), "/", &page)
        }
    }
}

/// Begins to come in by another provider.
#[server(prefix = "/api", endpoint = "sign-in/with")]
pub async fn sign_in_with(
    #[server(default)] provider: String,
    #[server(default)] next: String,
) -> Result<(), ApiError> {
    keep_private();
    let next = local_path(&next, "/account");
    let purpose = Purpose::SignIn { next: next.clone() };
    let outcome = shop().begin_identity(&short(&provider), purpose, visit().locale).await.map_err(ApiError::from);
    let outcome = outcome.map(|held| keep_ticket(Way::Identity, &held));
    answered(outcome, "/sign-in/with", &with_next("/sign-in", &next))
}

/// Lets an identity open the account whose password this is.
#[server(prefix = "/api", endpoint = "sign-in/link")]
pub async fn link_with_password(#[server(default)] password: String) -> Result<(), ApiError> {
    const PAGE: &str = "/sign-in/link";
    keep_private();
    let Some(held) = ticket(Way::Link) else { return wrong(PAGE, "over", "password") };
    let password: String = password.chars().take(LONGEST_PASSWORD).collect();
    match shop().link_with_password(&held, &password, &browser()).await {
        Ok(Some((outcome, next))) => {
            drop_ticket(Way::Link);
            go_on(outcome, &local_path(&next, "/account"))
        }
        Ok(None) => wrong(PAGE, "over", "password"),
        Err(error) => match word(&error) {
            Some(why) => wrong(PAGE, &why, "password"),
            None => answered(Err(error.into()), "/", PAGE),
        },
    }
}
