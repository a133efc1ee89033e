//! Carts: lines and codes without payment.

use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::orders::now_ms;

use super::Merchant;
use super::agent::Agent;
use super::basket::Basket;
use super::checkout::{KEPT_FOR_MS, read};
use super::reply::Reply;
use super::state::{Cart, State};
use super::wire::BasketRequest;

const RELEVANT: &[&str] = &["dev.ucp.shopping.cart", "dev.ucp.shopping.discount"];

impl Merchant {
    /// `POST /carts`.
    pub fn create_cart(&self, state: &mut State, agent: &Agent, body: &[u8]) -> Reply {
        let basket = match self.cart_basket(body) {
            Ok(Ok(basket)) => basket,
            Ok(Err(messages)) => return Reply::ok(self.no_resource(messages)),
            Err(refusal) => return refusal,
        };
        let cart = Cart { id: format!("cart_{}", uuid::Uuid::new_v4().simple()), basket, opened_ms: now_ms() };
        let view = self.show_cart(&cart, agent);
        state.keep_cart(cart);
        Reply::created(view)
    }

    /// `GET /carts/{id}`.
    pub fn read_cart(&self, state: &mut State, agent: &Agent, id: &str) -> Reply {
        state.carts.get(id).map_or_else(|| self.not_found("cart"), |cart| Reply::ok(self.show_cart(cart, agent)))
    }

    /// `PUT /carts/{id}`: what is sent replaces what was there.
    pub fn update_cart(&self, state: &mut State, agent: &Agent, id: &str, body: &[u8]) -> Reply {
        let Some(cart) = state.carts.get_mut(id) else {
            return self.not_found("cart");
        };
        match self.cart_basket(body) {
            Ok(Ok(basket)) => cart.basket = basket,
            Ok(Err(messages)) => {
                let mut view = self.show_cart(cart, agent);
                view["messages"] = json!(messages);
                return Reply::ok(view);
            }
            Err(refusal) => return refusal,
        }
        Reply::ok(self.show_cart(cart, agent))
    }

    /// `POST /carts/{id}/cancel`: shows the cart a last time.
    pub fn cancel_cart(&self, state: &mut State, agent: &Agent, id: &str) -> Reply {
        let cart = state.carts.remove(id);
        cart.map_or_else(|| self.not_found("cart"), |cart| Reply::ok(self.show_cart(&cart, agent)))
    }

    fn cart_basket(&self, body: &[u8]) -> Result<Result<Basket, Vec<Value>>, Reply> {
        let request: BasketRequest = read(body)?;
        request.check().map_err(Reply::invalid)?;
        Ok(Basket::new(&self.market, &request))
    }

    fn show_cart(&self, cart: &Cart, agent: &Agent) -> Value {
        let priced = cart.basket.price(&self.market, None);
        let mut view = json!({
            "ucp": self.envelope(RELEVANT, agent.capabilities.as_deref()),
            "id": cart.id,
            "currency": self.market.currency,
            "line_items": priced.line_items(),
            "totals": priced.totals(&self.market),
            "messages": priced.messages,
            "discounts": priced.discounts_view(&cart.basket.codes, false),
            "continue_url": format!("{}/cart/{}", self.market.server.base_url, cart.id),
            "expires_at": rfc3339(cart.opened_ms + KEPT_FOR_MS),
        });
        if let Some(buyer) = &cart.basket.buyer {
            view["buyer"] = json!(buyer);
        }
        if let Some(context) = &cart.basket.context {
            view["context"] = json!(context);
        }
        if let Some(attribution) = &cart.basket.attribution {
            view["attribution"] = json!(attribution);
        }
        view
    }
}
