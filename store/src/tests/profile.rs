//! Profiles and privacy: lists stay their owner's, nothing is remembered without a yes, and who is erased is gone.

use domain::{
    address::Address,
    consent::{Behaviour, Purpose},
    ids::{AccountId, AddressId, SearchId, VisitorId},
    locale::Locale,
    profile::{Channel, Notifications, Preferences, Stance, Topic, sizes_of},
    time::Timestamp,
};

use super::samples::*;
use crate::{
    Store,
    accounts::{self, NewAccount},
    behaviour::{self, Moment},
    data_map::ORDER_DAYS,
    keeping::lists,
    orders,
    privacy::{self, Erasure, Person},
    profile::{addresses, preferences, searches},
    purposes::{self, Given},
    sql::{rows, run, values},
};

/// An account of its own: `letter` tells it from others.
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

fn address(street: &str) -> Address {
    Address {
        name: "Amira".into(),
        street: street.into(),
        extra: String::new(),
        postcode: "1100-419".into(),
        city: "Lisboa".into(),
        country: "PT".into(),
        phone: String::new(),
    }
}

fn id<T: TryFrom<String>>(bits: u128) -> T
where
    T::Error: std::fmt::Debug,
{
    T::try_from(format!("{bits:032x}")).unwrap()
}

#[tokio::test]
async fn one_address_is_offered_first_and_another_takes_its_place_when_it_goes() {
    let store = shop().await;
    let (amira, stranger) = (account(&store, 'a').await, account(&store, 'b').await);
    let (mine, theirs) = (amira.account.clone(), stranger.account.clone());
    let work = store.write(move |tx| {
        Box::pin(async move {
            for (number, street) in [(1, "Rua 1"), (2, "Rua 2"), (3, "Rua 3")] {
                let at = NOW.plus(i64::try_from(number).unwrap());
                assert!(addresses::add(tx, &mine, &id(number), &address(street), at).await?);
            }
            assert!(addresses::choose(tx, &mine, &id(3)).await?);
            assert!(!addresses::choose(tx, &theirs, &id(3)).await?, "it is not theirs");
            assert!(!addresses::change(tx, &theirs, &id(3), &address("mine now"), NOW).await?);
            assert!(!addresses::forget(tx, &theirs, &id(3)).await?);
            assert!(addresses::forget(tx, &mine, &id(3)).await?);
            Ok(())
        })
    });
    work.await.unwrap();
    let left = addresses::of(store.reader(), &amira.account).await.unwrap();
    let left: Vec<(&str, bool)> = left.iter().map(|one| (one.address.street.as_str(), one.chosen)).collect();
    assert_eq!(left, [("Rua 2", true), ("Rua 1", false)]);
    let stranger_sees = addresses::one(store.reader(), &stranger.account, &id::<AddressId>(1)).await.unwrap();
    assert_eq!(stranger_sees, None);
}

#[tokio::test]
async fn preferences_come_back_as_they_were_kept() {
    let store = shop().await;
    let amira = account(&store, 'a').await;
    assert_eq!(preferences::of(store.reader(), &amira.account).await.unwrap(), Preferences::default());
    let wanted = Preferences {
        language: Some(Locale::Ar),
        country: Some("FR".into()),
        sizes: sizes_of("m 42"),
        keeps_searches: false,
        marketplaces: [("harbor".parse().unwrap(), Stance::Hidden)].into(),
        ..Preferences::default()
    };
    let news = Notifications { wanted: vec![(Topic::News, Channel::Mail)] };
    let (account, kept, told) = (amira.account.clone(), wanted.clone(), news.clone());
    let work = store.write(move |tx| {
        Box::pin(async move {
            preferences::save(tx, &account, &kept, NOW).await?;
            preferences::set_notifications(tx, &account, &told, NOW).await
        })
    });
    work.await.unwrap();
    assert_eq!(preferences::of(store.reader(), &amira.account).await.unwrap(), wanted);
    assert_eq!(preferences::notifications(store.reader(), &amira.account).await.unwrap(), news);
}

