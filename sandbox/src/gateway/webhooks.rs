//! Tells the shop what happened: signed events, posted until it answers 2xx or the tries are used up.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use super::rules::{Happening, new_id};
use super::wire;
use crate::faults::Webhooks;
use crate::market::Server;
use crate::orders::now_ms;

/// The secret that signs webhooks.
pub const WEBHOOK_SECRET: &str = "whsec_onecart";

/// The pauses before each try after the first.
const PAUSES_MS: [u64; 6] = [200, 1_000, 3_000, 9_000, 27_000, 60_000];

/// The event type and object of everything the shop hears of.
pub fn event(happening: &Happening, base_url: &str) -> Vec<(&'static str, Value)> {
    match happening {
        Happening::Authorised(session, intent) => {
            let completed = ("checkout.session.completed", wire::session(session, intent, base_url));
            let held = ("payment_intent.amount_capturable_updated", wire::intent(intent));
            if intent.manual { vec![completed, held] } else { vec![completed] }
        }
        Happening::Captured(intent) => vec![("charge.captured", wire::charge(intent))],
        Happening::Refunded(intent, _) => vec![("charge.refunded", wire::charge(intent))],
        Happening::Canceled(intent) => vec![("payment_intent.canceled", wire::intent(intent))],
        Happening::Expired(session, intent) => {
            vec![("checkout.session.expired", wire::session(session, intent, base_url))]
        }
        Happening::Declined(..) | Happening::Released(..) => Vec::new(),
    }
}

/// Posts one event in the background, as often as the knobs say; a late one comes `late_ms` later.
pub fn send(server: &Server, late_ms: u64, kind: &str, object: &Value) {
    let (copies, late_ms) = match server.faults.knobs().webhooks {
        Webhooks::Never => return,
        Webhooks::Once => (1, 0),
        Webhooks::Twice => (2, 0),
        Webhooks::Late => (1, late_ms),
    };
    let (http, url) = (&server.http, format!("{}/webhooks/stripe", server.shop_url));
    let body = wire::event(&new_id("evt"), kind, object, now_ms() / 1000).to_string();
    for _ in 0..copies {
        let (http, url, body) = (http.clone(), url.clone(), body.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(late_ms)).await;
            deliver(&http, &url, &body).await;
        });
    }
}

async fn deliver(http: &reqwest::Client, url: &str, body: &str) {
    for pause in PAUSES_MS.iter().map(Some).chain([None]) {
        let request = http
            .post(url)
            .header("content-type", "application/json")
            .header("stripe-signature", signature(body, now_ms() / 1000))
            .timeout(Duration::from_secs(10))
            .body(body.to_owned());
        match request.send().await {
            Ok(answer) if answer.status().is_success() => return,
            Ok(answer) => {
                tracing::debug!(status = %answer.status(), "the shop did not take an event")
            }
            Err(error) => tracing::debug!(%error, "the shop could not be reached with an event"),
        }
        match pause {
            Some(pause) => tokio::time::sleep(Duration::from_millis(*pause)).await,
            None => tracing::info!("an event was given up"),
        }
    }
}

/// The `Stripe-Signature` header: `t=…,v1=…` with the HMAC-SHA256 of `t.body`.
pub fn signature(body: &str, at: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(WEBHOOK_SECRET.as_bytes()).expect("any length is a key");
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_covers_time_and_body() {
        let signed = signature("{}", 1_700_000_000);
        assert!(signed.starts_with("t=1700000000,v1="));
        assert_ne!(signed, signature("{}", 1_700_000_001));
        assert_ne!(signed, signature("{ }", 1_700_000_000));
    }
}
