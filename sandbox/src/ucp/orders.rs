//! Orders as platforms see them: always the whole, with everything that ever happened to it.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::orders::{Order, Stage, StageEvent, now_ms};

use super::Merchant;
use super::agent::Agent;
use super::checkout::read;
use super::reply::Reply;

/// A refund, return or the like, as the testing hook wants it.
#[derive(Deserialize)]
struct AdjustRequest {
    line_item_id: String,
    quantity: i64,
    #[serde(rename = "type")]
    kind: String,
}

/// The page where a person can look at the order.
#[must_use]
pub fn permalink(merchant: &Merchant, id: &str) -> String {
    format!("{}/order/{id}", merchant.market.server.base_url)
}

/// The short number a person may read out.
#[must_use]
pub fn label(id: &str) -> String {
    let tail: String = id.chars().rev().take(8).collect();
    tail.chars().rev().collect::<String>().to_uppercase()
}

impl Merchant {
    /// `GET /orders/{id}`.
    pub fn read_order(&self, agent: &Agent, id: &str) -> Reply {
        match self.market.orders.get(id) {
            Some(order) => Reply::ok(self.order_view(&order, agent.capabilities.as_deref())),
            None => self.not_found("order"),
        }
    }

    /// `POST /testing/orders/{id}/adjust`: takes some of a line back.
    pub fn adjust_order(&self, id: &str, body: &[u8]) -> Reply {
        let request: AdjustRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        let Some(order) = self.market.orders.get(id) else {
            return self.not_found("order");
        };
        let at = line_ids(&order).iter().position(|line| *line == request.line_item_id);
        let Some(line) = at.and_then(|at| order.lines.get(at)) else {
            return Reply::invalid("the order has no such line");
        };
        let left = i64::from(line.quantity) - taken_back(&order, &request.line_item_id);
        if !(1..=left).contains(&request.quantity) {
            return Reply::refused(StatusCode::CONFLICT, "invalid_quantity", format!("{left} are left on that line"));
        }
        let amount = -line.unit_minor * request.quantity;
        let adjustment = json!({
            "id": format!("adj_{}", uuid::Uuid::new_v4().simple()),
            "type": request.kind,
            "occurred_at": rfc3339(now_ms()),
            "status": "completed",
            "line_items": [{ "id": request.line_item_id, "quantity": -request.quantity }],
            "totals": [{ "type": "total", "display_text": "Refund", "amount": amount }],
        });
        let amended = self.market.orders.amend(id, |order| {
            if let Some(adjustments) = order.detail["adjustments"].as_array_mut() {
                adjustments.push(adjustment);
            }
        });
        amended.map_or_else(|| self.not_found("order"), |order| Reply::ok(self.order_view(&order, None)))
    }

    /// The whole order.
    #[must_use]
    pub fn order_view(&self, order: &Order, spoken: Option<&[String]>) -> Value {
        let mut view = json!({
            "ucp": self.envelope(&["dev.ucp.shopping.order", "dev.ucp.shopping.fulfillment"], spoken),
            "id": order.id,
            "label": label(&order.id),
            "checkout_id": order.session,
            "permalink_url": permalink(self, &order.id),
            "currency": order.currency,
            "line_items": line_items(order),
            "fulfillment": {
                "expectations": expectations(self, order),
                "events": order.events.iter().filter_map(|event| event_view(order, event)).collect::<Vec<_>>(),
            },
            "adjustments": adjustments(order),
            "totals": order.detail["totals"],
        });
        if order.detail["attribution"].is_object() {
            view["attribution"] = order.detail["attribution"].clone();
        }
        view
    }
}

