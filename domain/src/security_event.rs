//! What happened to an account that its owner should know of.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What happened. Its word stands in the database and in text keys.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum SecurityEventKind {
            $($(#[$doc])* $name,)*
        }

        impl SecurityEventKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its word.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// The account came to be.
    AccountOpened = "account-opened",
    /// Somebody signed in.
    SignedIn = "signed-in",
    /// Somebody signed in from a browser that was not known.
    NewDevice = "new-device",
    /// The password was right, the second factor was not.
    FactorRefused = "factor-refused",
    /// The password was changed by somebody who knew it.
    PasswordChanged = "password-changed",
    /// The password was set anew through a link in a mail.
    PasswordReset = "password-reset",
    /// A change of address was asked for.
    EmailChangeAsked = "email-change-asked",
    /// The address was changed.
    EmailChanged = "email-changed",
    /// A session was ended from the list.
    SessionEnded = "session-ended",
    /// All other sessions were ended.
    OthersEnded = "others-ended",
    /// A second factor was added.
    FactorAdded = "factor-added",
    /// A second factor was taken away.
    FactorRemoved = "factor-removed",
    /// New backup codes were made.
    BackupCodesMade = "backup-codes-made",
    /// A backup code was used.
    BackupCodeUsed = "backup-code-used",
    /// A passkey was added.
    PasskeyAdded = "passkey-added",
    /// A passkey was taken away.
    PasskeyRemoved = "passkey-removed",
    /// An account elsewhere was tied to this one.
    IdentityLinked = "identity-linked",
    /// An account elsewhere was untied.
    IdentityUnlinked = "identity-unlinked",
    /// The telephone number was confirmed.
    PhoneConfirmed = "phone-confirmed",
    /// Somebody else gave the account another role.
    RoleChanged = "role-changed",
    /// The account was suspended.
    Suspended = "suspended",
    /// The account was opened again.
    Resumed = "resumed",
    /// Somebody of the staff looked at the shop in the owner's place.
    ActedFor = "acted-for",
}

impl SecurityEventKind {
    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityEvent {
    /// What.
    pub kind: SecurityEventKind,
    /// In which browser, in words; empty where it was none.
    pub agent: String,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_word() {
        for kind in SecurityEventKind::ALL {
            assert_eq!(SecurityEventKind::from_word(kind.word()), Some(*kind));
        }
    }
}
