//! What an order is made of when it is written down: its parts, its saga, its token, and what the gateway's page says.

use connectors::payments::{PaymentRequest, Subject};
use domain::{
    cart::{Cart, Quantity},
    checkout::{Details, PayMethod, Policy},
    ids::{Digest, ExternalId, MarketplaceId, MethodId, OrderNumber, PromotionId, SecretToken, VisitorId, WalletId},
    locale::Locale,
    money::Money,
    order::{MarketplaceOrder, OrderItem},
    pricing::PartQuote,
    saga::{self, PartState},
    time::Timestamp,
    visit::Visit,
};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest as _, Sha256};
use store::{coupons::CouponUse, orders::NewOrder, parts::NewPart};

use crate::{
    Gateways, ServiceError, Shop,
    checkout::{LiveParts, QuotedPart},
    now,
    placing::remembered,
    replacing::saga_part,
};

/// For how long the gateway's page takes a payment; gateways want at least half an hour, on their own clock.
pub(crate) const PAGE_LIVES: i64 = 32 * Timestamp::MINUTE;

/// What an order is made of.
pub(crate) struct Plan {
    pub(crate) number: OrderNumber,
    pub(crate) details: Details,
    pub(crate) policy: Policy,
    pub(crate) ceiling: Money,
    pub(crate) total: Money,
    /// How it is paid.
    pub(crate) method: PayMethod,
    /// The saved method that pays, where one does.
    pub(crate) saved: Option<MethodId>,
    /// The wallet that pays, where one does.
    pub(crate) wallet: Option<WalletId>,
    pub(crate) cart: Cart,
    pub(crate) live: LiveParts,
    /// The coupon it uses.
    pub(crate) coupon: Option<CouponUse>,
    /// What promotions take off, each.
    pub(crate) promotions: Vec<(PromotionId, Money)>,
}

/// What the gateway has to know of an order.
pub(crate) struct Payable {
    pub(crate) number: OrderNumber,
    pub(crate) ceiling: Money,
    pub(crate) email: String,
    pub(crate) locale: Locale,
    /// Who sells, and for how much, in the shopper's currency.
    pub(crate) parts: Vec<(MarketplaceId, Money)>,
    pub(crate) at: Timestamp,
}

impl From<&NewOrder> for Payable {
    fn from(order: &NewOrder) -> Self {
        let part = |part: &NewPart| (part.order.marketplace.clone(), part.order.shown.total);
        Self {
            number: order.saga.order.clone(),
            ceiling: order.saga.ceiling,
            email: order.details.email.clone(),
            locale: order.locale,
            parts: order.parts.iter().map(part).collect(),
            at: order.at,
        }
    }
}

impl Shop {
    /// What the gateway is asked for: the same words whenever it is asked for the same order.
    pub(crate) fn payment_request(&self, order: &Payable) -> PaymentRequest {
        let registry = self.registry();
        let number = &order.number;
        let name = |id: &MarketplaceId| registry.get(id).map_or_else(String::new, |one| one.marketplace.name.clone());
        let mut lines: Vec<(String, Money)> = order.parts.iter().map(|(id, amount)| (name(id), *amount)).collect();
        let sum: i64 = lines.iter().map(|(_, amount)| amount.minor).sum();
        if order.ceiling.minor > sum {
            let reserve = Money::new(order.ceiling.minor - sum, order.ceiling.currency);
            lines.push((self.texts.get(order.locale, "pay-reserve"), reserve));
        }
        let page = |path: &str| format!("{}/{path}", self.settings.public_url);
        PaymentRequest {
            subject: Subject::Order(number.clone()),
            amount: order.ceiling,
            lines,
            email: order.email.clone(),
            success_url: page(&format!("order/{number}/confirmation")),
            cancel_url: page(&format!("checkout?cancelled={number}")),
            expires_at: order.at.plus(PAGE_LIVES),
        }
    }

