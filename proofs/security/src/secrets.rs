//! Secrets are nowhere but where they are kept sealed: more than thirty are sent through the shop, and none of them is found
//! in its log at its most talkative, in the database, its journal, a dump of every table, or an error page. A sealed text
//! that stands in another place does not open, and the master key changes while everybody works.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::json;
use services::secrets::{MasterKeys, Secrets, rotation};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    Database, Finding, Problem, Size,
    caller::{self, Caller},
    state,
    world::World,
};

/// How often the master key changes while keys are being set.
const ROTATIONS: u32 = 5;

/// Everything the process logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Runs the proof.
///
/// # Errors
/// When the shop cannot be opened or does not answer.
pub async fn run(_: Size) -> Result<Finding, Problem> {
    let log = Log::default();
    let filter = tracing_subscriber::EnvFilter::new("debug,hyper=info,h2=info,rustls=info");
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(log.clone()).init();
    let operator = random("operator-key");
    let (stripe, webhook) = (random("sk_live_"), random("whsec_"));
    let limits = ["--rate-limits", "off"];
    let keys = ["--operator-key", &operator, "--stripe-key", &stripe, "--stripe-webhook-secret", &webhook];
    let also: Vec<&str> = limits.into_iter().chain(keys).collect();
    let world = World::open(Database::Sqlite, &also).await?;
    let mut planted = Planted::default();
    planted.add("the operator's key", &operator);
    planted.add("the gateway's key", &stripe);
    planted.add("the secret of the gateway's messages", &webhook);
    let keys = fs::read_to_string(world.configuration.secret_file().with_extension("keys"))?;
    let master = keys.split(':').nth(1).unwrap_or_default().trim().to_owned();
    planted.add("the master key", &master);
    planted.add("the shop's secret", &hex::encode(fs::read(world.configuration.secret_file())?));
    let mut pages = shopper(&world, &mut planted).await?;
    pages.push(counter(&world, &mut planted, &operator).await?);
    pages.extend(errors(&world, &planted).await?);
    world.shop.work_jobs().await?;
    let found = search(&world, &planted, &log, &pages).await?;
    let mut wrong: Vec<String> = found.iter().map(|(what, places)| format!("{what}: {}", places.join(", "))).collect();
    let swapped = swapped(&world).await?;
    if swapped != 2 {
        wrong.push(format!("{swapped} of 2 texts in the other's place were noticed"));
    }
    let rotated = rotated(&world).await?;
    wrong.extend(rotated.1);
    wrong.iter().for_each(|why| eprintln!("      {why}"));
    let figure = json!({
        "planted": planted.0.len(), "found": found.len(), "swapped": swapped, "rotations": ROTATIONS,
        "resealed": rotated.0, "log_bytes": log.0.lock().unwrap_or_else(PoisonError::into_inner).len(),
        "pages": pages.len(), "wrong": wrong.len(),
    });
    Ok(Finding { figure, ok: wrong.is_empty() && planted.0.len() >= 30 })
}

/// What must not be found anywhere, by what it is.
#[derive(Default)]
struct Planted(BTreeMap<String, String>);

impl Planted {
    fn add(&mut self, what: &str, secret: &str) {
        assert!(secret.len() >= 12, "{what} is too short to be looked for: {secret}");
        self.0.insert(what.to_owned(), secret.to_owned());
    }
}

fn random(begins: &str) -> String {
    format!("{begins}{}", hex::encode(rand::random::<[u8; 16]>()))
}

