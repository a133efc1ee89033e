//! Rules with names: colours, sizes, makers, shelves, marketplaces, countries.

use super::{
    super::{
        Colour, Wish,
        lexicon::{Concept, Standing},
        tokens::Kind,
    },
    Piece, Reader,
};
use crate::{catalog::Category, locale::Locale};

impl Reader<'_> {
    /// `ships to Kenya or Uganda`.
    pub(super) fn shipping(&mut self, place: usize) -> Option<usize> {
        let lengths: Vec<usize> = {
            let phrases = self.lexicon.phrases.at(self.tokens, place);
            phrases.filter(|(_, said)| **said == Concept::ShipTo).map(|(length, _)| length).collect()
        };
        lengths.into_iter().find_map(|length| {
            let (country, mut end) = self.country(place + length)?;
            self.found.want(Wish::ShipsTo(country));
            while let Some(conj) = self.says(end, Concept::Conj)
                && let Some((country, next)) = self.country(end + conj)
            {
                self.found.want(Wish::ShipsTo(country));
                end = next;
            }
            Some(end - place)
        })
    }

    pub(super) fn country(&self, place: usize) -> Option<(String, usize)> {
        let from =
            if self.lexicon.countries.longest(self.tokens, place).is_some() { place } else { self.past_small(place) };
        if let Some((length, code)) = self.lexicon.countries.longest(self.tokens, from) {
            return Some((code.clone(), from + length));
        }
        // "PT", as addresses have it
        let token = self.tokens.get(from).filter(|token| token.capital && token.text.len() == 2)?;
        let code = token.text.to_uppercase();
        crate::checkout::COUNTRIES.contains(&code.as_str()).then_some((code, from + 1))
    }

    /// `from your own shelf`.
    pub(super) fn house(&mut self, place: usize) -> Option<usize> {
        let led = |lead: usize| self.says(place + lead, Concept::House).map(|length| lead + length);
        let length = led(0).max(self.says(place, Concept::MarketplaceLead).and_then(led))?;
        self.found.want(Wish::Marketplace("house".parse().ok()?));
        Some(length)
    }

    /// `on Kitemart or Nomad`.
    pub(super) fn sold_by(&mut self, place: usize) -> Option<usize> {
        let lengths: Vec<usize> = {
            let phrases = self.lexicon.phrases.at(self.tokens, place);
            phrases.filter(|(_, said)| **said == Concept::MarketplaceLead).map(|(length, _)| length).collect()
        };
        // Arabic may write the small word together with the name
        lengths.into_iter().find_map(|length| {
            let from = self.past_small(place + length);
            let from = self.past(from, Concept::MarketplaceLead);
            let (taken, id) = self.gazetteer.marketplace(self.tokens, from)?;
            // a maker of the same name was meant where the name goes on
            if self.brand_at(from).is_some_and(|(_, longer)| longer > taken) {
                return None;
            }
            self.found.want(Wish::Marketplace(id));
            let mut end = from + taken;
            while let Some(conj) = self.says(end, Concept::Conj)
                && let next = self.past(self.past_small(end + conj), Concept::MarketplaceLead)
                && let Some((taken, id)) = self.gazetteer.marketplace(self.tokens, next)
            {
                self.found.want(Wish::Marketplace(id));
                end = next + taken;
            }
            Some(end - place)
        })
    }

    /// `in beauty`, `category audio`, `from the toys department`.
    pub(super) fn shelf(&mut self, place: usize) -> Option<usize> {
        let (category, length) = self.shelf_at(place)?;
        self.found.want(Wish::Category(category));
        let mut end = place + length;
        while let Some(conj) = self.says(end, Concept::Conj)
            && let Some((length, category)) = self.lexicon.categories.longest(self.tokens, end + conj)
        {
            self.found.want(Wish::Category(*category));
            end = self.past(end + conj + length, Concept::CategoryAfter);
        }
        Some(end - place)
    }

    pub(super) fn shelf_at(&self, place: usize) -> Option<(Category, usize)> {
        let named = |from: usize| self.lexicon.categories.longest(self.tokens, from);
        if let Some(lead) = self.says(place, Concept::CategoryBefore) {
            let colon = usize::from(self.tokens.get(place + lead).is_some_and(|token| token.key() == ":"));
            let from = self.past_small(place + lead + colon);
            if let Some((length, category)) = named(from) {
                return Some((*category, self.past(from + length, Concept::CategoryAfter) - place));
            }
        }
        if let Some((length, category)) = named(place)
            && let Some(after) = self.says(place + length, Concept::CategoryAfter)
            && self.says(place + length, Concept::CategoryAfter) != self.says(place + length, Concept::Lead)
        {
            return Some((*category, length + after));
        }
        let lead = self.says(place, Concept::CategoryIn)?;
        let (length, category) = named(place + lead)?;
        let end = place + lead + length;
        // "in garden green" names a colour
        let ends = !self.is_plain(end) || self.begins_filter(end) || self.says(end, Concept::CategoryAfter).is_some();
        ends.then(|| (*category, self.past(end, Concept::CategoryAfter) - place))
    }

    /// `size 42`, `in XL`, `sizes m and l`.
    pub(super) fn size(&mut self, place: usize) -> Option<usize> {
        let (sizes, length) = self.sizes_at(place)?;
        for size in sizes {
            self.found.want(Wish::Size(size));
        }
        Some(length)
    }

    pub(super) fn sizes_at(&self, place: usize) -> Option<(Vec<String>, usize)> {
        let foreign =
            matches!(self.tokens.get(place)?.key(), "uk" | "us") && self.says(place + 1, Concept::SizeNoun).is_some();
        let noun = self.says(place, Concept::SizeNoun).or(foreign.then_some(0));
        let mut from = place + noun.unwrap_or(0);
        // "size EU 42"
        if noun.is_some() {
            from = self.past(self.past_small_but_sizes(from), Concept::SizeNoun);
        }
        let lead = noun.is_none().then(|| self.says(place, Concept::SizeLead)).flatten();
        from += lead.unwrap_or(0);
        let (first, mut end) = self.size_value(from, noun.is_some(), lead.is_some())?;
        let mut sizes = vec![first];
        while let Some(conj) = self.says(end, Concept::Conj).or(self.is_comma(end))
            && let next = self.past(end + conj, Concept::SizeNoun)
            && let Some((size, after)) = self.size_value(next, noun.is_some(), lead.is_some())
        {
            sizes.push(size);
            end = after;
        }
        // "42 size"
        Some((sizes, end - place))
    }

    fn is_comma(&self, place: usize) -> Option<usize> {
        self.tokens.get(place).filter(|token| token.key() == ",").map(|_| 1)
    }

    /// Small words between the noun and its value, but no letter that is a size.
    fn past_small_but_sizes(&self, mut place: usize) -> usize {
        while self.is_small(place) && self.letters(place).is_none() {
            place += 1;
        }
        place
    }

    /// A size of letters: `xl`, `2xl`.
    fn letters(&self, place: usize) -> Option<&str> {
        let key = self.tokens.get(place)?.key();
        let body = key.trim_start_matches(['2', '3', '4', '5', '6']);
        let numbered = body.len() < key.len() && matches!(body, "xl" | "xs");
        (numbered || matches!(key, "xs" | "xxs" | "s" | "m" | "l" | "xl" | "xxl" | "xxxl" | "xxxxl")).then_some(key)
    }

    fn size_value(&self, place: usize, noun: bool, lead: bool) -> Option<(String, usize)> {
        let token = self.tokens.get(place)?;
        // sizes of another country keep its name
        if noun && matches!(token.key(), "uk" | "us") {
            let next = self.past_small_but_sizes(self.past(place + 1, Concept::SizeNoun));
            let (size, end) = self.plain_size(next, true, false)?;
            return Some((format!("{} {size}", token.key()), end));
        }
        self.plain_size(place, noun, lead)
    }

    fn plain_size(&self, place: usize, noun: bool, lead: bool) -> Option<(String, usize)> {
        let token = self.tokens.get(place)?;
        if let Some(letters) = self.letters(place) {
            let sure = noun || lead || letters.len() > 1 || token.capital;
            return sure.then(|| (letters.to_owned(), place + 1));
        }
        if let (Kind::Number(amount), true) = (token.kind, noun || lead) {
            let text = amount.to_string();
            let counted = self.says(place + 1, Concept::Unit).is_some()
                || self.lexicon.currencies.longest(self.tokens, place + 1).is_some();
            let worn = (34..=50).contains(&text.split('.').next()?.parse().unwrap_or(0));
            return (!counted && text.len() <= 4 && (noun || worn)).then_some((text, place + 1));
        }
        let words = [
            (Concept::SizeXs, "xs"),
            (Concept::SizeXl, "xl"),
            (Concept::SizeS, "s"),
            (Concept::SizeM, "m"),
            (Concept::SizeL, "l"),
        ];
        let of_words = |(concept, size): (Concept, &str)| {
            let length = self.says(place, concept)?;
            noun.then(|| (size.to_owned(), place + length))
        };
        words.into_iter().find_map(of_words)
    }

    /// A maker of the catalogue.
    pub(super) fn brand(&mut self, place: usize) -> Option<usize> {
        let (brand, length) = self.brand_at(place)?;
        self.found.want(Wish::Brand(brand));
        Some(length)
    }

    pub(super) fn is_brand(&self, place: usize) -> bool {
        self.brand_at(place).is_some()
    }

    pub(super) fn brand_at(&self, place: usize) -> Option<(String, usize)> {
        self.gazetteer.brands.longest(self.tokens, place).map(|(length, brand)| (brand.clone(), length))
    }

    /// A colour, where it is one.
    pub(super) fn colour(&mut self, place: usize) -> Option<usize> {
        let noun = self.says(place, Concept::ColourNoun);
        let from = place + noun.unwrap_or(0);
        let introduced = noun.is_some() || self.follows_colour();
        let (colour, length) = self.colour_at(from, introduced)?;
        self.found.want(Wish::Colour(colour));
        let end = from + length;
        // "red colour", but not "red colour chart"
        Some(self.past(end, Concept::ColourNoun) - place)
    }

    /// Whether the filter before was a colour that this one is listed with.
    fn follows_colour(&self) -> bool {
        let before = self.pieces.iter().rev().find(|piece| !matches!(piece, Piece::Nothing));
        before == Some(&Piece::Filter) && self.found.wanted.iter().any(|wish| matches!(wish, Wish::Colour(_)))
    }

    /// A colour with its shade: `dark red`, `rouge foncé`.
    pub(super) fn colour_at(&self, place: usize, introduced: bool) -> Option<(Colour, usize)> {
        let whole = self.lexicon.colours.longest(self.tokens, place);
        let shade = if whole.is_none() { self.says(place, Concept::ShadeBefore).unwrap_or(0) } else { 0 };
        let mut known = self.lexicon.colours.at(self.tokens, place + shade);
        let (length, (colour, standing)) = known.find(|(_, (_, standing))| *standing != Standing::InCatalogues)?;
        let begin = place + shade;
        // "red wine" is no red thing
        if self.says(begin, Concept::Word).is_some_and(|word| word > length) {
            return None;
        }
        if *standing == Standing::InPlace && !introduced && shade == 0 && !self.colour_stands(begin, length) {
            return None;
        }
        Some((*colour, shade + self.past(begin + length, Concept::ShadeAfter) - begin))
    }

    /// Whether a word that is a thing as well stands where its language puts colours.
    fn colour_stands(&self, place: usize, length: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.tokens.get(before));
        let before = before.map_or("", |token| token.key());
        if matches!(before, "in" | "en" | ",") {
            return true;
        }
        if self.locale == Locale::Fr {
            // behind the thing
            return place > 0 && self.is_plain(place - 1);
        }
        // before the thing, or listed with another colour
        let after = place + length;
        let listed = self
            .says(after, Concept::Conj)
            .is_some_and(|conj| self.lexicon.colours.longest(self.tokens, after + conj).is_some());
        // behind a measure: "set of 4 sage", "15.6 inch olive"
        let measured = place > 0
            && (self.says(place - 1, Concept::Unit).is_some()
                || self.tokens[place - 1].text.contains(|letter: char| letter.is_ascii_digit()));
        listed || measured || (self.is_plain(after) && !self.begins_price(after))
    }

    pub(super) fn begins_price(&self, place: usize) -> bool {
        let bounds =
            [Concept::AtMost, Concept::AtLeast, Concept::About, Concept::Between, Concept::ShipTo, Concept::InStock];
        bounds.into_iter().any(|concept| self.says(place, concept).is_some())
            || matches!(self.kind(place), Some(Kind::Number(_) | Kind::Range(..)))
    }
}
