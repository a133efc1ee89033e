//! What the browser holds while something is under way: a passkey being made, a way through another provider, backup
//! codes that wait to be shown. Scripts cannot read it.

use http::request::Parts;
use leptos::prelude::use_context;
use services::factors::Ticket;

use super::{cookie, keep_private, signed::put};

/// For how long the browser holds it, in seconds; the shop forgets it sooner.
const LIVES: i64 = 15 * 60;

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A passkey is being made, or somebody comes in by one.
    Passkey,
    /// Somebody is at another provider.
    Identity,
    /// An identity waits for a password.
    Link,
    /// Backup codes wait to be shown.
    BackupCodes,
}

impl Way {
    fn cookie(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Identity => "identity",
            Self::Link => "link",
            Self::BackupCodes => "backup_codes",
        }
    }
}

/// Has the browser hold a ticket.
pub fn keep_ticket(way: Way, ticket: &Ticket) {
    keep_private();
    put(way.cookie(), ticket.as_str(), Some(LIVES));
}

/// The ticket that the browser holds.
pub fn ticket(way: Way) -> Option<Ticket> {
    let held = use_context::<Parts>().and_then(|parts| cookie(&parts, way.cookie()));
    held.filter(|held| !held.is_empty()).map(|held| Ticket::read(&held))
}

/// Has the browser forget a ticket.
pub fn drop_ticket(way: Way) {
    put(way.cookie(), "", Some(0));
}