/// The secret in the newest mail to an address.
async fn mailed(world: &World, email: &str, mark: &str) -> Result<String, Problem> {
    let catcher = world.sandbox.url("mail").ok_or("the world has no mail")?;
    for _ in 0..100 {
        world.shop.work_jobs().await?;
        let text = world.http.get(format!("{catcher}/messages.json?to={email}")).send().await?.text().await?;
        if let Some((_, rest)) = text.rsplit_once(mark) {
            return Ok(rest.chars().take_while(char::is_ascii_alphanumeric).collect());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(format!("no mail with {mark} came to {email}").into())
}

/// Signs up, signs in and out, sets passwords, begins a second factor; gives the pages that were shown.
async fn shopper(world: &World, planted: &mut Planted) -> Result<Vec<(String, String)>, Problem> {
    let email = "canary@example.org";
    let mut browser = Caller::new(world);
    let mut pages = Vec::new();
    let password = random("first password ");
    planted.add("a password at sign-up", &password);
    let refused = random("refused password ");
    planted.add("a password of a form that was refused", &refused);
    let answer = browser.post("/api/account/sign-up", &[("email", "no address"), ("password", &refused)]).await?;
    pages.push(("a refused sign-up".to_owned(), answer.body));
    pages.push(("the form of a refused sign-up".to_owned(), browser.get("/sign-up").await?.body));
    let typed = random("typed password ");
    planted.add("a password that was only measured", &typed);
    let answer = browser.post("/api/account/strength", &[("password", &typed)]).await?;
    pages.push(("the measure of a password".to_owned(), answer.body));
    browser.done("/api/account/sign-up", &[("email", email), ("username", "canary"), ("password", &password)]).await?;
    let token = mailed(world, email, "?token=").await?;
    planted.add("the token of a sign-up", &token);
    browser.done("/api/account/verify", &[("token", &token)]).await?;
    planted.add("the session of a sign-up", browser.cookies.get("sid").ok_or("nobody is signed in")?);
    planted.add("a device", browser.cookies.get("device").ok_or("the browser is not known")?);
    browser.post("/api/account/sign-out", &[]).await?;
    for number in 1..=3 {
        let wrong = random("wrong password ");
        planted.add(&format!("wrong password {number}"), &wrong);
        let login = if number == 3 { "nobody@example.org" } else { email };
        let answer = browser.post("/api/account/sign-in", &[("login", login), ("password", &wrong)]).await?;
        pages.push((format!("a refused sign-in {number}"), answer.body));
        pages.push((format!("the form of a refused sign-in {number}"), browser.get("/sign-in").await?.body));
    }
    for (number, known) in [(1, "canary-code"), (2, "canary-link"), (3, "canary-kept")] {
        let made_up = random(known);
        planted.add(&format!("a made-up token {number}"), &made_up);
        for page in ["/api/account/verify", "/api/account/magic/use", "/api/account/reset/use"] {
            pages.push((
                page.to_owned(),
                browser.post(page, &[("token", &made_up), ("password", &refused)]).await?.body,
            ));
        }
    }
    browser.done("/api/account/reset/ask", &[("email", email)]).await?;
    let token = mailed(world, email, "/reset?token=").await?;
    planted.add("the token of a reset", &token);
    let second = random("second password ");
    planted.add("a password at a reset", &second);
    browser.post("/api/account/reset/use", &[("token", &token), ("password", &second)]).await?;
    browser.done("/api/account/magic/ask", &[("email", email)]).await?;
    let token = mailed(world, email, "/magic?token=").await?;
    planted.add("the token of a magic link", &token);
    // An owner who failed to sign in waits a moment; the link works without.
    let answer = browser.post("/api/account/magic/use", &[("token", &token)]).await?;
    if answer.status != 303 {
        return Err(format!("the magic link does not work: {}", answer.status).into());
    }
    let session =
        browser.cookies.get("sid").filter(|secret| !secret.is_empty()).ok_or("the magic link opens nothing")?;
    planted.add("the session of a magic link", &session.clone());
    browser.post("/api/security/app/begin", &[]).await?;
    let page = browser.get("/account/security/app").await?.body;
    let totp = page.split_once("data-secret=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    planted.add("the secret of an app", totp);
    let card = "4000056655665556";
    planted.add("the number of a card", card);
    browser.post("/api/checkout/pay", &[("validation", "x"), ("card_number", card)]).await?;
    browser.post("/api/wallet/top-up", &[("amount", "x"), ("card_number", card)]).await?;
    Ok(pages)
}

/// Behind the counter: keys of marketplaces and programs, invitations, the operator's own key.
async fn counter(world: &World, planted: &mut Planted, operator: &str) -> Result<(String, String), Problem> {
    let mut machine = Caller::new(world);
    machine.done("/api/operator/sign-in", &[("key", operator)]).await?;
    planted.add("the operator's session", machine.cookies.get("operator").ok_or("the key opens nothing")?);
    let wrong = random("wrong operator key ");
    planted.add("a wrong operator's key", &wrong);
    machine.post("/api/operator/sign-in", &[("key", &wrong)]).await?;
    let account = caller::account(world, "canaryowner", "owner").await?;
    let mut owner = Caller::signed(world, &account, true).await?;
    planted.add("the session of an owner", owner.cookies.get("sid").ok_or("no session")?);
    for marketplace in ["harbor", "kitemart", "lumen", "nomad"] {
        let key = random("marketplace-key-");
        planted.add(&format!("the key of {marketplace}"), &key);
        owner.done("/api/staff/marketplace-key", &[("marketplace", marketplace), ("key", &key)]).await?;
    }
    let shown = owner.get("/operator/marketplaces").await?.body;
    let form = [("name", "Reports"), ("days", "30"), ("permissions[books.see]", "1")];
    owner.done("/api/staff/make-key", &form).await?;
    planted.add("the secret of a key", owner.cookies.get("new_key").ok_or("no key was shown")?);
    let listed = owner.get("/operator/keys").await?.body;
    let id = listed.split_once("name=\"key\" value=\"").and_then(|(_, rest)| rest.split('"').next());
    let id = id.ok_or("the key is not listed")?.to_owned();
    owner.done("/api/staff/rotate-key", &[("key", &id)]).await?;
    planted.add("another secret of a key", owner.cookies.get("new_key").ok_or("no key was shown")?);
    owner.get("/operator/keys").await?;
    let bearer = random("oc_");
    planted.add("a made-up key of a program", &bearer);
    world.http.get(format!("{}/v1/books", world.url)).bearer_auth(&bearer).send().await?;
    owner.done("/api/staff/invite", &[("email", "invited@example.org"), ("role", "support")]).await?;
    planted.add("the token of an invitation", &mailed(world, "invited@example.org", "/join?token=").await?);
    let refused = random("key-with-a-break-");
    planted.add("a refused key of a marketplace", &refused);
    owner.post("/api/staff/marketplace-key", &[("marketplace", "harbor"), ("key", &format!("{refused}\n1"))]).await?;
    Ok(("the page of marketplaces".to_owned(), shown))
}

/// What the shop answers to what it cannot take, with secrets in every place of the request.
async fn errors(world: &World, planted: &Planted) -> Result<Vec<(String, String)>, Problem> {
    let secret = planted.0.get("a made-up token 1").cloned().unwrap_or_default();
    let mut pages = Vec::new();
    let url = |path: &str| format!("{}{path}", world.url);
    let requests = [
        ("a page that is not there", world.http.get(url("/nothing/here"))),
        ("a bad form", world.http.post(url("/api/account/sign-in")).body("%%%")),
        ("another kind", world.http.post(url("/api/account/sign-in")).header("content-type", "text/plain").body("x")),
        ("a body that is too large", world.http.post(url("/api/account/sign-in")).body("x".repeat(2_000_000))),
        ("a bad method", world.http.delete(url("/api/account/sign-in"))),
        ("a bad message", world.http.post(url("/webhooks/stripe")).header("stripe-signature", &secret).body("{}")),
        ("somebody else's order", world.http.get(url("/order/OC-AAAA-AAAA?token=00000000000000000000000000000000"))),
    ];
    for (what, request) in requests {
        let answer =
            request.header("authorization", format!("Bearer {secret}")).header("cookie", format!("sid={secret}"));
        let body = match answer.send().await {
            Ok(answer) => answer.text().await.unwrap_or_default(),
            // Whoever sends too much is cut off.
            Err(_) => String::new(),
        };
        pages.push((what.to_owned(), body));
    }
    Ok(pages)
}

/// Where which secret was found.
async fn search(
    world: &World,
    planted: &Planted,
    log: &Log,
    pages: &[(String, String)],
) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let mut places: Vec<(String, Vec<u8>)> = Vec::new();
    places.push(("the log".to_owned(), log.0.lock().unwrap_or_else(PoisonError::into_inner).clone()));
    for (table, rows) in state::rows(world).await? {
        places.push((format!("a dump of {table}"), rows.join("\n").into_bytes()));
    }
    let address = world.configuration.database_url.trim_start_matches("sqlite://");
    let file = address.split('?').next().unwrap_or_default();
    for name in [file.to_owned(), format!("{file}-wal"), format!("{file}-shm")] {
        places.push((
            format!("the file {}", name.rsplit('/').next().unwrap_or_default()),
            fs::read(&name).unwrap_or_default(),
        ));
    }
    places.extend(pages.iter().map(|(page, body)| (format!("the page: {page}"), body.clone().into_bytes())));
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (what, secret) in &planted.0 {
        // As it is, as forms carry it, and as hexadecimal digits.
        let forms = [secret.clone(), secret.replace(' ', "+"), secret.replace(' ', "%20"), hex::encode(secret)];
        for (place, bytes) in &places {
            let holds = |form: &String| bytes.windows(form.len()).any(|piece| piece == form.as_bytes());
            if forms.iter().any(holds) {
                found.entry(what.clone()).or_default().push(place.clone());
            }
        }
    }
    Ok(found)
}

/// Has the sealed keys of two marketplaces change places, and counts how many of them are noticed.
async fn swapped(world: &World) -> Result<usize, Problem> {
    let kept = store::marketplaces::sealed_keys(world.shop.store().reader()).await?;
    let (harbor, lumen) = (&kept[&"harbor".parse()?], &kept[&"lumen".parse()?]);
    let put = async |to_harbor: &str, to_lumen: &str| {
        for (id, text) in [("harbor", to_harbor), ("lumen", to_lumen)] {
            world.run(&format!("UPDATE marketplace SET api_key_sealed = '{text}' WHERE id = '{id}'")).await?;
        }
        Ok::<_, Problem>(())
    };
    let secrets = Secrets::new(&world.configuration.master_keys()?)?;
    put(lumen, harbor).await?;
    let mut refused = 0;
    for marketplace in ["harbor", "lumen"] {
        let opened = services::staff::key_of(world.shop.store(), &secrets, &marketplace.parse()?).await;
        refused += usize::from(opened.is_err());
    }
    put(harbor, lumen).await?;
    Ok(refused)
}

/// Changes the master key again and again while keys are being set; gives how many texts were sealed anew, and what went
/// wrong.
async fn rotated(world: &World) -> Result<(u64, Vec<String>), Problem> {
    let MasterKeys::File(file) = world.configuration.master_keys()? else { return Err("no file of keys".into()) };
    let keys = MasterKeys::File(file);
    let account = caller::account(world, "rotatingowner", "owner").await?;
    let (mut wrong, mut resealed, mut last) = (Vec::new(), 0, BTreeMap::new());
    for round in 0..ROTATIONS {
        let setting = async {
            let mut owner = Caller::signed(world, &account, true).await?;
            let mut set = BTreeMap::new();
            for marketplace in ["harbor", "kitemart", "lumen", "nomad", "harbor", "lumen"] {
                let key = format!("key-{round}-{}", random(""));
                owner.done("/api/staff/marketplace-key", &[("marketplace", marketplace), ("key", &key)]).await?;
                set.insert(marketplace, key);
            }
            Ok::<_, Problem>(set)
        };
        let rotating = async {
            let secrets = Secrets::new(&keys)?;
            keys.add()?;
            let first = rotation::reseal(world.shop.store(), &secrets).await?;
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let again = rotation::reseal(world.shop.store(), &secrets).await?;
            Ok::<_, Problem>((first.resealed + again.resealed, [first.lost, again.lost].concat()))
        };
        let (set, rotated) = tokio::join!(setting, rotating);
        let (count, lost) = rotated?;
        resealed += count;
        wrong.extend(lost.into_iter().map(|place| format!("round {round}: {place} does not open")));
        last = set?;
    }
    let secrets = Secrets::new(&keys)?;
    resealed += rotation::reseal(world.shop.store(), &secrets).await?.resealed;
    for (marketplace, key) in last {
        let kept = services::staff::key_of(world.shop.store(), &secrets, &marketplace.parse()?).await;
        if kept.ok().flatten().as_deref() != Some(key.as_str()) {
            wrong.push(format!("the key of {marketplace} is not the one that was set last"));
        }
    }
    let newest = secrets.key_ids().first().map(|id| id.as_str().to_owned()).unwrap_or_default();
    let needed = rotation::needed(world.shop.store()).await?;
    if needed.keys().any(|key| *key != newest) {
        wrong.push(format!("former keys are still needed: {needed:?}, and {newest} seals"));
    }
    Ok((resealed, wrong))
}
