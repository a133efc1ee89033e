//! The gateway against recorded answers, played back by a server that also writes down what it was asked.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::StatusCode,
    response::IntoResponse,
};
use domain::money::Currency;

use super::*;
use crate::payments::Subject;

const OPEN: &str = include_str!("fixtures/session_open.json");
const COMPLETE: &str = include_str!("fixtures/session_complete.json");
const EXPIRED: &str = include_str!("fixtures/session_expired.json");
const HELD: &str = include_str!("fixtures/intent_held.json");
const CAPTURED: &str = include_str!("fixtures/intent_captured.json");
const CANCELED: &str = include_str!("fixtures/intent_canceled.json");
const NO: &str = include_str!("fixtures/unexpected_state.json");
const REFUND: &str = include_str!("fixtures/refund.json");
const REFUNDS: &str = include_str!("fixtures/refunds.json");
const COMPLETED: &str = include_str!("fixtures/event_completed.json");

#[derive(Clone, Default)]
struct Tape {
    answers: Arc<Mutex<VecDeque<(u16, &'static str)>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Tape {
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// A gateway whose counterpart gives these answers, one after the other.
async fn gateway<const N: usize>(answers: [(u16, &'static str); N]) -> (StripeGateway, Tape) {
    let tape = Tape { answers: Arc::new(Mutex::new(answers.into())), ..Tape::default() };
    let router = Router::new().fallback(play).with_state(tape.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let config = StripeConfig {
        base_url,
        secret_key: "sk_test_1".into(),
        webhook_secret: "whsec_1".into(),
        reach: Reach::Anywhere,
    };
    (StripeGateway::new(config).unwrap(), tape)
}

async fn play(State(tape): State<Tape>, request: Request) -> impl IntoResponse {
    let (parts, body) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    assert_eq!(header("authorization"), "Bearer sk_test_1");
    let body = String::from_utf8(to_bytes(body, 100_000).await.unwrap().to_vec()).unwrap();
    let asked = [parts.method.to_string(), parts.uri.to_string(), header("idempotency-key"), body];
    tape.asked.lock().unwrap().push(asked.join(" ").trim().to_owned());
    let (status, answer) = tape.answers.lock().unwrap().pop_front().unwrap_or((500, "the tape has ended"));
    (StatusCode::from_u16(status).unwrap(), answer)
}

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn request() -> PaymentRequest {
    PaymentRequest {
        subject: Subject::Order("OC-7K3M-9Q2D".parse().unwrap()),
        amount: euros(12_000),
        lines: vec![("Harbor & Sons".into(), euros(7_000)), ("Nomad".into(), euros(5_000))],
        email: "amira@example.org".into(),
        success_url: "http://127.0.0.1:3000/checkout/paid".into(),
        cancel_url: "http://127.0.0.1:3000/checkout".into(),
        expires_at: Timestamp(1_795_251_600_000),
    }
}

#[tokio::test]
async fn a_page_authorises_the_whole_order_under_one_key() {
    let (gateway, tape) = gateway([(200, OPEN)]).await;
    let page = gateway.open_page(&request(), "OC-7K3M-9Q2D:page").await.unwrap();
    let url = "https://checkout.example.com/c/pay/cs_test_a1".to_owned();
    assert_eq!(page, PaymentPage { session: "cs_test_a1".into(), url });
    let asked = tape.asked().remove(0);
    assert!(asked.starts_with("POST /v1/checkout/sessions OC-7K3M-9Q2D:page mode=payment&"), "{asked}");
    for part in [
        "client_reference_id=OC-7K3M-9Q2D",
        "payment_intent_data%5Bcapture_method%5D=manual",
        "expires_at=1795251600",
        "line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=7000",
        "line_items%5B1%5D%5Bprice_data%5D%5Bproduct_data%5D%5Bname%5D=Nomad",
    ] {
        assert!(asked.contains(part), "{part} is missing in {asked}");
    }
}

#[tokio::test]
async fn a_top_up_is_taken_at_once_and_says_so() {
    let (gateway, tape) = gateway([(200, OPEN)]).await;
    let id: domain::ids::TopUpId = "TU-0123456789abcdef0123456789abcdef".parse().unwrap();
    let top_up = PaymentRequest { subject: Subject::TopUp(id.clone()), email: String::new(), ..request() };
    gateway.open_page(&top_up, "key").await.unwrap();
    let asked = tape.asked().remove(0);
    assert!(asked.contains("capture_method%5D=automatic") && asked.contains(&format!("top_up%5D={id}")), "{asked}");
    assert!(!asked.contains("customer_email"));
    let paid = COMPLETED.replace("OC-7K3M-9Q2D", id.as_str()).replace("\"unpaid\"", "\"paid\"");
    let header = format!("t=1795248000,v1={}", signed(&paid, 1_795_248_000));
    let notice = gateway.read_notice(paid.as_bytes(), &header, Timestamp(1_795_248_000_000)).unwrap();
    assert_eq!(notice.subject, Some(Subject::TopUp(id)));
    assert_eq!(notice.page, Some(PageState::Taken { reference: "pi_1".into(), amount: euros(12_000) }));
}

#[tokio::test]
async fn lines_that_do_not_add_up_never_reach_the_gateway() {
    let (gateway, tape) = gateway([]).await;
    let wrong = PaymentRequest { amount: euros(12_001), ..request() };
    let refused = gateway.open_page(&wrong, "key").await;
    assert!(matches!(refused, Err(GatewayError::Refused(_))));
    assert!(matches!(gateway.page_state("../refunds").await, Err(GatewayError::Refused(_))));
    assert_eq!(tape.asked().len(), 0);
}

#[tokio::test]
async fn a_page_stands_as_the_payment_behind_it() {
    let held = PageState::Authorised { reference: "pi_1".into(), amount: euros(12_000) };
    let taken = PageState::Taken { reference: "pi_1".into(), amount: euros(12_000) };
    for (answers, expected) in [
        ([(200, OPEN), (500, "")], PageState::Open),
        ([(200, EXPIRED), (500, "")], PageState::Expired),
        ([(200, COMPLETE), (200, HELD)], held.clone()),
        ([(200, COMPLETE), (200, CAPTURED)], taken),
        ([(200, COMPLETE), (200, CANCELED)], PageState::Expired),
    ] {
        assert_eq!(gateway(answers).await.0.page_state("cs_test_a1").await, Ok(expected));
    }
}

#[tokio::test]
async fn closing_a_page_that_was_just_paid_tells_so() {
    let (gateway, tape) = gateway([(400, NO), (200, COMPLETE), (200, HELD)]).await;
    let state = gateway.close_page("cs_test_a1").await.unwrap();
    assert_eq!(state, PageState::Authorised { reference: "pi_1".into(), amount: euros(12_000) });
    assert!(tape.asked()[0].starts_with("POST /v1/checkout/sessions/cs_test_a1/expire"));
}

#[tokio::test]
async fn capturing_says_what_was_taken_also_when_it_was_taken_before() {
    let (first, tape) = gateway([(200, CAPTURED)]).await;
    let taken = Captured { amount: euros(7_000), fee: None };
    assert_eq!(first.capture("pi_1", euros(7_000), "key").await, Ok(taken));
    let expand = "expand%5B%5D=latest_charge.balance_transaction";
    assert_eq!(tape.asked(), [format!("POST /v1/payment_intents/pi_1/capture key amount_to_capture=7000&{expand}")]);
    let told = CAPTURED.replace(
        "\"ch_1\"",
        r#"{"id": "ch_1", "balance_transaction": {"id": "txn_1", "fee": 130, "currency": "eur"}}"#,
    );
    let (with_fee, _) = gateway([(200, told.leak() as &str)]).await;
    let fee = Some(euros(130));
    assert_eq!(with_fee.capture("pi_1", euros(7_000), "key").await, Ok(Captured { fee, ..taken }));
    let later = CAPTURED.replace("\"ch_1\"", r#"{"id": "ch_1", "balance_transaction": null}"#);
    let (not_told, _) = gateway([(200, later.leak() as &str)]).await;
    assert_eq!(not_told.capture("pi_1", euros(7_000), "key").await, Ok(taken));
    let (again, _) = gateway([(400, NO), (200, CAPTURED)]).await;
    assert_eq!(again.capture("pi_1", euros(7_000), "key").await, Ok(taken));
    let (gone, _) = gateway([(400, NO), (200, CANCELED)]).await;
    assert!(matches!(gone.capture("pi_1", euros(7_000), "key").await, Err(GatewayError::Refused(_))));
    let (lost, _) = gateway([(502, ""), (200, CAPTURED)]).await;
    assert_eq!(lost.capture("pi_1", euros(7_000), "key").await, Ok(taken));
    let (not_yet, _) = gateway([(502, ""), (200, HELD)]).await;
    assert!(matches!(not_yet.capture("pi_1", euros(7_000), "key").await, Err(GatewayError::Unknown(_))));
}

#[tokio::test]
async fn what_is_free_already_counts_as_released() {
    let (first, _) = gateway([(200, CANCELED)]).await;
    assert_eq!(first.release("pi_1", "key").await, Ok(()));
    let (again, _) = gateway([(400, NO), (200, CANCELED)]).await;
    assert_eq!(again.release("pi_1", "key").await, Ok(()));
    let (taken, _) = gateway([(400, NO), (200, CAPTURED)]).await;
    assert!(matches!(taken.release("pi_1", "key").await, Err(GatewayError::Refused(_))));
}

#[tokio::test]
async fn a_refund_made_before_is_known_by_its_key() {
    let key = "OC-7K3M-9Q2D:refund:1";
    let (first, _) = gateway([(200, REFUND)]).await;
    assert_eq!(first.refund("pi_1", euros(2_500), key).await, Ok(()));
    let (again, _) = gateway([(400, NO), (200, REFUNDS)]).await;
    assert_eq!(again.refund("pi_1", euros(2_500), key).await, Ok(()));
    let (other, _) = gateway([(400, NO), (200, REFUNDS)]).await;
    let refused = other.refund("pi_1", euros(2_500), "OC-7K3M-9Q2D:refund:2").await;
    assert!(matches!(refused, Err(GatewayError::Refused(_))));
}

const BOOK: &str = r#"{"object": "list", "has_more": true, "data": [
    {"id": "pi_3", "status": "requires_capture", "amount": 12000, "amount_capturable": 12000, "amount_received": 0,
     "currency": "eur", "metadata": {"order": "OC-7K3M-9Q2D"}}]}"#;
const BOOK_END: &str = r#"{"object": "list", "has_more": false, "data": [
    {"id": "pi_2", "status": "succeeded", "amount": 9000, "amount_capturable": 0, "amount_received": 7000,
     "currency": "eur", "metadata": {}}]}"#;
const GIVEN: &str = r#"{"object": "list", "has_more": false, "data": [
    {"id": "re_2", "payment_intent": "pi_2", "amount": 500, "status": "failed"},
    {"id": "re_1", "payment_intent": "pi_2", "amount": 2500, "status": "succeeded"}]}"#;

