//! Shipments by themselves: booked once, moved on, called off, and remembered.

use super::book::{Book, Moved, NewShipment, Stage, Town};
use super::days::{date, later};
use super::rates::{Service, number};
use crate::memory::Remembered;

fn new(key: &str) -> NewShipment {
    NewShipment {
        key: Some(key.to_owned()),
        references: vec![format!("{key}-reference")],
        id: None,
        number_prefix: "79",
        digits: 10,
        parcels: 2,
        service: "GROUND".to_owned(),
        price_minor: 1_250,
        currency: "EUR".to_owned(),
        from: Town::default(),
        to: Town::default(),
        arrives: "2026-11-24".to_owned(),
        label: "PDF".to_owned(),
    }
}

#[test]
fn the_same_key_is_the_same_shipment() {
    let mut book = Book::default();
    let (first, is_new) = book.take_in(new("a"));
    assert!(is_new && first.numbers.len() == 2 && first.numbers[0].len() == 12);
    assert_eq!(book.take_in(new("a")), (first, false));
    assert!(book.take_in(new("b")).1);
    assert_eq!(book.all().len(), 2);
}

#[test]
fn a_shipment_moves_stage_by_stage_and_can_be_called_off_only_before() {
    let mut book = Book::default();
    let number = book.take_in(new("a")).0.numbers[1].clone();
    assert_eq!(book.advance(&number).unwrap().stage(), Stage::PickedUp);
    assert_eq!(book.call_off(&number), Err(Moved::TooLate));
    for _ in 0..3 {
        book.advance(&number).unwrap();
    }
    assert_eq!(book.advance(&number), Err(Moved::TooLate));
    let other = book.take_in(new("b")).0.numbers[0].clone();
    assert!(book.call_off(&other).unwrap().1 && !book.call_off(&other).unwrap().1);
    assert_eq!(book.advance(&other), Err(Moved::TooLate));
    assert!(book.by_reference("b-reference").is_empty() && book.by_reference("a-reference").len() == 1);
    assert_eq!(book.advance("none"), Err(Moved::Unknown));
}

#[test]
fn what_was_remembered_last_counts() {
    let mut book = Book::default();
    let number = book.take_in(new("a")).0.numbers[0].clone();
    let before = book.all();
    book.advance(&number).unwrap();
    let kept = [before, book.all()].concat();
    let kept: Vec<Remembered> = kept
        .iter()
        .map(|one| Remembered { kind: "shipment".to_owned(), value: serde_json::to_value(one).unwrap() })
        .collect();
    assert_eq!(Book::remembered(&kept).all(), book.all());
}

#[test]
fn dates_go_over_the_ends_of_months() {
    assert_eq!(later("2026-11-29", 3).as_deref(), Some("2026-12-02"));
    assert_eq!(later("2028-02-28", 1).as_deref(), Some("2028-02-29"));
    assert_eq!(date("2026-11-23T12:00:00 GMT+00:00"), Some("2026-11-23"));
    assert_eq!((date("2026-02-30"), date("soon")), (None, None));
}

#[test]
fn every_started_half_kilogram_counts_and_the_border_doubles() {
    let service = Service { code: "G", name: "Ground", base_minor: 500, half_kilogram_minor: 100, days: 3 };
    assert_eq!((service.price_minor(500, false), service.price_minor(501, false)), (600, 700));
    assert_eq!((service.price_minor(1, true), service.days(true)), (1_200, 5));
    assert_eq!(number(1_205).to_string(), "12.05");
}
