//! Who is behind the counter: staff that is signed in with a second factor, or whoever opened the door with the operator's
//! key, whose session is in a cookie of its own that scripts cannot read.

use http::{HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use services::{
    accounts::Recent,
    operator::Operator,
    staff::{Clerk, NoClerk},
};

use super::{PublicUrl, cookie, now, see_other, set_status, shop, signed, with_next};
use crate::problem::{ApiError, ProblemKind};

const COOKIE: &str = "operator";

/// The cookie that shows the secret of a new key once, to the browser that asked for it.
const NEW_KEY: &str = "new_key";

/// The operator whose session the request carries.
pub fn operator() -> Option<Operator> {
    let session = use_context::<Parts>().and_then(|parts| cookie(&parts, COOKIE))?;
    shop().operator(&session)
}

/// Whoever is behind the counter.
///
/// # Errors
/// Why nobody is.
pub fn behind_the_counter() -> Result<Clerk, NoClerk> {
    let staff = signed().map_or(Err(NoClerk::NotStaff), Clerk::of);
    match (staff, operator()) {
        (Ok(clerk), _) => Ok(clerk),
        (Err(_), Some(operator)) => Ok(Clerk::Operator(operator)),
        (Err(why), None) => Err(why),
    }
}

/// Whoever is behind the counter, where somebody is.
pub fn clerk() -> Option<Clerk> {
    behind_the_counter().ok()
}

/// Whoever showed a short while ago who they are; everybody else is asked again, and comes back to a page of ours.
///
/// # Errors
/// When it is too long ago, or nobody is signed in.
pub fn recent_for(page: &str) -> Result<Recent, ApiError> {
    let recent = signed().and_then(|signed| signed.recent(now()));
    recent.ok_or_else(|| {
        set_status(ProblemKind::SignInRequired.status());
        see_other(&with_next("/sign-in/again", page));
        ApiError::of(ProblemKind::SignInRequired, None)
    })
}

/// Opens a session: the browser keeps it until it is closed, the shop for half a day.
pub fn open_operator_session(session: &str) {
    set(COOKIE, session, "/", "");
}

/// Closes the session of this browser.
pub fn close_operator_session() {
    set(COOKIE, "", "/", "; Max-Age=0");
}

/// Has the page of keys show a secret, once.
pub fn show_new_key(secret: &str) {
    set(NEW_KEY, secret, "/operator", "; Max-Age=120");
}

/// The secret that is to be shown; it is gone with this.
pub fn take_new_key() -> Option<String> {
    let shown = use_context::<Parts>().and_then(|parts| cookie(&parts, NEW_KEY)).filter(|secret| !secret.is_empty());
    if shown.is_some() {
        set(NEW_KEY, "", "/operator", "; Max-Age=0");
    }
    shown
}

fn set(name: &str, value: &str, path: &str, lives: &str) {
    let secure = if PublicUrl::is_secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path={path}; SameSite=Lax; HttpOnly{secure}{lives}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
