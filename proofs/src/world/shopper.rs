//! A shopper in a browser without JavaScript: plain forms, one after the other, repeated when the shop does not answer.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use rand::{Rng, rngs::StdRng};
use reqwest::{Client, Method, StatusCode, header};

use crate::Problem;

/// How long a shopper reloads a page that does not come.
const PATIENCE: Duration = Duration::from_secs(120);

/// The pause before a page that did not come is asked for again.
const AGAIN: Duration = Duration::from_millis(15);

/// A card that the practice gateway takes.
pub const GOOD_CARD: &str = "4242424242424242";

/// A card that it declines.
pub const DECLINED_CARD: &str = "4000000000000002";

/// An answer of a server.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads; empty where it leads nowhere.
    pub location: String,
    /// The page.
    pub body: String,
}

/// Somebody who shops.
#[derive(Clone)]
pub struct Shopper {
    http: Client,
    shop: String,
    visitor: String,
}

impl Shopper {
    /// Somebody who has not been here before.
    pub fn new(http: &Client, shop: &str, dice: &mut StdRng) -> Self {
        let visitor = format!("{:032x}", dice.random::<u128>());
        Self { http: http.clone(), shop: shop.to_owned(), visitor }
    }

    /// Who it is to the shop.
    pub fn visitor(&self) -> &str {
        &self.visitor
    }

    /// Posts a form to one of the shop's doors, again and again until an answer comes.
    ///
    /// # Errors
    /// When no answer comes for two minutes.
    pub async fn post(&self, door: &str, form: &[(&str, &str)]) -> Result<Answer, Problem> {
        let url = format!("{}/api/{door}", self.shop);
        self.until_answered(|| self.http.post(&url).form(form)).await
    }

    /// Asks once, and takes what comes; `cookie` goes along.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn ask_once(
        &self,
        method: Method,
        path: &str,
        form: &[(&str, &str)],
        cookie: &str,
    ) -> Result<Answer, Problem> {
        let request = self.http.request(method, format!("{}{path}", self.shop));
        let request = if form.is_empty() { request } else { request.form(form) };
        let both = format!("visitor={}; {cookie}", self.visitor);
        let request = request.header(header::ACCEPT, "text/html").header(header::COOKIE, both);
        read(request.header("sec-fetch-site", "same-origin").send().await?).await
    }

    /// Opens a page, again and again until it comes.
    ///
    /// # Errors
    /// As [`Shopper::post`].
    pub async fn open(&self, path: &str) -> Result<Answer, Problem> {
        let url = format!("{}{path}", self.shop);
        self.until_answered(|| self.http.get(&url)).await
    }

    /// What a browser sends along.
    fn dressed(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, format!("visitor={}", self.visitor))
            .header("sec-fetch-site", "same-origin")
    }

    async fn until_answered(&self, request: impl Fn() -> reqwest::RequestBuilder) -> Result<Answer, Problem> {
        let began = Instant::now();
        loop {
            if let Ok(response) = self.dressed(request()).send().await
                && !response.status().is_server_error()
                && let Ok(answer) = read(response).await
            {
                return Ok(answer);
            }
            if began.elapsed() > PATIENCE {
                return Err("the shop has not answered for two minutes".into());
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Fills the cart and goes to the review; gives what is to be agreed to, or why it came to nothing.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn to_the_review(&self, goods: &[ProductRef]) -> Result<Result<String, String>, Problem> {
        for product in goods {
            let added = self.post("cart/add", &[("product", &product.to_string()), ("quantity", "1")]).await?;
            if let Some(trouble) = added.trouble() {
                return Ok(Err(trouble));
            }
        }
        let details = [
            ("email", "amira@example.org"),
            ("name", "Amira Ben Salah"),
            ("street", "Rua da Prata 12"),
            ("postcode", "1100-419"),
            ("city", "Lisboa"),
            ("country", "PT"),
        ];
        if let Some(trouble) = self.post("checkout/details", &details).await?.trouble() {
            return Ok(Err(trouble));
        }
        if let Some(trouble) = self.post("checkout/delivery", &[]).await?.trouble() {
            return Ok(Err(trouble));
        }
        self.consent().await
    }

    /// What the review asks to agree to.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn consent(&self) -> Result<Result<String, String>, Problem> {
        let review = self.open("/checkout").await?;
        let found = between(&review.body, "name=\"validation\" value=\"", "\"");
        Ok(found.map(str::to_owned).ok_or_else(|| format!("the review asks for nothing ({})", review.status)))
    }

    /// Agrees; gives the gateway's page, or why it came to nothing.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn agree(&self, consent: &str, policy: &str, tolerance: &str) -> Result<Result<String, String>, Problem> {
        let form = [("validation", consent), ("policy", policy), ("tolerance", tolerance)];
        Ok(self.post("checkout/pay", &form).await?.leads_to_pay())
    }

    /// Agrees and has the wallet pay; says whether it did.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn agree_by_wallet(&self, consent: &str, policy: &str) -> Result<bool, Problem> {
        let form = [("validation", consent), ("policy", policy), ("tolerance", "0"), ("payment", "wallet")];
        Ok(self.post("checkout/pay", &form).await?.location.contains("/confirmation"))
    }

    /// Begins to pay so many euros into the wallet; gives the gateway's page, or why there is none.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn top_up(&self, euros: u32) -> Result<Result<String, String>, Problem> {
        let form = [("amount", euros.to_string()), ("currency", "EUR".to_owned())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Ok(self.post("wallet/top-up", &form).await?.leads_to_pay())
    }

    /// Pays on the gateway's page.
    ///
    /// # Errors
    /// When the gateway does not answer.
    pub async fn pay(&self, page: &str, card: &str) -> Result<Answer, Problem> {
        let form = HashMap::from([
            ("card_number", card),
            ("expiry", "12/34"),
            ("security_code", "123"),
            ("cardholder", "Amira Ben Salah"),
        ]);
        read(self.http.post(page).form(&form).send().await?).await
    }
}

impl Answer {
    /// The trouble that the address tells of; `None` where all went well.
    pub fn trouble(&self) -> Option<String> {
        match self.status {
            StatusCode::SEE_OTHER if self.location.contains("problem=") => Some(self.location.clone()),
            StatusCode::SEE_OTHER => None,
            status => Some(format!("{status} {}", self.body.chars().take(200).collect::<String>())),
        }
    }

    /// The page to pay on, or why there is none.
    pub fn leads_to_pay(&self) -> Result<String, String> {
        if self.status == StatusCode::SEE_OTHER && self.location.contains("/pay/") {
            return Ok(self.location.clone());
        }
        Err(self.trouble().unwrap_or_else(|| self.location.clone()))
    }
}

/// The part of a text that stands between two others.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

async fn read(response: reqwest::Response) -> Result<Answer, Problem> {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let location = location.unwrap_or_default().to_owned();
    Ok(Answer { status, location, body: response.text().await? })
}
