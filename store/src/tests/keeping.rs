//! What somebody keeps: lists stay their owner's, nothing is lost on the way from a guest to an account, and what was saved
//! before there were lists is still there.

use domain::{
    account::Email,
    cart::Quantity,
    ids::{AccountId, AlertId, ListId, RelationToken, SearchId, VisitorId},
    keeping::{AlertKind, Later, ListName, Note, ProductAlert, SavedSearch, Wish},
    locale::Locale,
    money::Currency,
    search::SearchQuery,
    time::Timestamp,
};
use sea_orm::{ConnectOptions, Database};

use super::samples::*;
use crate::{
    Store, StoreError,
    accounts::{self, NewAccount},
    keeping::{
        self,
        alerts::{self, Owner},
        later, lists, searches,
    },
    sql::{rows, run, values},
    testing::Fresh,
};

fn id<T: TryFrom<String>>(bits: u128) -> T
where
    T::Error: std::fmt::Debug,
{
    T::try_from(format!("{bits:032x}")).unwrap()
}

fn name(text: &str) -> ListName {
    ListName::try_from(text.to_owned()).unwrap()
}

/// An account whose visitor is that of a letter.
async fn account(store: &Store, letter: char) -> AccountId {
    let account = AccountId::from_bits(u128::from(u32::from(letter)));
    let new = NewAccount {
        id: account.clone(),
        visitor: visitor(letter),
        username: format!("name-{letter}").parse().unwrap(),
        email: format!("{letter}@example.org").parse().unwrap(),
        email_verified_at: Some(NOW),
        password_hash: None,
        password_short: false,
        first_name: String::new(),
        last_name: String::new(),
        locale: Locale::Fr,
        role: "customer".into(),
        pseudonym: format!("pseudonym-{letter}"),
        at: NOW,
    };
    assert!(store.write(move |tx| Box::pin(async move { accounts::create(tx, &new).await })).await.unwrap());
    account
}

async fn heart(store: &Store, owner: &VisitorId, fresh: u128, product: &str, at: Timestamp) -> bool {
    let (owner, product) = (owner.clone(), reference(product));
    let work = store.write(move |tx| Box::pin(async move { lists::save(tx, &owner, &id(fresh), &product, at).await }));
    work.await.unwrap()
}

async fn titles(store: &Store, list: &ListId) -> Vec<String> {
    let wishes = lists::wishes(store.reader(), list).await.unwrap();
    wishes.into_iter().map(|wish| wish.product.to_string()).collect()
}

