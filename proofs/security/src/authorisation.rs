//! Nobody reaches what is not theirs: every page, every route and every door, by seven actors, against a table of who may;
//! and everything of somebody else's, asked for by its id in the path, the filter, the body and in lists of them.
//!
//! The table is complete or the proof fails: what is routed and has no row is a surprise, and so is a row without a route.

mod swaps;
mod table;

use std::collections::BTreeSet;

use domain::permission::BuiltInRole;
use leptos::server_fn::axum::server_fn_paths;
use serde_json::json;

use self::table::{DOORS, Door, PAGES, Page, ROUTES, Who};
use crate::{
    Finding, Problem, Size,
    caller::{self, Caller},
    world::World,
};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    None,
    /// Somebody with an account.
    CustomerA,
    /// Somebody else with an account.
    CustomerB,
    /// Staff that helps customers.
    Support,
    /// Staff that keeps the goods.
    Catalogue,
    /// Staff that keeps the books.
    Finance,
    /// Who may do everything.
    Owner,
}

impl Actor {
    const ALL: [Self; 7] =
        [Self::None, Self::CustomerA, Self::CustomerB, Self::Support, Self::Catalogue, Self::Finance, Self::Owner];

    fn role(self) -> BuiltInRole {
        match self {
            Self::None | Self::CustomerA | Self::CustomerB => BuiltInRole::Customer,
            Self::Support => BuiltInRole::Support,
            Self::Catalogue => BuiltInRole::Catalogue,
            Self::Finance => BuiltInRole::Finance,
            Self::Owner => BuiltInRole::Owner,
        }
    }
}

/// What is there to be asked for by its id.
pub struct Things {
    /// An order of customer A.
    pub order: String,
    /// The page of something that a marketplace sells.
    pub product: String,
    /// An account that nothing else is done with.
    pub account: String,
    /// A key of a program.
    pub key: String,
    /// An open invitation.
    pub invitation: String,
    /// The operator's key.
    pub operator: String,
}

/// Runs the proof.
///
/// # Errors
/// When the shop cannot be opened or does not answer.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &["--rate-limits", "off"]).await?;
    let mut surprises = incomplete();
    let owner_of_order = caller::account(&world, "customera", "customer").await?;
    let things = Things {
        order: swaps::an_order(&world, &owner_of_order, "Ordera").await?,
        product: domain::visit::ProductPage::address(&swaps::something(&world).await?),
        account: caller::account(&world, "target", "customer").await?.to_string(),
        key: a_key(&world).await?,
        invitation: an_invitation(&world).await?,
        operator: std::fs::read_to_string(world.configuration.operator_key_file())?.trim().to_owned(),
    };
    swaps::a_paper(&world, &things.order).await?;
    let mut cells = 0_u64;
    for page in PAGES {
        for actor in Actor::ALL {
            let mut asks = present(&world, actor, &owner_of_order).await?;
            let path = table::filled(page.sample, &things);
            let answer = asks.get(&path).await?;
            cells += 1;
            if let Some(why) = judge_page(page, actor, &answer) {
                surprises.push(format!("page {path} by {actor:?}: {why}"));
            }
        }
    }
    for (route, method, who) in ROUTES {
        for actor in Actor::ALL {
            let mut asks = present(&world, actor, &owner_of_order).await?;
            let path = table::filled(route, &things);
            let answer = if *method == "GET" { asks.get(&path).await? } else { asks.post(&path, &[]).await? };
            cells += 1;
            if let Some(why) = judge(*who, actor, answer.status, &answer.leads) {
                surprises.push(format!("route {path} by {actor:?}: {why}"));
            }
        }
    }
    for door in DOORS {
        for actor in Actor::ALL {
            let mut asks = present(&world, actor, &owner_of_order).await?;
            asks.accept = "application/json";
            let path = format!("/api/{}", door.path);
            let form: Vec<(&str, String)> =
                door.form.iter().map(|(name, value)| (*name, table::filled(value, &things))).collect();
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = if door.reads { asks.get(&path).await? } else { asks.post(&path, &form).await? };
            cells += 1;
            if let Some(why) = judge(door.who, actor, answer.status, &answer.leads) {
                surprises.push(format!("door {path} by {actor:?}: {why}"));
            }
        }
    }
    eprintln!("      {cells} cells of the table were tried, {} of them came out otherwise", surprises.len());
    let weak = weak_staff(&world, &mut surprises).await?;
    let swapped = swaps::run(&world, &mut surprises).await?;
    surprises.iter().take(40).for_each(|why| eprintln!("      {why}"));
    let figure = json!({
        "pages": PAGES.len(), "routes": ROUTES.len(), "doors": DOORS.len(), "actors": Actor::ALL.len(), "cells": cells,
        "without_second_factor": weak, "swapped": swapped, "surprises": surprises.len(),
    });
    Ok(Finding { figure, ok: surprises.is_empty() && swapped > 100 })
}

/// Somebody with a fresh account of their role and a session that was just opened, so that no door spoils another; customer
/// A is whose order there is.
async fn present<'a>(world: &'a World, actor: Actor, customer: &domain::ids::AccountId) -> Result<Caller<'a>, Problem> {
    match actor {
        Actor::None => Ok(Caller::new(world)),
        Actor::CustomerA => Caller::signed(world, customer, true).await,
        _ => {
            let mark = format!("p{:016x}", rand::random::<u64>());
            let account = caller::account(world, &mark, actor.role().word()).await?;
            Caller::signed(world, &account, true).await
        }
    }
}

