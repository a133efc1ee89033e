//! Braintree's GraphQL API: fields on a page make a token, `authorizePaymentMethod` holds the amount on it, and the
//! transaction is captured, reversed or refunded.
//!
//! Braintree knows no idempotency: `clientMutationId` only comes back in the answer. So every call that moves money first
//! asks how things stand, by the order id that we gave the transaction or the refund, and a lost answer is never repeated
//! blindly. Calls for one payment must not be made side by side.

mod books;
mod client;
mod notice;
mod queries;
mod vault;
mod wire;

use std::fmt;

use async_trait::async_trait;
use domain::{
    money::{Currency, Money},
    time::Timestamp,
};
use serde_json::{Value, json};
use url::Url;

use self::{
    client::Client,
    wire::{Payload, Status, Transaction, mark},
};
use super::{
    Capabilities, Captured, GatewayError, GatewayPayment, MethodToken, PageState, PaymentGateway, PaymentNotice,
    PaymentPage, PaymentRequest, SavedMethod, SavingRequest, Subject, amounts,
    capabilities::{Books, Countries, Way},
    dated::Dated,
    secret::Secret,
};
use crate::{http::Reach, now};

/// How Braintree is reached.
#[derive(Clone)]
pub struct BraintreeConfig {
    /// Its API, such as `https://payments.braintree-api.com/graphql`.
    pub url: String,
    /// Our public key.
    pub public_key: String,
    /// Our private key, under which Braintree also signs what it posts to us.
    pub private_key: String,
    /// The merchant account of each currency: a transaction's currency is that of its account.
    pub merchant_accounts: Vec<(Currency, String)>,
    /// The page with Braintree's fields. It is given a client token, and leads back with `payment_method_nonce`.
    pub page_url: String,
    /// Which addresses may be called there.
    pub reach: Reach,
}

impl fmt::Debug for BraintreeConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BraintreeConfig").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Braintree as a payment gateway.
#[derive(Clone, Debug)]
pub struct BraintreeGateway {
    client: Client,
    notices: notice::Verifier,
    merchant_accounts: Vec<(Currency, String)>,
    page_url: String,
    can: Capabilities,
}

/// What Braintree can do with these currencies. A card's hold lasts seven days.
fn abilities(currencies: Vec<Currency>) -> Capabilities {
    Capabilities {
        name: "Braintree",
        way: Way::Token,
        holds_for_days: Some(7),
        partial_capture: true,
        several_captures: false,
        saved_methods: true,
        currencies,
        countries: Countries::All,
        least: 1,
        most_units: 999_999,
        books: Books::Whole,
        signature_header: "",
    }
}