#[tokio::test]
async fn the_books_are_read_to_their_last_page_with_what_was_given_back() {
    let (gateway, tape) = gateway([(200, BOOK), (200, BOOK_END), (200, GIVEN)]).await;
    let books = gateway.payments_since(Timestamp(1_795_248_000_999)).await.unwrap();
    let payment = |reference: &str, order: Option<&str>, held, captured, refunded| GatewayPayment {
        reference: reference.into(),
        subject: order.and_then(Subject::of),
        held: euros(held),
        captured: euros(captured),
        refunded: euros(refunded),
        is_free: false,
    };
    let held = payment("pi_3", Some("OC-7K3M-9Q2D"), 12_000, 0, 0);
    assert_eq!(books, [held, payment("pi_2", None, 0, 7_000, 2_500)]);
    assert_eq!(tape.asked()[1], "GET /v1/payment_intents?created%5Bgte%5D=1795248000&limit=100&starting_after=pi_3");
}

#[tokio::test]
async fn a_payment_that_is_not_in_the_books_is_none_and_a_broken_answer_is_not() {
    let (missing, _) = gateway([(404, NO)]).await;
    assert_eq!(missing.payment("pi_9").await, Ok(None));
    let (broken, _) = gateway([(500, "")]).await;
    assert!(matches!(broken.payment("pi_9").await, Err(GatewayError::Unknown(_))));
}

