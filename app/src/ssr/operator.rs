//! The operator's session, in a cookie of its own that scripts cannot read.

use http::{HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use services::operator::Operator;

use super::{PublicUrl, cookie, shop};

const COOKIE: &str = "operator";

/// The operator whose session the request carries.
pub fn operator() -> Option<Operator> {
    let session = use_context::<Parts>().and_then(|parts| cookie(&parts, COOKIE))?;
    shop().operator(&session)
}

/// Opens a session: the browser keeps it until it is closed, the shop for half a day.
pub fn open_operator_session(session: &str) {
    set(session, "");
}

/// Closes the session of this browser.
pub fn close_operator_session() {
    set("", "; Max-Age=0");
}

fn set(session: &str, lives: &str) {
    let secure = if PublicUrl::is_secure() { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={session}; Path=/; SameSite=Lax; HttpOnly{secure}{lives}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
