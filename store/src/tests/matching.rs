//! The same product across marketplaces: tokens that survive, pairs, votes, and listings that wait to be matched.

use std::collections::BTreeSet;

use domain::{
    catalog::Product,
    ids::{RelationToken, VisitorId},
    matching::{Apart, Judgement, Listing, judge},
};

use super::samples::*;
use crate::{
    Store,
    matching::{
        self,
        pairs::{self, Pair, State},
        relations::{self, Merge, Move},
        votes::{self, Vote},
    },
    products,
};

async fn keep(store: &Store, known: Vec<Product>) {
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &known).await })).await.unwrap();
}

async fn merge(store: &Store, gone: &str, kept: &str) {
    let merge = Merge { gone: gone.parse().unwrap(), kept: kept.parse().unwrap() };
    store.write(move |tx| Box::pin(async move { relations::merge(tx, &[merge], NOW).await })).await.unwrap();
}

async fn groups(store: &Store) -> Vec<String> {
    let all = [reference("harbor:1"), reference("nomad:1"), reference("nomad:2")];
    let mut known = products::by_refs(store.reader(), &all).await.unwrap();
    known.sort_by(|one, other| one.reference.cmp(&other.reference));
    known.into_iter().map(|one| one.relation.to_string()).collect()
}

fn token(text: &str) -> RelationToken {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_merged_group_is_found_by_either_token_however_often_groups_merge() {
    let store = shop().await;
    let all = vec![product("harbor:1", "Brick"), product("nomad:1", "Brick"), product("nomad:2", "Brick")];
    keep(&store, all.clone()).await;
    merge(&store, "only-nomad:2", "only-nomad:1").await;
    merge(&store, "only-nomad:1", "only-harbor:1").await;
    assert_eq!(groups(&store).await, ["only-harbor:1"; 3]);
    for old in ["only-harbor:1", "only-nomad:1", "only-nomad:2"] {
        let found = products::by_relations(store.reader(), &[token(old)]).await.unwrap();
        assert_eq!(found.len(), 3, "{old}");
    }
    // What marketplaces tell later changes nothing of it.
    keep(&store, all.iter().map(|one| Product { observed_at: NOW.plus(9), ..one.clone() }).collect()).await;
    assert_eq!(groups(&store).await, ["only-harbor:1"; 3]);
}

#[tokio::test]
async fn a_listing_that_nobody_knew_joins_the_group_its_number_became_part_of() {
    let store = shop().await;
    let gtin = || Some("4719512002889".parse().unwrap());
    let numbered = |text: &str| {
        let plain = product(text, "Brick");
        Product { relation: RelationToken::of(&plain.reference, gtin().as_ref()), gtin: gtin(), ..plain }
    };
    keep(&store, vec![product("harbor:1", "Brick"), numbered("nomad:1")]).await;
    merge(&store, "gtin-04719512002889", "only-harbor:1").await;
    keep(&store, vec![numbered("nomad:2")]).await;
    assert_eq!(groups(&store).await, ["only-harbor:1"; 3]);
    let mut live = vec![numbered("nomad:1"), numbered("nomad:3")];
    relations::settle(store.reader(), &mut live).await.unwrap();
    assert!(live.iter().all(|one| one.relation == token("only-harbor:1")));
}

#[tokio::test]
async fn a_listing_that_left_stays_away_and_its_token_leads_nowhere_else() {
    let store = shop().await;
    keep(&store, vec![product("harbor:1", "Brick"), product("nomad:1", "Brick")]).await;
    merge(&store, "only-nomad:1", "only-harbor:1").await;
    let away = Move { listing: reference("nomad:1"), token: token("only-nomad:1") };
    store.write(move |tx| Box::pin(async move { relations::shift(tx, &[away]).await })).await.unwrap();
    keep(&store, vec![Product { observed_at: NOW.plus(9), ..product("nomad:1", "Brick") }]).await;
    assert_eq!(groups(&store).await, ["only-harbor:1", "only-nomad:1"]);
    let found = products::by_relations(store.reader(), &[token("only-nomad:1")]).await.unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn odd_letters_in_tokens_are_moved_like_any_other() {
    let store = shop().await;
    let odd = product("nomad:a\"b\\c", "Brick");
    keep(&store, vec![product("harbor:1", "Brick"), odd.clone()]).await;
    merge(&store, odd.relation.as_str(), "only-harbor:1").await;
    let again = Move { listing: odd.reference.clone(), token: odd.relation.clone() };
    let known = || products::by_refs(store.reader(), std::slice::from_ref(&odd.reference));
    assert_eq!(known().await.unwrap()[0].relation, token("only-harbor:1"));
    store.write(move |tx| Box::pin(async move { relations::shift(tx, &[again]).await })).await.unwrap();
    assert_eq!(known().await.unwrap()[0].relation, odd.relation);
}

#[tokio::test]
async fn a_listing_waits_to_be_matched_until_it_was_and_again_when_it_says_something_else() {
    let store = shop().await;
    keep(&store, vec![product("harbor:1", "Brick"), product("nomad:1", "Brick")]).await;
    let waiting = matching::waiting(store.reader(), 10).await.unwrap();
    assert_eq!(waiting.len(), 2);
    store.write(move |tx| Box::pin(async move { matching::note_matched(tx, &waiting).await })).await.unwrap();
    assert!(matching::waiting(store.reader(), 10).await.unwrap().is_empty());
    let dearer = Product { price: euros(9900), observed_at: NOW.plus(1), ..product("harbor:1", "Brick") };
    keep(&store, vec![dearer]).await;
    assert!(matching::waiting(store.reader(), 10).await.unwrap().is_empty());
    keep(&store, vec![Product { observed_at: NOW.plus(2), ..product("harbor:1", "Brick 2") }]).await;
    assert_eq!(matching::waiting(store.reader(), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn listings_are_found_by_what_they_share_and_not_by_what_all_share() {
    let store = shop().await;
    let mut keys: Vec<_> =
        (0..70).map(|number| (reference(&format!("nomad:{number}")), BTreeSet::from(["all".to_owned()]))).collect();
    keys.push((reference("harbor:1"), ["all".to_owned(), "rare".to_owned()].into()));
    keys[0].1.insert("rare".to_owned());
    store.write(move |tx| Box::pin(async move { matching::keep_keys(tx, &keys).await })).await.unwrap();
    let asked = BTreeSet::from(["all".to_owned(), "rare".to_owned(), "none".to_owned()]);
    let found = matching::candidates(store.reader(), &asked).await.unwrap();
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        [("rare".to_owned(), vec![reference("harbor:1"), reference("nomad:0")])]
    );
}

fn judged() -> Judgement {
    judge(&Listing::default(), &Listing::default())
}

#[tokio::test]
async fn what_a_person_decided_is_not_overwritten_by_the_matcher() {
    let store = shop().await;
    let pair = Pair::of(&reference("nomad:1"), &reference("harbor:1")).unwrap();
    assert_eq!(Pair::of(&reference("harbor:1"), &reference("nomad:1")).unwrap(), pair);
    let (known, again) = (pair.clone(), pair.clone());
    let work = store.write(move |tx| {
        Box::pin(async move {
            pairs::keep(tx, &[(known.clone(), judged(), State::Doubtful)], NOW).await?;
            assert!(pairs::set_state(tx, &known, State::Apart, NOW).await?);
            pairs::keep(tx, &[(known, judged(), State::Matched)], NOW.plus(1)).await
        })
    });
    work.await.unwrap();
    let said = pairs::said_of(store.reader(), &BTreeSet::from([reference("nomad:1")])).await.unwrap();
    assert_eq!(said.iter().map(|one| (one.pair.clone(), one.state)).collect::<Vec<_>>(), [(again, State::Apart)]);
    assert!(pairs::in_state(store.reader(), State::Doubtful, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn one_household_counts_once_however_many_visitors_it_is() {
    let store = shop().await;
    let apart = Apart { shown: reference("harbor:1"), other: reference("nomad:1") };
    let turned = Apart { shown: apart.other.clone(), other: apart.shown.clone() };
    let visitor = |number: u32| format!("{number:032x}").parse::<VisitorId>().unwrap();
    let vote = |number, apart: &Apart, household: &str| Vote {
        visitor: visitor(number),
        apart: apart.clone(),
        household: household.to_owned(),
    };
    let votes = vec![vote(1, &apart, "a"), vote(2, &apart, "a"), vote(3, &turned, "b"), vote(3, &turned, "b")];
    store
        .write(move |tx| {
            Box::pin(async move {
                for vote in &votes {
                    votes::cast(tx, vote, NOW).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    assert_eq!(votes::count(store.reader(), &apart).await.unwrap(), 2);
    assert_eq!(votes::of(store.reader(), &visitor(3)).await.unwrap(), [turned]);
    let back = apart.clone();
    let (one, owner) = (visitor(3), visitor(9));
    let work = store.write(move |tx| {
        Box::pin(async move {
            votes::take_over(tx, &one, &owner).await?;
            votes::withdraw(tx, &owner, &back).await
        })
    });
    work.await.unwrap();
    assert_eq!(votes::count(store.reader(), &apart).await.unwrap(), 1);
}