async fn search(store: &Store, person: &Person, bits: u128, text: &'static str) {
    let account = person.account.clone();
    let at = NOW.plus(i64::try_from(bits).unwrap());
    let work = store.write(move |tx| {
        Box::pin(async move { searches::remember(tx, &account, &id::<SearchId>(bits), text, at).await })
    });
    work.await.unwrap();
}

#[tokio::test]
async fn a_search_is_kept_once_counted_and_not_at_all_where_that_is_switched_off() {
    let store = shop().await;
    let amira = account(&store, 'a').await;
    for (bits, text) in [(1, "lamp"), (2, "kettle"), (3, "lamp")] {
        search(&store, &amira, bits, text).await;
    }
    let kept = searches::of(store.reader(), &amira.account).await.unwrap();
    let kept: Vec<(&str, u32)> = kept.iter().map(|one| (one.text.as_str(), one.times)).collect();
    assert_eq!(kept, [("lamp", 2), ("kettle", 1)]);
    let off = Preferences { keeps_searches: false, ..Preferences::default() };
    let account = amira.account.clone();
    let work =
        store.write(move |tx| Box::pin(async move { preferences::save(tx, &account, &off, NOW).await.map(|()| off) }));
    work.await.unwrap();
    search(&store, &amira, 4, "chair").await;
    assert_eq!(searches::of(store.reader(), &amira.account).await.unwrap().len(), 2);
}

async fn answer(store: &Store, visitor: &VisitorId, given: bool, at: Timestamp) {
    let visitor = visitor.clone();
    let answer = Given { purpose: Purpose::Behaviour, given, text_version: "2026-11".into(), at };
    let work =
        store.write(move |tx| Box::pin(async move { purposes::answer(tx, &visitor, &answer, Locale::En).await }));
    work.await.unwrap();
}

async fn look_at(store: &Store, visitor: &VisitorId, about: &str) -> bool {
    let moment = Moment { visitor: visitor.clone(), what: Behaviour::View, about: about.into(), at: NOW };
    store.write(move |tx| Box::pin(async move { behaviour::remember(tx, &moment).await })).await.unwrap()
}

#[tokio::test]
async fn nothing_is_remembered_of_who_did_not_agree_and_a_no_takes_back_what_was() {
    let store = shop().await;
    let (silent, asked) = (visitor('c'), visitor('d'));
    assert!(!look_at(&store, &silent, "harbor:1").await);
    answer(&store, &asked, true, NOW).await;
    assert!(look_at(&store, &asked, "harbor:1").await && look_at(&store, &asked, "harbor:2").await);
    assert!(!look_at(&store, &silent, "harbor:1").await, "somebody else's yes is not theirs");
    assert_eq!(behaviour::count(store.reader(), &asked).await.unwrap(), 2);
    answer(&store, &asked, false, NOW.plus(1)).await;
    assert!(!look_at(&store, &asked, "harbor:3").await);
    let left = rows(store.reader(), "SELECT id FROM behaviour_event", values![]).await.unwrap();
    assert!(left.is_empty());
    assert_eq!(purposes::of(store.reader(), &asked).await.unwrap().len(), 2, "both answers are kept");
}

