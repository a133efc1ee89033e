//! What can go wrong with what the shop does.

use domain::{
    cart::CartFull,
    ids::InvalidId,
    money::{Money, MoneyError},
    promotion::ApplyError,
};

/// Why a use case did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such thing, or it is not this visitor's.
    #[error("not found")]
    NotFound,
    /// A product cannot be bought, or not in that quantity; how many are left, where that is known.
    #[error("out of stock")]
    OutOfStock {
        /// How many are left.
        left: Option<u32>,
    },
    /// The product is sold on the marketplace's own page only.
    #[error("this marketplace sells on its own page")]
    HandOffOnly,
    /// The cart holds as many lines as it can.
    #[error(transparent)]
    CartFull(#[from] CartFull),
    /// The cart is empty.
    #[error("the cart is empty")]
    CartEmpty,
    /// Something changed in the meantime; look again.
    #[error("changed in the meantime")]
    Conflict,
    /// A marketplace or the payment gateway does not answer right now.
    #[error("no answer right now: {0}")]
    Unavailable(String),
    /// A message from outside that is not what it says it is.
    #[error("not a genuine message")]
    BadMessage,
    /// The wallet holds too little for the order.
    #[error("the wallet holds too little")]
    WalletShort {
        /// How much it lacks.
        short: Money,
    },
    /// This cart cannot be paid in the way that was chosen.
    #[error("this cannot be paid in that way")]
    NotOffered,
    /// An amount that is too small or too large.
    #[error("an amount between {least} and {most} is wanted")]
    AmountOutOfRange {
        /// The least.
        least: Money,
        /// The most.
        most: Money,
    },
    /// More is to be given back than is left.
    #[error("only {left} is left to be given back")]
    RefundTooLarge {
        /// What is left.
        left: Money,
    },
    /// The same key came with something else before.
    #[error("the key was used for something else")]
    KeyReused,
    /// Amounts that do not add up or have no rate.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Promotions that do not fit what they are to be taken off.
    #[error(transparent)]
    Promotions(#[from] ApplyError),
    /// A name that is none.
    #[error(transparent)]
    InvalidId(#[from] InvalidId),
    /// The database failed.
    #[error("the store failed")]
    Store(#[from] store::StoreError),
}
