use axum::body::{Body, to_bytes};
use axum::http::Request;
use tower::ServiceExt;

use super::*;
use crate::faults::Knobs;
use crate::gateway::page::tests::market;
use crate::orders::Stage;

struct Client {
    market: Arc<Market>,
    router: Router,
    token: Option<String>,
}

impl Client {
    fn new() -> Self {
        let market = market("nomad");
        Self { router: router(market.clone()), market, token: None }
    }

    async fn send(&mut self, query: &str, variables: Value) -> (StatusCode, Value) {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let mut request = Request::post("/shop-api").header("content-type", "application/json");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        if let Some(token) = response.headers().get("vendure-auth-token") {
            self.token = Some(token.to_str().unwrap().to_owned());
        }
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 22).await.unwrap_or_default();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    async fn ask(&mut self, query: &str, variables: Value) -> Value {
        let (status, body) = self.send(query, variables).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body["data"].clone()
    }

    async fn add(&mut self, variant: &str, quantity: i64) -> Value {
        let query = "mutation Add($v: ID!, $q: Int!) { addItemToOrder(productVariantId: $v, quantity: $q) { __typename \
            ... on Order { code state totalWithTax lines { id quantity } } ... on ErrorResult { errorCode message } \
            ... on InsufficientStockError { quantityAvailable order { code } } } }";
        self.ask(query, json!({ "v": variant, "q": quantity })).await["addItemToOrder"].clone()
    }

    /// A basket with two pieces, ready to be paid; its code.
    async fn ready(&mut self) -> String {
        let variant = self.market.listings[0].variants[0].id.clone();
        let code = self.add(&variant, 2).await["code"].as_str().unwrap().to_owned();
        self.ask(
            "mutation { setCustomerForOrder(input: { emailAddress: \"a@b.example\", firstName: \"Amira\", lastName: \"H\" }) { __typename } \
             setOrderShippingAddress(input: { fullName: \"Amira Haddad\", streetLine1: \"Rua 1\", city: \"Lisbon\", countryCode: \"PT\" }) { __typename } \
             setOrderShippingMethod(shippingMethodId: [\"1\"]) { ... on Order { state } } }",
            json!({}),
        )
        .await;
        let moved = self
            .ask(
                "mutation { transitionOrderToState(state: \"ArrangingPayment\") { ... on Order { state } } }",
                json!({}),
            )
            .await;
        assert_eq!(moved["transitionOrderToState"]["state"], "ArrangingPayment");
        code
    }

    async fn pay(&mut self, metadata: Value) -> (StatusCode, Value) {
        let query = "mutation Pay($m: JSON!) { addPaymentToOrder(input: { method: \"standard-payment\", metadata: $m }) { __typename \
            ... on Order { code state totalWithTax payments { state transactionId amount metadata } } \
            ... on ErrorResult { errorCode message } ... on OrderStateTransitionError { transitionError } } }";
        let (status, body) = self.send(query, json!({ "m": metadata })).await;
        (status, body["data"]["addPaymentToOrder"].clone())
    }
}

#[tokio::test]
async fn a_guest_buys_from_search_to_delivery() {
    let mut guest = Client::new();
    let found = guest
        .ask(
            "query Find($i: SearchInput!) { search(input: $i) { totalItems items { productId productVariantId slug productName sku \
             inStock currencyCode priceWithTax { ... on SinglePrice { value } ... on PriceRange { min max } } productAsset { preview } } } }",
            json!({ "i": { "term": "headphones", "take": 24, "groupByProduct": false } }),
        )
        .await;
    assert!(found["search"]["totalItems"].as_u64().unwrap() > 0);
    assert!(guest.token.is_none(), "searching begins no session");
    let code = guest.ready().await;
    let (_, paid) =
        guest.pay(json!({ "reference": "OC-7", "public": { "reference": "OC-7" }, "shouldDecline": false })).await;
    assert_eq!((&paid["state"], &paid["code"]), (&"PaymentAuthorized".into(), &code.as_str().into()));
    assert_eq!(paid["payments"][0]["amount"], paid["totalWithTax"]);
    assert_eq!(paid["payments"][0]["metadata"], json!({ "public": { "reference": "OC-7" } }));
    assert_eq!(guest.ask("{ activeOrder { code } }", json!({})).await["activeOrder"], Value::Null);

    let order = guest.market.orders.by_reference("OC-7").unwrap();
    assert_eq!(order.amounts.total_minor, paid["totalWithTax"].as_i64().unwrap());
    guest.market.orders.advance(&order.id, Some(Stage::Shipped)).unwrap();
    let query =
        "query By($code: String!) { orderByCode(code: $code) { state fulfillments { trackingCode method state } } }";
    let seen = guest.ask(query, json!({ "code": code })).await["orderByCode"].clone();
    assert_eq!(seen["state"], "Shipped");
    assert!(seen["fulfillments"][0]["trackingCode"].as_str().unwrap().starts_with("PW"));
}

