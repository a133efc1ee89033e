//! FedEx's answers field for field, as far as we read them, and what they mean to us.

use domain::{ids::CarrierId, shipping::CarrierOffer, time::Date};
use serde::Deserialize;
use serde_json::Number;

use super::super::{
    Booking, Cancelled, CarrierError, Label, LabelProblem, LabelType, TrackingNumber,
    reading::{MOST, address_problem, day, days_between, joined, price, words},
};

/// Days on the way as FedEx writes them.
const NUMBERS: [&str; 20] = [
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
    "ELEVEN",
    "TWELVE",
    "THIRTEEN",
    "FOURTEEN",
    "FIFTEEN",
    "SIXTEEN",
    "SEVENTEEN",
    "EIGHTEEN",
    "NINETEEN",
    "TWENTY",
];

#[derive(Deserialize)]
pub(super) struct Failures {
    #[serde(default)]
    errors: Vec<Failure>,
}

#[derive(Deserialize)]
pub(super) struct Failure {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub message: String,
}

impl Failures {
    /// What it says no to: an address, where one of its reasons is about one.
    pub(super) fn error(&self) -> CarrierError {
        let addresses = self.errors.iter().take(MOST);
        let addresses: Vec<_> =
            addresses.filter_map(|failure| address_problem(&failure.code, &failure.message)).collect();
        if !addresses.is_empty() {
            return CarrierError::Address(addresses);
        }
        let first = self.errors.first();
        CarrierError::Refused(joined([first.map(|one| &*one.code), first.map(|one| &*one.message)]))
    }
}

#[derive(Deserialize)]
pub(super) struct Rates {
    output: RatesOutput,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RatesOutput {
    #[serde(default)]
    rate_reply_details: Vec<RateDetail>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RateDetail {
    service_type: String,
    service_name: Option<String>,
    #[serde(default)]
    rated_shipment_details: Vec<Rated>,
    #[serde(default)]
    commit: Commit,
    #[serde(default)]
    operational_detail: Operational,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rated {
    #[serde(default)]
    rate_type: String,
    total_net_charge: Number,
    currency: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commit {
    #[serde(default)]
    date_detail: DateDetail,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DateDetail {
    day_format: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Operational {
    transit_time: Option<String>,
}

impl Rates {
    /// Its services with the account's prices. One without a price that can be read is left out.
    pub(super) fn offers(self, carrier: &CarrierId, leaves: Date) -> Vec<CarrierOffer> {
        let services = self.output.rate_reply_details.into_iter().take(MOST);
        services.filter_map(|service| service.offer(carrier, leaves)).collect()
    }
}

impl RateDetail {
    fn offer(self, carrier: &CarrierId, leaves: Date) -> Option<CarrierOffer> {
        let of_account = self.rated_shipment_details.iter().find(|rated| rated.rate_type == "ACCOUNT");
        let rated = of_account.or(self.rated_shipment_details.first())?;
        let price = price(&rated.total_net_charge.to_string(), rated.currency.as_deref()?)?;
        let arrives = self.commit.date_detail.day_format.as_deref().and_then(day);
        let days = arrives.and_then(|arrives| days_between(leaves, arrives));
        let title = words(self.service_name.as_deref().unwrap_or(&self.service_type));
        let transit = self.operational_detail.transit_time.as_deref().and_then(days_of);
        let (carrier, service) = (carrier.clone(), words(&self.service_type));
        Some(CarrierOffer { carrier, service, title, price, days: days.or(transit), arrives })
    }
}

/// `TWO_DAYS` as a number.
fn days_of(transit: &str) -> Option<u16> {
    let word = transit.strip_suffix("_DAYS").or_else(|| transit.strip_suffix("_DAY"))?;
    let place = NUMBERS.iter().position(|number| *number == word)?;
    u16::try_from(place + 1).ok()
}

#[derive(Deserialize)]
pub(super) struct Shipped {
    output: ShippedOutput,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShippedOutput {
    transaction_shipments: Vec<Shipment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shipment {
    master_tracking_number: String,
    #[serde(default)]
    piece_responses: Vec<Piece>,
    #[serde(default)]
    completed_shipment_detail: Completed,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Piece {
    tracking_number: String,
    #[serde(default)]
    package_documents: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(default)]
    content_type: String,
    encoded_label: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Completed {
    #[serde(default)]
    shipment_rating: Rating,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rating {
    #[serde(default)]
    shipment_rate_details: Vec<Rated>,
}

impl Shipped {
    /// The booking. An answer without its number is none: nobody knows what was booked.
    pub(super) fn booking(self, label: LabelType, parcels: usize) -> Result<Booking, CarrierError> {
        let unknown = |why: &str| CarrierError::Unknown(why.to_owned());
        let shipment = self.output.transaction_shipments.into_iter().next();
        let shipment = shipment.ok_or_else(|| unknown("booked, but no shipment is named"))?;
        let master = shipment.master_tracking_number.parse::<TrackingNumber>();
        let master = master.map_err(|_| unknown("booked, but without a number"))?;
        let others = shipment.piece_responses.iter().take(MOST).filter_map(|piece| piece.tracking_number.parse().ok());
        let mut tracking = vec![master.clone()];
        tracking.extend(others.filter(|number| *number != master));
        let rated = shipment.completed_shipment_detail.shipment_rating.shipment_rate_details;
        let billed =
            rated.first().and_then(|rated| price(&rated.total_net_charge.to_string(), rated.currency.as_deref()?));
        let labels = labels(&shipment.piece_responses, label, parcels);
        Ok(Booking { handle: master.to_string(), tracking, labels, price: billed })
    }
}

/// One label for each parcel.
fn labels(pieces: &[Piece], kind: LabelType, parcels: usize) -> Result<Vec<Label>, LabelProblem> {
    let documents = pieces.iter().take(MOST).flat_map(|piece| &piece.package_documents);
    let labels = documents.filter(|document| document.content_type == "LABEL");
    let labels = labels.filter_map(|document| document.encoded_label.as_deref());
    let labels = labels.map(|text| Label::from_base64(kind, text)).collect::<Result<Vec<_>, _>>()?;
    if labels.len() == parcels { Ok(labels) } else { Err(LabelProblem::Missing) }
}

#[derive(Deserialize)]
pub(super) struct Cancellation {
    output: CancellationOutput,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CancellationOutput {
    #[serde(default)]
    cancelled_shipment: bool,
    #[serde(default)]
    message: String,
}

impl Cancellation {
    pub(super) fn outcome(self) -> Result<Cancelled, CarrierError> {
        let Self { output } = self;
        if output.cancelled_shipment {
            Ok(Cancelled::Voided)
        } else {
            Err(CarrierError::Refused(words(&output.message)))
        }
    }
}
