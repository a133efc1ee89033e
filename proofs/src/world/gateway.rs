//! What the gateway would post, made by hand: from its own objects, signed with its own secret or with another.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::World;
use crate::Problem;

/// A message as it is about to be posted.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its body, byte for byte.
    pub body: String,
    /// The signature header; `None` leaves it out.
    pub signature: Option<String>,
}

impl Notice {
    /// A good message about an object, signed now.
    pub fn of(id: &str, kind: &str, object: &Value) -> Self {
        let body = json!({ "id": id, "object": "event", "type": kind, "data": { "object": object } }).to_string();
        let signature = Some(signed(sandbox::gateway::WEBHOOK_SECRET, &body, now_seconds()));
        Self { body, signature }
    }

    /// The same message, signed by somebody who does not know the secret.
    #[must_use]
    pub fn forged(self) -> Self {
        Self { signature: Some(signed("whsec_somebody_else", &self.body, now_seconds())), ..self }
    }

    /// The same message with a good signature and one byte of the body changed afterwards.
    #[must_use]
    pub fn altered(self) -> Self {
        Self { body: self.body.replacen("amount_total\":", "amount_total\": ", 1) + " ", ..self }
    }

    /// The same message, rightly signed ten minutes ago.
    #[must_use]
    pub fn stale(self) -> Self {
        Self { signature: Some(signed(sandbox::gateway::WEBHOOK_SECRET, &self.body, now_seconds() - 600)), ..self }
    }

    /// The same message without its signature.
    #[must_use]
    pub fn stripped(self) -> Self {
        Self { signature: None, ..self }
    }
}

fn now_seconds() -> i64 {
    connectors::now().0 / 1000
}

fn signed(secret: &str, body: &str, at: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length is a key");
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

impl World {
    /// The session of a page as the gateway's API shows it at this moment.
    ///
    /// # Errors
    /// When the gateway does not answer.
    pub async fn session(&self, page: &str) -> Result<Value, Problem> {
        let id = page.rsplit('/').next().unwrap_or_default();
        let url = format!("{}/v1/checkout/sessions/{id}", self.url("gateway"));
        let answer = self.http.get(url).bearer_auth(sandbox::gateway::SECRET_KEY).send().await?.error_for_status()?;
        Ok(serde_json::from_str(&answer.text().await?)?)
    }

    /// Closes a page unpaid, as the gateway does when its time is up.
    ///
    /// # Errors
    /// When the gateway does not answer.
    pub async fn expire(&self, session: &str) -> Result<(), Problem> {
        let url = format!("{}/v1/checkout/sessions/{session}/expire", self.url("gateway"));
        // A page that was paid is not closed, and that is fine.
        self.http.post(url).bearer_auth(sandbox::gateway::SECRET_KEY).send().await?;
        Ok(())
    }

    /// Posts a message to the shop; gives the status of the answer.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn post_notice(&self, notice: &Notice) -> Result<u16, Problem> {
        let url = format!("{}/webhooks/stripe", self.server.url());
        let mut request = self.http.post(url).header("content-type", "application/json").body(notice.body.clone());
        if let Some(signature) = &notice.signature {
            request = request.header("stripe-signature", signature);
        }
        Ok(request.send().await?.status().as_u16())
    }
}
