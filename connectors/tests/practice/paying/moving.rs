//! Hold, take, set free, give back: what comes of it, and whether our books are theirs.

use connectors::payments::{
    Decline, GatewayError, PageState,
    capabilities::{Books, NotOffered, Wish},
};
use domain::{
    money::{Currency, Money},
    time::Timestamp,
};
use sandbox::{faults, paying::knobs::Knobs};

use super::{Counter, HOLDERS, PROVIDERS, key, money, order, top_up};

#[tokio::test]
async fn what_is_confirmed_is_taken_the_rest_is_free_and_the_books_are_theirs() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        let reference = counter.paid(&*gateway, &request).await;
        let taken = gateway.capture(&reference, money(slug, 7_000), "c").await.unwrap();
        assert_eq!(taken.amount, money(slug, 7_000), "{slug}");
        gateway.refund(&reference, money(slug, 2_500), "r1").await.unwrap();
        gateway.refund(&reference, money(slug, 500), "r2").await.unwrap();
        let sums = counter.sums(slug, &request.subject).await;
        let sum = |kind: &str| sums.get(kind).copied().unwrap_or(0);
        assert_eq!(sum("authorised"), 12_000, "{slug}");
        assert_eq!(sum("captured") - sum("refunded"), 4_000, "{slug} {sums:?}");
        let booked = gateway.payment(&reference).await.unwrap().unwrap();
        assert_eq!((booked.held.minor, booked.captured), (0, money(slug, 7_000)), "{slug}");
        assert_eq!((booked.subject, booked.is_free), (Some(request.subject), false), "{slug}");
        if gateway.can().books == Books::Whole {
            assert_eq!((sum("captured"), sum("released"), sum("refunded")), (7_000, 5_000, 3_000), "{slug}");
            assert_eq!(booked.refunded, money(slug, 3_000), "{slug}");
            let since = connectors::now().plus(-Timestamp::MINUTE);
            let books = gateway.payments_since(since).await.unwrap();
            assert_eq!(books.iter().map(|payment| &payment.reference).collect::<Vec<_>>(), [&reference], "{slug}");
        } else {
            assert!(matches!(gateway.payments_since(connectors::now()).await, Err(GatewayError::Unsupported(_))));
        }
        assert_eq!(gateway.payment("NOBODY1").await, Ok(None), "{slug}");
    }
}

#[tokio::test]
async fn everything_done_twice_under_one_key_is_done_once() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        let first = gateway.open_page(&request, "page").await.unwrap();
        let again = gateway.open_page(&request, "page").await.unwrap();
        assert_eq!(first.session, again.session, "{slug}");
        let reference = counter.paid(&*gateway, &request).await;
        for _ in 0..2 {
            assert_eq!(gateway.capture(&reference, money(slug, 7_000), "c").await.unwrap().amount.minor, 7_000);
        }
        for _ in 0..2 {
            gateway.refund(&reference, money(slug, 2_000), "r").await.unwrap();
        }
        let sums = counter.sums(slug, &request.subject).await;
        assert_eq!(sums["authorised"], 12_000, "{slug}");
        assert_eq!(sums["captured"] - sums["refunded"], 5_000, "{slug} {sums:?}");
        let freed = order(slug, 2);
        let other = counter.paid(&*gateway, &freed).await;
        for _ in 0..2 {
            gateway.release(&other, "free").await.unwrap();
        }
        let sums = counter.sums(slug, &freed.subject).await;
        let sum = |kind: &str| sums.get(kind).copied().unwrap_or(0);
        assert_eq!((sum("captured") - sum("refunded"), sum("authorised")), (0, 12_000), "{slug} {sums:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_moves_nothing() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        let reference = counter.paid(&*gateway, &request).await;
        let too_much = gateway.capture(&reference, money(slug, 12_001), "c").await;
        assert!(matches!(too_much, Err(GatewayError::Refused(_) | GatewayError::Malformed(_))), "{slug} {too_much:?}");
        gateway.capture(&reference, money(slug, 7_000), "c2").await.unwrap();
        let given = gateway.refund(&reference, money(slug, 7_001), "r").await;
        assert!(matches!(given, Err(GatewayError::Refused(_))), "{slug} {given:?}");
        if HOLDERS.contains(&slug) {
            let freed = gateway.release(&reference, "free").await;
            assert!(matches!(freed, Err(GatewayError::Refused(_))), "{slug} {freed:?}");
        }
        let sums = counter.sums(slug, &request.subject).await;
        let given = sums.get("refunded").copied().unwrap_or(0);
        assert_eq!(sums["captured"] - given, 7_000, "{slug} {sums:?}");
    }
}

