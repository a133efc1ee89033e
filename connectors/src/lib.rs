//! Other people's servers: marketplaces, payment gateways, carriers, identity providers, mail and text messages. Knows the domain and HTTP; no database.

pub mod carriers;
pub mod http;
pub mod identity;
pub mod marketplaces;
pub mod messages;
pub mod payments;

use domain::time::Timestamp;

/// The current time, for stamping what others told us.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
