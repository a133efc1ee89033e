//! Tells the shop where a parcel is: signed messages, posted until it answers 2xx or the tries are used up.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use super::book::Shipment;
use super::knobs::Panel;
use crate::faults::Webhooks;
use crate::market::Server;

/// The pauses before each try after the first.
const PAUSES_MS: [u64; 4] = [200, 1_000, 5_000, 25_000];

/// How a carrier speaks to the shop.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// Where at the shop.
    pub path: &'static str,
    /// The header of the signature.
    pub header: &'static str,
    /// The secret that signs.
    pub secret: &'static str,
    /// How a mark is written in the header.
    pub write: fn(&[u8]) -> String,
    /// What is said of a shipment.
    pub body: fn(&Server, &Shipment) -> Value,
}

impl Voice {
    /// The signature of a body under a secret.
    #[must_use]
    pub fn sign(&self, secret: &str, body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length is a key");
        mac.update(body);
        (self.write)(&mac.finalize().into_bytes())
    }

    /// Posts what is to be said of a shipment in the background, as often and as late as the knobs say.
    pub(super) fn tell(self, server: &Server, panel: &Panel, shipment: &Shipment) {
        let (copies, late_ms) = match server.faults.knobs().webhooks {
            Webhooks::Never => return,
            Webhooks::Once => (1, 0),
            Webhooks::Twice => (2, 0),
            Webhooks::Late => (1, panel.knobs().late_ms),
        };
        let body = (self.body)(server, shipment).to_string();
        let secret = if panel.forges() { "somebody else's secret" } else { self.secret };
        let message = Message {
            http: server.http.clone(),
            url: format!("{}{}", server.shop_url, self.path),
            header: self.header,
            signature: self.sign(secret, body.as_bytes()),
            body,
        };
        for _ in 0..copies {
            let message = message.clone();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(late_ms)).await;
                message.deliver().await;
            });
        }
    }
}

#[derive(Clone)]
struct Message {
    http: reqwest::Client,
    url: String,
    header: &'static str,
    signature: String,
    body: String,
}

impl Message {
    async fn deliver(self) {
        for pause in PAUSES_MS.iter().map(Some).chain([None]) {
            let request = self.http.post(&self.url).header("content-type", "application/json");
            let request = request.header(self.header, &self.signature).body(self.body.clone());
            match request.send().await {
                Ok(answer) if answer.status().is_success() => return,
                Ok(answer) => tracing::debug!(status = %answer.status(), "the shop did not take a carrier's message"),
                Err(error) => tracing::debug!(%error, "the shop could not be reached with a carrier's message"),
            }
            match pause {
                Some(pause) => tokio::time::sleep(Duration::from_millis(*pause)).await,
                None => tracing::info!("a carrier's message was given up"),
            }
        }
    }
}
