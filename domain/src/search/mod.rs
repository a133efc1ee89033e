//! Search: the question with its form in an address, and what is made of the answers of all marketplaces.
//!
//! Filtering, sorting and counting need only a few [`Facts`] of each group, and run in the browser and on the server
//! alike.

mod answers;
mod attributes;
mod facts;
mod help;
mod question;
mod ranking;

pub use answers::{Offer, ProductGroup, SearchPage, group};
pub use attributes::{Attribute, Facet, attributes_of};
pub use facts::{Facts, Seller, choose, count, values};
pub use help::Help;
pub use question::{Ignored, RATING_STEPS, SearchQuery, Sort, percent_decoded, percent_encoded};
pub use ranking::{Input, Inputs, best_first, raise};
