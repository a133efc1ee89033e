//! What is suggested to one person, and why.

use std::collections::{HashMap, HashSet};

use super::{Model, Near, faded, model::Thing, weight};
use crate::{consent::Behaviour, ids::RelationToken, time::Timestamp};

/// How many of somebody's things and searches count, the newest.
const MOST: usize = 40;

/// After how many days what somebody did counts half.
const FADES: i64 = 2;

/// How much what others did beside it, what they wanted to have with it, and what it is say of the next thing.
const OF_CROWD: f32 = 1.0;
const OF_CARTS: f32 = 0.6;
const OF_CONTENT: f32 = 0.35;

/// How much the words of a search say.
const OF_WORDS: f32 = 0.5;

/// What everybody wants weighs in: a thing that nobody wants counts so much of one that everybody does, under the root.
const LEAST_FAME: f32 = 0.35;

/// How many things the words of a search stand for.
const SPOKEN_OF: usize = 20;

/// Something that somebody did; the newest comes first in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Did {
    /// Turned to a thing.
    Thing {
        /// Which.
        relation: RelationToken,
        /// How.
        what: Behaviour,
        /// When.
        at: Timestamp,
    },
    /// Searched for words.
    Searched {
        /// Which.
        text: String,
        /// When.
        at: Timestamp,
    },
}

/// Why something is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Because of a thing that they turned to.
    Thing {
        /// Which.
        relation: RelationToken,
        /// How.
        what: Behaviour,
    },
    /// Because of words that they searched for.
    Searched(String),
    /// Because many want it.
    Wanted,
}

/// A thing that is suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Which.
    pub relation: RelationToken,
    /// How much speaks for it.
    pub score: f32,
    /// What speaks for it most.
    pub why: Why,
}

/// What speaks for a thing.
#[derive(Default)]
struct Case {
    score: f32,
    /// The strongest reason so far, as a place in the list of what they did.
    best: Option<(usize, f32)>,
}

impl Model {
    /// What somebody may want next, the best first: nothing that they turned to already, and nothing they do not want.
    pub fn suggest(
        &self,
        did: &[Did],
        unwanted: &HashSet<RelationToken>,
        now: Timestamp,
        most: usize,
    ) -> Vec<Suggestion> {
        let mut cases: HashMap<u32, Case> = HashMap::new();
        let (mut seen, mut whole) = (HashSet::new(), 0.0_f32);
        let mut past: HashSet<u32> = HashSet::new();
        for (place, one) in did.iter().enumerate() {
            if let Did::Thing { relation, .. } = one {
                past.extend(self.place(relation));
            }
            // The same thing or the same words count once, by the last time.
            let key = match one {
                Did::Thing { relation, .. } => relation.as_str(),
                Did::Searched { text, .. } => text.as_str(),
            };
            if seen.len() >= MOST || !seen.insert(key) {
                continue;
            }
            let (strength, near) = self.spoken_for(did, one, now, seen.len());
            whole += strength;
            for (thing, near) in near {
                let case = cases.entry(thing).or_default();
                case.score += strength * near;
                if case.best.is_none_or(|(_, most)| strength * near > most) {
                    case.best = Some((place, strength * near));
                }
            }
        }
        let fits = |thing: u32| !past.contains(&thing) && !unwanted.contains(&self.things[thing as usize].relation);
        let mut found: Vec<(u32, f32, Option<usize>)> = cases
            .into_iter()
            .filter(|(thing, _)| fits(*thing))
            .map(|(thing, case)| {
                let own = case.score / whole.max(f32::MIN_POSITIVE);
                let score = own * (LEAST_FAME + self.things[thing as usize].fame).sqrt();
                (thing, score, case.best.map(|(place, _)| place))
            })
            .collect();
        found.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        found.truncate(most);
        let named: HashSet<u32> = found.iter().map(|(thing, ..)| *thing).collect();
        let rest = self.wanted.iter().copied().filter(|thing| !named.contains(thing) && fits(*thing));
        let missing = most - found.len();
        found.extend(rest.take(missing).map(|thing| (thing, 0.0, None)));
        let told = |(thing, score, because): (u32, f32, Option<usize>)| Suggestion {
            relation: self.things[thing as usize].relation.clone(),
            score,
            why: because.map_or(Why::Wanted, |place| because_of(did, place)),
        };
        found.into_iter().map(told).collect()
    }

    /// How much something that somebody did counts, and the things it speaks for.
    fn spoken_for(&self, did: &[Did], one: &Did, now: Timestamp, turn: usize) -> (f32, Vec<Near>) {
        let late = 1.0 / (1.0 + 0.12 * turn as f32);
        match one {
            Did::Thing { relation, at, .. } => {
                let of_same = did.iter().filter_map(|other| match other {
                    Did::Thing { relation: same, what, .. } if same == relation => Some(weight(*what)),
                    _ => None,
                });
                let strength = of_same.fold(0.0, f32::max).sqrt() * faded(now.0 - at.0, FADES) * late;
                let thing = self.place(relation).and_then(|place| self.things.get(place as usize));
                (strength, thing.map(around).unwrap_or_default())
            }
            Did::Searched { text, at } => {
                let strength = OF_WORDS * faded(now.0 - at.0, FADES) * late;
                (strength, self.content.spoken_of(text, SPOKEN_OF))
            }
        }
    }
}

/// The neighbours of a thing of every kind, each once.
fn around(thing: &Thing) -> Vec<Near> {
    let mut sums: HashMap<u32, f32> = HashMap::new();
    for (neighbours, much) in [(&thing.beside, OF_CROWD), (&thing.with, OF_CARTS), (&thing.alike, OF_CONTENT)] {
        for (other, near) in neighbours {
            *sums.entry(*other).or_default() += much * near;
        }
    }
    let mut around: Vec<Near> = sums.into_iter().collect();
    around.sort_unstable_by_key(|(other, _)| *other);
    around
}

fn because_of(did: &[Did], place: usize) -> Why {
    match &did[place] {
        Did::Searched { text, .. } => Why::Searched(text.clone()),
        Did::Thing { relation, .. } => {
            // The furthest they went with it says best what they know of it.
            let ways = did.iter().filter_map(|other| match other {
                Did::Thing { relation: same, what, .. } if same == relation => Some(*what),
                _ => None,
            });
            let furthest = ways.max_by(|left, right| weight(*left).total_cmp(&weight(*right)));
            Why::Thing { relation: relation.clone(), what: furthest.unwrap_or(Behaviour::View) }
        }
    }
}
