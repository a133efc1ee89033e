//! Merchants that speak the Universal Commerce Protocol over REST, in the releases 2026-04-08 and 2026-08-25.
//!
//! The merchant's profile gives the endpoint, the release and the ways to pay. A checkout session is the quote; it is
//! completed under an idempotency key made of the part's key, and asking the session tells afterwards whether an
//! order came of it. The protocol's core has no cancelling of orders, so a placed one is never cancelled here.
//! Signatures of answers are not verified: the connection's TLS tells who speaks.

mod checkout;
mod client;
mod order;
mod requests;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use domain::{
    catalog::Product,
    ids::ExternalId,
    marketplace::Capabilities,
    saga::{Refusal, Repeatable},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use self::{
    checkout::Checkout,
    client::{Client, Write},
    order::Order,
    requests::{address, choosing, is_usable, opening, segment, stable_key},
    wire::{Catalog, Envelope, Handler, Message},
};
use super::{
    AdapterConfig, CancelOutcome, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder,
    PlaceOutcome, PlacedOrder, QuoteRequest, RequestedLine, SearchRequest,
    reading::{self, Shop},
};
use crate::http::Answer;

/// The most products of one search answer; merchants may give fewer.
const LARGEST_PAGE: usize = 100;
/// How many ids are looked up at once.
const BATCH: usize = 50;

/// One UCP merchant.
#[derive(Debug)]
pub struct UcpAdapter {
    client: Client,
    shop: Shop,
    token: Option<String>,
}

impl UcpAdapter {
    /// An adapter for the merchant whose profile is at `base_url`; `api_key` is the token that pays there.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self { client: Client::new(&config)?, shop: Shop::new(&config), token: config.api_key })
    }

    /// Asks the catalogue.
    async fn catalog(&self, path: &str, body: &Value) -> Result<Vec<Product>, MarketplaceError> {
        let answer = self.client.call(Method::POST, path, Some(Write { body, key: None })).await?;
        let catalog: Catalog = accepted(answer)?.json()?;
        if catalog.ucp.is_error() {
            return Err(checkout::obstacle(&catalog.messages, &[]).unwrap_or(MarketplaceError::NotFound));
        }
        let missing = || MarketplaceError::Unintelligible("an answer without products".to_owned());
        catalog.products(&self.shop).ok_or_else(missing)
    }

    /// The checkout in an answer.
    fn checkout(&self, answer: Answer, lines: &[RequestedLine]) -> Result<Checkout, MarketplaceError> {
        let checkout: Checkout = accepted(answer)?.json()?;
        if checkout.ucp.is_error() {
            let reason = checkout::obstacle(&checkout.messages, lines);
            return Err(reason.unwrap_or_else(|| MarketplaceError::Refused("no checkout was opened".to_owned())));
        }
        if checkout.id.is_empty() || checkout.status.is_empty() {
            return Err(MarketplaceError::Unintelligible("a checkout without id or status".to_owned()));
        }
        Ok(checkout)
    }

    /// The session as it stands.
    async fn session(&self, id: &str, lines: &[RequestedLine]) -> Result<Checkout, MarketplaceError> {
        let answer = self.client.call(Method::GET, &format!("/checkout-sessions/{}", segment(id)), None).await?;
        let checkout = self.checkout(answer, lines)?;
        if checkout.id != id {
            return Err(MarketplaceError::Unintelligible("another checkout than asked for".to_owned()));
        }
        Ok(checkout)
    }

    /// Calls the session off, so that nobody completes it elsewhere; it expires by itself where that fails.
    async fn abandon(&self, id: &str) {
        let write = Write { body: &json!({}), key: Some(Uuid::new_v4()) };
        let path = format!("/checkout-sessions/{}/cancel", segment(id));
        if let Err(error) = self.client.call(Method::POST, &path, Some(write)).await {
            tracing::warn!(%error, "a checkout session could not be called off");
        }
    }

    /// The first way to pay that the session, else the profile, names.
    async fn instrument(&self, checkout: &Checkout, order: &PlaceOrder) -> Result<Value, MarketplaceError> {
        let token = self.token.as_deref().ok_or(MarketplaceError::Unauthorised)?;
        let merchant = self.client.merchant().await?;
        let offered: Vec<&Handler> = checkout.ucp.payment_handlers.values().flatten().collect();
        let handler = offered.first().copied().or(merchant.handlers.first());
        let handler = handler.ok_or_else(|| MarketplaceError::Refused("it names no way to pay".to_owned()))?;
        let kind = handler.available_instruments.first().map_or("card", |instrument| &instrument.kind);
        Ok(json!({
            "id": format!("onecart-{}", order.order),
            "handler_id": handler.id,
            "type": kind,
            "selected": true,
            "credential": { "type": "token", "token": token },
            "billing_address": address(&order.request.details),
        }))
    }