/// What is routed and has no row, and rows of what is not routed.
fn incomplete() -> Vec<String> {
    let mut surprises = Vec::new();
    let routed: BTreeSet<String> = server::router::page_paths().into_iter().collect();
    let known: BTreeSet<String> = PAGES.iter().map(|page| page.path.to_owned()).collect();
    surprises.extend(routed.difference(&known).map(|path| format!("the page {path} has no row")));
    surprises.extend(known.difference(&routed).map(|path| format!("the row of {path} has no page")));
    let doors: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let known: BTreeSet<String> = DOORS.iter().map(|door| format!("/api/{}", door.path)).collect();
    surprises.extend(doors.difference(&known).map(|path| format!("the door {path} has no row")));
    surprises.extend(known.difference(&doors).map(|path| format!("the row of {path} has no door")));
    match table::routes_in_source() {
        Ok(found) => {
            let known: BTreeSet<&str> = table::ROUTE_NAMES.iter().copied().collect();
            let new = found.into_iter().filter(|name| !known.contains(name.as_str()));
            surprises.extend(new.map(|name| format!("the route {name} has no row")));
        }
        Err(error) => surprises.push(format!("the routes were not read: {error}")),
    }
    surprises
}

/// What is surprising about an answer to a page; nothing where it is as the table says.
fn judge_page(page: &Page, actor: Actor, answer: &caller::Answer) -> Option<String> {
    if let Some(hidden) = page.hides
        && !table::allows(page.who, actor)
        && answer.body.contains(hidden)
    {
        return Some(format!("it shows {hidden:?}"));
    }
    judge(page.who, actor, answer.status, &answer.leads)
}

/// What is surprising about an answer; nothing where it is as the table says.
fn judge(who: Who, actor: Actor, status: u16, leads: &str) -> Option<String> {
    if status >= 500 && status != 503 {
        return Some(format!("it failed with {status}"));
    }
    let turned_away = match who {
        Who::Anybody => None,
        // Pages send to sign in, doors for scripts say so.
        Who::Signed => Some(status == 401 || (status == 303 && leads.contains("/sign-in"))),
        Who::May(_) | Who::OwnerOfOrder | Who::OnlyKey => {
            Some(status == 404 || (status == 303 && (leads == "/operator" || leads.contains("/sign-in"))))
        }
        Who::KeyOfProgram => Some(status == 401),
    };
    // Where everybody may, or whoever is signed in, 404 says that there is no such thing, and not that somebody may not.
    let hidden = status == 404 && !matches!(who, Who::Anybody | Who::Signed);
    let sent_away = status == 303 && (leads == "/operator" || leads.starts_with("/sign-in") && who != Who::Anybody);
    let reached = !matches!(status, 401 | 403) && !hidden && !sent_away;
    match (table::allows(who, actor), turned_away) {
        (true, _) if !reached => Some(format!("it is turned away: {status} {leads}")),
        (false, Some(false)) => Some(format!("it is let in: {status} {leads}")),
        _ => None,
    }
}

/// Staff without a second factor is not behind the counter, whatever their role: every page and door of it is shut.
async fn weak_staff(world: &World, surprises: &mut Vec<String>) -> Result<u64, Problem> {
    let owner = caller::account(world, "weakowner", "owner").await?;
    let mut cells = 0;
    for page in PAGES.iter().filter(|page| matches!(page.who, Who::May(_))) {
        let mut asks = Caller::signed(world, &owner, false).await?;
        let answer = asks.get(page.sample).await?;
        cells += 1;
        if !answer.body.contains("/account/security") || page.hides.is_some_and(|text| answer.body.contains(text)) {
            surprises.push(format!("page {} lets in an owner without a second factor: {}", page.sample, answer.status));
        }
    }
    for door in DOORS.iter().filter(|door: &&Door| matches!(door.who, Who::May(_))) {
        let mut asks = Caller::signed(world, &owner, false).await?;
        asks.accept = "application/json";
        let answer = asks.post(&format!("/api/{}", door.path), &[]).await?;
        cells += 1;
        if answer.status != 404 {
            surprises.push(format!("door {} lets in an owner without a second factor: {}", door.path, answer.status));
        }
    }
    Ok(cells)
}

async fn a_key(world: &World) -> Result<String, Problem> {
    let mut owner = signed_owner(world, "keyowner").await?;
    owner.done("/api/staff/make-key", &[("name", "Proof"), ("days", "5"), ("permissions[books.see]", "1")]).await?;
    let page = owner.get("/operator/keys").await?.body;
    let id = page.split_once("name=\"key\" value=\"").and_then(|(_, rest)| rest.split('"').next());
    Ok(id.ok_or("the key is not listed")?.to_owned())
}

async fn an_invitation(world: &World) -> Result<String, Problem> {
    let mut owner = signed_owner(world, "inviter").await?;
    owner.done("/api/staff/invite", &[("email", "invited@example.org"), ("role", "support")]).await?;
    let page = owner.get("/operator/invitations").await?.body;
    let id = page.split_once("name=\"invitation\" value=\"").and_then(|(_, rest)| rest.split('"').next());
    Ok(id.ok_or("the invitation is not listed")?.to_owned())
}

async fn signed_owner<'a>(world: &'a World, mark: &str) -> Result<Caller<'a>, Problem> {
    let owner = caller::account(world, mark, "owner").await?;
    Caller::signed(world, &owner, true).await
}
