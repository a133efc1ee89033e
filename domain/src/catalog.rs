//! What is for sale: products, variants, ratings, categories.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ExternalId, Gtin, ProductRef, RelationToken},
    money::Money,
    time::Timestamp,
};

macro_rules! categories {
    ($($variant:ident $slug:literal;)*) => {
        /// The shop's own shelves of goods, whatever a marketplace calls them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Category {
            $(#[doc = $slug] $variant,)*
        }

        impl Category {
            /// Every category, in the order of the navigation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its word in addresses.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }
        }
    };
}

categories! {
    HomeKitchen "home-kitchen";
    LightingFurniture "lighting-furniture";
    Audio "audio";
    Computing "computing";
    PhonesWearables "phones-wearables";
    Photo "photo";
    Fashion "fashion";
    Beauty "beauty";
    SportsOutdoor "sports-outdoor";
    ToysGames "toys-games";
    BooksStationery "books-stationery";
    GardenTools "garden-tools";
}

impl Category {
    /// The category of an address word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.slug() == slug)
    }
}

impl TryFrom<String> for Category {
    type Error = &'static str;

    fn try_from(slug: String) -> Result<Self, Self::Error> {
        Self::from_slug(&slug).ok_or("unknown category")
    }
}

impl From<Category> for String {
    fn from(category: Category) -> String {
        category.slug().to_owned()
    }
}

/// Stars that shoppers gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The average in hundredths of a star, 0 to 500.
    pub hundredths: u16,
    /// How many gave one.
    pub count: u32,
}

impl Rating {
    /// The rating of several marketplaces together, each weighted by its count.
    pub fn together(ratings: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut stars, mut count) = (0_u64, 0_u64);
        for rating in ratings {
            stars += u64::from(rating.hundredths.min(500)) * u64::from(rating.count);
            count += u64::from(rating.count);
        }
        let hundredths = u16::try_from((stars + count / 2).checked_div(count)?).ok()?;
        Some(Self { hundredths, count: u32::try_from(count).unwrap_or(u32::MAX) })
    }
}

/// Whether a product can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It can be bought; how many are left, where that is known.
    InStock(Option<u32>),
    /// Sold out.
    OutOfStock,
}

impl Availability {
    /// Whether it can be bought.
    pub fn is_in_stock(self) -> bool {
        !matches!(self, Self::OutOfStock | Self::InStock(Some(0)))
    }
}

/// One picture in several sizes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Address and width in pixels, the smallest first; never empty.
    pub sources: Vec<(String, u32)>,
    /// What it shows.
    pub alt: String,
}

impl Picture {
    /// A picture of one size.
    pub fn single(url: impl Into<String>, width: u32, alt: impl Into<String>) -> Self {
        Self { sources: vec![(url.into(), width)], alt: alt.into() }
    }

    /// The address of the largest size.
    pub fn largest(&self) -> &str {
        self.sources.last().map_or("", |(url, _)| url)
    }

    /// The address of the smallest size at least so wide, or of the largest there is.
    pub fn at_least(&self, width: u32) -> &str {
        self.sources.iter().find(|(_, wide)| *wide >= width).map_or_else(|| self.largest(), |(url, _)| url)
    }

    /// The value of an `srcset` attribute; empty when there is only one size.
    pub fn srcset(&self) -> String {
        if self.sources.len() < 2 {
            return String::new();
        }
        let parts: Vec<String> = self.sources.iter().map(|(url, width)| format!("{url} {width}w")).collect();
        parts.join(", ")
    }
}

/// A short film of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Film {
    /// Where it is.
    pub address: String,
    /// Where the picture is that stands there until it plays.
    pub poster: String,
    /// What it shows.
    pub alt: String,
}

/// A form of a product that is ordered by its own id: a colour, a size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// What the marketplace calls it.
    pub external_id: ExternalId,
    /// What tells it from its siblings, such as `Sage, XL`; empty when it is the only one.
    pub title: String,
    /// Its price in the marketplace's currency.
    pub price: Money,
    /// Whether it can be bought.
    pub availability: Availability,
    /// Its picture, where it has one of its own.
    pub picture: Option<Picture>,
}

