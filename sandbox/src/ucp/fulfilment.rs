//! How the goods of a checkout shall come: addresses, options and what they cost.

use serde_json::{Map, Value, json};

use crate::clock::rfc3339;
use crate::market::{Market, ShippingOption};
use crate::orders::{Recipient, now_ms};

use super::dialect::Dialect;
use super::reply::error;
use super::wire::FulfillmentRequest;

/// Where nobody brings anything.
const OUT_OF_REACH: &[&str] = &["AQ", "KP", "BV", "HM"];
const DAY_MS: i64 = 86_400_000;
const ADDRESS_FIELDS: &[&str] = &[
    "first_name",
    "last_name",
    "phone_number",
    "street_address",
    "extended_address",
    "address_locality",
    "address_region",
    "postal_code",
    "address_country",
];

/// What the platform wishes, put in order.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    method_id: String,
    group_id: String,
    destinations: Vec<Map<String, Value>>,
    destination_id: Option<String>,
    option_id: Option<String>,
    pickup: bool,
}

impl Wish {
    /// Reads the wish; addresses of the wish before stay known where none are sent.
    #[must_use]
    pub fn new(request: &FulfillmentRequest, dialect: Dialect, before: Option<&Self>) -> Option<Self> {
        let shipping = |kind: Option<&str>| kind.is_none_or(|kind| kind == "shipping");
        let method = request.methods.iter().find(|method| shipping(method.kind.as_deref()));
        let pickup = method.is_none() && !request.methods.is_empty();
        let method = method.or(request.methods.first())?;
        let group = method.groups.first();
        let destinations = match &method.destinations {
            Some(sent) => sent.iter().enumerate().map(|(at, one)| destination(at, one, dialect)).collect(),
            None => before.map(|before| before.destinations.clone()).unwrap_or_default(),
        };
        let only = (destinations.len() == 1).then(|| id_of(&destinations[0]).to_owned());
        Some(Self {
            method_id: method.id.clone().unwrap_or_else(|| "shipping".into()),
            group_id: group.and_then(|group| group.id.clone()).unwrap_or_else(|| "parcel".into()),
            destination_id: method.selected_destination_id.clone().or(only),
            option_id: group.and_then(|group| group.selected_option_id.clone()),
            destinations,
            pickup,
        })
    }

    fn destination(&self) -> Option<&Map<String, Value>> {
        let wanted = self.destination_id.as_deref()?;
        self.destinations.iter().find(|destination| id_of(destination) == wanted)
    }

