//! What people keep, over real HTTP: lists of guests that come along at sign-in, links that show a list and nothing else,
//! lines put aside under the cart, alerts that write once per change, and products that are switched off.

use domain::{time::Timestamp, visit::ProductPage};
use sandbox::faults::Knobs;
use store::marketplaces;

use crate::{
    accounts::mails_to,
    factors::{Page, Visitor, with_somebody},
    journeys::something_of,
    test_shop::TestShop,
};

const EMAIL: &str = "amira@example.org";
const GUEST: &str = "guest@example.org";
const PASSWORD: &str = "violet tram under seven lamps";

/// The value of the first hidden field of this name on a page.
fn field(page: &Page, name: &str) -> String {
    let marked = format!("name=\"{name}\" value=\"");
    let rest = page.text.split_once(&marked).map(|(_, rest)| rest).expect("the field");
    rest.split_once('"').expect("its end").0.to_owned()
}

/// The way to what a page says behind a mark, up to the quote.
fn behind<'a>(text: &'a str, mark: &str) -> &'a str {
    let from = text.find(mark).unwrap_or_else(|| panic!("{mark} is not there"));
    let end = text[from..].find(|letter: char| letter == '"' || letter.is_whitespace()).expect("its end");
    &text[from..from + end]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guests_lists_are_theirs_alone_are_shown_by_a_link_and_come_along_at_sign_in() {
    let (shop, base) = with_somebody(EMAIL).await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let (name, page) = (product.to_string(), ProductPage::address(&product));
    let (guest, stranger) = (Visitor::new(&base), Visitor::new(&base));
    assert_eq!(
        guest.post("/api/profile/saved/add", &[("product", &name), ("back", "/search?q=lamp")]).await.leads,
        "/search?q=lamp"
    );
    let wrong = guest.post("/api/lists/new", &[("list_name", "  ")]).await;
    let told = guest.get(&wrong.leads).await;
    assert_eq!(
        (wrong.leads.as_str(), told.status),
        ("/lists", 422),
        "a list without a name is refused beside its field"
    );
    assert!(told.text.contains("list_name-problem"));
    let made = guest.post("/api/lists/new", &[("list_name", "Kitchen & more")]).await;
    assert!(made.leads.starts_with("/lists?list="), "{}", made.leads);
    let kitchen = made.leads.trim_start_matches("/lists?list=").to_owned();
    let hearts = field(&guest.get("/lists").await, "list");
    stranger.post("/api/profile/saved/add", &[("product", &name), ("back", "/")]).await;
    let form = [
        ("list", hearts.as_str()),
        ("product", &name),
        ("quantity", "3"),
        ("note", "the <b>blue</b> one"),
        ("to", &kitchen),
    ];
    assert!(stranger.post("/api/lists/change", &form).await.leads.contains("problem=not-found"));
    assert!(guest.post("/api/lists/change", &form).await.leads.starts_with("/lists?list="));
    let own = guest.get(&made.leads).await;
    assert!(own.text.contains(&page) && own.text.contains("the &lt;b&gt;blue&lt;/b&gt; one"));

    guest.post("/api/lists/share", &[("list", &kitchen), ("shared", "yes")]).await;
    let shared = guest.get(&made.leads).await;
    let link = behind(&shared.text, "/list/").to_owned();
    let seen = stranger.get(&link).await;
    assert!(seen.status == 200 && seen.text.contains("Kitchen &amp; more") && seen.text.contains(&page));
    assert!(!seen.text.contains(&kitchen) && !seen.text.contains("/api/lists/"), "nothing can be changed by the link");
    for door in ["/api/lists/rename", "/api/lists/delete", "/api/lists/share"] {
        stranger.post(door, &[("list", &kitchen), ("new_name", "Mine"), ("shared", "no")]).await;
    }
    assert_eq!(stranger.get(&link).await.status, 200, "nobody else ends the sharing");
    assert_eq!(stranger.get("/list/00000000000000000000000000000000").await.status, 404);

    let form = [("login", EMAIL), ("password", PASSWORD)];
    assert_eq!(guest.post("/api/account/sign-in", &form).await.status, 303);
    let mine = guest.get(&format!("/account/saved?list={kitchen}")).await;
    assert!(mine.text.contains("Kitchen &amp; more") && mine.text.contains(&page), "the lists came along");
    let taken = guest.post("/api/lists/to-cart", &[("list", &kitchen), ("product", &name), ("quantity", "1")]).await;
    assert_eq!(taken.leads, "/cart");
    assert!(guest.get("/cart").await.text.contains(&page));
    assert!(!guest.get(&format!("/account/saved?list={kitchen}")).await.text.contains(&page), "it moved");
    guest.post("/api/lists/share", &[("list", &kitchen), ("shared", "no")]).await;
    assert_eq!(stranger.get(&link).await.status, 404, "the link ends with the sharing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_goes_aside_and_back_and_what_is_switched_off_is_out_of_stock_everywhere() {
    let mut shop = TestShop::open().await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let (name, page) = (product.to_string(), ProductPage::address(&product));
    let base = shop.serve().await;
    let guest = Visitor::new(&base);
    guest.post("/api/cart/add", &[("product", &name), ("quantity", "2")]).await;
    let variant = field(&guest.get("/cart").await, "variant");
    let line = [("product", name.as_str()), ("variant", &variant)];
    assert_eq!(guest.post("/api/later/keep", &line).await.leads, "/cart#put-aside");
    let aside = guest.get("/cart").await;
    assert!(aside.text.contains("/api/later/back") && !aside.text.contains("/api/cart/change"), "it left the cart");
    assert!(guest.post("/api/later/keep", &line).await.leads.contains("problem=not-found"));
    assert_eq!(guest.post("/api/later/back", &line).await.leads, "/cart");
    let back = guest.get("/cart").await;
    assert!(
        back.text.contains("value=\"2\"") && !back.text.contains("/api/later/back"),
        "with all that was wanted of it"
    );
    guest.post("/api/profile/saved/add", &[("product", &name), ("back", "/")]).await;

    let work = shop.shop.store().write(|tx| {
        Box::pin(async move { marketplaces::set_active(tx, &"harbor".parse().expect("a name"), false).await })
    });
    assert!(work.await.expect("the store"));
    shop.restart().await;
    let base = shop.serve().await;
    let later = guest.elsewhere(&base);
    let list = later.get("/lists").await;
    assert!(list.text.contains(&page) && list.text.contains("Out of stock"), "it stays on the list");
    let cart = later.get("/cart").await;
    assert!(
        cart.text.contains(&page) && cart.text.contains("trouble\">Sold out since you added it"),
        "and in the cart"
    );
    later.post("/api/later/keep", &line).await;
    let refused = later.post("/api/later/back", &line).await;
    assert!(refused.leads.contains("problem=out-of-stock"), "{}", refused.leads);
    assert!(later.get("/cart").await.text.contains("/api/later/forget"), "and it is still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_is_told_once_per_change_after_they_confirmed_and_ends_it_with_one_click() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let name = product.to_string();
    let guest = Visitor::new(&base);
    let soon = |minutes: i64| Timestamp(now() + minutes * Timestamp::MINUTE);

    let empty = guest.post("/api/alerts/set", &[("product", &name), ("kind", "price"), ("target", "x")]).await;
    let told = guest.get(&empty.leads).await;
    assert_eq!(told.status, 422);
    assert!(told.text.contains("email-problem") && told.text.contains("target-problem"));
    let form = [("product", name.as_str()), ("kind", "price"), ("email", GUEST)];
    assert_eq!(guest.post("/api/alerts/set", &form).await.leads, "/alerts?sent=1");
    let asked = mails_to(&shop, GUEST).await;
    assert_eq!(asked.len(), 1);

    shop.turn("harbor", Knobs { price_change_percent: -20, ..Knobs::default() });
    shop.shop.sweep_catalogue().await.expect("a catalogue");
    shop.shop.sweep_alerts(soon(6)).await.expect("a look");
    assert_eq!(mails_to(&shop, GUEST).await.len(), 1, "nobody is told before the address is confirmed");
    let link = behind(&asked[0], "/alerts/confirm?").to_owned();
    assert!(guest.get(&link).await.text.contains("/api/alerts/confirm"), "opening the link confirms nothing");
    let (alert, token) = link.trim_start_matches("/alerts/confirm?alert=").split_once("&token=").expect("two parts");
    let wrong = guest.post("/api/alerts/confirm", &[("alert", alert), ("token", "0".repeat(32).as_str())]).await;
    assert!(wrong.leads.contains("problem=gone"), "{}", wrong.leads);
    guest.post("/api/alerts/confirm", &[("alert", alert), ("token", token)]).await;

    for round in 2..5 {
        shop.shop.sweep_alerts(soon(10 * round)).await.expect("a look");
        assert_eq!(mails_to(&shop, GUEST).await.len(), 2, "one mail per change, in round {round}");
    }
    let mail = mails_to(&shop, GUEST).await.pop().expect("the alert");
    assert!(mail.contains(&ProductPage::address(&product)), "{mail}");
    let stop = behind(&mail, "/alerts/stop?").to_owned();
    assert!(guest.get(&stop).await.text.contains("/api/alerts/stop"), "looking at the link ends nothing");
    let (alert, token) = stop.trim_start_matches("/alerts/stop?alert=").split_once("&token=").expect("two parts");
    let program = reqwest::Client::new();
    let click = async |token: &str| {
        let address = format!("{base}/alerts/one-click/{alert}/{token}");
        let asking = program.post(address).form(&[("List-Unsubscribe", "One-Click")]);
        asking.send().await.expect("an answer").status().as_u16()
    };
    assert_eq!(click("00000000000000000000000000000000").await, 404);
    assert!(guest.get("/alerts").await.text.contains("/api/alerts/forget"));
    assert_eq!((click(token).await, click(token).await), (200, 200), "twice does no harm");
    assert!(!guest.get("/alerts").await.text.contains("/api/alerts/forget"));
    shop.turn("harbor", Knobs { price_change_percent: -60, ..Knobs::default() });
    shop.shop.sweep_catalogue().await.expect("a catalogue");
    shop.shop.sweep_alerts(soon(90)).await.expect("a look");
    assert_eq!(mails_to(&shop, GUEST).await.len(), 2, "it has ended");
}

/// Now, in milliseconds.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("soon")
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_compared_by_address_and_by_form_and_four_are_the_most() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let visit = shop.visitor();
    let mut products = Vec::new();
    for marketplace in ["harbor", "kitemart", "nomad", "baobab", "shelf"] {
        products.push(something_of(&shop.shop, &visit, marketplace, false).await);
    }
    let guest = Visitor::new(&base);
    for (place, product) in products.iter().enumerate() {
        let added = guest.post("/api/compare/add", &[("product", &product.to_string())]).await;
        assert!(added.leads.starts_with("/compare?p="), "{}", added.leads);
        assert_eq!(added.leads.contains("full=1"), place == 4, "the fifth does not fit");
    }
    let table = guest.get("/compare").await;
    assert_eq!(table.text.matches("<th scope=\"col\">").count(), 4, "the browser keeps them");
    assert!(table.text.contains("class=\"differs\""), "what tells them apart is marked");
    let two = format!("/compare?p={}&p={}&p=nonsense&p=harbor%3Anothing", products[0], products[1]);
    let other = Visitor::new(&base).get(&two).await;
    assert_eq!((other.status, other.text.matches("<th scope=\"col\">").count()), (200, 2), "by address alone");
    let rows = |page: &Page| page.text.matches("<th scope=\"row\">").count();
    let only = Visitor::new(&base).get(&format!("{two}&only=differences")).await;
    assert!(rows(&only) > 0 && rows(&only) < rows(&other), "only what differs");
    guest.post("/api/compare/remove", &[("product", &products[0].to_string())]).await;
    assert_eq!(guest.get("/compare").await.text.matches("<th scope=\"col\">").count(), 3);
    assert_eq!(guest.get("/compare?p=%00&p=%F0%9F%92%A9").await.status, 200, "what makes no sense is left out");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_looked_at_is_shown_only_to_who_agreed_and_is_forgotten_one_by_one() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let page = ProductPage::address(&product);
    let (silent, guest) = (Visitor::new(&base), Visitor::new(&base));
    silent.get(&page).await;
    assert!(!silent.get("/recent").await.text.contains(&page));
    guest.post("/api/privacy/answer", &[("behaviour", "yes"), ("back", "/")]).await;
    guest.get(&page).await;
    let mut shown = false;
    for _ in 0..200 {
        shown = guest.get("/recent").await.text.contains(&page);
        if shown {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert!(shown, "what was looked at is there");
    assert!(guest.get("/cart").await.text.contains(&page), "and below the cart");
    guest.post("/api/recent/forget", &[("product", &product.to_string())]).await;
    assert!(!guest.get("/recent").await.text.contains(&page));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_search_counts_what_is_new_until_its_owner_looks() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let guest = Visitor::new(&base);
    let saved = guest.post("/api/searches/save", &[("address", "/search?q=lamp&to=500")]).await;
    assert_eq!(saved.leads, "/searches?done=1");
    let nothing = guest.post("/api/searches/save", &[("address", "https://elsewhere.example/?q=lamp")]).await;
    assert!(nothing.leads.contains("problem=invalid"), "{}", nothing.leads);
    let later = Timestamp(now() + 2 * 60 * Timestamp::MINUTE);
    shop.shop.sweep_saved_searches(later).await.expect("a look");
    assert!(!guest.get("/searches").await.text.contains("badge good"), "nothing is new yet");
    let known = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let mut fresh = store::products::by_refs(shop.shop.store().reader(), &[known]).await.expect("the store").remove(0);
    fresh.reference = "harbor:a-lamp-of-today".parse().expect("a reference");
    fresh.relation = "only-a-lamp-of-today".parse().expect("a token");
    fresh.title = "Lamp of today".to_owned();
    let work =
        shop.shop.store().write(move |tx| Box::pin(async move { store::products::upsert_many(tx, &[fresh]).await }));
    work.await.expect("the store");
    shop.shop.sweep_saved_searches(later.plus(2 * 60 * Timestamp::MINUTE)).await.expect("a look");
    let page = guest.get("/searches").await;
    assert!(page.text.contains("1 new"), "one is new");
    let opened = guest.post("/api/searches/open", &[("id", &field(&page, "id"))]).await;
    assert_eq!(opened.leads, "/search?q=lamp&to=500.00");
    assert!(!guest.get("/searches").await.text.contains("1 new"), "they looked");
}
