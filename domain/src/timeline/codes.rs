//! What every source means by its codes. Codes are compared without regard to case; a finer code that is known counts
//! more than the code it stands beside, and what is in no table is information.

use serde::{Deserialize, Serialize};

use super::Word;

/// Who tells how goods travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Our own shelves, in the words of orders.
    House,
    /// Universal Commerce Protocol: `type` of fulfilment events.
    Ucp,
    /// Vendure: states of orders and of fulfilments.
    Vendure,
    /// WooCommerce: status of orders.
    WooCommerce,
    /// FedEx Track: `derivedStatusCode` or `eventType`, with `exceptionCode` beside it.
    FedEx,
    /// MyDHL (DHL Express): `typeCode` of events.
    MyDhl,
    /// DHL's unified tracking: `statusCode`.
    Dhl,
    /// EasyPost: `status` of a tracker, with `status_detail` beside it.
    EasyPost,
    /// Shippo: `status` of a track, with the code of its `substatus` beside it.
    Shippo,
    /// AfterShip: `tag` of a checkpoint, with `subtag` beside it.
    AfterShip,
    /// 17TRACK: main status, with the sub-status beside it.
    SeventeenTrack,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::House,
        Self::Ucp,
        Self::Vendure,
        Self::WooCommerce,
        Self::FedEx,
        Self::MyDhl,
        Self::Dhl,
        Self::EasyPost,
        Self::Shippo,
        Self::AfterShip,
        Self::SeventeenTrack,
    ];

    /// Whether it speaks of orders; the others speak of parcels alone, and know those better.
    pub fn is_marketplace(self) -> bool {
        matches!(self, Self::House | Self::Ucp | Self::Vendure | Self::WooCommerce)
    }

    /// Its codes.
    fn codes(self) -> &'static [Code] {
        KNOWN.iter().find(|(source, _)| *source == self).map_or(&[], |(_, codes)| codes)
    }
}

/// A code and what it means.
type Code = (&'static str, Word);

/// Every code we know, by source.
pub const KNOWN: &[(Source, &[Code])] = &[
    (Source::House, HOUSE),
    (Source::Ucp, UCP),
    (Source::Vendure, VENDURE),
    (Source::WooCommerce, WOO_COMMERCE),
    (Source::FedEx, FEDEX),
    (Source::MyDhl, MY_DHL),
    (Source::Dhl, DHL),
    (Source::EasyPost, EASY_POST),
    (Source::Shippo, SHIPPO),
    (Source::AfterShip, AFTER_SHIP),
    (Source::SeventeenTrack, SEVENTEEN_TRACK),
];

/// What a source means by a code and the finer one beside it, which may be empty.
pub fn word(source: Source, code: &str, detail: &str) -> Word {
    let find = |wanted: &str| {
        let wanted = wanted.trim();
        source.codes().iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted)).map(|(_, word)| *word)
    };
    // A detail that says no more than "in between" leaves the code its meaning.
    let finer = find(detail).filter(|word| *word != Word::Information);
    finer.or_else(|| find(code)).unwrap_or(Word::Information)
}

const HOUSE: &[Code] = &[
    ("placed", Word::Placed),
    ("processing", Word::Processing),
    ("shipped", Word::Shipped),
    ("in_transit", Word::InTransit),
    ("out_for_delivery", Word::OutForDelivery),
    ("delivered", Word::Delivered),
    ("cancelled", Word::Cancelled),
];

const UCP: &[Code] = &[
    ("processing", Word::Processing),
    ("shipped", Word::Shipped),
    ("in_transit", Word::InTransit),
    ("out_for_delivery", Word::OutForDelivery),
    ("delivered", Word::Delivered),
    ("failed_attempt", Word::FailedAttempt),
    ("canceled", Word::Cancelled),
    ("undeliverable", Word::Undeliverable),
    ("returned_to_sender", Word::Returned),
];

const VENDURE: &[Code] = &[
    ("ArrangingPayment", Word::Placed),
    ("PaymentAuthorized", Word::Placed),
    ("PaymentSettled", Word::Processing),
    ("Modifying", Word::Processing),
    ("ArrangingAdditionalPayment", Word::Processing),
    // Of a fulfilment: it is made and has not left.
    ("Pending", Word::Processing),
    ("PartiallyShipped", Word::Shipped),
    ("Shipped", Word::Shipped),
    ("PartiallyDelivered", Word::InTransit),
    ("Delivered", Word::Delivered),
    ("Cancelled", Word::Cancelled),
];

