//! What platforms send, as far as this merchant reads it; everything else in a body is ignored, as the protocol asks.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// The most lines one cart or checkout may have.
pub const MOST_LINES: usize = 200;
/// The most of one thing on one line.
pub const MOST_PIECES: u32 = 1_000_000;

/// The body of creating or replacing a cart or checkout.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct BasketRequest {
    /// The lines; required unless a cart is converted.
    pub line_items: Option<Vec<LineRequest>>,
    /// The cart to convert.
    pub cart_id: Option<String>,
    /// Who buys.
    pub buyer: Option<Map<String, Value>>,
    /// Where and how, without obligation.
    pub context: Option<Map<String, Value>>,
    /// Where the shopper came from; also carries the platform's own order reference.
    pub attribution: Option<BTreeMap<String, String>>,
    /// Discount codes.
    pub discounts: Option<DiscountsRequest>,
    /// How the goods shall come.
    pub fulfillment: Option<FulfillmentRequest>,
    /// Instruments, without obligation until completion.
    pub payment: Option<PaymentRequest>,
}

/// One line.
#[derive(Clone, Debug, Deserialize)]
pub struct LineRequest {
    /// The platform's or our id of the line.
    pub id: Option<String>,
    /// What.
    pub item: ItemRequest,
    /// How many.
    pub quantity: i64,
}

/// The item of a line.
#[derive(Clone, Debug, Deserialize)]
pub struct ItemRequest {
    /// A variant's id.
    pub id: String,
}

/// Discount codes to apply.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DiscountsRequest {
    /// All codes; replaces those sent before.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// How the goods shall come.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct FulfillmentRequest {
    /// The first shipping method counts.
    #[serde(default)]
    pub methods: Vec<MethodRequest>,
}

/// One way of fulfilment.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MethodRequest {
    /// The method's id.
    pub id: Option<String>,
    /// `shipping` or `pickup`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Addresses to choose from.
    pub destinations: Option<Vec<Map<String, Value>>>,
    /// The chosen address.
    pub selected_destination_id: Option<String>,
    /// Groups with their chosen options.
    #[serde(default)]
    pub groups: Vec<GroupRequest>,
}

/// A group of lines that travel together.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GroupRequest {
    /// The group's id.
    pub id: Option<String>,
    /// The chosen option.
    pub selected_option_id: Option<String>,
}

/// Payment instruments.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PaymentRequest {
    /// The instruments; the selected one pays, else the first.
    #[serde(default)]
    pub instruments: Vec<Map<String, Value>>,
}

/// The body of completing a checkout.
#[derive(Clone, Debug, Deserialize)]
pub struct CompleteRequest {
    /// What pays.
    pub payment: PaymentRequest,
    /// See [`BasketRequest::attribution`].
    pub attribution: Option<BTreeMap<String, String>>,
}

impl BasketRequest {
    /// Checks sizes and ranges that hold whatever is in stock.
    ///
    /// # Errors
    ///
    /// When lines are missing, too many, or ask for nothing or for absurdly much.
    pub fn check(&self) -> Result<(), &'static str> {
        let lines = match &self.line_items {
            Some(lines) if !lines.is_empty() || self.cart_id.is_some() => lines.as_slice(),
            None if self.cart_id.is_some() => &[],
            _ => return Err("line_items is required and not empty"),
        };
        if lines.len() > MOST_LINES {
            return Err("more than 200 line_items");
        }
        if lines.iter().any(|line| line.item.id.is_empty() || line.item.id.len() > 200) {
            return Err("an item id is between 1 and 200 characters long");
        }
        if lines.iter().any(|line| !(1..=i64::from(MOST_PIECES)).contains(&line.quantity)) {
            return Err("a quantity lies between 1 and 1000000");
        }
        if self.discounts.as_ref().is_some_and(|discounts| discounts.codes.len() > 20) {
            return Err("more than 20 discount codes");
        }
        Ok(())
    }
}
