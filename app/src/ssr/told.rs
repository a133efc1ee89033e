//! What the process tells every page: whom to report weaknesses to, and what happened that people must know of.

use std::sync::Arc;

use leptos::prelude::use_context;
use services::notices::Notice;

/// The notice that is shown now, if there is one.
#[derive(Clone, Debug, Default)]
pub struct Told(pub Option<Arc<Notice>>);

impl Told {
    /// The notice for the page that is being made.
    pub fn here() -> Option<Arc<Notice>> {
        use_context::<Self>()?.0
    }
}

/// Where weaknesses are reported to, as an address that can be followed.
#[derive(Clone, Debug)]
pub struct SecurityContact(pub Arc<str>);

impl SecurityContact {
    /// The address for the page that is being made.
    pub fn here() -> String {
        use_context::<Self>().map(|contact| contact.0.to_string()).unwrap_or_default()
    }
}
