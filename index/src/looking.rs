//! Looks things up: makes a query of a question, and hits of what it finds.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::ids::{Gtin, ProductRef};
use tantivy::{
    DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument, TantivyError, Term,
    collector::{Count, TopDocs},
    query::{AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, Query, TermQuery, TermSetQuery},
    schema::{Field, Value},
};

use crate::{
    Asked, Found, Hit, IndexError,
    reading::{Question, Reader, Unit, Way, verbatim},
    shelf::{Fields, facet, written},
    tally::{Tally, facets},
    vocabulary::PRESENCE,
    words::{code, may_be_code, words},
};

/// How much a word counts where it stands.
const IN_TITLE: f32 = 1.0;
const IN_TRAITS: f32 = 0.85;
const IN_ABOUT: f32 = 0.22;

/// What a code counts beside words: more than any number of those.
const WHOLE_CODE: f32 = 1000.0;
const BEGUN_CODE: f32 = 300.0;

/// The shortest beginning of a code that is looked for, and how many codes may begin so.
const SHORTEST_CODE: usize = 4;
const SHORTEST_BASE: usize = 6;
const MOST_CODES: usize = 40;

/// Fewer listings with every word than this, and those with most of the words are looked for too.
const ENOUGH: usize = 10;

/// At most so many listings are told, whatever is asked for.
const MOST: usize = 1000;

/// One look at the index as it is at a moment.
pub struct Look<'a> {
    pub searcher: &'a Searcher,
    pub fields: Fields,
}

