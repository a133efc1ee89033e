//! What must be true when a world has come to rest: our records, our books, the gateway's journal and the marketplaces'
//! journals tell the same story. The numbers are those of the invariants in `docs/RELIABILITY.md`.

use domain::{
    checkout::Policy,
    ledger::Account,
    money::Currency,
    saga::{Part, PartState, Payment, Phase, RefundState, Repeatable, Source, Stuck, SurplusState},
};

use super::{
    gateway::{Intent, Standing},
    worker::has_order,
    world::World,
};

/// Fails with words when something is not as it must be.
macro_rules! must {
    ($holds:expr, $($word:tt)*) => {
        if !$holds {
            return Err(format!($($word)*));
        }
    };
}

/// Checks a world at rest.
///
/// # Errors
/// With the first invariant that does not hold.
pub fn check(world: &World) -> Result<(), String> {
    books(world)?;
    end(world)?;
    parts(world)?;
    payments(world)?;
    refunds(world)
}

fn balance(world: &World, account: &Account, currency: Currency) -> i64 {
    let entries = world.database.books.iter().flat_map(|transaction| &transaction.entries);
    let of_account = entries.filter(|entry| entry.account == *account && entry.amount.currency == currency);
    of_account.map(|entry| entry.amount.minor).sum()
}

/// I1: debits are credits, and no wallet has less than nothing.
fn books(world: &World) -> Result<(), String> {
    must!(world.database.books.iter().all(|transaction| transaction.balances()), "I1: a transaction does not balance");
    if let Source::Wallet { wallet } = &world.database.saga.source {
        let free = -balance(world, &Account::Wallet(wallet.clone()), Currency::Eur);
        let held = -balance(world, &Account::Held(wallet.clone()), Currency::Eur);
        must!(world.in_wallet.minor + free >= 0, "I1: the wallet has less than nothing");
        must!(held >= 0, "I1: a wallet holds less than nothing");
    }
    Ok(())
}

/// I6: it ended, or a person was called.
fn end(world: &World) -> Result<(), String> {
    let (saga, alerts) = (&world.database.saga, &world.database.alerts);
    match saga.phase {
        Phase::Done => {}
        Phase::NeedsHuman => must!(!alerts.is_empty(), "I6: it needs a person and nobody was called"),
        phase => return Err(format!("I6: it rests in {phase:?}")),
    }
    for part in &saga.parts {
        let stranded = part.state == PartState::Stranded;
        must!(!stranded || alerts.contains(&Stuck::CancelRefused), "I6: a part is stranded and nobody was called");
    }
    for surplus in &saga.surplus {
        let called = alerts.contains(&Stuck::Surplus(surplus.reference.clone()));
        must!(surplus.state != SurplusState::Returning, "I6: a second payment is neither returned nor stuck");
        must!(surplus.state != SurplusState::Stuck || called, "I6: a second payment is stuck and nobody was called");
    }
    for refund in &saga.refunds {
        let called = alerts.contains(&Stuck::Refund(refund.id.clone()));
        must!(refund.state != RefundState::Asked, "I6: a refund is neither made nor refused");
        must!(refund.state != RefundState::Refused || called, "I6: a refund is refused and nobody was called");
    }
    Ok(())
}

/// I3 and I7: each marketplace has exactly the orders that we believe it has.
fn parts(world: &World) -> Result<(), String> {
    let saga = &world.database.saga;
    let rests = saga.phase == Phase::Done;
    for (number, part) in (0_u32..).zip(&saga.parts) {
        let (mut live, mut all) = (0, 0);
        for market in &world.markets {
            let found = market.orders_of(number);
            (live, all) = (live + found.0, all + found.1);
        }
        must!(all <= 1, "I3: part {number} has {all} orders at its marketplace");
        let told = match part.state {
            // Where a person has it in hand, a marketplace's taking back is theirs to see.
            PartState::Placed => live == 1 || !rests && all == 1,
            PartState::Stranded => all == 1,
            PartState::Refused { .. } | PartState::Cancelled | PartState::Withdrawn | PartState::Waiting => live == 0,
            PartState::Placing | PartState::InDoubt | PartState::Replacing { .. } | PartState::Cancelling => !rests,
        };
        // Even where a person has it in hand, every answer was heard and written down.
        let unheard = matches!(part.state, PartState::Placing | PartState::Replacing { .. });
        must!(!unheard, "I6: part {number} is {} and nobody asks", part.state.word());
        let excused = !rests && part.repeatable == Repeatable::Neither;
        must!(told || excused, "I7: part {number} is {} and its marketplace has {live} orders", part.state.word());
        let mut owed = 0;
        if has_order(&part.state) {
            owed = part.own.minor;
        }
        let payable = -balance(world, &Account::Payable(part.marketplace.clone()), part.own.currency);
        must!(payable == owed, "I7: part {number} is {} and we owe {payable}", part.state.word());
    }
    let borne = |part: &&Part| matches!(part.state, PartState::Placed | PartState::Cancelling);
    let taken_off: i64 = saga.parts.iter().filter(borne).filter_map(|part| part.discount).map(|off| off.minor).sum();
    let booked = balance(world, &Account::Promotions, Currency::Eur);
    must!(booked == taken_off, "I1: coupons took {taken_off} off what was bought and the books have {booked}");
    let orders: usize = world.markets.iter().map(|market| market.orders.len()).sum();
    let known: usize = (0_u32..)
        .zip(&saga.parts)
        .map(|(number, _)| world.markets.iter().map(|market| market.orders_of(number).1).sum::<usize>())
        .sum();
    must!(orders == known, "I7: {} orders at marketplaces belong to no part", orders - known);
    if rests && saga.policy == Policy::AllOrNothing {
        let placed = saga.parts.iter().filter(|part| part.state == PartState::Placed).count();
        let gone = |state: &PartState| matches!(state, PartState::Refused { .. } | PartState::Cancelled);
        let lost = saga.parts.iter().filter(|part| gone(&part.state)).count();
        must!(placed == 0 || lost == 0, "a part of all or nothing came and another did not");
    }
    Ok(())
}

