//! Who is at it while the shop is killed: shoppers who buy, and marketplaces that refuse, lose answers and call off.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sandbox::{
    faults::{Faults, Knobs, Loss},
    orders::Stage,
};
use tokio::task::JoinHandle;

use crate::{
    Problem,
    world::{
        HOUSE, MARKETPLACES, World,
        shopper::{DECLINED_CARD, GOOD_CARD, Shopper, between},
    },
};

/// From whom things are bought.
const SELLERS: [&str; 5] = ["harbor", "kitemart", "baobab", "nomad", HOUSE];

/// Parts that came to rest as placed, the newest first.
const PLACED: &str = "SELECT part.order_number, part.marketplace, part.marketplace_order_ids \
                      FROM marketplace_order AS part JOIN saga ON saga.order_number = part.order_number \
                      WHERE part.state = 'placed' AND saga.phase = 'done' ORDER BY saga.updated_at DESC LIMIT 20";

/// Lets marketplaces refuse orders and lose answers now and then.
pub fn weather(world: &World, seed: u64) -> JoinHandle<()> {
    let markets = world.sandbox.markets.iter().filter(|market| MARKETPLACES.contains(&market.server.slug));
    let knobs: Vec<Faults> = markets.map(|market| market.server.faults.clone()).collect();
    let mut dice = StdRng::seed_from_u64(seed);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(150)).await;
            let Some(one) = knobs.choose(&mut dice) else { return };
            let usual = Knobs { endless_stock: true, ..Knobs::default() };
            one.set(match dice.random_range(0..6) {
                0 => Knobs { refuse_orders_next: 2, ..usual },
                1 => Knobs { lose_reply_next: 1, lose_reply_by: Loss::Close, ..usual },
                2 => Knobs { lose_reply_next: 1, lose_reply_by: Loss::GatewayTimeout, ..usual },
                _ => usual,
            });
        }
    })
}

/// Buys again and again, somebody new each time, until the shop closes; what was begun is finished.
pub async fn shop_on(
    http: &reqwest::Client,
    shop: &str,
    goods: &[ProductRef],
    seed: u64,
    closing: &AtomicBool,
) -> Result<(), Problem> {
    let mut dice = StdRng::seed_from_u64(seed);
    while !closing.load(Ordering::SeqCst) {
        let bought = buy(&Shopper::new(http, shop, &mut dice), &basket(goods, &mut dice), &mut dice).await;
        // Who waits too long for a shop that dies all the time goes home; a shop that lives has to answer.
        if closing.load(Ordering::SeqCst) {
            bought?;
        }
    }
    Ok(())
}

/// One to three things, any seller as likely as another.
fn basket(goods: &[ProductRef], dice: &mut StdRng) -> Vec<ProductRef> {
    let mut basket: Vec<ProductRef> = Vec::new();
    for _ in 0..dice.random_range(1..=3) {
        let seller = *SELLERS.choose(dice).unwrap_or(&HOUSE);
        let of_it: Vec<&ProductRef> = goods.iter().filter(|good| good.marketplace.as_str() == seller).collect();
        if let Some(good) = of_it.choose(dice)
            && !basket.contains(good)
        {
            basket.push((*good).clone());
        }
    }
    basket
}

/// One purchase with whatever a shopper may choose; trouble on the way ends it, as it would for a person.
async fn buy(shopper: &Shopper, basket: &[ProductRef], dice: &mut StdRng) -> Result<(), Problem> {
    let Ok(consent) = shopper.to_the_review(basket).await? else { return Ok(()) };
    let policy = *["keep_rest", "keep_rest", "all_or_nothing", "next_best"].choose(dice).unwrap_or(&"keep_rest");
    if dice.random_range(0..6) == 0 {
        return buy_by_wallet(shopper, &consent, policy, dice).await;
    }
    let tolerance = *["0", "300", "500"].choose(dice).unwrap_or(&"0");
    let Ok(page) = shopper.agree(&consent, policy, tolerance).await? else { return Ok(()) };
    if dice.random_range(0..8) > 0 {
        let paid = shopper.pay(&page, GOOD_CARD).await?;
        if dice.random() {
            let path = paid.location.split_once("/order/").map(|(_, rest)| format!("/order/{rest}"));
            shopper.open(&path.unwrap_or_else(|| "/orders".to_owned())).await?;
        }
        return Ok(());
    }
    let declined = shopper.pay(&page, DECLINED_CARD).await?;
    if let Some(number) = between(&declined.body, "cancelled=", "\"") {
        shopper.open(&format!("/checkout?cancelled={number}")).await?;
    }
    Ok(())
}

/// One purchase that a wallet pays, which may hold too little for it.
async fn buy_by_wallet(shopper: &Shopper, consent: &str, policy: &str, dice: &mut StdRng) -> Result<(), Problem> {
    let Ok(page) = shopper.top_up(dice.random_range(50..400)).await? else { return Ok(()) };
    if dice.random_range(0..8) > 0 {
        shopper.pay(&page, GOOD_CARD).await?;
        // Whoever comes back to the wallet has the gateway asked about it.
        shopper.open("/wallet").await?;
    }
    shopper.agree_by_wallet(consent, policy).await?;
    Ok(())
}

/// What marketplaces called off after they had confirmed it, as a condition on our parts.
#[derive(Default)]
pub struct CalledOff(Vec<String>);

impl CalledOff {
    /// Some marketplace calls off an order that came to rest; the shop is about to ask how it stands.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn one_more(&mut self, world: &World, dice: &mut StdRng) -> Result<(), Problem> {
        let rows = world.books.rows(PLACED).await?;
        let Some(row) = rows.choose(dice) else { return Ok(()) };
        let (order, slug): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let ids: Vec<String> = serde_json::from_str(&row.try_get_by_index::<String>(2)?)?;
        let market = world.sandbox.markets.iter().find(|market| market.server.slug == slug);
        // The house keeps its word.
        let Some(market) = market.filter(|market| MARKETPLACES.contains(&market.server.slug)) else { return Ok(()) };
        let is_it = |known: &sandbox::orders::Order| {
            let shown = sandbox::ucp::orders::label(&known.id);
            ids.iter().any(|id| *id == known.id || Some(id) == known.session.as_ref() || *id == shown)
        };
        let Some(known) = market.orders.all().into_iter().find(is_it) else { return Ok(()) };
        if market.orders.advance(&known.id, Some(Stage::Cancelled)).is_ok() {
            self.0.push(format!("(order_number = '{order}' AND marketplace = '{slug}' AND state = 'placed')"));
        }
        Ok(())
    }

    /// Has the shop ask about them until it knows.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn are_heard_of(&self, world: &World, limit: Duration) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let (began, which) = (Instant::now(), self.0.join(" OR "));
        let unheard = format!("SELECT COUNT(*) FROM marketplace_order WHERE {which}");
        while world.books.number(&unheard).await? > 0 && began.elapsed() < limit {
            world.books.run(&format!("UPDATE marketplace_order SET next_poll_at = 0 WHERE {which}")).await?;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Ok(())
    }
}
