//! The MyDHL API's answers field for field, as far as we read them, and what they mean to us.

use domain::{ids::CarrierId, shipping::CarrierOffer, time::Date};
use serde::Deserialize;
use serde_json::Number;

use super::super::{
    AddressProblem, Booking, CarrierError, Label, LabelProblem, LabelType, TrackingNumber,
    reading::{MOST, address_problem, day, days_between, joined, price, words},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Failure {
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    additional_details: Vec<String>,
}

impl Failure {
    /// What it says no to. Of several reasons the ones about addresses count: those a person can mend.
    pub(super) fn error(&self) -> CarrierError {
        let reasons = self.additional_details.iter().take(MOST).map(String::as_str).chain([&*self.detail]);
        let addresses: Vec<AddressProblem> = reasons.filter_map(about_address).collect();
        if addresses.is_empty() {
            CarrierError::Refused(joined([Some(&*self.title), Some(&*self.detail)]))
        } else {
            CarrierError::Address(addresses)
        }
    }
}

/// A reason such as `#/customerDetails/receiverDetails/postalAddress/postalCode: …`, or `…: The destination location is
/// invalid`.
fn about_address(reason: &str) -> Option<AddressProblem> {
    let pointer = reason.split_once(": ").filter(|(pointer, _)| pointer.contains('/'));
    let (named, why) = pointer.unwrap_or((reason, reason));
    address_problem(named, why)
}

#[derive(Deserialize)]
pub(super) struct Rates {
    #[serde(default)]
    products: Vec<Product>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Product {
    product_code: String,
    product_name: Option<String>,
    #[serde(default)]
    total_price: Vec<Price>,
    #[serde(default)]
    delivery_capabilities: Delivery,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Price {
    #[serde(default)]
    currency_type: String,
    price_currency: Option<String>,
    price: Option<Number>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    estimated_delivery_date_and_time: Option<String>,
    total_transit_days: Option<u16>,
}

impl Rates {
    /// Its products in the currency in which the account is billed. One without a price is left out.
    pub(super) fn offers(self, carrier: &CarrierId, leaves: Date) -> Vec<CarrierOffer> {
        self.products.into_iter().take(MOST).filter_map(|product| product.offer(carrier, leaves)).collect()
    }
}

impl Product {
    fn offer(self, carrier: &CarrierId, leaves: Date) -> Option<CarrierOffer> {
        let price = billed(&self.total_price)?;
        let arrives = self.delivery_capabilities.estimated_delivery_date_and_time.as_deref().and_then(day);
        let days = arrives.and_then(|arrives| days_between(leaves, arrives));
        let title = format!("DHL {}", words(self.product_name.as_deref().unwrap_or(&self.product_code)));
        let (carrier, service) = (carrier.clone(), words(&self.product_code));
        let days = days.or(self.delivery_capabilities.total_transit_days);
        Some(CarrierOffer { carrier, service, title, price, days, arrives })
    }
}

/// The price in the currency of the bill.
fn billed(prices: &[Price]) -> Option<domain::money::Money> {
    let of_bill = prices.iter().find(|price| price.currency_type == "BILLC")?;
    price(&of_bill.price.as_ref()?.to_string(), of_bill.price_currency.as_deref()?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shipped {
    shipment_tracking_number: String,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    shipment_charges: Vec<Price>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(default)]
    type_code: String,
    #[serde(default)]
    content: String,
}

impl Shipped {
    /// The booking. One document holds the labels of all its parcels.
    pub(super) fn booking(self, kind: LabelType) -> Result<Booking, CarrierError> {
        let number = self.shipment_tracking_number.parse::<TrackingNumber>();
        let number = number.map_err(|_| CarrierError::Unknown("booked, but without a number".to_owned()))?;
        let label = self.documents.iter().take(MOST).find(|document| document.type_code == "label");
        let label = label.ok_or(LabelProblem::Missing).and_then(|found| Label::from_base64(kind, &found.content));
        Ok(Booking {
            handle: number.to_string(),
            tracking: vec![number],
            labels: label.map(|label| vec![label]),
            price: billed(&self.shipment_charges),
        })
    }
}

/// Shipments that were asked for by their reference.
#[derive(Deserialize)]
pub(super) struct Found {
    #[serde(default)]
    shipments: Vec<FoundShipment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FoundShipment {
    shipment_tracking_number: String,
}

impl Found {
    pub(super) fn numbers(&self) -> Vec<TrackingNumber> {
        let all = self.shipments.iter().take(MOST);
        all.filter_map(|shipment| shipment.shipment_tracking_number.parse().ok()).collect()
    }
}
