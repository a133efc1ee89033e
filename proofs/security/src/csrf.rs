//! No other site can have a shopper's browser do anything here: every door against every combination of what browsers say
//! about where a request comes from, and of what a form can carry; and nothing is changed by a link.

use std::time::Duration;

use app::plain::Plain;
use domain::locale::Locale;
use futures::future::join_all;
use reqwest::{StatusCode, header};
use serde_json::json;

use crate::{
    Finding, Problem, Size,
    doors::{self, READ, ROUTES},
    state,
    world::World,
};

/// What a browser says of the site a request comes from; `None` where it says nothing.
const SITES: [Option<&str>; 5] = [None, Some("same-origin"), Some("none"), Some("same-site"), Some("cross-site")];

/// Which site is named as its origin.
const ORIGINS: [Origin; 4] = [Origin::Absent, Origin::Ours, Origin::Foreign, Origin::Null];

/// What a form can carry, and what only a script can.
const KINDS: [&str; 4] =
    ["application/x-www-form-urlencoded", "application/json", "text/plain", "multipart/form-data; boundary=x"];

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Absent,
    Ours,
    Foreign,
    Null,
}

/// What one request says of itself.
#[derive(Clone, Copy, Debug)]
struct Cell {
    site: Option<&'static str>,
    origin: Origin,
    kind: &'static str,
}

/// What must come of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Refused for where it comes from.
    Refused,
    /// Refused for what it carries.
    WrongKind,
    /// It reaches the door, which has a word of its own.
    Passes,
}

/// Tries every cell of the table, and every door by GET.
///
/// # Errors
/// When the shop cannot be opened or does not answer.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &[]).await?;
    let doors: Vec<&str> = doors::written().into_iter().chain(ROUTES.map(|(path, _)| path)).collect();
    let (mut cells, mut wrong) = (0_u64, Vec::new());
    for door in &doors {
        // All cells of a door at once: one that keeps wrong keys waiting does so only once.
        let asked = combinations().map(|cell| ask(&world, door, cell));
        for (cell, answered) in combinations().zip(join_all(asked).await) {
            let (found, status) = answered?;
            cells += 1;
            let wanted = expected(door, cell);
            if found != wanted || status.is_some_and(is_failure) {
                wrong.push(format!("{door} {cell:?}: {found:?} ({status:?}), not {wanted:?}"));
            }
        }
    }
    let links = links(&world, &doors, &mut wrong).await?;
    wrong.extend(doors::unexpectedly_read().into_iter().map(|path| format!("{path} is read by GET")));
    wrong.extend(doors::unknown_routes()?.into_iter().map(|route| format!("{route} is in no table")));
    wrong.iter().take(20).for_each(|why| eprintln!("      {why}"));
    let figure = json!({
        "doors": doors.len(),
        "cells": cells,
        "links": links,
        "surprises": wrong.len(),
    });
    Ok(Finding { figure, ok: wrong.is_empty() && doors.len() > 20 })
}

/// Sends one request; gives what came of it, with its status where there was one.
async fn ask(world: &World, door: &str, cell: Cell) -> Result<(Verdict, Option<StatusCode>), Problem> {
    let Cell { site, origin, kind } = cell;
    let mut request = world.http.post(format!("{}{door}", world.url)).header(header::ACCEPT, "application/json");
    request = request.header(header::CONTENT_TYPE, kind).body("x=1");
    if let Some(site) = site {
        request = request.header("sec-fetch-site", site);
    }
    request = match origin {
        Origin::Absent => request,
        Origin::Ours => request.header(header::ORIGIN, &world.url),
        Origin::Foreign => request.header(header::ORIGIN, "https://evil.example"),
        Origin::Null => request.header(header::ORIGIN, "null"),
    };
    // A door that keeps whoever has the wrong key waiting was reached.
    let Ok(answer) = tokio::time::timeout(PATIENCE, request.send()).await else { return Ok((Verdict::Passes, None)) };
    let answer = answer?;
    let (status, body) = (answer.status(), answer.text().await?);
    let found = match status {
        StatusCode::FORBIDDEN if body.contains(&Plain::Refused.words(Locale::En).1) => Verdict::Refused,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Verdict::WrongKind,
        _ => Verdict::Passes,
    };
    Ok((found, Some(status)))
}

/// Whether the shop itself failed; that somebody else does not answer is no failure of its own.
fn is_failure(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE
}

fn combinations() -> impl Iterator<Item = Cell> {
    let with = |site, origin| KINDS.into_iter().map(move |kind| Cell { site, origin, kind });
    SITES.into_iter().flat_map(move |site| ORIGINS.into_iter().flat_map(move |origin| with(site, origin)))
}

/// The table. What a browser says of the site decides; where it says nothing, the origin does; where neither is said, it
/// is no browser that carries somebody's cookies. Our own origin is believed.
fn expected(door: &str, Cell { site, origin, kind }: Cell) -> Verdict {
    let upload = matches!(door, "/api/account/picture" | "/api/reviews/picture");
    let form = kind.starts_with("multipart");
    let taken = match kind {
        _ if !door.starts_with("/api/") => true,
        _ if upload => form,
        "application/x-www-form-urlencoded" | "application/json" => true,
        _ => false,
    };
    if !taken {
        return Verdict::WrongKind;
    }
    match (site, origin) {
        (Some("same-origin" | "none"), _) | (_, Origin::Ours) | (None, Origin::Absent) => Verdict::Passes,
        _ => Verdict::Refused,
    }
}

/// Follows every door as a link, with everything a form would send, and compares the database before and after. Gives how
/// many were followed.
async fn links(world: &World, doors: &[&str], wrong: &mut Vec<String>) -> Result<u64, Problem> {
    let question = "product=shelf%3Ashelf-0001&quantity=1&variant=&amount=10&currency=EUR&email=a%40b.example&key=x&back=%2F&\
                    lang=fr&currency=EUR&country=PT&theme=dark&name=x&password=xxxxxxxxxxxxxxxxxxx&id=1&job=&alert=1";
    let before = state::digests(world).await?;
    let mut followed = 0;
    for door in doors.iter().copied().chain(READ) {
        for path in [door.to_owned(), format!("{door}?{question}")] {
            let request = world.http.get(format!("{}{path}", world.url)).header(header::ACCEPT, "text/html");
            let answer = request.header(header::COOKIE, format!("visitor={:032x}", 7)).send().await?;
            let read = READ.contains(&door);
            if answer.status().is_success() && !read && answer.headers().contains_key(header::SET_COOKIE) {
                wrong.push(format!("GET {path} sets a cookie"));
            }
            if answer.status().is_server_error() {
                wrong.push(format!("GET {path}: {}", answer.status()));
            }
            followed += 1;
        }
    }
    let after = state::digests(world).await?;
    let changed = after.iter().filter(|(table, digest)| before.get(*table) != Some(digest));
    wrong.extend(changed.map(|(table, _)| format!("links changed the table {table}")));
    Ok(followed)
}
