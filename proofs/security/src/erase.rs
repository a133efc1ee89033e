//! A person with thirteen marks goes through the whole shop: their export holds every mark, and after they are erased none is
//! left in any table, nor in the files of the database. The books stay as they were.

use std::{collections::BTreeMap, fs, time::Duration};

use domain::{ids::ProductRef, locale::Locale, money::Currency, search::SearchQuery, time::Timestamp, visit::Visit};

use serde_json::json;

use crate::{Database, Finding, Problem, Size, state, world::World};

/// What tells this person from everybody else, each in a field of its own.
const MARKS: [&str; 13] = [
    "zqmail4711",
    "zquser4712",
    "Zqfirst",
    "Zqlast",
    "Zqreceiver",
    "Zqstreet",
    "Zqextra",
    "Zqtown",
    "912004713",
    "zqsearch",
    "ZQSIZE",
    "Zqorderstreet",
    "Zqlist",
];

const PASSWORD: &str = "a long sentence that nobody guesses";

/// A card that the practice gateway takes.
const CARD: [(&str, &str); 4] =
    [("card_number", "4242424242424242"), ("expiry", "12/34"), ("security_code", "123"), ("cardholder", "Zqlast")];

/// A browser without scripts: cookies, forms, and where an answer leads.
struct Browser<'a> {
    world: &'a World,
    cookies: BTreeMap<String, String>,
}

struct Answer {
    status: u16,
    leads: String,
    body: String,
}

impl<'a> Browser<'a> {
    fn new(world: &'a World) -> Self {
        Self { world, cookies: BTreeMap::new() }
    }

