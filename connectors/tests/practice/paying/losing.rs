//! Calls and answers that get lost at every point of every call: nothing happens twice, and nothing is called failed.

use std::{future::Future, sync::Arc};

use connectors::payments::{GatewayError, MethodToken, PageState, PaymentGateway};
use sandbox::{
    faults::{self, Loss},
    paying::knobs::Knobs,
};

use super::{Counter, PROVIDERS, key, money, order};

/// The most calls that any one of ours makes, with some to spare.
const DEEPEST: u32 = 5;

/// Where a call gets lost: after so many that go well, on its way there or on its way back.
#[derive(Clone, Copy, Debug)]
struct Losing {
    after: u32,
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Not done.
    There,
    /// Done.
    Back,
    /// Done, and a machine in between says that it took too long.
    BackAsTimeout,
}

fn everywhere() -> impl Iterator<Item = Losing> {
    let ways = [Way::There, Way::Back, Way::BackAsTimeout];
    (0..DEEPEST).flat_map(move |after| ways.map(|way| Losing { after, way }))
}

impl Losing {
    async fn begin(self, counter: &Counter, slug: &str) {
        let there = u32::from(self.way == Way::There);
        counter.turn(slug, Knobs { spare_next: self.after, lose_request_next: there, ..Knobs::default() }).await;
        let by = if self.way == Way::BackAsTimeout { Loss::GatewayTimeout } else { Loss::Close };
        let knobs = faults::Knobs { lose_reply_next: 1 - there, lose_reply_by: by, ..faults::Knobs::default() };
        counter.spoil(slug, knobs).await;
    }

    async fn end(counter: &Counter, slug: &str) {
        counter.turn(slug, Knobs::default()).await;
        counter.spoil(slug, faults::Knobs::default()).await;
    }
}

/// Calls again under the same key until it is done, as the shop does. What went wrong before may only be unknown.
async fn until_done<T, F: Future<Output = Result<T, GatewayError>>>(about: &str, call: impl Fn() -> F) -> T {
    for _ in 0..4 {
        match call().await {
            Ok(done) => return done,
            Err(GatewayError::Unknown(_)) => {}
            Err(other) => panic!("{about}: {other:?}"),
        }
    }
    panic!("{about}: it never came to an end")
}

#[tokio::test]
async fn a_payment_whose_calls_get_lost_is_held_once() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        for (number, losing) in everywhere().enumerate() {
            let about = format!("{slug} {losing:?}");
            let (gateway, request) = (counter.gateway(slug), order(slug, number as u64));
            // What is signed in already makes one call fewer.
            gateway.is_up().await.unwrap();
            losing.begin(&counter, slug).await;
            // a provider answers the same key as it did before, so every order has its own
            let page_key = format!("{}:page", request.subject.as_str());
            let page = until_done(&about, || gateway.open_page(&request, &page_key)).await;
            Losing::end(&counter, slug).await;
            let to = counter.answer(&page.url, &["approve"]).await;
            let token = to.as_ref().and_then(|to| {
                let nonce = to.query_pairs().find(|(name, _)| name == "payment_method_nonce");
                nonce.and_then(|(_, value)| MethodToken::read(&value))
            });
            losing.begin(&counter, slug).await;
            let state = until_done(&about, || async {
                match &token {
                    Some(token) => gateway.pay_with(&request, token, &key(&request)).await,
                    None => gateway.page_state(&page.session).await,
                }
            })
            .await;
            Losing::end(&counter, slug).await;
            assert!(matches!(state, PageState::Authorised { .. } | PageState::Taken { .. }), "{about} {state:?}");
            let sums = counter.sums(slug, &request.subject).await;
            assert_eq!(sums["authorised"], 12_000, "{about}");
        }
    }
}

async fn prepared(counter: &Counter, slug: &str, number: u64) -> (Arc<dyn PaymentGateway>, String) {
    let gateway = counter.gateway(slug);
    let reference = counter.paid(&*gateway, &order(slug, number)).await;
    (gateway, reference)
}

#[tokio::test]
async fn a_capture_whose_calls_get_lost_takes_once() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        for (number, losing) in everywhere().enumerate() {
            let about = format!("{slug} {losing:?}");
            let (gateway, reference) = prepared(&counter, slug, number as u64).await;
            losing.begin(&counter, slug).await;
            let taken = until_done(&about, || gateway.capture(&reference, money(slug, 7_000), "c")).await;
            Losing::end(&counter, slug).await;
            assert_eq!(taken.amount, money(slug, 7_000), "{about}");
            let sums = counter.sums(slug, &order(slug, number as u64).subject).await;
            let given = sums.get("refunded").copied().unwrap_or(0);
            assert_eq!(sums["captured"] - given, 7_000, "{about} {sums:?}");
        }
    }
}

#[tokio::test]
async fn a_release_whose_calls_get_lost_frees_once() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        for (number, losing) in everywhere().enumerate() {
            let about = format!("{slug} {losing:?}");
            let (gateway, reference) = prepared(&counter, slug, number as u64).await;
            losing.begin(&counter, slug).await;
            until_done(&about, || gateway.release(&reference, "f")).await;
            Losing::end(&counter, slug).await;
            let sums = counter.sums(slug, &order(slug, number as u64).subject).await;
            let sum = |kind: &str| sums.get(kind).copied().unwrap_or(0);
            assert_eq!(sum("released") + sum("refunded"), 12_000, "{about} {sums:?}");
            assert_eq!(sum("captured"), sum("refunded"), "{about} {sums:?}");
        }
    }
}

#[tokio::test]
async fn a_refund_whose_calls_get_lost_is_given_once() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        for (number, losing) in everywhere().enumerate() {
            let about = format!("{slug} {losing:?}");
            let (gateway, reference) = prepared(&counter, slug, number as u64).await;
            gateway.capture(&reference, money(slug, 12_000), "c").await.unwrap();
            losing.begin(&counter, slug).await;
            until_done(&about, || gateway.refund(&reference, money(slug, 2_500), "r")).await;
            Losing::end(&counter, slug).await;
            let sums = counter.sums(slug, &order(slug, number as u64).subject).await;
            assert_eq!(sums["refunded"], 2_500, "{about}");
        }
    }
}

#[tokio::test]
async fn a_repeated_call_carries_the_same_key_and_a_token_is_fetched_once() {
    let counter = Counter::open().await;
    let (gateway, reference) = prepared(&counter, "paypal", 1).await;
    let losing = Losing { after: 0, way: Way::There };
    losing.begin(&counter, "paypal").await;
    assert!(matches!(
        gateway.capture(&reference, money("paypal", 7_000), "the-key").await,
        Err(GatewayError::Unknown(_))
    ));
    gateway.capture(&reference, money("paypal", 7_000), "the-key").await.unwrap();
    let journal = counter.journal("paypal").await;
    let captures = journal.iter().filter(|entry| entry.note.as_deref().is_some_and(|note| note.ends_with("/capture")));
    let keys: Vec<_> = captures.map(|entry| entry.reference.as_deref()).collect();
    assert_eq!(keys, [Some("the-key"), Some("the-key")]);
    assert_eq!(journal.iter().filter(|entry| entry.kind == "token").count(), 1);
}
