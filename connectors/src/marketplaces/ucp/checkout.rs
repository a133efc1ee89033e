//! The protocol's JSON for checkouts, field for field, and how it becomes our types.

use domain::{ids::ExternalId, marketplace::DeliveryOption, money::Money, pricing::Amounts, saga::Refusal};
use serde::Deserialize;
use serde_json::{Value, json};

use super::wire::{Envelope, Message, Text};
use crate::marketplaces::{
    MarketplaceError, MarketplaceQuote, PlacedOrder, QuotedLine, RequestedLine,
    reading::{self, Shop, or_default},
};

/// A checkout session, or the reasons why there is none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Checkout {
    pub ucp: Envelope,
    pub id: String,
    pub status: String,
    pub currency: String,
    pub line_items: Vec<LineItem>,
    pub totals: Vec<Total>,
    pub messages: Vec<Message>,
    pub expires_at: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub fulfillment: Fulfillment,
    pub order: Option<Confirmation>,
}

#[derive(Debug, Deserialize)]
pub struct LineItem {
    #[serde(default)]
    pub id: String,
    pub item: Item,
    pub quantity: i64,
    #[serde(default)]
    pub totals: Vec<Total>,
}

#[derive(Debug, Deserialize)]
pub struct Item {
    pub id: String,
    #[serde(default)]
    pub price: i64,
}

