//! The Store API's JSON for carts, checkouts and orders, field for field, and how it becomes our types.

use domain::{marketplace::DeliveryOption, money::Money, order::Progress, pricing::Amounts};
use serde::Deserialize;

use super::wire::{Refused, Written};
use crate::marketplaces::{
    OrderSnapshot, QuotedLine,
    reading::{self, Shop, id_text, or_default},
};

/// A cart, whole after every change.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Cart {
    pub items: Vec<Item>,
    pub totals: Totals,
    pub shipping_rates: Vec<Package>,
    #[serde(deserialize_with = "or_default")]
    pub errors: Vec<Refused>,
    #[serde(deserialize_with = "or_default")]
    pub payment_methods: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Item {
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    pub quantity: u32,
    prices: UnitPrice,
    totals: LineTotals,
}

#[derive(Debug, Deserialize)]
struct UnitPrice {
    price: String,
}

#[derive(Debug, Deserialize)]
struct LineTotals {
    line_total: String,
    #[serde(default)]
    line_total_tax: String,
}

/// All parts are without tax; only the last total contains it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Totals {
    total_items: String,
    total_shipping: String,
    total_shipping_tax: String,
    pub total_price: String,
    total_tax: String,
    #[serde(flatten)]
    written: Written,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Package {
    pub package_id: serde_json::Value,
    pub shipping_rates: Vec<Rate>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Rate {
    pub rate_id: String,
    name: String,
    #[serde(deserialize_with = "or_default")]
    description: String,
    #[serde(deserialize_with = "or_default")]
    delivery_time: String,
    price: String,
    taxes: String,
    pub selected: bool,
    #[serde(flatten)]
    written: Written,
}

impl Cart {
    /// What is to be paid.
    pub fn total(&self, shop: &Shop) -> Option<Money> {
        self.totals.written.price(&self.totals.total_price, shop)
    }

    /// Whether the prices shown of single things contain the tax, as the store displays them.
    pub fn tax_included(&self, shop: &Shop) -> Option<bool> {
        let written = &self.totals.written;
        let shown = self.items.iter().map(|item| {
            let unit = written.price(&item.prices.price, shop)?;
            unit.times(item.quantity.try_into().ok()?).ok()
        });
        let shown = Money::sum(shop.currency(), shown.collect::<Option<Vec<_>>>()?).ok()?;
        let tax = written.price(&self.totals.total_tax, shop)?;
        Some(tax.is_zero() || shown.minor > written.price(&self.totals.total_items, shop)?.minor)
    }

    /// Goods, delivery and added tax.
    pub fn amounts(&self, shop: &Shop) -> Option<Amounts> {
        let price = |text: &str| self.totals.written.price(text, shop);
        let (total, shipping, tax) =
            (self.total(shop)?, price(&self.totals.total_shipping)?, price(&self.totals.total_tax)?);
        let (delivery, tax_added) = if self.tax_included(shop)? {
            (shipping.plus(price(&self.totals.total_shipping_tax)?).ok()?, Money::zero(total.currency))
        } else {
            (shipping, tax)
        };
        let goods =
            total.minus(delivery).and_then(|rest| rest.minus(tax_added)).ok().filter(|goods| goods.minor >= 0)?;
        Some(Amounts { goods, delivery, tax_added, discount: None, total })
    }

    /// The lines as they are quoted.
    pub fn quoted(&self, shop: &Shop) -> Option<Vec<QuotedLine>> {
        let (written, included) = (&self.totals.written, self.tax_included(shop)?);
        let read = |item: &Item| {
            let net = written.price(&item.totals.line_total, shop)?;
            let tax =
                if included { written.price(&item.totals.line_total_tax, shop)? } else { Money::zero(net.currency) };
            Some(QuotedLine {
                variant: item.id.parse().ok()?,
                quantity: item.quantity.try_into().ok()?,
                unit: written.price(&item.prices.price, shop)?,
                amount: net.plus(tax).ok()?,
            })
        };
        self.items.iter().map(read).collect()
    }

    /// The ways of delivery: those of the first parcel, each with the price of the other parcels' likest rate.
    pub fn options(&self, shop: &Shop) -> Option<Vec<DeliveryOption>> {
        let included = self.tax_included(shop)?;
        let Some((first, others)) = self.shipping_rates.split_first() else { return Some(Vec::new()) };
        let read = |rate: &Rate| {
            let mut price = rate.price(shop, included)?;
            for package in others {
                price = price.plus(package.like(&rate.rate_id)?.price(shop, included)?).ok()?;
            }
            Some(rate.read(price))
        };
        first.shipping_rates.iter().map(read).collect()
    }

    /// The chosen way of delivery, as a place among the options.
    pub fn chosen(&self) -> Option<usize> {
        self.shipping_rates.first()?.shipping_rates.iter().position(|rate| rate.selected)
    }
}

impl Package {
    /// The rate of this id, else the first.
    pub fn like(&self, id: &str) -> Option<&Rate> {
        self.shipping_rates.iter().find(|rate| rate.rate_id == id).or(self.shipping_rates.first())
    }
}

impl Rate {
    fn price(&self, shop: &Shop, included: bool) -> Option<Money> {
        let net = self.written.price(&self.price, shop)?;
        if included { net.plus(self.written.price(&self.taxes, shop)?).ok() } else { Some(net) }
    }

    fn read(&self, price: Money) -> DeliveryOption {
        let time = if self.delivery_time.is_empty() { &self.description } else { &self.delivery_time };
        let (days_from, days_to) = reading::days_in(time);
        let title = domain::catalog::plain_text(if self.name.is_empty() { &self.rate_id } else { &self.name }, 120);
        DeliveryOption { id: self.rate_id.clone(), title, price, days_from, days_to }
    }
}

/// A draft of an order, or what came of placing it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Checkout {
    pub order_id: u64,
    pub order_key: String,
    pub status: String,
    #[serde(deserialize_with = "or_default")]
    pub payment_result: PaymentResult,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PaymentResult {
    pub payment_status: String,
}

/// An order as its guest may see it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    pub id: u64,
    pub status: String,
}

/// What the status of an order says about whether it was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It still waits for the checkout to be completed, or its payment failed: nothing was ordered.
    Open,
    /// It was placed, whatever became of it.
    Placed,
    /// The payment is neither done nor refused, or a word that we do not know.
    Unclear,
}

/// Reads a status.
pub fn standing(status: &str) -> Standing {
    match status {
        "checkout-draft" | "failed" => Standing::Open,
        "processing" | "on-hold" | "completed" | "cancelled" | "refunded" => Standing::Placed,
        _ => Standing::Unclear,
    }
}

impl Order {
    /// How the order stands. The API tells no times, so what it tells is dated when it is first seen.
    pub fn read(&self) -> OrderSnapshot {
        let progress = match self.status.as_str() {
            "processing" => Progress::Processing,
            "completed" => Progress::Delivered,
            "cancelled" | "refunded" | "failed" => Progress::Cancelled,
            _ => Progress::Placed,
        };
        let event = reading::event(&self.status, progress, crate::now(), "");
        OrderSnapshot { progress, shipments: Vec::new(), events: vec![event] }
    }
}
