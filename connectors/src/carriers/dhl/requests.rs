//! What the MyDHL API is asked, field for field.

use domain::{money::Money, shipping::Parcel};
use serde_json::{Number, Value, json};

use super::super::{BookRequest, Consignment, Content, LabelType, Party};

/// When parcels are handed over on their day, by the sender's clock: the API wants a time, and noon is none that is missed.
const NOON: &str = "T12:00:00 GMT+00:00";

/// The longest line of an address, in letters.
const LONGEST_LINE: usize = 45;

/// The question for rates, at the prices of the account.
pub(super) fn rates(account: &str, of: &Consignment) -> Value {
    let mut asked = json!({
        "customerDetails": { "shipperDetails": address(&of.from), "receiverDetails": address(&of.to) },
        "accounts": [{ "typeCode": "shipper", "number": account }],
        "plannedShippingDateAndTime": format!("{}{NOON}", of.leaves),
        "unitOfMeasurement": "metric",
        "isCustomsDeclarable": of.passes_customs(),
        "nextBusinessDay": true,
        "requestAllValueAddedServices": false,
        "estimatedDeliveryDate": { "isRequested": true, "typeCode": "QDDC" },
        "packages": of.parcels.iter().map(|parcel| package(*parcel)).collect::<Vec<_>>(),
    });
    if let (true, Some(value)) = (of.passes_customs(), of.value()) {
        asked["monetaryAmount"] =
            json!([{ "typeCode": "declaredValue", "value": number(value), "currency": value.currency.code() }]);
    }
    asked
}

/// The order for a shipment with its label.
pub(super) fn shipment(account: &str, request: &BookRequest) -> Value {
    let of = &request.consignment;
    let packages = of.parcels.iter().map(|parcel| {
        let mut told = package(*parcel);
        told["customerReferences"] = json!([{ "value": request.key.as_str(), "typeCode": "CU" }]);
        told
    });
    let mut content = json!({
        "packages": packages.collect::<Vec<_>>(),
        "isCustomsDeclarable": of.passes_customs(),
        "description": description(of),
        "incoterm": "DAP",
        "unitOfMeasurement": "metric",
    });
    if of.passes_customs() {
        if let Some(value) = of.value() {
            content["declaredValue"] = json!(number(value));
            content["declaredValueCurrency"] = json!(value.currency.code());
        }
        content["exportDeclaration"] = declaration(request);
    }
    json!({
        "plannedShippingDateAndTime": format!("{}{NOON}", of.leaves),
        "pickup": { "isRequested": false },
        "productCode": request.service,
        "accounts": [{ "typeCode": "shipper", "number": account }],
        "customerReferences": [
            { "value": request.key.as_str(), "typeCode": "CU" },
            { "value": request.reference, "typeCode": "AAO" },
        ],
        "outputImageProperties": {
            "encodingFormat": match request.label { LabelType::Zpl => "zpl", _ => "pdf" },
            "imageOptions": [{ "typeCode": "label", "templateName": "ECOM26_84_001", "isRequested": true }],
        },
        "customerDetails": {
            "shipperDetails": { "postalAddress": address(&of.from), "contactInformation": contact(&of.from) },
            "receiverDetails": { "postalAddress": address(&of.to), "contactInformation": contact(&of.to) },
        },
        "content": content,
    })
}

fn address(party: &Party) -> Value {
    let address = &party.address;
    let mut told = json!({
        "postalCode": address.postcode,
        "cityName": address.city,
        "countryCode": address.country,
        "addressLine1": cut(&address.street, LONGEST_LINE),
    });
    for (name, value) in [("addressLine2", &address.extra), ("provinceCode", &party.region)] {
        if !value.is_empty() {
            told[name] = json!(cut(value, LONGEST_LINE));
        }
    }
    told
}

/// The API wants a company; for a home it is the name again.
fn contact(party: &Party) -> Value {
    let name = &party.address.name;
    let mut told = json!({
        "phone": party.address.phone,
        "companyName": if party.company.is_empty() { name } else { &party.company },
        "fullName": name,
    });
    if !party.email.is_empty() {
        told["email"] = json!(party.email);
    }
    told
}

/// Kilograms to the gram, and whole centimetres rounded up.
fn package(parcel: Parcel) -> Value {
    let [length, width, height] = parcel.sides_mm().map(|side| side.div_ceil(10));
    json!({
        "weight": f64::from(parcel.grams()) / 1_000.0,
        "dimensions": { "length": length, "width": width, "height": height },
    })
}

fn description(of: &Consignment) -> String {
    let names: Vec<&str> = of.contents.iter().map(|content| content.description.as_str()).collect();
    let told = if names.is_empty() { "Goods".to_owned() } else { names.join(", ") };
    cut(&told, 70)
}

fn declaration(request: &BookRequest) -> Value {
    let lines = (1..).zip(&request.consignment.contents).map(|(place, content)| line(place, content));
    json!({
        "lineItems": lines.collect::<Vec<_>>(),
        "invoice": { "number": request.reference, "date": request.consignment.leaves.to_string() },
        "exportReason": "Sale",
        "exportReasonType": "permanent",
    })
}

fn line(place: u32, content: &Content) -> Value {
    let kilograms = f64::from(content.grams.saturating_mul(content.quantity)) / 1_000.0;
    let mut told = json!({
        "number": place,
        "description": content.description,
        "price": number(content.price),
        "quantity": { "value": content.quantity, "unitOfMeasurement": "PCS" },
        "exportReasonType": "permanent",
        "manufacturerCountry": content.origin,
        "weight": { "netValue": kilograms, "grossValue": kilograms },
    });
    if let Some(tariff) = &content.tariff {
        told["commodityCodes"] = json!([{ "typeCode": "outbound", "value": tariff }]);
    }
    told
}

/// The API writes amounts as numbers; their shortest decimal form is the amount itself.
fn number(money: Money) -> Option<Number> {
    money.decimal().parse().ok()
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}
