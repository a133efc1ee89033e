//! The process: axum router, middleware, doors for machines, workers, configuration.

mod bench;
pub mod configuration;
mod headers;
mod page_cache;
pub mod profile;
pub mod router;
pub mod start;
