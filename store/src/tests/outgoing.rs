//! Mails, jobs, alerts, comparisons and rates.

use domain::money::{Currency, RateTable};

use super::samples::*;
use crate::{
    Store, alerts,
    jobs::{self, Counts, LeasedJob, Which},
    messages::{self, NewMessage},
    rates,
    reconciliations::{self, Checked, FindingState, NewFinding},
    testing::fresh,
};

fn mail(key: &str) -> NewMessage {
    NewMessage {
        key: key.into(),
        to: "amira@example.org".into(),
        subject: "Your order".into(),
        text: "Thank you".into(),
        html: "<p>Thank you</p>".into(),
        language: "en".into(),
    }
}

async fn enqueue(store: &Store, key: &'static str) -> bool {
    store.write(move |tx| Box::pin(async move { messages::enqueue(tx, &mail(key), NOW).await })).await.unwrap()
}

async fn lease(store: &Store, at: i64) -> Vec<LeasedJob> {
    store.write(move |tx| Box::pin(async move { jobs::lease(tx, NOW.plus(at), 1000, 10).await })).await.unwrap()
}

#[tokio::test]
async fn a_mail_is_written_once_together_with_the_job_that_sends_it() {
    let store = fresh().await;
    assert!(enqueue(&store, "confirm").await);
    assert!(!enqueue(&store, "confirm").await);
    let leased = lease(&store, 0).await.remove(0);
    assert_eq!((leased.job.kind.as_str(), leased.job.key.as_str()), (messages::MAIL, "mail:confirm"));
    let id = leased.job.payload;
    assert_eq!(messages::unsent(store.reader(), &id).await.unwrap(), Some(mail("confirm")));
    let sent = id.clone();
    store.write(move |tx| Box::pin(async move { messages::mark_sent(tx, &sent, NOW).await })).await.unwrap();
    assert_eq!(messages::unsent(store.reader(), &id).await.unwrap(), None);
}

#[tokio::test]
async fn a_job_is_one_workers_until_its_lease_runs_out_and_then_only_the_next_ones() {
    let store = fresh().await;
    enqueue(&store, "confirm").await;
    let first = lease(&store, 0).await.remove(0);
    assert_eq!(lease(&store, 999).await, []);
    let second = lease(&store, 1000).await.remove(0);
    assert_eq!((second.attempts, &second.id), (2, &first.id));
    let finish = |of: &LeasedJob| {
        let (id, fence) = (of.id.clone(), of.fence);
        store.write(move |tx| Box::pin(async move { jobs::finish(tx, &id, fence, NOW).await }))
    };
    assert!(!finish(&first).await.unwrap());
    assert!(finish(&second).await.unwrap());
    assert!(!finish(&second).await.unwrap());
    assert_eq!(lease(&store, 9000).await, []);
    assert_eq!(jobs::next_due(store.reader()).await.unwrap(), None);
}

#[tokio::test]
async fn a_job_that_failed_is_tried_later_given_up_and_tried_again_when_a_person_says_so() {
    let store = fresh().await;
    enqueue(&store, "confirm").await;
    let LeasedJob { id, fence, .. } = lease(&store, 0).await.remove(0);
    let again = id.clone();
    let retry = store.write(move |tx| {
        Box::pin(async move { jobs::retry(tx, &again, fence, NOW.plus(60_000), "the server is away").await })
    });
    assert!(retry.await.unwrap());
    assert_eq!(jobs::next_due(store.reader()).await.unwrap(), Some(NOW.plus(60_000)));
    let waiting = jobs::list(store.reader(), Which::Waiting, 10).await.unwrap();
    assert_eq!(waiting[0].problem.as_deref(), Some("the server is away"));
    let LeasedJob { fence, .. } = lease(&store, 60_000).await.remove(0);
    let buried = id.clone();
    let bury = store.write(move |tx| Box::pin(async move { jobs::bury(tx, &buried, fence, "never", NOW).await }));
    assert!(bury.await.unwrap());
    assert_eq!(lease(&store, 900_000).await, []);
    assert_eq!(jobs::counts(store.reader()).await.unwrap(), Counts { waiting: 0, dead: 1 });
    assert_eq!(jobs::list(store.reader(), Which::Dead, 10).await.unwrap()[0].problem.as_deref(), Some("never"));
    let replay = || {
        let id = id.clone();
        store.write(move |tx| Box::pin(async move { jobs::replay(tx, &id, NOW).await }))
    };
    assert!(replay().await.unwrap());
    assert!(!replay().await.unwrap());
    assert_eq!(lease(&store, 0).await.remove(0).attempts, 1);
}

#[tokio::test]
async fn a_discrepancy_is_written_down_once_and_settled_with_its_alert() {
    let store = fresh().await;
    let found = NewFinding {
        kind: "charge_without_order".into(),
        order: Some("OC-7K3M-9Q2D".into()),
        subject: "pi_1".into(),
        detail: "held".into(),
    };
    let about = found.clone();
    let first = store.write(|tx| {
        Box::pin(async move {
            let run = reconciliations::begin(tx, NOW).await?;
            let (alert, new) = alerts::raise_as(tx, None, &about.key(), NOW).await?;
            assert!(new);
            reconciliations::note(tx, &run, &about, FindingState::Raised, Some(&alert), NOW).await?;
            reconciliations::end(tx, &run, &Checked { payments: 3, ..Checked::default() }, NOW).await?;
            Ok(alert)
        })
    });
    let alert = first.await.unwrap();
    let known = || reconciliations::known(store.reader(), "charge_without_order:OC-7K3M-9Q2D:pi_1");
    assert_eq!(known().await.unwrap(), Some((FindingState::Raised, 1)));
    let run = reconciliations::last(store.reader()).await.unwrap().unwrap();
    assert_eq!(run.checked.payments, 3);
    assert_eq!(reconciliations::met_by(store.reader(), &run.id).await.unwrap()[0].about, found);
    store.write(move |tx| Box::pin(async move { alerts::resolve(tx, &alert, NOW).await })).await.unwrap();
    assert_eq!(known().await.unwrap(), Some((FindingState::Settled, 1)));
}

#[tokio::test]
async fn a_person_is_called_once_until_someone_has_seen_to_it() {
    let store = fresh().await;
    let raise = || store.write(|tx| Box::pin(async move { alerts::raise(tx, None, "no rates", NOW).await }));
    assert_eq!((raise().await.unwrap(), raise().await.unwrap()), (true, false));
    let open = alerts::open(store.reader()).await.unwrap();
    assert_eq!((open.len(), open[0].about.as_str()), (1, "no rates"));
    let id = open[0].id.clone();
    assert!(store.write(move |tx| Box::pin(async move { alerts::resolve(tx, &id, NOW).await })).await.unwrap());
    assert_eq!(alerts::open(store.reader()).await.unwrap(), []);
    assert!(raise().await.unwrap());
}

#[tokio::test]
async fn the_newest_rates_count() {
    let store = fresh().await;
    assert_eq!(rates::latest(store.reader()).await.unwrap(), None);
    let of = |day: i64, rate| RateTable {
        dated: NOW.plus(day * 86_400_000).date(),
        base: Currency::Eur,
        per_base: vec![(Currency::Usd, rate)],
    };
    for table in [of(0, 1), of(1, 2), of(-30, 3), of(1, 4)] {
        store.write(move |tx| Box::pin(async move { rates::save(tx, &table).await })).await.unwrap();
    }
    assert_eq!(rates::latest(store.reader()).await.unwrap(), Some(of(1, 4)));
}