#[tokio::test]
async fn a_decline_is_a_word_for_the_shopper_and_another_way_may_do() {
    let counter = Counter::open().await;
    let declined = |answer| if answer == "funds" { Decline::InsufficientFunds } else { Decline::Refused };
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        let page = gateway.open_page(&request, "page").await.unwrap();
        for answer in ["decline", "funds"] {
            let to = counter.answer(&page.url, &[answer]).await;
            let state = counter.come_back(&*gateway, &request, &page, to).await;
            let expected =
                if slug == "alipay" { Ok(PageState::Open) } else { Err(GatewayError::Declined(declined(answer))) };
            assert_eq!(state, expected, "{slug} {answer}");
        }
        let to = counter.answer(&page.url, &["approve"]).await;
        let state = counter.come_back(&*gateway, &request, &page, to).await.unwrap();
        assert!(matches!(state, PageState::Authorised { .. } | PageState::Taken { .. }), "{slug} {state:?}");
        assert_eq!(counter.sums(slug, &request.subject).await["authorised"], 12_000, "{slug}");
    }
}

#[tokio::test]
async fn a_shopper_whom_the_bank_asks_confirms_or_does_not() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let gateway = counter.gateway(slug);
        for (number, last, held) in [(1, "approve", 12_000), (2, "decline", 0)] {
            let request = order(slug, number);
            let page = gateway.open_page(&request, &key(&request)).await.unwrap();
            let to = counter.answer(&page.url, &["confirm", last]).await;
            let state = counter.come_back(&*gateway, &request, &page, to).await;
            let paid = matches!(state, Ok(PageState::Authorised { .. } | PageState::Taken { .. }));
            assert_eq!(paid, held > 0, "{slug} {state:?}");
            let sums = counter.sums(slug, &request.subject).await;
            assert_eq!(sums.get("authorised").copied().unwrap_or(0), held, "{slug}");
        }
    }
}

#[tokio::test]
async fn a_page_that_was_closed_or_is_over_holds_nothing() {
    let counter = Counter::open().await;
    for slug in HOLDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        let page = gateway.open_page(&request, "page").await.unwrap();
        assert_eq!(gateway.page_state(&page.session).await, Ok(PageState::Open), "{slug}");
        assert_eq!(gateway.close_page(&page.session).await, Ok(PageState::Expired), "{slug}");
        counter.answer(&page.url, &["approve"]).await;
        assert_eq!(gateway.close_page(&page.session).await, Ok(PageState::Expired), "{slug}");
        let over = connectors::payments::PaymentRequest { expires_at: connectors::now().plus(-1000), ..order(slug, 2) };
        let page = gateway.open_page(&over, "over").await.unwrap();
        counter.answer(&page.url, &["approve"]).await;
        assert_eq!(gateway.page_state(&page.session).await, Ok(PageState::Expired), "{slug}");
        assert_eq!(counter.sums(slug, &request.subject).await.len(), 0, "{slug}");
    }
    // At Alipay a page that somebody came to is closed, and one to which nobody came stays open until its time is up.
    let (gateway, request) = (counter.gateway("alipay"), order("alipay", 1));
    let page = gateway.open_page(&request, "page").await.unwrap();
    assert_eq!(gateway.close_page(&page.session).await, Ok(PageState::Open));
    assert_eq!(counter.status(&page.url).await, 200);
    assert_eq!(gateway.close_page(&page.session).await, Ok(PageState::Expired));
    assert_eq!(counter.status(&page.url).await, 410, "nobody can pay there any more");
    let reference = counter.paid(&*gateway, &order("alipay", 2)).await;
    let paid = connectors::payments::PaymentPage { session: format!("{reference}.1"), url: String::new() };
    assert!(matches!(gateway.close_page(&paid.session).await, Ok(PageState::Taken { .. })), "it was paid before");
}

#[tokio::test]
async fn a_top_up_is_taken_at_once_and_can_be_given_back() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), top_up(slug));
        let reference = counter.paid(&*gateway, &request).await;
        let sums = counter.sums(slug, &request.subject).await;
        assert_eq!(sums["captured"], 12_000, "{slug}");
        gateway.refund(&reference, money(slug, 12_000), "r").await.unwrap();
        assert_eq!(counter.sums(slug, &request.subject).await["refunded"], 12_000, "{slug}");
    }
}

