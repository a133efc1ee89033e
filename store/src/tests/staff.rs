//! Staff, keys for programs, sealed columns, and the audit log.

use domain::{
    account::Email,
    ids::AccountId,
    permission::{BuiltInRole, Permission, PermissionSet},
    time::Timestamp,
};
use sea_orm::ConnectionTrait;

use super::samples::NOW;
use crate::{
    Store, accounts, api_keys,
    audit_log::{self, Actor, Breach, Filter, Noted},
    sealed, sessions, staff,
    testing::{Fresh, fresh},
};

pub async fn account(store: &Store, number: u128, role: &str) -> AccountId {
    let id = AccountId::from_bits(number);
    let new = accounts::NewAccount {
        id: id.clone(),
        visitor: format!("{number:032x}").parse().unwrap(),
        username: format!("person-{number}").parse().unwrap(),
        email: format!("person-{number}@example.org").parse().unwrap(),
        email_verified_at: Some(NOW),
        password_hash: None,
        password_short: false,
        first_name: "Amira".into(),
        last_name: format!("Number {number}"),
        locale: domain::locale::Locale::En,
        role: role.to_owned(),
        pseudonym: format!("p{number}"),
        at: NOW.plus(number as i64),
    };
    assert!(store.write(move |tx| Box::pin(async move { accounts::create(tx, &new).await })).await.unwrap());
    id
}

async fn note(store: &Store, actor: Actor, action: &'static str, subject: &'static str) {
    let noting = store.write(move |tx| {
        Box::pin(async move {
            let noted = Noted { actor: &actor, action, subject, was: None, became: Some("1".into()) };
            audit_log::note(tx, &noted, NOW).await
        })
    });
    noting.await.unwrap();
}

async fn log_of(count: usize) -> Fresh {
    let store = fresh().await;
    for _ in 0..count {
        note(&store, Actor::Shop, "test.noted", "row").await;
    }
    store
}

/// Changes the log as somebody does who has the database to themselves.
async fn tamper(store: &Fresh, sql: &str) {
    let connection = sea_orm::Database::connect(store.address()).await.unwrap();
    let unlocked = if store.is_postgres() {
        vec!["ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays".to_owned()]
    } else {
        vec!["DROP TRIGGER audit_entry_stays".to_owned(), "DROP TRIGGER audit_entry_never_goes".to_owned()]
    };
    for sql in unlocked.into_iter().chain([sql.to_owned()]) {
        connection.execute_unprepared(&sql).await.unwrap();
    }
    connection.close().await.unwrap();
}

async fn breaches(store: &Store, heads: &[audit_log::Head]) -> Vec<Breach> {
    audit_log::verify(store.reader(), heads).await.unwrap().breaches
}

#[tokio::test]
async fn the_audit_log_only_grows() {
    let store = log_of(2).await;
    for sql in ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry WHERE number = 2"] {
        let refused = store
            .write(move |tx| Box::pin(async move { tx.execute_unprepared(sql).await.map(|_| ()).map_err(Into::into) }))
            .await;
        assert!(refused.is_err(), "{sql}");
    }
    assert_eq!(breaches(&store, &[]).await, []);
}

#[tokio::test]
async fn whatever_is_done_to_the_log_behind_its_back_is_found() {
    for (sql, found) in [
        ("UPDATE audit_entry SET became = '2' WHERE number = 3", Breach::Changed(3)),
        ("UPDATE audit_entry SET was = '' WHERE number = 3", Breach::Changed(3)),
        ("UPDATE audit_entry SET at = at + 1 WHERE number = 3", Breach::Changed(3)),
        ("DELETE FROM audit_entry WHERE number = 3", Breach::Gap(4)),
        ("DELETE FROM audit_entry WHERE number = 1", Breach::Gap(2)),
        ("UPDATE audit_entry SET number = 9 WHERE number = 2", Breach::Gap(3)),
    ] {
        let store = log_of(5).await;
        tamper(&store, sql).await;
        assert!(breaches(&store, &[]).await.contains(&found), "{sql}");
    }
}

