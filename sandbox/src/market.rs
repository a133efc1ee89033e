//! The state of one marketplace server: what it sells, what is left, what it promised, and how it misbehaves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::catalogue::{Listing, Variant};
use crate::faults::Faults;
use crate::journal::{Entry, Journal};
use crate::memory::Memory;
use crate::orders::{Amounts, Order, OrderLine, Orders, Recipient, Stage, StageEvent, now_ms};

/// What every server of the practice world has, marketplace or not.
#[derive(Clone, Debug)]
pub struct Server {
    /// The short name, as in file names and addresses.
    pub slug: &'static str,
    /// The name people see.
    pub name: &'static str,
    /// One line about it, for its front page.
    pub about: &'static str,
    /// What it speaks, for its front page.
    pub protocol: &'static str,
    /// Where it is, without a trailing slash.
    pub base_url: String,
    /// Where the shop is, for webhooks and links back; without a trailing slash.
    pub shop_url: String,
    /// For webhooks.
    pub http: reqwest::Client,
    /// Its knobs.
    pub faults: Faults,
    /// Its journal.
    pub journal: Journal,
    /// What it remembers across restarts, beside orders and journal.
    pub memory: Memory,
}

/// One way to have the goods brought.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct ShippingOption {
    /// Its id, the same for every order.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it costs below the free-shipping threshold.
    pub price_minor: i64,
    /// Days until delivery, from and to.
    pub days: (u32, u32),
}

/// How the marketplace taxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// Hundredths of a percent: 2300 is 23 %.
    pub rate_bp: u32,
    /// Whether listed prices contain it.
    pub included: bool,
}

impl Tax {
    /// The tax in, or on top of, an amount; rounded half up.
    #[must_use]
    pub fn on(self, minor: i64) -> i64 {
        let rate = i64::from(self.rate_bp);
        let base = if self.included { 10_000 + rate } else { 10_000 };
        (minor * rate + base / 2).div_euclid(base)
    }
}

/// One marketplace server.
#[derive(Debug)]
pub struct Market {
    /// Name, address, knobs and journal.
    pub server: Server,
    /// The currency of all its prices.
    pub currency: String,
    /// All it sells, in catalogue order.
    pub listings: Arc<[Listing]>,
    /// What is left of each variant, by its id.
    pub stock: Mutex<HashMap<String, u32>>,
    /// How it ships.
    pub shipping: Vec<ShippingOption>,
    /// From this sum of goods on, the first shipping option is free.
    pub free_shipping_from_minor: Option<i64>,
    /// How it taxes.
    pub tax: Tax,
    /// Discount codes and what they take off, in percent.
    pub codes: Vec<(&'static str, u32)>,
    /// Its orders.
    pub orders: Orders,
    by_id: HashMap<String, Place>,
}

/// Where an id leads: a listing, and which of its variants if it is a variant's id.
#[derive(Clone, Copy, Debug)]
struct Place {
    listing: usize,
    variant: Option<usize>,
}

/// An order about to be placed; id, time and stage are given by [`Market::place`].
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// See [`Order::reference`].
    pub reference: Option<String>,
    /// See [`Order::session`].
    pub session: Option<String>,
    /// See [`Order::lines`].
    pub lines: Vec<OrderLine>,
    /// See [`Order::amounts`].
    pub amounts: Amounts,
    /// See [`Order::recipient`].
    pub recipient: Recipient,
    /// See [`Order::shipping_option`].
    pub shipping_option: String,
    /// See [`Order::payment`].
    pub payment: String,
    /// See [`Order::detail`].
    pub detail: Value,
}

/// Why an order was refused: this product is not there in that quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfStock {
    /// The product.
    pub external_id: String,
    /// How many are left.
    pub left: u32,
}

impl Market {
    /// A marketplace with full shelves, apart from variants whose stock is remembered in `sold`.
    #[must_use]
    pub fn new(
        server: Server,
        terms: Terms,
        listings: Arc<[Listing]>,
        orders: Orders,
        sold: HashMap<String, u32>,
    ) -> Self {
        let mut stock = HashMap::new();
        let mut by_id = HashMap::new();
        for (at, listing) in listings.iter().enumerate() {
            by_id.insert(listing.external_id.clone(), Place { listing: at, variant: None });
        }
        for (at, listing) in listings.iter().enumerate() {
            for (which, variant) in listing.variants.iter().enumerate() {
                stock.insert(variant.id.clone(), variant.stock);
                by_id.insert(variant.id.clone(), Place { listing: at, variant: Some(which) });
            }
        }
        stock.extend(sold);
        Self {
            server,
            currency: terms.currency,
            listings,
            stock: Mutex::new(stock),
            shipping: terms.shipping,
            free_shipping_from_minor: terms.free_shipping_from_minor,
            tax: terms.tax,
            codes: terms.codes,
            orders,
            by_id,
        }
    }

    /// The listing with this id, or the one that has a variant with this id.
    #[must_use]
    pub fn listing(&self, id: &str) -> Option<&Listing> {
        self.by_id.get(id).and_then(|place| self.listings.get(place.listing))
    }

    /// The variant with this id; a listing's id stands for its variant where it has only one.
    #[must_use]
    pub fn variant(&self, id: &str) -> Option<(&Listing, &Variant)> {
        let place = self.by_id.get(id)?;
        let listing = self.listings.get(place.listing)?;
        let variant = match place.variant {
            Some(which) => listing.variants.get(which)?,
            None if listing.variants.len() == 1 => &listing.variants[0],
            None => return None,
        };
        Some((listing, variant))
    }

