//! Accounts, sessions, secrets that work once, failures in a row.

use domain::{
    account::{Email, pause_after},
    ids::{AccountId, Digest, VisitorId},
    locale::Locale,
    security_event::SecurityEventKind,
    time::Timestamp,
};

use crate::{
    Store,
    account_tokens::{self, Token},
    accounts::{self, NewAccount},
    sessions::{self, Session},
    testing::fresh,
    throttles,
};

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const DAY: i64 = Timestamp::DAY;

fn new(number: u32, email: &str, username: &str) -> NewAccount {
    NewAccount {
        id: AccountId::from_bits(u128::from(number)),
        visitor: format!("{number:032x}").parse().unwrap(),
        username: username.parse().unwrap(),
        email: email.parse().unwrap(),
        email_verified_at: None,
        password_hash: Some("hash".into()),
        password_short: false,
        first_name: String::new(),
        last_name: String::new(),
        locale: Locale::Ar,
        role: "customer".into(),
        pseudonym: format!("pseudonym {number}"),
        at: NOW,
    }
}

fn digest(letter: char) -> Digest {
    letter.to_string().repeat(64).parse().unwrap()
}

fn session(key: &str, account: &AccountId) -> Session {
    Session {
        key: key.into(),
        account: account.clone(),
        method: "password".into(),
        strong: false,
        device: String::new(),
        agent: "Firefox, Linux".into(),
        created_at: NOW,
        authenticated_at: NOW,
        seen_at: NOW,
        idle: 14 * DAY,
        ends_at: NOW.plus(30 * DAY),
        acting: None,
    }
}

async fn open(store: &Store, new: NewAccount) -> bool {
    store.write(move |tx| Box::pin(async move { accounts::create(tx, &new).await })).await.unwrap()
}