#[tokio::test]
async fn totals_add_up_with_tax_on_top() {
    let mut guest = Client::new();
    guest.ready().await;
    let query = "{ activeOrder { total totalWithTax subTotal subTotalWithTax shipping shippingWithTax \
        lines { quantity unitPrice unitPriceWithTax linePriceWithTax } taxSummary { taxTotal } } }";
    let order = guest.ask(query, json!({})).await["activeOrder"].clone();
    let number = |name: &str| order[name].as_i64().unwrap();
    assert_eq!(number("subTotalWithTax") + number("shippingWithTax"), number("totalWithTax"));
    assert_eq!(number("subTotal") + number("shipping"), number("total"));
    assert_eq!(order["taxSummary"][0]["taxTotal"].as_i64().unwrap(), number("totalWithTax") - number("total"));
    assert_eq!(
        order["lines"][0]["linePriceWithTax"].as_i64().unwrap(),
        2 * order["lines"][0]["unitPriceWithTax"].as_i64().unwrap()
    );
}

#[tokio::test]
async fn too_few_pieces_are_said_and_what_is_left_is_taken() {
    let mut guest = Client::new();
    let (id, left) = {
        let scarce =
            guest.market.listings.iter().flat_map(|listing| &listing.variants).find(|variant| variant.stock < 900);
        let scarce = scarce.unwrap();
        (scarce.id.clone(), i64::from(scarce.stock))
    };
    let refused = guest.add(&id, left + 1).await;
    assert_eq!(
        (&refused["errorCode"], &refused["quantityAvailable"]),
        (&"INSUFFICIENT_STOCK_ERROR".into(), &left.into())
    );
    assert_eq!(guest.add(&id, 1).await["quantityAvailable"], 0);
    assert_eq!(guest.add(&id, -1).await["errorCode"], "NEGATIVE_QUANTITY_ERROR");
    assert_eq!(guest.add("nothing", 1).await, Value::Null);
}

#[tokio::test]
async fn an_order_cannot_be_paid_early_twice_or_by_a_declined_payment() {
    let mut guest = Client::new();
    assert_eq!(guest.pay(json!({})).await.1["errorCode"], "NO_ACTIVE_ORDER_ERROR");
    let variant = guest.market.listings[0].variants[0].id.clone();
    guest.add(&variant, 1).await;
    assert_eq!(guest.pay(json!({})).await.1["errorCode"], "ORDER_PAYMENT_STATE_ERROR");
    let early = guest.ask("mutation { transitionOrderToState(state: \"ArrangingPayment\") { ... on OrderStateTransitionError { transitionError } } }", json!({})).await;
    assert!(early["transitionOrderToState"]["transitionError"].as_str().unwrap().contains("Customer"));
    guest.ready().await;
    assert_eq!(guest.add(&variant, 1).await["errorCode"], "ORDER_MODIFICATION_ERROR");
    assert_eq!(guest.pay(json!({ "shouldDecline": true })).await.1["errorCode"], "PAYMENT_DECLINED_ERROR");
    assert_eq!(guest.pay(json!({})).await.1["state"], "PaymentAuthorized");
    assert_eq!(guest.pay(json!({})).await.1["errorCode"], "NO_ACTIVE_ORDER_ERROR");
    assert_eq!(guest.market.orders.all().len(), 1);
}

#[tokio::test]
async fn a_lost_reply_leaves_an_order_that_is_found_by_its_code() {
    let mut guest = Client::new();
    let code = guest.ready().await;
    guest.market.server.faults.set(Knobs { lose_reply_next: 1, ..Knobs::default() });
    assert_eq!(guest.pay(json!({})).await.1, Value::Null);
    let seen = guest
        .ask("query By($c: String!) { orderByCode(code: $c) { state } activeOrder { code } }", json!({ "c": code }))
        .await;
    assert_eq!(seen["orderByCode"]["state"], "PaymentAuthorized");
    assert_eq!(seen["activeOrder"], Value::Null);
}

#[tokio::test]
async fn unknown_codes_are_forbidden_and_unknown_fields_invalid() {
    let mut guest = Client::new();
    let (_, body) = guest.send("{ orderByCode(code: \"NOBODY\") { state } }", json!({})).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN");
    for wrong in [
        "{ nothing { id } }",
        "{ search(input: { text: \"a\" }) { totalItems } }",
        "{ search { totalItems } }",
        "{",
        "",
    ] {
        let (status, body) = guest.send(wrong, json!({})).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(body["errors"][0]["message"].is_string());
    }
}

#[tokio::test]
async fn a_refused_placement_is_a_transition_error_and_keeps_the_basket() {
    let mut guest = Client::new();
    guest.ready().await;
    guest.market.server.faults.set(Knobs { refuse_orders_next: 1, ..Knobs::default() });
    let refused = guest.pay(json!({})).await.1;
    assert!(refused["transitionError"].as_str().unwrap().contains("insufficient stock"));
    assert_eq!(guest.pay(json!({})).await.1["state"], "PaymentAuthorized");
}
