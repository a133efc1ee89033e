//! `true-cost`: random offers and random carts. The order of the offers is compared with a reckoning of its own, and the
//! optimiser with every way there is to fill the cart.

mod draw;
mod order;
mod ways;

use domain::optimiser::{self, Aim};
use rule_proofs::dice::Dice;
use serde_json::json;

use crate::{Finding, Problem, Size};

/// How many cases of each kind the quick form and the published one go through.
const QUICK: u64 = 1_000;
const FULL: u64 = 10_000;

/// Of so many cases one has ten lines at six marketplaces, in the published form.
const LARGEST_EVERY: u64 = 2_500;

/// Of so many cases one has more lines than can be gone through.
const BEYOND_EVERY: u64 = 25;

/// How many ways of a cart that is too large are tried at random against its bound.
const TRIED: u32 = 200;

#[derive(Default)]
struct Tally {
    orders: u64,
    wrong_orders: u64,
    carts: u64,
    wrong: [u64; 3],
    inexact: u64,
    worse: u64,
    with_coupon: u64,
    largest: u64,
    ways: u64,
    beyond: u64,
    below_bound: u64,
    first: Option<String>,
}

impl Tally {
    fn tell(&mut self, number: u64, what: &str) {
        self.first.get_or_insert_with(|| format!("case {number}: {what}"));
    }
}

/// Runs the proof.
///
/// # Errors
/// When an amount of a drawn case is too large, which none is.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let count = size.count(QUICK, FULL);
    let mut tally = Tally::default();
    for number in size.at..size.at + count {
        let mut dice = Dice::new(size.seed, number);
        one_order(&mut dice, number, &mut tally)?;
        let largest = size.full && number % LARGEST_EVERY == 1;
        one_cart(&mut dice, number, largest, &mut tally)?;
        if number % BEYOND_EVERY == 0 {
            one_beyond(&mut dice, number, &mut tally)?;
        }
        if number % 500 == 499 {
            eprintln!("{} of {count}", number + 1 - size.at);
        }
    }
    let ok = tally.orders == count
        && tally.carts == count
        && tally.wrong_orders == 0
        && tally.wrong == [0; 3]
        && tally.inexact == 0
        && tally.worse == 0
        && tally.below_bound == 0;
    let figure = json!({
        "orders": tally.orders,
        "orders_not_equal": tally.wrong_orders,
        "carts": tally.carts,
        "cost_not_equal": tally.wrong[0],
        "parcels_not_equal": tally.wrong[1],
        "arrival_not_equal": tally.wrong[2],
        "not_exact": tally.inexact,
        "worse_than_before": tally.worse,
        "with_coupon": tally.with_coupon,
        "ten_lines_six_marketplaces": tally.largest,
        "ways_gone_through": tally.ways,
        "larger_carts": tally.beyond,
        "cheaper_than_the_bound": tally.below_bound,
        "first": tally.first,
    });
    Ok(Finding { figure, ok })
}

/// One list of offers: its order and every total against the proof's own reckoning.
fn one_order(dice: &mut Dice, number: u64, tally: &mut Tally) -> Result<(), Problem> {
    let world = draw::world(dice, 6);
    let products = draw::offers(dice, &world);
    tally.orders += 1;
    if let Err(what) = order::check(&world.book, products) {
        tally.wrong_orders += 1;
        tally.tell(number, &what);
    }
    Ok(())
}

/// One cart: the best by each aim against every way to fill it.
fn one_cart(dice: &mut Dice, number: u64, largest: bool, tally: &mut Tally) -> Result<(), Problem> {
    let cart = if largest { draw::largest(dice) } else { draw::cart(dice) };
    let chosen = &cart.chosen;
    let now = optimiser::standing(&cart.world.book, &cart.wants, chosen)?;
    let brute = ways::all(&cart)?;
    tally.carts += 1;
    tally.largest += u64::from(largest);
    tally.with_coupon += u64::from(cart.world.book.coupon.is_some());
    tally.ways += brute.ways;
    for (place, aim) in Aim::ALL.into_iter().enumerate() {
        let plan = optimiser::best(&cart.world.book, &cart.wants, chosen, aim)?;
        let real = ways::real(&cart, &plan.picks, &plan.options)?;
        // By cost and by parcels ties are no matter; what a plan says of itself must be what it comes to.
        let (wanted, found) = match aim {
            Aim::Cost => ((brute.cheapest, 0), (plan.standing.cost.minor, 0)),
            Aim::Parcels => (brute.fewest, plan.standing.measure(aim)),
            Aim::Arrival => (brute.soonest, plan.standing.measure(aim)),
        };
        if wanted != found || real != plan.standing.cost.minor {
            tally.wrong[place] += 1;
            let what = format!("{}: {wanted:?} by brute force, {found:?} found, {real} in truth", aim.word());
            tally.tell(number, &what);
        }
        tally.inexact += u64::from(!plan.exact);
        tally.worse += u64::from(plan.standing.measure(aim) > now.measure(aim));
    }
    Ok(())
}

/// One cart that is too large: never worse than it is, and no way that is tried costs less than the bound.
fn one_beyond(dice: &mut Dice, number: u64, tally: &mut Tally) -> Result<(), Problem> {
    let cart = draw::beyond(dice);
    let now = optimiser::standing(&cart.world.book, &cart.wants, &cart.chosen)?;
    let plan = optimiser::best(&cart.world.book, &cart.wants, &cart.chosen, Aim::Cost)?;
    tally.beyond += 1;
    if plan.standing.cost.minor > now.cost.minor || plan.bound.minor > plan.standing.cost.minor {
        tally.worse += 1;
        tally.tell(number, "a large cart is worse than before, or its bound is above it");
    }
    for _ in 0..TRIED {
        let picks: Vec<usize> = ways::counting(&cart).iter().map(|places| places[dice.place(places.len())]).collect();
        if ways::real(&cart, &picks, &cart.chosen)? < plan.bound.minor {
            tally.below_bound += 1;
            tally.tell(number, "a way costs less than the bound");
        }
    }
    Ok(())
}
