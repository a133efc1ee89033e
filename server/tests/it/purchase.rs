//! One payment, many orders: what shoppers and marketplaces see, and that the books agree with both.

use domain::{
    checkout::{Policy, Tolerance},
    order::{OrderStatus, OrderView},
    saga::{PartState, Phase},
    visit::Visit,
};
use sandbox::faults::{Knobs, Loss};
use services::PayOutcome;

use crate::{
    journeys::{fill_cart, order_of, pay_with, to_the_gateway},
    test_shop::TestShop,
};

const GOOD_CARD: &str = "4242424242424242";

/// Buys one thing of each marketplace and carries out all that follows.
async fn bought(shop: &TestShop, visit: &Visit, marketplaces: &[&str], policy: Policy) -> OrderView {
    fill_cart(shop, visit, marketplaces).await;
    let page = to_the_gateway(&shop.shop, visit, policy).await;
    let (status, _) = pay_with(&page, GOOD_CARD).await;
    assert_eq!(status, 303);
    finished(shop, visit).await
}

async fn finished(shop: &TestShop, visit: &Visit) -> OrderView {
    let number = order_of(&shop.shop, visit).await;
    shop.shop.order(visit, &number, None).await.expect("the order");
    shop.work().await;
    shop.shop.order(visit, &number, None).await.expect("the order")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_payment_makes_an_order_at_each_marketplace_and_captures_exactly_their_sum() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["harbor", "kitemart", "nomad", "baobab", "shelf"], Policy::KeepRest).await;
    assert_eq!((order.phase, order.status), (Phase::Done, OrderStatus::Processing));
    assert_eq!(order.captured, order.total);
    assert_eq!(order.parts.iter().map(|part| part.shown.total.minor).sum::<i64>(), order.total.minor);
    for part in &order.parts {
        assert_eq!(part.state, PartState::Placed, "{}", part.marketplace);
        assert!(!part.marketplace_order_ids.is_empty(), "{}", part.marketplace);
    }
    for marketplace in ["harbor", "kitemart", "nomad", "baobab"] {
        assert_eq!(shop.journaled(marketplace, "order_placed"), 1, "{marketplace}");
    }
    assert!(shop.shop.cart(&visit).await.unwrap().cart.lines.is_empty());
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_part_is_not_charged_and_the_rest_is_kept() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "kitemart", "nomad"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    shop.turn("kitemart", Knobs { refuse_orders: true, ..Knobs::default() });
    pay_with(&page, GOOD_CARD).await;
    let order = finished(&shop, &visit).await;
    let kept: i64 =
        order.parts.iter().filter(|part| part.state == PartState::Placed).map(|part| part.shown.total.minor).sum();
    assert_eq!((order.captured.minor, order.released.minor), (kept, order.total.minor - kept));
    assert_eq!(shop.journaled("kitemart", "order_placed"), 0);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_or_nothing_leaves_no_money_taken() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["shelf", "kitemart"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::AllOrNothing).await;
    shop.turn("kitemart", Knobs { refuse_orders: true, ..Knobs::default() });
    pay_with(&page, GOOD_CARD).await;
    let order = finished(&shop, &visit).await;
    assert_eq!((order.phase, order.status, order.captured.minor), (Phase::Done, OrderStatus::Cancelled, 0));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_cancelled_is_not_charged_either_and_a_person_is_called() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "kitemart"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::AllOrNothing).await;
    shop.turn("kitemart", Knobs { refuse_orders: true, ..Knobs::default() });
    pay_with(&page, GOOD_CARD).await;
    let order = finished(&shop, &visit).await;
    assert_eq!((order.phase, order.captured.minor), (Phase::Done, 0));
    assert_eq!(order.parts[0].state, PartState::Stranded);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_best_offer_takes_the_place_of_a_refused_one() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let shared = crate::journeys::something_of(&shop.shop, &visit, "kitemart", true).await;
    shop.shop.add_to_cart(&visit, &shared, None, domain::cart::Quantity::ONE).await.unwrap();
    shop.shop.save_details(&visit, crate::journeys::details()).await.unwrap();
    let live = shop.shop.save_delivery(&visit, Default::default()).await.unwrap().draft.live.unwrap();
    let tolerance = Tolerance::try_from(500).unwrap();
    let outcome = shop.shop.pay(&visit, &live.validation, Policy::NextBest, tolerance).await.unwrap();
    let PayOutcome::GoTo(page) = outcome else { panic!("nothing changed") };
    shop.turn("kitemart", Knobs { refuse_orders: true, ..Knobs::default() });
    pay_with(&page, GOOD_CARD).await;
    let order = finished(&shop, &visit).await;
    let ceiling = tolerance.ceiling(live.quote.total.total);
    assert_eq!(order.phase, Phase::Done);
    assert!(order.captured.minor <= ceiling.minor);
    match order.parts.iter().find(|part| part.state == PartState::Placed) {
        Some(taken) => assert_eq!(order.captured, taken.shown.total),
        None => assert_eq!(order.released, ceiling),
    }
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_makes_exactly_one_order() {
    for loss in [Loss::Close, Loss::GatewayTimeout] {
        let shop = TestShop::open().await;
        let visit = shop.visitor();
        fill_cart(&shop, &visit, &["harbor", "baobab"]).await;
        let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
        for marketplace in ["harbor", "baobab"] {
            shop.turn(marketplace, Knobs { lose_reply_next: 1, lose_reply_by: loss, ..Knobs::default() });
        }
        pay_with(&page, GOOD_CARD).await;
        let order = finished(&shop, &visit).await;
        for part in &order.parts {
            assert_eq!(part.state, PartState::Placed, "{}", part.marketplace);
            assert_eq!(shop.journaled(part.marketplace.as_str(), "order_placed"), 1, "{}", part.marketplace);
        }
        assert_eq!(order.captured, order.total);
        shop.assert_sound().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_killed_after_the_payment_finishes_the_order_when_it_starts_again() {
    let mut shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "nomad"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    pay_with(&page, GOOD_CARD).await;
    shop.restart().await;
    let order = finished(&shop, &visit).await;
    assert_eq!((order.phase, order.captured), (Phase::Done, order.total));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_card_orders_nothing_and_loses_nothing() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "nomad"]).await;
    let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    let (status, _) = pay_with(&page, "4000000000000002").await;
    assert_ne!(status, 303);
    let number = order_of(&shop.shop, &visit).await;
    shop.shop.payment_cancelled(&visit, &number).await.unwrap();
    shop.work().await;
    let order = shop.shop.order(&visit, &number, None).await.unwrap();
    assert_eq!((order.status, order.captured.minor), (OrderStatus::Cancelled, 0));
    assert_eq!(shop.shop.cart(&visit).await.unwrap().cart.lines.len(), 2);
    assert_eq!(shop.journaled("harbor", "order_placed"), 0);
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_consent_twice_leads_to_one_order() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    let first = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    let live = shop.shop.checkout(&visit).await.unwrap().draft.live.unwrap();
    let again = shop.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await.unwrap();
    assert_eq!(again, PayOutcome::GoTo(first));
    assert_eq!(shop.shop.orders(&visit).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_clicks_at_once_lead_to_the_same_page_of_one_order() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor"]).await;
    shop.shop.save_details(&visit, crate::journeys::details()).await.unwrap();
    let live = shop.shop.save_delivery(&visit, Default::default()).await.unwrap().draft.live.unwrap();
    let click = || shop.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default());
    let (first, second, third) = tokio::join!(click(), click(), click());
    let first = first.unwrap();
    assert!(matches!(first, PayOutcome::GoTo(_)));
    assert_eq!((&first, &first), (&second.unwrap(), &third.unwrap()));
    assert_eq!(shop.shop.orders(&visit).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_moved_is_shown_before_anything_is_charged() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    fill_cart(&shop, &visit, &["harbor", "nomad"]).await;
    shop.shop.save_details(&visit, crate::journeys::details()).await.unwrap();
    let live = shop.shop.save_delivery(&visit, Default::default()).await.unwrap().draft.live.unwrap();
    shop.turn("harbor", Knobs { price_change_percent: 10, ..Knobs::default() });
    let outcome = shop.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await.unwrap();
    assert_eq!(outcome, PayOutcome::Changed);
    let shown = shop.shop.checkout(&visit).await.unwrap().draft.live.unwrap();
    assert!(shown.quote.total.total.minor > live.quote.total.total.minor);
    assert!(!shown.changes.is_empty());
    assert!(shop.shop.orders(&visit).await.unwrap().is_empty());
    let agreed = shop.shop.pay(&visit, &shown.validation, Policy::KeepRest, Tolerance::default()).await.unwrap();
    assert!(matches!(agreed, PayOutcome::GoTo(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_marketplace_is_an_absence_and_the_others_answer() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    shop.turn("kitemart", Knobs { hang: true, ..Knobs::default() });
    shop.turn("nomad", Knobs { garbage: true, ..Knobs::default() });
    shop.turn("baobab", Knobs { oversize: true, ..Knobs::default() });
    let query = domain::search::SearchQuery { text: "lamp".into(), page: 1, ..Default::default() };
    let page = shop.shop.search(&visit, query).await;
    let absent: Vec<&str> = page.absences.iter().map(|absence| absence.marketplace.as_str()).collect();
    assert_eq!(absent, ["baobab", "kitemart", "nomad"]);
    assert!(
        page.groups
            .iter()
            .flat_map(|group| &group.offers)
            .any(|offer| offer.product.reference.marketplace.as_str() == "harbor")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn parcels_are_followed_to_the_door_and_the_shopper_is_told() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["harbor", "kitemart"], Policy::KeepRest).await;
    for market in shop.world.markets.iter().filter(|market| ["harbor", "kitemart"].contains(&market.server.slug)) {
        for placed in market.orders.all() {
            market.orders.advance(&placed.id, Some(sandbox::orders::Stage::Delivered)).expect("an order of the world");
        }
    }
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    shop.shop.sweep_tracking().await.unwrap();
    let order = shop.shop.order(&visit, &order.number, None).await.unwrap();
    assert_eq!(order.status, OrderStatus::Delivered);
    assert!(order.parts.iter().all(|part| part.events.len() >= 3 && !part.shipments.is_empty()));
    shop.shop.work_jobs().await.unwrap();
    let mails = sandbox_mails(&shop).await;
    assert!(mails.contains(order.number.as_str()), "{mails}");
}

async fn sandbox_mails(shop: &TestShop) -> String {
    let url = format!("{}/messages.json", shop.world.url("mail").expect("a mail catcher"));
    reqwest::get(url).await.expect("the mail catcher").text().await.expect("its messages")
}
