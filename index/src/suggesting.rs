//! What is suggested while somebody types: the last word is only begun.

use std::collections::BTreeSet;

use tantivy::{
    TantivyError, Term,
    query::{BooleanQuery, DisjunctionMaxQuery, Query, TermSetQuery},
};

use crate::{
    Hit, IndexError,
    looking::{Look, counting, term_in},
    reading::Reader,
    shelf::{LONGEST_START, STEM},
    words::{MOST_WORDS, code, may_be_code, words},
};

/// How many words may begin as the last one does.
const MOST_BEGINNINGS: usize = 64;

/// How many listings are looked at for each product group that is wanted.
const LISTINGS: usize = 6;

/// The best listings of so many product groups, each group once.
pub fn suggest(look: &Look<'_>, reader: &Reader<'_>, typed: &str, most: usize) -> Result<Vec<Hit>, IndexError> {
    let Some(query) = query(look, reader, typed)? else { return Ok(Vec::new()) };
    let hits = look.told(&look.hits(&query, (most * LISTINGS).max(1))?)?;
    let mut seen = BTreeSet::new();
    Ok(hits.into_iter().filter(|hit| seen.insert(hit.relation.clone())).take(most).collect())
}

fn query(look: &Look<'_>, reader: &Reader<'_>, typed: &str) -> Result<Option<Box<dyn Query>>, TantivyError> {
    let mut all = words(typed);
    all.truncate(MOST_WORDS);
    let Some(last) = all.pop() else { return Ok(None) };
    let ended = typed.ends_with(char::is_whitespace);
    let mut units = Vec::new();
    for word in &all {
        units.extend(whole(look, reader, word)?);
    }
    let begun = if ended { whole(look, reader, &last)? } else { begun(look, reader, &last)? };
    // a last word that nothing begins with hides nothing that the others found
    if begun.is_none() && units.is_empty() {
        return codes(look, reader, typed);
    }
    units.extend(begun);
    let said: Box<dyn Query> = Box::new(BooleanQuery::intersection(units));
    Ok(Some(match codes(look, reader, typed)? {
        Some(codes) => Box::new(BooleanQuery::union(vec![codes, said])),
        None => said,
    }))
}

/// A word that is typed to its end, in any of its ways; nothing where it is not known.
fn whole(look: &Look<'_>, reader: &Reader<'_>, word: &str) -> Result<Option<Box<dyn Query>>, TantivyError> {
    let question = reader.read(word)?;
    let ways = question.units.iter().flat_map(|unit| &unit.ways).filter(|way| way.terms.len() == 1);
    let ways: Vec<Box<dyn Query>> = ways
        .flat_map(|way| {
            let places = [(look.fields.title, 1.0), (look.fields.traits, 0.6)];
            places.map(|(field, place)| counting(term_in(field, &way.terms[0]), way.share * place))
        })
        .collect();
    Ok((!ways.is_empty()).then(|| Box::new(DisjunctionMaxQuery::new(ways)) as Box<dyn Query>))
}

/// The words that begin as this one does, itself before longer ones; where none does, those whose beginning is close.
fn begun(look: &Look<'_>, reader: &Reader<'_>, word: &str) -> Result<Option<Box<dyn Query>>, TantivyError> {
    let fields = look.fields;
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    if reader.vocabulary.count(word)? > 0 {
        ways.push(counting(term_in(fields.title, word), 1.0));
        ways.push(counting(term_in(fields.traits, word), 0.7));
    }
    if word.chars().count() <= LONGEST_START {
        ways.push(counting(term_in(fields.starts, word), 0.6));
    } else {
        for stem in reader.stems.of(word) {
            ways.push(counting(term_in(fields.title, &format!("{STEM}{stem}")), 0.7));
        }
        let mut known = reader.vocabulary.beginning(word, MOST_BEGINNINGS)?;
        let mut share = 0.6;
        if known.is_empty() && reader.vocabulary.count(word)? == 0 {
            known = reader.vocabulary.close_to(word, true, MOST_BEGINNINGS)?;
            share = 0.3;
        }
        if !known.is_empty() {
            let terms = known
                .iter()
                .flat_map(|known| [fields.title, fields.traits].map(|field| Term::from_field_text(field, &known.word)));
            ways.push(counting(Box::new(TermSetQuery::new(terms.collect::<Vec<_>>())), share));
        } else if ways.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(Box::new(DisjunctionMaxQuery::new(ways))))
}

/// What is ordered by a code that begins so.
fn codes(look: &Look<'_>, reader: &Reader<'_>, typed: &str) -> Result<Option<Box<dyn Query>>, TantivyError> {
    if !may_be_code(typed) {
        return Ok(None);
    }
    let known = reader.vocabulary.codes_beginning(&code(typed), MOST_BEGINNINGS)?;
    let terms = known.iter().map(|known| Term::from_field_text(look.fields.codes, &known.word));
    Ok((!known.is_empty()).then(|| counting(Box::new(TermSetQuery::new(terms.collect::<Vec<_>>())), 5.0)))
}
