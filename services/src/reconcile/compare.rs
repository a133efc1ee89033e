//! What two books say of the same payment, and what follows where they differ. Nothing here asks or waits.

use connectors::payments::GatewayPayment;
use domain::{
    ids::TopUpId,
    money::Money,
    saga::{Effect, Payment, Phase, RefundState, Saga, SurplusState},
};
use serde::{Deserialize, Serialize};

/// The ways in which books differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The gateway has money for an order that our books do not know.
    ChargeWithoutOrder,
    /// Our books have money that the gateway does not.
    OrderWithoutCharge,
    /// Both have money, and not the same amount.
    WrongAmount,
    /// A second payment of one order.
    DuplicateCharge,
    /// A payment that nobody told us of.
    PaymentUnheard,
    /// The gateway took the money, and our books do not have it yet.
    CaptureMissing,
    /// The gateway still holds what our books say is free.
    HoldLeftOver,
    /// What was given back is not the same.
    RefundMismatch,
    /// The gateway took a top-up that no wallet has.
    TopUpMissing,
    /// A marketplace has an order that our books say it refused or cancelled.
    OrderThoughtRefused,
    /// A marketplace does not have an order that our books say it has.
    OrderMissing,
    /// A marketplace has two orders for one part.
    DuplicateOrder,
    /// An order waits for work that does not exist.
    StuckOrder,
    /// An order needs a person, and none was called.
    NobodyCalled,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 14] = [
        Self::ChargeWithoutOrder,
        Self::OrderWithoutCharge,
        Self::WrongAmount,
        Self::DuplicateCharge,
        Self::PaymentUnheard,
        Self::CaptureMissing,
        Self::HoldLeftOver,
        Self::RefundMismatch,
        Self::TopUpMissing,
        Self::OrderThoughtRefused,
        Self::OrderMissing,
        Self::DuplicateOrder,
        Self::StuckOrder,
        Self::NobodyCalled,
    ];

    /// Its word in tables and texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::ChargeWithoutOrder => "charge-without-order",
            Self::OrderWithoutCharge => "order-without-charge",
            Self::WrongAmount => "wrong-amount",
            Self::DuplicateCharge => "duplicate-charge",
            Self::PaymentUnheard => "payment-unheard",
            Self::CaptureMissing => "capture-missing",
            Self::HoldLeftOver => "hold-left-over",
            Self::RefundMismatch => "refund-mismatch",
            Self::TopUpMissing => "top-up-missing",
            Self::OrderThoughtRefused => "order-thought-refused",
            Self::OrderMissing => "order-missing",
            Self::DuplicateOrder => "duplicate-order",
            Self::StuckOrder => "stuck-order",
            Self::NobodyCalled => "nobody-called",
        }
    }
}

/// What one side says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// How it stands there, in a word.
    pub standing: String,
    /// The amount it is about, where it is about one.
    pub amount: Option<Money>,
}

impl Side {
    pub(super) fn word(standing: &str) -> Self {
        Self { standing: standing.to_owned(), amount: None }
    }

    fn of(standing: &str, amount: Money) -> Self {
        Self { standing: standing.to_owned(), amount: Some(amount) }
    }
}

/// What both sides say of the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    /// Our books.
    pub ours: Side,
    /// The gateway's or marketplace's.
    pub theirs: Side,
}

/// How a discrepancy is put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mend {
    /// The order hears of the payment: it goes on, or gives it back.
    Hear(Money),
    /// The gateway is told to set it free.
    Release,
    /// The wallet is credited what was taken.
    Credit(TopUpId, Money),
    /// An effect is carried out whose outcome the order never heard of.
    Work(Effect),
    /// Only a person can tell.
    Person,
}

/// Where the two sides differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) kind: Kind,
    pub(super) sides: Sides,
    pub(super) mend: Mend,
}

fn differ(kind: Kind, ours: Side, theirs: Side, mend: Mend) -> Option<Difference> {
    Some(Difference { kind, sides: Sides { ours, theirs }, mend })
}

