//! Doors of the security page: second factors, passkeys, other accounts, the telephone number, sessions. What changes how
//! somebody signs in asks who they are again, where that is longer ago than five minutes.

use leptos::prelude::*;
use services::{
    accounts::{Recent, SessionKey, Signed},
    factors::{NumberProblem, PhoneOutcome, Purpose},
};

use super::answered;
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{
        Way, browser, drop_ticket, keep_private, keep_ticket, now, open_session, see_other, set_status, shop, signed,
        ticket, visit, with_next,
    },
};

const PAGE: &str = "/account/security";
const APP: &str = "/account/security/app";

/// The most letters of a code or a name that are read.
const LONGEST: usize = 100;

/// The largest answer of a device that is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Sends whoever may not go on to a page where they can show who they are.
fn turned_away(page: &str, back: &str) -> ApiError {
    let problem = ApiError::of(ProblemKind::SignInRequired, None);
    set_status(problem.kind.status());
    see_other(&with_next(page, back));
    problem
}

fn present(back: &str) -> Result<Signed, ApiError> {
    keep_private();
    signed().ok_or_else(|| turned_away("/sign-in", back))
}

fn recent(back: &str) -> Result<Recent, ApiError> {
    present(back)?.recent(now()).ok_or_else(|| turned_away("/sign-in/again", back))
}

/// Says on the page of a form which field is wrong, and why.
fn wrong<T>(page: &str, why: &str, field: &str) -> Result<T, ApiError> {
    let problem = ApiError::invalid(field);
    set_status(problem.kind.status());
    let (path, place) = page.split_once('#').map_or((page, String::new()), |(path, place)| (path, format!("#{place}")));
    let joint = if path.contains('?') { '&' } else { '?' };
    see_other(&format!("{path}{joint}wrong={why}{place}"));
    Err(problem)
}

fn did(what: &str) -> String {
    format!("{PAGE}?did={what}")
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Begins to set up an app for codes.
#[server(prefix = "/api", endpoint = "security/app/begin")]
pub async fn begin_app() -> Result<(), ApiError> {
    let recent = recent(APP)?;
    let outcome = shop().begin_totp(&recent).await.map_err(ApiError::from);
    answered(outcome, APP, PAGE)
}

/// Takes the first code of an app.
#[server(prefix = "/api", endpoint = "security/app/confirm")]
pub async fn confirm_app(#[server(default)] code: String) -> Result<(), ApiError> {
    let who = present(APP)?;
    if code.trim().is_empty() {
        return wrong(APP, "code-missing", "code");
    }
    match shop().confirm_totp(&who, &short(&code), &browser()).await {
        Ok(Some((codes, opened))) => {
            open_session(&opened);
            keep_ticket(Way::BackupCodes, &codes);
            answered(Ok(()), "/account/security/codes", APP)
        }
        Ok(None) => wrong(APP, "code-wrong", "code"),
        Err(error) => answered(Err(error.into()), APP, APP),
    }
}

/// Asks for codes of an app no longer.
#[server(prefix = "/api", endpoint = "security/app/remove")]
pub async fn remove_app() -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    match shop().remove_totp(&recent).await {
        Ok(true) => answered(Ok(()), &did("app-removed"), PAGE),
        Ok(false) => wrong(&format!("{PAGE}#factor"), "short-password", "password"),
        Err(error) => answered(Err(error.into()), PAGE, PAGE),
    }
}

/// Makes new backup codes.
#[server(prefix = "/api", endpoint = "security/codes/renew")]
pub async fn renew_codes() -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    let outcome = shop().renew_backup_codes(&recent).await.map_err(ApiError::from);
    let outcome = outcome.map(|codes| keep_ticket(Way::BackupCodes, &codes));
    answered(outcome, "/account/security/codes", PAGE)
}

/// Begins to make a passkey. The answer is what the browser is asked for, as JSON.
#[server(prefix = "/api", endpoint = "security/passkey/begin")]
pub async fn begin_passkey() -> Result<String, ApiError> {
    let recent = recent(PAGE)?;
    let (options, held) = shop().begin_passkey(&recent).await?;
    keep_ticket(Way::Passkey, &held);
    Ok(options.to_string())
}

/// Keeps the passkey that a device made.
#[server(prefix = "/api", endpoint = "security/passkey/finish")]
pub async fn finish_passkey(
    #[server(default)] name: String,
    #[server(default)] answer: String,
) -> Result<(), ApiError> {
    let who = present(PAGE)?;
    let held = ticket(Way::Passkey).filter(|_| answer.len() <= LONGEST_ANSWER);
    let Some(held) = held else { return wrong(&format!("{PAGE}#passkeys"), "passkey-failed", "answer") };
    drop_ticket(Way::Passkey);
    match shop().finish_passkey(&who, &held, &short(&name), &answer).await {
        Ok(()) => answered(Ok(()), &format!("{}#passkeys", did("passkey")), PAGE),
        Err(error) => {
            let problem = ApiError::from(error);
            if problem.kind == ProblemKind::Invalid || problem.kind == ProblemKind::NotFound {
                return wrong(&format!("{PAGE}#passkeys"), "passkey-failed", "answer");
            }
            answered(Err(problem), PAGE, PAGE)
        }
    }
}