/// I2, I3 and I7: exactly what was confirmed was taken once, and everything else was set free.
fn payments(world: &World) -> Result<(), String> {
    let saga = &world.database.saga;
    let confirmed: i64 = saga
        .parts
        .iter()
        .filter(|part| matches!(part.state, PartState::Placed | PartState::Withdrawn))
        .map(|part| part.shown.minor)
        .sum();
    let (own, taken) = match &saga.payment {
        Payment::Captured { reference, amount, .. } => (Some(reference), amount.minor),
        Payment::Awaited | Payment::Abandoned => (None, 0),
        Payment::Authorised { reference, .. }
        | Payment::Capturing { reference, .. }
        | Payment::Releasing { reference, .. }
        | Payment::Released { reference, .. } => (Some(reference), 0),
    };
    if let Payment::Captured { held, .. } | Payment::Authorised { amount: held, .. } = &saga.payment {
        must!(*held == saga.ceiling, "I2: {held} counts as paid and {} was asked for", saga.ceiling);
    }
    must!(taken <= saga.ceiling.minor, "I2: more was taken than was agreed to");
    if saga.phase == Phase::Done {
        must!(taken == confirmed, "I2: {taken} was taken and {confirmed} was confirmed");
        let owed = balance(world, &Account::Shoppers, Currency::Eur);
        must!(owed == 0, "I2: the books say that shoppers owe {owed}");
    }
    for intent in &world.gateway.intents {
        must!(intent.captures <= 1, "I3: {} was captured {} times", intent.reference, intent.captures);
        if own == Some(&intent.reference) {
            payment(world, intent, taken)?;
        } else {
            let called = world.database.alerts.contains(&Stuck::Surplus(intent.reference.clone()));
            let free = intent.standing == Standing::Released && intent.captured == 0;
            must!(free || called, "I2: {} was not asked for and is {:?}", intent.reference, intent.standing);
        }
    }
    wallet(world, taken)
}

fn payment(world: &World, intent: &Intent, taken: i64) -> Result<(), String> {
    let saga = &world.database.saga;
    if saga.phase == Phase::Done {
        let captured = intent.captured;
        must!(captured == taken, "I7: we say that {taken} was taken and the gateway says {captured}");
        let wanted = if taken > 0 { Standing::Captured } else { Standing::Released };
        must!(intent.standing == wanted, "I2: at rest the payment is {:?}", intent.standing);
    }
    let given_back: i64 = saga
        .refunds
        .iter()
        .filter(|refund| refund.state == RefundState::Refunded)
        .map(|refund| refund.amount.minor)
        .sum();
    let refunded = intent.refunded;
    must!(refunded == given_back, "I7: we say that {given_back} was given back and the gateway says {refunded}");
    let booked = balance(world, &Account::Gateway, Currency::Eur);
    must!(booked == taken - refunded, "I7: the books have {booked} at the gateway, it has {taken} - {refunded}");
    Ok(())
}

fn wallet(world: &World, taken: i64) -> Result<(), String> {
    let saga = &world.database.saga;
    let Source::Wallet { wallet } = &saga.source else { return Ok(()) };
    let held = -balance(world, &Account::Held(wallet.clone()), Currency::Eur);
    must!(saga.phase != Phase::Done || held == 0, "I2: at rest the wallet holds {held}");
    let given_back: i64 = saga.refunds.iter().map(|refund| refund.amount.minor).sum();
    let free = -balance(world, &Account::Wallet(wallet.clone()), Currency::Eur);
    must!(free + held == given_back - taken, "I2: the wallet moved by {}, not by {given_back} - {taken}", free + held);
    Ok(())
}

/// I3: no more is given back than was taken, of every part and of all; what was withdrawn is given back.
fn refunds(world: &World) -> Result<(), String> {
    let saga = &world.database.saga;
    let taken = match &saga.payment {
        Payment::Captured { amount, .. } => amount.minor,
        _ => 0,
    };
    let made = |part: Option<u32>| -> i64 {
        let counts = saga.refunds.iter().filter(|refund| refund.state != RefundState::Refused);
        counts.filter(|refund| part.is_none_or(|part| refund.part == part)).map(|refund| refund.amount.minor).sum()
    };
    must!(made(None) <= taken, "I3: {} was given back of {taken}", made(None));
    for (number, part) in (0_u32..).zip(&saga.parts) {
        let (back, paid) = (made(Some(number)), part.shown.minor);
        must!(back <= paid, "I3: {back} was given back of the {paid} of part {number}");
        let refused = saga.refunds.iter().any(|refund| refund.part == number && refund.state == RefundState::Refused);
        let whole = part.state != PartState::Withdrawn || refused || back == paid;
        must!(whole, "I2: part {number} was withdrawn and {back} of {paid} was given back");
    }
    Ok(())
}
