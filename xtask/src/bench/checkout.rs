//! How many checkouts a second go through, from cart to placed at every marketplace.
//!
//! `POST /bench/checkout`, offered by a server started for benchmarks, takes one fresh cart through the whole
//! saga and answers when the order is placed.

use super::{Bench, Figure, figure::rounded, load::Load};
use crate::{
    http::{Request, once},
    outcome::Result,
    serve::world,
};

const PATH: &str = "/bench/checkout";

/// Checkouts a second, sandbox marketplaces answering at once.
///
/// # Errors
/// When the server cannot be reached.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let places = world::places(bench.addresses)?;
    for marketplace in places.iter().filter(|place| place.is_marketplace) {
        marketplace.turn(r#"{"endless_stock":true}"#)?;
    }
    let tried = once(bench.addresses.shop, &Request { method: "POST", ..Request::get(PATH) })?;
    if !(200..300).contains(&tried.status) {
        let reason = format!("POST {PATH} answered {}", tried.status);
        return Ok(vec![Figure::missing("checkout", "checkouts/s", &reason)]);
    }
    let load = Load { method: "POST", ..bench.load() };
    let measured = load.run(|_, _| PATH.to_owned());
    Ok(vec![
        Figure::new("checkout", measured.rate(), "checkouts/s")
            .with("p50_ms", rounded(measured.whole(0.5)))
            .with("p99_ms", rounded(measured.whole(0.99)))
            .with("errors", measured.errors)
            .with("connections", load.connections),
    ])
}
