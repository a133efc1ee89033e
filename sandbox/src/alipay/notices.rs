//! Messages to the shop: a signed form, repeated until the shop answers `success`.

use std::collections::BTreeMap;

use url::form_urlencoded::Serializer;

use super::api::status;
use super::{APP_ID, Alipay, PROVIDER_KEY, SELLER_ID, to_sign, yuan};
use crate::clock::rfc3339;
use crate::orders::now_ms;
use crate::paying::telling::Post;
use crate::paying::{Payment, signing};

impl Alipay {
    /// Tells the shop how a trade stands.
    pub fn tell(&self, payment: &Payment) {
        let to = if payment.notify_url.is_empty() { "/webhooks/alipay" } else { &payment.notify_url };
        let honest = message(payment, PROVIDER_KEY);
        // Who forges signs with a key of their own: the app's is as good as any.
        let forged = message(payment, super::APP_PRIVATE_KEY);
        let post = |body: String| Post {
            to: to.to_owned(),
            headers: vec![("content-type", "application/x-www-form-urlencoded; charset=utf-8".to_owned())],
            body,
            thanks: "success",
        };
        self.till.tell(post(honest), post(forged));
    }
}

fn message(payment: &Payment, key: &str) -> String {
    let at = rfc3339(now_ms() + 8 * 3_600_000).replace('T', " ").replace('Z', "");
    let mut fields: BTreeMap<String, String> = [
        ("notify_id", uuid::Uuid::new_v4().simple().to_string()),
        ("notify_type", "trade_status_sync".to_owned()),
        ("notify_time", at.clone()),
        ("app_id", APP_ID.to_owned()),
        ("seller_id", SELLER_ID.to_owned()),
        ("charset", "utf-8".to_owned()),
        ("version", "1.0".to_owned()),
        ("sign_type", "RSA2".to_owned()),
        ("trade_no", payment.id.clone()),
        ("out_trade_no", payment.reference.clone()),
        ("trade_status", status(payment).to_owned()),
        ("total_amount", yuan(payment.amount)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    if payment.given() > 0 {
        fields.insert("refund_fee".to_owned(), yuan(payment.given()));
        fields.insert("gmt_refund".to_owned(), at);
    }
    let sign = signing::sign(key, &to_sign(&fields, &["sign", "sign_type"]));
    fields.insert("sign".to_owned(), sign);
    Serializer::new(String::new()).extend_pairs(&fields).finish()
}
