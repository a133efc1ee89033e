//! What wakes up in the browser. Each island adds to something that already works as a form or a link.

pub mod browser;
pub mod cart;
pub mod gallery;
pub mod live_filters;
pub mod live_order;
pub mod manners;
pub mod offer_order;
pub mod passkeys;
pub mod password_meter;
pub mod proof_of_work;
pub mod quantity_field;
pub mod ranking_check;
pub mod search_key;
mod suggestions;
