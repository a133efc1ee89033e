//! What is written for people: dates, days of delivery, names, categories.

use domain::{
    catalog::Category,
    time::{Date, Timestamp},
};

/// Days of delivery where a marketplace does not say: wide enough to be true.
const UNKNOWN_DAYS: (u16, u16) = (2, 14);

/// A moment as RFC 3339 writes it, with `Z` or an offset.
pub fn moment(text: &str) -> Option<Timestamp> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hours, minutes, seconds) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let plausible = (1..=12).contains(&month) && (1..=31).contains(&day) && hours < 24 && minutes < 60 && seconds <= 60;
    let date = Date { year: i32::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    let rest = text.get(19..)?.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let offset = match rest.as_bytes().first() {
        None | Some(b'Z' | b'z') => 0,
        Some(sign @ (b'+' | b'-')) => {
            let ahead = rest.get(1..3)?.parse::<i64>().ok()? * 60 + rest.get(4..6)?.parse::<i64>().ok()?;
            if *sign == b'+' { ahead } else { -ahead }
        }
        Some(_) => return None,
    };
    let whole = ((date.days() * 24 + hours) * 60 + minutes - offset) * 60 + seconds;
    plausible.then_some(Timestamp(whole * 1000))
}

/// The first one or two small numbers of a text that speaks of days, such as `5-7 business days`.
pub fn days_in(text: &str) -> (u16, u16) {
    let lower = text.to_lowercase();
    if !["day", "jour", "يوم", "أيام"].iter().any(|word| lower.contains(word)) {
        return UNKNOWN_DAYS;
    }
    let numbers = lower.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse::<u16>().ok());
    let mut days = numbers.filter(|days| (1..=90).contains(days));
    match (days.next(), days.next()) {
        (Some(from), Some(to)) if from <= to => (from, to),
        (Some(only), _) => (only, only),
        _ => UNKNOWN_DAYS,
    }
}

/// Days from now until two moments, where both are known.
pub fn days_until(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<(u16, u16)> {
    let today = crate::now().date().days();
    let days = |moment: Timestamp| u16::try_from((moment.date().days() - today).clamp(0, 365)).ok();
    let (from, to) = (days(from.or(to)?)?, days(to?)?);
    Some((from.min(to), to))
}

/// First and last name of a person; a single name is both, as most shops insist on two.
pub fn names(name: &str) -> (&str, &str) {
    name.split_once(' ').unwrap_or((name, name))
}

/// Our categories with the names that marketplaces use for them, the English one first.
const NAMES: [(Category, &[&str]); 12] = [
    (Category::HomeKitchen, &["Home & Kitchen", "Maison et cuisine", "منزل ومطبخ"]),
    (Category::LightingFurniture, &["Lighting & Furniture", "Luminaires et meubles", "إضاءة وأثاث"]),
    (Category::Audio, &["Audio", "Audio et son", "صوتيات"]),
    (Category::Computing, &["Computing", "Informatique", "حواسيب", "Computers", "Electronics"]),
    (Category::PhonesWearables, &["Phones & Wearables", "Téléphones et montres connectées", "هواتف وساعات ذكية"]),
    (Category::Photo, &["Photo", "Photo et caméras", "تصوير", "Camera & Photo"]),
    (Category::Fashion, &["Fashion", "Mode", "أزياء", "Apparel", "Footwear"]),
    (Category::Beauty, &["Beauty", "Beauté", "جمال وعناية"]),
    (Category::SportsOutdoor, &["Sports & Outdoor", "Sport et plein air", "رياضة وهواء طلق", "Sports & Outdoors"]),
    (Category::ToysGames, &["Toys & Games", "Jouets et jeux", "ألعاب"]),
    (Category::BooksStationery, &["Books & Stationery", "Livres et papeterie", "كتب وقرطاسية", "Books"]),
    (Category::GardenTools, &["Garden & Tools", "Jardin et outils", "حديقة وأدوات", "Home & Garden"]),
];

/// The English name of a category, as marketplaces are asked with it.
pub fn category_name(category: Category) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == category).map_or("", |(_, names)| names[0])
}

/// Our category of a name, a slug or a path such as `Audio > Headphones`.
pub fn category(text: &str) -> Option<Category> {
    let part = |part: &str| {
        let word = fold(part);
        let named = |(category, names): &&(Category, &[&str])| {
            fold(category.slug()) == word || names.iter().any(|name| fold(name) == word)
        };
        NAMES.iter().find(named).map(|(category, _)| *category)
    };
    text.split(['>', '/']).find_map(part)
}

fn fold(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_their_offset() {
        assert_eq!(moment("2026-11-21T08:00:00Z"), Some(Timestamp(1_795_248_000_000)));
        assert_eq!(moment("2026-11-21T09:30:00.123+01:30"), Some(Timestamp(1_795_248_000_000)));
        for wrong in ["", "2026-11-21", "2026-13-21T08:00:00Z", "2026-11-21T08:00:00é"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_found_in_sentences() {
        assert_eq!(days_in("Arrives in 5-7 business days"), (5, 7));
        assert_eq!(days_in("Arrives in 1 days"), (1, 1));
        assert_eq!(days_in("Flat rate"), UNKNOWN_DAYS);
    }

    #[test]
    fn categories_are_known_by_name_slug_and_path() {
        assert_eq!(category("Home &amp; Kitchen".replace("&amp;", "&").as_str()), Some(Category::HomeKitchen));
        assert_eq!(category("toys-games"), Some(Category::ToysGames));
        assert_eq!(category("Shop > Audio > Headphones"), Some(Category::Audio));
        assert_eq!(category("Vegetables"), None);
        for known in Category::ALL {
            assert_eq!(category(category_name(*known)), Some(*known));
        }
    }
}
