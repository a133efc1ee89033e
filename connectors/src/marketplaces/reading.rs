//! What every adapter checks of what it is told: amounts, addresses, pictures, dates, categories, products.

use domain::{
    catalog::{Availability, Category, Picture, Product, Rating, Variant, plain_text},
    ids::{ExternalId, Gtin, MarketplaceId, ProductRef, RelationToken},
    money::{Currency, Money},
    order::{Progress, TrackingEvent},
    time::{Date, Timestamp},
};
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use url::Url;

use super::AdapterConfig;

/// The most products that are read from one answer.
pub(super) const MOST_PRODUCTS: usize = 500;
/// How many are asked for where the caller does not say.
const USUAL_PAGE: usize = 50;
const MOST_VARIANTS: usize = 200;
const MOST_PICTURES: usize = 30;
const MOST_ATTRIBUTES: usize = 40;
const LONGEST_TITLE: usize = 300;
const LONGEST_TEXT: usize = 10_000;
/// Widths of pictures of which nothing is said.
const USUAL_WIDTH: u32 = 640;
/// Days of delivery where a marketplace does not say: wide enough to be true.
const UNKNOWN_DAYS: (u16, u16) = (2, 14);

/// The page size for a wish: something at least, and no more than the marketplace gives.
pub(super) fn page_size(wish: usize, most: usize) -> usize {
    if wish == 0 { USUAL_PAGE.min(most) } else { wish.min(most) }
}

/// Whose words are being read, and the currency they have to be in.
#[derive(Clone, Debug)]
pub(super) struct Shop {
    id: MarketplaceId,
    currency: Currency,
}

/// What a marketplace told of one product, still unchecked; [`Shop::product`] checks and completes it.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub id: String,
    pub gtin: Option<String>,
    pub title: String,
    pub brand: Option<String>,
    pub description: String,
    pub category: Option<Category>,
    pub list_price: Option<Money>,
    pub rating: Option<Rating>,
    pub pictures: Vec<Picture>,
    pub url: Option<String>,
    pub attributes: Vec<(String, String)>,
    pub variants: Vec<Variant>,
}

impl Shop {
    pub fn new(config: &AdapterConfig) -> Self {
        Self { id: config.marketplace.clone(), currency: config.currency }
    }

    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// An amount that is not negative, not absurd and in the currency of this marketplace.
    pub fn price(&self, minor: i64, currency: &str) -> Option<Money> {
        (currency.parse() == Ok(self.currency)).then(|| self.own(minor)).flatten()
    }

    /// An amount of which the currency is already known to be the marketplace's.
    pub fn own(&self, minor: i64) -> Option<Money> {
        (0..=Money::LARGEST).contains(&minor).then(|| Money::new(minor, self.currency))
    }

    /// A product, or nothing where it has no usable name, no page-worthy title or nothing to order.
    pub fn product(&self, mut told: Told) -> Option<Product> {
        let reference = ProductRef { marketplace: self.id.clone(), external_id: told.id.parse().ok()? };
        let title = plain_text(&told.title, LONGEST_TITLE);
        told.variants.truncate(MOST_VARIANTS);
        let price = told.variants.iter().map(|variant| variant.price).min_by_key(|price| price.minor)?;
        let gtin = told.gtin.and_then(|gtin| gtin.parse::<Gtin>().ok());
        told.pictures.truncate(MOST_PICTURES);
        let attributes = told.attributes.iter().take(MOST_ATTRIBUTES);
        let clean = |(name, value): &(String, String)| (plain_text(name, 80), plain_text(value, 500));
        (!title.is_empty()).then(|| Product {
            relation: RelationToken::of(&reference, gtin.as_ref()),
            reference,
            gtin,
            title,
            brand: told.brand.map(|brand| plain_text(&brand, 100)).filter(|brand| !brand.is_empty()),
            description: plain_text(&told.description, LONGEST_TEXT),
            category: told.category,
            price,
            list_price: told.list_price.filter(|before| before.minor > price.minor),
            rating: told.rating,
            availability: together(&told.variants),
            pictures: told.pictures,
            product_url: told.url.and_then(|url| web_address(&url)),
            attributes: attributes.map(clean).filter(|(name, value)| !name.is_empty() && !value.is_empty()).collect(),
            variants: told.variants,
            observed_at: crate::now(),
        })
    }
}

