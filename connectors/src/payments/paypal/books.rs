//! PayPal's own books: its transaction search tells which orders there were, and each order tells how it stands.
//!
//! The search is some hours behind; what is missing from it is asked for by name.

use std::collections::BTreeSet;

use domain::time::Timestamp;
use serde::Deserialize;

use super::{client::Client, wire::Order};
use crate::payments::{GatewayError, GatewayPayment};

/// The longest span of one search.
const LONGEST_SPAN: i64 = 31 * Timestamp::DAY;

/// How many pages of one span are read at most.
const MOST_PAGES: u32 = 1_000;

#[derive(Deserialize)]
struct Found {
    #[serde(default)]
    transaction_details: Vec<Detail>,
    #[serde(default)]
    total_pages: u32,
}

#[derive(Deserialize)]
struct Detail {
    transaction_info: Info,
}

#[derive(Deserialize)]
struct Info {
    paypal_reference_id: Option<String>,
    paypal_reference_id_type: Option<String>,
}

/// Every order with a transaction since a moment.
pub(super) async fn since(
    client: &Client,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<GatewayPayment>, GatewayError> {
    let mut orders = BTreeSet::new();
    let mut from = since;
    while from < now {
        let to = Timestamp(from.plus(LONGEST_SPAN).0.min(now.plus(1000).0));
        orders.extend(of_span(client, from, to).await?);
        from = to;
    }
    let mut books = Vec::with_capacity(orders.len());
    for id in &orders {
        if let Some(order) = client.find::<Order>(&["v2", "checkout", "orders", id]).await? {
            books.push(order.booked()?);
        }
    }
    Ok(books)
}

async fn of_span(client: &Client, from: Timestamp, to: Timestamp) -> Result<Vec<String>, GatewayError> {
    let mut orders = Vec::new();
    for page in 1..=MOST_PAGES {
        let query = [
            ("start_date", from.rfc3339()),
            ("end_date", to.rfc3339()),
            ("fields", "transaction_info".to_owned()),
            ("page_size", "500".to_owned()),
            ("page", page.to_string()),
        ];
        let found: Found = client.list(&["v1", "reporting", "transactions"], &query).await?;
        let of_order =
            |info: Info| info.paypal_reference_id.filter(|_| info.paypal_reference_id_type.as_deref() == Some("ODR"));
        orders.extend(found.transaction_details.into_iter().filter_map(|detail| of_order(detail.transaction_info)));
        if page >= found.total_pages {
            return Ok(orders);
        }
    }
    Err(GatewayError::Unknown("a list without an end".to_owned()))
}
