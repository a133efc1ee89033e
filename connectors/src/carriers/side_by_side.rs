//! What all carriers offer for a shipment, side by side. One that is down is left out and named.

use std::{sync::Arc, time::Duration};

use domain::{ids::CarrierId, marketplace::AbsenceReason, shipping::CarrierOffer};
use futures::future::join_all;

use super::{AddressProblem, Carrier, CarrierError, Consignment};

/// A carrier missing from an answer, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierAbsence {
    /// Which one.
    pub carrier: CarrierId,
    /// Why.
    pub reason: AbsenceReason,
    /// What is wrong with an address, where that is why.
    pub address: Vec<AddressProblem>,
}

/// What carriers offer, and who is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideBySide {
    /// All offers, in the order in which the carriers were named.
    pub offers: Vec<CarrierOffer>,
    /// The carriers that gave no answer.
    pub absent: Vec<CarrierAbsence>,
}

/// Asks all carriers at once and keeps whoever answers in time. As a whole it cannot fail.
pub async fn side_by_side(carriers: &[Arc<dyn Carrier>], consignment: &Consignment, limit: Duration) -> SideBySide {
    let asked = carriers.iter().map(|carrier| async move {
        let answer = tokio::time::timeout(limit, carrier.rates(consignment)).await;
        (&carrier.descriptor().id, answer.unwrap_or(Err(CarrierError::TooSlow)))
    });
    let mut together = SideBySide::default();
    for (carrier, answer) in join_all(asked).await {
        match answer {
            Ok(offers) => together.offers.extend(offers),
            Err(error) => {
                tracing::warn!(%carrier, reason = ?error.absence(), "{carrier} offers nothing");
                let reason = error.absence();
                let address = if let CarrierError::Address(problems) = error { problems } else { Vec::new() };
                together.absent.push(CarrierAbsence { carrier: carrier.clone(), reason, address });
            }
        }
    }
    together
}
