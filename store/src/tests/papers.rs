//! Papers: their numbers have no gap however many are issued at once, and nothing changes them afterwards.

use std::collections::BTreeSet;

use domain::{
    cart::Quantity,
    checkout::Policy,
    money::Money,
    papers::{About, Content, Issuer, PaperKind, PaperLine},
};

use super::samples::*;
use crate::{
    Store, StoreError, audit, orders, papers,
    sql::{run, values},
};

fn paper(order: u64, kind: PaperKind) -> Content {
    let total = euros(0);
    let line = PaperLine {
        about: About::TaxAdded,
        quantity: Quantity::ONE,
        discount: None,
        net: total,
        tax_points: None,
        tax: Money::zero(total.currency),
        gross: total,
    };
    Content {
        kind,
        order: number(order),
        ordered_at: NOW,
        part: 0,
        marketplace: "shelf".parse().unwrap(),
        seller: "Shelf".into(),
        issuer: Issuer { name: "Shop".into(), address: vec![], tax_number: "PT 1".into() },
        buyer: None,
        lines: vec![line],
        taxes: vec![],
        net: total,
        tax: Money::zero(total.currency),
        total,
        method: "card".into(),
        at_home: None,
        corrects: None,
        refund: None,
    }
}

async fn order(store: &Store, bits: u64) {
    let order = new_order(bits, Policy::KeepRest);
    store.write(move |tx| Box::pin(async move { orders::create(tx, &order).await })).await.unwrap();
}

/// Issues a paper; where it breaks, after it took its number.
async fn issue(store: &Store, content: Content, breaks: bool) -> Result<u32, StoreError> {
    let work = store.write(move |tx| {
        Box::pin(async move {
            let issued = papers::issue(tx, content, NOW).await?;
            if breaks { Err(StoreError::Conflict) } else { Ok(issued.number.serial) }
        })
    });
    work.await
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gap_however_many_are_issued_at_once_and_however_many_of_them_fail() {
    let store = shop().await;
    for bits in 1..=30 {
        order(&store, bits).await;
    }
    let mut at_once = tokio::task::JoinSet::new();
    for (bits, breaks) in (1..=30).flat_map(|bits| [true, false, false].map(|breaks| (bits, breaks))) {
        let store = Store::clone(&store);
        at_once.spawn(async move { issue(&store, paper(bits, PaperKind::Invoice), breaks).await });
    }
    let outcomes = at_once.join_all().await;
    let numbers: BTreeSet<u32> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok().copied()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 30, "each order has one");
    assert_eq!(numbers, (1..=30).collect(), "from the first to the last, each once");
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
}

#[tokio::test]
async fn every_issuer_kind_and_year_counts_by_itself() {
    let store = shop().await;
    order(&store, 1).await;
    order(&store, 2).await;
    assert_eq!(issue(&store, paper(1, PaperKind::Invoice), false).await.unwrap(), 1);
    assert_eq!(issue(&store, paper(2, PaperKind::Receipt), false).await.unwrap(), 1);
    order(&store, 3).await;
    let mut of_another = paper(3, PaperKind::Invoice);
    of_another.issuer.tax_number = "PT 2".into();
    assert_eq!(issue(&store, of_another, false).await.unwrap(), 1);
    order(&store, 4).await;
    let next_year = NOW.plus(370 * domain::time::Timestamp::DAY);
    let content = paper(4, PaperKind::Invoice);
    let work = store.write(move |tx| Box::pin(async move { papers::issue(tx, content, next_year).await }));
    assert_eq!(work.await.unwrap().number.to_string(), format!("INV-{}-000001", next_year.date().year));
}

#[tokio::test]
async fn a_paper_reads_as_it_was_issued_and_neither_it_nor_its_series_can_be_changed() {
    let store = shop().await;
    order(&store, 1).await;
    issue(&store, paper(1, PaperKind::Receipt), false).await.unwrap();
    let [known] = &papers::of(store.reader(), &number(1)).await.unwrap()[..] else { panic!("one paper") };
    assert_eq!(known.content, paper(1, PaperKind::Receipt));
    for change in [
        "UPDATE paper SET total = 1",
        "DELETE FROM paper",
        "UPDATE paper_series SET last = last + 2",
        "UPDATE paper_series SET last = last - 1",
        "DELETE FROM paper_series",
    ] {
        let outcome = store.write(move |tx| Box::pin(async move { run(tx, change, values![]).await })).await;
        assert!(outcome.is_err(), "{change}");
    }
    assert_eq!(papers::of(store.reader(), &number(1)).await.unwrap().len(), 1);
    assert_eq!(audit::invariants(store.reader()).await.unwrap(), []);
}
