//! What a merchant is sent: the bodies of a checkout, and the ids and keys that stand in paths and headers.

use domain::checkout::Details;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{checkout::Checkout, client::Dialect};
use crate::marketplaces::{QuoteRequest, RequestedLine, reading};

/// Whether an id can be put into a path at all.
pub fn is_usable(id: &str) -> bool {
    (1..=1000).contains(&id.len()) && id != "." && id != ".."
}

/// An opaque id as one segment of a path.
pub fn segment(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The same UUID for the same part and session, whoever computes it.
pub fn stable_key(key: &str, session: &str) -> Uuid {
    let digest = Sha256::new().chain_update(key).chain_update("\n").chain_update(session).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// An address as the protocol writes it.
pub fn address(details: &Details) -> Value {
    let (first, last) = reading::names(&details.name);
    let mut address = json!({
        "first_name": first,
        "last_name": last,
        "street_address": details.street,
        "address_locality": details.city,
        "postal_code": details.postcode,
        "address_country": details.country,
    });
    for (name, value) in [("extended_address", &details.extra), ("phone_number", &details.phone)] {
        if !value.is_empty() {
            address[name] = json!(value);
        }
    }
    address
}

fn buyer(details: &Details) -> Value {
    let (first, last) = reading::names(&details.name);
    let mut buyer = json!({ "first_name": first, "last_name": last, "email": details.email });
    if !details.phone.is_empty() {
        buyer["phone_number"] = json!(details.phone);
    }
    buyer
}

/// The body that opens a checkout.
pub fn opening(request: &QuoteRequest, dialect: Dialect) -> Value {
    let line = |line: &RequestedLine| json!({ "item": { "id": line.variant }, "quantity": u32::from(line.quantity) });
    let mut destination = address(&request.details);
    destination["id"] = json!("dest_1");
    if dialect >= Dialect::August {
        destination["type"] = json!("shipping_address");
    }
    let mut method = json!({ "type": "shipping", "destinations": [destination], "selected_destination_id": "dest_1" });
    if let Some(option) = &request.option {
        method["groups"] = json!([{ "selected_option_id": option }]);
    }
    json!({
        "line_items": request.lines.iter().map(line).collect::<Vec<_>>(),
        "buyer": buyer(&request.details),
        "fulfillment": { "methods": [method] },
        "attribution": { "order_reference": request.reference },
    })
}

/// The body that chooses the wanted way of delivery; `None` where it is chosen already or there is nothing to choose.
pub fn choosing(checkout: &Checkout, request: &QuoteRequest) -> Option<Value> {
    let method = checkout.method()?;
    let wanted = request.option.as_deref().unwrap_or_default();
    let first = method.groups.first()?;
    let option = first.options.iter().find(|option| option.id == wanted).or(first.options.first())?;
    let choices: Vec<(&str, &str)> = method
        .groups
        .iter()
        .filter_map(|group| Some((group.id.as_str(), group.like(&option.id)?.id.as_str())))
        .collect();
    let chosen = method.groups.iter().all(|group| {
        let choice = choices.iter().find(|(id, _)| *id == group.id).map(|(_, option)| *option);
        group.selected_option_id.as_deref() == choice
    });
    if chosen {
        return None;
    }
    let lines = checkout.line_items.iter();
    let destination = method.selected_destination_id.as_deref().or_else(|| method.destinations.first()?["id"].as_str());
    Some(json!({
        "line_items": lines.map(|line| json!({ "id": line.id, "item": { "id": line.item.id }, "quantity": line.quantity })).collect::<Vec<_>>(),
        "buyer": buyer(&request.details),
        "fulfillment": { "methods": [{
            "id": method.id,
            "type": method.kind,
            "line_item_ids": method.line_item_ids,
            "destinations": method.destinations,
            "selected_destination_id": destination,
            "groups": choices.iter().map(|(id, option)| json!({ "id": id, "selected_option_id": option })).collect::<Vec<_>>(),
        }] },
        "attribution": { "order_reference": request.reference },
    }))
}
