//! Outgoing HTTP as every adapter uses it: short limits, no redirects, capped answers, one place for it all.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode, header::HeaderMap, redirect};
use serde::de::DeserializeOwned;

use crate::marketplaces::MarketplaceError;

/// The largest answer that is read, after decompression.
pub const LARGEST_ANSWER: usize = 2 * 1024 * 1024;

/// How long a connection may take to be made.
const CONNECT_LIMIT: Duration = Duration::from_millis(300);

/// How long any one call may take; searches are cut shorter by their callers.
const CALL_LIMIT: Duration = Duration::from_secs(10);

/// An answer that arrived whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, at most [`LARGEST_ANSWER`].
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads the body as JSON.
    ///
    /// # Errors
    /// [`MarketplaceError::Unintelligible`] when it is not what is expected.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, MarketplaceError> {
        serde_json::from_slice(&self.body).map_err(|error| MarketplaceError::Unintelligible(error.to_string()))
    }

    /// Turns the statuses that mean the same at every marketplace into errors; others are left to the adapter.
    ///
    /// # Errors
    /// When the status is 401, 403, 408, 429 or a server error.
    pub fn usual_errors(self) -> Result<Self, MarketplaceError> {
        match self.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(MarketplaceError::Unauthorised),
            StatusCode::REQUEST_TIMEOUT => Err(MarketplaceError::TooSlow),
            StatusCode::TOO_MANY_REQUESTS => {
                let seconds = self.headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
                Err(MarketplaceError::RateLimited { retry_after: seconds })
            }
            status if status.is_server_error() => Err(MarketplaceError::Unavailable(status.to_string())),
            _ => Ok(self),
        }
    }
}

/// A pool of connections of its own for one marketplace or gateway.
///
/// # Errors
/// When the system's TLS cannot be set up.
pub fn client() -> Result<Client, reqwest::Error> {
    // A second call finds a provider installed already, which is just as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .connect_timeout(CONNECT_LIMIT)
        .timeout(CALL_LIMIT)
        .redirect(redirect::Policy::none())
        .pool_max_idle_per_host(16)
        .user_agent("Onecart/0.1")
        .build()
}

/// Sends a request and reads the answer up to [`LARGEST_ANSWER`].
///
/// # Errors
/// When nobody answers in time, the connection fails, or the answer is too large.
pub async fn send(request: RequestBuilder) -> Result<Answer, MarketplaceError> {
    let mut response: Response = request.send().await.map_err(failure)?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(MarketplaceError::Unintelligible("the answer is too large".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, headers, body })
}

fn failure(error: reqwest::Error) -> MarketplaceError {
    if error.is_timeout() {
        MarketplaceError::TooSlow
    } else {
        MarketplaceError::Unavailable(error.without_url().to_string())
    }
}
