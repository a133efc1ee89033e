//! What prices were, and carts as they were.

use domain::{catalog::Product, ids::ProductRef, price_history::Seen, time::Timestamp};

use super::samples::*;
use crate::{
    Store,
    cart_before::{self, CartBefore},
    prices, privacy, products,
};

const HOUR: i64 = 3_600_000;

/// Has the shop hear of a price at an hour.
async fn hear(store: &Store, hour: i64, price: i64, list: Option<i64>) {
    let heard = Product {
        price: euros(price),
        list_price: list.map(euros),
        observed_at: NOW.plus(hour * HOUR),
        ..product("harbor:1", "Brick speaker")
    };
    let twice = vec![heard.clone(), heard];
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &twice).await })).await.unwrap();
}

async fn seen(store: &Store) -> Vec<(i64, i64, i64, Option<i64>)> {
    let histories = prices::histories(store.reader(), &[reference("harbor:1"), reference("nomad:1")]).await.unwrap();
    let told = |one: &Seen| {
        let hours = |at: Timestamp| (at.0 - NOW.0) / HOUR;
        (hours(one.from), hours(one.until), one.price.minor, one.list_price.map(|list| list.minor))
    };
    histories.values().flat_map(|history| history.seen()).map(told).collect()
}

#[tokio::test]
async fn a_price_is_written_down_when_it_changes_and_now_and_then_that_it_stands() {
    let store = shop().await;
    for (hour, price, list) in [
        (0, 1_200, None),
        (1, 1_200, None),
        (13, 1_200, None),
        (14, 1_000, None),
        (15, 1_000, Some(1_500)),
        (2, 900, None),
    ] {
        hear(&store, hour, price, list).await;
    }
    assert_eq!(
        seen(&store).await,
        [(0, 13, 1_200, None), (14, 14, 1_000, None), (15, 15, 1_000, Some(1_500))],
        "and nothing of what came late"
    );
}

#[tokio::test]
async fn offers_that_fell_are_found_until_they_rise() {
    let store = shop().await;
    let fallen = || prices::fallen(store.reader(), NOW, 10);
    for (hour, price, found) in [(0, 1_200, 0), (1, 1_190, 0), (2, 1_000, 1), (3, 900, 1), (4, 1_300, 0)] {
        hear(&store, hour, price, None).await;
        assert_eq!(fallen().await.unwrap().len(), found, "at {price}");
    }
    hear(&store, 5, 600, None).await;
    assert!(prices::fallen(store.reader(), NOW.plus(6 * HOUR), 10).await.unwrap().is_empty(), "too long ago");
}

#[tokio::test]
async fn old_prices_go_and_the_one_that_stands_stays() {
    let store = shop().await;
    for (hour, price) in [(0, 1_200), (24, 1_100), (48, 1_000)] {
        hear(&store, hour, price, None).await;
    }
    let later = NOW.plus(500 * Timestamp::DAY);
    let sweep = store.write(move |tx| Box::pin(async move { privacy::sweep(tx, later, &visitor('f')).await }));
    assert!(sweep.await.unwrap() >= 2);
    assert_eq!(seen(&store).await, [(48, 48, 1_000, None)]);
}

#[tokio::test]
async fn no_offer_has_more_than_so_many_prices() {
    let store = shop().await;
    let at = |number: i64| NOW.plus(number * HOUR);
    let recorded: Vec<(ProductRef, Seen)> = (0..600)
        .map(|number| {
            let one = Seen { from: at(number), until: at(number), price: euros(1_000 + number), list_price: None };
            (reference("harbor:1"), one)
        })
        .collect();
    let forgotten = store.write(move |tx| {
        Box::pin(async move {
            prices::take_in(tx, &recorded).await?;
            prices::take_in(tx, &recorded).await?;
            prices::forget_many(tx).await
        })
    });
    assert_eq!(forgotten.await.unwrap(), 100);
    assert_eq!(seen(&store).await.first().map(|one| one.2), Some(1_100));
}

#[tokio::test]
async fn a_cart_is_kept_for_the_version_that_changed_it() {
    let store = shop().await;
    let delivery = [("harbor".parse().unwrap(), "express".to_owned())].into();
    let before = CartBefore { version: 4, lines: vec![line("harbor:1", 2)], delivery };
    let kept = before.clone();
    let keep = store.write(move |tx| Box::pin(async move { cart_before::keep(tx, &visitor('a'), &kept, NOW).await }));
    keep.await.unwrap();
    let of = |version| {
        let (reader, whose) = (store.reader(), visitor('a'));
        async move { cart_before::of(reader, &whose, version).await }
    };
    assert_eq!((of(4).await.unwrap(), of(5).await.unwrap()), (Some(before), None));
    store.write(|tx| Box::pin(async move { cart_before::forget(tx, &visitor('a')).await })).await.unwrap();
    assert_eq!(of(4).await.unwrap(), None);
}