/// Gives a passkey another name.
#[server(prefix = "/api", endpoint = "security/passkey/rename")]
pub async fn rename_passkey(#[server(default)] id: String, #[server(default)] name: String) -> Result<(), ApiError> {
    let who = present(PAGE)?;
    let outcome = shop().rename_passkey(&who, &short(&id), &short(&name)).await.map_err(ApiError::from);
    answered(outcome, &format!("{}#passkeys", did("passkey-renamed")), PAGE)
}

/// Removes a passkey.
#[server(prefix = "/api", endpoint = "security/passkey/remove")]
pub async fn remove_passkey(#[server(default)] id: String) -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    let outcome = shop().remove_passkey(&recent, &short(&id)).await.map_err(ApiError::from);
    answered(outcome, &format!("{}#passkeys", did("passkey-removed")), PAGE)
}

/// Begins to let an identity at another provider open the account.
#[server(prefix = "/api", endpoint = "security/provider/link")]
pub async fn link_provider(#[server(default)] provider: String) -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    let slug = short(&provider);
    let outcome = shop().begin_identity(&slug, Purpose::Link(recent), visit().locale).await.map_err(ApiError::from);
    let outcome = outcome.map(|held| keep_ticket(Way::Identity, &held));
    answered(outcome, "/sign-in/with", PAGE)
}

/// Lets an identity at another provider open the account no longer.
#[server(prefix = "/api", endpoint = "security/provider/unlink")]
pub async fn unlink_provider(#[server(default)] provider: String) -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    match shop().unlink_identity(&recent, &short(&provider)).await {
        Ok(true) => answered(Ok(()), &did("unlinked"), PAGE),
        Ok(false) => wrong(&format!("{PAGE}#providers"), "provider-only", "provider"),
        Err(error) => answered(Err(error.into()), PAGE, PAGE),
    }
}

/// Has a code sent to a telephone number.
#[server(prefix = "/api", endpoint = "security/phone/send")]
pub async fn send_phone_code(#[server(default)] number: String) -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    let place = format!("{PAGE}#phone");
    match shop().send_phone_code(&recent, &short(&number), visit().locale).await {
        Ok(Ok(())) => answered(Ok(()), &place, &place),
        Ok(Err(problem)) => {
            let typed = domain::search::percent_encoded(&short(&number));
            let why = match problem {
                NumberProblem::Malformed => "phone-malformed",
                NumberProblem::TooMany => "phone-too-many",
            };
            wrong(&format!("{PAGE}?number={typed}#phone"), why, "number")
        }
        Err(error) => answered(Err(error.into()), &place, &place),
    }
}

/// Takes the code that was sent to a telephone number.
#[server(prefix = "/api", endpoint = "security/phone/prove")]
pub async fn prove_phone(#[server(default)] code: String) -> Result<(), ApiError> {
    let who = present(PAGE)?;
    let place = format!("{PAGE}#phone");
    match shop().prove_phone(&who, &short(&code)).await {
        Ok(PhoneOutcome::Proved) => answered(Ok(()), &format!("{}#phone", did("phone")), PAGE),
        Ok(PhoneOutcome::Wrong) => wrong(&place, "code-wrong", "code"),
        Ok(PhoneOutcome::Over) => wrong(&place, "phone-over", "code"),
        Err(error) => answered(Err(error.into()), &place, &place),
    }
}

/// Forgets the telephone number.
#[server(prefix = "/api", endpoint = "security/phone/remove")]
pub async fn remove_phone() -> Result<(), ApiError> {
    let recent = recent(PAGE)?;
    let outcome = shop().forget_phone(&recent).await.map_err(ApiError::from);
    answered(outcome, &did("phone-removed"), PAGE)
}

/// Ends one session of the account.
#[server(prefix = "/api", endpoint = "security/session/end")]
pub async fn end_session(#[server(default)] key: String) -> Result<(), ApiError> {
    let who = present(PAGE)?;
    let outcome = shop().revoke(&who, &SessionKey(short(&key))).await.map_err(ApiError::from);
    let outcome = outcome.and_then(|found| if found { Ok(()) } else { Err(ApiError::of(ProblemKind::NotFound, None)) });
    answered(outcome, &format!("{}#sessions", did("session")), PAGE)
}

/// Ends every session of the account but this one.
#[server(prefix = "/api", endpoint = "security/session/end-others")]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    let who = present(PAGE)?;
    let outcome = shop().revoke_others(&who).await.map(|_| ()).map_err(ApiError::from);
    answered(outcome, &format!("{}#sessions", did("sessions")), PAGE)
}