#[tokio::test]
async fn amounts_have_the_decimals_of_their_currency_there_and_back() {
    let counter = Counter::open().await;
    for (slug, currency) in [("paypal", Currency::Jpy), ("braintree", Currency::Jpy), ("braintree", Currency::Kwd)] {
        let gateway = counter.gateway(slug);
        let mut request = order(slug, u64::from(currency.exponent()));
        let whole = Money::new(12_345, currency);
        (request.amount, request.lines) = (whole, vec![("Kitemart".to_owned(), whole)]);
        let reference = counter.paid(&*gateway, &request).await;
        let taken = gateway.capture(&reference, Money::new(12_344, currency), "c").await.unwrap();
        assert_eq!(taken.amount, Money::new(12_344, currency), "{slug}");
        assert_eq!(counter.sums(slug, &request.subject).await["captured"], 12_344, "{slug}");
    }
    for slug in PROVIDERS {
        let gateway = counter.gateway(slug);
        let wrong = Money::new(12_345, Currency::Tnd);
        let mut request = order(slug, 9);
        (request.amount, request.lines) = (wrong, vec![("Baobab".to_owned(), wrong)]);
        let refused = gateway.open_page(&request, "page").await;
        assert!(matches!(refused, Err(GatewayError::Malformed(_))), "{slug} {refused:?}");
        let wish = Wish { country: "TN", amount: wrong, may_shrink: true };
        assert_eq!(gateway.can().suits(&wish), Err(NotOffered::Currency), "{slug}");
    }
}

#[tokio::test]
async fn nothing_is_given_back_at_braintree_before_it_has_settled() {
    let counter = Counter::open().await;
    let (gateway, request) = (counter.gateway("braintree"), order("braintree", 1));
    let reference = counter.paid(&*gateway, &request).await;
    gateway.capture(&reference, money("braintree", 7_000), "c").await.unwrap();
    counter.turn("braintree", Knobs { unsettled: true, ..Knobs::default() }).await;
    let early = gateway.refund(&reference, money("braintree", 1_000), "r").await;
    assert!(matches!(early, Err(GatewayError::Unknown(_))), "{early:?}");
    counter.turn("braintree", Knobs::default()).await;
    gateway.refund(&reference, money("braintree", 1_000), "r").await.unwrap();
    assert_eq!(counter.sums("braintree", &request.subject).await["refunded"], 1_000);
}

#[tokio::test]
async fn a_provider_that_is_down_says_nothing_for_certain_and_wrong_keys_are_told_apart() {
    let counter = Counter::open().await;
    for slug in PROVIDERS {
        let (gateway, request) = (counter.gateway(slug), order(slug, 1));
        let reference = counter.paid(&*gateway, &request).await;
        assert_eq!(gateway.is_up().await, Ok(()), "{slug}");
        let refuses = faults::Knobs { refuse: true, ..faults::Knobs::default() };
        let broken = faults::Knobs { error_status: Some(503), ..faults::Knobs::default() };
        let garbage = faults::Knobs { garbage: true, ..faults::Knobs::default() };
        for knobs in [refuses, broken, garbage] {
            counter.spoil(slug, knobs).await;
            let unknown = |error: &GatewayError| matches!(error, GatewayError::Unknown(_));
            assert!(gateway.is_up().await.is_err_and(|error| unknown(&error)), "{slug}");
            assert!(
                gateway.capture(&reference, money(slug, 1), "c").await.is_err_and(|error| unknown(&error)),
                "{slug}"
            );
            assert!(gateway.release(&reference, "f").await.is_err_and(|error| unknown(&error)), "{slug}");
            assert!(
                gateway.refund(&reference, money(slug, 1), "r").await.is_err_and(|error| unknown(&error)),
                "{slug}"
            );
            assert!(gateway.payment(&reference).await.is_err_and(|error| unknown(&error)), "{slug}");
        }
        counter.spoil(slug, faults::Knobs::default()).await;
        gateway.release(&reference, "f").await.unwrap();
    }
    for slug in HOLDERS {
        let stranger = counter.gateway_with(slug, Some("a guess"));
        assert_eq!(stranger.is_up().await, Err(GatewayError::Unauthorised), "{slug}");
        assert_eq!(stranger.release("X1", "f").await, Err(GatewayError::Unauthorised), "{slug}");
    }
}