impl Look<'_> {
    /// Everything that was asked.
    pub fn search(&self, reader: &Reader<'_>, asked: &Asked) -> Result<Found, IndexError> {
        let question = reader.read(&asked.text)?;
        let codes = self.codes(&asked.text, &reader.vocabulary)?;
        let Some(mut words) = self.words(&question, &asked.text, codes.as_deref(), true) else {
            return Ok(Found::default());
        };
        let limit = asked.limit.clamp(1, MOST);
        let mut hits = self.hits(&self.chosen(words.box_clone(), &asked.chosen, None), limit)?;
        let mut whole: Option<HashSet<DocAddress>> = None;
        if hits.len() < ENOUGH.min(limit)
            && question.units.len() > 1
            && verbatim(&asked.text).is_none()
            && let Some(wider) = self.words(&question, &asked.text, codes.as_deref(), false)
        {
            words = wider;
            whole = Some(hits.iter().map(|(_, address)| *address).collect());
            hits = self.hits(&self.chosen(words.box_clone(), &asked.chosen, None), limit)?;
        }
        let read_as = question.read_as(&asked.text).filter(|_| codes.is_none() && !hits.is_empty());
        let read_as = read_as.map(|text| self.as_told(&text, &hits)).transpose()?;
        let mut told = self.told(&hits)?;
        let all_known = codes.is_some() || question.units.iter().all(|unit| !unit.ways.is_empty());
        for (hit, (_, address)) in told.iter_mut().zip(&hits) {
            hit.whole = all_known && whole.as_ref().is_none_or(|whole| whole.contains(address));
        }
        let mut found = Found { total: told.len(), hits: told, facets: Vec::new(), read_as };
        if asked.with_facets {
            let all = self.chosen(words.box_clone(), &asked.chosen, None);
            let (counts, total) = self.searcher.search(&all, &(Tally, Count))?;
            let mut without = BTreeMap::new();
            for name in asked.chosen.keys() {
                let wider = self.chosen(words.box_clone(), &asked.chosen, Some(name));
                without.insert(name.clone(), self.searcher.search(&wider, &Tally)?);
            }
            found.facets = facets(&counts, &without);
            found.total = total;
        }
        Ok(found)
    }

    /// What holds the words and codes: every word, or with less `every` the better half of them. Nothing where nothing of
    /// it is known.
    fn words(&self, question: &Question, text: &str, codes: Option<&dyn Query>, every: bool) -> Option<Box<dyn Query>> {
        let units: Vec<Box<dyn Query>> = question.units.iter().filter_map(|unit| self.unit(unit)).collect();
        if words(text).is_empty() && codes.is_none() {
            // without words everything is asked for, unless something was typed that holds none
            return text.trim().is_empty().then(|| Box::new(AllQuery) as Box<dyn Query>);
        }
        let least = if every { units.len() } else { units.len().div_ceil(2) };
        let said = (!units.is_empty())
            .then(|| Box::new(BooleanQuery::union_with_minimum_required_clauses(units, least)) as Box<dyn Query>);
        match (codes.map(|codes| codes.box_clone()), said) {
            (Some(codes), Some(said)) => Some(Box::new(BooleanQuery::union(vec![codes, said]))),
            (either, said) => either.or(said),
        }
    }

    /// A word in any of its ways; the best of them counts.
    fn unit(&self, unit: &Unit) -> Option<Box<dyn Query>> {
        let ways: Vec<Box<dyn Query>> = unit.ways.iter().flat_map(|way| self.way(way, unit.telling)).collect();
        (!ways.is_empty()).then(|| Box::new(DisjunctionMaxQuery::new(ways)) as Box<dyn Query>)
    }

    fn way(&self, way: &Way, telling: f32) -> Vec<Box<dyn Query>> {
        let score = telling * way.share;
        if let [term] = way.terms.as_slice() {
            let mut places = vec![(self.fields.title, IN_TITLE), (self.fields.traits, IN_TRAITS)];
            if !way.near {
                places.push((self.fields.about, IN_ABOUT));
            }
            return places.into_iter().map(|(field, place)| counting(term_in(field, term), score * place)).collect();
        }
        let all = |field: Option<Field>| -> Box<dyn Query> {
            let each = way.terms.iter().map(|term| match field {
                Some(field) => term_in(field, term),
                None => {
                    let either = [self.fields.title, self.fields.traits].map(|field| term_in(field, term));
                    Box::new(BooleanQuery::union(either.into())) as Box<dyn Query>
                }
            });
            Box::new(BooleanQuery::intersection(each.collect()))
        };
        vec![counting(all(Some(self.fields.title)), score * IN_TITLE), counting(all(None), score * IN_TRAITS)]
    }

    /// What is ordered by the code that was typed, or by one that begins so.
    fn codes(
        &self,
        text: &str,
        known: &crate::vocabulary::Vocabulary<'_>,
    ) -> Result<Option<Box<dyn Query>>, TantivyError> {
        if !may_be_code(text) {
            return Ok(None);
        }
        let plain = code(text);
        let mut forms = vec![plain.clone()];
        if let Ok(gtin) = text.parse::<Gtin>() {
            forms.extend(written(&gtin));
        }
        // a code of a form may be longer than the thing's own: `KX-F14-SIL-16` is a `KX-F14-SIL`
        let mut shorter = text.trim();
        while let Some((front, _)) = shorter.rsplit_once(['-', ' ', '/', '.']) {
            shorter = front;
            forms.extend(Some(code(front)).filter(|front| front.len() >= SHORTEST_BASE && may_be_code(front)));
        }
        let mut known_forms = Vec::new();
        for form in forms {
            if known.count_in(self.fields.codes, &form)? > 0 {
                known_forms.push(form);
            }
        }
        if let Some(form) = known_forms.first() {
            return Ok(Some(counting(term_in(self.fields.codes, form), WHOLE_CODE)));
        }
        if plain.len() < SHORTEST_CODE {
            return Ok(None);
        }
        let begun = known.codes_beginning(&plain, MOST_CODES)?;
        let terms = begun.iter().map(|known| Term::from_field_text(self.fields.codes, &known.word));
        Ok((!begun.is_empty()).then(|| counting(Box::new(TermSetQuery::new(terms.collect::<Vec<_>>())), BEGUN_CODE)))
    }

    /// The same, among what has a chosen value of every facet; `without` leaves one facet out.
    fn chosen(
        &self,
        words: Box<dyn Query>,
        chosen: &BTreeMap<String, BTreeSet<String>>,
        without: Option<&str>,
    ) -> Box<dyn Query> {
        let mut all = vec![(Occur::Must, words)];
        let counts =
            |(name, values): &(&String, &BTreeSet<String>)| without != Some(String::as_str(name)) && !values.is_empty();
        for (name, values) in chosen.iter().filter(counts) {
            let terms = values.iter().map(|value| Term::from_field_text(self.fields.facets, &facet(name, value)));
            all.push((Occur::Must, counting(Box::new(TermSetQuery::new(terms.collect::<Vec<_>>())), 0.0)));
        }
        if all.len() == 1 { all.remove(0).1 } else { Box::new(BooleanQuery::new(all)) }
    }

    /// The best matches. Among equals short titles come first, which say little beside what was asked, then what is
    /// looked for much.
    pub fn hits(&self, query: &dyn Query, limit: usize) -> Result<Vec<(Score, DocAddress)>, TantivyError> {
        let best = TopDocs::with_limit(limit).tweak_score(|segment: &SegmentReader| {
            let column = |name| segment.fast_fields().u64(name).map(|column| column.first_or_default_col(0)).ok();
            let (weight, length) = (column("weight"), column("length"));
            move |document: DocId, score: Score| {
                let weight = weight.as_ref().map_or(0, |column| column.get_val(document)) as f32;
                let length = length.as_ref().map_or(1, |column| column.get_val(document)).max(1) as f32;
                score * (1.0 + 0.12 / length.sqrt()) + 0.012 * (1.0 + weight).ln()
            }
        });
        self.searcher.search(query, &best)
    }

    /// The hits as others know them.
    pub fn told(&self, hits: &[(Score, DocAddress)]) -> Result<Vec<Hit>, IndexError> {
        let hit = |(score, address): &(Score, DocAddress)| {
            let document: TantivyDocument = self.searcher.doc(*address)?;
            let text = |field: Field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
            let reference: ProductRef = text(self.fields.key).parse().map_err(IndexError::broken)?;
            let relation = text(self.fields.relation).parse().map_err(IndexError::broken)?;
            Ok(Hit { reference, relation, score: *score, whole: true })
        };
        hits.iter().map(hit).collect()
    }

    /// A text of folded words as the best listings write them, accents and all.
    fn as_told(&self, text: &str, hits: &[(Score, DocAddress)]) -> Result<String, IndexError> {
        let mut told = Vec::new();
        for (_, address) in hits.iter().take(5) {
            let document: TantivyDocument = self.searcher.doc(*address)?;
            told.extend(document.get_all(self.fields.told).filter_map(|title| title.as_str().map(str::to_lowercase)));
        }
        let as_told = |word: &str| {
            let of = |title: &String| {
                let mut chunks =
                    title.split(|letter: char| !letter.is_alphanumeric() && !('\u{64b}'..='\u{65f}').contains(&letter));
                chunks.find(|chunk| words(chunk) == [word]).map(str::to_owned)
            };
            told.iter().find_map(of).unwrap_or_else(|| word.to_owned())
        };
        Ok(text.split(' ').map(as_told).collect::<Vec<_>>().join(" "))
    }
}

/// A query that counts the same for everything it finds.
pub fn counting(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

/// What holds a term in a field.
pub fn term_in(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), PRESENCE))
}
