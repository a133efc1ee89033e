//! Accounts over real HTTP: coming to be by a link in a mail, coming in and going out, and what nobody learns on the way.

use std::time::Duration;

use domain::{checkout::Policy, ids::OrderNumber, locale::Locale, money::Currency, visit::Visit};
use services::accounts::{Attempt, Browser, NewAccount, SignInOutcome};

use crate::{
    factors::{Page, Visitor},
    journeys,
    test_shop::TestShop,
};

const PASSWORD: &str = "violet tram under seven lamps";
const OTHER: &str = "nine copper kites over harbour";

/// Has the waiting mails sent; gives the address that the last one to somebody holds.
async fn link_to(shop: &TestShop, email: &str) -> String {
    links_to(shop, email).await.pop().expect("a mail with a link")
}

/// The addresses in all mails to somebody, the oldest first, without the shop's own part.
async fn links_to(shop: &TestShop, email: &str) -> Vec<String> {
    let mails = mails_to(shop, email).await;
    let link = |text: &String| {
        let from = text.find("http://")?;
        let address = text[from..].split_whitespace().next()?;
        let path = address.splitn(4, '/').nth(3)?;
        Some(format!("/{path}"))
    };
    mails.iter().filter_map(link).collect()
}

/// What the mails to somebody say, the oldest first.
pub async fn mails_to(shop: &TestShop, email: &str) -> Vec<String> {
    while shop.shop.work_jobs().await.expect("jobs") > 0 {}
    let catcher = shop.world.url("mail").expect("a catcher");
    for _ in 0..100 {
        let answer = reqwest::get(format!("{catcher}/messages.json")).await.expect("the catcher");
        let all: serde_json::Value = answer.json().await.expect("messages");
        let of_somebody: Vec<String> = all
            .as_array()
            .expect("a list")
            .iter()
            .filter(|message| message["to"].to_string().contains(email))
            .map(|message| message["text"].as_str().unwrap_or_default().to_owned())
            .collect();
        if !of_somebody.is_empty() {
            return of_somebody;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Vec::new()
}

/// The secret in a link.
fn token(link: &str) -> &str {
    link.split_once('=').expect("a secret").1
}

/// What a page says between its header and its footer.
fn main_of(page: &Page) -> &str {
    let from = page.text.find("<main").expect("a main part");
    &page.text[from..page.text.find("</main>").expect("its end")]
}

async fn sign_up(visitor: &Visitor, email: &str) -> Page {
    visitor.post("/api/account/sign-up", &[("email", email), ("password", PASSWORD)]).await
}

async fn sign_in(visitor: &Visitor, login: &str, password: &str) -> Page {
    visitor.post("/api/account/sign-in", &[("login", login), ("password", password)]).await
}

/// Somebody with an account who is signed in, by all the steps that people take.
async fn joined(shop: &TestShop, base: &str, email: &str) -> Visitor {
    let visitor = Visitor::new(base);
    assert_eq!(sign_up(&visitor, email).await.leads, "/sent?for=sign-up");
    let link = link_to(shop, email).await;
    let opened = visitor.post("/api/account/verify", &[("token", token(&link))]).await;
    assert_eq!((opened.status, opened.leads.as_str()), (303, "/account"));
    visitor
}

async fn is_signed_in(visitor: &Visitor) -> bool {
    visitor.get("/account/security").await.status == 200
}

#[tokio::test]
async fn an_account_begins_with_the_link_in_the_mail_and_not_before() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let ann = Visitor::new(&base);
    let weak = ann
        .post("/api/account/sign-up", &[("email", "nonsense"), ("username", "a"), ("password", "password1234567")])
        .await;
    assert_eq!((weak.status, weak.leads.as_str()), (303, "/sign-up"));
    let page = ann.get("/sign-up").await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("value=\"nonsense\"") && !page.text.contains("password1234567"), "secrets are not kept");
    assert_eq!(page.text.matches("aria-invalid=\"true\"").count(), 3, "everything that is wrong is said at once");
    assert_eq!(ann.get("/sign-up").await.status, 200, "a refused form is shown once");

    assert_eq!(sign_up(&ann, "Ann@Example.org").await.leads, "/sent?for=sign-up");
    assert_eq!(sign_in(&ann, "ann@example.org", PASSWORD).await.leads, "/sign-in?next=%2Faccount");
    assert!(!is_signed_in(&ann).await, "nobody is signed in before the link was opened");
    let link = link_to(&shop, "ann@example.org").await;
    let stranger = Visitor::new(&base);
    let page = stranger.get(&link).await;
    assert!(page.text.contains("name=\"password\""), "another browser is asked for the password");
    let refused = stranger.post("/api/account/verify", &[("token", token(&link))]).await;
    assert!(refused.leads.starts_with("/verify?token="), "{}", refused.leads);
    assert!(!is_signed_in(&stranger).await);
    assert_eq!(ann.get(&link).await.status, 200, "looking at the link does not use it up");
    assert_eq!(ann.post("/api/account/verify", &[("token", token(&link))]).await.leads, "/account");
    assert!(is_signed_in(&ann).await);
    assert_eq!(ann.get(&link).await.status, 410, "a link works once");
    let changed = format!("{}0", &token(&link)[..75]);
    assert_eq!(stranger.get(&format!("/verify?token={changed}")).await.status, 410, "what was made up is refused");

    assert!(ann.post("/api/account/sign-out", &[]).await.leads == "/");
    assert!(!is_signed_in(&ann).await);
    assert_eq!(sign_in(&ann, " ANN@example.org", PASSWORD).await.leads, "/account");
}

