//! What can be done: client tokens, hold, take at once, capture, reverse, refund, keep and forget methods.

use serde_json::{Value, json};

use super::{Braintree, MERCHANT_ACCOUNTS, Method, Problem, Said, input, view};
use crate::gateway::currency::Currency;
use crate::paying::rules::No;
use crate::paying::{Payment, State, amounts, new_id, new_payment};
use crate::vendure::graphql::Field;

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn wrong_state(_: No) -> Problem {
    Problem::validation("91507", "The transaction is not in a state for this.")
}

impl Braintree {
    pub fn mutate(&self, field: &Field) -> Said {
        let input = input(field);
        let mut payload = match field.name.as_str() {
            "createClientToken" => json!({ "clientToken": format!("practice_{}", new_id(30)) }),
            "authorizePaymentMethod" => json!({ "transaction": self.pay(input, false)? }),
            "chargePaymentMethod" => json!({ "transaction": self.pay(input, true)? }),
            "captureTransaction" => json!({ "transaction": self.capture(input)? }),
            "reverseTransaction" => json!({ "reversal": self.reverse(input)? }),
            "refundTransaction" => json!({ "refund": self.refund(input)? }),
            "vaultPaymentMethod" => json!({ "paymentMethod": self.vault(input)? }),
            "deletePaymentMethodFromVault" => self.forget(input)?,
            name => {
                let message = format!("Cannot query field \"{name}\".");
                return Err(Problem { class: "VALIDATION", code: "", message });
            }
        };
        payload["__typename"] = json!("Payload");
        payload["clientMutationId"] = input["clientMutationId"].clone();
        Ok(payload)
    }

    fn payment(&self, input: &Value) -> Result<Payment, Problem> {
        self.till.payment(text(input, "transactionId")).ok_or_else(Problem::not_found)
    }

    /// Takes a token that can be paid with once, or looks at one that is kept.
    fn method(&self, id: &str) -> Result<Method, Problem> {
        let mut methods = self.methods.lock().expect("no writer panics");
        let method = methods.get(id).cloned();
        let method = method
            .ok_or_else(|| Problem::validation("93107", "Cannot use a single-use payment method more than once."))?;
        if !method.kept {
            methods.remove(id);
        }
        Ok(method)
    }

    fn pay(&self, input: &Value, at_once: bool) -> Said {
        let wish = &input["transaction"];
        let account = text(wish, "merchantAccountId");
        let code = MERCHANT_ACCOUNTS.iter().find(|(_, known)| *known == account).map(|(code, _)| *code);
        let currency = code.and_then(Currency::read);
        let currency = currency.ok_or_else(|| Problem::validation("91513", "Merchant account ID is invalid."))?;
        let amount = amounts::read(text(wish, "amount"), currency.decimals()).filter(|amount| *amount > 0);
        let amount = amount.ok_or_else(|| Problem::validation("81503", "Amount is an invalid format."))?;
        let method = self.method(text(input, "paymentMethodId"))?;
        let mut payment =
            new_payment(format!("dHJhbnNhY3Rpb25f{}", new_id(8)), new_id(8).to_lowercase(), amount, currency);
        payment.reference = text(wish, "orderId").to_owned();
        payment.at_once = at_once;
        let id = payment.id.clone();
        self.till.open(payment);
        let _ = self.till.approve(&id, method.refusal.as_deref());
        let challenged = method.kept && self.till.panel.challenges();
        let paid = if challenged { Err(No::Declined("challenge".to_owned())) } else { self.till.hold(&id) };
        let payment = match paid {
            Ok(paid) => paid,
            Err(No::Declined(why)) => self.till.end_declined(&id, &why).map_err(wrong_state)?,
            Err(no) => return Err(wrong_state(no)),
        };
        if payment.state == State::Taken {
            self.tell(&payment);
        }
        Ok(self.transaction(&payment))
    }

    fn capture(&self, input: &Value) -> Said {
        let payment = self.payment(input)?;
        let amount = match input["transaction"]["amount"].as_str() {
            Some(text) => amounts::read(text, payment.currency.decimals())
                .ok_or_else(|| Problem::validation("81503", "Amount is an invalid format."))?,
            None => payment.amount,
        };
        let taken = self.till.take(&payment.id, amount, true).map_err(|no| match no {
            No::TooMuch => Problem::validation("91522", "Settlement amount is too large."),
            no => wrong_state(no),
        })?;
        self.tell(&taken);
        Ok(self.transaction(&taken))
    }

    /// Sets a hold free; what has settled is given back whole, as at the real one.
    fn reverse(&self, input: &Value) -> Said {
        let payment = self.payment(input)?;
        let mut reversal = if payment.state == State::Taken && !self.till.panel.knobs().unsettled {
            let left = payment.taken() - payment.given();
            let given = self.till.give(&payment.id, left, &payment.reference).map_err(wrong_state)?;
            given.givings.last().map(|giving| view::refund(&given, giving)).unwrap_or_default()
        } else {
            let freed = self.till.release(&payment.id).map_err(wrong_state)?;
            self.transaction(&freed)
        };
        reversal["__union"] = json!("TransactionReversal");
        Ok(reversal)
    }

    fn refund(&self, input: &Value) -> Said {
        let payment = self.payment(input)?;
        if payment.state != State::Taken || self.till.panel.knobs().unsettled {
            return Err(Problem::validation("91506", "Cannot refund a transaction unless it is settled."));
        }
        let wish = &input["refund"];
        let amount = match wish["amount"].as_str() {
            Some(text) => amounts::read(text, payment.currency.decimals())
                .ok_or_else(|| Problem::validation("81503", "Amount is an invalid format."))?,
            None => payment.taken() - payment.given(),
        };
        let mark = wish["orderId"].as_str().unwrap_or(&payment.reference);
        let given = self.till.give(&payment.id, amount, mark).map_err(|no| match no {
            No::TooMuch => Problem::validation("91521", "Refund amount is too large."),
            no => wrong_state(no),
        })?;
        Ok(given.givings.last().map(|giving| view::refund(&given, giving)).unwrap_or_default())
    }

    fn vault(&self, input: &Value) -> Said {
        let once = self.method(text(input, "paymentMethodId"))?;
        let id = format!("cGF5bWVudG1ldGhvZF9{}", new_id(8).to_lowercase());
        self.methods.lock().expect("no writer panics").insert(id.clone(), Method { kept: true, ..once });
        Ok(json!({ "__typename": "PaymentMethod", "id": id, "usage": "MULTI_USE", "details":
            { "__typename": "CreditCardDetails", "brandCode": "VISA", "last4": "1111" } }))
    }

    fn forget(&self, input: &Value) -> Said {
        let gone = self.methods.lock().expect("no writer panics").remove(text(input, "paymentMethodId"));
        gone.map(|_| json!({})).ok_or_else(Problem::not_found)
    }
}
