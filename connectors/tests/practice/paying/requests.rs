//! What is paid in these tests.

use connectors::payments::{PaymentRequest, Subject};
use domain::{
    ids::OrderNumber,
    money::{Currency, Money},
    time::Timestamp,
};

/// The currency that a provider is tried in.
pub fn currency(slug: &str) -> Currency {
    if slug == "alipay" { Currency::Cny } else { Currency::Eur }
}

/// So much in the currency of a provider.
pub fn money(slug: &str, minor: i64) -> Money {
    Money::new(minor, currency(slug))
}

/// An order of 120.00 over two marketplaces.
pub fn order(slug: &str, number: u64) -> PaymentRequest {
    PaymentRequest {
        subject: Subject::Order(OrderNumber::from_bits(0x0007_3c0f_0000 + number)),
        amount: money(slug, 12_000),
        lines: vec![("Harbor & Pine".to_owned(), money(slug, 7_000)), ("Nomad Supply".to_owned(), money(slug, 5_000))],
        email: "amira@example.org".to_owned(),
        success_url: "http://shop.test/checkout/paid".to_owned(),
        cancel_url: "http://shop.test/checkout".to_owned(),
        expires_at: connectors::now().plus(30 * Timestamp::MINUTE),
    }
}

/// A top-up of the same amount.
pub fn top_up(slug: &str) -> PaymentRequest {
    let id = "TU-0123456789abcdef0123456789abcdef".parse().expect("an id");
    PaymentRequest { subject: Subject::TopUp(id), ..order(slug, 0) }
}

/// The key of whatever is done for a request.
pub fn key(request: &PaymentRequest) -> String {
    format!("{}:pay", request.subject.as_str())
}
