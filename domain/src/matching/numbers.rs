//! Numbers in titles: amounts, packs, years, codes and numbers of models.

use super::{
    lexicon::{Class, Known, known},
    marks::Mark,
    measures::{Dimension, amount, joined, thousandths},
    read::Read,
};

impl Read {
    /// Takes in an amount.
    pub(super) fn measure(&mut self, dimension: Dimension, value: i64) {
        self.numbers.push(format!("{dimension:?}={value}"));
        self.measures.entry(dimension).or_default().insert(value);
    }

    /// A number at this place with what it counts; says how many tokens that took.
    pub(super) fn take_number(&mut self, tokens: &[String], stems: &[String], name: Option<&str>) -> Option<usize> {
        let token = tokens[0].as_str();
        let next = stems.get(1).map(String::as_str);
        if let Some(taken) = self.take_generation(stems, name) {
            return Some(taken);
        }
        if let Some((number, unit)) = joined(token) {
            // `5g` is a network and `4k` a picture, whatever else they could be.
            let network = unit == "g" && (2000..=6000).contains(&number);
            return match amount(number, &unit).filter(|_| !network) {
                Some((Dimension::Count, value)) => {
                    self.count(value, &unit);
                    Some(1)
                }
                Some((dimension, value)) => {
                    self.measure(dimension, value);
                    Some(1)
                }
                None if unit == "er" && next == Some("set") => {
                    self.measure(Dimension::Count, number);
                    Some(2)
                }
                None if unit == "er"
                    || unit == "x" && number <= 200_000 && next.is_some_and(|next| thousandths(next).is_none()) =>
                {
                    self.packs.insert(number);
                    Some(1)
                }
                None => None,
            };
        }
        // Others are models.
        let pack = matches!(token, "x2" | "x3" | "x4" | "x5" | "x6" | "x8" | "x12" | "x24");
        if let Some(number) = token.strip_prefix('x').filter(|_| pack).and_then(thousandths) {
            self.packs.insert(number);
            return Some(1);
        }
        let Some(number) = thousandths(token) else {
            // A range is one number.
            let range = token.contains('-') && token.split('-').all(|part| thousandths(part).is_some());
            if range {
                self.mark(token, name, next);
            }
            return range.then_some(1);
        };
        if let (Some("x"), Some(other)) = (next, tokens.get(2)) {
            return Some(self.take_product(number, other, stems.get(3).map(String::as_str)));
        }
        let after = stems.get(2).map_or("", String::as_str);
        // `2 in 1` and `1 to 3` are no inches and no terabytes; `2 pack of` is no pack of two.
        let word = matches!(next, Some("in" | "to" | "po" | "m")) && thousandths(after).is_some();
        let no_unit = word || matches!(after, "of" | "de" | "من");
        let counted = next.and_then(|unit| Some((unit, amount(number, unit)?))).filter(|_| !no_unit);
        if let Some((unit, (dimension, value))) = counted {
            let zeros = token.len() > 1 && token.starts_with('0') && !token.contains('.');
            match dimension {
                Dimension::Count if zeros => {
                    self.mark(token, name, next);
                    return Some(1);
                }
                Dimension::Count => self.count(value, unit),
                _ => self.measure(dimension, value),
            }
            return Some(2);
        }
        if matches!(token.parse(), Ok(1990..=2039)) && next != Some("iu") {
            self.years.insert(token.to_owned());
            return Some(1);
        }
        self.mark(token, name, next);
        Some(1)
    }

    /// Takes in a code or a number of a model.
    pub(super) fn mark(&mut self, word: &str, name: Option<&str>, next: Option<&str>) {
        let mark = Mark::of(word, name).before(next);
        // The numbers of articles are nobody's name.
        if !mark.is_article() {
            let code = if mark.joined && mark.head.len() + mark.core.len() >= 5 { "##" } else { "#" };
            self.numbers.push(format!("{code}{}", mark.core));
        }
        self.words.insert(mark.core.clone());
        self.marks.insert(mark);
    }

    /// Takes in how many there are: sold together, or in the thing.
    fn count(&mut self, value: i64, unit: &str) {
        if matches!(unit, "pack" | "pk" | "عبوه" | "عبوات") {
            self.packs.insert(value);
        } else {
            self.measure(Dimension::Count, value);
        }
    }

