//! Shipments before and after they are bought: where from, where to, and what can be bought for them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Refusal;
use crate::clock::rfc3339;
use crate::freight::Depot;
use crate::freight::book::Town;
use crate::freight::days::{date, later};
use crate::freight::rates::Service;
use crate::memory::Remembered;
use crate::orders::now_ms;

/// What it offers, by carrier.
const SERVICES: [(&str, Service); 3] = [
    ("USPS", Service { code: "GroundAdvantage", name: "", base_minor: 620, half_kilogram_minor: 70, days: 5 }),
    ("USPS", Service { code: "Priority", name: "", base_minor: 940, half_kilogram_minor: 95, days: 2 }),
    (
        "DHLExpress",
        Service { code: "ExpressWorldwide", name: "", base_minor: 2_100, half_kilogram_minor: 160, days: 1 },
    ),
];

/// Grams in an ounce.
const GRAMS: f64 = 28.349_523_125;

/// What can be bought.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Rate {
    pub id: String,
    pub carrier: String,
    pub service: String,
    pub price_minor: i64,
    pub days: i64,
    pub arrives: String,
}

/// A shipment that can be bought.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Opened {
    pub id: String,
    pub reference: Option<String>,
    pub from: Town,
    pub to: Town,
    pub verified: bool,
    pub label: String,
    pub rates: Vec<Rate>,
}

impl Opened {
    /// # Errors
    /// When something is missing.
    pub(super) fn read(depot: &Depot, asked: &Value) -> Result<Self, Refusal> {
        let from = town("from_address", &asked["from_address"])?;
        let to = town("to_address", &asked["to_address"])?;
        let parcel = &asked["parcel"];
        let positive = |field: &str| parcel[field].as_f64().is_some_and(|value| value > 0.0);
        if !["length", "width", "height", "weight"].into_iter().all(positive) {
            return Err(Refusal::new("PARCEL.DIMENSIONS.INVALID", "The dimensions of the parcel are invalid."));
        }
        let abroad = from.country != to.country;
        let customs = &asked["customs_info"]["customs_items"];
        if abroad && from.country == "US" && !customs.is_array() {
            return Err(Refusal::new("SHIPMENT.CUSTOMS.MISSING", "Customs information is missing."));
        }
        let options = &asked["options"];
        let leaves = options["label_date"].as_str().and_then(date).map(str::to_owned);
        let leaves = leaves.unwrap_or_else(|| rfc3339(now_ms()).chars().take(10).collect());
        let grams = (parcel["weight"].as_f64().unwrap_or_default() * GRAMS) as i64;
        let rates = SERVICES.iter().map(|(carrier, service)| Rate {
            id: format!("rate_{}", uuid::Uuid::new_v4().simple()),
            carrier: (*carrier).to_owned(),
            service: service.code.to_owned(),
            price_minor: depot.server.faults.price(service.price_minor(grams, abroad)),
            days: service.days(abroad),
            arrives: later(&leaves, service.days(abroad)).unwrap_or_default(),
        });
        let label = options["label_format"].as_str().unwrap_or("PNG");
        if !["PDF", "PNG", "ZPL"].contains(&label) {
            return Err(Refusal::new("SHIPMENT.LABEL_FORMAT.INVALID", "The label format is invalid."));
        }
        Ok(Self {
            id: format!("shp_{}", uuid::Uuid::new_v4().simple()),
            reference: asked["reference"].as_str().map(str::to_owned),
            from,
            to,
            verified: !depot.panel.knobs().refuse_addresses,
            label: label.to_owned(),
            rates: rates.collect(),
        })
    }
}

fn town(side: &str, address: &Value) -> Result<Town, Refusal> {
    let text = |field: &str| {
        let text = address[field].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        text.ok_or_else(|| {
            let message = "is required";
            let errors = vec![json!({ "field": format!("{side}[{field}]"), "message": message })];
            Refusal { errors, ..Refusal::new("ADDRESS.PARAMETERS.INVALID", message) }
        })
    };
    text("street1")?;
    Ok(Town { city: text("city")?, postcode: text("zip")?, country: text("country")? })
}

/// The shipments that were remembered, each as it was last.
pub(super) fn remembered(remembered: &[Remembered]) -> Vec<Opened> {
    let opened = remembered.iter().filter(|change| change.kind == "opened");
    opened.filter_map(|change| serde_json::from_value(change.value.clone()).ok()).collect()
}
