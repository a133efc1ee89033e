//! Secrets that never print themselves, and the signatures made with them.

use std::{fmt, sync::Arc};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key, a password or a signing secret.
#[derive(Clone)]
pub struct Secret(Arc<str>);

impl Secret {
    /// A secret.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the one place that sends it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether one of these marks is the HMAC-SHA256 of a body under this secret. Without a secret nothing is. It takes the
    /// same time wherever the first difference lies.
    pub(super) fn has_signed(&self, body: &[u8], marks: &[Vec<u8>]) -> bool {
        let mut signed = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).expect("any length is a key");
        signed.update(body);
        !self.0.is_empty() && marks.iter().any(|mark| signed.clone().verify_slice(mark).is_ok())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    const MARK: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    #[test]
    fn a_published_signature_is_known_and_nothing_else_is() {
        let mark = hex::decode(MARK).unwrap();
        let body = b"what do ya want for nothing?";
        assert!(Secret::new("Jefe").has_signed(body, &[Vec::new(), mark.clone()]));
        assert!(!Secret::new("Jefe").has_signed(b"what do ya want for nothing!", std::slice::from_ref(&mark)));
        assert!(!Secret::new("Chef").has_signed(body, std::slice::from_ref(&mark)));
        assert!(!Secret::new("Jefe").has_signed(body, &[mark[..31].to_vec()]));
        assert!(!Secret::new("Jefe").has_signed(body, &[]));
    }

    #[test]
    fn without_a_secret_nothing_is_signed() {
        let mut empty = Hmac::<Sha256>::new_from_slice(b"").unwrap();
        empty.update(b"body");
        assert!(!Secret::new("").has_signed(b"body", &[empty.finalize().into_bytes().to_vec()]));
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::new("whsec_1")), "Secret(…)");
    }
}
