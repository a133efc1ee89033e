//! The grammar: goes through the tokens once; at each place the first rule that fits takes what it needs, and what no rule
//! takes is a word.

mod names;
mod numbers;
mod refusals;

use super::{
    Gazetteer, Understood, Wish,
    folding::is_arabic,
    lexicon::{Concept, Lexicon},
    tokens::{Kind, Token, tokens},
};
use crate::{locale::Locale, search::Sort};

/// Reads a text typed on a page of this language.
pub fn read(text: &str, gazetteer: &Gazetteer, locale: Locale) -> Understood {
    let tokens = tokens(text);
    let lexicon = gazetteer.lexicon();
    let locale = spoken(&tokens, lexicon, locale);
    let mut reader =
        Reader { tokens: &tokens, gazetteer, lexicon, locale, pieces: Vec::new(), found: Understood::default() };
    let mut place = 0;
    while place < tokens.len() {
        // every rule takes something, so that this ends
        place += reader.step(place).max(1);
    }
    reader.finish()
}

/// The language a text is written in: that of the page, unless its small words say otherwise.
fn spoken(tokens: &[Token], lexicon: &Lexicon, page: Locale) -> Locale {
    let words = tokens.iter().filter(|token| token.is_word());
    let arabic = words.clone().filter(|token| token.text.starts_with(is_arabic)).count();
    if arabic * 2 > words.count() {
        return Locale::Ar;
    }
    let small = |locale| {
        (0..tokens.len()).filter(|place| lexicon.says(tokens, *place, Concept::Small(locale)).is_some()).count()
    };
    let other = if page == Locale::Fr { Locale::En } else { Locale::Fr };
    let page = if page == Locale::Ar { Locale::En } else { page };
    if small(other) > small(page) + 1 { other } else { page }
}

/// What became of a stretch of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// A word, as a place among the tokens.
    Word(usize),
    /// Words that only lead to a filter, from one place up to another.
    Lead(usize, usize),
    /// A filter.
    Filter,
    /// A small word, or one that only asks.
    Nothing,
    /// A comma or another end of a part.
    Stop,
}

struct Reader<'a> {
    tokens: &'a [Token],
    gazetteer: &'a Gazetteer,
    lexicon: &'static Lexicon,
    locale: Locale,
    pieces: Vec<Piece>,
    found: Understood,
}

