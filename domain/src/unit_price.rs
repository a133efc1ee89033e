//! What a kilogram, a litre or a tenth of them costs, for goods that are used up, so that sizes can be compared.

use crate::{
    catalog::{Category, Product, Variant},
    money::Money,
};

/// The categories whose goods are used up; a backpack of 18 litres is none of them.
const USED_UP: [Category; 1] = [Category::Beauty];

/// What marketplaces call the content of a package, in small letters.
const NAMES: [&str; 9] =
    ["content", "net content", "net weight", "net quantity", "contenu", "contenance", "poids net", "المحتوى", "السعة"];

/// What a price is told for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// 1 kg.
    Kilogram,
    /// 100 g.
    HundredGrams,
    /// 1 l.
    Litre,
    /// 100 ml.
    HundredMillilitres,
}

impl Per {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Kilogram, Self::HundredGrams, Self::Litre, Self::HundredMillilitres];

    /// Its word in texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Kilogram => "kg",
            Self::HundredGrams => "100g",
            Self::Litre => "l",
            Self::HundredMillilitres => "100ml",
        }
    }
}

/// What so much of something costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice {
    /// The price, in the currency it was worked out from.
    pub amount: Money,
    /// For how much.
    pub per: Per,
}

/// The unit price of a product in a variant for what it costs; `None` where its content is not told, or not used up.
///
/// Where a product has several variants, only what tells them apart says what is in one of them.
pub fn unit_price(product: &Product, variant: Option<&Variant>, price: Money) -> Option<UnitPrice> {
    if !product.category.is_some_and(|category| USED_UP.contains(&category)) {
        return None;
    }
    let content = if product.variants.len() > 1 {
        content(&variant?.title)?
    } else {
        let named = |name: &str| NAMES.contains(&name.trim().to_lowercase().as_str());
        product.attributes.iter().filter(|(name, _)| named(name)).find_map(|(_, value)| content(value))?
    };
    priced(content, price)
}

/// How much is in a package, in thousandths of a gram or of a millilitre.
#[derive(Clone, Copy)]
struct Content {
    thousandths: i64,
    liquid: bool,
}

/// Large packages are compared by the whole unit, small ones by a tenth of it.
fn priced(content: Content, price: Money) -> Option<UnitPrice> {
    const WHOLE: i64 = 1_000_000;
    let (base, per) = match (content.liquid, content.thousandths >= WHOLE / 2) {
        (true, true) => (WHOLE, Per::Litre),
        (true, false) => (WHOLE / 10, Per::HundredMillilitres),
        (false, true) => (WHOLE, Per::Kilogram),
        (false, false) => (WHOLE / 10, Per::HundredGrams),
    };
    let whole = i128::from(price.minor) * i128::from(base);
    let content = i128::from(content.thousandths);
    let minor = i64::try_from((whole + content / 2) / content).ok()?;
    Some(UnitPrice { amount: Money::new(minor, price.currency), per })
}

/// Reads `50 ml`, `Refill 50 ml`, `3,8 g`, `0.5 l`. Several things in one package are not read.
fn content(text: &str) -> Option<Content> {
    if text.contains('+') {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let (factor, liquid) = match pair[1].trim_end_matches([',', ';', '.']).to_lowercase().as_str() {
            "ml" | "مل" => (1_000, true),
            "cl" | "سل" => (10_000, true),
            "l" | "ل" | "لتر" => (1_000_000, true),
            "g" | "غ" | "جم" => (1_000, false),
            "kg" | "كغ" | "كجم" => (1_000_000, false),
            _ => return None,
        };
        let thousandths = thousandths(pair[0])?.checked_mul(factor)? / 1000;
        (thousandths > 0).then_some(Content { thousandths, liquid })
    })
}

/// A decimal number in thousandths; the fourth decimal and all after it make no sense here.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if whole.len() > 6 || fraction.len() > 3 {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Availability, ids::RelationToken, money::Currency, time::Timestamp};

    fn euros(minor: i64) -> Money {
        Money::new(minor, Currency::Eur)
    }

    fn variant(title: &str) -> Variant {
        Variant {
            external_id: format!("v{}", title.len()).parse().unwrap(),
            title: title.to_owned(),
            price: euros(1),
            availability: Availability::InStock(None),
            picture: None,
        }
    }

    fn product(category: Category, attribute: (&str, &str), variants: &[&str]) -> Product {
        let reference: crate::ids::ProductRef = "harbor:1".parse().unwrap();
        Product {
            relation: RelationToken::of(&reference, None),
            gtin: None,
            title: "A thing".to_owned(),
            brand: None,
            description: String::new(),
            category: Some(category),
            price: euros(1),
            list_price: None,
            rating: None,
            availability: Availability::InStock(None),
            pictures: Vec::new(),
            product_url: None,
            attributes: vec![(attribute.0.to_owned(), attribute.1.to_owned())],
            variants: variants.iter().map(|title| variant(title)).collect(),
            observed_at: Timestamp(0),
            reference,
        }
    }

    fn of(product: &Product, place: usize, minor: i64) -> Option<(i64, Per)> {
        unit_price(product, product.variants.get(place), euros(minor)).map(|unit| (unit.amount.minor, unit.per))
    }

    #[test]
    fn sizes_of_what_is_used_up_can_be_compared() {
        let cream = product(Category::Beauty, ("Skin", "All"), &["30 ml", "Refill 50 ml", "0.75 l"]);
        assert_eq!(of(&cream, 0, 1200), Some((4000, Per::HundredMillilitres)));
        assert_eq!(of(&cream, 1, 1500), Some((3000, Per::HundredMillilitres)));
        assert_eq!(of(&cream, 2, 1500), Some((2000, Per::Litre)));
        let lipstick = product(Category::Beauty, ("Contenu", "3,8 g"), &["Standard"]);
        assert_eq!(of(&lipstick, 0, 1900), Some((50_000, Per::HundredGrams)));
        let soap = product(Category::Beauty, ("Net weight", "1.5 kg"), &[""]);
        assert_eq!(of(&soap, 0, 900), Some((600, Per::Kilogram)));
    }

    #[test]
    fn what_is_not_used_up_or_not_told_has_none() {
        assert_eq!(of(&product(Category::Fashion, ("Content", "18 l"), &["Standard"]), 0, 900), None);
        for text in ["Empty bottle", "Bottle + 1 l refill", "ml 50", "0 ml", "1.2345 ml", "99999999 l", "٥٠ مل"] {
            let bottle = product(Category::Beauty, ("Content", "350 ml"), &[text, "400 ml"]);
            assert_eq!(of(&bottle, 0, 900), None, "{text}");
        }
    }
}
