//! Messages to people.

pub mod mail;
pub mod sms;
