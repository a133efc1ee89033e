//! Where to report a weakness, at the place where people look for it (RFC 9116).

use axum::{Router, http::header, routing::get};

use crate::configuration::Configuration;

/// For how long what it says can be relied on, in milliseconds: half a year from whenever it is read.
const LASTS: i64 = 180 * 24 * 60 * 60 * 1000;

/// The route.
pub fn router(configuration: &Configuration) -> Router {
    let (contact, url) = (configuration.security_contact(), configuration.public_url.trim_end_matches('/').to_owned());
    Router::new().route(
        "/.well-known/security.txt",
        get(move || async move { ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text(&contact, &url)) }),
    )
}

fn text(contact: &str, url: &str) -> String {
    let expires = connectors::now().plus(LASTS).rfc3339();
    format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en, fr, ar\n\
         Canonical: {url}/.well-known/security.txt\nPolicy: {url}/security\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_whom_to_write_to_and_until_when_that_holds() {
        let text = text("mailto:security@shop.example", "https://shop.example");
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
        assert_eq!(field("Contact:"), "mailto:security@shop.example");
        assert!(field("Expires:") > connectors::now().rfc3339());
        assert!(field("Expires:") < connectors::now().plus(366 * 24 * 60 * 60 * 1000).rfc3339());
        assert_eq!(field("Policy:"), "https://shop.example/security");
    }
}
