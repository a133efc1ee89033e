//! An order before it is placed: its lines, who gets it, how it ships, and what that costs.

use rand::Rng as _;
use serde_json::{Map, Value};

use super::shelf::{Shelf, Taxed, full_title};
use crate::market::{Draft, ShippingOption};
use crate::orders::{Amounts, OrderLine, Recipient, now_ms};

/// How many pieces one order may have.
pub const MOST_ITEMS: u32 = 999;

/// Where an order is before it is placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    AddingItems,
    ArrangingPayment,
}

impl Stage {
    /// The word of the schema.
    pub fn word(self) -> &'static str {
        match self {
            Self::AddingItems => "AddingItems",
            Self::ArrangingPayment => "ArrangingPayment",
        }
    }

    /// The states that may come next.
    pub fn next(self) -> &'static [&'static str] {
        match self {
            Self::AddingItems => &["ArrangingPayment", "Cancelled"],
            Self::ArrangingPayment => &["PaymentAuthorized", "PaymentSettled", "AddingItems", "Cancelled"],
        }
    }
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: u64,
    pub variant: String,
    pub quantity: u32,
    /// The listed unit price, fixed once payment is being arranged.
    pub fixed: Option<i64>,
}

/// An order before it is placed.
#[derive(Clone, Debug)]
pub struct Basket {
    pub id: u64,
    pub code: String,
    pub stage: Stage,
    pub lines: Vec<Line>,
    pub customer: Option<Map<String, Value>>,
    pub shipping_address: Option<Map<String, Value>>,
    pub billing_address: Option<Map<String, Value>>,
    /// The id of the chosen shipping option.
    pub shipping: Option<String>,
    pub coupons: Vec<String>,
    pub created_ms: i64,
    pub updated_ms: i64,
}

/// What one line costs.
#[derive(Clone, Debug)]
pub struct LineSum {
    pub listed_unit: i64,
    pub unit: Taxed,
    pub full: Taxed,
    pub discounted: Taxed,
}

/// What a basket costs.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    pub lines: Vec<LineSum>,
    pub goods: Taxed,
    pub shipping: Taxed,
    pub discount: Taxed,
    pub amounts: Amounts,
}

impl Basket {
    /// An empty order.
    pub fn new(id: u64) -> Self {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let mut random = rand::rng();
        let code = (0..16).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect();
        let now = now_ms();
        Self {
            id,
            code,
            stage: Stage::default(),
            lines: Vec::new(),
            customer: None,
            shipping_address: None,
            billing_address: None,
            shipping: None,
            coupons: Vec::new(),
            created_ms: now,
            updated_ms: now,
        }
    }

