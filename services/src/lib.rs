//! What the shop does: use cases, checkout, sweeps and jobs. No HTTP framework, no Leptos.

mod cart;
mod checkout;
mod error;
pub mod house;
mod mail;
pub mod marketplaces;
mod order;
mod pay;
mod payments;
mod placing;
pub mod practice;
mod product;
mod replacing;
mod search;
mod setting_up;
mod settings;
mod shop;
mod texts;
mod tracking;
pub mod workers;

pub use error::ServiceError;
pub use pay::PayOutcome;
pub use setting_up::{known_marketplaces, new_secret, seed_practice};
pub use settings::Settings;
pub use shop::Shop;
pub(crate) use shop::now;
