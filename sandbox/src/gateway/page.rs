//! The look of the pages people see: the shop's quiet style, in one frame that needs no script and no other file.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

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
    let (date, time) = date_and_time(at_ms);
    format!("{date} {} UTC", &time[..5])
}

/// A moment as RFC 3339 writes it, with milliseconds.
pub fn rfc3339(at_ms: i64) -> String {
    let (date, time) = date_and_time(at_ms);
    format!("{date}T{time}.{:03}Z", at_ms.rem_euclid(1000))
}

/// The day and the time of day in UTC.
fn date_and_time(at_ms: i64) -> (String, String) {
    let seconds = at_ms.div_euclid(1000);
    // Counts in 400-year eras that begin on the first of March, so leap days come last.
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let of_day = seconds.rem_euclid(86_400);
    let time = format!("{:02}:{:02}:{:02}", of_day / 3_600, of_day / 60 % 60, of_day % 60);
    (format!("{:04}-{month:02}-{day:02}", era * 400 + year_of_era + carry), time)
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
        let option = |id: &str, price_minor| ShippingOption { id: id.into(), title: id.into(), price_minor, days: (1, 3) };
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
