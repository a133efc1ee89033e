//! The page of a marketplace, and what reports lead to: goods that nobody finds or buys until they may be sold again.

use domain::{
    cart::Quantity, catalog::Availability, ids::ProductRef, profile::Preferences, search::SearchQuery, visit::Visit,
};
use services::{
    ServiceError,
    counterfeits::{Goods, ReportError},
    operator::Operator,
    staff::{Allowed, Clerk, may},
};

use crate::{journeys::something_of, test_shop::TestShop};

fn goods(product: &ProductRef) -> Goods {
    Goods { marketplace: product.marketplace.clone(), product: Some(product.external_id.clone()) }
}

/// Whoever opened the door with the operator's key.
fn clerk() -> Allowed<may::BlockGoods> {
    Clerk::Operator(Operator::at_the_machine()).allowed().expect("the key opens it")
}

/// Whether a search for its own title finds a product.
async fn is_found(shop: &TestShop, visit: &Visit, product: &ProductRef, title: &str) -> bool {
    let query = SearchQuery { text: title.to_owned(), page: 1, ..SearchQuery::default() };
    let groups = shop.shop.search(visit, query).await.groups;
    groups.iter().flat_map(|group| &group.offers).any(|offer| offer.product.reference == *product)
}

async fn in_stock(shop: &TestShop, visit: &Visit, product: &ProductRef) -> bool {
    let page = shop.shop.product(visit, product).await.expect("its page is there all the same");
    assert_eq!(page.offer.product.reference, *product);
    page.offer.product.availability.is_in_stock()
}

#[tokio::test]
async fn what_is_blocked_is_neither_found_nor_bought_until_it_may_be_sold_again() {
    let mut shop = TestShop::open().await;
    let visit = shop.visitor();
    let product = something_of(&shop.shop, &visit, "harbor", false).await;
    let view = shop.shop.add_to_cart(&visit, &product, None, Quantity::ONE).await.expect("it is in stock");
    let title = view.cart.lines[0].title.clone();
    assert!(is_found(&shop, &visit, &product, &title).await);
    assert!(shop.shop.set_blocked(&clerk(), &goods(&product), true).await.expect("a database"));
    assert!(!shop.shop.set_blocked(&clerk(), &goods(&product), true).await.expect("a database"), "it is already");
    for restarted in [false, true] {
        if restarted {
            shop.restart().await;
        }
        assert!(!in_stock(&shop, &visit, &product).await);
        assert!(!is_found(&shop, &visit, &product, &title).await);
        let again = shop.shop.add_to_cart(&visit, &product, None, Quantity::ONE).await;
        assert!(matches!(again, Err(ServiceError::OutOfStock { .. })), "{again:?}");
        let cart = shop.shop.cart(&visit).await.expect("a cart");
        assert_eq!(cart.cart.lines[0].availability, Availability::OutOfStock);
        assert!(cart.quote.is_none_or(|quote| quote.parts.is_empty()), "it is not part of the total");
        let page =
            shop.shop.store_page(&visit, &product.marketplace, 1, &Preferences::default()).await.expect("a page");
        let on_page = page.groups.iter().flat_map(|group| &group.offers);
        assert!(on_page.into_iter().all(|offer| offer.product.reference != product));
    }
    assert!(shop.shop.set_blocked(&clerk(), &goods(&product), false).await.expect("a database"));
    assert!(in_stock(&shop, &visit, &product).await);
}

#[tokio::test]
async fn a_blocked_marketplace_sells_nothing_and_hides_nobody_else() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let product = something_of(&shop.shop, &visit, "harbor", false).await;
    let other = something_of(&shop.shop, &visit, "nomad", false).await;
    let whole = Goods { product: None, ..goods(&product) };
    assert!(shop.shop.set_blocked(&clerk(), &whole, true).await.expect("a database"));
    assert!(!in_stock(&shop, &visit, &product).await);
    assert!(in_stock(&shop, &visit, &other).await);
    let page = shop.shop.store_page(&visit, &product.marketplace, 1, &Preferences::default()).await.expect("a page");
    assert!(page.blocked && page.groups.is_empty() && page.listings == 0);
    let found = shop.shop.search(&visit, SearchQuery { page: 1, ..SearchQuery::default() }).await;
    let waited = found.absences.iter().any(|absence| absence.marketplace == product.marketplace);
    assert!(!waited, "a search does not wait for it: {:?}", found.absences);
    let sellers = found.groups.iter().flat_map(|group| &group.offers).map(|offer| &offer.product.reference.marketplace);
    assert!(sellers.into_iter().all(|seller| *seller != product.marketplace));
}

#[tokio::test]
async fn reports_are_bounded_and_about_goods_that_there_are() {
    let shop = TestShop::open().await;
    let visit = shop.visitor();
    let visitor = visit.visitor.clone().expect("a visitor");
    let product = something_of(&shop.shop, &visit, "harbor", false).await;
    let tell = async |goods: &Goods, reason: &str| shop.shop.report_goods(&visitor, goods, reason, "").await;
    assert!(matches!(tell(&goods(&product), "").await, Err(ReportError::Fields(_))));
    let nowhere = Goods { marketplace: "nowhere".parse().expect("a slug"), product: None };
    assert!(matches!(tell(&nowhere, "fake").await, Err(ReportError::Service(ServiceError::NotFound))));
    for id in ["harbor", "nomad", "kitemart", "baobab", "lumen"] {
        let whole = Goods { marketplace: id.parse().expect("a slug"), product: None };
        tell(&whole, "fake").await.expect("five a day");
        tell(&whole, "fake").await.expect("the same again is the one before");
    }
    assert!(matches!(tell(&goods(&product), "fake").await, Err(ReportError::TooMany)));
    assert_eq!(shop.shop.reports(&clerk()).await.expect("reports").open.len(), 5);
}
