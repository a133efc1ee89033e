//! The item's own page, where a shopper who is handed over arrives and can buy.

use std::fmt::Write as _;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::routes::is_tag;
use super::{Shared, Shop};
use crate::catalogue::{Listing, Variant};
use crate::gateway::currency::Currency;
use crate::gateway::page::{Width, page};
use crate::journal::Entry;
use crate::pages::escape;
use crate::vendure::shelf::full_title;

/// What a link carries along.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Link {
    tag: String,
}

impl Link {
    /// The partner tag, where it is one.
    fn partner(&self) -> Option<&str> {
        Some(self.tag.as_str()).filter(|tag| is_tag(tag))
    }
}

fn header(shop: &Shop) -> String {
    let server = &shop.shelf.market.server;
    format!(
        "<header><img src=\"/logo.svg\" alt=\"\" width=\"28\" height=\"28\">{}<span class=\"where\">Nothing real is sold</span></header>",
        escape(server.name)
    )
}

fn price(shop: &Shop, variant: &Variant) -> String {
    let minor = shop.shelf.price(variant);
    let shown = Currency::read(&shop.shelf.market.currency).map(|currency| currency.shown(minor));
    escape(&shown.unwrap_or_else(|| minor.to_string()))
}

/// `GET /dp/{asin}`
pub async fn show(State(shop): State<Shared>, Path(asin): Path<String>, Query(link): Query<Link>) -> Response {
    let Some((listing, variant)) = shop.find(&asin) else {
        return unknown(&shop);
    };
    note(&shop, "hand_off_arrived", variant, &link);
    let title = full_title(listing, variant);
    let picture = shop.shelf.pictures(listing, Some(variant), 640).into_iter().next();
    let picture = picture.map(|(url, alt)| {
        let (url, alt) = (escape(&url), escape(&alt));
        format!("<img class=\"picture\" src=\"{url}\" alt=\"{alt}\" width=\"640\" height=\"640\">")
    });
    let left = shop.shelf.left(variant);
    let buy = if left > 0 {
        format!(
            "<form method=\"post\" action=\"/dp/{}?tag={}\"><button class=\"primary\">Buy here for {}</button></form>",
            escape(&variant.id),
            link.partner().unwrap_or_default(),
            price(&shop, variant),
        )
    } else {
        "<p class=\"trouble\">Sold out</p>".to_owned()
    };
    let body = format!(
        "{}<main>{}<h1 dir=\"auto\">{}</h1><p class=\"soft\">{}</p><p class=\"total\">{}</p>{buy}<h2>About it</h2>\
         <p dir=\"auto\">{}</p>{}{}</main>",
        header(&shop),
        picture.unwrap_or_default(),
        escape(&title),
        escape(&listing.brand),
        price(&shop, variant),
        escape(listing.description),
        facts(listing),
        others(&shop, listing, variant, &link),
    );
    page(&format!("{title} · {}", shop.shelf.market.server.name), &body, Width::Narrow)
}

fn facts(listing: &Listing) -> String {
    let mut rows = String::new();
    for (name, value) in listing.attributes {
        let _ = write!(rows, "<dt>{}</dt><dd>{}</dd>", escape(name), escape(value));
    }
    if rows.is_empty() { rows } else { format!("<dl>{rows}</dl>") }
}

fn others(shop: &Shop, listing: &Listing, shown: &Variant, link: &Link) -> String {
    let mut rows = String::new();
    for variant in listing.variants.iter().filter(|variant| variant.id != shown.id) {
        let tag = link.partner().unwrap_or_default();
        let (id, title) = (escape(&variant.id), escape(variant.title));
        let _ = write!(rows, "<li><a href=\"/dp/{id}?tag={tag}\">{title}</a><b>{}</b></li>", price(shop, variant));
    }
    if rows.is_empty() { rows } else { format!("<h2>Also as</h2><ul class=\"items\">{rows}</ul>") }
}

/// `POST /dp/{asin}`: the shopper buys here, so nothing is left to do for whoever sent them.
pub async fn buy(State(shop): State<Shared>, Path(asin): Path<String>, Query(link): Query<Link>) -> Response {
    let Some((listing, variant)) = shop.find(&asin) else {
        return unknown(&shop);
    };
    note(&shop, "hand_off_bought", variant, &link);
    let body = format!(
        "{}<main><h1>Bought</h1><p dir=\"auto\">{}</p><p>In a real shop you would pay now. Here the story ends well: {} \
         is remembered as yours.</p><p><a href=\"{}\">Back to the shop</a></p></main>",
        header(&shop),
        escape(&full_title(listing, variant)),
        price(&shop, variant),
        escape(&shop.shelf.market.server.shop_url),
    );
    page("Bought", &body, Width::Narrow)
}

fn note(shop: &Shop, kind: &str, variant: &Variant, link: &Link) {
    let market = &shop.shelf.market;
    let mut entry = Entry::new(kind).id(&variant.id).amount(shop.shelf.price(variant), &market.currency);
    entry.note = link.partner().map(|tag| format!("tag {tag}"));
    market.server.journal.write(entry);
}

fn unknown(shop: &Shop) -> Response {
    let body = format!("{}<main><h1>No such item</h1><p><a href=\"/\">Front page</a></p></main>", header(shop));
    (StatusCode::NOT_FOUND, page("No such item", &body, Width::Narrow)).into_response()
}
