//! One cart, agreed to fifty times at once from two tabs, paid from both, and told about twenty times: one order, one
//! charge.

use std::time::Duration;

use futures::{StreamExt, future::join_all, stream};
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sandbox::faults::Webhooks;
use serde_json::json;

use crate::{
    Finding, Problem, Size,
    world::{
        HOUSE, World,
        gateway::Notice,
        shopper::{GOOD_CARD, Shopper},
    },
};

/// How often the same consent is given at once.
const AGREEMENTS: usize = 50;

/// How often the gateway's message comes.
const MESSAGES: usize = 20;

/// How many carts are completed at the same time.
const AT_ONCE: usize = 4;

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(60);

/// What was seen beside the audit.
#[derive(Default)]
struct Seen {
    /// Answers that led neither to the page nor to the confirmation of the one order.
    astray: u64,
    /// Carts for which not exactly one page was opened.
    not_one_page: u64,
    /// Messages that were refused.
    refused: u64,
}

impl Seen {
    fn and(self, other: Self) -> Self {
        Self {
            astray: self.astray + other.astray,
            not_one_page: self.not_one_page + other.not_one_page,
            refused: self.refused + other.refused,
        }
    }
}

/// Runs the proof.
///
/// # Errors
/// When the server cannot be started at all.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let carts = size.count(20, 1_000);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (world, goods) = World::open_stocked(size.database).await?;
    world.tell(Webhooks::Twice).await?;
    let of = |slug: &str| goods.iter().filter(|good| good.marketplace.as_str() == slug).cloned().collect::<Vec<_>>();
    let (house, nomad) = (of(HOUSE), of("nomad"));
    let (mut seen, mut done) = (Seen::default(), 0);
    let drawn = stream::iter(1..=carts).map(|number| {
        let mut basket: Vec<_> = house.choose(&mut dice).cloned().into_iter().collect();
        // Every fifth also buys from somebody who has to be asked over the network.
        basket.extend(nomad.choose(&mut dice).cloned().filter(|_| number % 5 == 0));
        let (world, shopper) = (&world, Shopper::new(&world.http, &world.server.url(), &mut dice));
        async move { complete(world, &shopper, &basket).await }
    });
    let mut completed = drawn.buffer_unordered(AT_ONCE);
    while let Some(of_cart) = completed.next().await {
        seen = seen.and(of_cart?);
        done += 1;
        if done % 50 == 0 {
            eprintln!("      {done} of {carts} carts");
        }
    }
    drop(completed);
    world.come_to_rest(REST).await?;
    let audit = world.audit().await?;
    let ok = audit.is_clean()
        && (audit.orders, audit.paid, audit.captures) == (carts, carts, carts)
        && seen.astray + seen.not_one_page + seen.refused == 0;
    let figure = json!({
        "carts": carts,
        "agreements": carts * AGREEMENTS as u64,
        "messages": carts * MESSAGES as u64,
        "charges": audit.captures,
        "led astray": seen.astray,
        "carts with another number of pages": seen.not_one_page,
        "messages refused": seen.refused,
    });
    let figure = audit.told_in(figure);
    world.close().await;
    Ok(Finding { figure, ok })
}

/// One cart from two tabs.
async fn complete(world: &World, shopper: &Shopper, basket: &[domain::ids::ProductRef]) -> Result<Seen, Problem> {
    let mut seen = Seen::default();
    let first_tab = shopper.to_the_review(basket).await??;
    let second_tab = shopper.consent().await??;
    let tabs = [&first_tab, &second_tab];
    let answers = join_all((0..AGREEMENTS).map(|number| shopper.agree(tabs[number % 2], "keep_rest", "0"))).await;
    let mut pages: Vec<String> = Vec::new();
    for answer in answers {
        match answer? {
            Ok(page) if !pages.contains(&page) => pages.push(page),
            Ok(_) => {}
            Err(_) => seen.astray += 1,
        }
    }
    seen.not_one_page += u64::from(pages.len() != 1);
    let page = pages.first().ok_or("no page was opened")?;
    let (one, other) = tokio::join!(shopper.pay(page, GOOD_CARD), shopper.pay(page, GOOD_CARD));
    let paid = [one?, other?].into_iter().find(|answer| answer.location.contains("/order/"));
    let confirmation = paid.and_then(|answer| Some(format!("/order/{}", answer.location.split_once("/order/")?.1)));
    let confirmation = confirmation.ok_or("the gateway took no card")?;
    let session = world.session(page).await?;
    let notice = Notice::of(&format!("evt_{}", shopper.visitor()), "checkout.session.completed", &session);
    let messages = join_all((0..MESSAGES).map(|_| world.post_notice(&notice)));
    let late = join_all((0..4).map(|number| shopper.agree(tabs[number % 2], "keep_rest", "0")));
    let (messages, late, shown) = tokio::join!(messages, late, shopper.open(&confirmation));
    shown?;
    for status in messages {
        seen.refused += u64::from(status? >= 300);
    }
    for answer in late {
        // Whoever agrees once more is led to the page that was paid, or to what came of it.
        let astray = answer?.err().is_some_and(|location| !location.contains("/confirmation"));
        seen.astray += u64::from(astray && !location_is_cart(shopper).await?);
    }
    Ok(seen)
}

/// Whether the cart is empty already, so that there is nothing left to agree to.
async fn location_is_cart(shopper: &Shopper) -> Result<bool, Problem> {
    Ok(shopper.consent().await?.is_err())
}