const WOO_COMMERCE: &[Code] = &[
    ("pending", Word::Placed),
    ("on-hold", Word::Placed),
    ("processing", Word::Processing),
    ("completed", Word::Delivered),
    ("cancelled", Word::Cancelled),
    ("refunded", Word::Cancelled),
    ("failed", Word::Cancelled),
];

const FEDEX: &[Code] = &[
    ("OC", Word::Announced),
    ("PU", Word::Shipped),
    ("PX", Word::Shipped),
    ("IT", Word::InTransit),
    ("IX", Word::InTransit),
    ("AR", Word::InTransit),
    ("DP", Word::InTransit),
    ("AF", Word::InTransit),
    ("AA", Word::InTransit),
    ("FD", Word::InTransit),
    ("OF", Word::InTransit),
    ("LO", Word::InTransit),
    ("SF", Word::InTransit),
    ("TR", Word::InTransit),
    ("PF", Word::InTransit),
    ("PL", Word::InTransit),
    ("SP", Word::InTransit),
    ("AD", Word::OutForDelivery),
    ("ED", Word::OutForDelivery),
    ("OD", Word::OutForDelivery),
    ("HL", Word::ReadyForPickup),
    ("HP", Word::ReadyForPickup),
    ("DL", Word::Delivered),
    ("DE", Word::FailedAttempt),
    ("DY", Word::Delayed),
    ("DD", Word::Delayed),
    ("PD", Word::Delayed),
    ("SE", Word::Delayed),
    ("CD", Word::CustomsHold),
    ("CP", Word::InTransit),
    ("CC", Word::CustomsCleared),
    ("CA", Word::Cancelled),
    ("RS", Word::Returning),
    // Of exceptions: `exceptionCode`.
    ("03", Word::AddressProblem),
    ("07", Word::Refused),
    ("08", Word::FailedAttempt),
    ("10", Word::Damaged),
    ("14", Word::Undeliverable),
    ("17", Word::Delayed),
    ("55", Word::CustomsHold),
];

const MY_DHL: &[Code] = &[
    ("SA", Word::Announced),
    ("PU", Word::Shipped),
    ("PL", Word::InTransit),
    ("DF", Word::InTransit),
    ("AF", Word::InTransit),
    ("AR", Word::InTransit),
    ("TR", Word::InTransit),
    ("IC", Word::InTransit),
    ("RR", Word::InTransit),
    ("WC", Word::OutForDelivery),
    ("CC", Word::ReadyForPickup),
    ("OK", Word::Delivered),
    ("NH", Word::FailedAttempt),
    ("CA", Word::FailedAttempt),
    ("ND", Word::FailedAttempt),
    ("TD", Word::Delayed),
    ("MS", Word::Delayed),
    ("MD", Word::Delayed),
    ("AD", Word::Delayed),
    ("OH", Word::Delayed),
    ("CD", Word::CustomsHold),
    ("UD", Word::CustomsHold),
    ("CR", Word::CustomsCleared),
    ("BR", Word::CustomsCleared),
    ("BA", Word::AddressProblem),
    ("CM", Word::AddressProblem),
    ("HP", Word::PaymentDue),
    ("RD", Word::Refused),
    ("DM", Word::Damaged),
    ("DD", Word::Damaged),
    ("SS", Word::Undeliverable),
    ("DS", Word::Undeliverable),
    ("RT", Word::Returning),
];

const DHL: &[Code] = &[
    ("pre-transit", Word::Announced),
    ("transit", Word::InTransit),
    ("delivered", Word::Delivered),
    ("failure", Word::Undeliverable),
    ("unknown", Word::Information),
];

const EASY_POST: &[Code] = &[
    ("pre_transit", Word::Announced),
    ("in_transit", Word::InTransit),
    ("out_for_delivery", Word::OutForDelivery),
    ("delivered", Word::Delivered),
    ("available_for_pickup", Word::ReadyForPickup),
    ("return_to_sender", Word::Returning),
    ("failure", Word::Undeliverable),
    ("cancelled", Word::Cancelled),
    ("error", Word::Information),
    ("unknown", Word::Information),
    // Details.
    ("label_created", Word::Announced),
    ("received_at_origin_facility", Word::Shipped),
    ("departed_origin_facility", Word::InTransit),
    ("arrived_at_facility", Word::InTransit),
    ("departed_facility", Word::InTransit),
    ("arrived_at_destination", Word::InTransit),
    ("received_at_destination_facility", Word::InTransit),
    ("transferred_to_destination_carrier", Word::InTransit),
    ("arrived_at_pickup_location", Word::ReadyForPickup),
    ("address_correction", Word::AddressProblem),
    ("awaiting_information", Word::AddressProblem),
    ("delayed", Word::Delayed),
    ("weather_delay", Word::Delayed),
    ("missorted", Word::Delayed),
    ("transit_exception", Word::Delayed),
    ("held", Word::Delayed),
    ("delivery_exception", Word::FailedAttempt),
    ("refused", Word::Refused),
    ("damaged", Word::Damaged),
    ("lost", Word::Lost),
    ("return", Word::Returning),
    ("status_update", Word::Information),
];

