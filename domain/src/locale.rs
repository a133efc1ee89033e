//! The languages the shop speaks, and how each writes amounts and days.

use serde::{Deserialize, Serialize};

use crate::{money::Money, time::Date};

/// A language of the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Arabic, written from right to left.
    Ar,
}

impl Locale {
    /// All languages, in the order of the language menu.
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::Ar];

    /// The language tag, as in `lang="fr"`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Ar => "ar",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Ar => "العربية",
        }
    }

    /// The direction of its script, as in `dir="rtl"`.
    pub fn direction(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }

    /// The language of a tag such as `fr` or `fr-CA`, where we speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| primary.eq_ignore_ascii_case(locale.tag()))
    }

    /// The first language of an `Accept-Language` header that we speak, English where there is none.
    pub fn from_accept_language(header: &str) -> Self {
        let weight = |part: &str| -> f32 {
            part.split_once("q=").map_or(1.0, |(_, weight)| weight.trim().parse().unwrap_or(0.0))
        };
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .take(20)
            .filter_map(|part| Some((weight(part), Self::from_tag(part.split(';').next()?.trim())?)))
            .collect();
        wanted.sort_by(|left, right| right.0.total_cmp(&left.0));
        wanted.first().map_or(Self::En, |(_, locale)| *locale)
    }

    /// An amount as this language writes it: `€1,234.50`, `1 234,50 €`.
    ///
    /// Digits are Latin in all three; a page puts amounts into `<bdi>` where the text runs from right to left.
    pub fn money(self, money: Money) -> String {
        let (group, point) = match self {
            Self::En | Self::Ar => (",", "."),
            Self::Fr => ("\u{202f}", ","),
        };
        let sign = if money.minor < 0 { "-" } else { "" };
        let number = digits(money, group, point);
        let symbol = money.currency.symbol();
        match self {
            Self::En if symbol.len() == 3 && symbol.is_ascii() => format!("{sign}{symbol}\u{a0}{number}"),
            Self::En => format!("{sign}{symbol}{number}"),
            Self::Fr | Self::Ar => format!("{sign}{number}\u{a0}{symbol}"),
        }
    }

    /// A whole number with its groups: `1,284`.
    pub fn number(self, number: u64) -> String {
        grouped(&number.to_string(), if self == Self::Fr { "\u{202f}" } else { "," })
    }

    /// A rating in hundredths with one decimal: `4.7`.
    pub fn rating(self, hundredths: u16) -> String {
        let tenths = (hundredths + 5) / 10;
        format!("{}{}{}", tenths / 10, if self == Self::Fr { "," } else { "." }, tenths % 10)
    }

    /// A day without its year: `Tue 24 Nov`.
    pub fn day(self, date: Date) -> String {
        let (weekdays, months): ([&str; 7], [&str; 12]) = match self {
            Self::En => (
                ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
            ),
            Self::Fr => (
                ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
                ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
            ),
            Self::Ar => (
                ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
                [
                    "يناير",
                    "فبراير",
                    "مارس",
                    "أبريل",
                    "مايو",
                    "يونيو",
                    "يوليو",
                    "أغسطس",
                    "سبتمبر",
                    "أكتوبر",
                    "نوفمبر",
                    "ديسمبر",
                ],
            ),
        };
        let weekday = weekdays[usize::from(date.weekday())];
        let month = months[usize::from(date.month.clamp(1, 12) - 1)];
        format!("{weekday} {} {month}", date.day)
    }
}

fn digits(money: Money, group: &str, point: &str) -> String {
    let exponent = money.currency.exponent() as usize;
    let all = format!("{:0>width$}", money.minor.unsigned_abs(), width = exponent + 1);
    let (whole, fraction) = all.split_at(all.len() - exponent);
    let whole = grouped(whole, group);
    if exponent == 0 { whole } else { format!("{whole}{point}{fraction}") }
}

fn grouped(whole: &str, group: &str) -> String {
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn amounts_read_as_each_language_writes_them() {
        let euros = Money::new(123_450, Currency::Eur);
        assert_eq!(Locale::En.money(euros), "€1,234.50");
        assert_eq!(Locale::Fr.money(euros), "1\u{202f}234,50\u{a0}€");
        assert_eq!(Locale::En.money(Money::new(-5, Currency::Eur)), "-€0.05");
        assert_eq!(Locale::En.money(Money::new(1_234, Currency::Jpy)), "¥1,234");
        assert_eq!(Locale::En.money(Money::new(1_234, Currency::Tnd)), "TND\u{a0}1.234");
    }

    #[test]
    fn the_language_follows_the_browser_and_falls_back_to_english() {
        assert_eq!(Locale::from_accept_language("de, ar;q=0.5, fr-CA;q=0.8"), Locale::Fr);
        assert_eq!(Locale::from_accept_language(";;;q=,"), Locale::En);
    }
}
