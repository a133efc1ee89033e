//! The same deeds on the real store.

use domain::{
    cart::{Cart, Line, Quantity},
    catalog::{Availability, Category, Product, Variant},
    ids::{ExternalId, OrderNumber, ProductRef, RefundId, RelationToken, TopUpId, VisitorId, WalletId},
    saga::{Event, Payment, Phase, RefundReason, Refusal, Source},
};
use serde_json::json;
use store::{
    Store, StoreError, carts,
    house::{self, HouseProduct, Reserved},
    orders,
    parts::{self, Placed},
    payments,
    sagas::{self, Advance},
    wallets::{self, TopUp},
};

use super::reference::{Deed, Reference, Stage, WITHDRAWN, What};
use crate::{
    Problem,
    sample::{self, NOW, advance, euros},
};

/// One shopper with a cart, a shelf, a wallet and orders of their own.
pub struct Shopper {
    store: Store,
    number: u64,
    visitor: VisitorId,
    wallet: WalletId,
    variant: ExternalId,
    orders: Vec<OrderNumber>,
    opened: u64,
}

impl Shopper {
    /// A new shopper, and a thing on the shelf that only they want.
    pub async fn new(store: &Store, number: u64, on_hand: u32) -> Result<Self, Problem> {
        let visitor: VisitorId = format!("{number:032x}").parse()?;
        let reference: ProductRef = format!("shelf:thing-{number}").parse()?;
        let line = line(&reference)?;
        let product = Product {
            relation: line.relation,
            gtin: None,
            title: line.title,
            brand: None,
            description: String::new(),
            category: Some(Category::Audio),
            price: line.unit_price,
            list_price: None,
            rating: None,
            availability: line.availability,
            pictures: vec![],
            product_url: None,
            attributes: vec![],
            variants: vec![Variant {
                external_id: line.variant.clone(),
                title: String::new(),
                price: line.unit_price,
                availability: line.availability,
                picture: None,
            }],
            observed_at: NOW,
            reference,
        };
        let shelf = [HouseProduct { product, stock: vec![(line.variant.clone(), on_hand)] }];
        let (of, new) = (visitor.clone(), WalletId::from_bits(u128::from(number)));
        let wallet = store.write(move |tx| {
            Box::pin(async move {
                house::seed(tx, &shelf).await?;
                wallets::ensure(tx, &of, &new, NOW).await
            })
        });
        let wallet = wallet.await?;
        Ok(Self { store: store.clone(), number, visitor, wallet, variant: line.variant, orders: vec![], opened: 0 })
    }

    /// Does it; says whether the store did.
    pub async fn does(&mut self, deed: &Deed) -> Result<bool, Problem> {
        match *deed {
            Deed::SetLine { product, quantity } => self.set_line(product, quantity).await,
            Deed::KeepStale => {
                let version = carts::load(self.store.reader(), &self.visitor).await?.0.version;
                Ok(self.keep(Cart::default(), version - 1).await?.is_some())
            }
            Deed::SetAside { reference, quantity } => {
                let (reference, wanted) =
                    (self.reference(reference), vec![(self.variant.clone(), quantity.try_into()?)]);
                let aside = self
                    .store
                    .write(move |tx| Box::pin(async move { house::reserve(tx, &reference, &wanted, NOW).await }));
                Ok(aside.await? == Reserved::Held)
            }
            Deed::Take { reference } => {
                let reference = self.reference(reference);
                Ok(self.store.write(move |tx| Box::pin(async move { house::claim(tx, &reference).await })).await?)
            }
            Deed::PutBack { reference } => {
                let reference = self.reference(reference);
                self.store.write(move |tx| Box::pin(async move { house::release(tx, &reference).await })).await?;
                Ok(true)
            }
            Deed::TopUp { payment, amount } => self.top_up(payment, amount).await,
            Deed::Open { by_wallet, prices } => self.open(by_wallet, prices).await,
            Deed::Happens { order, what } => self.happens(order, what).await,
        }
    }

    fn reference(&self, reference: u32) -> String {
        format!("{}:{reference}", self.number)
    }

    async fn keep(&self, cart: Cart, version: i64) -> Result<Option<i64>, StoreError> {
        let visitor = self.visitor.clone();
        self.store.write(move |tx| Box::pin(async move { carts::save(tx, &visitor, &cart, version, NOW).await })).await
    }