/// A variant with its title as people may read it.
pub(super) fn variant(
    id: &str,
    title: &str,
    price: Money,
    availability: Availability,
    picture: Option<Picture>,
) -> Option<Variant> {
    let external_id: ExternalId = id.parse().ok()?;
    Some(Variant { external_id, title: plain_text(title, LONGEST_TITLE), price, availability, picture })
}

/// The availability of a product: its stock is known where that of every variant in stock is.
fn together(variants: &[Variant]) -> Availability {
    let mut left = Some(0_u32);
    let mut any = false;
    for variant in variants.iter().filter(|variant| variant.availability.is_in_stock()) {
        any = true;
        left = match (left, variant.availability) {
            (Some(left), Availability::InStock(Some(more))) => Some(left.saturating_add(more)),
            _ => None,
        };
    }
    if any { Availability::InStock(left) } else { Availability::OutOfStock }
}

/// Stars on any scale as hundredths of five; nothing where nobody gave any.
pub(super) fn rating(value: f64, scale: f64, count: i64) -> Option<Rating> {
    let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
    let share = value / scale;
    // a share from 0 to 1 of 500 fits; not-a-number is in no range
    (0.0..=1.0).contains(&share).then(|| Rating { hundredths: (share * 500.0).round() as u16, count })
}

/// An address that may stand in a page: `http` or `https`, nothing else.
pub(super) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= 2000)?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// An address that a shopper may be sent to about a parcel: `https`, or `http` on this machine.
pub(super) fn tracking_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= 2000)?;
    (url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url))).then(|| url.to_string())
}

/// Whether an address is on this very machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// One size of one picture.
#[derive(Debug)]
pub(super) struct Sized {
    pub url: String,
    pub width: Option<u32>,
    pub alt: String,
}

/// Puts the sizes of the same picture together: addresses that differ in nothing but `-WIDTH` before their ending.
pub(super) fn pictures(sizes: impl IntoIterator<Item = Sized>) -> Vec<Picture> {
    let mut stems: Vec<String> = Vec::new();
    let mut pictures: Vec<Picture> = Vec::new();
    for size in sizes.into_iter().take(10 * MOST_PICTURES) {
        let Some(url) = web_address(&size.url) else { continue };
        let (stem, written) = stem_and_width(&url);
        let width = size.width.or(written).filter(|width| (1..=20_000).contains(width)).unwrap_or(USUAL_WIDTH);
        if let Some(at) = stems.iter().position(|known| *known == stem) {
            pictures[at].sources.push((url, width));
        } else {
            stems.push(stem);
            pictures.push(Picture::single(url, width, plain_text(&size.alt, LONGEST_TITLE)));
        }
    }
    for picture in &mut pictures {
        picture.sources.sort_by_key(|(_, width)| *width);
        picture.sources.dedup_by_key(|(_, width)| *width);
    }
    pictures
}

/// The sizes of one picture that is known to be one.
pub(super) fn picture(alt: &str, sizes: impl IntoIterator<Item = (String, Option<u32>)>) -> Option<Picture> {
    let mut sources: Vec<(String, u32)> = Vec::new();
    for (url, width) in sizes.into_iter().take(20) {
        let Some(url) = web_address(&url) else { continue };
        let width =
            width.or(stem_and_width(&url).1).filter(|width| (1..=20_000).contains(width)).unwrap_or(USUAL_WIDTH);
        if sources.iter().all(|known| known.0 != url && known.1 != width) {
            sources.push((url, width));
        }
    }
    sources.sort_by_key(|(_, width)| *width);
    (!sources.is_empty()).then(|| Picture { sources, alt: plain_text(alt, LONGEST_TITLE) })
}

