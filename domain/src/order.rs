//! Orders: what a checkout became, how its parts travel, and what the shopper is told.

use serde::{Deserialize, Serialize};

use crate::{
    cart::Quantity,
    catalog::Picture,
    checkout::Details,
    ids::{CouponCode, ExternalId, MarketplaceId, OrderNumber, ProductRef},
    money::{Money, Rate},
    pricing::Amounts,
    saga::{PartState, Phase, Refund, RefundReason, RefundState},
    time::Timestamp,
};

/// What a shopper reads at the top of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Not paid, or not yet placed anywhere.
    Pending,
    /// Placed; nothing has left yet.
    Processing,
    /// At least one parcel is on its way.
    Shipped,
    /// Everything has arrived.
    Delivered,
    /// Nothing of it was bought.
    Cancelled,
}

impl OrderStatus {
    /// Its word in tables and texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How far the goods of one marketplace order have come. Later ones are further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The marketplace has the order.
    Placed,
    /// It is being packed.
    Processing,
    /// Handed to the carrier.
    Shipped,
    /// Under way.
    InTransit,
    /// With the driver.
    OutForDelivery,
    /// Arrived.
    Delivered,
    /// The marketplace cancelled it, or it came back.
    Cancelled,
}

impl Progress {
    /// All, from first to last.
    pub const ALL: [Self; 7] = [
        Self::Placed,
        Self::Processing,
        Self::Shipped,
        Self::InTransit,
        Self::OutForDelivery,
        Self::Delivered,
        Self::Cancelled,
    ];

    /// Its word in tables and texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::InTransit => "in_transit",
            Self::OutForDelivery => "out_for_delivery",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// The progress of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|progress| progress.word() == word)
    }

    /// Whether nothing more is to come.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Cancelled)
    }

    /// What is known after another report: never back, and nothing after the end.
    pub fn after(self, reported: Self) -> Self {
        if self.is_final() { self } else { self.max(reported) }
    }
}

/// Something that happened to a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingEvent {
    /// What the marketplace calls the event; the same event is told only once.
    pub external_id: String,
    /// How far the goods have come with it.
    pub progress: Progress,
    /// When it happened, as the marketplace says.
    pub at: Timestamp,
    /// The marketplace's or carrier's own words; may be empty.
    pub note: String,
}

/// How goods travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// The carrier's name.
    pub carrier: String,
    /// The number to ask the carrier with.
    pub tracking_number: String,
    /// The carrier's page about it; only `https` (or loopback `http`) addresses get here.
    pub tracking_url: Option<String>,
}

/// A bought line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// The product.
    pub product: ProductRef,
    /// The variant.
    pub variant: ExternalId,
    /// Its title when it was bought.
    pub title: String,
    /// What told the variant from its siblings.
    pub variant_title: String,
    /// The picture.
    pub picture: Option<Picture>,
    /// How many.
    pub quantity: Quantity,
    /// What one cost when it was bought, in the marketplace's currency.
    pub unit: Money,
    /// What the line cost, in the shopper's currency.
    pub shown: Money,
    /// What a coupon took off it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
    /// The tax on it in basis points, as it was when it was bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_points: Option<u32>,
}

/// The part of an order that one marketplace delivers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketplaceOrder {
    /// Its place in the order; the saga's part of the same number.
    pub part: u32,
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// How its placing stands.
    pub state: PartState,
    /// What the marketplace calls the order; one call may make several.
    pub marketplace_order_ids: Vec<String>,
    /// How far the goods have come, once placed.
    pub progress: Option<Progress>,
    /// The chosen way of delivery.
    pub delivery_title: String,
    /// When it should arrive at the latest.
    pub arrives_by: Option<Timestamp>,
    /// What the marketplace is paid, in its currency.
    pub own: Amounts,
    /// What the shopper pays, in the shopper's currency.
    pub shown: Amounts,
    /// The rate that the quote fixed.
    pub rate: Rate,
    /// What was bought.
    pub items: Vec<OrderItem>,
    /// How it travels.
    pub shipments: Vec<Shipment>,
    /// What happened, the oldest first.
    pub events: Vec<TrackingEvent>,
}

/// Money of an order that is given back, as its shopper sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    /// The part it was paid for and why it is given back; nothing where it was paid beside the order's own payment.
    pub of_part: Option<(u32, RefundReason)>,
    /// How much.
    pub amount: Money,
    /// How it stands.
    pub state: RefundState,
    /// Since when it stands so.
    pub at: Timestamp,
}