#[tokio::test]
async fn an_address_and_a_name_belong_to_one_account() {
    let store = fresh().await;
    assert!(open(&store, new(1, "ann@example.org", "ann")).await);
    assert!(!open(&store, new(2, "ann@example.org", "other")).await);
    assert!(!open(&store, new(3, "other@example.org", "ann")).await);
    let found = accounts::by_login(store.reader(), &"ann".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(
        (found.email.as_str(), found.locale, found.password_changed_at),
        ("ann@example.org", Locale::Ar, Some(NOW))
    );
    let visitor: VisitorId = format!("{:032x}", 1).parse().unwrap();
    assert_eq!(accounts::of_visitor(store.reader(), &visitor).await.unwrap(), Some(found.id.clone()));

    assert!(open(&store, new(4, "bo@example.org", "bobo")).await);
    let (id, taken): (AccountId, Email) = (found.id, "bo@example.org".parse().unwrap());
    let free: Email = "new@example.org".parse().unwrap();
    let changed = store.write(move |tx| {
        Box::pin(async move {
            let taken = accounts::set_email(tx, &id, &taken, NOW).await?;
            Ok((taken, accounts::set_email(tx, &id, &free, NOW).await?))
        })
    });
    assert_eq!(changed.await.unwrap(), (false, true));
}

#[tokio::test]
async fn a_session_ends_unused_or_in_the_end_and_with_its_account() {
    let store = fresh().await;
    open(&store, new(1, "ann@example.org", "ann")).await;
    let ann = AccountId::from_bits(1);
    let opened = [("first", 'a'), ("second", 'b'), ("third", 'c')].map(|(key, letter)| (session(key, &ann), letter));
    let work = store.write(move |tx| {
        Box::pin(async move {
            for (session, letter) in &opened {
                sessions::open(tx, &digest(*letter), session).await?;
            }
            sessions::touch(tx, "second", NOW.plus(10 * DAY)).await
        })
    });
    work.await.unwrap();
    let lives = async |letter, at| sessions::present(store.reader(), &digest(letter), at).await.unwrap().is_some();
    assert!(lives('a', NOW.plus(13 * DAY)).await && !lives('a', NOW.plus(14 * DAY)).await);
    assert!(lives('b', NOW.plus(20 * DAY)).await && !lives('b', NOW.plus(30 * DAY)).await);
    assert!(!lives('d', NOW).await);
    let listed = sessions::of_account(store.reader(), &ann, NOW).await.unwrap();
    assert_eq!(listed[0].key, "second", "the last used comes first");

    let other = AccountId::from_bits(2);
    let ended = store.write(move |tx| {
        Box::pin(async move {
            let foreign = sessions::end(tx, &other, "first").await?;
            let renewed = sessions::renew(tx, "second", &digest('e'), true, NOW.plus(1)).await?;
            Ok((foreign, renewed, sessions::end_others(tx, &AccountId::from_bits(1), Some("second")).await?))
        })
    });
    assert_eq!(ended.await.unwrap(), (false, true, 2));
    assert!(!lives('b', NOW).await, "the old id opens nothing any more");
    let now = sessions::present(store.reader(), &digest('e'), NOW).await.unwrap().unwrap();
    assert!(now.session.strong && now.session.authenticated_at == NOW.plus(1) && !now.verified);
    let suspend = "UPDATE \"user\" SET suspended_at = 1";
    let work = store.write(move |tx| Box::pin(async move { crate::sql::run(tx, suspend, vec![]).await }));
    assert_eq!(work.await.unwrap(), 1);
    assert!(!lives('e', NOW).await, "nobody is signed in to an account that is suspended");
}

#[tokio::test]
async fn a_secret_works_once_for_one_thing_and_in_time() {
    let store = fresh().await;
    open(&store, new(1, "ann@example.org", "ann")).await;
    let token = Token {
        kind: "reset".into(),
        account: Some(AccountId::from_bits(1)),
        email: "ann@example.org".into(),
        device: String::new(),
        document: "what it stands for".into(),
        expires_at: NOW.plus(1000),
    };
    let outcome = store.write(move |tx| {
        Box::pin(async move {
            for letter in ['a', 'b', 'c'] {
                account_tokens::add(tx, &digest(letter), &token, NOW).await?;
            }
            let take =
                async |letter, kind, at: i64| account_tokens::take(tx, &digest(letter), kind, NOW.plus(at)).await;
            let taken = [
                take('a', "magic", 0).await?,
                take('a', "reset", 1000).await?,
                take('a', "reset", 999).await?,
                take('a', "reset", 999).await?,
            ];
            account_tokens::void(tx, &AccountId::from_bits(1), "reset", NOW).await?;
            let used = (
                account_tokens::was_taken(tx, &digest('a')).await?,
                account_tokens::was_taken(tx, &digest('b')).await?,
            );
            Ok((taken, take('b', "reset", 0).await?, used))
        })
    });
    assert_eq!(outcome.await.unwrap(), ([false, false, true, false], false, (true, false)));
    assert!(account_tokens::find(store.reader(), &digest('c'), "reset", NOW).await.unwrap().is_none());
}

#[tokio::test]
async fn a_hundred_tries_at_once_are_counted_one_by_one() {
    let store = fresh().await;
    let count = |at: i64| {
        let store = Store::clone(&store);
        async move {
            let work = store.write(move |tx| {
                Box::pin(async move { throttles::count(tx, "ann", NOW.plus(at), DAY, pause_after).await })
            });
            work.await.unwrap()
        }
    };
    let tasks: Vec<_> = (0..100).map(|_| tokio::spawn(count(0))).collect();
    let mut counted = 0;
    for task in tasks {
        counted += u32::from(task.await.unwrap().is_ok());
    }
    assert_eq!(counted, 4, "the fourth makes all others wait");
    assert_eq!(count(999).await, Err(NOW.plus(1000)));
    assert_eq!(count(1000).await, Ok(5));
    assert_eq!(count(1001).await, Err(NOW.plus(3000)), "each failure waits twice as long");
    assert_eq!(count(3001 + DAY).await, Ok(1), "what is long ago is forgotten");
}

#[tokio::test]
async fn browsers_are_known_once_and_what_happened_is_told_newest_first() {
    let store = fresh().await;
    open(&store, new(1, "ann@example.org", "ann")).await;
    let work = store.write(|tx| {
        Box::pin(async move {
            let ann = AccountId::from_bits(1);
            let first = accounts::know_device(tx, &ann, "one", NOW).await?;
            let again = accounts::know_device(tx, &ann, "one", NOW).await?;
            accounts::note_event(tx, &ann, SecurityEventKind::SignedIn, "Firefox", NOW).await?;
            accounts::note_event(tx, &ann, SecurityEventKind::PasswordChanged, "", NOW.plus(1)).await?;
            Ok((first, again, accounts::rehash(tx, &ann, "other", "new").await?))
        })
    });
    assert_eq!(work.await.unwrap(), (true, false, false));
    let events = accounts::events(store.reader(), &AccountId::from_bits(1), 10).await.unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [SecurityEventKind::PasswordChanged, SecurityEventKind::SignedIn]);
    assert!(!accounts::knows_device(store.reader(), &AccountId::from_bits(2), "one").await.unwrap());
}
