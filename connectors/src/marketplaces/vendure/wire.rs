//! The Shop API's JSON, field for field, the questions that ask for it, and how it becomes our types.

use domain::{
    catalog::{Availability, Picture, Product as OurProduct, Variant as OurVariant},
    marketplace::DeliveryOption,
    money::Money,
    order::{Progress, Shipment, TrackingEvent},
    pricing::Amounts,
};
use serde::Deserialize;
use serde_json::Value;

use crate::marketplaces::{
    OrderSnapshot, QuotedLine,
    reading::{self, Shop, Sized, Told, id_text, lenient, or_default},
};

/// What every shop has beyond the schema, and how it may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomFields {
    /// All of them at once: shops that declare none answer this.
    Whole,
    /// By the one name we know: shops that declare a trade item number answer this.
    Named,
    /// Not at all.
    Unasked,
}

impl CustomFields {
    /// What to try where a shop does not know these.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Whole => Some(Self::Named),
            Self::Named => Some(Self::Unasked),
            Self::Unasked => None,
        }
    }
}

pub const SEARCH: &str = "query Search($input: SearchInput!) { search(input: $input) { items { productId } } }";

/// Asks for `count` products by id in one question; the ids are the variables `id0`, `id1`, …
pub fn products_query(count: usize, custom: CustomFields) -> String {
    let (product, variant) = match custom {
        CustomFields::Whole => ("customFields", "customFields"),
        CustomFields::Named => ("", "customFields { gtin }"),
        CustomFields::Unasked => ("", ""),
    };
    let names: Vec<String> = (0..count).map(|number| format!("$id{number}: ID!")).collect();
    let fields: Vec<String> =
        (0..count).map(|number| format!("p{number}: product(id: $id{number}) {{ ...P }}")).collect();
    format!(
        "query Products({}) {{ {} }} \
         fragment P on Product {{ id name description assets {{ preview width }} \
         facetValues {{ name facet {{ code name }} }} collections {{ name slug }} {product} \
         variants {{ id sku name priceWithTax currencyCode stockLevel options {{ name }} featuredAsset {{ preview width }} \
         {variant} }} }}",
        names.join(", "),
        fields.join(" ")
    )
}

const ORDER: &str = "fragment O on Order { id code state active orderPlacedAt updatedAt currencyCode totalWithTax \
    shippingWithTax lines { quantity unitPriceWithTax discountedLinePriceWithTax productVariant { id } } \
    fulfillments { id state method trackingCode createdAt updatedAt } }";
const REFUSAL: &str = "fragment E on ErrorResult { errorCode message }";

/// A mutation of the active order, or a query of an order, with all that we read of one.
///
/// A fragment that an operation does not use must not be sent along.
pub fn order_query(operation: &str) -> String {
    let refusal = if operation.contains("...E") { REFUSAL } else { "" };
    format!("{operation} {ORDER} {refusal}")
}

#[derive(Debug, Deserialize)]
pub struct SearchData {
    pub search: Found,
}

