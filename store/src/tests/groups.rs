//! Groups of customers: who is in which, what a guest is in, and what goes with an account.

use domain::{
    ids::{AccountId, GroupId, VisitorId},
    permission::BuiltInRole,
    promotion::{Bearer, Beside, Effect, Lane, Promotion, Reduction, Scope, Terms, Trigger},
    time::Timestamp,
};

use super::{
    samples::{NOW, visitor},
    staff::account,
};
use crate::{
    Store, groups, privacy, promotions,
    sql::{row, values},
    testing::fresh,
};

fn id(text: &str) -> GroupId {
    text.parse().unwrap()
}

async fn make(store: &Store, group: &'static str, name: &'static str) {
    store.write(move |tx| Box::pin(async move { groups::make(tx, &id(group), name, NOW).await })).await.unwrap();
}

async fn add(store: &Store, group: &'static str, account: &AccountId, at: i64) -> bool {
    let account = account.clone();
    let adding =
        store.write(move |tx| Box::pin(async move { groups::add(tx, &id(group), &account, NOW.plus(at)).await }));
    adding.await.unwrap()
}

async fn listed(store: &Store) -> Vec<(String, u32)> {
    let all = groups::list(store.reader(), 10).await.unwrap();
    all.into_iter().map(|group| (group.name, group.members)).collect()
}

#[tokio::test]
async fn groups_are_listed_by_name_with_how_many_are_in_them_and_a_name_is_given_once() {
    let store = fresh().await;
    make(&store, "w", "wholesale").await;
    make(&store, "s", "Staff").await;
    let somebody = account(&store, 1, BuiltInRole::Customer.word()).await;
    assert!(add(&store, "w", &somebody, 0).await);
    assert!(!add(&store, "w", &somebody, 1).await, "nobody is in a group twice");
    assert_eq!(listed(&store).await, [("Staff".to_owned(), 0), ("wholesale".to_owned(), 1)]);
    let same = store.write(|tx| Box::pin(async move { groups::make(tx, &id("t"), "Staff", NOW).await })).await;
    assert!(same.is_err());
    store.write(|tx| Box::pin(async move { groups::rename(tx, &id("s"), "Team").await })).await.unwrap();
    assert_eq!(groups::name_of(store.reader(), &id("s")).await.unwrap().as_deref(), Some("Team"));
    assert_eq!(groups::name_of(store.reader(), &id("none")).await.unwrap(), None);
    assert_eq!(groups::list(store.reader(), 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_account_is_in_its_groups_and_a_guest_in_none_that_are_known() {
    let store = fresh().await;
    make(&store, "w", "Wholesale").await;
    make(&store, "s", "Staff").await;
    let somebody = account(&store, 7, BuiltInRole::Customer.word()).await;
    let theirs = format!("{:032x}", 7).parse().unwrap();
    let of = async |visitor: &VisitorId| groups::of_visitor(store.reader(), visitor).await.unwrap();
    assert_eq!(of(&theirs).await, Some([].into()));
    assert!(add(&store, "w", &somebody, 0).await && add(&store, "s", &somebody, 0).await);
    assert_eq!(of(&theirs).await, Some([id("s"), id("w")].into()));
    assert_eq!(groups::count_of(store.reader(), &somebody).await.unwrap(), 2);
    assert_eq!(of(&visitor('e')).await, None);
    let out = |group: &'static str| {
        let somebody = somebody.clone();
        store.write(move |tx| Box::pin(async move { groups::take_out(tx, &id(group), &somebody).await }))
    };
    assert!(out("s").await.unwrap() && !out("s").await.unwrap());
    store.write(|tx| Box::pin(async move { groups::remove(tx, &id("w")).await })).await.unwrap();
    assert_eq!(of(&theirs).await, Some([].into()));
    assert_eq!(listed(&store).await, [("Staff".to_owned(), 0)]);
}

#[tokio::test]
async fn the_newest_members_stand_first_and_come_page_by_page() {
    let store = fresh().await;
    make(&store, "w", "Wholesale").await;
    for number in 1..=3 {
        let somebody = account(&store, number, BuiltInRole::Customer.word()).await;
        assert!(add(&store, "w", &somebody, number as i64).await);
    }
    let page = async |skip| {
        let found = groups::members(store.reader(), &id("w"), skip, 2).await.unwrap();
        found.into_iter().map(|member| member.username).collect::<Vec<_>>()
    };
    assert_eq!(page(0).await, ["person-3", "person-2"]);
    assert_eq!(page(2).await, ["person-1"]);
    let newest = groups::members(store.reader(), &id("w"), 0, 1).await.unwrap().remove(0);
    assert_eq!((newest.email.as_str(), newest.added_at), ("person-3@example.org", NOW.plus(3)));
}

#[tokio::test]
async fn who_is_erased_is_in_no_group_any_more() {
    let store = fresh().await;
    make(&store, "w", "Wholesale").await;
    let (gone, stays) = (account(&store, 1, "customer").await, account(&store, 2, "customer").await);
    assert!(add(&store, "w", &gone, 0).await && add(&store, "w", &stays, 0).await);
    let person = privacy::Person { account: gone, visitor: format!("{:032x}", 1).parse().unwrap() };
    let work = store.write(move |tx| Box::pin(async move { privacy::erase(tx, &person, &visitor('f')).await }));
    work.await.unwrap();
    assert_eq!(listed(&store).await, [("Wholesale".to_owned(), 1)]);
    let left = row(store.reader(), "SELECT COUNT(*) FROM customer_group_member", values![]).await.unwrap().unwrap();
    assert_eq!(left.try_get_by_index::<i64>(0).unwrap(), 1);
}

#[tokio::test]
async fn promotions_that_are_not_over_are_those_in_force_and_those_to_come() {
    let store = fresh().await;
    let at = |from: Option<i64>, until: Option<i64>| (from.map(|at| NOW.plus(at)), until.map(|at| NOW.plus(at)));
    for (name, (valid_from, valid_until)) in [
        ("always", at(None, None)),
        ("now", at(Some(-5), Some(5))),
        ("later", at(Some(5), None)),
        ("over", at(None, Some(0))),
        ("ended", at(None, None)),
    ] {
        let promotion = named(name, valid_from, valid_until);
        store.write(move |tx| Box::pin(async move { promotions::begin(tx, &promotion, NOW).await })).await.unwrap();
    }
    let ended = store.write(|tx| Box::pin(async move { promotions::end(tx, &"ended".parse().unwrap(), NOW).await }));
    assert!(ended.await.unwrap().is_some());
    let names = |all: Vec<Promotion>| all.iter().map(|one| one.terms().name.clone()).collect::<Vec<_>>();
    assert_eq!(names(promotions::not_over(store.reader(), NOW).await.unwrap()), ["always", "later", "now"]);
    assert_eq!(names(promotions::in_force(store.reader(), NOW, 9).await.unwrap()), ["always", "now"]);
}

fn named(name: &str, valid_from: Option<Timestamp>, valid_until: Option<Timestamp>) -> Promotion {
    Promotion::try_from(Terms {
        id: name.parse().unwrap(),
        name: name.to_owned(),
        trigger: Trigger::Automatic,
        condition: domain::promotion::Condition::Always,
        scope: Scope::default(),
        effect: Effect::Off { reduction: Reduction::Percent { points: 1000, cap: None } },
        bearer: Bearer::Operator,
        lane: Lane::Item,
        priority: 0,
        beside: Beside::Others,
        valid_from,
        valid_until,
        limit: None,
        limit_each: None,
    })
    .unwrap()
}