impl BraintreeGateway {
    /// A gateway with a pool of connections of its own.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: BraintreeConfig) -> Result<Self, reqwest::Error> {
        let BraintreeConfig { url, public_key, private_key, merchant_accounts, page_url, reach } = config;
        let private_key = Secret::new(private_key);
        let notices = notice::Verifier { public_key: public_key.clone(), private_key: private_key.clone() };
        let client = Client::new(crate::http::Client::new(reach)?, url, public_key, private_key);
        let can = abilities(merchant_accounts.iter().map(|(currency, _)| *currency).collect());
        Ok(Self { client, notices, merchant_accounts, page_url, can })
    }

    fn account(&self, currency: Currency) -> Result<&str, GatewayError> {
        let known = self.merchant_accounts.iter().find(|(of, _)| *of == currency).map(|(_, account)| account.as_str());
        known.ok_or_else(|| GatewayError::Malformed(format!("no merchant account in {currency}")))
    }

    async fn transaction(&self, id: &str) -> Result<Transaction, GatewayError> {
        let found = self.find(id).await?;
        found.ok_or_else(|| GatewayError::Refused("Braintree knows no such transaction".to_owned()))
    }

    async fn find(&self, id: &str) -> Result<Option<Transaction>, GatewayError> {
        self.client.node(&queries::transaction(), id).await
    }

    /// The transaction of a subject in which money is held or was taken; a declined one is none.
    async fn of_subject(&self, reference: &str) -> Result<Option<Transaction>, GatewayError> {
        let input = json!({ "orderId": { "is": reference } });
        let found = books::transactions(&self.client, &input).await?;
        Ok(found.into_iter().find(|transaction| !transaction.status.is_no()))
    }

    async fn stands(&self, session: &str, closing: bool) -> Result<PageState, GatewayError> {
        let wrong = || GatewayError::Malformed("not a session of Braintree".to_owned());
        let dated = Dated::read(session).ok_or_else(wrong)?;
        match self.of_subject(&dated.id).await? {
            Some(transaction) => transaction.page_state(),
            None if closing || dated.is_over(now()) => Ok(PageState::Expired),
            None => Ok(PageState::Open),
        }
    }

    async fn mutate(&self, query: &str, root: &str, key: &str, input: Value) -> Result<Payload, GatewayError> {
        let key = mark(key);
        let mut input = input;
        input["clientMutationId"] = json!(key);
        let payload: Payload = self.client.ask(query, root, &json!({ "input": input })).await?;
        if payload.client_mutation_id.as_deref().is_some_and(|told| told != key) {
            return Err(GatewayError::unknown("an answer to another call"));
        }
        Ok(payload)
    }
}

#[async_trait]
impl PaymentGateway for BraintreeGateway {
    fn can(&self) -> &Capabilities {
        &self.can
    }

    async fn is_up(&self) -> Result<(), GatewayError> {
        self.client.ask::<String>(queries::PING, "ping", &json!({})).await.map(drop)
    }

    fn page_origin(&self) -> Option<String> {
        let page = Url::parse(&self.page_url).ok()?;
        page.origin().is_tuple().then(|| page.origin().ascii_serialization())
    }

    async fn open_page(&self, request: &PaymentRequest, key: &str) -> Result<PaymentPage, GatewayError> {
        let reference = request.subject.as_str();
        let account = self.account(request.amount.currency)?;
        let amount = amounts::plain(request.amount)?;
        let input = json!({ "clientToken": { "merchantAccountId": account } });
        let made = self.mutate(&queries::client_token(), "createClientToken", key, input).await?;
        let token = made.client_token.ok_or_else(|| GatewayError::unknown("no client token"))?;
        let url = Url::parse_with_params(
            &self.page_url,
            [
                ("client_token", token.as_str()),
                ("reference", reference),
                ("amount", &amount),
                ("currency", request.amount.currency.code()),
                ("success_url", &request.success_url),
                ("cancel_url", &request.cancel_url),
            ],
        );
        let url = url.map_err(|error| GatewayError::Malformed(error.to_string()))?;
        Ok(PaymentPage { session: Dated::text(reference, request.expires_at), url: url.into() })
    }

    async fn page_state(&self, session: &str) -> Result<PageState, GatewayError> {
        self.stands(session, false).await
    }

    /// There is nothing to close at Braintree: a token that the page makes later holds nothing, unless
    /// [`PaymentGateway::pay_with`] is called with it.
    async fn close_page(&self, session: &str) -> Result<PageState, GatewayError> {
        self.stands(session, true).await
    }

