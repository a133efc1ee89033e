//! The check of a proof of work at the doors of forms by which strangers reach us, and the small room of those who send none.

use std::{fmt, sync::Arc, time::Duration};

use domain::proof_of_work::Form;
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::{Refused, Why, keep_private, see_other, set_status, shop, visit};
use crate::{
    i18n,
    problem::{ApiError, ProblemKind},
};

/// How much a household may send without a proof, told by the layer that knows limits. A request that no limit holds for
/// has none.
#[derive(Clone)]
pub struct WithoutProof(Arc<dyn Fn() -> Option<Duration> + Send + Sync>);

impl WithoutProof {
    /// With what takes a place of that room, or says how long until there is one.
    pub fn new(wait: impl Fn() -> Option<Duration> + Send + Sync + 'static) -> Self {
        Self(Arc::new(wait))
    }
}

impl fmt::Debug for WithoutProof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WithoutProof")
    }
}

/// Lets a form pass that came with a proof of work, or for which there is room without one. Otherwise its page is shown
/// again, with what was typed and how long to wait.
///
/// # Errors
/// When it has to wait.
pub fn must_have_proof(form: Form, proof: &str, page: &str, typed: &[(&str, &str)]) -> Result<(), ApiError> {
    let Err(refusal) = shop().take_proof(form, proof) else { return Ok(()) };
    let room = use_context::<Parts>().and_then(|parts| parts.extensions.get::<WithoutProof>().cloned());
    let Some(wait) = room.and_then(|WithoutProof(wait)| wait()) else { return Ok(()) };
    tracing::debug!(form = form.word(), ?refusal, "a form without a proof of work has to wait");
    // A second is added because whole ones are told.
    let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
    keep_private();
    Refused::keep(form.word(), typed, Why::Proof(seconds));
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let problem = ApiError::of(ProblemKind::TooMany, None);
    set_status(problem.kind.status());
    see_other(page);
    let message = i18n::t_with(visit().locale, "proof-wait", &[("count", seconds.into())]);
    Err(ApiError { message, ..problem })
}
