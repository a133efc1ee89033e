//! Marketplaces, orders and steps to try the store with.

use domain::{
    checkout::{DetailsForm, Policy},
    ids::{OrderNumber, VisitorId},
    locale::Locale,
    marketplace::{Capabilities, DeliveryTerms, Marketplace, Protocol, SettlementMode},
    money::{Currency, Money, Rate},
    order::MarketplaceOrder,
    pricing::Amounts,
    saga::{self, Event, Part, PartState, Repeatable, Saga},
    time::Timestamp,
};
use store::{Store, marketplaces, orders::NewOrder, parts::NewPart, sagas::Advance};

use crate::Problem;

pub const NOW: Timestamp = Timestamp(1_795_248_000_000);

pub fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

/// The marketplaces that orders are placed at here.
pub const MARKETPLACES: [&str; 2] = ["harbor", "nomad"];

/// Writes the marketplaces down.
pub async fn know_marketplaces(store: &Store) -> Result<(), Problem> {
    for id in MARKETPLACES {
        let marketplace = Marketplace {
            id: id.parse()?,
            name: id.to_owned(),
            description: String::new(),
            logo: String::new(),
            colours: ("#123".to_owned(), "#def".to_owned()),
            rating: None,
            active: true,
            mode: SettlementMode::Agent,
            currency: Currency::Eur,
            protocol: Protocol::WooCommerce,
            api_base_url: "http://127.0.0.1:9".to_owned(),
            capabilities: Capabilities { order: true, ..Capabilities::default() },
            terms: DeliveryTerms {
                options: vec![],
                free_from: None,
                tax_points: 2300,
                tax_included: true,
                return_days: 30,
                sends: None,
                smallest_order: None,
            },
        };
        store.write(move |tx| Box::pin(async move { marketplaces::upsert(tx, &marketplace).await })).await?;
    }
    Ok(())
}

/// An order of a visitor, not written down yet: one part at each marketplace, for these amounts.
pub fn order(bits: u64, visitor: VisitorId, amounts: &[i64]) -> Result<NewOrder, Problem> {
    let rate = Rate { from: Currency::Eur, to: Currency::Eur, billionths: Rate::ONE, dated: NOW.date() };
    let (mut parts, mut of_saga) = (Vec::new(), Vec::new());
    for ((number, minor), marketplace) in (0..).zip(amounts).zip(MARKETPLACES) {
        let (total, none) = (euros(*minor), euros(0));
        let amounts = Amounts::of(total, none, none)?;
        let order = MarketplaceOrder {
            part: number,
            marketplace: marketplace.parse()?,
            state: PartState::Waiting,
            marketplace_order_ids: vec![],
            progress: None,
            delivery_title: "Standard".to_owned(),
            arrives_by: None,
            own: amounts,
            shown: amounts,
            rate,
            items: vec![],
            shipments: vec![],
            events: vec![],
        };
        of_saga.push(Part {
            marketplace: order.marketplace.clone(),
            own: total,
            shown: total,
            discount: None,
            repeatable: Repeatable::QueryableByReference,
            state: PartState::Waiting,
            attempts: 0,
            replaced_by: None,
        });
        parts.push(NewPart { order, session: serde_json::json!({}), request: serde_json::json!({}) });
    }
    let form = DetailsForm {
        email: "amira@example.org".to_owned(),
        name: "Amira".to_owned(),
        street: "Rua da Prata 12".to_owned(),
        postcode: "1100-419".to_owned(),
        city: "Lisboa".to_owned(),
        country: "PT".to_owned(),
        ..DetailsForm::default()
    };
    let total = euros(amounts.iter().sum());
    let number = OrderNumber::from_bits(bits);
    Ok(NewOrder {
        visitor,
        user: None,
        authentication: format!("{bits:064x}").parse()?,
        validation: format!("{bits:064x}").parse()?,
        relation: format!("{bits:032x}").parse()?,
        details: form.check().map_err(|_| "the details are plausible")?,
        locale: Locale::En,
        total,
        parts,
        gateway: "stripe".to_owned(),
        method: "card".to_owned(),
        saved_method: None,
        saga: saga::begin(number, Policy::KeepRest, total, of_saga),
        coupon: None,
        promotions: Vec::new(),
        at: NOW,
    })
}

/// A step of a saga, worked out from some state and version.
pub fn advance(saga: &Saga, version: i64, event: &Event) -> Result<Advance, Problem> {
    let step = saga::step(saga, event)?;
    Ok(Advance {
        expected_version: version,
        saga: step.saga,
        effects: step.effects.into_iter().map(|effect| (effect, NOW)).collect(),
        transactions: step.transactions,
        finishes: None,
        at: NOW,
    })
}
