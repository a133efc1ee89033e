//! What may happen to a payment, whichever provider it is at.

use super::rules::No;
use super::*;
use crate::gateway::page::tests::server;

fn till() -> Till {
    let till = Till::new(server("paypal"), &[]);
    let euros = Currency::read("EUR").unwrap();
    till.open(new_payment("P".into(), "A".into(), 10_000, euros));
    till
}

fn journal(till: &Till) -> Vec<(String, i64)> {
    let entries = till.server.journal.entries().into_iter();
    entries.map(|entry| (entry.kind, entry.amount_minor.unwrap_or(0))).collect()
}

#[test]
fn nothing_is_held_before_the_buyer_agrees_and_it_is_held_once() {
    let till = till();
    assert_eq!(till.hold("P"), Err(No::State(State::Waiting)));
    till.approve("P", None).unwrap();
    till.hold("P").unwrap();
    assert_eq!(till.hold("P"), Err(No::State(State::Held)));
    assert_eq!(journal(&till), [("authorised".to_owned(), 10_000)]);
}

#[test]
fn takings_and_givings_never_exceed_what_there_is() {
    let till = till();
    till.approve("P", None).unwrap();
    till.hold("P").unwrap();
    assert_eq!(till.take("P", 10_001, true), Err(No::TooMuch));
    till.take("P", 3_000, false).unwrap();
    assert_eq!(till.release("P"), Err(No::State(State::Held)), "a part of it was taken");
    till.take("P", 4_000, true).unwrap();
    assert_eq!(till.take("P", 1, true), Err(No::State(State::Taken)));
    till.give("P", 5_000, "one").unwrap();
    assert_eq!(till.give("P", 2_001, "two"), Err(No::TooMuch));
    let sums =
        [("authorised", 10_000), ("captured", 3_000), ("captured", 4_000), ("released", 3_000), ("refunded", 5_000)];
    assert_eq!(journal(&till), sums.map(|(kind, minor)| (kind.to_owned(), minor)));
}

#[test]
fn a_decline_moves_nothing_and_another_try_may_do() {
    let till = till();
    till.approve("P", Some("funds")).unwrap();
    assert_eq!(till.hold("P"), Err(No::Declined("funds".into())));
    till.approve("P", None).unwrap();
    assert_eq!(till.hold("P").unwrap().state, State::Held);
    assert_eq!(journal(&till).len(), 2);
}

#[test]
fn payments_survive_a_restart() {
    let directory = std::env::temp_dir().join(format!("till-{}", uuid::Uuid::new_v4()));
    let (memory, _) = crate::memory::Memory::open(&directory, "paypal").unwrap();
    let mut server = server("paypal");
    server.memory = memory;
    let till = Till::new(server, &[]);
    till.open(new_payment("P".into(), "A".into(), 10_000, Currency::read("EUR").unwrap()));
    till.approve("P", None).unwrap();
    till.hold("P").unwrap();
    let (_, remembered) = crate::memory::Memory::open(&directory, "paypal").unwrap();
    assert_eq!(
        Till::new(crate::gateway::page::tests::server("paypal"), &remembered).payment("P").unwrap().state,
        State::Held
    );
    std::fs::remove_dir_all(directory).unwrap();
}

#[test]
fn amounts_are_read_and_written_to_the_last_decimal() {
    assert_eq!(amounts::read("12.30", 2), Some(1230));
    assert_eq!(amounts::read("12", 0), Some(12));
    for (wrong, decimals) in [("12.3", 0), ("12.345", 2), ("", 2), ("-1.00", 2), ("1.", 2), ("1,00", 2)] {
        assert_eq!(amounts::read(wrong, decimals), None, "{wrong}");
    }
    assert_eq!(amounts::decimal(5, 2), "0.05");
    assert_eq!(amounts::decimal(1234, 0), "1234");
}
