//! Which papers an order calls for, and what stands on each.

use super::{About, Buyer, Content, Issuer, Paper, PaperKind, PaperLine, TaxAtHome, lines};
use crate::{
    cart::Quantity,
    ids::MarketplaceId,
    money::{Money, MoneyError},
    order::{MarketplaceOrder, OrderView},
    saga::{PartState, Phase, Refund, RefundState},
};

/// Who sells a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller {
    /// The name.
    pub name: String,
    /// Whether that is us: goods of our own shelves, or bought and sold on. Everybody else invoices by themselves.
    pub is_us: bool,
}

/// The next paper that an order calls for and that was not issued yet.
///
/// Each part that was paid has an invoice where we sell and the rates of its goods are known, otherwise a receipt; each
/// refund that was carried out has a credit note or a receipt of its own.
///
/// # Errors
/// When an amount is of another currency than its order, or too large.
pub fn next(
    order: &OrderView,
    issuer: &Issuer,
    seller: impl Fn(&MarketplaceId) -> Seller,
    issued: &[Paper],
) -> Result<Option<Content>, MoneyError> {
    // An order whose buyer was erased gets no paper any more: there is nobody whom it could be for.
    if order.phase != Phase::Done || order.captured.is_zero() || order.details.name.is_empty() {
        return Ok(None);
    }
    let paid = order.parts.iter().filter(|part| matches!(part.state, PartState::Placed | PartState::Withdrawn));
    for part in paid.filter(|part| part.shown.total.minor > 0) {
        if charging(issued, part.part).is_none() {
            return charge(order, part, issuer, &seller(&part.marketplace)).map(Some);
        }
    }
    for refund in order.refunds.iter().filter(|refund| refund.state == RefundState::Refunded) {
        let is_new = |paper: &Paper| paper.content.refund.as_ref() != Some(&refund.id);
        if let Some(charged) = charging(issued, refund.part)
            && issued.iter().all(is_new)
        {
            return give_back(charged, refund, issued).map(Some);
        }
    }
    Ok(None)
}

/// The paper that charged a part.
fn charging(issued: &[Paper], part: u32) -> Option<&Paper> {
    issued.iter().find(|paper| paper.content.part == part && !paper.content.kind.gives_back())
}

fn charge(order: &OrderView, part: &MarketplaceOrder, issuer: &Issuer, seller: &Seller) -> Result<Content, MoneyError> {
    let is_invoiced = seller.is_us && part.items.iter().all(|item| item.tax_points.is_some());
    let kind = if is_invoiced { PaperKind::Invoice } else { PaperKind::Receipt };
    let none = Money::zero(part.shown.total.currency);
    let content = Content {
        kind,
        order: order.number.clone(),
        ordered_at: order.created_at,
        part: part.part,
        marketplace: part.marketplace.clone(),
        seller: seller.name.clone(),
        issuer: issuer.clone(),
        buyer: kind.is_kept_by_law().then(|| Buyer::from(&order.details)),
        lines: Vec::new(),
        taxes: Vec::new(),
        net: none,
        tax: none,
        total: none,
        method: order.payment_method.clone(),
        at_home: None,
        corrects: None,
        refund: None,
    };
    if !is_invoiced {
        return content.of_lines(lines::received(part)?);
    }
    let content = content.of_lines(lines::invoiced(part)?)?;
    let is_abroad = part.own.total.currency != part.shown.total.currency;
    let tax = lines::share(part.own.total, content.tax, part.shown.before_coupon());
    let at_home = is_abroad.then_some(TaxAtHome { tax, rate: part.rate });
    Ok(Content { at_home, ..content })
}

/// Gives back some of what a paper charged: each rate and each tax by its share of what is left of it, so that all that can
/// be given back takes exactly all of it.
fn give_back(charged: &Paper, refund: &Refund, issued: &[Paper]) -> Result<Content, MoneyError> {
    let of = &charged.content;
    let currency = of.total.currency;
    let before = || issued.iter().filter(|paper| paper.content.corrects == Some(charged.number));
    let left = lines::left(currency, &of.lines, before().flat_map(|paper| &paper.content.lines))?;
    let mut given_back = Vec::new();
    for ((points, (tax, gross)), amount) in left.iter().zip(lines::over(refund.amount, &left)) {
        let tax = lines::share(*tax, amount, *gross);
        if amount.is_zero() {
            continue;
        }
        given_back.push(PaperLine {
            about: About::GivenBack { reason: refund.reason },
            quantity: Quantity::ONE,
            discount: None,
            net: amount.minus(tax)?,
            tax_points: *points,
            tax,
            gross: amount,
        });
    }
    let content = Content {
        kind: of.kind.reverse(),
        corrects: Some(charged.number),
        refund: Some(refund.id.clone()),
        at_home: None,
        ..of.clone()
    };
    let content = content.of_lines(given_back)?;
    let Some(home) = of.at_home else { return Ok(content) };
    let back = |tax: Money, paper: &Paper| match paper.content.at_home {
        Some(home) => tax.minus(home.tax),
        None => Ok(tax),
    };
    let home_left = before().try_fold(home.tax, back)?;
    let tax_left = before().try_fold(of.tax, |tax, paper| tax.minus(paper.content.tax))?;
    let at_home = TaxAtHome { tax: lines::share(home_left, content.tax, tax_left), ..home };
    Ok(Content { at_home: Some(at_home), ..content })
}
