//! Outgoing HTTP as every adapter uses it: public addresses, short limits, no redirects, capped answers, one place for
//! it all. Nothing is tried again here: who may repeat a call is decided where it is known what a repeat does.

mod reach;
#[cfg(test)]
mod tests;

use std::{
    error::Error,
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use reqwest::{Method, RequestBuilder, Response, StatusCode, dns::Resolve, header::HeaderMap, redirect};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

pub use self::reach::{Forbidden, Reach};
use self::reach::{Guarded, System};
use crate::marketplaces::MarketplaceError;

/// The largest answer that is read, after decompression.
pub const LARGEST_ANSWER: usize = 2 * 1024 * 1024;

/// How deeply the JSON of an answer may be nested.
const DEEPEST: usize = 64;

/// How many values the JSON of an answer may have: more than any honest answer of that size, and few enough that they
/// cost little more memory than their text.
const MOST_VALUES: usize = 200_000;

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
    /// [`MarketplaceError::Unintelligible`] when it is not what is expected, or would cost too much to read.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, MarketplaceError> {
        // some servers begin with a byte order mark, which JSON does not know
        let body = self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body);
        if !is_affordable(body) {
            return Err(MarketplaceError::Unintelligible("nested too deeply or with too many values".to_owned()));
        }
        serde_json::from_slice(body).map_err(|error| MarketplaceError::Unintelligible(error.to_string()))
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
#[derive(Clone)]
pub struct Client {
    inner: reqwest::Client,
    reach: Reach,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("reach", &self.reach).finish_non_exhaustive()
    }
}

impl Client {
    /// A pool that connects to what is in reach. Proxies that the environment names are not used: behind one, nobody
    /// here would see where a name leads.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(reach: Reach) -> Result<Self, reqwest::Error> {
        Self::resolving_with(reach, System)
    }

    /// As [`Client::new`], with names looked up by another resolver. What it says is judged all the same.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn resolving_with(reach: Reach, names: impl Resolve + 'static) -> Result<Self, reqwest::Error> {
        // A second call finds a provider installed already, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = match tls() {
            Some(shared) => reqwest::Client::builder().tls_backend_preconfigured(shared),
            None => reqwest::Client::builder(),
        };
        let inner = builder
            .dns_resolver(Arc::new(Guarded { reach, names }))
            .no_proxy()
            .connect_timeout(CONNECT_LIMIT)
            .timeout(CALL_LIMIT)
            .redirect(redirect::Policy::none())
            .pool_max_idle_per_host(16)
            .user_agent("Onecart/0.1")
            .build()?;
        Ok(Self { inner, reach })
    }

    /// Which addresses it connects to.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// A request that reads.
    pub fn get(&self, url: impl AsRef<str>) -> Request {
        self.request(Method::GET, url)
    }

    /// A request that asks or changes something.
    pub fn post(&self, url: impl AsRef<str>) -> Request {
        self.request(Method::POST, url)
    }

    /// A request. Its address is judged as it is written: later, a user in it would have become a header.
    pub fn request(&self, method: Method, url: impl AsRef<str>) -> Request {
        let judged = match Url::parse(url.as_ref()) {
            Ok(url) => self.reach.check(&url).map_err(|reason| reason.to_string()),
            Err(problem) => Err(format!("not an address: {problem}")),
        };
        Request { builder: self.inner.request(method, url.as_ref()), judged }
    }
}

/// A request that was not sent yet. Its only way out is [`Request::send`], which sends nothing to a forbidden address.
#[must_use]
#[derive(Debug)]
pub struct Request {
    builder: RequestBuilder,
    judged: Result<(), String>,
}

impl Request {
    /// With these pairs in its address.
    pub fn query(self, pairs: &(impl Serialize + ?Sized)) -> Self {
        Self { builder: self.builder.query(pairs), ..self }
    }

    /// With a body of JSON.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        Self { builder: self.builder.json(body), ..self }
    }

    /// With a body as forms send it.
    pub fn form(self, pairs: &(impl Serialize + ?Sized)) -> Self {
        Self { builder: self.builder.form(pairs), ..self }
    }

    /// With a body as it is.
    pub fn body(self, bytes: Vec<u8>) -> Self {
        Self { builder: self.builder.body(bytes), ..self }
    }

    /// With a header.
    pub fn header(self, name: &str, value: impl AsRef<str>) -> Self {
        Self { builder: self.builder.header(name, value.as_ref()), ..self }
    }

    /// With a bearer token.
    pub fn bearer_auth(self, token: impl fmt::Display) -> Self {
        Self { builder: self.builder.bearer_auth(token), ..self }
    }

    /// With a name and a password, as basic authentication sends them.
    pub fn basic_auth(self, name: impl fmt::Display, password: impl fmt::Display) -> Self {
        Self { builder: self.builder.basic_auth(name, Some(password)), ..self }
    }

    /// Sends it and reads the answer up to [`LARGEST_ANSWER`].
    ///
    /// # Errors
    /// When the address is out of reach, nobody answers in time, the connection fails, or the answer is too large.
    pub async fn send(self) -> Result<Answer, MarketplaceError> {
        self.judged.map_err(MarketplaceError::Unavailable)?;
        let mut response: Response = self.builder.send().await.map_err(failure)?;
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
}

/// How certificates are checked: by the system's roots, read once for all clients, which takes longer than the rest of
/// the start. `None` where they cannot be read; a client then says why.
fn tls() -> Option<rustls::ClientConfig> {
    static SHARED: OnceLock<Option<rustls::ClientConfig>> = OnceLock::new();
    let read = || {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = rustls_platform_verifier::Verifier::new(provider.clone()).ok()?;
        let versions = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let verified = versions.ok()?.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
        Some(verified.with_no_client_auth())
    };
    SHARED.get_or_init(read).clone()
}

fn failure(error: reqwest::Error) -> MarketplaceError {
    if error.is_timeout() {
        return MarketplaceError::TooSlow;
    }
    if error.is_decode() {
        return MarketplaceError::Unintelligible("the answer is not encoded as it says".to_owned());
    }
    let error = error.without_url();
    let mut reason: &dyn Error = &error;
    while let Some(deeper) = reason.source() {
        reason = deeper;
    }
    MarketplaceError::Unavailable(reason.to_string())
}

/// Whether JSON is neither nested too deeply nor full of more values than an honest answer of its size has. Looks at
/// brackets and commas only; whether it is JSON at all, the reader finds out.
fn is_affordable(body: &[u8]) -> bool {
    let (mut depth, mut values) = (0_usize, 1_usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                depth += 1;
                values += 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEEPEST || values > MOST_VALUES {
            return false;
        }
    }
    true
}
