//! Coupons: issued by the operator, claimed in the commit that writes an order down, released when nothing came of it.

use domain::{
    coupon::{Coupon, CouponSize, IssuedCoupon},
    guard,
    ids::{CouponCode, OrderNumber, VisitorId},
    money::Money,
    saga::{PartState, Phase, Saga},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{guarded, row, rows, run, values},
};

/// The use of a coupon by an order that is about to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponUse {
    /// The code.
    pub code: CouponCode,
    /// Who orders.
    pub visitor: VisitorId,
    /// A digest of the address for mails.
    pub mail: String,
    /// What it takes off.
    pub amount: Money,
}

const COLUMNS: &str = "code, kind, points, amount, currency, smallest_cart, valid_from, valid_until, most_uses, most_each, \
                       uses";

/// Issues a coupon; says `false`, with nothing changed, when its code is known.
pub async fn issue(tx: &Transaction, issued: &IssuedCoupon, now: Timestamp) -> Result<bool, StoreError> {
    let coupon = &issued.coupon;
    let (kind, points, amount) = match coupon.size {
        CouponSize::Points { points, cap } => ("points", points, cap),
        CouponSize::Amount { amount } => ("amount", 0, Some(amount)),
    };
    let currency = amount.or(coupon.smallest_cart).map_or("EUR", |money| money.currency.code());
    let sql = "INSERT INTO coupon (code, kind, points, amount, currency, smallest_cart, valid_from, valid_until, most_uses, \
               most_each, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
               ON CONFLICT (code) DO NOTHING";
    let minor = |money: Option<Money>| money.map(|money| money.minor);
    let count = |limit: Option<u32>| limit.map(i64::from);
    let bound = values![
        coupon.code.as_str(),
        kind,
        i64::from(points),
        minor(amount),
        currency,
        minor(coupon.smallest_cart),
        coupon.valid_from.0,
        coupon.valid_until.map(|until| until.0),
        count(issued.limit),
        count(issued.limit_each),
        now.0,
    ];
    Ok(run(tx, sql, bound).await? == 1)
}

/// The coupon of a code.
pub async fn find(db: &impl ConnectionTrait, code: &CouponCode) -> Result<Option<IssuedCoupon>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM coupon WHERE code = $1");
    row(db, &sql, values![code.as_str()]).await?.map(|row| read(&row)).transpose()
}

/// All coupons, the newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<IssuedCoupon>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM coupon ORDER BY created_at DESC, code");
    rows(db, &sql, values![]).await?.iter().map(read).collect()
}

/// How many orders of a visitor, or of an address for mails where one is known, use a coupon; the larger number.
pub async fn used_by(
    db: &impl ConnectionTrait,
    code: &CouponCode,
    visitor: &VisitorId,
    mail: Option<&str>,
) -> Result<u32, StoreError> {
    let sql = "SELECT CAST(COALESCE(MAX(uses), 0) AS BIGINT) FROM coupon_shopper \
               WHERE code = $1 AND shopper IN ($2, $3)";
    let (visitor, mail) = (by_visitor(visitor.as_str()), mail.map_or_else(String::new, by_mail));
    let found = row(db, sql, values![code.as_str(), visitor, mail]).await?;
    let uses: i64 = found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    document::count("uses of a coupon", uses)
}

/// The orders of a visitor that hold a coupon and are not paid yet.
pub async fn unpaid_of(
    db: &impl ConnectionTrait,
    code: &CouponCode,
    visitor: &VisitorId,
) -> Result<Vec<OrderNumber>, StoreError> {
    let sql = "SELECT coupon_use.order_number FROM coupon_use \
               JOIN \"order\" ON \"order\".number = coupon_use.order_number \
               WHERE coupon_use.code = $1 AND coupon_use.visitor = $2 AND coupon_use.state = 'claimed' \
                 AND \"order\".phase = 'awaiting_payment'";
    let found = rows(db, sql, values![code.as_str(), visitor.as_str()]).await?;
    let number = |row: QueryResult| document::parse("order number", &row.try_get_by_index::<String>(0)?);
    found.into_iter().map(number).collect()
}

