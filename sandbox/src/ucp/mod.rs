//! A merchant that speaks the Universal Commerce Protocol: catalogue, carts, checkouts, orders and webhooks over REST.
//!
//! The same merchant speaks two releases; what differs is in [`dialect`]. Find an order again by its checkout session
//! (`GET /checkout-sessions/{id}` answers with the order once it is placed). The platform's own order reference is
//! read from `attribution.order_reference` and shows in the journal.

pub mod agent;
pub mod basket;
pub mod carts;
pub mod catalog;
pub mod checkout;
pub mod dialect;
pub mod fulfilment;
pub mod goods;
pub mod orders;
pub mod payment;
pub mod profile;
pub mod reply;
pub mod routes;
pub mod signatures;
pub mod state;
pub mod storefront;
pub mod webhooks;
pub mod wire;

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::market::Market;
use crate::memory::Remembered;

pub use routes::router;
pub use webhooks::send_webhooks;

/// One UCP merchant.
#[derive(Debug)]
pub struct Merchant {
    /// What it sells and has sold.
    pub market: Arc<Market>,
    /// The release it speaks.
    pub dialect: dialect::Dialect,
    signer: signatures::Signer,
    acquaintances: agent::Acquaintances,
    state: Mutex<state::State>,
    words: goods::Words,
}

impl Merchant {
    /// A merchant over this market, speaking the release of this date, with the key it had before if it had one.
    #[must_use]
    pub fn new(market: Arc<Market>, version: &str, remembered: &[Remembered]) -> Arc<Self> {
        let form = remembered
            .iter()
            .rev()
            .find(|change| change.kind == "signing_key")
            .and_then(|change| STANDARD.decode(change.value.as_str()?).ok());
        let (signer, fresh) = signatures::Signer::new(form.as_deref());
        if let Some(fresh) = fresh {
            market.server.memory.keep("signing_key", &STANDARD.encode(fresh));
        }
        Arc::new(Self {
            words: goods::Words::new(&market),
            market,
            dialect: dialect::Dialect::of(version),
            signer,
            acquaintances: agent::Acquaintances::default(),
            state: Mutex::default(),
        })
    }
}
