//! PayPal's objects field for field, as far as we read them, and what they mean to us.

use domain::money::Money;
use serde::Deserialize;

use super::requests::mark;
use crate::payments::{GatewayError, GatewayPayment, PageState, Subject, amounts};

#[derive(Deserialize)]
pub(super) struct Order {
    pub id: String,
    pub status: OrderStatus,
    #[serde(default)]
    intent: String,
    #[serde(default)]
    purchase_units: Vec<Unit>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum OrderStatus {
    #[serde(rename = "APPROVED")]
    Approved,
    #[serde(rename = "COMPLETED")]
    Completed,
    #[serde(rename = "VOIDED")]
    Voided,
    /// Created, or waiting for the shopper.
    #[serde(other)]
    Waiting,
}

#[derive(Deserialize)]
struct Unit {
    custom_id: Option<String>,
    amount: Option<Amount>,
    #[serde(default)]
    payments: Payments,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Payments {
    authorizations: Vec<Authorisation>,
    captures: Vec<Capture>,
    refunds: Vec<Refund>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: String,
}

/// Where a shopper agrees, among an object's links.
fn page(links: &[Link]) -> Option<String> {
    let web = |href: &str| href.starts_with("https://") || href.starts_with("http://");
    let agrees = |rel: &str| matches!(rel, "payer-action" | "approve");
    links.iter().find(|link| agrees(&link.rel) && web(&link.href)).map(|link| link.href.clone())
}

#[derive(Deserialize)]
pub(super) struct Amount {
    currency_code: String,
    value: String,
}

impl Amount {
    pub(super) fn money(&self) -> Result<Money, GatewayError> {
        amounts::read(&self.value, &self.currency_code)
    }
}

#[derive(Deserialize)]
pub(super) struct Authorisation {
    pub id: String,
    pub status: AuthorisationStatus,
    pub amount: Amount,
    pub custom_id: Option<String>,
    #[serde(default)]
    pub supplementary_data: Supplement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum AuthorisationStatus {
    Created,
    Captured,
    PartiallyCaptured,
    Denied,
    Voided,
    #[serde(other)]
    Other,
}

#[derive(Default, Deserialize)]
pub(super) struct Supplement {
    #[serde(default)]
    pub related_ids: Related,
}

#[derive(Default, Deserialize)]
pub(super) struct Related {
    pub order_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Capture {
    pub id: String,
    pub status: CaptureStatus,
    pub amount: Amount,
    pub custom_id: Option<String>,
    seller_receivable_breakdown: Option<Breakdown>,
    #[serde(default)]
    pub supplementary_data: Supplement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum CaptureStatus {
    Completed,
    PartiallyRefunded,
    Refunded,
    Declined,
    Failed,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Breakdown {
    paypal_fee: Option<Amount>,
}

impl Capture {
    /// What PayPal keeps, where it tells.
    pub(super) fn fee(&self) -> Option<Money> {
        let told = self.seller_receivable_breakdown.as_ref()?.paypal_fee.as_ref()?;
        told.money().ok().filter(|fee| fee.minor > 0)
    }

    fn counts(&self) -> bool {
        use CaptureStatus::{Completed, PartiallyRefunded, Refunded};
        matches!(self.status, Completed | PartiallyRefunded | Refunded)
    }
}

#[derive(Deserialize)]
pub(super) struct Refund {
    status: RefundStatus,
    amount: Option<Amount>,
    custom_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum RefundStatus {
    Completed,
    Pending,
    #[serde(alias = "CANCELLED")]
    Failed,
    #[serde(other)]
    Other,
}

impl Refund {
    /// What it came to; one under way is as good as made.
    pub(super) fn outcome(&self) -> Result<(), GatewayError> {
        match self.status {
            RefundStatus::Completed | RefundStatus::Pending => Ok(()),
            RefundStatus::Failed => Err(GatewayError::Refused("the refund failed".to_owned())),
            RefundStatus::Other => Err(GatewayError::Unknown("a refund in an unknown state".to_owned())),
        }
    }

    fn counts(&self) -> bool {
        matches!(self.status, RefundStatus::Completed | RefundStatus::Pending)
    }
}

impl Order {
    /// Whether the money is taken at once.
    pub(super) fn is_capture(&self) -> bool {
        self.intent == "CAPTURE"
    }

    /// Where the shopper approves it.
    pub(super) fn approval(&self) -> Option<String> {
        page(&self.links)
    }

    /// What it is for.
    pub(super) fn subject(&self) -> Option<Subject> {
        Subject::of(self.purchase_units.first()?.custom_id.as_deref()?)
    }

    /// The hold, in whatever state.
    pub(super) fn authorisation(&self) -> Option<&Authorisation> {
        self.purchase_units.first()?.payments.authorizations.last()
    }

    /// The hold, as long as nothing was done with it.
    pub(super) fn held(&self) -> Option<&Authorisation> {
        self.authorisation().filter(|held| held.status == AuthorisationStatus::Created)
    }

    /// What was taken, or is being taken.
    pub(super) fn taken(&self) -> Option<&Capture> {
        let failed = |capture: &&Capture| matches!(capture.status, CaptureStatus::Declined | CaptureStatus::Failed);
        self.purchase_units.first()?.payments.captures.iter().find(|capture| !failed(capture))
    }

    /// The refund that was made under a key.
    pub(super) fn refund_of(&self, key: &str) -> Option<&Refund> {
        let mark = mark(key);
        let refunds = &self.purchase_units.first()?.payments.refunds;
        refunds.iter().find(|refund| refund.custom_id.as_deref() == Some(mark.as_str()))
    }

    /// How the page of a completed order stands.
    pub(super) fn page_state(&self) -> Result<PageState, GatewayError> {
        let reference = self.id.clone();
        if let Some(held) = self.authorisation() {
            let amount = held.amount.money()?;
            return Ok(match held.status {
                AuthorisationStatus::Created => PageState::Authorised { reference, amount },
                AuthorisationStatus::Captured | AuthorisationStatus::PartiallyCaptured => {
                    PageState::Taken { reference, amount }
                }
                AuthorisationStatus::Denied | AuthorisationStatus::Voided => PageState::Expired,
                AuthorisationStatus::Other => PageState::Open,
            });
        }
        match self.taken() {
            Some(taken) if taken.counts() => Ok(PageState::Taken { reference, amount: taken.amount.money()? }),
            Some(_) => Ok(PageState::Open),
            None => Err(GatewayError::Unknown("a completed order without a payment".to_owned())),
        }
    }

    /// The order as a payment of PayPal's books.
    pub(super) fn booked(&self) -> Result<GatewayPayment, GatewayError> {
        let unit = self.purchase_units.first();
        let whole = unit.and_then(|unit| unit.amount.as_ref());
        let whole = whole.ok_or_else(|| GatewayError::Unknown("an order without an amount".to_owned()))?.money()?;
        let sum = |amounts: Vec<Result<Money, GatewayError>>| {
            let amounts = amounts.into_iter().collect::<Result<Vec<Money>, GatewayError>>()?;
            Money::sum(whole.currency, amounts).map_err(GatewayError::unknown)
        };
        let taken = unit.map_or(&[][..], |unit| &unit.payments.captures).iter().filter(|capture| capture.counts());
        let given = unit.map_or(&[][..], |unit| &unit.payments.refunds).iter().filter(|refund| refund.counts());
        Ok(GatewayPayment {
            reference: self.id.clone(),
            subject: self.subject(),
            held: sum(self.held().map(|held| held.amount.money()).into_iter().collect())?,
            captured: sum(taken.map(|capture| capture.amount.money()).collect())?,
            refunded: sum(given.filter_map(|refund| refund.amount.as_ref()).map(Amount::money).collect())?,
            is_free: self.authorisation().is_some_and(|held| held.status == AuthorisationStatus::Voided),
        })
    }
}

/// A token of the vault, or what may become one.
#[derive(Deserialize)]
pub(super) struct VaultToken {
    pub id: String,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub payment_source: VaultSource,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Default, Deserialize)]
pub(super) struct VaultSource {
    pub paypal: Option<VaultWallet>,
}

#[derive(Deserialize)]
pub(super) struct VaultWallet {
    pub email_address: Option<String>,
}

impl VaultToken {
    /// Where the shopper agrees to its being kept.
    pub(super) fn approval(&self) -> Option<String> {
        page(&self.links)
    }
}
