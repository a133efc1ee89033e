//! The door at which a browser gets what it is to work on before it sends a form.

use domain::proof_of_work::Form;
use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{
    problem::ApiError,
    ssr::{keep_private, set_status, shop},
};

/// A challenge for a form. It is in no page, so pages can be kept and stay open for long.
#[server(prefix = "/api", endpoint = "challenge", input = GetUrl)]
pub async fn challenge(#[server(default)] form: String) -> Result<String, ApiError> {
    keep_private();
    let Some(form) = Form::from_word(&form) else {
        let problem = ApiError::invalid("form");
        set_status(problem.kind.status());
        return Err(problem);
    };
    Ok(shop().challenge(form))
}
