//! What is signed, and how dates and numbers are written. The calls themselves are tried against the practice world.

use domain::{ids::OrderNumber, time::Timestamp};

use super::{
    client::{in_china, to_sign},
    wire::{number, request_number, subject_of},
};
use crate::payments::Subject;

#[test]
fn parameters_are_signed_by_name_without_empty_ones() {
    let parameters = [("method", "alipay.trade.query"), ("app_id", "2026"), ("return_url", ""), ("charset", "utf-8")];
    assert_eq!(to_sign(parameters), "app_id=2026&charset=utf-8&method=alipay.trade.query");
}

#[test]
fn dates_are_those_of_china() {
    assert_eq!(in_china(Timestamp(1_795_248_000_000)), "2026-11-21 16:00:00");
    assert_eq!(in_china(Timestamp(1_795_282_200_000)), "2026-11-22 01:30:00");
}

#[test]
fn a_trade_number_leads_back_to_its_order() {
    let order: OrderNumber = "OC-7K3M-9Q2D".parse().unwrap();
    let subject = Subject::Order(order);
    assert_eq!(number(&subject), "OC_7K3M_9Q2D");
    assert_eq!(subject_of("OC_7K3M_9Q2D"), Some(subject));
}

#[test]
fn request_numbers_are_short_and_one_per_key() {
    let one = request_number("OC-7K3M-9Q2D:refund:1");
    assert_eq!(one, request_number("OC-7K3M-9Q2D:refund:1"));
    assert_ne!(one, request_number("OC-7K3M-9Q2D:refund:2"));
    assert!(one.len() <= 64 && one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
}
