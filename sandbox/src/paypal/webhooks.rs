//! Messages to the shop: signed over transmission id, time, the webhook's id and the CRC-32 of the body.

use serde_json::{Value, json};

use super::{CERTIFICATE_NAME, PayPal, SIGNING_KEY, WEBHOOK_ID, view};
use crate::clock::rfc3339;
use crate::orders::now_ms;
use crate::paying::telling::Post;
use crate::paying::{Payment, new_id, signing};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Approved,
    Authorised,
    Captured,
    Voided,
    Refunded,
}

impl PayPal {
    /// Tells the shop what happened to a payment.
    pub fn tell(&self, kind: Kind, payment: &Payment) {
        let (event, resource) = self.about(kind, payment);
        let body = json!({
            "id": format!("WH-{}", new_id(17)),
            "create_time": rfc3339(now_ms()),
            "event_type": event,
            "event_version": "1.0",
            "resource": resource,
        })
        .to_string();
        // Who forges has no key: the best they can do is a signature over something else.
        let forged = self.post(&body, "FORGED");
        self.till.tell(self.post(&body, WEBHOOK_ID), forged);
    }

    fn about(&self, kind: Kind, payment: &Payment) -> (&'static str, Value) {
        match kind {
            Kind::Approved => ("CHECKOUT.ORDER.APPROVED", self.order(payment)),
            Kind::Authorised => ("PAYMENT.AUTHORIZATION.CREATED", view::authorization(payment).unwrap_or_default()),
            Kind::Voided => ("PAYMENT.AUTHORIZATION.VOIDED", view::authorization(payment).unwrap_or_default()),
            Kind::Captured => {
                let last = payment.takings.last().map(|taking| view::capture(payment, taking));
                ("PAYMENT.CAPTURE.COMPLETED", last.unwrap_or_default())
            }
            Kind::Refunded => {
                let last = payment.givings.last().map(|giving| view::refund(payment, giving));
                ("PAYMENT.CAPTURE.REFUNDED", last.unwrap_or_default())
            }
        }
    }

    fn post(&self, body: &str, webhook_id: &str) -> Post {
        let (id, time) = (uuid::Uuid::new_v4().to_string(), rfc3339(now_ms()));
        let signed = format!("{id}|{time}|{webhook_id}|{}", crc32fast::hash(body.as_bytes()));
        let certificate = format!("{}/v1/notifications/certs/{CERTIFICATE_NAME}", self.till.server.base_url);
        Post {
            to: "/webhooks/paypal".to_owned(),
            headers: vec![
                ("content-type", "application/json".to_owned()),
                ("paypal-transmission-id", id),
                ("paypal-transmission-time", time),
                ("paypal-transmission-sig", signing::sign(SIGNING_KEY, &signed)),
                ("paypal-cert-url", certificate),
                ("paypal-auth-algo", "SHA256withRSA".to_owned()),
            ],
            body: body.to_owned(),
            thanks: "",
        }
    }
}
