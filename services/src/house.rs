//! The house: our own shelves as one more marketplace. Its goods and orders are in our own database.

use async_trait::async_trait;
use connectors::marketplaces::{
    CancelOutcome, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder, PlaceOutcome,
    PlacedOrder, QuoteRequest, QuotedLine, SearchRequest,
};
use domain::{
    catalog::{Availability, Product},
    ids::ExternalId,
    marketplace::{Capabilities, Marketplace},
    money::Money,
    order::{Progress, Shipment, TrackingEvent},
    pricing::Amounts,
    saga::{Refusal, Repeatable},
    time::Timestamp,
};
use serde_json::{Value, json};
use store::{Store, StoreError, house};

use crate::{ServiceError, Shop, now, shop::commit};

/// The house's short name.
pub const SLUG: &str = "shelf";

/// For how long the house keeps goods for a shopper who is about to pay. A page lives longer: who pays later finds what
/// is there then.
const KEPT_FOR: i64 = 15 * Timestamp::MINUTE;

/// How many references one sweep gives back.
const AT_ONCE: u64 = 500;

/// The house as a marketplace.
pub struct HouseAdapter {
    house: Marketplace,
    store: Store,
    stage_milliseconds: Option<i64>,
}

impl HouseAdapter {
    /// The house with its published terms. With a stage length, orders move on by themselves (for practice).
    pub fn new(house: Marketplace, store: Store, stage_milliseconds: Option<i64>) -> Self {
        Self { house, store, stage_milliseconds }
    }

    /// The products of these lines with the wanted quantity, each checked against the shelf.
    async fn priced(&self, request: &QuoteRequest) -> Result<Vec<QuotedLine>, MarketplaceError> {
        let ids: Vec<ExternalId> = request.lines.iter().map(|line| line.product.clone()).collect();
        let products = house::by_ids(self.store.reader(), &ids).await.map_err(failed)?;
        let (mut lines, mut short) = (Vec::new(), Vec::new());
        for line in &request.lines {
            let variant = products.iter().find_map(|product| product.variant(&line.variant));
            let Some(variant) = variant else {
                short.push((line.variant.clone(), Some(0)));
                continue;
            };
            match variant.availability {
                Availability::InStock(Some(left)) if left < u32::from(line.quantity) => {
                    short.push((line.variant.clone(), Some(left)));
                }
                Availability::OutOfStock => short.push((line.variant.clone(), Some(0))),
                Availability::InStock(_) => lines.push(QuotedLine {
                    variant: line.variant.clone(),
                    quantity: line.quantity,
                    unit: variant.price,
                    amount: variant.price.times(line.quantity).map_err(too_large)?,
                }),
            }
        }
        if short.is_empty() { Ok(lines) } else { Err(MarketplaceError::OutOfStock(short)) }
    }
}

impl Shop {
    /// Gives back what was set aside for shoppers who have not paid in time. What is paid for stays.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_set_aside(&self, now: Timestamp) -> Result<usize, ServiceError> {
        let before = now.plus(-KEPT_FOR);
        let given_back = commit!(self.store, |tx| house::release_unpaid(tx, before, AT_ONCE).await)?;
        if given_back > 0 {
            tracing::info!(given_back, "goods set aside were given back: nobody paid for them in time");
        }
        Ok(given_back)
    }
}

fn failed(error: StoreError) -> MarketplaceError {
    tracing::error!(%error, "the house's shelves cannot be read");
    MarketplaceError::Unavailable("the database failed".to_owned())
}

fn too_large(_: domain::money::MoneyError) -> MarketplaceError {
    MarketplaceError::Refused("the amount is too large".to_owned())
}

