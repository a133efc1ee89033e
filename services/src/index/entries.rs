//! What of a listing is searched for.

use std::hash::{DefaultHasher, Hash, Hasher};

use ::index::Entry;
use domain::catalog::Product;

/// Attributes that hold a code.
const CODES: [&str; 8] = ["sku", "mpn", "model", "model number", "part number", "reference", "référence", "ref"];

/// How much less a listing is worth finding that cannot be bought.
const SOLD_OUT: u32 = 10;

/// The listing as the index knows it.
pub fn entry_of(product: &Product) -> Entry {
    let codes = product.attributes.iter().filter(|(name, _)| CODES.contains(&name.to_lowercase().as_str()));
    let mut codes: Vec<String> = codes.map(|(_, value)| value.clone()).collect();
    codes.push(product.reference.external_id.to_string());
    codes.extend(product.variants.iter().map(|variant| variant.external_id.to_string()));
    // what is written in brackets behind a title is often what it is ordered by
    codes.extend(bracketed(&product.title));
    let forms: Vec<&str> =
        product.variants.iter().map(|variant| variant.title.as_str()).filter(|title| !title.is_empty()).collect();
    let known = product.rating.map_or(0, |rating| rating.count);
    Entry {
        reference: product.reference.clone(),
        relation: product.relation.clone(),
        titles: vec![product.title.clone()],
        brand: product.brand.clone(),
        description: format!("{} {}", forms.join(" "), product.description),
        category: product.category,
        attributes: product.attributes.clone(),
        codes,
        gtin: product.gtin.clone(),
        weight: if product.availability.is_in_stock() { known } else { known / SOLD_OUT },
    }
}

fn bracketed(title: &str) -> Vec<String> {
    let inner = title.split(['(', '[']).skip(1).filter_map(|rest| rest.split([')', ']']).next());
    inner.filter(|text| text.len() >= 4 && text.bytes().any(|byte| byte.is_ascii_digit())).map(str::to_owned).collect()
}

/// A digest of what is searched for, the same as long as nothing of it changes. How much it is looked for counts by its
/// magnitude alone, so that a star more puts nothing anew.
pub(super) fn digest(entry: &Entry) -> u64 {
    let mut hasher = DefaultHasher::new();
    let magnitude = entry.weight.checked_ilog2().map_or(0, |magnitude| magnitude + 1);
    (&entry.relation, &entry.titles, &entry.brand, &entry.description).hash(&mut hasher);
    (entry.category, &entry.attributes, &entry.codes, &entry.gtin, magnitude).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_brackets_behind_a_title_are_found() {
        assert_eq!(bracketed("Velune Tide H7 headphones (VTH7-IVOWHI) [new]"), ["VTH7-IVOWHI"]);
        assert!(bracketed("no brackets here").is_empty());
    }
}
