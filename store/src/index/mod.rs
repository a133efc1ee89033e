//! What belongs to searching as such: words that mean the same, and what was searched for.

pub mod synonyms;
pub mod terms;
