//! Which groups become one, which listings leave theirs, and which pairs a person is asked about. Plain data in, plain data
//! out.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{ProductRef, RelationToken},
    matching::{DOUBTFUL, Judgement, Reading, Verdict, alone},
    money::RateTable,
    time::Timestamp,
};
use store::matching::{
    Member,
    pairs::{self, Pair, State},
    relations::{Merge, Move},
};

use super::reading;

/// How many members of a group are looked at; a larger one is no group of offers any more.
const MEMBERS: usize = 24;

/// How many listings one is held against, and how many doubtful pairs of it a person is asked about.
const HELD_AGAINST: usize = 60;
const ASKED: usize = 3;

/// What is known when listings are matched.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Every member of every group that is concerned.
    pub members: Vec<Member>,
    /// What people said of pairs among them.
    pub said: Vec<pairs::Known>,
    /// What the listings are looked for by.
    pub keys: Vec<(ProductRef, BTreeSet<String>)>,
    /// Which listings share a key.
    pub shared: BTreeMap<String, Vec<ProductRef>>,
}

/// What follows.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// Groups that become part of older ones.
    pub merges: Vec<Merge>,
    /// Listings that go elsewhere.
    pub moves: Vec<Move>,
    /// Pairs and what the matcher says of them.
    pub pairs: Vec<(Pair, Judgement, State)>,
    /// The listings whose group has another token now.
    pub changed: Vec<ProductRef>,
}

/// Matches listings one after the other, each against the few that share a key with it.
pub(super) fn decide(listings: &[ProductRef], known: &Known, rates: &RateTable) -> Outcome {
    let mut groups = Groups::of(known, rates);
    let keys: BTreeMap<&ProductRef, &BTreeSet<String>> =
        known.keys.iter().map(|(listing, keys)| (listing, keys)).collect();
    for listing in listings {
        let Some(place) = groups.place(listing) else { continue };
        groups.leave_where_strange(place);
        let mut near: BTreeMap<usize, usize> = BTreeMap::new();
        for other in keys.get(listing).into_iter().copied().flatten().filter_map(|key| known.shared.get(key)).flatten()
        {
            if let Some(other) = groups.place(other).filter(|other| *other != place) {
                *near.entry(other).or_default() += 1;
            }
        }
        // Those that share most keys first.
        let mut near: Vec<(usize, usize)> = near.into_iter().collect();
        near.sort_by_key(|(other, shared)| (std::cmp::Reverse(*shared), *other));
        let near = near.into_iter().take(HELD_AGAINST).map(|(other, _)| other).collect();
        groups.join(place, near);
    }
    groups.outcome()
}

/// Groups while they change.
struct Groups<'a> {
    members: &'a [Member],
    readings: Vec<Reading>,
    places: BTreeMap<&'a ProductRef, usize>,
    /// The token of each listing as it is by now.
    tokens: Vec<RelationToken>,
    /// When each token was first heard of.
    since: BTreeMap<RelationToken, Timestamp>,
    said: BTreeMap<Pair, State>,
    pairs: BTreeMap<Pair, (Judgement, State)>,
}

impl<'a> Groups<'a> {
    fn of(known: &'a Known, rates: &RateTable) -> Self {
        let mut since: BTreeMap<RelationToken, Timestamp> = BTreeMap::new();
        for member in &known.members {
            let first = since.entry(member.product.relation.clone()).or_insert(member.since);
            *first = (*first).min(member.since);
        }
        Self {
            members: &known.members,
            readings: known.members.iter().map(|member| reading(&member.product, rates)).collect(),
            places: known.members.iter().enumerate().map(|(at, member)| (&member.product.reference, at)).collect(),
            tokens: known.members.iter().map(|member| member.product.relation.clone()).collect(),
            since,
            said: known.said.iter().map(|one| (one.pair.clone(), one.state)).collect(),
            pairs: BTreeMap::new(),
        }
    }

    fn place(&self, listing: &ProductRef) -> Option<usize> {
        self.places.get(listing).copied()
    }