/// `…/mug-640.webp` is the picture `…/mug.webp`, 640 wide.
fn stem_and_width(url: &str) -> (String, Option<u32>) {
    let whole = || (url.to_owned(), None);
    let Some((front, ending)) = url.rsplit_once('.') else { return whole() };
    let Some((stem, width)) = front.rsplit_once('-') else { return whole() };
    // some write `-640x480`
    match width.split('x').next().unwrap_or_default().parse() {
        Ok(width) if ending.len() <= 5 => (format!("{stem}.{ending}"), Some(width)),
        _ => whole(),
    }
}

/// A moment as RFC 3339 writes it, with `Z` or an offset.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
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
pub(super) fn days_in(text: &str) -> (u16, u16) {
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
pub(super) fn days_until(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<(u16, u16)> {
    let today = crate::now().date().days();
    let days = |moment: Timestamp| u16::try_from((moment.date().days() - today).clamp(0, 365)).ok();
    let (from, to) = (days(from.or(to)?)?, days(to?)?);
    Some((from.min(to), to))
}

/// First and last name of a person; a single name is both, as most shops insist on two.
pub(super) fn names(name: &str) -> (&str, &str) {
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
pub(super) fn category_name(category: Category) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == category).map_or("", |(_, names)| names[0])
}

/// Our category of a name, a slug or a path such as `Audio > Headphones`.
pub(super) fn category(text: &str) -> Option<Category> {
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

/// A list whose broken entries are left out instead of spoiling the rest.
pub(super) fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Maybe<T> {
        Good(T),
        Bad(#[allow(dead_code)] IgnoredAny),
    }
    let all = Option::<Vec<Maybe<T>>>::deserialize(from)?.unwrap_or_default();
    let good = |entry| match entry {
        Maybe::Good(entry) => Some(entry),
        Maybe::Bad(_) => None,
    };
    Ok(all.into_iter().take(MOST_PRODUCTS).filter_map(good).collect())
}

/// A field that may be missing or `null`, both of which mean the default.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// An id that some servers write as a number and some as a text.
pub(super) fn id_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id {
        Number(u64),
        Text(String),
    }
    Ok(match Id::deserialize(from)? {
        Id::Number(number) => number.to_string(),
        Id::Text(text) => text,
    })
}

/// A tracking event that the marketplace gave no name: its kind and time name it.
pub(super) fn event(name: &str, progress: Progress, at: Timestamp, note: &str) -> TrackingEvent {
    let external_id = if name.is_empty() { format!("{}-{}", progress.word(), at.0) } else { plain_text(name, 200) };
    TrackingEvent { external_id, progress, at, note: plain_text(note, 300) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::http::Answer;

    /// A shop with prices in this currency.
    pub fn shop(currency: Currency) -> Shop {
        Shop { id: "harbor".parse().unwrap(), currency }
    }

    /// An answer with status 200.
    pub fn answer(body: &str) -> Answer {
        Answer { status: http::StatusCode::OK, headers: http::HeaderMap::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn sizes_of_one_picture_come_together_smallest_first() {
        let size = |url: &str, width| Sized { url: url.to_owned(), width, alt: "A <b>mug</b>".to_owned() };
        let found = pictures([
            size("http://a.example/mug-640.webp", Some(640)),
            size("http://a.example/mug-320.webp", None),
            size("javascript:alert(1)", None),
            size("https://a.example/plain.png", None),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].sources.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [320, 640]);
        assert_eq!((found[0].alt.as_str(), found[1].sources[0].1), ("A mug", 640));
    }

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

    #[test]
    fn ratings_on_odd_scales_are_counted_in_five_stars() {
        assert_eq!(rating(9.0, 10.0, 3), Some(Rating { hundredths: 450, count: 3 }));
        assert_eq!(rating(6.0, 5.0, 3), None);
        assert_eq!(rating(4.0, 0.0, 3), None);
        assert_eq!(rating(4.0, 5.0, 0), None);
    }
}
