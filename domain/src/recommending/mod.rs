//! What somebody may want to see next: from what they did, what others did beside it, what a thing is, and what many want.
//!
//! [`Model`] is made of portraits of things and of a log of moments, away from requests, and holds for every thing its
//! neighbours. [`Model::suggest`] looks up the neighbours of what one person did and says for each suggestion why it is
//! made, so that they can have the cause forgotten. Nothing that fewer than [`LEAST_PEOPLE`] people did shows in what
//! others see.

mod content;
mod crowd;
mod model;
mod rows;
mod taste;
#[cfg(test)]
mod tests;

use crate::{
    catalog::{Category, Rating},
    consent::Behaviour,
    ids::RelationToken,
    time::Timestamp,
};

pub use self::{
    crowd::LEAST_PEOPLE,
    model::Model,
    rows::{Row, RowKind},
    taste::{Did, Suggestion, Why},
};

/// A product group as far as suggestions need to know it.
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// Which.
    pub relation: RelationToken,
    /// What it is called.
    pub title: String,
    /// Who makes it.
    pub brand: Option<String>,
    /// Its category.
    pub category: Option<Category>,
    /// Names and values of its details.
    pub attributes: Vec<(String, String)>,
    /// Its stars.
    pub rating: Option<Rating>,
    /// Its lowest price as a whole amount in one currency for all portraits; it only serves to tell dearer from cheaper.
    pub price: i64,
}

/// A moment of the log. Who it was is a number that leads to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Who, as a number of this log alone.
    pub who: u32,
    /// The place of the thing among the portraits.
    pub thing: u32,
    /// What they did.
    pub what: Behaviour,
    /// When.
    pub at: Timestamp,
}

/// A thing by its place, with how near it is: from 0 to about 1.
pub(crate) type Near = (u32, f32);

/// How much a moment says of what somebody wants.
fn weight(what: Behaviour) -> f32 {
    match what {
        Behaviour::View | Behaviour::Search => 1.0,
        Behaviour::Add => 3.0,
        Behaviour::Buy => 4.0,
    }
}

/// What is left of a weight after some time, which halves it every so many days.
fn faded(age: i64, half_days: i64) -> f32 {
    let halves = age.max(0) as f64 / (half_days * Timestamp::DAY) as f64;
    0.5_f64.powf(halves) as f32
}

/// The nearest first, at most so many; ties keep one order.
fn nearest(mut found: Vec<Near>, most: usize) -> Vec<Near> {
    found.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    found.truncate(most);
    found
}
