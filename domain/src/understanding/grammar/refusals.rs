//! Rules for what must not be there.

use super::{
    super::{
        Wish,
        lexicon::Concept,
        tokens::{Kind, Token},
    },
    Reader,
};

/// The most words that a refused thing is named with.
const LONGEST_REFUSAL: usize = 3;

impl Reader<'_> {
    /// `not red or blue`, `without leather`, `but not from Kitemart`.
    pub(super) fn refusal(&mut self, place: usize) -> Option<usize> {
        let of_sign = (self.tokens[place].key() == "-" && self.kind(place) == Some(Kind::Sign)).then_some(1);
        let length = self.says(place, Concept::Not).or(of_sign)?;
        // "but no more than 50" bounds a price
        let bounds = |ahead: usize| {
            let bound = self.says(place + ahead, Concept::AtMost).max(self.says(place + ahead, Concept::AtLeast));
            bound.is_some_and(|bound| ahead + bound > length)
        };
        if (0..length).any(bounds) {
            return None;
        }
        let of_noun = self.says(place, Concept::NotNoun).is_some_and(|noun| noun == length);
        let mut end = place + length;
        let mut refused = false;
        while let Some((wishes, next)) = self.refused(end, of_noun) {
            for wish in wishes {
                self.found.refuse(wish);
            }
            refused = true;
            end = next;
            match self.goes_on(end, of_noun) {
                Some(next) => end = next,
                None => break,
            }
        }
        refused.then(|| end - place)
    }

    /// The place behind "or", where another value of the same kind follows.
    fn goes_on(&self, place: usize, of_noun: bool) -> Option<usize> {
        let conj = self.says(place, Concept::Conj);
        let comma = (self.tokens.get(place)?.key() == ",").then_some(1);
        let next = place + conj.or(comma)?;
        let negative = matches!(self.tokens[place].key(), "or" | "nor" | "ou" | "ni" | "او" | "ولا");
        // "without leather or suede"
        if negative && of_noun && self.is_plain(next) && !self.begins_filter(next) {
            return Some(next);
        }
        let value = self.value(next)?;
        // "not red, blue" refuses blue only where the list ends in "or"
        let listed =
            comma.is_some() && self.says(value.1, Concept::Conj).is_some() && self.value(value.1 + 1).is_some();
        (negative || listed || conj.is_some()).then_some(next)
    }

    /// A colour, maker or marketplace that stands at a place by itself.
    fn value(&self, place: usize) -> Option<(Vec<Wish>, usize)> {
        let from = self.past_leads(place);
        let colour = self.colour_at(from, true).map(|(colour, length)| (vec![Wish::Colour(colour)], from + length));
        colour.or_else(|| self.brand_at(from).map(|(brand, length)| (vec![Wish::Brand(brand)], from + length))).or_else(
            || {
                let (length, id) = self.gazetteer.marketplace(self.tokens, from)?;
                Some((vec![Wish::Marketplace(id)], from + length))
            },
        )
    }

    /// What a "not" at the place before refuses.
    fn refused(&self, place: usize, of_noun: bool) -> Option<(Vec<Wish>, usize)> {
        if let Some(length) = self.says(place, Concept::ShipTo)
            && let Some((country, end)) = self.country(place + length)
        {
            return Some((vec![Wish::ShipsTo(country)], end));
        }
        let shelf = self.shelf_at(place).map(|(category, length)| (vec![Wish::Category(category)], place + length));
        let size = || {
            self.sizes_at(place).map(|(sizes, length)| (sizes.into_iter().map(Wish::Size).collect(), place + length))
        };
        let named = shelf.or_else(size).or_else(|| self.value(place)).or_else(|| self.refused_words(place, of_noun));
        named.map(|(wishes, end)| (wishes, self.past(end, Concept::ColourNoun)))
    }

    /// Words that must not be there: one behind "not", up to the end of the phrase behind "without".
    fn refused_words(&self, place: usize, of_noun: bool) -> Option<(Vec<Wish>, usize)> {
        let begin = self.past_small(place);
        let longest = if of_noun { LONGEST_REFUSAL } else { 1 };
        let mut end = begin;
        while end < begin + longest && self.is_plain(end) && (end == begin || !self.begins_filter(end)) {
            end += 1;
        }
        let words: Vec<&str> = self.tokens[begin..end].iter().map(|token| token.text.as_str()).collect();
        (end > begin).then(|| (vec![Wish::Words(words.join(" "))], end))
    }

    /// Whether a place holds a word that could be searched for.
    pub(super) fn is_plain(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(Token::is_word)
            && !self.is_small(place)
            && self.says(place, Concept::Not).is_none()
            && self.says(place, Concept::Fill).is_none()
    }

    pub(super) fn begins_filter(&self, place: usize) -> bool {
        use Concept as C;
        let all = [
            C::AtMost,
            C::AtLeast,
            C::About,
            C::Between,
            C::PriceNoun,
            C::RatingNoun,
            C::RatingGood,
            C::RatingGreat,
            C::SortPrice,
            C::SortRating,
            C::SortPriceDown,
            C::FreeShipping,
            C::InStock,
            C::ShipTo,
            C::SizeNoun,
            C::Conj,
        ];
        self.lexicon.phrases.at(self.tokens, place).any(|(_, concept)| all.contains(concept))
            || self.value(place).is_some()
            || self.lexicon.currencies.longest(self.tokens, place).is_some()
    }

    /// The place behind small words and nouns such as "the colour" and "the brand".
    fn past_leads(&self, mut place: usize) -> usize {
        loop {
            let small = self.is_small(place).then_some(1);
            let nouns = [Concept::ColourNoun, Concept::BrandNoun, Concept::MarketplaceLead];
            let noun = nouns.into_iter().filter_map(|noun| self.says(place, noun)).max();
            match noun.or(small) {
                Some(length) => place += length,
                None => return place,
            }
        }
    }
}
