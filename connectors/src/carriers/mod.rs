//! Carriers behind one trait: what a shipment costs, its label, calling it off, and where it is.
//!
//! A booking carries a key. When its answer is lost nobody knows whether there is a shipment: it is asked for, or booked again
//! with the same key, never with another.

pub mod dhl;
pub mod easypost;
mod error;
pub mod fedex;
mod label;
mod reading;
mod secret;
mod side_by_side;
mod tracking;

use std::{fmt, str::FromStr};

use async_trait::async_trait;
use domain::{
    address::Address,
    ids::CarrierId,
    landed_cost::customs,
    money::{Currency, Money},
    saga::Repeatable,
    shipping::{CarrierOffer, Parcel},
    time::{Date, Timestamp},
};

pub use self::{
    error::{AddressField, AddressProblem, CarrierError, Side},
    label::{LARGEST_LABEL, Label, LabelProblem, LabelType},
    secret::Secret,
    side_by_side::{CarrierAbsence, SideBySide, side_by_side},
    tracking::{CarrierEvent, EventTime, Notice, Tracked, TrackingNumber},
};

/// The most parcels of one shipment.
pub const MOST_PARCELS: usize = 20;

/// Who sends or receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Name, street, town, country and telephone.
    pub address: Address,
    /// State or province as its usual short letters; empty where the country has none that matter.
    pub region: String,
    /// The company; empty for a home.
    pub company: String,
    /// Where the carrier may write; may be empty.
    pub email: String,
}

/// What is in a shipment, as customs ask. One entry for each kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is, in words.
    pub description: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub price: Money,
    /// The weight of one, in grams.
    pub grams: u32,
    /// Where it was made, as two letters (ISO 3166-1).
    pub origin: String,
    /// Its number in the customs tariff, where that is known.
    pub tariff: Option<String>,
}

/// What is to be sent from where to where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consignment {
    /// Who sends.
    pub from: Party,
    /// Who receives.
    pub to: Party,
    /// The parcels.
    pub parcels: Vec<Parcel>,
    /// What is in them.
    pub contents: Vec<Content>,
    /// The day on which they are handed over, in the local time of the sender.
    pub leaves: Date,
    /// The currency in which prices are wished for.
    pub currency: Currency,
}

impl Consignment {
    /// Whether it passes customs.
    pub fn passes_customs(&self) -> bool {
        customs::is_border_between(&self.from.address.country, &self.to.address.country)
    }

    /// What the contents are worth; `None` where their currencies differ or there are none.
    pub fn value(&self) -> Option<Money> {
        let first = self.contents.first()?.price.currency;
        let minor = self.contents.iter().try_fold(0_i64, |sum, content| {
            let line = content.price.minor.checked_mul(i64::from(content.quantity))?;
            (content.price.currency == first).then_some(())?;
            sum.checked_add(line)
        });
        minor.map(|minor| Money::new(minor, first))
    }

    /// That a carrier can be asked about it.
    ///
    /// # Errors
    /// When it has no parcel, or too many.
    pub(crate) fn check(&self) -> Result<(), CarrierError> {
        if (1..=MOST_PARCELS).contains(&self.parcels.len()) {
            return Ok(());
        }
        Err(CarrierError::Refused(format!("a shipment has 1 to {MOST_PARCELS} parcels")))
    }
}

/// What makes a booking this one and no other: 28 to 35 letters, digits and hyphens, such as 128 random bits in hexadecimal.
/// That is what DHL takes as a message's reference and as a shipment's at once; the other two take more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookingKey(String);

/// A text that is no key of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a booking's key has 28 to 35 letters, digits and hyphens")]
pub struct NotAKey;

impl BookingKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BookingKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if plain && (28..=35).contains(&text.len()) { Ok(Self(text.to_owned())) } else { Err(NotAKey) }
    }
}

impl fmt::Display for BookingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A shipment to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookRequest {
    /// What makes it this booking. A repeat carries the same.
    pub key: BookingKey,
    /// What is sent.
    pub consignment: Consignment,
    /// The service of the offer that was chosen.
    pub service: String,
    /// Our own number, printed on the label.
    pub reference: String,
    /// The kind of label that is wanted.
    pub label: LabelType,
}

/// A booked shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// What the carrier cancels it by; to be kept as it is.
    pub handle: String,
    /// The tracking numbers, the whole shipment's first.
    pub tracking: Vec<TrackingNumber>,
    /// The labels, or why there are none that can be printed: it is booked all the same.
    pub labels: Result<Vec<Label>, LabelProblem>,
    /// What the carrier bills, where it tells.
    pub price: Option<Money>,
}

/// How a shipment was called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// The carrier has cancelled it.
    Voided,
    /// The carrier has taken note and decides later.
    Asked,
    /// There is nothing to call: who hands nothing over pays nothing. Its label must not be used any more.
    LeftUnused,
}

/// What a carrier is and can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// Its short name.
    pub id: CarrierId,
    /// The name people read.
    pub name: &'static str,
    /// What it allows after a lost answer.
    pub repeatable: Repeatable,
    /// The labels it prints.
    pub labels: &'static [LabelType],
    /// The header in which its messages to us are signed; `None` where it sends none.
    pub signature_header: Option<&'static str>,
}

/// What every carrier does.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// What it is and can do.
    fn descriptor(&self) -> &Descriptor;

    /// What it offers for a shipment and for how much; nothing where it does not go there.
    async fn rates(&self, consignment: &Consignment) -> Result<Vec<CarrierOffer>, CarrierError>;

    /// Books a shipment.
    ///
    /// Any error but [`CarrierError::Unknown`] means for certain that this call booked nothing. What an earlier call with the
    /// same key did stays as unknown as it was.
    async fn book(&self, request: &BookRequest) -> Result<Booking, CarrierError>;

    /// Asks whether there is a shipment of this booking; `None` when the carrier knows of none. Where it is found by its
    /// reference that is certain only some minutes after the booking. Not every carrier gives a label a second time.
    async fn find(&self, request: &BookRequest) -> Result<Option<Booking>, CarrierError>;

    /// Calls a shipment off that was not handed over.
    async fn cancel(&self, handle: &str) -> Result<Cancelled, CarrierError>;

    /// Where parcels are, one answer for each number.
    async fn track(&self, numbers: &[TrackingNumber]) -> Vec<Result<Tracked, CarrierError>>;

    /// Reads a message that the carrier posted: the raw body and its signature header.
    ///
    /// # Errors
    /// [`CarrierError::BadNotice`] when signature or form is wrong, [`CarrierError::NotSupported`] where it sends none.
    fn read_notice(&self, body: &[u8], signature: &str, now: Timestamp) -> Result<Notice, CarrierError>;
}
