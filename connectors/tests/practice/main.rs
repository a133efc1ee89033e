//! The adapters against the practice world's servers, over HTTP, as they would talk to the real ones.

mod carriers;
mod failing;
mod ordering;
mod paying;
mod searching;
mod support;
