//! Orders as a whole: opened in one transaction with all that belongs to them, read back as their shopper sees them.

mod list;

use domain::{
    checkout::{Details, Policy},
    ids::{AccountId, Digest, MethodId, OrderNumber, PromotionId, SecretToken, VisitorId},
    locale::Locale,
    money::Money,
    order::{OrderStatus, OrderView},
    saga::{PartState, Phase, Saga},
    time::Timestamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QueryResult};

use crate::{
    StoreError, Transaction, accounts,
    coupons::{self, CouponUse},
    document,
    parts::{self, NewPart},
    payments, refunds,
    rows::{order, order::Column, promotion_use},
    sagas,
    sql::{row, rows, run, values},
};

pub use self::list::of_visitor;

/// An order that is about to be opened.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// Who orders.
    pub visitor: VisitorId,
    /// The signed-in user, by id; where it is left out, the account whose visitor it is.
    pub user: Option<String>,
    /// The digest of the token that opens the order for a guest; the token itself is never kept.
    pub authentication: Digest,
    /// What the shopper agreed to.
    pub validation: Digest,
    /// The correlation id that goes to every marketplace.
    pub relation: SecretToken,
    /// Who receives the goods.
    pub details: Details,
    /// The language of mails about it.
    pub locale: Locale,
    /// What is to be authorised.
    pub total: Money,
    /// Its parts, in the order of the saga's.
    pub parts: Vec<NewPart>,
    /// The gateway that takes the payment.
    pub gateway: String,
    /// How it is paid, such as `card`.
    pub method: String,
    /// The saved method that pays it, where one does.
    pub saved_method: Option<MethodId>,
    /// The saga as it begins.
    pub saga: Saga,
    /// The coupon it uses.
    pub coupon: Option<CouponUse>,
    /// What promotions take off, each.
    pub promotions: Vec<(PromotionId, Money)>,
    /// When it is opened.
    pub at: Timestamp,
}