#[tokio::test]
async fn without_a_certain_answer_nothing_is_certain() {
    for answer in [(500, ""), (503, NO), (409, NO), (429, NO), (302, ""), (200, "{"), (200, OPEN)] {
        let (gateway, _) = gateway([answer]).await;
        let outcome = gateway.capture("pi_1", euros(7_000), "key").await;
        assert!(matches!(outcome, Err(GatewayError::Unknown(_))), "{answer:?}: {outcome:?}");
    }
    let config = StripeConfig {
        base_url: "http://127.0.0.1:1".into(),
        secret_key: "sk_test_1".into(),
        webhook_secret: "whsec_1".into(),
        reach: Reach::Anywhere,
    };
    let gone = StripeGateway::new(config).unwrap();
    assert!(matches!(gone.release("pi_1", "key").await, Err(GatewayError::Unknown(_))));
}

/// The mark of `1795248000.` and the body under `whsec_1`.
fn signed(body: &str, at: i64) -> String {
    use hmac::{KeyInit, Mac};
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(b"whsec_1").unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[tokio::test]
async fn notices_are_believed_only_with_a_fresh_signature() {
    let (gateway, _) = gateway([]).await;
    let at = 1_795_248_000;
    let good = signed(COMPLETED, at);
    let read =
        |header: String, seconds: i64| gateway.read_notice(COMPLETED.as_bytes(), &header, Timestamp(seconds * 1000));
    let notice = read(format!("t={at},v1={},v1={good},v0=x", "0".repeat(64)), at + 300).unwrap();
    assert_eq!(notice.event_id, "evt_1");
    assert_eq!(notice.subject, Some(request().subject));
    assert_eq!(notice.page, Some(PageState::Authorised { reference: "pi_1".into(), amount: euros(12_000) }));
    for (header, seconds) in [
        (format!("t={at},v1={good}"), at + 301),
        (format!("t={at},v1={good}"), at - 301),
        (format!("t={},v1={good}", at + 1), at),
        (format!("t={at},v1={}", signed(COMPLETED, at - 1)), at),
        (format!("t={at},v0={good}"), at),
        (format!("v1={good}"), at),
        (format!("t=soon,v1={good}"), at),
        (String::new(), at),
    ] {
        assert!(matches!(read(header.clone(), seconds), Err(GatewayError::BadMessage(_))), "{header}");
    }
}

#[tokio::test]
async fn events_of_other_kinds_are_about_no_page_and_nonsense_is_refused() {
    let (gateway, _) = gateway([]).await;
    let at = 1_795_248_000;
    let read = |body: &str| {
        let header = format!("t={at},v1={}", signed(body, at));
        gateway.read_notice(body.as_bytes(), &header, Timestamp(at * 1000))
    };
    let other = r#"{"id": "evt_2", "type": "charge.refunded", "data": {"object": {"id": "ch_1"}}}"#;
    assert_eq!(read(other), Ok(PaymentNotice { event_id: "evt_2".into(), subject: None, page: None }));
    for nonsense in ["", "[]", r#"{"id": "evt_3", "type": "checkout.session.completed", "data": {"object": {}}}"#] {
        assert!(matches!(read(nonsense), Err(GatewayError::BadMessage(_))), "{nonsense}");
    }
}
