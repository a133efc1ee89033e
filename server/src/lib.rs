//! The process: axum router, middleware, doors for machines, workers, configuration.

mod bench;
pub mod commands;
pub mod configuration;
mod headers;
pub mod operator;
pub mod package;
mod page_cache;
mod pictures;
pub mod profile;
pub mod router;
pub mod start;
mod suggest;
