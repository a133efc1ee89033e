//! A form cannot write what it does not show: every door gets sixty privileged names beside its own fields, with values
//! that would be recognised anywhere in the database.

use std::collections::BTreeMap;

use axum::http::Method;
use leptos::server_fn::axum::server_fn_paths;
use reqwest::header;
use serde_json::json;

use crate::{
    Finding, Problem, Size,
    doors::{self, ROUTES},
    state,
    world::World,
};

/// Names of what only the shop writes.
const NAMES: [&str; 60] = [
    "role",
    "roles",
    "permissions",
    "permission",
    "is_admin",
    "admin",
    "is_staff",
    "staff",
    "owner",
    "superuser",
    "user_id",
    "user",
    "account",
    "account_id",
    "id",
    "visitor_id",
    "session",
    "session_id",
    "verified",
    "email_verified",
    "email_verified_at",
    "phone_verified_at",
    "password_hash",
    "balance",
    "wallet_balance",
    "available",
    "held",
    "credit",
    "price",
    "unit_price",
    "total",
    "total_amount",
    "subtotal",
    "discount",
    "tax",
    "shipping",
    "currency_rate",
    "rate",
    "status",
    "state",
    "phase",
    "paid",
    "paid_at",
    "captured",
    "refunded",
    "released",
    "placed_at",
    "created_at",
    "updated_at",
    "marketplace_order_id",
    "order_number",
    "authentication",
    "relation",
    "suspended",
    "suspended_at",
    "erased_at",
    "strong",
    "authenticated_at",
    "version",
    "fence",
];

/// What stands in every value, and nowhere else in the world.
const MARK: &str = "zq7mark";

/// A number that no price, balance or moment of this world is.
const NUMBER: i64 = 7_319_731_973_197;

/// Doors that are sent through with fields that they take, so that what lies behind them is reached.
const FIELDS: [(&str, &[(&str, &str)]); 8] = [
    ("/api/cart/add", &[("product", "shelf:shelf-0001"), ("quantity", "1")]),
    ("/api/cart/change", &[("product", "shelf:shelf-0001"), ("quantity", "2")]),
    (
        "/api/checkout/details",
        &[
            ("email", "amira@example.org"),
            ("name", "Amira Ben Salah"),
            ("street", "Rua da Prata 12"),
            ("postcode", "1100-419"),
            ("city", "Lisboa"),
            ("country", "PT"),
        ],
    ),
    ("/api/checkout/delivery", &[]),
    ("/api/checkout/requote", &[]),
    ("/api/checkout/reopen", &[("step", "details")]),
    ("/api/wallet/top-up", &[("amount", "10.00"), ("currency", "EUR")]),
    ("/api/preferences", &[("lang", "fr"), ("currency", "EUR"), ("country", "PT"), ("theme", "dark")]),
];

/// A door that keeps whoever has the wrong key waiting, longer each time: it gets all names at once.
const SLOW: &str = "/api/operator/sign-in";

/// What a shopper's own forms must leave as it is, whoever writes it.
const PRIVILEGED: [&str; 3] = [
    "SELECT CAST(COUNT(*) AS BIGINT) FROM \"user\" WHERE role <> 'customer' OR wallet_balance <> 0 OR suspended_at IS NOT NULL",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM wallet_balance WHERE available <> 0 OR held <> 0",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM payment WHERE captured <> 0 OR refunded <> 0",
];

/// Sends every name to every door, and looks for it everywhere.
///
/// # Errors
/// When the shop cannot be opened or does not answer.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &[]).await?;
    let known: BTreeMap<&str, &[(&str, &str)]> = FIELDS.into_iter().collect();
    let mut wrong: Vec<String> = Vec::new();
    let mut sent = 0_u64;
    let mut doors: Vec<&str> =
        server_fn_paths().filter(|(_, method)| *method == Method::POST).map(|(path, _)| path).collect();
    // Those that need something before them come after it.
    let order = |door: &&str| FIELDS.iter().position(|(known, _)| known == door).unwrap_or(FIELDS.len());
    doors.sort_by_key(order);
    let account = world.account(1).await?;
    for (door, number) in doors.iter().zip(0_u32..) {
        // A session of its own for each door: one of them ends sessions.
        let session = format!("session-of-door-{number}");
        world.open_session(&account, &session).await?;
        if *door == SLOW {
            let form: BTreeMap<&str, String> = NAMES.iter().map(|name| (*name, format!("{MARK}-{name}"))).collect();
            world.http.post(format!("{}{door}", world.url)).form(&form).send().await?;
            sent += NAMES.len() as u64;
            find_marks(&world, door, &mut wrong).await?;
            continue;
        }
        let fields = known.get(door).copied().unwrap_or_default();
        for name in NAMES {
            for value in [format!("{MARK}-{name}"), NUMBER.to_string(), "true".to_owned(), "owner".to_owned()] {
                // The published size sends each value; the quick one the first two.
                if !size.full && (value == "true" || value == "owner") {
                    continue;
                }
                let mut form: Vec<(&str, &str)> = fields.to_vec();
                form.push((name, &value));
                let answer = world
                    .http
                    .post(format!("{}{door}", world.url))
                    .header(header::ACCEPT, "text/html")
                    .header(header::COOKIE, format!("sid={session}; visitor={:032x}", 99))
                    .header("sec-fetch-site", "same-origin")
                    .form(&form)
                    .send()
                    .await?;
                sent += 1;
                if answer.status().is_server_error() && answer.status().as_u16() != 503 {
                    wrong.push(format!("{door} with {name}: {}", answer.status()));
                }
            }
        }
        find_marks(&world, door, &mut wrong).await?;
    }
    for (path, kind) in ROUTES {
        let names: BTreeMap<&str, String> = NAMES.iter().map(|name| (*name, format!("{MARK}-{name}"))).collect();
        let request = world.http.post(format!("{}{path}", world.url)).header(header::CONTENT_TYPE, kind);
        request.body(serde_json::to_string(&names)?).send().await?;
        sent += NAMES.len() as u64;
        find_marks(&world, path, &mut wrong).await?;
    }
    for question in PRIVILEGED {
        let rows = world.rows(question).await?;
        let count: i64 = rows.first().ok_or("no row")?.try_get_by_index(0)?;
        if count != 0 {
            wrong.push(format!("{count} rows: {question}"));
        }
    }
    let carts = world.rows("SELECT CAST(COUNT(*) AS BIGINT) FROM cart_item").await?;
    let reached: i64 = carts.first().ok_or("no row")?.try_get_by_index(0)?;
    wrong.extend(doors::unknown_routes()?.into_iter().map(|route| format!("{route} is in no table")));
    wrong.iter().take(20).for_each(|why| eprintln!("      {why}"));
    let figure = json!({
        "doors": doors.len() + ROUTES.len(),
        "names": NAMES.len(),
        "sent": sent,
        "changes": wrong.len(),
    });
    // Something was written all the while, so what is not there was refused and not merely lost.
    Ok(Finding { figure, ok: wrong.is_empty() && reached > 0 && doors.len() > 20 })
}

/// Looks for the marks in every row of every table.
async fn find_marks(world: &World, door: &str, wrong: &mut Vec<String>) -> Result<(), Problem> {
    for (table, rows) in state::rows(world).await? {
        for row in rows {
            if row.contains(MARK) || row.contains(&NUMBER.to_string()) {
                wrong.push(format!("{door} wrote into {table}: {}", row.chars().take(200).collect::<String>()));
            }
        }
    }
    Ok(())
}
