//! Brings what somebody chose on another device to this browser: language, currency, country, light or dark, and what they
//! agreed to. It happens where an answer opens a session, whatever way in was taken.

use app::ssr::choice_cookies;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use domain::{consent::Answer, ids::VisitorId, locale::Locale};
use services::Shop;

use crate::cookies::cookie;

/// What the layer needs.
#[derive(Clone)]
pub struct Choices {
    shop: Shop,
    session: &'static str,
    secure: bool,
}

impl Choices {
    /// The choices of a shop's accounts; `session` is the name of the cookie that holds a session.
    pub fn new(shop: Shop, session: &'static str, public_url: &str) -> Self {
        Self { shop, session, secure: public_url.starts_with("https://") }
    }

    /// Lets a request pass, and adds cookies to an answer that opens a session.
    pub async fn pass(State(choices): State<Self>, request: Request, next: Next) -> Response {
        let answered = cookie(request.headers(), Answer::COOKIE).and_then(Answer::of_cookie);
        let guest = cookie(request.headers(), "visitor").and_then(|visitor| visitor.parse().ok());
        let mut response = next.run(request).await;
        if let Some(secret) = opened(response.headers(), choices.session) {
            for cookie in choices.cookies(&secret, guest, answered).await {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        response
    }

    /// The cookies of whoever just signed in; none where they cannot be read, which only means that nothing is brought.
    async fn cookies(&self, secret: &str, guest: Option<VisitorId>, answered: Option<Answer>) -> Vec<HeaderValue> {
        let Ok(Some(signed)) = self.shop.signed(secret).await else { return Vec::new() };
        let Ok(preferences) = self.shop.preferences(&signed).await else { return Vec::new() };
        let locale = preferences.language.unwrap_or(Locale::En);
        let behaviour = self.shop.bring_consent(&signed, guest, answered, locale).await.unwrap_or(None);
        choice_cookies(&preferences, behaviour.map(|behaviour| Answer { behaviour }), self.secure)
    }
}

/// The secret of a session that an answer opens.
fn opened(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::SET_COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut values = lines.filter_map(|line| line.split(';').next()?.split_once('='));
    values.find(|(known, value)| *known == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}
