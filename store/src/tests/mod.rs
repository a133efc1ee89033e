//! What the shop remembers, on fresh databases: what can go wrong, and that it does not.

mod accounts;
mod coupons;
mod factors;
mod house;
mod money;
mod orders;
mod outgoing;
mod profile;
mod samples;
mod shopping;
mod staff;
mod wallets;
