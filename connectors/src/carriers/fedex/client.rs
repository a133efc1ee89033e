//! Addresses, tokens and status codes of FedEx's APIs; nothing about parcels.

use std::{
    sync::RwLock,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    super::{
        CarrierError, Secret,
        reading::{self, Deed},
    },
    FedexConfig,
    wire::Failures,
};
use crate::http;

/// How long before its end a token is no longer used.
const SPARE: Duration = Duration::from_secs(60);

/// The longest that a token is believed to live.
const LONGEST: Duration = Duration::from_secs(3_600);

/// The way to one account.
#[derive(Debug)]
pub(super) struct Client {
    http: http::Client,
    base_url: String,
    client_id: String,
    client_secret: Secret,
    token: RwLock<Option<Token>>,
}

#[derive(Clone, Debug)]
struct Token {
    text: Secret,
    until: Instant,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: u64,
}

impl Client {
    pub(super) fn new(config: FedexConfig) -> Result<Self, reqwest::Error> {
        Ok(Self {
            http: http::Client::new(config.reach)?,
            base_url: config.base_url.trim_end_matches('/').to_owned(),
            client_id: config.client_id,
            client_secret: config.client_secret,
            token: RwLock::new(None),
        })
    }

    /// Makes one call, with a fresh token where the old one is no longer taken: what is refused for its token was not done.
    ///
    /// # Errors
    /// When FedEx says no, or no certain answer came.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        key: Option<&str>,
        deed: Deed,
    ) -> Result<T, CarrierError> {
        let kept = self.kept();
        let was_kept = kept.is_some();
        let token = match kept {
            Some(token) => token,
            None => self.grant().await?,
        };
        let answer = match self.send(&method, path, body, key, &token, deed).await {
            Err(CarrierError::Unauthorised) if was_kept => {
                let token = self.grant().await?;
                self.send(&method, path, body, key, &token, deed).await?
            }
            answer => answer?,
        };
        if answer.status.is_success() {
            return reading::read(&answer, deed);
        }
        let failures: Failures = reading::read(&answer, deed)?;
        Err(if answer.status == StatusCode::NOT_FOUND { CarrierError::NotFound } else { failures.error() })
    }

    async fn send(
        &self,
        method: &Method,
        path: &str,
        body: &Value,
        key: Option<&str>,
        token: &Secret,
        deed: Deed,
    ) -> Result<http::Answer, CarrierError> {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.base_url));
        request = request.bearer_auth(token.reveal()).header("x-locale", "en_US").json(body);
        if let Some(key) = key {
            request = request.header("x-customer-transaction-id", key);
        }
        reading::send(request, deed).await
    }

    fn kept(&self) -> Option<Secret> {
        let kept = self.token.read().expect("no writer panics");
        kept.as_ref().filter(|token| token.until > Instant::now()).map(|token| token.text.clone())
    }

    async fn grant(&self) -> Result<Secret, CarrierError> {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("client_secret", self.client_secret.reveal()),
        ];
        let request = self.http.post(format!("{}/oauth/token", self.base_url)).form(&form);
        let answer = reading::send(request, Deed::Asks).await?;
        if answer.status != StatusCode::OK {
            return Err(CarrierError::Unauthorised);
        }
        let granted: Granted = reading::read(&answer, Deed::Asks)?;
        let lives = Duration::from_secs(granted.expires_in).min(LONGEST).saturating_sub(SPARE);
        let text = Secret::new(granted.access_token);
        *self.token.write().expect("no reader panics") =
            Some(Token { text: text.clone(), until: Instant::now() + lives });
        Ok(text)
    }
}