    pub(crate) fn new_order(
        &self,
        visit: &Visit,
        visitor: &VisitorId,
        agreed: &Digest,
        plan: Plan,
    ) -> Result<NewOrder, ServiceError> {
        let registry = self.registry();
        let (mut parts, mut saga_parts) = (Vec::new(), Vec::new());
        let mut quoted_parts = plan.live.parts;
        if plan.policy == Policy::AllOrNothing {
            // Parts are placed in this order: whoever does not cancel comes last, when all others are sure.
            let cancels = |part: &QuotedPart| {
                registry.get(&part.quote.marketplace).is_some_and(|one| one.marketplace.capabilities.cancel)
            };
            quoted_parts.sort_by_key(|part| !cancels(part));
        }
        for (number, quoted) in (0..).zip(quoted_parts) {
            let one = registry.get(&quoted.quote.marketplace).ok_or(ServiceError::NotFound)?;
            saga_parts.push(saga_part(one, &quoted.quote));
            let items = items_of(&plan.cart, &quoted.quote);
            parts.push(new_part(number, quoted.quote, items, remembered(&quoted.request), quoted.session));
        }
        let number = plan.number;
        let token = self.order_token(&number);
        Ok(NewOrder {
            visitor: visitor.clone(),
            user: None,
            authentication: token_digest(&token),
            validation: agreed.clone(),
            relation: random_token(),
            details: plan.details,
            locale: visit.locale,
            total: plan.total,
            parts,
            gateway: Gateways::name_for(plan.method).to_owned(),
            method: plan.method.word().to_owned(),
            saved_method: plan.saved,
            saga: match plan.wallet {
                None => saga::begin(number, plan.policy, plan.ceiling, saga_parts),
                Some(wallet) => saga::begin(number, plan.policy, plan.ceiling, saga_parts).paid_from(wallet),
            },
            coupon: plan.coupon,
            promotions: plan.promotions,
            at: now(),
        })
    }

    /// The token that opens an order for whoever holds it: 128 bits that only this shop's secret can make.
    pub(crate) fn order_token(&self, order: &OrderNumber) -> SecretToken {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings.secret).expect("a key of any length will do");
        mac.update(b"order token ");
        mac.update(order.as_str().as_bytes());
        hex::encode(&mac.finalize().into_bytes()[..16]).parse().expect("16 bytes are 32 hexadecimal digits")
    }
}

/// The reference under which the house sets a part's goods aside.
pub(crate) fn house_reference(order: &OrderNumber, part: u32) -> String {
    format!("{order}:{part}")
}

pub(crate) fn house_lines(order: &NewOrder) -> Option<(String, Vec<(ExternalId, Quantity)>)> {
    let part = order.parts.iter().find(|part| part.order.marketplace.as_str() == crate::house::SLUG)?;
    let lines = part.order.items.iter().map(|item| (item.variant.clone(), item.quantity)).collect();
    Some((house_reference(&order.saga.order, part.order.part), lines))
}

fn items_of(cart: &Cart, quote: &PartQuote) -> Vec<OrderItem> {
    let items = quote.lines.iter().filter_map(|line| {
        let known = cart.lines.iter().find(|known| known.is_of(&line.product, &line.variant))?;
        Some(OrderItem {
            product: line.product.clone(),
            variant: line.variant.clone(),
            title: known.title.clone(),
            variant_title: known.variant_title.clone(),
            picture: known.picture.clone(),
            quantity: line.quantity,
            unit: line.unit,
            shown: line.shown,
            discount: line.discount,
            tax_points: Some(quote.tax_points),
        })
    });
    items.collect()
}

/// A part as it is written down, whether with its order or as the next best offer.
pub(crate) fn new_part(
    part: u32,
    quote: PartQuote,
    items: Vec<OrderItem>,
    request: serde_json::Value,
    session: serde_json::Value,
) -> NewPart {
    let delivery = quote.delivery().cloned();
    let latest = delivery.as_ref().map(|option| now().plus(i64::from(option.days_to) * Timestamp::DAY));
    let order = MarketplaceOrder {
        part,
        marketplace: quote.marketplace,
        state: PartState::Waiting,
        marketplace_order_ids: Vec::new(),
        progress: None,
        delivery_title: delivery.map_or_else(String::new, |option| option.title),
        arrives_by: latest,
        own: quote.own,
        shown: quote.shown,
        rate: quote.rate,
        items,
        shipments: Vec::new(),
        events: Vec::new(),
    };
    NewPart { order, session, request }
}

/// 128 random bits.
fn random_token() -> SecretToken {
    hex::encode(rand::rng().random::<[u8; 16]>()).parse().expect("16 bytes are 32 hexadecimal digits")
}

/// What is kept of a token that opens something.
pub(crate) fn token_digest(token: &SecretToken) -> Digest {
    hex::encode(Sha256::digest(token.as_str())).parse().expect("a SHA-256 digest has 64 hexadecimal digits")
}
