//! What speaks for two listings being the same thing, and what against: each from 0 to 1, whichever listing comes first.

use std::{cell::LazyCell, collections::BTreeSet};

use super::{
    attributes::agreement,
    lexicon::same_kind,
    marks,
    measures::{Dimension, compare},
    order,
    read::Read,
    text::{is_cognate, nearly, sound},
    weights::{COUNT, Signal},
};

/// How much each signal is there, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence([f64; COUNT]);

impl Evidence {
    /// Nothing that speaks for or against.
    pub const NONE: Self = Self([0.0; COUNT]);

    /// How much a signal is there.
    pub fn of(&self, signal: Signal) -> f64 {
        self.0[signal as usize]
    }

    /// The same with a signal as much there as this, from 0 to 1.
    #[must_use]
    pub fn with(mut self, signal: Signal, much: f64) -> Self {
        self.0[signal as usize] = if much.is_nan() { 0.0 } else { much.clamp(0.0, 1.0) };
        self
    }

    fn set(&mut self, signal: Signal, much: f64) {
        *self = std::mem::replace(self, Self::NONE).with(signal, much);
    }

    fn when(&mut self, signal: Signal, is: bool) {
        self.set(signal, f64::from(u8::from(is)));
    }

    /// What two listings say of each other.
    pub(super) fn between(left: &Read, right: &Read) -> Self {
        let mut evidence = Self::NONE;
        evidence.when(Signal::Identical, left.text == right.text);
        evidence.numbers(left, right);
        evidence.makers(left, right);
        evidence.models(left, right);
        evidence.words(left, right);
        evidence.kinds(left, right);
        evidence.forms(left, right);
        evidence.amounts(left, right);
        evidence.prices(left, right);
        evidence.doubt_number();
        evidence.doubt_likeness();
        evidence
    }

    /// A number in common is believed less where the titles contradict each other: sellers give accessories, packs and
    /// used goods the number of the thing.
    fn doubt_number(&mut self) {
        const SPEAK_AGAINST: [Signal; 15] = [
            Signal::OtherBrand,
            Signal::OtherCount,
            Signal::OtherMeasure,
            Signal::OtherDetails,
            Signal::FarPrice,
            Signal::Accessory,
            Signal::OtherPack,
            Signal::OtherCondition,
            Signal::Bundle,
            Signal::OtherColour,
            Signal::OtherAmount,
            Signal::OtherSize,
            Signal::OtherGrade,
            Signal::OtherEdition,
            Signal::NeighbourMark,
        ];
        let doubt = SPEAK_AGAINST.iter().map(|signal| self.of(*signal)).fold(0.0, f64::max);
        self.set(Signal::SameGtin, self.of(Signal::SameGtin) * (1.0 - 0.8 * doubt));
    }

    /// Where all but a word is the same, the word decides: what members of one family share says little then.
    fn doubt_likeness(&mut self) {
        const SHARED: [Signal; 6] = [
            Signal::SameNames,
            Signal::SameMark,
            Signal::SameColour,
            Signal::SameAmount,
            Signal::SameDetails,
            Signal::NearPrice,
        ];
        let by = [Signal::OtherWord, Signal::MoreWords, Signal::ExtraWords];
        let doubt = by.iter().map(|signal| self.of(*signal)).fold(0.0, f64::max);
        for signal in SHARED {
            self.set(signal, self.of(signal) * (1.0 - 0.4 * doubt));
        }
    }

    fn numbers(&mut self, left: &Read, right: &Read) {
        if let (Some(one), Some(two)) = (&left.gtin, &right.gtin) {
            self.when(Signal::SameGtin, one == two);
            // Some makers number the goods of each part of the world.
            let region = left.regions != right.regions
                || one.as_str()[..4] != two.as_str()[..4]
                || left.language.apart(right.language) >= 1.0;
            let other = if region { 0.3 } else { 1.0 };
            self.set(Signal::OtherGtin, if one == two { 0.0 } else { other });
        }
    }

