//! The whole process against the practice world: real database, real HTTP, real adapters. Only the browser is missing.

mod coupons;
mod gateway;
mod journeys;
mod paying;
mod purchase;
mod refunding;
mod set_aside;
mod test_shop;
mod wallet;