    async fn get(&mut self, path: &str) -> Result<Answer, Problem> {
        let asking = self.world.http.get(format!("{}{path}", self.world.url));
        self.ask(asking).await
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Answer, Problem> {
        let origin = self.world.url.clone();
        let asking = self.world.http.post(format!("{origin}{path}")).header("origin", &origin).form(form);
        self.ask(asking).await
    }

    async fn ask(&mut self, asking: reqwest::RequestBuilder) -> Result<Answer, Problem> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = asking.header("accept", "text/html").header("cookie", cookies.join("; ")).send().await?;
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

    /// Posts a form that must be taken: the answer leads on, and to no trouble.
    async fn done(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Answer, Problem> {
        let answer = self.post(path, form).await?;
        let good = answer.status == 303 && !answer.leads.contains("problem=") && !answer.leads.contains("sign-in");
        if good { Ok(answer) } else { Err(format!("{path}: {} to {}", answer.status, answer.leads).into()) }
    }
}

/// The proof; its figure is how many traces are left, and how many marks the export lacks.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &[]).await?;
    let product = something(&world).await?;
    let mut other = Browser::new(&world);
    sign_up(&mut other, "bystander@example.org", "bystander").await?;
    address(&mut other, "Bystander", "Bystreet 1", "", "Lisboa", "").await?;
    let mut person = Browser::new(&world);
    live(&mut person, &product).await?;
    let before = found(&world, size.database).await?;
    if before.len() < MARKS.len() {
        return Err(format!("only {} of {} marks are there before: {before:?}", before.len(), MARKS.len()).into());
    }
    let books = amounts(&world).await?;
    let lacking = export(&mut person).await?;
    leave(&mut person).await?;
    let left = found(&world, size.database).await?;
    let mut faults: Vec<String> = left.iter().map(|(mark, places)| format!("{mark} in {places:?}")).collect();
    if amounts(&world).await? != books {
        faults.push("the books are not as they were".to_owned());
    }
    faults.extend(world.shop.broken_invariants().await?.into_iter().map(|(name, _)| format!("broken: {name}")));
    if other.get("/account/addresses").await?.body.matches("Bystreet 1").count() == 0 {
        faults.push("somebody else lost their address".to_owned());
    }
    if person.post("/api/account/sign-in", &[("login", "zquser4712"), ("password", PASSWORD)]).await?.leads
        == "/account"
    {
        faults.push("whoever was erased can sign in".to_owned());
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    let figure = json!({
        "marks": MARKS.len(),
        "left": left.values().map(Vec::len).sum::<usize>(),
        "lacking_in_export": lacking,
        "faults": faults,
    });
    Ok(Finding { figure, ok: faults.is_empty() && lacking.is_empty() })
}

/// Something that a marketplace sells, by its name.
async fn something(world: &World) -> Result<ProductRef, Problem> {
    let visit = Visit { visitor: None, locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() };
    for text in ["mug", "lamp", "kettle", "chair", "bottle"] {
        let query = SearchQuery { text: text.to_owned(), page: 1, ..SearchQuery::default() };
        let groups = world.shop.search(&visit, query).await.groups;
        let offers = groups.into_iter().flat_map(|group| group.offers).map(|offer| offer.product);
        let sold = |product: &domain::catalog::Product| {
            product.reference.marketplace.as_str() == "harbor"
                && product.variants.len() == 1
                && product.availability.is_in_stock()
        };
        if let Some(product) = offers.into_iter().find(sold) {
            return Ok(product.reference);
        }
    }
    Err("harbor sells nothing".into())
}

async fn sign_up(browser: &mut Browser<'_>, email: &str, username: &str) -> Result<(), Problem> {
    let form = [("email", email), ("username", username), ("password", PASSWORD)];
    browser.done("/api/account/sign-up", &form).await?;
    let token = mailed(browser.world, email).await?;
    browser.done("/api/account/verify", &[("token", &token)]).await?;
    Ok(())
}

/// The secret in the newest mail to an address.
async fn mailed(world: &World, email: &str) -> Result<String, Problem> {
    let desk = world.sandbox.url("mail").ok_or("the world has no mail")?;
    for _ in 0..100 {
        world.shop.work_jobs().await?;
        let text = world.http.get(format!("{desk}/messages.json?to={email}")).send().await?.text().await?;
        if let Some((_, rest)) = text.rsplit_once("?token=") {
            return Ok(rest.chars().take_while(char::is_ascii_alphanumeric).collect());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("no mail came to {email}").into())
}

async fn address(
    browser: &mut Browser<'_>,
    name: &str,
    street: &str,
    extra: &str,
    city: &str,
    phone: &str,
) -> Result<(), Problem> {
    let form = [
        ("name", name),
        ("street", street),
        ("extra", extra),
        ("postcode", "1100-419"),
        ("city", city),
        ("country", "PT"),
        ("phone", phone),
    ];
    browser.done("/api/profile/address/save", &form).await?;
    Ok(())
}

/// Everything that leaves something of a person: from the first look as a guest to parcels that arrived.
async fn live(person: &mut Browser<'_>, product: &ProductRef) -> Result<(), Problem> {
    let world = person.world;
    person.done("/api/privacy/answer", &[("behaviour", "yes"), ("back", "/")]).await?;
    person.get("/search?q=zqsearch%20lamp").await?;
    person.get(&domain::visit::ProductPage::address(product)).await?;
    seen(world, 2).await?;
    sign_up(person, "zqmail4711@example.org", "zquser4712").await?;
    let names = [("first_name", "Zqfirst"), ("last_name", "Zqlast"), ("username", "zquser4712")];
    person.done("/api/profile/names", &names).await?;
    address(person, "Zqreceiver", "Zqstreet 1", "Zqextra", "Zqtown", "912004713").await?;
    let preferences =
        [("delivery", "fastest"), ("sizes", "ZQSIZE"), ("keeps_searches", "on"), ("stance[nomad]", "hidden")];
    person.done("/api/profile/preferences", &preferences).await?;
    person.done("/api/profile/notifications", &[("wanted[]", "news:mail")]).await?;
    let name = product.to_string();
    person.done("/api/profile/saved/add", &[("product", &name), ("back", "/account/saved")]).await?;
    person.done("/api/lists/new", &[("list_name", "Zqlist")]).await?;
    person.get("/search?q=zqsearch").await?;
    person.done("/api/account/magic/ask", &[("email", "zqmail4711@example.org")]).await?;
    buy(person, &name).await?;
    seen(world, 3).await
}

/// Waits until so many moments are remembered.
async fn seen(world: &World, count: usize) -> Result<(), Problem> {
    for _ in 0..200 {
        if world.rows("SELECT id FROM behaviour_event").await?.len() >= count {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("what somebody who agreed did was not remembered".into())
}

async fn buy(person: &mut Browser<'_>, product: &str) -> Result<(), Problem> {
    person.done("/api/cart/add", &[("product", product), ("quantity", "1")]).await?;
    let details = [
        ("email", "zqmail4711@example.org"),
        ("name", "Zqfirst Zqlast"),
        ("street", "Zqorderstreet 2"),
        ("postcode", "1100-419"),
        ("city", "Lisboa"),
        ("country", "PT"),
    ];
    person.done("/api/checkout/details", &details).await?;
    person.done("/api/checkout/delivery", &[]).await?;
    let review = person.get("/checkout").await?.body;
    let validation = review.split_once("name=\"validation\" value=\"").map(|(_, rest)| rest);
    let validation = validation.and_then(|rest| rest.split('"').next()).ok_or("the review has nothing to agree to")?;
    let agreed = [("validation", validation), ("policy", "keep_rest"), ("tolerance", "0"), ("payment", "card")];
    let page = person.done("/api/checkout/pay", &agreed).await?.leads;
    let world = person.world;
    world.http.post(&page).form(&CARD).send().await?;
    for _ in 0..600 {
        world.shop.sweep_payments().await?;
        world.work().await?;
        deliver(world).await?;
        world.shop.sweep_tracking().await?;
        world.shop.work_jobs().await?;
        if !world.rows("SELECT number FROM \"order\" WHERE status = 'delivered'").await?.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("the order was not delivered".into())
}

/// Moves every order at harbor to the door.
async fn deliver(world: &World) -> Result<(), Problem> {
    let desk = world.sandbox.url("harbor").ok_or("the world has no harbor")?;
    let orders = world.http.get(format!("{desk}/sandbox/orders")).send().await?.text().await?;
    let orders: serde_json::Value = serde_json::from_str(&orders)?;
    for id in orders.as_array().into_iter().flatten().filter_map(|order| order["id"].as_str()) {
        let to = world.http.post(format!("{desk}/sandbox/orders/{id}/advance"));
        to.header("content-type", "application/json").body(r#"{"to":"delivered"}"#).send().await?;
    }
    Ok(())
}

/// The marks that either file of the export lacks.
async fn export(person: &mut Browser<'_>) -> Result<Vec<&'static str>, Problem> {
    let json = person.get("/account/export.json").await?;
    let csv = person.get("/account/export.csv").await?;
    if (json.status, csv.status) != (200, 200) {
        return Err(format!("no export: {} and {}", json.status, csv.status).into());
    }
    if csv.body.contains("Bystander") || json.body.contains("Bystander") {
        return Err("the export holds somebody else".into());
    }
    let lacking = MARKS.into_iter().filter(|mark| !json.body.contains(mark) || !csv.body.contains(mark)).collect();
    Ok(lacking)
}

/// Asks to be erased, changes their mind, asks again, and is erased when the days are over and not before.
async fn leave(person: &mut Browser<'_>) -> Result<(), Problem> {
    let world = person.world;
    let asked = async || world.rows("SELECT user_id FROM erasure").await.map(|rows| rows.len());
    person.post("/api/privacy/erase", &[]).await?;
    if asked().await? != 0 {
        return Err("who did not say that they mean it is to be erased".into());
    }
    person.done("/api/privacy/erase", &[("sure", "on")]).await?;
    person.done("/api/privacy/keep", &[]).await?;
    if asked().await? != 0 {
        return Err("who changed their mind is to be erased".into());
    }
    person.done("/api/privacy/erase", &[("sure", "on")]).await?;
    world.shop.work_jobs().await?;
    let now = Timestamp(i64::try_from(std::time::UNIX_EPOCH.elapsed()?.as_millis())?);
    if world.shop.sweep_erasures(now).await? != 0 {
        return Err("somebody was erased before their day".into());
    }
    if world.shop.sweep_erasures(now.plus(8 * Timestamp::DAY)).await? != 1 {
        return Err("nobody was erased on their day".into());
    }
    Ok(())
}

/// Where each mark is: tables, and files of the database.
async fn found(world: &World, database: Database) -> Result<BTreeMap<&'static str, Vec<String>>, Problem> {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let tables = state::rows(world).await?;
    for mark in MARKS {
        let holds = |text: &String| text.to_lowercase().contains(&mark.to_lowercase());
        let of_mark = tables.iter().filter(|(_, rows)| rows.iter().any(holds)).map(|(table, _)| table.clone());
        let mut of_mark: Vec<String> = of_mark.collect();
        if matches!(database, Database::Sqlite) {
            of_mark.extend(files_with(world, mark)?);
        }
        if !of_mark.is_empty() {
            places.insert(mark, of_mark);
        }
    }
    Ok(places)
}

fn files_with(world: &World, mark: &str) -> Result<Vec<String>, Problem> {
    let address = world.configuration.database_url.trim_start_matches("sqlite://");
    let file = address.split('?').next().unwrap_or_default();
    let mut holding = Vec::new();
    for name in [file.to_owned(), format!("{file}-wal")] {
        let bytes = fs::read(&name).unwrap_or_default().to_ascii_lowercase();
        if bytes.windows(mark.len()).any(|piece| piece == mark.to_ascii_lowercase().as_bytes()) {
            holding.push(name.rsplit('/').next().unwrap_or_default().to_owned());
        }
    }
    Ok(holding)
}

/// The amounts of the books, currency by currency and account by account.
async fn amounts(world: &World) -> Result<Vec<(String, i64)>, Problem> {
    let question = "SELECT account || ' ' || currency, CAST(SUM(amount) AS BIGINT) FROM ledger_entry \
                    GROUP BY account, currency ORDER BY 1";
    let read =
        world.rows(question).await?.into_iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    read.collect()
}
