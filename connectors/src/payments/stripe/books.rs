//! Stripe's own books, page by page: what is held, taken and given back, to be compared with ours.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    money::{Currency, Money},
    time::Timestamp,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    client::Client,
    wire::{IntentStatus, RefundStatus},
};
use crate::payments::{GatewayError, GatewayPayment, Subject};

/// How many objects a page has; the most that Stripe gives.
const PAGE: &str = "100";

/// How many pages of one list are read at most.
const MOST_PAGES: usize = 5_000;

#[derive(Deserialize)]
struct Page<T> {
    data: Vec<T>,
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Payment {
    id: String,
    status: IntentStatus,
    #[serde(default)]
    amount_capturable: i64,
    #[serde(default)]
    amount_received: i64,
    currency: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Given {
    id: String,
    payment_intent: Option<String>,
    amount: i64,
    status: RefundStatus,
}

/// What a list says of the place of its objects.
trait Listed {
    fn id(&self) -> &str;
}

impl Listed for Payment {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Listed for Given {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Given {
    fn counts(&self) -> bool {
        matches!(self.status, RefundStatus::Succeeded | RefundStatus::Pending)
    }
}

/// Every payment begun since a moment, and those begun earlier of which something was given back since.
pub(super) async fn since(client: &Client, since: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError> {
    let created = (since.0.max(0) / 1000).to_string();
    let payments: Vec<Payment> = all(client, "payment_intents", &[("created[gte]", &created)]).await?;
    let given: Vec<Given> = all(client, "refunds", &[("created[gte]", &created)]).await?;
    let mut back: BTreeMap<&str, i64> = BTreeMap::new();
    for one in given.iter().filter(|one| one.counts()) {
        *back.entry(one.payment_intent.as_deref().unwrap_or_default()).or_default() += one.amount;
    }
    let mut read: Vec<GatewayPayment> = Vec::with_capacity(payments.len());
    for payment in payments {
        // No refund is older than its payment, so all of them are in the list.
        let refunded = back.remove(payment.id.as_str()).unwrap_or(0);
        read.push(payment.read(refunded)?);
    }
    let earlier: BTreeSet<&str> = back.into_keys().filter(|id| !id.is_empty()).collect();
    for id in earlier {
        read.extend(one(client, id).await?);
    }
    Ok(read)
}

/// One payment; `None` when Stripe knows none of that name.
pub(super) async fn one(client: &Client, reference: &str) -> Result<Option<GatewayPayment>, GatewayError> {
    let Some(payment) = client.find::<Payment>(&["payment_intents", reference]).await? else { return Ok(None) };
    let given: Vec<Given> = all(client, "refunds", &[("payment_intent", reference)]).await?;
    let refunded = given.iter().filter(|one| one.counts()).map(|one| one.amount).sum();
    payment.read(refunded).map(Some)
}

async fn all<T: DeserializeOwned + Listed>(
    client: &Client,
    list: &str,
    filter: &[(&str, &str)],
) -> Result<Vec<T>, GatewayError> {
    let mut all: Vec<T> = Vec::new();
    for _ in 0..MOST_PAGES {
        let mut query = filter.to_vec();
        query.push(("limit", PAGE));
        if let Some(last) = all.last() {
            query.push(("starting_after", last.id()));
        }
        let page: Page<T> = client.get(&[list], &query).await?;
        let ended = !page.has_more || page.data.is_empty();
        all.extend(page.data);
        if ended {
            return Ok(all);
        }
    }
    Err(GatewayError::Unknown("a list without an end".to_owned()))
}

impl Payment {
    fn read(self, refunded: i64) -> Result<GatewayPayment, GatewayError> {
        let currency = self.currency.parse::<Currency>();
        let currency = currency.map_err(|error| GatewayError::Unknown(error.to_string()))?;
        let held = if self.status == IntentStatus::RequiresCapture { self.amount_capturable } else { 0 };
        Ok(GatewayPayment {
            subject: ["order", "top_up"].iter().find_map(|name| Subject::of(self.metadata.get(*name)?)),
            held: Money::new(held, currency),
            captured: Money::new(self.amount_received, currency),
            refunded: Money::new(refunded, currency),
            is_free: self.status == IntentStatus::Canceled,
            reference: self.id,
        })
    }
}
