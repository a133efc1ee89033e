//! HTTP message signatures (RFC 9421) with ES256, as far as the protocol uses them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A merchant's key pair.
#[derive(Debug)]
pub struct Signer {
    keys: EcdsaKeyPair,
    random: SystemRandom,
    kid: String,
}

/// The two headers of a signature.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The `Signature-Input` header.
    pub input: String,
    /// The `Signature` header.
    pub signature: String,
}

/// Why a signature was not accepted, in the protocol's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distrust {
    /// One of the headers is missing or unreadable.
    Missing,
    /// The signer has no such key.
    UnknownKey,
    /// The key is not of a kind that is understood.
    Algorithm,
    /// The body is not the one that was signed.
    Digest,
    /// The signature does not match.
    Invalid,
}

impl Signer {
    /// A key pair out of its PKCS #8 form, or a new one; the second value is the form of a new one.
    #[must_use]
    pub fn new(remembered: Option<&[u8]>) -> (Self, Option<Vec<u8>>) {
        let random = SystemRandom::new();
        if let Some(keys) =
            remembered.and_then(|form| EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, form, &random).ok())
        {
            return (Self::around(keys, random), None);
        }
        let form = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
            .expect("the system hands out randomness");
        let keys = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, form.as_ref(), &random)
            .expect("a key that was just made can be read");
        (Self::around(keys, random), Some(form.as_ref().to_vec()))
    }

    fn around(keys: EcdsaKeyPair, random: SystemRandom) -> Self {
        let thumb = Sha256::digest(keys.public_key().as_ref());
        let kid = format!("practice-{}", hex::encode(&thumb[..6]));
        Self { keys, random, kid }
    }

    /// The public key as a JWK.
    #[must_use]
    pub fn jwk(&self) -> Value {
        let point = self.keys.public_key().as_ref();
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid,
            "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..65]),
        })
    }

    /// Signs these components, in this order.
    #[must_use]
    pub fn sign(&self, components: &[(&str, String)]) -> Signed {
        let names: Vec<String> = components.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let parameters = format!("({});keyid=\"{}\"", names.join(" "), self.kid);
        let base = base(components.iter().map(|(name, value)| (*name, value.as_str())), &parameters);
        let signature = self.keys.sign(&self.random, base.as_bytes()).expect("the system hands out randomness");
        Signed {
            input: format!("sig1={parameters}"),
            signature: format!("sig1=:{}:", STANDARD.encode(signature.as_ref())),
        }
    }
}

fn base<'a>(components: impl Iterator<Item = (&'a str, &'a str)>, parameters: &str) -> String {
    let mut lines: Vec<String> = components.map(|(name, value)| format!("\"{name}\": {}", value.trim())).collect();
    lines.push(format!("\"@signature-params\": {parameters}"));
    lines.join("\n")
}

/// The `Content-Digest` header over these bytes.
#[must_use]
pub fn content_digest(bytes: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(bytes)))
}

/// A signed request as it arrived.
pub struct Received<'a> {
    /// The value of a component: a header, or `@method`, `@authority`, `@path`, `@query`.
    pub component: &'a dyn Fn(&str) -> Option<String>,
    /// The raw body.
    pub body: &'a [u8],
    /// The signer's JWK set.
    pub keys: &'a [Value],
}

/// Whether the request is signed by one of the keys.
///
/// # Errors
///
/// When it is not; the value says why, and the digest is looked at before the signature.
pub fn verify(received: &Received<'_>) -> Result<(), Distrust> {
    let input = (received.component)("signature-input").ok_or(Distrust::Missing)?;
    let header = (received.component)("signature").ok_or(Distrust::Missing)?;
    let (label, parameters) = input.split_once('=').ok_or(Distrust::Missing)?;
    let signature = header
        .strip_prefix(label)
        .and_then(|rest| rest.strip_prefix("=:"))
        .and_then(|rest| rest.split_once(':'))
        .and_then(|(text, _)| STANDARD.decode(text).ok())
        .ok_or(Distrust::Missing)?;
    let (names, rest) = parameters.strip_prefix('(').and_then(|list| list.split_once(')')).ok_or(Distrust::Missing)?;
    let kid = rest
        .split(';')
        .find_map(|parameter| parameter.trim().strip_prefix("keyid=\""))
        .and_then(|value| value.strip_suffix('"'))
        .ok_or(Distrust::Missing)?;
    let jwk = received.keys.iter().find(|key| key["kid"] == kid).ok_or(Distrust::UnknownKey)?;
    if jwk["kty"] != "EC" || jwk["crv"] != "P-256" {
        return Err(Distrust::Algorithm);
    }
    check_digest(received)?;
    let names: Vec<&str> = names.split_whitespace().map(|name| name.trim_matches('"')).collect();
    let values: Option<Vec<String>> = names.iter().map(|name| (received.component)(name)).collect();
    let values = values.ok_or(Distrust::Invalid)?;
    let base = base(names.iter().copied().zip(values.iter().map(String::as_str)), parameters);
    let point = point(jwk).ok_or(Distrust::UnknownKey)?;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(base.as_bytes(), &signature)
        .map_err(|_| Distrust::Invalid)
}

fn check_digest(received: &Received<'_>) -> Result<(), Distrust> {
    match (received.component)("content-digest") {
        Some(claimed) if claimed.trim() != content_digest(received.body) => Err(Distrust::Digest),
        None if !received.body.is_empty() => Err(Distrust::Missing),
        _ => Ok(()),
    }
}

fn point(jwk: &Value) -> Option<Vec<u8>> {
    let mut point = vec![4];
    for axis in ["x", "y"] {
        point.extend(URL_SAFE_NO_PAD.decode(jwk[axis].as_str()?).ok()?);
    }
    (point.len() == 65).then_some(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(signed: &Signed, digest: &str) -> impl Fn(&str) -> Option<String> {
        let (input, signature, digest) = (signed.input.clone(), signed.signature.clone(), digest.to_owned());
        move |name| {
            Some(match name {
                "@method" => "POST".into(),
                "content-digest" => digest.clone(),
                "signature-input" => input.clone(),
                "signature" => signature.clone(),
                _ => return None,
            })
        }
    }

    #[test]
    fn a_signature_is_accepted_once_and_only_for_the_signed_body() {
        let (signer, form) = Signer::new(None);
        let digest = content_digest(b"body");
        let signed = signer.sign(&[("@method", "POST".into()), ("content-digest", digest.clone())]);
        let keys = [signer.jwk()];
        let part = component(&signed, &digest);
        assert_eq!(verify(&Received { component: &part, body: b"body", keys: &keys }), Ok(()));
        assert_eq!(verify(&Received { component: &part, body: b"other", keys: &keys }), Err(Distrust::Digest));
        assert_eq!(verify(&Received { component: &part, body: b"body", keys: &[] }), Err(Distrust::UnknownKey));
        let (again, _) = Signer::new(form.as_deref());
        assert_eq!(again.jwk(), keys[0]);
        let (mut stranger, _) = Signer::new(None);
        stranger.kid.clone_from(&signer.kid);
        let keys = [stranger.jwk()];
        assert_eq!(verify(&Received { component: &part, body: b"body", keys: &keys }), Err(Distrust::Invalid));
    }
}