#[tokio::test]
async fn nobody_learns_whether_an_address_or_a_name_is_known() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    joined(&shop, &base, "bo@example.org").await;
    let (known, unknown) = (Visitor::new(&base), Visitor::new(&base));
    let same = |one: &Page, other: &Page| {
        assert_eq!((one.status, &one.leads), (other.status, &other.leads));
    };
    for form in ["magic/ask", "reset/ask"] {
        let door = format!("/api/account/{form}");
        same(
            &known.post(&door, &[("email", "bo@example.org")]).await,
            &unknown.post(&door, &[("email", "no@example.org")]).await,
        );
    }
    same(&sign_up(&known, "bo@example.org").await, &sign_up(&unknown, "new@example.org").await);
    same(&sign_in(&known, "bo@example.org", OTHER).await, &sign_in(&unknown, "no@example.org", OTHER).await);
    let (one, other) = (known.get("/sign-in").await, unknown.get("/sign-in").await);
    assert_eq!((one.status, other.status), (422, 422));
    assert_eq!(main_of(&one).replace("bo@example.org", ""), main_of(&other).replace("no@example.org", ""));
    let mails = mails_to(&shop, "bo@example.org").await;
    assert!(mails.iter().any(|mail| mail.contains("belongs to an account already")), "{mails:?}");
    assert!(mails_to(&shop, "new@example.org").await.iter().all(|mail| mail.contains("/verify?token=")));
    let catcher = shop.world.url("mail").unwrap();
    let all = reqwest::get(format!("{catcher}/messages.json")).await.unwrap().text().await.unwrap();
    assert!(!all.contains("no@example.org"), "nobody unknown gets a mail");
}

