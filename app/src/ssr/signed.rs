//! Who is signed in, and the cookies that say so.

use http::{HeaderName, HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use services::accounts::{Browser, Opened, Pending, Recent, Signed};

use super::{PublicUrl, cookie, here, keep_private, local_path, now, page_redirect, see_other, set_cookie, set_status};
use crate::problem::{ApiError, ProblemKind};

/// The cookie of a half-open sign-in.
const PENDING: &str = "pending";

/// The cookie that a browser is known by at sign-in; it outlives sessions.
const DEVICE: &str = "device";

/// Somebody who is signed in; the layer in front of the pages looked the session up.
pub fn signed() -> Option<Signed> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Signed>().cloned())
}

/// Whoever is signed in; everybody else is sent to sign in, and comes back to this page afterwards.
///
/// # Errors
/// When nobody is.
pub fn must_be_signed() -> Result<Signed, ApiError> {
    keep_private();
    if let Some(signed) = signed() {
        return Ok(signed);
    }
    send_to("/sign-in");
    Err(ApiError::of(ProblemKind::SignInRequired, None))
}

/// Whoever showed who they are a short while ago; everybody else is asked again, and comes back to this page afterwards.
///
/// # Errors
/// When it is too long ago.
pub fn must_be_recent() -> Result<Recent, ApiError> {
    let signed = must_be_signed()?;
    if let Some(recent) = signed.recent(now()) {
        return Ok(recent);
    }
    send_to("/sign-in/again");
    Err(ApiError::of(ProblemKind::SignInRequired, None))
}

/// Sends on to a page that leads back here. A door leads back to the page its form stands on.
fn send_to(page: &str) {
    let here = here();
    if here.starts_with("/api/") {
        set_status(ProblemKind::SignInRequired.status());
        let back = form_page().unwrap_or_else(|| "/account".to_owned());
        see_other(&with_next(page, &back));
    } else {
        page_redirect(&with_next(page, &here));
    }
}

/// The page of ours that a form was sent from.
fn form_page() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let from = parts.headers.get(header::REFERER)?.to_str().ok()?;
    let path = from.strip_prefix(PublicUrl::of("").as_str())?;
    Some(local_path(path, "/account"))
}

/// A page with the way on behind it.
pub fn with_next(page: &str, next: &str) -> String {
    let next = local_path(next, "/");
    if next == "/" { page.to_owned() } else { format!("{page}?next={}", domain::search::percent_encoded(&next)) }
}

/// The browser that asks, as sign-in looks at it.
pub fn browser() -> Browser {
    let parts = use_context::<Parts>();
    let agent = parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok());
    let device = parts.as_ref().and_then(|parts| cookie(parts, DEVICE));
    let guest = parts.as_ref().and_then(|parts| cookie(parts, "visitor")).and_then(|value| value.parse().ok());
    Browser::new(device.as_deref(), agent.unwrap_or_default(), guest)
}

/// Gives the browser its session.
pub fn open_session(opened: &Opened) {
    keep_private();
    put(session_cookie(), &opened.secret, Some(opened.lives / 1000));
    keep_device(&opened.device);
    set_cookie("cart_count", &opened.cart_count.to_string(), false);
    put(PENDING, "", Some(0));
}

/// Gives the browser of staff a session in a customer's place. It stays the staff's browser, and the customer's pages are
/// made for it alone.
pub fn open_acting(opened: &Opened) {
    keep_private();
    put(session_cookie(), &opened.secret, Some(opened.lives / 1000));
    put(ACTING, "1", Some(opened.lives / 1000));
    set_cookie("cart_count", &opened.cart_count.to_string(), false);
}

/// Has the browser keep what it is known by at sign-in.
pub fn keep_device(secret: &str) {
    set_cookie(DEVICE, secret, true);
}

/// Has the browser keep a half-open sign-in for a few minutes.
pub fn keep_pending(pending: &Pending) {
    keep_private();
    put(PENDING, &pending.secret, Some(pending.lives / 1000));
}

/// The half-open sign-in of this browser.
pub fn pending() -> Option<String> {
    use_context::<Parts>().and_then(|parts| cookie(&parts, PENDING)).filter(|secret| !secret.is_empty())
}

/// Takes the session away from the browser, with everything it kept of its pages.
pub fn close_session() {
    keep_private();
    put(session_cookie(), "", Some(0));
    // A guest's pages are everybody's again.
    put(super::OWN_PAGES, "", Some(0));
    put(ACTING, "", Some(0));
    put(PENDING, "", Some(0));
    set_cookie("cart_count", "0", false);
    if let Some(response) = use_context::<ResponseOptions>() {
        let kept = HeaderValue::from_static("\"cache\", \"storage\"");
        response.insert_header(HeaderName::from_static("clear-site-data"), kept);
    }
}

/// The name of the cookie that holds the session: with the prefix that ties it to this host where cookies can be secure.
fn session_cookie() -> &'static str {
    if PublicUrl::is_secure() { SECURE_SESSION } else { PLAIN_SESSION }
}

/// The cookie of a browser in which staff sees the shop in a customer's place.
pub const ACTING: &str = "acting";

/// The session's cookie where the shop is reached over https.
pub const SECURE_SESSION: &str = "__Host-sid";

/// The session's cookie in practice, over http.
pub const PLAIN_SESSION: &str = "sid";

pub(super) fn put(name: &str, value: &str, seconds: Option<i64>) {
    let secure = if PublicUrl::is_secure() { "; Secure" } else { "" };
    let lives = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let cookie = format!("{name}={value}; Path=/; SameSite=Lax; HttpOnly{secure}{lives}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
