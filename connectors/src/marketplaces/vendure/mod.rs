//! Shops that speak Vendure's Shop API: GraphQL, guest orders, refusals as members of a union with HTTP 200.
//!
//! The session's active order is the quote, known by its code. Paying places it; afterwards it is no longer active and
//! is read by its code. A payment is never sent twice at once: an order that is already placed is found before it is
//! paid, and an answer that got lost is looked for, not repeated.
//!
//! Guests may read a placed order by its code only as long as the shop's `OrderByCodeAccessStrategy` says (two hours
//! by default); later its status is [`MarketplaceError::NotFound`] and stays what was known last. Prices are taken
//! with tax, so no tax is added to them. Guests cannot cancel.

mod client;
mod order;
mod queries;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use domain::{
    catalog::Product,
    checkout::Details,
    ids::ExternalId,
    marketplace::Capabilities,
    saga::{Refusal, Repeatable},
};
use futures::future::try_join_all;
use serde_json::{Map, Value, json};

use self::{
    client::Client,
    order::{Order, PaymentMethod, ShippingMethod},
    queries::{
        ACTIVE, ADD, ADDRESS, ARRANGE, BY_CODE, CUSTOMER, CustomFields, METHODS, PAY, PAYMENTS, SEARCH, SHIPPING,
        order_query, products_query,
    },
    wire::SearchData,
};
use super::{
    AdapterConfig, CancelOutcome, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder,
    PlaceOutcome, PlacedOrder, QuoteRequest, SearchRequest,
    reading::{self, Shop},
};

/// The most results that a shop gives at once.
const LARGEST_PAGE: usize = 100;
/// How many products are asked for in one question.
const BATCH: usize = 20;

/// One Vendure shop.
#[derive(Debug)]
pub struct VendureAdapter {
    client: Client,
    shop: Shop,
    /// How this shop may be asked for custom fields, as a place in [`ASKED`].
    asked: AtomicU8,
}

const ASKED: [CustomFields; 3] = [CustomFields::Whole, CustomFields::Named, CustomFields::Unasked];

/// A session with its order, as it is kept between quote and status.
struct Session<'a> {
    token: &'a str,
    code: &'a str,
}

impl<'a> Session<'a> {
    fn read(value: &'a Value) -> Option<Self> {
        Some(Self { token: value["token"].as_str()?, code: value["code"].as_str()? })
    }
}

