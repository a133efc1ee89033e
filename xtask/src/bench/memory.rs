//! How much memory the server holds while it is asked.

use std::{thread, time::Duration};

use super::{Bench, Figure};
use crate::{machine, outcome::Result};

const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// Memory while as many shoppers as asked for read pages: the highest of ten looks.
///
/// # Errors
/// Never; where the system does not tell, the figure says so.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let server = bench.shop.server_id();
    let Some(before) = machine::resident_memory(server) else {
        return Ok(vec![Figure::missing("server memory", "MiB", "this system does not tell")]);
    };
    let load = bench.load();
    let highest = thread::scope(|scope| {
        scope.spawn(|| load.run(|_, _| super::pages::SEARCH.to_owned()));
        (0..10)
            .map(|_| {
                thread::sleep(load.duration / 10);
                machine::resident_memory(server).unwrap_or(0)
            })
            .max()
            .unwrap_or(before)
    });
    thread::sleep(Duration::from_millis(200));
    Ok(vec![
        Figure::new("server memory", highest as f64 / MEBIBYTE, "MiB")
            .with("before_load_mib", super::figure::rounded(before as f64 / MEBIBYTE))
            .with("connections", load.connections),
    ])
}
