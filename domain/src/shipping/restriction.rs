//! What may not go where: by product, by kind of product, by place, and by way of sending.

use serde::{Deserialize, Serialize};

use super::place::{Area, Place};
use crate::{catalog::Category, ids::ExternalId};

/// Which goods a restriction is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goods {
    /// All of them.
    All,
    /// These products.
    Products(Vec<ExternalId>),
    /// Everything of a category.
    Category(Category),
    /// Everything that bears a mark, such as `lithium` or `liquid`.
    Marked(String),
}

/// A line of a basket, as far as prohibitions ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The product.
    pub product: ExternalId,
    /// Its category.
    pub category: Category,
    /// The marks it bears.
    pub marks: Vec<String>,
}

impl Goods {
    /// Whether a product is among them.
    pub fn hold(&self, kind: &Kind) -> bool {
        match self {
            Self::All => true,
            Self::Products(products) => products.contains(&kind.product),
            Self::Category(category) => *category == kind.category,
            Self::Marked(mark) => kind.marks.contains(mark),
        }
    }
}

/// One prohibition: these goods are not sent to that area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// What the operator calls it, such as `lithium-by-air`.
    pub id: String,
    /// Which goods.
    pub goods: Goods,
    /// Where to. What may go to a few places only is kept from what lies [`Area::Outside`] of them.
    pub area: Area,
    /// The only method that it is about; every method where there is none.
    pub method: Option<String>,
}

/// A line that may not be sent, and what keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The place of the line in the basket, counted from nought.
    pub line: u32,
    /// The restriction's id.
    pub by: String,
}

/// Which lines may not go to a place by a method, each with every restriction that keeps it, in their order.
pub fn stopped(restrictions: &[Restriction], lines: &[Kind], place: &Place, method: &str) -> Vec<Stopped> {
    let about = |restriction: &&Restriction| {
        restriction.area.holds(place) && restriction.method.as_deref().is_none_or(|only| only == method)
    };
    let holding: Vec<&Restriction> = restrictions.iter().filter(about).collect();
    let of_line = |(line, kind): (u32, &Kind)| {
        let kept = holding.iter().filter(|restriction| restriction.goods.hold(kind));
        kept.map(|restriction| Stopped { line, by: restriction.id.clone() }).collect::<Vec<_>>()
    };
    (0_u32..).zip(lines).flat_map(of_line).collect()
}
