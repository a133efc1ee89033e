//! Ways to pay that PayPal keeps for somebody: agreed to once, paid with at once, declined, without an answer, forgotten.

use domain::{
    checkout::{Consent, PayMethod, Policy, SavedMethod, Tolerance},
    ids::{MethodId, VisitorId},
    order::OrderView,
    saga::Phase,
    visit::Visit,
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use services::{PayOutcome, ServiceError};

use crate::{
    factors::{Page, Visitor, with_somebody},
    gateway::until,
    journeys::{details, fill_cart, order_of},
    test_shop::TestShop,
};

const EMAIL: &str = "amira@example.org";

/// A shop, somebody who is signed in there, and the visit that they shop with.
async fn somebody() -> (TestShop, Visitor, Visit) {
    let (shop, base) = with_somebody(EMAIL).await;
    let browser = Visitor::signed_in(&shop, &base, EMAIL).await;
    let reader = shop.shop.store().reader();
    let sql = "SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL";
    let statement = sea_orm::Statement::from_string(store::Connection::get_database_backend(reader), sql);
    let row = reader.query_one_raw(statement).await.expect("an answer").expect("a row");
    let visitor: VisitorId = row.try_get_by_index::<String>(0).expect("a text").parse().expect("a visitor");
    let visit = Visit { visitor: Some(visitor), ..shop.visitor() };
    (shop, browser, visit)
}

/// Begins to keep PayPal, answers on its page, and comes back.
async fn keep(browser: &Visitor, answer: &str) -> Page {
    let begun = browser.post("/api/profile/payment/keep", &[("method", "paypal")]).await;
    assert_eq!(begun.status, 303);
    let (page, query) = begun.leads.split_once('?').expect("PayPal's page");
    let (_, session) = query.split_once('=').expect("a session");
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let form = [("approval_session_id", session), ("answer", answer)];
    let back = client.post(page).form(&form).send().await.expect("PayPal");
    let leads = back.headers().get("location").expect("the way back").to_str().expect("letters").to_owned();
    let (_, path) = leads.split_once("/account").expect("a page of the account");
    browser.get(&format!("/account{path}")).await
}

/// Turns knobs of the practice PayPal.
async fn turn(shop: &TestShop, knobs: &str, to: Value) {
    let url = format!("{}/sandbox/{knobs}", shop.world.url("paypal").expect("a PayPal"));
    let turned = reqwest::Client::new().put(url).json(&to).send().await.expect("the knobs");
    assert!(turned.status().is_success(), "{}", turned.status());
}

/// Goes from an empty cart to the review: what is kept and can be chosen, and the consent to pay with PayPal.
async fn review(shop: &TestShop, visit: &Visit) -> (Vec<SavedMethod>, Consent) {
    fill_cart(shop, visit, &["harbor"]).await;
    shop.shop.save_details(visit, details()).await.expect("details");
    let view = shop.shop.save_delivery(visit, Default::default()).await.expect("live quotes");
    let live = view.draft.live.expect("a live quote");
    let (policy, tolerance) = (Policy::KeepRest, Tolerance::default());
    let consent = Consent { validation: live.validation, policy, tolerance, method: PayMethod::PayPal, saved: None };
    (view.saved, consent)
}

/// Waits for the end of the only order, as its shopper does who looks at the confirmation.
async fn comes_to_its_end(shop: &TestShop, visit: &Visit) -> OrderView {
    let number = order_of(&shop.shop, visit).await;
    let read = async || shop.shop.order(visit, &number, None).await.expect("the order");
    until(shop, "the end of the order", async || read().await.phase == Phase::Done).await;
    read().await
}

/// How often PayPal's journal says that an amount was held.
async fn held(shop: &TestShop) -> usize {
    let url = format!("{}/sandbox/journal", shop.world.url("paypal").expect("a PayPal"));
    let entries: Vec<Value> = reqwest::get(url).await.expect("PayPal").json().await.expect("its journal");
    entries.iter().filter(|entry| entry["kind"] == "authorised").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_pays_without_a_page_and_is_forgotten_at_both_ends() {
    let (shop, browser, visit) = somebody().await;
    assert!(review(&shop, &visit).await.0.is_empty(), "nothing is kept yet");
    let back = keep(&browser, "approve").await;
    assert_eq!(back.status, 200);
    assert!(back.text.contains("a•••@example.org"), "{}", back.text);
    let (saved, consent) = review(&shop, &visit).await;
    let [kept] = saved.as_slice() else { panic!("{saved:?}") };
    let consent = Consent { saved: Some(kept.id.clone()), ..consent };
    let PayOutcome::GoTo(leads) = shop.shop.pay_by(&visit, &consent).await.unwrap() else { panic!("nothing changed") };
    assert!(leads.ends_with("/confirmation"), "no page comes between: {leads}");
    assert_eq!(shop.shop.pay_by(&visit, &consent).await.unwrap(), PayOutcome::GoTo(leads), "a double click");
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!((order.captured, order.payment_method.as_str()), (order.total, "paypal"));
    shop.assert_sound().await;

    let gone = browser.post("/api/profile/payment/forget", &[("id", kept.id.as_str())]).await;
    assert_eq!(gone.leads, "/account/payment?done=1");
    assert!(!browser.get("/account/payment").await.text.contains("a•••@"), "it is not shown any more");
    let (saved, again) = review(&shop, &visit).await;
    assert!(saved.is_empty());
    let stale = Consent { saved: Some(kept.id.clone()), ..again };
    assert!(matches!(shop.shop.pay_by(&visit, &stale).await, Err(ServiceError::NotOffered)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_agreed_to_is_not_kept_and_nobody_elses_can_be_chosen() {
    let (shop, browser, visit) = somebody().await;
    let url = browser.post("/api/profile/payment/keep", &[("method", "alipay")]).await.leads;
    assert!(url.starts_with("/account/payment?"), "Alipay keeps nothing: {url}");
    let back = browser.get("/account/payment?keeping=00000000000000000000000000000000").await;
    assert_eq!((back.status, back.text.contains("data-kept")), (200, false));
    keep(&browser, "approve").await;
    let kept: MethodId = review(&shop, &visit).await.0.remove(0).id;
    let other = shop.visitor();
    let (saved, consent) = review(&shop, &other).await;
    assert!(saved.is_empty());
    let foreign = Consent { saved: Some(kept), ..consent };
    assert!(matches!(shop.shop.pay_by(&other, &foreign).await, Err(ServiceError::NotOffered)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_method_that_is_declined_leaves_the_cart_and_says_so() {
    let (shop, browser, visit) = somebody().await;
    keep(&browser, "approve").await;
    let (saved, consent) = review(&shop, &visit).await;
    let consent = Consent { saved: Some(saved[0].id.clone()), ..consent };
    turn(&shop, "gateway", json!({ "decline_next": 1 })).await;
    assert_eq!(shop.shop.pay_by(&visit, &consent).await.unwrap(), PayOutcome::Declined);
    let view = shop.shop.checkout(&visit).await.unwrap();
    assert!(view.draft.payment_failed);
    assert!(matches!(shop.shop.pay_by(&visit, &consent).await.unwrap(), PayOutcome::GoTo(_)), "and may be tried again");
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!(order.captured, order.total);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_is_asked_for_again_and_held_once() {
    let (shop, browser, visit) = somebody().await;
    keep(&browser, "approve").await;
    let (saved, consent) = review(&shop, &visit).await;
    let consent = Consent { saved: Some(saved[0].id.clone()), ..consent };
    turn(&shop, "faults", json!({ "lose_reply_next": 20, "paths": ["/v2/checkout/orders"] })).await;
    let PayOutcome::GoTo(leads) = shop.shop.pay_by(&visit, &consent).await.unwrap() else { panic!("nothing changed") };
    assert!(leads.ends_with("/confirmation"), "{leads}");
    let busy = browser.post("/api/profile/payment/forget", &[("id", saved[0].id.as_str())]).await;
    assert!(busy.leads.contains("conflict"), "it may still be needed: {}", busy.leads);
    turn(&shop, "faults", json!({})).await;
    let order = comes_to_its_end(&shop, &visit).await;
    assert_eq!(order.captured, order.total);
    assert_eq!(held(&shop).await, 1);
    shop.assert_sound().await;
}
