//! What PayPal posts to us: signed with RSA over transmission id, time, our webhook's id and the CRC-32 of the body, by
//! the holder of a certificate that PayPal itself hands out.

use std::{collections::BTreeMap, sync::Arc};

use domain::guard;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::{
    client::Client,
    wire::{Authorisation, Capture, Order},
};
use crate::payments::{GatewayError, Message, PageState, PaymentNotice, Subject, rsa};

/// Where PayPal hands out its certificates.
const CERTIFICATES: &str = "/v1/notifications/certs/";

/// The only way of signing that we take.
const ALGORITHM: &str = "SHA256withRSA";

/// How many certificates are kept.
const MOST_CERTIFICATES: usize = 8;

/// Checks PayPal's signatures.
#[derive(Clone, Debug)]
pub(super) struct Verifier {
    client: Client,
    webhook_id: String,
    certificates: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

impl Verifier {
    pub(super) fn new(client: Client, webhook_id: String) -> Self {
        Self { client, webhook_id, certificates: Arc::default() }
    }

    /// Checks a message.
    ///
    /// # Errors
    /// [`GatewayError::BadMessage`] when the signature does not fit or the certificate is not PayPal's;
    /// [`GatewayError::Unknown`] when the certificate cannot be had just now.
    pub(super) async fn verify(&self, message: &Message<'_>) -> Result<(), GatewayError> {
        if self.webhook_id.is_empty() {
            return Err(GatewayError::bad("we know no webhook to check it with"));
        }
        if message.header("paypal-auth-algo") != ALGORITHM {
            return Err(GatewayError::bad("signed in another way"));
        }
        let (id, time) = (message.header("paypal-transmission-id"), message.header("paypal-transmission-time"));
        let mark = crc32fast::hash(message.body);
        let signed = format!("{id}|{time}|{}|{mark}", self.webhook_id);
        let certificate = self.certificate(message.header("paypal-cert-url")).await?;
        let signature = message.header("paypal-transmission-sig");
        let fits = rsa::fits_certificate(&certificate, signed.as_bytes(), signature);
        if fits || !guard::on("notice.signature") { Ok(()) } else { Err(GatewayError::bad("no signature fits")) }
    }

    async fn certificate(&self, url: &str) -> Result<Vec<u8>, GatewayError> {
        if !is_theirs(url, self.client.base_url()) {
            return Err(GatewayError::bad("a certificate from elsewhere"));
        }
        if let Some(certificate) = self.certificates.lock().await.get(url) {
            return Ok(certificate.clone());
        }
        // Not behind the lock: whoever names a certificate that is slow to come keeps nobody else's message waiting.
        let text = String::from_utf8(self.client.fetch(url).await?).map_err(GatewayError::unknown)?;
        let certificate = rsa::unwrapped(&text).ok_or_else(|| GatewayError::unknown("a certificate that is none"))?;
        let mut kept = self.certificates.lock().await;
        if kept.len() >= MOST_CERTIFICATES {
            kept.clear();
        }
        kept.insert(url.to_owned(), certificate.clone());
        Ok(certificate)
    }
}

/// Whether PayPal itself hands a certificate out: at the host of the API that we call, or of PayPal's other hosts over
/// TLS where that is one of them. Sandbox and live are told apart, so that nobody signs for us with a test account.
fn is_theirs(url: &str, base_url: &str) -> bool {
    let (Ok(url), Ok(base)) = (Url::parse(url), Url::parse(base_url)) else { return false };
    let plain = url.username().is_empty() && url.password().is_none() && url.path().starts_with(CERTIFICATES);
    let other = match base.host_str() {
        Some("api-m.paypal.com" | "api.paypal.com") => "https://api.paypal.com",
        Some("api-m.sandbox.paypal.com" | "api.sandbox.paypal.com") => "https://api.sandbox.paypal.com",
        _ => "",
    };
    plain && (url.origin() == base.origin() || url.origin().ascii_serialization() == other)
}

#[derive(Deserialize)]
struct Event {
    id: String,
    event_type: String,
    #[serde(default)]
    resource: Value,
}

/// What an event tells us; kinds that we do not follow are about no page.
///
/// # Errors
/// [`GatewayError::BadMessage`] when it is not an event.
pub(super) fn read(body: &[u8]) -> Result<PaymentNotice, GatewayError> {
    let event: Event = serde_json::from_slice(body).map_err(GatewayError::bad)?;
    let (subject, page) = match event.event_type.as_str() {
        // Nothing is held yet: whoever waits for this page asks how it stands, and that has it held.
        "CHECKOUT.ORDER.APPROVED" => {
            let order: Order = serde_json::from_value(event.resource).map_err(GatewayError::bad)?;
            (order.subject(), Some(PageState::Open))
        }
        "PAYMENT.AUTHORIZATION.CREATED" => {
            let held: Authorisation = serde_json::from_value(event.resource).map_err(GatewayError::bad)?;
            let order = held.supplementary_data.related_ids.order_id;
            let amount = held.amount.money().map_err(GatewayError::bad)?;
            let page = order.map(|reference| PageState::Authorised { reference, amount });
            (held.custom_id.as_deref().and_then(Subject::of), page)
        }
        // An order's capture is our own doing; a top-up's is what its page came to.
        "PAYMENT.CAPTURE.COMPLETED" => {
            let taken: Capture = serde_json::from_value(event.resource).map_err(GatewayError::bad)?;
            let subject = taken.custom_id.as_deref().and_then(Subject::of);
            let amount = taken.amount.money().map_err(GatewayError::bad)?;
            let order = taken.supplementary_data.related_ids.order_id;
            let top_up = matches!(subject, Some(Subject::TopUp(_)));
            (subject, order.filter(|_| top_up).map(|reference| PageState::Taken { reference, amount }))
        }
        _ => (None, None),
    };
    let subject = subject.filter(|_| page.is_some());
    Ok(PaymentNotice { event_id: event.id, subject, page })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_come_from_paypal_and_nowhere_else() {
        let live = "https://api-m.paypal.com";
        let good = "https://api.paypal.com/v1/notifications/certs/CERT-360caa42";
        assert!(is_theirs(good, live));
        assert!(is_theirs("http://127.0.0.1:4111/v1/notifications/certs/C-1", "http://127.0.0.1:4111"));
        for wrong in [
            "http://api.paypal.com/v1/notifications/certs/C",
            "https://api.paypal.com.evil.example/v1/notifications/certs/C",
            "https://evil.example/v1/notifications/certs/C",
            "https://api.paypal.com@evil.example/v1/notifications/certs/C",
            "https://user@api.paypal.com/v1/notifications/certs/C",
            "https://api.paypal.com:444/v1/notifications/certs/C",
            "https://api.paypal.com/elsewhere",
            "https://api.paypal.com/v1/notifications/certs/../../../elsewhere",
            "https://api.sandbox.paypal.com/v1/notifications/certs/C",
            "",
        ] {
            assert!(!is_theirs(wrong, live), "{wrong}");
        }
    }

    #[test]
    fn the_mark_of_a_body_is_the_crc_of_iso_3309() {
        assert_eq!(crc32fast::hash(b"123456789"), 0xcbf4_3926);
    }
}