impl Reader<'_> {
    fn says(&self, place: usize, concept: Concept) -> Option<usize> {
        self.lexicon.says(self.tokens, place, concept)
    }

    /// The place behind a phrase, or the same place where it does not stand.
    fn past(&self, place: usize, concept: Concept) -> usize {
        place + self.says(place, concept).unwrap_or(0)
    }

    fn kind(&self, place: usize) -> Option<Kind> {
        self.tokens.get(place).map(|token| token.kind)
    }

    fn is_small(&self, place: usize) -> bool {
        self.says(place, Concept::Small(self.locale)).is_some()
    }

    fn is_stop(&self, place: usize) -> bool {
        matches!(self.kind(place), Some(Kind::Stop | Kind::Sign) | None)
    }

    /// The place behind small words.
    fn past_small(&self, mut place: usize) -> usize {
        while self.is_small(place) {
            place += 1;
        }
        place
    }

    /// Takes what stands at a place; gives how many tokens that was.
    fn step(&mut self, place: usize) -> usize {
        if let Some(length) = self.kept(place) {
            self.pieces.extend((place..place + length).map(Piece::Word));
            return length;
        }
        if let Some(length) = self.filter(place) {
            self.pieces.push(Piece::Filter);
            return length;
        }
        let (piece, length) = self.other(place);
        self.pieces.push(piece);
        length
    }

    /// A phrase that looks like a filter and is none: `red wine`.
    fn kept(&self, place: usize) -> Option<usize> {
        let length = self.says(place, Concept::Word)?;
        // a longer phrase that is a filter goes before it
        let longer = self.lexicon.phrases.longest(self.tokens, place).is_some_and(|(longest, _)| longest > length);
        (!longer && !self.is_brand(place)).then_some(length)
    }

    fn filter(&mut self, place: usize) -> Option<usize> {
        self.rating(place)
            .or_else(|| self.price(place))
            .or_else(|| self.fixed(place))
            .or_else(|| self.refusal(place))
            .or_else(|| self.shipping(place))
            .or_else(|| self.house(place))
            .or_else(|| self.sold_by(place))
            .or_else(|| self.shelf(place))
            .or_else(|| self.size(place))
            .or_else(|| self.brand(place))
            .or_else(|| self.colour(place))
    }

    /// Phrases that are a filter by themselves.
    fn fixed(&mut self, place: usize) -> Option<usize> {
        use Concept as C;
        let known = [
            C::RatingGood,
            C::RatingGreat,
            C::SortRating,
            C::SortPrice,
            C::SortPriceDown,
            C::SortNewest,
            C::FreeShipping,
            C::InStock,
        ];
        let phrases = self.lexicon.phrases.at(self.tokens, place);
        let (length, concept) = phrases.into_iter().find(|(_, concept)| known.contains(concept))?;
        let concept = *concept;
        // where it is sent to is another filter than whether it is there
        if self.says(place, C::Not).is_some_and(|not| not > length) {
            return None;
        }
        match concept {
            C::RatingGood => self.rate(400),
            C::RatingGreat => self.rate(450),
            C::SortRating => self.found.sort = Some(Sort::Rating),
            C::SortPrice => self.found.sort = Some(Sort::Price),
            C::SortPriceDown => self.found.sort = Some(Sort::TotalDown),
            C::SortNewest => self.found.sort = Some(Sort::Newest),
            C::FreeShipping => self.found.free_shipping = true,
            _ => self.found.in_stock = true,
        }
        Some(length)
    }

    fn rate(&mut self, hundredths: u16) {
        self.found.rated = Some(self.found.rated.map_or(hundredths, |known| known.max(hundredths)));
    }

    /// What no rule took.
    fn other(&self, place: usize) -> (Piece, usize) {
        use Concept as C;
        if let Some(length) = self.says(place, C::Fill) {
            return (Piece::Nothing, length);
        }
        let leads = [
            C::Lead,
            C::PriceNoun,
            C::RatingNoun,
            C::ColourNoun,
            C::SizeNoun,
            C::BrandNoun,
            C::CategoryBefore,
            C::MarketplaceLead,
            C::SortWord,
            C::ShipTo,
        ];
        let small = self.is_small(place);
        let phrases = self.lexicon.phrases.at(self.tokens, place);
        if let Some((length, _)) =
            phrases.into_iter().find(|(length, concept)| leads.contains(concept) && (*length > 1 || !small))
        {
            return (Piece::Lead(place, place + length), length);
        }
        if small {
            return (Piece::Nothing, 1);
        }
        if let Some(length) = self.says(place, C::Not) {
            return (Piece::Nothing, length);
        }
        if self.is_stop(place) { (Piece::Stop, 1) } else { (Piece::Word(place), 1) }
    }

    /// Keeps the words that were not leads, and sees whether they are a shelf's name.
    fn finish(mut self) -> Understood {
        let mut kept: Vec<usize> = Vec::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Word(place) => kept.push(*place),
                Piece::Lead(begin, end) if !self.leads(number) => kept.extend(*begin..*end),
                _ => {}
            }
        }
        kept.retain(|place| self.tokens[*place].is_word() && !self.is_small(*place));
        let words: Vec<Token> = kept.iter().map(|place| self.tokens[*place].clone()).collect();
        match self.lexicon.categories.longest(&words, 0) {
            Some((length, category)) if length == words.len() => self.found.want(Wish::Category(*category)),
            _ => {
                let words: Vec<&str> = words.iter().map(|token| token.text.as_str()).collect();
                self.found.words = words.join(" ");
            }
        }
        if self.found.at_least.is_none() && self.found.at_most.is_none() {
            self.found.currency = None;
        }
        self.found
    }

    /// Whether what might lead to a filter does: one follows, or it trails one.
    fn leads(&self, number: usize) -> bool {
        let ahead = self.pieces[number + 1..].iter();
        let next = ahead.into_iter().find(|piece| !matches!(piece, Piece::Nothing | Piece::Lead(..)));
        if next == Some(&Piece::Filter) {
            return true;
        }
        let behind = self.pieces[..number].iter().rev();
        let before = behind.into_iter().find(|piece| !matches!(piece, Piece::Nothing | Piece::Lead(..)));
        before == Some(&Piece::Filter) && !matches!(next, Some(Piece::Word(_)))
    }
}
