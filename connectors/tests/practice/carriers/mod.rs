//! The carriers' adapters against the practice world's carriers.

mod booking;
mod messages;
mod rates;
mod tracking;

use std::{path::PathBuf, sync::Arc, time::Duration};

use connectors::{
    carriers::{
        BookRequest, BookingKey, Carrier, Consignment, Content, LabelType, Party, Secret,
        dhl::{Dhl, DhlConfig},
        easypost::{Easypost, EasypostConfig},
        fedex::{Fedex, FedexConfig},
    },
    http::Reach,
};
use domain::{
    address::Address,
    money::{Currency, Money},
    shipping::Parcel,
    time::Date,
};
use sandbox::{Config, World, faults, freight::Depot, freight::knobs};

/// All carriers.
pub const ALL: [&str; 3] = ["fedex", "dhl", "easypost"];

/// How long a test waits for an answer that comes.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A practice world whose parcels move by knob only.
pub struct Yard {
    pub world: World,
}

impl Yard {
    pub async fn start() -> Self {
        Self::telling("http://127.0.0.1:1").await
    }

    /// A world that posts its messages to a shop.
    pub async fn telling(shop: &str) -> Self {
        let config = Config {
            port_base: 0,
            stage_seconds: 0,
            shop_url: shop.to_owned(),
            pictures: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../public/pictures")),
            ..Config::default()
        };
        Self { world: sandbox::start(config).await.expect("free ports are there") }
    }

    pub fn depot(&self, slug: &str) -> &Depot {
        self.world.carriers.iter().find(|depot| depot.server.slug == slug).expect("the carrier is open")
    }

    pub fn spoil(&self, slug: &str, knobs: faults::Knobs) {
        self.depot(slug).server.faults.set(knobs);
    }

    pub fn turn(&self, slug: &str, knobs: knobs::Knobs) {
        self.depot(slug).panel.set(knobs);
    }

    /// The entries of a kind in a carrier's journal.
    pub fn noted(&self, slug: &str, kind: &str) -> usize {
        self.depot(slug).server.journal.entries().iter().filter(|entry| entry.kind == kind).count()
    }

    pub fn carrier(&self, slug: &str) -> Arc<dyn Carrier> {
        self.carrier_with(slug, None)
    }

    /// A carrier's adapter, with another secret than the right one where that is wished for.
    pub fn carrier_with(&self, slug: &str, secret: Option<&str>) -> Arc<dyn Carrier> {
        match slug {
            "fedex" => Arc::new(Fedex::new(self.fedex(secret)).expect("TLS is there")),
            "dhl" => Arc::new(Dhl::new(self.dhl(secret)).expect("TLS is there")),
            _ => Arc::new(Easypost::new(self.easypost(secret)).expect("TLS is there")),
        }
    }

    pub fn all(&self) -> Vec<Arc<dyn Carrier>> {
        ALL.map(|slug| self.carrier(slug)).into()
    }

    fn url(&self, slug: &str) -> String {
        self.world.url(slug).expect("the carrier is open").to_owned()
    }

    pub fn fedex(&self, secret: Option<&str>) -> FedexConfig {
        FedexConfig {
            id: "fedex".parse().expect("a short word"),
            base_url: self.url("fedex"),
            client_id: sandbox::fedex::CLIENT_ID.to_owned(),
            client_secret: Secret::new(secret.unwrap_or(sandbox::fedex::CLIENT_SECRET)),
            account: sandbox::fedex::ACCOUNT.to_owned(),
            webhook_secret: Secret::new(sandbox::fedex::WEBHOOK_SECRET),
            reach: Reach::Anywhere,
        }
    }

    pub fn dhl(&self, secret: Option<&str>) -> DhlConfig {
        DhlConfig {
            id: "dhl".parse().expect("a short word"),
            express_url: format!("{}/mydhlapi", self.url("dhl")),
            tracking_url: self.url("dhl"),
            username: sandbox::dhl::USERNAME.to_owned(),
            password: Secret::new(secret.unwrap_or(sandbox::dhl::PASSWORD)),
            tracking_key: Secret::new(secret.unwrap_or(sandbox::dhl::TRACKING_KEY)),
            account: sandbox::dhl::ACCOUNT.to_owned(),
            reach: Reach::Anywhere,
        }
    }

    pub fn easypost(&self, secret: Option<&str>) -> EasypostConfig {
        EasypostConfig {
            id: "easypost".parse().expect("a short word"),
            base_url: self.url("easypost"),
            api_key: Secret::new(secret.unwrap_or(sandbox::easypost::API_KEY)),
            webhook_secret: Secret::new(sandbox::easypost::WEBHOOK_SECRET),
            reach: Reach::Anywhere,
        }
    }
}

fn party(street: &str, postcode: &str, city: &str, country: &str) -> Party {
    let address = Address {
        name: "Amira Ben Salah".to_owned(),
        street: street.to_owned(),
        extra: String::new(),
        postcode: postcode.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
        phone: "+351 21 000 0000".to_owned(),
    };
    Party { address, region: String::new(), company: String::new(), email: "amira@example.org".to_owned() }
}

/// One parcel of 1,200 grams from Lisbon to Berlin, handed over on Monday, the 23rd of November 2026.
pub fn consignment() -> Consignment {
    Consignment {
        from: party("Rua da Prata 12", "1100-419", "Lisboa", "PT"),
        to: party("Torstraße 1", "10119", "Berlin", "DE"),
        parcels: vec![Parcel::new(1_200, [300, 200, 80]).expect("a small parcel")],
        contents: vec![Content {
            description: "Lamp".to_owned(),
            quantity: 1,
            price: Money::new(4_990, Currency::Eur),
            grams: 1_000,
            origin: "PT".to_owned(),
            tariff: Some("940521".to_owned()),
        }],
        leaves: Date { year: 2026, month: 11, day: 23 },
        currency: Currency::Eur,
    }
}

/// The same to New York, where it passes customs.
pub fn overseas() -> Consignment {
    let mut to = party("350 5th Ave", "10118", "New York", "US");
    to.region = "NY".to_owned();
    Consignment { to, ..consignment() }
}

pub fn key(number: u32) -> BookingKey {
    format!("{number:032x}").parse().expect("32 hexadecimal digits")
}

/// A booking of a carrier's first offer.
pub async fn order(carrier: &dyn Carrier, consignment: Consignment, label: LabelType) -> BookRequest {
    let offers = carrier.rates(&consignment).await.expect("the practice world answers");
    let service = offers.first().expect("something is offered").service.clone();
    BookRequest { key: key(7), consignment, service, reference: "OC-7K3M-9Q2D".to_owned(), label }
}
