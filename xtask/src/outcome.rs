//! How a step ends: done, or a sentence for the person at the keyboard.

use std::fmt;

/// A problem in words; nobody handles it by kind, so it carries no more than that.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Done, or a [`Problem`].
pub type Result<T = ()> = std::result::Result<T, Problem>;

/// A failure that its command has already put into its own closing line, so nothing is said after it.
#[derive(Debug)]
pub struct AlreadyTold;

impl fmt::Display for AlreadyTold {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("failed, as told above")
    }
}

impl std::error::Error for AlreadyTold {}
