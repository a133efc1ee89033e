//! DHL Express: the MyDHL API for rates and shipments, and DHL's Unified Tracking API for where parcels are.
//!
//! Every call carries a `Message-Reference`. DHL writes it down and does not promise more, so the key of a booking is also the
//! shipment's reference, by which DHL can be asked whether it has one. There is no call that cancels a shipment: a waybill that
//! is not handed over costs nothing.

mod requests;
#[cfg(test)]
mod tests;
mod tracking;
mod wire;

use async_trait::async_trait;
use domain::{
    ids::CarrierId,
    saga::Repeatable,
    shipping::CarrierOffer,
    time::{Date, Timestamp},
};
use futures::future::join_all;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use super::{
    BookRequest, Booking, Cancelled, Carrier, CarrierError, Consignment, Descriptor, LabelProblem, LabelType, Notice,
    Secret, Tracked, TrackingNumber,
    reading::{self, Deed},
};
use crate::http::{self, Reach};

/// How many questions about parcels are open at once: the tracking API takes one number each and few a second.
const AT_ONCE: usize = 3;

/// How DHL is reached.
#[derive(Clone, Debug)]
pub struct DhlConfig {
    /// Our name for it.
    pub id: CarrierId,
    /// Where the MyDHL API lives, such as `https://express.api.dhl.com/mydhlapi`.
    pub express_url: String,
    /// Where the tracking API lives, such as `https://api-eu.dhl.com`.
    pub tracking_url: String,
    /// The name of the MyDHL API's client.
    pub username: String,
    /// Its password.
    pub password: Secret,
    /// The key of the tracking API.
    pub tracking_key: Secret,
    /// The account that pays.
    pub account: String,
    /// Which addresses may be called there.
    pub reach: Reach,
}

/// DHL Express as a carrier.
#[derive(Debug)]
pub struct Dhl {
    descriptor: Descriptor,
    http: http::Client,
    config: DhlConfig,
}

impl Dhl {
    /// A carrier with a pool of connections of its own.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(mut config: DhlConfig) -> Result<Self, reqwest::Error> {
        let descriptor = Descriptor {
            id: config.id.clone(),
            name: "DHL Express",
            repeatable: Repeatable::QueryableByReference,
            labels: &[LabelType::Pdf, LabelType::Zpl],
            signature_header: None,
        };
        for url in [&mut config.express_url, &mut config.tracking_url] {
            *url = url.trim_end_matches('/').to_owned();
        }
        Ok(Self { descriptor, http: http::Client::new(config.reach)?, config })
    }

    fn express(&self, request: http::Request) -> http::Request {
        request.basic_auth(&self.config.username, self.config.password.reveal())
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &serde_json::Value,
        key: Option<&str>,
        deed: Deed,
    ) -> Result<T, CarrierError> {
        let mut request = self.express(self.http.post(format!("{}/{path}", self.config.express_url)).json(body));
        if let Some(key) = key {
            request = request.header("message-reference", key);
        }
        let answer = reading::send(request, deed).await?;
        if answer.status.is_success() {
            return reading::read(&answer, deed);
        }
        let failure: wire::Failure = reading::read(&answer, deed)?;
        // rates answer "nothing goes there" as not found, with their reasons
        Err(failure.error())
    }

    /// The shipments whose reference is a booking's key.
    async fn by_reference(&self, key: &str, leaves: Date) -> Result<Vec<TrackingNumber>, CarrierError> {
        let day = |days: i64| Date::from_days(leaves.days() + days).to_string();
        let (from, to) = (day(-7), day(7));
        let asked = [
            ("shipmentReference", key),
            ("shipperAccountNumber", &self.config.account),
            ("dateRangeFrom", &from),
            ("dateRangeTo", &to),
            ("trackingView", "shipment-details-only"),
        ];
        let request = self.http.get(format!("{}/tracking", self.config.express_url)).query(&asked);
        let answer = reading::send(self.express(request), Deed::Asks).await?;
        match answer.status {
            StatusCode::NOT_FOUND => Ok(Vec::new()),
            status if status.is_success() => Ok(reading::read::<wire::Found>(&answer, Deed::Asks)?.numbers()),
            _ => Err(reading::read::<wire::Failure>(&answer, Deed::Asks)?.error()),
        }
    }

    async fn track_one(&self, number: &TrackingNumber) -> Result<Tracked, CarrierError> {
        let request = self.http.get(format!("{}/track/shipments", self.config.tracking_url));
        let request = request.query(&[("trackingNumber", number.as_str())]);
        let request = request.header("dhl-api-key", self.config.tracking_key.reveal());
        let answer = reading::send(request, Deed::Asks).await?;
        match answer.status {
            StatusCode::NOT_FOUND => Err(CarrierError::NotFound),
            status if status.is_success() => {
                reading::read::<tracking::Shipments>(&answer, Deed::Asks)?.of(number, &self.descriptor.id)
            }
            _ => Err(reading::read::<wire::Failure>(&answer, Deed::Asks)?.error()),
        }
    }
}

#[async_trait]
impl Carrier for Dhl {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    async fn rates(&self, consignment: &Consignment) -> Result<Vec<CarrierOffer>, CarrierError> {
        consignment.check()?;
        let body = requests::rates(&self.config.account, consignment);
        let told: wire::Rates = self.post("rates", &body, None, Deed::Asks).await?;
        Ok(told.offers(&self.descriptor.id, consignment.leaves))
    }

    async fn book(&self, request: &BookRequest) -> Result<Booking, CarrierError> {
        request.consignment.check()?;
        if !self.descriptor.labels.contains(&request.label) {
            return Err(CarrierError::NotSupported);
        }
        let body = requests::shipment(&self.config.account, request);
        let told: wire::Shipped = self.post("shipments", &body, Some(request.key.as_str()), Deed::Changes).await?;
        told.booking(request.label)
    }

    async fn find(&self, request: &BookRequest) -> Result<Option<Booking>, CarrierError> {
        let found = self.by_reference(request.key.as_str(), request.consignment.leaves).await?;
        Ok(found.into_iter().next().map(|number| Booking {
            handle: number.to_string(),
            tracking: vec![number],
            labels: Err(LabelProblem::Missing),
            price: None,
        }))
    }

    /// Nothing to call, but only as long as DHL has not seen the parcel.
    async fn cancel(&self, handle: &str) -> Result<Cancelled, CarrierError> {
        let number: TrackingNumber = handle.parse().map_err(|_| CarrierError::NotFound)?;
        match self.track_one(&number).await {
            Err(CarrierError::NotFound) => Ok(Cancelled::LeftUnused),
            Ok(tracked) if tracking::is_unseen(&tracked) => Ok(Cancelled::LeftUnused),
            Ok(_) => Err(CarrierError::Refused("it is on its way already".to_owned())),
            Err(error) => Err(error),
        }
    }

    async fn track(&self, numbers: &[TrackingNumber]) -> Vec<Result<Tracked, CarrierError>> {
        let mut all = Vec::with_capacity(numbers.len());
        for asked in numbers.chunks(AT_ONCE) {
            all.extend(join_all(asked.iter().map(|number| self.track_one(number))).await);
        }
        all
    }

    fn read_notice(&self, _body: &[u8], _signature: &str, _now: Timestamp) -> Result<Notice, CarrierError> {
        Err(CarrierError::NotSupported)
    }
}
