//! Stores that speak the WooCommerce Store API: public catalogue, guest carts known by a token, guest checkout.
//!
//! **After a lost reply.** The API has no idempotency key and cannot be searched by our reference. But
//! `GET /checkout` turns the cart into a draft order and tells its number and key, and `POST /checkout` places that
//! very draft. So the draft is made with the quote and kept in the session, and `GET /order/{id}` with key and
//! e-mail address tells afterwards whether it was placed. A cart that became an order is empty, so a second
//! `POST /checkout` of the same session orders nothing. That makes orders findable; stores so old or so altered that
//! they give no draft are quoted without one, and then a lost reply stays in doubt until a person looks.
//!
//! Orders are paid by an offline method that sends the bill to us; cash on delivery is never chosen, because the
//! shopper has paid already. The API tells no tracking numbers, and guests cannot cancel.

mod cart;
mod client;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use domain::{
    catalog::Product,
    checkout::Details,
    ids::ExternalId,
    marketplace::Capabilities,
    saga::{Refusal, Repeatable},
};
use serde_json::{Value, json};

use self::{
    cart::{Cart, Checkout, Order, Standing, standing},
    client::{Client, Trouble, cart_token},
    wire::{Product as Listed, Products, Refused},
};
use super::{
    AdapterConfig, CancelOutcome, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder,
    PlaceOutcome, PlacedOrder, QuoteRequest, RequestedLine, SearchRequest,
    reading::{self, Shop},
};

/// The most products of one answer.
const LARGEST_PAGE: usize = 100;
/// How many products' variations are asked for at once.
const PARENTS: usize = 20;
/// How many pages of variations are read of those.
const VARIATION_PAGES: usize = 3;
/// Payment methods by which the store bills us, the best first.
const OFFLINE: [&str; 2] = ["bacs", "cheque"];

/// One WooCommerce store.
#[derive(Debug)]
pub struct WooCommerceAdapter {
    client: Client,
    shop: Shop,
}

/// The order that a cart is to become, and what it takes to ask about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Handle {
    id: u64,
    key: String,
    email: String,
}

/// A guest's cart, as it is kept between quote and order.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Session {
    token: String,
    draft: Option<Handle>,
}

impl Session {
    fn read(value: &Value) -> Option<Self> {
        serde::Deserialize::deserialize(value).ok()
    }
}

