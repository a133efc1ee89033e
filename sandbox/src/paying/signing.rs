//! RSA signatures of the practice providers, with practice keys that lie in this folder's neighbours for all to read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey};

/// The key of a PEM text in PKCS #8.
fn key(pem: &str) -> RsaKeyPair {
    let plain: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let der = STANDARD.decode(plain).expect("the practice keys are base64");
    RsaKeyPair::from_pkcs8(&der).expect("the practice keys are keys")
}

/// A signature over a text, in base64.
pub(crate) fn sign(pem: &str, text: &str) -> String {
    let key = key(pem);
    let mut signature = vec![0; key.public().modulus_len()];
    let signed = key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature);
    signed.expect("the buffer has the length of the modulus");
    STANDARD.encode(signature)
}

/// Whether a signature in base64 was made over this text with the other half of a key.
pub(crate) fn fits(pem: &str, text: &str, signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature) else { return false };
    let key = key(pem);
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public().as_ref().to_vec());
    public.verify(text.as_bytes(), &signature).is_ok()
}
