//! Addresses, keys and status codes of PayPal's API; nothing about shopping.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::sync::Mutex;

use super::{PayPalConfig, failure::Failure};
use crate::{
    http::{self, Answer},
    payments::{GatewayError, dated::is_id, secret::Secret},
};

/// A token is renewed so long before it ends.
const SPARE: Duration = Duration::from_secs(60);

/// The longest a token is believed to live.
const LONGEST_LIFE: u64 = 12 * 3600;

/// The connections to one account.
#[derive(Clone)]
pub(super) struct Client {
    http: http::Client,
    account: Arc<Account>,
}

struct Account {
    base_url: String,
    client_id: String,
    client_secret: Secret,
    token: Mutex<Option<Token>>,
}

#[derive(Clone)]
struct Token {
    secret: Secret,
    until: Instant,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: u64,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.account.base_url).finish_non_exhaustive()
    }
}

impl Client {
    pub(super) fn new(http: http::Client, config: &PayPalConfig) -> Self {
        let account = Account {
            base_url: config.base_url.trim_end_matches('/').to_owned(),
            client_id: config.client_id.clone(),
            client_secret: Secret::new(config.client_secret.as_str()),
            token: Mutex::new(None),
        };
        Self { http, account: Arc::new(account) }
    }

    /// Where the API is.
    pub(super) fn base_url(&self) -> &str {
        &self.account.base_url
    }

    /// Where its pages are: PayPal has a host of its own for them, a practice server has them beside its API.
    pub(super) fn page_origin(&self) -> Option<String> {
        let api = url::Url::parse(&self.account.base_url).ok()?;
        match api.host_str()? {
            "api-m.paypal.com" | "api.paypal.com" => Some("https://www.paypal.com".to_owned()),
            "api-m.sandbox.paypal.com" | "api.sandbox.paypal.com" => Some("https://www.sandbox.paypal.com".to_owned()),
            _ => Some(api.origin().ascii_serialization()),
        }
    }

    /// Gets a new token, whether or not there is one.
    ///
    /// # Errors
    /// [`GatewayError::Unauthorised`] when our keys are not taken, [`GatewayError::Unknown`] without an answer.
    pub(super) async fn sign_in(&self) -> Result<(), GatewayError> {
        let mut kept = self.account.token.lock().await;
        *kept = Some(self.granted().await?);
        Ok(())
    }

    /// The token of this hour; whoever finds none gets one for all who wait.
    async fn token(&self) -> Result<Secret, GatewayError> {
        let mut kept = self.account.token.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.until > Instant::now()) {
            return Ok(token.secret.clone());
        }
        let token = self.granted().await?;
        let secret = token.secret.clone();
        *kept = Some(token);
        Ok(secret)
    }

    async fn granted(&self) -> Result<Token, GatewayError> {
        let request = self
            .http
            .post(format!("{}/v1/oauth2/token", self.account.base_url))
            .basic_auth(&self.account.client_id, self.account.client_secret.reveal())
            .form(&[("grant_type", "client_credentials")]);
        let answer = request.send().await.map_err(GatewayError::unknown)?;
        if matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST) {
            return Err(GatewayError::Unauthorised);
        }
        let granted: Granted = read(&answer)?;
        let life = Duration::from_secs(granted.expires_in.min(LONGEST_LIFE)).saturating_sub(SPARE);
        Ok(Token { secret: Secret::new(granted.access_token), until: Instant::now() + life })
    }

    /// Reads an object that may not be there.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came.
    pub(super) async fn find<T: DeserializeOwned>(&self, path: &[&str]) -> Result<Option<T>, GatewayError> {
        let url = self.address(path)?;
        let answer = self.send(|| self.http.get(&url)).await?;
        if answer.status == StatusCode::NOT_FOUND { Ok(None) } else { read(&answer).map(Some) }
    }

    /// Reads a list.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came.
    pub(super) async fn list<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<T, GatewayError> {
        let url = self.address(path)?;
        read(&self.send(|| self.http.get(&url).query(query)).await?)
    }

    /// Makes a call that may be repeated under its key.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, another when PayPal says no.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        key: &str,
        body: &Value,
    ) -> Result<T, GatewayError> {
        read(&self.posted(path, key, body).await?)
    }

    /// As [`Client::post`], where nothing of the answer matters but that it is a yes.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, another when PayPal says no.
    pub(super) async fn post_blind(&self, path: &[&str], key: &str, body: &Value) -> Result<(), GatewayError> {
        let answer = self.posted(path, key, body).await?;
        if answer.status.is_success() { Ok(()) } else { Err(refusal(&answer)) }
    }

    async fn posted(&self, path: &[&str], key: &str, body: &Value) -> Result<Answer, GatewayError> {
        let url = self.address(path)?;
        let request = || self.http.post(&url).header("paypal-request-id", key).header("prefer", PREFER).json(body);
        self.send(request).await
    }

    /// Has an object deleted; one that is not there counts as deleted.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came, another when PayPal says no.
    pub(super) async fn delete(&self, path: &[&str]) -> Result<(), GatewayError> {
        let url = self.address(path)?;
        let answer = self.send(|| self.http.request(reqwest::Method::DELETE, &url)).await?;
        let gone = answer.status.is_success() || answer.status == StatusCode::NOT_FOUND;
        if gone { Ok(()) } else { Err(refusal(&answer)) }
    }

    /// Fetches what needs no key, such as a certificate.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when it cannot be had.
    pub(super) async fn fetch(&self, url: &str) -> Result<Vec<u8>, GatewayError> {
        let answer = self.http.get(url).send().await.map_err(GatewayError::unknown)?;
        if answer.status.is_success() { Ok(answer.body) } else { Err(GatewayError::unknown(answer.status)) }
    }

    fn address(&self, path: &[&str]) -> Result<String, GatewayError> {
        if !path.iter().all(|word| is_id(word)) {
            return Err(GatewayError::Malformed("not an id of PayPal".to_owned()));
        }
        Ok(format!("{}/{}", self.account.base_url, path.join("/")))
    }

    /// Sends with the token of this hour. One that is not taken any more is replaced once: the call was not carried out.
    async fn send(&self, request: impl Fn() -> http::Request) -> Result<Answer, GatewayError> {
        let ask = async |token: Secret| request().bearer_auth(token.reveal()).send().await;
        let first = ask(self.token().await?).await.map_err(GatewayError::unknown)?;
        if first.status != StatusCode::UNAUTHORIZED {
            return Ok(first);
        }
        self.sign_in().await?;
        ask(self.token().await?).await.map_err(GatewayError::unknown)
    }
}

/// Answers show the whole object.
const PREFER: &str = "return=representation";

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, GatewayError> {
    if !answer.status.is_success() {
        return Err(refusal(answer));
    }
    let read = serde_json::from_slice(&answer.body);
    read.map_err(|error| GatewayError::Unknown(format!("an answer nobody understands: {error}")))
}

/// A client error is a no for certain; busy, conflicting and broken servers leave it open.
fn refusal(answer: &Answer) -> GatewayError {
    let failure: Option<Failure> = serde_json::from_slice(&answer.body).ok();
    let why = failure.as_ref().map_or_else(|| answer.status.to_string(), ToString::to_string);
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => GatewayError::Unauthorised,
        StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS => {
            GatewayError::Unknown(why)
        }
        StatusCode::BAD_REQUEST => GatewayError::Malformed(why),
        status if status.is_client_error() => failure.map_or(GatewayError::Refused(why.clone()), |no| no.meaning(why)),
        _ => GatewayError::Unknown(why),
    }
}
