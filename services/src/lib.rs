//! What the shop does: use cases, checkout, sweeps and jobs. No HTTP framework, no Leptos.

mod carrying_out;
mod cart;
mod checkout;
mod error;
pub mod house;
pub mod jobs;
mod mail;
pub mod marketplaces;
pub mod operator;
mod order;
mod ordering;
mod pay;
mod payments;
mod placing;
pub mod practice;
mod product;
pub mod reconcile;
mod refunds;
mod replacing;
mod search;
mod setting_up;
mod settings;
mod settling;
mod shop;
mod suggestions;
mod texts;
mod tracking;
mod wallet;
pub mod workers;

pub use error::ServiceError;
pub use pay::PayOutcome;
pub use setting_up::{known_marketplaces, new_secret, seed_practice};
pub use settings::Settings;
pub use shop::Shop;
pub(crate) use shop::now;
pub use suggestions::Suggestion;
