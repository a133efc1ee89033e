//! The vocabulary: what can happen to goods on their way, how far they have come with it, and what can go wrong.

use serde::{Deserialize, Serialize};

use super::ParcelKey;
use crate::{order::Progress, time::Timestamp};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$about])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its word in tables, keys of texts and data.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }
    };
}

words! {
    /// How far goods have come. Later ones are further; goods never go back to an earlier one.
    ///
    /// What came back to the sender stands after what arrived: the two ways out of `Delivered` are the two that follow it.
    Stage {
        /// The marketplace has the order.
        Placed "placed",
        /// It is being packed.
        Processing "processing",
        /// The carrier expects it.
        Announced "announced",
        /// Handed to the carrier.
        Shipped "shipped",
        /// Under way.
        InTransit "in_transit",
        /// With the driver.
        OutForDelivery "out_for_delivery",
        /// It lies where the shopper can fetch it.
        ReadyForPickup "ready_for_pickup",
        /// It will not be sent.
        Cancelled "cancelled",
        /// Some of it has arrived.
        PartlyArrived "partly_arrived",
        /// It has arrived.
        Delivered "delivered",
        /// It is on its way back to the sender.
        Returning "returning",
        /// The sender has it again.
        Returned "returned",
    }
}

impl Stage {
    /// The same in the words of orders: what comes back counts as cancelled.
    pub fn progress(self) -> Progress {
        match self {
            Self::Placed => Progress::Placed,
            Self::Processing | Self::Announced => Progress::Processing,
            Self::Shipped => Progress::Shipped,
            Self::InTransit | Self::PartlyArrived => Progress::InTransit,
            Self::OutForDelivery | Self::ReadyForPickup => Progress::OutForDelivery,
            Self::Delivered => Progress::Delivered,
            Self::Cancelled | Self::Returning | Self::Returned => Progress::Cancelled,
        }
    }

    /// Whether nothing more is to come of it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Cancelled | Self::Delivered | Self::Returning | Self::Returned)
    }
}

words! {
    /// What a source told.
    Word {
        /// The marketplace has the order.
        Placed "placed",
        /// It is being packed.
        Processing "processing",
        /// The carrier expects it.
        Announced "announced",
        /// Handed to the carrier.
        Shipped "shipped",
        /// Under way.
        InTransit "in_transit",
        /// With the driver.
        OutForDelivery "out_for_delivery",
        /// It lies where the shopper can fetch it.
        ReadyForPickup "ready_for_pickup",
        /// It has arrived.
        Delivered "delivered",
        /// It will not be sent.
        Cancelled "cancelled",
        /// It is on its way back to the sender.
        Returning "returning",
        /// The sender has it again.
        Returned "returned",
        /// The driver was there and nobody took it.
        FailedAttempt "failed_attempt",
        /// It takes longer.
        Delayed "delayed",
        /// Customs keep it until something is done.
        CustomsHold "customs_hold",
        /// Customs let it go.
        CustomsCleared "customs_cleared",
        /// The address is wrong or incomplete.
        AddressProblem "address_problem",
        /// Something has to be paid first.
        PaymentDue "payment_due",
        /// The shopper did not want it.
        Refused "refused",
        /// It cannot be delivered.
        Undeliverable "undeliverable",
        /// It is broken.
        Damaged "damaged",
        /// Nobody knows where it is.
        Lost "lost",
        /// The source's own words, without a meaning of ours.
        Information "information",
    }
}

impl Word {
    /// How far goods have come at least when it is told; nothing where it says nothing of that.
    pub fn stage(self) -> Option<Stage> {
        Some(match self {
            Self::Placed => Stage::Placed,
            Self::Processing => Stage::Processing,
            Self::Announced => Stage::Announced,
            Self::Shipped => Stage::Shipped,
            Self::OutForDelivery => Stage::OutForDelivery,
            Self::ReadyForPickup => Stage::ReadyForPickup,
            Self::Delivered => Stage::Delivered,
            Self::Cancelled => Stage::Cancelled,
            Self::Returning => Stage::Returning,
            Self::Returned => Stage::Returned,
            Self::InTransit
            | Self::FailedAttempt
            | Self::CustomsHold
            | Self::CustomsCleared
            | Self::Refused
            | Self::Undeliverable
            | Self::Damaged
            | Self::Lost => Stage::InTransit,
            Self::Delayed | Self::AddressProblem | Self::PaymentDue | Self::Information => return None,
        })
    }

    /// What is wrong, where it says that.
    pub fn trouble(self) -> Option<Trouble> {
        Some(match self {
            Self::FailedAttempt => Trouble::FailedAttempt,
            Self::Delayed => Trouble::Delayed,
            Self::CustomsHold => Trouble::CustomsHold,
            Self::AddressProblem => Trouble::AddressProblem,
            Self::PaymentDue => Trouble::PaymentDue,
            Self::Refused => Trouble::Refused,
            Self::Undeliverable => Trouble::Undeliverable,
            Self::Damaged => Trouble::Damaged,
            Self::Lost => Trouble::Lost,
            Self::Returning | Self::Returned => Trouble::ReturnedToSender,
            _ => return None,
        })
    }

    /// Whether it happens to a parcel once at most, so that everybody who tells it tells the same.
    pub(super) fn happens_once(self) -> bool {
        use Word::{Announced, Cancelled, Delivered, Placed, Processing, Returned, Returning, Shipped};
        matches!(self, Placed | Processing | Announced | Shipped | Delivered | Cancelled | Returning | Returned)
    }
}

words! {
    /// What can go wrong on the way.
    Trouble {
        /// The driver was there and nobody took it.
        FailedAttempt "failed_attempt",
        /// It takes longer.
        Delayed "delayed",
        /// Customs keep it until something is done.
        CustomsHold "customs_hold",
        /// The address is wrong or incomplete.
        AddressProblem "address_problem",
        /// Something has to be paid first.
        PaymentDue "payment_due",
        /// The shopper did not want it.
        Refused "refused",
        /// It cannot be delivered.
        Undeliverable "undeliverable",
        /// It is broken.
        Damaged "damaged",
        /// Nobody knows where it is.
        Lost "lost",
        /// It goes back, or has gone back, to the sender.
        ReturnedToSender "returned_to_sender",
    }
}

impl Trouble {
    /// Whether it is over once something else is told after it.
    ///
    /// What is broken stays so, and what goes back needs somebody; customs are done when they say so or the goods are
    /// further; a refusal and a wrong address are over when the goods are with the driver again or have arrived.
    pub(super) fn is_over_with(self, later: Word) -> bool {
        use Word::{CustomsCleared, Delivered, InTransit, OutForDelivery, ReadyForPickup, Returned, Returning};
        let arrives = matches!(later, OutForDelivery | ReadyForPickup | Delivered);
        match self {
            Self::Damaged | Self::ReturnedToSender => false,
            Self::Lost => arrives || matches!(later, InTransit | Returning | Returned),
            Self::Delayed => arrives || matches!(later, InTransit),
            Self::CustomsHold => arrives || matches!(later, CustomsCleared | Returned),
            _ => arrives || matches!(later, Returned),
        }
    }
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// What.
    pub trouble: Trouble,
    /// With which parcel, where it is known.
    pub parcel: Option<ParcelKey>,
    /// Since when.
    pub since: Timestamp,
    /// The source's own words; may be empty.
    pub text: String,
    /// Whether it is over: something told later says that the goods go on.
    pub over: bool,
}
