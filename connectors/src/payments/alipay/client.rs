//! The envelope of Alipay's open platform: parameters signed with our key, answers signed with theirs.

use std::{collections::BTreeMap, fmt, sync::Arc};

use domain::time::Timestamp;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::{
    AlipayConfig,
    wire::{Outcome, TRADE_NOT_EXIST},
};
use crate::{
    http, now,
    payments::{
        GatewayError,
        rsa::{SigningKey, VerifyingKey},
    },
};

/// Alipay counts in the time of China, eight hours ahead of UTC.
const CHINA: i64 = 8 * 3_600_000;

/// The connections to one account.
#[derive(Clone)]
pub(super) struct Client {
    http: http::Client,
    account: Arc<Account>,
}

struct Account {
    gateway_url: String,
    app_id: String,
    notify_url: String,
    ours: SigningKey,
    theirs: VerifyingKey,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("gateway_url", &self.account.gateway_url).finish_non_exhaustive()
    }
}

/// A moment as Alipay writes it: `2026-11-21 16:00:00`, in China.
pub(super) fn in_china(at: Timestamp) -> String {
    at.plus(CHINA).rfc3339().replace('T', " ").replace('Z', "")
}

/// What is signed: all parameters but the signature itself and empty ones, by name, as `name=value` joined by `&`.
pub(super) fn to_sign<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let sorted: BTreeMap<&str, &str> = parameters.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let pairs: Vec<String> = sorted.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

impl Client {
    pub(super) fn new(http: http::Client, config: AlipayConfig, ours: SigningKey, theirs: VerifyingKey) -> Self {
        let AlipayConfig { gateway_url, app_id, notify_url, .. } = config;
        Self { http, account: Arc::new(Account { gateway_url, app_id, notify_url, ours, theirs }) }
    }

    /// Our app.
    pub(super) fn app_id(&self) -> &str {
        &self.account.app_id
    }

    /// Whether a signature is Alipay's.
    pub(super) fn is_theirs(&self, text: &[u8], signature: &str) -> bool {
        self.account.theirs.fits(text, signature)
    }

    /// Where its pages are.
    pub(super) fn page_origin(&self) -> Option<String> {
        let gateway = Url::parse(&self.account.gateway_url).ok()?;
        gateway.origin().is_tuple().then(|| gateway.origin().ascii_serialization())
    }

    /// The parameters of a call, signed.
    fn signed(&self, method: &str, more: &[(&str, &str)], business: &Value, at: Timestamp) -> Vec<(String, String)> {
        let (timestamp, business) = (in_china(at), business.to_string());
        let account = &self.account;
        let mut parameters = vec![
            ("app_id", account.app_id.as_str()),
            ("method", method),
            ("format", "JSON"),
            ("charset", "utf-8"),
            ("sign_type", "RSA2"),
            ("timestamp", timestamp.as_str()),
            ("version", "1.0"),
            ("biz_content", business.as_str()),
        ];
        parameters.extend(more);
        let sign = account.ours.sign(&to_sign(parameters.iter().copied()));
        parameters.push(("sign", &sign));
        parameters.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// The address of the page on which a trade is paid.
    ///
    /// # Errors
    /// When the gateway's own address is none.
    pub(super) fn page(&self, business: &Value, return_url: &str) -> Result<String, GatewayError> {
        let more = [("notify_url", self.account.notify_url.as_str()), ("return_url", return_url)];
        let parameters = self.signed("alipay.trade.page.pay", &more, business, now());
        let url = Url::parse_with_params(&self.account.gateway_url, &parameters);
        url.map(String::from).map_err(|error| GatewayError::Malformed(error.to_string()))
    }

    /// Makes a call.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came or it is not signed, another when Alipay says no.
    pub(super) async fn call<T: DeserializeOwned>(&self, method: &str, business: &Value) -> Result<T, GatewayError> {
        let found = self.find(method, business).await?;
        found.ok_or_else(|| GatewayError::Refused(TRADE_NOT_EXIST.to_owned()))
    }

    /// As [`Client::call`]; `None` where Alipay knows no such trade.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`] when no certain answer came or it is not signed, another when Alipay says no.
    pub(super) async fn find<T: DeserializeOwned>(
        &self,
        method: &str,
        business: &Value,
    ) -> Result<Option<T>, GatewayError> {
        let parameters = self.signed(method, &[], business, now());
        // The character set has to be in the address already: the body cannot be read without it.
        let request = self.http.post(&self.account.gateway_url).query(&[("charset", "utf-8")]).form(&parameters);
        let answer = request.send().await.map_err(GatewayError::unknown)?;
        if !answer.status.is_success() {
            return Err(GatewayError::unknown(answer.status));
        }
        let inner = self.opened(&answer.body, method)?;
        let outcome: Outcome = read(inner)?;
        match outcome.judged() {
            Ok(()) => read(inner).map(Some),
            Err(GatewayError::Refused(why)) if why == TRADE_NOT_EXIST => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// The answer out of its envelope, byte for byte as it was signed. Only a refusal of the envelope itself is not
    /// signed; it never says how a trade stands.
    fn opened<'a>(&self, body: &'a [u8], method: &str) -> Result<&'a [u8], GatewayError> {
        #[derive(serde::Deserialize)]
        struct Envelope {
            #[serde(default)]
            sign: String,
        }
        let envelope: Envelope = read(body)?;
        let name = format!("\"{}_response\":", method.replace('.', "_"));
        if let Some(inner) = after(body, &name) {
            let signed = self.is_theirs(inner, &envelope.sign);
            return signed.then_some(inner).ok_or_else(|| GatewayError::unknown("an answer that Alipay did not sign"));
        }
        let refused =
            after(body, "\"error_response\":").ok_or_else(|| GatewayError::unknown("an answer to something else"))?;
        match read::<Outcome>(refused)?.judged() {
            Err(why @ (GatewayError::Unauthorised | GatewayError::Malformed(_))) => Err(why),
            _ => Err(GatewayError::unknown("an answer that Alipay did not sign")),
        }
    }
}

/// The JSON value behind a name, byte for byte.
fn after<'a>(body: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let start = body.windows(name.len()).position(|window| window == name.as_bytes())? + name.len();
    let rest = body.get(start..)?;
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    rest.get(..values.byte_offset())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, GatewayError> {
    let read = serde_json::from_slice(body);
    read.map_err(|error| GatewayError::Unknown(format!("an answer nobody understands: {error}")))
}

/// The fields of a form.
pub(super) fn fields(body: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(body).into_owned().collect()
}