#[tokio::test]
async fn a_missing_end_is_found_by_a_head_and_so_is_a_log_written_anew() {
    let store = log_of(5).await;
    let (number, digest) = audit_log::head(store.reader()).await.unwrap().unwrap();
    let head = audit_log::Head { number, digest, at: NOW, signature: String::new() };
    assert_eq!(breaches(&store, std::slice::from_ref(&head)).await, []);
    tamper(&store, "DELETE FROM audit_entry WHERE number > 3").await;
    assert_eq!(breaches(&store, &[]).await, []);
    assert_eq!(breaches(&store, std::slice::from_ref(&head)).await, [Breach::Truncated(5)]);
    for _ in 0..2 {
        note(&store, Actor::Shop, "test.other", "row").await;
    }
    assert_eq!(breaches(&store, &[]).await, []);
    assert_eq!(breaches(&store, &[head]).await, [Breach::Rewritten(5)]);
}

#[tokio::test]
async fn people_are_in_the_log_by_pseudonym_and_it_is_read_by_actor_action_and_subject() {
    let store = fresh().await;
    let somebody = account(&store, 7, "support").await;
    note(&store, Actor::Account(somebody.clone()), "alert.settled", "alert:1").await;
    note(&store, Actor::Operator, "alert.settled", "alert:2").await;
    note(&store, Actor::Operator, "job.replayed", "job:1").await;
    let read = |filter: Filter| {
        let store = &store;
        async move {
            let found = audit_log::list(store.reader(), &filter, 10).await.unwrap();
            found.into_iter().map(|entry| entry.number).collect::<Vec<_>>()
        }
    };
    assert_eq!(read(Filter { actor: "account:p7".into(), ..Filter::default() }).await, [1]);
    assert_eq!(read(Filter { action: "alert.".into(), ..Filter::default() }).await, [2, 1]);
    assert_eq!(read(Filter { subject: "job:1".into(), ..Filter::default() }).await, [3]);
    assert_eq!(read(Filter { below: Some(3), ..Filter::default() }).await, [2, 1]);
    assert_eq!(read(Filter { since: Some(NOW.plus(1)), ..Filter::default() }).await, [0; 0]);
}

#[tokio::test]
async fn a_role_that_people_made_is_kept_changed_and_only_taken_away_when_nobody_has_it() {
    let store = fresh().await;
    let role =
        |permissions: PermissionSet| staff::Role { word: "night-shift".into(), name: "Night".into(), permissions };
    for permissions in [
        [Permission::SeeJobs, Permission::SeeAlerts].into_iter().collect(),
        [Permission::SeeJobs].into_iter().collect(),
    ] {
        let role = role(permissions);
        store.write(move |tx| Box::pin(async move { staff::save_role(tx, &role, NOW).await })).await.unwrap();
        assert_eq!(staff::permissions_of(store.reader(), "night-shift").await.unwrap(), permissions);
    }
    let somebody = account(&store, 1, "night-shift").await;
    let remove = || store.write(|tx| Box::pin(async move { staff::remove_role(tx, "night-shift").await }));
    assert!(!remove().await.unwrap());
    let assigned = store.write(move |tx| {
        Box::pin(async move { staff::assign(tx, &somebody, "night-shift", BuiltInRole::Customer.word()).await })
    });
    assert!(assigned.await.unwrap());
    assert!(remove().await.unwrap());
    assert_eq!(staff::permissions_of(store.reader(), "night-shift").await.unwrap(), PermissionSet::NONE);
}

#[tokio::test]
async fn people_are_found_by_part_of_their_name_or_address_and_signs_stand_for_themselves() {
    let store = fresh().await;
    for (number, role) in [(1, "customer"), (2, "owner"), (3, "customer")] {
        account(&store, number, role).await;
    }
    let found = |text: &str, role: &str| {
        let asked = staff::people::Search { text: text.to_owned(), role: role.to_owned() };
        let store = &store;
        async move {
            let found = staff::people::search(store.reader(), &asked, 0, 10).await.unwrap();
            found.into_iter().map(|person| person.username).collect::<Vec<_>>()
        }
    };
    assert_eq!(found("PERSON-2@", "").await, ["person-2"]);
    assert_eq!(found("number 3", "").await, ["person-3"]);
    assert_eq!(found("", "customer").await, ["person-3", "person-1"]);
    for sign in ["%", "_", "!", "person_2"] {
        assert!(found(sign, "").await.is_empty(), "{sign}");
    }
    assert_eq!(staff::owners(store.reader(), None).await.unwrap(), 1);
}

