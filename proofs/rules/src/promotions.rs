//! `promotions`: random promotions on random carts, worked out and given back piece by piece.
//!
//! What comes out is judged three times: by what must hold of any outcome (`check`), by the same rules written down a second time and
//! tried in every combination (`oracle`), and by WebAssembly, whose outcomes must be these to the last letter. Planted mistakes show
//! that the judges see something.

pub mod draw;
#[cfg(feature = "program")]
mod judge;

use domain::promotion::{Applied, Promotion, Returns, Reversal, WhenShort, apply, reversal};

use self::draw::Case;
#[cfg(feature = "program")]
pub use self::judge::prove;
use crate::{dice::Dice, digest::Digest};

/// What came of a case.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What the promotions come to.
    pub applied: Applied,
    /// Whether promotions are taken back that what is kept no longer meets.
    pub takes_back: bool,
    /// How many pieces of each line came back at once, and what that gave back.
    pub returns: Vec<(Vec<u32>, Reversal)>,
}

/// Works a case out and gives all of it back in random portions and order.
fn work_out(case: &Case, dice: &mut Dice) -> Result<Outcome, String> {
    let applied = apply(&case.promotions, &case.facts).map_err(|problem| problem.to_string())?;
    let takes_back = dice.percent(50);
    let returns = give_back(case, &applied, takes_back, dice)?;
    Ok(Outcome { applied, takes_back, returns })
}

fn give_back(
    case: &Case,
    applied: &Applied,
    takes_back: bool,
    dice: &mut Dice,
) -> Result<Vec<(Vec<u32>, Reversal)>, String> {
    let mut left: Vec<u32> = applied.lines.iter().map(|line| line.quantity.into()).collect();
    let mut before = Returns::none(applied);
    let mut returns = Vec::new();
    while left.iter().any(|left| *left > 0) {
        let now: Vec<u32> = left
            .iter()
            .map(|left| match dice.below(5) {
                0 | 1 => dice.below(left + 1),
                2 => *left,
                _ => 0,
            })
            .collect();
        if now.iter().all(|now| *now == 0) {
            continue;
        }
        let policy = if takes_back {
            WhenShort::TakeBack { promotions: &case.promotions, facts: &case.facts }
        } else {
            WhenShort::Keep
        };
        let back = reversal(applied, &before, &now, policy).map_err(|problem| problem.to_string())?;
        left.iter_mut().zip(&now).for_each(|(left, now)| *left -= now);
        before = back.after.clone();
        returns.push((now, back));
    }
    Ok(returns)
}

/// Works one case out, promotions and outcome sent over the wire, and folds every letter of it into a digest.
///
/// # Errors
/// When it cannot be worked out.
pub fn digest(seed: u64, number: u64) -> Result<u64, String> {
    let mut dice = Dice::new(seed, number);
    let mut case = Case::draw(&mut dice);
    let wrong = |problem: &dyn std::fmt::Display| format!("promotions {number}: {problem}");
    let sent = serde_json::to_string(&case.promotions).map_err(|problem| wrong(&problem))?;
    let read: Vec<Promotion> = serde_json::from_str(&sent).map_err(|problem| wrong(&problem))?;
    if read != case.promotions {
        return Err(wrong(&"the promotions are not the same behind the wire"));
    }
    case.promotions = read;
    let outcome = work_out(&case, &mut dice).map_err(|problem| wrong(&problem))?;
    let mut digest = Digest::new();
    digest.add_bytes(&serde_json::to_vec(&outcome.applied).map_err(|problem| wrong(&problem))?);
    for (_, back) in &outcome.returns {
        digest.add_bytes(&serde_json::to_vec(back).map_err(|problem| wrong(&problem))?);
    }
    Ok(digest.number())
}