    fn makers(&mut self, left: &Read, right: &Read) {
        let told = !left.brand.is_empty() && !right.brand.is_empty();
        let named = |one: &Read, other: &Read| {
            !one.brand.is_empty() && one.brand.iter().all(|word| has(&other.said, word, 0.0))
        };
        let same = told && same_maker(&left.brand, &right.brand) || named(left, right) || named(right, left);
        // A name in another script that does not sound alike may still be the same.
        let comparable = left.brand.concat().is_ascii() == right.brand.concat().is_ascii();
        self.when(Signal::SameBrand, same);
        self.when(Signal::OtherBrand, told && comparable && !same);
        self.when(Signal::LackingBrand, !same && left.brand.is_empty() != right.brand.is_empty());
    }

    fn models(&mut self, left: &Read, right: &Read) {
        let standing = marks::compare(&left.marks, &right.marks);
        self.set(Signal::SameMark, standing.shared);
        self.when(Signal::NeighbourMark, standing.neighbours);
        self.when(Signal::OtherMark, standing.other);
        self.set(Signal::LackingMark, standing.lacking);
        let glued = glued(left, right);
        let grades = |read: &Read| -> Vec<(&str, usize)> {
            read.grades.iter().filter(|(grade, _)| !is_in(&glued, grade)).map(|(grade, much)| (*grade, *much)).collect()
        };
        self.when(Signal::OtherGrade, grades(left) != grades(right));
    }

    fn words(&mut self, left: &Read, right: &Read) {
        // Words that stand for nothing in the other language are only another way to say it; so are those under one number.
        let foreign = left.language.apart(right.language);
        let alike = (1.0 - foreign) * (1.0 - 0.8 * self.of(Signal::SameGtin));
        let glued = glued(left, right);
        let lacks = |one: &Read, two: &Read| -> Vec<String> {
            let known =
                |word: &String| has(&two.words, word, foreign) || two.brand.contains(word) || is_in(&glued, word);
            one.words.iter().filter(|word| !known(word)).cloned().collect()
        };
        let (my_own, your_own) = (lacks(left, right), lacks(right, left));
        let worth = |words: &[String]| words.iter().map(|word| weight(word)).sum::<u32>();
        let (mine, yours) = (worth(&my_own), worth(&your_own));
        let whole = |read: &Read| read.words.iter().map(|word| weight(word)).sum::<u32>();
        let (all, least) = (whole(left) + whole(right), whole(left).min(whole(right)));
        if all > 0 {
            let twice = f64::from(all - mine - yours);
            self.set(Signal::SameWords, twice / 2.0 / f64::from(least.max(10)));
        }
        let names = |words: &[String]| words.iter().filter(|word| is_name(word)).count();
        let extra = match (names(&my_own), names(&your_own)) {
            (0, 1) | (1, 0) => 1.0,
            (0, 2) | (2, 0) => 0.7,
            (0, 3) | (3, 0) => 0.3,
            _ => 0.0,
        };
        // What describes may be left out; names and numbers of models say what a thing is.
        let untold = count(names(&my_own) + names(&your_own)) * (0.3 + 0.7 * alike);
        let marks = marks::compare(&left.marks, &right.marks);
        let untold = untold + marks.lacking + f64::from(u8::from(marks.other)) + f64::from(u8::from(marks.neighbours));
        self.set(Signal::SameTitle, if all > mine + yours { 1.0 - untold / 3.0 } else { 0.0 });
        // The maker tells nothing where the other listing names it beside the title.
        let order = |one: &Read, two: &Read| -> Vec<String> {
            let tells = |word: &&String| !one.brand.contains(word) && !two.brand.contains(word) && !is_in(&glued, word);
            one.order.iter().filter(tells).cloned().collect()
        };
        let (my_order, your_order) = (order(left, right), order(right, left));
        let same = |one: &str, two: &str| alike_words(one, two, foreign);
        let standing = order::sides(&my_order, &your_order, same);
        let back = order::sides(&your_order, &my_order, same);
        // The less else is different, the more it says.
        let little = match standing.left_over.0.max(standing.left_over.1) {
            0..=2 => 1.0,
            3 => 0.5,
            _ => 0.2,
        };
        self.set(Signal::OtherWord, standing.swapped.max(back.swapped) * alike * little);
        // A word more is told apart from a title that tells more.
        let more = match standing.left_over.0 + standing.left_over.1 {
            0 | 1 => 1.0,
            2 => 0.6,
            3 => 0.3,
            _ => 0.1,
        };
        self.set(Signal::ExtraWords, extra * alike * more);
        self.set(Signal::MoreWords, standing.inserted.max(back.inserted) * alike * more);
        let common =
            |one: &BTreeSet<String>, two: &BTreeSet<String>| one.iter().filter(|name| has(two, name, foreign)).count();
        let shared = common(&left.names, &right.names).min(common(&right.names, &left.names));
        self.set(Signal::SameNames, 1.0 - 0.45_f64.powf(count(shared)));
        let rest = |read: &Read| count(read.names.len().saturating_sub(shared));
        self.set(Signal::OtherNames, rest(left).min(rest(right)) / 3.0 * alike);
        self.when(Signal::NoNames, shared == 0 && self.of(Signal::SameGtin) == 0.0);
    }

