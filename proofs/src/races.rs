//! Money that can be spent once, wanted by many at the same moment: a wallet, and what may be given back of a payment.
//! Coupons are not among them: this shop has none.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use clap::Parser;
use domain::{
    cart::Quantity,
    checkout::{Details, DetailsForm, Policy, Tolerance},
    ids::{OrderNumber, ProductRef, TopUpId, VisitorId, WalletId},
    locale::Locale,
    money::{Currency, Money, Rate},
    order::MarketplaceOrder,
    pricing::Amounts,
    saga::{self, Event, Part, PartState, RefundReason, RefundState, Repeatable},
    time::Date,
    visit::Visit,
};
use futures::future::join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;
use server::{configuration::Configuration, start};
use services::{PayOutcome, ServiceError, Shop};
use store::{
    Store, StoreError,
    orders::{self, NewOrder},
    parts::NewPart,
    sagas::{self, Advance},
    wallets,
};

use crate::{
    Database, Finding, Problem, Size,
    world::{HOUSE, World, shopper::GOOD_CARD},
};

/// How many want to spend from the wallet at once, and how much is in it.
const SPENDERS: u64 = 200;
const IN_THE_WALLET: i64 = 10_000;
const EACH_SPENDS: i64 = 100;

/// How many ask for money back at once.
const REFUNDS: usize = 500;

/// For how long refunds may be under way.
const PATIENCE: Duration = Duration::from_secs(60);

/// Lets a quarter of an hour pass for what waits.
const LATER: &str = "UPDATE effect SET next_at = next_at - 900000, lease_until = lease_until - 900000 \
                     WHERE done_at IS NULL AND next_at < 9000000000000000";

/// Runs the proof.
///
/// # Errors
/// When the shop cannot be put together.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let rounds = size.count(1, 200);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (mut spent, mut refused, mut overdrawn) = (0, 0, 0);
    let mut refunds = Refunds::default();
    let (mut broken, mut wrong) = (0, 0);
    for round in 0..rounds {
        let ground = Ground::open(size.database).await?;
        let (took, short) = spend(ground.shop.store(), &mut dice).await?;
        let wallet = ground.world.books.number("SELECT MIN(available) FROM wallet_balance").await?;
        (spent, refused) = (spent + took, refused + short);
        overdrawn += u64::from(wallet < 0);
        wrong += u64::from((took, took + short, wallet) != (100, SPENDERS, 0));
        ground.forget_the_spenders().await?;
        let found = ground.refunds(&mut dice).await?;
        wrong += u64::from(!found.fits());
        refunds = refunds.and(found);
        broken += store::audit::invariants(ground.shop.store().reader()).await?.len();
        ground.world.close().await;
        if (round + 1) % 10 == 0 {
            eprintln!("      {} of {rounds} rounds, {wrong} wrong", round + 1);
        }
    }
    let figure = json!({
        "rounds": rounds,
        "spends wanted": rounds * SPENDERS,
        "spent": spent,
        "refused": refused,
        "wallets overdrawn": overdrawn,
        "refunds wanted": refunds.wanted,
        "refunds given": refunds.given,
        "refunds beyond what was captured": refunds.beyond,
        "invariants": broken,
        "coupons": "none in this shop",
    });
    let ok = wrong == 0 && overdrawn == 0 && refunds.beyond == 0 && broken == 0 && spent == rounds * 100;
    Ok(Finding { figure, ok })
}

/// A shop in this process, on a database of its own.
struct Ground {
    world: World,
    shop: Shop,
}

/// What came of refunds.
#[derive(Default)]
struct Refunds {
    wanted: u64,
    given: u64,
    beyond: u64,
    /// What our books and the gateway's say was given back.
    ours: i64,
    theirs: i64,
}

impl Refunds {
    fn fits(&self) -> bool {
        self.beyond == 0 && self.ours == self.theirs && self.given > 0
    }

    fn and(self, other: Self) -> Self {
        Self {
            wanted: self.wanted + other.wanted,
            given: self.given + other.given,
            beyond: self.beyond + other.beyond,
            ours: self.ours + other.ours,
            theirs: self.theirs + other.theirs,
        }
    }
}

