//! Doors behind the counter. Each checks who is there itself; without the permission there is nothing here.

use leptos::prelude::*;
use services::staff::{Allowed, Needs};

use super::answered;
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{clerk, close_operator_session, keep_private, open_operator_session, shop},
};

/// The longest key that is looked at.
const LONGEST_KEY: usize = 512;

/// The proof that whoever asks may do a thing.
///
/// # Errors
/// When nobody does: there is nothing here then.
pub(super) fn allowed<P: Needs>() -> Result<Allowed<P>, ApiError> {
    keep_private();
    clerk().and_then(|clerk| clerk.allowed()).ok_or_else(|| ApiError::of(ProblemKind::NotFound, None))
}

/// Opens a session with the operator's key.
#[server(prefix = "/api", endpoint = "operator/sign-in")]
pub async fn operator_sign_in(#[server(default)] key: String) -> Result<(), ApiError> {
    keep_private();
    let key = key.trim();
    let session = if key.len() <= LONGEST_KEY { shop().open_session(key).await } else { None };
    let outcome = match session {
        Some(session) => {
            open_operator_session(&session);
            Ok(())
        }
        None => Err(ApiError::invalid("key")),
    };
    answered(outcome, "/operator", "/operator")
}

/// Closes the session.
#[server(prefix = "/api", endpoint = "operator/sign-out")]
pub async fn operator_sign_out() -> Result<(), ApiError> {
    keep_private();
    close_operator_session();
    answered(Ok(()), "/operator", "/operator")
}

/// Notes that a person has seen to what an alert is about.
#[server(prefix = "/api", endpoint = "operator/settle")]
pub async fn settle_alert(#[server(default)] alert: String) -> Result<(), ApiError> {
    let outcome = async {
        let found = shop().settle_alert(&allowed()?, &alert).await?;
        if found { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, "/operator/alerts", "/operator/alerts")
}

/// Has a job that was given up tried again; every one where none is named.
#[server(prefix = "/api", endpoint = "operator/replay")]
pub async fn replay_jobs(#[server(default)] job: String) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        if job.is_empty() {
            shop().replay_all_jobs(&clerk).await?;
            return Ok(());
        }
        let found = shop().replay_job(&clerk, &job).await?;
        if found { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, "/operator/jobs", "/operator/jobs")
}

/// Compares the books with the gateway's and the marketplaces' now; what takes longer goes on by itself.
#[server(prefix = "/api", endpoint = "operator/compare")]
pub async fn compare_books() -> Result<(), ApiError> {
    let outcome = async { Ok(shop().compare_now(&allowed()?).await?) };
    let outcome: Result<bool, ApiError> = outcome.await;
    let good = match outcome {
        Ok(false) => "/operator/books?running=1",
        _ => "/operator/books",
    };
    answered(outcome.map(|_| ()), good, "/operator/books")
}
