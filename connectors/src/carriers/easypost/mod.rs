//! EasyPost: many carriers behind one account. One of its shipments is one parcel, so ours is as many as it has parcels.
//!
//! A shipment bears our key as its reference and is bought once: a repeat finds the shipments that were bought before and buys
//! the others. The service of an offer names the carrier and its service, such as `USPS:Priority`.

mod client;
mod requests;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use domain::{
    ids::CarrierId,
    money::Money,
    saga::Repeatable,
    shipping::{CarrierOffer, Parcel},
    time::Timestamp,
};
use futures::future::join_all;
use serde_json::json;

use self::{
    client::Client,
    wire::{Event, Shipment},
};
use super::{
    BookRequest, Booking, BookingKey, Cancelled, Carrier, CarrierError, Consignment, Descriptor, Label, LabelProblem,
    LabelType, Notice, Secret, Tracked, TrackingNumber, reading::Deed,
};
use crate::http::Reach;

/// How many trackers are asked for at once.
const AT_ONCE: usize = 4;

/// What the signature header begins with.
const SCHEME: &str = "hmac-sha256-hex=";

/// How EasyPost is reached.
#[derive(Clone, Debug)]
pub struct EasypostConfig {
    /// Our name for it.
    pub id: CarrierId,
    /// Where its API lives, such as `https://api.easypost.com`.
    pub base_url: String,
    /// The key of the account.
    pub api_key: Secret,
    /// The secret under which it signs what it posts to us; empty where there is none.
    pub webhook_secret: Secret,
    /// Which addresses may be called there.
    pub reach: Reach,
}

/// EasyPost as a carrier.
#[derive(Debug)]
pub struct Easypost {
    descriptor: Descriptor,
    webhook_secret: Secret,
    client: Client,
}

impl Easypost {
    /// A carrier with a pool of connections of its own.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: EasypostConfig) -> Result<Self, reqwest::Error> {
        let descriptor = Descriptor {
            id: config.id.clone(),
            name: "EasyPost",
            repeatable: Repeatable::Idempotent,
            labels: &[LabelType::Pdf, LabelType::Png, LabelType::Zpl],
            signature_header: Some("x-hmac-signature"),
        };
        let webhook_secret = config.webhook_secret.clone();
        Ok(Self { descriptor, webhook_secret, client: Client::new(config)? })
    }

    /// A shipment of one parcel with what can be bought for it. Nothing is bought yet, so it does no harm twice.
    async fn open(
        &self,
        of: &Consignment,
        parcel: Parcel,
        booking: Option<(&BookRequest, &str)>,
    ) -> Result<Shipment, CarrierError> {
        let body = requests::shipment(of, parcel, booking);
        let shipment: Shipment = self.client.post(&["shipments"], &body, Deed::Asks).await?;
        shipment.check_address()?;
        Ok(shipment)
    }

    /// The shipment of a reference, or a new one.
    async fn opened(&self, request: &BookRequest, parcel: Parcel, place: usize) -> Result<Shipment, CarrierError> {
        let reference = reference(&request.key, place);
        match self.client.find::<Shipment>(&["shipments", &reference]).await? {
            Some(shipment) => Ok(shipment),
            None => self.open(&request.consignment, parcel, Some((request, &reference))).await,
        }
    }

    /// Buys the label of one parcel, unless that was done before.
    async fn bought(&self, request: &BookRequest, parcel: Parcel, place: usize) -> Result<Shipment, CarrierError> {
        let shipment = self.opened(request, parcel, place).await?;
        if shipment.is_bought() {
            return Ok(shipment);
        }
        let rate = shipment.rate_of(&request.service);
        let rate = rate.ok_or_else(|| CarrierError::Refused("the service is not offered any more".to_owned()))?;
        let body = json!({ "rate": { "id": rate } });
        self.client.post(&["shipments", &shipment.id, "buy"], &body, Deed::Changes).await
    }

    /// What was bought, put together; its labels are fetched from where EasyPost keeps them.
    async fn together(&self, shipments: &[Shipment], kind: LabelType) -> Result<Booking, CarrierError> {
        let tracking: Vec<TrackingNumber> = shipments.iter().filter_map(Shipment::tracking).collect();
        if tracking.len() != shipments.len() {
            return Err(CarrierError::Unknown("bought, but without a number".to_owned()));
        }
        let labels = join_all(shipments.iter().map(|shipment| self.label(shipment, kind))).await;
        let ids: Vec<&str> = shipments.iter().map(|shipment| shipment.id.as_str()).collect();
        let prices: Option<Vec<Money>> = shipments.iter().map(Shipment::price).collect();
        let price = prices.and_then(|prices| Money::sum(prices.first()?.currency, prices.iter().copied()).ok());
        Ok(Booking { handle: ids.join(","), tracking, labels: labels.into_iter().collect(), price })
    }

    async fn label(&self, shipment: &Shipment, kind: LabelType) -> Result<Label, LabelProblem> {
        let url = shipment.label_url(kind).ok_or(LabelProblem::Missing)?;
        Label::new(kind, self.client.fetch(url).await?)
    }

    async fn refund(&self, id: &str) -> Result<Cancelled, CarrierError> {
        let shipment: Shipment = self.client.post(&["shipments", id, "refund"], &json!({}), Deed::Changes).await?;
        shipment.refunded()
    }

    /// Gives back what was bought for the first parcels of a shipment that cannot be booked as a whole. What cannot be given
    /// back leaves the booking open: a repeat finds it.
    async fn give_back(&self, bought: &[Shipment], why: CarrierError) -> CarrierError {
        for shipment in bought {
            if let Err(error) = self.refund(&shipment.id).await {
                return CarrierError::Unknown(format!("{why}, and a parcel bought before stands: {error}"));
            }
        }
        why
    }

    async fn track_one(&self, number: &TrackingNumber) -> Result<Tracked, CarrierError> {
        let body = json!({ "tracker": { "tracking_code": number.as_str() } });
        // the same number again gives the same tracker again
        let tracker: wire::Tracker = self.client.post(&["trackers"], &body, Deed::Asks).await?;
        tracker.tracked(&self.descriptor.id).ok_or(CarrierError::NotFound)
    }
}

