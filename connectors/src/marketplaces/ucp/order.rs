//! The protocol's JSON for orders, field for field, and how it becomes our types.

use domain::order::{Progress, Shipment};
use serde::Deserialize;

use super::wire::{Envelope, Message};
use crate::marketplaces::{
    OrderSnapshot,
    reading::{self, or_default},
};

/// An order, always told as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    pub ucp: Envelope,
    pub id: String,
    pub messages: Vec<Message>,
    line_items: Vec<OrderLine>,
    fulfillment: OrderFulfillment,
}

#[derive(Debug, Deserialize)]
struct OrderLine {
    #[serde(default)]
    id: String,
    quantity: OrderQuantity,
}

#[derive(Debug, Deserialize)]
struct OrderQuantity {
    total: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OrderFulfillment {
    #[serde(deserialize_with = "or_default")]
    events: Vec<Event>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Event {
    id: String,
    #[serde(alias = "timestamp")]
    occurred_at: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(deserialize_with = "or_default")]
    line_items: Vec<EventLine>,
    tracking_number: Option<String>,
    tracking_url: Option<String>,
    carrier: Option<String>,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
struct EventLine {
    #[serde(default)]
    id: String,
    #[serde(default)]
    quantity: i64,
}

impl Order {
    /// How far the goods have come.
    pub fn read(self) -> OrderSnapshot {
        let progress = self.progress();
        let mut shipments: Vec<Shipment> = Vec::new();
        for event in &self.fulfillment.events {
            let Some(number) = event.tracking_number.as_ref().filter(|number| !number.is_empty()) else { continue };
            if shipments.iter().all(|known| known.tracking_number != *number) {
                shipments.push(Shipment {
                    carrier: domain::catalog::plain_text(event.carrier.as_deref().unwrap_or_default(), 80),
                    tracking_number: domain::catalog::plain_text(number, 80),
                    tracking_url: event.tracking_url.as_deref().and_then(reading::tracking_address),
                });
            }
        }
        let read = |event: &Event| {
            let at = reading::moment(&event.occurred_at)?;
            Some(reading::event(&event.id, event.progress()?, at, event.description.as_deref().unwrap_or_default()))
        };
        let events = self.fulfillment.events.iter().filter_map(read).collect();
        OrderSnapshot { progress, shipments, events }
    }

    /// The furthest that any part has come; the end is reached only when all parts reached it.
    fn progress(&self) -> Progress {
        let living: Vec<&OrderLine> = self.line_items.iter().filter(|line| line.quantity.total > 0).collect();
        if living.is_empty() && !self.line_items.is_empty() {
            return Progress::Cancelled;
        }
        let of_kind =
            |kind: Progress| self.fulfillment.events.iter().filter(move |event| event.progress() == Some(kind));
        let arrived = |line: &&OrderLine| {
            let lines = of_kind(Progress::Delivered).flat_map(|event| &event.line_items);
            let count = lines.filter(|told| told.id == line.id).map(|told| told.quantity).fold(0, i64::saturating_add);
            count >= line.quantity.total
        };
        if !living.is_empty() && living.iter().all(arrived) {
            return Progress::Delivered;
        }
        let told = self.fulfillment.events.iter().filter_map(Event::progress);
        let moving = told.map(|progress| if progress == Progress::Delivered { Progress::InTransit } else { progress });
        moving.filter(|progress| !progress.is_final()).max().unwrap_or(Progress::Placed)
    }
}

impl Event {
    fn progress(&self) -> Option<Progress> {
        Some(match self.kind.as_str() {
            "processing" => Progress::Processing,
            "shipped" => Progress::Shipped,
            "in_transit" | "failed_attempt" | "undeliverable" => Progress::InTransit,
            "out_for_delivery" => Progress::OutForDelivery,
            "delivered" => Progress::Delivered,
            "canceled" | "returned_to_sender" => Progress::Cancelled,
            _ => return None,
        })
    }
}
