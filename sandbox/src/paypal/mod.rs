//! A practice provider in PayPal's shape: OAuth 2 tokens, Orders v2, Payments v2, Vault v3, transaction search, and
//! messages signed under a certificate that it hands out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::market::Server;
use crate::memory::Remembered;
use crate::paying::{Till, lost};

mod auth;
mod hosted;
mod orders;
mod payments;
mod problem;
mod replay;
mod reporting;
#[cfg(test)]
mod tests;
mod vault;
mod view;
mod webhooks;

/// The name of the only app.
pub const CLIENT_ID: &str = "onecart-practice";
/// Its secret.
pub const CLIENT_SECRET: &str = "paypal-practice-secret";
/// What the shop's webhook is called here.
pub const WEBHOOK_ID: &str = "WH-PRACTICE-1";

/// What a shop needs to know to be paid here.
pub const CREDENTIALS: &[(&str, &str)] =
    &[("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET), ("webhook_id", WEBHOOK_ID)];

/// Signs messages of the practice world and nothing else.
const SIGNING_KEY: &str = include_str!("practice-signing-key.pem");
const SIGNING_CERTIFICATE: &str = include_str!("practice-signing-cert.pem");
/// What the certificate is called in its address.
const CERTIFICATE_NAME: &str = "CERT-PRACTICE-1";

/// The provider as all its handlers share it.
#[derive(Clone, Debug)]
struct PayPal {
    till: Till,
    replies: replay::Replies,
    tokens: Arc<Mutex<Vec<String>>>,
    vault: Arc<Mutex<HashMap<String, vault::Kept>>>,
}

/// The provider's own routes.
pub fn router(server: Server, remembered: &[Remembered]) -> Router {
    let till = Till::new(server, remembered);
    let paypal = PayPal {
        till: till.clone(),
        replies: replay::Replies::default(),
        tokens: Arc::default(),
        vault: Arc::default(),
    };
    let guarded = orders::routes()
        .merge(payments::routes())
        .merge(vault::routes())
        .layer(from_fn_with_state(paypal.clone(), replay::once))
        .merge(reporting::routes())
        .layer(from_fn_with_state(paypal.clone(), auth::authenticate))
        .layer(from_fn_with_state(till.clone(), lost::lose));
    let open = auth::routes().merge(hosted::routes()).route("/v1/notifications/certs/{name}", get(certificate));
    guarded.merge(open).with_state(paypal).merge(till.panel.routes())
}

async fn certificate(Path(name): Path<String>) -> Response {
    if name == CERTIFICATE_NAME { SIGNING_CERTIFICATE.into_response() } else { StatusCode::NOT_FOUND.into_response() }
}
