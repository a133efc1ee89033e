//! FedEx's REST APIs: rates, shipments, tracking, and the messages of its visibility webhook.
//!
//! Every call carries its `x-customer-transaction-id`. FedEx gives it back and does not promise more, so the key of a booking
//! is also written on the shipment as our reference, by which FedEx can be asked whether it has one.

mod client;
mod requests;
#[cfg(test)]
mod tests;
mod tracking;
mod wire;

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    ids::CarrierId,
    saga::Repeatable,
    shipping::CarrierOffer,
    time::{Date, Timestamp},
};
use reqwest::Method;
use serde_json::json;
use sha2::{Digest, Sha256};

use self::client::Client;
use super::{
    BookRequest, Booking, Cancelled, Carrier, CarrierError, Consignment, Descriptor, LabelType, Notice, Secret,
    Tracked, TrackingNumber, reading::Deed,
};
use crate::http::Reach;

/// How many numbers one question takes.
const MOST_NUMBERS: usize = 30;

/// How FedEx is reached.
#[derive(Clone, Debug)]
pub struct FedexConfig {
    /// Our name for it.
    pub id: CarrierId,
    /// Where its APIs live, such as `https://apis.fedex.com`.
    pub base_url: String,
    /// The client id of the project.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
    /// The account that pays.
    pub account: String,
    /// The security token of the webhook project; empty where there is none.
    pub webhook_secret: Secret,
    /// Which addresses may be called there.
    pub reach: Reach,
}

/// FedEx as a carrier.
#[derive(Debug)]
pub struct Fedex {
    descriptor: Descriptor,
    account: String,
    webhook_secret: Secret,
    client: Client,
}

impl Fedex {
    /// A carrier with a pool of connections of its own.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: FedexConfig) -> Result<Self, reqwest::Error> {
        let descriptor = Descriptor {
            id: config.id.clone(),
            name: "FedEx",
            repeatable: Repeatable::QueryableByReference,
            labels: &[LabelType::Pdf, LabelType::Png, LabelType::Zpl],
            signature_header: Some("fdx-signature"),
        };
        let (account, webhook_secret) = (config.account.clone(), config.webhook_secret.clone());
        Ok(Self { descriptor, account, webhook_secret, client: Client::new(config)? })
    }

    async fn tracked(&self, numbers: &[TrackingNumber]) -> Result<tracking::Tracking, CarrierError> {
        let asked = numbers.iter().map(|number| json!({ "trackingNumberInfo": { "trackingNumber": number.as_str() } }));
        let body = json!({ "includeDetailedScans": true, "trackingInfo": asked.collect::<Vec<_>>() });
        self.client.call(Method::POST, "/track/v1/trackingnumbers", &body, None, Deed::Asks).await
    }

    /// The shipments that bear a booking's key as their reference.
    async fn by_reference(&self, key: &str, leaves: Date) -> Result<Vec<TrackingNumber>, CarrierError> {
        let window = |days: i64| Date::from_days(leaves.days() + days).to_string();
        let body = json!({
            "includeDetailedScans": false,
            "referencesInformation": {
                "type": "CUSTOMER_REFERENCE",
                "value": key,
                "accountNumber": self.account,
                "shipDateBegin": window(-7),
                "shipDateEnd": window(7),
            },
        });
        let path = "/track/v1/referencenumbers";
        let found = self.client.call::<tracking::Tracking>(Method::POST, path, &body, None, Deed::Asks).await;
        match found {
            Ok(found) => Ok(found.numbers()),
            Err(CarrierError::NotFound) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

#[async_trait]
impl Carrier for Fedex {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    async fn rates(&self, consignment: &Consignment) -> Result<Vec<CarrierOffer>, CarrierError> {
        consignment.check()?;
        let body = requests::rates(&self.account, consignment);
        let answer: wire::Rates =
            self.client.call(Method::POST, "/rate/v1/rates/quotes", &body, None, Deed::Asks).await?;
        Ok(answer.offers(&self.descriptor.id, consignment.leaves))
    }

    async fn book(&self, request: &BookRequest) -> Result<Booking, CarrierError> {
        request.consignment.check()?;
        let body = requests::shipment(&self.account, request);
        let key = Some(request.key.as_str());
        let answer: wire::Shipped =
            self.client.call(Method::POST, "/ship/v1/shipments", &body, key, Deed::Changes).await?;
        answer.booking(request.label, request.consignment.parcels.len())
    }

    async fn find(&self, request: &BookRequest) -> Result<Option<Booking>, CarrierError> {
        let tracking = self.by_reference(request.key.as_str(), request.consignment.leaves).await?;
        Ok(tracking.first().map(TrackingNumber::to_string).map(|handle| Booking {
            handle,
            tracking,
            labels: Err(super::LabelProblem::Missing),
            price: None,
        }))
    }

    async fn cancel(&self, handle: &str) -> Result<Cancelled, CarrierError> {
        let number: TrackingNumber = handle.parse().map_err(|_| CarrierError::NotFound)?;
        let body = json!({
            "accountNumber": { "value": self.account },
            "trackingNumber": number.as_str(),
            "deletionControl": "DELETE_ALL_PACKAGES",
        });
        let answer: wire::Cancellation =
            self.client.call(Method::PUT, "/ship/v1/shipments/cancel", &body, None, Deed::Changes).await?;
        answer.outcome()
    }

    async fn track(&self, numbers: &[TrackingNumber]) -> Vec<Result<Tracked, CarrierError>> {
        let mut all = Vec::with_capacity(numbers.len());
        for asked in numbers.chunks(MOST_NUMBERS) {
            match self.tracked(asked).await {
                Ok(told) => all.extend(asked.iter().map(|number| told.of(number, &self.descriptor.id))),
                Err(error) => all.extend(asked.iter().map(|_| Err(error.clone()))),
            }
        }
        all
    }

    /// FedEx signs the raw body, and puts neither a time nor an id of the message beside it: the id is the body's digest.
    fn read_notice(&self, body: &[u8], signature: &str, _now: Timestamp) -> Result<Notice, CarrierError> {
        let bad = |why: &str| CarrierError::BadNotice(why.to_owned());
        // its guide speaks of base 64 and of hexadecimal; it is the same mark in either
        let marks: Vec<Vec<u8>> = [STANDARD.decode(signature.trim()).ok(), hex::decode(signature.trim()).ok()]
            .into_iter()
            .flatten()
            .collect();
        if !self.webhook_secret.has_signed(body, &marks) {
            return Err(bad("the signature does not fit"));
        }
        let told: tracking::Tracking = serde_json::from_slice(body).map_err(|error| bad(&error.to_string()))?;
        let tracked = told.numbers().iter().filter_map(|number| told.of(number, &self.descriptor.id).ok()).collect();
        Ok(Notice { id: hex::encode(Sha256::digest(body)), tracked })
    }
}
