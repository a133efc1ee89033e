//! Reads what was typed: every word with the other ways in which listings may say it, and how much each counts.

use tantivy::TantivyError;

use crate::{
    shelf::STEM,
    stems::Stems,
    synonyms::Thesaurus,
    vocabulary::Vocabulary,
    words::{is_small, telling, words},
};

/// What is looked for beside the word itself, at most.
const MOST_BEGINNINGS: usize = 24;
const MOST_CLOSE: usize = 4;

const MOST_SYNONYMS: usize = 6;

/// The fewest letters of a word that may be the beginning of another: where nobody has the word itself, where somebody
/// does, and where synonyms of the longer word are looked for too.
const FEWEST_LETTERS: usize = 2;
const FEWEST_LETTERS_OF_KNOWN: usize = 4;
const FEWEST_LETTERS_OF_SYNONYMS: usize = 3;

/// How much each way counts; the word itself is one.
const OF_STEM: f32 = 0.97;
const OF_SYNONYM: f32 = 0.7;
const OF_BEGINNING: f32 = 0.62;
const OF_KNOWN_BEGINNING: f32 = 0.2;
const OF_CLOSE: f32 = 0.66;
const OF_CLOSE_LATER: f32 = 0.3;
const OF_PARTS: f32 = 0.85;

/// A way to say a word: terms that all have to be there.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The terms; stems among them.
    pub terms: Vec<String>,
    /// How much it counts, at most one.
    pub share: f32,
    /// Whether it is looked for in titles and traits alone.
    pub near: bool,
}

/// One word of the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// As it was typed, folded.
    pub word: String,
    /// How it may be said; empty where it is known nowhere.
    pub ways: Vec<Way>,
    /// How much it tells of a thing: more where few listings have it.
    pub telling: f32,
    /// What was probably meant, where the word itself is not known.
    pub meant: Option<String>,
}

/// What was asked, as it is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Its words.
    pub units: Vec<Unit>,
}

impl Question {
    /// What the text is read as, where words of it were taken for others.
    pub fn read_as(&self, typed: &str) -> Option<String> {
        let meant = |word: &String| {
            let unit = self.units.iter().find(|unit| unit.word == *word);
            unit.and_then(|unit| unit.meant.clone())
        };
        let typed = words(typed);
        let read: Vec<String> = typed.iter().map(|word| meant(word).unwrap_or_else(|| word.clone())).collect();
        (read != typed).then(|| read.join(" "))
    }
}

/// The text between quotation marks: whoever types those wants it word by word.
pub fn verbatim(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = text.strip_prefix(['"', '“', '«', '”'])?.strip_suffix(['"', '”', '»', '“'])?.trim();
    (!inner.is_empty()).then_some(inner)
}

/// What reads questions at one moment of the index.
pub struct Reader<'a> {
    /// The known words.
    pub vocabulary: Vocabulary<'a>,
    /// What takes endings off.
    pub stems: &'a Stems,
    /// What means the same.
    pub thesaurus: &'a Thesaurus,
}

