//! What is not wanted, what was observed, and what is blocked.

use domain::{
    catalog::Availability,
    consent::{Behaviour, Purpose},
    counterfeit::{Reason, Statement},
    ids::VisitorId,
    locale::Locale,
    time::Timestamp,
    trust::{Kept, Trust},
};

use super::samples::*;
use crate::{
    Store,
    behaviour::{self, Moment},
    counterfeits::{self, Goods, NewReport, Reported},
    products,
    purposes::{self, Given},
    recommendations,
    sql::{run, values},
    trust,
};

async fn say(store: &Store, who: VisitorId, given: bool, at: i64) {
    let answer = Given { purpose: Purpose::Behaviour, given, text_version: "1".into(), at: NOW.plus(at) };
    store
        .write(move |tx| Box::pin(async move { purposes::answer(tx, &who, &answer, Locale::En).await }))
        .await
        .unwrap();
}

async fn look_at(store: &Store, who: VisitorId, what: Behaviour, about: &'static str) -> bool {
    let moment = Moment { visitor: who, what, about: about.into(), at: NOW };
    store.write(move |tx| Box::pin(async move { behaviour::remember(tx, &moment).await })).await.unwrap()
}

async fn do_not_want(store: &Store, who: VisitorId, product: &'static str) -> bool {
    let product = reference(product);
    let work =
        store.write(move |tx| Box::pin(async move { recommendations::do_not_want(tx, &who, &product, NOW).await }));
    work.await.unwrap()
}

#[tokio::test]
async fn what_somebody_does_not_want_is_noted_only_with_a_yes_and_goes_with_it() {
    let store = shop().await;
    assert!(!do_not_want(&store, visitor('a'), "harbor:1").await);
    say(&store, visitor('a'), true, 0).await;
    assert!(do_not_want(&store, visitor('a'), "harbor:1").await);
    assert!(do_not_want(&store, visitor('a'), "harbor:1").await, "twice is as good as once");
    assert_eq!(recommendations::unwanted(store.reader(), &visitor('a')).await.unwrap(), [reference("harbor:1")]);
    say(&store, visitor('a'), false, 1).await;
    assert!(recommendations::unwanted(store.reader(), &visitor('a')).await.unwrap().is_empty());
    assert!(!do_not_want(&store, visitor('a'), "harbor:2").await);
}

