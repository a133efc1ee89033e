//! Marketplaces, products and orders to test with.

use domain::{
    cart::{Line, Quantity},
    catalog::{Availability, Category, Product, Rating, Variant},
    checkout::{DetailsForm, Policy},
    ids::{MarketplaceId, OrderNumber, ProductRef, RefundId, RelationToken, SecretToken, VisitorId},
    locale::Locale,
    marketplace::{Capabilities, DeliveryTerms, Marketplace, Protocol, SettlementMode},
    money::{Currency, Money, Rate},
    order::{MarketplaceOrder, OrderItem},
    pricing::Amounts,
    saga::{self, Event, Part, PartState, RefundReason, Repeatable},
    time::Timestamp,
};
use serde_json::json;

use crate::{
    Store, StoreError, alerts, effects, marketplaces,
    orders::{self, NewOrder},
    parts::{self, NewPart, Placed},
    sagas::{self, Advance, StoredSaga},
    testing::{Fresh, fresh},
};

pub const NOW: Timestamp = Timestamp(1_795_248_000_000);

pub fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

pub fn visitor(digit: char) -> VisitorId {
    digit.to_string().repeat(32).parse().unwrap()
}

pub fn reference(text: &str) -> ProductRef {
    text.parse().unwrap()
}

pub fn marketplace(id: &str) -> Marketplace {
    Marketplace {
        id: id.parse().unwrap(),
        name: id.to_uppercase(),
        description: "Things by the sea.".into(),
        logo: format!("/logos/{id}.svg"),
        colours: ("#123".into(), "#def".into()),
        rating: Some(460),
        active: true,
        mode: SettlementMode::Agent,
        currency: Currency::Eur,
        protocol: Protocol::WooCommerce,
        api_base_url: "http://127.0.0.1:4001".into(),
        capabilities: Capabilities { search: true, order: true, ..Capabilities::default() },
        terms: DeliveryTerms {
            options: vec![],
            free_from: Some(euros(5000)),
            tax_points: 2300,
            tax_included: true,
            return_days: 30,
            sends: None,
            smallest_order: None,
        },
    }
}

/// A fresh store that knows the marketplaces `harbor` and `nomad`.
pub async fn shop() -> Fresh {
    let store = fresh().await;
    for id in ["harbor", "nomad"] {
        store.write(move |tx| Box::pin(async move { marketplaces::upsert(tx, &marketplace(id)).await })).await.unwrap();
    }
    store
}

pub fn product(text: &str, title: &str) -> Product {
    let reference = reference(text);
    Product {
        relation: RelationToken::of(&reference, None),
        gtin: None,
        title: title.into(),
        brand: Some("Tonvik".into()),
        description: "Good.".into(),
        category: Some(Category::Audio),
        price: euros(1200),
        list_price: None,
        rating: Some(Rating { hundredths: 430, count: 12 }),
        availability: Availability::InStock(None),
        pictures: vec![],
        product_url: None,
        attributes: vec![],
        variants: vec![Variant {
            external_id: format!("{}-one", reference.external_id).parse().unwrap(),
            title: String::new(),
            price: euros(1200),
            availability: Availability::InStock(Some(4)),
            picture: None,
        }],
        observed_at: NOW,
        reference,
    }
}

pub fn line(text: &str, quantity: u32) -> Line {
    let product = product(text, "Speaker");
    Line {
        variant: product.variants[0].external_id.clone(),
        relation: product.relation,
        quantity: Quantity::try_from(quantity).unwrap(),
        added_at: NOW,
        title: product.title,
        variant_title: String::new(),
        picture: None,
        unit_price: product.price,
        price_when_added: product.price,
        availability: product.availability,
        product: product.reference,
    }
}

pub fn part(number: u32, marketplace: &str, total: Money) -> NewPart {
    let id: MarketplaceId = marketplace.parse().unwrap();
    let amounts = Amounts::of(total, Money::zero(total.currency), Money::zero(total.currency)).unwrap();
    let item = OrderItem {
        product: reference(&format!("{marketplace}:speaker")),
        variant: "speaker-one".parse().unwrap(),
        title: "Speaker".into(),
        variant_title: String::new(),
        picture: None,
        quantity: Quantity::ONE,
        unit: total,
        shown: total,
        discount: None,
        tax_points: Some(2300),
    };
    let order = MarketplaceOrder {
        part: number,
        marketplace: id,
        state: PartState::Waiting,
        marketplace_order_ids: vec![],
        progress: None,
        delivery_title: "Standard".into(),
        arrives_by: None,
        own: amounts,
        shown: amounts,
        rate: Rate { from: total.currency, to: total.currency, billionths: Rate::ONE, dated: NOW.date() },
        items: vec![item],
        shipments: vec![],
        events: vec![],
    };
    NewPart { order, session: json!({"cart": number}), request: json!({"lines": 1}) }
}

