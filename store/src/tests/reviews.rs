//! Reviews and questions: read with their group, one of each shopper, votes that count once, and gone with their author.

use domain::{
    ids::{AccountId, ContributionId, ProductRef},
    locale::Locale,
    reviews::{ContributionKind, Doubt, Order, Refusal, ReviewText, ReviewsQuery, Standing, Stars, Vote},
    saga::Event,
};

use super::samples::*;
use crate::{
    Store,
    accounts::{self, NewAccount},
    films,
    privacy::{self, Person},
    products,
    reviews::{self, Decision, NewAnswer, NewQuestion, NewReview},
    sql::{run, values},
};

async fn account(store: &Store, letter: char) -> Person {
    let account = AccountId::from_bits(u128::from(u32::from(letter)));
    let person = Person { account: account.clone(), visitor: visitor(letter) };
    let new = NewAccount {
        id: account,
        visitor: person.visitor.clone(),
        username: format!("name-{letter}").parse().unwrap(),
        email: format!("{letter}@example.org").parse().unwrap(),
        email_verified_at: Some(NOW),
        password_hash: None,
        password_short: false,
        first_name: "Amira".into(),
        last_name: String::new(),
        locale: Locale::En,
        role: "customer".into(),
        pseudonym: format!("pseudonym-{letter}"),
        at: NOW,
    };
    assert!(store.write(move |tx| Box::pin(async move { accounts::create(tx, &new).await })).await.unwrap());
    person
}

fn id(number: u32) -> ContributionId {
    format!("{number:032x}").parse().unwrap()
}

/// A published review by its number; even ones are by people who bought the thing.
fn review(number: u32, product: &str, stars: u8, by: Option<&Person>) -> NewReview {
    NewReview {
        id: id(number),
        account: by.map(|person| person.account.clone()),
        product: reference(product),
        author: "Amira B.".into(),
        said: ReviewText {
            stars: Stars::try_from(stars).unwrap(),
            title: format!("Review {number}"),
            text: "Warm light, heavy base.".into(),
        },
        locale: Locale::En,
        bought: number.is_multiple_of(2),
        standing: Standing::Published,
        doubts: vec![],
        at: NOW.plus(i64::from(number)),
    }
}

async fn put(store: &Store, new: NewReview) {
    store.write(move |tx| Box::pin(async move { reviews::put(tx, &new).await })).await.unwrap();
}

/// Knows three listings, the first two of them the same thing.
async fn known() -> crate::testing::Fresh {
    let store = shop().await;
    let same = |text: &str| domain::catalog::Product { relation: "lamp".parse().unwrap(), ..product(text, "Lamp") };
    let all = vec![same("harbor:1"), same("nomad:1"), product("nomad:2", "Chair")];
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &all).await })).await.unwrap();
    store
}

async fn titles(store: &Store, product: &str, asked: &ReviewsQuery) -> Vec<String> {
    let found = reviews::page(store.reader(), &reference(product), asked, 0, 20).await.unwrap();
    found.into_iter().map(|review| review.title).collect()
}

async fn voted(store: &Store, number: u32, by: char, vote: Vote) -> bool {
    let work =
        store.write(move |tx| Box::pin(async move { reviews::vote(tx, &id(number), &visitor(by), vote, NOW).await }));
    work.await.unwrap()
}

#[tokio::test]
async fn a_review_is_read_wherever_its_group_is_and_follows_it() {
    let store = known().await;
    put(&store, review(1, "harbor:1", 5, None)).await;
    put(&store, review(2, "nomad:1", 2, None)).await;
    put(&store, review(3, "nomad:2", 1, None)).await;
    let newest = ReviewsQuery { order: Order::Newest, ..ReviewsQuery::default() };
    for of_group in ["harbor:1", "nomad:1"] {
        assert_eq!(titles(&store, of_group, &newest).await, ["Review 2", "Review 1"], "{of_group}");
    }
    let (histogram, bought, pictured) = reviews::counts(store.reader(), &reference("nomad:1")).await.unwrap();
    assert_eq!((histogram.rating().unwrap().hundredths, histogram.count(), bought, pictured), (350, 2, 1, 0));
    let apart = "UPDATE product SET relation_token = 'apart' WHERE marketplace = 'nomad' AND external_id = '1'";
    store.write(move |tx| Box::pin(async move { run(tx, apart, values![]).await })).await.unwrap();
    assert_eq!(titles(&store, "harbor:1", &newest).await, ["Review 1"]);
    assert_eq!(titles(&store, "nomad:1", &newest).await, ["Review 2"]);
}