#[derive(Debug, Deserialize)]
pub struct Found {
    #[serde(deserialize_with = "lenient")]
    pub items: Vec<FoundItem>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundItem {
    #[serde(deserialize_with = "id_text")]
    pub product_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    #[serde(deserialize_with = "id_text")]
    id: String,
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    #[serde(default, deserialize_with = "lenient")]
    assets: Vec<Asset>,
    #[serde(default, deserialize_with = "lenient")]
    facet_values: Vec<FacetValue>,
    #[serde(default, deserialize_with = "lenient")]
    collections: Vec<Collection>,
    #[serde(default)]
    custom_fields: Value,
    #[serde(deserialize_with = "lenient")]
    variants: Vec<Variant>,
}

#[derive(Debug, Deserialize)]
struct Asset {
    preview: String,
    width: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct FacetValue {
    name: String,
    facet: Facet,
}

#[derive(Debug, Deserialize)]
struct Facet {
    code: String,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
struct Collection {
    name: String,
    slug: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Variant {
    #[serde(deserialize_with = "id_text")]
    id: String,
    #[serde(default)]
    sku: String,
    #[serde(default)]
    name: String,
    price_with_tax: i64,
    currency_code: String,
    #[serde(default)]
    stock_level: String,
    #[serde(default, deserialize_with = "lenient")]
    options: Vec<ProductOption>,
    featured_asset: Option<Asset>,
    #[serde(default)]
    custom_fields: Value,
}

#[derive(Debug, Deserialize)]
struct ProductOption {
    name: String,
}

impl Product {
    /// The product as we know it; nothing where it cannot be sold.
    pub fn read(self, shop: &Shop) -> Option<OurProduct> {
        let custom = &self.custom_fields;
        let named = self.variants.iter().find_map(|variant| variant.custom_fields["gtin"].as_str());
        // without a number of their own, shops often use it as their article number
        let gtin = named.or(self.variants.first().map(|variant| variant.sku.as_str())).map(str::to_owned);
        let before = custom["listPriceWithTax"].as_i64().and_then(|minor| shop.own(minor));
        let stars = custom["rating"].as_f64().zip(custom["ratingCount"].as_i64());
        let categories = self.facet_values.iter().map(|value| value.name.as_str());
        let shelves = self.collections.iter().flat_map(|shelf| [shelf.slug.as_str(), shelf.name.as_str()]);
        let brand = self.facet_values.iter().find(|value| value.facet.code == "brand").map(|value| value.name.clone());
        shop.product(Told {
            gtin,
            category: shelves.chain(categories).find_map(reading::category),
            list_price: before,
            rating: stars.and_then(|(stars, count)| reading::rating(stars, 5.0, count)),
            brand,
            attributes: self.attributes(),
            pictures: pictures(self.assets, &self.name),
            variants: self.variants.into_iter().filter_map(|variant| variant.read(shop, &self.name)).collect(),
            id: self.id,
            title: self.name,
            description: self.description,
            url: None,
        })
    }

    /// Pairs from the shop's own field, and every facet that is neither brand nor category.
    fn attributes(&self) -> Vec<(String, String)> {
        let own = self.custom_fields["attributes"].as_array().into_iter().flatten();
        let own = own.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned())));
        let other = |value: &&FacetValue| !matches!(value.facet.code.as_str(), "brand" | "category");
        let facets = self.facet_values.iter().filter(other).map(|value| (value.facet.name.clone(), value.name.clone()));
        own.chain(facets).collect()
    }
}

impl Variant {
    fn read(self, shop: &Shop, product_name: &str) -> Option<OurVariant> {
        let options: Vec<&str> = self.options.iter().map(|option| option.name.as_str()).collect();
        let own_name = self.name.strip_prefix(product_name).unwrap_or(&self.name).trim();
        let title = if options.is_empty() { own_name.to_owned() } else { options.join(", ") };
        let price = shop.price(self.price_with_tax, &self.currency_code)?;
        let availability = match (self.stock_level.as_str(), self.stock_level.parse()) {
            ("OUT_OF_STOCK", _) | (_, Ok(0)) => Availability::OutOfStock,
            (_, Ok(left)) => Availability::InStock(Some(left)),
            _ => Availability::InStock(None),
        };
        let picture = pictures(self.featured_asset, &title).into_iter().next();
        reading::variant(&self.id, &title, price, availability, picture)
    }
}

fn pictures(assets: impl IntoIterator<Item = Asset>, alt: &str) -> Vec<Picture> {
    reading::pictures(assets.into_iter().map(|asset| Sized {
        url: asset.preview,
        width: asset.width,
        alt: alt.to_owned(),
    }))
}

/// An order, or the member of the union that says why there is none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Order {
    pub error_code: String,
    pub message: String,
    pub transition_error: String,
    pub quantity_available: Option<u32>,
    pub code: String,
    pub state: String,
    pub active: bool,
    order_placed_at: Option<String>,
    updated_at: Option<String>,
    currency_code: String,
    total_with_tax: i64,
    shipping_with_tax: i64,
    #[serde(deserialize_with = "or_default")]
    lines: Vec<OrderLine>,
    #[serde(deserialize_with = "or_default")]
    fulfillments: Vec<Fulfillment>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderLine {
    quantity: u32,
    unit_price_with_tax: i64,
    discounted_line_price_with_tax: i64,
    product_variant: VariantId,
}

#[derive(Clone, Debug, Deserialize)]
struct VariantId {
    #[serde(deserialize_with = "id_text")]
    id: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Fulfillment {
    #[serde(deserialize_with = "id_text")]
    id: String,
    state: String,
    #[serde(deserialize_with = "or_default")]
    method: String,
    #[serde(deserialize_with = "or_default")]
    tracking_code: String,
    created_at: Option<String>,
    updated_at: Option<String>,
}

impl Order {
    /// Whether the answer is a refusal instead of an order.
    pub fn is_refusal(&self) -> bool {
        !self.error_code.is_empty()
    }

