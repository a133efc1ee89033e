//! What somebody with an account tells us of themselves and has us keep, each list by the account's id.

pub mod addresses;
pub mod payment_methods;
pub mod person;
pub mod preferences;
pub mod searches;