#[tokio::test]
async fn filters_and_orders_find_what_they_say() {
    let store = known().await;
    for (number, stars) in [(1, 5), (2, 3), (3, 1), (4, 4)] {
        put(&store, review(number, "harbor:1", stars, None)).await;
    }
    let work = store.write(|tx| Box::pin(async move { reviews::add_picture(tx, &id(3), "/media/x.jpg", 4).await }));
    assert_eq!(work.await.unwrap(), Some(0));
    assert!(voted(&store, 2, '1', Vote::Helpful).await);
    let with = |change: fn(&mut ReviewsQuery)| {
        let mut asked = ReviewsQuery::default();
        change(&mut asked);
        asked
    };
    for (asked, found) in [
        (with(|_| {}), vec!["Review 2", "Review 4", "Review 3", "Review 1"]),
        (with(|asked| asked.stars = Stars::try_from(1).ok()), vec!["Review 3"]),
        (with(|asked| asked.bought = true), vec!["Review 2", "Review 4"]),
        (with(|asked| asked.pictured = true), vec!["Review 3"]),
        (with(|asked| asked.order = Order::Best), vec!["Review 1", "Review 4", "Review 2", "Review 3"]),
        (with(|asked| asked.order = Order::Worst), vec!["Review 3", "Review 2", "Review 4", "Review 1"]),
    ] {
        assert_eq!(titles(&store, "harbor:1", &asked).await, found, "{asked:?}");
    }
}

#[tokio::test]
async fn a_vote_counts_once_and_never_on_ones_own_review() {
    let store = known().await;
    let amira = account(&store, 'a').await;
    put(&store, review(1, "harbor:1", 5, Some(&amira))).await;
    assert!(!voted(&store, 1, 'a', Vote::Helpful).await, "it is hers");
    assert!(voted(&store, 1, '1', Vote::Helpful).await);
    assert!(!voted(&store, 1, '1', Vote::Helpful).await, "said before");
    assert!(voted(&store, 1, '2', Vote::Helpful).await);
    let found = reviews::own(store.reader(), &amira.account, &reference("nomad:1")).await.unwrap().unwrap();
    assert_eq!((found.id.clone(), found.helpful), (id(1), 2), "one review of each shopper and group");
    assert!(reviews::queue(store.reader(), 9).await.unwrap().reviews.is_empty());
    assert!(voted(&store, 1, '1', Vote::Report).await);
    let queue = reviews::queue(store.reader(), 9).await.unwrap();
    assert_eq!(queue.reviews[0].looked.doubts, [Doubt::Reported]);
    let refused = Decision::Refuse(Refusal::Offensive, "Please leave names out.".into());
    let decision = refused.clone();
    let work = store.write(move |tx| {
        Box::pin(async move { reviews::decide(tx, ContributionKind::Review, &id(1), &decision).await })
    });
    assert_eq!(work.await.unwrap(), Some(Standing::Published));
    assert!(titles(&store, "harbor:1", &ReviewsQuery::default()).await.is_empty());
    let own = reviews::of_account(store.reader(), &amira.account).await.unwrap();
    assert_eq!((own[0].standing, own[0].looked.refusal), (Standing::Refused, Some(Refusal::Offensive)));
    assert_eq!(own[0].looked.note, "Please leave names out.");
    assert!(!voted(&store, 1, '3', Vote::Helpful).await, "nobody reads it any more");
}

#[tokio::test]
async fn only_what_was_placed_was_bought() {
    let store = known().await;
    let speaker =
        domain::catalog::Product { relation: "speaker".parse().unwrap(), ..product("harbor:speaker", "Speaker") };
    let same = domain::catalog::Product { relation: "speaker".parse().unwrap(), ..product("nomad:9", "Speaker") };
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &[speaker, same]).await })).await.unwrap();
    let amira = account(&store, 'a').await;
    let has = async |product: &str| {
        reviews::bought(store.reader(), &amira.account, &amira.visitor, &reference(product)).await.unwrap()
    };
    let number = open(&store, 1, domain::checkout::Policy::KeepRest).await;
    assert!(!has("harbor:speaker").await, "it is not paid");
    assert!(tell(&store, &number, authorised("pi_1")).await.unwrap());
    assert!(tell(&store, &number, Event::PartPlaced { part: 0 }).await.unwrap());
    assert!(has("harbor:speaker").await);
    assert!(has("nomad:9").await, "it is the same thing");
    assert!(!has("harbor:1").await);
}