#[derive(Debug, Deserialize)]
pub struct Total {
    #[serde(rename = "type", default)]
    pub kind: String,
    pub amount: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fulfillment {
    #[serde(deserialize_with = "or_default")]
    pub methods: Vec<Method>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Method {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub line_item_ids: Vec<String>,
    pub destinations: Vec<Value>,
    pub selected_destination_id: Option<String>,
    pub groups: Vec<Group>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Group {
    pub id: String,
    pub options: Vec<FulfillmentOption>,
    pub selected_option_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct FulfillmentOption {
    pub id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default, deserialize_with = "or_default")]
    pub description: Text,
    pub earliest_fulfillment_time: Option<String>,
    pub latest_fulfillment_time: Option<String>,
    #[serde(default)]
    pub totals: Vec<Total>,
}

#[derive(Debug, Deserialize)]
pub struct Confirmation {
    pub id: String,
    pub label: Option<String>,
}

/// The sum of all entries of a kind.
fn sum(totals: &[Total], kinds: &[&str]) -> Option<i64> {
    let of_kind = totals.iter().filter(|total| kinds.contains(&total.kind.as_str()));
    of_kind.map(|total| total.amount).try_fold(0, i64::checked_add)
}

impl Checkout {
    /// What is to be paid, where the totals add up and are in our currency.
    pub fn total(&self, shop: &Shop) -> Option<Money> {
        let total = self.totals.iter().find(|total| total.kind == "total")?.amount;
        let parts = self.totals.iter().filter(|total| total.kind != "total");
        let added = parts.map(|total| total.amount).try_fold(0, i64::checked_add)?;
        (added == total).then(|| shop.price(total, &self.currency)).flatten()
    }

    /// The shipping method of the goods.
    pub fn method(&self) -> Option<&Method> {
        self.fulfillment.methods.iter().find(|method| method.kind == "shipping").or(self.fulfillment.methods.first())
    }

    /// The codes of everything that is wrong.
    fn troubles(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(|message| message.is_error())
    }

    /// Why this checkout cannot be quoted, if so: what keeps it from completing apart from the payment.
    pub fn obstacle(&self, lines: &[RequestedLine]) -> Option<MarketplaceError> {
        let missing = lines.iter().filter(|line| self.quantity_of(&line.variant) < i64::from(u32::from(line.quantity)));
        let missing: Vec<(ExternalId, Option<u32>)> = missing.map(|line| (line.variant.clone(), None)).collect();
        let told = obstacle(&self.messages, lines);
        match told {
            Some(MarketplaceError::OutOfStock(named)) if missing.is_empty() => {
                Some(MarketplaceError::OutOfStock(named))
            }
            Some(MarketplaceError::OutOfStock(_)) => Some(MarketplaceError::OutOfStock(missing)),
            Some(other) => Some(other),
            None if missing.is_empty() => None,
            None => Some(MarketplaceError::OutOfStock(missing)),
        }
    }

    fn quantity_of(&self, variant: &ExternalId) -> i64 {
        let of_it = self.line_items.iter().filter(|line| line.item.id == variant.as_str());
        of_it.map(|line| line.quantity).fold(0, i64::saturating_add)
    }

    /// Why an order was refused, as our checkout names it.
    pub fn refusal(&self) -> Refusal {
        refusal(self.troubles())
    }

    /// The order that came of it.
    pub fn placed(&self) -> Option<PlacedOrder> {
        let order = self.order.as_ref().filter(|order| self.status == "completed" && !order.id.is_empty())?;
        let shown = |text: &str| Some(domain::catalog::plain_text(text, 80)).filter(|text| !text.is_empty());
        let label = order.label.as_deref().and_then(shown).or_else(|| shown(&order.id))?;
        Some(PlacedOrder { ids: vec![label], handle: json!({ "order": order.id }) })
    }

    /// Whether it says that something was refused, and why.
    pub fn is_told_off(&self) -> bool {
        self.ucp.is_error() || self.troubles().next().is_some()
    }

    /// The lines as they are quoted.
    pub fn lines(&self, shop: &Shop) -> Option<Vec<QuotedLine>> {
        self.line_items.iter().map(|line| line.read(shop)).collect()
    }

    /// The quote this checkout amounts to.
    pub fn quote(&self, shop: &Shop) -> Option<MarketplaceQuote> {
        let total = self.total(shop)?;
        let delivery = shop.own(sum(&self.totals, &["fulfillment"])?)?;
        let tax_added = shop.own(sum(&self.totals, &["tax"])?)?;
        let goods = total.minus(delivery).and_then(|rest| rest.minus(tax_added)).ok().filter(|rest| rest.minor >= 0)?;
        let lines = self.lines(shop)?;
        let options = self.options(shop);
        let selected = self.method().and_then(|method| method.groups.first()?.selected_option_id.as_deref());
        let chosen = options.iter().position(|option| Some(option.id.as_str()) == selected)?;
        Some(MarketplaceQuote {
            session: json!({ "checkout": self.id }),
            lines,
            options,
            chosen,
            amounts: Amounts { goods, delivery, tax_added, discount: None, total },
            tax_included: tax_added.is_zero(),
            expires_at: self.expires_at.as_deref().and_then(reading::moment),
        })
    }

    /// The ways of delivery: those of the first parcel, each with the price of the other parcels' likest option.
    fn options(&self, shop: &Shop) -> Vec<DeliveryOption> {
        let groups = self.method().map_or(&[][..], |method| &method.groups);
        let Some((first, others)) = groups.split_first() else { return Vec::new() };
        let read = |option: &FulfillmentOption| {
            let more = others.iter().map(|group| group.like(&option.id).map_or(Some(0), FulfillmentOption::price));
            let price = more.chain([option.price()]).try_fold(0_i64, |sum, price| sum.checked_add(price?))?;
            Some(option.read(shop.own(price)?))
        };
        first.options.iter().filter_map(read).collect()
    }
}

impl Group {
    /// The option of this id, else the cheapest.
    pub fn like(&self, id: &str) -> Option<&FulfillmentOption> {
        let same = self.options.iter().find(|option| option.id == id);
        same.or_else(|| self.options.iter().min_by_key(|option| option.price()))
    }
}

impl FulfillmentOption {
    fn price(&self) -> Option<i64> {
        self.totals.iter().find(|total| total.kind == "total").or(self.totals.first()).map(|total| total.amount)
    }

    fn read(&self, price: Money) -> DeliveryOption {
        let moment = |text: &Option<String>| text.as_deref().and_then(reading::moment);
        let told = reading::days_until(moment(&self.earliest_fulfillment_time), moment(&self.latest_fulfillment_time));
        let description = match &self.description {
            Text::Plain(text) => text.as_str(),
            Text::Formats { plain, .. } => plain.as_deref().unwrap_or_default(),
        };
        let (days_from, days_to) = told.unwrap_or_else(|| reading::days_in(description));
        let title = domain::catalog::plain_text(if self.title.is_empty() { &self.id } else { &self.title }, 120);
        DeliveryOption { id: self.id.clone(), title, price, days_from, days_to }
    }
}

impl LineItem {
    fn read(&self, shop: &Shop) -> Option<QuotedLine> {
        let unit = shop.own(self.item.price)?;
        let quantity = u32::try_from(self.quantity).ok()?.try_into().ok()?;
        let amount = match self.totals.iter().find(|total| total.kind == "total") {
            Some(total) => shop.own(total.amount)?,
            None => unit.times(quantity).ok()?,
        };
        Some(QuotedLine { variant: self.item.id.parse().ok()?, quantity, unit, amount })
    }
}

/// What keeps a checkout from being quoted, read from the merchant's messages.
pub fn obstacle(messages: &[Message], lines: &[RequestedLine]) -> Option<MarketplaceError> {
    let errors: Vec<&Message> = messages.iter().filter(|message| message.is_error()).collect();
    let gone: Vec<&&Message> =
        errors.iter().filter(|message| matches!(message.code.as_str(), "out_of_stock" | "item_unavailable")).collect();
    if !gone.is_empty() {
        let named =
            gone.iter().filter_map(|message| line_of(&message.path, lines)).map(|line| (line.variant.clone(), None));
        let named: Vec<(ExternalId, Option<u32>)> = named.collect();
        let all = || lines.iter().map(|line| (line.variant.clone(), None)).collect();
        return Some(MarketplaceError::OutOfStock(if named.is_empty() { all() } else { named }));
    }
    let unreachable =
        |message: &&&Message| matches!(message.code.as_str(), "address_undeliverable" | "address_invalid");
    if errors.iter().any(|message| unreachable(&message)) {
        return Some(MarketplaceError::Undeliverable);
    }
    let other = errors.iter().find(|message| !awaits_us(&message.code))?;
    Some(if other.code == "not_found" {
        MarketplaceError::NotFound
    } else {
        MarketplaceError::Refused(format!("{}: {}", other.code, domain::catalog::plain_text(&other.content, 200)))
    })
}

/// What a later call of ours settles: the choice of delivery and the payment.
fn awaits_us(code: &str) -> bool {
    code.starts_with("payment") || code.starts_with("fulfillment") || code == "missing"
}

/// The line that a path such as `$.line_items[2]` speaks of.
fn line_of<'a>(path: &str, lines: &'a [RequestedLine]) -> Option<&'a RequestedLine> {
    let number = path.strip_prefix("$.line_items[")?.split(']').next()?;
    lines.get(number.parse::<usize>().ok()?)
}

/// Why an order was refused.
fn refusal<'a>(messages: impl Iterator<Item = &'a Message>) -> Refusal {
    let of = |code: &str| match code {
        "out_of_stock" | "item_unavailable" => Some(Refusal::OutOfStock),
        "price_changed" => Some(Refusal::PriceChanged),
        "address_undeliverable" | "address_invalid" => Some(Refusal::Undeliverable),
        code if code.starts_with("payment") => Some(Refusal::PaymentDeclined),
        _ => None,
    };
    messages.filter_map(|message| of(&message.code)).next().unwrap_or(Refusal::Other)
}
