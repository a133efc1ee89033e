//! The model: every thing with its neighbours, and what is wanted most.

use std::collections::HashMap;

use super::{
    Moment, Near, Portrait,
    content::Content,
    crowd::{Baskets, fame},
    nearest,
};
use crate::{catalog::Category, consent::Behaviour, ids::RelationToken, time::Timestamp};

/// How many of the most wanted things are kept.
const WANTED: usize = 500;

/// What is known of a thing beside its neighbours.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) relation: RelationToken,
    pub(super) category: Option<Category>,
    /// Stars in hundredths, of those that enough people gave.
    pub(super) stars: Option<u16>,
    pub(super) price: i64,
    /// Looked at by the same people.
    pub(super) beside: Vec<Near>,
    /// Put into the cart or bought by the same people.
    pub(super) with: Vec<Near>,
    /// Like it by what it is.
    pub(super) alike: Vec<Near>,
    /// How much it is wanted, from 0 to 1.
    pub(super) fame: f32,
}

/// Everything that suggestions are made of. Made away from requests, shared by them, never changed.
#[derive(Clone, Debug, Default)]
pub struct Model {
    places: HashMap<RelationToken, u32>,
    pub(super) things: Vec<Thing>,
    /// The most wanted things, and the most wanted of each category.
    pub(super) wanted: Vec<u32>,
    pub(super) of_category: HashMap<Category, Vec<u32>>,
    pub(super) content: Content,
}

/// How many stars must have been given before they count.
const LEAST_STARS: u32 = 5;

impl Model {
    /// Makes the model. The same portraits and the same log make the same model.
    ///
    /// Each moment names its thing by the place among the portraits; moments of none of them are left out.
    pub fn of(portraits: Vec<Portrait>, log: &[Moment], now: Timestamp) -> Self {
        let known = |moment: &&Moment| (moment.thing as usize) < portraits.len();
        let log: Vec<Moment> = log.iter().filter(known).copied().collect();
        let (content, alike) = Content::of(&portraits);
        let all = |_: Behaviour| true;
        let to_have = |what: Behaviour| matches!(what, Behaviour::Add | Behaviour::Buy);
        let beside = Baskets::of(&log, now, all).neighbours(portraits.len());
        let with = Baskets::of(&log, now, to_have).neighbours(portraits.len());
        let fame = fame(&portraits, &log, now);
        let most_wanted = nearest((0..).zip(fame.iter().copied()).collect(), portraits.len());
        let wanted: Vec<u32> = most_wanted.iter().take(WANTED).map(|(thing, _)| *thing).collect();
        let mut of_category: HashMap<Category, Vec<u32>> = HashMap::new();
        for (thing, _) in &most_wanted {
            if let Some(category) = portraits[*thing as usize].category {
                of_category.entry(category).or_default().push(*thing);
            }
        }
        let places = (0..).zip(&portraits).map(|(place, portrait)| (portrait.relation.clone(), place)).collect();
        let neighbours = beside.into_iter().zip(with).zip(alike).zip(fame);
        let thing = |(portrait, (((beside, with), alike), fame)): (Portrait, _)| Thing {
            relation: portrait.relation,
            category: portrait.category,
            stars: portrait.rating.filter(|rating| rating.count >= LEAST_STARS).map(|rating| rating.hundredths),
            price: portrait.price,
            beside,
            with,
            alike,
            fame,
        };
        let things = portraits.into_iter().zip(neighbours).map(thing).collect();
        Self { places, things, wanted, of_category, content }
    }

    /// How many things it knows.
    pub fn count(&self) -> usize {
        self.things.len()
    }

    /// How many pairs of things it knows because people turned to both.
    pub fn pairs(&self) -> usize {
        self.things.iter().map(|thing| thing.beside.len()).sum()
    }

    /// The place of a thing.
    pub fn place(&self, relation: &RelationToken) -> Option<u32> {
        self.places.get(relation).copied()
    }

    /// The thing at a place.
    pub fn relation(&self, place: u32) -> Option<&RelationToken> {
        self.things.get(place as usize).map(|thing| &thing.relation)
    }

    /// The most wanted things, the most wanted first: what is suggested to somebody of whom nothing is known.
    pub fn most_wanted(&self) -> impl Iterator<Item = &RelationToken> {
        self.wanted.iter().map(|thing| &self.things[*thing as usize].relation)
    }
}