#[tokio::test]
async fn who_is_erased_takes_everything_they_said_with_them() {
    let store = known().await;
    let (amira, omar) = (account(&store, 'a').await, account(&store, 'b').await);
    put(&store, review(1, "harbor:1", 5, Some(&amira))).await;
    put(&store, review(2, "harbor:1", 3, Some(&omar))).await;
    assert!(voted(&store, 2, 'a', Vote::Helpful).await);
    let lamp: ProductRef = reference("harbor:1");
    let (hers, his) = (amira.clone(), omar.clone());
    let work = store.write(move |tx| {
        Box::pin(async move {
            reviews::add_picture(tx, &id(1), "/media/x.jpg", 4).await?;
            let asked = |number, by: &Person| NewQuestion {
                id: id(number),
                account: Some(by.account.clone()),
                product: lamp.clone(),
                author: "A.".into(),
                text: "Does it hum?".into(),
                locale: Locale::En,
                standing: Standing::Published,
                doubts: vec![],
                at: NOW,
            };
            reviews::put_question(tx, &asked(10, &hers)).await?;
            reviews::put_question(tx, &asked(11, &his)).await?;
            let answer = |number, question, by: Option<&Person>| NewAnswer {
                id: id(number),
                question: id(question),
                account: by.map(|person| person.account.clone()),
                by_shop: by.is_none(),
                author: String::new(),
                text: "It does not.".into(),
                locale: Locale::En,
                standing: Standing::Published,
                doubts: vec![],
                at: NOW,
            };
            assert!(reviews::put_answer(tx, &answer(20, 10, None)).await?);
            assert!(reviews::put_answer(tx, &answer(21, 11, Some(&hers))).await?);
            assert!(reviews::put_answer(tx, &answer(22, 11, None)).await?);
            assert!(!reviews::put_answer(tx, &answer(23, 99, None)).await?, "nobody asked");
            Ok(())
        })
    });
    work.await.unwrap();
    let exported = privacy::export(store.reader(), &amira).await.unwrap();
    let rows_of = |table: &str| exported.iter().find(|one| one.table == table).map_or(0, |one| one.rows.len());
    assert_eq!(
        ["review", "review_picture", "review_vote", "question", "answer"].map(rows_of),
        [1, 1, 1, 1, 1],
        "everything she said is hers to take along"
    );
    let person = amira.clone();
    let work = store.write(move |tx| Box::pin(async move { privacy::erase(tx, &person, &visitor('f')).await }));
    work.await.unwrap();
    let left = reviews::page(store.reader(), &reference("harbor:1"), &ReviewsQuery::default(), 0, 9).await.unwrap();
    assert_eq!(left.iter().map(|one| (one.id.clone(), one.helpful)).collect::<Vec<_>>(), [(id(2), 0)]);
    let questions = reviews::questions(store.reader(), &reference("harbor:1"), 9).await.unwrap();
    assert_eq!(questions.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [id(11)]);
    assert_eq!(questions[0].answers.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [id(22)], "the shop's stays");
}

#[tokio::test]
async fn ratings_tell_what_is_liked_and_what_disappoints() {
    let store = known().await;
    for (number, product, stars) in [(1, "harbor:1", 5), (2, "nomad:1", 5), (3, "nomad:2", 1), (4, "nomad:2", 4)] {
        put(&store, review(number, product, stars, None)).await;
    }
    let popular = reviews::rated(store.reader(), false, 9).await.unwrap();
    assert_eq!(popular.iter().map(|one| one.product.to_string()).collect::<Vec<_>>(), ["harbor:1"]);
    assert_eq!((popular[0].rating.hundredths, popular[0].rating.count, popular[0].sold), (500, 2, 0));
    let weak = reviews::rated(store.reader(), true, 9).await.unwrap();
    assert_eq!((weak.len(), weak[0].product.to_string().as_str(), weak[0].poor), (1, "nomad:2", 1));
    assert!(reviews::badly_rated_elsewhere(store.reader(), 9).await.unwrap().is_empty(), "430 is not bad");
}

#[tokio::test]
async fn films_and_cut_offs_are_told_where_there_are_any() {
    let store = known().await;
    let film = domain::catalog::Film { address: "/a.webm".into(), poster: "/a.webp".into(), alt: "A lamp".into() };
    let kept = film.clone();
    let work = store.write(move |tx| {
        Box::pin(async move {
            films::put(tx, &reference("harbor:1"), &kept).await?;
            films::put(tx, &reference("harbor:1"), &kept).await?;
            films::set_cut_off(tx, &"harbor".parse().unwrap(), 840).await
        })
    });
    work.await.unwrap();
    assert_eq!(films::of(store.reader(), &reference("nomad:1")).await.unwrap(), [film]);
    assert!(films::of(store.reader(), &reference("nomad:2")).await.unwrap().is_empty());
    let told = films::cut_off(store.reader(), &"harbor".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(told.clock(), (14, 0));
    assert_eq!(films::cut_off(store.reader(), &"nomad".parse().unwrap()).await.unwrap(), None);
}
