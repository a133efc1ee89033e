//! The payment gateways against the practice world: a shop that writes down what it is told, and a shopper with a browser
//! that follows forms and nothing else.

mod hearing;
mod keeping;
mod losing;
mod moving;
mod requests;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
};
use connectors::{
    http::Reach,
    payments::{
        GatewayError, Message, MethodToken, PageState, PaymentGateway, PaymentPage, PaymentRequest, Subject,
        alipay::{AlipayConfig, AlipayGateway},
        braintree::{BraintreeConfig, BraintreeGateway},
        capabilities::Way,
        paypal::{PayPalConfig, PayPalGateway},
    },
};
use reqwest::redirect::Policy;
use sandbox::{Config, World, faults, journal::Entry, paying::knobs::Knobs};
use url::Url;

pub use self::requests::{currency, key, money, order, top_up};

/// The providers of this folder's tests.
pub const PROVIDERS: [&str; 3] = ["paypal", "braintree", "alipay"];
/// Those that hold an amount before they take it.
pub const HOLDERS: [&str; 2] = ["paypal", "braintree"];

/// A message as the shop got it.
#[derive(Clone, Debug)]
pub struct Heard {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    /// What a gateway makes of it.
    pub async fn read(
        &self,
        gateway: &dyn PaymentGateway,
    ) -> Result<connectors::payments::PaymentNotice, GatewayError> {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        gateway.hear(&Message { body: &self.body, headers: &headers }, connectors::now()).await
    }
}

/// A world, a shop that listens, and a browser.
pub struct Counter {
    pub world: World,
    heard: Arc<Mutex<Vec<Heard>>>,
    browser: reqwest::Client,
    shop: String,
}

