//! Who is in the practice world and where, as `/sandbox/world.json` tells it.

use serde_json::Value;

use super::addresses::Addresses;
use crate::{
    http::{Request, once},
    outcome::Result,
};

/// One server of the practice world.
pub struct Place {
    pub slug: String,
    pub name: String,
    pub protocol: String,
    pub url: String,
    /// Only marketplaces have a currency.
    pub is_marketplace: bool,
}

impl Place {
    /// The port it listens on.
    ///
    /// # Errors
    /// When its address has none.
    pub fn port(&self) -> Result<u16> {
        let port = self.url.rsplit(':').next().unwrap_or_default();
        port.parse().map_err(|_| format!("{} has no port", self.url).into())
    }

    /// Turns its knobs; `{}` is a server with nothing wrong.
    ///
    /// # Errors
    /// When it does not answer or refuses them.
    pub fn turn(&self, knobs: &str) -> Result {
        let request = Request { method: "PUT", body: Some(knobs), ..Request::get("/sandbox/faults") };
        let answer = once(self.port()?, &request)?;
        match answer.status {
            200..=299 => Ok(()),
            status => Err(format!("{} refused {knobs} with {status}: {}", self.name, answer.text()).into()),
        }
    }
}

/// Asks the practice world for its servers.
///
/// # Errors
/// When it does not answer, or with something else than a list of servers.
pub fn places(addresses: Addresses) -> Result<Vec<Place>> {
    let answer = once(addresses.sandbox, &Request::get("/sandbox/world.json"))?;
    let told: Value = serde_json::from_slice(&answer.body)?;
    let servers = told["servers"].as_array().ok_or("the practice world names no servers")?;
    let text = |server: &Value, key: &str| server[key].as_str().unwrap_or_default().to_owned();
    Ok(servers
        .iter()
        .map(|server| Place {
            slug: text(server, "slug"),
            name: text(server, "name"),
            protocol: text(server, "protocol"),
            url: text(server, "url"),
            is_marketplace: server["currency"].is_string(),
        })
        .collect())
}

/// Where one server is, by its short name.
///
/// # Errors
/// As [`places`], and when there is no such server.
pub fn url(addresses: Addresses, slug: &str) -> Result<String> {
    let found = places(addresses)?.into_iter().find(|place| place.slug == slug);
    Ok(found.ok_or_else(|| format!("the practice world has no {slug}"))?.url)
}
