//! The API's JSON, field for field, and how it becomes our types.

use domain::{
    catalog::{Availability, Category, Picture, Product},
    money::Money,
};
use serde::Deserialize;

use crate::marketplaces::reading::{self, Shop, Told, lenient, or_default};

/// What is asked for of every item.
pub const RESOURCES: [&str; 16] = [
    "browseNodeInfo.browseNodes",
    "browseNodeInfo.browseNodes.ancestor",
    "customerReviews.count",
    "customerReviews.starRating",
    "images.primary.small",
    "images.primary.medium",
    "images.primary.large",
    "images.variants.large",
    "itemInfo.byLineInfo",
    "itemInfo.classifications",
    "itemInfo.externalIds",
    "itemInfo.features",
    "itemInfo.productInfo",
    "itemInfo.title",
    "offersV2.listings.availability",
    "offersV2.listings.price",
];

/// An answer of `searchItems` or `getItems`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Answered {
    search_result: Option<Items>,
    items_result: Option<Items>,
    #[serde(deserialize_with = "lenient")]
    errors: Vec<Complaint>,
}

#[derive(Debug, Deserialize)]
struct Items {
    #[serde(default, deserialize_with = "lenient")]
    items: Vec<Item>,
}

/// Something that was not found or not done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Complaint {
    pub code: String,
}

impl Answered {
    /// Whether it is the news that there are no items.
    pub fn is_none(&self) -> bool {
        self.errors.iter().any(|error| {
            matches!(error.code.as_str(), "NoResults" | "ItemNotFound" | "InvalidItemId" | "ItemNotAccessible")
        })
    }

