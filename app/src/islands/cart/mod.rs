//! The cart in the browser: one state, shown on the cart's page and in its drawer.

pub mod contents;
pub mod coupon;
pub mod drawer;
pub mod line;
pub mod page;
pub mod parcel;
pub mod piece;
pub mod proposals;
pub mod state;
pub mod waiting;
