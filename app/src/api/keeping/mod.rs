//! Doors of what somebody keeps for another day, with an account or without. Whoever keeps something for the first time
//! becomes a visitor by it.

pub mod alerts;
pub mod compare;
pub mod later;
pub mod lists;
pub mod searches;

use domain::{checkout::FieldProblem, ids::VisitorId};
use services::{ServiceError, keeping::KeepingError};

use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{Refused, Why, ensure_visitor, see_other, set_status, visit},
};

/// The visitor, new or known.
fn somebody() -> Result<VisitorId, ApiError> {
    ensure_visitor().visitor.ok_or_else(|| ApiError::of(ProblemKind::Internal, None))
}

/// The visitor who has something already; whoever is not known has nothing.
fn known() -> Result<VisitorId, ApiError> {
    visit().visitor.ok_or_else(|| ServiceError::NotFound.into())
}

fn told(error: KeepingError) -> ApiError {
    match error {
        KeepingError::Service(error) => error.into(),
        KeepingError::Full => ApiError::of(ProblemKind::Conflict, None),
        KeepingError::Link => ApiError::of(ProblemKind::Gone, None),
        KeepingError::Fields(problems) => {
            ApiError::invalid(problems.first().map_or("", |problem| problem.field.as_str()))
        }
    }
}

/// Sends a form whose fields are wrong back to its page, with what was typed and what is wrong beside the fields.
fn wrong_fields(form: &str, page: &str, typed: &[(&str, &str)], problems: &[FieldProblem]) -> ApiError {
    let told = serde_json::to_string(problems).unwrap_or_default();
    let mut kept = vec![("problems", told.as_str())];
    kept.extend_from_slice(typed);
    Refused::keep(form, &kept, Why::Fields(Vec::new()));
    let wrong = ApiError::invalid(problems.first().map_or("", |problem| problem.field.as_str()));
    set_status(wrong.kind.status());
    see_other(page);
    wrong
}
