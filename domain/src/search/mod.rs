//! Search: the question with its form in an address, and what is made of the answers of all marketplaces.
//!
//! Filtering, sorting and counting need only a few [`Facts`] of each group, and run in the browser and on the server
//! alike.

mod answers;
mod facts;
mod question;

pub use answers::{Offer, ProductGroup, SearchPage, best_first, group};
pub use facts::{Facts, Seller, choose, count};
pub use question::{Ignored, RATING_STEPS, SearchQuery, Sort, percent_encoded};