impl Counter {
    pub async fn open() -> Self {
        let heard: Arc<Mutex<Vec<Heard>>> = Arc::default();
        let shop = Router::new().fallback(listen).with_state(heard.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        tokio::spawn(async move { axum::serve(listener, shop).await });
        let config = Config {
            port_base: 0,
            stage_seconds: 0,
            shop_url: url.clone(),
            pictures: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../public/pictures")),
            ..Config::default()
        };
        let world = sandbox::start(config).await.expect("free ports are there");
        let browser = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().expect("a browser");
        Self { world, heard, browser, shop: url }
    }

    pub fn url(&self, slug: &str) -> &str {
        self.world.url(slug).expect("the provider is open")
    }

    pub fn gateway(&self, slug: &str) -> Arc<dyn PaymentGateway> {
        self.gateway_with(slug, None)
    }

    /// A gateway with another secret than the practice world knows.
    pub fn gateway_with(&self, slug: &str, secret: Option<&str>) -> Arc<dyn PaymentGateway> {
        let url = self.url(slug);
        let secret = |known: &str| secret.unwrap_or(known).to_owned();
        match slug {
            "paypal" => Arc::new(
                PayPalGateway::new(PayPalConfig {
                    base_url: url.to_owned(),
                    client_id: sandbox::paypal::CLIENT_ID.to_owned(),
                    client_secret: secret(sandbox::paypal::CLIENT_SECRET),
                    webhook_id: sandbox::paypal::WEBHOOK_ID.to_owned(),
                    reach: Reach::Anywhere,
                })
                .expect("TLS is there"),
            ),
            "braintree" => {
                let accounts = sandbox::braintree::MERCHANT_ACCOUNTS.iter();
                let account = |(code, id): &(&str, &str)| (code.parse().expect("a currency"), (*id).to_owned());
                Arc::new(
                    BraintreeGateway::new(BraintreeConfig {
                        url: format!("{url}/graphql"),
                        public_key: sandbox::braintree::PUBLIC_KEY.to_owned(),
                        private_key: secret(sandbox::braintree::PRIVATE_KEY),
                        merchant_accounts: accounts.map(account).collect(),
                        page_url: format!("{url}/fields"),
                        reach: Reach::Anywhere,
                    })
                    .expect("TLS is there"),
                )
            }
            _ => Arc::new(
                AlipayGateway::new(AlipayConfig {
                    gateway_url: format!("{url}/gateway.do"),
                    app_id: sandbox::alipay::APP_ID.to_owned(),
                    seller_id: sandbox::alipay::SELLER_ID.to_owned(),
                    app_private_key: secret(sandbox::alipay::APP_PRIVATE_KEY),
                    alipay_public_key: sandbox::alipay::PUBLIC_KEY.to_owned(),
                    notify_url: format!("{}/webhooks/alipay", self.shop),
                    reach: Reach::Anywhere,
                })
                .expect("the practice keys are keys"),
            ),
        }
    }

    /// Turns a provider's own knobs.
    pub async fn turn(&self, slug: &str, knobs: Knobs) {
        self.put(slug, "/sandbox/gateway", &serde_json::to_value(knobs).expect("knobs are JSON")).await;
    }

    /// Turns the knobs that every server has.
    pub async fn spoil(&self, slug: &str, knobs: faults::Knobs) {
        self.put(slug, "/sandbox/faults", &serde_json::to_value(knobs).expect("knobs are JSON")).await;
    }

    async fn put(&self, slug: &str, path: &str, knobs: &serde_json::Value) {
        let answer = self.browser.put(format!("{}{path}", self.url(slug))).json(knobs).send().await;
        assert!(answer.expect("the world answers").status().is_success(), "{knobs}");
    }

    /// What a provider wrote down.
    pub async fn journal(&self, slug: &str) -> Vec<Entry> {
        let answer = self.browser.get(format!("{}/sandbox/journal", self.url(slug))).send().await;
        answer.expect("the world answers").json().await.expect("a journal is JSON")
    }

    /// How much a provider held, took, set free and gave back for a subject, by its own journal.
    pub async fn sums(&self, slug: &str, subject: &Subject) -> BTreeMap<String, i64> {
        let mut sums = BTreeMap::new();
        let reference = subject.as_str();
        let theirs = reference.replace('-', "_");
        for entry in self.journal(slug).await {
            let ours = entry.reference.as_deref().is_some_and(|of| of == reference || of == theirs);
            if let (true, Some(minor)) = (ours, entry.amount_minor) {
                *sums.entry(entry.kind).or_default() += minor;
            }
        }
        sums
    }

    /// What the shop was told so far, once it was told so much; at most five seconds are waited.
    pub async fn heard(&self, path: &str, count: usize) -> Vec<Heard> {
        let told = || -> Vec<Heard> {
            self.heard.lock().expect("no writer panics").iter().filter(|heard| heard.path == path).cloned().collect()
        };
        for _ in 0..500 {
            if told().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        told()
    }

    /// The page at an address, with its status; redirects are followed.
    async fn visit(&self, page: &str) -> (Url, u16, String) {
        let mut here = Url::parse(page).expect("a page has an address");
        loop {
            let answer = self.browser.get(here.clone()).send().await.expect("the page is there");
            match answer.headers().get("location") {
                Some(to) => here = here.join(to.to_str().expect("an address is ASCII")).expect("an address"),
                None => return (here, answer.status().as_u16(), answer.text().await.expect("a page is text")),
            }
        }
    }

    /// The status of the page at an address.
    pub async fn status(&self, page: &str) -> u16 {
        self.visit(page).await.1
    }

    /// The shopper answers on a page, with as many forms as it takes, and is led to an address; or is not.
    pub async fn answer(&self, page: &str, answers: &[&str]) -> Option<Url> {
        let (here, _, mut html) = self.visit(page).await;
        for answer in answers {
            let (action, mut fields) = form(&html);
            fields.push(("answer".to_owned(), (*answer).to_owned()));
            let to = here.join(&action).expect("an address");
            let answered = self.browser.post(to).form(&fields).send().await.expect("the page is there");
            match answered.headers().get("location") {
                Some(to) => return Url::parse(to.to_str().expect("an address is ASCII")).ok(),
                None => html = answered.text().await.expect("a page is text"),
            }
        }
        None
    }

    /// What the shop does when a shopper comes back: a token that comes along is paid with, then it asks how the page is.
    pub async fn come_back(
        &self,
        gateway: &dyn PaymentGateway,
        request: &PaymentRequest,
        page: &PaymentPage,
        to: Option<Url>,
    ) -> Result<PageState, GatewayError> {
        let token = to.and_then(|to| {
            let nonce = to.query_pairs().find(|(name, _)| name == "payment_method_nonce");
            nonce.and_then(|(_, value)| MethodToken::read(&value))
        });
        match token {
            Some(token) if gateway.can().way == Way::Token => gateway.pay_with(request, &token, &key(request)).await,
            _ => gateway.page_state(&page.session).await,
        }
    }

    /// A payment that a shopper agreed to, and its name at the gateway.
    pub async fn paid(&self, gateway: &dyn PaymentGateway, request: &PaymentRequest) -> String {
        let page = gateway.open_page(request, &format!("{}:page", key(request))).await.expect("a page");
        let to = self.answer(&page.url, &["approve"]).await;
        match self.come_back(gateway, request, &page, to).await.expect("it was paid") {
            PageState::Authorised { reference, amount } | PageState::Taken { reference, amount } => {
                assert_eq!(amount, request.amount);
                reference
            }
            other => panic!("{other:?}"),
        }
    }
}

async fn listen(State(heard): State<Arc<Mutex<Vec<Heard>>>>, request: Request) -> &'static str {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 100_000).await.expect("a body").to_vec();
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    heard.lock().expect("no writer panics").push(Heard { path: parts.uri.path().to_owned(), headers, body });
    "success"
}

/// The first form of a page: where it goes, and what goes along unseen.
fn form(html: &str) -> (String, Vec<(String, String)>) {
    let plain =
        |text: &str| text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let between = |text: &str, from: &str| {
        let start = text.find(from)? + from.len();
        Some(plain(text[start..].split('"').next()?))
    };
    let form = html.split("<form").nth(1).expect("the page has a form").split("</form>").next().expect("it ends");
    let hidden = form.split("<input type=\"hidden\"").skip(1);
    let field = |input: &str| Some((between(input, "name=\"")?, between(input, "value=\"")?));
    (between(form, "action=\"").expect("a form goes somewhere"), hidden.filter_map(field).collect())
}
