//! The shipments of one carrier: booked once under a key, moved on stage by stage, called off before they leave.

use serde::{Deserialize, Serialize};

use crate::memory::Remembered;
use crate::orders::now_ms;

/// Where a shipment is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its label was made.
    Booked,
    /// The carrier has it.
    PickedUp,
    /// It passed a place in between.
    InTransit,
    /// It is in the van.
    OutForDelivery,
    /// It has arrived.
    Delivered,
}

impl Stage {
    fn next(self) -> Option<Self> {
        match self {
            Self::Booked => Some(Self::PickedUp),
            Self::PickedUp => Some(Self::InTransit),
            Self::InTransit => Some(Self::OutForDelivery),
            Self::OutForDelivery => Some(Self::Delivered),
            Self::Delivered => None,
        }
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::PickedUp => "picked_up",
            Self::InTransit => "in_transit",
            Self::OutForDelivery => "out_for_delivery",
            Self::Delivered => "delivered",
        }
    }
}

/// A town in a country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Town {
    /// Its name.
    pub city: String,
    /// The postcode.
    pub postcode: String,
    /// The country as two letters.
    pub country: String,
}

/// A stage that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub stage: Stage,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// What is booked.
#[derive(Clone, Debug)]
pub struct NewShipment {
    /// The client's key; a shipment of the same key is not booked again.
    pub key: Option<String>,
    /// Further names that it can be found by.
    pub references: Vec<String>,
    /// The carrier's own id for it, where it has one beside its numbers.
    pub id: Option<String>,
    /// How its numbers begin.
    pub number_prefix: &'static str,
    /// How many digits its numbers have.
    pub digits: usize,
    /// How many parcels it has.
    pub parcels: usize,
    /// The service.
    pub service: String,
    /// What it costs.
    pub price_minor: i64,
    /// In which currency.
    pub currency: String,
    /// Where it comes from.
    pub from: Town,
    /// Where it goes.
    pub to: Town,
    /// When it arrives, as a date.
    pub arrives: String,
    /// What its label is: `PDF`, `PNG` or `ZPL`.
    pub label: String,
}

/// A booked shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// The client's key.
    pub key: Option<String>,
    /// Further names that it can be found by.
    pub references: Vec<String>,
    /// The carrier's own id for it.
    pub id: String,
    /// One number for each parcel; the first stands for all.
    pub numbers: Vec<String>,
    /// The service.
    pub service: String,
    /// What it costs.
    pub price_minor: i64,
    /// In which currency.
    pub currency: String,
    /// Where it comes from.
    pub from: Town,
    /// Where it goes.
    pub to: Town,
    /// When it arrives, as a date.
    pub arrives: String,
    /// What its label is.
    pub label: String,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// What it went through.
    pub steps: Vec<Step>,
}

impl Shipment {
    /// Where it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.steps.last().map_or(Stage::Booked, |step| step.stage)
    }

    /// The town that a stage was reached in.
    #[must_use]
    pub fn town(&self, stage: Stage) -> &Town {
        if stage <= Stage::PickedUp { &self.from } else { &self.to }
    }
}

/// Why a shipment does not move as it was told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// There is none of that number.
    Unknown,
    /// It is too far on its way, or was called off.
    TooLate,
}

/// All shipments, the oldest first.
#[derive(Debug, Default)]
pub struct Book {
    shipments: Vec<Shipment>,
}

impl Book {
    /// A book that goes on from what was remembered.
    #[must_use]
    pub fn remembered(remembered: &[Remembered]) -> Self {
        let mut book = Self::default();
        for change in remembered.iter().filter(|change| change.kind == "shipment") {
            let Ok(shipment) = serde_json::from_value::<Shipment>(change.value.clone()) else { continue };
            match book.shipments.iter_mut().find(|known| known.id == shipment.id) {
                Some(known) => *known = shipment,
                None => book.shipments.push(shipment),
            }
        }
        book
    }

    /// Books a shipment, or finds the one of the same key. Whether it is new.
    pub fn take_in(&mut self, new: NewShipment) -> (Shipment, bool) {
        let same = |known: &&Shipment| new.key.is_some() && known.key == new.key;
        if let Some(known) = self.shipments.iter().find(same) {
            return (known.clone(), false);
        }
        let numbers: Vec<String> = (0..new.parcels.max(1)).map(|_| number(new.number_prefix, new.digits)).collect();
        let shipment = Shipment {
            key: new.key,
            references: new.references,
            id: new.id.unwrap_or_else(|| numbers[0].clone()),
            numbers,
            service: new.service,
            price_minor: new.price_minor,
            currency: new.currency,
            from: new.from,
            to: new.to,
            arrives: new.arrives,
            label: new.label,
            is_cancelled: false,
            steps: vec![Step { stage: Stage::Booked, at_ms: now_ms() }],
        };
        self.shipments.push(shipment.clone());
        (shipment, true)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> Vec<Shipment> {
        self.shipments.clone()
    }

    /// The shipment of a number, or of the carrier's own id.
    #[must_use]
    pub fn find(&self, number: &str) -> Option<&Shipment> {
        self.shipments.iter().find(|known| known.id == number || known.numbers.iter().any(|of| of == number))
    }

    /// The shipments that bear a reference and were not called off.
    #[must_use]
    pub fn by_reference(&self, reference: &str) -> Vec<Shipment> {
        let bears = |known: &&Shipment| !known.is_cancelled && known.references.iter().any(|of| of == reference);
        self.shipments.iter().filter(bears).cloned().collect()
    }

    /// The numbers of those that have rested so many seconds in their stage.
    #[must_use]
    pub fn rested(&self, seconds: u64) -> Vec<String> {
        let since = now_ms() - i64::try_from(seconds).unwrap_or(i64::MAX / 1_000) * 1_000;
        let moves = |known: &&Shipment| {
            !known.is_cancelled
                && known.stage().next().is_some()
                && known.steps.last().is_some_and(|step| step.at_ms <= since)
        };
        self.shipments.iter().filter(moves).map(|known| known.numbers[0].clone()).collect()
    }

    fn known(&mut self, number: &str) -> Result<&mut Shipment, Moved> {
        let of = |known: &&mut Shipment| known.id == number || known.numbers.iter().any(|of| of == number);
        self.shipments.iter_mut().find(of).ok_or(Moved::Unknown)
    }

    /// Calls a shipment off. Whether it was not called off before.
    ///
    /// # Errors
    /// When there is none of that number, or it was picked up.
    pub fn call_off(&mut self, number: &str) -> Result<(Shipment, bool), Moved> {
        let shipment = self.known(number)?;
        if shipment.stage() > Stage::Booked {
            return Err(Moved::TooLate);
        }
        let is_new = !shipment.is_cancelled;
        shipment.is_cancelled = true;
        Ok((shipment.clone(), is_new))
    }

    /// Moves a shipment on by one stage.
    ///
    /// # Errors
    /// When there is none of that number, or it does not move any more.
    pub fn advance(&mut self, number: &str) -> Result<Shipment, Moved> {
        let shipment = self.known(number)?;
        let next = shipment.stage().next().filter(|_| !shipment.is_cancelled).ok_or(Moved::TooLate)?;
        shipment.steps.push(Step { stage: next, at_ms: now_ms() });
        Ok(shipment.clone())
    }
}

fn number(prefix: &str, digits: usize) -> String {
    let digits = (0..digits).map(|_| char::from(b'0' + rand::random_range(0..10_u8)));
    format!("{prefix}{}", digits.collect::<String>())
}