fn line_ids(order: &Order) -> Vec<&str> {
    order.detail["line_ids"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn taken_back(order: &Order, line_id: &str) -> i64 {
    let adjustments = order.detail["adjustments"].as_array().into_iter().flatten();
    let lines = adjustments.flat_map(|adjustment| adjustment["line_items"].as_array().into_iter().flatten());
    lines.filter(|line| line["id"] == line_id).filter_map(|line| line["quantity"].as_i64()).map(i64::abs).sum()
}

fn left(order: &Order, line_id: &str, quantity: u32) -> i64 {
    if order.stage == Stage::Cancelled { 0 } else { (i64::from(quantity) - taken_back(order, line_id)).max(0) }
}

fn line_items(order: &Order) -> Vec<Value> {
    let shown = order.detail["line_items"].as_array().cloned().unwrap_or_default();
    let view = |(mut line, bought): (Value, &crate::orders::OrderLine)| {
        let total = left(order, line["id"].as_str().unwrap_or_default(), bought.quantity);
        let sent = order.stage >= Stage::Shipped && order.stage != Stage::Cancelled;
        line["quantity"] =
            json!({ "original": bought.quantity, "total": total, "fulfilled": if sent { total } else { 0 } });
        line["status"] = json!(if total == 0 {
            "removed"
        } else if sent {
            "fulfilled"
        } else {
            "processing"
        });
        line
    };
    shown.into_iter().zip(&order.lines).map(view).collect()
}

fn quantities(order: &Order) -> Vec<Value> {
    let pairs = line_ids(order).into_iter().zip(&order.lines);
    pairs.map(|(id, line)| json!({ "id": id, "quantity": line.quantity })).collect()
}

fn expectations(merchant: &Merchant, order: &Order) -> Value {
    let option = merchant.market.shipping.iter().find(|option| option.id == order.shipping_option);
    let Some(option) = option else {
        return json!([]);
    };
    let (from, to) = option.days;
    json!([{
        "id": "exp_1",
        "line_items": quantities(order),
        "method_type": "shipping",
        "destination": order.detail["destination"],
        "description": format!("{}, {from} to {to} days", option.title),
        "fulfillable_on": "now",
    }])
}

fn event_view(order: &Order, event: &StageEvent) -> Option<Value> {
    let (kind, text) = match event.stage {
        Stage::Placed => return None,
        Stage::Processing => ("processing", "Being packed"),
        Stage::Shipped => ("shipped", "Handed to the carrier"),
        Stage::InTransit => ("in_transit", "On the way"),
        Stage::OutForDelivery => ("out_for_delivery", "Out for delivery"),
        Stage::Delivered => ("delivered", "Delivered to the front door"),
        Stage::Cancelled => ("canceled", "Called off"),
    };
    let mut view = json!({
        "id": format!("evt_{kind}"),
        "occurred_at": rfc3339(event.at_ms),
        "type": kind,
        "line_items": quantities(order),
        "description": text,
    });
    if let Some(parcel) = order.parcel.as_ref().filter(|_| event.stage >= Stage::Shipped) {
        view["tracking_number"] = json!(parcel.tracking_number);
        view["tracking_url"] = json!(parcel.tracking_url);
        view["carrier"] = json!(parcel.carrier);
    }
    Some(view)
}

fn adjustments(order: &Order) -> Vec<Value> {
    let mut adjustments = order.detail["adjustments"].as_array().cloned().unwrap_or_default();
    if let Some(cancelled) = order.events.iter().find(|event| event.stage == Stage::Cancelled) {
        let back =
            |(id, line): (&str, &crate::orders::OrderLine)| json!({ "id": id, "quantity": -i64::from(line.quantity) });
        let lines: Vec<Value> = line_ids(order).into_iter().zip(&order.lines).map(back).collect();
        adjustments.push(json!({
            "id": "adj_cancellation",
            "type": "cancellation",
            "occurred_at": rfc3339(cancelled.at_ms),
            "status": "completed",
            "line_items": lines,
            "totals": [{ "type": "total", "display_text": "Refund", "amount": -order.amounts.total_minor }],
        }));
    }
    adjustments
}
