//! EasyPost's objects field for field, as far as we read them, and what they mean to us.

use domain::{ids::CarrierId, money::Money, shipping::CarrierOffer, time::Date};
use serde::Deserialize;
use serde_json::Value;

use super::super::{
    AddressField, AddressProblem, Cancelled, CarrierError, CarrierEvent, LabelType, Notice, Side, Tracked,
    TrackingNumber,
    reading::{MOST, address_problem, day, days_between, event_time, joined, price, words},
};

#[derive(Deserialize)]
pub(super) struct Failure {
    error: FailureDetail,
}

#[derive(Deserialize)]
struct FailureDetail {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: Value,
    #[serde(default)]
    errors: Vec<Value>,
}

#[derive(Deserialize)]
struct FieldFailure {
    #[serde(default)]
    code: String,
    #[serde(default)]
    field: String,
    #[serde(default)]
    message: String,
}

impl FieldFailure {
    fn problem(&self) -> AddressProblem {
        // where no side is named it is the recipient's: only that address is sent to be judged
        let side = if self.field.contains("from_address") { "" } else { "to_address" };
        let named = format!("{side} {} {}", self.field, self.code);
        address_problem(&named, &self.message).unwrap_or_else(|| AddressProblem {
            side: Side::Recipient,
            field: AddressField::Whole,
            why: words(&self.message),
        })
    }
}

