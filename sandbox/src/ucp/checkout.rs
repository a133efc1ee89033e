//! Checkout sessions: opened, changed, completed or called off.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::clock::rfc3339;
use crate::market::Draft;
use crate::orders::{Order, now_ms};

use super::Merchant;
use super::agent::Agent;
use super::basket::{Basket, Priced, has_error};
use super::fulfilment::Wish;
use super::payment::{self, Payment};
use super::reply::{Reply, error};
use super::state::State;
use super::wire::{BasketRequest, CompleteRequest};

/// How long an open session is kept.
pub const KEPT_FOR_MS: i64 = 6 * 3_600_000;
/// How long a slow payment takes.
const SLOW_MS: i64 = 2000;

/// The capabilities that matter to a checkout.
const RELEVANT: &[&str] = &[
    "dev.ucp.shopping.checkout",
    "dev.ucp.shopping.fulfillment",
    "dev.ucp.shopping.discount",
    "dev.ucp.shopping.order",
];

/// One checkout session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// The cart it was made from.
    pub cart_id: Option<String>,
    /// Lines, codes, buyer.
    pub basket: Basket,
    /// How the goods shall come.
    pub wish: Option<Wish>,
    /// Instruments, without their secrets.
    pub instruments: Vec<Value>,
    /// Where it stands.
    pub standing: Standing,
    /// What the platform was last told it costs.
    pub shown_minor: i64,
    /// When it was opened.
    pub opened_ms: i64,
}

/// Where a session stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Can be changed and completed.
    Open,
    /// The buyer must do something on the merchant's own page.
    Escalated,
    /// Accepted; the order comes when the payment does.
    InProgress {
        /// When.
        due_ms: i64,
        /// For whom.
        agent: Box<Agent>,
    },
    /// Ordered; the answer is frozen.
    Completed(Box<Value>),
    /// Called off.
    Canceled,
}

impl Session {
    /// Whether nothing can change any more.
    #[must_use]
    pub fn over(&self) -> bool {
        matches!(self.standing, Standing::Completed(_) | Standing::Canceled)
    }
}

impl Merchant {
    /// `POST /checkout-sessions`.
    pub fn create_checkout(&self, state: &mut State, agent: &Agent, body: &[u8]) -> Reply {
        let mut request: BasketRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        if let Err(problem) = request.check() {
            return Reply::invalid(problem);
        }
        let mut basket = None;
        if let Some(cart_id) = request.cart_id.take() {
            if let Some(open) = state.session_of_cart(&cart_id) {
                let view = self.show(open, agent, Vec::new());
                return Reply::ok(view);
            }
            let Some(cart) = state.carts.get(&cart_id) else {
                return self.not_found("cart");
            };
            basket = Some((cart.basket.clone(), cart_id));
        }
        let (mut basket, cart_id) = match basket {
            Some((basket, cart_id)) => (basket, Some(cart_id)),
            None => match Basket::new(&self.market, &request) {
                Ok(basket) => (basket, None),
                Err(messages) => return Reply::ok(self.no_resource(messages)),
            },
        };
        basket.buyer = request.buyer.clone().or(basket.buyer);
        basket.attribution = request.attribution.clone().or(basket.attribution);
        let mut session = Session {
            id: format!("chk_{}", uuid::Uuid::new_v4().simple()),
            cart_id,
            basket,
            wish: request.fulfillment.as_ref().and_then(|wish| Wish::new(wish, self.dialect, None)),
            instruments: payment::without_secrets(&request.payment.unwrap_or_default()),
            standing: Standing::Open,
            shown_minor: 0,
            opened_ms: now_ms(),
        };
        let view = self.show(&mut session, agent, Vec::new());
        state.keep_session(session);
        Reply::created(view)
    }

    /// `GET /checkout-sessions/{id}`.
    pub fn read_checkout(&self, state: &mut State, agent: &Agent, id: &str) -> Reply {
        if let Some(session) = state.sessions.get_mut(id) {
            self.settle(session);
            return Reply::ok(self.show(session, agent, Vec::new()));
        }
        self.finished_before(id)
    }

