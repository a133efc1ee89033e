//! Messages to the shop: XML in base64, signed with HMAC-SHA1 under the SHA-1 of the private key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use ring::hmac;
use url::form_urlencoded::Serializer;

use super::{Braintree, PRIVATE_KEY, PUBLIC_KEY};
use crate::clock::rfc3339;
use crate::orders::now_ms;
use crate::pages::escape;
use crate::paying::telling::Post;
use crate::paying::{Payment, amounts::plain};

impl Braintree {
    /// Tells the shop that a payment was taken.
    pub fn tell(&self, payment: &Payment) {
        let xml = format!(
            "<notification>\n  <timestamp type=\"datetime\">{}</timestamp>\n  <kind>transaction_settled</kind>\n  \
             <subject>\n    <transaction>\n      <id>{}</id>\n      <global-id>{}</global-id>\n      \
             <status>settled</status>\n      <order-id>{}</order-id>\n      <amount>{}</amount>\n      \
             <currency-iso-code>{}</currency-iso-code>\n    </transaction>\n  </subject>\n</notification>",
            rfc3339(now_ms()),
            escape(&payment.hold),
            escape(&payment.id),
            escape(&payment.reference),
            plain(payment.taken(), &payment.currency),
            payment.currency.code(),
        );
        let payload = format!("{}\n", STANDARD.encode(xml));
        self.till.tell(post(&payload, PRIVATE_KEY), post(&payload, "somebody else's key"));
    }
}

fn post(payload: &str, key: &str) -> Post {
    let key = digest(&SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes());
    let mark = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_ref()), payload.as_bytes());
    let signature = format!("another_key|{}&{PUBLIC_KEY}|{}", "0".repeat(40), hex::encode(mark.as_ref()));
    let fields = [("bt_signature", signature.as_str()), ("bt_payload", payload)];
    Post {
        to: "/webhooks/braintree".to_owned(),
        headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
        body: Serializer::new(String::new()).extend_pairs(fields).finish(),
        thanks: "",
    }
}
