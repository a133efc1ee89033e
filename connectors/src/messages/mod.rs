//! Messages to people.

pub mod mail;