impl Failure {
    /// What it says no to. Its reasons are texts in some errors and objects in others.
    pub(super) fn error(self) -> CarrierError {
        let Self { error: FailureDetail { code, message, errors } } = self;
        let is_address = code.starts_with("ADDRESS.");
        let fields = errors.into_iter().take(MOST).filter_map(|one| serde_json::from_value::<FieldFailure>(one).ok());
        let fields: Vec<FieldFailure> = fields.collect();
        let message = message.as_str().map_or_else(|| message.to_string(), str::to_owned);
        let about = |one: &FieldFailure| {
            if is_address { Some(one.problem()) } else { address_problem(&one.field, &one.message) }
        };
        let mut problems: Vec<AddressProblem> = fields.iter().filter_map(about).collect();
        if problems.is_empty() && is_address {
            problems.push(AddressProblem { side: Side::Recipient, field: AddressField::Whole, why: words(&message) });
        }
        if problems.is_empty() {
            CarrierError::Refused(joined([Some(&*code), Some(&*message)]))
        } else {
            CarrierError::Address(problems)
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Shipment {
    pub id: String,
    #[serde(default)]
    rates: Vec<Rate>,
    selected_rate: Option<Rate>,
    postage_label: Option<Postage>,
    tracking_code: Option<String>,
    refund_status: Option<String>,
    to_address: Option<Verified>,
}

#[derive(Clone, Deserialize)]
struct Rate {
    id: String,
    #[serde(default)]
    carrier: String,
    #[serde(default)]
    service: String,
    rate: String,
    currency: String,
    delivery_days: Option<u16>,
    est_delivery_days: Option<u16>,
    delivery_date: Option<String>,
}

#[derive(Deserialize)]
struct Postage {
    label_url: Option<String>,
    label_pdf_url: Option<String>,
    label_zpl_url: Option<String>,
}

#[derive(Deserialize)]
struct Verified {
    #[serde(default)]
    verifications: Verifications,
}

#[derive(Default, Deserialize)]
struct Verifications {
    delivery: Option<Verification>,
}

#[derive(Deserialize)]
struct Verification {
    success: bool,
    #[serde(default)]
    errors: Vec<FieldFailure>,
}

impl Rate {
    fn service(&self) -> String {
        words(&format!("{}:{}", self.carrier, self.service))
    }
}

impl Shipment {
    /// That the address it goes to was not found wanting. Where nobody judged it, nothing is known against it.
    pub(super) fn check_address(&self) -> Result<(), CarrierError> {
        let verified = self.to_address.as_ref().and_then(|address| address.verifications.delivery.as_ref());
        match verified {
            Some(judged) if !judged.success && !judged.errors.is_empty() => {
                Err(CarrierError::Address(judged.errors.iter().take(MOST).map(FieldFailure::problem).collect()))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn is_bought(&self) -> bool {
        self.postage_label.is_some()
    }

    pub(super) fn rate_of(&self, service: &str) -> Option<&str> {
        self.rates.iter().find(|rate| rate.service() == service).map(|rate| rate.id.as_str())
    }

    pub(super) fn tracking(&self) -> Option<TrackingNumber> {
        self.tracking_code.as_deref()?.parse().ok()
    }

    pub(super) fn price(&self) -> Option<Money> {
        let bought = self.selected_rate.as_ref()?;
        price(&bought.rate, &bought.currency)
    }

    /// Where the label of a kind is kept.
    pub(super) fn label_url(&self, kind: LabelType) -> Option<&str> {
        let postage = self.postage_label.as_ref()?;
        let of_kind = match kind {
            LabelType::Pdf => &postage.label_pdf_url,
            LabelType::Zpl => &postage.label_zpl_url,
            LabelType::Png => &None,
        };
        of_kind.as_deref().or(postage.label_url.as_deref())
    }

    /// How the refund of an unused label stands.
    pub(super) fn refunded(&self) -> Result<Cancelled, CarrierError> {
        match self.refund_status.as_deref() {
            Some("refunded") => Ok(Cancelled::Voided),
            Some("submitted") => Ok(Cancelled::Asked),
            Some(other) => Err(CarrierError::Refused(words(other))),
            None => Err(CarrierError::Unknown("no word about the refund".to_owned())),
        }
    }
}

/// The services that take every parcel, with the sum of their prices and the longest of their days.
pub(super) fn offers(parcels: &[Shipment], carrier: &CarrierId, leaves: Date) -> Vec<CarrierOffer> {
    let Some((first, others)) = parcels.split_first() else { return Vec::new() };
    let together = |rate: &Rate| {
        let service = rate.service();
        let same = |parcel: &Shipment| parcel.rates.iter().find(|rate| rate.service() == service).cloned();
        let all: Vec<Rate> = [Some(rate.clone())].into_iter().chain(others.iter().map(same)).collect::<Option<_>>()?;
        let prices: Vec<Money> = all.iter().map(|rate| price(&rate.rate, &rate.currency)).collect::<Option<_>>()?;
        let price = Money::sum(prices.first()?.currency, prices.iter().copied()).ok()?;
        let arrives: Option<Vec<Date>> = all.iter().map(|rate| rate.delivery_date.as_deref().and_then(day)).collect();
        let arrives = arrives.and_then(|days| days.into_iter().max());
        let told: Option<Vec<u16>> = all.iter().map(|rate| rate.delivery_days.or(rate.est_delivery_days)).collect();
        let told = told.and_then(|days| days.into_iter().max());
        let days = arrives.and_then(|arrives| days_between(leaves, arrives)).or(told);
        let title = words(&format!("{} {}", rate.carrier, rate.service));
        Some(CarrierOffer { carrier: carrier.clone(), service, title, price, days, arrives })
    };
    first.rates.iter().take(MOST).filter_map(together).collect()
}

#[derive(Deserialize)]
pub(super) struct Tracker {
    tracking_code: String,
    est_delivery_date: Option<String>,
    #[serde(default)]
    tracking_details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    status: String,
    status_detail: Option<String>,
    #[serde(default)]
    message: String,
    datetime: String,
    tracking_location: Option<Location>,
}

#[derive(Deserialize)]
struct Location {
    city: Option<String>,
    state: Option<String>,
    country: Option<String>,
}

impl Tracker {
    /// `None` for a number that cannot be one.
    pub(super) fn tracked(&self, source: &CarrierId) -> Option<Tracked> {
        let events = self.tracking_details.iter().take(MOST).filter_map(|detail| detail.event(source)).collect();
        let arrives = self.est_delivery_date.as_deref().and_then(day);
        Some(Tracked::new(self.tracking_code.parse().ok()?, arrives, events))
    }
}

impl Detail {
    fn event(&self, source: &CarrierId) -> Option<CarrierEvent> {
        let place = self.tracking_location.as_ref();
        let parts = place.map(|place| [&place.city, &place.state, &place.country].map(|part| part.as_deref()));
        Some(CarrierEvent {
            source: source.clone(),
            code: words(&self.status),
            detail: words(self.status_detail.as_deref().unwrap_or_default()),
            text: words(&self.message),
            at: event_time(&self.datetime)?,
            place: parts.map(joined).unwrap_or_default(),
        })
    }
}

/// An event as EasyPost posts it; what it is about is read only where it is a tracker.
#[derive(Deserialize)]
pub(super) struct Event {
    id: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    result: Value,
}

impl Event {
    pub(super) fn notice(self, source: &CarrierId) -> Result<Notice, CarrierError> {
        let id = words(&self.id);
        if id.is_empty() {
            return Err(CarrierError::BadNotice("an event without an id".to_owned()));
        }
        if !self.description.starts_with("tracker.") {
            return Ok(Notice { id, tracked: Vec::new() });
        }
        let tracker = serde_json::from_value::<Tracker>(self.result);
        let tracker = tracker.map_err(|error| CarrierError::BadNotice(error.to_string()))?;
        Ok(Notice { id, tracked: tracker.tracked(source).into_iter().collect() })
    }
}