    /// What the variant costs now, knobs included.
    #[must_use]
    pub fn price(&self, variant: &Variant) -> i64 {
        self.server.faults.price(variant.price_minor)
    }

    /// How many of a variant are left, knobs included; its listing's id in `sold_out` counts too.
    #[must_use]
    pub fn left(&self, variant_id: &str) -> u32 {
        if self.sold_out(variant_id) {
            return 0;
        }
        self.stock.lock().expect("no writer panics").get(variant_id).copied().unwrap_or(0)
    }

    fn sold_out(&self, variant_id: &str) -> bool {
        let faults = &self.server.faults;
        faults.sold_out(variant_id)
            || self.listing(variant_id).is_some_and(|listing| faults.sold_out(&listing.external_id))
    }

    /// What this shipping option costs for goods worth `items_minor`.
    #[must_use]
    pub fn shipping_price(&self, option: &ShippingOption, items_minor: i64) -> i64 {
        let first = self.shipping.first().is_some_and(|first| first.id == option.id);
        let free = self.free_shipping_from_minor.is_some_and(|threshold| items_minor >= threshold);
        if first && free { 0 } else { option.price_minor }
    }

    /// Adds up an order: lines, discount, shipping, tax by this marketplace's rule.
    #[must_use]
    pub fn amounts(&self, lines: &[OrderLine], discount_minor: i64, shipping_minor: i64) -> Amounts {
        let items_minor: i64 = lines.iter().map(OrderLine::total_minor).sum();
        let taxed = items_minor - discount_minor + shipping_minor;
        let tax_minor = self.tax.on(taxed);
        let total_minor = if self.tax.included { taxed } else { taxed + tax_minor };
        Amounts { items_minor, discount_minor, shipping_minor, tax_minor, total_minor }
    }

    /// Places an order: asks the knobs, takes the stock, remembers the order, writes the journal. All or nothing.
    ///
    /// It never asks whether the same reference was placed before: that is the protocol's business.
    ///
    /// # Errors
    ///
    /// When a line has no stock, or a knob says so. The refusal is in the journal.
    pub fn place(&self, draft: Draft) -> Result<Order, OutOfStock> {
        self.place_with(draft, |_| {})
    }

    /// As [`Market::place`]; `finish` sees the order with its id just before it is written down.
    ///
    /// # Errors
    ///
    /// As [`Market::place`].
    pub fn place_with(&self, draft: Draft, finish: impl FnOnce(&mut Order)) -> Result<Order, OutOfStock> {
        if let Err(refusal) = self.take_stock(&draft.lines) {
            let mut entry = Entry::new("order_refused").note(format!("out of stock: {}", refusal.external_id));
            entry.reference = draft.reference.or(draft.session);
            self.server.journal.write(entry);
            return Err(refusal);
        }
        let now = now_ms();
        let mut order = Order {
            id: format!("{}-{}", self.server.slug, uuid::Uuid::now_v7().simple()),
            reference: draft.reference,
            session: draft.session,
            currency: self.currency.clone(),
            lines: draft.lines,
            amounts: draft.amounts,
            recipient: draft.recipient,
            shipping_option: draft.shipping_option,
            payment: draft.payment,
            placed_at_ms: now,
            stage: Stage::Placed,
            events: vec![StageEvent { stage: Stage::Placed, at_ms: now }],
            parcel: None,
            detail: draft.detail,
        };
        finish(&mut order);
        self.orders.put(order.clone());
        Ok(order)
    }

    fn take_stock(&self, lines: &[OrderLine]) -> Result<(), OutOfStock> {
        if self.server.faults.refuses_order() {
            let external_id = lines.first().map(|line| line.external_id.clone()).unwrap_or_default();
            return Err(OutOfStock { external_id, left: 0 });
        }
        let mut wanted: HashMap<&str, u32> = HashMap::new();
        for line in lines {
            let count = wanted.entry(&line.external_id).or_default();
            *count = count.saturating_add(line.quantity);
        }
        let mut stock = self.stock.lock().expect("no writer panics");
        for (id, quantity) in &wanted {
            let left = if self.sold_out(id) { 0 } else { stock.get(*id).copied().unwrap_or(0) };
            if left < *quantity {
                return Err(OutOfStock { external_id: (*id).to_owned(), left });
            }
        }
        if self.server.faults.knobs().endless_stock {
            return Ok(());
        }
        for (id, quantity) in wanted {
            if let Some(left) = stock.get_mut(id) {
                *left -= quantity;
                self.server.memory.keep("stock", &(id, *left));
            }
        }
        Ok(())
    }

    /// Calls an order off and puts its goods back.
    ///
    /// # Errors
    ///
    /// When there is no such order, or it was shipped or called off already.
    pub fn cancel(&self, id: &str) -> Result<Order, crate::orders::CannotMove> {
        let order = self.orders.advance(id, Some(Stage::Cancelled))?;
        let mut stock = self.stock.lock().expect("no writer panics");
        for line in &order.lines {
            if let Some(left) = stock.get_mut(&line.external_id) {
                *left = left.saturating_add(line.quantity);
                self.server.memory.keep("stock", &(&line.external_id, *left));
            }
        }
        Ok(order)
    }
}

/// The terms of business of a marketplace.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The currency of all its prices.
    pub currency: String,
    /// How it ships; the first option is the standard one.
    pub shipping: Vec<ShippingOption>,
    /// From this sum of goods on, the first shipping option is free.
    pub free_shipping_from_minor: Option<i64>,
    /// How it taxes.
    pub tax: Tax,
    /// Discount codes and their percentages.
    pub codes: Vec<(&'static str, u32)>,
}
