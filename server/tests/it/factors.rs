//! Second factors over real HTTP: what is asked for, what works once, and who has to show who they are again.

use std::{
    collections::HashMap,
    sync::Mutex,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::{account::Email, ids::Digest, time::Timestamp};
use services::{
    accounts::{Attempt, Browser, NewAccount, SignInOutcome},
    import::import_users,
};
use sha2::{Digest as _, Sha256};
use store::{accounts, sessions};
use totp_rs::{Builder, Secret};

use crate::test_shop::TestShop;

const PASSWORD: &str = "violet tram under seven lamps";

/// The same, hashed by bcrypt at a low cost.
const HASH: &str = "$2b$06$wooZFQlzagoqD0zzChOumeG1e8HaIvexZKEHW07qCze.J4a92YOmO";

/// A browser without scripts that follows nothing by itself.
pub struct Visitor {
    base: String,
    client: reqwest::Client,
    cookies: Mutex<HashMap<String, String>>,
}

/// What came back: status, where it leads, the page.
pub struct Page {
    pub status: u16,
    pub leads: String,
    pub text: String,
}

impl Visitor {
    pub fn new(base: &str) -> Self {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        Self { base: base.to_owned(), client, cookies: Mutex::default() }
    }

    /// A visitor who signed in with the password.
    pub async fn signed_in(shop: &TestShop, base: &str, email: &str) -> Self {
        let visitor = Self::new(base);
        match shop.shop.sign_in(&attempt(email), &Browser::default()).await.expect("a sign-in") {
            SignInOutcome::Signed(opened) => visitor.keep("sid", &opened.secret),
            SignInOutcome::Factor(half) => visitor.keep("pending", &half.secret),
        }
        visitor
    }

    /// The same browser at a shop that was started again at another address.
    pub fn elsewhere(&self, base: &str) -> Self {
        let cookies = self.cookies.lock().expect("nobody panics").clone();
        Self { base: base.to_owned(), client: self.client.clone(), cookies: Mutex::new(cookies) }
    }

    pub fn keep(&self, name: &str, value: &str) {
        self.cookies.lock().expect("nobody panics").insert(name.to_owned(), value.to_owned());
    }

    fn has(&self, name: &str) -> bool {
        self.cookies.lock().expect("nobody panics").contains_key(name)
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(self.client.get(format!("{}{path}", self.base))).await
    }

    pub async fn post(&self, door: &str, form: &[(&str, &str)]) -> Page {
        self.send(self.client.post(format!("{}{door}", self.base)).form(form)).await
    }

    /// Posts as a script does, which reads the answer as JSON.
    pub async fn ask(&self, door: &str, form: &[(&str, &str)]) -> Page {
        let request = self.client.post(format!("{}{door}", self.base)).form(form);
        self.send_for(request, "application/json").await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Page {
        self.send_for(request, "text/html").await
    }

    async fn send_for(&self, request: reqwest::RequestBuilder, accept: &str) -> Page {
        let held: Vec<String> = {
            let cookies = self.cookies.lock().expect("nobody panics");
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect()
        };
        let request = request.header("accept", accept).header("cookie", held.join("; "));
        let answer = request.send().await.expect("an answer");
        for line in answer.headers().get_all("set-cookie") {
            let line = line.to_str().expect("letters");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            let mut cookies = self.cookies.lock().expect("nobody panics");
            if value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let leads = answer.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (status, leads) = (answer.status().as_u16(), leads.to_owned());
        Page { status, leads, text: answer.text().await.expect("a page") }
    }

    async fn is_signed_in(&self) -> bool {
        self.get("/account/security").await.status == 200
    }
}

fn attempt(email: &str) -> Attempt {
    Attempt { login: email.to_owned(), password: PASSWORD.to_owned() }
}

/// A shop with somebody in it; its address.
pub async fn with_somebody(email: &str) -> (TestShop, String) {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let email: Email = email.parse().expect("an address");
    let new = NewAccount {
        password_hash: Some(HASH.to_owned()),
        verified: true,
        ..NewAccount::customer(email, domain::locale::Locale::En)
    };
    shop.shop.open_account(&new).await.expect("the store").expect("a free address");
    (shop, base)
}

fn code(secret: &str, steps: i64) -> String {
    let codes = Builder::new().with_secret(Secret::try_from_base32(secret).expect("base 32")).build().expect("codes");
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()).expect("soon");
    codes.generate(u64::try_from(now + 30 * steps).expect("after 1970")).to_string()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(found, _)| found).expect("it is there")
}

/// Sets up an app; gives its secret and the backup codes.
async fn set_up(visitor: &Visitor) -> (String, Vec<String>) {
    let begun = visitor.post("/api/security/app/begin", &[]).await;
    assert_eq!((begun.status, begun.leads.as_str()), (303, "/account/security/app"));
    let page = visitor.get("/account/security/app").await;
    let secret = between(&page.text, "data-secret=\"", "\"").to_owned();
    let before = visitor.cookies.lock().expect("cookies")["sid"].clone();
    let wrong = visitor.post("/api/security/app/confirm", &[("code", "000000")]).await;
    assert_eq!(wrong.leads, "/account/security/app?wrong=code-wrong");
    let page = visitor.get(&wrong.leads).await;
    assert_eq!((page.status, between(&page.text, "data-secret=\"", "\"")), (422, secret.as_str()));
    let right = visitor.post("/api/security/app/confirm", &[("code", &code(&secret, -1))]).await;
    assert_eq!(right.leads, "/account/security/codes");
    assert_ne!(visitor.cookies.lock().expect("cookies")["sid"], before, "the session has another id");
    let shown = visitor.get("/account/security/codes").await;
    let codes: Vec<String> = shown
        .text
        .split("<code dir=\"ltr\">")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('<')?.0.to_owned()))
        .collect();
    (secret, codes)
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_asked_for_after_the_password_and_each_opens_once() {
    let (shop, base) = with_somebody("ann@example.org").await;
    let ann = Visitor::signed_in(&shop, &base, "ann@example.org").await;
    let (secret, backup) = set_up(&ann).await;
    assert_eq!(backup.len(), 10);
    assert!(!ann.get("/account/security/codes").await.text.contains(&backup[0]), "they were shown once");
    let stored = accounts::by_email(shop.shop.store().reader(), &"ann@example.org".parse().unwrap()).await;
    let account = stored.unwrap().unwrap().id;
    let kept = store::factors::codes::totp(shop.shop.store().reader(), &account).await.unwrap().unwrap();
    assert!(!kept.secret.contains(&secret), "the secret is sealed");

    let half = Visitor::signed_in(&shop, &base, "ann@example.org").await;
    assert!(!half.is_signed_in().await, "the password alone opens nothing");
    let used = half.post("/api/sign-in/factor", &[("code", &code(&secret, -1))]).await;
    assert_eq!(used.leads, "/sign-in/factor?next=%2Faccount&wrong=refused");
    assert_eq!(half.get(&used.leads).await.status, 422);
    let now = code(&secret, 0);
    let right = half.post("/api/sign-in/factor", &[("code", &now), ("next", "//evil.example")]).await;
    assert_eq!((right.status, right.leads.as_str()), (303, "/account"));
    assert!(half.is_signed_in().await && !half.has("pending"));

    let again = Visitor::signed_in(&shop, &base, "ann@example.org").await;
    assert!(again.post("/api/sign-in/factor", &[("code", &now)]).await.leads.contains("wrong=refused"));
    let spaced = backup[3].to_lowercase().replace('-', " ");
    assert_eq!(again.post("/api/sign-in/factor", &[("code", &spaced)]).await.leads, "/account");
    let page = again.get("/account/security").await.text;
    assert!(page.contains("data-backup-codes=\"9\"") && page.contains("Backup code used"), "{page}");
    let third = Visitor::signed_in(&shop, &base, "ann@example.org").await;
    assert!(third.post("/api/sign-in/factor", &[("code", &backup[3])]).await.leads.contains("wrong=refused"));
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_codes_waits_longer_and_longer_and_a_right_one_is_not_looked_at_meanwhile() {
    let (shop, base) = with_somebody("bo@example.org").await;
    let bo = Visitor::signed_in(&shop, &base, "bo@example.org").await;
    let (secret, _) = set_up(&bo).await;
    let half = Visitor::signed_in(&shop, &base, "bo@example.org").await;
    let guesses = (0..12).map(|_| half.post("/api/sign-in/factor", &[("code", "000000")]));
    let answers = futures::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|answer| answer.leads.contains("wrong=refused")).count();
    assert!(looked_at <= 4, "{looked_at} of twelve at once were looked at");
    let waits = half.post("/api/sign-in/factor", &[("code", "000000")]).await.leads;
    assert!(waits.contains("wrong=wait&seconds="), "{waits}");
    let right = half.post("/api/sign-in/factor", &[("code", &code(&secret, 0))]).await;
    assert!(right.leads.contains("wrong=wait") && !half.is_signed_in().await, "{}", right.leads);
    assert_eq!(half.get(&right.leads).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_how_somebody_signs_in_asks_who_they_are_again() {
    let (shop, base) = with_somebody("cleo@example.org").await;
    let nobody = Visitor::new(&base);
    let cleo = Visitor::signed_in(&shop, &base, "cleo@example.org").await;
    let secret = cleo.cookies.lock().unwrap()["sid"].clone();
    let signed = shop.shop.signed(&secret).await.unwrap().unwrap();
    let digest: Digest = hex::encode(Sha256::digest(&secret)).parse().unwrap();
    let (key, long_ago) = (signed.session.0.clone(), Timestamp(connectors::now().0 - 6 * Timestamp::MINUTE));
    let aged = shop
        .shop
        .store()
        .write(move |tx| Box::pin(async move { sessions::renew(tx, &key, &digest, false, long_ago).await }));
    assert!(aged.await.unwrap());
    assert!(cleo.is_signed_in().await);
    for door in [
        "app/begin",
        "app/remove",
        "codes/renew",
        "passkey/begin",
        "passkey/remove",
        "provider/link",
        "provider/unlink",
        "phone/send",
        "phone/remove",
    ] {
        let door = format!("/api/security/{door}");
        let sent = cleo.post(&door, &[]).await;
        assert!(sent.status == 303 && sent.leads.starts_with("/sign-in/again?next="), "{door}: {}", sent.leads);
        let sent = nobody.post(&door, &[]).await;
        assert!(sent.status == 303 && sent.leads.starts_with("/sign-in?next="), "{door}: {}", sent.leads);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_proved_by_the_code_that_its_telephone_got() {
    let (shop, base) = with_somebody("dee@example.org").await;
    let dee = Visitor::signed_in(&shop, &base, "dee@example.org").await;
    let wrong = dee.post("/api/security/phone/send", &[("number", "910 000 000")]).await;
    assert_eq!(wrong.leads, "/account/security?number=910%20000%20000&wrong=phone-malformed#phone");
    for sent in 1..=5 {
        let door = dee.post("/api/security/phone/send", &[("number", "+351 910 000 000")]).await;
        assert_eq!(door.leads, "/account/security#phone", "code {sent}");
    }
    let sixth = dee.post("/api/security/phone/send", &[("number", "+351 910 000 000")]).await;
    assert!(sixth.leads.contains("wrong=phone-too-many"), "{}", sixth.leads);
    while shop.shop.work_jobs().await.unwrap() > 0 {}
    let catcher = shop.world.url("mail").unwrap();
    let caught = reqwest::get(format!("{catcher}/messages.json?to=%2B351910000000")).await.unwrap();
    let caught: serde_json::Value = serde_json::from_str(&caught.text().await.unwrap()).unwrap();
    let caught = caught.as_array().unwrap();
    assert_eq!(caught.len(), 1, "codes that were replaced are not sent");
    let text = caught[0]["text"].as_str().unwrap();
    let code: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
    let other = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        let wrong = dee.post("/api/security/phone/prove", &[("code", other)]).await;
        assert!(wrong.leads.contains("wrong=code-wrong"), "{}", wrong.leads);
    }
    let right = dee.post("/api/security/phone/prove", &[("code", &code)]).await;
    assert_eq!(right.leads, "/account/security?did=phone#phone");
    assert!(dee.get("/account/security").await.text.contains("+351910000000"));
    let again = dee.post("/api/security/phone/prove", &[("code", &code)]).await;
    assert!(again.leads.contains("wrong=phone-over"), "{}", again.leads);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_ended_from_another_and_all_others_at_once() {
    let (shop, base) = with_somebody("eve@example.org").await;
    let here = Visitor::signed_in(&shop, &base, "eve@example.org").await;
    let there = Visitor::signed_in(&shop, &base, "eve@example.org").await;
    let page = here.get("/account/security").await.text;
    let key = between(&page, "name=\"key\" value=\"", "\"").to_owned();
    assert_eq!(
        here.post("/api/security/session/end", &[("key", &key)]).await.leads,
        "/account/security?did=session#sessions"
    );
    assert!(!there.is_signed_in().await && here.is_signed_in().await);
    let others = [(); 2].map(|()| Visitor::signed_in(&shop, &base, "eve@example.org"));
    let others = futures::future::join_all(others).await;
    here.post("/api/security/session/end-others", &[]).await;
    for other in &others {
        assert!(!other.is_signed_in().await);
    }
    assert!(here.is_signed_in().await);
    let stranger = here.post("/api/security/session/end", &[("key", "0123")]).await;
    assert!(stranger.leads.contains("problem=not-found"), "{}", stranger.leads);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_another_shop_sign_in_with_their_old_password_and_its_hash_is_made_anew() {
    let shop = TestShop::open().await;
    let file = format!("email,password_hash,first_name\nfay@example.org,{HASH},Fay\n");
    let imported = import_users(shop.shop.store(), file.as_bytes()).await.unwrap();
    assert_eq!((imported.opened, imported.refused.len()), (1, 0));
    let hash = async || {
        let found = accounts::by_email(shop.shop.store().reader(), &"fay@example.org".parse().unwrap()).await;
        found.unwrap().unwrap().password_hash.unwrap()
    };
    assert_eq!(hash().await, HASH);
    let mut wrong = attempt("fay@example.org");
    wrong.password.push('!');
    assert!(shop.shop.sign_in(&wrong, &Browser::default()).await.is_err());
    assert_eq!(hash().await, HASH);
    for _ in 0..2 {
        let outcome = shop.shop.sign_in(&attempt("fay@example.org"), &Browser::default()).await.unwrap();
        assert!(matches!(outcome, SignInOutcome::Signed(_)));
        assert!(hash().await.starts_with("$argon2id$"), "{}", hash().await);
    }
}
