//! Addresses, headers and status codes of a UCP merchant; nothing about shopping.

use std::{
    sync::{Arc, RwLock},
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::wire::{Handler, Profile};
use crate::{
    http::{self, Answer, Reach},
    marketplaces::{AdapterConfig, MarketplaceError},
};

/// The largest profile that is read.
const LARGEST_PROFILE: usize = 128 * 1024;
/// How long a profile is believed: what it says itself, within these bounds.
const SHORTEST_BELIEF: Duration = Duration::from_secs(60);
const LONGEST_BELIEF: Duration = Duration::from_secs(3600);
const SERVICE: &str = "dev.ucp.shopping";

/// A release of the protocol that we speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// 2026-04-08.
    April,
    /// 2026-08-25.
    August,
}

impl Dialect {
    fn of(date: &str) -> Option<Self> {
        match date {
            "2026-04-08" => Some(Self::April),
            "2026-08-25" => Some(Self::August),
            _ => None,
        }
    }
}

/// What a merchant's profile says.
#[derive(Debug)]
pub struct Merchant {
    /// Where its REST binding begins, without a slash at the end.
    pub endpoint: String,
    /// The release spoken with it.
    pub dialect: Dialect,
    /// How it can be paid.
    pub handlers: Vec<Handler>,
    until: Instant,
}

/// The way to one merchant.
#[derive(Debug)]
pub struct Client {
    http: http::Client,
    base_url: String,
    agent: String,
    known: RwLock<Option<Arc<Merchant>>>,
}

impl Client {
    pub fn new(config: &AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self {
            http: http::Client::new(config.reach)?,
            base_url: config.base_url.clone(),
            agent: format!("profile=\"{}\"", config.profile_url.replace(['"', '\\', '\r', '\n'], "")),
            known: RwLock::new(None),
        })
    }

    /// What the merchant's profile says, asked again when it is no longer to be believed.
    ///
    /// # Errors
    /// When it cannot be had, is too large, or offers no REST binding in a release that we speak.
    pub async fn merchant(&self) -> Result<Arc<Merchant>, MarketplaceError> {
        let known = self.known.read().expect("no reader panics").clone();
        if let Some(known) = known.filter(|known| known.until > Instant::now()) {
            return Ok(known);
        }
        let answer = self.http.get(format!("{}/.well-known/ucp", self.base_url)).send().await?.usual_errors()?;
        if answer.status != StatusCode::OK {
            return Err(MarketplaceError::Unavailable(format!("its profile answers {}", answer.status)));
        }
        let merchant = Arc::new(self.read_profile(&answer)?);
        *self.known.write().expect("no writer panics") = Some(merchant.clone());
        Ok(merchant)
    }

    fn read_profile(&self, answer: &Answer) -> Result<Merchant, MarketplaceError> {
        let strange = |what: &str| MarketplaceError::Unintelligible(what.to_owned());
        if answer.body.len() > LARGEST_PROFILE {
            return Err(strange("the profile is too large"));
        }
        let profile: Profile = answer.json()?;
        let services = profile.ucp.services.get(SERVICE).map_or(&[][..], Vec::as_slice);
        let rest = services.iter().filter(|service| service.transport == "rest");
        let spoken = rest.filter_map(|service| Some((Dialect::of(&service.version)?, service)));
        let (dialect, service) = spoken
            .max_by_key(|(dialect, _)| *dialect)
            .ok_or_else(|| strange("no REST binding in a release that we speak"))?;
        let endpoint = service.endpoint.trim_end_matches('/').to_owned();
        if !self.may_be_called(&endpoint) {
            return Err(strange("the endpoint is not an address that we call"));
        }
        let believed = max_age(answer).unwrap_or(SHORTEST_BELIEF).clamp(SHORTEST_BELIEF, LONGEST_BELIEF);
        let handlers = profile.ucp.payment_handlers.into_values().flatten().collect();
        Ok(Merchant { endpoint, dialect, handlers, until: Instant::now() + believed })
    }

    /// Only `https` by name, unless every address is in reach: a profile is somebody else's word.
    fn may_be_called(&self, endpoint: &str) -> bool {
        let reach = self.http.reach();
        let Some(url) = Url::parse(endpoint).ok().filter(|url| reach.check(url).is_ok()) else { return false };
        reach == Reach::Anywhere || (url.scheme() == "https" && matches!(url.host(), Some(url::Host::Domain(_))))
    }

    /// Sends a request; what the status means is left to the caller.
    ///
    /// # Errors
    /// When the profile or the answer cannot be had.
    pub async fn call(&self, method: Method, path: &str, write: Option<Write<'_>>) -> Result<Answer, MarketplaceError> {
        let merchant = self.merchant().await?;
        let mut request = self
            .http
            .request(method, format!("{}{path}", merchant.endpoint))
            .header("UCP-Agent", &self.agent)
            .header("Request-Id", Uuid::new_v4().to_string());
        if let Some(Write { body, key }) = write {
            request = request.json(body);
            if let Some(key) = key {
                request = request.header("Idempotency-Key", key.to_string());
            }
        }
        request.send().await
    }
}

/// A body, and the key under which it changes something at most once.
#[derive(Clone, Copy, Debug)]
pub struct Write<'a> {
    /// The body.
    pub body: &'a Value,
    /// The key; reads that are sent as POST have none.
    pub key: Option<Uuid>,
}

fn max_age(answer: &Answer) -> Option<Duration> {
    let value = answer.headers.get("cache-control")?.to_str().ok()?;
    let seconds = value.split(',').find_map(|part| part.trim().strip_prefix("max-age="))?;
    seconds.parse().ok().map(Duration::from_secs)
}