    fn country(&self) -> Option<&str> {
        let country = self.destination()?.get("address_country")?.as_str()?;
        (country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(country)
    }

    /// The chosen option, if it can be had at the chosen address.
    #[must_use]
    pub fn option<'a>(&self, market: &'a Market) -> Option<&'a ShippingOption> {
        let reachable = self.country().is_some_and(|country| !OUT_OF_REACH.contains(&country));
        let wanted = self.option_id.as_deref()?;
        market.shipping.iter().find(|option| reachable && option.id == wanted)
    }

    /// What keeps the goods from being sent.
    #[must_use]
    pub fn trouble(&self, market: &Market) -> Option<Value> {
        let at = |path: &str| Some(format!("$.fulfillment.methods[0]{path}"));
        if self.pickup {
            return Some(error("fulfillment_unavailable", "goods can only be shipped", "recoverable", at(".type")));
        }
        if self.destination().is_none() {
            let content = "choose one of the destinations";
            return Some(error("destination_required", content, "recoverable", at(".selected_destination_id")));
        }
        match self.country() {
            None => {
                let content = "the address needs a two-letter address_country";
                Some(error("address_invalid", content, "recoverable", at(".destinations[0].address_country")))
            }
            Some(country) if OUT_OF_REACH.contains(&country) => {
                let content = format!("nothing is delivered to {country}");
                Some(error("address_undeliverable", content, "recoverable", at(".destinations[0]")))
            }
            Some(_) if self.option(market).is_none() => {
                let content = "choose one of the shipping options";
                Some(error("fulfillment_option_required", content, "recoverable", at(".groups[0].selected_option_id")))
            }
            Some(_) => None,
        }
    }

    /// The `fulfillment` of an answer.
    #[must_use]
    pub fn view(&self, market: &Market, dialect: Dialect, line_ids: &[&str], items_minor: i64) -> Value {
        let reachable = self.country().is_some_and(|country| !OUT_OF_REACH.contains(&country));
        let options: Vec<Value> = market
            .shipping
            .iter()
            .filter(|_| reachable)
            .map(|option| option_view(market, dialect, option, items_minor))
            .collect();
        let chosen = self.option(market).map(|option| option.id.as_str());
        json!({ "methods": [{
            "id": self.method_id,
            "type": "shipping",
            "line_item_ids": line_ids,
            "destinations": self.destinations,
            "selected_destination_id": self.destination().map(id_of),
            "groups": [{
                "id": self.group_id,
                "line_item_ids": line_ids,
                "options": options,
                "selected_option_id": chosen,
            }],
        }] })
    }

    /// The chosen address as an order keeps it.
    #[must_use]
    pub fn recipient(&self, buyer: Option<&Map<String, Value>>) -> Recipient {
        let none = Map::new();
        let (address, buyer) = (self.destination().unwrap_or(&none), buyer.unwrap_or(&none));
        let text = |name: &str| {
            let value = address.get(name).or_else(|| buyer.get(name));
            value.and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        Recipient {
            first_name: text("first_name"),
            last_name: text("last_name"),
            email: text("email"),
            phone: text("phone_number"),
            street: text("street_address"),
            extra: text("extended_address"),
            city: text("address_locality"),
            region: text("address_region"),
            postal_code: text("postal_code"),
            country: text("address_country"),
        }
    }

    /// The chosen address as the protocol writes it, for the order.
    #[must_use]
    pub fn address(&self) -> Value {
        let known = |name: &&&str| self.destination().is_some_and(|address| address.contains_key(**name));
        let pair = |name: &&str| ((*name).to_owned(), self.destination().map(|address| address[*name].clone()));
        let address: Map<String, Value> =
            ADDRESS_FIELDS.iter().filter(known).map(pair).filter_map(|(name, value)| Some((name, value?))).collect();
        Value::Object(address)
    }
}

fn id_of(destination: &Map<String, Value>) -> &str {
    destination.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// A destination with an id, its address fields as text, and the mark of its kind where the dialect wants one.
fn destination(at: usize, sent: &Map<String, Value>, dialect: Dialect) -> Map<String, Value> {
    let mut kept = Map::new();
    let id = sent.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
    kept.insert("id".into(), json!(id.map_or_else(|| format!("dest_{}", at + 1), str::to_owned)));
    for name in ADDRESS_FIELDS {
        if let Some(Value::String(text)) = sent.get(*name) {
            kept.insert((*name).into(), json!(text.chars().take(200).collect::<String>()));
        }
    }
    dialect.mark_destination(&mut kept);
    kept
}

fn option_view(market: &Market, dialect: Dialect, option: &ShippingOption, items_minor: i64) -> Value {
    let amount = market.shipping_price(option, items_minor);
    let (from, to) = option.days;
    let text = match (from, to) {
        (1, 1) => "Arrives the next day".to_owned(),
        (from, to) if from == to => format!("Arrives in {to} days"),
        (from, to) => format!("Arrives in {from} to {to} days"),
    };
    let day = |days: u32| rfc3339((now_ms() / DAY_MS + i64::from(days)) * DAY_MS);
    json!({
        "id": option.id,
        "title": option.title,
        "description": dialect.option_description(&text),
        "carrier": "Practice Parcel",
        "earliest_fulfillment_time": day(from),
        "latest_fulfillment_time": day(to),
        "totals": [
            { "type": "subtotal", "display_text": "Shipping", "amount": amount },
            { "type": "total", "display_text": "Total", "amount": amount },
        ],
    })
}