/// An order as its shopper sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// The number.
    pub number: OrderNumber,
    /// The status, derived from the parts.
    pub status: OrderStatus,
    /// How the checkout stands.
    pub phase: Phase,
    /// When it was made.
    pub created_at: Timestamp,
    /// Where it goes.
    pub details: Details,
    /// What was agreed to.
    pub total: Money,
    /// What was taken from the shopper.
    pub captured: Money,
    /// What was set free again of what had been authorised.
    pub released: Money,
    /// What was given back of what was taken.
    pub refunded: Money,
    /// Everything that was asked to be given back, the oldest first.
    pub refunds: Vec<Refund>,
    /// The same with everything that was paid beside the order's own payment, and when, the oldest first.
    pub given_back: Vec<GivenBack>,
    /// How it was paid, such as `card`.
    pub payment_method: String,
    /// The coupon that was used.
    #[serde(default)]
    pub coupon: Option<CouponCode>,
    /// Its parts.
    pub parts: Vec<MarketplaceOrder>,
}

impl OrderView {
    /// What a coupon takes off, in the smallest units: of what is bought once the order has ended, before that of all of it.
    pub fn taken_off(&self) -> i64 {
        let counts = |part: &&MarketplaceOrder| self.phase != Phase::Done || part.state == PartState::Placed;
        self.parts.iter().filter(counts).map(|part| part.shown.taken_off().minor).sum()
    }

    /// Whether it ended before anything was paid: given up, declined or too late. No marketplace was asked for its part.
    pub fn was_never_paid(&self) -> bool {
        self.phase == Phase::Done && self.parts.iter().all(|part| part.state == PartState::Waiting)
    }
}

/// One line in a list of orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSummary {
    /// The number.
    pub number: OrderNumber,
    /// The status.
    pub status: OrderStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// What was agreed to.
    pub total: Money,
    /// Its marketplaces.
    pub marketplaces: Vec<MarketplaceId>,
    /// A picture of its first item.
    pub picture: Option<Picture>,
    /// How many things it holds.
    pub item_count: u32,
}

/// Derives what the shopper reads from the parts. Parts that were refused or cancelled do not count while others go on.
pub fn status(phase: Phase, parts: impl IntoIterator<Item = (bool, Option<Progress>)>) -> OrderStatus {
    let (mut placed, mut moving, mut delivered, mut living) = (0, 0, 0, 0);
    for (is_placed, progress) in parts {
        if !is_placed {
            continue;
        }
        placed += 1;
        match progress.unwrap_or(Progress::Placed) {
            Progress::Cancelled => {}
            Progress::Delivered => {
                living += 1;
                delivered += 1;
            }
            Progress::Shipped | Progress::InTransit | Progress::OutForDelivery => {
                living += 1;
                moving += 1;
            }
            Progress::Placed | Progress::Processing => living += 1,
        }
    }
    match phase {
        Phase::AwaitingPayment => OrderStatus::Pending,
        Phase::Done if living == 0 => OrderStatus::Cancelled,
        _ if living > 0 && delivered == living => OrderStatus::Delivered,
        _ if moving + delivered > 0 => OrderStatus::Shipped,
        _ if placed > 0 => OrderStatus::Processing,
        _ => OrderStatus::Pending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_follows_from_the_parts() {
        use Progress as P;
        type Parts = &'static [(bool, Option<Progress>)];
        let cases: [(Phase, Parts, OrderStatus); 8] = [
            (Phase::AwaitingPayment, &[(false, None)], OrderStatus::Pending),
            (Phase::Placing, &[(false, None)], OrderStatus::Pending),
            (Phase::Done, &[(false, None)], OrderStatus::Cancelled),
            (Phase::Done, &[(true, None), (false, None)], OrderStatus::Processing),
            (Phase::Done, &[(true, Some(P::InTransit)), (true, Some(P::Placed))], OrderStatus::Shipped),
            (Phase::Done, &[(true, Some(P::Delivered)), (true, Some(P::Placed))], OrderStatus::Shipped),
            (Phase::Done, &[(true, Some(P::Delivered)), (true, Some(P::Cancelled))], OrderStatus::Delivered),
            (Phase::Done, &[(true, Some(P::Cancelled))], OrderStatus::Cancelled),
        ];
        for (phase, parts, expected) in cases {
            assert_eq!(status(phase, parts.iter().copied()), expected, "{phase:?} {parts:?}");
        }
    }

    #[test]
    fn progress_never_goes_back() {
        assert_eq!(Progress::InTransit.after(Progress::Processing), Progress::InTransit);
        assert_eq!(Progress::Delivered.after(Progress::Cancelled), Progress::Delivered);
    }
}