/// Two hundred spend 1.00 each from a wallet with 100.00, as a checkout does it: the order and the hold in one commit.
async fn spend(store: &Store, dice: &mut StdRng) -> Result<(u64, u64), Problem> {
    let visitor = visitor(dice);
    let (new, top_up) = (WalletId::from_bits(dice.random()), TopUpId::from_bits(dice.random()));
    let owner = visitor.clone();
    let wallet = store
        .write(move |tx| {
            Box::pin(async move {
                let wallet = wallets::ensure(tx, &owner, &new, connectors::now()).await?;
                let all = euros(IN_THE_WALLET);
                wallets::open_top_up(tx, &top_up, &wallet, "stripe", all, connectors::now()).await?;
                if let Some(top_up) = wallets::top_up(tx, &top_up).await? {
                    wallets::credit(tx, &top_up, "pi_race", all, connectors::now()).await?;
                }
                Ok(wallet)
            })
        })
        .await?;
    let orders: Vec<NewOrder> =
        (0..SPENDERS).map(|_| order_from(&wallet, &visitor, dice)).collect::<Result<_, Problem>>()?;
    let spends = join_all(orders.into_iter().map(|order| {
        let store = store.clone();
        tokio::spawn(async move { spend_once(&store, order).await })
    }));
    let (mut took, mut short) = (0, 0);
    for spent in spends.await {
        match spent? {
            Ok(()) => took += 1,
            Err(StoreError::WalletShort) => short += 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok((took, short))
}

async fn spend_once(store: &Store, order: NewOrder) -> Result<(), StoreError> {
    let event = Event::PaymentAuthorised { reference: order.saga.hold_reference(), amount: order.saga.ceiling };
    let next = saga::step(&order.saga, &event).map_err(|_| StoreError::Conflict)?;
    let at = order.at;
    let step = Advance {
        expected_version: 1,
        saga: next.saga,
        effects: next.effects.into_iter().map(|effect| (effect, at)).collect(),
        transactions: next.transactions,
        finishes: None,
        at,
    };
    store
        .write(move |tx| {
            Box::pin(async move {
                orders::create(tx, &order).await?;
                if sagas::advance(tx, &step).await? { Ok(()) } else { Err(StoreError::Conflict) }
            })
        })
        .await
}

/// An order of 1.00 at the house.
fn order_from(wallet: &WalletId, visitor: &VisitorId, dice: &mut StdRng) -> Result<NewOrder, Problem> {
    let amount = euros(EACH_SPENDS);
    let amounts = Amounts::of(amount, euros(0), euros(0))?;
    let number = OrderNumber::from_bits(dice.random());
    let part = Part {
        marketplace: HOUSE.parse()?,
        own: amount,
        shown: amount,
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
        gateway: "wallet".to_owned(),
        method: "wallet".to_owned(),
        saga: saga::begin(number, Policy::KeepRest, amount, vec![part]).paid_from(wallet.clone()),
        at: connectors::now(),
    })
}

impl Ground {
    async fn open(database: Database) -> Result<Self, Problem> {
        let mut world = World::open(database).await?;
        let arguments =
            ["server", "--database-url", world.database(), "--sandbox", &world.url("desk"), "--poll-seconds", "0"];
        let mut configuration = Configuration::try_parse_from(arguments)?;
        configuration.secret_file = Some(world.folder().join("secret"));
        let shop = start::shop(&configuration).await?;
        world.books.open().await?;
        Ok(Self { world, shop })
    }

    /// What the spenders ordered is not to be placed: nobody sells it.
    async fn forget_the_spenders(&self) -> Result<(), Problem> {
        self.world.books.run("UPDATE effect SET next_at = 9000000000000000 WHERE done_at IS NULL").await
    }

    /// Buys two things for one payment and asks five hundred times at once for some of it back.
    async fn refunds(&self, dice: &mut StdRng) -> Result<Refunds, Problem> {
        let (order, parts) = self.bought(dice).await?;
        let reasons = [RefundReason::Withdrawn, RefundReason::Returned, RefundReason::Damaged, RefundReason::Goodwill];
        let wishes = (0..REFUNDS).map(|number| {
            let part = u32::try_from(number % parts.len()).unwrap_or(0);
            let most = parts[number % parts.len()].minor;
            let amount = euros(dice.random_range(1..=(most / 20).max(2)));
            // Every fifth asks a second time under the key of the one before.
            let key = format!("race-{}", number - usize::from(number % 5 == 4));
            (part, amount, reasons[number % reasons.len()], key)
        });
        let asked = join_all(wishes.collect::<Vec<_>>().into_iter().map(|(part, amount, reason, key)| {
            let (shop, order) = (self.shop.clone(), order.clone());
            tokio::spawn(async move { shop.refund(&order, part, amount, reason, &key).await })
        }));
        let mut refunds = Refunds { wanted: REFUNDS as u64, ..Refunds::default() };
        for answer in asked.await {
            match answer? {
                Ok(_) | Err(ServiceError::RefundTooLarge { .. } | ServiceError::KeyReused | ServiceError::Conflict) => {
                }
                Err(error) => return Err(error.into()),
            }
        }
        self.work().await?;
        let captured: i64 = parts.iter().map(|part| part.minor).sum();
        let saga = sagas::load(self.shop.store().reader(), &order).await?.ok_or("the order is gone")?.saga;
        let mut of_part: BTreeMap<u32, i64> = BTreeMap::new();
        for refund in saga.refunds.iter().filter(|refund| refund.state != RefundState::Refused) {
            *of_part.entry(refund.part).or_default() += refund.amount.minor;
            refunds.given += 1;
        }
        refunds.ours = of_part.values().sum();
        let told = self.world.gateway_journal().await?;
        let given = told.iter().filter(|entry| entry.kind == "refunded");
        refunds.theirs = given.filter_map(|entry| entry.amount_minor).sum();
        let beyond = |(part, sum): (&u32, &i64)| parts.get(*part as usize).is_none_or(|paid| *sum > paid.minor);
        refunds.beyond =
            of_part.iter().filter(|one| beyond(*one)).count() as u64 + u64::from(refunds.theirs > captured);
        Ok(refunds)
    }

    /// An order of two parts that was paid and placed; what each part cost.
    async fn bought(&self, dice: &mut StdRng) -> Result<(OrderNumber, Vec<Money>), Problem> {
        let visit = visit_of(dice);
        for marketplace in [HOUSE, "baobab"] {
            let product = self.something_of(&visit, marketplace).await?;
            self.shop.add_to_cart(&visit, &product, None, Quantity::ONE).await?;
        }
        self.shop.save_details(&visit, form()).await?;
        let live = self.shop.save_delivery(&visit, BTreeMap::new()).await?.draft.live.ok_or("no live quote")?;
        let outcome = self.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await?;
        let PayOutcome::GoTo(page) = outcome else { return Err("something changed".into()) };
        let card = [("card_number", GOOD_CARD), ("expiry", "12/34"), ("security_code", "123"), ("cardholder", "Amira")];
        self.world.http.post(page).form(&card).send().await?;
        let number = self.shop.orders(&visit).await?.first().ok_or("no order")?.number.clone();
        self.shop.order(&visit, &number, None).await?;
        self.work().await?;
        let order = self.shop.order(&visit, &number, None).await?;
        if order.captured != order.total {
            return Err(format!("{number} was not captured whole").into());
        }
        Ok((number, order.parts.iter().map(|part| part.shown.total).collect()))
    }

    async fn something_of(&self, visit: &Visit, marketplace: &str) -> Result<ProductRef, Problem> {
        for text in ["lamp", "mug", "bottle", "casque", "a"] {
            let query = domain::search::SearchQuery { text: text.to_owned(), page: 1, ..Default::default() };
            for offer in self.shop.search(visit, query).await.groups.into_iter().flat_map(|group| group.offers) {
                let product = offer.product;
                let plain = product.variants.len() == 1 && product.availability.is_in_stock();
                if plain && product.reference.marketplace.as_str() == marketplace {
                    return Ok(product.reference);
                }
            }
        }
        Err(format!("{marketplace} sells nothing").into())
    }

    /// Carries out what is due until nothing is.
    async fn work(&self) -> Result<(), Problem> {
        let began = Instant::now();
        let open = "SELECT COUNT(*) FROM effect WHERE done_at IS NULL AND next_at < 9000000000000000";
        loop {
            let done = self.shop.carry_out("races").await?;
            if done == 0 && self.world.books.number(open).await? == 0 {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                return Err("the work does not come to an end".into());
            }
            // What lost twenty times against others waits for its lease to run out; nobody is at work any more.
            self.world.books.run(LATER).await?;
        }
    }
}

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn visitor(dice: &mut StdRng) -> VisitorId {
    format!("{:032x}", dice.random::<u128>()).parse().expect("32 hexadecimal digits")
}

fn visit_of(dice: &mut StdRng) -> Visit {
    Visit { visitor: Some(visitor(dice)), locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() }
}

fn form() -> DetailsForm {
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