    /// What a completed or refused session means; `None` where it can still be completed.
    fn settled(checkout: &Checkout) -> Option<PlaceOutcome> {
        match checkout.status.as_str() {
            "completed" => Some(checkout.placed().map_or(PlaceOutcome::InDoubt, PlaceOutcome::Placed)),
            "canceled" => Some(PlaceOutcome::SessionLost),
            "ready_for_complete" => None,
            "incomplete" | "requires_escalation" => Some(PlaceOutcome::Refused(checkout.refusal())),
            // in progress, or a word that we do not know
            _ => Some(PlaceOutcome::InDoubt),
        }
    }

    /// What the answer to a completion means; whatever is not plainly one thing or the other is in doubt.
    async fn completed(
        &self,
        answer: Result<Answer, MarketplaceError>,
        id: &str,
    ) -> Result<PlaceOutcome, MarketplaceError> {
        let Ok(answer) = answer else { return Ok(PlaceOutcome::InDoubt) };
        let told = answer.json::<Checkout>().ok();
        match answer.status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                return answer.usual_errors().map(|_| PlaceOutcome::InDoubt);
            }
            // without a reason that is read, something in between may have said it
            _ if !told.as_ref().is_some_and(|told| told.is_told_off() || answer.status.is_success()) => {
                return Ok(PlaceOutcome::InDoubt);
            }
            StatusCode::PAYMENT_REQUIRED => return Ok(PlaceOutcome::Refused(Refusal::PaymentDeclined)),
            StatusCode::NOT_FOUND => return Ok(PlaceOutcome::SessionLost),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                return Ok(PlaceOutcome::Refused(Refusal::Other));
            }
            status if !status.is_success() => return Ok(PlaceOutcome::InDoubt),
            _ => {}
        }
        let Some(checkout) = told else { return Ok(PlaceOutcome::InDoubt) };
        if checkout.ucp.is_error() {
            let gone = checkout.messages.iter().any(|message| message.code == "not_found");
            return Ok(if gone { PlaceOutcome::SessionLost } else { PlaceOutcome::Refused(checkout.refusal()) });
        }
        Ok(match checkout.status.as_str() {
            _ if checkout.id != id => PlaceOutcome::InDoubt,
            "requires_escalation" => {
                self.abandon(id).await;
                PlaceOutcome::Refused(Refusal::PaymentDeclined)
            }
            "ready_for_complete" => PlaceOutcome::Refused(checkout.refusal()),
            "canceled" => PlaceOutcome::Refused(Refusal::Other),
            _ => Self::settled(&checkout).unwrap_or(PlaceOutcome::InDoubt),
        })
    }
}

