//! What the practice Braintree refuses, as the real one does.

use axum::body::{Body, to_bytes};
use axum::http::Request as HttpRequest;
use tower::ServiceExt;

use super::*;
use crate::gateway::page::tests::server;

async fn ask(router: &Router, key: &str, query: &str, variables: Value) -> Value {
    let pair = STANDARD.encode(format!("{PUBLIC_KEY}:{key}"));
    let request = HttpRequest::post("/graphql")
        .header("authorization", format!("Basic {pair}"))
        .header("braintree-version", "2019-01-01")
        .header("content-type", "application/json")
        .body(Body::from(json!({ "query": query, "variables": variables }).to_string()))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[tokio::test]
async fn strangers_unknown_fields_and_unknown_things_are_refused_by_class() {
    let router = router(server("braintree"), &[]);
    assert_eq!(ask(&router, PRIVATE_KEY, "query { ping }", json!({})).await["data"]["ping"], "pong");
    let class = |said: Value| said["errors"][0]["extensions"]["errorClass"].as_str().unwrap().to_owned();
    assert_eq!(class(ask(&router, "guess", "query { ping }", json!({})).await), "AUTHENTICATION");
    assert_eq!(class(ask(&router, PRIVATE_KEY, "query { colour }", json!({})).await), "VALIDATION");
    let node = "query($id: ID!) { node(id: $id) { ... on Transaction { id } } }";
    assert_eq!(class(ask(&router, PRIVATE_KEY, node, json!({ "id": "x" })).await), "NOT_FOUND");
}

#[tokio::test]
async fn a_token_pays_once_and_no_key_makes_it_happen_once_more() {
    let router = router(server("braintree"), &[]);
    let form = "client_token=practice_1&success_url=http%3A%2F%2Fshop.test%2F&cancel_url=&answer=approve";
    let made = HttpRequest::post("/fields").header("content-type", "application/x-www-form-urlencoded");
    let made = router.clone().oneshot(made.body(Body::from(form)).unwrap()).await.unwrap();
    let to = made.headers()[header::LOCATION].to_str().unwrap().to_owned();
    let token = to.split("payment_method_nonce=").nth(1).unwrap();
    let query = "mutation($input: AuthorizePaymentMethodInput!) { authorizePaymentMethod(input: $input) \
                 { clientMutationId transaction { id status } } }";
    let variables = json!({ "input": { "clientMutationId": "k", "paymentMethodId": token,
        "transaction": { "amount": "5.00", "merchantAccountId": "onecart_eur", "orderId": "OC-1" } } });
    let first = ask(&router, PRIVATE_KEY, query, variables.clone()).await;
    assert_eq!(first["data"]["authorizePaymentMethod"]["transaction"]["status"], "AUTHORIZED");
    assert_eq!(first["data"]["authorizePaymentMethod"]["clientMutationId"], "k");
    let again = ask(&router, PRIVATE_KEY, query, variables).await;
    assert_eq!(again["errors"][0]["extensions"]["legacyCode"], "93107");
}
