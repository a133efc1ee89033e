//! Papers of orders over real HTTP: what we sell has an invoice, what others sell a receipt, and nobody else sees either.

use domain::{
    checkout::Policy,
    money::Money,
    order::OrderView,
    papers::{Paper, PaperKind},
    saga::RefundReason,
    visit::Visit,
};
use futures::future::join_all;

use crate::{
    factors::Visitor,
    gateway::{GOOD_CARD, mails},
    journeys::{fill_cart, order_of, pay_with, to_the_gateway},
    test_shop::TestShop,
};

/// An order that was paid, with everything that follows carried out.
async fn bought(shop: &TestShop, visit: &Visit, marketplaces: &[&str]) -> OrderView {
    fill_cart(shop, visit, marketplaces).await;
    let page = to_the_gateway(&shop.shop, visit, Policy::KeepRest).await;
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, visit).await;
    shop.shop.order(visit, &number, None).await.expect("the order");
    shop.work().await;
    shop.shop.order(visit, &number, None).await.expect("the order")
}

/// The browser of a visitor.
fn browser(base: &str, visit: &Visit) -> Visitor {
    let browser = Visitor::new(base);
    browser.keep("visitor", visit.visitor.as_ref().expect("a visitor").as_str());
    browser
}

fn of_kind(papers: &[Paper], kind: PaperKind) -> &Paper {
    papers.iter().find(|paper| paper.content.kind == kind).expect("a paper of this kind")
}