    fn kinds(&mut self, left: &Read, right: &Read) {
        let gtin = self.of(Signal::SameGtin);
        let shares = left.kinds.iter().any(|one| right.kinds.iter().any(|other| same_kind(one, other)));
        self.when(Signal::SameKind, shares);
        let told = !left.kinds.is_empty() && !right.kinds.is_empty();
        self.set(Signal::OtherKind, f64::from(u8::from(told && !shares)) * (1.0 - 0.8 * gtin));
        // What is called so in one language may have a name that is not known in another.
        let foreign = left.language.apart(right.language);
        let accessory = |one: &Read, other: &Read| -> f64 {
            if one.parts.is_empty() || !other.parts.is_empty() {
                return 0.0;
            }
            let names = |word: &String| other.names.contains(word) || other.brand.contains(word);
            let for_it = one.is_for && (one.made_for.iter().any(names) || one.kinds.is_empty());
            if for_it {
                1.0
            } else if one.kinds.is_empty() && !other.kinds.is_empty() {
                1.0 - 0.5 * foreign
            } else if one.is_headed_by_part {
                0.6 - 0.3 * foreign
            } else {
                0.2
            }
        };
        let apart = accessory(left, right).max(accessory(right, left));
        let other_part = !left.parts.is_empty() && !right.parts.is_empty() && left.parts.is_disjoint(&right.parts);
        self.set(Signal::Accessory, if other_part { 1.0 } else { apart });
        let comes_with = |one: &Read, other: &Read| {
            let extra =
                |name: &&&str| !other.extras.contains(**name) && !other.kinds.iter().any(|kind| same_kind(kind, name));
            one.extras.iter().filter(extra).count()
        };
        let extras = comes_with(left, right) + comes_with(right, left);
        let bundle: f64 = if left.bundle == right.bundle { 0.0 } else { 0.7 };
        let plus: f64 = if left.has_plus == right.has_plus { 0.0 } else { 0.7 };
        self.set(Signal::Bundle, (bundle.max(plus) + count(extras) * 0.4) * (1.0 - 0.4 * foreign));
    }

    fn forms(&mut self, left: &Read, right: &Read) {
        let many = left.colours.contains("multi") || right.colours.contains("multi");
        let lacks = |one: &Read, other: &Read| {
            one.colours.iter().any(|colour| !other.colours.iter().any(|known| same_family(colour, known)))
        };
        let (mine, yours) = (lacks(left, right), lacks(right, left));
        let told = !left.colours.is_empty() && !right.colours.is_empty();
        let exact = left.colours.intersection(&right.colours).next().is_some();
        // Of two colours each, one at least is the same.
        let pairs = left.colours.len() > 1 && right.colours.len() > 1 && !exact && (mine || yours);
        let other = told && !many && (mine && yours || pairs);
        // Makers call a colour by one name, unless it is translated.
        let foreign = left.language.apart(right.language);
        self.set(Signal::SameColour, f64::from(u8::from(told && !other)) * if exact { 1.0 } else { 0.5 * foreign });
        let near = if told && !exact && !many { 0.35 * (1.0 - foreign) } else { 0.0 };
        self.set(Signal::OtherColour, if other { 1.0 } else { near });
        self.when(Signal::OtherCondition, left.condition.is_empty() != right.condition.is_empty());
        let (size, _) = facets(left, right, |group| group.starts_with("size") || group == "fit");
        self.when(Signal::OtherSize, size);
        let (edition, lacking) = facets(left, right, |group| !group.starts_with("size") && group != "fit");
        self.set(Signal::OtherEdition, if edition { 1.0 } else { lacking * 0.8 });
        let years = !left.years.is_empty() && !right.years.is_empty() && left.years.is_disjoint(&right.years);
        self.when(Signal::OtherYear, years);
        let (same, other) = agreement(left, right);
        self.set(Signal::SameDetails, count(same) / 3.0);
        self.set(Signal::OtherDetails, count(other));
    }

