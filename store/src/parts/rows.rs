//! Parts and their items as rows.

use domain::{
    ids::OrderNumber,
    order::{MarketplaceOrder, OrderItem, TrackingEvent},
    saga::PartState,
    time::Timestamp,
};

use super::{NewPart, StoredPart};
use crate::{
    StoreError, document,
    rows::{marketplace_order::Model, order_item},
};

pub(super) fn part(number: &OrderNumber, new: &NewPart) -> Result<Model, StoreError> {
    let part = &new.order;
    let (state, refusal) = state_columns(&part.state)?;
    Ok(Model {
        order_number: number.to_string(),
        part: i64::from(part.part),
        marketplace: part.marketplace.to_string(),
        state,
        refusal,
        marketplace_order_ids: document::text(&part.marketplace_order_ids)?,
        handle: None,
        session: document::text(&new.session)?,
        request: document::text(&new.request)?,
        own: document::text(&part.own)?,
        own_total: part.own.total.minor,
        own_currency: part.own.total.currency.code().to_owned(),
        shown: document::text(&part.shown)?,
        shown_total: part.shown.total.minor,
        shown_currency: part.shown.total.currency.code().to_owned(),
        discount: part.shown.taken_off().minor,
        rate: document::text(&part.rate)?,
        progress: part.progress.map(|progress| progress.word().to_owned()),
        delivery_title: part.delivery_title.clone(),
        arrives_by: part.arrives_by.map(|at| at.0),
        shipments: document::text(&part.shipments)?,
        next_poll_at: None,
    })
}

pub(super) fn item(
    number: &OrderNumber,
    part: u32,
    position: i64,
    item: &OrderItem,
) -> Result<order_item::Model, StoreError> {
    Ok(order_item::Model {
        order_number: number.to_string(),
        part: i64::from(part),
        position,
        marketplace: item.product.marketplace.to_string(),
        product: item.product.external_id.to_string(),
        variant: item.variant.to_string(),
        quantity: i64::from(u32::from(item.quantity)),
        price: item.unit.minor,
        currency: item.unit.currency.code().to_owned(),
        document: document::text(item)?,
    })
}

pub(super) fn read(row: Model, items: Vec<OrderItem>, events: Vec<TrackingEvent>) -> Result<StoredPart, StoreError> {
    let order = MarketplaceOrder {
        part: document::count("part", row.part)?,
        marketplace: document::parse("marketplace", &row.marketplace)?,
        state: state(&row.state, row.refusal)?,
        marketplace_order_ids: document::read("marketplace order ids", &row.marketplace_order_ids)?,
        progress: row.progress.map(|word| document::from_word("progress", &word)).transpose()?,
        delivery_title: row.delivery_title,
        arrives_by: row.arrives_by.map(Timestamp),
        own: document::read("amounts", &row.own)?,
        shown: document::read("amounts", &row.shown)?,
        rate: document::read("rate", &row.rate)?,
        items,
        shipments: document::read("shipments", &row.shipments)?,
        events,
    };
    Ok(StoredPart {
        order,
        session: document::read("session", &row.session)?,
        request: document::read("request", &row.request)?,
        handle: row.handle.map(|handle| document::read("handle", &handle)).transpose()?,
    })
}

pub(super) fn state_columns(state: &PartState) -> Result<(String, Option<String>), StoreError> {
    let refusal = match state {
        PartState::Refused { reason } | PartState::Replacing { reason } => Some(document::word(reason)?),
        _ => None,
    };
    Ok((state.word().to_owned(), refusal))
}

fn state(word: &str, refusal: Option<String>) -> Result<PartState, StoreError> {
    let tagged = serde_json::json!({ "state": word, "reason": refusal });
    serde_json::from_value(tagged).map_err(|error| StoreError::corrupt("part state", error))
}