    /// The products that can be shown; `None` where the answer is neither items nor the news that there are none.
    pub fn products(self, shop: &Shop) -> Option<Vec<Product>> {
        let none = self.is_none();
        match self.search_result.or(self.items_result) {
            Some(found) => Some(found.items.into_iter().filter_map(|item| item.read(shop)).collect()),
            None => none.then(Vec::new),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Item {
    asin: String,
    #[serde(rename = "detailPageURL", deserialize_with = "or_default")]
    detail_page_url: Option<String>,
    #[serde(deserialize_with = "or_default")]
    item_info: ItemInfo,
    #[serde(deserialize_with = "or_default")]
    images: Images,
    #[serde(deserialize_with = "or_default")]
    offers_v2: Offers,
    #[serde(deserialize_with = "or_default")]
    customer_reviews: Reviews,
    #[serde(deserialize_with = "or_default")]
    browse_node_info: Nodes,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ItemInfo {
    #[serde(deserialize_with = "or_default")]
    title: Value,
    #[serde(deserialize_with = "or_default")]
    features: Values,
    #[serde(deserialize_with = "or_default")]
    by_line_info: ByLine,
    #[serde(deserialize_with = "or_default")]
    external_ids: Numbers,
    #[serde(deserialize_with = "or_default")]
    classifications: Classifications,
    #[serde(deserialize_with = "or_default")]
    product_info: ProductInfo,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Value {
    #[serde(deserialize_with = "or_default")]
    display_value: String,
    #[serde(deserialize_with = "or_default")]
    label: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Values {
    #[serde(deserialize_with = "or_default")]
    display_values: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ByLine {
    #[serde(deserialize_with = "or_default")]
    brand: Value,
    #[serde(deserialize_with = "or_default")]
    manufacturer: Value,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Numbers {
    #[serde(deserialize_with = "or_default")]
    eans: Values,
    #[serde(deserialize_with = "or_default")]
    upcs: Values,
    #[serde(deserialize_with = "or_default")]
    isbns: Values,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Classifications {
    #[serde(deserialize_with = "or_default")]
    product_group: Value,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProductInfo {
    #[serde(deserialize_with = "or_default")]
    color: Value,
    #[serde(deserialize_with = "or_default")]
    size: Value,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Images {
    #[serde(deserialize_with = "or_default")]
    primary: Option<Image>,
    #[serde(deserialize_with = "lenient")]
    variants: Vec<Image>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Image {
    small: Option<Size>,
    medium: Option<Size>,
    large: Option<Size>,
    hi_res: Option<Size>,
}

#[derive(Debug, Deserialize)]
struct Size {
    url: String,
    width: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Offers {
    #[serde(deserialize_with = "lenient")]
    listings: Vec<Offer>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Offer {
    price: OfferPrice,
    #[serde(default, deserialize_with = "or_default")]
    availability: Stock,
    #[serde(default)]
    is_buy_box_winner: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfferPrice {
    money: Amount,
    saving_basis: Option<SavingBasis>,
}

#[derive(Debug, Deserialize)]
struct SavingBasis {
    money: Amount,
}

/// A number of major units. It is read by its digits, never as a fraction.
#[derive(Debug, Deserialize)]
struct Amount {
    amount: serde_json::Number,
    currency: String,
}

impl Amount {
    fn read(&self, shop: &Shop) -> Option<Money> {
        let currency = self.currency.parse().ok()?;
        let money = Money::from_decimal(&self.amount.to_string(), currency).ok()?;
        shop.price(money.minor, &self.currency)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stock {
    #[serde(rename = "type", deserialize_with = "or_default")]
    kind: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Reviews {
    count: f64,
    #[serde(deserialize_with = "or_default")]
    star_rating: Stars,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stars {
    value: f64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Nodes {
    #[serde(deserialize_with = "lenient")]
    browse_nodes: Vec<Node>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Node {
    #[serde(deserialize_with = "or_default")]
    display_name: String,
    #[serde(deserialize_with = "or_default")]
    context_free_name: String,
    ancestor: Option<Box<Self>>,
}

impl Node {
    fn category(&self) -> Option<Category> {
        let own = reading::category(&self.display_name).or_else(|| reading::category(&self.context_free_name));
        own.or_else(|| self.ancestor.as_ref()?.category())
    }
}

impl Image {
    fn read(&self, alt: &str) -> Option<Picture> {
        let sizes = [&self.small, &self.medium, &self.large, &self.hi_res].into_iter().flatten();
        // widths are whole numbers written as any number
        let width = |size: &Size| size.width.filter(|width| (1.0..=20_000.0).contains(width)).map(|width| width as u32);
        reading::picture(alt, sizes.map(|size| (size.url.clone(), width(size))))
    }
}

impl Item {
    fn read(self, shop: &Shop) -> Option<Product> {
        let info = self.item_info;
        let offers = &self.offers_v2.listings;
        let offer = offers.iter().find(|offer| offer.is_buy_box_winner).or(offers.first())?;
        let price = offer.price.money.read(shop)?;
        let sold_out = matches!(offer.availability.kind.to_ascii_uppercase().as_str(), "OUT_OF_STOCK" | "UNAVAILABLE");
        let availability = if sold_out { Availability::OutOfStock } else { Availability::InStock(None) };
        let title = info.title.display_value;
        let ids = info.external_ids;
        let numbers = [ids.eans, ids.upcs, ids.isbns].into_iter().flat_map(|ids| ids.display_values);
        let brand = [info.by_line_info.brand.display_value, info.by_line_info.manufacturer.display_value];
        let facts = [("Colour", info.product_info.color), ("Size", info.product_info.size)];
        let fact = |(name, value): (&str, Value)| {
            let name = if value.label.is_empty() { name.to_owned() } else { value.label };
            (name, value.display_value)
        };
        let features = info.features.display_values;
        let (pairs, lines): (Vec<&String>, Vec<&String>) = features.iter().partition(|line| fact_in(line).is_some());
        let description = lines.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let pairs = pairs.into_iter().filter_map(|line| fact_in(line));
        let category = self.browse_node_info.browse_nodes.iter().find_map(Node::category);
        shop.product(Told {
            gtin: numbers.into_iter().find(|number| number.parse::<domain::ids::Gtin>().is_ok()),
            brand: brand.into_iter().find(|name| !name.is_empty()),
            description,
            category: category.or_else(|| reading::category(&info.classifications.product_group.display_value)),
            list_price: offer.price.saving_basis.as_ref().and_then(|basis| basis.money.read(shop)),
            // a count is a whole number written as any number
            rating: reading::rating(self.customer_reviews.star_rating.value, 5.0, self.customer_reviews.count as i64),
            pictures: self
                .images
                .primary
                .iter()
                .chain(&self.images.variants)
                .filter_map(|image| image.read(&title))
                .collect(),
            url: self.detail_page_url,
            attributes: facts.into_iter().map(fact).chain(pairs).collect(),
            variants: reading::variant(&self.asin, "", price, availability, None).into_iter().collect(),
            id: self.asin,
            title,
        })
    }
}

/// The name and value in a line such as `Battery life: 45 h`; sentences have none.
fn fact_in(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(": ")?;
    (name.len() <= 40 && value.len() <= 120).then(|| (name.to_owned(), value.to_owned()))
}
