//! Second factors and other ways in: codes of an app, backup codes, passkeys, identities at other providers, telephone
//! numbers; and what is under way to prove one.

pub mod ceremonies;
pub mod codes;
pub mod identities;
pub mod passkeys;
pub mod phones;