    async fn set_line(&self, product: u32, quantity: u32) -> Result<bool, Problem> {
        let mut cart = carts::load(self.store.reader(), &self.visitor).await?.0;
        let reference: ProductRef = format!("harbor:{product}").parse()?;
        cart.lines.retain(|line| line.product != reference);
        if let Ok(quantity) = Quantity::try_from(quantity) {
            cart.lines.push(Line { quantity, ..line(&reference)? });
        }
        let version = cart.version;
        Ok(self.keep(cart, version).await?.is_some())
    }

    async fn top_up(&mut self, payment: u32, amount: i64) -> Result<bool, Problem> {
        self.opened += 1;
        let id: TopUpId = format!("TU-{:016x}{:016x}", self.number, self.opened).parse()?;
        let (wallet, reference) = (self.wallet.clone(), format!("pi_{}_{payment}", self.number));
        let credited = self.store.write(move |tx| {
            Box::pin(async move {
                let amount = euros(amount);
                wallets::open_top_up(tx, &id, &wallet, "stripe", amount, NOW).await?;
                let gateway = "stripe".to_owned();
                let opened =
                    TopUp { id, wallet, gateway, amount, session: None, state: "open".to_owned(), created_at: NOW };
                wallets::credit(tx, &opened, &reference, amount, NOW).await
            })
        });
        Ok(credited.await?)
    }

