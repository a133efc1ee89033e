//! Rows beside a thing or a cart: what goes with it, what is a step up, what is like it, what others looked at.

use std::collections::{HashMap, HashSet};

use super::{Model, Near, nearest};
use crate::{catalog::Category, ids::RelationToken};

/// How many things a row may name; a page shows fewer, as some may be sold out.
const NAMED: usize = 16;

/// How much dearer a step up is, in hundredths of the price: from so much to so much.
const DEARER: (i64, i64) = (115, 300);

/// By how many hundredths of a star a step up is better rated.
const BETTER: u16 = 10;

/// The fewest things that make a row of what others did.
const FEWEST: usize = 2;

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// Bought or put into the cart by the same people.
    Together,
    /// Of a category that goes with this one; where too little was bought yet.
    GoesWith,
    /// Dearer and better rated in the same category.
    StepUp,
    /// Like it.
    Similar,
    /// Looked at by the same people.
    AlsoLooked,
}

impl RowKind {
    /// All of them, in the order in which a page shows them.
    pub const ALL: [Self; 5] = [Self::Together, Self::GoesWith, Self::StepUp, Self::Similar, Self::AlsoLooked];

    /// Its word in text keys and addresses within a page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::GoesWith => "goes-with",
            Self::StepUp => "step-up",
            Self::Similar => "similar",
            Self::AlsoLooked => "also-looked",
        }
    }
}

/// A row of things, the nearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it holds.
    pub kind: RowKind,
    /// The things.
    pub things: Vec<RelationToken>,
}

impl Model {
    /// The rows beside one thing; no thing stands in two of them. Nothing for a thing the model does not know.
    pub fn beside(&self, relation: &RelationToken) -> Vec<Row> {
        let Some(place) = self.place(relation) else { return Vec::new() };
        let thing = &self.things[place as usize];
        let mut named = HashSet::from([place]);
        let together = self.row(RowKind::Together, thing.with.clone(), &mut named);
        let goes_with = if together.is_none() {
            self.row(RowKind::GoesWith, self.of_companions(thing.category, thing.price), &mut named)
        } else {
            None
        };
        let step_up = self.row(RowKind::StepUp, self.steps_up(place), &mut named);
        let mut alike: HashMap<u32, f32> = thing.alike.iter().copied().collect();
        // What people looked at beside it puts the likeliest of the similar things first.
        for (other, near) in &thing.beside {
            if let Some(known) = alike.get_mut(other) {
                *known += near;
            }
        }
        let same = |other: &u32| self.things[*other as usize].category == thing.category;
        let alike = nearest(alike.into_iter().filter(|(other, _)| same(other)).collect(), NAMED);
        let similar = self.row(RowKind::Similar, alike, &mut named);
        let also = self.row(RowKind::AlsoLooked, thing.beside.clone(), &mut named);
        [together, goes_with, step_up, similar, also].into_iter().flatten().collect()
    }

    /// The row beside a cart: what was bought or looked at with its things, else what goes with them.
    pub fn beside_all(&self, relations: &[RelationToken]) -> Option<Row> {
        let places: Vec<u32> = relations.iter().filter_map(|relation| self.place(relation)).collect();
        let mut named: HashSet<u32> = places.iter().copied().collect();
        let mut sums: HashMap<u32, f32> = HashMap::new();
        for place in &places {
            for (other, near) in &self.things[*place as usize].with {
                *sums.entry(*other).or_default() += near;
            }
        }
        let together = self.row(RowKind::Together, nearest(sums.into_iter().collect(), NAMED), &mut named);
        together.or_else(|| {
            // In turns, so that every thing of the cart has its companions.
            let of_each: Vec<Vec<Near>> = places
                .iter()
                .map(|place| &self.things[*place as usize])
                .map(|thing| self.of_companions(thing.category, thing.price))
                .collect();
            let longest = of_each.iter().map(Vec::len).max().unwrap_or(0);
            let turns = (0..longest).flat_map(|turn| of_each.iter().filter_map(move |of_one| of_one.get(turn)));
            self.row(RowKind::GoesWith, turns.copied().collect(), &mut named)
        })
    }

    /// A row of what is not named yet; what it names is named then.
    fn row(&self, kind: RowKind, near: Vec<Near>, named: &mut HashSet<u32>) -> Option<Row> {
        let mut row: Vec<u32> = Vec::new();
        for (other, _) in near {
            if row.len() < NAMED && !named.contains(&other) && !row.contains(&other) {
                row.push(other);
            }
        }
        if row.len() < FEWEST {
            return None;
        }
        named.extend(&row);
        let things = row.into_iter().map(|other| self.things[other as usize].relation.clone()).collect();
        Some(Row { kind, things })
    }

    /// Dearer and better rated things of the same category, those that are alike first, then the best rated.
    fn steps_up(&self, place: u32) -> Vec<Near> {
        let thing = &self.things[place as usize];
        let (Some(category), Some(stars)) = (thing.category, thing.stars) else { return Vec::new() };
        let alike: HashMap<u32, f32> = thing.alike.iter().copied().collect();
        let (from, to) = DEARER;
        let priced = |price: i64| {
            let price = i128::from(price) * 100;
            (i128::from(thing.price) * i128::from(from)..=i128::from(thing.price) * i128::from(to)).contains(&price)
        };
        let better = |other: &&u32| {
            let other = &self.things[**other as usize];
            priced(other.price) && other.stars.is_some_and(|theirs| theirs >= stars.saturating_add(BETTER))
        };
        let of_category = self.of_category.get(&category).into_iter().flatten();
        let near = |other: &u32| {
            let rated = f32::from(self.things[*other as usize].stars.unwrap_or(0)) / 5_000.0;
            (*other, alike.get(other).copied().unwrap_or(0.0) + rated)
        };
        nearest(of_category.filter(better).map(near).collect(), NAMED)
    }

    /// What is most wanted of the categories that go with one, in turns; nothing dearer than the thing itself.
    fn of_companions(&self, category: Option<Category>, price: i64) -> Vec<Near> {
        let Some(category) = category else { return Vec::new() };
        let of_each: Vec<Vec<u32>> = companions(category)
            .iter()
            .filter_map(|companion| self.of_category.get(companion))
            .map(|things| {
                let fitting = things.iter().copied().filter(|other| self.things[*other as usize].price <= price);
                fitting.take(NAMED).collect()
            })
            .collect();
        let turns = (0..NAMED).flat_map(|turn| of_each.iter().filter_map(move |of_one| of_one.get(turn)));
        turns.map(|other| (*other, self.things[*other as usize].fame)).collect()
    }
}

/// The categories that people use beside one.
fn companions(category: Category) -> &'static [Category] {
    use Category as C;
    match category {
        C::HomeKitchen => &[C::LightingFurniture, C::GardenTools],
        C::LightingFurniture => &[C::HomeKitchen, C::BooksStationery],
        C::Audio => &[C::PhonesWearables, C::Computing],
        C::Computing => &[C::Audio, C::BooksStationery],
        C::PhonesWearables => &[C::Audio, C::Photo],
        C::Photo => &[C::PhonesWearables, C::SportsOutdoor],
        C::Fashion => &[C::Beauty, C::PhonesWearables],
        C::Beauty => &[C::Fashion, C::HomeKitchen],
        C::SportsOutdoor => &[C::Fashion, C::Photo],
        C::ToysGames => &[C::BooksStationery, C::SportsOutdoor],
        C::BooksStationery => &[C::LightingFurniture, C::ToysGames],
        C::GardenTools => &[C::HomeKitchen, C::SportsOutdoor],
    }
}
