//! Who is who in the practice world: names, ports, protocols and terms of business.

use crate::market::{ShippingOption, Tax, Terms};
use crate::{alipay, paypal};

/// A server's name and where it listens.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The short name.
    pub slug: &'static str,
    /// The name people see.
    pub name: &'static str,
    /// One line about it.
    pub about: &'static str,
    /// What it speaks, in words.
    pub protocol: &'static str,
    /// Its port, counted from the desk's.
    pub offset: u16,
}

impl About {
    /// What a shop signs in and is told with there, by name; what the older servers ask for stands in their code alone.
    #[must_use]
    pub fn credentials(&self) -> &'static [(&'static str, &'static str)] {
        match self.slug {
            "paypal" => paypal::CREDENTIALS,
            "alipay" => alipay::CREDENTIALS,
            _ => &[],
        }
    }
}

/// The protocol of a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// The Universal Commerce Protocol of this date.
    Ucp(&'static str),
    /// Vendure's Shop API.
    Vendure,
    /// WooCommerce's Store API.
    WooCommerce,
    /// An affiliate catalogue that hands buyers over.
    Creators,
}

/// A marketplace of the world.
#[derive(Clone, Copy, Debug)]
pub struct Shop {
    /// Name and port.
    pub about: About,
    /// Its protocol.
    pub speaks: Speaks,
    /// Its terms.
    pub terms: fn() -> Terms,
}

/// The page that links all the others.
pub const DESK: About =
    About { slug: "desk", name: "Practice world", about: "All servers and their knobs.", protocol: "HTML", offset: 0 };

/// Payment gateways and the carrier.
pub const GATEWAY: About = About {
    slug: "gateway",
    name: "Practice payments",
    about: "Cards, accounts and parcels that move no money and no goods.",
    protocol: "the shape of Stripe",
    offset: 10,
};

/// Payment providers beside the gateway, each in its own shape.
pub const PROVIDERS: [About; 3] = [
    About {
        slug: "paypal",
        name: "PayPal practice",
        about: "Accounts that agree, refuse or think about it.",
        protocol: "the shape of PayPal's Orders, Payments and Vault",
        offset: 11,
    },
    About {
        slug: "braintree",
        name: "Braintree practice",
        about: "Cards behind tokens, in questions and answers.",
        protocol: "the shape of Braintree's GraphQL API",
        offset: 12,
    },
    About {
        slug: "alipay",
        name: "Alipay practice",
        about: "Yuan, taken at once.",
        protocol: "the shape of Alipay's open platform",
        offset: 13,
    },
];

/// The mail and SMS catcher's web page.
pub const MAIL: About = About {
    slug: "mail",
    name: "Mail catcher",
    about: "Every mail and text message the shop sent.",
    protocol: "HTTP and SMTP",
    offset: 20,
};

/// The catcher's SMTP port, counted from the desk's.
pub const SMTP_OFFSET: u16 = 25;

/// The carriers.
pub const CARRIERS: [About; 3] = [
    About {
        slug: "fedex",
        name: "Practice FedEx",
        about: "Takes parcels of the house as FedEx does, and goes nowhere with them.",
        protocol: "the shape of FedEx's REST APIs",
        offset: 30,
    },
    About {
        slug: "dhl",
        name: "Practice DHL",
        about: "Takes parcels of the house as DHL Express does, and goes nowhere with them.",
        protocol: "the shapes of the MyDHL and the Unified Tracking API",
        offset: 31,
    },
    About {
        slug: "easypost",
        name: "Practice EasyPost",
        about: "Many carriers behind one account, and none of them goes anywhere.",
        protocol: "the shape of EasyPost's API",
        offset: 32,
    },
];

/// All marketplaces.
pub const MARKETS: &[Shop] = &[
    Shop {
        about: About {
            slug: "harbor",
            name: "Harbor & Pine",
            about: "A small house for well-made things. They answer by hand.",
            protocol: "UCP 2026-08-25",
            offset: 1,
        },
        speaks: Speaks::Ucp("2026-08-25"),
        terms: harbor,
    },
    Shop {
        about: About {
            slug: "kitemart",
            name: "Kitemart",
            about: "Almost everything, often cheapest, from far away.",
            protocol: "UCP 2026-04-08",
            offset: 2,
        },
        speaks: Speaks::Ucp("2026-04-08"),
        terms: kitemart,
    },
    Shop {
        about: About {
            slug: "baobab",
            name: "Baobab Bazaar",
            about: "Makers and workshops from Dakar to Nairobi.",
            protocol: "Vendure Shop API",
            offset: 3,
        },
        speaks: Speaks::Vendure,
        terms: baobab,
    },
    Shop {
        about: About {
            slug: "nomad",
            name: "Nomad Supply",
            about: "Gear and good basics, sent fast from Reno.",
            protocol: "WooCommerce Store API",
            offset: 4,
        },
        speaks: Speaks::WooCommerce,
        terms: nomad,
    },
    Shop {
        about: About {
            slug: "lumen",
            name: "Lumen Outlet",
            about: "Last season and open box, with the full guarantee.",
            protocol: "an affiliate catalogue in the shape of Amazon's Creators API",
            offset: 5,
        },
        speaks: Speaks::Creators,
        terms: lumen,
    },
];

fn shipping(id: &str, title: &str, price_minor: i64, days: (u32, u32)) -> ShippingOption {
    ShippingOption { id: id.into(), title: title.into(), price_minor, days }
}

fn harbor() -> Terms {
    Terms {
        currency: "EUR".into(),
        shipping: vec![
            shipping("standard", "Standard delivery", 490, (2, 4)),
            shipping("express", "Express delivery", 1190, (1, 1)),
        ],
        free_shipping_from_minor: Some(8000),
        tax: Tax { rate_bp: 2300, included: true },
        codes: vec![("SAVE10", 10), ("PINE20", 20)],
    }
}

fn kitemart() -> Terms {
    Terms {
        currency: "JPY".into(),
        shipping: vec![
            shipping("standard", "Economy air", 980, (6, 10)),
            shipping("express", "Priority air", 2800, (3, 5)),
        ],
        free_shipping_from_minor: Some(12_000),
        tax: Tax { rate_bp: 1000, included: false },
        codes: vec![("SAVE10", 10), ("KITE20", 20)],
    }
}

fn baobab() -> Terms {
    Terms {
        currency: "TND".into(),
        shipping: vec![
            shipping("standard", "Livraison standard", 8000, (4, 7)),
            shipping("express", "Livraison express", 19_500, (2, 3)),
        ],
        free_shipping_from_minor: Some(250_000),
        tax: Tax { rate_bp: 1900, included: true },
        codes: vec![("SAVE10", 10)],
    }
}

fn nomad() -> Terms {
    Terms {
        currency: "USD".into(),
        shipping: vec![shipping("standard", "Ground", 595, (3, 5)), shipping("express", "Two-day air", 1495, (2, 2))],
        free_shipping_from_minor: Some(7500),
        tax: Tax { rate_bp: 825, included: false },
        codes: vec![("SAVE10", 10)],
    }
}

fn lumen() -> Terms {
    Terms {
        currency: "USD".into(),
        shipping: vec![shipping("standard", "Standard delivery", 399, (2, 5))],
        free_shipping_from_minor: Some(6000),
        tax: Tax { rate_bp: 700, included: false },
        codes: Vec::new(),
    }
}
