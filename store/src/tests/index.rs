//! What the index is filled from, words that mean the same, and what is searched for.

use domain::{catalog::Product, time::Timestamp};

use super::samples::*;
use crate::{
    Store,
    index::{
        synonyms::{self, SynonymSet},
        terms::{self, Term, Which},
    },
    products::{self, HeardAt},
};

async fn keep(store: &Store, known: Vec<Product>) {
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &known).await })).await.unwrap();
}

#[tokio::test]
async fn listings_are_read_on_in_the_order_in_which_they_were_heard_of_and_none_twice() {
    let store = shop().await;
    let heard = |text: &str, after: i64| Product { observed_at: NOW.plus(after), ..product(text, "Brick speaker") };
    keep(&store, vec![heard("nomad:1", 0), heard("harbor:2", 0), heard("harbor:1", 0), heard("harbor:3", 7)]).await;
    let mut from = HeardAt { at: NOW, behind: None };
    let mut read = Vec::new();
    loop {
        let some = products::heard_since(store.reader(), &from, 2).await.unwrap();
        let Some(last) = some.last() else { break };
        from = HeardAt { at: last.observed_at, behind: Some(last.reference.clone()) };
        read.extend(some.into_iter().map(|product| product.reference.to_string()));
    }
    assert_eq!(read, ["harbor:1", "harbor:2", "nomad:1", "harbor:3"]);
    let later = HeardAt { at: NOW.plus(8), behind: None };
    assert!(products::heard_since(store.reader(), &later, 2).await.unwrap().is_empty());
    assert_eq!(products::count(store.reader()).await.unwrap(), 4);
}

#[tokio::test]
async fn sets_of_words_come_back_the_newest_first_and_whoever_read_them_knows_of_changes() {
    let store = shop().await;
    let set = |id: &str, words: &[&str]| SynonymSet {
        id: id.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    assert_eq!(synonyms::version(store.reader()).await.unwrap(), (0, 0));
    for (later, set) in [(0, set("a", &["sofa", "couch"])), (1, set("b", &["كنبة", "> أريكة"]))] {
        store.write(move |tx| Box::pin(async move { synonyms::write(tx, &set, NOW.plus(later)).await })).await.unwrap();
    }
    let known = synonyms::list(store.reader(), 10).await.unwrap();
    assert_eq!(known, [set("b", &["كنبة", "> أريكة"]), set("a", &["sofa", "couch"])]);
    assert_eq!(synonyms::version(store.reader()).await.unwrap(), (2, NOW.0 + 1));
    let gone = store.write(|tx| Box::pin(async move { synonyms::remove(tx, "b").await })).await.unwrap();
    assert_eq!(gone, Some(vec!["كنبة".to_owned(), "> أريكة".to_owned()]));
    assert_eq!(synonyms::version(store.reader()).await.unwrap(), (1, NOW.0));
}

#[tokio::test]
async fn searches_add_up_over_days_and_those_in_vain_are_known_by_their_last_day() {
    let store = shop().await;
    let term = |text: &str, asked, empty, found| Term { text: text.to_owned(), asked, empty, found };
    let days: [(Timestamp, Vec<Term>); 3] = [
        (NOW, vec![term("lamp", 3, 0, 9), term("sofa", 2, 2, 0), term("couch", 4, 4, 0)]),
        (NOW, vec![term("lamp", 1, 0, 8)]),
        (NOW.plus(Timestamp::DAY), vec![term("sofa", 1, 0, 5), term("couch", 1, 1, 0)]),
    ];
    for (day, some) in days {
        store.write(move |tx| Box::pin(async move { terms::add(tx, day, &some).await })).await.unwrap();
    }
    let reader = store.reader();
    let top = terms::list(reader, Which::Top, NOW, 10).await.unwrap();
    assert_eq!(top, [term("couch", 5, 5, 0), term("lamp", 4, 0, 8), term("sofa", 3, 2, 5)]);
    assert_eq!(terms::list(reader, Which::Empty, NOW, 10).await.unwrap(), [term("couch", 5, 5, 0)]);
    assert_eq!(terms::list(reader, Which::Top, NOW.plus(1), 10).await.unwrap().len(), 2);
    assert_eq!(terms::beginning(reader, "la", NOW, 3, 5).await.unwrap(), [term("lamp", 4, 0, 8)]);
    assert!(terms::beginning(reader, "la", NOW, 5, 5).await.unwrap().is_empty(), "asked for too seldom");
    assert!(terms::beginning(reader, "c", NOW, 1, 5).await.unwrap().is_empty(), "never found");
    assert!(terms::beginning(reader, "%", NOW, 1, 5).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_database_alone_finds_words_and_their_beginnings_where_it_has_full_text() {
    let store = shop().await;
    keep(&store, vec![product("harbor:1", "Brick speaker"), product("nomad:1", "Velvet sofa")]).await;
    let any = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    if !products::has_full_text(store.reader()) {
        return;
    }
    let found = async |every: &[Vec<String>]| {
        let found = products::matching(store.reader(), every, 5).await.unwrap();
        found.into_iter().map(|one| one.reference.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[any(&["brick"]), any(&["speak"])]).await, ["harbor:1"]);
    assert_eq!(found(&[any(&["couch", "sofa"])]).await, ["nomad:1"]);
    assert_eq!(found(&[any(&["brick"]), any(&["sofa"])]).await, Vec::<String>::new());
    assert_eq!(found(&[any(&["'); DROP TABLE product; --"])]).await, Vec::<String>::new());
}