/// The reference of one parcel of a booking.
fn reference(key: &BookingKey, place: usize) -> String {
    format!("{key}-{}", place + 1)
}

#[async_trait]
impl Carrier for Easypost {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    async fn rates(&self, consignment: &Consignment) -> Result<Vec<CarrierOffer>, CarrierError> {
        consignment.check()?;
        let asked = consignment.parcels.iter().map(|parcel| self.open(consignment, *parcel, None));
        let told: Result<Vec<Shipment>, CarrierError> = join_all(asked).await.into_iter().collect();
        Ok(wire::offers(&told?, &self.descriptor.id, consignment.leaves))
    }

    async fn book(&self, request: &BookRequest) -> Result<Booking, CarrierError> {
        request.consignment.check()?;
        let mut bought = Vec::new();
        for (place, parcel) in request.consignment.parcels.iter().enumerate() {
            match self.bought(request, *parcel, place).await {
                Ok(shipment) => bought.push(shipment),
                Err(CarrierError::Unknown(why)) => return Err(CarrierError::Unknown(why)),
                // an earlier parcel may be bought while this one was not asked for at all: a repeat goes on from here
                Err(why) if bought.is_empty() => return Err(why),
                Err(why @ (CarrierError::Refused(_) | CarrierError::Address(_))) => {
                    return Err(self.give_back(&bought, why).await);
                }
                Err(why) => return Err(CarrierError::Unknown(why.to_string())),
            }
        }
        self.together(&bought, request.label).await
    }

    async fn find(&self, request: &BookRequest) -> Result<Option<Booking>, CarrierError> {
        let mut bought = Vec::new();
        for place in 0..request.consignment.parcels.len() {
            let reference = reference(&request.key, place);
            let known = self.client.find::<Shipment>(&["shipments", &reference]).await?;
            bought.extend(known.filter(Shipment::is_bought));
        }
        if bought.is_empty() {
            return Ok(None);
        }
        self.together(&bought, request.label).await.map(Some)
    }

    async fn cancel(&self, handle: &str) -> Result<Cancelled, CarrierError> {
        let mut outcome = Cancelled::Voided;
        for id in handle.split(',') {
            if self.refund(id).await? == Cancelled::Asked {
                outcome = Cancelled::Asked;
            }
        }
        Ok(outcome)
    }

    async fn track(&self, numbers: &[TrackingNumber]) -> Vec<Result<Tracked, CarrierError>> {
        let mut all = Vec::with_capacity(numbers.len());
        for asked in numbers.chunks(AT_ONCE) {
            all.extend(join_all(asked.iter().map(|number| self.track_one(number))).await);
        }
        all
    }

    /// EasyPost signs the raw body without a time: the same event again is known by its id.
    fn read_notice(&self, body: &[u8], signature: &str, _now: Timestamp) -> Result<Notice, CarrierError> {
        let bad = |why: &str| CarrierError::BadNotice(why.to_owned());
        let digits = signature.trim().strip_prefix(SCHEME).ok_or_else(|| bad("not the way it is signed"))?;
        let mark = hex::decode(digits).map_err(|_| bad("the signature is not hexadecimal"))?;
        if !self.webhook_secret.has_signed(body, &[mark]) {
            return Err(bad("the signature does not fit"));
        }
        let event: Event = serde_json::from_slice(body).map_err(|error| bad(&error.to_string()))?;
        event.notice(&self.descriptor.id)
    }
}
