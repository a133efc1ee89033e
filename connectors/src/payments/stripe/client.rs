//! Addresses, keys and status codes of Stripe's API; nothing about shopping.

use std::{fmt, sync::Arc};

use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use super::wire::Failure;
use crate::{http, payments::GatewayError};

/// The dated version of the API that we speak.
const API_VERSION: &str = "2024-06-20";

/// A call that changes something.
pub(super) struct Call {
    path: Vec<String>,
    key: Option<String>,
    form: Vec<(String, String)>,
}

impl Call {
    /// A call that moves money: the same key again gives the first answer again.
    pub(super) fn new(path: &[&str], key: &str, form: Vec<(String, String)>) -> Self {
        Self { path: path.iter().map(|&word| word.to_owned()).collect(), key: Some(key.to_owned()), form }
    }

    /// A call that does no harm twice, and whose first answer must not be played back when it is made again.
    pub(super) fn without_key(path: &[&str]) -> Self {
        Self { key: None, ..Self::new(path, "", Vec::new()) }
    }
}

/// The connections to one account.
#[derive(Clone)]
pub(super) struct Client {
    http: http::Client,
    account: Arc<Account>,
}

struct Account {
    base_url: String,
    secret_key: String,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.account.base_url).finish_non_exhaustive()
    }
}

impl Client {
    pub(super) fn new(http: http::Client, base_url: String, secret_key: String) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self { http, account: Arc::new(Account { base_url, secret_key }) }
    }

    /// Where the hosted pages are: Stripe has a host of its own for them, a practice gateway has them beside its API.
    pub(super) fn page_origin(&self) -> Option<String> {
        let api = url::Url::parse(&self.account.base_url).ok()?;
        if api.host_str() == Some("api.stripe.com") {
            return Some("https://checkout.stripe.com".to_owned());
        }
        api.origin().is_tuple().then(|| api.origin().ascii_serialization())
    }

    /// Reads an object.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, [`GatewayError::Refused`] when Stripe says no.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<T, GatewayError> {
        let path: Vec<String> = path.iter().map(|&word| word.to_owned()).collect();
        self.ask(self.http.get(self.address(&path)?).query(query)).await
    }

    /// Reads an object that may not be there.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, [`GatewayError::Refused`] when Stripe says no.
    pub(super) async fn find<T: DeserializeOwned>(&self, path: &[&str]) -> Result<Option<T>, GatewayError> {
        let path: Vec<String> = path.iter().map(|&word| word.to_owned()).collect();
        let answer = self.send(self.http.get(self.address(&path)?)).await?;
        if answer.status == StatusCode::NOT_FOUND { Ok(None) } else { read(&answer).map(Some) }
    }

    /// Makes a call that may be repeated under its key.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, [`GatewayError::Refused`] when Stripe says no.
    pub(super) async fn post<T: DeserializeOwned>(&self, call: &Call) -> Result<T, GatewayError> {
        let mut request = self.http.post(self.address(&call.path)?).form(&call.form);
        if let Some(key) = &call.key {
            request = request.header("idempotency-key", key.as_str());
        }
        self.ask(request).await
    }

    /// The address of an object; ids that are none never get into it.
    fn address(&self, path: &[String]) -> Result<String, GatewayError> {
        let fits = |word: &String| {
            (1..=255).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        if !path.iter().all(fits) {
            return Err(GatewayError::Refused("not an id of the gateway".to_owned()));
        }
        Ok(format!("{}/v1/{}", self.account.base_url, path.join("/")))
    }

    async fn ask<T: DeserializeOwned>(&self, request: http::Request) -> Result<T, GatewayError> {
        read(&self.send(request).await?)
    }

    async fn send(&self, request: http::Request) -> Result<http::Answer, GatewayError> {
        let request = request.bearer_auth(&self.account.secret_key).header("stripe-version", API_VERSION);
        request.send().await.map_err(|error| GatewayError::Unknown(error.to_string()))
    }
}

/// What Stripe answered, or why not.
fn read<T: DeserializeOwned>(answer: &http::Answer) -> Result<T, GatewayError> {
    if answer.status.is_success() {
        let read = serde_json::from_slice(&answer.body);
        return read.map_err(|error| GatewayError::Unknown(format!("an answer nobody understands: {error}")));
    }
    Err(refusal(answer.status, &answer.body))
}

/// A client error is a no for certain; busy, conflicting and broken servers leave it open.
fn refusal(status: StatusCode, body: &[u8]) -> GatewayError {
    let failure: Option<Failure> = serde_json::from_slice(body).ok();
    if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return GatewayError::Unauthorised;
    }
    if let Some(decline) = failure.as_ref().and_then(|failure| failure.error.decline()) {
        return GatewayError::Declined(decline);
    }
    let why = failure.map_or_else(|| status.to_string(), |failure| failure.error.to_string());
    let open = matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS);
    if status.is_client_error() && !open { GatewayError::Refused(why) } else { GatewayError::Unknown(why) }
}