impl VendureAdapter {
    /// An adapter for the shop whose Shop API is at `base_url` + `/shop-api`.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self { client: Client::new(&config)?, shop: Shop::new(&config), asked: AtomicU8::new(0) })
    }

    async fn products(&self, ids: &[String]) -> Result<Vec<Product>, MarketplaceError> {
        let batches = ids.chunks(BATCH).map(|batch| self.batch(batch));
        Ok(try_join_all(batches).await?.into_iter().flatten().collect())
    }

    /// Asks for some products, with as many custom fields as the shop lets itself be asked for.
    async fn batch(&self, ids: &[String]) -> Result<Vec<Product>, MarketplaceError> {
        let mut place = self.asked.load(Ordering::Relaxed);
        loop {
            let custom = ASKED.get(usize::from(place)).copied().unwrap_or(CustomFields::Unasked);
            let variables: Map<String, Value> =
                ids.iter().enumerate().map(|(number, id)| (format!("id{number}"), json!(id))).collect();
            let reply = self.client.ask(&products_query(ids.len(), custom), Value::Object(variables), None).await?;
            if reply.misfits() && custom.next().is_some() {
                place += 1;
                continue;
            }
            self.asked.store(place, Ordering::Relaxed);
            let read = |value| serde_json::from_value::<wire::Product>(value).ok()?.read(&self.shop);
            return Ok(reply.values()?.filter_map(read).collect());
        }
    }

    /// Sends a question about an order and reads the order or the refusal.
    async fn order(&self, query: &str, name: &str, variables: Value, token: &str) -> Result<Order, MarketplaceError> {
        self.client.ask(&order_query(query), variables, Some(token)).await?.field(name)
    }

    /// Puts the lines into a new session's order; says the token, and all that is missing at once.
    async fn fill(&self, request: &QuoteRequest) -> Result<String, MarketplaceError> {
        let mut token: Option<String> = None;
        let mut missing = Vec::new();
        for line in &request.lines {
            let variables = json!({ "variant": line.variant, "quantity": u32::from(line.quantity) });
            let mut reply = self.client.ask(&order_query(ADD), variables, token.as_deref()).await?;
            token = token.or(reply.token.take());
            match reply.field::<Order>("addItemToOrder") {
                Ok(order) if order.error_code == "INSUFFICIENT_STOCK_ERROR" => {
                    missing.push((line.variant.clone(), order.quantity_available));
                }
                Ok(order) => {
                    accepted(order)?;
                }
                Err(MarketplaceError::NotFound) => missing.push((line.variant.clone(), None)),
                Err(error) => return Err(error),
            }
        }
        if !missing.is_empty() {
            return Err(MarketplaceError::OutOfStock(missing));
        }
        token.ok_or_else(|| MarketplaceError::Unintelligible("no session was begun".to_owned()))
    }

    /// The ways of delivery to the address of the active order.
    async fn methods(&self, token: &str) -> Result<Vec<ShippingMethod>, MarketplaceError> {
        let methods: Vec<ShippingMethod> =
            self.client.ask(METHODS, json!({}), Some(token)).await?.field("eligibleShippingMethods")?;
        if methods.is_empty() { Err(MarketplaceError::Undeliverable) } else { Ok(methods) }
    }

    /// The session's order while it is not placed; `None` where it is no longer there.
    async fn active(&self, session: &Session<'_>) -> Result<Option<Order>, MarketplaceError> {
        let mut reply = self.client.ask(&order_query(ACTIVE), json!({}), Some(session.token)).await?;
        let order: Option<Order> = reply.field("activeOrder")?;
        Ok(order.filter(|order| order.code == session.code))
    }

    async fn by_code(&self, session: &Session<'_>) -> Result<Order, MarketplaceError> {
        let mut reply =
            self.client.ask(&order_query(BY_CODE), json!({ "code": session.code }), Some(session.token)).await?;
        let order = reply.field::<Option<Order>>("orderByCode")?.ok_or(MarketplaceError::NotFound)?;
        if order.code != session.code {
            return Err(MarketplaceError::Unintelligible("another order than asked for".to_owned()));
        }
        Ok(order)
    }

    /// The order of this session, where the marketplace has it.
    async fn placed(&self, session: &Session<'_>) -> Result<Option<PlacedOrder>, MarketplaceError> {
        let strange = || MarketplaceError::Unintelligible("an order that is neither open nor placed".to_owned());
        let placed = self.by_code(session).await?.is_placed().ok_or_else(strange)?;
        Ok(placed.then(|| known_as(session)))
    }

    /// Pays the order: the one call that must not be repeated blindly.
    async fn pay(&self, session: &Session<'_>, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        let methods: Vec<PaymentMethod> =
            self.client.ask(PAYMENTS, json!({}), Some(session.token)).await?.field("eligiblePaymentMethods")?;
        let Some(method) = methods.into_iter().find(|method| method.is_eligible) else {
            return Ok(PlaceOutcome::Refused(Refusal::PaymentDeclined));
        };
        let input = json!({ "method": method.code, "metadata": { "reference": order.order } });
        let paid = self.order(PAY, "addPaymentToOrder", json!({ "input": input }), session.token).await;
        Ok(match paid {
            Ok(paid) if paid.is_placed() == Some(true) && paid.code == session.code => {
                PlaceOutcome::Placed(known_as(session))
            }
            Ok(paid) => match paid.error_code.as_str() {
                "PAYMENT_DECLINED_ERROR" | "PAYMENT_FAILED_ERROR" | "INELIGIBLE_PAYMENT_METHOD_ERROR" => {
                    PlaceOutcome::Refused(Refusal::PaymentDeclined)
                }
                "COUPON_REMOVED_DURING_CHECKOUT_ERROR" => PlaceOutcome::Refused(Refusal::PriceChanged),
                "ORDER_STATE_TRANSITION_ERROR" if is_about_stock(&paid) => PlaceOutcome::Refused(Refusal::OutOfStock),
                // paid but not moved on, or something we do not know: the order tells
                _ => PlaceOutcome::InDoubt,
            },
            Err(_) => PlaceOutcome::InDoubt,
        })
    }
}

