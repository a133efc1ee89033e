//! The gateway's messages: doubled, out of order, forged, stale, stripped. What is not the gateway's is refused, and the
//! rest leads where it would have led in order.

use std::{collections::BTreeMap, time::Duration};

use domain::ids::ProductRef;
use futures::{StreamExt, TryStreamExt, stream};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};
use sandbox::faults::{Knobs, Webhooks};
use serde_json::{Value, json};

use crate::{
    Finding, Problem, Size,
    world::{
        HOUSE, World,
        gateway::Notice,
        shopper::{GOOD_CARD, Shopper},
    },
};

/// How many messages an order leads to on average.
const PER_ORDER: u64 = 10;

/// How many are under way at once.
const AT_ONCE: usize = 24;

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(120);

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Good,
    Forged,
    Stale,
    Stripped,
}

/// An order with the page that it is to be paid on, and whether it was.
struct Paid {
    page: String,
    paid: bool,
}

/// Runs the proof.
///
/// # Errors
/// When the server cannot be started at all.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let wanted = size.count(1_000, 20_000);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (mut world, goods) = World::open_stocked(size.database).await?;
    // Only messages can tell the shop; it cannot ask.
    world.silence_sessions(true).await?;
    let orders = orders(&world, goods, wanted / PER_ORDER, &mut dice).await?;
    world.server.kill();
    world.silence_sessions(false).await?;
    let (deliveries, counts) = deliveries(&world, &orders, wanted, &mut dice).await?;
    world.silence_sessions(true).await?;
    world.server.start(&[])?;
    world.server.answers().await?;
    let posted = stream::iter(&deliveries)
        .map(|(kind, notice)| {
            let world = &world;
            async move { Ok::<_, Problem>((*kind, world.post_notice(notice).await?)) }
        })
        .buffer_unordered(AT_ONCE);
    let answers: Vec<(Kind, u16)> = posted.try_collect().await?;
    let accepted = |wanted: Kind| answers.iter().filter(|(kind, status)| *kind == wanted && *status < 300).count();
    let false_ones = accepted(Kind::Forged) + accepted(Kind::Stale) + accepted(Kind::Stripped);
    let refused_good = answers.iter().filter(|(kind, status)| *kind == Kind::Good && *status >= 300).count();
    let unheard = world.books.number("SELECT COUNT(*) FROM saga WHERE phase = 'awaiting_payment'").await?;
    world.silence_sessions(false).await?;
    world.come_to_rest(REST).await?;
    let audit = world.audit().await?;
    let paid = orders.iter().filter(|order| order.paid).count() as u64;
    let ok = audit.is_clean()
        && false_ones == 0
        && refused_good == 0
        && unheard == 0
        && audit.orders == orders.len() as u64
        && (audit.paid, audit.captures) == (paid, paid);
    let figure = json!({
        "deliveries": answers.len(),
        "paid": audit.captures,
        "doubled": counts[&Kind::Good].saturating_sub(orders.len() * 2),
        "forged": counts[&Kind::Forged],
        "stale": counts[&Kind::Stale],
        "stripped": counts[&Kind::Stripped],
        "false ones accepted": false_ones,
        "good ones refused": refused_good,
        "payments not heard of": unheard,
    });
    let figure = audit.told_in(figure);
    world.close().await;
    Ok(Finding { figure, ok })
}

/// So many orders at the gateway's page; four of five are paid.
async fn orders(world: &World, goods: Vec<ProductRef>, count: u64, dice: &mut StdRng) -> Result<Vec<Paid>, Problem> {
    let of_house = goods.into_iter().find(|good| good.marketplace.as_str() == HOUSE);
    let good = [of_house.ok_or("the house sells nothing")?];
    let seeds: Vec<(u64, bool)> = (0..count).map(|_| (dice.random(), dice.random_range(0..5) > 0)).collect();
    let opened = stream::iter(seeds).map(|(seed, pays)| {
        let good = &good;
        async move {
            let shopper = Shopper::new(&world.http, &world.server.url(), &mut StdRng::seed_from_u64(seed));
            let consent = shopper.to_the_review(good).await??;
            let page = shopper.agree(&consent, "keep_rest", "0").await??;
            if pays {
                shopper.pay(&page, GOOD_CARD).await?;
            }
            Ok::<_, Problem>(Paid { page, paid: pays })
        }
    });
    opened.buffer_unordered(AT_ONCE).try_collect().await
}

type Deliveries = Vec<(Kind, Notice)>;

/// Lets the pages of unpaid orders run out, and makes all messages in a random order: 80 % good ones, each doubled at random, 10 % forged, 5 % stale, 5 % stripped.
async fn deliveries(
    world: &World,
    orders: &[Paid],
    wanted: u64,
    dice: &mut StdRng,
) -> Result<(Deliveries, BTreeMap<Kind, usize>), Problem> {
    let mut events: Vec<(String, &str, Value)> = Vec::new();
    for (number, order) in orders.iter().enumerate() {
        if !order.paid {
            world.expire(order.page.rsplit('/').next().unwrap_or_default()).await?;
        }
        let session = world.session(&order.page).await?;
        let intent = json!({ "id": session["payment_intent"], "object": "payment_intent" });
        let kinds = if order.paid {
            ["checkout.session.completed", "payment_intent.amount_capturable_updated"]
        } else {
            ["checkout.session.expired", "payment_intent.canceled"]
        };
        events.push((format!("evt_{number}_session"), kinds[0], session));
        events.push((format!("evt_{number}_payment"), kinds[1], intent));
    }
    let wanted = usize::try_from(wanted)?;
    let mut deliveries: Deliveries = Vec::with_capacity(wanted);
    let good = |(id, kind, object): &(String, &str, Value)| Notice::of(id, kind, object);
    deliveries.extend(events.iter().map(|event| (Kind::Good, good(event))));
    while deliveries.len() < wanted {
        let event = &events[dice.random_range(0..events.len())];
        // Lies are about pages: they come first of each two.
        let page = &events[dice.random_range(0..orders.len()) * 2];
        deliveries.push(match deliveries.len() * 20 / wanted {
            ..16 => (Kind::Good, good(event)),
            16 => (Kind::Forged, lying(page).forged()),
            17 => (Kind::Forged, lying(page).altered()),
            18 => (Kind::Stale, lying(page).stale()),
            _ => (Kind::Stripped, lying(page).stripped()),
        });
    }
    deliveries.shuffle(dice);
    let mut counts = BTreeMap::from([(Kind::Good, 0), (Kind::Forged, 0), (Kind::Stale, 0), (Kind::Stripped, 0)]);
    for (kind, _) in &deliveries {
        *counts.entry(*kind).or_default() += 1;
    }
    Ok((deliveries, counts))
}

/// The event as somebody would like it to be: new, and whatever became of the page, it was paid.
fn lying((id, _, object): &(String, &str, Value)) -> Notice {
    let mut paid = object.clone();
    paid["status"] = json!("complete");
    paid["payment_status"] = json!("unpaid");
    Notice::of(&format!("{id}_lie"), "checkout.session.completed", &paid)
}

impl World {
    /// Makes the gateway silent or open about single sessions; it opens pages and takes cards all the same.
    async fn silence_sessions(&self, silent: bool) -> Result<(), Problem> {
        let knobs = Knobs {
            webhooks: Webhooks::Never,
            error_status: silent.then_some(503),
            paths: vec!["/v1/checkout/sessions/".to_owned()],
            ..Knobs::default()
        };
        self.misbehave("gateway", &knobs).await
    }
}
