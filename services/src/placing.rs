//! What is asked of marketplaces for an order: place a part, ask whether it is there, cancel it.

use std::time::Duration;

use connectors::marketplaces::{MarketplaceError, PlaceOrder, PlaceOutcome, QuoteRequest, RequestedLine};
use domain::{
    guard,
    ids::OrderNumber,
    saga::{Event, PartState, Refusal, Repeatable},
};
use serde::{Deserialize, Serialize};
use store::{
    effects::{self, LeasedEffect},
    parts::{self, StoredPart},
};

use crate::{
    ServiceError, Shop,
    carrying_out::{Came, Learned, MOST_TRIES},
    shop::commit,
};

/// How long placing an order may take before its outcome counts as unknown.
const PLACE: Duration = Duration::from_secs(15);

/// A quote request as it is kept with the part, to be asked again when a session is lost.
#[derive(Debug, Serialize, Deserialize)]
struct RememberedRequest {
    reference: String,
    lines: Vec<(domain::ids::ExternalId, domain::ids::ExternalId, domain::cart::Quantity)>,
    details: domain::checkout::Details,
    option: Option<String>,
}

/// What is kept of a quote request.
pub(crate) fn remembered(request: &QuoteRequest) -> serde_json::Value {
    let lines = request.lines.iter().map(|line| (line.product.clone(), line.variant.clone(), line.quantity)).collect();
    let (details, option) = (request.details.clone(), request.option.clone());
    let remembered = RememberedRequest { reference: request.reference.clone(), lines, details, option };
    serde_json::to_value(remembered).expect("plain data becomes JSON")
}

pub(crate) fn request_of(part: &StoredPart) -> Option<QuoteRequest> {
    let known: RememberedRequest = serde_json::from_value(part.request.clone()).ok()?;
    let lines = known.lines.into_iter();
    Some(QuoteRequest {
        reference: known.reference,
        lines: lines.map(|(product, variant, quantity)| RequestedLine { product, variant, quantity }).collect(),
        details: known.details,
        option: known.option,
    })
}

impl Shop {
    pub(crate) async fn place(
        &self,
        order: &OrderNumber,
        part: u32,
        attempt: u32,
        leased: &LeasedEffect,
    ) -> Result<Came, ServiceError> {
        let refused = |reason| Came::heard(Event::PartRefused { part, reason });
        // Once it may have been asked, only the marketplace itself can say no.
        let asked_before = (attempt > 1 || leased.abandoned) && guard::on("place.given_up");
        let given_up = |reason| if asked_before { Came::heard(Event::PartInDoubt { part }) } else { refused(reason) };
        let Some(record) = parts::one(self.store.reader(), order, part).await? else {
            return Ok(given_up(Refusal::Other));
        };
        let registry = self.registry();
        let Some(one) = registry.get(&record.order.marketplace) else { return Ok(given_up(Refusal::SwitchedOff)) };
        if !one.marketplace.takes_orders() {
            return Ok(given_up(Refusal::SwitchedOff));
        }
        let one_try = one.adapter.repeatable() == Repeatable::Neither;
        if one_try && leased.abandoned && guard::on("place.abandoned") {
            return Ok(Came::heard(Event::PartInDoubt { part }));
        }
        let Some(request) = request_of(&record) else { return Ok(given_up(Refusal::Other)) };
        let place = self.place_order(order, part, &record, request);
        store::fault_point!("placing");
        let outcome = one.place_order(PLACE, &place).await;
        store::fault_point!("placed");
        Ok(match outcome {
            Ok(PlaceOutcome::Placed(placed)) => {
                Came::Heard(Event::PartPlaced { part }, Box::new(Learned::placed(part, placed)))
            }
            Ok(PlaceOutcome::Refused(reason)) => refused(reason),
            Ok(PlaceOutcome::InDoubt) => Came::heard(Event::PartInDoubt { part }),
            Ok(PlaceOutcome::SessionLost) => self.quote_again(part, &record, &place.request, leased).await?,
            Err(MarketplaceError::OutOfStock(_)) => refused(Refusal::OutOfStock),
            Err(MarketplaceError::Undeliverable) => refused(Refusal::Undeliverable),
            Err(MarketplaceError::Refused(why)) => {
                tracing::warn!(%order, marketplace = %record.order.marketplace, why, "a marketplace refused its part");
                refused(Refusal::Other)
            }
            Err(error) if leased.attempts < MOST_TRIES => {
                tracing::warn!(%order, marketplace = %record.order.marketplace, %error, "placing failed for certain; again later");
                Came::Again
            }
            Err(_) => given_up(Refusal::Other),
        })
    }