/// What the gateway says of a payment, against the order it is for; `None` where both agree.
///
/// The order must be at rest or without work: while something is under way the two may well differ.
pub(super) fn payment(saga: Option<&Saga>, theirs: &GatewayPayment) -> Option<Difference> {
    let there = standing(theirs);
    let Some(saga) = saga else {
        let kept = theirs.held.minor + theirs.captured.minor - theirs.refunded.minor;
        return if kept > 0 {
            differ(Kind::ChargeWithoutOrder, Side::word("unknown"), there, Mend::Person)
        } else {
            None
        };
    };
    if let Some(own) = own_reference(saga)
        && own == theirs.reference
    {
        return own_payment(saga, theirs, there);
    }
    second_payment(saga, theirs, there)
}

/// The payment that the order counts on.
fn own_payment(saga: &Saga, theirs: &GatewayPayment, there: Side) -> Option<Difference> {
    let reference = theirs.reference.clone();
    match &saga.payment {
        Payment::Awaited | Payment::Abandoned => None,
        Payment::Authorised { amount, .. } => {
            let ours = Side::of("authorised", *amount);
            match (theirs.captured.minor, theirs.held) {
                (0, held) if held == *amount => None,
                (0, held) if held.minor > 0 => differ(Kind::WrongAmount, ours, there, Mend::Person),
                (0, _) => differ(Kind::OrderWithoutCharge, ours, there, Mend::Person),
                _ => differ(Kind::CaptureMissing, ours, there, Mend::Person),
            }
        }
        Payment::Capturing { amount, .. } => {
            let ours = Side::of("capturing", *amount);
            let again = Mend::Work(Effect::Capture { reference, amount: *amount });
            match (theirs.captured, theirs.held.minor) {
                (taken, _) if taken == *amount && saga.phase == Phase::Settling => {
                    differ(Kind::CaptureMissing, ours, there, again)
                }
                (taken, _) if taken == *amount => differ(Kind::CaptureMissing, ours, there, Mend::Person),
                (taken, _) if taken.minor > 0 => differ(Kind::WrongAmount, ours, there, Mend::Person),
                (_, 0) => differ(Kind::OrderWithoutCharge, ours, there, Mend::Person),
                // It is being taken; whether somebody is at it is another question.
                _ => None,
            }
        }
        Payment::Captured { amount, .. } => {
            let ours = Side::of("captured", *amount);
            if theirs.captured.minor == 0 {
                return differ(Kind::OrderWithoutCharge, ours, there, Mend::Person);
            }
            if theirs.captured != *amount {
                return differ(Kind::WrongAmount, ours, there, Mend::Person);
            }
            refunds(saga, theirs)
        }
        Payment::Releasing { held, .. } | Payment::Released { held, .. } => {
            let freed = matches!(saga.payment, Payment::Released { .. });
            let ours = Side::of(if freed { "released" } else { "releasing" }, *held);
            if theirs.captured.minor > theirs.refunded.minor {
                return differ(Kind::WrongAmount, ours, there, Mend::Person);
            }
            if freed && theirs.held.minor > 0 {
                return differ(Kind::HoldLeftOver, ours, there, Mend::Release);
            }
            None
        }
    }
}

/// What was given back of the payment that the order counts on.
fn refunds(saga: &Saga, theirs: &GatewayPayment) -> Option<Difference> {
    let in_state = |state: RefundState| saga.refunds.iter().filter(move |refund| refund.state == state);
    let made: i64 = in_state(RefundState::Refunded).map(|refund| refund.amount.minor).sum();
    if made == theirs.refunded.minor {
        return None;
    }
    let ours = Side::of("refunded", Money::new(made, theirs.refunded.currency));
    let there = Side::of("refunded", theirs.refunded);
    // A refund that was asked for and made, and whose answer never reached the order: asking again is as good as once.
    let unheard = in_state(RefundState::Asked).find(|refund| made + refund.amount.minor == theirs.refunded.minor);
    let mend = unheard.map_or(Mend::Person, |refund| {
        let (id, reference) = (refund.id.clone(), theirs.reference.clone());
        Mend::Work(Effect::Refund { id, reference, amount: refund.amount })
    });
    differ(Kind::RefundMismatch, ours, there, mend)
}