impl WooCommerceAdapter {
    /// An adapter for the store whose WordPress is at `base_url`.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self { client: Client::new(&config)?, shop: Shop::new(&config) })
    }

    async fn products(&self, query: &[(&str, String)]) -> Result<Vec<Listed>, MarketplaceError> {
        let Products(products) = self.client.get("/products", query, None).await?.json()?;
        Ok(products)
    }

    /// The variations of those products that are ordered by variation.
    async fn variations(&self, products: &[Listed]) -> Result<Vec<Listed>, MarketplaceError> {
        let parents: Vec<&str> = products.iter().filter(|one| one.is_variable()).map(|one| one.id.as_str()).collect();
        let mut all = Vec::new();
        for parents in parents.chunks(PARENTS) {
            for page in 1..=VARIATION_PAGES {
                let query = [
                    ("type", "variation".to_owned()),
                    ("parent", parents.join(",")),
                    ("per_page", LARGEST_PAGE.to_string()),
                    ("page", page.to_string()),
                ];
                let found = self.products(&query).await?;
                let full = found.len() >= LARGEST_PAGE;
                all.extend(found);
                if !full {
                    break;
                }
            }
        }
        Ok(all)
    }

    /// Puts the lines into a new cart; says its token, and all that is missing at once.
    async fn fill(&self, lines: &[RequestedLine]) -> Result<String, MarketplaceError> {
        let answer = self.client.get("/cart", &[], None).await?;
        let strange = || MarketplaceError::Unintelligible("a cart without token".to_owned());
        let token = cart_token(&answer).ok_or_else(strange)?;
        answer.json::<Cart>()?;
        let mut missing = Vec::new();
        for line in lines {
            let id: u64 = line.variant.as_str().parse().map_err(|_| MarketplaceError::NotFound)?;
            let body = json!({ "id": id, "quantity": u32::from(line.quantity) });
            match self.client.post("/cart/add-item", &body, &token).await {
                Err(Trouble::Refused(refused, _)) if refused.is_about_stock() => {
                    missing.push((line.variant.clone(), refused.left()));
                }
                other => {
                    let cart: Cart = other?.json()?;
                    if cart.items.iter().all(|item| item.id != line.variant.as_str()) {
                        let why = "a cart without what was put into it";
                        return Err(MarketplaceError::Unintelligible(why.to_owned()));
                    }
                }
            }
        }
        if missing.is_empty() { Ok(token) } else { Err(MarketplaceError::OutOfStock(missing)) }
    }

    /// Says who gets the goods; the cart then tells how they can be sent.
    async fn addressed(&self, details: &Details, token: &str) -> Result<Cart, MarketplaceError> {
        let body = json!({ "billing_address": billing(details), "shipping_address": address(details) });
        match self.client.post("/cart/update-customer", &body, token).await {
            Err(Trouble::Refused(refused, _))
                if refused.is_about_delivery() || refused.code == "rest_invalid_param" =>
            {
                Err(MarketplaceError::Undeliverable)
            }
            other => other?.json(),
        }
    }

    /// Chooses the wanted rate of every package, or the first.
    async fn chosen(&self, mut cart: Cart, wanted: Option<&str>, token: &str) -> Result<Cart, MarketplaceError> {
        let first = cart.shipping_rates.first().ok_or(MarketplaceError::Undeliverable)?;
        let rate = first.like(wanted.unwrap_or_default()).ok_or(MarketplaceError::Undeliverable)?.rate_id.clone();
        for place in 0..cart.shipping_rates.len() {
            let Some(package) = cart.shipping_rates.get(place) else { break };
            let Some(like) = package.like(&rate) else { return Err(MarketplaceError::Undeliverable) };
            if !like.selected {
                let body = json!({ "package_id": package.package_id, "rate_id": like.rate_id });
                cart = self.client.post("/cart/select-shipping-rate", &body, token).await?.json()?;
            }
        }
        Ok(cart)
    }

    /// Makes the cart a draft order, so that it can be found again; `None` where the store makes none.
    async fn draft(&self, details: &Details, token: &str) -> Result<Option<Handle>, MarketplaceError> {
        match self.client.get("/checkout", &[], Some(token)).await {
            Ok(answer) => {
                let checkout: Checkout = answer.json()?;
                let handle = Handle { id: checkout.order_id, key: checkout.order_key, email: details.email.clone() };
                Ok((handle.id > 0 && !handle.key.is_empty()).then_some(handle))
            }
            Err(Trouble::Refused(refused, _)) if refused.is_about_stock() => {
                Err(MarketplaceError::OutOfStock(Vec::new()))
            }
            Err(Trouble::Refused(refused, answer)) if matches!(answer.status.as_u16(), 404 | 405) => {
                tracing::warn!(code = refused.code, "the store makes no draft orders");
                Ok(None)
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    async fn order(&self, handle: &Handle) -> Result<Order, MarketplaceError> {
        let query = [("key", handle.key.clone()), ("billing_email", handle.email.clone())];
        let order: Order = match self.client.get(&format!("/order/{}", handle.id), &query, None).await {
            Err(Trouble::Refused(_, answer)) if matches!(answer.status.as_u16(), 401 | 403 | 404) => {
                return Err(MarketplaceError::NotFound);
            }
            other => other?.json()?,
        };
        if order.id != handle.id || order.status.is_empty() {
            return Err(MarketplaceError::Unintelligible("another order than asked for".to_owned()));
        }
        Ok(order)
    }

    /// What became of an empty cart: it is an order, or it is lost.
    async fn emptied(&self, session: &Session) -> PlaceOutcome {
        let Some(handle) = &session.draft else { return PlaceOutcome::InDoubt };
        match self.order(handle).await {
            Ok(order) if standing(&order.status) == Standing::Placed => PlaceOutcome::Placed(known_as(handle)),
            Ok(order) if standing(&order.status) == Standing::Open => PlaceOutcome::SessionLost,
            _ => PlaceOutcome::InDoubt,
        }
    }

    /// What a refused checkout means.
    async fn refused(&self, refused: &Refused, status: u16, session: &Session) -> PlaceOutcome {
        let reason = match refused.code.as_str() {
            "woocommerce_rest_checkout_total_mismatch" => Refusal::PriceChanged,
            code if code.contains("cart_empty") => return self.emptied(session).await,
            code if code.contains("nonce") => return PlaceOutcome::SessionLost,
            _ if refused.is_about_stock() => Refusal::OutOfStock,
            _ if refused.is_about_delivery() => Refusal::Undeliverable,
            code if status == 402 || code.contains("payment") => Refusal::PaymentDeclined,
            _ => Refusal::Other,
        };
        PlaceOutcome::Refused(reason)
    }
}

#[async_trait]
impl MarketplaceAdapter for WooCommerceAdapter {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            search: true,
            catalogue: true,
            quote: true,
            order: true,
            find_by_reference: true,
            idempotent: false,
            cancel: false,
            track: false,
            hand_off: false,
        }
    }

    fn repeatable(&self) -> Repeatable {
        Repeatable::QueryableByReference
    }

    /// Variants come with the product's lowest price here; a look-up tells their own.
    async fn search(&self, request: &SearchRequest) -> Result<Vec<Product>, MarketplaceError> {
        let limit = reading::page_size(request.limit, LARGEST_PAGE);
        let mut query = vec![("per_page", limit.to_string())];
        let text = request.text.trim();
        if !text.is_empty() {
            query.push(("search", text.to_owned()));
        }
        if let Some(category) = request.category {
            query.push(("category", category.slug().to_owned()));
        }
        let found = self.products(&query).await?;
        Ok(found.into_iter().take(limit).filter_map(|product| product.read(&self.shop, &[])).collect())
    }

    async fn lookup(&self, ids: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError> {
        let mut products = Vec::new();
        for batch in ids.chunks(LARGEST_PAGE) {
            let ids: Vec<&str> = batch.iter().map(ExternalId::as_str).filter(|id| id.parse::<u64>().is_ok()).collect();
            if ids.is_empty() {
                continue;
            }
            let query = [("include", ids.join(",")), ("per_page", LARGEST_PAGE.to_string())];
            let found = self.products(&query).await?;
            let variations = self.variations(&found).await?;
            products.extend(found.into_iter().filter_map(|product| product.read(&self.shop, &variations)));
        }
        Ok(products)
    }

    async fn quote(&self, request: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        let token = self.fill(&request.lines).await?;
        let cart = self.addressed(&request.details, &token).await?;
        let cart = self.chosen(cart, request.option.as_deref(), &token).await?;
        if cart.errors.iter().any(Refused::is_about_stock) {
            return Err(MarketplaceError::OutOfStock(
                request.lines.iter().map(|line| (line.variant.clone(), None)).collect(),
            ));
        }
        let strange = || MarketplaceError::Unintelligible("a cart whose amounts do not add up".to_owned());
        let (lines, options) =
            (cart.quoted(&self.shop).ok_or_else(strange)?, cart.options(&self.shop).ok_or_else(strange)?);
        reading::as_asked(&request.lines, &lines)?;
        let session = Session { draft: self.draft(&request.details, &token).await?, token };
        Ok(MarketplaceQuote {
            session: json!(session),
            lines,
            options,
            chosen: cart.chosen().ok_or_else(strange)?,
            amounts: cart.amounts(&self.shop).ok_or_else(strange)?,
            tax_included: cart.tax_included(&self.shop).ok_or_else(strange)?,
            expires_at: None,
        })
    }

    async fn place_order(&self, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        let Some(session) = Session::read(&order.session) else { return Ok(PlaceOutcome::SessionLost) };
        let cart: Cart = self.client.get("/cart", &[], Some(&session.token)).await?.json()?;
        if cart.items.is_empty() {
            return Ok(self.emptied(&session).await);
        }
        if cart.errors.iter().any(Refused::is_about_stock) {
            return Ok(PlaceOutcome::Refused(Refusal::OutOfStock));
        }
        let strange = || MarketplaceError::Unintelligible("a cart whose amounts do not add up".to_owned());
        let total = cart.total(&self.shop).ok_or_else(strange)?;
        if total.currency != order.expected_total.currency || total.minor > order.expected_total.minor {
            return Ok(PlaceOutcome::Refused(Refusal::PriceChanged));
        }
        // somebody changed the cart since it was quoted
        if reading::as_asked(&order.request.lines, &cart.quoted(&self.shop).ok_or_else(strange)?).is_err() {
            return Ok(PlaceOutcome::SessionLost);
        }
        let Some(method) = OFFLINE.into_iter().find(|method| cart.payment_methods.iter().any(|known| known == method))
        else {
            return Ok(PlaceOutcome::Refused(Refusal::PaymentDeclined));
        };
        let body = json!({
            "billing_address": billing(&order.request.details),
            "shipping_address": address(&order.request.details),
            "customer_note": format!("Onecart order {}", order.order),
            "payment_method": method,
            "payment_data": [],
            // as the store writes it, so that it compares like with like
            "expected_total": cart.totals.total_price,
        });
        let placed: Checkout = match self.client.post("/checkout", &body, &session.token).await {
            Ok(answer) => match answer.json() {
                Ok(placed) => placed,
                Err(_) => return Ok(PlaceOutcome::InDoubt),
            },
            Err(Trouble::Refused(refused, answer))
                if answer.status.as_u16() != 429 && answer.status.as_u16() != 408 =>
            {
                return Ok(self.refused(&refused, answer.status.as_u16(), &session).await);
            }
            Err(Trouble::Refused(_, answer)) => return answer.usual_errors().map(|_| PlaceOutcome::InDoubt),
            Err(Trouble::Lost(error @ MarketplaceError::RateLimited { .. })) => return Err(error),
            Err(Trouble::Lost(_)) => return Ok(PlaceOutcome::InDoubt),
        };
        let failed =
            matches!(placed.payment_result.payment_status.as_str(), "failure" | "error") || placed.status == "failed";
        let handle = Handle { id: placed.order_id, key: placed.order_key, email: order.request.details.email.clone() };
        // the draft is what was to be placed; a number that is another's says nothing about it
        let another = session.draft.as_ref().is_some_and(|draft| (draft.id, &draft.key) != (handle.id, &handle.key));
        Ok(match standing(&placed.status) {
            _ if another => PlaceOutcome::InDoubt,
            _ if failed => PlaceOutcome::Refused(Refusal::PaymentDeclined),
            Standing::Placed if handle.id > 0 && !handle.key.is_empty() => PlaceOutcome::Placed(known_as(&handle)),
            _ => PlaceOutcome::InDoubt,
        })
    }

    async fn find_order(&self, order: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError> {
        let session = Session::read(&order.session).ok_or(MarketplaceError::NotFound)?;
        let handle = session.draft.ok_or(MarketplaceError::NotSupported)?;
        let found = self.order(&handle).await?;
        match standing(&found.status) {
            Standing::Placed => Ok(Some(known_as(&handle))),
            Standing::Open => Ok(None),
            Standing::Unclear => {
                let status = domain::catalog::plain_text(&found.status, 40);
                Err(MarketplaceError::Unavailable(format!("the order is {status}")))
            }
        }
    }

    async fn order_status(&self, handle: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        let handle: Handle = serde::Deserialize::deserialize(handle).map_err(|_| MarketplaceError::NotFound)?;
        Ok(self.order(&handle).await?.read())
    }

    async fn cancel(&self, _: &Value) -> Result<CancelOutcome, MarketplaceError> {
        Ok(CancelOutcome::Refused)
    }
}

fn known_as(handle: &Handle) -> PlacedOrder {
    PlacedOrder { ids: vec![handle.id.to_string()], handle: json!(handle) }
}

fn address(details: &Details) -> Value {
    let (first, last) = reading::names(&details.name);
    json!({
        "first_name": first,
        "last_name": last,
        "company": "",
        "address_1": details.street,
        "address_2": details.extra,
        "city": details.city,
        "state": "",
        "postcode": details.postcode,
        "country": details.country,
        "phone": details.phone,
    })
}

fn billing(details: &Details) -> Value {
    let mut billing = address(details);
    billing["email"] = json!(details.email);
    billing
}