#[async_trait]
impl MarketplaceAdapter for VendureAdapter {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            search: true,
            catalogue: true,
            quote: true,
            order: true,
            find_by_reference: true,
            idempotent: false,
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
        let mut input = json!({ "take": limit, "groupByProduct": true });
        let text = request.text.trim();
        if !text.is_empty() {
            input["term"] = json!(text);
        }
        if let Some(category) = request.category {
            input["collectionSlug"] = json!(category.slug());
        }
        let mut reply = self.client.ask(SEARCH, json!({ "input": input }), None).await?;
        let found = SearchData { search: reply.field("search")? };
        let ids: Vec<String> = found.search.items.into_iter().map(|item| item.product_id).take(limit).collect();
        self.products(&ids).await
    }

    async fn lookup(&self, ids: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        self.products(&ids).await
    }

    async fn quote(&self, request: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        let token = self.fill(request).await?;
        let customer = json!({ "input": customer(&request.details) });
        accepted(self.order(CUSTOMER, "setCustomerForOrder", customer, &token).await?)?;
        let address = json!({ "input": address(&request.details) });
        match self.order(ADDRESS, "setOrderShippingAddress", address, &token).await {
            // the country is none of the shop's
            Err(MarketplaceError::Refused(_)) => return Err(MarketplaceError::Undeliverable),
            other => accepted(other?)?,
        };
        let methods = self.methods(&token).await?;
        let wanted = request.option.as_deref().unwrap_or_default();
        let place = methods.iter().position(|method| method.word() == wanted || method.id == wanted).unwrap_or(0);
        let chosen = json!({ "ids": [methods[place].id] });
        let order = accepted(self.order(SHIPPING, "setOrderShippingMethod", chosen, &token).await?)?;
        let strange = || MarketplaceError::Unintelligible("an order whose amounts do not add up".to_owned());
        let options: Option<Vec<_>> = methods.iter().map(|method| method.read(&self.shop)).collect();
        let lines = order.quoted(&self.shop).ok_or_else(strange)?;
        reading::as_asked(&request.lines, &lines)?;
        if order.code.is_empty() {
            return Err(strange());
        }
        Ok(MarketplaceQuote {
            session: json!({ "token": token, "code": order.code }),
            lines,
            options: options.ok_or_else(strange)?,
            chosen: place,
            amounts: order.amounts(&self.shop).ok_or_else(strange)?,
            tax_included: true,
            expires_at: None,
        })
    }

    async fn place_order(&self, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        let Some(session) = Session::read(&order.session) else { return Ok(PlaceOutcome::SessionLost) };
        let Some(active) = self.active(&session).await? else {
            return Ok(match self.placed(&session).await {
                Ok(Some(placed)) => PlaceOutcome::Placed(placed),
                // neither in the session nor among the orders: it was never placed
                Ok(None) | Err(MarketplaceError::NotFound) => PlaceOutcome::SessionLost,
                Err(_) => PlaceOutcome::InDoubt,
            });
        };
        if !affordable(&active, order, &self.shop)? {
            return Ok(PlaceOutcome::Refused(Refusal::PriceChanged));
        }
        let strange = || MarketplaceError::Unintelligible("an order whose amounts make no sense".to_owned());
        let lines = active.quoted(&self.shop).ok_or_else(strange)?;
        if reading::as_asked(&order.request.lines, &lines).is_err() {
            return Ok(PlaceOutcome::SessionLost);
        }
        if active.state != "ArrangingPayment" {
            let arranged: Option<Order> = self
                .client
                .ask(&order_query(ARRANGE), json!({}), Some(session.token))
                .await?
                .field("transitionOrderToState")?;
            let Some(arranged) = arranged else { return Ok(PlaceOutcome::SessionLost) };
            if arranged.is_refusal() {
                let reason = if is_about_stock(&arranged) { Refusal::OutOfStock } else { Refusal::Other };
                return Ok(PlaceOutcome::Refused(reason));
            }
            if !affordable(&arranged, order, &self.shop)? {
                return Ok(PlaceOutcome::Refused(Refusal::PriceChanged));
            }
        }
        self.pay(&session, order).await
    }

    async fn find_order(&self, order: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError> {
        let session = Session::read(&order.session).ok_or(MarketplaceError::NotFound)?;
        if self.active(&session).await?.is_some() {
            return Ok(None);
        }
        self.placed(&session).await
    }

    async fn order_status(&self, handle: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        let session = Session::read(handle).ok_or(MarketplaceError::NotFound)?;
        Ok(self.by_code(&session).await?.read())
    }

    async fn cancel(&self, _: &Value) -> Result<CancelOutcome, MarketplaceError> {
        Ok(CancelOutcome::Refused)
    }
}

/// What people call the order, and what it takes to ask about it.
fn known_as(session: &Session<'_>) -> PlacedOrder {
    PlacedOrder {
        ids: vec![domain::catalog::plain_text(session.code, 80)],
        handle: json!({ "token": session.token, "code": session.code }),
    }
}

/// An order instead of a refusal.
fn accepted(order: Order) -> Result<Order, MarketplaceError> {
    if order.is_refusal() {
        return Err(MarketplaceError::Refused(domain::catalog::plain_text(&order.message, 200)));
    }
    Ok(order)
}

fn affordable(active: &Order, order: &PlaceOrder, shop: &Shop) -> Result<bool, MarketplaceError> {
    let strange = || MarketplaceError::Unintelligible("an order in another currency".to_owned());
    let total = active.total(shop).ok_or_else(strange)?;
    Ok(total.currency == order.expected_total.currency && total.minor <= order.expected_total.minor)
}

fn is_about_stock(refused: &Order) -> bool {
    let says = |text: &str| text.to_lowercase().contains("stock");
    says(&refused.transition_error) || says(&refused.message)
}

fn customer(details: &Details) -> Value {
    let (first, last) = reading::names(&details.name);
    let mut customer = json!({ "firstName": first, "lastName": last, "emailAddress": details.email });
    if !details.phone.is_empty() {
        customer["phoneNumber"] = json!(details.phone);
    }
    customer
}

fn address(details: &Details) -> Value {
    let mut address = json!({
        "fullName": details.name,
        "streetLine1": details.street,
        "city": details.city,
        "postalCode": details.postcode,
        "countryCode": details.country,
    });
    for (name, value) in [("streetLine2", &details.extra), ("phoneNumber", &details.phone)] {
        if !value.is_empty() {
            address[name] = json!(value);
        }
    }
    address
}
