//! One discrepancy of each kind, planted through the gateway's and the marketplaces' own doors, or by a hand in our
//! tables where no door leads to it.

use std::{future::Future, pin::Pin};

use connectors::payments::PaymentGateway;
use domain::{
    ids::OrderNumber,
    money::{Currency, Money},
    saga::{Effect, PartState, Payment, Phase, Refusal, Saga},
};
use rand::{Rng, rngs::StdRng};
use services::reconcile::Kind;
use store::{
    parts::{self, Placed},
    reconciliations::{Finding, FindingState},
};

use super::stage::{Bought, Stage};
use crate::Problem;

/// Something that is wrong, and what is to become of it.
pub struct Planted {
    pub kind: Kind,
    /// The order it is about; a top-up has none.
    pub order: Option<OrderNumber>,
    pub subject: String,
    pub becomes: FindingState,
}

impl Planted {
    /// Whether a finding is about this.
    pub fn is(&self, finding: &Finding) -> bool {
        let about = &finding.about;
        about.kind == self.kind.word() && about.order.as_deref() == self.order.as_ref().map(OrderNumber::as_str)
    }

    fn of(kind: Kind, order: OrderNumber, becomes: FindingState) -> Self {
        Self { kind, subject: order.to_string(), order: Some(order), becomes }
    }
}

type Plant = for<'a> fn(&'a Stage, &'a mut StdRng) -> Pin<Box<dyn Future<Output = Result<Planted, Problem>> + 'a>>;

/// Every kind, once.
pub const PLANTS: [Plant; 14] = [
    |stage, dice| Box::pin(charge_without_order(stage, dice)),
    |stage, dice| Box::pin(order_without_charge(stage, dice)),
    |stage, dice| Box::pin(wrong_amount(stage, dice)),
    |stage, dice| Box::pin(duplicate_charge(stage, dice)),
    |stage, dice| Box::pin(payment_unheard(stage, dice)),
    |stage, dice| Box::pin(capture_missing(stage, dice)),
    |stage, dice| Box::pin(hold_left_over(stage, dice)),
    |stage, dice| Box::pin(refund_mismatch(stage, dice)),
    |stage, dice| Box::pin(top_up_missing(stage, dice)),
    |stage, dice| Box::pin(order_thought_refused(stage, dice)),
    |stage, dice| Box::pin(order_missing(stage, dice)),
    |stage, dice| Box::pin(duplicate_order(stage, dice)),
    |stage, dice| Box::pin(stuck_order(stage, dice)),
    |stage, dice| Box::pin(nobody_called(stage, dice)),
];

/// Somebody paid for an order that our books have never seen.
async fn charge_without_order(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let order = OrderNumber::from_bits(dice.random());
    stage.pay_behind(&order, dice).await?;
    Ok(Planted::of(Kind::ChargeWithoutOrder, order, FindingState::Raised))
}

/// Our books believe in a payment that the gateway has never seen.
async fn order_without_charge(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let (Bought { order, .. }, _) = stage.to_the_page(dice, None).await?;
    let reference = format!("pi_{:032x}", dice.random::<u128>());
    stage
        .tamper(&order, |saga| {
            let amount = saga.ceiling;
            saga.payment = Payment::Captured { reference, held: amount, amount };
            saga.phase = Phase::Done;
        })
        .await?;
    Ok(Planted::of(Kind::OrderWithoutCharge, order, FindingState::Raised))
}

/// Our books have another amount than the gateway took.
async fn wrong_amount(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.bought(dice, None).await?;
    let less = dice.random_range(1..100);
    stage
        .tamper(&order, |saga| {
            if let Payment::Captured { amount, .. } = &mut saga.payment {
                amount.minor -= less;
            }
        })
        .await?;
    Ok(Planted::of(Kind::WrongAmount, order, FindingState::Raised))
}

/// The same order is paid on a second page.
async fn duplicate_charge(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.bought(dice, None).await?;
    stage.pay_behind(&order, dice).await?;
    Ok(Planted::of(Kind::DuplicateCharge, order, FindingState::Repaired))
}

/// The gateway's message never comes.
async fn payment_unheard(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.paid(dice, None).await?;
    Ok(Planted::of(Kind::PaymentUnheard, order, FindingState::Repaired))
}

/// The gateway took the money; the answer, and the work that would ask again, are lost.
async fn capture_missing(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.heard(dice, None).await?;
    let capture = loop {
        stage.shop.carry_out("proof").await?;
        match stage.saga(&order).await? {
            Saga { phase: Phase::Settling, payment: Payment::Capturing { reference, amount, .. }, .. } => {
                break Effect::Capture { reference, amount };
            }
            Saga { phase: Phase::Placing, .. } => {}
            saga => return Err(format!("{order} is {:?} before its capture", saga.phase).into()),
        }
    };
    let Effect::Capture { reference, amount } = &capture else { return Err("no capture".into()) };
    stage.gateway.capture(reference, *amount, &capture.key(&order)).await?;
    stage.lose_work(&order).await?;
    Ok(Planted::of(Kind::CaptureMissing, order, FindingState::Repaired))
}

