//! Addresses, cart tokens and status codes of the Store API; nothing about shopping.

use serde_json::Value;

use super::wire::Refused;
use crate::{
    http::{self, Answer},
    marketplaces::{AdapterConfig, MarketplaceError},
};

/// The way to one store.
#[derive(Debug)]
pub struct Client {
    http: http::Client,
    base: String,
}

/// A refusal, or the error that kept the answer from coming.
#[derive(Debug)]
pub enum Trouble {
    /// The store says why not.
    Refused(Refused, Answer),
    /// Something else; whether the store did its work is not known.
    Lost(MarketplaceError),
}

impl From<Trouble> for MarketplaceError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Lost(error) => error,
            Trouble::Refused(refused, answer) => match answer.usual_errors() {
                Err(error) => error,
                Ok(answer) if answer.status.as_u16() == 404 => Self::NotFound,
                Ok(_) => {
                    Self::Refused(format!("{}: {}", refused.code, domain::catalog::plain_text(&refused.message, 200)))
                }
            },
        }
    }
}

impl Client {
    pub fn new(config: &AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self { http: http::Client::new(config.reach)?, base: format!("{}/wp-json/wc/store/v1", config.base_url) })
    }

    /// Reads something.
    ///
    /// # Errors
    /// When it cannot be had.
    pub async fn get(&self, path: &str, query: &[(&str, String)], token: Option<&str>) -> Result<Answer, Trouble> {
        self.send(self.http.get(format!("{}{path}", self.base)).query(query), token).await
    }

    /// Changes something.
    ///
    /// # Errors
    /// When the store refuses, or its answer cannot be had.
    pub async fn post(&self, path: &str, body: &Value, token: &str) -> Result<Answer, Trouble> {
        self.send(self.http.post(format!("{}{path}", self.base)).json(body), Some(token)).await
    }

    async fn send(&self, mut request: http::Request, token: Option<&str>) -> Result<Answer, Trouble> {
        if let Some(token) = token {
            request = request.header("Cart-Token", token);
        }
        let answer = request.send().await.map_err(Trouble::Lost)?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        match answer.json::<Refused>() {
            Ok(refused) if !refused.code.is_empty() && !answer.status.is_server_error() => {
                Err(Trouble::Refused(refused, answer))
            }
            _ => {
                let status = answer.status.to_string();
                Err(Trouble::Lost(answer.usual_errors().err().unwrap_or(MarketplaceError::Unintelligible(status))))
            }
        }
    }
}

/// The token of the cart in an answer.
pub fn cart_token(answer: &Answer) -> Option<String> {
    answer.headers.get("cart-token").and_then(|value| value.to_str().ok()).map(str::to_owned)
}
