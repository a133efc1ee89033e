//! The process: axum router, middleware, doors for machines, workers, configuration.

pub mod asking;
mod bench;
mod choices;
mod colours;
pub mod commands;
pub mod configuration;
mod export;
mod guard;
mod headers;
mod limits;
mod notices;
pub mod operator;
pub mod package;
mod page_cache;
mod pictures;
mod plain;
pub mod profile;
mod reports;
pub mod router;
mod security_txt;
mod session;
pub mod start;
mod suggest;
mod uploads;
mod v1;
mod watching;
mod ways;
