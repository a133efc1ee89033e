//! Messages to the shop: posted until it takes them or the tries are used up.

use std::time::Duration;

use super::Till;
use crate::faults::Webhooks;

/// The pauses before each try after the first.
const PAUSES_MS: [u64; 6] = [200, 1_000, 3_000, 9_000, 27_000, 60_000];

/// A message as it is posted.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// Where to, within the shop, or a whole address.
    pub to: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    /// The word that the shop answers with when it took the message; empty where any 2xx will do.
    pub thanks: &'static str,
}

impl Till {
    /// Posts a message as often and as late as the knobs say, and a forged one before it where they say so.
    pub(crate) fn tell(&self, honest: Post, forged: Post) {
        let knobs = self.panel.knobs();
        let (copies, late_ms) = match self.server.faults.knobs().webhooks {
            Webhooks::Never => return,
            Webhooks::Once => (1, 0),
            Webhooks::Twice => (2, 0),
            Webhooks::Late => (1, knobs.late_ms),
        };
        let forged = knobs.forge_messages.then_some(forged);
        let (http, shop) = (self.server.http.clone(), self.server.shop_url.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(late_ms)).await;
            if let Some(forged) = forged {
                post(&http, &shop, &forged).await;
            }
            for _ in 0..copies {
                deliver(&http, &shop, &honest).await;
            }
        });
    }
}

async fn deliver(http: &reqwest::Client, shop: &str, message: &Post) {
    for pause in PAUSES_MS.iter().map(Some).chain([None]) {
        if post(http, shop, message).await {
            return;
        }
        match pause {
            Some(pause) => tokio::time::sleep(Duration::from_millis(*pause)).await,
            None => tracing::info!("a message was given up"),
        }
    }
}

/// Posts once, and says whether the shop took it.
async fn post(http: &reqwest::Client, shop: &str, message: &Post) -> bool {
    let url = if message.to.starts_with('/') { format!("{shop}{}", message.to) } else { message.to.clone() };
    let mut request = http.post(url).timeout(Duration::from_secs(10)).body(message.body.clone());
    for (name, value) in &message.headers {
        request = request.header(*name, value);
    }
    match request.send().await {
        Ok(answer) if answer.status().is_success() => {
            message.thanks.is_empty() || answer.text().await.is_ok_and(|text| text == message.thanks)
        }
        Ok(answer) => {
            tracing::debug!(status = %answer.status(), "the shop did not take a message");
            false
        }
        Err(error) => {
            tracing::debug!(%error, "the shop could not be reached with a message");
            false
        }
    }
}