#[tokio::test]
async fn forgetting_takes_ones_own_moments_of_those_things_and_no_others() {
    let store = shop().await;
    for who in ['a', 'b'] {
        say(&store, visitor(who), true, 0).await;
        look_at(&store, visitor(who), Behaviour::View, "harbor:1").await;
        look_at(&store, visitor(who), Behaviour::View, "harbor:2").await;
        look_at(&store, visitor(who), Behaviour::Search, "harbor:1").await;
    }
    let before = recommendations::stamp(store.reader()).await.unwrap();
    let forgotten = store.write(|tx| {
        Box::pin(async move {
            let things = recommendations::forget_products(tx, &visitor('a'), &[reference("harbor:1")]).await?;
            let none = recommendations::forget_products(tx, &visitor('a'), &[]).await?;
            Ok((things, none, recommendations::forget_search(tx, &visitor('a'), "lamp").await?))
        })
    });
    assert_eq!(forgotten.await.unwrap(), (1, 0, 0));
    assert_ne!(recommendations::stamp(store.reader()).await.unwrap(), before);
    let log = recommendations::log(store.reader(), 10).await.unwrap();
    let about: Vec<String> = log.iter().map(|one| format!("{} {}", &one.who[..1], one.product)).collect();
    assert_eq!(about.len(), 3, "searches are not about products: {about:?}");
    assert!(!about.contains(&"a harbor:1".to_owned()) && about.contains(&"b harbor:1".to_owned()));
    assert_eq!(behaviour::of(store.reader(), &visitor('a'), 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_a_guest_does_not_want_becomes_that_of_their_account() {
    let store = shop().await;
    say(&store, visitor('a'), true, 0).await;
    say(&store, visitor('b'), true, 0).await;
    for (who, product) in [('a', "harbor:1"), ('a', "harbor:2"), ('b', "harbor:1")] {
        assert!(do_not_want(&store, visitor(who), product).await);
    }
    let work = store.write(|tx| Box::pin(async move { purposes::bring(tx, &visitor('a'), &visitor('b')).await }));
    work.await.unwrap();
    assert_eq!(recommendations::unwanted(store.reader(), &visitor('b')).await.unwrap().len(), 2);
    assert!(recommendations::unwanted(store.reader(), &visitor('a')).await.unwrap().is_empty());
}

fn goods(text: &str) -> Goods {
    let (marketplace, product) = text.split_once(':').unwrap_or((text, ""));
    let product = (!product.is_empty()).then(|| product.parse().unwrap());
    Goods { marketplace: marketplace.parse().unwrap(), product }
}

async fn report(store: &Store, number: u32, about: &str) -> Reported {
    let statement = Statement { reason: Reason::Fake, words: "no".into() };
    let id = format!("{number:032x}");
    let new = NewReport { id, visitor: visitor('a'), goods: goods(about), statement, at: NOW };
    let work = store
        .write(move |tx| Box::pin(async move { counterfeits::report(tx, &new, NOW.plus(-Timestamp::DAY), 3).await }));
    work.await.unwrap()
}

#[tokio::test]
async fn one_visitor_reports_a_thing_once_and_only_so_many() {
    let store = shop().await;
    assert_eq!(report(&store, 1, "harbor:1").await, Reported::Kept);
    assert_eq!(report(&store, 2, "harbor:1").await, Reported::Known);
    assert_eq!(report(&store, 3, "harbor").await, Reported::Kept);
    assert_eq!(report(&store, 4, "nomad:1").await, Reported::Kept);
    assert_eq!(report(&store, 5, "nomad:2").await, Reported::TooMany);
    let open = counterfeits::list(store.reader(), true, 10).await.unwrap();
    assert_eq!(open.len(), 3);
    let id = open.iter().find(|one| one.goods == goods("harbor")).unwrap().id.clone();
    let settle = |id: String| store.write(move |tx| Box::pin(async move { counterfeits::settle(tx, &id, NOW).await }));
    assert!(settle(id.clone()).await.unwrap() && !settle(id).await.unwrap());
    assert_eq!(counterfeits::list(store.reader(), true, 10).await.unwrap().len(), 2);
    assert_eq!(counterfeits::list(store.reader(), false, 10).await.unwrap()[0].settled_at, Some(NOW));
}

async fn block(store: &Store, about: &'static str, blocked: bool) -> bool {
    let work = store.write(move |tx| {
        Box::pin(async move {
            if blocked {
                counterfeits::block(tx, &goods(about), NOW).await
            } else {
                counterfeits::unblock(tx, &goods(about)).await
            }
        })
    });
    work.await.unwrap()
}

#[tokio::test]
async fn what_is_blocked_is_in_no_list_and_out_of_stock_by_its_name() {
    let store = shop().await;
    let known =
        vec![product("harbor:1", "Brick speaker"), product("harbor:2", "Stone speaker"), product("nomad:1", "Speaker")];
    let relations: Vec<_> = known.iter().map(|one| one.relation.clone()).collect();
    let kept = known.clone();
    store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &kept).await })).await.unwrap();
    let listed = async || {
        let reader = store.reader();
        let harbor = "harbor".parse().unwrap();
        let lists = [
            products::by_relations(reader, &relations).await.unwrap(),
            products::by_category(reader, domain::catalog::Category::Audio, 0, 9).await.unwrap(),
            products::search_cached(reader, "speaker", None, 9).await.unwrap(),
            products::suggested(reader, "spea", 9).await.unwrap(),
            products::best_known(reader, 9).await.unwrap(),
        ];
        let of_harbor = products::of_marketplace(reader, &harbor, 0, 9).await.unwrap().len() as u64;
        assert_eq!(products::count_of_marketplace(reader, &harbor).await.unwrap(), of_harbor);
        assert_eq!(products::featured(reader, 9).await.unwrap().len(), lists[0].len());
        let counts: Vec<usize> = lists.iter().map(Vec::len).collect();
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
        (counts[0], of_harbor)
    };
    let stock = async |text: &str| {
        let found = products::by_refs(store.reader(), &[reference(text)]).await.unwrap();
        let one = found.into_iter().next().unwrap();
        assert_eq!(one.availability.is_in_stock(), one.variants[0].availability.is_in_stock());
        one.availability
    };
    assert_eq!(listed().await, (3, 2));
    assert!(block(&store, "harbor:1", true).await && !block(&store, "harbor:1", true).await);
    assert!(!block(&store, "nowhere:1", true).await, "there is no such marketplace");
    assert_eq!(listed().await, (2, 1));
    assert_eq!(stock("harbor:1").await, Availability::OutOfStock);
    assert!(stock("harbor:2").await.is_in_stock());
    assert!(block(&store, "harbor", true).await);
    assert_eq!(listed().await, (1, 0));
    assert_eq!(stock("harbor:2").await, Availability::OutOfStock);
    assert_eq!(counterfeits::blocked(store.reader()).await.unwrap().len(), 2);
    for about in ["harbor", "harbor:1"] {
        assert!(block(&store, about, false).await && !block(&store, about, false).await);
    }
    assert_eq!(listed().await, (3, 2));
    assert!(stock("harbor:1").await.is_in_stock());
}

