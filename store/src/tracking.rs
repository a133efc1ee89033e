//! How placed orders travel: what the marketplaces told, and whom to ask next.

use std::collections::BTreeMap;

use domain::{
    ids::{MarketplaceId, OrderNumber},
    order::{Progress, Shipment, TrackingEvent},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use serde_json::Value;

use crate::{
    StoreError, Transaction, document, orders,
    rows::tracking_event::{self, Column, Model},
    sql::{row, rows, run, values},
};

/// A placed part that a marketplace is to be asked about.
#[derive(Clone, Debug)]
pub struct Due {
    /// The order.
    pub order: OrderNumber,
    /// The part.
    pub part: u32,
    /// Whom to ask.
    pub marketplace: MarketplaceId,
    /// What the adapter asks with.
    pub handle: Value,
}

/// What a marketplace told about a part.
#[derive(Clone, Debug)]
pub struct Report {
    /// How far the goods have come.
    pub progress: Progress,
    /// How they travel.
    pub shipments: Vec<Shipment>,
    /// All that happened, known or new.
    pub events: Vec<TrackingEvent>,
    /// When to ask again; never again where nothing more is to come.
    pub next_poll_at: Option<Timestamp>,
}

/// The placed parts whose marketplace is to be asked by now, the longest waiting first.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp, limit: u64) -> Result<Vec<Due>, StoreError> {
    let sql = "SELECT order_number, part, marketplace, handle FROM marketplace_order \
               WHERE next_poll_at <= $1 AND handle IS NOT NULL ORDER BY next_poll_at LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let read = |row: sea_orm::QueryResult| {
        let (order, marketplace): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        Ok(Due {
            order: document::parse("order number", &order)?,
            part: document::count("part", row.try_get_by_index(1)?)?,
            marketplace: document::parse("marketplace", &marketplace)?,
            handle: document::read("handle", &row.try_get_by_index::<String>(3)?)?,
        })
    };
    rows(db, sql, values![now.0, limit]).await?.into_iter().map(read).collect()
}

/// Asks again about a part at another time, as when its marketplace did not answer.
pub async fn postpone(tx: &Transaction, order: &OrderNumber, part: u32, until: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE marketplace_order SET next_poll_at = $3 WHERE order_number = $1 AND part = $2";
    run(tx, sql, values![order.as_str(), i64::from(part), until.0]).await?;
    Ok(())
}

/// Keeps a report and gives back the events that were not known. Progress never goes back.
pub async fn keep(
    tx: &Transaction,
    order: &OrderNumber,
    part: u32,
    report: &Report,
    now: Timestamp,
) -> Result<Vec<TrackingEvent>, StoreError> {
    let known = "SELECT progress FROM marketplace_order WHERE order_number = $1 AND part = $2";
    let Some(known) = row(tx, known, values![order.as_str(), i64::from(part)]).await? else {
        return Ok(Vec::new());
    };
    let known: Option<String> = known.try_get_by_index(0)?;
    let known: Progress = known.map_or(Ok(Progress::Placed), |word| document::from_word("progress", &word))?;
    let progress = known.after(report.progress);
    let next = report.next_poll_at.filter(|_| !progress.is_final()).map(|at| at.0);
    let sql = "UPDATE marketplace_order SET progress = $3, shipments = $4, next_poll_at = $5 \
               WHERE order_number = $1 AND part = $2";
    let shipments = document::text(&report.shipments)?;
    run(tx, sql, values![order.as_str(), i64::from(part), progress.word(), shipments, next]).await?;
    let mut new = Vec::new();
    for event in &report.events {
        if insert(tx, order, part, event).await? {
            new.push(event.clone());
        }
    }
    orders::refresh_status(tx, order, now).await?;
    Ok(new)
}

/// Keeps an event; says whether it was new.
async fn insert(tx: &Transaction, order: &OrderNumber, part: u32, event: &TrackingEvent) -> Result<bool, StoreError> {
    let row = Model {
        order_number: order.to_string(),
        part: i64::from(part),
        external_id: event.external_id.clone(),
        progress: event.progress.word().to_owned(),
        at: event.at.0,
        note: event.note.clone(),
    };
    let known = OnConflict::columns([Column::OrderNumber, Column::Part, Column::ExternalId]).do_nothing().to_owned();
    let inserted = tracking_event::Entity::insert(row.into_active_model()).on_conflict(known).try_insert();
    Ok(crate::inserted(&inserted.exec_without_returning(tx).await?))
}

/// The events of every part of an order, the oldest first.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    order: &OrderNumber,
) -> Result<BTreeMap<i64, Vec<TrackingEvent>>, StoreError> {
    let found = tracking_event::Entity::find()
        .filter(Column::OrderNumber.eq(order.as_str()))
        .order_by_asc(Column::At)
        .all(db)
        .await?;
    let mut events: BTreeMap<i64, Vec<TrackingEvent>> = BTreeMap::new();
    for row in found {
        let event = TrackingEvent {
            external_id: row.external_id,
            progress: document::from_word("progress", &row.progress)?,
            at: Timestamp(row.at),
            note: row.note,
        };
        events.entry(row.part).or_default().push(event);
    }
    // Several events of one moment stand in the order in which goods travel.
    for of_part in events.values_mut() {
        of_part.sort_by_key(|event| (event.at, event.progress));
    }
    Ok(events)
}