impl Reader<'_> {
    /// Reads a text.
    pub fn read(&self, text: &str) -> Result<Question, TantivyError> {
        if let Some(exact) = verbatim(text) {
            let unit = |word: String| -> Result<Unit, TantivyError> {
                let telling = self.telling(self.vocabulary.count(&word)?);
                let ways = vec![Way { terms: vec![word.clone()], share: 1.0, near: false }];
                Ok(Unit { word, ways, telling, meant: None })
            };
            let units: Result<Vec<_>, _> = telling(exact).into_iter().map(unit).collect();
            return Ok(Question { units: units? });
        }
        let mut units = self.units(&telling(text))?;
        let meant: Vec<String> = units.iter().map(|unit| unit.meant.as_ref().unwrap_or(&unit.word).clone()).collect();
        if units.iter().any(|unit| unit.meant.is_some()) {
            // what was meant is read like what is typed: with the words beside it, and all that means the same
            for (unit, again) in units.iter_mut().zip(self.units(&meant)?) {
                let share = if unit.meant.is_some() { OF_CLOSE } else { 1.0 };
                unit.ways.extend(again.ways.into_iter().map(|way| Way { share: way.share * share, ..way }));
                unit.telling = unit.telling.max(again.telling);
            }
        }
        Ok(Question { units })
    }

    fn units(&self, typed: &[String]) -> Result<Vec<Unit>, TantivyError> {
        let mut ways: Vec<Vec<Way>> = Vec::with_capacity(typed.len());
        for word in typed {
            ways.push(self.itself(word)?);
        }
        self.beside_each_other(typed, &mut ways)?;
        let mut units = Vec::with_capacity(typed.len());
        for (word, mut ways) in typed.iter().zip(ways) {
            let mut meant = None;
            if ways.is_empty() {
                (ways, meant) = self.unknown(word)?;
            } else {
                self.add_longer(&mut ways, word, OF_KNOWN_BEGINNING)?;
            }
            let mut most = 0;
            for way in ways.iter().filter(|way| way.share > OF_CLOSE_LATER && way.terms.len() == 1) {
                most = most.max(self.vocabulary.count(&way.terms[0])?);
            }
            units.push(Unit { telling: self.telling(most), word: word.clone(), ways, meant });
        }
        Ok(units)
    }

    /// The word, its stems, and what means the same, as far as listings have it.
    fn itself(&self, word: &str) -> Result<Vec<Way>, TantivyError> {
        let mut ways = Vec::new();
        if self.vocabulary.count(word)? > 0 {
            ways.push(Way::anywhere(word.to_owned(), 1.0));
        }
        for stem in self.stems.of(word) {
            self.add_known(&mut ways, format!("{STEM}{stem}"), OF_STEM)?;
        }
        self.add_synonyms(&mut ways, &[word.to_owned()])?;
        Ok(ways)
    }

    fn add_known(&self, ways: &mut Vec<Way>, term: String, share: f32) -> Result<(), TantivyError> {
        if self.vocabulary.count(&term)? > 0 {
            ways.push(Way::anywhere(term, share));
        }
        Ok(())
    }

    fn add_synonyms(&self, ways: &mut Vec<Way>, phrase: &[String]) -> Result<(), TantivyError> {
        for other in self.thesaurus.others(phrase, self.stems) {
            if let [word] = other {
                let mut terms = vec![word.clone()];
                terms.extend(self.stems.of(word).into_iter().map(|stem| format!("{STEM}{stem}")));
                for term in terms {
                    if self.vocabulary.count(&term)? > 0 {
                        ways.push(Way::near(term, OF_SYNONYM));
                    }
                }
            } else {
                let mut terms = Vec::new();
                for word in other {
                    let stem = self.stems.of(word).into_iter().next().map(|stem| format!("{STEM}{stem}"));
                    terms.push(stem.unwrap_or_else(|| word.clone()));
                }
                if self.all_known(&terms)? {
                    ways.push(Way { terms, share: OF_SYNONYM, near: true });
                }
            }
        }
        Ok(())
    }

    fn all_known(&self, terms: &[String]) -> Result<bool, TantivyError> {
        for term in terms {
            if self.vocabulary.count(term)? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Words that stand beside each other may be one word, or a phrase that means the same as another.
    fn beside_each_other(&self, typed: &[String], ways: &mut [Vec<Way>]) -> Result<(), TantivyError> {
        for from in 0..typed.len() {
            for length in 2..=self.thesaurus.longest().max(2) {
                let Some(phrase) = typed.get(from..from + length) else { break };
                let mut found = Vec::new();
                if length == 2 {
                    let joined = phrase.concat();
                    for stem in self.stems.of(&joined) {
                        self.add_known(&mut found, format!("{STEM}{stem}"), OF_PARTS)?;
                    }
                    self.add_known(&mut found, joined, OF_PARTS)?;
                }
                self.add_synonyms(&mut found, phrase)?;
                for ways in &mut ways[from..from + length] {
                    ways.extend(found.iter().cloned());
                }
            }
        }
        Ok(())
    }

    /// What may be meant by a word that no listing has: a longer one, one a few letters away, or two written together.
    fn unknown(&self, word: &str) -> Result<(Vec<Way>, Option<String>), TantivyError> {
        let mut ways = Vec::new();
        self.add_longer(&mut ways, word, OF_BEGINNING)?;
        ways.extend(self.parts(word, false)?);
        let is_part = !ways.is_empty();
        let close = self.vocabulary.close_to(word, false, MOST_CLOSE)?;
        let letters = word.chars().count();
        let sure = close.first().is_some_and(|best| best.distance == 1 && best.word.chars().count() >= letters);
        let other = self.thesaurus.close_to(word).filter(|_| !sure);
        let meant = other.or(close.first().map(|best| best.word.as_str())).map(str::to_owned);
        let best = close.first().map_or(0, |known| known.distance);
        for known in close {
            let nearest = known.distance == best && other.is_none();
            let share = if nearest { OF_CLOSE } else { OF_CLOSE_LATER };
            let stems = self.stems.of(&known.word);
            ways.extend(stems.into_iter().map(|stem| Way::near(format!("{STEM}{stem}"), share * OF_STEM)));
            ways.push(Way::near(known.word, share));
        }
        if meant.is_none() {
            ways.extend(self.parts(word, true)?);
        }
        if ways.is_empty() && meant.is_none() {
            // the beginning may be mistyped
            let begins = self.vocabulary.close_to(word, true, MOST_CLOSE)?;
            ways.extend(begins.into_iter().map(|known| Way::near(known.word, OF_CLOSE_LATER)));
        }
        Ok((ways, meant.filter(|_| !is_part)))
    }

    /// Words that begin as this one does and are longer, with what means the same as those.
    fn add_longer(&self, ways: &mut Vec<Way>, word: &str, share: f32) -> Result<(), TantivyError> {
        let least = if share < OF_BEGINNING { FEWEST_LETTERS_OF_KNOWN } else { FEWEST_LETTERS };
        if word.chars().count() < least {
            return Ok(());
        }
        for known in self.vocabulary.beginning(word, MOST_BEGINNINGS)? {
            let stems = self.stems.of(&known.word);
            ways.extend(stems.into_iter().map(|stem| Way::near(format!("{STEM}{stem}"), share * OF_STEM)));
            ways.push(Way::near(known.word, share));
        }
        if word.chars().count() < FEWEST_LETTERS_OF_SYNONYMS {
            return Ok(());
        }
        for longer in self.thesaurus.beginning(word, MOST_SYNONYMS) {
            let mut same = Vec::new();
            self.add_synonyms(&mut same, &[longer.to_owned()])?;
            ways.extend(same.into_iter().map(|way| Way { share: way.share * share, ..way }));
        }
        Ok(())
    }

    /// Two known words that this one is written together from. With `mistyped` the second is only close to a known one.
    fn parts(&self, word: &str, mistyped: bool) -> Result<Option<Way>, TantivyError> {
        let places: Vec<usize> = word.char_indices().map(|(place, _)| place).collect();
        if places.len() < 6 {
            return Ok(None);
        }
        let mut best: Option<(u64, Way)> = None;
        for place in &places[3..places.len() - 2] {
            let (left, right) = word.split_at(*place);
            let count = self.vocabulary.count_near(left)?;
            if is_small(left) || is_small(right) || count == 0 {
                continue;
            }
            let found = if mistyped {
                let close = self.vocabulary.close_to(right, false, 1)?.pop().filter(|close| close.distance == 1);
                close.map(|close| (close.word, close.count))
            } else {
                Some((right.to_owned(), self.vocabulary.count_near(right)?))
            };
            let Some((right, known)) = found.filter(|(_, known)| *known > 0) else { continue };
            if best.as_ref().is_none_or(|(most, _)| count.min(known) > *most) {
                let share = if mistyped { OF_CLOSE } else { OF_PARTS };
                best = Some((count.min(known), Way { terms: vec![left.to_owned(), right], share, near: true }));
            }
        }
        Ok(best.map(|(_, way)| way))
    }

    /// How much a word tells that so many listings have.
    fn telling(&self, count: u64) -> f32 {
        let (all, count) = (self.vocabulary.listings() as f32, count as f32);
        ((1.0 + (all - count + 0.5).max(0.0) / (count + 0.5)).ln()).max(0.4)
    }
}

impl Way {
    fn anywhere(term: String, share: f32) -> Self {
        Self { terms: vec![term], share, near: false }
    }

    fn near(term: String, share: f32) -> Self {
        Self { terms: vec![term], share, near: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_quotation_marks_is_taken_word_by_word() {
        assert_eq!(verbatim(" \"hedphones\" "), Some("hedphones"));
        assert_eq!(verbatim("«lampe»"), Some("lampe"));
        assert_eq!(verbatim("5\" tablet"), None);
        assert_eq!(verbatim("\"\""), None);
    }
}
