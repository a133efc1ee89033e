//! The practice world: connects the shop to the sandbox's servers, and fills the house's shelves.

use std::collections::HashMap;

use domain::{
    coupon::{Coupon, CouponSize, IssuedCoupon},
    ids::MarketplaceId,
    marketplace::{DeliveryOption, DeliveryTerms, Marketplace, Protocol, Sending, SettlementMode},
    money::{Currency, Money, RateTable},
    papers::Issuer,
    time::{Date, Timestamp},
};
use serde::Deserialize;

/// Where the servers of the practice world are, as its desk tells.
#[derive(Clone, Debug, Default)]
pub struct World {
    servers: HashMap<String, Server>,
}

#[derive(Deserialize)]
struct Servers {
    servers: Vec<Server>,
}

#[derive(Clone, Debug, Deserialize)]
struct Server {
    slug: String,
    url: String,
    #[serde(default)]
    credentials: Vec<(String, String)>,
}

/// The desk's answer could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the practice world's list of servers cannot be read: {0}")]
pub struct UnreadableWorld(#[from] serde_json::Error);

impl World {
    /// Reads what the desk answers at `/sandbox/world.json`.
    ///
    /// # Errors
    /// When it is not a list of servers.
    pub fn read(json: &str) -> Result<Self, UnreadableWorld> {
        let all: Servers = serde_json::from_str(json)?;
        Ok(Self { servers: all.servers.into_iter().map(|server| (server.slug.clone(), server)).collect() })
    }

    /// The address of a server, without a slash at the end.
    pub fn url(&self, slug: &str) -> &str {
        self.servers.get(slug).map_or("", |server| server.url.trim_end_matches('/'))
    }

    /// What a shop signs in or is told with at a server, by its name there.
    pub fn credential(&self, slug: &str, name: &str) -> Option<&str> {
        let known = self.servers.get(slug)?.credentials.iter();
        known.filter(|(called, _)| called == name).map(|(_, value)| value.as_str()).next()
    }

    /// The five marketplaces of the world and the house, with the key for each API.
    pub fn marketplaces(&self) -> Vec<(Marketplace, Option<String>)> {
        vec![
            (house(), None),
            (harbor(self.url("harbor")), Some("success_token".to_owned())),
            (kitemart(self.url("kitemart")), Some("success_token".to_owned())),
            (baobab(self.url("baobab")), None),
            (nomad(self.url("nomad")), None),
            (lumen(self.url("lumen")), Some("onecart-practice:creators-practice-secret".to_owned())),
        ]
    }
}

/// The rates that the practice world's prices were made with.
pub fn rates() -> RateTable {
    let per_base = vec![
        (Currency::Usd, 1_090_000_000),
        (Currency::Gbp, 845_000_000),
        (Currency::Jpy, 162_000_000_000),
        (Currency::Tnd, 3_380_000_000),
        (Currency::Kwd, 334_000_000),
        (Currency::Mad, 10_780_000_000),
        (Currency::Cny, 7_720_000_000),
    ];
    RateTable { dated: Date { year: 2026, month: 11, day: 20 }, base: Currency::Eur, per_base }
}

/// Codes to practise with: one that counts, one that is over, and one for large carts.
pub fn coupons() -> Vec<IssuedCoupon> {
    let euros = |minor| Money::new(minor, Currency::Eur);
    let coupon = |code: &str, size, smallest_cart, valid_until| IssuedCoupon {
        coupon: Coupon {
            code: code.parse().expect("the codes of the practice world are short words"),
            size,
            smallest_cart,
            valid_from: Timestamp(0),
            valid_until,
        },
        limit: None,
        limit_each: None,
        uses: 0,
    };
    vec![
        coupon("WELCOME10", CouponSize::Points { points: 1_000, cap: Some(euros(2_500)) }, Some(euros(2_000)), None),
        coupon("SUMMER5", CouponSize::Amount { amount: euros(500) }, None, Some(Timestamp(1_788_220_800_000))),
        coupon("LARGE50", CouponSize::Amount { amount: euros(5_000) }, Some(euros(100_000)), None),
    ]
}

fn id(slug: &str) -> MarketplaceId {
    slug.parse().expect("the names of the practice world are short words")
}

fn option(id: &str, title: &str, price: Money, (days_from, days_to): (u16, u16)) -> DeliveryOption {
    DeliveryOption { id: id.to_owned(), title: title.to_owned(), price, days_from, days_to }
}

/// What a marketplace of the practice world is made of.
struct Facts<'a> {
    slug: &'a str,
    name: &'a str,
    description: &'a str,
    colours: (&'a str, &'a str),
    rating: u16,
    currency: Currency,
    protocol: Protocol,
    url: &'a str,
    terms: DeliveryTerms,
}

fn marketplace(facts: Facts<'_>) -> Marketplace {
    let hand_off = facts.protocol == Protocol::Creators;
    Marketplace {
        id: id(facts.slug),
        name: facts.name.to_owned(),
        description: facts.description.to_owned(),
        logo: format!("/logos/{}.svg", facts.slug),
        colours: (facts.colours.0.to_owned(), facts.colours.1.to_owned()),
        rating: Some(facts.rating),
        active: true,
        mode: if hand_off { SettlementMode::HandOff } else { SettlementMode::Agent },
        currency: facts.currency,
        protocol: facts.protocol,
        api_base_url: facts.url.to_owned(),
        capabilities: domain::marketplace::Capabilities::default(),
        terms: facts.terms,
    }
}

