//! Why a carrier did not do what was asked, and what of that may be shown to shoppers.

use domain::marketplace::AbsenceReason;

/// Which end of the way an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where the parcel comes from.
    Sender,
    /// Where it goes.
    Recipient,
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressField {
    /// Who it is.
    Name,
    /// Street and number.
    Street,
    /// The town.
    City,
    /// The postcode.
    Postcode,
    /// State or province.
    Region,
    /// The country.
    Country,
    /// The telephone.
    Phone,
    /// No part alone: there is no such place, or nobody goes there.
    Whole,
}

impl AddressField {
    /// Its name in the form of the checkout; a whole address is marked at its street.
    pub fn form_name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Street | Self::Whole => "street",
            Self::City => "city",
            Self::Postcode => "postcode",
            Self::Region => "region",
            Self::Country => "country",
            Self::Phone => "phone",
        }
    }
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{side:?} {field:?}: {why}")]
pub struct AddressProblem {
    /// Whose address.
    pub side: Side,
    /// Which part.
    pub field: AddressField,
    /// The carrier's own words, as plain text.
    pub why: String,
}

/// Why a carrier did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    /// No certain answer to something that changes: nobody knows whether it was done. Ask, or repeat with the same key.
    #[error("no certain answer: {0}")]
    Unknown(String),
    /// No answer in time.
    #[error("no answer in time")]
    TooSlow,
    /// It could not be reached, or answered with a server error.
    #[error("not reachable: {0}")]
    Unavailable(String),
    /// It was asked too often.
    #[error("asked too often")]
    Busy {
        /// Ask again after so many seconds, where it says so.
        retry_after: Option<u32>,
    },
    /// It does not accept our credentials.
    #[error("our credentials are not accepted")]
    Unauthorised,
    /// The answer is not what the protocol says.
    #[error("an answer that cannot be understood: {0}")]
    Unintelligible(String),
    /// An address is wrong, or nobody goes there.
    #[error("an address is not deliverable: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Address(Vec<AddressProblem>),
    /// It said no for a reason of its own.
    #[error("refused: {0}")]
    Refused(String),
    /// It knows no such shipment.
    #[error("not found")]
    NotFound,
    /// It cannot do this.
    #[error("not supported")]
    NotSupported,
    /// A message whose signature or form is wrong.
    #[error("not a message of the carrier: {0}")]
    BadNotice(String),
}

impl CarrierError {
    /// The word for shoppers in keys of texts. What the carrier said, and which one it was, stays with us.
    pub fn shopper_word(&self) -> &'static str {
        match self {
            Self::Address(problems) if problems.iter().any(|problem| problem.side == Side::Recipient) => "address",
            Self::Refused(_) | Self::NotSupported => "not-possible",
            Self::NotFound => "unknown-parcel",
            _ => "later",
        }
    }

    /// The reason that pages name when this carrier is missing from an answer.
    pub fn absence(&self) -> AbsenceReason {
        match self {
            Self::TooSlow => AbsenceReason::TooSlow,
            Self::Busy { .. } => AbsenceReason::Busy,
            Self::Unintelligible(_) => AbsenceReason::Unintelligible,
            Self::NotSupported => AbsenceReason::NotSupported,
            _ => AbsenceReason::Failing,
        }
    }
}