#[tokio::test]
async fn who_is_erased_is_gone_and_their_orders_keep_amounts_alone() {
    let store = shop().await;
    let (amira, other) = (account(&store, 'a').await, account(&store, 'b').await);
    let number = open(&store, 1, domain::checkout::Policy::KeepRest).await;
    let total = new_order(1, domain::checkout::Policy::KeepRest).total;
    let (person, theirs) = (amira.clone(), other.clone());
    let work = store.write(move |tx| {
        Box::pin(async move {
            for one in [&person, &theirs] {
                let bits = u128::from(one.visitor.as_str().as_bytes()[0]);
                addresses::add(tx, &one.account, &id(bits), &address("Rua do Segredo 1"), NOW).await?;
                lists::save(tx, &one.visitor, &id(bits), &"harbor:lamp".parse().unwrap(), NOW).await?;
                privacy::ask(tx, &one.account, Erasure { asked_at: NOW, due_at: NOW.plus(9) }).await?;
            }
            assert!(privacy::keep(tx, &theirs.account).await?);
            Ok(())
        })
    });
    work.await.unwrap();
    assert!(privacy::due(store.reader(), NOW.plus(8), 9).await.unwrap().is_empty());
    let due = privacy::due(store.reader(), NOW.plus(9), 9).await.unwrap();
    assert_eq!(due.iter().map(|one| &one.account).collect::<Vec<_>>(), [&amira.account]);
    assert_eq!(privacy::orders_under_way(store.reader(), &amira).await.unwrap(), 1, "it is still being paid");
    let exported = privacy::export(store.reader(), &amira).await.unwrap();
    let rows_of = |table: &str| exported.iter().find(|one| one.table == table).map_or(0, |one| one.rows.len());
    assert_eq!((rows_of("user"), rows_of("address"), rows_of("order"), rows_of("past_search")), (1, 1, 1, 0));
    let person = amira.clone();
    let work = store.write(move |tx| Box::pin(async move { privacy::erase(tx, &person, &visitor('f')).await }));
    work.await.unwrap();
    assert_eq!(accounts::by_id(store.reader(), &amira.account).await.unwrap().map(|one| one.id), None);
    assert_eq!(addresses::of(store.reader(), &other.account).await.unwrap().len(), 1, "others stay as they are");
    let head = orders::head(store.reader(), &number).await.unwrap().unwrap();
    assert_eq!((head.visitor, head.user, head.total), (visitor('f'), None, total));
    assert_eq!((head.details.name.as_str(), head.details.street.as_str()), ("", ""));
    assert!(orders::view(store.reader(), &number).await.unwrap().is_some(), "the books can still be read");
    assert!(crate::audit::invariants(store.reader()).await.unwrap().is_empty());
    assert!(privacy::truncate_log(store.reader()).await.unwrap());
}

#[tokio::test]
async fn what_is_too_old_is_forgotten_and_the_rest_stays() {
    let store = shop().await;
    let amira = account(&store, 'a').await;
    answer(&store, &amira.visitor, true, NOW).await;
    answer(&store, &visitor('d'), true, NOW).await;
    assert!(look_at(&store, &amira.visitor, "harbor:1").await);
    search(&store, &amira, 1, "lamp").await;
    let number = open(&store, 1, domain::checkout::Policy::KeepRest).await;
    let sweep = async |days: u32| {
        let at = NOW.plus(i64::from(days) * Timestamp::DAY + 10);
        let work = store.write(move |tx| Box::pin(async move { privacy::sweep(tx, at, &visitor('f')).await }));
        work.await.unwrap();
    };
    sweep(179).await;
    assert_eq!(behaviour::count(store.reader(), &amira.visitor).await.unwrap(), 1);
    sweep(181).await;
    assert_eq!(behaviour::count(store.reader(), &amira.visitor).await.unwrap(), 0);
    assert_eq!(searches::of(store.reader(), &amira.account).await.unwrap().len(), 1);
    sweep(366).await;
    assert!(searches::of(store.reader(), &amira.account).await.unwrap().is_empty());
    sweep(ORDER_DAYS + 1).await;
    assert_eq!(purposes::of(store.reader(), &visitor('d')).await.unwrap().len(), 0, "an old answer of a guest");
    assert_eq!(purposes::of(store.reader(), &amira.visitor).await.unwrap().len(), 1, "an account's answer");
    let name = async || orders::head(store.reader(), &number).await.unwrap().unwrap().details.name;
    assert_ne!(name().await, "", "an order that is not settled keeps its address");
    let settle = "UPDATE \"order\" SET phase = 'done'";
    store.write(move |tx| Box::pin(async move { run(tx, settle, values![]).await.map(|_| ()) })).await.unwrap();
    sweep(ORDER_DAYS + 1).await;
    assert_eq!(name().await, "");
}