pub fn number(bits: u64) -> OrderNumber {
    OrderNumber::from_bits(bits)
}

/// An order over 70 at harbor and 50 at nomad.
pub fn new_order(bits: u64, policy: Policy) -> NewOrder {
    let parts = vec![part(0, "harbor", euros(7000)), part(1, "nomad", euros(5000))];
    let of_saga = |part: &NewPart| Part {
        marketplace: part.order.marketplace.clone(),
        own: part.order.own.total,
        shown: part.order.shown.total,
        discount: part.order.shown.discount,
        repeatable: Repeatable::QueryableByReference,
        state: PartState::Waiting,
        attempts: 0,
        replaced_by: None,
    };
    let form = DetailsForm {
        email: "amira@example.org".into(),
        name: "Amira".into(),
        street: "Rua da Prata 12".into(),
        postcode: "1100-419".into(),
        city: "Lisboa".into(),
        country: "PT".into(),
        ..DetailsForm::default()
    };
    NewOrder {
        visitor: visitor('a'),
        user: None,
        authentication: "1".repeat(64).parse().unwrap(),
        validation: "2".repeat(64).parse().unwrap(),
        relation: format!("{bits:032x}").parse::<SecretToken>().unwrap(),
        details: form.check().unwrap(),
        locale: Locale::Fr,
        total: euros(12_000),
        saga: saga::begin(number(bits), policy, euros(12_000), parts.iter().map(of_saga).collect()),
        coupon: None,
        promotions: Vec::new(),
        parts,
        gateway: "stripe".into(),
        method: "card".into(),
        saved_method: None,
        at: NOW,
    }
}

pub async fn open(store: &Store, bits: u64, policy: Policy) -> OrderNumber {
    store.write(move |tx| Box::pin(async move { orders::create(tx, &new_order(bits, policy)).await })).await.unwrap();
    number(bits)
}

/// Carries an event through the saga and commits what it leads to.
pub async fn tell(store: &Store, order: &OrderNumber, event: Event) -> Result<bool, StoreError> {
    finish(store, order, event, None).await
}

/// The same, as the outcome of an effect.
pub async fn finish(
    store: &Store,
    order: &OrderNumber,
    event: Event,
    finishes: Option<(String, i64)>,
) -> Result<bool, StoreError> {
    let known = sagas::load(store.reader(), order).await?.unwrap();
    finish_from(store, &known, event, finishes).await
}

/// The same, worked out from a state that was read before.
pub async fn finish_from(
    store: &Store,
    known: &StoredSaga,
    event: Event,
    finishes: Option<(String, i64)>,
) -> Result<bool, StoreError> {
    let step = saga::step(&known.saga, &event).unwrap();
    let order = known.saga.order.clone();
    let placed = match event {
        Event::PartPlaced { part } => Some(part),
        _ => None,
    };
    let advance = Advance {
        expected_version: known.version,
        effects: step.effects.into_iter().map(|effect| (effect, NOW)).collect(),
        saga: step.saga,
        transactions: step.transactions,
        finishes,
        at: NOW,
    };
    let work = store.write(move |tx| {
        Box::pin(async move {
            if let Some(part) = placed {
                let ids = vec![format!("{order}/{part}")];
                let placed = Placed { ids, handle: json!({"id": part}), next_poll_at: NOW };
                parts::set_placed(tx, &order, part, &placed).await?;
            }
            if sagas::advance(tx, &advance).await? { Ok(true) } else { Err(StoreError::Conflict) }
        })
    });
    match work.await {
        Err(StoreError::Conflict) => Ok(false),
        outcome => outcome,
    }
}

pub fn authorised(reference: &str) -> Event {
    Event::PaymentAuthorised { reference: reference.into(), amount: euros(12_000) }
}

/// Somebody asks for some of a part's price to be given back.
pub fn refund(key: &str, part: u32, minor: i64) -> Event {
    let id = RefundId::of_key(key).unwrap();
    Event::RefundAsked { id, part, amount: euros(minor), reason: RefundReason::Goodwill }
}

/// Marks everything in the outbox as done; an alert calls a person.
pub async fn empty_outbox(store: &Store) {
    let work = store.write(|tx| {
        Box::pin(async move {
            for leased in effects::lease(tx, "sweeper", NOW.plus(1_000_000), 1, 1000).await? {
                if matches!(leased.effect, saga::Effect::Alert { .. }) {
                    alerts::raise(tx, Some(&leased.order), "stuck", NOW).await?;
                }
                effects::finish(tx, &leased.id, leased.fence, NOW).await?;
            }
            Ok(())
        })
    });
    work.await.unwrap();
}
