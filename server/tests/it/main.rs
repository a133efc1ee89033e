//! The whole process against the practice world: real database, real HTTP, real adapters. Only the browser is missing.

mod accounts;
mod coupons;
mod defences;
mod factors;
mod finding;
mod gateway;
mod groups;
mod journeys;
mod keeping;
mod papers;
mod paying;
mod profile;
mod proof_of_work;
mod purchase;
mod refunding;
mod reviews;
mod saved_methods;
mod set_aside;
mod staff;
mod stores;
mod test_shop;
mod wallet;
