//! Why a gateway did not do what was asked, in words that mean the same at every gateway.

/// Why a gateway did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// No answer, or a server error: nobody knows whether it was done. Ask again with the same key.
    #[error("no certain answer: {0}")]
    Unknown(String),
    /// It said no, because of how the payment stands.
    #[error("refused: {0}")]
    Refused(String),
    /// The shopper's bank or account said no. Another way to pay may do.
    #[error("declined: {0}")]
    Declined(Decline),
    /// The shopper has to confirm first, on this page where there is one.
    #[error("the shopper has to confirm")]
    ChallengeNeeded {
        /// Where the shopper confirms.
        url: Option<String>,
    },
    /// It did not understand us, or we it cannot serve: repeating does not help.
    #[error("refused as malformed: {0}")]
    Malformed(String),
    /// It does not take our keys.
    #[error("our keys are not taken")]
    Unauthorised,
    /// It does not do this at all; its capabilities say so.
    #[error("{0} is not supported")]
    Unsupported(&'static str),
    /// A message whose signature, age or form is wrong.
    #[error("not a message of the gateway: {0}")]
    BadMessage(String),
}

/// Why a bank or an account said no, as far as a shopper may be told: fraud and stolen cards are only ever
/// [`Decline::Refused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decline {
    /// There is not enough money.
    InsufficientFunds,
    /// The card or account has expired or was closed.
    Expired,
    /// The amount is above a limit of the card or account.
    OverLimit,
    /// No reason that may be told.
    Refused,
}

impl Decline {
    /// The word under which texts for shoppers are found.
    pub fn word(self) -> &'static str {
        match self {
            Self::InsufficientFunds => "insufficient-funds",
            Self::Expired => "expired",
            Self::OverLimit => "over-limit",
            Self::Refused => "refused",
        }
    }
}

impl std::fmt::Display for Decline {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.word())
    }
}

impl GatewayError {
    /// Nobody knows, and why.
    pub(super) fn unknown(why: impl std::fmt::Display) -> Self {
        Self::Unknown(why.to_string())
    }

    /// Not the gateway's message, and why.
    pub(super) fn bad(why: impl std::fmt::Display) -> Self {
        Self::BadMessage(why.to_string())
    }
}
