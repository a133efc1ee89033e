//! People who never said yes, said no, forged a yes or took theirs back look around, search, fill a cart and buy: nothing of
//! it is written down. Beside them somebody agrees, so that it is known that it would have been; has what led to a
//! suggestion forgotten, and sees another list; and takes the yes back.

use std::time::Duration;

use domain::{
    catalog::Availability,
    consent::Answer,
    ids::ProductRef,
    locale::Locale,
    money::Currency,
    search::SearchQuery,
    visit::{ProductPage, Visit},
};
use serde_json::json;

use crate::{Finding, Problem, Size, caller::Caller, world::World};

/// A card that the practice gateway takes.
const CARD: [(&str, &str); 4] =
    [("card_number", "4242424242424242"), ("expiry", "12/34"), ("security_code", "123"), ("cardholder", "Somebody")];

/// The tables in which something about what people do could stand.
const TABLES: [&str; 2] = ["behaviour_event", "unwanted_suggestion"];

/// How many there must be of a thing, as everybody here buys one.
const ENOUGH: u32 = 12;

/// What was found wrong.
type Faults = Vec<String>;

/// The proof; its figure is how many rows there are of people who did not agree, and what of somebody who did.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &[]).await?;
    world.shop.learn().await?;
    let goods = goods(&world).await?;
    let mut canary = agreed(&world).await?;
    let mut faults = Faults::new();
    let mut rows = 0;
    for who in ["unasked", "refused", "forged"] {
        let mut person = Caller::new(&world);
        match who {
            "refused" => {
                person.done("/api/privacy/answer", &[("behaviour", "no"), ("back", "/")]).await?;
            }
            "forged" => {
                person.cookies.insert(Answer::COOKIE.to_owned(), Answer { behaviour: true }.cookie());
                person.cookies.insert("visitor".to_owned(), format!("{:032x}", rand::random::<u128>()));
            }
            _ => {}
        }
        live(&mut person, &goods).await?;
        everything_is_written(&mut canary, &goods).await?;
        let found = of_others(&world, visitor(&canary)).await?;
        eprintln!("{who}: {found} rows");
        if found > 0 {
            faults.push(format!("{who}: {found} rows"));
        }
        if suggestions(&mut person).await?.iter().any(|one| !one.because.is_empty()) {
            faults.push(format!("{who}: the home page knows them"));
        }
        rows += found;
    }
    let kinds = somebody_who_agrees(&world, &goods, &mut canary, &mut faults).await?;
    rows += somebody_signed_in(&world, &goods, &mut canary, &mut faults).await?;
    for fault in &faults {
        eprintln!("{fault}");
    }
    let figure = json!({ "rows_without_consent": rows, "kinds_with_consent": kinds, "faults": faults });
    Ok(Finding { figure, ok: faults.is_empty() && rows == 0 })
}

