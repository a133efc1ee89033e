//! All the ways in which shoppers pay: twice, after the bank asked, once more after a decline, without coming back.

use domain::{
    checkout::{Consent, PayMethod, Policy, Tolerance},
    ids::OrderNumber,
    order::OrderView,
    saga::Phase,
    visit::Visit,
};
use services::PayOutcome;

use crate::{
    gateway::{
        ASKING_CARD, BAD_CARD, GOOD_CARD, answer_the_bank, look_at, mails, messages_come, payments_of, second_page,
        until,
    },
    journeys::{details, fill_cart, order_of, pay_with, to_the_gateway},
    test_shop::TestShop,
};

async fn read(shop: &TestShop, visit: &Visit, number: &OrderNumber) -> OrderView {
    shop.shop.order(visit, number, None).await.expect("the order")
}

/// Waits until the order has come to its end without its shopper looking at it.
async fn comes_to_its_end(shop: &TestShop, visit: &Visit) -> OrderView {
    let number = order_of(&shop.shop, visit).await;
    let phase = async || {
        let orders = store::sagas::load(shop.shop.store().reader(), &number).await.expect("the store");
        orders.expect("a saga").saga.phase
    };
    until(shop, "the end of the order", async || phase().await == Phase::Done).await;
    shop.work().await;
    read(shop, visit, &number).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_pays_twice_gets_the_second_payment_back_and_is_told() {
    for (capture, other) in [("manual", ("canceled".to_owned(), 0)), ("automatic", ("succeeded".to_owned(), 0))] {
        let shop = TestShop::open_to_messages().await;
        let visit = shop.visitor();
        fill_cart(&shop, &visit, &["harbor", "shelf"]).await;
        let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
        let number = order_of(&shop.shop, &visit).await;
        let total = read(&shop, &visit, &number).await.total;
        let second = second_page(&shop, &number, total, capture).await;
        assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
        let order = comes_to_its_end(&shop, &visit).await;
        assert_eq!(pay_with(&second, GOOD_CARD).await.0, 303);
        let settled = async || payments_of(&shop, number.as_str()).await.contains(&other);
        until(&shop, "the second payment is given back", settled).await;
        shop.work().await;
        let mut expected = vec![other.clone(), ("succeeded".to_owned(), total.minor)];
        expected.sort();
        assert_eq!(payments_of(&shop, number.as_str()).await, expected);
        let mails = mails(&shop).await;
        let subject = format!("\"subject\":\"You paid twice for order {number}");
        assert_eq!(mails.matches(&subject).count(), 1, "{mails}");
        let after = read(&shop, &visit, &number).await;
        assert_eq!((after.captured, after.phase), (order.captured, Phase::Done));
        assert_eq!(shop.journaled("harbor", "order_placed"), 1);
        shop.assert_sound().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_pages_paid_at_the_same_moment_make_one_order_and_keep_one_payment() {
    let shop = TestShop::open_to_messages().await;
    messages_come(&shop, "twice").await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    let number = order_of(&shop.shop, &visit).await;
    let total = read(&shop, &visit, &number).await.total;
    let second = second_page(&shop, &number, total, "manual").await;
    let (first, other) = tokio::join!(pay_with(&page, GOOD_CARD), pay_with(&second, GOOD_CARD));
    assert_eq!((first.0, other.0), (303, 303));
    let expected = vec![("canceled".to_owned(), 0), ("succeeded".to_owned(), total.minor)];
    let settled = async || payments_of(&shop, number.as_str()).await == expected;
    until(&shop, "one payment is kept", settled).await;
    shop.work().await;
    assert_eq!(shop.journaled("harbor", "order_placed"), 1);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_asks_is_answered_and_leads_back_to_the_confirmation() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    let number = order_of(&shop.shop, &visit).await;
    let (status, leads) = pay_with(&page, ASKING_CARD).await;
    assert_eq!(status, 303);
    assert!(leads.ends_with("/challenge"), "{leads}");
    assert_eq!(read(&shop, &visit, &number).await.phase, Phase::AwaitingPayment, "nothing is paid yet");
    let (_, back) = answer_the_bank(&page, "reject").await;
    assert!(page.ends_with(&back), "a no leads back to the page: {back}");
    assert_eq!(pay_with(&page, BAD_CARD).await.0, 402, "declined, and the page stays");
    assert_eq!(pay_with(&page, ASKING_CARD).await.0, 303);
    let (status, back) = answer_the_bank(&page, "approve").await;
    assert_eq!(status, 303);
    assert!(back.ends_with(&format!("/order/{number}/confirmation")), "{back}");
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!(order.captured, order.total);
    assert_eq!(payments_of(&shop, number.as_str()).await, [("succeeded".to_owned(), order.total.minor)]);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_back_button_after_paying_leads_on_and_takes_nothing() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    let live = shop.shop.checkout(&visit).await.unwrap().draft.live.unwrap();
    let (_, paid) = pay_with(&page, GOOD_CARD).await;
    let number = order_of(&shop.shop, &visit).await;
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!(look_at(&page).await, (303, paid.clone()), "the page of a paid order leads to the order");
    let (status, leads) = pay_with(&page, GOOD_CARD).await;
    assert_eq!(status, 303);
    assert_eq!(leads.rsplit('/').next(), page.rsplit('/').next(), "nothing is paid again");
    let again = shop.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await;
    assert!(again.is_err() || matches!(again, Ok(PayOutcome::Changed)), "the cart is empty: {again:?}");
    assert_eq!(payments_of(&shop, number.as_str()).await, [("succeeded".to_owned(), order.total.minor)]);
    assert_eq!(shop.shop.orders(&visit).await.unwrap().len(), 1);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_alone_makes_the_order_when_the_shopper_never_comes_back() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "kitemart"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    pay_with(&page, GOOD_CARD).await;
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!((order.captured, order.parts.len()), (order.total, 2));
    assert!(mails(&shop).await.contains(order.number.as_str()));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_question_makes_the_order_when_neither_message_nor_shopper_comes() {
    let shop = TestShop::open_to_messages().await;
    messages_come(&shop, "never").await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    pay_with(&page, GOOD_CARD).await;
    tokio::time::sleep(std::time::Duration::from_millis(3_100)).await;
    shop.shop.sweep_payments().await.unwrap();
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!(order.captured, order.total);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_terms_for_the_same_consent_close_the_first_page_and_open_another() {
    let shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let first = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    let live = shop.shop.checkout(&visit).await.unwrap().draft.live.unwrap();
    let other = Consent {
        validation: live.validation,
        policy: Policy::AllOrNothing,
        tolerance: Tolerance::default(),
        method: PayMethod::Card,
        saved: None,
    };
    let PayOutcome::GoTo(second) = shop.shop.pay_by(&visit, &other).await.unwrap() else { panic!("nothing changed") };
    assert_ne!(first, second);
    assert_eq!(shop.shop.pay_by(&visit, &other).await.unwrap(), PayOutcome::GoTo(second.clone()));
    assert_eq!(look_at(&first).await.0, 410, "the first page is closed");
    assert_eq!(pay_with(&second, GOOD_CARD).await.0, 303);
    let orders = shop.shop.orders(&visit).await.unwrap();
    assert_eq!(orders.len(), 2);
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!((order.captured, order.phase), (order.total, Phase::Done));
    assert_eq!(shop.journaled("harbor", "order_placed"), 1);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_died_before_the_page_was_opened_leaves_an_order_that_the_same_consent_goes_on_with() {
    let mut shop = TestShop::open_to_messages().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "shelf"]).await;
    shop.shop.save_details(&visit, details()).await.unwrap();
    let live = shop.shop.save_delivery(&visit, Default::default()).await.unwrap().draft.live.unwrap();
    let paid = shop.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await.unwrap();
    let PayOutcome::GoTo(page) = paid else { panic!("something changed") };
    let number = order_of(&shop.shop, &visit).await;
    // As if the process had died before it wrote the page down.
    forget_page(&shop, &number).await;
    shop.restart().await;
    tokio::time::sleep(std::time::Duration::from_millis(1_600)).await;
    let began = std::time::Instant::now();
    let again = shop.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await.unwrap();
    assert_eq!(again, PayOutcome::GoTo(page.clone()), "the gateway knows the page by its key");
    assert!(began.elapsed().as_secs() < 30, "nobody waits for the order to be given up");
    assert_eq!(shop.shop.orders(&visit).await.unwrap().len(), 1);
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    shop.shop.order(&visit, &number, None).await.unwrap();
    shop.work().await;
    let order = shop.shop.order(&visit, &number, None).await.unwrap();
    assert_eq!((order.phase, order.captured), (Phase::Done, order.total));
    shop.assert_sound().await;
}

async fn forget_page(shop: &TestShop, number: &OrderNumber) {
    let number = number.clone();
    let work =
        shop.shop.store().write(move |tx| Box::pin(async move { store::testing::forget_page(tx, &number).await }));
    work.await.expect("the store");
}
