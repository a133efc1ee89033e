//! What EasyPost is asked, field for field. It measures in ounces and inches.

use domain::{money::Money, shipping::Parcel};
use serde_json::{Value, json};

use super::super::{BookRequest, Consignment, Content, Party};

/// A shipment of one parcel; for a booking with its reference and the label that is wanted.
pub(super) fn shipment(of: &Consignment, parcel: Parcel, booking: Option<(&BookRequest, &str)>) -> Value {
    let mut to = address(&of.to);
    // asks for a judgement of the address, and is given a shipment all the same
    to["verify"] = json!(["delivery"]);
    let [length, width, height] = parcel.sides_mm().map(inches);
    let mut shipment = json!({
        "to_address": to,
        "from_address": address(&of.from),
        "parcel": { "length": length, "width": width, "height": height, "weight": ounces(parcel.grams()) },
        "options": { "label_date": format!("{}T12:00:00Z", of.leaves), "currency": of.currency.code() },
    });
    if let Some((request, reference)) = booking {
        shipment["reference"] = json!(reference);
        shipment["options"]["label_format"] = json!(request.label.word());
        shipment["options"]["print_custom_1"] = json!(request.reference);
    }
    if of.passes_customs() {
        shipment["customs_info"] = json!({
            "contents_type": "merchandise",
            "customs_certify": true,
            "customs_signer": of.from.address.name,
            "eel_pfc": "NOEEI 30.37(a)",
            "restriction_type": "none",
            "customs_items": of.contents.iter().map(item).collect::<Vec<_>>(),
        });
    }
    json!({ "shipment": shipment })
}

fn address(party: &Party) -> Value {
    let address = &party.address;
    let mut told = json!({
        "name": address.name,
        "street1": address.street,
        "city": address.city,
        "zip": address.postcode,
        "country": address.country,
        "phone": address.phone,
        "residential": party.company.is_empty(),
    });
    let others =
        [("street2", &address.extra), ("state", &party.region), ("company", &party.company), ("email", &party.email)];
    for (name, value) in others {
        if !value.is_empty() {
            told[name] = json!(value);
        }
    }
    told
}

fn item(content: &Content) -> Value {
    let value = Money::new(content.price.minor.saturating_mul(i64::from(content.quantity)), content.price.currency);
    let mut told = json!({
        "description": content.description,
        "quantity": content.quantity,
        "value": value.decimal(),
        "currency": value.currency.code(),
        "weight": ounces(content.grams.saturating_mul(content.quantity)),
        "origin_country": content.origin,
    });
    if let Some(tariff) = &content.tariff {
        told["hs_tariff_number"] = json!(tariff);
    }
    told
}

/// Ounces with one decimal, rounded up. An ounce is 28.349523125 grams.
fn ounces(grams: u32) -> f64 {
    tenths((u64::from(grams) * 10_000_000_000).div_ceil(28_349_523_125))
}

/// Inches with one decimal, rounded up. An inch is 25.4 millimetres.
fn inches(millimetres: u32) -> f64 {
    tenths((u64::from(millimetres) * 100).div_ceil(254))
}

fn tenths(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_rounded_up_to_a_tenth() {
        assert_eq!(ounces(1_000).to_string(), "35.3");
        assert_eq!(ounces(1).to_string(), "0.1");
        assert_eq!(ounces(28_350).to_string(), "1000.1");
        assert_eq!((inches(254).to_string(), inches(255).to_string()), ("10".to_owned(), "10.1".to_owned()));
    }
}
