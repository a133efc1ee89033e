//! A practice provider in the shape of Alipay's open platform: one address, signed parameters, signed answers, a page that
//! takes the whole amount at once, and signed messages repeated until the shop answers `success`.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::Value;

use crate::gateway::currency::Currency;
use crate::market::Server;
use crate::memory::Remembered;
use crate::orders::now_ms;
use crate::paying::{Payment, Till, amounts, lost, new_payment, signing};

mod api;
mod hosted;
mod notices;

/// The only app.
pub const APP_ID: &str = "2026112100000001";
/// The account that is paid.
pub const SELLER_ID: &str = "2088000000000001";
/// The app's private key, for practice only: it lies here for all to read.
pub const APP_PRIVATE_KEY: &str = include_str!("practice-merchant-key.pem");
/// The public half of the key under which this provider signs.
pub const PUBLIC_KEY: &str = include_str!("practice-provider-public.pem");

/// What a shop needs to know to be paid here.
pub const CREDENTIALS: &[(&str, &str)] =
    &[("app_id", APP_ID), ("seller_id", SELLER_ID), ("app_private_key", APP_PRIVATE_KEY), ("public_key", PUBLIC_KEY)];

/// Signs answers and messages of the practice world and nothing else.
const PROVIDER_KEY: &str = include_str!("practice-provider-key.pem");

/// The provider as all its handlers share it.
#[derive(Clone, Debug)]
struct Alipay {
    till: Till,
}

/// The provider's own routes.
pub fn router(server: Server, remembered: &[Remembered]) -> Router {
    let till = Till::new(server, remembered);
    let alipay = Alipay { till: till.clone() };
    let gateway = Router::new().route("/gateway.do", get(page).post(api::answer));
    let gateway = gateway.layer(from_fn_with_state(till.clone(), lost::lose));
    gateway.merge(hosted::routes()).with_state(alipay).merge(till.panel.routes())
}

/// What is signed: all fields but those named and empty ones, by name, as `name=value` joined by `&`.
fn to_sign(fields: &BTreeMap<String, String>, without: &[&str]) -> String {
    let kept = fields.iter().filter(|(name, value)| !value.is_empty() && !without.contains(&name.as_str()));
    kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// Whether the app signed these parameters.
fn is_apps(fields: &BTreeMap<String, String>) -> bool {
    let sign = fields.get("sign").map_or("", String::as_str);
    fields.get("app_id").is_some_and(|id| id == APP_ID)
        && fields.get("sign_type").is_some_and(|kind| kind == "RSA2")
        && signing::fits(APP_PRIVATE_KEY, &to_sign(fields, &["sign"]), sign)
}

/// Milliseconds since 1970 of `2026-11-21 16:00:00` in China; nothing where the text is none.
fn from_china(text: &str) -> Option<i64> {
    let numbers: Vec<i64> = text.split(['-', ' ', ':']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day, hours, minutes, seconds] = numbers.as_slice() else { return None };
    // Days since 1970, counted in 400-year eras that begin on the first of March.
    let year = year - i64::from(*month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some((((days * 24 + hours - 8) * 60 + minutes) * 60 + seconds) * 1000)
}

fn yuan(minor: i64) -> String {
    amounts::decimal(minor, 2)
}

/// `GET /gateway.do` with `alipay.trade.page.pay`: the trade begins to be when the buyer comes with a signed address.
async fn page(State(alipay): State<Alipay>, Query(fields): Query<BTreeMap<String, String>>) -> Response {
    let page_pay = fields.get("method").is_some_and(|method| method == "alipay.trade.page.pay");
    let wish = fields.get("biz_content").and_then(|text| serde_json::from_str::<Value>(text).ok());
    let payment = wish.filter(|_| page_pay && is_apps(&fields)).and_then(|wish| begun(&wish, &fields));
    let Some(payment) = payment else { return hosted::refused() };
    let number = payment.reference.clone();
    let known = alipay.till.find(|known| known.reference == number);
    let id = match known {
        Some(known) if known.amount != payment.amount => return hosted::refused(),
        Some(known) => known.id,
        None => {
            let id = payment.id.clone();
            alipay.till.open(payment);
            id
        }
    };
    Redirect::to(&format!("/cashier?trade={id}")).into_response()
}

fn begun(wish: &Value, fields: &BTreeMap<String, String>) -> Option<Payment> {
    let number = wish["out_trade_no"].as_str()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !(1..=64).contains(&number.len()) || !number.bytes().all(plain) {
        return None;
    }
    if wish["product_code"] != "FAST_INSTANT_TRADE_PAY" {
        return None;
    }
    let amount = amounts::read(wish["total_amount"].as_str()?, 2).filter(|amount| *amount > 0)?;
    let trade = format!("{}{:014}", &crate::clock::rfc3339(now_ms())[..10].replace('-', ""), rand::random::<u32>());
    let mut payment = new_payment(trade, String::new(), amount, Currency::read("CNY")?);
    payment.reference = number.to_owned();
    payment.items = vec![(wish["subject"].as_str()?.to_owned(), amount)];
    payment.at_once = true;
    payment.success_url = fields.get("return_url").cloned().unwrap_or_default();
    payment.until_ms = match wish["time_expire"].as_str() {
        Some(text) => Some(from_china(text)?),
        None => None,
    };
    payment.notify_url = fields.get("notify_url").cloned().unwrap_or_default();
    Some(payment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_time_of_china() {
        assert_eq!(from_china("2026-11-21 16:00:00"), Some(1_795_248_000_000));
        assert_eq!(from_china("2000-03-01 08:00:00"), Some(951_868_800_000));
        assert_eq!(from_china("soon"), None);
    }

    #[test]
    fn only_the_apps_own_signature_counts() {
        let fields = [("app_id", APP_ID), ("sign_type", "RSA2"), ("method", "alipay.trade.query"), ("empty", "")];
        let mut fields: BTreeMap<String, String> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert!(!is_apps(&fields));
        let sign = signing::sign(APP_PRIVATE_KEY, "app_id=2026112100000001&method=alipay.trade.query&sign_type=RSA2");
        fields.insert("sign".to_owned(), sign);
        assert!(is_apps(&fields));
        fields.insert("method".to_owned(), "alipay.trade.refund".to_owned());
        assert!(!is_apps(&fields));
    }
}
