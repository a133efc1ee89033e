//! Amounts with units as titles write them, in one unit for each dimension, so that `0.5 l` is `500 ml`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

/// What an amount is an amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Dimension {
    /// Bytes.
    Storage,
    /// Millilitres.
    Volume,
    /// Grams.
    Mass,
    /// Millimetres.
    Length,
    /// Watts.
    Power,
    /// Volts.
    Voltage,
    /// Milliampere hours.
    Charge,
    /// Seconds.
    Time,
    /// Hertz.
    Frequency,
    /// Million pixels.
    Pixels,
    /// Lumens.
    Light,
    /// Sheets, pages.
    Pages,
    /// Threads, bits, turns and whatever else is written behind a number.
    Other,
    /// How many are sold together.
    Count,
}

impl Dimension {
    /// Whether goods that differ in it are sold as different sizes of one thing.
    pub(super) fn is_size(self) -> bool {
        matches!(self, Self::Storage | Self::Volume | Self::Mass)
    }
}

/// The units: words as they are written after folding, the dimension, and how much one is in thousandths of its unit.
const UNITS: &[(&str, Dimension, i64)] = &[
    ("kb", Dimension::Storage, 1_000),
    ("mb mo ميجابايت ميغابايت", Dimension::Storage, 1_000_000),
    ("gb go gig gigabyte gigaoctet جيجابايت غيغابايت جيجا غيغا", Dimension::Storage, 1_000_000_000),
    ("tb to terabyte teraoctet تيرابايت تيرا", Dimension::Storage, 1_000_000_000_000),
    ("ml millilitre milliliter مل مليلتر ملل", Dimension::Volume, 1_000),
    ("cl centilitre", Dimension::Volume, 10_000),
    ("dl", Dimension::Volume, 100_000),
    ("l litre liter lt ltr لتر ليتر", Dimension::Volume, 1_000_000),
    ("floz fl.oz", Dimension::Volume, 29_574),
    ("gal gallon", Dimension::Volume, 3_785_412),
    ("mg milligram milligramme", Dimension::Mass, 1),
    ("g gr gram gramme غ غرام جرام جم غم", Dimension::Mass, 1_000),
    ("kg kilo kilogram kilogramme كغ كجم كيلو كلغ كيلوغرام كيلوجرام", Dimension::Mass, 1_000_000),
    ("oz ounce", Dimension::Mass, 28_350),
    ("lb lbs pound", Dimension::Mass, 453_592),
    ("mm millimetre millimeter مم ملم", Dimension::Length, 1_000),
    ("cm centimetre centimeter سم", Dimension::Length, 10_000),
    ("m metre meter متر م", Dimension::Length, 1_000_000),
    ("in inch inche zoll pulgada pouce po بوصه انش \"", Dimension::Length, 25_400),
    ("ft feet foot", Dimension::Length, 304_800),
    ("w watt واط وات", Dimension::Power, 1_000),
    ("kw kilowatt كيلوواط", Dimension::Power, 1_000_000),
    ("v volt فولت", Dimension::Voltage, 1_000),
    ("mah مللي ملي", Dimension::Charge, 1_000),
    ("ah", Dimension::Charge, 1_000_000),
    ("h hr hour heure ساعه ساعات", Dimension::Time, 3_600_000),
    ("min minute دقيقه دقائق", Dimension::Time, 60_000),
    ("day jour tag dia يوم ايام", Dimension::Time, 86_400_000),
    ("hz هرتز", Dimension::Frequency, 1_000),
    ("khz", Dimension::Frequency, 1_000_000),
    ("mhz", Dimension::Frequency, 1_000_000_000),
    ("ghz", Dimension::Frequency, 1_000_000_000_000),
    ("mp mpx megapixel ميجابكسل ميغابكسل", Dimension::Pixels, 1_000),
    ("lm lumen لومن", Dimension::Light, 1_000),
    ("page feuille seite seiten صفحه ورقه", Dimension::Pages, 1_000),
    ("% iu ie ui atm rpm bit tpi dpi psi bar nm nit speed vitesse", Dimension::Other, 1_000),
    (
        "pc pcs piece pack pk count ct pair paire unit unite tlg teilig stuck stk bag sachet teabag beutel tablet capsule comprime \
         gelule blade roll rouleau rolle rollen sheet blatt pod dose wipe lingette marker pad block bloc step stufe stufen stufig marche كيس اكياس قطعه قطع حبه حبات عبوه عبوات",
        Dimension::Count,
        1_000,
    ),
];

