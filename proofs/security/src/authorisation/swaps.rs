//! What is somebody else's, asked for by its id: in every path, as every filter, in every body and in lists of ids. Customer
//! A asks; customer B's rows must stay as they were, and nothing of B may be shown.

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, ProductRef},
    locale::Locale,
    money::{Currency, Money},
    papers::{Content, PaperKind},
    search::SearchQuery,
    time::Timestamp,
    visit::Visit,
};

use super::table::{DOORS, PAGES, Who};
use crate::{
    Problem,
    caller::{self, Caller},
    state,
    world::World,
};

/// When the paper was issued that is asked for.
const IN_2026: Timestamp = Timestamp(1_795_248_000_000);

/// What stands in everything that is B's, and nowhere else.
const MARK: &str = "bbmark";

/// Names that a form or an address may carry an id under.
const NAMES: [&str; 24] = [
    "id",
    "ids",
    "address",
    "address_id",
    "search",
    "session",
    "key",
    "passkey",
    "order",
    "number",
    "account",
    "account_id",
    "user",
    "user_id",
    "visitor",
    "visitor_id",
    "wallet",
    "wallet_id",
    "token",
    "method",
    "payment",
    "email",
    "login",
    "who",
];

/// Tries every combination; gives how many there were.
pub(super) async fn run(world: &World, surprises: &mut Vec<String>) -> Result<u64, Problem> {
    let one = caller::account(world, "swappera", "customer").await?;
    let other = caller::account(world, MARK, "customer").await?;
    let theirs = possessions(world, &other).await?;
    let asking = world.rows(&format!("SELECT visitor FROM \"user\" WHERE id = '{one}'")).await?;
    let asking: String = asking.first().ok_or("A is not there")?.try_get_by_index(0)?;
    let asking = [one.to_string(), asking];
    let before = rows_of(world, &other, &theirs, &asking).await?;
    if before.len() < 5 {
        return Err(format!("customer B has too little to lose: {:?}", before.keys()).into());
    }
    let mut tried = 0;
    for door in DOORS.iter().filter(|door| !door.reads && door.who != Who::OnlyKey) {
        for (what, id) in &theirs {
            // The operator's door keeps whoever has the wrong key waiting.
            if door.path.starts_with("operator/sign-in") {
                continue;
            }
            let mut asks = Caller::signed(world, &one, true).await?;
            let single: Vec<(String, &str)> = NAMES.iter().map(|name| ((*name).to_owned(), id.as_str())).collect();
            let listed: Vec<(String, &str)> = NAMES.iter().map(|name| (format!("{name}[0]"), id.as_str())).collect();
            for form in [single, listed] {
                let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), *value)).collect();
                let answer = asks.post(&format!("/api/{}", door.path), &form).await?;
                tried += 1;
                look_for_mark(surprises, &format!("door {} with {what}", door.path), &answer, id);
            }
        }
    }
    for page in PAGES.iter().filter(|page| !matches!(page.who, Who::May(_))) {
        for (what, id) in &theirs {
            let mut asks = Caller::signed(world, &one, true).await?;
            let filter: Vec<String> = NAMES.iter().map(|name| format!("{name}={id}")).collect();
            let joint = if page.sample.contains('?') { '&' } else { '?' };
            let path =
                page.sample.replace("{order}", id).replace("{account}", id).replace("{product}", "/product/harbor/x");
            let answer = asks.get(&format!("{path}{joint}{}", filter.join("&"))).await?;
            tried += 1;
            look_for_mark(surprises, &format!("page {path} with {what}"), &answer, id);
        }
    }
    for (what, id) in &theirs {
        let mut asks = Caller::signed(world, &one, true).await?;
        for path in ["/account/export.json", "/account/export.csv", "/v1/audit", "/orders", "/wallet"] {
            let answer = asks.get(&format!("{path}?id={id}&visitor={id}&account={id}")).await?;
            tried += 1;
            // By now A has typed B's address into forms of their own, and exports that with the rest.
            let typed = format!("{MARK}@example.org");
            let answer = caller::Answer { body: answer.body.replace(&typed, ""), ..answer };
            look_for_mark(surprises, &format!("{path} with {what}"), &answer, id);
        }
    }
    // B's visitor in a guest's cookie opens nothing of B's account either.
    let mut guest = Caller::new(world);
    guest.cookies.insert("visitor".to_owned(), theirs["the visitor"].clone());
    for path in ["/account/addresses", "/account", "/account/export.json"] {
        let answer = guest.get(path).await?;
        tried += 1;
        look_for_mark(surprises, &format!("{path} with B's visitor as cookie"), &answer, "");
    }
    let after = rows_of(world, &other, &theirs, &asking).await?;
    for (table, rows) in &before {
        if after.get(table) != Some(rows) {
            surprises.push(format!("rows of customer B changed in {table}"));
        }
    }
    Ok(tried)
}

/// The mark of B in an answer to A, but for an echo of what A typed.
fn look_for_mark(surprises: &mut Vec<String>, what: &str, answer: &caller::Answer, typed: &str) {
    let body = if typed.is_empty() { answer.body.clone() } else { answer.body.replace(typed, "") };
    if body.to_lowercase().contains(MARK) {
        surprises.push(format!("{what} shows what is B's ({})", answer.status));
    }
}

