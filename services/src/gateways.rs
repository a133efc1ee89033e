//! The payment gateways of the shop, by name: what each can do, whether it answers, and which of them suits a cart. A
//! payment stays with the gateway that its page was opened at.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use connectors::payments::{
    PaymentGateway,
    capabilities::{Books, Wish},
};
use domain::{
    checkout::{PayMethod, PayOffer, Policy},
    ids::OrderNumber,
    money::Money,
};
use store::payments;

use crate::{ServiceError, Shop};

/// How long a gateway may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(3);

/// Every gateway that is set up, under the name that payments keep.
pub struct Gateways(BTreeMap<&'static str, Known>);

struct Known {
    gateway: Arc<dyn PaymentGateway>,
    /// As the last look found it; who was never looked at is believed.
    is_up: AtomicBool,
}

impl Gateways {
    /// Cards are taken here, and wallets are topped up.
    pub const CARDS: &str = "stripe";
    /// PayPal's name in payments.
    pub const PAYPAL: &str = "paypal";
    /// Alipay's name in payments.
    pub const ALIPAY: &str = "alipay";

    /// The one that takes cards; nobody else is needed.
    pub fn new(cards: Arc<dyn PaymentGateway>) -> Self {
        Self(BTreeMap::new()).with(Self::CARDS, cards)
    }

    /// These and another one.
    #[must_use]
    pub fn with(mut self, name: &'static str, gateway: Arc<dyn PaymentGateway>) -> Self {
        self.0.insert(name, Known { gateway, is_up: AtomicBool::new(true) });
        self
    }

    /// The name of who takes payments of a way; the wallet's are nobody's but ours.
    pub fn name_for(method: PayMethod) -> &'static str {
        match method {
            PayMethod::Card => Self::CARDS,
            PayMethod::PayPal => Self::PAYPAL,
            PayMethod::Alipay => Self::ALIPAY,
            PayMethod::Wallet => "wallet",
        }
    }

    /// The gateway of a name.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when none of that name is set up.
    pub fn of(&self, name: &str) -> Result<&Arc<dyn PaymentGateway>, ServiceError> {
        let known = self.0.get(name).ok_or_else(|| ServiceError::Unavailable(format!("the gateway {name}")))?;
        Ok(&known.gateway)
    }

    /// All of them with their names.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Arc<dyn PaymentGateway>)> {
        self.0.iter().map(|(name, known)| (*name, &known.gateway))
    }

    /// Those with a list of all their payments, which ours can be compared with.
    pub fn with_whole_books(&self) -> impl Iterator<Item = (&'static str, &Arc<dyn PaymentGateway>)> {
        self.all().filter(|(_, gateway)| gateway.can().books == Books::Whole)
    }

    /// The ways to pay so much on somebody's page. Less may come to be taken wherever one part may be refused and the
    /// others kept.
    pub fn offers(&self, amount: Money, country: &str, policy: Policy) -> Vec<PayOffer> {
        let wish = Wish { country, amount, may_shrink: policy != Policy::AllOrNothing };
        let offer = |method: PayMethod| {
            let known = self.0.get(Self::name_for(method))?;
            known.gateway.can().suits(&wish).ok()?;
            Some(PayOffer { method, is_up: known.is_up.load(Ordering::Relaxed) })
        };
        PayMethod::ALL.into_iter().filter_map(offer).collect()
    }

    /// The ways that a gateway would keep for a shopper, and whether it can now.
    pub fn keeping(&self) -> Vec<PayOffer> {
        let offer = |method: PayMethod| {
            let known = self.0.get(Self::name_for(method))?;
            let is_up = known.is_up.load(Ordering::Relaxed);
            known.gateway.can().saved_methods.then_some(PayOffer { method, is_up })
        };
        PayMethod::ALL.into_iter().filter_map(offer).collect()
    }

    /// Looks at each gateway in turn; says how many do not answer.
    pub(crate) async fn look(&self) -> usize {
        let mut silent = 0;
        for (name, known) in self.0.iter() {
            let answer = tokio::time::timeout(PATIENCE, known.gateway.is_up()).await;
            let is_up = matches!(answer, Ok(Ok(())));
            if known.is_up.swap(is_up, Ordering::Relaxed) != is_up {
                tracing::warn!(gateway = name, is_up, "a payment gateway came or went");
            }
            silent += usize::from(!is_up);
        }
        silent
    }
}

impl Shop {
    /// The gateway that has an order's payment.
    pub(crate) async fn gateway_of(&self, order: &OrderNumber) -> Result<Arc<dyn PaymentGateway>, ServiceError> {
        let payment = payments::of(self.store.reader(), order).await?.ok_or(ServiceError::NotFound)?;
        Ok(Arc::clone(self.gateways.of(&payment.gateway)?))
    }
}
