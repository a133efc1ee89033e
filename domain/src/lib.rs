//! The rules of the shop: plain data and plain functions, the same in the browser and on the server.
//!
//! Nothing here waits, reads a clock, draws a random number or does I/O; time and chance come in as arguments.

pub mod account;
pub mod address;
pub mod cart;
pub mod catalog;
pub mod checkout;
pub mod consent;
pub mod counterfeit;
pub mod coupon;
pub mod guard;
pub mod ids;
pub mod keeping;
pub mod landed_cost;
pub mod ledger;
pub mod locale;
pub mod marketplace;
pub mod matching;
pub mod meaning;
pub mod money;
pub mod optimiser;
pub mod order;
pub mod permission;
pub mod postcode;
pub mod price_history;
pub mod pricing;
pub mod profile;
pub mod promise;
pub mod recommending;
pub mod reviews;
pub mod saga;
pub mod search;
pub mod security_event;
pub mod shares;
pub mod shipping;
pub mod size_guide;
pub mod time;
pub mod trust;
pub mod understanding;
pub mod unit_price;
pub mod visit;
pub mod wallet;