#[tokio::test]
async fn hearts_fill_one_list_and_every_other_list_stays_its_owners() {
    let store = shop().await;
    let (mine, theirs) = (visitor('a'), visitor('b'));
    assert!(heart(&store, &mine, 1, "harbor:1", NOW).await);
    assert!(heart(&store, &mine, 2, "harbor:1", NOW.plus(1)).await, "twice is once");
    assert!(heart(&store, &mine, 3, "nomad:2", NOW.plus(2)).await);
    assert!(!heart(&store, &mine, 4, "nowhere:2", NOW).await, "no such marketplace");
    let known = lists::of(store.reader(), &mine).await.unwrap();
    assert_eq!((known.len(), known[0].count, known[0].hearts, &known[0].name), (1, 2, true, &None));
    assert_eq!(titles(&store, &known[0].id).await, ["nomad:2", "harbor:1"]);
    let (me, you, hearts) = (mine.clone(), theirs.clone(), known[0].id.clone());
    let work = store.write(move |tx| {
        Box::pin(async move {
            assert!(lists::create(tx, &me, &id(9), &name("Kitchen"), NOW.plus(3)).await?);
            let wish = Wish {
                product: reference("harbor:1"),
                quantity: Quantity::try_from(3).unwrap(),
                note: Note::try_from("the blue one".to_owned()).unwrap(),
                saved_at: NOW,
            };
            assert!(!lists::change(tx, &you, &hearts, &wish).await?, "not theirs");
            assert!(lists::change(tx, &me, &hearts, &wish).await?);
            assert!(!lists::carry(tx, &you, &hearts, &id(9), &wish.product).await?);
            assert!(lists::carry(tx, &me, &hearts, &id(9), &wish.product).await?);
            assert!(!lists::carry(tx, &me, &hearts, &id(9), &wish.product).await?, "it is there already");
            assert!(!lists::rename(tx, &you, &id(9), &name("Mine now"), NOW).await?);
            assert!(!lists::delete(tx, &you, &id(9)).await? && !lists::delete(tx, &me, &hearts).await?);
            assert!(!lists::forget(tx, &you, None, &reference("nomad:2")).await?);
            assert!(lists::forget(tx, &me, None, &reference("nomad:2")).await?);
            Ok(())
        })
    });
    work.await.unwrap();
    let carried = lists::wishes(store.reader(), &id(9)).await.unwrap();
    assert_eq!((u32::from(carried[0].quantity), carried[0].note.as_str()), (3, "the blue one"));
    assert!(lists::hearts(store.reader(), &mine).await.unwrap().is_empty());
    let work = store.write(move |tx| Box::pin(async move { lists::delete(tx, &mine, &id(9)).await }));
    assert!(work.await.unwrap());
    assert!(rows(store.reader(), "SELECT list FROM wishlist_item", values![]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_list_is_seen_by_its_link_only_while_it_is_shared() {
    let store = shop().await;
    let owner = visitor('a');
    let digest = "7".repeat(64).parse().unwrap();
    assert!(heart(&store, &owner, 1, "harbor:1", NOW).await);
    let share = async |who: VisitorId, on: bool| {
        let work = store.write(move |tx| {
            Box::pin(async move {
                let digest = "7".repeat(64).parse().unwrap();
                lists::share(tx, &who, &id(1), on.then_some((&digest, NOW))).await
            })
        });
        work.await.unwrap()
    };
    assert!(lists::shared(store.reader(), &digest).await.unwrap().is_none());
    assert!(!share(visitor('b'), true).await && share(owner.clone(), true).await);
    assert_eq!(lists::shared(store.reader(), &digest).await.unwrap().unwrap().shared_at, Some(NOW));
    assert!(share(owner, false).await);
    assert!(lists::shared(store.reader(), &digest).await.unwrap().is_none());
}

fn search(bits: u128, text: &str) -> SavedSearch {
    let query = SearchQuery { text: text.into(), to: Some(5000), page: 1, ..SearchQuery::default() };
    SavedSearch { id: id(bits), query, currency: Currency::Eur, fresh: 0, saved_at: NOW }
}

fn tokens(text: &str) -> Vec<RelationToken> {
    text.split_whitespace().map(|word| word.parse().unwrap()).collect()
}

fn alert(bits: u128, product: &str, target: Option<i64>) -> ProductAlert {
    ProductAlert {
        id: id(bits),
        product: reference(product),
        kind: AlertKind::Price,
        target: target.map(euros),
        reference: euros(1200),
        available: true,
        told: 0,
        expires_at: NOW.plus(Timestamp::DAY * 90),
    }
}

async fn watch(store: &Store, who: char, owner: Owner, alert: ProductAlert) -> Option<AlertId> {
    let work = store.write(move |tx| {
        Box::pin(async move { alerts::set(tx, &visitor(who), &owner, &alert, Locale::En, NOW).await })
    });
    work.await.unwrap()
}

#[tokio::test]
async fn what_a_guest_kept_becomes_the_accounts_and_no_line_is_lost() {
    let store = shop().await;
    account(&store, 'a').await;
    let guest: Email = "guest@example.org".parse().unwrap();
    assert!(heart(&store, &visitor('a'), 1, "harbor:1", NOW).await);
    assert!(heart(&store, &visitor('b'), 2, "harbor:1", NOW).await);
    assert!(heart(&store, &visitor('b'), 3, "nomad:2", NOW).await);
    assert!(watch(&store, 'b', Owner::Guest(guest.clone()), alert(1, "harbor:1", None)).await.is_some());
    let other: Email = "second@example.org".parse().unwrap();
    assert!(watch(&store, 'b', Owner::Guest(other), alert(2, "harbor:1", None)).await.is_some());
    let work = store.write(|tx| {
        Box::pin(async move {
            let (owner, guest) = (visitor('a'), visitor('b'));
            lists::create(tx, &guest, &id(5), &name("Garden"), NOW).await?;
            later::put(tx, &owner, &line("harbor:1", 600), NOW).await?;
            later::put(tx, &guest, &line("harbor:1", 500), NOW).await?;
            later::put(tx, &guest, &line("nomad:2", 2), NOW.plus(1)).await?;
            searches::save(tx, &owner, &search(1, "lamp"), &tokens("a")).await?;
            searches::save(tx, &guest, &search(2, "lamp"), &tokens("a b")).await?;
            searches::save(tx, &guest, &search(3, "chair"), &tokens("c")).await?;
            for _ in 0..2 {
                keeping::take_over(tx, &guest, &owner, &id(7), NOW).await?;
            }
            Ok(())
        })
    });
    work.await.unwrap();
    let db = store.reader();
    let mine = lists::of(db, &visitor('a')).await.unwrap();
    let counted: Vec<(bool, u32)> = mine.iter().map(|list| (list.hearts, list.count)).collect();
    assert_eq!(counted, [(true, 2), (false, 0)], "both hearts in one list, the garden beside it");
    let Later { lines } = later::of(db, &visitor('a')).await.unwrap();
    let lines: Vec<(String, u32)> =
        lines.iter().map(|line| (line.product.to_string(), u32::from(line.quantity))).collect();
    assert_eq!(lines, [("nomad:2".to_owned(), 2), ("harbor:1".to_owned(), Quantity::MAX)]);
    let kept = searches::of(db, &visitor('a')).await.unwrap();
    assert_eq!(kept.iter().map(|one| one.query.text.as_str()).collect::<Vec<_>>(), ["lamp", "chair"]);
    let watched = alerts::of(db, &visitor('a')).await.unwrap();
    assert_eq!(watched.len(), 1, "one alert about one product");
    assert_eq!((watched[0].to.as_str(), watched[0].language), ("a@example.org", Locale::Fr));
    for table in ["wishlist", "later_line", "saved_search", "product_alert"] {
        let sql = format!("SELECT visitor FROM {table} WHERE visitor = $1");
        assert!(rows(db, &sql, values![visitor('b').as_str()]).await.unwrap().is_empty(), "{table}");
    }
}

#[tokio::test]
async fn a_kept_search_counts_once_and_knows_what_it_found() {
    let store = shop().await;
    let work = store.write(|tx| {
        Box::pin(async move {
            assert!(searches::save(tx, &visitor('a'), &search(1, "lamp"), &tokens("a b")).await?);
            assert!(searches::save(tx, &visitor('a'), &search(2, "lamp"), &tokens("x")).await?, "it is kept already");
            assert!(!searches::forget(tx, &visitor('b'), &id::<SearchId>(1)).await?);
            Ok(())
        })
    });
    work.await.unwrap();
    assert!(searches::due(store.reader(), NOW, 9).await.unwrap().is_empty(), "it was looked at just now");
    let mut due = searches::due(store.reader(), NOW.plus(1), 9).await.unwrap();
    assert_eq!((due.len(), &due[0].known), (1, &tokens("a b")));
    assert_eq!(due[0].search.query, search(1, "lamp").query, "the question reads back as it was asked");
    let kept = keeping::searches::KeptSearch { fresh: tokens("c"), known: tokens("a b c"), ..due.remove(0) };
    let work = store.write(move |tx| Box::pin(async move { searches::found(tx, &kept, NOW.plus(5)).await }));
    work.await.unwrap();
    let fresh = async || searches::of(store.reader(), &visitor('a')).await.unwrap()[0].fresh;
    assert_eq!(fresh().await, 1);
    let work = store.write(|tx| Box::pin(async move { searches::look_at(tx, &visitor('a'), &id(1)).await }));
    assert!(work.await.unwrap());
    assert_eq!(fresh().await, 0);
}

#[tokio::test]
async fn an_alert_is_told_once_per_change_and_only_to_who_wants_mails() {
    let store = shop().await;
    let owner = account(&store, 'a').await;
    let set = watch(&store, 'a', Owner::Account(owner.clone()), alert(1, "harbor:1", Some(900))).await.unwrap();
    let again = watch(&store, 'a', Owner::Account(owner.clone()), alert(2, "harbor:1", Some(800))).await.unwrap();
    assert_eq!(set, again, "setting it again changes the one there is");
    let guest: Email = "guest@example.org".parse().unwrap();
    let unconfirmed = watch(&store, 'c', Owner::Guest(guest), alert(3, "nomad:1", None)).await.unwrap();
    let due = alerts::due(store.reader(), NOW.plus(1), 9).await.unwrap();
    assert_eq!(due.len(), 1, "an address that nobody confirmed is not looked at");
    assert_eq!((due[0].alert.target, due[0].mails), (Some(euros(800)), true), "setting it asked for its mails");
    let known = due[0].alert.clone();
    let noted = async |seen: ProductAlert| {
        let work =
            store.write(move |tx| Box::pin(async move { alerts::note(tx, &seen, euros(700), true, true).await }));
        work.await.unwrap()
    };
    assert!(noted(known.clone()).await);
    assert!(!noted(known).await, "two processes that look at once tell once");
    let no = "UPDATE notification_preference SET wanted = FALSE";
    let work = store.write(move |tx| {
        Box::pin(async move {
            run(tx, no, values![]).await?;
            alerts::looked_at(tx, &[set], NOW.plus(9)).await?;
            assert!(alerts::confirm(tx, &unconfirmed, NOW.plus(2)).await?);
            assert!(!alerts::forget(tx, &visitor('a'), &unconfirmed).await?, "it is not theirs");
            Ok(())
        })
    });
    work.await.unwrap();
    let mine = alerts::of(store.reader(), &visitor('a')).await.unwrap();
    assert_eq!((mine[0].alert.told, mine[0].alert.reference, mine[0].mails), (1, euros(700), false));
    let due = alerts::due(store.reader(), NOW.plus(9), 9).await.unwrap();
    assert_eq!(due.iter().map(|one| one.to.as_str()).collect::<Vec<_>>(), ["guest@example.org"]);
    assert!(watch(&store, 'a', Owner::Account(owner), alert(5, "nomad:5", None)).await.is_some());
    assert!(
        !alerts::of(store.reader(), &visitor('a')).await.unwrap()[0].mails,
        "who switched them off is not overruled"
    );
    let later = NOW.plus(Timestamp::DAY * 91);
    let work = store.write(move |tx| Box::pin(async move { alerts::forget_old(tx, later, NOW).await }));
    assert_eq!(work.await.unwrap(), 3);
}

/// What was saved before there were lists, as the step before left it, is on the list of the hearts afterwards.
#[tokio::test]
async fn saved_products_of_before_are_the_first_list_and_none_is_lost() -> Result<(), StoreError> {
    let store: Fresh = shop().await;
    let owner = account(&store, 'a').await;
    let person = owner.to_string();
    let work = store.write(move |tx| {
        Box::pin(async move {
            for (product, at) in [("1", 5_i64), ("2", 9)] {
                let sql =
                    "INSERT INTO saved_product (user_id, marketplace, product, saved_at) VALUES ($1, 'harbor', $2, $3)";
                run(tx, sql, values![person.as_str(), product, at]).await?;
            }
            Ok(())
        })
    });
    work.await?;
    let step = if store.is_postgres() {
        include_str!("../../../migrations/src/sql/m0020_keeping_postgres.sql")
    } else {
        include_str!("../../../migrations/src/sql/m0020_keeping_sqlite.sql")
    };
    let second = Database::connect(ConnectOptions::new(store.address())).await.expect("the same database");
    sea_orm::ConnectionTrait::execute_unprepared(&second, step).await.expect("the step's script");
    second.close().await.expect("a closed connection");
    let lists = lists::of(store.reader(), &visitor('a')).await?;
    assert_eq!((lists.len(), lists[0].hearts, lists[0].count), (1, true, 2));
    assert_eq!(titles(&store, &lists[0].id).await, ["harbor:2", "harbor:1"]);
    let wishes = lists::wishes(store.reader(), &lists[0].id).await?;
    assert_eq!(wishes.iter().map(|wish| wish.saved_at.0).collect::<Vec<_>>(), [9, 5]);
    assert!(rows(store.reader(), "SELECT product FROM saved_product", values![]).await?.is_empty());
    Ok(())
}
