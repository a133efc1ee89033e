//! Search and look-up.

use std::collections::HashMap;

use connectors::marketplaces::SearchRequest;
use domain::{catalog::Category, ids::Gtin};

use crate::support::{ALL, Practice};

fn words(text: &str) -> SearchRequest {
    SearchRequest { text: text.to_owned(), category: None, limit: 24 }
}

#[tokio::test]
async fn every_marketplace_finds_and_tells_all_that_a_card_shows() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        let found = adapter.search(&words("audio")).await.unwrap();
        assert!(!found.is_empty(), "{slug} sells audio");
        for product in &found {
            let id = &product.reference.external_id;
            assert_eq!(product.reference.marketplace.as_str(), slug);
            assert_eq!(product.price.currency, practice.currency(slug), "{slug} {id}");
            assert!(product.price.minor > 0 && product.gtin.is_some(), "{slug} {id}");
            assert!(product.relation.as_str().starts_with("gtin-"), "{slug} {id}");
            assert!(!product.pictures.is_empty() && !product.variants.is_empty(), "{slug} {id}");
            assert!(product.rating.is_some() && product.brand.is_some(), "{slug} {id}");
            assert!(product.category.is_some() && !product.attributes.is_empty(), "{slug} {id}");
            assert!(!product.title.contains(['<', '>']) && !product.title.contains("&amp;"), "{}", product.title);
            assert!(slug == "baobab" || product.product_url.is_some(), "{slug} {id}");
        }
    }
}

#[tokio::test]
async fn looking_up_tells_the_same_products_and_leaves_out_unknown_ones() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        let found = adapter.search(&words("audio")).await.unwrap();
        let mut ids: Vec<_> = found.iter().map(|product| product.reference.external_id.clone()).collect();
        ids.push("999999999".parse().unwrap());
        let known = adapter.lookup(&ids).await.unwrap();
        assert_eq!(known.len(), found.len(), "{slug}");
        for product in &found {
            let again = known.iter().find(|again| again.reference == product.reference);
            let again = again.unwrap_or_else(|| panic!("{slug} forgot {}", product.reference));
            assert_eq!((again.price, &again.title), (product.price, &product.title), "{slug}");
            assert_eq!(again.variants.len(), product.variants.len(), "{slug} {}", product.reference);
        }
    }
}

#[tokio::test]
async fn a_category_narrows_a_search_and_can_be_browsed() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        let request = SearchRequest { text: String::new(), category: Some(Category::Audio), limit: 24 };
        let found = adapter.search(&request).await.unwrap();
        assert!(!found.is_empty(), "{slug} sells audio");
        assert!(found.iter().all(|product| product.category == Some(Category::Audio)), "{slug}");
    }
}

#[tokio::test]
async fn the_same_thing_is_known_by_its_number_at_several_marketplaces() {
    let practice = Practice::start().await;
    let mut sellers: HashMap<Gtin, Vec<&str>> = HashMap::new();
    for slug in ALL {
        for product in practice.adapter(slug).search(&words("audio")).await.unwrap() {
            sellers.entry(product.gtin.unwrap()).or_default().push(slug);
        }
    }
    assert!(sellers.values().any(|slugs| slugs.len() >= 3), "{sellers:?}");
}

#[tokio::test]
async fn a_wish_for_few_is_met_and_one_for_many_is_no_error() {
    let practice = Practice::start().await;
    for slug in ALL {
        let adapter = practice.adapter(slug);
        let few = SearchRequest { limit: 3, ..words("audio") };
        assert!(adapter.search(&few).await.unwrap().len() <= 3, "{slug}");
        let many = SearchRequest { limit: 5000, ..words("a") };
        assert!(adapter.search(&many).await.unwrap().len() <= 500, "{slug}");
    }
}

#[tokio::test]
async fn variants_have_names_prices_and_ids_of_their_own() {
    let practice = Practice::start().await;
    for slug in ["harbor", "kitemart", "baobab", "nomad"] {
        let adapter = practice.adapter(slug);
        let request = SearchRequest { text: String::new(), category: Some(Category::Fashion), limit: 50 };
        let found = adapter.search(&request).await.unwrap();
        let several = found.iter().find(|product| product.variants.len() > 1);
        let several = several.unwrap_or_else(|| panic!("{slug} sells nothing in sizes"));
        let known = adapter.lookup(std::slice::from_ref(&several.reference.external_id)).await.unwrap();
        let mut titles: Vec<&str> = known[0].variants.iter().map(|variant| variant.title.as_str()).collect();
        titles.dedup();
        assert_eq!(titles.len(), known[0].variants.len(), "{slug} {titles:?}");
        assert!(titles.iter().all(|title| !title.is_empty()), "{slug} {titles:?}");
        assert!(known[0].variants.iter().all(|variant| variant.price.minor >= known[0].price.minor), "{slug}");
    }
}
