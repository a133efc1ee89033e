//! The whole process against the practice world: real database, real HTTP, real adapters. Only the browser is missing.

mod accounts;
mod coupons;
mod defences;
mod factors;
mod gateway;
mod journeys;
mod paying;
mod profile;
mod purchase;
mod refunding;
mod set_aside;
mod staff;
mod test_shop;
mod wallet;
