//! What FedEx is asked, field for field.

use domain::{money::Money, shipping::Parcel};
use serde_json::{Value, json};

use super::super::{BookRequest, Consignment, LabelType, Party};

/// The question for rates, at the prices of the account.
pub(super) fn rates(account: &str, of: &Consignment) -> Value {
    let mut shipment = json!({
        "shipper": { "address": address(&of.from) },
        "recipient": { "address": address(&of.to) },
        "preferredCurrency": of.currency.code(),
        "rateRequestType": ["ACCOUNT"],
        "shipDateStamp": of.leaves.to_string(),
        "pickupType": "USE_SCHEDULED_PICKUP",
        "packagingType": "YOUR_PACKAGING",
        "totalPackageCount": of.parcels.len(),
        "requestedPackageLineItems": of.parcels.iter().map(|parcel| package(*parcel)).collect::<Vec<_>>(),
    });
    if of.passes_customs() {
        shipment["customsClearanceDetail"] = customs(account, of);
    }
    json!({
        "accountNumber": { "value": account },
        "rateRequestControlParameters": { "returnTransitTimes": true },
        "requestedShipment": shipment,
    })
}

/// The order for a shipment with its labels.
pub(super) fn shipment(account: &str, request: &BookRequest) -> Value {
    let of = &request.consignment;
    let references = json!([
        { "customerReferenceType": "CUSTOMER_REFERENCE", "value": request.key.as_str() },
        { "customerReferenceType": "INVOICE_NUMBER", "value": request.reference },
    ]);
    let numbered = (1..).zip(&of.parcels).map(|(number, parcel)| {
        let mut package = package(*parcel);
        package["sequenceNumber"] = json!(number);
        package["customerReferences"] = references.clone();
        package
    });
    let mut shipment = json!({
        "shipper": { "contact": contact(&of.from), "address": address(&of.from) },
        "recipients": [{ "contact": contact(&of.to), "address": address(&of.to) }],
        "shipDatestamp": of.leaves.to_string(),
        "serviceType": request.service,
        "packagingType": "YOUR_PACKAGING",
        "pickupType": "USE_SCHEDULED_PICKUP",
        "blockInsightVisibility": false,
        "shippingChargesPayment": {
            "paymentType": "SENDER",
            "payor": { "responsibleParty": { "accountNumber": { "value": account } } },
        },
        "labelSpecification": {
            "imageType": match request.label { LabelType::Zpl => "ZPLII", kind => kind.word() },
            "labelStockType": match request.label { LabelType::Zpl => "STOCK_4X6", _ => "PAPER_4X6" },
            "labelFormatType": "COMMON2D",
        },
        "rateRequestType": ["ACCOUNT"],
        "preferredCurrency": of.currency.code(),
        "totalPackageCount": of.parcels.len(),
        "requestedPackageLineItems": numbered.collect::<Vec<_>>(),
    });
    if of.passes_customs() {
        shipment["customsClearanceDetail"] = customs(account, of);
    }
    json!({
        "labelResponseOptions": "LABEL",
        "accountNumber": { "value": account },
        "requestedShipment": shipment,
    })
}

fn address(party: &Party) -> Value {
    let address = &party.address;
    let lines: Vec<&str> = [&*address.street, &*address.extra].into_iter().filter(|line| !line.is_empty()).collect();
    let mut told = json!({
        "streetLines": lines,
        "city": address.city,
        "postalCode": address.postcode,
        "countryCode": address.country,
        "residential": party.company.is_empty(),
    });
    if !party.region.is_empty() {
        told["stateOrProvinceCode"] = json!(party.region);
    }
    told
}

fn contact(party: &Party) -> Value {
    let mut told = json!({ "personName": party.address.name, "phoneNumber": party.address.phone });
    for (name, value) in [("companyName", &party.company), ("emailAddress", &party.email)] {
        if !value.is_empty() {
            told[name] = json!(value);
        }
    }
    told
}

/// Kilograms to the gram, and whole centimetres rounded up.
fn package(parcel: Parcel) -> Value {
    let [length, width, height] = parcel.sides_mm().map(|side| side.div_ceil(10));
    json!({
        "weight": { "units": "KG", "value": kilograms(parcel.grams()) },
        "dimensions": { "length": length, "width": width, "height": height, "units": "CM" },
    })
}

fn kilograms(grams: u32) -> f64 {
    f64::from(grams) / 1_000.0
}

fn customs(account: &str, of: &Consignment) -> Value {
    let commodities = of.contents.iter().map(|content| {
        let mut told = json!({
            "description": content.description,
            "countryOfManufacture": content.origin,
            "quantity": content.quantity,
            "quantityUnits": "PCS",
            "unitPrice": amount(content.price),
            "customsValue": amount(Money::new(
                content.price.minor.saturating_mul(i64::from(content.quantity)),
                content.price.currency,
            )),
            "weight": { "units": "KG", "value": kilograms(content.grams.saturating_mul(content.quantity)) },
        });
        if let Some(tariff) = &content.tariff {
            told["harmonizedCode"] = json!(tariff);
        }
        told
    });
    json!({
        "dutiesPayment": {
            "paymentType": "SENDER",
            "payor": { "responsibleParty": { "accountNumber": { "value": account } } },
        },
        "isDocumentOnly": false,
        "totalCustomsValue": of.value().map(amount),
        "commodities": commodities.collect::<Vec<_>>(),
    })
}

/// FedEx writes amounts as numbers; their shortest decimal form is the amount itself.
fn amount(money: Money) -> Value {
    let number: Option<serde_json::Number> = money.decimal().parse().ok();
    json!({ "amount": number, "currency": money.currency.code() })
}
