//! The proofs over the pure rules: they need no database, no network and no clock, so they run millions of cases.

pub mod carts;
pub mod dice;
#[cfg(feature = "program")]
pub mod finding;
#[cfg(feature = "program")]
pub mod returns;
pub mod simulation;
#[cfg(feature = "program")]
pub mod timeline;