    fn amounts(&mut self, left: &Read, right: &Read) {
        let (mut same, mut size, mut other) = (false, false, false);
        for (dimension, values) in left.measures.iter().filter(|(dimension, _)| **dimension != Dimension::Count) {
            let Some(theirs) = right.measures.get(dimension) else { continue };
            let (shared, contradicts) = compare(values, theirs);
            same |= shared && !contradicts;
            size |= contradicts && dimension.is_size();
            other |= contradicts && !dimension.is_size();
        }
        self.when(Signal::SameAmount, same);
        self.when(Signal::OtherAmount, size);
        self.when(Signal::OtherMeasure, other);
        if let (Some(mine), Some(yours)) = (left.measures.get(&Dimension::Count), right.measures.get(&Dimension::Count))
        {
            let (shared, contradicts) = compare(mine, yours);
            self.when(Signal::SameCount, shared && !contradicts);
            self.when(Signal::OtherCount, contradicts);
        }
        // What is not told is one; what one listing counts as pieces, another may call a pack.
        let pieces = |read: &Read| read.measures.get(&Dimension::Count).cloned().unwrap_or_default();
        let packs = |read: &Read, other: &Read| match read.packs.is_empty() {
            false => read.packs.clone(),
            true if other.packs.iter().any(|pack| pieces(read).contains(pack) || is_marked(read, *pack)) => {
                other.packs.clone()
            }
            true => BTreeSet::from([1000]),
        };
        let (mine, yours) = (packs(left, right), packs(right, left));
        // Twelve times sixty are 720 pieces.
        let comes_to = |one: &Read, other: &Read| {
            let told = |total: &i64| pieces(other).contains(total) || is_marked(other, *total);
            one.totals.iter().any(|total| told(total) || other.totals.contains(total))
        };
        let alike = comes_to(left, right) || comes_to(right, left);
        self.when(Signal::OtherPack, mine.is_disjoint(&yours) && !alike);
    }

