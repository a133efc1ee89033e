//! Second factors and other ways in: each secret works once, for its owner, in its time.

use domain::{ids::AccountId, locale::Locale, time::Timestamp};

use super::samples::*;
use crate::{
    Store, StoreError, accounts,
    factors::{
        ceremonies::{self, Ceremony},
        codes, identities, passkeys,
        phones::{self, NewCode},
    },
    jobs,
    testing::{Fresh, fresh},
};

fn account(number: u128) -> AccountId {
    AccountId::from_bits(number)
}

/// A fresh store with two people.
async fn people() -> Fresh {
    let store = fresh().await;
    for number in [1_u128, 2] {
        let new = accounts::NewAccount {
            id: account(number),
            visitor: format!("{number:032x}").parse().unwrap(),
            username: format!("person-{number}").parse().unwrap(),
            email: format!("person-{number}@example.org").parse().unwrap(),
            email_verified_at: Some(NOW),
            password_hash: None,
            password_short: false,
            first_name: String::new(),
            last_name: String::new(),
            locale: Locale::En,
            role: "customer".into(),
            pseudonym: format!("{number:032x}"),
            at: NOW,
        };
        assert!(store.write(move |tx| Box::pin(async move { accounts::create(tx, &new).await })).await.unwrap());
    }
    store
}

async fn take_step(store: &Store, step: i64) -> bool {
    store.write(move |tx| Box::pin(async move { codes::take_step(tx, &account(1), step).await })).await.unwrap()
}

#[tokio::test]
async fn a_code_is_asked_for_only_after_its_first_and_no_step_is_taken_twice_or_backwards() {
    let store = people().await;
    let begin = |secret: &'static str| {
        store.write(move |tx| Box::pin(async move { codes::begin_totp(tx, &account(1), secret, NOW).await }))
    };
    assert!(begin("first").await.unwrap() && begin("second").await.unwrap(), "it may be begun anew");
    assert!(!take_step(&store, 10).await, "it was not confirmed");
    let confirm = |secret: &'static str| {
        store.write(move |tx| Box::pin(async move { codes::confirm_totp(tx, &account(1), secret, 10, NOW).await }))
    };
    assert!(!confirm("first").await.unwrap(), "another secret took its place");
    assert!(confirm("second").await.unwrap());
    assert!(!confirm("second").await.unwrap() && !begin("third").await.unwrap());
    assert_eq!([take_step(&store, 10).await, take_step(&store, 9).await], [false, false]);
    assert_eq!([take_step(&store, 12).await, take_step(&store, 11).await], [true, false]);
    assert!(codes::totp(store.reader(), &account(2)).await.unwrap().is_none());
}

#[tokio::test]
async fn of_two_who_take_the_same_code_at_once_one_gets_in() {
    let store = people().await;
    let prepare = store.write(|tx| {
        Box::pin(async move {
            codes::begin_totp(tx, &account(1), "secret", NOW).await?;
            codes::confirm_totp(tx, &account(1), "secret", 10, NOW).await?;
            codes::replace_backup_codes(tx, &account(1), &["one".into(), "two".into()], NOW).await
        })
    });
    prepare.await.unwrap();
    let (left, right) = tokio::join!(take_step(&store, 11), take_step(&store, 11));
    assert!(left ^ right);
    let spend = |of: u128| {
        store.write(move |tx| Box::pin(async move { codes::take_backup_code(tx, &account(of), "one", NOW).await }))
    };
    assert!(!spend(2).await.unwrap(), "it is somebody else's");
    let (left, right) = tokio::join!(spend(1), spend(1));
    assert!(left.unwrap() ^ right.unwrap());
    assert_eq!(codes::backup_codes_left(store.reader(), &account(1)).await.unwrap(), 1);
    store.write(|tx| Box::pin(async move { codes::remove_totp(tx, &account(1)).await })).await.unwrap();
    assert_eq!(codes::backup_codes_left(store.reader(), &account(1)).await.unwrap(), 0);
}

