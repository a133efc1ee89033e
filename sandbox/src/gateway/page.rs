//! The look of the pages people see: the shop's quiet style, in one frame that needs no script and no other file.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use crate::clock;
use crate::pages::escape;

const STYLE: &str = include_str!("page.css");

/// A whole page around `body`, which is HTML, for a narrow column or a wide table.
pub fn page(title: &str, body: &str, width: Width) -> Response {
    let (title, class) = (escape(title), width.class());
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><link rel=\"icon\" href=\"data:,\"><style>{STYLE}</style></head>\
         <body class=\"{class}\">{body}</body></html>"
    );
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: http: https:; base-uri 'none'; \
                  frame-src 'self'; frame-ancestors 'self'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, Html(html)).into_response()
}

/// How wide the column of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// For one task on a phone.
    Narrow,
    /// For tables.
    Wide,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
        }
    }
}

/// A moment as people read it: `2026-11-21 08:31 UTC`.
pub fn moment(at_ms: i64) -> String {
    let written = clock::rfc3339(at_ms);
    format!("{} {} UTC", &written[..10], &written[11..16])
}

/// A moment as RFC 3339 writes it, with milliseconds.
pub fn rfc3339(at_ms: i64) -> String {
    let written = clock::rfc3339(at_ms);
    format!("{}.{:03}Z", written.trim_end_matches('Z'), at_ms.rem_euclid(1000))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use super::*;
    use crate::catalogue::{self, Listing};
    use crate::faults::Faults;
    use crate::journal::Journal;
    use crate::market::{Market, Server, ShippingOption, Tax, Terms};
    use crate::memory::Memory;
    use crate::orders::Orders;

    /// A server on no port, for tests of its routes.
    pub(crate) fn server(slug: &'static str) -> Server {
        rustls::crypto::ring::default_provider().install_default().ok();
        Server {
            slug,
            name: "Practice",
            about: "",
            protocol: "",
            base_url: "http://127.0.0.1:9".into(),
            shop_url: "http://127.0.0.1:9".into(),
            http: reqwest::Client::new(),
            faults: Faults::default(),
            journal: Journal::default(),
            memory: Memory::none(),
        }
    }

    /// A marketplace with the written catalogue, 8 % tax on top and two ways to ship, for tests of its protocol.
    pub(crate) fn market(slug: &'static str) -> Arc<Market> {
        let server = server(slug);
        let listings: Arc<[Listing]> = catalogue::listings(slug, 0).into();
        let currency = listings.first().map_or("USD", |listing| listing.currency).to_owned();
        let orders = Orders::new(&server.base_url, 0, Memory::none(), server.journal.clone(), Vec::new());
        let option =
            |id: &str, price_minor| ShippingOption { id: id.into(), title: id.into(), price_minor, days: (1, 3) };
        let terms = Terms {
            currency,
            shipping: vec![option("standard", 500), option("express", 1_000)],
            free_shipping_from_minor: None,
            tax: Tax { rate_bp: 800, included: false },
            codes: vec![("SAVE10", 10)],
        };
        Arc::new(Market::new(server, terms, listings, orders, HashMap::new()))
    }

    #[test]
    fn moments_read_as_written() {
        assert_eq!(rfc3339(1_795_249_860_123), "2026-11-21T08:31:00.123Z");
        assert_eq!(moment(951_782_400_000), "2000-02-29 00:00 UTC");
    }
}
