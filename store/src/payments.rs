//! The payment of each order: what was asked, held, taken, set free.

use domain::{
    ids::{MethodId, OrderNumber},
    money::Money,
    saga::{self, RefundState, Saga},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::{
    StoreError, Transaction, document,
    orders::NewOrder,
    rows::payment::{self, Model},
    sql::{row, run, values},
};

/// A payment as we keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPayment {
    /// The order it is for.
    pub order: OrderNumber,
    /// Whose page it is made on.
    pub gateway: String,
    /// The gateway's page, once there is one.
    pub session: Option<String>,
    /// The address of that page.
    pub page_url: Option<String>,
    /// What the gateway calls the payment, once the amount is held.
    pub reference: Option<String>,
    /// How it stands, in the saga's word.
    pub status: String,
    /// What was asked: the total, and what the shopper allows beyond it for a replacement.
    pub amount: Money,
    /// What was held.
    pub held: Money,
    /// What was taken of it.
    pub captured: Money,
    /// What was set free of it.
    pub released: Money,
    /// What was given back of what was taken.
    pub refunded: Money,
    /// How it is paid.
    pub method: String,
    /// The saved method that pays it, where the shopper needs no page.
    pub saved_method: Option<MethodId>,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// Opens the payment of an order.
pub(crate) async fn open(tx: &Transaction, new: &NewOrder) -> Result<(), StoreError> {
    let (amount, now) = (new.saga.ceiling, new.at);
    let row = Model {
        order_number: new.saga.order.to_string(),
        gateway: new.gateway.clone(),
        session: None,
        page_url: None,
        reference: None,
        status: "awaited".to_owned(),
        amount: amount.minor,
        held: 0,
        captured: 0,
        released: 0,
        refunded: 0,
        currency: amount.currency.code().to_owned(),
        method: new.method.clone(),
        saved_method: new.saved_method.as_ref().map(MethodId::to_string),
        created_at: now.0,
        updated_at: now.0,
    };
    payment::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The payment of an order.
pub async fn of(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Option<StoredPayment>, StoreError> {
    payment::Entity::find_by_id(order.as_str()).one(db).await?.map(StoredPayment::try_from).transpose()
}

/// Keeps the page that the gateway opened.
pub async fn set_page(
    tx: &Transaction,
    order: &OrderNumber,
    session: &str,
    url: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE payment SET session = $2, page_url = $3, updated_at = $4 WHERE order_number = $1";
    run(tx, sql, values![order.as_str(), session, url, now.0]).await?;
    Ok(())
}

/// The order whose payment page this is.
pub async fn order_of_session(
    db: &impl ConnectionTrait,
    gateway: &str,
    session: &str,
) -> Result<Option<OrderNumber>, StoreError> {
    let sql = "SELECT order_number FROM payment WHERE gateway = $1 AND session = $2";
    let found = row(db, sql, values![gateway, session]).await?;
    found.map(|row| document::parse("order number", &row.try_get_by_index::<String>(0)?)).transpose()
}

/// Brings the payment's row up to what the saga knows of it.
pub(crate) async fn follow(tx: &Transaction, saga: &Saga, now: Timestamp) -> Result<(), StoreError> {
    use saga::Payment as P;
    let (status, reference, held, captured, released) = match &saga.payment {
        P::Awaited => ("awaited", None, 0, 0, 0),
        P::Authorised { reference, amount } => ("authorised", Some(reference), amount.minor, 0, 0),
        P::Capturing { reference, held, .. } => ("capturing", Some(reference), held.minor, 0, 0),
        P::Captured { reference, held, amount } => {
            ("captured", Some(reference), held.minor, amount.minor, held.minor.saturating_sub(amount.minor))
        }
        P::Releasing { reference, held } => ("releasing", Some(reference), held.minor, 0, 0),
        P::Released { reference, held } => ("released", Some(reference), held.minor, 0, held.minor),
        P::Abandoned => ("abandoned", None, 0, 0, 0),
    };
    let given_back = saga.refunds.iter().filter(|refund| refund.state == RefundState::Refunded);
    let refunded = Money::sum(saga.ceiling.currency, given_back.map(|refund| refund.amount))
        .map_err(|error| StoreError::corrupt("refunds", error))?
        .minor;
    let sql = "UPDATE payment SET status = $2, reference = $3, held = $4, captured = $5, released = $6, \
               refunded = $7, updated_at = $8 WHERE order_number = $1 AND (status <> $2 OR refunded <> $7)";
    let (order, reference) = (saga.order.as_str(), reference.cloned());
    run(tx, sql, values![order, status, reference, held, captured, released, refunded, now.0]).await?;
    Ok(())
}

impl TryFrom<Model> for StoredPayment {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let money = |minor| document::money(minor, &row.currency);
        Ok(Self {
            order: document::parse("order number", &row.order_number)?,
            amount: money(row.amount)?,
            held: money(row.held)?,
            captured: money(row.captured)?,
            released: money(row.released)?,
            refunded: money(row.refunded)?,
            gateway: row.gateway,
            session: row.session,
            page_url: row.page_url,
            reference: row.reference,
            status: row.status,
            method: row.method,
            saved_method: row.saved_method.map(|id| document::parse("saved method", &id)).transpose()?,
            created_at: Timestamp(row.created_at),
        })
    }
}
