//! The calls of the app: query, refund, ask about a refund, close. Every answer is signed.

use std::collections::BTreeMap;

use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Alipay, PROVIDER_KEY, is_apps, yuan};
use crate::paying::rules::No;
use crate::paying::{Payment, State as Stands, amounts, signing};

/// What is answered: the fields of the answer, or a business refusal's own code.
type Said = Result<Value, &'static str>;

/// `POST /gateway.do`
pub async fn answer(State(alipay): State<Alipay>, Form(fields): Form<BTreeMap<String, String>>) -> Response {
    let method = fields.get("method").cloned().unwrap_or_default();
    if !is_apps(&fields) {
        let said = json!({ "code": "40002", "msg": "Invalid Arguments", "sub_code": "isv.invalid-signature" });
        return enveloped("error", &said, false);
    }
    let wish = fields.get("biz_content").and_then(|text| serde_json::from_str::<Value>(text).ok()).unwrap_or_default();
    let said = match method.as_str() {
        "alipay.trade.query" => alipay.query(&wish),
        "alipay.trade.refund" => alipay.refund(&wish),
        "alipay.trade.fastpay.refund.query" => alipay.refund_query(&wish),
        "alipay.trade.close" => alipay.close(&wish),
        _ => {
            let said = json!({ "code": "40002", "msg": "Invalid Arguments", "sub_code": "isv.invalid-method" });
            return enveloped("error", &said, false);
        }
    };
    let said = match said {
        Ok(mut fields) => {
            fields["code"] = json!("10000");
            fields["msg"] = json!("Success");
            fields
        }
        Err(code) => json!({ "code": "40004", "msg": "Business Failed", "sub_code": code }),
    };
    enveloped(&method.replace('.', "_"), &said, true)
}

/// `{"…_response": {…}, "sign": "…"}`; what is signed is the inner text, byte for byte.
fn enveloped(name: &str, said: &Value, signed: bool) -> Response {
    let inner = said.to_string();
    let body = if signed {
        let sign = signing::sign(PROVIDER_KEY, &inner);
        format!("{{\"{name}_response\":{inner},\"sign\":\"{sign}\"}}")
    } else {
        format!("{{\"{name}_response\":{inner}}}")
    };
    ([(header::CONTENT_TYPE, "application/json;charset=utf-8")], body).into_response()
}

/// What Alipay calls a payment's state.
pub fn status(payment: &Payment) -> &'static str {
    match payment.state {
        Stands::Waiting | Stands::Approved => "WAIT_BUYER_PAY",
        Stands::Taken if payment.given() < payment.taken() => "TRADE_SUCCESS",
        _ => "TRADE_CLOSED",
    }
}

impl Alipay {
    fn trade(&self, wish: &Value) -> Result<Payment, &'static str> {
        let number = wish["out_trade_no"].as_str().ok_or("ACQ.INVALID_PARAMETER")?;
        self.till.find(|payment| payment.reference == number).ok_or("ACQ.TRADE_NOT_EXIST")
    }

    fn query(&self, wish: &Value) -> Said {
        let payment = self.trade(wish)?;
        Ok(json!({
            "out_trade_no": payment.reference,
            "trade_no": payment.id,
            "trade_status": status(&payment),
            "total_amount": yuan(payment.amount),
            "buyer_logon_id": "ami***@example.org",
        }))
    }

    /// A refund's request number makes it happen once; without one there may be only a whole refund.
    fn refund(&self, wish: &Value) -> Said {
        let payment = self.trade(wish)?;
        let amount = wish["refund_amount"].as_str().and_then(|text| amounts::read(text, 2));
        let amount = amount.ok_or("ACQ.INVALID_PARAMETER")?;
        let request = wish["out_request_no"].as_str().unwrap_or(&payment.reference).to_owned();
        let known = payment.givings.iter().find(|giving| giving.mark == request);
        let (given, moved) = match known {
            Some(before) if before.amount != amount => return Err("ACQ.REASON_TRADE_REFUND_FEE_ERR"),
            Some(_) => (payment.clone(), false),
            None => match self.till.give(&payment.id, amount, &request) {
                Ok(given) => (given, true),
                Err(No::TooMuch) => return Err("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"),
                Err(_) => return Err("ACQ.TRADE_STATUS_ERROR"),
            },
        };
        if moved {
            self.tell(&given);
        }
        Ok(json!({
            "out_trade_no": given.reference,
            "trade_no": given.id,
            "fund_change": if moved { "Y" } else { "N" },
            "refund_fee": yuan(given.given()),
        }))
    }

    fn refund_query(&self, wish: &Value) -> Said {
        let payment = self.trade(wish)?;
        let request = wish["out_request_no"].as_str().ok_or("ACQ.INVALID_PARAMETER")?;
        let known = payment.givings.iter().find(|giving| giving.mark == request);
        // One that was never made is answered with a success that says nothing of it.
        Ok(known.map_or_else(
            || json!({}),
            |giving| {
                json!({
                    "out_trade_no": payment.reference,
                    "out_request_no": request,
                    "total_amount": yuan(payment.amount),
                    "refund_amount": yuan(giving.amount),
                    "refund_status": "REFUND_SUCCESS",
                })
            },
        ))
    }

    fn close(&self, wish: &Value) -> Said {
        let payment = self.trade(wish)?;
        let closed = self.till.close(&payment.id).map_err(|_| "ACQ.TRADE_STATUS_ERROR")?;
        self.tell(&closed);
        Ok(json!({ "out_trade_no": closed.reference, "trade_no": closed.id }))
    }
}