const SHIPPO: &[Code] = &[
    ("UNKNOWN", Word::Information),
    ("PRE_TRANSIT", Word::Announced),
    ("TRANSIT", Word::InTransit),
    ("DELIVERED", Word::Delivered),
    ("RETURNED", Word::Returning),
    ("FAILURE", Word::Undeliverable),
    // Substatus.
    ("information_received", Word::Announced),
    ("package_accepted", Word::Shipped),
    ("package_arrived", Word::InTransit),
    ("package_departed", Word::InTransit),
    ("package_processed", Word::InTransit),
    ("package_processing", Word::InTransit),
    ("package_forwarded", Word::InTransit),
    ("out_for_delivery", Word::OutForDelivery),
    ("delivery_scheduled", Word::InTransit),
    ("pickup_available", Word::ReadyForPickup),
    ("delivery_attempted", Word::FailedAttempt),
    ("notice_left", Word::FailedAttempt),
    ("location_inaccessible", Word::FailedAttempt),
    ("delayed", Word::Delayed),
    ("package_held", Word::Delayed),
    ("delivery_rescheduled", Word::Delayed),
    ("reschedule_delivery", Word::Delayed),
    ("address_issue", Word::AddressProblem),
    ("package_damaged", Word::Damaged),
    ("package_lost", Word::Lost),
    ("package_unclaimed", Word::Undeliverable),
    ("package_undeliverable", Word::Undeliverable),
    ("package_disposed", Word::Undeliverable),
    ("return_to_sender", Word::Returning),
    ("contact_carrier", Word::Information),
    ("other", Word::Information),
];

const AFTER_SHIP: &[Code] = &[
    ("Pending", Word::Information),
    ("Expired", Word::Information),
    ("InfoReceived", Word::Announced),
    ("InTransit", Word::InTransit),
    ("OutForDelivery", Word::OutForDelivery),
    ("AvailableForPickup", Word::ReadyForPickup),
    ("Delivered", Word::Delivered),
    ("AttemptFail", Word::FailedAttempt),
    ("Exception", Word::Delayed),
    // Subtags that say more than their tag.
    ("InTransit_002", Word::Shipped),
    ("InTransit_005", Word::CustomsCleared),
    ("Exception_002", Word::AddressProblem),
    ("Exception_003", Word::Refused),
    ("Exception_004", Word::CustomsHold),
    ("Exception_006", Word::PaymentDue),
    ("Exception_007", Word::AddressProblem),
    ("Exception_008", Word::Undeliverable),
    ("Exception_009", Word::Undeliverable),
    ("Exception_010", Word::Returning),
    ("Exception_011", Word::Returned),
    ("Exception_012", Word::Damaged),
    ("Exception_013", Word::Lost),
    ("Exception_018", Word::CustomsHold),
];

const SEVENTEEN_TRACK: &[Code] = &[
    ("NotFound", Word::Information),
    ("Expired", Word::Information),
    ("InfoReceived", Word::Announced),
    ("InTransit", Word::InTransit),
    ("OutForDelivery", Word::OutForDelivery),
    ("AvailableForPickup", Word::ReadyForPickup),
    ("Delivered", Word::Delivered),
    ("DeliveryFailure", Word::FailedAttempt),
    ("Exception", Word::Delayed),
    // Sub-statuses that say more than their status.
    ("InTransit_PickedUp", Word::Shipped),
    ("InTransit_CustomsReleased", Word::CustomsCleared),
    ("InTransit_CustomsRequiringInformation", Word::CustomsHold),
    ("DeliveryFailure_NoBody", Word::FailedAttempt),
    ("DeliveryFailure_Security", Word::Undeliverable),
    ("DeliveryFailure_Rejected", Word::Refused),
    ("DeliveryFailure_InvalidAddress", Word::AddressProblem),
    ("Exception_Returning", Word::Returning),
    ("Exception_Returned", Word::Returned),
    ("Exception_NoBody", Word::AddressProblem),
    ("Exception_Security", Word::CustomsHold),
    ("Exception_Damage", Word::Damaged),
    ("Exception_Rejected", Word::Refused),
    ("Exception_Delayed", Word::Delayed),
    ("Exception_Lost", Word::Lost),
    ("Exception_Destroyed", Word::Lost),
    ("Exception_Cancel", Word::Cancelled),
];
