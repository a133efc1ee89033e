//! Braintree's own books, page by page.

use std::collections::BTreeMap;

use domain::time::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{client::Client, queries, wire::Transaction};
use crate::payments::{GatewayError, GatewayPayment};

/// How many pages of one list are read at most.
const MOST_PAGES: usize = 5_000;

#[derive(Deserialize)]
struct Connection<T> {
    edges: Vec<Edge<T>>,
    #[serde(rename = "pageInfo")]
    page: Page,
}

#[derive(Deserialize)]
struct Edge<T> {
    node: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    refunded_transaction: Option<Transaction>,
}

/// All transactions that a search finds.
pub(super) async fn transactions(client: &Client, input: &Value) -> Result<Vec<Transaction>, GatewayError> {
    all(client, &queries::transactions(), "transactions", input).await
}

/// Every transaction begun since a moment, and those begun earlier of which something was given back since.
pub(super) async fn since(client: &Client, since: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError> {
    let input = json!({ "createdAt": { "greaterThanOrEqualTo": since.rfc3339() } });
    let begun = transactions(client, &input).await?;
    let given: Vec<Given> = all(client, &queries::refunds(), "refunds", &input).await?;
    let earlier = given.into_iter().filter_map(|refund| refund.refunded_transaction);
    let books: BTreeMap<String, Transaction> =
        earlier.chain(begun).map(|transaction| (transaction.id.clone(), transaction)).collect();
    books.values().map(Transaction::booked).collect()
}

async fn all<T: DeserializeOwned>(
    client: &Client,
    query: &str,
    list: &str,
    input: &Value,
) -> Result<Vec<T>, GatewayError> {
    let (mut all, mut after) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let variables = json!({ "input": input, "after": after });
        let mut search: BTreeMap<String, Connection<T>> = client.ask(query, "search", &variables).await?;
        let page = search.remove(list).ok_or_else(|| GatewayError::unknown("an answer to something else"))?;
        all.extend(page.edges.into_iter().map(|edge| edge.node));
        if !page.page.has_next_page {
            return Ok(all);
        }
        after = page.page.end_cursor;
    }
    Err(GatewayError::Unknown("a list without an end".to_owned()))
}
