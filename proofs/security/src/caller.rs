//! Somebody who calls the shop: with cookies of their own, following nothing; and accounts with a role that are signed in.

use std::collections::BTreeMap;

use domain::{ids::AccountId, locale::Locale};
use sha2::{Digest, Sha256};
use store::{accounts::NewAccount, sessions::Session};

use crate::{Problem, world::World};

/// A browser without scripts, or a program.
pub struct Caller<'a> {
    world: &'a World,
    /// What it sends along.
    pub cookies: BTreeMap<String, String>,
    /// What it wants to be answered with.
    pub accept: &'static str,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads.
    pub leads: String,
    /// The body.
    pub body: String,
}

impl<'a> Caller<'a> {
    /// Somebody unknown.
    pub fn new(world: &'a World) -> Self {
        Self { world, cookies: BTreeMap::new(), accept: "text/html" }
    }

    /// Somebody with an account whose session was just opened; `strong` where they showed a second factor.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn signed(world: &'a World, account: &AccountId, strong: bool) -> Result<Self, Problem> {
        let secret = hex::encode(rand::random::<[u8; 32]>());
        open_session(world, account, &secret, strong).await?;
        let mut caller = Self::new(world);
        caller.cookies.insert("sid".to_owned(), secret);
        Ok(caller)
    }

    /// Where they are.
    pub fn world(&self) -> &'a World {
        self.world
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn get(&mut self, path: &str) -> Result<Answer, Problem> {
        let asking = self.world.http.get(format!("{}{path}", self.world.url));
        self.ask(asking).await
    }

    /// Posts a form.
    ///
    /// # Errors
    /// When the shop does not answer.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Answer, Problem> {
        let asking = self.world.http.post(format!("{}{path}", self.world.url));
        self.ask(asking.header("origin", &self.world.url).form(form)).await
    }

    /// Posts a form that must be taken: the answer leads on, and to no trouble.
    ///
    /// # Errors
    /// When it is not taken.
    pub async fn done(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Answer, Problem> {
        let answer = self.post(path, form).await?;
        let trouble = ["problem=", "refused=", "wrong=", "/sign-in"].iter().any(|word| answer.leads.contains(word));
        if answer.status == 303 && !trouble {
            return Ok(answer);
        }
        Err(format!("{path}: {} to {}", answer.status, answer.leads).into())
    }

    async fn ask(&mut self, asking: reqwest::RequestBuilder) -> Result<Answer, Problem> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = asking.header("accept", self.accept).header("cookie", cookies.join("; ")).send().await?;
        for line in answer.headers().get_all("set-cookie") {
            let pair = line.to_str()?.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let leads = answer.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let leads = leads.to_owned();
        Ok(Answer { status: answer.status().as_u16(), leads, body: answer.text().await? })
    }
}

/// Makes an account with a role. `mark` stands in everything that is personal about it.
///
/// # Errors
/// When the database refuses.
pub async fn account(world: &World, mark: &str, role: &str) -> Result<AccountId, Problem> {
    let id = AccountId::from_bits(rand::random());
    let new = NewAccount {
        id: id.clone(),
        visitor: format!("{:032x}", rand::random::<u128>()).parse()?,
        username: mark.parse()?,
        email: format!("{mark}@example.org").parse()?,
        email_verified_at: Some(connectors::now()),
        password_hash: None,
        password_short: false,
        first_name: format!("First{mark}"),
        last_name: format!("Last{mark}"),
        locale: Locale::En,
        role: role.to_owned(),
        pseudonym: format!("{:032x}", rand::random::<u128>()),
        at: connectors::now(),
    };
    let made = world.shop.store().write(move |tx| Box::pin(async move { store::accounts::create(tx, &new).await }));
    if made.await? { Ok(id) } else { Err(format!("{mark} is taken").into()) }
}

/// Opens a session, as if somebody had just signed in.
async fn open_session(world: &World, account: &AccountId, secret: &str, strong: bool) -> Result<(), Problem> {
    let (now, day) = (connectors::now(), 24 * 60 * 60 * 1000);
    let digest = hex::encode(Sha256::digest(secret)).parse()?;
    let session = Session {
        key: format!("{:032x}", rand::random::<u128>()),
        account: account.clone(),
        method: "password".to_owned(),
        strong,
        device: String::new(),
        agent: "Chromium".to_owned(),
        created_at: now,
        authenticated_at: now,
        seen_at: now,
        idle: day,
        ends_at: now.plus(day),
        acting: None,
    };
    let opened =
        world.shop.store().write(move |tx| Box::pin(async move { store::sessions::open(tx, &digest, &session).await }));
    Ok(opened.await?)
}
