//! Ways that shoppers go, to begin a test where it is interesting.

use domain::{
    cart::Quantity,
    checkout::{DetailsForm, Policy, Tolerance},
    ids::{OrderNumber, ProductRef},
    search::SearchQuery,
    visit::Visit,
};
use services::{PayOutcome, Shop};

use crate::test_shop::TestShop;

/// Details of somebody in Lisbon.
pub fn details() -> DetailsForm {
    DetailsForm {
        email: "amira@example.org".into(),
        name: "Amira Ben Salah".into(),
        street: "Rua da Prata 12".into(),
        postcode: "1100-419".into(),
        city: "Lisboa".into(),
        country: "PT".into(),
        ..DetailsForm::default()
    }
}

/// The first thing in stock that a marketplace sells; `shared` when other marketplaces that take orders sell it too.
pub async fn something_of(shop: &Shop, visit: &Visit, marketplace: &str, shared: bool) -> ProductRef {
    for text in ["headphones", "mug", "lamp", "casque", "chair", "bottle", "kettle", "a"] {
        let query = SearchQuery { text: text.into(), page: 1, ..SearchQuery::default() };
        for group in shop.search(visit, query).await.groups {
            let enough = |offer: &&domain::search::Offer| {
                offer.product.variants.len() == 1 && offer.product.availability.is_in_stock()
            };
            let own = group
                .offers
                .iter()
                .filter(enough)
                .find(|offer| offer.product.reference.marketplace.as_str() == marketplace);
            let others = group.offers.iter().filter(enough).filter(|offer| {
                let seller = offer.product.reference.marketplace.as_str();
                seller != marketplace && ["harbor", "kitemart", "nomad", "baobab", "shelf"].contains(&seller)
            });
            if let Some(own) = own
                && (!shared || others.count() > 0)
            {
                return own.product.reference.clone();
            }
        }
    }
    panic!("{marketplace} sells nothing");
}

/// Fills the cart with one thing of each marketplace.
pub async fn fill_cart(shop: &TestShop, visit: &Visit, marketplaces: &[&str]) {
    for marketplace in marketplaces {
        let product = something_of(&shop.shop, visit, marketplace, false).await;
        shop.shop.add_to_cart(visit, &product, None, Quantity::ONE).await.expect("a cart with room");
    }
}

/// Goes from the cart to the gateway's page; gives its address.
pub async fn to_the_gateway(shop: &Shop, visit: &Visit, policy: Policy) -> String {
    shop.save_details(visit, details()).await.expect("details");
    let view = shop.save_delivery(visit, Default::default()).await.expect("live quotes");
    let live = view.draft.live.expect("a live quote");
    assert!(live.changes.is_empty(), "estimates and live quotes differ: {:?}", live.changes);
    match shop.pay(visit, &live.validation, policy, Tolerance::default()).await.expect("a page") {
        PayOutcome::GoTo(url) => url,
        other => panic!("nothing changed, yet {other:?}"),
    }
}

/// Pays on the gateway's hosted page as a browser without JavaScript does. Gives the status and where it leads.
pub async fn pay_with(url: &str, card: &str) -> (u16, String) {
    let _ = rustls_provider();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let form =
        [("card_number", card), ("expiry", "12/34"), ("security_code", "123"), ("cardholder", "Amira Ben Salah")];
    let answer = client.post(url).form(&form).send().await.expect("the gateway");
    let leads = answer.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    (answer.status().as_u16(), leads)
}

fn rustls_provider() -> bool {
    connectors::http::Client::new(connectors::http::Reach::Anywhere).is_ok()
}

/// The order of a visitor who has made one.
pub async fn order_of(shop: &Shop, visit: &Visit) -> OrderNumber {
    shop.orders(visit).await.expect("orders").first().expect("an order").number.clone()
}
