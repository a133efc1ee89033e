//! The practice world: marketplaces, payment gateways, carriers and a mail catcher as real HTTP servers on loopback.
//!
//! Every server speaks the public protocol of the kind of shop it plays, keeps its own stock, orders and journal, and
//! has knobs that make it slow, wrong or forgetful. The shop reaches it over HTTP only, as it would the real ones.

pub mod alipay;
pub mod braintree;
pub mod catalogue;
pub mod clock;
pub mod creators;
pub mod desk;
pub mod dhl;
pub mod easypost;
pub mod faults;
pub mod fedex;
pub mod freight;
pub mod gateway;
pub mod journal;
pub mod mail;
pub mod market;
pub mod memory;
pub mod order_knobs;
pub mod orders;
pub mod pages;
pub mod paying;
pub mod paypal;
pub mod places;
pub mod ucp;
pub mod vendure;
pub mod woocommerce;
pub mod world;

pub use market::{Draft, Market, Server, ShippingOption, Tax};
pub use world::{Config, World, start};