    pub(crate) fn place_order(
        &self,
        order: &OrderNumber,
        part: u32,
        record: &StoredPart,
        request: QuoteRequest,
    ) -> PlaceOrder {
        PlaceOrder {
            order: order.clone(),
            key: format!("{order}:{part}"),
            session: record.session.clone(),
            request,
            expected_total: record.order.own.total,
        }
    }

    /// The session of the quote is gone: opens a new one and tries again, unless it became dearer.
    async fn quote_again(
        &self,
        part: u32,
        record: &StoredPart,
        request: &QuoteRequest,
        leased: &LeasedEffect,
    ) -> Result<Came, ServiceError> {
        let refused = |reason| Ok(Came::heard(Event::PartRefused { part, reason }));
        let registry = self.registry();
        let Some(one) = registry.get(&record.order.marketplace) else { return Ok(Came::Again) };
        let quoted = self.quote_of(one, request).await;
        store::fault_point!("quoted_again");
        match quoted {
            Ok(quoted) if quoted.amounts.total.minor <= record.order.own.total.minor => {
                let (leased, session) = (leased.clone(), quoted.session);
                commit!(self.store, |tx| {
                    // A session is changed by whoever holds the effect; another's may be in use already.
                    if !guard::on("session.fence") || effects::is_held(tx, &leased.id, leased.fence).await? {
                        parts::set_session(tx, &leased.order, part, &session).await?;
                    }
                    Ok(())
                })?;
                Ok(Came::Again)
            }
            Ok(_) => refused(Refusal::PriceChanged),
            Err(MarketplaceError::OutOfStock(_)) => refused(Refusal::OutOfStock),
            Err(MarketplaceError::Undeliverable) => refused(Refusal::Undeliverable),
            Err(_) => Ok(Came::Again),
        }
    }

    pub(crate) async fn find(&self, order: &OrderNumber, part: u32) -> Result<Came, ServiceError> {
        let in_doubt = || Came::heard(Event::PartInDoubt { part });
        let Some(record) = parts::one(self.store.reader(), order, part).await? else { return Ok(in_doubt()) };
        let registry = self.registry();
        let (Some(one), Some(request)) = (registry.get(&record.order.marketplace), request_of(&record)) else {
            return Ok(in_doubt());
        };
        let place = self.place_order(order, part, &record, request);
        let found = one.find_order(PLACE, &place).await;
        store::fault_point!("asked_about_order");
        Ok(match found {
            Ok(Some(placed)) => Came::Heard(Event::PartPlaced { part }, Box::new(Learned::placed(part, placed))),
            Ok(None) => Came::heard(Event::PartNotFound { part }),
            Err(error) => {
                tracing::warn!(%order, marketplace = %record.order.marketplace, %error, "asking about an order failed");
                in_doubt()
            }
        })
    }

    pub(crate) async fn cancel(&self, order: &OrderNumber, part: u32, tries: u32) -> Result<Came, ServiceError> {
        let refused = || Came::heard(Event::CancelRefused { part });
        let Some(record) = parts::one(self.store.reader(), order, part).await? else { return Ok(refused()) };
        let registry = self.registry();
        let (Some(one), Some(handle)) = (registry.get(&record.order.marketplace), record.handle) else {
            return Ok(refused());
        };
        let cancelled = one.cancel(PLACE, &handle).await;
        store::fault_point!("cancelled");
        Ok(match cancelled {
            Ok(connectors::marketplaces::CancelOutcome::Cancelled) => Came::heard(Event::PartCancelled { part }),
            Ok(connectors::marketplaces::CancelOutcome::Refused) | Err(MarketplaceError::NotSupported) => refused(),
            _ if tries < MOST_TRIES => Came::Again,
            _ => refused(),
        })
    }
}

/// Whether a part was bought.
pub(crate) fn is_placed(state: &PartState) -> bool {
    *state == PartState::Placed
}
