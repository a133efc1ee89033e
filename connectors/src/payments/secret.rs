//! Keys and secrets as the gateways hold them: nothing that is printed shows one.

use std::{fmt, sync::Arc};

/// A secret text.
#[derive(Clone)]
pub(super) struct Secret(Arc<str>);

impl Secret {
    pub(super) fn new(secret: impl Into<Arc<str>>) -> Self {
        Self(secret.into())
    }

    /// The text itself, for the moment in which it is used.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}