#[tokio::test]
async fn an_invitation_works_once_until_its_end_and_another_takes_its_place() {
    let store = fresh().await;
    let email: Email = "new@example.org".parse().unwrap();
    let invitation = |id: &str| staff::invitations::Invitation {
        id: id.into(),
        email: email.clone(),
        role: "support".into(),
        invited_by: "operator".into(),
        created_at: NOW,
        expires_at: NOW.plus(100),
        accepted_at: None,
        withdrawn_at: None,
    };
    for id in ["one", "two"] {
        let new = invitation(id);
        let adding = store.write(move |tx| {
            Box::pin(async move { staff::invitations::add(tx, &new, &format!("digest-{}", new.id)).await })
        });
        adding.await.unwrap();
    }
    let accept = |id: &'static str, at: Timestamp| {
        store.write(move |tx| Box::pin(async move { staff::invitations::accept(tx, id, at).await }))
    };
    assert!(!accept("one", NOW).await.unwrap());
    assert!(!accept("two", NOW.plus(100)).await.unwrap());
    assert!(accept("two", NOW.plus(99)).await.unwrap());
    assert!(!accept("two", NOW.plus(99)).await.unwrap());
}

#[tokio::test]
async fn a_replaced_secret_of_a_key_works_for_a_while_and_a_withdrawn_key_not_at_all() {
    let store = fresh().await;
    let key = api_keys::ApiKey {
        id: "k".into(),
        name: "Reports".into(),
        permissions: [Permission::SeeBooks].into_iter().collect(),
        made_by: "operator".into(),
        created_at: NOW,
        rotated_at: None,
        former_until: None,
        expires_at: NOW.plus(1000),
        used_at: None,
        withdrawn_at: None,
    };
    store.write(move |tx| Box::pin(async move { api_keys::add(tx, &key, "first").await })).await.unwrap();
    let works = |digest: &'static str, at: i64| {
        let store = &store;
        async move { api_keys::of_digest(store.reader(), digest, NOW.plus(at)).await.unwrap().is_some() }
    };
    let rotated = store
        .write(|tx| Box::pin(async move { api_keys::rotate(tx, "k", "second", NOW.plus(500), NOW.plus(10)).await }));
    assert!(rotated.await.unwrap());
    assert!(works("first", 499).await && !works("first", 500).await);
    assert!(works("second", 999).await && !works("second", 1000).await);
    assert!(store.write(|tx| Box::pin(async move { api_keys::withdraw(tx, "k", NOW).await })).await.unwrap());
    assert!(!works("first", 20).await && !works("second", 20).await);
}

#[tokio::test]
async fn every_column_that_holds_sealed_texts_is_there_and_can_be_sealed_anew() {
    let store = fresh().await;
    for column in sealed::COLUMNS {
        assert_eq!(sealed::next(store.reader(), *column, "", 1).await.unwrap(), [], "{column:?}");
    }
    let tables = if store.is_postgres() {
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' \
         AND column_name LIKE '%sealed%'"
    } else {
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND c.name LIKE '%sealed%'"
    };
    for row in crate::sql::rows(store.reader(), tables, Vec::new()).await.unwrap() {
        let (table, column): (String, String) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        let known = sealed::COLUMNS.iter().any(|known| known.table == table && known.column == column);
        assert!(known, "{table}.{column} is sealed and would be lost with a master key");
    }
}

#[tokio::test]
async fn the_sessions_of_a_role_end_together() {
    let store = fresh().await;
    let (one, other) = (account(&store, 1, "support").await, account(&store, 2, "finance").await);
    for (number, whose) in [(1, one.clone()), (2, other.clone())] {
        let session = sessions::Session {
            key: format!("key-{number}"),
            account: whose,
            method: "password".into(),
            strong: true,
            device: String::new(),
            agent: String::new(),
            created_at: NOW,
            authenticated_at: NOW,
            seen_at: NOW,
            idle: 1000,
            ends_at: NOW.plus(1000),
            acting: None,
        };
        let digest = format!("{number:064x}").parse().unwrap();
        store.write(move |tx| Box::pin(async move { sessions::open(tx, &digest, &session).await })).await.unwrap();
    }
    store.write(|tx| Box::pin(async move { staff::end_sessions_of_role(tx, "support").await })).await.unwrap();
    assert!(sessions::of_account(store.reader(), &one, NOW).await.unwrap().is_empty());
    assert_eq!(sessions::of_account(store.reader(), &other, NOW).await.unwrap().len(), 1);
}
