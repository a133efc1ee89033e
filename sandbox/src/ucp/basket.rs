//! Lines, codes and claims of a cart or checkout, and what they cost.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::market::Market;
use crate::orders::{Amounts, OrderLine};
use crate::pages;

use super::goods::Item;
use super::reply::{error, note};
use super::wire::BasketRequest;

/// From this many of one thing on, a line is five percent cheaper.
const BULK_FROM: u32 = 5;
const BULK_PERCENT: i64 = 5;
/// A code that takes something off certain lines only.
const GIFT_CODE: &str = "GIFT5";
const GIFT_PERCENT: i64 = 5;
/// A claim that is checked, and found true, when the checkout completes.
const MEMBER: &str = "com.example.member";
const MEMBER_PERCENT: i64 = 3;
/// A claim that is accepted at first and cannot be proved at completion.
const STUDENT: &str = "com.example.student";

/// What a cart and a checkout have in common.
#[derive(Clone, Debug, Default)]
pub struct Basket {
    /// The lines.
    pub lines: Vec<Line>,
    /// Discount codes as they were sent.
    pub codes: Vec<String>,
    /// Who buys.
    pub buyer: Option<Map<String, Value>>,
    /// Where and how, without obligation.
    pub context: Option<Map<String, Value>>,
    /// Where the shopper came from.
    pub attribution: Option<BTreeMap<String, String>>,
    /// What had to be left out when it was made.
    pub left_out: Vec<Value>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What.
    pub item_id: String,
    /// How many.
    pub quantity: u32,
}

/// A basket with its prices.
#[derive(Clone, Debug)]
pub struct Priced {
    /// Every line with its item; a line whose item is gone has none.
    pub lines: Vec<(Line, Option<Item>)>,
    /// What is taken off.
    pub discounts: Vec<Discount>,
    /// The sums.
    pub amounts: Amounts,
    /// Whether shipping is among the sums.
    pub with_shipping: bool,
    /// Everything the platform should know.
    pub messages: Vec<Value>,
}

/// One discount that applies.
#[derive(Clone, Debug)]
pub struct Discount {
    code: Option<String>,
    title: String,
    amount_minor: i64,
    claim: Option<&'static str>,
    /// Line number and its share; empty for a discount on the whole.
    shares: Vec<(usize, i64)>,
}

impl Basket {
    /// The basket of a request. Lines that cannot be had at all are left out when others can.
    pub fn new(market: &Market, request: &BasketRequest) -> Result<Self, Vec<Value>> {
        let mut basket = Self {
            codes: request.discounts.clone().unwrap_or_default().codes,
            buyer: request.buyer.clone(),
            context: request.context.clone(),
            attribution: request.attribution.clone(),
            ..Self::default()
        };
        for (at, line) in request.line_items.iter().flatten().enumerate() {
            let id = line.id.clone().filter(|id| !id.is_empty()).unwrap_or_else(|| format!("li_{}", at + 1));
            let path = Some(format!("$.line_items[{at}]"));
            match Item::find(market, &line.item.id) {
                None => {
                    let content = format!("there is no item {}", line.item.id);
                    basket.left_out.push(error("item_unavailable", content, "recoverable", path));
                }
                Some(item) if item.left == 0 => {
                    let content = format!("{} is out of stock", item.title);
                    basket.left_out.push(error("out_of_stock", content, "recoverable", path));
                }
                Some(item) => {
                    let quantity = u32::try_from(line.quantity).unwrap_or(u32::MAX);
                    basket.lines.push(Line { id, item_id: item.id, quantity });
                }
            }
        }
        if basket.lines.is_empty() && !basket.left_out.is_empty() {
            return Err(basket.left_out);
        }
        Ok(basket)
    }

    fn claims(&self) -> Vec<&str> {
        let claims = self.context.as_ref().and_then(|context| context.get("eligibility")?.as_array());
        claims.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// Whether a claim was accepted that cannot be proved.
    #[must_use]
    pub fn unproved_claim(&self) -> bool {
        self.claims().contains(&STUDENT)
    }

    /// The platform's own order reference, which travels in the attribution.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        let attribution = self.attribution.as_ref()?;
        ["order_reference", "reference"].iter().find_map(|name| attribution.get(*name)).map(String::as_str)
    }

