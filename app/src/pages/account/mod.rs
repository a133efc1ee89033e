//! The pages of somebody's account. Nothing of them is kept by caches.

pub mod addresses;
pub mod erase;
pub mod frame;
pub mod lists;
pub mod notifications;
pub mod overview;
pub mod payment;
pub mod personal;
pub mod preferences;
pub mod privacy;
pub mod security;