/// Makes what B has, and gives the ids of it by what they are.
async fn possessions(world: &World, account: &AccountId) -> Result<BTreeMap<String, String>, Problem> {
    let mut browser = Caller::signed(world, account, true).await?;
    let address = [
        ("name", "Bbmark Bbmark"),
        ("street", "Bbmarkstreet 1"),
        ("postcode", "1100-419"),
        ("city", "Lisboa"),
        ("country", "PT"),
        ("phone", "912004713"),
    ];
    browser.done("/api/profile/address/save", &address).await?;
    let preferences = [("delivery", "fastest"), ("sizes", "BBMARK"), ("keeps_searches", "on")];
    browser.done("/api/profile/preferences", &preferences).await?;
    browser.get("/search?q=bbmark%20lamp").await?;
    let order = an_order(world, account, "Bbmark").await?;
    let mut theirs = BTreeMap::from([
        ("the account".to_owned(), account.to_string()),
        ("the order".to_owned(), order),
        ("the e-mail".to_owned(), format!("{MARK}@example.org")),
    ]);
    for (what, question) in [
        ("the visitor", format!("SELECT visitor FROM \"user\" WHERE id = '{account}'")),
        ("the address", format!("SELECT id FROM address WHERE user_id = '{account}'")),
        ("the session", format!("SELECT key FROM session WHERE user_id = '{account}'")),
    ] {
        let rows = world.rows(&question).await?;
        let row = rows.first().ok_or_else(|| format!("B has not {what}"))?;
        theirs.insert(what.to_owned(), row.try_get_by_index(0)?);
    }
    Ok(theirs)
}

/// Every row that names B or something of B's, table by table; but for those of whoever asks, who typed B's address into forms
/// of their own. What went from B to them is missing afterwards.
async fn rows_of(
    world: &World,
    account: &AccountId,
    theirs: &BTreeMap<String, String>,
    asking: &[String],
) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let names = |row: &String| {
        let of_them = row.contains(account.as_str())
            || theirs.values().any(|id| row.contains(id.as_str()))
            || row.to_lowercase().contains(MARK);
        of_them && !asking.iter().any(|id| row.contains(id.as_str()))
    };
    let mut found = BTreeMap::new();
    for (table, rows) in state::rows(world).await? {
        // Letters that A had sent to B's address, failures to sign in as B, and what the shop noted or goes on doing by
        // itself are not B's.
        if ["message", "job", "throttle", "account_token", "audit_entry", "effect", "saga", "payment", "invitation"]
            .contains(&table.as_str())
        {
            continue;
        }
        let of_them: Vec<String> = rows.into_iter().filter(names).collect();
        if !of_them.is_empty() {
            found.insert(table, of_them);
        }
    }
    Ok(found)
}

/// Goes to pay for something with an account, and gives the number of the order.
pub(super) async fn an_order(world: &World, account: &AccountId, mark: &str) -> Result<String, Problem> {
    let product = something(world).await?.to_string();
    let mut browser = Caller::signed(world, account, true).await?;
    browser.done("/api/cart/add", &[("product", &product), ("quantity", "1")]).await?;
    let (name, street) = (format!("{mark} {mark}"), format!("{mark}street 2"));
    let details = [
        ("email", "buyer@example.org"),
        ("name", name.as_str()),
        ("street", street.as_str()),
        ("postcode", "1100-419"),
        ("city", "Lisboa"),
        ("country", "PT"),
    ];
    browser.done("/api/checkout/details", &details).await?;
    browser.done("/api/checkout/delivery", &[]).await?;
    let review = browser.get("/checkout").await?.body;
    let validation = review.split_once("name=\"validation\" value=\"").map(|(_, rest)| rest);
    let validation = validation.and_then(|rest| rest.split('"').next()).ok_or("the review has nothing to agree to")?;
    let agreed = [("validation", validation), ("policy", "keep_rest"), ("tolerance", "0"), ("payment", "card")];
    browser.done("/api/checkout/pay", &agreed).await?;
    let question = format!("SELECT number FROM \"order\" WHERE user_id = '{account}'");
    let rows = world.rows(&question).await?;
    Ok(rows.first().ok_or("there is no order")?.try_get_by_index(0)?)
}

/// The first receipt of 2026, for an order.
pub(super) async fn a_paper(world: &World, order: &str) -> Result<(), Problem> {
    let nothing = Money::zero(Currency::Eur);
    let content = Content {
        kind: PaperKind::Receipt,
        order: order.parse()?,
        ordered_at: IN_2026,
        part: 0,
        marketplace: "harbor".parse()?,
        seller: "Harbor".to_owned(),
        issuer: services::practice::issuer(),
        buyer: None,
        lines: Vec::new(),
        taxes: Vec::new(),
        net: nothing,
        tax: nothing,
        total: nothing,
        method: "card".to_owned(),
        at_home: None,
        corrects: None,
        refund: None,
    };
    let work = world
        .shop
        .store()
        .write(move |tx| Box::pin(async move { store::papers::issue(tx, content, IN_2026).await.map(|_| ()) }));
    Ok(work.await?)
}

/// Something that a marketplace sells, by its name.
pub(super) async fn something(world: &World) -> Result<ProductRef, Problem> {
    let visit = Visit { visitor: None, locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() };
    for text in ["mug", "lamp", "kettle", "chair", "bottle"] {
        let query = SearchQuery { text: text.to_owned(), page: 1, ..SearchQuery::default() };
        let groups = world.shop.search(&visit, query).await.groups;
        let mut offers = groups.into_iter().flat_map(|group| group.offers).map(|offer| offer.product);
        let sold = |product: &domain::catalog::Product| {
            product.reference.marketplace.as_str() == "harbor"
                && product.variants.len() == 1
                && product.availability.is_in_stock()
        };
        if let Some(product) = offers.find(sold) {
            return Ok(product.reference);
        }
    }
    Err("harbor sells nothing".into())
}