    /// What the basket costs now, with shipping at this price if it is known.
    #[must_use]
    pub fn price(&self, market: &Market, shipping_minor: Option<i64>) -> Priced {
        let lines: Vec<(Line, Option<Item>)> =
            self.lines.iter().map(|line| (line.clone(), Item::find(market, &line.item_id))).collect();
        let mut messages = self.left_out.clone();
        for (at, (line, item)) in lines.iter().enumerate() {
            messages.extend(shortage(at, line, item.as_ref()));
        }
        let discounts = self.discounts(market, &lines, &mut messages);
        let discount_minor = discounts.iter().map(|discount| discount.amount_minor).sum();
        let amounts = market.amounts(&order_lines(&lines), discount_minor, shipping_minor.unwrap_or(0));
        if market.tax.included && amounts.tax_minor > 0 {
            let content = format!("prices contain {} of tax", pages::money(amounts.tax_minor, &market.currency));
            messages.push(note("info", "tax_included", content));
        }
        Priced { lines, discounts, amounts, with_shipping: shipping_minor.is_some(), messages }
    }

    fn discounts(&self, market: &Market, lines: &[(Line, Option<Item>)], messages: &mut Vec<Value>) -> Vec<Discount> {
        let sum: i64 = lines.iter().map(subtotal).sum();
        let mut found = Vec::new();
        for code in &self.codes {
            if let Some((known, percent)) = market.codes.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)) {
                let title = format!("{percent} % off with {known}");
                found.push(Discount::whole(Some(known), title, sum * i64::from(*percent) / 100, None));
            } else if code.eq_ignore_ascii_case(GIFT_CODE) {
                let shares = shares(lines, GIFT_PERCENT, |_, item| item.gift_card);
                found.push(Discount::parts(Some(GIFT_CODE), format!("{GIFT_PERCENT} % off gift cards"), shares));
            } else {
                let content = format!("the code {code} is not known");
                messages.push(note("warning", "discount_code_invalid", content));
            }
        }
        let bulk = shares(lines, BULK_PERCENT, |line, _| line.quantity >= BULK_FROM);
        found.push(Discount::parts(None, format!("{BULK_PERCENT} % off for {BULK_FROM} or more"), bulk));
        for claim in self.claims() {
            match [MEMBER, STUDENT].into_iter().find(|known| *known == claim) {
                Some(known) => {
                    let title = format!("{MEMBER_PERCENT} % off for members");
                    found.push(Discount::whole(None, title, sum * MEMBER_PERCENT / 100, Some(known)));
                }
                None => {
                    messages.push(note("warning", "eligibility_not_accepted", format!("{claim} changes nothing here")))
                }
            }
        }
        let mut left = sum;
        found.retain(|discount| {
            let fits = discount.amount_minor > 0 && discount.amount_minor <= left;
            left -= if fits { discount.amount_minor } else { 0 };
            fits
        });
        found
    }
}

impl Discount {
    fn whole(code: Option<&str>, title: String, amount_minor: i64, claim: Option<&'static str>) -> Self {
        Self { code: code.map(str::to_owned), title, amount_minor, claim, shares: Vec::new() }
    }

    fn parts(code: Option<&str>, title: String, shares: Vec<(usize, i64)>) -> Self {
        let amount_minor = shares.iter().map(|(_, share)| share).sum();
        Self { code: code.map(str::to_owned), title, amount_minor, claim: None, shares }
    }

    fn view(&self, resolved: bool) -> Value {
        let mut view = json!({ "title": self.title, "amount": self.amount_minor, "automatic": self.code.is_none() });
        if let Some(code) = &self.code {
            view["code"] = json!(code);
        }
        if let Some(claim) = self.claim {
            view["eligibility"] = json!(claim);
            if !resolved {
                view["provisional"] = json!(true);
            }
        }
        if !self.shares.is_empty() {
            let share =
                |(at, amount): &(usize, i64)| json!({ "path": format!("$.line_items[{at}]"), "amount": amount });
            view["method"] = json!("each");
            view["allocations"] = self.shares.iter().map(share).collect();
        }
        view
    }
}

impl Priced {
    /// Whether any message is an error.
    #[must_use]
    pub fn troubled(&self) -> bool {
        has_error(&self.messages)
    }

    /// The lines as an order keeps them.
    #[must_use]
    pub fn order_lines(&self) -> Vec<OrderLine> {
        order_lines(&self.lines)
    }

