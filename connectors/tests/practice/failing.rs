//! Marketplaces that are slow, broken, busy, or answer nonsense.

use std::time::{Duration, Instant};

use connectors::marketplaces::{MarketplaceError, PlaceOutcome, SearchRequest};
use sandbox::faults::Knobs;
use serde_json::json;

use crate::support::{ALL, Practice, SELLERS, quoted};

fn anything() -> SearchRequest {
    SearchRequest { text: "audio".to_owned(), category: None, limit: 20 }
}

#[tokio::test]
async fn nonsense_and_floods_are_unintelligible_wherever_they_come() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        adapter.search(&anything()).await.unwrap();
        for knobs in [Knobs { garbage: true, ..Knobs::default() }, Knobs { oversize: true, ..Knobs::default() }] {
            practice.turn(slug, knobs);
            // one that knows the marketplace already, and one that has to ask everything first
            for adapter in [adapter.clone(), practice.adapter(slug)] {
                let failed = adapter.search(&anything()).await.unwrap_err();
                assert!(matches!(failed, MarketplaceError::Unintelligible(_)), "{slug} {failed:?}");
                let failed = adapter.lookup(&["1".parse().unwrap()]).await.unwrap_err();
                assert!(matches!(failed, MarketplaceError::Unintelligible(_)), "{slug} {failed:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_marketplace_that_never_answers_can_be_left_at_any_moment() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        practice.turn(slug, Knobs { hang: true, ..Knobs::default() });
        let began = Instant::now();
        let answer = tokio::time::timeout(Duration::from_millis(200), adapter.search(&anything())).await;
        assert!(answer.is_err() && began.elapsed() < Duration::from_secs(2), "{slug}");
        practice.turn(slug, Knobs::default());
        assert!(adapter.search(&anything()).await.is_ok(), "{slug} is back");
    }
}

#[tokio::test]
async fn statuses_say_what_is_wrong() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        let mut said = Vec::new();
        for status in [500, 503, 429, 401, 408] {
            practice.turn(slug, Knobs { error_status: Some(status), ..Knobs::default() });
            said.push(adapter.search(&anything()).await.unwrap_err());
        }
        assert!(matches!(said[0], MarketplaceError::Unavailable(_)), "{slug} {said:?}");
        assert!(matches!(said[1], MarketplaceError::Unavailable(_)), "{slug} {said:?}");
        assert_eq!(said[2], MarketplaceError::RateLimited { retry_after: None }, "{slug}");
        assert_eq!((&said[3], &said[4]), (&MarketplaceError::Unauthorised, &MarketplaceError::TooSlow), "{slug}");
    }
}

#[tokio::test]
async fn trouble_at_the_very_end_is_in_doubt_never_success_nor_refusal() {
    let practice = Practice::start().await;
    let last = [
        ("harbor", "/ucp/checkout-sessions"),
        ("kitemart", "/ucp/checkout-sessions"),
        ("nomad", "/wp-json/wc/store/v1/checkout"),
    ];
    for (slug, path) in last {
        // a path that ends with the id cannot be named before the session is there
        let adapter = practice.adapter(slug);
        for broken in
            [Knobs { garbage: true, ..Knobs::default() }, Knobs { error_status: Some(502), ..Knobs::default() }]
        {
            practice.turn(slug, Knobs::default());
            let order = quoted(&*adapter).await;
            let id = order.session["checkout"].as_str().map(|id| format!("{path}/{id}/complete"));
            practice.turn(slug, Knobs { paths: vec![id.unwrap_or_else(|| path.to_owned())], ..broken });
            assert_eq!(adapter.place_order(&order).await, Ok(PlaceOutcome::InDoubt), "{slug}");
            practice.turn(slug, Knobs::default());
            assert_eq!(adapter.find_order(&order).await, Ok(None), "{slug}");
        }
    }
}

#[tokio::test]
async fn while_a_marketplace_is_down_nothing_is_placed_and_nothing_is_claimed() {
    let practice = Practice::start().await;
    for slug in SELLERS {
        let adapter = practice.adapter(slug);
        let order = quoted(&*adapter).await;
        for down in [Knobs { error_status: Some(503), ..Knobs::default() }, Knobs { garbage: true, ..Knobs::default() }]
        {
            practice.turn(slug, down);
            assert!(adapter.place_order(&order).await.is_err(), "{slug}");
            assert!(adapter.find_order(&order).await.is_err(), "{slug}");
            assert!(adapter.quote(&order.request).await.is_err(), "{slug}");
            assert!(adapter.order_status(&json!({ "order": "x", "token": "x", "code": "x" })).await.is_err(), "{slug}");
        }
        practice.turn(slug, Knobs::default());
        let outcome = adapter.place_order(&order).await.unwrap();
        assert!(matches!(outcome, PlaceOutcome::Placed(_)), "{slug} {outcome:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_gone_is_unavailable() {
    let practice = Practice::start().await;
    let adapters = ALL.map(|slug| (slug, practice.adapter(slug)));
    practice.world.stop().await;
    for (slug, adapter) in adapters {
        let failed = adapter.search(&anything()).await.unwrap_err();
        assert!(matches!(failed, MarketplaceError::Unavailable(_)), "{slug} {failed:?}");
    }
}