#[tokio::test]
async fn failures_make_strangers_wait_but_never_the_owners_own_browser() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let cleo = joined(&shop, &base, "cleo@example.org").await;
    cleo.post("/api/account/sign-out", &[]).await;
    let stranger = Visitor::new(&base);
    for _ in 0..8 {
        sign_in(&stranger, "cleo@example.org", OTHER).await;
    }
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let door = format!("{base}/api/account/sign-in");
    let waits = http.post(&door).form(&[("login", "cleo@example.org"), ("password", PASSWORD)]).send().await.unwrap();
    assert_eq!(waits.status(), 429, "even the right password waits where nobody knows the browser");
    let seconds: u64 = waits.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert_eq!(sign_in(&cleo, "cleo@example.org", PASSWORD).await.leads, "/account", "her own browser gets through");
    let elsewhere = Visitor::new(&base);
    elsewhere.post("/api/account/magic/ask", &[("email", "cleo@example.org")]).await;
    let link = link_to(&shop, "cleo@example.org").await;
    assert_eq!(elsewhere.post("/api/account/magic/use", &[("token", token(&link))]).await.leads, "/account");
    assert!(is_signed_in(&elsewhere).await, "and so does a link from everywhere");
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let here = joined(&shop, &base, "dia@example.org").await;
    let there = Visitor::new(&base);
    assert_eq!(sign_in(&there, "dia@example.org", PASSWORD).await.leads, "/account");
    let wrong =
        here.post("/api/account/password", &[("current", OTHER), ("password", "one more long password here")]).await;
    assert_eq!(wrong.leads, "/account/password");
    assert_eq!(here.get("/account/password").await.status, 422);
    let done = here.post("/api/account/password", &[("current", PASSWORD), ("password", OTHER)]).await;
    assert_eq!(done.leads, "/account/password?done=1");
    assert!(is_signed_in(&here).await && !is_signed_in(&there).await);
    assert!(mails_to(&shop, "dia@example.org").await.iter().any(|mail| mail.contains("other sessions were ended")));

    there.post("/api/account/reset/ask", &[("email", "dia@example.org")]).await;
    let link = link_to(&shop, "dia@example.org").await;
    let short = there.post("/api/account/reset/use", &[("token", token(&link)), ("password", "short")]).await;
    assert!(short.leads.starts_with("/reset?token="), "a wrong try does not use the link up");
    let set = there.post("/api/account/reset/use", &[("token", token(&link)), ("password", PASSWORD)]).await;
    assert_eq!(set.leads, "/account");
    assert!(is_signed_in(&there).await && !is_signed_in(&here).await);
    assert_eq!(there.get(&link).await.status, 410);
}

#[tokio::test]
async fn an_address_changes_when_both_ends_agreed() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let eva = joined(&shop, &base, "eva@example.org").await;
    assert_eq!(eva.post("/api/account/email", &[("email", "eve@example.org")]).await.leads, "/sent?for=email");
    let (old, new) = (link_to(&shop, "eva@example.org").await, link_to(&shop, "eve@example.org").await);
    assert_eq!(eva.get(&old).await.status, 200);
    let half = eva.post("/api/account/email/use", &[("token", token(&new))]).await;
    assert_eq!(half.leads, "/verify?changed=half");
    let again = eva.post("/api/account/email/use", &[("token", token(&new))]).await;
    assert!(again.leads.starts_with("/verify?change="), "one end cannot agree twice");
    assert_eq!(sign_in(&Visitor::new(&base), "eve@example.org", PASSWORD).await.leads, "/sign-in?next=%2Faccount");
    let whole = eva.post("/api/account/email/use", &[("token", token(&old))]).await;
    assert_eq!(whole.leads, "/verify?changed=whole");
    assert_eq!(sign_in(&Visitor::new(&base), "eve@example.org", PASSWORD).await.leads, "/account");
    for end in ["eva@example.org", "eve@example.org"] {
        assert!(mails_to(&shop, end).await.iter().any(|mail| mail.contains("is eve@example.org now")), "{end}");
    }
}

#[tokio::test]
async fn a_guests_cart_and_orders_become_theirs() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let guest = shop.visitor();
    journeys::fill_cart(&shop, &guest, &["harbor"]).await;
    let (visitor, id) = (Visitor::new(&base), guest.visitor.clone().unwrap());
    visitor.keep("visitor", id.as_str());
    let account = account(&shop, "amira@example.org").await;
    journeys::fill_cart(&shop, &account, &["harbor", "kitemart"]).await;
    assert_eq!(sign_in(&visitor, "amira@example.org", PASSWORD).await.leads, "/account");
    let (mine, left) = (shop.shop.cart(&account).await.unwrap().cart, shop.shop.cart(&guest).await.unwrap().cart);
    assert_eq!((mine.lines.len(), mine.count(), left.lines.len()), (2, 3, 0), "quantities are added, no line is lost");
    assert!(visitor.get("/cart").await.text.contains(&mine.lines[0].title));
}