    /// After a restart only the orders are left, each with the answer that placed it.
    fn finished_before(&self, id: &str) -> Reply {
        match self.market.orders.by_session(id) {
            Some(order) => Reply::ok(order.detail["checkout"].clone()),
            None => self.not_found("checkout session"),
        }
    }

    /// `PUT /checkout-sessions/{id}`: what is sent replaces what was there.
    pub fn update_checkout(&self, state: &mut State, agent: &Agent, id: &str, body: &[u8]) -> Reply {
        let request: BasketRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        if let Err(problem) = request.check() {
            return Reply::invalid(problem);
        }
        let Some(session) = state.sessions.get_mut(id) else {
            return self.not_found("checkout session");
        };
        self.settle(session);
        if let Some(refusal) = refuse_change(session) {
            return refusal;
        }
        if matches!(session.standing, Standing::InProgress { .. }) {
            let content = "the payment is on its way, nothing can be changed";
            return Reply::ok(self.show(session, agent, vec![error("in_progress", content, "recoverable", None)]));
        }
        match Basket::new(&self.market, &request) {
            Ok(mut basket) => {
                basket.attribution = basket.attribution.or(session.basket.attribution.take());
                session.basket = basket;
            }
            Err(messages) => return Reply::ok(self.show(session, agent, messages)),
        }
        let before = session.wish.take();
        session.wish = request.fulfillment.as_ref().and_then(|wish| Wish::new(wish, self.dialect, before.as_ref()));
        session.instruments = payment::without_secrets(&request.payment.unwrap_or_default());
        session.standing = Standing::Open;
        Reply::ok(self.show(session, agent, Vec::new()))
    }

    /// `POST /checkout-sessions/{id}/cancel`.
    pub fn cancel_checkout(&self, state: &mut State, agent: &Agent, id: &str) -> Reply {
        let Some(session) = state.sessions.get_mut(id) else {
            return self.not_found("checkout session");
        };
        self.settle(session);
        if let Some(refusal) = refuse_change(session) {
            return refusal;
        }
        session.standing = Standing::Canceled;
        Reply::ok(self.show(session, agent, Vec::new()))
    }

    /// `POST /checkout-sessions/{id}/complete`: pays and orders.
    pub fn complete_checkout(&self, state: &mut State, agent: &Agent, id: &str, body: &[u8]) -> Reply {
        let request: CompleteRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        let Some(session) = state.sessions.get_mut(id) else {
            return self.finished_before(id);
        };
        self.settle(session);
        if let Some(refusal) = refuse_change(session) {
            return refusal;
        }
        if matches!(session.standing, Standing::InProgress { .. }) {
            return Reply::ok(self.show(session, agent, Vec::new()));
        }
        session.instruments = payment::without_secrets(&request.payment);
        session.basket.attribution = request.attribution.or(session.basket.attribution.take());
        let agreed = session.shown_minor;
        let priced = self.price(session);
        let mut messages = Vec::new();
        if priced.amounts.total_minor != agreed && agreed != 0 {
            let content = "the total has changed, look at it and complete again";
            messages.push(error("price_changed", content, "recoverable", Some("$.totals".into())));
        }
        if session.basket.unproved_claim() {
            let content = "the claim could not be verified";
            let path = Some("$.context.eligibility".into());
            messages.push(error("eligibility_invalid", content, "recoverable", path));
        }
        if has_error(&messages) || priced.troubled() {
            return Reply::ok(self.show(session, agent, messages));
        }
        match payment::decide(&request.payment) {
            Payment::Refused(message) => Reply::ok(self.show(session, agent, vec![message])),
            Payment::NeedsBuyer => {
                session.standing = Standing::Escalated;
                Reply::ok(self.show(session, agent, Vec::new()))
            }
            Payment::Slow => {
                session.standing = Standing::InProgress { due_ms: now_ms() + SLOW_MS, agent: Box::new(agent.clone()) };
                let view = self.show(session, agent, Vec::new());
                state.slow.push(id.to_owned());
                Reply::ok(view)
            }
            Payment::Paid => {
                let message = self.order(session, agent);
                Reply::ok(self.show(session, agent, message.into_iter().collect()))
            }
        }
    }

