//! What went wrong, told to a person: what it is about and what they can do.

use serde::{Deserialize, Serialize};

/// The kinds of trouble a page knows words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Something sent to us makes no sense.
    Invalid,
    /// There is no such thing.
    NotFound,
    /// It cannot be bought, or not so many.
    OutOfStock,
    /// It is sold on the marketplace's own page.
    HandOffOnly,
    /// The cart holds no more.
    CartFull,
    /// There is nothing in the cart.
    CartEmpty,
    /// It changed in the meantime.
    Conflict,
    /// The wallet holds too little.
    WalletShort,
    /// It cannot be paid in the way that was chosen.
    NotOffered,
    /// Nobody is signed in, or it is too long ago.
    SignInRequired,
    /// There is no permission for it.
    Forbidden,
    /// A link that was used, or is too old.
    Gone,
    /// It was tried too often.
    TooMany,
    /// Somebody else does not answer.
    Unavailable,
    /// The shop itself failed.
    Internal,
}

impl ProblemKind {
    /// All kinds.
    pub const ALL: [Self; 15] = [
        Self::Invalid,
        Self::NotFound,
        Self::OutOfStock,
        Self::HandOffOnly,
        Self::CartFull,
        Self::CartEmpty,
        Self::Conflict,
        Self::WalletShort,
        Self::NotOffered,
        Self::SignInRequired,
        Self::Forbidden,
        Self::Gone,
        Self::TooMany,
        Self::Unavailable,
        Self::Internal,
    ];

    /// Its word in addresses and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::NotFound => "not-found",
            Self::OutOfStock => "out-of-stock",
            Self::HandOffOnly => "hand-off-only",
            Self::CartFull => "cart-full",
            Self::CartEmpty => "cart-empty",
            Self::Conflict => "conflict",
            Self::WalletShort => "wallet-short",
            Self::NotOffered => "not-offered",
            Self::SignInRequired => "sign-in-required",
            Self::Forbidden => "forbidden",
            Self::Gone => "gone",
            Self::TooMany => "too-many",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A door's answer when it cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// What kind of trouble.
    pub kind: ProblemKind,
    /// The field it is about, where it is about one.
    pub field: Option<String>,
    /// How many are left, where that is the trouble.
    pub left: Option<u32>,
    /// What a person reads, in their language.
    pub message: String,
}
