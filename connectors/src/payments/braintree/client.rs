//! Braintree's envelope: one address, a question with variables, and errors that come with 200.

use std::{fmt, sync::Arc};

use reqwest::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    http,
    payments::{GatewayError, dated::is_id, secret::Secret},
};

/// The dated version of the API that we speak.
const API_VERSION: &str = "2019-01-01";

/// The connections to one account.
#[derive(Clone)]
pub(super) struct Client {
    http: http::Client,
    account: Arc<Account>,
}

struct Account {
    url: String,
    public_key: String,
    private_key: Secret,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("url", &self.account.url).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Answered {
    #[serde(default)]
    data: Value,
    #[serde(default)]
    errors: Vec<Problem>,
}

#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    message: String,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Extensions {
    error_class: String,
    legacy_code: Option<String>,
}

impl Client {
    pub(super) fn new(http: http::Client, url: String, public_key: String, private_key: Secret) -> Self {
        Self { http, account: Arc::new(Account { url, public_key, private_key }) }
    }

    /// Asks, and reads what stands under one name of the answer.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, another when Braintree says no.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        query: &str,
        root: &str,
        variables: &Value,
    ) -> Result<T, GatewayError> {
        let account = &self.account;
        let request = self
            .http
            .post(&account.url)
            .basic_auth(&account.public_key, account.private_key.reveal())
            .header("braintree-version", API_VERSION)
            .json(&json!({ "query": query, "variables": variables }));
        let answer = request.send().await.map_err(GatewayError::unknown)?;
        match answer.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(GatewayError::Unauthorised),
            status if !status.is_success() => return Err(GatewayError::unknown(status)),
            _ => {}
        }
        let strange = |error| GatewayError::Unknown(format!("an answer nobody understands: {error}"));
        let mut answered: Answered = serde_json::from_slice(&answer.body).map_err(strange)?;
        if let Some(problem) = answered.errors.first() {
            return Err(problem.meaning());
        }
        let found = answered.data.get_mut(root).map(Value::take);
        let found = found.ok_or_else(|| GatewayError::unknown("an answer to something else"))?;
        serde_json::from_value(found).map_err(strange)
    }

    /// An object by its id; `None` where there is none.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came.
    pub(super) async fn node<T: DeserializeOwned>(&self, query: &str, id: &str) -> Result<Option<T>, GatewayError> {
        if !is_id(id) {
            return Err(GatewayError::Malformed("not an id of Braintree".to_owned()));
        }
        match self.ask(query, "node", &json!({ "id": id })).await {
            Err(GatewayError::Refused(why)) if why.starts_with(NOT_FOUND) => Ok(None),
            found => found,
        }
    }
}

/// How Braintree says that there is no such thing.
const NOT_FOUND: &str = "NOT_FOUND";

impl Problem {
    fn meaning(&self) -> GatewayError {
        let message: String = self.message.chars().take(200).collect();
        let code = self.extensions.legacy_code.as_deref().unwrap_or("no code");
        let why = format!("{} ({code}): {message}", self.extensions.error_class);
        match self.extensions.error_class.as_str() {
            "AUTHENTICATION" | "AUTHORIZATION" => GatewayError::Unauthorised,
            "NOT_FOUND" => GatewayError::Refused(why),
            // The amount is malformed, or too large, or the account does not exist; else the payment does not stand so.
            "VALIDATION" if matches!(code, "81503" | "81528" | "91513") => GatewayError::Malformed(why),
            "VALIDATION" => GatewayError::Refused(why),
            "UNSUPPORTED_CLIENT" | "NOT_IMPLEMENTED" => GatewayError::Malformed(why),
            // Without a class it is a question that Braintree could not read, and so did not carry out.
            "" => GatewayError::Malformed(why),
            _ => GatewayError::Unknown(why),
        }
    }
}
