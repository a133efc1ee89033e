//! What the shop remembers, on fresh databases: what can go wrong, and that it does not.

mod coupons;
mod house;
mod money;
mod orders;
mod outgoing;
mod samples;
mod shopping;
mod wallets;
