//! Addresses, tokens and status codes of the Creators API; nothing about shopping.

use std::{
    sync::RwLock,
    time::{Duration, Instant},
};

use domain::money::Currency;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use crate::{
    http::{self, Answer},
    marketplaces::{AdapterConfig, MarketplaceError},
};

/// How long before its end a token is no longer used.
const SPARE: Duration = Duration::from_secs(30);
const OFFICIAL: &str = "creatorsapi.amazon";
/// The partner tag where the key names none.
const USUAL_TAG: &str = "onecart-20";

/// Who we are to the API: `id:secret`, then `:tag` and `:version` where they are told.
#[derive(Debug)]
struct Credential {
    id: String,
    secret: String,
    tag: String,
    version: String,
}

impl Credential {
    fn read(key: &str, usual_version: &str) -> Option<Self> {
        let mut parts = key.split(':');
        let (id, secret) = (parts.next()?, parts.next()?);
        let mut next = |usual: &str| parts.next().filter(|part| !part.is_empty()).unwrap_or(usual).to_owned();
        let (tag, version) = (next(USUAL_TAG), next(usual_version));
        (!id.is_empty() && !secret.is_empty()).then(|| Self {
            id: id.to_owned(),
            secret: secret.to_owned(),
            tag,
            version,
        })
    }

    /// Versions 2 ask Cognito, versions 3 ask Login with Amazon; a server of its own gives its tokens itself.
    fn token_endpoint(&self, base_url: &str) -> String {
        let official = Url::parse(base_url).is_ok_and(|url| url.host_str() == Some(OFFICIAL));
        if !official {
            let path = if self.is_cognito() { "/oauth2/token" } else { "/auth/o2/token" };
            return format!("{base_url}{path}");
        }
        match self.version.as_str() {
            "2.1" => "https://creatorsapi.auth.us-east-1.amazoncognito.com/oauth2/token",
            "2.2" => "https://creatorsapi.auth.eu-south-2.amazoncognito.com/oauth2/token",
            "2.3" => "https://creatorsapi.auth.us-west-2.amazoncognito.com/oauth2/token",
            "3.2" => "https://api.amazon.co.uk/auth/o2/token",
            "3.3" => "https://api.amazon.co.jp/auth/o2/token",
            _ => "https://api.amazon.com/auth/o2/token",
        }
        .to_owned()
    }

    fn is_cognito(&self) -> bool {
        self.version.starts_with("2.")
    }
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: Option<u64>,
}

/// The way to the API.
#[derive(Debug)]
pub struct Client {
    http: http::Client,
    base_url: String,
    store: &'static str,
    credential: Option<Credential>,
    token: RwLock<Option<(String, Instant)>>,
}

impl Client {
    pub fn new(config: &AdapterConfig) -> Result<Self, reqwest::Error> {
        let (store, version) = store(config.currency);
        Ok(Self {
            http: http::Client::new(config.reach)?,
            base_url: config.base_url.clone(),
            store,
            credential: config.api_key.as_deref().and_then(|key| Credential::read(key, version)),
            token: RwLock::new(None),
        })
    }

    /// Asks one operation of the catalogue, with a fresh token where the old one is no longer taken.
    ///
    /// # Errors
    /// When there is no credential, no token, or no answer.
    pub async fn ask(&self, operation: &str, mut body: Value) -> Result<Answer, MarketplaceError> {
        let credential = self.credential.as_ref().ok_or(MarketplaceError::Unauthorised)?;
        body["partnerTag"] = json!(credential.tag);
        let kept = self.kept();
        let fresh = kept.is_none();
        let token = match kept {
            Some(token) => token,
            None => self.grant(credential).await?,
        };
        let answer = self.send(operation, &body, &token, credential).await?;
        if answer.status != StatusCode::UNAUTHORIZED || fresh {
            return answer.usual_errors();
        }
        let token = self.grant(credential).await?;
        self.send(operation, &body, &token, credential).await?.usual_errors()
    }

    async fn send(
        &self,
        operation: &str,
        body: &Value,
        token: &str,
        credential: &Credential,
    ) -> Result<Answer, MarketplaceError> {
        let authorization = if credential.is_cognito() {
            format!("Bearer {token}, Version {}", credential.version)
        } else {
            format!("Bearer {token}")
        };
        let request = self.http.post(format!("{}/catalog/v1/{operation}", self.base_url));
        request.header("Authorization", authorization).header("x-marketplace", self.store).json(body).send().await
    }

    fn kept(&self) -> Option<String> {
        let kept = self.token.read().expect("no reader panics");
        kept.as_ref().filter(|(_, until)| *until > Instant::now()).map(|(token, _)| token.clone())
    }

    async fn grant(&self, credential: &Credential) -> Result<String, MarketplaceError> {
        let scope = if credential.is_cognito() { "creatorsapi/default" } else { "creatorsapi::default" };
        let asked = json!({
            "grant_type": "client_credentials",
            "client_id": credential.id,
            "client_secret": credential.secret,
            "scope": scope,
        });
        let request = self.http.post(credential.token_endpoint(&self.base_url));
        let request = if credential.is_cognito() { request.form(&asked) } else { request.json(&asked) };
        let answer = request.send().await?.usual_errors()?;
        if answer.status != StatusCode::OK {
            return Err(MarketplaceError::Unauthorised);
        }
        let granted: Granted = answer.json()?;
        let lives = Duration::from_secs(granted.expires_in.unwrap_or(3600).min(86_400)).saturating_sub(SPARE);
        let until = Instant::now() + lives;
        *self.token.write().expect("no writer panics") = Some((granted.access_token.clone(), until));
        Ok(granted.access_token)
    }
}

/// The store that sells in a currency, and the usual version of credentials in its part of the world.
fn store(currency: Currency) -> (&'static str, &'static str) {
    match currency {
        Currency::Eur => ("www.amazon.de", "2.2"),
        Currency::Gbp => ("www.amazon.co.uk", "2.2"),
        Currency::Jpy => ("www.amazon.co.jp", "2.3"),
        Currency::Cad => ("www.amazon.ca", "2.1"),
        Currency::Aud => ("www.amazon.com.au", "2.3"),
        Currency::Inr => ("www.amazon.in", "2.2"),
        Currency::Sek => ("www.amazon.se", "2.2"),
        Currency::Pln => ("www.amazon.pl", "2.2"),
        Currency::Aed => ("www.amazon.ae", "2.2"),
        Currency::Sar => ("www.amazon.sa", "2.2"),
        Currency::Egp => ("www.amazon.eg", "2.2"),
        _ => ("www.amazon.com", "2.1"),
    }
}