/// One marketplace's listing, normalised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Whose it is and what they call it.
    pub reference: ProductRef,
    /// Its product group.
    pub relation: RelationToken,
    /// Its trade item number, where the marketplace tells it.
    pub gtin: Option<Gtin>,
    /// Plain text, never HTML.
    pub title: String,
    /// The maker.
    pub brand: Option<String>,
    /// Plain text, never HTML; may be empty in search answers.
    pub description: String,
    /// Our category, where theirs could be read.
    pub category: Option<Category>,
    /// The lowest price of its variants, in the marketplace's currency.
    pub price: Money,
    /// What it cost before, where the marketplace says so.
    pub list_price: Option<Money>,
    /// Their shoppers' stars.
    pub rating: Option<Rating>,
    /// Whether any variant can be bought.
    pub availability: Availability,
    /// Its pictures, the main one first.
    pub pictures: Vec<Picture>,
    /// Its page at the marketplace.
    pub product_url: Option<String>,
    /// Names and values for the table of details.
    pub attributes: Vec<(String, String)>,
    /// What can be ordered; never empty.
    pub variants: Vec<Variant>,
    /// When the marketplace told us.
    pub observed_at: Timestamp,
}

impl Product {
    /// The variant of an id.
    pub fn variant(&self, id: &ExternalId) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.external_id == *id)
    }

    /// The variant that is shown first: the cheapest that can be bought, else the first.
    pub fn first_choice(&self) -> Option<&Variant> {
        let buyable = self.variants.iter().filter(|variant| variant.availability.is_in_stock());
        buyable.min_by_key(|variant| variant.price.minor).or(self.variants.first())
    }
}

/// Makes plain text of what a marketplace wrote: tags dropped, common entities read, spaces folded, length capped.
///
/// The pages escape what they show; this keeps markup from being read by people.
pub fn plain_text(text: &str, longest: usize) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let is_tag = after.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        if !is_tag {
            out.push('<');
            rest = after;
            continue;
        }
        // where no tag ends, none is looked for again: a text full of openings would be gone through once for each
        let Some(close) = after.find('>') else {
            rest = &rest[open..];
            break;
        };
        out.push(' ');
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    let entities = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let read = entities.iter().fold(out, |text, (entity, letter)| text.replace(entity, letter));
    let kept = read.chars().filter(|letter| !turns_text_around(*letter));
    let clean: String = kept.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(longest).collect()
}

/// Letters that change the direction of what stands behind them, beyond the text they are part of.
fn turns_text_around(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_around_is_left_out() {
        assert_eq!(plain_text("Lamp \u{202e}evil\u{202c} \u{200f}مصباح", 60), "Lamp evil \u{200f}مصباح");
    }

    #[test]
    fn openings_that_never_close_are_text_however_many_there_are() {
        let many = "<a".repeat(500_000);
        assert_eq!(plain_text(&many, 4), "<a<a");
        assert_eq!(plain_text(&"< ".repeat(500_000), 3), "< <");
    }

    #[test]
    fn markup_in_titles_is_not_read_by_people() {
        assert_eq!(plain_text("<b>SALE</b> 5\" &amp; 7\"  <script>x</script>", 60), "SALE 5\" & 7\" x");
        assert_eq!(plain_text("a < b and 3<4", 60), "a < b and 3<4");
        assert_eq!(plain_text("ééééé", 3), "ééé");
    }

    #[test]
    fn ratings_weigh_by_their_count() {
        let both = Rating::together([Rating { hundredths: 500, count: 1 }, Rating { hundredths: 400, count: 3 }]);
        assert_eq!(both, Some(Rating { hundredths: 425, count: 4 }));
        assert_eq!(Rating::together([]), None);
    }
}
