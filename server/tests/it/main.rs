//! The whole process against the practice world: real database, real HTTP, real adapters. Only the browser is missing.

mod journeys;
mod purchase;
mod test_shop;
