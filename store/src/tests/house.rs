//! The house's shelves: stock is promised once.

use domain::{cart::Quantity, catalog::Availability, checkout::Policy, ids::ExternalId};

use super::samples::*;
use crate::{
    Store, audit,
    house::{self, HouseProduct, Reserved},
    seed,
    testing::fresh,
};

fn id(text: &str) -> ExternalId {
    text.parse().unwrap()
}

async fn stocked(stock: u32) -> crate::testing::Fresh {
    let store = fresh().await;
    let work = store.write(move |tx| {
        Box::pin(async move {
            let one = HouseProduct { product: product("house:1", "Speaker"), stock: vec![(id("1-one"), stock)] };
            house::seed(tx, &[one]).await
        })
    });
    work.await.unwrap();
    store
}

async fn reserve(store: &Store, reference: String, quantity: u32) -> Reserved {
    let lines = [(id("1-one"), Quantity::try_from(quantity).unwrap())];
    store.write(move |tx| Box::pin(async move { house::reserve(tx, &reference, &lines, NOW).await })).await.unwrap()
}

async fn left(store: &Store) -> Option<u32> {
    let known = house::by_ids(store.reader(), &[id("1")]).await.unwrap();
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
    match known[0].variants[0].availability {
        Availability::InStock(left) => left,
        Availability::OutOfStock => Some(0),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_of_ten_things_get_ten() {
    let store = std::sync::Arc::new(stocked(10).await);
    let buyers: Vec<_> = (0..100)
        .map(|buyer| {
            let store = std::sync::Arc::clone(&store);
            tokio::spawn(async move { reserve(&store, format!("order {buyer}"), 1).await })
        })
        .collect();
    let mut held = 0;
    for buyer in buyers {
        held += u32::from(buyer.await.unwrap() == Reserved::Held);
    }
    assert_eq!((held, left(&store).await), (10, Some(0)));
}

#[tokio::test]
async fn goods_are_set_aside_taken_and_put_back_once_however_often_it_is_asked() {
    let store = stocked(5).await;
    for _ in 0..3 {
        assert_eq!(reserve(&store, "order".into(), 2).await, Reserved::Held);
        assert_eq!(left(&store).await, Some(3));
    }
    assert_eq!(reserve(&store, "other".into(), 4).await, Reserved::Short(vec![(id("1-one"), 3)]));
    for _ in 0..2 {
        assert!(store.write(|tx| Box::pin(async move { house::claim(tx, "order").await })).await.unwrap());
        assert_eq!(left(&store).await, Some(3));
    }
    assert!(house::is_claimed(store.reader(), "order").await.unwrap());
    for _ in 0..2 {
        store.write(|tx| Box::pin(async move { house::release(tx, "order").await })).await.unwrap();
        assert_eq!(left(&store).await, Some(5));
    }
    assert!(!store.write(|tx| Box::pin(async move { house::claim(tx, "order").await })).await.unwrap());
    assert!(!store.write(|tx| Box::pin(async move { house::claim(tx, "nobody").await })).await.unwrap());
}

#[tokio::test]
async fn all_lines_are_set_aside_or_none() {
    let store = stocked(5).await;
    let lines = [(id("1-one"), Quantity::ONE), (id("unknown"), Quantity::ONE), (id("1-one"), Quantity::ONE)];
    let work = store.write(move |tx| Box::pin(async move { house::reserve(tx, "order", &lines, NOW).await }));
    assert_eq!(work.await.unwrap(), Reserved::Short(vec![(id("unknown"), 0)]));
    assert_eq!(left(&store).await, Some(5));
}

#[tokio::test]
async fn the_shelves_are_filled_once() {
    let store = fresh().await;
    let goods = seed::house(&"house".parse().unwrap(), NOW).unwrap();
    let (first, count) = (goods[0].clone(), goods.len());
    for _ in 0..2 {
        let goods = goods.clone();
        store.write(move |tx| Box::pin(async move { house::seed(tx, &goods).await })).await.unwrap();
        let (variant, _) = first.stock[0].clone();
        let lines = [(variant, Quantity::ONE)];
        store.write(move |tx| Box::pin(async move { house::reserve(tx, "order", &lines, NOW).await })).await.unwrap();
    }
    let all = house::search(store.reader(), "", None, 1000).await.unwrap();
    assert_eq!(all.len(), count);
    let known = all.iter().find(|product| product.reference == first.product.reference).unwrap();
    assert_eq!(known.variants[0].availability, Availability::InStock(Some(first.stock[0].1 - 1)));
    let word = first.product.brand.clone().unwrap();
    assert!(!house::search(store.reader(), &word, first.product.category, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn goods_set_aside_are_put_back_after_a_while_unless_they_are_paid_for() {
    let store = shop().await;
    let goods = HouseProduct { product: product("house:1", "Speaker"), stock: vec![(id("1-one"), 10)] };
    store.write(move |tx| Box::pin(async move { house::seed(tx, &[goods]).await })).await.unwrap();
    let (unpaid, paid) = (open(&store, 1, Policy::KeepRest).await, open(&store, 2, Policy::KeepRest).await);
    tell(&store, &paid, authorised("pi_2")).await.unwrap();
    for order in [&unpaid, &paid] {
        assert_eq!(reserve(&store, format!("{order}:0"), 2).await, Reserved::Held);
    }
    let sweep = |before: i64| {
        let before = NOW.plus(before);
        store.write(move |tx| Box::pin(async move { house::release_unpaid(tx, before, 10).await }))
    };
    assert_eq!((sweep(0).await.unwrap(), left(&store).await), (0, Some(6)));
    assert_eq!((sweep(1).await.unwrap(), left(&store).await), (1, Some(8)));
    assert_eq!((sweep(1).await.unwrap(), left(&store).await), (0, Some(8)));
    // Whoever pays after that finds what is there then.
    assert_eq!(reserve(&store, format!("{unpaid}:0"), 9).await, Reserved::Short(vec![(id("1-one"), 8)]));
    assert_eq!(reserve(&store, format!("{unpaid}:0"), 2).await, Reserved::Held);
    let reference = format!("{paid}:0");
    assert!(store.write(move |tx| Box::pin(async move { house::claim(tx, &reference).await })).await.unwrap());
    assert_eq!(left(&store).await, Some(6));
}
