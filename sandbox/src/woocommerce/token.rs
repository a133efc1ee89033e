//! Cart tokens: a JSON Web Token that names a guest's cart, signed with HMAC-SHA256, good for two days.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::orders::now_ms;

const KEY: &[u8] = b"practice cart tokens";
const GOOD_FOR_SECONDS: i64 = 48 * 3600;

/// A token for this cart.
pub fn issue(cart: &str) -> String {
    let now = now_ms() / 1000;
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = part(json!({ "typ": "JWT", "alg": "HS256" }));
    let body = part(json!({ "user_id": cart, "exp": now + GOOD_FOR_SECONDS, "iss": "store-api", "iat": now }));
    let signed = format!("{head}.{body}");
    let signature = URL_SAFE_NO_PAD.encode(sign(&signed).finalize().into_bytes());
    format!("{signed}.{signature}")
}

/// The cart a token names, where it is one of ours and still good.
pub fn read(token: &str) -> Option<String> {
    let (signed, signature) = token.rsplit_once('.')?;
    sign(signed).verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let body = URL_SAFE_NO_PAD.decode(signed.split_once('.')?.1).ok()?;
    let body: Value = serde_json::from_slice(&body).ok()?;
    let good = body["exp"].as_i64()? > now_ms() / 1000;
    good.then(|| body["user_id"].as_str().map(str::to_owned)).flatten()
}

fn sign(text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY).expect("any length is a key");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_cart_and_cannot_be_altered() {
        let token = issue("t_1");
        assert_eq!(read(&token).as_deref(), Some("t_1"));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let other = issue("t_2");
        assert_eq!(read(&format!("{}.{signature}", other.rsplit_once('.').unwrap().0)), None);
        assert_eq!(read(signed), None);
    }
}
