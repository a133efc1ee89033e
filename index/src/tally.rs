//! Counts what could be chosen: for every value of a facet, how many of the listings found have it.

use std::collections::{BTreeMap, HashMap};

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
};

use crate::{Facet, FacetValue, shelf::OF};

/// At most so many facets are told, and values of each.
const MOST_FACETS: usize = 14;
const MOST_VALUES: usize = 24;

/// Facets that are told before those of attributes.
const FIRST: [&str; 3] = ["category", "brand", "marketplace"];

/// Counts the values of all facets.
pub struct Tally;

/// How many listings have each value, as it lies in the index.
pub type Counts = HashMap<String, u32>;

pub struct SegmentTally {
    column: Option<StrColumn>,
    counts: HashMap<u64, u32>,
}

impl Collector for Tally {
    type Fruit = Counts;
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentTally> {
        Ok(SegmentTally { column: segment.fast_fields().str("facets")?, counts: HashMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut all = Counts::new();
        for (value, count) in fruits.into_iter().flatten() {
            *all.entry(value).or_default() += count;
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = Counts;

    fn collect(&mut self, document: DocId, _: Score) {
        if let Some(column) = &self.column {
            for value in column.term_ords(document) {
                *self.counts.entry(value).or_default() += 1;
            }
        }
    }

    fn harvest(self) -> Counts {
        let Some(column) = self.column else { return Counts::new() };
        let mut text = String::new();
        let named = self.counts.into_iter().filter_map(|(value, count)| {
            text.clear();
            column.ord_to_str(value, &mut text).ok().filter(|known| *known)?;
            Some((text.clone(), count))
        });
        named.collect()
    }
}

/// The facets of what was counted. Facets with something chosen take their counts from `without`, where their own choice
/// was left out.
pub fn facets(counts: &Counts, without: &BTreeMap<String, Counts>) -> Vec<Facet> {
    let mut by_name: BTreeMap<&str, Vec<FacetValue>> = BTreeMap::new();
    let free = counts.iter().filter_map(|(lies, count)| Some((lies.split_once(OF)?, count)));
    let free = free.filter(|((name, _), _)| !without.contains_key(*name));
    let chosen = without.iter().flat_map(|(name, counts)| {
        let own = counts.iter().filter_map(|(lies, count)| Some((lies.split_once(OF)?, count)));
        own.filter(move |((of, _), _)| of == name)
    });
    for ((name, value), count) in free.chain(chosen) {
        by_name.entry(name).or_default().push(FacetValue { value: value.to_owned(), count: *count });
    }
    let mut facets: Vec<Facet> = by_name
        .into_iter()
        .map(|(name, mut values)| {
            values.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.value.cmp(&right.value)));
            values.truncate(MOST_VALUES);
            Facet { name: name.to_owned(), values }
        })
        .collect();
    let listings = |facet: &Facet| facet.values.iter().map(|value| value.count).sum::<u32>();
    let place = |facet: &Facet| FIRST.iter().position(|first| *first == facet.name).unwrap_or(FIRST.len());
    facets.sort_by_key(|facet| (place(facet), std::cmp::Reverse(listings(facet))));
    facets.truncate(MOST_FACETS);
    facets
}
