//! What the marketplaces of the practice world sell.
//!
//! The written catalogue lies in `sandbox/catalogue` as JSON and is compiled in; `growth` makes more of it for
//! benchmarks, always the same; `search` finds in it. Prices, stock and ratings are what a shop starts with: what
//! happens to them later is the server's business.

mod growth;
mod search;
#[cfg(test)]
mod tests;
mod written;

pub use search::{Index, search};

/// Slug and English, French and Arabic name of every category.
pub const CATEGORIES: [(&str, [&str; 3]); 12] = [
    ("audio", ["Audio", "Audio et son", "صوتيات"]),
    ("beauty", ["Beauty", "Beauté", "جمال وعناية"]),
    ("books-stationery", ["Books & Stationery", "Livres et papeterie", "كتب وقرطاسية"]),
    ("computing", ["Computing", "Informatique", "حواسيب"]),
    ("fashion", ["Fashion", "Mode", "أزياء"]),
    ("garden-tools", ["Garden & Tools", "Jardin et outils", "حديقة وأدوات"]),
    ("home-kitchen", ["Home & Kitchen", "Maison et cuisine", "منزل ومطبخ"]),
    ("lighting-furniture", ["Lighting & Furniture", "Luminaires et meubles", "إضاءة وأثاث"]),
    ("phones-wearables", ["Phones & Wearables", "Téléphones et montres connectées", "هواتف وساعات ذكية"]),
    ("photo", ["Photo", "Photo et caméras", "تصوير"]),
    ("sports-outdoor", ["Sports & Outdoor", "Sport et plein air", "رياضة وهواء طلق"]),
    ("toys-games", ["Toys & Games", "Jouets et jeux", "ألعاب"]),
];

/// The marketplaces with a catalogue, and the currency of their prices.
pub const MARKETPLACES: [(&str, &str); 5] =
    [("harbor", "EUR"), ("kitemart", "JPY"), ("baobab", "TND"), ("nomad", "USD"), ("lumen", "USD")];

/// The largest world, over all marketplaces.
pub const MOST_PRODUCTS: usize = 100_000;

/// One thing a marketplace sells, as that marketplace tells it.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The marketplace's own id.
    pub external_id: String,
    /// The number on the carton, GTIN-13: the same at every marketplace that sells the same thing.
    pub gtin: String,
    /// The slug of its category.
    pub category: &'static str,
    /// Who makes it.
    pub brand: String,
    /// What it is called there, as careless as its seller.
    pub title: String,
    /// The language of its texts: `en`, `fr` or `ar`.
    pub lang: &'static str,
    /// Two to five sentences.
    pub description: &'static str,
    /// The price of the cheapest variant.
    pub price_minor: i64,
    /// The price struck out beside it.
    pub list_price_minor: Option<i64>,
    /// The currency of all its prices.
    pub currency: &'static str,
    /// Stars in hundredths: 450 is four and a half.
    pub rating: u32,
    /// How many people rated it.
    pub rating_count: u32,
    /// How many there are of all variants together.
    pub stock: u32,
    /// Its pictures, the main one first.
    pub pictures: &'static [Picture],
    /// Names and values, in the order of the table.
    pub attributes: &'static [(String, String)],
    /// What can be put into a cart; at least one.
    pub variants: Vec<Variant>,
    words: Box<str>,
}

/// One thing to put into a cart.
#[derive(Clone, Debug, Default)]
pub struct Variant {
    /// Its id, unique at the marketplace. A listing without a choice may share its own id with its variant.
    pub id: String,
    /// The seller's article number.
    pub sku: String,
    /// What sets it apart; empty when there is no choice.
    pub title: &'static str,
    /// Option names and values; empty when there is no choice.
    pub options: &'static [(String, String)],
    /// Its price.
    pub price_minor: i64,
    /// How many there are.
    pub stock: u32,
    /// The stem of a picture of its own.
    pub picture: Option<&'static str>,
}

/// A picture in every size under `public/pictures`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Picture {
    /// Folder and name without size and ending, as in `audio/headphones-matte-black`.
    pub stem: String,
    /// What it shows, in English.
    pub alt: String,
}

impl Picture {
    /// Where the picture is on the server at `base`; sizes are 640, 320 and 160.
    #[must_use]
    pub fn url(&self, base: &str, size: u32) -> String {
        picture_url(base, &self.stem, size)
    }
}

/// Where the picture with this stem is on the server at `base`; sizes are 640, 320 and 160.
#[must_use]
pub fn picture_url(base: &str, stem: &str, size: u32) -> String {
    format!("{}/pictures/{stem}-{size}.webp", base.trim_end_matches('/'))
}

/// What `marketplace` sells in a world of `total_products` over all marketplaces.
///
/// The written catalogue is never cut: a smaller number gives all of it, a larger one adds made-up listings up to
/// [`MOST_PRODUCTS`]. The same numbers always give the same listings, and a larger world begins with the smaller
/// one. A name that is not in [`MARKETPLACES`] sells nothing.
#[must_use]
pub fn listings(marketplace: &str, total_products: usize) -> Vec<Listing> {
    let Some(shelf) = written::shelf(marketplace) else {
        return Vec::new();
    };
    let mut all: Vec<Listing> = shelf.iter().map(written::Written::listing).collect();
    growth::grow(marketplace, shelf, total_products.min(MOST_PRODUCTS), &mut all);
    all
}