    /// Lets a slow payment arrive once its time has come.
    fn settle(&self, session: &mut Session) {
        let Standing::InProgress { due_ms, agent } = session.standing.clone() else {
            return;
        };
        if now_ms() >= due_ms && self.order(session, &agent).is_some() {
            session.standing = Standing::Open;
        }
    }

    /// Lets all slow payments arrive in time, asked or not, for as long as the world lives.
    pub async fn settle_slow_payments(self: Arc<Self>) {
        let mut tick = tokio::time::interval(Duration::from_millis(500));
        loop {
            tick.tick().await;
            let mut state = self.state.lock().expect("no writer panics");
            let slow = std::mem::take(&mut state.slow);
            for id in slow {
                if let Some(session) = state.sessions.get_mut(&id) {
                    self.settle(session);
                    if matches!(session.standing, Standing::InProgress { .. }) {
                        state.slow.push(id);
                    }
                }
            }
        }
    }

    /// Places the order of a session; a refusal comes back as a message.
    fn order(&self, session: &mut Session, agent: &Agent) -> Option<Value> {
        let priced = self.price(session);
        let wish = session.wish.clone().unwrap_or_default();
        let line_ids: Vec<&str> = priced.lines.iter().map(|(line, _)| line.id.as_str()).collect();
        let draft = Draft {
            reference: session.basket.reference().map(str::to_owned),
            session: Some(session.id.clone()),
            lines: priced.order_lines(),
            amounts: priced.amounts,
            recipient: wish.recipient(session.basket.buyer.as_ref()),
            shipping_option: wish.option(&self.market).map(|option| option.id.clone()).unwrap_or_default(),
            payment: super::profile::HANDLER.into(),
            detail: json!({
                "line_ids": line_ids,
                "line_items": priced.line_items(),
                "totals": priced.totals(&self.market),
                "destination": wish.address(),
                "attribution": session.basket.attribution,
                "webhook_url": agent.webhook_url,
                "adjustments": [],
            }),
        };
        let mut view = Value::Null;
        let write_view = |order: &mut Order| {
            view = self.ordered(session, &priced, agent, order);
            order.detail["checkout"] = view.clone();
        };
        match self.market.place_with(draft, write_view) {
            Ok(_) => {
                session.standing = Standing::Completed(Box::new(view));
                None
            }
            Err(refusal) => {
                let content = format!("{} is out of stock, {} left", refusal.external_id, refusal.left);
                Some(error("out_of_stock", content, "recoverable", Some("$.line_items".into())))
            }
        }
    }

    fn price(&self, session: &Session) -> Priced {
        let items: i64 = session.basket.price(&self.market, None).amounts.items_minor;
        let option = session.wish.as_ref().and_then(|wish| wish.option(&self.market));
        let mut priced =
            session.basket.price(&self.market, option.map(|option| self.market.shipping_price(option, items)));
        let needs_parcel = priced.lines.iter().any(|(_, item)| item.as_ref().is_some_and(|item| !item.gift_card));
        match &session.wish {
            Some(wish) => priced.messages.extend(wish.trouble(&self.market)),
            None if needs_parcel => {
                let content = "say where the goods shall go and how";
                let path = Some("$.fulfillment".into());
                priced.messages.push(error("fulfillment_required", content, "recoverable", path));
            }
            None => {}
        }
        priced
    }