#[async_trait]
impl MarketplaceAdapter for UcpAdapter {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            search: true,
            catalogue: true,
            quote: true,
            order: true,
            find_by_reference: true,
            idempotent: true,
            cancel: false,
            track: true,
            hand_off: false,
        }
    }

    fn repeatable(&self) -> Repeatable {
        Repeatable::QueryableByReference
    }

    async fn search(&self, request: &SearchRequest) -> Result<Vec<Product>, MarketplaceError> {
        let limit = reading::page_size(request.limit, LARGEST_PAGE);
        let mut body = json!({
            "context": { "currency": self.shop.currency().code() },
            "pagination": { "limit": limit.max(10) },
        });
        let text = request.text.trim();
        if !text.is_empty() {
            body["query"] = json!(text);
        }
        if let Some(category) = request.category {
            body["filters"] = json!({ "categories": [reading::category_name(category)] });
        }
        let mut products = self.catalog("/catalog/search", &body).await?;
        products.truncate(limit);
        Ok(products)
    }

    async fn lookup(&self, ids: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError> {
        let mut products = Vec::new();
        for batch in ids.chunks(BATCH) {
            products.extend(self.catalog("/catalog/lookup", &json!({ "ids": batch })).await?);
        }
        Ok(products)
    }

    async fn quote(&self, request: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        let dialect = self.client.merchant().await?.dialect;
        let body = opening(request, dialect);
        let write = Write { body: &body, key: Some(Uuid::new_v4()) };
        let answer = self.client.call(Method::POST, "/checkout-sessions", Some(write)).await?;
        let mut checkout = self.checkout(answer, &request.lines)?;
        if let Some(reason) = checkout.obstacle(&request.lines) {
            return Err(reason);
        }
        if let Some(body) = choosing(&checkout, request) {
            let write = Write { body: &body, key: Some(Uuid::new_v4()) };
            let answer = self
                .client
                .call(Method::PUT, &format!("/checkout-sessions/{}", segment(&checkout.id)), Some(write))
                .await?;
            checkout = self.checkout(answer, &request.lines)?;
            if let Some(reason) = checkout.obstacle(&request.lines) {
                return Err(reason);
            }
        }
        if checkout.method().is_none_or(|method| method.groups.iter().all(|group| group.options.is_empty())) {
            return Err(MarketplaceError::Undeliverable);
        }
        let strange = || MarketplaceError::Unintelligible("a checkout whose amounts do not add up".to_owned());
        let quote = checkout.quote(&self.shop).ok_or_else(strange)?;
        reading::as_asked(&request.lines, &quote.lines)?;
        Ok(quote)
    }

    async fn place_order(&self, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        let Some(id) = session_id(&order.session) else { return Ok(PlaceOutcome::SessionLost) };
        let checkout = match self.session(id, &order.request.lines).await {
            Err(MarketplaceError::NotFound) => return Ok(PlaceOutcome::SessionLost),
            other => other?,
        };
        if let Some(outcome) = Self::settled(&checkout) {
            return Ok(outcome);
        }
        let strange = || MarketplaceError::Unintelligible("a checkout whose amounts do not add up".to_owned());
        let lines = checkout.lines(&self.shop).ok_or_else(strange)?;
        if reading::as_asked(&order.request.lines, &lines).is_err() {
            return Ok(PlaceOutcome::SessionLost);
        }
        let total = checkout.total(&self.shop).ok_or_else(strange)?;
        if total.currency != order.expected_total.currency || total.minor > order.expected_total.minor {
            return Ok(PlaceOutcome::Refused(Refusal::PriceChanged));
        }
        let body = json!({
            "payment": { "instruments": [self.instrument(&checkout, order).await?] },
            "attribution": { "order_reference": order.order },
        });
        let write = Write { body: &body, key: Some(stable_key(&order.key, id)) };
        let answer =
            self.client.call(Method::POST, &format!("/checkout-sessions/{}/complete", segment(id)), Some(write)).await;
        self.completed(answer, id).await
    }

    async fn find_order(&self, order: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError> {
        let id = session_id(&order.session).ok_or(MarketplaceError::NotFound)?;
        let checkout = self.session(id, &order.request.lines).await?;
        match checkout.status.as_str() {
            "completed" => {
                let strange = || MarketplaceError::Unintelligible("completed without an order".to_owned());
                checkout.placed().map(Some).ok_or_else(strange)
            }
            "canceled" | "incomplete" | "ready_for_complete" | "requires_escalation" => Ok(None),
            other => {
                Err(MarketplaceError::Unavailable(format!("the session is {}", domain::catalog::plain_text(other, 40))))
            }
        }
    }

    async fn order_status(&self, handle: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        let id = handle["order"].as_str().filter(|id| is_usable(id)).ok_or(MarketplaceError::NotFound)?;
        let answer = self.client.call(Method::GET, &format!("/orders/{}", segment(id)), None).await?;
        let order: Order = accepted(answer)?.json()?;
        if order.ucp.is_error() {
            return Err(checkout::obstacle(&order.messages, &[]).unwrap_or(MarketplaceError::NotFound));
        }
        if order.id != id {
            return Err(MarketplaceError::Unintelligible("another order than asked for".to_owned()));
        }
        Ok(order.read())
    }

    async fn cancel(&self, _: &Value) -> Result<CancelOutcome, MarketplaceError> {
        Ok(CancelOutcome::Refused)
    }
}

/// Turns statuses that are no success into errors, with the merchant's reason where it gives one.
fn accepted(answer: Answer) -> Result<Answer, MarketplaceError> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Complaint {
        #[allow(dead_code)]
        ucp: Envelope,
        messages: Vec<Message>,
    }
    let answer = answer.usual_errors()?;
    if answer.status.is_success() {
        return Ok(answer);
    }
    if answer.status == StatusCode::NOT_FOUND {
        return Err(MarketplaceError::NotFound);
    }
    let complaint: Complaint = answer.json().unwrap_or_default();
    let reason = checkout::obstacle(&complaint.messages, &[]);
    Err(reason.unwrap_or_else(|| MarketplaceError::Refused(answer.status.to_string())))
}

fn session_id(session: &Value) -> Option<&str> {
    session["checkout"].as_str().filter(|id| is_usable(id))
}
