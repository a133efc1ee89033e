//! Rules with numbers: prices and ratings.

use super::{
    super::{Amount, lexicon::Concept, tokens::Kind},
    Reader,
};
use crate::{locale::Locale, money::Currency};

/// One or two numbers that stand at a place.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    first: Amount,
    /// The end of a range.
    last: Option<Amount>,
    currency: Option<Currency>,
    /// The place behind them.
    end: usize,
}

/// Which way an amount bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    AtMost,
    AtLeast,
    About,
    Between,
}

/// The phrases of bounds before a number.
const BEFORE: [(Concept, Bound); 4] = [
    (Concept::Between, Bound::Between),
    (Concept::AtMost, Bound::AtMost),
    (Concept::AtLeast, Bound::AtLeast),
    (Concept::About, Bound::About),
];

impl Reader<'_> {
    /// `under 50`, `between 20 and 50 euros`, `50€ max`, `price: 50`.
    pub(super) fn price(&mut self, place: usize) -> Option<usize> {
        let from = self.past_nouns(place, Concept::PriceNoun);
        let has_noun = from > place;
        self.bounds(from).into_iter().find_map(|(bound, from)| {
            let mut numbers = self.numbers(from)?;
            if self.is_counted(numbers.end) {
                return None;
            }
            let opens = matches!(bound, Some(Bound::Between)) || has_noun || numbers.currency.is_some();
            if numbers.last.is_none()
                && let Some(more) = self.range_end(&numbers, bound == Some(Bound::Between))
                && (opens || more.currency.is_some() || bound == Some(Bound::AtLeast))
            {
                numbers = more;
            }
            if self.is_counted(numbers.end) {
                return None;
            }
            let (after, end) = self.bound_after(numbers.end, bound);
            let named = has_noun || numbers.currency.is_some();
            let known = match (bound, after) {
                _ if numbers.last.is_some() => (bound.is_some() || named || after.is_some()).then_some(Bound::Between),
                (Some(Bound::Between), _) => {
                    // "from" alone is a bound, "de" is not
                    let at_least = self.says(from.saturating_sub(1), Concept::AtLeast).is_some();
                    after.or(at_least.then_some(Bound::AtLeast)).or(named.then_some(Bound::AtMost))
                }
                (Some(bound), None) => Some(bound),
                (_, Some(after)) => Some(after),
                (None, None) => named.then_some(Bound::AtMost),
            };
            self.take(known?, numbers);
            Some(end - place)
        })
    }

    fn take(&mut self, bound: Bound, numbers: Numbers) {
        let (low, high) = match (bound, numbers.last) {
            (_, Some(last)) => (Some(numbers.first.min(last)), Some(numbers.first.max(last))),
            (Bound::About, None) => (Some(numbers.first.fifths(4)), Some(numbers.first.fifths(6))),
            (Bound::AtLeast, None) => (Some(numbers.first), None),
            _ => (None, Some(numbers.first)),
        };
        self.found.at_least = low.or(self.found.at_least);
        self.found.at_most = high.or(self.found.at_most);
        self.found.currency = numbers.currency.or(self.found.currency);
    }

    /// The bounds that may stand at a place, each with the place behind it; none at last.
    fn bounds(&self, place: usize) -> Vec<(Option<Bound>, usize)> {
        let mut bounds = Vec::new();
        let sign = self.tokens.get(place).map_or("", |token| token.key());
        let of_sign = match sign {
            "≤" => Some(Bound::AtMost),
            "≥" => Some(Bound::AtLeast),
            "~" | "≈" => Some(Bound::About),
            _ => None,
        };
        bounds.extend(of_sign.map(|bound| (Some(bound), self.past_links(place + 1))));
        for (concept, bound) in BEFORE {
            let phrases = self.lexicon.phrases.at(self.tokens, place);
            for (length, _) in phrases.filter(|(_, said)| **said == concept) {
                bounds.push((Some(bound), self.past_links(place + length)));
            }
        }
        // the longest phrase knows best
        bounds.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
        bounds.push((None, place));
        bounds
    }

    /// The place behind nouns such as "price", and behind what links them to a number.
    fn past_nouns(&self, mut place: usize, noun: Concept) -> usize {
        while let Some(length) = self.says(place, noun) {
            place = self.past_links(place + length);
        }
        place
    }

    fn past_links(&self, mut place: usize) -> usize {
        let is_link = |place: usize| {
            let key = self.tokens.get(place).map_or("", |token| token.key());
            let bound = BEFORE.iter().any(|(concept, _)| self.says(place, *concept).is_some());
            matches!(key, ":" | "=")
                || (self.is_small(place) && !bound)
                || matches!(key, "is" | "of" | "a" | "an" | "the")
        };
        while is_link(place) {
            place += 1;
        }
        place
    }

    /// A number with its currency before or behind it.
    fn numbers(&self, place: usize) -> Option<Numbers> {
        let (before, from) = match self.currency(place) {
            Some((currency, length)) => (Some(currency), place + length),
            None => (None, place),
        };
        let (first, last, end) = self.number(from)?;
        let behind = self.currency(end);
        let end = end + behind.map_or(0, |(_, length)| length);
        Some(Numbers { first, last, currency: before.or(behind.map(|(currency, _)| currency)), end })
    }

    /// The rest of a range: `to 50`, `- 50 €`, `and 50`.
    fn range_end(&self, begin: &Numbers, between: bool) -> Option<Numbers> {
        let key = self.tokens.get(begin.end)?.key();
        let joined = match key {
            "-" => 1,
            "and" | "et" | "و" | "&" if between => 1,
            "and" | "et" | "و" | "or" | "ou" => return None,
            _ => self.says(begin.end, Concept::Joiner)?,
        };
        let rest = self.numbers(begin.end + joined).filter(|rest| rest.last.is_none())?;
        Some(Numbers { last: Some(rest.first), currency: begin.currency.or(rest.currency), end: rest.end, ..*begin })
    }

    /// A number in digits or words, or a range written together.
    fn number(&self, place: usize) -> Option<(Amount, Option<Amount>, usize)> {
        match self.kind(place)? {
            Kind::Number(amount) => Some((amount, None, place + 1)),
            Kind::Range(first, last) => Some((first, Some(last), place + 1)),
            _ => self.spelled(place).map(|(amount, end)| (amount, None, end)),
        }
    }

    /// A number in words: `two hundred and fifty`, `خمسة وعشرين`.
    fn spelled(&self, place: usize) -> Option<(Amount, usize)> {
        let (mut total, mut part, mut end, mut any) = (0_i64, 0_i64, place, false);
        // "a hundred"
        if matches!(self.tokens.get(place).map(|token| token.key()), Some("a" | "one")) {
            let next = self.lexicon.numbers.longest(self.tokens, place + 1);
            if next.is_some_and(|(_, number)| *number >= 100) {
                end += 1;
            }
        }
        loop {
            let joined =
                usize::from(any && matches!(self.tokens.get(end).map(|token| token.key()), Some("and" | "et" | "و")));
            let Some((length, number)) = self.lexicon.numbers.longest(self.tokens, end + joined) else { break };
            if any && !self.goes_on_with(part, *number, joined > 0) {
                break;
            }
            match *number {
                1000 => {
                    total = (total + part.max(1)).saturating_mul(1000);
                    part = 0;
                }
                100 => part = part.max(1).saturating_mul(100),
                number => part += number,
            }
            any = true;
            end += joined + length;
            if total + part > 1_000_000 {
                break;
            }
        }
        any.then(|| (Amount::whole(total + part), end))
    }

    /// Whether a number in words goes on with the next one: "two hundred and fifty" does, "fifty and eighty" are two.
    fn goes_on_with(&self, part: i64, next: i64, joined: bool) -> bool {
        match (part % 100, part % 10) {
            _ if next >= 100 => !joined && (part > 0 || next == 1000),
            (0, _) => true,
            (_, 0) => next < 10 || (next < 20 && part % 100 >= 60 && !joined),
            // Arabic puts units before tens
            _ => self.locale == Locale::Ar && joined && part % 100 < 10 && next % 10 == 0,
        }
    }

    fn currency(&self, place: usize) -> Option<(Currency, usize)> {
        self.lexicon.currencies.longest(self.tokens, place).map(|(length, currency)| (*currency, length))
    }

    /// Whether what follows a number says what it counts: kilos, pages, stars.
    fn is_counted(&self, place: usize) -> bool {
        self.says(place, Concept::Unit).is_some() || self.says(place, Concept::Star).is_some()
    }

    /// Whether stars stand right before a place.
    fn ends_in_stars(&self, end: usize) -> bool {
        end > 0 && self.says(end - 1, Concept::Star).is_some()
    }

    /// A bound behind a number, with the place behind it.
    fn bound_after(&self, place: usize, before: Option<Bound>) -> (Option<Bound>, usize) {
        let at_most = self.says(place, Concept::AtMostAfter).map(|length| (Bound::AtMost, length));
        let at_least = self.says(place, Concept::AtLeastAfter).map(|length| (Bound::AtLeast, length));
        let about = self.says(place, Concept::AboutAfter).map(|length| (Bound::About, length));
        let plus = (self.tokens.get(place).map(|token| token.key()) == Some("+")).then_some((Bound::AtLeast, 1));
        let longest = [at_most, at_least, about, plus].into_iter().flatten().max_by_key(|(_, length)| *length);
        // "min 20 max 50": the second bound has a number of its own
        let own_number = longest.is_some_and(|(_, length)| {
            self.numbers(self.past_small(place + length)).is_some_and(|next| !self.is_counted(next.end))
        });
        match longest {
            Some((bound, length)) if !own_number => {
                (Some(bound).filter(|_| before.is_none_or(|before| before == Bound::Between)), place + length)
            }
            _ => (None, place),
        }
    }

    /// `4 stars and up`, `rated at least 4`, `4/5`.
    pub(super) fn rating(&mut self, place: usize) -> Option<usize> {
        let noun_end = self.past_nouns(place, Concept::RatingNoun);
        let has_noun = noun_end > place;
        self.bounds(noun_end).into_iter().find_map(|(bound, from)| {
            if bound == Some(Bound::Between) && self.says(noun_end, Concept::AtLeast).is_none() {
                return None;
            }
            let (amount, mut end, of_five) = match self.kind(from)? {
                Kind::OutOfFive(amount) => (amount, from + 1, true),
                _ => {
                    let (amount, last, end) = self.number(from)?;
                    if last.is_some() {
                        return None;
                    }
                    (amount, end, false)
                }
            };
            let stars = amount.stars()?;
            let mut sure = has_noun || of_five;
            let plus = usize::from(self.tokens.get(end).map(|token| token.key()) == Some("+"));
            end += plus;
            if let Some(length) = self.says(end, Concept::OutOf)
                && matches!(self.kind(end + length), Some(Kind::Number(five)) if five == Amount::whole(5))
            {
                end += length + 1;
                sure = true;
            }
            if let Some(length) = self.says(end, Concept::Star) {
                end += length;
                sure = true;
            } else if self.says(end, Concept::Unit).is_some() || self.currency(end).is_some() {
                return None;
            }
            if let Some(length) = self.says(end, Concept::RatingNoun)
                && (sure || plus > 0 || bound.is_some())
                && self.number(self.past_links(end + length)).is_none()
            {
                end += length;
                sure = true;
            }
            // "notes under 5" are paper
            if !sure || (bound == Some(Bound::AtMost) && plus == 0 && !self.ends_in_stars(end)) {
                return None;
            }
            let (_, end) = self.bound_after(end, None);
            self.rate(stars);
            Some(end - place)
        })
    }
}
