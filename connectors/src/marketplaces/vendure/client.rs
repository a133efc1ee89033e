//! The GraphQL endpoint of a Vendure shop: session tokens, errors, status codes; nothing about shopping.

use reqwest::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::{
    http::{self, Answer},
    marketplaces::{AdapterConfig, MarketplaceError},
};

/// The way to one shop.
#[derive(Debug)]
pub struct Client {
    http: http::Client,
    endpoint: String,
}

/// An answer that could be read.
#[derive(Debug)]
pub struct Reply {
    data: Map<String, Value>,
    errors: Vec<Trouble>,
    /// The token of a session that was begun for this question.
    pub token: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Body {
    data: Option<Map<String, Value>>,
    errors: Vec<Trouble>,
}

/// An entry of `errors`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Trouble {
    message: String,
    extensions: Extensions,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Extensions {
    code: String,
}

impl Trouble {
    fn error(&self) -> MarketplaceError {
        let message = domain::catalog::plain_text(&self.message, 200);
        match self.extensions.code.as_str() {
            "FORBIDDEN" | "ENTITY_NOT_FOUND" => MarketplaceError::NotFound,
            "UNAUTHENTICATED" => MarketplaceError::Unauthorised,
            "GRAPHQL_VALIDATION_FAILED" | "GRAPHQL_PARSE_FAILED" => MarketplaceError::Unintelligible(message),
            "USER_INPUT_ERROR" | "BAD_USER_INPUT" | "BAD_REQUEST" => MarketplaceError::Refused(message),
            _ => MarketplaceError::Unavailable(message),
        }
    }
}

impl Reply {
    /// Reads an answer.
    ///
    /// # Errors
    /// When it is none that GraphQL allows.
    pub fn read(answer: &Answer) -> Result<Self, MarketplaceError> {
        let body: Body = answer.json()?;
        if body.data.is_none() && body.errors.is_empty() {
            return Err(MarketplaceError::Unintelligible("neither data nor errors".to_owned()));
        }
        let token = answer.headers.get("vendure-auth-token").and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self { data: body.data.unwrap_or_default(), errors: body.errors, token })
    }

    /// One field of the answer.
    ///
    /// # Errors
    /// When the shop says why there is none, or it is not of the expected shape.
    pub fn field<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, MarketplaceError> {
        let value = self.data.remove(name).unwrap_or(Value::Null);
        if let (Value::Null, Some(trouble)) = (&value, self.errors.first()) {
            return Err(trouble.error());
        }
        serde_json::from_value(value).map_err(|error| MarketplaceError::Unintelligible(format!("{name}: {error}")))
    }

    /// Everything that was answered.
    ///
    /// # Errors
    /// When nothing was, for the reason the shop gives.
    pub fn values(self) -> Result<impl Iterator<Item = Value>, MarketplaceError> {
        match self.errors.first() {
            Some(trouble) if self.data.is_empty() => Err(trouble.error()),
            _ => Ok(self.data.into_values().filter(|value| !value.is_null())),
        }
    }

    /// Whether the question did not fit the shop's schema.
    pub fn misfits(&self) -> bool {
        let code = |trouble: &Trouble| trouble.extensions.code == "GRAPHQL_VALIDATION_FAILED";
        self.data.is_empty() && self.errors.iter().any(code)
    }
}

impl Client {
    pub fn new(config: &AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self { http: http::Client::new(config.reach)?, endpoint: format!("{}/shop-api", config.base_url) })
    }

    /// Asks one question, in a session where a token is given.
    ///
    /// # Errors
    /// When no answer comes that GraphQL allows.
    pub async fn ask(&self, query: &str, variables: Value, token: Option<&str>) -> Result<Reply, MarketplaceError> {
        let mut request = self.http.post(&self.endpoint).json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?.usual_errors()?;
        if !matches!(answer.status, StatusCode::OK | StatusCode::BAD_REQUEST) {
            return Err(MarketplaceError::Unavailable(answer.status.to_string()));
        }
        let reply = Reply::read(&answer)?;
        if answer.status == StatusCode::BAD_REQUEST && reply.errors.is_empty() {
            return Err(MarketplaceError::Unintelligible("refused without a reason".to_owned()));
        }
        Ok(reply)
    }
}