    async fn open(&mut self, by_wallet: bool, prices: [i64; 2]) -> Result<bool, Problem> {
        self.opened += 1;
        let mut new = sample::order((self.number << 12) + self.opened, self.visitor.clone(), &prices)?;
        let mut at_once = None;
        if by_wallet {
            new.saga = new.saga.paid_from(self.wallet.clone());
            let held = Event::PaymentAuthorised { reference: new.saga.hold_reference(), amount: new.saga.ceiling };
            at_once = Some(advance(&new.saga, 1, &held)?);
        }
        let number = new.saga.order.clone();
        let opened = self.store.write(move |tx| {
            Box::pin(async move {
                orders::create(tx, &new).await?;
                if let Some(held) = &at_once {
                    sagas::advance(tx, held).await?;
                }
                Ok(())
            })
        });
        match opened.await {
            Ok(()) => self.orders.push(number),
            Err(StoreError::WalletShort) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        Ok(true)
    }

    /// Works out the step and commits it; says `false` where the rules refuse the event.
    async fn happens(&self, order: usize, what: What) -> Result<bool, Problem> {
        let number = self.orders.get(order).ok_or("an order that was opened")?;
        let known = sagas::load(self.store.reader(), number).await?.ok_or("an order has a saga")?;
        let reference = match known.saga.source {
            Source::Wallet { .. } => known.saga.hold_reference(),
            Source::Gateway => format!("pi_{number}"),
        };
        let amount = known.saga.ceiling;
        let event = match what {
            What::Paid => Event::PaymentAuthorised { reference, amount },
            What::Abandoned => Event::PaymentAbandoned,
            What::Placed(part) => Event::PartPlaced { part: part as u32 },
            What::Refused(part) => Event::PartRefused { part: part as u32, reason: Refusal::OutOfStock },
            What::Captured => {
                let placed = known.saga.parts.iter().filter(|part| part.state.word() == "placed");
                Event::Captured { amount: euros(placed.map(|part| part.shown.minor).sum()) }
            }
            What::Released => Event::Released,
            What::Withdrawn(part) => Event::PartWithdrawn { part: part as u32 },
            What::RefundAsked { key, part, amount } => {
                let (id, reason) = (refund(key)?, RefundReason::Goodwill);
                Event::RefundAsked { id, part: part as u32, amount: euros(amount), reason }
            }
            What::Refunded(key) => Event::Refunded { id: refund(key)? },
            What::RefundRefused(key) => Event::RefundRefused { id: refund(key)? },
        };
        let Ok(next) = advance(&known.saga, known.version, &event) else { return Ok(false) };
        let placed = if let What::Placed(part) = what { Some(part as u32) } else { None };
        self.commit(next, placed).await
    }

    async fn commit(&self, next: Advance, placed: Option<u32>) -> Result<bool, Problem> {
        let committed = self.store.write(move |tx| {
            Box::pin(async move {
                let order = next.saga.order.clone();
                if !sagas::advance(tx, &next).await? {
                    return Err(StoreError::Conflict);
                }
                if let Some(part) = placed {
                    let ids = vec![format!("{order}/{part}")];
                    let placed = Placed { ids, handle: json!({}), next_poll_at: NOW };
                    parts::set_placed(tx, &order, part, &placed).await?;
                }
                Ok(true)
            })
        });
        Ok(committed.await?)
    }

    /// Whether the store shows the numbers of the reference, as far as the deed could change them.
    pub async fn shows(&self, reference: &Reference, deed: &Deed) -> Result<(), Problem> {
        let reader = self.store.reader();
        match deed {
            Deed::SetLine { .. } | Deed::KeepStale => {
                let cart = carts::load(reader, &self.visitor).await?.0;
                let mut lines: Vec<(String, u32)> =
                    cart.lines.iter().map(|line| (line.product.to_string(), line.quantity.into())).collect();
                lines.sort();
                let wanted: Vec<(String, u32)> =
                    reference.cart.iter().map(|(product, quantity)| (format!("harbor:{product}"), *quantity)).collect();
                same((cart.version, lines), (reference.cart_version, wanted))
            }
            Deed::SetAside { .. } | Deed::Take { .. } | Deed::PutBack { .. } => {
                let id: ExternalId = format!("thing-{}", self.number).parse()?;
                let product = house::by_ids(reader, &[id]).await?.pop().ok_or("a thing on the shelf")?;
                let left = match product.variants[0].availability {
                    Availability::InStock(left) => left.unwrap_or(u32::MAX),
                    _ => 0,
                };
                same(left, reference.left())
            }
            Deed::TopUp { .. } => self.shows_wallet(reference).await,
            Deed::Open { .. } => self.shows_wallet(reference).await,
            Deed::Happens { order, .. } => {
                self.shows_wallet(reference).await?;
                self.shows_order(reference, *order).await
            }
        }
    }

    async fn shows_wallet(&self, reference: &Reference) -> Result<(), Problem> {
        let balances = wallets::balances(self.store.reader(), &self.wallet).await?;
        let (mut free, mut held) = (0, 0);
        for balance in balances {
            (free, held) = (free + balance.available.minor, held + balance.held.minor);
        }
        same((free, held), (reference.wallet, reference.held))
    }

    async fn shows_order(&self, reference: &Reference, at: usize) -> Result<(), Problem> {
        let (number, wanted) = (&self.orders[at], &reference.orders[at]);
        let saga = sagas::load(self.store.reader(), number).await?.ok_or("an order has a saga")?.saga;
        let stage = match saga.phase {
            Phase::AwaitingPayment => Stage::Awaiting,
            Phase::Placing => Stage::Placing,
            Phase::Settling if matches!(saga.payment, Payment::Capturing { .. }) => Stage::Capturing,
            Phase::Settling => Stage::Releasing,
            Phase::Done => Stage::Done,
            phase => return Err(format!("an order is in {phase:?}").into()),
        };
        let payment = payments::of(self.store.reader(), number).await?.ok_or("an order has a payment")?;
        same(
            (stage, payment.captured.minor, payment.refunded.minor),
            (wanted.stage, wanted.captured, wanted.refunded()),
        )
    }
}

fn same<T: PartialEq + std::fmt::Debug>(shown: T, wanted: T) -> Result<(), Problem> {
    if shown == wanted { Ok(()) } else { Err(format!("the store shows {shown:?} instead of {wanted:?}").into()) }
}

fn refund(key: u32) -> Result<RefundId, Problem> {
    match key.checked_sub(WITHDRAWN) {
        Some(part) => Ok(RefundId::of_withdrawn(part)),
        None => Ok(RefundId::of_key(&key.to_string())?),
    }
}

fn line(product: &ProductRef) -> Result<Line, Problem> {
    Ok(Line {
        variant: format!("{}-one", product.external_id).parse()?,
        relation: RelationToken::of(product, None),
        quantity: Quantity::ONE,
        added_at: NOW,
        title: "Thing".to_owned(),
        variant_title: String::new(),
        picture: None,
        unit_price: euros(1_200),
        price_when_added: euros(1_200),
        availability: Availability::InStock(None),
        product: product.clone(),
    })
}