#[tokio::test]
async fn a_guests_order_is_claimed_by_its_token_and_by_nothing_less() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let guest = shop.visitor();
    journeys::fill_cart(&shop, &guest, &["harbor"]).await;
    let number = ordered(&shop, &guest).await;
    let (fay, gus) = (joined(&shop, &base, "fay@example.org").await, joined(&shop, &base, "gus@example.org").await);
    let guess = "0".repeat(32);
    let refused = fay.post("/api/account/claim", &[("number", number.as_str()), ("token", &guess)]).await;
    assert!(refused.leads.contains("problem=not-found"), "{}", refused.leads);

    let asker = Visitor::new(&base);
    let find = [("number", number.as_str()), ("email", "Amira@example.org")];
    assert_eq!(asker.post("/api/account/find-order", &find).await.leads, "/sent?for=order");
    let nobody =
        asker.post("/api/account/find-order", &[("number", number.as_str()), ("email", "eve@example.org")]).await;
    assert_eq!(nobody.leads, "/sent?for=order", "who ordered is not told");
    let link = link_to(&shop, "amira@example.org").await;
    assert!(fay.get(&link).await.text.contains("/api/account/claim"));
    let claimed = fay.post("/api/account/claim", &[("number", number.as_str()), ("token", token(&link))]).await;
    assert_eq!(claimed.leads, format!("/order/{number}?claimed=1"));
    assert!(fay.get("/orders").await.text.contains(number.as_str()));
    let late = gus.post("/api/account/claim", &[("number", number.as_str()), ("token", token(&link))]).await;
    assert!(late.leads.contains("problem=conflict"), "{}", late.leads);
    assert!(!gus.get("/orders").await.text.contains(number.as_str()));
}

#[tokio::test]
async fn a_page_kept_for_everybody_is_never_one_made_for_somebody() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let hal = joined(&shop, &base, "hal@example.org").await;
    for path in ["/", "/welcome", "/stores"] {
        let (first, second) = (hal.get(path).await, Visitor::new(&base).get(path).await);
        assert_eq!(main_of(&first), main_of(&second), "{path}");
        assert!(!first.text.contains("hal@example.org") && !first.text.contains("sign-out"), "{path}");
    }
    let gone = Visitor::new(&base);
    gone.keep("sid", &"a".repeat(64));
    assert_eq!(gone.get("/cart").await.status, 200, "a session that ended is a guest's");
}

#[tokio::test]
async fn leaving_has_the_browser_forget_what_it_kept() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    account(&shop, "ida@example.org").await;
    let attempt = Attempt { login: "ida@example.org".into(), password: PASSWORD.into() };
    let SignInOutcome::Signed(opened) = shop.shop.sign_in(&attempt, &Browser::default()).await.unwrap() else {
        panic!("no second factor was set up")
    };
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let asked = http.post(format!("{base}/api/account/sign-out")).header("cookie", format!("sid={}", opened.secret));
    let answer = asked.header("accept", "text/html").send().await.unwrap();
    assert_eq!(answer.headers()["clear-site-data"], "\"cache\", \"storage\"");
    let cookies: Vec<_> = answer.headers().get_all("set-cookie").iter().filter_map(|line| line.to_str().ok()).collect();
    assert!(cookies.iter().any(|line| line.starts_with("sid=;") && line.contains("Max-Age=0")), "{cookies:?}");
    assert!(shop.shop.signed(&opened.secret).await.unwrap().is_none());
}

/// An account with the password; the visit of whoever signs in to it.
async fn account(shop: &TestShop, email: &str) -> Visit {
    let form = domain::account::SignUpForm { email: email.to_owned(), username: String::new() };
    let device = shop.shop.sign_up(&form, PASSWORD, Locale::En, &Browser::default()).await.expect("a good form");
    let link = link_to(shop, email).await;
    let browser = Browser::new(Some(&device), "", None);
    let opened = match shop.shop.verify_sign_up(token(&link), "", &browser).await.expect("a link that works") {
        SignInOutcome::Signed(opened) => opened,
        SignInOutcome::Factor(_) => panic!("no second factor was set up"),
    };
    let signed = shop.shop.signed(&opened.secret).await.expect("the store").expect("a session");
    Visit { visitor: Some(signed.visitor), locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() }
}

/// Goes from a guest's cart to the gateway's page; the order's number.
async fn ordered(shop: &TestShop, guest: &Visit) -> OrderNumber {
    journeys::to_the_gateway(&shop.shop, guest, Policy::KeepRest).await;
    journeys::order_of(&shop.shop, guest).await
}

#[tokio::test]
async fn an_account_is_opened_once_for_an_address() {
    let shop = TestShop::open().await;
    let new = NewAccount::customer("jo@example.org".parse().unwrap(), Locale::Fr);
    assert!(shop.shop.open_account(&new).await.unwrap().is_some());
    assert!(shop.shop.open_account(&new).await.unwrap().is_none());
}