#[tokio::test]
async fn wrong_answers_are_counted_until_a_right_one() {
    let store = people().await;
    let miss = || store.write(|tx| Box::pin(async move { codes::count_miss(tx, &account(1)).await }));
    assert_eq!([miss().await.unwrap(), miss().await.unwrap()], [1, 2]);
    let until = NOW.plus(1000);
    store.write(move |tx| Box::pin(async move { codes::wait(tx, &account(1), until).await })).await.unwrap();
    assert_eq!(codes::waits_until(store.reader(), &account(1)).await.unwrap(), until);
    assert_eq!(codes::waits_until(store.reader(), &account(2)).await.unwrap(), Timestamp(0));
    store.write(|tx| Box::pin(async move { codes::forget_misses(tx, &account(1)).await })).await.unwrap();
    assert_eq!(miss().await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_begun_ends_once_in_its_time_and_as_what_it_is() {
    let store = people().await;
    let begun = Ceremony {
        id: "a".repeat(64),
        kind: "passkey-add".into(),
        account: Some(account(1)),
        state: "{}".into(),
        expires_at: NOW.plus(1000),
    };
    let new = begun.clone();
    store.write(move |tx| Box::pin(async move { ceremonies::begin(tx, &new, NOW).await })).await.unwrap();
    let end = |kind: &'static str, at: i64| {
        let id = "a".repeat(64);
        store.write(move |tx| Box::pin(async move { ceremonies::end(tx, &id, kind, NOW.plus(at)).await }))
    };
    assert_eq!(end("identity", 0).await.unwrap(), None, "it is something else");
    assert_eq!(end("passkey-add", 1000).await.unwrap(), None, "it is over");
    let found = ceremonies::find(store.reader(), &begun.id, "passkey-add", NOW).await.unwrap();
    assert_eq!(found, Some(begun.clone()));
    let (left, right) = tokio::join!(end("passkey-add", 999), end("passkey-add", 999));
    let ended: Vec<_> = [left.unwrap(), right.unwrap()].into_iter().flatten().collect();
    assert_eq!(ended, [begun]);
}

#[tokio::test]
async fn a_passkey_and_an_identity_open_one_account_only() {
    let store = people().await;
    let passkey = |owner: u128| passkeys::Passkey {
        id: format!("key-{owner}"),
        account: account(owner),
        credential_id: "c0ffee".into(),
        credential: "{}".into(),
        name: "Phone".into(),
        created_at: NOW,
        last_used_at: None,
    };
    let add = |owner: u128| {
        let new = passkey(owner);
        store.write(move |tx| Box::pin(async move { passkeys::add(tx, &new).await }))
    };
    add(1).await.unwrap();
    assert!(matches!(add(2).await, Err(StoreError::Conflict)));
    assert_eq!(passkeys::of_credential(store.reader(), "c0ffee").await.unwrap(), Some(passkey(1)));
    let remove = |owner: u128| {
        store.write(move |tx| Box::pin(async move { passkeys::remove(tx, &account(owner), "key-1").await }))
    };
    assert_eq!([remove(2).await.unwrap(), remove(1).await.unwrap(), remove(1).await.unwrap()], [false, true, false]);
    let identity = identities::Identity {
        provider: "practice".into(),
        subject: "ann".into(),
        email: "ann@example.org".into(),
        created_at: NOW,
        last_used_at: None,
    };
    let link = |owner: u128| {
        let new = identity.clone();
        store.write(move |tx| Box::pin(async move { identities::link(tx, &account(owner), &new).await }))
    };
    link(1).await.unwrap();
    assert!(matches!(link(2).await, Err(StoreError::Conflict)));
    let owner = identities::account_of(store.reader(), "practice", "ann").await.unwrap();
    assert_eq!(owner, Some(account(1)));
    assert_eq!(identities::account_of(store.reader(), "another", "ann").await.unwrap(), None);
}

#[tokio::test]
async fn a_number_is_the_accounts_only_after_its_code_which_has_so_many_tries_and_one_use() {
    let store = people().await;
    let send = |id: &'static str, at: i64| {
        let new = NewCode {
            id: id.into(),
            account: account(1),
            number: "+351910000000".into(),
            hash: format!("hash of {id}"),
            message: "sealed".into(),
            expires_at: NOW.plus(at + 1000),
        };
        store.write(move |tx| Box::pin(async move { phones::begin(tx, &new, NOW.plus(at)).await }))
    };
    send("one", 0).await.unwrap();
    assert_eq!(jobs::counts(store.reader()).await.unwrap().waiting, 1);
    assert!(phones::unsent(store.reader(), "one", NOW).await.unwrap().is_some());
    send("two", 10).await.unwrap();
    assert!(phones::unsent(store.reader(), "one", NOW.plus(10)).await.unwrap().is_none(), "another took its place");
    assert_eq!(phones::sent_since(store.reader(), &account(1), "+351910000000", NOW.plus(-1)).await.unwrap(), (2, 2));
    assert_eq!(phones::sent_since(store.reader(), &account(2), "+351910000000", NOW.plus(-1)).await.unwrap(), (0, 2));
    store.write(|tx| Box::pin(async move { phones::mark_sent(tx, "two").await })).await.unwrap();
    assert!(phones::unsent(store.reader(), "two", NOW.plus(10)).await.unwrap().is_none());
    let attempt = |of: u128, most: u32, at: i64| {
        store.write(move |tx| Box::pin(async move { phones::count_try(tx, &account(of), most, NOW.plus(at)).await }))
    };
    assert_eq!(attempt(2, 5, 20).await.unwrap(), None);
    assert_eq!(attempt(1, 5, 1010).await.unwrap(), None, "it is too old");
    let code = attempt(1, 2, 20).await.unwrap().unwrap();
    assert_eq!(code.hash, "hash of two");
    assert_eq!(phones::proven(store.reader(), &account(1)).await.unwrap(), None);
    assert!(attempt(1, 2, 20).await.unwrap().is_some());
    assert_eq!(attempt(1, 2, 20).await.unwrap(), None, "it had all its tries");
    let take = || {
        let code = code.clone();
        store.write(move |tx| Box::pin(async move { phones::take(tx, &account(1), &code, NOW).await }))
    };
    assert_eq!([take().await.unwrap(), take().await.unwrap()], [true, false]);
    assert_eq!(phones::proven(store.reader(), &account(1)).await.unwrap().as_deref(), Some("+351910000000"));
    store.write(|tx| Box::pin(async move { phones::forget(tx, &account(1)).await })).await.unwrap();
    assert_eq!(phones::proven(store.reader(), &account(1)).await.unwrap(), None);
}
