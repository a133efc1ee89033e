//! Orders and shoppers to race with.

use domain::{
    checkout::{Details, DetailsForm, Policy},
    ids::{OrderNumber, VisitorId},
    locale::Locale,
    money::{Currency, Money, Rate},
    order::MarketplaceOrder,
    pricing::Amounts,
    saga::{self, Part, PartState, Repeatable},
    time::Date,
    visit::Visit,
};
use rand::{Rng, rngs::StdRng};
use serde_json::json;
use store::{orders::NewOrder, parts::NewPart};

use crate::{Problem, world::HOUSE};

/// An order of one thing at the house, to be paid with a card.
pub fn order_of(visitor: &VisitorId, amount: Money, dice: &mut StdRng) -> Result<NewOrder, Problem> {
    let amounts = Amounts::of(amount, euros(0), euros(0))?;
    let number = OrderNumber::from_bits(dice.random());
    let part = Part {
        marketplace: HOUSE.parse()?,
        own: amount,
        shown: amount,
        discount: None,
        repeatable: Repeatable::Idempotent,
        state: PartState::Waiting,
        attempts: 0,
        replaced_by: None,
    };
    let order = MarketplaceOrder {
        part: 0,
        marketplace: HOUSE.parse()?,
        state: PartState::Waiting,
        marketplace_order_ids: Vec::new(),
        progress: None,
        delivery_title: "Standard".to_owned(),
        arrives_by: None,
        own: amounts,
        shown: amounts,
        rate: Rate {
            from: Currency::Eur,
            to: Currency::Eur,
            billionths: 1_000_000_000,
            dated: Date { year: 2026, month: 11, day: 20 },
        },
        items: Vec::new(),
        shipments: Vec::new(),
        events: Vec::new(),
    };
    let digest = |bits: u128| format!("{bits:032x}{bits:032x}");
    Ok(NewOrder {
        visitor: visitor.clone(),
        user: None,
        authentication: digest(dice.random()).parse()?,
        validation: digest(dice.random()).parse()?,
        relation: format!("{:032x}", dice.random::<u128>()).parse()?,
        details: details()?,
        locale: Locale::En,
        total: amount,
        parts: vec![NewPart { order, session: json!({}), request: json!({}) }],
        gateway: "stripe".to_owned(),
        method: "card".to_owned(),
        saved_method: None,
        saga: saga::begin(number, Policy::KeepRest, amount, vec![part]),
        coupon: None,
        promotions: Vec::new(),
        at: connectors::now(),
    })
}

pub fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

pub fn visitor(dice: &mut StdRng) -> VisitorId {
    format!("{:032x}", dice.random::<u128>()).parse().expect("32 hexadecimal digits")
}

pub fn visit_of(dice: &mut StdRng) -> Visit {
    Visit { visitor: Some(visitor(dice)), locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() }
}

pub fn form() -> DetailsForm {
    DetailsForm {
        email: "amira@example.org".into(),
        name: "Amira Ben Salah".into(),
        street: "Rua da Prata 12".into(),
        postcode: "1100-419".into(),
        city: "Lisboa".into(),
        country: "PT".into(),
        ..DetailsForm::default()
    }
}

fn details() -> Result<Details, Problem> {
    form().check().map_err(|_| "the details are wrong".into())
}