/// The units by their words.
static KNOWN: LazyLock<HashMap<&str, (Dimension, i64)>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (words, kind, size) in UNITS {
        words.split_whitespace().for_each(|word| {
            known.entry(word).or_insert((*kind, *size));
        });
    }
    known
});

/// The dimension of a unit and how many thousandths of the dimension's own unit it is.
fn unit(word: &str) -> Option<(Dimension, i64)> {
    KNOWN.get(word).copied()
}

/// Amounts by dimension, in thousandths of the dimension's unit.
pub(super) type Measures = BTreeMap<Dimension, BTreeSet<i64>>;

/// A decimal number in thousandths; `None` where the text is none.
pub(super) fn thousandths(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(rest) || whole.is_empty() && rest.is_empty() || whole.len() > 9 || rest.contains('.') {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    Some(whole * 1000 + rest.parse::<i64>().ok()?)
}

/// So many of a unit; `None` where the word is no unit.
pub(super) fn amount(number: i64, word: &str) -> Option<(Dimension, i64)> {
    let (dimension, size) = unit(word)?;
    let value = i128::from(number) * i128::from(size) / 1000;
    (value > 0).then(|| (dimension, i64::try_from(value).unwrap_or(i64::MAX)))
}

/// A piece that holds a number and a unit, such as `500ml`, `27-inch` or `45-hour`, and its unit's stem beside it.
pub(super) fn joined(piece: &str) -> Option<(i64, String)> {
    let end = piece.find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))?;
    let (number, word) = piece.split_at(end);
    let word = word.trim_start_matches('-');
    if number.is_empty() || word.is_empty() || word.contains('-') || word.chars().any(|letter| letter.is_ascii_digit())
    {
        return None;
    }
    Some((thousandths(number)?, super::text::stem(word)))
}

/// Whether two amounts are the same but for rounding: one part in fifty.
pub(super) fn about(left: i64, right: i64) -> bool {
    let (small, large) = (left.min(right), left.max(right));
    i128::from(large - small) * 50 <= i128::from(large)
}

/// How two lists of amounts stand to each other: what both say, and whether each says something the other does not.
pub(super) fn compare(left: &BTreeSet<i64>, right: &BTreeSet<i64>) -> (bool, bool) {
    let lacks = |one: &BTreeSet<i64>, other: &BTreeSet<i64>| {
        one.iter().any(|value| !other.iter().any(|known| about(*value, *known)))
    };
    let shared = left.iter().any(|value| right.iter().any(|known| about(*value, *known)));
    (shared, lacks(left, right) && lacks(right, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_amount_in_two_units_is_one_amount() {
        let of = |number: &str, word: &str| amount(thousandths(number).unwrap(), word).unwrap();
        assert_eq!(of("0.5", "l"), of("500", "ml"));
        assert_eq!(of("1", "tb"), of("1000", "gb"));
        let (_, inches) = of("27", "inch");
        let (_, centimetres) = of("68.6", "cm");
        assert!(about(inches, centimetres) && !about(500, 520));
        assert_eq!(joined("27-inch"), Some((27_000, "inch".to_owned())));
        assert_eq!(joined("h7"), None);
        assert_eq!(thousandths("1.2.3"), None);
    }

    #[test]
    fn amounts_contradict_each_other_only_where_both_say_something_else() {
        let set = |values: &[i64]| values.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(compare(&set(&[8, 256]), &set(&[256])), (true, false));
        assert_eq!(compare(&set(&[8, 128]), &set(&[8, 256])), (true, true));
        assert_eq!(compare(&set(&[]), &set(&[256])), (false, false));
    }
}
