//! Tells platforms about their orders: the whole order, signed, until somebody says thank you.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::broadcast::error::RecvError;

use crate::faults::Webhooks;
use crate::journal::Entry;
use crate::orders::{Order, now_ms};

use super::Merchant;
use super::signatures::content_digest;

/// Waits before the second, third and further tries.
const PATIENCE: &[Duration] =
    &[Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(8), Duration::from_secs(30)];

/// Sends what happens to orders, for as long as the world lives.
pub async fn send_webhooks(merchant: Arc<Merchant>) {
    let mut changes = merchant.market.orders.changes();
    loop {
        match changes.recv().await {
            Ok(order) => {
                let Some(url) = order.detail["webhook_url"].as_str().map(str::to_owned) else {
                    continue;
                };
                let merchant = merchant.clone();
                tokio::spawn(async move { deliver(&merchant, &order, &url).await });
            }
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!("{missed} order changes came too fast to be told")
            }
            Err(RecvError::Closed) => return,
        }
    }
}

async fn deliver(merchant: &Merchant, order: &Order, url: &str) {
    let times = match merchant.market.server.faults.knobs().webhooks {
        Webhooks::Once => 1,
        Webhooks::Twice => 2,
        Webhooks::Never => return,
        Webhooks::Late => {
            tokio::time::sleep(Duration::from_secs(20)).await;
            1
        }
    };
    let id = uuid::Uuid::new_v4().to_string();
    let body = merchant.order_view(order, None).to_string();
    for _ in 0..times {
        let mut waits = PATIENCE.iter();
        while !post(merchant, url, &id, &body).await {
            let Some(wait) = waits.next() else {
                let note = format!("nobody took the webhook about {}", order.stage.as_str());
                merchant.market.server.journal.write(Entry::new("webhook_given_up").id(&order.id).note(note));
                return;
            };
            tokio::time::sleep(*wait).await;
        }
    }
}

async fn post(merchant: &Merchant, url: &str, id: &str, body: &str) -> bool {
    let Some(headers) = headers(merchant, url, id, body.as_bytes()) else {
        return true;
    };
    let request = merchant.market.server.http.post(url).headers(headers).body(body.to_owned());
    request.send().await.is_ok_and(|response| response.status().is_success())
}

/// The headers of one delivery; none where the address is no URL, which trying again would not mend.
fn headers(merchant: &Merchant, url: &str, id: &str, body: &[u8]) -> Option<HeaderMap> {
    let parsed = url::Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    let authority = parsed.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let agent = format!("profile=\"{}/.well-known/ucp\"", merchant.market.server.base_url);
    let digest = content_digest(body);
    let mut components =
        vec![("@method", "POST".to_owned()), ("@authority", authority), ("@path", parsed.path().to_owned())];
    if let Some(query) = parsed.query() {
        components.push(("@query", format!("?{query}")));
    }
    components.extend([
        ("ucp-agent", agent.clone()),
        ("idempotency-key", id.to_owned()),
        ("content-digest", digest.clone()),
        ("content-type", "application/json".to_owned()),
    ]);
    let signed = merchant.signer.sign(&components);
    let named = [
        ("content-type", "application/json".to_owned()),
        ("ucp-agent", agent),
        ("idempotency-key", id.to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", (now_ms() / 1000).to_string()),
        ("content-digest", digest),
        ("signature-input", signed.input),
        ("signature", signed.signature),
    ];
    named
        .into_iter()
        .map(|(name, value)| Some((HeaderName::from_static(name), HeaderValue::from_str(&value).ok()?)))
        .collect()
}
