//! Our parts against the marketplaces' books, as far as their protocols show them: by the order itself, and by the
//! session or reference it was placed with.

use std::time::Duration;

use connectors::marketplaces::{MarketplaceError, OrderSnapshot, PlaceOrder, PlacedOrder};
use domain::{
    ids::OrderNumber,
    order::Progress as Way,
    saga::{PartState, Phase},
};
use futures::{StreamExt, stream};
use store::parts::{self, StoredPart};

use super::{
    Progress,
    compare::{Difference, Kind, Mend, Side, Sides},
    mending::{Found, Remote},
};
use crate::{ServiceError, Shop, marketplaces::Connected, placing::request_of};

/// How long a marketplace may take to answer.
const ASK: Duration = Duration::from_secs(10);

/// How many marketplaces are asked at the same time.
const CALLS: usize = 8;

/// What came of asking about one part.
enum Answer {
    Agrees,
    Differs(Box<Found>),
    Silent(String),
}

impl Shop {
    pub(super) async fn compare_parts(&self, progress: &mut Progress) -> Result<(), ServiceError> {
        let mut after = String::new();
        loop {
            let page = self.books_after(progress, &after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.order.to_string();
            let ended = |phase| matches!(phase, Phase::Done | Phase::NeedsHuman);
            let rested = page.into_iter().filter(|books| ended(books.saga.phase) && progress.rests(books));
            let mut asked = Vec::new();
            for books in rested {
                let parts = parts::stored(self.store.reader(), &books.order).await?;
                asked.extend(parts.into_iter().map(|part| (books.order.clone(), part)));
            }
            progress.checked.parts += u32::try_from(asked.len()).unwrap_or(u32::MAX);
            let calls = stream::iter(asked).map(|(order, part)| async move { self.ask_part(&order, &part).await });
            let answers: Vec<Answer> = calls.buffer_unordered(CALLS).collect().await;
            for answer in answers {
                match answer {
                    Answer::Agrees => {}
                    Answer::Differs(found) => self.settle(&progress.id, *found).await?,
                    Answer::Silent(marketplace) => {
                        progress.silent.insert(marketplace);
                    }
                }
            }
        }
    }

    async fn ask_part(&self, order: &OrderNumber, part: &StoredPart) -> Answer {
        let registry = self.registry();
        let Some(one) = registry.get(&part.order.marketplace) else { return Answer::Agrees };
        let place = request_of(part).map(|request| self.place_order(order, part.order.part, part, request));
        let compared = match part.order.state {
            PartState::Placed => placed_part(one, order, part, place).await,
            PartState::Refused { .. } | PartState::Cancelled => unwanted_part(one, order, part, place).await,
            _ => Ok(None),
        };
        match compared {
            Ok(None) | Err(MarketplaceError::NotSupported) => Answer::Agrees,
            Ok(Some(found)) => Answer::Differs(Box::new(found)),
            Err(error) => {
                tracing::info!(%order, marketplace = %one.id(), %error, "a marketplace does not tell of an order");
                Answer::Silent(one.id().to_string())
            }
        }
    }
}

/// Our books say that the marketplace has it: it must be there, once.
async fn placed_part(
    one: &Connected,
    order: &OrderNumber,
    part: &StoredPart,
    place: Option<PlaceOrder>,
) -> Result<Option<Found>, MarketplaceError> {
    let Some(handle) = &part.handle else {
        return Ok(Some(found(order, part, Kind::OrderMissing, "placed", "missing", None)));
    };
    match within(one.adapter.order_status(handle)).await {
        Ok(_) => {}
        Err(MarketplaceError::NotFound) => {
            return Ok(Some(found(order, part, Kind::OrderMissing, "placed", "missing", None)));
        }
        Err(error) => return Err(error),
    }
    let ours = &part.order.marketplace_order_ids;
    let other = find(one, place).await?.filter(|found| !found.ids.iter().any(|id| ours.contains(id)));
    Ok(match other {
        Some(other) if is_alive(one, &other).await? => {
            Some(found(order, part, Kind::DuplicateOrder, "placed", "placed", Some(other)))
        }
        _ => None,
    })
}

/// Our books say that the marketplace does not have it, or no longer.
async fn unwanted_part(
    one: &Connected,
    order: &OrderNumber,
    part: &StoredPart,
    place: Option<PlaceOrder>,
) -> Result<Option<Found>, MarketplaceError> {
    let Some(there) = find(one, place).await? else { return Ok(None) };
    let alive = is_alive(one, &there).await?;
    let ours = part.order.state.word();
    Ok(alive.then(|| found(order, part, Kind::OrderThoughtRefused, ours, "placed", Some(there))))
}

/// The order that came of the part's own session or reference.
async fn find(one: &Connected, place: Option<PlaceOrder>) -> Result<Option<PlacedOrder>, MarketplaceError> {
    let Some(place) = place else { return Ok(None) };
    match within(one.adapter.find_order(&place)).await {
        Ok(found) => Ok(found),
        // Nothing came of a session that is gone.
        Err(MarketplaceError::NotFound | MarketplaceError::NotSupported) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn is_alive(one: &Connected, placed: &PlacedOrder) -> Result<bool, MarketplaceError> {
    match within(one.adapter.order_status(&placed.handle)).await {
        Ok(OrderSnapshot { progress, .. }) => Ok(progress != Way::Cancelled),
        Err(MarketplaceError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn within<T>(call: impl Future<Output = Result<T, MarketplaceError>>) -> Result<T, MarketplaceError> {
    tokio::time::timeout(ASK, call).await.unwrap_or(Err(MarketplaceError::TooSlow))
}

fn found(
    order: &OrderNumber,
    part: &StoredPart,
    kind: Kind,
    ours: &str,
    theirs: &str,
    other: Option<PlacedOrder>,
) -> Found {
    let marketplace = part.order.marketplace.clone();
    let ids = other.as_ref().map_or(&part.order.marketplace_order_ids, |other| &other.ids).join(", ");
    let sides = Sides { ours: Side::word(ours), theirs: Side::word(theirs) };
    Found {
        order: Some(order.clone()),
        subject: format!("{marketplace} {ids}").trim_end().to_owned(),
        difference: Difference { kind, sides, mend: Mend::Person },
        remote: other.map(|other| Remote { marketplace, handle: other.handle }),
        gateway: None,
    }
}