    /// Whether the customer is through with it: the marketplace has it.
    pub fn is_placed(&self) -> bool {
        !self.active
            && !self.code.is_empty()
            && !matches!(self.state.as_str(), "AddingItems" | "ArrangingPayment" | "Draft")
    }

    /// What is to be paid.
    pub fn total(&self, shop: &Shop) -> Option<Money> {
        shop.price(self.total_with_tax, &self.currency_code)
    }

    /// Goods and delivery; prices contain the tax.
    pub fn amounts(&self, shop: &Shop) -> Option<Amounts> {
        let (total, delivery) = (self.total(shop)?, shop.own(self.shipping_with_tax)?);
        let goods = total.minus(delivery).ok().filter(|goods| goods.minor >= 0)?;
        Some(Amounts { goods, delivery, tax_added: Money::zero(total.currency), total })
    }

    /// The lines as they are quoted.
    pub fn quoted(&self, shop: &Shop) -> Option<Vec<QuotedLine>> {
        let read = |line: &OrderLine| {
            Some(QuotedLine {
                variant: line.product_variant.id.parse().ok()?,
                quantity: line.quantity.try_into().ok()?,
                unit: shop.own(line.unit_price_with_tax)?,
                amount: shop.own(line.discounted_line_price_with_tax)?,
            })
        };
        self.lines.iter().map(read).collect()
    }

    /// How the order stands.
    pub fn read(&self) -> OrderSnapshot {
        let shipments = self.fulfillments.iter().filter(|parcel| !parcel.tracking_code.is_empty());
        let shipment = |parcel: &Fulfillment| Shipment {
            carrier: domain::catalog::plain_text(&parcel.method, 80),
            tracking_number: domain::catalog::plain_text(&parcel.tracking_code, 80),
            tracking_url: None,
        };
        OrderSnapshot { progress: self.progress(), shipments: shipments.map(shipment).collect(), events: self.events() }
    }

    fn progress(&self) -> Progress {
        match self.state.as_str() {
            "Cancelled" => Progress::Cancelled,
            "Delivered" => Progress::Delivered,
            "PartiallyDelivered" => Progress::InTransit,
            "Shipped" | "PartiallyShipped" => Progress::Shipped,
            "PaymentSettled" | "Modifying" | "ArrangingAdditionalPayment" => Progress::Processing,
            _ => Progress::Placed,
        }
    }

    /// The API tells states, not their history: what can be dated is told, once per thing it is about.
    fn events(&self) -> Vec<TrackingEvent> {
        let mut events = Vec::new();
        let mut tell = |name: &str, progress: Progress, at: &Option<String>, note: &str| {
            events.extend(at.as_deref().and_then(reading::moment).map(|at| reading::event(name, progress, at, note)));
        };
        tell("placed", Progress::Placed, &self.order_placed_at, "");
        for parcel in &self.fulfillments {
            if matches!(parcel.state.as_str(), "Shipped" | "Delivered") {
                tell(&format!("shipped-{}", parcel.id), Progress::Shipped, &parcel.created_at, &parcel.method);
            }
            if parcel.state == "Delivered" && self.state == "Delivered" {
                tell(&format!("delivered-{}", parcel.id), Progress::Delivered, &parcel.updated_at, &parcel.method);
            }
        }
        match self.state.as_str() {
            "PaymentSettled" => tell("processing", Progress::Processing, &self.updated_at, ""),
            "Cancelled" => tell("cancelled", Progress::Cancelled, &self.updated_at, ""),
            _ => {}
        }
        events
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippingMethod {
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    price_with_tax: i64,
}

impl ShippingMethod {
    /// What we call it: its code without the ending that all of Vendure's own codes share.
    pub fn word(&self) -> &str {
        self.code.strip_suffix("-shipping").filter(|word| !word.is_empty()).unwrap_or(&self.code)
    }

    /// The way of delivery as we know it.
    pub fn read(&self, shop: &Shop) -> Option<DeliveryOption> {
        let (days_from, days_to) = reading::days_in(&domain::catalog::plain_text(&self.description, 500));
        let title = domain::catalog::plain_text(if self.name.is_empty() { &self.code } else { &self.name }, 120);
        Some(DeliveryOption {
            id: self.word().to_owned(),
            title,
            price: shop.own(self.price_with_tax)?,
            days_from,
            days_to,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethod {
    pub code: String,
    pub is_eligible: bool,
}