/// Somebody agrees: all four kinds are written down, the home page follows, forgetting changes it, and a no ends it. Gives
/// how many kinds were written down.
async fn somebody_who_agrees(
    world: &World,
    goods: &[ProductRef],
    canary: &mut Caller<'_>,
    faults: &mut Faults,
) -> Result<usize, Problem> {
    let mut person = agreed(world).await?;
    live(&mut person, goods).await?;
    everything_is_written(canary, goods).await?;
    let who = visitor(&person).to_owned();
    let kinds = world.rows(&format!("SELECT DISTINCT kind FROM behaviour_event WHERE visitor = '{who}'")).await?.len();
    if kinds != 4 {
        faults.push(format!("of somebody who agreed {kinds} kinds are written down, and there are 4"));
    }
    let before = suggestions(&mut person).await?;
    let Some(first) = before.iter().find(|one| one.because.contains(':')) else {
        return Err(format!("the home page suggests nothing because of what somebody did: {before:?}").into());
    };
    let about = format!("SELECT id FROM behaviour_event WHERE visitor = '{who}' AND about = '{}'", first.because);
    if world.rows(&about).await?.is_empty() {
        faults.push(format!("{} is told as a reason, and was not done", first.because));
    }
    let form = [("product", first.product.as_str()), ("because", first.because.as_str())];
    person.done("/api/recommendations/forget", &form).await?;
    if !world.rows(&about).await?.is_empty() {
        faults.push("what was to be forgotten is still there".to_owned());
    }
    let after = suggestions(&mut person).await?;
    let still = after.iter().any(|one| one.because == first.because || one.product == first.product);
    if after == before || still {
        faults.push(format!("the list is as before, although {} was forgotten", first.because));
    }
    let left = of(world, &who).await?;
    // Somebody else cannot have it forgotten.
    let mut stranger = agreed(world).await?;
    for one in &after {
        stranger.post("/api/recommendations/forget", &[("product", &one.product), ("because", &one.because)]).await?;
    }
    if of(world, &who).await? != left {
        faults.push("a stranger had something forgotten".to_owned());
    }
    person.done("/api/privacy/answer", &[("behaviour", "no"), ("back", "/")]).await?;
    live(&mut person, goods).await?;
    person.post("/api/recommendations/forget", &form).await?;
    everything_is_written(canary, goods).await?;
    let left = of(world, &who).await?;
    if left > 0 {
        faults.push(format!("withdrawn: {left} rows"));
    }
    if !suggestions(&mut person).await?.is_empty() {
        faults.push("withdrawn: the home page knows them".to_owned());
    }
    Ok(kinds)
}

/// Somebody with an account agrees on its privacy page, and takes it back there. Gives how many rows are left.
async fn somebody_signed_in(
    world: &World,
    goods: &[ProductRef],
    canary: &mut Caller<'_>,
    faults: &mut Faults,
) -> Result<usize, Problem> {
    let account = world.account(1).await?;
    let mut person = Caller::signed(world, &account, false).await?;
    let found = world.rows(&format!("SELECT visitor FROM \"user\" WHERE id = '{account}'")).await?;
    let who: String = found.first().ok_or("the account is gone")?.try_get_by_index(0)?;
    let mut left = Vec::new();
    for given in ["", "yes", "no"] {
        if !given.is_empty() {
            person.done("/api/privacy/consent", &[("purpose", "behaviour"), ("given", given)]).await?;
        }
        person.get(&ProductPage::address(&goods[0])).await?;
        person.get("/search?q=lamp").await?;
        everything_is_written(canary, goods).await?;
        left.push(of(world, &who).await?);
    }
    if left[0] != 0 || left[1] == 0 || left[2] != 0 {
        faults.push(format!("somebody signed in who did not answer, agreed, took it back: {left:?} rows"));
    }
    Ok(left[0] + left[2])
}

/// A thing that the home page suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    product: String,
    /// The thing or the words that led to it; empty where nothing did.
    because: String,
}

/// What the home page suggests to somebody.
async fn suggestions(person: &mut Caller<'_>) -> Result<Vec<Told>, Problem> {
    let body = person.get("/").await?.body;
    let forms = body.split("action=\"/api/recommendations/forget\"").skip(1);
    let value = |form: &str, name: &str| {
        let form = form.split("</form>").next()?;
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let told = forms.filter_map(|form| {
        let because = value(form, "because").or_else(|| value(form, "words")).unwrap_or_default();
        Some(Told { product: value(form, "product")?, because })
    });
    Ok(told.collect())
}

/// Some things that one marketplace sells in one form each.
async fn goods(world: &World) -> Result<Vec<ProductRef>, Problem> {
    let visit = Visit { visitor: None, locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() };
    let mut found: Vec<ProductRef> = Vec::new();
    for text in ["mug", "lamp", "kettle", "chair", "bottle"] {
        let query = SearchQuery { text: text.to_owned(), page: 1, ..SearchQuery::default() };
        let groups = world.shop.search(&visit, query).await.groups;
        let offers = groups.into_iter().flat_map(|group| group.offers).map(|offer| offer.product);
        let sold = offers.filter(|product| {
            product.reference.marketplace.as_str() == "harbor"
                && product.variants.len() == 1
                && matches!(product.availability, Availability::InStock(None | Some(ENOUGH..)))
        });
        found.extend(sold.take(1).map(|product| product.reference));
    }
    found.sort();
    found.dedup();
    if found.len() < 2 { Err("harbor sells too little".into()) } else { Ok(found) }
}

/// Somebody who agrees.
async fn agreed(world: &World) -> Result<Caller<'_>, Problem> {
    let mut person = Caller::new(world);
    person.done("/api/privacy/answer", &[("behaviour", "yes"), ("back", "/")]).await?;
    Ok(person)
}

