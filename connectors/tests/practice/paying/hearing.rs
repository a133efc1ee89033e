//! What the providers post to the shop: late, twice, forged, or never, and shoppers who do not come back.

use connectors::payments::{GatewayError, Message, PageState, Subject};
use sandbox::{
    faults::{self, Webhooks},
    paying::knobs::Knobs,
};

use super::{Counter, PROVIDERS, currency, order, top_up};

fn path(slug: &str) -> String {
    format!("/webhooks/{slug}")
}

/// The request that a provider posts about: Braintree tells of what was taken only.
fn request(slug: &str) -> connectors::payments::PaymentRequest {
    if slug == "braintree" { top_up(slug) } else { order(slug, 1) }
}

/// How many messages a payment makes.
fn messages(slug: &str) -> usize {
    if slug == "paypal" { 2 } else { 1 }
}

#[tokio::test]
async fn an_honest_message_says_what_was_paid() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), request(slug));
        let reference = counter.paid(&*gateway, &request).await;
        let heard = counter.heard(&path(slug), messages(slug)).await;
        assert_eq!(heard.len(), messages(slug), "{slug}");
        let mut pages = Vec::new();
        for message in &heard {
            let notice = message.read(&*gateway).await.unwrap();
            assert_eq!(notice.subject.as_ref(), Some(&request.subject), "{slug}");
            pages.extend(notice.page);
        }
        let amount = request.amount;
        let paid = match slug {
            "paypal" => PageState::Authorised { reference, amount },
            _ => PageState::Taken { reference, amount },
        };
        assert!(pages.contains(&paid), "{slug} {pages:?}");
        assert!(pages.iter().all(|page| *page == paid || *page == PageState::Open), "{slug} {pages:?}");
    }
    assert_eq!(counter.gateway("alipay").thanks(), "success");
}

#[tokio::test]
async fn a_forged_or_changed_message_is_nobodys() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), request(slug));
        counter.turn(slug, Knobs { forge_messages: true, ..Knobs::default() }).await;
        counter.paid(&*gateway, &request).await;
        let heard = counter.heard(&path(slug), 2 * messages(slug)).await;
        let (mut believed, mut refused) = (0, 0);
        for message in &heard {
            match message.read(&*gateway).await {
                Ok(_) => {
                    believed += 1;
                    for place in [message.body.len() / 3, message.body.len() / 2, message.body.len() - 2] {
                        let mut changed = message.clone();
                        changed.body[place] = if changed.body[place] == b'7' { b'8' } else { b'7' };
                        let read = changed.read(&*gateway).await;
                        assert!(matches!(read, Err(GatewayError::BadMessage(_))), "{slug} {place} {read:?}");
                    }
                }
                Err(GatewayError::BadMessage(_)) => refused += 1,
                Err(other) => panic!("{slug} {other:?}"),
            }
        }
        assert_eq!((believed, refused), (messages(slug), messages(slug)), "{slug}");
        let empty = gateway.hear(&Message { body: b"", headers: &[] }, connectors::now()).await;
        assert!(matches!(empty, Err(GatewayError::BadMessage(_))), "{slug}");
    }
}

#[tokio::test]
async fn a_message_of_another_account_or_with_a_certificate_from_elsewhere_is_nobodys() {
    let counter = Counter::open().await;
    let gateway = counter.gateway("paypal");
    counter.paid(&*gateway, &order("paypal", 1)).await;
    let honest = counter.heard("/webhooks/paypal", 1).await.remove(0);
    for (name, value) in [
        ("paypal-cert-url", "https://evil.example/v1/notifications/certs/CERT-PRACTICE-1"),
        ("paypal-transmission-id", "another"),
        ("paypal-transmission-time", "2026-01-01T00:00:00Z"),
        ("paypal-auth-algo", "none"),
        ("paypal-transmission-sig", ""),
    ] {
        let mut changed = honest.clone();
        for header in changed.headers.iter_mut().filter(|(known, _)| known == name) {
            value.clone_into(&mut header.1);
        }
        let read = changed.read(&*gateway).await;
        assert!(matches!(read, Err(GatewayError::BadMessage(_))), "{name} {read:?}");
    }
    let other = counter.gateway_with("braintree", Some("another private key"));
    let braintree = counter.gateway("braintree");
    counter.paid(&*braintree, &top_up("braintree")).await;
    let honest = counter.heard("/webhooks/braintree", 1).await.remove(0);
    assert!(honest.read(&*braintree).await.is_ok());
    assert!(matches!(honest.read(&*other).await, Err(GatewayError::BadMessage(_))));
}

#[tokio::test]
async fn the_same_message_twice_is_one_event_and_a_late_one_is_still_believed() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), request(slug));
        let late = Knobs { late_ms: 1_500, ..Knobs::default() };
        counter.turn(slug, late).await;
        counter.spoil(slug, faults::Knobs { webhooks: Webhooks::Late, ..faults::Knobs::default() }).await;
        counter.paid(&*gateway, &request).await;
        assert_eq!(counter.heard(&path(slug), 0).await.len(), 0, "{slug}: nothing was told yet");
        let heard = counter.heard(&path(slug), messages(slug)).await;
        assert!(heard[0].read(&*gateway).await.is_ok(), "{slug}");
        counter.spoil(slug, faults::Knobs { webhooks: Webhooks::Twice, ..faults::Knobs::default() }).await;
        let again = if slug == "braintree" { second_top_up() } else { order(slug, 2) };
        counter.paid(&*gateway, &again).await;
        let heard = counter.heard(&path(slug), 3 * messages(slug)).await;
        let mut events = Vec::new();
        for message in &heard[messages(slug)..] {
            events.push(message.read(&*gateway).await.unwrap().event_id);
        }
        assert_eq!(events.len(), 2 * messages(slug), "{slug}");
        events.sort();
        events.dedup();
        assert_eq!(events.len(), messages(slug), "{slug}: twice is once");
    }
}

fn second_top_up() -> connectors::payments::PaymentRequest {
    let id = "TU-fedcba9876543210fedcba9876543210".parse().expect("an id");
    connectors::payments::PaymentRequest { subject: Subject::TopUp(id), ..top_up("braintree") }
}

#[tokio::test]
async fn a_shopper_who_never_returns_has_paid_all_the_same_where_the_page_took_the_payment() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        counter.turn(slug, Knobs { never_returns: true, ..Knobs::default() }).await;
        counter.spoil(slug, faults::Knobs { webhooks: Webhooks::Never, ..faults::Knobs::default() }).await;
        let page = gateway.open_page(&request, "page").await.unwrap();
        assert_eq!(counter.answer(&page.url, &["approve"]).await, None, "{slug}");
        let state = gateway.page_state(&page.session).await.unwrap();
        let amount = request.amount;
        match (slug, state) {
            ("paypal", PageState::Authorised { amount: held, .. }) => assert_eq!(held, amount),
            ("alipay", PageState::Taken { amount: taken, .. }) => assert_eq!(taken, amount),
            // The token never came to us: nothing was paid, and the page can be closed.
            ("braintree", PageState::Open) => {
                assert_eq!(gateway.close_page(&page.session).await, Ok(PageState::Expired));
            }
            (slug, other) => panic!("{slug} {other:?}"),
        }
        assert_eq!(counter.heard(&path(slug), 0).await.len(), 0, "{slug}");
        assert_eq!(amount.currency, currency(slug));
    }
}
