//! How many pages a second, beside a bare route that sends as many bytes.

use super::{
    Bench, Figure,
    load::{Load, Measured},
};
use crate::{
    http::{Request, once},
    machine,
    outcome::Result,
};

/// Where a link to a product begins.
const PRODUCT: &str = "href=\"/product/";
pub const SEARCH: &str = "/search?q=lamp";

/// Home, one product and one search, each asked for over and over.
///
/// # Errors
/// When a page does not answer with 200.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let mut figures = vec![measure_page(bench, "home", "/")?];
    match product(bench)? {
        Some(path) => figures.push(measure_page(bench, "product", &path)?),
        None => figures.push(Figure::missing("product", "requests/s", "no page links to a product")),
    }
    figures.push(measure_page(bench, "search", SEARCH)?);
    Ok(figures)
}

fn measure_page(bench: &Bench, name: &str, path: &str) -> Result<Figure> {
    let page = once(bench.addresses.shop, &Request::get(path))?;
    if page.status != 200 {
        return Err(format!("{path} answered {}", page.status).into());
    }
    let load = bench.load();
    let before = machine::processor_time(bench.shop.server_id());
    let measured = load.run(|_, _| path.to_owned());
    let after = machine::processor_time(bench.shop.server_id());
    let bare = bare(bench, page.body.len())?;
    let mut figure = Figure::new(name, measured.rate(), "requests/s")
        .with("p50_ms", super::figure::rounded(measured.whole(0.5)))
        .with("p99_ms", super::figure::rounded(measured.whole(0.99)))
        .with("bytes", page.body.len())
        .with("errors", measured.errors)
        .with("connections", load.connections);
    if let (Some(before), Some(after)) = (before, after) {
        let each = (after - before).as_secs_f64() * 1e6 / (measured.answers.max(1) as f64);
        figure = figure.with("server_cpu_us", each.round());
    }
    figure.bare = bare.as_ref().map(Measured::rate);
    Ok(figure)
}

/// The rate of a route that only sends bytes, if this server offers it.
fn bare(bench: &Bench, bytes: usize) -> Result<Option<Measured>> {
    let path = format!("/bare?bytes={bytes}");
    let answer = once(bench.addresses.shop, &Request::get(&path))?;
    Ok((answer.status == 200).then(|| bench.load().run(|_, _| path.clone())))
}

/// The first product that the home page or the search page links to.
fn product(bench: &Bench) -> Result<Option<String>> {
    for page in ["/", SEARCH] {
        let html = once(bench.addresses.shop, &Request::get(page))?.text();
        if let Some(rest) = html.split(PRODUCT).nth(1) {
            let end = rest.split('"').next().unwrap_or_default();
            return Ok(Some(format!("/product/{end}")));
        }
    }
    Ok(None)
}

impl Bench {
    /// As many connections for as long as was asked for.
    pub fn load(&self) -> Load {
        Load { port: self.addresses.shop, method: "GET", connections: self.connections, duration: self.duration }
    }
}
