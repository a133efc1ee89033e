//! Marketplaces, the offer cache, carts and checkouts.

use domain::{
    cart::Cart,
    catalog::{Availability, Category, Product, Rating},
    checkout::{CheckoutDraft, CheckoutStep},
    marketplace::Marketplace,
    money::Currency,
};

use super::samples::*;
use crate::{Store, carts, checkouts, marketplaces, products};

async fn keep(store: &Store, known: Vec<Product>) {
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &known).await })).await.unwrap();
}

async fn switch_off(store: &Store, id: &'static str) {
    let work =
        store.write(move |tx| Box::pin(async move { marketplaces::set_active(tx, &id.parse().unwrap(), false).await }));
    assert!(work.await.unwrap());
}

#[tokio::test]
async fn a_new_start_keeps_what_the_operator_decided() {
    let store = shop().await;
    switch_off(&store, "nomad").await;
    let renamed = Marketplace { name: "Nomad & Co".into(), ..marketplace("nomad") };
    let work = store.write(|tx| {
        Box::pin(async move {
            let id = renamed.id.clone();
            marketplaces::set_sealed_key(tx, &id, Some("sealed")).await?;
            marketplaces::upsert(tx, &renamed).await
        })
    });
    work.await.unwrap();
    let known = marketplaces::list(store.reader()).await.unwrap();
    let expected = Marketplace { name: "Nomad & Co".into(), active: false, ..marketplace("nomad") };
    assert_eq!(known, [marketplace("harbor"), expected]);
    let keys = marketplaces::sealed_keys(store.reader()).await.unwrap();
    assert_eq!(keys.into_values().collect::<Vec<_>>(), ["sealed"]);
}

#[tokio::test]
async fn products_come_back_as_they_were_told() {
    let store = shop().await;
    let told = product("harbor:1", "Brick speaker");
    keep(&store, vec![told.clone()]).await;
    let known = products::by_refs(store.reader(), &[reference("harbor:1"), reference("nomad:1")]).await.unwrap();
    assert_eq!(known, [told]);
}

#[tokio::test]
async fn an_older_answer_never_replaces_a_newer_one_nor_silence_a_description() {
    let store = shop().await;
    let newest = Product { description: String::new(), observed_at: NOW.plus(5), ..product("harbor:1", "New title") };
    keep(&store, vec![product("harbor:1", "First title")]).await;
    keep(&store, vec![newest, product("nomad:1", "Other")]).await;
    keep(&store, vec![product("harbor:1", "Late title")]).await;
    let known = products::by_refs(store.reader(), &[reference("harbor:1")]).await.unwrap();
    assert_eq!((known[0].title.as_str(), known[0].description.as_str()), ("New title", "Good."));
}

#[tokio::test]
async fn switched_off_marketplaces_are_in_no_list_but_their_products_are_still_known() {
    let store = shop().await;
    keep(&store, vec![product("harbor:1", "Brick speaker"), product("nomad:1", "Brick speaker")]).await;
    switch_off(&store, "nomad").await;
    let db = store.reader();
    let tokens = [product("harbor:1", "").relation, product("nomad:1", "").relation];
    assert_eq!(products::by_relations(db, &tokens).await.unwrap().len(), 1);
    assert_eq!(products::by_category(db, Category::Audio, 0, 10).await.unwrap().len(), 1);
    assert_eq!(products::featured(db, 4).await.unwrap().len(), 1);
    assert_eq!(products::search_cached(db, "brick", None, 10).await.unwrap().len(), 1);
    assert_eq!(products::by_refs(db, &[reference("nomad:1")]).await.unwrap().len(), 1);
    let counts: Vec<u64> = products::count_by_marketplace(db).await.unwrap().into_values().collect();
    assert_eq!(counts, [1, 1]);
}

#[tokio::test]
async fn the_cached_search_wants_every_word_and_knows_no_wildcards() {
    let store = shop().await;
    keep(&store, vec![product("harbor:1", "ÉTOILE Brick speaker"), product("harbor:2", "Other thing")]).await;
    for (text, found) in [
        ("étoile tonvik", 1),
        ("BRICK audio", 1),
        ("brick lamp", 0),
        ("%", 2),
        ("_____", 2),
        ("other\"; DROP TABLE product", 0),
    ] {
        let count = products::search_cached(store.reader(), text, None, 10).await.unwrap().len();
        assert_eq!(count, found, "{text}");
    }
}

