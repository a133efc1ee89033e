//! What a browser loads on the first visit, as it travels: brotli, pictures apart.

use std::collections::BTreeSet;

use super::{Bench, Figure};
use crate::{
    http::{Answer, Request, once},
    outcome::Result,
};

/// HTML, style, script and WASM of the home page, one by one and together; the font beside them.
///
/// # Errors
/// When the page or a file it names does not answer with 200.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let html = fetch(bench, "/")?.body.len();
    let page = once(bench.addresses.shop, &Request::get("/"))?.text();
    let mut sizes = vec![("html", html)];
    for path in package_files(&page) {
        let size = fetch(bench, path)?.body.len();
        match path.rsplit('.').next() {
            Some("css") => sizes.push(("css", size)),
            Some("wasm") => sizes.push(("wasm", size)),
            _ => sizes.push(("js", size)),
        }
    }
    let font = fetch(bench, "/fonts/inter-latin.woff2")?.body.len();
    let total: usize = sizes.iter().map(|(_, size)| size).sum();
    let mut figure = Figure::new("first visit", total as f64, "bytes");
    for kind in ["html", "css", "js", "wasm"] {
        let sum: usize = sizes.iter().filter(|(name, _)| *name == kind).map(|(_, size)| size).sum();
        figure = figure.with(kind, sum);
    }
    Ok(vec![figure, Figure::new("first visit, font", font as f64, "bytes")])
}

fn fetch(bench: &Bench, path: &str) -> Result<Answer> {
    let answer = once(bench.addresses.shop, &Request { encoding: "br", ..Request::get(path) })?;
    match answer.status {
        200 => Ok(answer),
        status => Err(format!("{path} answered {status}").into()),
    }
}

/// Everything under `/pkg/` that the page names, each once.
fn package_files(page: &str) -> BTreeSet<&str> {
    page.match_indices("/pkg/")
        .map(|(at, _)| {
            let rest = &page[at..];
            rest.split(['"', '\'', '`', '?', ' ', ')', '<']).next().unwrap_or(rest)
        })
        .filter(|path| [".css", ".js", ".wasm"].iter().any(|extension| path.ends_with(extension)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_package_counts_once() {
        let page = r#"<link href="/pkg/onecart.css"><link rel="preload" href="/pkg/onecart.wasm">
            <script>import("/pkg/onecart.js").then(m => m.default('/pkg/onecart.wasm'))</script>"#;
        let files: Vec<&str> = package_files(page).into_iter().collect();
        assert_eq!(files, ["/pkg/onecart.css", "/pkg/onecart.js", "/pkg/onecart.wasm"]);
    }
}
