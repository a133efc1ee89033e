//! How long a search over five marketplaces takes while some of them hang.

use super::{Bench, Figure, figure::rounded};
use crate::{
    outcome::Result,
    serve::world::{self, Place},
};

/// Few enough that shoppers wait for marketplaces and not for each other.
const CONNECTIONS: u16 = 4;
const WORDS: [&str; 12] = [
    "lamp",
    "chair",
    "kettle",
    "mug",
    "camera",
    "speaker",
    "bottle",
    "watch",
    "blanket",
    "backpack",
    "plant",
    "headphones",
];

/// The p99 of a search that no cache can answer, with none, one and three marketplaces hanging.
///
/// # Errors
/// When a marketplace cannot be made to hang, or to answer again.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let mut marketplaces = world::places(bench.addresses)?;
    marketplaces.retain(|place| place.is_marketplace);
    [0, 1, 3].into_iter().map(|hanging| measure_with(bench, &marketplaces, hanging)).collect()
}

fn measure_with(bench: &Bench, marketplaces: &[Place], hanging: usize) -> Result<Figure> {
    let silent = marketplaces.get(..hanging).ok_or("the practice world has fewer marketplaces")?;
    for marketplace in silent {
        marketplace.turn(r#"{"hang":true}"#)?;
    }
    let load = super::load::Load { connections: CONNECTIONS, ..bench.load() };
    let measured = load.run(|worker, asked| {
        // every query is new, so that no answer comes from a cache
        let word = WORDS[(usize::from(worker) + asked) % WORDS.len()];
        format!("/search?q={word}+{hanging}{worker}{asked}")
    });
    for marketplace in silent {
        marketplace.turn("{}")?;
    }
    let name = format!("search, {hanging} of {} hanging", marketplaces.len());
    if measured.answers == 0 {
        return Ok(Figure::missing(name, "ms p99", "no search was answered").with("errors", measured.errors));
    }
    Ok(Figure::new(name, measured.whole(0.99), "ms p99")
        .with("p50_ms", rounded(measured.whole(0.5)))
        .with("first_byte_p99_ms", rounded(measured.first_byte(0.99)))
        .with("answers", measured.answers)
        .with("errors", measured.errors))
}