#[tokio::test]
async fn every_category_features_its_best_known_groups_once() {
    let store = shop().await;
    let known = |reference: &str, relation: &str, category, count| Product {
        relation: relation.parse().unwrap(),
        category: Some(category),
        rating: Some(Rating { hundredths: 400, count }),
        ..product(reference, "Thing")
    };
    let sold_out =
        Product { availability: Availability::OutOfStock, ..known("harbor:5", "gone", Category::Audio, 9_000) };
    let all = vec![
        known("harbor:1", "speaker", Category::Audio, 10),
        known("nomad:1", "speaker", Category::Audio, 500),
        known("harbor:2", "radio", Category::Audio, 100),
        known("harbor:3", "horn", Category::Audio, 1),
        known("harbor:4", "lens", Category::Photo, 2),
        sold_out,
    ];
    keep(&store, all).await;
    let mut featured: Vec<String> =
        products::featured(store.reader(), 2).await.unwrap().into_iter().map(String::from).collect();
    featured.sort();
    assert_eq!(featured, ["lens", "radio", "speaker"]);
}

#[tokio::test]
async fn what_is_suggested_has_words_that_begin_as_the_typed_ones() {
    let store = shop().await;
    let kettle = Product { relation: "kettle".parse().unwrap(), ..product("harbor:1", "Push-along Kettle") };
    let theirs = Product { relation: "kettle".parse().unwrap(), ..product("nomad:1", "Bouilloire") };
    let gone = Product { availability: Availability::OutOfStock, ..product("harbor:2", "Kettlebell") };
    keep(&store, vec![kettle, theirs, gone, product("harbor:3", "Teakettle")]).await;
    for (text, found) in
        [("ket", 2), ("KET alo", 2), ("bou", 2), ("ket lamp", 0), ("ettle", 0), ("%", 0), ("", 0), ("e%e", 0)]
    {
        assert_eq!(products::suggested(store.reader(), text, 5).await.unwrap().len(), found, "{text}");
    }
    let one = products::suggested(store.reader(), "audio", 1).await.unwrap();
    assert!(!one.is_empty() && one.iter().all(|product| product.relation == one[0].relation));
}

#[tokio::test]
async fn many_products_are_kept_in_one_go() {
    let store = shop().await;
    let many = (0..1203).map(|number| product(&format!("harbor:{}", number % 1201), "Speaker")).collect();
    keep(&store, many).await;
    let last = products::by_category(store.reader(), Category::Audio, 1200, 50).await.unwrap();
    assert_eq!(last.len(), 1);
}

#[tokio::test]
async fn a_cart_that_moved_in_the_meantime_is_not_overwritten() {
    let store = shop().await;
    let save = |lines, version| {
        let cart = Cart { lines, version };
        store.write(move |tx| Box::pin(async move { carts::save(tx, &visitor('a'), &cart, version, NOW).await }))
    };
    let lines = vec![line("nomad:2", 3), line("harbor:1", 1)];
    assert_eq!(save(lines.clone(), 0).await.unwrap(), Some(1));
    assert_eq!(save(vec![], 0).await.unwrap(), None);
    let (cart, currency) = carts::load(store.reader(), &visitor('a')).await.unwrap();
    assert_eq!((cart, currency), (Cart { lines, version: 1 }, None));
    assert_eq!(save(vec![line("harbor:1", 999)], 1).await.unwrap(), Some(2));
    assert_eq!(carts::load(store.reader(), &visitor('b')).await.unwrap(), (Cart::default(), None));
}

#[tokio::test]
async fn the_currency_and_the_removed_line_stay_beside_the_cart() {
    let store = shop().await;
    let work = store.write(|tx| {
        Box::pin(async move {
            carts::set_currency(tx, &visitor('a'), Currency::Jpy, NOW).await?;
            carts::set_removed(tx, &visitor('a'), Some(&line("harbor:1", 2))).await?;
            carts::save(tx, &visitor('a'), &Cart::default(), 0, NOW).await
        })
    });
    assert_eq!(work.await.unwrap(), Some(1));
    let (cart, currency) = carts::load(store.reader(), &visitor('a')).await.unwrap();
    assert_eq!((cart.version, currency), (1, Some(Currency::Jpy)));
    assert_eq!(carts::removed(store.reader(), &visitor('a')).await.unwrap(), Some(line("harbor:1", 2)));
}

#[tokio::test]
async fn a_checkout_draft_comes_back_until_it_is_forgotten() {
    let store = shop().await;
    let draft = CheckoutDraft { step: CheckoutStep::Review, ..CheckoutDraft::default() };
    let kept = draft.clone();
    let work = store.write(move |tx| {
        Box::pin(async move {
            checkouts::save(tx, &visitor('a'), &CheckoutDraft::default(), NOW).await?;
            checkouts::save(tx, &visitor('a'), &kept, NOW).await
        })
    });
    work.await.unwrap();
    assert_eq!(checkouts::load(store.reader(), &visitor('a')).await.unwrap(), Some(draft));
    store.write(|tx| Box::pin(async move { checkouts::forget(tx, &visitor('a')).await })).await.unwrap();
    assert_eq!(checkouts::load::<CheckoutDraft>(store.reader(), &visitor('a')).await.unwrap(), None);
}
