//! Doors of privacy: what is agreed to, and erasing.

use domain::consent::{Answer, Purpose};
use leptos::prelude::*;
use services::privacy::AskedToErase;

use super::answered;
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{
        ensure_visitor, keep_answer, local_path, must_be_recent, must_be_signed, see_other, set_status, shop, visit,
    },
};

/// Takes the answer of the strip that asks everybody once. A no of somebody unknown leaves nothing but its own mark in
/// their browser.
#[server(prefix = "/api", endpoint = "privacy/answer")]
pub async fn answer_consent(
    #[server(default)] behaviour: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let back = local_path(&back, "/");
    answered(take(&behaviour).await, &back, &back)
}

async fn take(behaviour: &str) -> Result<(), ApiError> {
    let given = yes_or_no(behaviour, "behaviour")?;
    let visit = if given { ensure_visitor() } else { visit() };
    if let Some(visitor) = &visit.visitor {
        shop().answer_consent(visitor, Purpose::Behaviour, given, visit.locale).await?;
    }
    keep_answer(Answer { behaviour: given });
    Ok(())
}

fn yes_or_no(word: &str, field: &str) -> Result<bool, ApiError> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(ApiError::invalid(field)),
    }
}

/// Gives or withdraws a consent on the privacy page.
#[server(prefix = "/api", endpoint = "privacy/consent")]
pub async fn change_consent(
    #[server(default)] purpose: String,
    #[server(default)] given: String,
) -> Result<(), ApiError> {
    let changed = async {
        let signed = must_be_signed()?;
        let purpose = Purpose::from_word(&purpose).ok_or_else(|| ApiError::invalid("purpose"))?;
        let given = yes_or_no(&given, "given")?;
        shop().answer_consent(&signed.visitor, purpose, given, visit().locale).await?;
        if purpose == Purpose::Behaviour {
            keep_answer(Answer { behaviour: given });
        }
        Ok(())
    };
    answered(changed.await, "/account/privacy?done=1", "/account/privacy")
}

/// Asks to be erased, by somebody who showed who they are a short while ago and says that they mean it.
#[server(prefix = "/api", endpoint = "privacy/erase")]
pub async fn erase(#[server(default)] sure: String, #[server(default)] give_up: String) -> Result<(), ApiError> {
    let recent = must_be_recent()?;
    let refused = |why: &str| {
        set_status(ProblemKind::Invalid.status());
        see_other(&format!("/account/privacy/erase?erase={why}"));
        Err(ApiError::invalid("sure"))
    };
    if sure != "on" {
        return refused("unsure");
    }
    match shop().ask_to_erase(&recent, give_up == "on").await.map_err(ApiError::from) {
        Ok(AskedToErase::WalletHolds(_)) => refused("unsure"),
        Ok(AskedToErase::LastOwner) => refused("last-owner"),
        Ok(AskedToErase::Noted(_)) => answered(Ok(()), "/account/privacy", "/account/privacy"),
        Err(error) => answered(Err(error), "/account/privacy", "/account/privacy/erase"),
    }
}

/// Keeps the account of somebody who had asked to be erased.
#[server(prefix = "/api", endpoint = "privacy/keep")]
pub async fn keep() -> Result<(), ApiError> {
    let kept = async {
        let signed = must_be_signed()?;
        Ok(shop().keep_account(&signed).await?)
    };
    answered(kept.await, "/account/privacy?done=1", "/account/privacy")
}
