//! What people see: pages and components rendered on the server, islands that wake up in the browser, and the doors that
//! forms post to.
//!
//! Only `islands`, and the few plain things they share with the pages, are built for the browser.
#![recursion_limit = "256"]

pub mod icons;
pub mod islands;
pub mod picture;
pub mod problem;
pub mod strand;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod look;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod plain;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;

#[cfg(feature = "ssr")]
pub use shell::{App, inline_scripts, shell};
