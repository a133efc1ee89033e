//! What can be asked: `ping`, `node` and `search`.

use serde_json::{Value, json};

use super::{Braintree, Problem, Said, view};
use crate::clock::rfc3339;
use crate::paying::Payment;
use crate::vendure::graphql::{Choice, Field};

/// How many objects a page has at most.
const MOST: usize = 50;

impl Braintree {
    pub fn query(&self, field: &Field) -> Said {
        match field.name.as_str() {
            "ping" => Ok(json!("pong")),
            "node" => {
                let id = field.arguments.get("id").and_then(Value::as_str).unwrap_or_default();
                let payment = self.till.payment(id).ok_or_else(Problem::not_found)?;
                Ok(self.transaction(&payment))
            }
            "search" => Ok(self.search(field)),
            name => Err(Problem { class: "VALIDATION", code: "", message: format!("Cannot query field \"{name}\".") }),
        }
    }

    fn search(&self, field: &Field) -> Value {
        let mut found = json!({ "__typename": "Search" });
        for choice in &field.selection {
            let Choice::Field(list) = choice else { continue };
            let nodes = match list.name.as_str() {
                "transactions" => self.transactions(list),
                "refunds" => self.refunds(list),
                _ => continue,
            };
            found[&list.name] = page(nodes, list);
        }
        found
    }

    fn transactions(&self, list: &Field) -> Vec<Value> {
        let input = super::input(list);
        let (of, since) = (input["orderId"]["is"].as_str(), input["createdAt"]["greaterThanOrEqualTo"].as_str());
        let fits = |payment: &&Payment| {
            of.is_none_or(|order| order == payment.reference)
                && since.is_none_or(|since| rfc3339(payment.created_ms).as_str() >= since)
        };
        self.till.book().iter().rev().filter(fits).map(|payment| self.transaction(payment)).collect()
    }

    fn refunds(&self, list: &Field) -> Vec<Value> {
        let since = super::input(list)["createdAt"]["greaterThanOrEqualTo"].as_str().unwrap_or_default().to_owned();
        let mut found = Vec::new();
        for payment in self.till.book().iter().rev() {
            for giving in payment.givings.iter().filter(|giving| rfc3339(giving.at_ms) >= since) {
                let mut refund = view::refund(payment, giving);
                refund["refundedTransaction"] = self.transaction(payment);
                found.push(refund);
            }
        }
        found
    }
}

/// One page of a list; the cursor is the place of its last object.
fn page(nodes: Vec<Value>, list: &Field) -> Value {
    let number = |name: &str| list.arguments.get(name);
    let first = number("first").and_then(Value::as_u64).map_or(MOST, |first| MOST.min(first as usize));
    let after: usize = number("after").and_then(Value::as_str).and_then(|after| after.parse().ok()).unwrap_or(0);
    let total = nodes.len();
    let edges: Vec<Value> =
        nodes.into_iter().skip(after).take(first).map(|node| json!({ "__typename": "Edge", "node": node })).collect();
    let end = after + edges.len();
    json!({ "__typename": "Connection", "edges": edges, "pageInfo":
        { "__typename": "PageInfo", "hasNextPage": end < total, "endCursor": end.to_string() } })
}
