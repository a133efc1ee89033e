//! What the catalogue says of itself: its makers, and since when it knows what.

use domain::catalog::Product;

use super::samples::*;
use crate::products;

#[tokio::test]
async fn makers_are_told_once_and_groups_are_as_old_as_their_first_listing() {
    let store = shop().await;
    let of = |text: &str, brand: Option<&str>, after: i64| Product {
        brand: brand.map(str::to_owned),
        observed_at: NOW.plus(after),
        ..product(text, "Brick speaker")
    };
    let known = vec![of("nomad:1", Some("Tonvik"), 5), of("harbor:1", Some("Tonvik"), 9), of("harbor:2", None, 0)];
    let heard = known.clone();
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &heard).await })).await.unwrap();
    // heard of again: still as old as it was
    let again = vec![of("nomad:1", Some("Skarn & Elm"), 900)];
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &again).await })).await.unwrap();
    let mut brands = products::brands(store.reader(), 10).await.unwrap();
    brands.sort();
    assert_eq!(brands, ["Skarn & Elm", "Tonvik"]);
    let tokens: Vec<_> = known.iter().map(|product| product.relation.clone()).collect();
    let seen = products::first_seen(store.reader(), &tokens).await.unwrap();
    let of_each: Vec<_> = tokens.iter().map(|token| seen.get(token).copied()).collect();
    assert_eq!(of_each, [5, 9, 0].map(|after| Some(NOW.plus(after))));
    assert!(products::first_seen(store.reader(), &[]).await.unwrap().is_empty());
}
