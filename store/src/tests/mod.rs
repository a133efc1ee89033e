//! What the shop remembers, on fresh databases: what can go wrong, and that it does not.

mod accounts;
mod coupons;
mod factors;
mod groups;
mod house;
mod index;
mod keeping;
mod matching;
mod money;
mod naming;
mod orders;
mod outgoing;
mod papers;
mod prices;
mod profile;
mod reviews;
mod samples;
mod shopping;
mod staff;
mod suggestions;
mod wallets;