    fn prices(&mut self, left: &Read, right: &Read) {
        let (Some(one), Some(two)) = (left.price, right.price) else { return };
        if one.currency != two.currency {
            return;
        }
        let (low, high) = (one.minor.min(two.minor) as f64, one.minor.max(two.minor) as f64);
        let apart = (high / low).ln();
        self.set(Signal::NearPrice, 1.0 - apart / 0.3);
        self.set(Signal::FarPrice, (apart - 0.3) / 0.8);
    }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// How much a word counts among the words of a title, in tenths: names and numbers more than what describes.
fn weight(word: &str) -> u32 {
    match word.split_once(':') {
        Some(("Kind", _)) => 10,
        Some(_) => 6,
        None if word.chars().any(|letter| letter.is_ascii_digit()) => 20,
        None => 15,
    }
}

/// Whether a word is among others, but for a slip, or written by ear in another script,
/// or in another language where the titles are in two, `foreign` from 0 to 1.
fn has(words: &BTreeSet<String>, word: &str, foreign: f64) -> bool {
    if words.contains(word) {
        return true;
    }
    if let Some(kind) = word.strip_prefix("Kind:") {
        return words.iter().filter_map(|word| word.strip_prefix("Kind:")).any(|other| same_kind(kind, other));
    }
    if word.contains([':', '#']) || word.chars().any(|letter| letter.is_ascii_digit()) {
        return false;
    }
    let other_script = |one: &str, two: &str| one.is_ascii() != two.is_ascii();
    let heard = LazyCell::new(|| sound(word));
    let abbreviates = |one: &str, two: &str| one.len() >= 3 && two.len() > one.len() + 1 && two.starts_with(one);
    words.iter().any(|known| {
        !known.contains([':', '#'])
            && (nearly(known, word)
                || abbreviates(known, word)
                || abbreviates(word, known)
                || foreign > 0.0 && is_cognate(known, word)
                || other_script(known, word) && heard.len() >= 3 && sound(known) == *heard)
    })
}

/// Whether two words stand for one another where titles stand side by side.
fn alike_words(one: &str, two: &str, foreign: f64) -> bool {
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    one == two
        || one.starts_with('#') && two.starts_with('#') && one.trim_start_matches('#') == two.trim_start_matches('#')
        || match (one.split_once(':'), two.split_once(':')) {
            (Some(("Colour", one)), Some(("Colour", two))) => same_family(one, two),
            (Some(("Kind", one)), Some(("Kind", two))) => same_kind(one, two),
            (None, None) if !digits(one) && !digits(two) => nearly(one, two) || foreign > 0.0 && is_cognate(one, two),
            _ => false,
        }
}

/// Words that only one of two listings writes as one: `tesafilm` and `tesa film`.
fn glued<'a>(left: &'a Read, right: &'a Read) -> Vec<&'a String> {
    let both =
        |one: &'a Read, two: &'a Read| two.glued.iter().filter(|word| word.len() >= 5 && one.said.contains(*word));
    both(left, right).chain(both(right, left)).collect()
}

/// Whether a word is one of these or a part of one.
fn is_in(glued: &[&String], word: &str) -> bool {
    let word = word.rsplit([':', '#']).next().unwrap_or(word);
    glued.iter().any(|known| known.starts_with(word) || known.ends_with(word))
}

/// Whether a word is one that no lexicon holds, without digits.
fn is_name(word: &str) -> bool {
    !word.contains(':') && !word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether two makers are one: the same words, one inside the other, a slip, or another script.
fn same_maker(left: &[String], right: &[String]) -> bool {
    let (one, two) = (left.concat(), right.concat());
    let inside = |short: &[String], long: &[String]| short.iter().all(|word| long.contains(word));
    let initials = |short: &str, long: &[String]| {
        long.len() > 1 && short.chars().eq(long.iter().filter_map(|word| word.chars().next()))
    };
    let begins = |short: &str, long: &str| short.len() >= 4 && long.starts_with(short);
    nearly(&one, &two)
        || begins(&one, &two)
        || begins(&two, &one)
        || initials(&one, right)
        || initials(&two, left)
        || inside(left, right)
        || inside(right, left)
        || one.is_ascii() != two.is_ascii() && sound(&one).len() >= 2 && sound(&one) == sound(&two)
}

/// Whether a number in thousandths stands in a title as a number of its own.
fn is_marked(read: &Read, number: i64) -> bool {
    let digits = (number / 1000).to_string();
    read.marks.iter().any(|mark| !mark.joined && mark.core == digits)
}

/// Whether two colours have a family in common.
fn same_family(one: &str, two: &str) -> bool {
    let shade = |colour: &str| colour.split('+').find(|family| family.starts_with('~')).map(str::to_owned);
    // Of two shades that have names, only one and the same is the same.
    if let (Some(one), Some(two)) = (shade(one), shade(two)) {
        return one == two;
    }
    one.split('+').any(|family| two.split('+').any(|other| other == family))
}

/// Whether properties have other values, and how much it says that one listing is silent: 1 where a group is marked so.
fn facets(left: &Read, right: &Read, wanted: impl Fn(&str) -> bool) -> (bool, f64) {
    let (mut other, mut lacking) = (false, 0.0_f64);
    let groups: BTreeSet<&String> =
        left.facets.keys().chain(right.facets.keys()).filter(|group| wanted(group)).collect();
    for group in groups {
        match (left.facets.get(group), right.facets.get(group)) {
            (Some(one), Some(two)) => other |= one.is_disjoint(two),
            _ if group.ends_with('!') => lacking = 1.0,
            _ => {}
        }
    }
    (other, lacking)
}
