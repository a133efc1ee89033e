//! Signatures with RSA and SHA-256 (PKCS #1 version 1.5, RFC 8017), as PayPal and Alipay make them.

use std::{fmt, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use rustls::pki_types::{CertificateDer, SubjectPublicKeyInfoDer};
use webpki::{EndEntityCert, RawPublicKeyEntity, ring::RSA_PKCS1_2048_8192_SHA256};

/// The bytes inside a PEM text, or of base64 without its frame; the first block counts.
pub(super) fn unwrapped(text: &str) -> Option<Vec<u8>> {
    let body = text.split("-----").find(|part| !part.starts_with("BEGIN ") && !part.trim().is_empty())?;
    let plain: String = body.chars().filter(|letter| !letter.is_whitespace()).collect();
    STANDARD.decode(plain).ok()
}

/// Our own key, with which we sign.
#[derive(Clone)]
pub(super) struct SigningKey(Arc<RsaKeyPair>);

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// Reads a key in PKCS #8 (RFC 5958), with or without its PEM frame.
    pub(super) fn read(text: &str) -> Option<Self> {
        RsaKeyPair::from_pkcs8(&unwrapped(text)?).ok().map(|pair| Self(Arc::new(pair)))
    }

    /// The signature over a text, in base64.
    pub(super) fn sign(&self, text: &str) -> String {
        let mut signature = vec![0; self.0.public().modulus_len()];
        let signed = self.0.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature);
        signed.expect("the buffer has the length of the modulus");
        STANDARD.encode(signature)
    }
}

/// Somebody else's public key (SubjectPublicKeyInfo, RFC 5280).
#[derive(Clone, Debug)]
pub(super) struct VerifyingKey(SubjectPublicKeyInfoDer<'static>);

impl VerifyingKey {
    /// Reads a key, with or without its PEM frame.
    pub(super) fn read(text: &str) -> Option<Self> {
        let key = SubjectPublicKeyInfoDer::from(unwrapped(text)?);
        RawPublicKeyEntity::try_from(&key).is_ok().then_some(Self(key))
    }

    /// Whether a signature in base64 is over this text.
    pub(super) fn fits(&self, text: &[u8], signature: &str) -> bool {
        let (Ok(key), Ok(signature)) = (RawPublicKeyEntity::try_from(&self.0), STANDARD.decode(signature)) else {
            return false;
        };
        key.verify_signature(RSA_PKCS1_2048_8192_SHA256, text, &signature).is_ok()
    }
}

/// Whether a signature in base64 is over this text, made with the key of a certificate (X.509, RFC 5280).
pub(super) fn fits_certificate(certificate: &[u8], text: &[u8], signature: &str) -> bool {
    let certificate = CertificateDer::from(certificate);
    let (Ok(holder), Ok(signature)) = (EndEntityCert::try_from(&certificate), STANDARD.decode(signature)) else {
        return false;
    };
    holder.verify_signature(RSA_PKCS1_2048_8192_SHA256, text, &signature).is_ok()
}
