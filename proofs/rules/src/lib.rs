//! The proofs over the pure rules: they need no database, no network and no clock, so they run millions of cases.

#[cfg(feature = "program")]
pub mod browser;
pub mod carts;
pub mod dice;
pub mod digest;
#[cfg(feature = "program")]
pub mod finding;
pub mod promotions;
#[cfg(feature = "program")]
pub mod returns;
pub mod simulation;
#[cfg(feature = "program")]
pub mod tax;
#[cfg(feature = "program")]
pub mod timeline;
