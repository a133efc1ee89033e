//! Looks the session up, once for every request that carries its cookie.

use std::sync::Arc;

use app::{
    plain::Plain,
    ssr::{PLAIN_SESSION, SECURE_SESSION},
};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use services::Shop;

use crate::{cookies::cookie, guard::printable, page_cache::ForEverybody, plain::Asker};

/// What the layer needs.
#[derive(Clone)]
pub struct Sessions {
    shop: Shop,
    secure: bool,
    sheet: Arc<str>,
}

impl Sessions {
    /// Sessions of a shop that is reached at this address, and whose stylesheet is at that one.
    pub fn new(shop: Shop, public_url: &str, sheet: &str) -> Self {
        Self { shop, secure: public_url.starts_with("https://"), sheet: sheet.into() }
    }

    /// The name of the cookie that holds a session.
    pub fn cookie(&self) -> &'static str {
        if self.secure { SECURE_SESSION } else { PLAIN_SESSION }
    }

    /// Puts whoever is signed in beside the request. A page that is kept for everybody is made for nobody in particular.
    ///
    /// Where the store fails nobody is taken for a guest: the answer is that it does not work right now.
    pub async fn look_up(State(sessions): State<Self>, mut request: Request, next: Next) -> Response {
        let everybody = request.extensions().get::<ForEverybody>().is_some();
        let secret = cookie(request.headers(), sessions.cookie()).filter(|secret| !secret.is_empty() && !everybody);
        let Some(secret) = secret.map(str::to_owned) else { return next.run(request).await };
        match sessions.shop.signed(&secret).await {
            Ok(Some(signed)) => {
                if signed.acting.is_some() && !request.method().is_safe() {
                    let door = request.uri().path().to_owned();
                    if !signed.may_use(&door) {
                        return Asker::of(request.headers()).told(Plain::NotForThem, &sessions.sheet);
                    }
                    if let Err(error) = sessions.shop.note_acting(&signed, &printable(&door)).await {
                        tracing::error!(%error, "what is done in a customer's place could not be noted");
                        return StatusCode::SERVICE_UNAVAILABLE.into_response();
                    }
                }
                request.extensions_mut().insert(signed);
                let mut response = next.run(request).await;
                let fixed = HeaderValue::from_static("no-store");
                response.headers_mut().entry(header::CACHE_CONTROL).or_insert(fixed);
                response
            }
            Ok(None) => {
                let mut response = next.run(request).await;
                forget(&mut response, &sessions);
                response
            }
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        }
    }
}

/// Has the browser forget a session that ended, unless it was just given another.
fn forget(response: &mut Response, sessions: &Sessions) {
    let name = sessions.cookie();
    let mut given = response.headers().get_all(header::SET_COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    if given.any(|line| line.starts_with(name)) {
        return;
    }
    let secure = if sessions.secure { "; Secure" } else { "" };
    let cookie = format!("{name}=; Path=/; SameSite=Lax; HttpOnly{secure}; Max-Age=0");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
