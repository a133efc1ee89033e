//! Shoppers who buy all the time, and somebody who looks closely at what is answered during an outage.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use reqwest::{Client, StatusCode, header};
use tokio::task::{JoinHandle, JoinSet};

use crate::{
    Problem,
    world::{
        World,
        shopper::{GOOD_CARD, Shopper},
    },
};

/// How many people shop at once.
const SHOPPERS: usize = 6;

/// How many look closely at once.
const PROBES: usize = 12;

/// Shoppers who buy all the time.
pub struct Load {
    closing: Arc<AtomicBool>,
    shoppers: JoinSet<Result<(), Problem>>,
}

impl Load {
    /// Lets them in.
    pub fn start(world: &World, goods: &[ProductRef], seed: u64) -> Self {
        let closing = Arc::new(AtomicBool::new(false));
        let mut shoppers = JoinSet::new();
        let goods: Arc<[ProductRef]> = goods.into();
        for number in 0..SHOPPERS {
            let (goods, closing) = (goods.clone(), closing.clone());
            let (http, shop) = (world.http.clone(), world.server.url());
            let mut dice = StdRng::seed_from_u64(seed.wrapping_add(number as u64));
            shoppers.spawn(async move {
                while !closing.load(Ordering::SeqCst) {
                    buy(&Shopper::new(&http, &shop, &mut dice), &goods, &mut dice).await?;
                }
                Ok(())
            });
        }
        Self { closing, shoppers }
    }

    /// Waits until everybody has finished what they began.
    ///
    /// # Errors
    /// When somebody was not answered for two minutes.
    pub async fn stop(mut self) -> Result<(), Problem> {
        self.closing.store(true, Ordering::SeqCst);
        while let Some(ended) = self.shoppers.join_next().await {
            ended??;
        }
        Ok(())
    }
}

/// One purchase of one or two things; trouble on the way ends it, as it would for a person.
async fn buy(shopper: &Shopper, goods: &[ProductRef], dice: &mut StdRng) -> Result<(), Problem> {
    let mut basket: Vec<ProductRef> = goods.choose_multiple(dice, 2).cloned().collect();
    basket.dedup_by(|one, other| one.marketplace == other.marketplace);
    let Ok(consent) = shopper.to_the_review(&basket).await? else { return Ok(()) };
    let Ok(page) = shopper.agree(&consent, "keep_rest", "0").await? else { return Ok(()) };
    let paid = shopper.pay(&page, GOOD_CARD).await?;
    let path = paid.location.split_once("/order/").map(|(_, rest)| format!("/order/{rest}"));
    shopper.open(&path.unwrap_or_else(|| "/orders".to_owned())).await?;
    Ok(())
}

/// What was answered during outages.
#[derive(Default)]
pub struct Answers {
    /// 503 with `Retry-After`.
    pub told_to_come_back: u64,
    /// What could be answered without the part of the database that was gone.
    pub answered: u64,
    /// Anything else: another error, no `Retry-After`, no answer at all.
    pub wrong: u64,
    /// The longest wait for an answer.
    pub slowest: Duration,
}

impl Answers {
    /// Adds what others found.
    pub fn add(&mut self, other: Self) {
        self.told_to_come_back += other.told_to_come_back;
        self.answered += other.answered;
        self.wrong += other.wrong;
        self.slowest = self.slowest.max(other.slowest);
    }
}

/// Somebody who asks as scripts do, so that the answer itself has the status.
#[derive(Clone)]
pub struct Probe {
    http: Client,
    shop: String,
    visitor: String,
    product: String,
}

/// Asking all the time.
pub struct Asking {
    counts: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    asking: Vec<JoinHandle<Answers>>,
}

impl Probe {
    /// A visitor who knows one product.
    ///
    /// # Errors
    /// When the shop has no goods.
    pub fn new(world: &World, goods: &[ProductRef], seed: u64) -> Result<Self, Problem> {
        let product = goods.first().ok_or("the shop has no goods")?.to_string();
        let visitor = format!("{seed:032x}");
        Ok(Self { http: world.http.clone(), shop: world.server.url(), visitor, product })
    }

    /// A write: something is put into the cart. A read: the orders. One after the other.
    async fn ask(&self, number: u64) -> Result<reqwest::Response, reqwest::Error> {
        let asked = if number.is_multiple_of(3) {
            self.http.get(format!("{}/orders", self.shop))
        } else {
            let form = [("product", self.product.as_str()), ("quantity", "1")];
            self.http.post(format!("{}/api/cart/add", self.shop)).form(&form)
        };
        let cookie = format!("visitor={}", self.visitor);
        asked.header(header::COOKIE, cookie).header("sec-fetch-site", "same-origin").send().await
    }

    /// Asks until told to stop.
    pub fn ask_all_the_time(&self) -> Asking {
        let (counts, stop) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let asking = (0..PROBES).map(|_| {
            let (probe, counts, stop) = (self.clone(), counts.clone(), stop.clone());
            tokio::spawn(async move {
                let (mut answers, mut number) = (Answers::default(), 0);
                while !stop.load(Ordering::SeqCst) {
                    number += 1;
                    let counted = counts.load(Ordering::SeqCst);
                    let began = Instant::now();
                    let answer = probe.ask(number).await;
                    // What was answered after it was over says nothing about the outage.
                    if counted && !stop.load(Ordering::SeqCst) {
                        answers.note(answer, began.elapsed());
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                answers
            })
        });
        let asking = asking.collect();
        Asking { counts, stop, asking }
    }

    /// How long it takes until something is put into the cart; `None` when that takes too long.
    pub async fn recovers_within(&self, limit: Duration) -> Option<Duration> {
        let began = Instant::now();
        while began.elapsed() < limit {
            if self.ask(1).await.is_ok_and(|answer| !answer.status().is_server_error()) {
                return Some(began.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }
}

impl Asking {
    /// What is asked from here on counts.
    pub fn count_from_now(&self) {
        self.counts.store(true, Ordering::SeqCst);
    }

    /// Stops asking; what was found comes when the last answer is there.
    pub fn stop(self) -> impl Future<Output = Result<Answers, Problem>> {
        self.stop.store(true, Ordering::SeqCst);
        async move {
            let mut all = Answers::default();
            for asking in self.asking {
                all.add(asking.await?);
            }
            Ok(all)
        }
    }
}

impl Answers {
    fn note(&mut self, answer: Result<reqwest::Response, reqwest::Error>, took: Duration) {
        self.slowest = self.slowest.max(took);
        match answer {
            Ok(answer) if answer.status() == StatusCode::SERVICE_UNAVAILABLE => {
                let when = answer.headers().contains_key(header::RETRY_AFTER);
                *if when { &mut self.told_to_come_back } else { &mut self.wrong } += 1;
            }
            Ok(answer) if !answer.status().is_server_error() => self.answered += 1,
            other => {
                if self.wrong < 5 {
                    eprintln!("      a wrong answer: {:?}", other.map(|answer| answer.status()));
                }
                self.wrong += 1;
            }
        }
    }
}
