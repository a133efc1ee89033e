//! The platform behind a request: who it says it is, what it can do, and whether it signed.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::Value;

use super::Merchant;
use super::reply::{Reply, error};

const REMEMBERED_FOR: Duration = Duration::from_secs(60);
const LARGEST_PROFILE: usize = 128 * 1024;

/// A platform that sent a request.
#[derive(Clone, Debug, Default)]
pub struct Agent {
    /// Where its profile is.
    pub profile_url: String,
    /// The capabilities it has; `None` where its profile was not fetched.
    pub capabilities: Option<Vec<String>>,
    /// Where it wants to hear about orders.
    pub webhook_url: Option<String>,
    /// Its public keys.
    pub keys: Vec<Value>,
}

/// Profiles fetched a moment ago.
#[derive(Debug, Default)]
pub struct Acquaintances {
    known: Mutex<HashMap<String, (Instant, Agent)>>,
}

impl Merchant {
    /// The platform named by a `UCP-Agent` header.
    ///
    /// Profiles on loopback are fetched and negotiated with. Profiles elsewhere are taken at their word: the
    /// practice world never leaves the machine.
    ///
    /// # Errors
    ///
    /// When the header names no usable profile, or the profile is missing, malformed or of a newer release.
    pub async fn meet(&self, header: Option<&str>) -> Result<Agent, Reply> {
        let header = header.unwrap_or_default();
        let url = parameter(header, "profile").ok_or_else(|| unusable("the UCP-Agent header names no profile"))?;
        if let Some(version) = parameter(header, "version") {
            self.check_version(version)?;
        }
        let parsed = url::Url::parse(url).map_err(|_| unusable("the profile's address is not a URL"))?;
        let loopback = match parsed.host() {
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        };
        match (parsed.scheme(), loopback) {
            ("https", false) => Ok(Agent { profile_url: url.to_owned(), ..Agent::default() }),
            ("http" | "https", true) => self.fetch_profile(url).await,
            _ => Err(unusable("the profile's address is neither https nor on loopback")),
        }
    }

    async fn fetch_profile(&self, url: &str) -> Result<Agent, Reply> {
        if let Some((at, agent)) = self.acquaintances.known.lock().expect("no writer panics").get(url)
            && at.elapsed() < REMEMBERED_FOR
        {
            return Ok(agent.clone());
        }
        let unreachable = |_| {
            Reply::refused(StatusCode::FAILED_DEPENDENCY, "profile_unreachable", "the profile could not be fetched")
        };
        let response = self.market.server.http.get(url).send().await.map_err(unreachable)?;
        let mut response = response.error_for_status().map_err(unreachable)?;
        if !response.status().is_success() {
            return Err(Reply::refused(StatusCode::FAILED_DEPENDENCY, "profile_unreachable", "the profile has moved"));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST_PROFILE {
                return Err(malformed("the profile is larger than 128 KiB"));
            }
        }
        let agent = self.read_profile(url, &bytes)?;
        let mut known = self.acquaintances.known.lock().expect("no writer panics");
        if known.len() > 1000 {
            known.clear();
        }
        known.insert(url.to_owned(), (Instant::now(), agent.clone()));
        Ok(agent)
    }

    fn read_profile(&self, url: &str, bytes: &[u8]) -> Result<Agent, Reply> {
        let document: Value = serde_json::from_slice(bytes).map_err(|_| malformed("the profile is not JSON"))?;
        let ucp = document.get("ucp").unwrap_or(&document);
        let version = ucp["version"].as_str().ok_or_else(|| malformed("the profile has no version"))?;
        self.check_version(version)?;
        let named = ucp["capabilities"].as_object().ok_or_else(|| malformed("the profile has no capabilities"))?;
        let order = ucp.pointer("/capabilities/dev.ucp.shopping.order/0/config/webhook_url");
        let keys = ["keys", "signing_keys"].iter().filter_map(|field| document.get(field)?.as_array());
        let capabilities = self.common(named.keys().cloned().collect());
        if capabilities.is_empty() {
            let message =
                error("capabilities_incompatible", "platform and merchant share no capability", "unrecoverable", None);
            return Err(Reply::ok(self.no_resource(vec![message])));
        }
        Ok(Agent {
            profile_url: url.to_owned(),
            capabilities: Some(capabilities),
            webhook_url: order.and_then(Value::as_str).map(str::to_owned),
            keys: keys.flatten().cloned().collect(),
        })
    }

    /// What both can do; extensions whose parent is not common are dropped.
    fn common(&self, theirs: Vec<String>) -> Vec<String> {
        let ours = super::profile::CAPABILITIES;
        let both: Vec<&(&str, Option<&str>)> =
            ours.iter().filter(|(name, _)| theirs.iter().any(|their| their == name)).collect();
        both.iter()
            .filter(|(_, parent)| parent.is_none_or(|parent| both.iter().any(|(name, _)| *name == parent)))
            .map(|(name, _)| (*name).to_owned())
            .collect()
    }

    fn check_version(&self, version: &str) -> Result<(), Reply> {
        let dated = version.len() == 10
            && version.bytes().enumerate().all(
                |(at, byte)| {
                    if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
                },
            );
        if dated && version <= self.dialect.date() && version >= "2026-01-11" {
            return Ok(());
        }
        Err(Reply::refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "version_unsupported",
            format!("this merchant speaks releases up to {}", self.dialect.date()),
        ))
    }
}

fn unusable(content: &str) -> Reply {
    Reply::refused(StatusCode::BAD_REQUEST, "invalid_profile_url", content)
}

fn malformed(content: &str) -> Reply {
    Reply::refused(StatusCode::UNPROCESSABLE_ENTITY, "profile_malformed", content)
}

/// The quoted value of one parameter of the header, wherever it stands.
fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split([';', ',']).find_map(|part| part.trim().strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn the_header_is_read_parameter_by_parameter() {
        let header = r#"profile="https://shop.example/agent"; version="2026-04-08""#;
        assert_eq!(parameter(header, "profile"), Some("https://shop.example/agent"));
        assert_eq!(parameter(header, "version"), Some("2026-04-08"));
        assert_eq!(parameter("profile=unquoted", "profile"), None);
    }
}
