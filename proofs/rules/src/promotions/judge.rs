//! Judges outcomes, counts what was reached, and plants mistakes.

mod check;
mod oracle;
mod plant;
mod program;
mod reached;
mod refusals;
mod returns;
mod rounding;

pub use self::program::prove;
use self::{plant::Plant, reached::Reached};
use super::{Outcome, draw::Case, give_back, work_out};
use crate::dice::Dice;

/// Judges one case; with a planted mistake, what comes out is worked out wrongly and the judges are not told.
///
/// # Errors
/// With what is wrong.
fn examine(seed: u64, number: u64, plant: Option<Plant>, reached: &mut Reached) -> Result<(), String> {
    let mut dice = Dice::new(seed, number);
    let case = Case::draw(&mut dice);
    let outcome = match plant {
        None => work_out(&case, &mut dice),
        Some(plant) => plant.work_out(&case, &mut dice),
    };
    let judged = outcome.and_then(|outcome| {
        check::check(&case, &outcome, &mut dice, reached)?;
        returns::check(&case, &outcome, reached)?;
        if plant.is_none() {
            refusals::check(&case, &mut dice, reached)?;
        }
        Ok(())
    });
    judged.map_err(|problem| format!("promotions {number}: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_carts_stand_before_every_judge() {
        let mut reached = Reached::default();
        for number in 0..2_000 {
            examine(7, number, None, &mut reached).unwrap();
        }
        assert_eq!(reached.missing(), Vec::<String>::new());
    }

    #[test]
    fn every_planted_mistake_is_found() {
        for plant in Plant::ALL {
            let found = (0..3_000).any(|number| examine(7, number, Some(plant), &mut Reached::default()).is_err());
            assert!(found, "{plant:?} was not noticed");
        }
    }

    #[test]
    fn the_same_seed_comes_out_alike_again() {
        for number in 0..200 {
            assert_eq!(super::super::digest(7, number).unwrap(), super::super::digest(7, number).unwrap());
        }
    }
}
