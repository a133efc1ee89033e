//! The Shop API's JSON for orders, field for field, and how it becomes our types.

use domain::{
    marketplace::DeliveryOption,
    money::Money,
    order::{Progress, Shipment, TrackingEvent},
    pricing::Amounts,
};
use serde::Deserialize;

use crate::marketplaces::{
    OrderSnapshot, QuotedLine,
    reading::{self, Shop, id_text, or_default},
};

/// An order, or the member of the union that says why there is none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Order {
    pub error_code: String,
    pub message: String,
    pub transition_error: String,
    pub quantity_available: Option<u32>,
    pub code: String,
    pub state: String,
    active: Option<bool>,
    order_placed_at: Option<String>,
    updated_at: Option<String>,
    currency_code: String,
    total_with_tax: i64,
    shipping_with_tax: i64,
    #[serde(deserialize_with = "or_default")]
    lines: Vec<OrderLine>,
    #[serde(deserialize_with = "or_default")]
    fulfillments: Vec<Fulfillment>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderLine {
    quantity: u32,
    unit_price_with_tax: i64,
    discounted_line_price_with_tax: i64,
    product_variant: VariantId,
}

#[derive(Clone, Debug, Deserialize)]
struct VariantId {
    #[serde(deserialize_with = "id_text")]
    id: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Fulfillment {
    #[serde(deserialize_with = "id_text")]
    id: String,
    state: String,
    #[serde(deserialize_with = "or_default")]
    method: String,
    #[serde(deserialize_with = "or_default")]
    tracking_code: String,
    created_at: Option<String>,
    updated_at: Option<String>,
}

impl Order {
    /// Whether the answer is a refusal instead of an order.
    pub fn is_refusal(&self) -> bool {
        !self.error_code.is_empty()
    }

    /// Whether the customer is through with it: the marketplace has it. `None` where the answer does not tell; shops
    /// may have states of their own, so of those it is the word `active` that tells.
    pub fn is_placed(&self) -> Option<bool> {
        let open = matches!(self.state.as_str(), "AddingItems" | "ArrangingPayment" | "Draft");
        match self.active {
            _ if self.code.is_empty() || self.state.is_empty() => None,
            Some(true) => Some(false),
            Some(false) => Some(!open),
            None => None,
        }
    }

    /// What is to be paid.
    pub fn total(&self, shop: &Shop) -> Option<Money> {
        shop.price(self.total_with_tax, &self.currency_code)
    }

    /// Goods and delivery; prices contain the tax.
    pub fn amounts(&self, shop: &Shop) -> Option<Amounts> {
        let (total, delivery) = (self.total(shop)?, shop.own(self.shipping_with_tax)?);
        let goods = total.minus(delivery).ok().filter(|goods| goods.minor >= 0)?;
        Some(Amounts { goods, delivery, tax_added: Money::zero(total.currency), discount: None, total })
    }

    /// The lines as they are quoted.
    pub fn quoted(&self, shop: &Shop) -> Option<Vec<QuotedLine>> {
        let read = |line: &OrderLine| {
            Some(QuotedLine {
                variant: line.product_variant.id.parse().ok()?,
                quantity: line.quantity.try_into().ok()?,
                unit: shop.own(line.unit_price_with_tax)?,
                amount: shop.own(line.discounted_line_price_with_tax)?,
            })
        };
        self.lines.iter().map(read).collect()
    }

    /// How the order stands.
    pub fn read(&self) -> OrderSnapshot {
        let shipments = self.fulfillments.iter().filter(|parcel| !parcel.tracking_code.is_empty());
        let shipment = |parcel: &Fulfillment| Shipment {
            carrier: domain::catalog::plain_text(&parcel.method, 80),
            tracking_number: domain::catalog::plain_text(&parcel.tracking_code, 80),
            tracking_url: None,
        };
        OrderSnapshot { progress: self.progress(), shipments: shipments.map(shipment).collect(), events: self.events() }
    }

    fn progress(&self) -> Progress {
        match self.state.as_str() {
            "Cancelled" => Progress::Cancelled,
            "Delivered" => Progress::Delivered,
            "PartiallyDelivered" => Progress::InTransit,
            "Shipped" | "PartiallyShipped" => Progress::Shipped,
            "PaymentSettled" | "Modifying" | "ArrangingAdditionalPayment" => Progress::Processing,
            _ => Progress::Placed,
        }
    }

    /// The API tells states, not their history: what can be dated is told, once per thing it is about.
    fn events(&self) -> Vec<TrackingEvent> {
        let mut events = Vec::new();
        let mut tell = |name: &str, progress: Progress, at: &Option<String>, note: &str| {
            events.extend(at.as_deref().and_then(reading::moment).map(|at| reading::event(name, progress, at, note)));
        };
        tell("placed", Progress::Placed, &self.order_placed_at, "");
        for parcel in &self.fulfillments {
            if matches!(parcel.state.as_str(), "Shipped" | "Delivered") {
                tell(&format!("shipped-{}", parcel.id), Progress::Shipped, &parcel.created_at, &parcel.method);
            }
            if parcel.state == "Delivered" && self.state == "Delivered" {
                tell(&format!("delivered-{}", parcel.id), Progress::Delivered, &parcel.updated_at, &parcel.method);
            }
        }
        match self.state.as_str() {
            "PaymentSettled" => tell("processing", Progress::Processing, &self.updated_at, ""),
            "Cancelled" => tell("cancelled", Progress::Cancelled, &self.updated_at, ""),
            _ => {}
        }
        events
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippingMethod {
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    price_with_tax: i64,
}

impl ShippingMethod {
    /// What we call it: its code without the ending that all of Vendure's own codes share.
    pub fn word(&self) -> &str {
        self.code.strip_suffix("-shipping").filter(|word| !word.is_empty()).unwrap_or(&self.code)
    }

    /// The way of delivery as we know it.
    pub fn read(&self, shop: &Shop) -> Option<DeliveryOption> {
        let (days_from, days_to) = reading::days_in(&domain::catalog::plain_text(&self.description, 500));
        let title = domain::catalog::plain_text(if self.name.is_empty() { &self.code } else { &self.name }, 120);
        Some(DeliveryOption {
            id: self.word().to_owned(),
            title,
            price: shop.own(self.price_with_tax)?,
            days_from,
            days_to,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethod {
    pub code: String,
    pub is_eligible: bool,
}