    fn reference(&self, place: usize) -> &'a ProductRef {
        &self.members[place].product.reference
    }

    fn group_of(&self, place: usize) -> Vec<usize> {
        (0..self.tokens.len()).filter(|other| self.tokens[*other] == self.tokens[place]).take(MEMBERS).collect()
    }

    fn said(&self, one: usize, other: usize) -> Option<State> {
        self.said.get(&Pair::of(self.reference(one), self.reference(other))?).copied()
    }

    fn note(&mut self, one: usize, other: usize, judgement: Judgement, state: State) {
        if let Some(pair) = Pair::of(self.reference(one), self.reference(other)) {
            self.pairs.insert(pair, (judgement, state));
        }
    }

    /// Takes a listing out of a group in which nothing is the same as it: a number in common is not enough.
    fn leave_where_strange(&mut self, place: usize) {
        let others: Vec<usize> = self.group_of(place).into_iter().filter(|other| *other != place).collect();
        let wanted = others.iter().any(|other| self.said(place, *other) == Some(State::Same));
        let judged = others.iter().map(|other| (self.readings[place].judge(&self.readings[*other]), *other));
        let Some((best, other)) = judged.max_by_key(|(judgement, _)| judgement.confidence) else { return };
        if wanted || best.verdict == Verdict::Same {
            return;
        }
        // Of two it is the accessory, the pack or the used one that leaves.
        let stays = others.len() == 1 && self.readings[place].is_plain() && !self.readings[other].is_plain();
        let leaves = if stays { other } else { place };
        let token = self.free_token(leaves);
        self.since.insert(token.clone(), self.members[leaves].since);
        self.tokens[leaves] = token;
        self.note(place, other, best, State::Doubtful);
    }

    /// A token that no group has: the listing's own, or one for those who left.
    fn free_token(&self, place: usize) -> RelationToken {
        let own = RelationToken::of(self.reference(place), None);
        if self.tokens.contains(&own) { alone(self.reference(place)) } else { own }
    }

    /// Makes one group of a listing's and those of listings that are the same.
    fn join(&mut self, place: usize, near: Vec<usize>) {
        let mut judged: Vec<(Judgement, usize)> = near
            .into_iter()
            .filter(|other| self.tokens[*other] != self.tokens[place])
            .map(|other| (self.readings[place].judge(&self.readings[other]), other))
            .filter(|(judgement, _)| judgement.confidence >= DOUBTFUL)
            .collect();
        judged.sort_by_key(|(judgement, other)| (std::cmp::Reverse(judgement.confidence), *other));
        let mut asked = 0;
        for (judgement, other) in judged {
            if self.tokens[other] == self.tokens[place] || self.said(place, other).is_some_and(State::keeps_apart) {
                continue;
            }
            if judgement.verdict == Verdict::Same && self.fit(place, other) {
                self.merge(place, other);
                self.note(place, other, judgement, State::Matched);
            } else if asked < ASKED {
                asked += 1;
                self.note(place, other, judgement, State::Doubtful);
            }
        }
    }

    /// Whether no two members of two groups speak against their being one.
    fn fit(&self, one: usize, other: usize) -> bool {
        let (mine, yours) = (self.group_of(one), self.group_of(other));
        let many = mine.len() + yours.len() > MEMBERS;
        !many
            && mine.iter().all(|left| {
                yours.iter().all(|right| match self.said(*left, *right) {
                    Some(State::Same) => true,
                    Some(state) if state.keeps_apart() => false,
                    _ => self.readings[*left].judge(&self.readings[*right]).confidence >= DOUBTFUL,
                })
            })
    }

    /// The older token is kept; of two of one age the lesser.
    fn merge(&mut self, one: usize, other: usize) {
        let (mine, yours) = (self.tokens[one].clone(), self.tokens[other].clone());
        let age = |token: &RelationToken| (self.since.get(token).copied(), token.clone());
        let (kept, gone) = if age(&mine) <= age(&yours) { (mine, yours) } else { (yours, mine) };
        for token in &mut self.tokens {
            if *token == gone {
                *token = kept.clone();
            }
        }
    }

    fn outcome(self) -> Outcome {
        let mut by_token: BTreeMap<&RelationToken, Vec<usize>> = BTreeMap::new();
        for (place, member) in self.members.iter().enumerate() {
            by_token.entry(&member.product.relation).or_default().push(place);
        }
        let mut outcome = Outcome::default();
        for (token, places) in by_token {
            let now: BTreeSet<&RelationToken> = places.iter().map(|place| &self.tokens[*place]).collect();
            match now.first() {
                Some(kept) if now.len() == 1 && *kept != token => {
                    outcome.merges.push(Merge { gone: token.clone(), kept: (*kept).clone() });
                }
                _ => {
                    outcome.moves.extend(places.iter().filter(|place| self.tokens[**place] != *token).map(|place| {
                        Move { listing: self.reference(*place).clone(), token: self.tokens[*place].clone() }
                    }))
                }
            }
        }
        let changed =
            self.members.iter().zip(&self.tokens).filter(|(member, token)| member.product.relation != **token);
        outcome.changed = changed.map(|(member, _)| member.product.reference.clone()).collect();
        outcome.pairs = self.pairs.into_iter().map(|(pair, (judgement, state))| (pair, judgement, state)).collect();
        outcome
    }
}

#[cfg(test)]
#[path = "deciding_tests.rs"]
mod tests;