    /// `6 x 330 ml` are six of them, `183 x 61 cm` two lengths, `2880 x 1800` nothing that tells things apart.
    fn take_product(&mut self, number: i64, other: &str, unit: Option<&str>) -> usize {
        let (second, unit, taken) = match (thousandths(other), joined(other)) {
            (Some(second), _) => (second, unit.unwrap_or_default().to_owned(), 4),
            (None, Some((second, unit))) => (second, unit, 3),
            (None, None) => return 2,
        };
        if amount(second, &unit).is_none() && number <= 100_000 {
            self.totals.insert(number / 1000 * second);
        }
        match amount(second, &unit) {
            Some((Dimension::Length, value)) => {
                self.measure(Dimension::Length, value);
                if let Some((_, first)) = amount(number, &unit) {
                    self.measure(Dimension::Length, first);
                }
                taken
            }
            Some((dimension, value)) => {
                self.measure(dimension, value);
                // Two batteries are not sold twice.
                if dimension.is_size() {
                    self.packs.insert(number);
                }
                taken
            }
            None => 3,
        }
    }

    /// `2nd gen`, `mk ii`, `series 9`, `pack of 6`.
    fn take_generation(&mut self, stems: &[String], name: Option<&str>) -> Option<usize> {
        let (first, second) = (stems[0].as_str(), stems.get(1).map_or("", String::as_str));
        let third = stems.get(2).map_or("", String::as_str);
        if let (Some(place), true) = (ordinal(first), matches!(second, "gen" | "generation" | "جيل" | "edition")) {
            self.mark(&place.to_string(), None, None);
            return Some(2);
        }
        let counts_on =
            matches!(first, "gen" | "generation" | "sery" | "serie" | "mark" | "mk" | "version" | "جيل" | "اصدار");
        if let Some(place) = ordinal(second).filter(|_| counts_on) {
            self.mark(&place.to_string(), None, None);
            return Some(2);
        }
        let version = ["mk", "gen", "v"].iter().find_map(|head| first.strip_prefix(head)).and_then(ordinal);
        if let Some(place) = version {
            self.mark(&place.to_string(), None, None);
            return Some(1);
        }
        // A Roman number behind a name; one letter alone may be anything.
        if let Some(place) =
            ordinal(first).filter(|_| name.is_some() && first.len() > 1 && first.starts_with(['i', 'v']))
        {
            self.mark(&place.to_string(), name, None);
            return Some(1);
        }
        let pack = match known(std::iter::once(first)) {
            Some((Known { class: Class::Pack, name: name @ ("pack" | "set") }, _)) => Some(name),
            _ => None,
        };
        let (number, taken) = if matches!(second, "of" | "de" | "من") { (third, 3) } else { (second, 2) };
        if let (Some(number), Some(pack)) = (thousandths(number).filter(|number| *number <= 999_000), pack) {
            // A set of two is one thing of two pieces; a pack of two is twice one thing.
            match pack {
                "set" => self.measure(Dimension::Count, number),
                _ => {
                    self.packs.insert(number);
                }
            }
            return Some(taken);
        }
        None
    }
}

/// The place in an order: `2`, `2nd`, `2e`, `ii`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
    let end = &word[digits.len()..];
    if !digits.is_empty()
        && digits.len() <= 2
        && matches!(end, "" | "st" | "nd" | "rd" | "th" | "e" | "er" | "eme" | "re")
    {
        return digits.parse().ok();
    }
    let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    if let Some(place) = roman.iter().position(|known| *known == word) {
        return u32::try_from(place + 1).ok();
    }
    let arabic = ["اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];
    arabic.iter().position(|known| *known == word).and_then(|place| u32::try_from(place + 1).ok())
}

/// Whether letters and digits name a norm that many things share, such as `ipx5`, `e27` and `ddr5`.
pub(super) fn is_specification(code: &str) -> bool {
    let heads = [
        "ip", "ipx", "usb", "hdmi", "bt", "wifi", "ddr", "lpddr", "upf", "uv", "spf", "en", "iso", "gu", "e", "cat",
        "h", "mp", "pcie", "gen", "sata", "nvme", "rj", "aa", "aaa", "lr", "ansi", "type", "ph", "sl", "tx", "pd",
        "qc", "gan", "a", "b",
    ];
    let end = code.find(|letter: char| letter.is_ascii_digit()).unwrap_or(code.len());
    let (head, digits) = code.split_at(end);
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let norm = match head {
        // Paper, sockets, codecs: only those there are.
        "a" => matches!(digits, "3" | "4" | "5" | "6"),
        "b" => digits == "5",
        "e" => matches!(digits, "14" | "27"),
        "h" => matches!(digits, "264" | "265"),
        "mp" => matches!(digits, "3" | "4"),
        other => heads.contains(&other),
    };
    let picture =
        ["4k", "8k", "2k", "5g", "4g", "3g", "2g", "3d", "2d", "1080p", "720p", "1440p", "60p", "60fps", "120hz"];
    all_digits && norm || picture.contains(&code)
}