/// A payment of the order beside the one it counts on, or the first that it hears of.
fn second_payment(saga: &Saga, theirs: &GatewayPayment, there: Side) -> Option<Difference> {
    let kept = Money::new(theirs.held.minor + theirs.captured.minor - theirs.refunded.minor, theirs.held.currency);
    if kept.minor <= 0 {
        return None;
    }
    if let Some(known) = saga.surplus.iter().find(|known| known.reference == theirs.reference) {
        let ours = |word| Side::of(word, known.amount);
        return match known.state {
            // A person was called already.
            SurplusState::Stuck => None,
            SurplusState::Returned if theirs.held.minor > 0 => {
                differ(Kind::HoldLeftOver, ours("returned"), there, Mend::Release)
            }
            SurplusState::Returned => differ(Kind::RefundMismatch, ours("returned"), there, Mend::Person),
            SurplusState::Returning => {
                let (reference, amount) = (known.reference.clone(), known.amount);
                let again = Mend::Work(Effect::ReturnSurplus { reference, amount });
                differ(Kind::DuplicateCharge, ours("returning"), there, again)
            }
        };
    }
    let first = matches!(saga.payment, Payment::Awaited | Payment::Abandoned);
    let ours = Side::word(if first { payment_word(saga) } else { "paid-otherwise" });
    let kind = if first { Kind::PaymentUnheard } else { Kind::DuplicateCharge };
    differ(kind, ours, there, Mend::Hear(kept))
}

/// What the gateway took for a top-up that is not in its wallet. A top-up of which our books know nothing is money
/// without an order.
pub(super) fn top_up(id: &TopUpId, is_known: bool, theirs: &GatewayPayment) -> Option<Difference> {
    if !is_known || theirs.captured.minor <= theirs.refunded.minor {
        return payment(None, theirs);
    }
    let mend = Mend::Credit(id.clone(), theirs.captured);
    differ(Kind::TopUpMissing, Side::word("awaited"), standing(theirs), mend)
}

/// The gateway knows nothing of the payment that an order counts on.
pub(super) fn missing(saga: &Saga) -> Option<Difference> {
    let ours = match &saga.payment {
        Payment::Authorised { amount, .. } => Side::of("authorised", *amount),
        Payment::Capturing { amount, .. } => Side::of("capturing", *amount),
        Payment::Captured { amount, .. } => Side::of("captured", *amount),
        Payment::Awaited | Payment::Abandoned | Payment::Releasing { .. } | Payment::Released { .. } => return None,
    };
    differ(Kind::OrderWithoutCharge, ours, Side::word("missing"), Mend::Person)
}

/// What the gateway calls the payment that an order counts on.
pub(super) fn own_reference(saga: &Saga) -> Option<&str> {
    match &saga.payment {
        Payment::Awaited | Payment::Abandoned => None,
        Payment::Authorised { reference, .. }
        | Payment::Capturing { reference, .. }
        | Payment::Captured { reference, .. }
        | Payment::Releasing { reference, .. }
        | Payment::Released { reference, .. } => Some(reference),
    }
}

fn payment_word(saga: &Saga) -> &'static str {
    if saga.payment == Payment::Abandoned { "abandoned" } else { "awaited" }
}

fn standing(theirs: &GatewayPayment) -> Side {
    if theirs.captured.minor > 0 {
        return Side::of("captured", theirs.captured);
    }
    if theirs.held.minor > 0 {
        return Side::of("held", theirs.held);
    }
    Side::word(if theirs.is_free { "free" } else { "open" })
}

#[cfg(test)]
mod tests {
    use domain::{checkout::Policy, money::Currency, saga};

    use super::*;