    /// The `line_items` of an answer.
    #[must_use]
    pub fn line_items(&self) -> Vec<Value> {
        let view = |(at, (line, item)): (usize, &(Line, Option<Item>))| {
            let full = subtotal(&(line.clone(), item.clone()));
            let off = self.off_line(at);
            let mut totals = vec![json!({ "type": "subtotal", "display_text": "Subtotal", "amount": full })];
            if off > 0 {
                totals.push(json!({ "type": "items_discount", "display_text": "Discount", "amount": -off }));
            }
            totals.push(json!({ "type": "total", "display_text": "Total", "amount": full - off }));
            let mut shown = json!({ "id": line.item_id, "title": line.item_id, "price": 0 });
            if let Some(item) = item {
                shown = json!({ "id": item.id, "title": item.title, "price": item.price_minor });
                if let Some(picture) = &item.picture {
                    shown["image_url"] = json!(picture);
                }
            }
            json!({ "id": line.id, "item": shown, "quantity": line.quantity, "totals": totals })
        };
        self.lines.iter().enumerate().map(view).collect()
    }

    fn off_line(&self, at: usize) -> i64 {
        let shares = self.discounts.iter().flat_map(|discount| &discount.shares);
        shares.filter(|(line, _)| *line == at).map(|(_, share)| share).sum()
    }

    /// The `totals` of an answer: their sum without the last is the last.
    #[must_use]
    pub fn totals(&self, market: &Market) -> Vec<Value> {
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|line| {
                let title = line.1.as_ref().map_or(line.0.item_id.as_str(), |item| item.title.as_str());
                json!({ "display_text": format!("{} × {title}", line.0.quantity), "amount": subtotal(line) })
            })
            .collect();
        let mut totals = vec![json!({
            "type": "subtotal", "display_text": "Subtotal", "amount": self.amounts.items_minor, "lines": lines,
        })];
        let (parts, whole): (Vec<&Discount>, Vec<&Discount>) =
            self.discounts.iter().partition(|discount| !discount.shares.is_empty());
        for (kind, text, group) in [("items_discount", "Off some items", parts), ("discount", "Discount", whole)] {
            let off: i64 = group.iter().map(|discount| discount.amount_minor).sum();
            if off > 0 {
                totals.push(json!({ "type": kind, "display_text": text, "amount": -off }));
            }
        }
        if self.with_shipping {
            let amount = self.amounts.shipping_minor;
            totals.push(json!({ "type": "fulfillment", "display_text": "Shipping", "amount": amount }));
        }
        if !market.tax.included {
            totals.push(json!({ "type": "tax", "display_text": "Sales tax", "amount": self.amounts.tax_minor }));
        }
        totals.push(json!({ "type": "total", "display_text": "Total", "amount": self.amounts.total_minor }));
        totals
    }

    /// The `discounts` of an answer; with `resolved` no claim is provisional any more.
    #[must_use]
    pub fn discounts_view(&self, codes: &[String], resolved: bool) -> Value {
        let applied: Vec<Value> = self.discounts.iter().map(|discount| discount.view(resolved)).collect();
        json!({ "codes": codes, "applied": applied })
    }
}

/// Whether any of the messages is an error.
#[must_use]
pub fn has_error(messages: &[Value]) -> bool {
    messages.iter().any(|message| message["type"] == "error")
}

fn subtotal(line: &(Line, Option<Item>)) -> i64 {
    line.1.as_ref().map_or(0, |item| item.price_minor * i64::from(line.0.quantity))
}

fn order_lines(lines: &[(Line, Option<Item>)]) -> Vec<OrderLine> {
    let view = |(line, item): &(Line, Option<Item>)| OrderLine {
        external_id: line.item_id.clone(),
        title: item.as_ref().map(|item| item.title.clone()).unwrap_or_default(),
        quantity: line.quantity,
        unit_minor: item.as_ref().map_or(0, |item| item.price_minor),
    };
    lines.iter().map(view).collect()
}

fn shares(lines: &[(Line, Option<Item>)], percent: i64, applies: impl Fn(&Line, &Item) -> bool) -> Vec<(usize, i64)> {
    let share = |(at, line): (usize, &(Line, Option<Item>))| {
        let item = line.1.as_ref()?;
        let amount = subtotal(line) * percent / 100;
        (applies(&line.0, item) && amount > 0).then_some((at, amount))
    };
    lines.iter().enumerate().filter_map(share).collect()
}

fn shortage(at: usize, line: &Line, item: Option<&Item>) -> Option<Value> {
    let path = Some(format!("$.line_items[{at}]"));
    match item {
        None => Some(error("item_unavailable", format!("there is no item {}", line.item_id), "recoverable", path)),
        Some(item) if item.left == 0 => {
            Some(error("out_of_stock", format!("{} is out of stock", item.title), "recoverable", path))
        }
        Some(item) if item.left < line.quantity => {
            let content = format!("only {} of {} left", item.left, item.title);
            Some(error("out_of_stock", content, "recoverable", path))
        }
        Some(_) => None,
    }
}
