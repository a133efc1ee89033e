//! Profiles and privacy over real HTTP: what was typed is kept, lists are their owner's, nothing is remembered without a
//! yes, and exports and erasing are for who just showed who they are.

use domain::visit::ProductPage;
use store::Connection;

use crate::{
    factors::{Visitor, with_somebody},
    journeys::something_of,
    test_shop::TestShop,
};

const EMAIL: &str = "amira@example.org";

/// The first number that a question to the database gives.
async fn number(shop: &TestShop, question: &str) -> i64 {
    let reader = shop.shop.store().reader();
    let statement = sea_orm::Statement::from_string(reader.get_database_backend(), question);
    let row = reader.query_one_raw(statement).await.expect("an answer").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

/// Waits until a question gives this number.
async fn becomes(shop: &TestShop, question: &str, wanted: i64) {
    for _ in 0..200 {
        if number(shop, question).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{question}: {} instead of {wanted}", number(shop, question).await);
}

const ADDRESS: [(&str, &str); 6] = [
    ("name", "Amira Ben Salah"),
    ("street", "Rua da Prata 12"),
    ("postcode", "1100-419"),
    ("city", "Lisboa"),
    ("country", "PT"),
    ("phone", ""),
];

fn with<'a>(form: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    form.iter().copied().filter(|(known, _)| *known != name).chain([(name, value)]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_an_account_are_for_who_is_signed_in_and_lead_back_after_signing_in() {
    let (shop, base) = with_somebody(EMAIL).await;
    let (guest, amira) = (Visitor::new(&base), Visitor::signed_in(&shop, &base, EMAIL).await);
    let pages = [
        "/account",
        "/account/personal",
        "/account/addresses",
        "/account/addresses?edit=new",
        "/account/payment",
        "/account/preferences",
        "/account/searches",
        "/account/saved",
        "/account/notifications",
        "/account/privacy",
        "/account/privacy/erase",
    ];
    for page in pages {
        let turned_away = guest.get(page).await;
        assert_eq!(turned_away.status, 303, "{page}");
        assert!(turned_away.leads.starts_with("/sign-in?next=%2Faccount"), "{page}: {}", turned_away.leads);
        let shown = amira.get(page).await;
        assert_eq!(shown.status, 200, "{page}");
        assert!(shown.text.contains("<h1"), "{page}");
    }
    for file in ["/account/export.json", "/account/export.csv"] {
        assert_eq!(guest.get(file).await.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_address_comes_back_with_what_was_typed_and_a_good_one_is_offered_at_the_checkout() {
    let (shop, base) = with_somebody(EMAIL).await;
    let amira = Visitor::signed_in(&shop, &base, EMAIL).await;
    let sent = amira.post("/api/profile/address/save", &with(&ADDRESS, "postcode", "1100")).await;
    assert_eq!(
        (sent.status, sent.leads.as_str()),
        (303, "/account/addresses?done=1"),
        "four digits are a postcode too"
    );
    let wrong = amira.post("/api/profile/address/save", &with(&ADDRESS, "postcode", "SW1A 2AA")).await;
    assert_eq!((wrong.status, wrong.leads.as_str()), (303, "/account/addresses"));
    let page = amira.get("/account/addresses").await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("This does not look like a postcode") && page.text.contains("SW1A 2AA"));
    assert!(page.text.contains("Rua da Prata 12"), "what was typed is still there");
    assert_eq!(amira.get("/account/addresses").await.status, 200, "it is told once");
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    amira.post("/api/cart/add", &[("product", &product.to_string())]).await;
    let checkout = amira.get("/checkout").await;
    assert!(checkout.text.contains("/api/checkout/address"), "kept addresses are offered");
    assert!(checkout.text.contains(EMAIL) && checkout.text.contains("Rua da Prata 12"), "the first is filled in");
    let id = checkout.text.split("name=\"id\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let taken = amira.post("/api/checkout/address", &[("id", id)]).await;
    assert_eq!((taken.status, taken.leads.as_str()), (303, "/checkout#step"));
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM address WHERE chosen").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_kept_and_a_taken_username_is_said_so_beside_the_field() {
    let (shop, base) = with_somebody(EMAIL).await;
    let amira = Visitor::signed_in(&shop, &base, EMAIL).await;
    let good = [("first_name", "Amira"), ("last_name", "Ben Salah"), ("username", "amira")];
    assert_eq!(amira.post("/api/profile/names", &good).await.leads, "/account/personal?done=1");
    assert!(amira.get("/account").await.text.contains("Amira Ben Salah"));
    let wrong = [("first_name", "Amira"), ("last_name", "x".repeat(61).leak()), ("username", "a b")];
    amira.post("/api/profile/names", &wrong).await;
    let page = amira.get("/account/personal").await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("This is too long") && page.text.contains("3 to 32 letters"));
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_marketplaces_are_left_out_and_preferences_come_along_to_another_browser() {
    let (shop, base) = with_somebody(EMAIL).await;
    let amira = Visitor::signed_in(&shop, &base, EMAIL).await;
    let chosen = [
        ("lang", "fr"),
        ("currency", "EUR"),
        ("country", "FR"),
        ("theme", "dark"),
        ("delivery", "fastest"),
        ("sizes", "m, 42"),
        ("keeps_searches", "on"),
        ("stance[harbor]", "hidden"),
        ("stance[nomad]", "preferred"),
    ];
    assert_eq!(amira.post("/api/profile/preferences", &chosen).await.leads, "/account/preferences?done=1");
    let guest = Visitor::new(&base);
    let sold = |text: &str| text.contains("/product/harbor/");
    assert!(sold(&guest.get("/search?q=lamp").await.text), "harbor sells lamps");
    assert!(!sold(&amira.get("/search?q=lamp").await.text), "and hides them from who hides harbor");
    let another = Visitor::new(&base);
    let form = [("login", EMAIL), ("password", "violet tram under seven lamps")];
    assert_eq!(another.post("/api/account/sign-in", &form).await.status, 303);
    let page = another.get("/account/preferences").await.text;
    assert!(
        page.contains("lang=\"fr\"") && page.contains("data-theme=\"dark\"") && page.contains("M, 42"),
        "they came along"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_product_is_listed_until_it_is_taken_away_and_nobody_elses_page_knows() {
    let (shop, base) = with_somebody(EMAIL).await;
    let amira = Visitor::signed_in(&shop, &base, EMAIL).await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let (name, page) = (product.to_string(), ProductPage::address(&product));
    let saved = amira.post("/api/profile/saved/add", &[("product", &name), ("back", &page)]).await;
    assert_eq!((saved.status, saved.leads), (303, format!("{page}?saved=1")));
    assert!(amira.get("/account/saved").await.text.contains(&page));
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM wishlist_item").await, 1);
    let unknown = amira.post("/api/profile/saved/add", &[("product", "harbor:nothing"), ("back", "/")]).await;
    assert!(unknown.leads.contains("problem=not-found"), "{}", unknown.leads);
    amira.post("/api/profile/saved/forget", &[("product", &name)]).await;
    assert!(!amira.get("/account/saved").await.text.contains(&page));
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_are_remembered_for_who_is_signed_in_until_they_say_no() {
    let (shop, base) = with_somebody(EMAIL).await;
    let (guest, amira) = (Visitor::new(&base), Visitor::signed_in(&shop, &base, EMAIL).await);
    guest.get("/search?q=kettle").await;
    amira.get("/search?q=brass+lamp").await;
    amira.get("/search?q=brass+lamp&page=2").await;
    becomes(&shop, "SELECT COUNT(*) FROM past_search", 1).await;
    assert!(amira.get("/account/searches").await.text.contains("brass lamp"));
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM behaviour_event").await, 0, "nobody agreed to that");
    amira.post("/api/profile/searches/keep", &[("keep", "off")]).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM past_search").await, 0, "off forgets them");
    amira.get("/search?q=chair").await;
    amira.post("/api/profile/searches/keep", &[("keep", "on")]).await;
    amira.get("/search?q=mug").await;
    becomes(&shop, "SELECT COUNT(*) FROM past_search WHERE text = 'mug'", 1).await;
    assert_eq!(
        number(&shop, "SELECT COUNT(*) FROM past_search").await,
        1,
        "what was searched for meanwhile is not there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn behaviour_is_remembered_with_a_yes_also_from_kept_pages_and_a_no_removes_it() {
    let (shop, base) = with_somebody(EMAIL).await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let page = ProductPage::address(&product);
    let (silent, guest) = (Visitor::new(&base), Visitor::new(&base));
    assert!(silent.get(&page).await.text.contains("/api/privacy/answer"), "who did not answer is asked");
    guest.post("/api/privacy/answer", &[("behaviour", "yes"), ("back", &page)]).await;
    for _ in 0..2 {
        assert!(!guest.get(&page).await.text.contains("/api/privacy/answer"), "who answered is not asked again");
        silent.get(&page).await;
    }
    guest.post("/api/cart/add", &[("product", &product.to_string())]).await;
    silent.post("/api/cart/add", &[("product", &product.to_string())]).await;
    becomes(&shop, "SELECT COUNT(*) FROM behaviour_event WHERE kind = 'view'", 2).await;
    becomes(&shop, "SELECT COUNT(*) FROM behaviour_event WHERE kind = 'add'", 1).await;
    guest.post("/api/privacy/answer", &[("behaviour", "no"), ("back", "/")]).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM behaviour_event").await, 0);
    guest.get(&page).await;
    guest.post("/api/privacy/answer", &[("behaviour", "nonsense")]).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM consent_given").await, 2, "a yes and a no");
}

#[tokio::test(flavor = "multi_thread")]
async fn news_are_off_until_switched_on_and_order_mails_cannot_be_switched_off() {
    let (shop, base) = with_somebody(EMAIL).await;
    let amira = Visitor::signed_in(&shop, &base, EMAIL).await;
    amira.post("/api/profile/notifications", &[("wanted[]", "news:mail")]).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM notification_preference WHERE wanted").await, 1);
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM consent_given WHERE purpose = 'marketing' AND given").await, 1);
    assert_eq!(
        number(&shop, "SELECT COUNT(*) FROM notification_preference WHERE topic = 'orders' AND channel = 'mail'").await,
        0
    );
    amira.post("/api/privacy/consent", &[("purpose", "marketing"), ("given", "no")]).await;
    assert_eq!(
        number(&shop, "SELECT COUNT(*) FROM notification_preference WHERE wanted").await,
        0,
        "a no switches them off"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_in_long_ago_shows_who_they_are_before_an_export_and_before_erasing() {
    let (shop, base) = with_somebody(EMAIL).await;
    let amira = Visitor::signed_in(&shop, &base, EMAIL).await;
    amira.post("/api/profile/address/save", &with(&ADDRESS, "street", "=Rua do Perigo 1")).await;
    let json = amira.get("/account/export.json").await;
    let document: serde_json::Value = serde_json::from_str(&json.text).expect("JSON");
    assert_eq!(document["data"]["user"][0]["email"], EMAIL);
    assert!(amira.get("/account/export.csv").await.text.contains("\"'=Rua do Perigo 1\""), "no formula");
    let work = shop.shop.store().write(|tx| {
        Box::pin(async move {
            tx.execute_unprepared("UPDATE session SET authenticated_at = 0").await.map(|_| ()).map_err(Into::into)
        })
    });
    work.await.expect("a changed session");
    for page in ["/account/export.json", "/account/privacy/erase"] {
        let asked = amira.get(page).await;
        assert!(asked.status == 303 && asked.leads.starts_with("/sign-in/again"), "{page}: {}", asked.leads);
    }
    amira.post("/api/privacy/erase", &[("sure", "on")]).await;
    assert_eq!(number(&shop, "SELECT COUNT(*) FROM erasure").await, 0);
}