#[async_trait]
impl MarketplaceAdapter for HouseAdapter {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            search: true,
            catalogue: true,
            quote: true,
            order: true,
            find_by_reference: true,
            idempotent: true,
            cancel: true,
            track: true,
            hand_off: false,
        }
    }

    fn repeatable(&self) -> Repeatable {
        Repeatable::Idempotent
    }

    async fn search(&self, request: &SearchRequest) -> Result<Vec<Product>, MarketplaceError> {
        let limit = u64::try_from(request.limit).unwrap_or(u64::MAX);
        house::search(self.store.reader(), &request.text, request.category, limit).await.map_err(failed)
    }

    async fn lookup(&self, ids: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError> {
        let mut products = house::by_ids(self.store.reader(), ids).await.map_err(failed)?;
        for product in &mut products {
            product.observed_at = now();
        }
        Ok(products)
    }

    async fn quote(&self, request: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        let lines = self.priced(request).await?;
        let currency = self.house.currency;
        let goods = Money::sum(currency, lines.iter().map(|line| line.amount)).map_err(too_large)?;
        let options = self.house.terms.options_for(goods).map_err(too_large)?;
        let wanted = request.option.as_ref();
        let chosen = wanted.and_then(|wanted| options.iter().position(|option| option.id == *wanted)).unwrap_or(0);
        let delivery = options.get(chosen).map_or(Money::zero(currency), |option| option.price);
        Ok(MarketplaceQuote {
            session: json!({}),
            lines,
            amounts: Amounts::of(goods, delivery, Money::zero(currency)).map_err(too_large)?,
            options,
            chosen,
            tax_included: self.house.terms.tax_included,
            expires_at: None,
        })
    }

    async fn place_order(&self, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        let lines: Vec<_> = order.request.lines.iter().map(|line| (line.variant.clone(), line.quantity)).collect();
        let reference = order.key.clone();
        let taken = commit!(self.store, |tx| {
            if let house::Reserved::Short(_) = house::reserve(tx, &reference, &lines, now()).await? {
                return Ok(false);
            }
            house::claim(tx, &reference).await
        });
        store::fault_point!("house_took");
        match taken {
            Ok(true) => Ok(PlaceOutcome::Placed(placed(&order.key))),
            Ok(false) => Ok(PlaceOutcome::Refused(Refusal::OutOfStock)),
            Err(error) => {
                tracing::error!(%error, "the house could not take an order");
                Ok(PlaceOutcome::InDoubt)
            }
        }
    }

    async fn find_order(&self, order: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError> {
        let claimed = house::is_claimed(self.store.reader(), &order.key).await.map_err(failed)?;
        Ok(claimed.then(|| placed(&order.key)))
    }

    async fn order_status(&self, handle: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        let (Some(reference), Some(placed_at)) = (handle["reference"].as_str(), handle["placed_at"].as_i64()) else {
            return Err(MarketplaceError::NotFound);
        };
        if !house::is_claimed(self.store.reader(), reference).await.map_err(failed)? {
            return Ok(OrderSnapshot { progress: Progress::Cancelled, shipments: vec![], events: vec![] });
        }
        Ok(snapshot(reference, Timestamp(placed_at), now(), self.stage_milliseconds))
    }

    async fn cancel(&self, handle: &Value) -> Result<CancelOutcome, MarketplaceError> {
        let Some(reference) = handle["reference"].as_str().map(str::to_owned) else {
            return Err(MarketplaceError::NotFound);
        };
        commit!(self.store, |tx| house::release(tx, &reference).await).map_err(failed)?;
        store::fault_point!("house_gave_back");
        Ok(CancelOutcome::Cancelled)
    }
}

fn placed(reference: &str) -> PlacedOrder {
    let id = format!("SHELF-{}", reference.trim_start_matches("OC-").replace(':', "-"));
    PlacedOrder { ids: vec![id], handle: json!({ "reference": reference, "placed_at": now().0 }) }
}

/// How an order of the house stands that moves one stage after another by its age.
fn snapshot(reference: &str, placed_at: Timestamp, now: Timestamp, stage: Option<i64>) -> OrderSnapshot {
    let stages = [
        Progress::Placed,
        Progress::Processing,
        Progress::Shipped,
        Progress::InTransit,
        Progress::OutForDelivery,
        Progress::Delivered,
    ];
    let stage = stage.filter(|stage| *stage > 0);
    let passed = stage.map_or(0, |stage| usize::try_from((now.0 - placed_at.0) / stage).unwrap_or(0));
    let reached = passed.min(stages.len() - 1);
    let event = |(number, progress): (usize, &Progress)| TrackingEvent {
        external_id: progress.word().to_owned(),
        progress: *progress,
        at: placed_at.plus(stage.unwrap_or(0) * i64::try_from(number).unwrap_or(0)),
        note: String::new(),
    };
    let shipment = Shipment {
        carrier: "Onecart Shelf".to_owned(),
        tracking_number: format!("OS{}", reference.chars().filter(char::is_ascii_alphanumeric).collect::<String>()),
        tracking_url: None,
    };
    OrderSnapshot {
        progress: stages[reached],
        shipments: if reached >= 2 { vec![shipment] } else { Vec::new() },
        events: stages[..=reached].iter().enumerate().map(event).collect(),
    }
}