    /// The session as the platform sees it; `extra` messages are for this answer only.
    fn show(&self, session: &mut Session, agent: &Agent, extra: Vec<Value>) -> Value {
        if let Standing::Completed(view) = &session.standing {
            return Value::clone(view);
        }
        let mut priced = self.price(session);
        priced.messages.extend(extra);
        if matches!(session.standing, Standing::Escalated) {
            let content = "the bank wants to hear from the buyer";
            priced.messages.push(error("buyer_authentication_required", content, "requires_buyer_input", None));
        }
        session.shown_minor = priced.amounts.total_minor;
        let status = match &session.standing {
            Standing::Escalated => "requires_escalation",
            Standing::InProgress { .. } => "complete_in_progress",
            Standing::Canceled => "canceled",
            Standing::Open | Standing::Completed(_) if nothing_to_mend(&priced.messages) => "ready_for_complete",
            Standing::Open | Standing::Completed(_) => "incomplete",
        };
        let mut view = self.view(session, &priced, agent, status);
        if !session.over() {
            let url = format!("{}/checkout/{}", self.market.server.base_url, session.id);
            view.insert("continue_url".into(), json!(url));
            view.insert("expires_at".into(), json!(rfc3339(session.opened_ms + KEPT_FOR_MS)));
        }
        Value::Object(view)
    }

    fn ordered(&self, session: &Session, priced: &Priced, agent: &Agent, order: &Order) -> Value {
        let mut view = self.view(session, priced, agent, "completed");
        view.insert(
            "order".into(),
            json!({
                "id": order.id,
                "label": super::orders::label(&order.id),
                "permalink_url": super::orders::permalink(self, &order.id),
            }),
        );
        Value::Object(view)
    }

    fn view(&self, session: &Session, priced: &Priced, agent: &Agent, status: &str) -> Map<String, Value> {
        let base = &self.market.server.base_url;
        let line_ids: Vec<&str> = priced.lines.iter().map(|(line, _)| line.id.as_str()).collect();
        let mut view = Map::new();
        view.insert("ucp".into(), self.envelope(RELEVANT, agent.capabilities.as_deref()));
        view.insert("id".into(), json!(session.id));
        view.insert("status".into(), json!(status));
        view.insert("currency".into(), json!(self.market.currency));
        view.insert("line_items".into(), json!(priced.line_items()));
        view.insert("totals".into(), json!(priced.totals(&self.market)));
        view.insert("messages".into(), json!(priced.messages));
        view.insert(
            "links".into(),
            json!([
                { "type": "terms_of_service", "url": format!("{base}/terms"), "title": "Terms" },
                { "type": "privacy_policy", "url": format!("{base}/privacy"), "title": "Privacy" },
                { "type": "refund_policy", "url": format!("{base}/returns"), "title": "Returns" },
            ]),
        );
        view.insert("payment".into(), json!({ "instruments": session.instruments }));
        view.insert("discounts".into(), priced.discounts_view(&session.basket.codes, status == "completed"));
        for (name, value) in [("buyer", &session.basket.buyer), ("context", &session.basket.context)] {
            if let Some(value) = value {
                view.insert(name.into(), json!(value));
            }
        }
        if let Some(attribution) = &session.basket.attribution {
            view.insert("attribution".into(), json!(attribution));
        }
        if let Some(cart_id) = &session.cart_id {
            view.insert("cart_id".into(), json!(cart_id));
        }
        if let Some(wish) = &session.wish {
            let items = priced.amounts.items_minor;
            view.insert("fulfillment".into(), wish.view(&self.market, self.dialect, &line_ids, items));
        }
        view
    }
}

/// A body as the wire has it.
///
/// # Errors
///
/// When it is not JSON, or not of this shape.
pub fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Reply> {
    serde_json::from_slice(body).map_err(|problem| Reply::invalid(problem.to_string()))
}

fn refuse_change(session: &Session) -> Option<Reply> {
    let (code, content) = match session.standing {
        Standing::Completed(_) => ("checkout_completed", "the checkout is completed and cannot change any more"),
        Standing::Canceled => ("checkout_canceled", "the checkout was canceled"),
        _ => return None,
    };
    Some(Reply::refused(StatusCode::CONFLICT, code, content))
}

/// After a failed payment or a new price one may just complete again; everything else must be mended first.
fn nothing_to_mend(messages: &[Value]) -> bool {
    let passing = |message: &Value| message["code"] == "payment_failed" || message["code"] == "price_changed";
    messages.iter().all(|message| message["type"] != "error" || passing(message))
}