/// What is known of an order beside what its shopper reads.
#[derive(Clone, Debug)]
pub struct OrderHead {
    /// The number.
    pub number: OrderNumber,
    /// Who ordered.
    pub visitor: VisitorId,
    /// The signed-in user, by id.
    pub user: Option<String>,
    /// The digest of the guest's token.
    pub authentication: Digest,
    /// What the shopper agreed to.
    pub validation: Digest,
    /// The correlation id.
    pub relation: SecretToken,
    /// Who receives the goods.
    pub details: Details,
    /// The language of mails about it.
    pub locale: Locale,
    /// What was agreed to.
    pub total: Money,
    /// What happens when a part is refused.
    pub policy: Policy,
    /// How the checkout stands.
    pub phase: Phase,
    /// The status.
    pub status: OrderStatus,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// Opens an order with its parts, items, payment and saga (version 1), and claims its coupon.
///
/// # Errors
/// [`StoreError::CouponGone`] when the coupon was used as often as it may be; nothing of the transaction may be kept.
pub async fn create(tx: &Transaction, new: &NewOrder) -> Result<(), StoreError> {
    let number = &new.saga.order;
    let row = order::Model {
        number: number.to_string(),
        visitor: new.visitor.to_string(),
        user_id: match &new.user {
            Some(user) => Some(user.clone()),
            None => accounts::of_visitor(tx, &new.visitor).await?.map(String::from),
        },
        authentication_token: new.authentication.to_string(),
        validation_token: new.validation.to_string(),
        relation_token: new.relation.to_string(),
        email: new.details.email.clone(),
        details: document::text(&new.details)?,
        locale: document::word(&new.locale)?,
        total_amount: new.total.minor,
        currency: new.total.currency.code().to_owned(),
        status: OrderStatus::Pending.word().to_owned(),
        policy: new.saga.policy.word().to_owned(),
        phase: document::word(&new.saga.phase)?,
        created_at: new.at.0,
        updated_at: new.at.0,
    };
    order::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    if let Some(used) = &new.coupon {
        coupons::claim(tx, number, used, new.at).await?;
    }
    if !new.promotions.is_empty() {
        let used = new.promotions.iter().map(|(promotion, off)| promotion_use::Model {
            order_number: number.to_string(),
            promotion: promotion.to_string(),
            amount: off.minor,
            currency: off.currency.code().to_owned(),
        });
        let used: Vec<_> = used.map(IntoActiveModel::into_active_model).collect();
        promotion_use::Entity::insert_many(used).exec_without_returning(tx).await?;
    }
    parts::add_all(tx, number, &new.parts).await?;
    payments::open(tx, new).await?;
    sagas::open(tx, &new.saga, new.at).await
}

/// What is known of an order.
pub async fn head(db: &impl ConnectionTrait, number: &OrderNumber) -> Result<Option<OrderHead>, StoreError> {
    order::Entity::find_by_id(number.as_str()).one(db).await?.map(OrderHead::try_from).transpose()
}

/// The newest order of a visitor that came of this agreement.
pub async fn find_by_validation(
    db: &impl ConnectionTrait,
    visitor: &VisitorId,
    validation: &Digest,
) -> Result<Option<OrderHead>, StoreError> {
    let found = order::Entity::find()
        .filter(Column::Visitor.eq(visitor.as_str()))
        .filter(Column::ValidationToken.eq(validation.as_str()))
        .order_by_desc(Column::CreatedAt)
        .one(db)
        .await?;
    found.map(OrderHead::try_from).transpose()
}

/// An order as its shopper sees it.
pub async fn view(db: &impl ConnectionTrait, number: &OrderNumber) -> Result<Option<OrderView>, StoreError> {
    let Some(head) = head(db, number).await? else {
        return Ok(None);
    };
    let payment = payments::of(db, number).await?;
    let payment = payment.ok_or_else(|| StoreError::corrupt("order", "it has no payment"))?;
    Ok(Some(OrderView {
        number: head.number,
        status: head.status,
        phase: head.phase,
        created_at: head.created_at,
        details: head.details,
        total: head.total,
        captured: payment.captured,
        released: payment.released,
        refunded: payment.refunded,
        refunds: refunds::of(db, number).await?,
        given_back: refunds::given_back(db, number).await?,
        payment_method: payment.method,
        coupon: coupons::of_order(db, number).await?,
        parts: parts::of(db, number).await?,
    }))
}

/// Puts a guest's order with an account; says whether it was still a guest's.
pub async fn claim(
    tx: &Transaction,
    number: &OrderNumber,
    visitor: &VisitorId,
    account: &AccountId,
) -> Result<bool, StoreError> {
    let sql = "UPDATE \"order\" SET visitor = $2, user_id = $3 WHERE number = $1 AND user_id IS NULL";
    Ok(run(tx, sql, values![number.as_str(), visitor.as_str(), account.as_str()]).await? == 1)
}

/// Puts a guest's orders that went to an address with an account; says how many there were.
pub async fn claim_of_guest(
    tx: &Transaction,
    guest: &VisitorId,
    email: &str,
    visitor: &VisitorId,
    account: &AccountId,
) -> Result<u64, StoreError> {
    let sql = "UPDATE \"order\" SET visitor = $3, user_id = $4 \
               WHERE visitor = $1 AND LOWER(email) = $2 AND user_id IS NULL";
    run(tx, sql, values![guest.as_str(), email, visitor.as_str(), account.as_str()]).await
}

/// Works the status out again after a part or the saga has moved.
pub(crate) async fn refresh_status(tx: &Transaction, number: &OrderNumber, now: Timestamp) -> Result<(), StoreError> {
    let phase = row(tx, "SELECT phase FROM \"order\" WHERE number = $1", values![number.as_str()]);
    match phase.await? {
        Some(phase) => show_phase(tx, number, &phase.try_get_by_index::<String>(0)?, now).await,
        None => Ok(()),
    }
}

/// Shows the phase of the saga, and the status that follows from it and from the parts.
pub(crate) async fn show_phase(
    tx: &Transaction,
    number: &OrderNumber,
    phase: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let parts = "SELECT state, progress FROM marketplace_order WHERE order_number = $1";
    let read = |row: QueryResult| -> Result<_, StoreError> {
        let (state, progress): (String, Option<String>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let progress = progress.map(|word| document::from_word("progress", &word)).transpose()?;
        Ok((state == PartState::Placed.word(), progress))
    };
    let parts = rows(tx, parts, values![number.as_str()]).await?;
    let parts = parts.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let status = domain::order::status(document::from_word("phase", phase)?, parts);
    let sql = "UPDATE \"order\" SET phase = $2, status = $3, updated_at = $4 \
               WHERE number = $1 AND (phase <> $2 OR status <> $3)";
    run(tx, sql, values![number.as_str(), phase, status.word(), now.0]).await?;
    Ok(())
}

impl TryFrom<order::Model> for OrderHead {
    type Error = StoreError;

    fn try_from(row: order::Model) -> Result<Self, StoreError> {
        Ok(Self {
            number: document::parse("order number", &row.number)?,
            visitor: document::parse("visitor", &row.visitor)?,
            user: row.user_id,
            authentication: document::parse("digest", &row.authentication_token)?,
            validation: document::parse("digest", &row.validation_token)?,
            relation: document::parse("token", &row.relation_token)?,
            details: document::read("details", &row.details)?,
            locale: document::from_word("locale", &row.locale)?,
            total: document::money(row.total_amount, &row.currency)?,
            policy: Policy::from_word(&row.policy).ok_or_else(|| StoreError::corrupt("policy", &row.policy))?,
            phase: document::from_word("phase", &row.phase)?,
            status: document::from_word("order status", &row.status)?,
            created_at: Timestamp(row.created_at),
        })
    }
}