/// Our books say that the hold is free; it is not.
async fn hold_left_over(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.heard(dice, None).await?;
    stage
        .tamper(&order, |saga| {
            if let Payment::Authorised { reference, amount } = saga.payment.clone() {
                saga.payment = Payment::Released { reference, held: amount };
            }
            saga.parts.iter_mut().for_each(|part| part.state = PartState::Cancelled);
            saga.phase = Phase::Done;
        })
        .await?;
    Ok(Planted::of(Kind::HoldLeftOver, order, FindingState::Repaired))
}

/// Somebody gave money back in the gateway's own window.
async fn refund_mismatch(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.bought(dice, None).await?;
    let Payment::Captured { reference, amount, .. } = stage.saga(&order).await?.payment else {
        return Err(format!("{order} was not captured").into());
    };
    let back = Money::new(dice.random_range(1..=amount.minor), amount.currency);
    stage.gateway.refund(&reference, back, &format!("outside:{order}")).await?;
    Ok(Planted::of(Kind::RefundMismatch, order, FindingState::Raised))
}

/// A top-up is paid, and nobody tells.
async fn top_up_missing(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let visit = stage.visit(dice)?;
    let amount = Money::new(dice.random_range(20..100) * 100, Currency::Eur);
    let page = stage.shop.top_up(&visit, amount).await?;
    stage.pay(&page).await?;
    Ok(Planted { kind: Kind::TopUpMissing, order: None, subject: page, becomes: FindingState::Repaired })
}

/// The marketplace has what our books say it refused. The house can still call it off; the others keep it.
async fn order_thought_refused(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let seller = super::stage::SELLERS[dice.random_range(0..super::stage::SELLERS.len())];
    let Bought { order, .. } = stage.bought(dice, Some(seller)).await?;
    stage.tamper(&order, |saga| saga.parts[0].state = PartState::Refused { reason: Refusal::Other }).await?;
    let sql =
        format!("UPDATE marketplace_order SET state = 'refused', refusal = 'other' WHERE order_number = '{order}'");
    stage.books.run(&sql).await?;
    let becomes = if seller == "shelf" { FindingState::Repaired } else { FindingState::Raised };
    Ok(Planted::of(Kind::OrderThoughtRefused, order, becomes))
}

/// Our books name an order that the marketplace has never seen.
async fn order_missing(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.bought(dice, Some("nomad")).await?;
    rename(stage, &order, dice.random_range(7_000_000..8_000_000)).await?;
    Ok(Planted::of(Kind::OrderMissing, order, FindingState::Raised))
}

/// The marketplace has two orders: the one our books name, and the one that came of the part's own session.
async fn duplicate_order(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.bought(dice, Some("nomad")).await?;
    let part = parts::one(stage.shop.store().reader(), &order, 0).await?.ok_or("an order without parts")?;
    let first = part.order.marketplace_order_ids.first().ok_or("a placed part without an id")?;
    let market = stage.world.markets.iter().find(|market| market.server.slug == "nomad").ok_or("no nomad")?;
    let twin: u64 = dice.random_range(8_000_000..9_000_000);
    let mut known = market.orders.by_session(first).ok_or("the marketplace does not know its own order")?;
    known.detail["order"]["id"] = twin.into();
    let session = Some(twin.to_string());
    market.orders.put(sandbox::orders::Order { id: format!("twin-{twin}"), session, reference: None, ..known });
    rename(stage, &order, twin).await?;
    Ok(Planted::of(Kind::DuplicateOrder, order, FindingState::Raised))
}

/// Has our books call the marketplace's order by another id.
async fn rename(stage: &Stage, order: &OrderNumber, id: u64) -> Result<(), Problem> {
    let part = parts::one(stage.shop.store().reader(), order, 0).await?.ok_or("an order without parts")?;
    let mut handle = part.handle.ok_or("a placed part without a handle")?;
    handle["id"] = id.into();
    let placed = Placed { ids: vec![id.to_string()], handle, next_poll_at: connectors::now().plus(3_600_000) };
    let order = order.clone();
    let renamed = stage.shop.store().write(move |tx| {
        let placed = placed.clone();
        let order = order.clone();
        Box::pin(async move { parts::set_placed(tx, &order, 0, &placed).await })
    });
    Ok(renamed.await?)
}

/// The work of a paid order is lost.
async fn stuck_order(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.heard(dice, None).await?;
    stage.lose_work(&order).await?;
    Ok(Planted::of(Kind::StuckOrder, order, FindingState::Repaired))
}

/// An order needs a person, and the call for one is lost.
async fn nobody_called(stage: &Stage, dice: &mut StdRng) -> Result<Planted, Problem> {
    let Bought { order, .. } = stage.heard(dice, None).await?;
    stage.tamper(&order, |saga| saga.phase = Phase::NeedsHuman).await?;
    Ok(Planted::of(Kind::NobodyCalled, order, FindingState::Raised))
}
