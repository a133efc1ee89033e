//! What Braintree posts to us: a form with XML in base64, and under it the HMAC-SHA1 of that very base64.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::guard;
use ring::{
    digest::{SHA1_FOR_LEGACY_USE_ONLY, digest},
    hmac,
};
use sha2::{Digest, Sha256};
use url::form_urlencoded;

use crate::payments::{GatewayError, PageState, PaymentNotice, Subject, amounts, secret::Secret};

/// Checks and reads Braintree's messages.
#[derive(Clone, Debug)]
pub(super) struct Verifier {
    pub public_key: String,
    pub private_key: Secret,
}

impl Verifier {
    /// Reads a message.
    ///
    /// # Errors
    /// [`GatewayError::BadMessage`] when the signature or the form is wrong.
    pub(super) fn read(&self, body: &[u8]) -> Result<PaymentNotice, GatewayError> {
        let field = |wanted: &str| {
            let found = form_urlencoded::parse(body).find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.into_owned()).ok_or_else(|| GatewayError::bad("a field is missing"))
        };
        let (signature, payload) = (field("bt_signature")?, field("bt_payload")?);
        if !self.fits(&signature, &payload) && guard::on("notice.signature") {
            return Err(GatewayError::bad("no signature fits"));
        }
        let plain: String = payload.chars().filter(|letter| !letter.is_whitespace()).collect();
        let xml = STANDARD.decode(plain).map_err(GatewayError::bad)?;
        told(&String::from_utf8(xml).map_err(GatewayError::bad)?)
    }

    /// Whether one of the signatures is made with our key: `public key|digits`, several joined by `&`. Braintree signs
    /// with the SHA-1 of the private key.
    fn fits(&self, signatures: &str, payload: &str) -> bool {
        if self.private_key.reveal().is_empty() {
            return false;
        }
        let key = digest(&SHA1_FOR_LEGACY_USE_ONLY, self.private_key.reveal().as_bytes());
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_ref());
        let ours =
            signatures.split('&').filter_map(|pair| pair.split_once('|')).filter(|(of, _)| *of == self.public_key);
        let fits =
            |digits: &str| hex::decode(digits).is_ok_and(|mark| hmac::verify(&key, payload.as_bytes(), &mark).is_ok());
        ours.map(|(_, digits)| digits).take(8).any(fits)
    }
}

/// The text between the first pair of tags of a name.
fn between<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let start = xml.find(&format!("<{name}>"))? + name.len() + 2;
    let rest = xml.get(start..)?;
    rest.get(..rest.find(&format!("</{name}>"))?)
}

/// What a message tells. Braintree sends none when an amount is held; that we know from the answer itself. A settled
/// transaction says of an order nothing that we did not do, and of a top-up that it was paid.
fn told(xml: &str) -> Result<PaymentNotice, GatewayError> {
    let kind = between(xml, "kind").ok_or_else(|| GatewayError::bad("a message without a kind"))?;
    // The message has no name: the same text is the same event.
    let event_id = format!("{kind}:{}", hex::encode(&Sha256::digest(xml.as_bytes())[..16]));
    let nothing = PaymentNotice { event_id: event_id.clone(), subject: None, page: None };
    let Some(about) = between(xml, "transaction").filter(|_| kind == "transaction_settled") else { return Ok(nothing) };
    let Some(subject @ Subject::TopUp(_)) = between(about, "order-id").and_then(Subject::of) else {
        return Ok(nothing);
    };
    let field = |name| between(about, name).ok_or_else(|| GatewayError::bad("a field is missing"));
    let amount = amounts::read(field("amount")?, field("currency-iso-code")?).map_err(GatewayError::bad)?;
    let page = PageState::Taken { reference: field("global-id")?.to_owned(), amount };
    Ok(PaymentNotice { event_id, subject: Some(subject), page: Some(page) })
}