fn terms(
    (from, duties_paid_to): (&str, &[&str]),
    options: Vec<DeliveryOption>,
    free_from: Option<Money>,
    (tax_points, tax_included): (u32, bool),
    return_days: u16,
) -> DeliveryTerms {
    let duties_paid_to = duties_paid_to.iter().map(|place| (*place).to_owned()).collect();
    let sends = Some(Sending { from: from.to_owned(), duties_paid_to });
    DeliveryTerms { options, free_from, tax_points, tax_included, return_days, sends, smallest_order: None }
}

/// Whose papers a practice world's shop issues: a company that is none.
pub fn issuer() -> Issuer {
    let address = ["Rua do Exemplo 1", "1000-001 Lisboa", "Portugal"].map(str::to_owned).to_vec();
    Issuer { name: "Onecart Practice Shop".to_owned(), address, tax_number: "PRACTICE-000".to_owned() }
}

fn house() -> Marketplace {
    let eur = |minor| Money::new(minor, Currency::Eur);
    let options =
        vec![option("standard", "Standard", eur(390), (2, 3)), option("express", "Express", eur(890), (1, 1))];
    marketplace(Facts {
        slug: "shelf",
        name: "Onecart Shelf",
        description: "Our own small shelf: things we use ourselves, packed by us.",
        colours: ("#15503c", "#62c39b"),
        rating: 480,
        currency: Currency::Eur,
        protocol: Protocol::House,
        url: "",
        terms: terms(("PT", &[]), options, Some(eur(5000)), (2300, true), 60),
    })
}

fn harbor(url: &str) -> Marketplace {
    let eur = |minor| Money::new(minor, Currency::Eur);
    let options = vec![
        option("standard", "Standard delivery", eur(490), (2, 4)),
        option("express", "Express delivery", eur(1190), (1, 1)),
    ];
    marketplace(Facts {
        slug: "harbor",
        name: "Harbor & Pine",
        description: "A small house for well-made things. They answer by hand.",
        colours: ("#1f4e79", "#6ba3d6"),
        rating: 490,
        currency: Currency::Eur,
        protocol: Protocol::Ucp,
        url,
        terms: terms(("PT", &[]), options, Some(eur(8000)), (2300, true), 60),
    })
}

fn kitemart(url: &str) -> Marketplace {
    let jpy = |minor| Money::new(minor, Currency::Jpy);
    let options = vec![
        option("standard", "Economy air", jpy(980), (6, 10)),
        option("express", "Priority air", jpy(2800), (3, 5)),
    ];
    marketplace(Facts {
        slug: "kitemart",
        name: "Kitemart",
        description: "Almost everything, often cheapest, from far away.",
        colours: ("#c2255c", "#ee6f9b"),
        rating: 440,
        currency: Currency::Jpy,
        protocol: Protocol::Ucp,
        url,
        terms: terms(("JP", &["EU"]), options, Some(jpy(12_000)), (1000, false), 14),
    })
}

fn baobab(url: &str) -> Marketplace {
    let tnd = |minor| Money::new(minor, Currency::Tnd);
    let options = vec![
        option("standard", "Livraison standard", tnd(8_000), (4, 7)),
        option("express", "Livraison express", tnd(19_500), (2, 3)),
    ];
    marketplace(Facts {
        slug: "baobab",
        name: "Baobab Bazaar",
        description: "Makers and workshops from Tunis to Dakar.",
        colours: ("#b36a1e", "#e0a258"),
        rating: 470,
        currency: Currency::Tnd,
        protocol: Protocol::Vendure,
        url,
        terms: terms(("TN", &["EU"]), options, Some(tnd(250_000)), (1900, true), 30),
    })
}

fn nomad(url: &str) -> Marketplace {
    let usd = |minor| Money::new(minor, Currency::Usd);
    let options = vec![
        option("flat_rate:1", "Ground", usd(595), (3, 5)),
        option("flat_rate:2", "Two-day air", usd(1495), (2, 2)),
    ];
    marketplace(Facts {
        slug: "nomad",
        name: "Nomad Supply",
        description: "Gear and good basics, sent fast from Reno.",
        colours: ("#0f766e", "#4fbfb3"),
        rating: 480,
        currency: Currency::Usd,
        protocol: Protocol::WooCommerce,
        url,
        terms: terms(("US", &["EU", "GB"]), options, Some(usd(7500)), (825, false), 30),
    })
}

fn lumen(url: &str) -> Marketplace {
    let usd = |minor| Money::new(minor, Currency::Usd);
    let options = vec![option("standard", "Standard delivery", usd(399), (2, 5))];
    marketplace(Facts {
        slug: "lumen",
        name: "Lumen Outlet",
        description: "Last season and open box, with the full guarantee. You buy on their own page.",
        colours: ("#6741b8", "#a88bea"),
        rating: 420,
        currency: Currency::Usd,
        protocol: Protocol::Creators,
        url,
        terms: terms(("US", &["EU"]), options, Some(usd(6000)), (700, false), 30),
    })
}