/// The token in the link of a mail about an order.
async fn token_of(shop: &TestShop, order: &OrderView) -> String {
    let mails = mails(shop).await;
    let (_, rest) = mails.split_once(&format!("/order/{}?token=", order.number)).expect("a link");
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// What a file of PDF says, with plain blanks.
fn text_of(file: &[u8]) -> String {
    pdf_extract::extract_text_from_mem(file).expect("a file of PDF").replace('\u{a0}', " ")
}

#[tokio::test(flavor = "multi_thread")]
async fn our_goods_are_invoiced_and_those_of_a_marketplace_receipted_and_both_add_up_to_what_was_paid() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["shelf", "harbor"]).await;
    let papers = shop.shop.papers(&order).await.unwrap();
    assert_eq!(papers.len(), 2);
    let (invoice, receipt) = (of_kind(&papers, PaperKind::Invoice), of_kind(&papers, PaperKind::Receipt));
    assert_eq!(invoice.number.serial, 1);
    assert_eq!(invoice.content.total.minor + receipt.content.total.minor, order.captured.minor);
    assert!(papers.iter().all(|paper| paper.content.adds_up()));
    assert_eq!(invoice.content.taxes[0].points, 2300);
    assert!(!invoice.content.tax.is_zero() && receipt.content.tax.is_zero());
    assert_eq!(shop.shop.papers(&order).await.unwrap(), papers, "asked again, the same");
    let mails = mails(&shop).await;
    for paper in &papers {
        assert!(mails.contains(&paper.number.to_string()), "{mails}");
    }

    let base = shop.serve().await;
    let amira = browser(&base, &visit);
    let page = amira.get(&format!("/order/{}/papers/{}", order.number, invoice.number)).await;
    assert_eq!(page.status, 200);
    for said in [&format!("Invoice {}", invoice.number), "Amira Ben Salah", "PRACTICE-000", "card"] {
        assert!(page.text.contains(said), "{said}");
    }
    let page = amira.get(&format!("/order/{}/papers/{}", order.number, receipt.number)).await;
    assert!(page.text.contains("This is not an invoice.") && page.text.contains("Harbor"));
    assert!(!page.text.contains("Tax rate"));
    let page = amira.get(&format!("/order/{}", order.number)).await;
    for paper in &papers {
        assert!(page.text.contains(&format!("/order/{}/papers/{}", order.number, paper.number)));
    }
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_for_whoever_may_see_its_order_and_there_for_nobody_else() {
    let shop = TestShop::open().await;
    let (visit, stranger) = (shop.visitor(), shop.visitor());
    let order = bought(&shop, &visit, &["shelf"]).await;
    let other = bought(&shop, &stranger, &["shelf"]).await;
    let paper = shop.shop.papers(&order).await.unwrap()[0].number;
    let base = shop.serve().await;
    let (amira, somebody) = (browser(&base, &visit), browser(&base, &stranger));
    let token = token_of(&shop, &other).await;
    let wrong = "0".repeat(32);
    for path in
        [format!("/order/{}/papers/{paper}", order.number), format!("/order/{}/papers/{paper}/print.pdf", order.number)]
    {
        let status = async |browser: &Visitor, path: &str| browser.get(path).await.status;
        assert_eq!(status(&amira, &path).await, 200, "{path}");
        assert_eq!(status(&somebody, &path).await, 404, "{path}");
        assert_eq!(status(&Visitor::new(&base), &path).await, 404, "{path}");
        assert_eq!(status(&Visitor::new(&base), &format!("{path}?token={wrong}")).await, 404, "{path}");
    }
    // The token of the other order opens that order's paper and not this one's.
    let others = shop.shop.papers(&other).await.unwrap()[0].number;
    let guest = Visitor::new(&base);
    assert_eq!(
        guest.get(&format!("/order/{}/papers/{others}/print.pdf?token={token}", other.number)).await.status,
        200
    );
    assert_eq!(guest.get(&format!("/order/{}/papers/{paper}/print.pdf?token={token}", order.number)).await.status, 404);
    for nothing in ["INV-2026-999999", "INV-1", "nonsense"] {
        assert_eq!(amira.get(&format!("/order/{}/papers/{nothing}", order.number)).await.status, 404, "{nothing}");
        assert_eq!(amira.get(&format!("/order/{}/papers/{nothing}/print.pdf", order.number)).await.status, 404);
    }
    assert_eq!(
        somebody.get(&format!("/order/{}/papers/{paper}", other.number)).await.status,
        404,
        "a paper of another order"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_says_what_the_paper_says_and_no_one_keeps_it() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["shelf"]).await;
    let papers = shop.shop.papers(&order).await.unwrap();
    let invoice = &papers[0];
    let base = shop.serve().await;
    let client = reqwest::Client::new();
    let visitor = visit.visitor.as_ref().unwrap();
    for (language, title) in [("en", "Invoice"), ("fr", "Facture"), ("ar", "Invoice")] {
        let address = format!("{base}/order/{}/papers/{}/print.pdf", order.number, invoice.number);
        let cookie = format!("visitor={visitor}; lang={language}");
        let answer = client.get(address).header("cookie", cookie).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header("content-type").as_deref(), Some("application/pdf"));
        assert_eq!(header("cache-control").as_deref(), Some("private, no-store"));
        let disposition = format!("attachment; filename=\"{}.pdf\"", invoice.number);
        assert_eq!(header("content-disposition"), Some(disposition));
        let text = text_of(&answer.bytes().await.unwrap());
        assert!(text.contains(&format!("{title} {}", invoice.number)), "{text}");
        assert!(text.contains("Amira Ben Salah") && text.contains("PRACTICE-000"), "{text}");
        if language == "en" {
            let locale = domain::locale::Locale::En;
            let shown = |money: Money| locale.money(money).replace('\u{a0}', " ");
            for line in &invoice.content.lines {
                assert!(text.contains(&shown(line.gross)), "{text}");
            }
            let last = text.match_indices("Total").last().map(|(at, _)| &text[at..]).expect("a total");
            assert!(last.contains(&shown(invoice.content.total)), "{last}");
        }
    }
    let page = browser(&base, &visit);
    page.keep("lang", "ar");
    let page = page.get(&format!("/order/{}/papers/{}", order.number, invoice.number)).await;
    assert!(page.text.contains("فاتورة") && page.text.contains("ملف PDF باللغة الإنجليزية."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_has_a_credit_note_or_a_receipt_of_its_own_once() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let order = bought(&shop, &visit, &["shelf", "harbor"]).await;
    let place = |slug: &str| order.parts.iter().position(|part| part.marketplace.as_str() == slug).unwrap();
    let (ours, theirs) = (place("shelf"), place("harbor"));
    let price = order.parts[ours].shown.total;
    let portions = [price.minor / 3, price.minor - price.minor / 3];
    for (key, minor) in portions.into_iter().enumerate() {
        let (amount, key) = (Money::new(minor, price.currency), format!("ours-{key}"));
        let part = order.parts[ours].part;
        shop.shop.refund(&order.number, part, amount, RefundReason::Returned, &key).await.unwrap();
    }
    let amount = Money::new(100, price.currency);
    let part = order.parts[theirs].part;
    shop.shop.refund(&order.number, part, amount, RefundReason::Damaged, "theirs").await.unwrap();
    shop.work().await;
    let after = shop.shop.order(&visit, &order.number, None).await.unwrap();
    let all = join_all((0..8).map(|_| shop.shop.papers(&after))).await;
    let papers = all[0].as_ref().unwrap();
    assert!(all.iter().all(|others| others.as_ref().unwrap() == papers), "whoever asks sees the same");
    let kinds = |kind| papers.iter().filter(move |paper| paper.content.kind == kind);
    assert_eq!((kinds(PaperKind::CreditNote).count(), kinds(PaperKind::RefundReceipt).count()), (2, 1));
    let invoice = of_kind(papers, PaperKind::Invoice);
    let given_back: i64 = kinds(PaperKind::CreditNote).map(|note| note.content.tax.minor).sum();
    assert_eq!(given_back, invoice.content.tax.minor, "the tax comes back to the last cent");
    assert!(kinds(PaperKind::CreditNote).all(|note| note.content.corrects == Some(invoice.number)));
    let numbers: Vec<u32> = kinds(PaperKind::CreditNote).map(|note| note.number.serial).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(mails(&shop).await.contains("Credit note CRN-"));
    shop.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_orders_settled_at_once_are_numbered_without_a_gap() {
    let shop = TestShop::open().await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        let visit = shop.visitor();
        fill_cart(&shop, &visit, &["shelf"]).await;
        let page = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
        assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
        let number = order_of(&shop.shop, &visit).await;
        shop.shop.order(&visit, &number, None).await.expect("the order");
        orders.push((visit, number));
    }
    tokio::join!(shop.work(), shop.work(), shop.work());
    let mut numbers = Vec::new();
    for (visit, number) in &orders {
        let order = shop.shop.order(visit, number, None).await.unwrap();
        numbers.extend(shop.shop.papers(&order).await.unwrap().iter().map(|paper| paper.number.serial));
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4]);
    shop.assert_sound().await;
}
