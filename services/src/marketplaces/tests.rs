//! How hard a marketplace is leant on: lanes, limits, second questions, rest. Times are tested where they are counted.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use domain::{
    ids::OrderNumber,
    marketplace::{Capabilities, Protocol, SettlementMode},
    money::Money,
    saga::{Refusal, Repeatable},
};

use super::*;

/// Long enough for anything that ends at all.
const LONG: Duration = Duration::from_secs(60);

/// As long as a call that never ends is waited for.
const SHORT: Duration = Duration::from_millis(20);

/// A marketplace that answers as the test says.
#[derive(Default)]
struct Told {
    /// Which calls never end, counted from zero.
    hangs: Mutex<std::ops::Range<usize>>,
    fails: Mutex<Option<MarketplaceError>>,
    asked: AtomicUsize,
}

impl Told {
    async fn answer<T>(&self, answer: T) -> Result<T, MarketplaceError> {
        let place = self.asked.fetch_add(1, Ordering::Relaxed);
        if self.hangs.lock().unwrap().contains(&place) {
            return std::future::pending().await;
        }
        match self.fails.lock().unwrap().clone() {
            Some(error) => Err(error),
            None => Ok(answer),
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl MarketplaceAdapter for Told {
    fn capabilities(&self) -> Capabilities {
        Capabilities { search: true, quote: true, order: true, ..Capabilities::default() }
    }

    fn repeatable(&self) -> Repeatable {
        Repeatable::Neither
    }

    async fn search(&self, _: &SearchRequest) -> Result<Vec<Product>, MarketplaceError> {
        self.answer(Vec::new()).await
    }

    async fn lookup(&self, _: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError> {
        self.answer(Vec::new()).await
    }

    async fn quote(&self, _: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }

    async fn place_order(&self, _: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        self.answer(PlaceOutcome::Refused(Refusal::Other)).await
    }

    async fn find_order(&self, _: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError> {
        self.answer(None).await
    }

    async fn order_status(&self, _: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }

    async fn cancel(&self, _: &Value) -> Result<CancelOutcome, MarketplaceError> {
        self.answer(CancelOutcome::Refused).await
    }
}

fn connected(hangs: std::ops::Range<usize>) -> (Arc<Connected>, Arc<Told>) {
    let told = Arc::new(Told { hangs: Mutex::new(hangs), ..Told::default() });
    let terms = domain::marketplace::DeliveryTerms {
        options: Vec::new(),
        free_from: None,
        tax_points: 0,
        tax_included: true,
        return_days: 14,
        sends: None,
        smallest_order: None,
    };
    let marketplace = Marketplace {
        id: "told".parse().unwrap(),
        name: "Told".to_owned(),
        description: String::new(),
        logo: String::new(),
        colours: (String::new(), String::new()),
        rating: None,
        active: true,
        mode: SettlementMode::Agent,
        currency: Currency::Eur,
        protocol: Protocol::House,
        api_base_url: String::new(),
        capabilities: Capabilities::default(),
        terms,
    };
    (Arc::new(Connected::new(marketplace, told.clone())), told)
}

fn order() -> PlaceOrder {
    let details = domain::checkout::Details {
        email: String::new(),
        name: String::new(),
        street: String::new(),
        extra: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: String::new(),
        phone: String::new(),
    };
    PlaceOrder {
        order: OrderNumber::from_bits(7),
        key: "key".to_owned(),
        session: Value::Null,
        request: QuoteRequest { reference: String::new(), lines: Vec::new(), details, option: None },
        expected_total: Money::zero(Currency::Eur),
    }
}

async fn search(one: &Connected, limit: Duration) -> Option<AbsenceReason> {
    one.search(limit, &SearchRequest::default()).await.err().map(|absence| absence.reason)
}

#[tokio::test]
async fn a_hanging_marketplace_is_waited_for_five_times_and_then_left_alone() {
    let (one, told) = connected(0..usize::MAX);
    for _ in 0..50 {
        assert_eq!(search(&one, SHORT).await, Some(AbsenceReason::TooSlow));
    }
    assert_eq!(told.asked(), 5);
}

#[tokio::test]
async fn a_no_of_the_marketplace_is_no_failure_of_it() {
    let (one, told) = connected(0..0);
    *told.fails.lock().unwrap() = Some(MarketplaceError::NotFound);
    for _ in 0..50 {
        assert_eq!(search(&one, LONG).await, Some(AbsenceReason::Failing));
    }
    assert_eq!(told.asked(), 50);
}

#[tokio::test]
async fn who_finds_no_place_is_told_that_it_is_busy_and_orders_have_places_of_their_own() {
    let (one, told) = connected(0..CALLS_AT_ONCE);
    let crowd: Vec<_> = (0..CALLS_AT_ONCE)
        .map(|_| {
            let one = one.clone();
            tokio::spawn(async move { search(&one, LONG).await })
        })
        .collect();
    while told.asked() < CALLS_AT_ONCE {
        tokio::task::yield_now().await;
    }
    for _ in 0..10 {
        assert_eq!(search(&one, SHORT).await, Some(AbsenceReason::Busy));
    }
    assert_eq!(told.asked(), CALLS_AT_ONCE);
    assert_eq!(one.cancel(LONG, &Value::Null).await, Ok(CancelOutcome::Refused));
    crowd.iter().for_each(tokio::task::JoinHandle::abort);
    for left in crowd {
        assert!(left.await.is_err());
    }
    assert_eq!(search(&one, LONG).await, None, "our own crowd is no failure of the marketplace");
}

#[tokio::test]
async fn a_search_that_takes_longer_than_usual_is_asked_once_more() {
    let (one, told) = connected(30..31);
    for _ in 0..31 {
        assert_eq!(search(&one, LONG).await, None);
    }
    assert_eq!(told.asked(), 32);
}

#[tokio::test]
async fn without_a_budget_nobody_is_asked_twice() {
    let (one, told) = connected(21..usize::MAX);
    for _ in 0..21 {
        assert_eq!(search(&one, LONG).await, None);
    }
    let limit = Duration::from_millis(200);
    for _ in 0..4 {
        assert_eq!(search(&one, limit).await, Some(AbsenceReason::TooSlow));
    }
    assert_eq!(told.asked(), 21 + 4 + 2, "25 calls earn two more");
}

#[tokio::test]
async fn an_order_without_an_answer_in_time_is_in_doubt_and_asking_about_it_goes_on() {
    let (one, told) = connected(0..6);
    for _ in 0..5 {
        assert_eq!(one.place_order(SHORT, &order()).await, Ok(PlaceOutcome::InDoubt));
    }
    let held = one.place_order(SHORT, &order()).await;
    assert!(matches!(held, Err(MarketplaceError::Unavailable(_))), "not placed for certain: {held:?}");
    assert_eq!(told.asked(), 5, "nothing was sent");
    assert_eq!(one.find_order(SHORT, &order()).await, Err(MarketplaceError::TooSlow));
    assert_eq!(told.asked(), 6, "a lost answer is asked about however the marketplace stands");
    assert_eq!(search(&one, LONG).await, None, "reading has a record of its own");
    assert_eq!(one.find_order(LONG, &order()).await, Ok(None));
    let again = one.place_order(LONG, &order()).await;
    assert_eq!(again, Ok(PlaceOutcome::Refused(Refusal::Other)), "an answer to that brings it back");
}
