use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::gateway::page::tests::market;

struct Client {
    market: Arc<Market>,
    router: Router,
    token: String,
}

const CREDENTIALS: &str = "grant_type=client_credentials&client_id=onecart-practice&client_secret=creators-practice-secret&scope=creatorsapi%2Fdefault";

impl Client {
    async fn new() -> Self {
        let market = market("lumen");
        let mut client = Self { router: router(market.clone()), market, token: String::new() };
        client.token = client.sign_in(CREDENTIALS).await.1["access_token"].as_str().unwrap().to_owned();
        client
    }

    async fn call(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        (status, to_bytes(response.into_body(), 1 << 22).await.unwrap().to_vec())
    }

    async fn sign_in(&self, form: &str) -> (StatusCode, Value) {
        let request = Request::post("/oauth2/token").header("content-type", "application/x-www-form-urlencoded");
        let (status, body) = self.call(request.body(Body::from(form.to_owned())).unwrap()).await;
        (status, serde_json::from_slice(&body).unwrap())
    }

    async fn ask_with(&self, operation: &str, authorization: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::post(format!("/catalog/v1/{operation}"))
            .header("authorization", authorization)
            .header("x-marketplace", "www.lumen.example")
            .body(Body::from(body.to_string()))
            .unwrap();
        let (status, body) = self.call(request).await;
        (status, serde_json::from_slice(&body).unwrap())
    }

    async fn ask(&self, operation: &str, body: Value) -> (StatusCode, Value) {
        self.ask_with(operation, &format!("Bearer {}, Version 2.1", self.token), body).await
    }
}

const RESOURCES: [&str; 5] = [
    "itemInfo.title",
    "itemInfo.externalIds",
    "images.primary.large",
    "offersV2.listings.price",
    "customerReviews.starRating",
];

#[tokio::test]
async fn items_are_found_with_their_price_picture_and_page() {
    let client = Client::new().await;
    let body = json!({ "partnerTag": "onecart-20", "keywords": "headphones", "itemCount": 3, "sortBy": "Price:LowToHigh", "resources": RESOURCES });
    let (status, found) = client.ask("searchItems", body).await;
    assert_eq!(status, StatusCode::OK);
    let items = found["searchResult"]["items"].as_array().unwrap();
    let amount = |item: &Value| item["offersV2"]["listings"][0]["price"]["money"]["amount"].as_f64().unwrap();
    assert!(items.len() == 3 && items.is_sorted_by(|left, right| amount(left) <= amount(right)));
    assert_eq!(items[0]["itemInfo"]["externalIds"]["eans"]["displayValues"][0].as_str().unwrap().len(), 13);
    assert!(items[0]["customerReviews"].get("count").is_none(), "it was not asked for");
    let page = items[0]["detailPageURL"].as_str().unwrap();
    let path = page.trim_start_matches(&client.market.server.base_url).to_owned();
    let (status, html) = client.call(Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(String::from_utf8(html).unwrap().contains("Buy here"));
    let entry = client.market.server.journal.entries().pop().unwrap();
    assert_eq!((entry.kind.as_str(), entry.note.as_deref()), ("hand_off_arrived", Some("tag onecart-20")));
}

#[tokio::test]
async fn what_is_not_there_is_named_beside_what_is() {
    let client = Client::new().await;
    let asin = client.market.listings[0].variants[0].id.clone();
    let (_, found) = client.ask("getItems", json!({ "partnerTag": "onecart-20", "itemIds": [asin, "NOBODY"] })).await;
    assert_eq!(found["itemsResult"]["items"][0]["asin"], asin.as_str());
    assert_eq!(found["errors"][0]["code"], "ItemNotFound");
    let listing = client.market.listings.iter().find(|listing| listing.variants.len() > 1).unwrap();
    let (_, variations) =
        client.ask("getVariations", json!({ "partnerTag": "onecart-20", "asin": listing.external_id })).await;
    assert_eq!(variations["variationsResult"]["items"].as_array().unwrap().len(), listing.variants.len());
}

#[tokio::test]
async fn refusals_have_a_type_and_a_reason() {
    let client = Client::new().await;
    let good = || json!({ "partnerTag": "onecart-20", "keywords": "lamp" });
    for (authorization, reason) in
        [("", "InvalidToken"), ("Bearer x, Version 2.1", "InvalidToken"), ("Bearer x", "UnsupportedClient")]
    {
        let (status, refused) = client.ask_with("searchItems", authorization, good()).await;
        assert_eq!((status, &refused["reason"]), (StatusCode::UNAUTHORIZED, &reason.into()));
    }
    for (change, status, kind) in [
        (json!({ "partnerTag": "Onecart" }), 400, "ValidationException"),
        (json!({ "partnerTag": "throttled-20" }), 429, "ThrottleException"),
        (json!({ "partnerTag": "ineligible-20" }), 403, "AccessDeniedException"),
        (json!({ "itemCount": 11 }), 400, "ValidationException"),
        (json!({ "itemPage": 0 }), 400, "ValidationException"),
        (json!({ "keywords": 7 }), 400, "ValidationException"),
        (json!({ "resources": ["secrets"] }), 400, "ValidationException"),
    ] {
        let mut body = good();
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let (found, refused) = client.ask("searchItems", body).await;
        assert_eq!((found.as_u16(), &refused["type"]), (status, &kind.into()), "{change}");
    }
    let wrong = CREDENTIALS.replace("practice-secret", "guess");
    assert_eq!(client.sign_in(&wrong).await, (StatusCode::BAD_REQUEST, json!({ "error": "invalid_client" })));
}