#[tokio::test]
async fn trust_comes_from_orders_and_no_rating_moves_it() {
    let store = shop().await;
    let harbor = "harbor".parse().unwrap();
    let trust_of = async || {
        let seen = trust::observed(store.reader(), &harbor, NOW.plus(-Timestamp::DAY), NOW.plus(30 * Timestamp::DAY));
        Trust::of(seen.await.unwrap())
    };
    assert_eq!(trust_of().await, Trust::default());
    let day = Timestamp::DAY;
    store
        .write(move |tx| {
            Box::pin(async move {
                for number in 1..=8_i64 {
                    let order = format!("OC-0000-00{number:02}");
                    let relation = format!("{number:032x}");
                    let sql = "INSERT INTO \"order\" (number, visitor, authentication_token, validation_token, relation_token, \
                               email, details, locale, total_amount, currency, status, policy, phase, created_at, updated_at) \
                               VALUES ($1, 'v', '', '', $2, '', '{}', 'en', 1, 'EUR', 'delivered', 'keep_rest', 'done', $3, $3)";
                    run(tx, sql, values![order.clone(), relation, NOW.0]).await?;
                    // Seven are taken, one asked for more; the first three came in time, the fourth late, the rest never.
                    let (state, refusal) = if number == 8 { ("refused", Some("price_changed".to_owned())) } else { ("placed", None) };
                    let sql = "INSERT INTO marketplace_order (order_number, part, marketplace, state, refusal, \
                               marketplace_order_ids, session, request, own, own_total, own_currency, shown, shown_total, \
                               shown_currency, rate, delivery_title, arrives_by, shipments) \
                               VALUES ($1, 0, 'harbor', $2, $3, '[]', 'null', 'null', '{}', 1, 'EUR', '{}', 1, 'EUR', '{}', '', $4, '[]')";
                    run(tx, sql, values![order.clone(), state, refusal, NOW.0 + day]).await?;
                    if number <= 4 {
                        let came = NOW.0 + if number == 4 { 9 * day } else { day };
                        let sql = "INSERT INTO tracking_event (order_number, part, external_id, progress, at, note) \
                                   VALUES ($1, 0, 'e', 'delivered', $2, '')";
                        run(tx, sql, values![order.clone(), came]).await?;
                    }
                    if number <= 6 {
                        let reason = if number == 6 { "goodwill" } else { "damaged" };
                        let sql = "INSERT INTO refund (order_number, id, part, amount, currency, reason, state, created_at, updated_at) \
                                   VALUES ($1, 'r', 0, 1, 'EUR', $2, 'refunded', $3, $4)";
                        run(tx, sql, values![order, reason, NOW.0, NOW.0 + number * 60 * Timestamp::MINUTE]).await?;
                    }
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    let before = trust_of().await;
    assert_eq!(before.quoted, Kept { of: 8, kept: 7 });
    assert_eq!(before.delivered, Kept { of: 7, kept: 3 });
    assert_eq!((before.refunded, before.refund_hours), (Kept { of: 5, kept: 5 }, Some(3)));
    store
        .write(|tx| {
            Box::pin(async move {
                run(tx, "UPDATE marketplace SET rating = 100", values![]).await?;
                run(tx, "UPDATE product SET rating = 100, rating_count = 100000", values![]).await
            })
        })
        .await
        .unwrap();
    assert_eq!(trust_of().await, before);
}
