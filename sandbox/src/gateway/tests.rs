use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use tower::ServiceExt;

use super::*;
use crate::gateway::page::tests::server;
use crate::memory::Memory;

const FORM: &str = "application/x-www-form-urlencoded";

struct Desk {
    gateway: Gateway,
    router: Router,
}

impl Desk {
    fn new() -> Self {
        let gateway = Gateway::new(server("gateway"), &[]);
        let router = routes(gateway.clone());
        Self { gateway, router }
    }

    async fn call(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let request = Request::get(path).header("authorization", "Bearer sk_test_onecart").body(Body::empty()).unwrap();
        json(self.call(request).await).await.1
    }

    async fn post_with(&self, path: &str, form: &str, key: Option<&str>) -> Response {
        let mut request =
            Request::post(path).header("authorization", "Bearer sk_test_onecart").header("content-type", FORM);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.call(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn post(&self, path: &str, form: &str) -> (StatusCode, Value) {
        json(self.post_with(path, form, None).await).await
    }

    /// Opens a checkout over 100.00 with manual capture.
    async fn open(&self) -> Value {
        let (status, session) = self.post("/v1/checkout/sessions", OPENING).await;
        assert_eq!(status, StatusCode::OK, "{session}");
        session
    }

    async fn pay(&self, session: &Value, card: &str) -> Response {
        let path = format!("/pay/{}", session["id"].as_str().unwrap());
        let form = format!("card_number={card}&expiry=12%2F34&security_code=123");
        self.call(Request::post(path).header("content-type", FORM).body(Body::from(form)).unwrap()).await
    }

    /// A payment whose money is held.
    async fn held(&self) -> String {
        let session = self.open().await;
        assert_eq!(self.pay(&session, "4242424242424242").await.status(), StatusCode::SEE_OTHER);
        session["payment_intent"].as_str().unwrap().to_owned()
    }

    fn journal(&self) -> Vec<(String, i64)> {
        let entries = self.gateway.server.journal.entries();
        entries.into_iter().map(|entry| (entry.kind, entry.amount_minor.unwrap_or(0))).collect()
    }
}

const OPENING: &str = "mode=payment&client_reference_id=OC-1&success_url=http://shop.test/back?s={CHECKOUT_SESSION_ID}\
    &cancel_url=http://shop.test/cart&payment_intent_data[capture_method]=manual\
    &payment_intent_data[metadata][order]=OC-1&line_items[0][quantity]=2\
    &line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=5000\
    &line_items[0][price_data][product_data][name]=Order+OC-1";

async fn json(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

fn location(response: &Response) -> &str {
    response.headers()[header::LOCATION].to_str().unwrap()
}

#[tokio::test]
async fn a_paid_session_leads_back_to_the_shop_and_cannot_be_paid_again() {
    let desk = Desk::new();
    let session = desk.open().await;
    assert_eq!((&session["status"], &session["amount_total"]), (&"open".into(), &10_000.into()));
    let back = format!("http://shop.test/back?s={}", session["id"].as_str().unwrap());
    for _ in 0..2 {
        let paid = desk.pay(&session, "4242424242424242").await;
        assert_eq!(paid.status(), StatusCode::SEE_OTHER);
    }
    let again =
        desk.call(Request::get(format!("/pay/{}", session["id"].as_str().unwrap())).body(Body::empty()).unwrap()).await;
    assert_eq!(location(&again), back);
    assert_eq!(desk.journal(), [("authorised".to_owned(), 10_000)]);
    let intent = desk.get(&format!("/v1/payment_intents/{}", session["payment_intent"].as_str().unwrap())).await;
    assert_eq!((&intent["status"], &intent["amount_capturable"]), (&"requires_capture".into(), &10_000.into()));
}

#[tokio::test]
async fn a_partial_capture_releases_the_rest_and_happens_once() {
    let desk = Desk::new();
    let intent = desk.held().await;
    let path = format!("/v1/payment_intents/{intent}/capture");
    assert_eq!(desk.post(&path, "amount_to_capture=10001").await.1["error"]["code"], "amount_too_large");
    let (status, captured) = desk.post(&path, "amount_to_capture=7000").await;
    assert_eq!((status, &captured["amount_received"]), (StatusCode::OK, &7_000.into()));
    assert_eq!(desk.post(&path, "amount_to_capture=1000").await.1["error"]["code"], "payment_intent_unexpected_state");
    let expected = [("authorised", 10_000), ("captured", 7_000), ("released", 3_000)];
    assert_eq!(desk.journal(), expected.map(|(kind, minor)| (kind.to_owned(), minor)));
}

#[tokio::test]
async fn refunds_never_exceed_what_was_captured() {
    let desk = Desk::new();
    let intent = desk.held().await;
    let refund = |amount: i64| format!("payment_intent={intent}&amount={amount}");
    assert_eq!(desk.post("/v1/refunds", &refund(1)).await.0, StatusCode::BAD_REQUEST);
    desk.post(&format!("/v1/payment_intents/{intent}/capture"), "amount_to_capture=7000").await;
    assert_eq!(desk.post("/v1/refunds", &refund(4_000)).await.0, StatusCode::OK);
    assert_eq!(desk.post("/v1/refunds", &refund(3_001)).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(desk.post("/v1/refunds", &format!("payment_intent={intent}")).await.1["amount"], 3_000);
    let (_, refused) = desk.post("/v1/refunds", &refund(1)).await;
    assert_eq!(refused["error"]["code"], "charge_already_refunded");
    let list = desk.get(&format!("/v1/refunds?payment_intent={intent}")).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_repeated_key_is_answered_from_memory_and_another_request_under_it_refused() {
    let desk = Desk::new();
    let intent = desk.held().await;
    let path = format!("/v1/payment_intents/{intent}/capture");
    let first = json(desk.post_with(&path, "amount_to_capture=7000", Some("k1")).await).await;
    let again = desk.post_with(&path, "amount_to_capture=7000", Some("k1")).await;
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(json(again).await, first);
    let (status, other) = json(desk.post_with(&path, "amount_to_capture=6000", Some("k1")).await).await;
    assert_eq!((status, &other["error"]["type"]), (StatusCode::BAD_REQUEST, &"idempotency_error".into()));
    assert_eq!(desk.journal().len(), 3);
}

#[tokio::test]
async fn a_lost_reply_leaves_the_work_done_and_the_answer_under_its_key() {
    let desk = Desk::new();
    let intent = desk.held().await;
    desk.gateway.server.faults.set(crate::faults::Knobs { lose_reply_next: 1, ..Default::default() });
    let path = format!("/v1/payment_intents/{intent}/capture");
    let lost = desk.post_with(&path, "", Some("k1")).await;
    assert!(to_bytes(lost.into_body(), 1 << 20).await.is_err());
    let found = json(desk.post_with(&path, "", Some("k1")).await).await;
    assert_eq!(found.1["amount_received"], 10_000);
    assert_eq!(desk.journal().iter().filter(|(kind, _)| kind == "captured").count(), 1);
}

#[tokio::test]
async fn a_declined_card_keeps_the_buyer_on_the_page_and_lets_them_try_again() {
    let desk = Desk::new();
    let session = desk.open().await;
    for (card, told) in [("4000000000000002", "was declined"), ("4000000000009995", "insufficient funds")] {
        let declined = desk.pay(&session, card).await;
        assert_eq!(declined.status(), StatusCode::PAYMENT_REQUIRED);
        assert!(text(declined).await.contains(told));
    }
    assert_eq!(desk.pay(&session, "1234").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.pay(&session, "4242 4242 4242 4242").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(desk.journal().iter().filter(|(kind, _)| kind == "declined").count(), 2);
}

#[tokio::test]
async fn the_bank_asks_and_the_buyer_answers() {
    let desk = Desk::new();
    let answer = |session: &Value, answer: &str| {
        let path = format!("/pay/{}/challenge", session["id"].as_str().unwrap());
        Request::post(path).header("content-type", FORM).body(Body::from(format!("answer={answer}"))).unwrap()
    };
    let session = desk.open().await;
    assert!(location(&desk.pay(&session, "4000002500003155").await).ends_with("/challenge"));
    assert!(location(&desk.call(answer(&session, "reject")).await).starts_with("/pay/"));
    assert!(location(&desk.call(answer(&session, "approve")).await).starts_with("/pay/"), "the question is closed");
    desk.pay(&session, "4000002500003155").await;
    assert!(location(&desk.call(answer(&session, "approve")).await).starts_with("http://shop.test/back"));
}

#[tokio::test(start_paused = true)]
async fn a_slow_bank_blocks_a_second_payment_meanwhile() {
    let desk = Arc::new(Desk::new());
    let session = desk.open().await;
    let (first, second) = tokio::join!(desk.pay(&session, "4000000000000077"), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        desk.pay(&session, "4242424242424242").await
    });
    assert!(location(&first).starts_with("http://shop.test/back"));
    assert!(location(&second).starts_with("/pay/"));
    assert_eq!(desk.journal().len(), 1);
}

#[tokio::test]
async fn an_expired_session_cannot_be_paid_and_a_paid_one_cannot_expire() {
    let desk = Desk::new();
    let session = desk.open().await;
    let path = format!("/v1/checkout/sessions/{}/expire", session["id"].as_str().unwrap());
    assert_eq!(desk.post(&path, "").await.1["status"], "expired");
    desk.pay(&session, "4242424242424242").await;
    assert!(desk.journal().is_empty());
    let paid = desk.held().await;
    let session = desk.get(&format!("/v1/checkout/sessions?payment_intent={paid}")).await["data"][0].clone();
    let path = format!("/v1/checkout/sessions/{}/expire", session["id"].as_str().unwrap());
    assert_eq!(desk.post(&path, "").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn payments_are_found_by_the_shops_own_reference() {
    let desk = Desk::new();
    let intent = desk.held().await;
    let search = |query: &str| {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        format!("/v1/payment_intents/search?query={query}")
    };
    assert_eq!(desk.get(&search("metadata['order']:'OC-1'")).await["data"][0]["id"], intent.as_str());
    assert_eq!(desk.get(&search("metadata[\"order\"]:\"OC-2\"")).await["data"], serde_json::json!([]));
    assert_eq!(desk.get(&search("nonsense")).await["error"]["param"], "query");
}

#[tokio::test]
async fn cancelling_releases_the_whole_sum() {
    let desk = Desk::new();
    let open = desk.open().await;
    let early =
        desk.post(&format!("/v1/payment_intents/{}/cancel", open["payment_intent"].as_str().unwrap()), "").await;
    assert_eq!(early.0, StatusCode::BAD_REQUEST);
    let intent = desk.held().await;
    let (_, canceled) = desk.post(&format!("/v1/payment_intents/{intent}/cancel"), "").await;
    assert_eq!((&canceled["status"], &canceled["amount_capturable"]), (&"canceled".into(), &0.into()));
    assert_eq!(desk.journal().last().unwrap(), &("released".to_owned(), 10_000));
}

#[tokio::test]
async fn strangers_and_malformed_requests_are_refused() {
    let desk = Desk::new();
    let stranger =
        Request::get("/v1/payment_intents").header("authorization", "Bearer sk_live").body(Body::empty()).unwrap();
    assert_eq!(desk.call(stranger).await.status(), StatusCode::UNAUTHORIZED);
    for (without, param) in [("mode=payment", "mode"), ("[quantity]=2", "line_items[0][quantity]")] {
        let (status, refused) = desk.post("/v1/checkout/sessions", &OPENING.replacen(without, "", 1)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{param}");
        assert!(refused["error"]["message"].is_string());
    }
    let unknown = desk.post("/v1/checkout/sessions", &format!("{OPENING}&colour=red")).await.1;
    assert_eq!(unknown["error"]["code"], "parameter_unknown");
    assert_eq!(desk.get("/v1/payment_intents/pi_nobody").await["error"]["code"], "resource_missing");
}

#[tokio::test]
async fn payments_survive_a_restart() {
    let directory = std::env::temp_dir().join(format!("gateway-{}", uuid::Uuid::new_v4()));
    let (memory, _) = Memory::open(&directory, "gateway").unwrap();
    let mut server = server("gateway");
    server.memory = memory;
    let gateway = Gateway::new(server, &[]);
    let desk = Desk { router: routes(gateway.clone()), gateway };
    let intent = desk.held().await;
    desk.post(&format!("/v1/payment_intents/{intent}/capture"), "amount_to_capture=7000").await;
    let (_, remembered) = Memory::open(&directory, "gateway").unwrap();
    let book = Book::remembered(&remembered);
    assert_eq!(book.intents.get(&intent).map(|intent| intent.captured), Some(7_000));
    std::fs::remove_dir_all(directory).unwrap();
}

#[tokio::test]
async fn events_are_signed_and_posted_until_the_shop_takes_them() {
    let (sender, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let refused_once = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let shop = Router::new().route(
        "/webhooks/stripe",
        axum::routing::post(move |headers: axum::http::HeaderMap, body: String| async move {
            let signed = headers["stripe-signature"].to_str().unwrap().to_owned();
            sender.send((signed, body)).unwrap();
            let again = refused_once.swap(true, std::sync::atomic::Ordering::SeqCst);
            if again { StatusCode::OK } else { StatusCode::INTERNAL_SERVER_ERROR }
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut server = server("gateway");
    server.shop_url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, shop).into_future());
    let gateway = Gateway::new(server, &[]);
    let desk = Desk { router: routes(gateway.clone()), gateway };
    desk.held().await;
    let mut kinds = Vec::new();
    for _ in 0..3 {
        let (signed, body) = tokio::time::timeout(Duration::from_secs(5), heard.recv()).await.unwrap().unwrap();
        let at = signed.split(',').next().unwrap().trim_start_matches("t=").parse().unwrap();
        assert_eq!(signed, webhooks::signature(&body, at));
        kinds.push(serde_json::from_str::<Value>(&body).unwrap()["type"].as_str().unwrap().to_owned());
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["checkout.session.completed", "payment_intent.amount_capturable_updated"]);
}

#[tokio::test]
async fn a_knob_declines_the_next_card_whatever_it_is() {
    let desk = Desk::new();
    let turn = |knobs: &str| {
        let request = Request::put("/sandbox/gateway").header("content-type", "application/json");
        request.body(Body::from(knobs.to_owned())).unwrap()
    };
    assert_eq!(desk.call(turn(r#"{"decline_next": 1}"#)).await.status(), StatusCode::OK);
    assert_eq!(desk.call(turn(r#"{"decline": 1}"#)).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let session = desk.open().await;
    assert_eq!(desk.pay(&session, "4242424242424242").await.status(), StatusCode::PAYMENT_REQUIRED);
    assert_eq!(desk.pay(&session, "4242424242424242").await.status(), StatusCode::SEE_OTHER);
}