/// The coupon that an order used, whether something came of the order or not.
pub async fn of_order(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Option<CouponCode>, StoreError> {
    let found = row(db, "SELECT code FROM coupon_use WHERE order_number = $1", values![order.as_str()]).await?;
    found.map(|row| document::parse("coupon code", &row.try_get_by_index::<String>(0)?)).transpose()
}

/// Claims a coupon for an order, in the transaction that opens it. The conditions are asked in the very statements that
/// count the use, so that however many come at once no more get it than may.
///
/// # Errors
/// [`StoreError::CouponGone`] when it was used as often as it may be, or does not count at this moment; nothing of the
/// transaction may be kept.
pub async fn claim(
    tx: &Transaction,
    order: &OrderNumber,
    claimed: &CouponUse,
    now: Timestamp,
) -> Result<(), StoreError> {
    let left = guarded("coupon.limit", "(most_uses IS NULL OR uses < most_uses)");
    let sql = format!(
        "UPDATE coupon SET uses = uses + 1 WHERE code = $1 AND {left} \
         AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)"
    );
    let code = claimed.code.as_str();
    if run(tx, &sql, values![code, now.0]).await? == 0 {
        return Err(StoreError::CouponGone);
    }
    let left = guarded(
        "coupon.each",
        "coupon_shopper.uses < COALESCE((SELECT most_each FROM coupon WHERE code = $1), 9223372036854775807)",
    );
    let sql = format!(
        "INSERT INTO coupon_shopper (code, shopper, uses) VALUES ($1, $2, 1) \
         ON CONFLICT (code, shopper) DO UPDATE SET uses = coupon_shopper.uses + 1 WHERE {left}"
    );
    for shopper in [by_visitor(claimed.visitor.as_str()), by_mail(&claimed.mail)] {
        if run(tx, &sql, values![code, shopper]).await? == 0 {
            return Err(StoreError::CouponGone);
        }
    }
    let sql = "INSERT INTO coupon_use (order_number, code, visitor, mail, amount, currency, state, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, 'claimed', $7)";
    let (amount, currency) = (claimed.amount.minor, claimed.amount.currency.code());
    let (visitor, mail) = (claimed.visitor.as_str(), claimed.mail.as_str());
    run(tx, sql, values![order.as_str(), code, visitor, mail, amount, currency, now.0]).await?;
    Ok(())
}

/// Releases the coupon of an order that has ended with nothing bought; the same again changes nothing.
pub(crate) async fn follow(tx: &Transaction, saga: &Saga, now: Timestamp) -> Result<(), StoreError> {
    let bought = saga.parts.iter().any(|part| part.state == PartState::Placed);
    if saga.phase != Phase::Done || bought || !guard::on("coupon.released") {
        return Ok(());
    }
    let sql = "UPDATE coupon_use SET state = 'released', released_at = $2 \
               WHERE order_number = $1 AND state = 'claimed' RETURNING code, visitor, mail";
    let Some(released) = row(tx, sql, values![saga.order.as_str(), now.0]).await? else { return Ok(()) };
    let text = |at| released.try_get_by_index::<String>(at);
    let (code, visitor, mail) = (text(0)?, text(1)?, text(2)?);
    run(tx, "UPDATE coupon SET uses = uses - 1 WHERE code = $1", values![code.as_str()]).await?;
    let sql = "UPDATE coupon_shopper SET uses = uses - 1 WHERE code = $1 AND shopper IN ($2, $3)";
    run(tx, sql, values![code, by_visitor(&visitor), by_mail(&mail)]).await?;
    Ok(())
}

fn by_visitor(visitor: &str) -> String {
    format!("visitor:{visitor}")
}

fn by_mail(digest: &str) -> String {
    format!("mail:{digest}")
}

fn read(row: &QueryResult) -> Result<IssuedCoupon, StoreError> {
    let currency: String = row.try_get_by_index(4)?;
    let money = |at| -> Result<Option<Money>, StoreError> {
        let minor: Option<i64> = row.try_get_by_index(at)?;
        minor.map(|minor| document::money(minor, &currency)).transpose()
    };
    let limit = |at| -> Result<Option<u32>, StoreError> {
        let limit: Option<i64> = row.try_get_by_index(at)?;
        limit.map(|limit| document::count("limit of a coupon", limit)).transpose()
    };
    let amount = money(3)?;
    let size = match row.try_get_by_index::<String>(1)?.as_str() {
        "points" => CouponSize::Points { points: document::count("points", row.try_get_by_index(2)?)?, cap: amount },
        _ => CouponSize::Amount { amount: amount.ok_or_else(|| StoreError::corrupt("coupon", "it has no amount"))? },
    };
    Ok(IssuedCoupon {
        coupon: Coupon {
            code: document::parse("coupon code", &row.try_get_by_index::<String>(0)?)?,
            size,
            smallest_cart: money(5)?,
            valid_from: Timestamp(row.try_get_by_index(6)?),
            valid_until: row.try_get_by_index::<Option<i64>>(7)?.map(Timestamp),
        },
        limit: limit(8)?,
        limit_each: limit(9)?,
        uses: document::count("uses of a coupon", row.try_get_by_index(10)?)?,
    })
}