    fn euros(minor: i64) -> Money {
        Money::new(minor, Currency::Eur)
    }

    fn theirs(held: i64, captured: i64, refunded: i64) -> GatewayPayment {
        GatewayPayment {
            reference: "pi_1".into(),
            subject: None,
            held: euros(held),
            captured: euros(captured),
            refunded: euros(refunded),
            is_free: held == 0 && captured == 0,
        }
    }

    fn paid(payment: Payment, phase: Phase) -> Saga {
        let order = "OC-7K3M-9Q2D".parse().expect("an order number");
        Saga { payment, phase, ..saga::begin(order, Policy::KeepRest, euros(1000), Vec::new()) }
    }

    fn captured(minor: i64) -> Saga {
        let amount = euros(minor);
        paid(Payment::Captured { reference: "pi_1".into(), held: euros(1000), amount }, Phase::Done)
    }

    fn found(saga: &Saga, theirs: &GatewayPayment) -> Option<(Kind, Mend)> {
        payment(Some(saga), theirs).map(|difference| (difference.kind, difference.mend))
    }

    #[test]
    fn books_that_agree_differ_in_nothing() {
        assert_eq!(found(&captured(800), &theirs(0, 800, 0)), None);
        let held = Payment::Authorised { reference: "pi_1".into(), amount: euros(1000) };
        assert_eq!(found(&paid(held, Phase::Placing), &theirs(1000, 0, 0)), None);
        let released = Payment::Released { reference: "pi_1".into(), held: euros(1000) };
        assert_eq!(found(&paid(released, Phase::Done), &theirs(0, 0, 0)), None);
        assert_eq!(found(&paid(Payment::Abandoned, Phase::Done), &theirs(0, 0, 0)), None);
        assert_eq!(payment(None, &theirs(0, 500, 500)), None);
    }

    #[test]
    fn money_that_only_one_side_has_is_for_a_person() {
        let unknown = payment(None, &theirs(500, 0, 0)).expect("a difference");
        assert_eq!((unknown.kind, unknown.mend), (Kind::ChargeWithoutOrder, Mend::Person));
        assert_eq!(found(&captured(800), &theirs(0, 0, 0)), Some((Kind::OrderWithoutCharge, Mend::Person)));
        assert_eq!(found(&captured(800), &theirs(0, 700, 0)), Some((Kind::WrongAmount, Mend::Person)));
        assert_eq!(found(&captured(800), &theirs(0, 800, 100)), Some((Kind::RefundMismatch, Mend::Person)));
        assert_eq!(missing(&captured(800)).map(|difference| difference.kind), Some(Kind::OrderWithoutCharge));
    }

    #[test]
    fn an_order_hears_of_what_nobody_told_it() {
        let waits = paid(Payment::Awaited, Phase::AwaitingPayment);
        assert_eq!(found(&waits, &theirs(1000, 0, 0)), Some((Kind::PaymentUnheard, Mend::Hear(euros(1000)))));
        let second = GatewayPayment { reference: "pi_2".into(), ..theirs(0, 300, 0) };
        assert_eq!(found(&captured(800), &second), Some((Kind::DuplicateCharge, Mend::Hear(euros(300)))));
    }

    #[test]
    fn a_hold_of_an_order_at_rest_is_set_free_and_a_lost_capture_is_asked_for_again() {
        let released = Payment::Released { reference: "pi_1".into(), held: euros(1000) };
        let left = found(&paid(released, Phase::Done), &theirs(1000, 0, 0));
        assert_eq!(left, Some((Kind::HoldLeftOver, Mend::Release)));
        let (reference, amount) = ("pi_1".to_owned(), euros(800));
        let capturing = Payment::Capturing { reference: reference.clone(), held: euros(1000), amount };
        let lost = found(&paid(capturing, Phase::Settling), &theirs(0, 800, 0));
        assert_eq!(lost, Some((Kind::CaptureMissing, Mend::Work(Effect::Capture { reference, amount }))));
    }
}