    /// How many pieces there are.
    pub fn total_quantity(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity).sum()
    }

    /// The chosen shipping option.
    pub fn shipping_option<'a>(&self, shelf: &'a Shelf) -> Option<&'a ShippingOption> {
        shelf.market.shipping.iter().find(|option| Some(&option.id) == self.shipping.as_ref())
    }

    /// The percentage that the best of the coupons takes off.
    fn percent(&self, shelf: &Shelf) -> i64 {
        let known = |coupon: &String| {
            let codes = shelf.market.codes.iter();
            codes.clone().find(|(code, _)| code.eq_ignore_ascii_case(coupon)).map(|(_, percent)| i64::from(*percent))
        };
        self.coupons.iter().filter_map(known).max().unwrap_or(0)
    }

    /// The listed unit price of a line, of now or as it was fixed.
    fn listed_unit(&self, shelf: &Shelf, line: &Line) -> i64 {
        line.fixed.or_else(|| shelf.variant(&line.variant).map(|(_, variant)| shelf.price(variant))).unwrap_or(0)
    }

    /// Fixes today's prices, or lets them move again.
    pub fn fix_prices(&mut self, shelf: &Shelf, fix: bool) {
        let prices: Vec<i64> = self.lines.iter().map(|line| self.listed_unit(shelf, line)).collect();
        for (line, price) in self.lines.iter_mut().zip(prices) {
            line.fixed = fix.then_some(price);
        }
    }

    /// What everything costs.
    pub fn sums(&self, shelf: &Shelf) -> Sums {
        let (tax, percent) = (shelf.market.tax, self.percent(shelf));
        let mut sums = Sums::default();
        for line in &self.lines {
            let listed_unit = self.listed_unit(shelf, line);
            let listed = listed_unit * i64::from(line.quantity);
            let off = (listed * percent + 50) / 100;
            let unit = Taxed::of(tax, listed_unit);
            let full = unit.times(line.quantity);
            let discounted = if off == 0 { full } else { Taxed::of(tax, listed - off) };
            sums.amounts.items_minor += listed;
            sums.amounts.discount_minor += off;
            sums.goods = sums.goods.plus(discounted);
            sums.discount.net += full.net - discounted.net;
            sums.discount.gross += full.gross - discounted.gross;
            sums.lines.push(LineSum { listed_unit, unit, full, discounted });
        }
        if let Some(option) = self.shipping_option(shelf) {
            sums.amounts.shipping_minor = shelf.market.shipping_price(option, sums.amounts.items_minor);
            sums.shipping = Taxed::of(tax, sums.amounts.shipping_minor);
        }
        let total = sums.goods.plus(sums.shipping);
        sums.amounts.tax_minor = total.gross - total.net;
        sums.amounts.total_minor = total.gross;
        sums
    }

    /// Why payment cannot be arranged yet.
    pub fn not_ready(&self, shelf: &Shelf) -> Option<String> {
        let state = "Cannot transition Order to the \"ArrangingPayment\" state";
        if self.lines.is_empty() {
            return Some(format!("{state} when it is empty"));
        }
        if self.customer.is_none() {
            return Some(format!("{state} without Customer details"));
        }
        if self.shipping.is_none() {
            return Some(format!("{state} without a ShippingMethod"));
        }
        let short = |line: &Line| {
            let Some((listing, variant)) = shelf.variant(&line.variant) else {
                return Some(line.variant.clone());
            };
            (shelf.left(variant) < line.quantity).then(|| full_title(listing, variant))
        };
        let short: Vec<String> = self.lines.iter().filter_map(short).collect();
        let why = || format!("{state} due to insufficient stock of the following products: {}", short.join(", "));
        (!short.is_empty()).then(why)
    }

    /// The order for the marketplace's own book.
    pub fn draft(&self, shelf: &Shelf, payment: &str, reference: Option<String>, detail: Value) -> Draft {
        let sums = self.sums(shelf);
        let line = |(line, sum): (&Line, &LineSum)| OrderLine {
            external_id: line.variant.clone(),
            title: shelf
                .variant(&line.variant)
                .map(|(listing, variant)| full_title(listing, variant))
                .unwrap_or_default(),
            quantity: line.quantity,
            unit_minor: sum.listed_unit,
        };
        Draft {
            reference,
            session: Some(self.code.clone()),
            lines: self.lines.iter().zip(&sums.lines).map(line).collect(),
            amounts: sums.amounts,
            recipient: self.recipient(),
            shipping_option: self.shipping.clone().unwrap_or_default(),
            payment: payment.to_owned(),
            detail,
        }
    }

    fn recipient(&self) -> Recipient {
        let from = |map: &Option<Map<String, Value>>, name: &str| {
            let found = map.as_ref().and_then(|map| map.get(name)).and_then(Value::as_str);
            found.unwrap_or_default().to_owned()
        };
        let address = |name| from(&self.shipping_address, name);
        let full_name = address("fullName");
        let (first, last) = full_name.rsplit_once(' ').unwrap_or((&full_name, ""));
        Recipient {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: from(&self.customer, "emailAddress"),
            phone: address("phoneNumber"),
            street: address("streetLine1"),
            extra: address("streetLine2"),
            city: address("city"),
            region: address("province"),
            postal_code: address("postalCode"),
            country: address("countryCode"),
        }
    }
}