    async fn pay_with(
        &self,
        request: &PaymentRequest,
        method: &MethodToken,
        key: &str,
    ) -> Result<PageState, GatewayError> {
        let reference = request.subject.as_str();
        if let Some(before) = self.of_subject(reference).await? {
            return before.page_state();
        }
        let (root, query) = match request.subject {
            Subject::Order(_) => ("authorizePaymentMethod", queries::authorise()),
            Subject::TopUp(_) => ("chargePaymentMethod", queries::charge()),
        };
        let input = json!({
            "paymentMethodId": method.reveal(),
            "transaction": {
                "amount": amounts::plain(request.amount)?,
                "orderId": reference,
                "merchantAccountId": self.account(request.amount.currency)?,
            },
        });
        let made = self.mutate(&query, root, key, input).await?;
        made.transaction.ok_or_else(|| GatewayError::unknown("no transaction"))?.page_state()
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<Captured, GatewayError> {
        let before = self.transaction(reference).await?;
        if before.status.is_taken() {
            return Ok(Captured { amount: before.amount()?, fee: None });
        }
        if before.status != Status::Authorized {
            return Err(GatewayError::Refused("nothing is held".to_owned()));
        }
        let input = json!({ "transactionId": reference, "transaction": { "amount": amounts::plain(amount)? } });
        let (after, why) = match self.mutate(&queries::capture(), "captureTransaction", key, input).await {
            Ok(made) => (made.transaction, GatewayError::unknown("captured, but no transaction")),
            Err(why) => (self.find(reference).await?, why),
        };
        match after {
            Some(after) if after.status.is_taken() => Ok(Captured { amount: after.amount()?, fee: None }),
            _ => Err(why),
        }
    }

    async fn release(&self, reference: &str, key: &str) -> Result<(), GatewayError> {
        match self.transaction(reference).await?.status {
            status if status.is_no() => return Ok(()),
            // Reversing what has settled would give it back, which nobody asked for here.
            status if status.is_taken() => return Err(GatewayError::Refused("it was taken already".to_owned())),
            Status::Authorized => {}
            _ => return Err(GatewayError::unknown("a hold that is not decided")),
        }
        let input = json!({ "transactionId": reference });
        let made = self.mutate(&queries::reverse(), "reverseTransaction", key, input).await;
        match (self.transaction(reference).await?.status, made) {
            (status, _) if status.is_no() => Ok(()),
            (_, Err(why)) => Err(why),
            (status, Ok(_)) => Err(GatewayError::Unknown(format!("reversed, but {status:?}"))),
        }
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), GatewayError> {
        let before = self.transaction(reference).await?;
        if let Some(made) = before.refund_of(key) {
            return made.outcome();
        }
        if before.status.is_taken() && !before.status.has_settled() {
            return Err(GatewayError::unknown("Braintree gives nothing back before it has settled"));
        }
        let refund = json!({ "amount": amounts::plain(amount)?, "orderId": mark(key) });
        let input = json!({ "transactionId": reference, "refund": refund });
        match self.mutate(&queries::refund(), "refundTransaction", key, input).await {
            Ok(made) => made.refund.ok_or_else(|| GatewayError::unknown("no refund"))?.outcome(),
            Err(why) => match self.transaction(reference).await?.refund_of(key) {
                Some(made) => made.outcome(),
                None => Err(why),
            },
        }
    }

    async fn payments_since(&self, since: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError> {
        books::since(&self.client, since).await
    }

    async fn payment(&self, reference: &str) -> Result<Option<GatewayPayment>, GatewayError> {
        self.find(reference).await?.map(|transaction| transaction.booked()).transpose()
    }

    fn read_notice(&self, body: &[u8], _: &str, _: Timestamp) -> Result<PaymentNotice, GatewayError> {
        self.notices.read(body)
    }

    /// The same page as for paying; the token that it makes is given to [`PaymentGateway::saved`] as the session.
    async fn open_saving(&self, request: &SavingRequest, key: &str) -> Result<PaymentPage, GatewayError> {
        vault::open(self, request, key).await
    }

    /// A token can be kept once. Where the answer was lost, the shopper is asked for the method again.
    async fn saved(&self, session: &str, key: &str) -> Result<Option<SavedMethod>, GatewayError> {
        vault::saved(self, session, key).await.map(Some)
    }

    async fn forget(&self, method: &MethodToken) -> Result<(), GatewayError> {
        vault::forget(self, method).await
    }
}
