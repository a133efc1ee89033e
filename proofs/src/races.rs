//! Money that can be spent once, wanted by many at the same moment: a wallet, a coupon, and what may be given back of a
//! payment.

mod coupons;
mod order;
mod refunds;
mod wallet;

use std::time::{Duration, Instant};

use clap::Parser;
use rand::{SeedableRng, rngs::StdRng};
use serde_json::json;
use server::{configuration::Configuration, start};
use services::Shop;

use self::refunds::Refunds;
use crate::{Database, Finding, Problem, Size, world::World};

/// For how long work may be under way.
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
    let (mut refunds, mut coupons) = (Refunds::default(), coupons::Uses::default());
    let (mut broken, mut wrong) = (0, 0);
    for round in 0..rounds {
        let ground = Ground::open(size.database).await?;
        let (took, short) = wallet::spend(ground.shop.store(), &mut dice).await?;
        let wallet = ground.world.books.number("SELECT MIN(available) FROM wallet_balance").await?;
        (spent, refused) = (spent + took, refused + short);
        overdrawn += u64::from(wallet < 0);
        wrong += u64::from((took, took + short, wallet) != (100, wallet::SPENDERS, 0));
        for limit in coupons::LIMITS {
            let found = coupons::race(ground.shop.store(), limit, &mut dice).await?;
            wrong += u64::from(!found.fits(limit));
            coupons = coupons.and(found);
        }
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
        "spends wanted": rounds * wallet::SPENDERS,
        "spent": spent,
        "refused": refused,
        "wallets overdrawn": overdrawn,
        "coupon uses wanted": coupons.wanted,
        "coupon uses taken": coupons.taken,
        "coupon uses beyond the limit": coupons.beyond,
        "refunds wanted": refunds.wanted,
        "refunds given": refunds.given,
        "refunds beyond what was captured": refunds.beyond,
        "invariants": broken,
    });
    let beyond = overdrawn + refunds.beyond + coupons.beyond;
    let ok = wrong == 0 && beyond == 0 && broken == 0 && spent == rounds * 100;
    Ok(Finding { figure, ok })
}

/// A shop in this process, on a database of its own.
struct Ground {
    world: World,
    shop: Shop,
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