fn visitor<'a>(person: &'a Caller<'_>) -> &'a str {
    person.cookies.get("visitor").map(String::as_str).unwrap_or_default()
}

/// Everything a shopper does, from looking around to an order that was placed.
async fn live(person: &mut Caller<'_>, goods: &[ProductRef]) -> Result<(), Problem> {
    person.get("/").await?;
    person.get("/search?q=brass%20lamp").await?;
    for product in goods {
        person.get(&ProductPage::address(product)).await?;
    }
    let product = goods[0].to_string();
    person.done("/api/cart/add", &[("product", &product), ("quantity", "1")]).await?;
    person.get("/cart").await?;
    let details = [
        ("email", "somebody@example.org"),
        ("name", "Somebody Else"),
        ("street", "Rua da Prata 2"),
        ("postcode", "1100-419"),
        ("city", "Lisboa"),
        ("country", "PT"),
    ];
    person.done("/api/checkout/details", &details).await?;
    person.done("/api/checkout/delivery", &[]).await?;
    let review = person.get("/checkout").await?.body;
    let validation = review.split_once("name=\"validation\" value=\"").map(|(_, rest)| rest);
    let validation = validation.and_then(|rest| rest.split('"').next()).ok_or("the review has nothing to agree to")?;
    let consent = [("validation", validation), ("policy", "keep_rest"), ("tolerance", "0"), ("payment", "card")];
    let page = person.done("/api/checkout/pay", &consent).await?.leads;
    let world = person.world();
    world.http.post(&page).form(&CARD).send().await?;
    let waiting = format!("SELECT number FROM \"order\" WHERE visitor = '{}' AND status = 'pending'", visitor(person));
    for _ in 0..600 {
        world.shop.sweep_payments().await?;
        world.work().await?;
        if world.rows(&waiting).await?.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("the order was not placed".into())
}

/// Waits until what somebody who agreed does now is written down: what others did before is written down by then, or never.
async fn everything_is_written(canary: &mut Caller<'_>, goods: &[ProductRef]) -> Result<(), Problem> {
    let world = canary.world();
    let who = visitor(canary).to_owned();
    let before = of(world, &who).await?;
    canary.get(&ProductPage::address(&goods[0])).await?;
    for _ in 0..400 {
        if of(world, &who).await? > before {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Err("what somebody who agreed did is not written down".into())
}

/// How many rows there are of everybody but one.
async fn of_others(world: &World, visitor: &str) -> Result<usize, Problem> {
    let mut count = 0;
    for table in TABLES {
        count += world.rows(&format!("SELECT visitor FROM {table} WHERE visitor <> '{visitor}'")).await?.len();
    }
    Ok(count)
}

/// How many rows there are of a visitor.
async fn of(world: &World, visitor: &str) -> Result<usize, Problem> {
    let mut count = 0;
    for table in TABLES {
        count += world.rows(&format!("SELECT visitor FROM {table} WHERE visitor = '{visitor}'")).await?.len();
    }
    Ok(count)
}
