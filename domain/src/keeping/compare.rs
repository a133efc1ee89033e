//! A few products side by side: which ones, and what tells them apart.

use std::collections::BTreeSet;

use crate::ids::ProductRef;

/// How many products stand side by side.
pub const MOST_COMPARED: usize = 4;

/// The products somebody compares, in the order in which they were added; each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison(Vec<ProductRef>);

impl Comparison {
    /// Those of a list that fit: the first ones, each once.
    pub fn of(products: impl IntoIterator<Item = ProductRef>) -> Self {
        let mut comparison = Self::default();
        for product in products {
            comparison.add(product);
        }
        comparison
    }

    /// Adds a product; says whether it is among them now. A full comparison stays as it is: nothing somebody chose goes
    /// unasked.
    pub fn add(&mut self, product: ProductRef) -> bool {
        let known = self.0.contains(&product);
        let fits = known || self.0.len() < MOST_COMPARED;
        if fits && !known {
            self.0.push(product);
        }
        fits
    }

    /// The same without a product.
    pub fn without(&self, product: &ProductRef) -> Self {
        Self(self.0.iter().filter(|known| *known != product).cloned().collect())
    }

    /// The products.
    pub fn products(&self) -> &[ProductRef] {
        &self.0
    }

    /// Whether no other fits.
    pub fn is_full(&self) -> bool {
        self.0.len() >= MOST_COMPARED
    }

    /// The page's address.
    pub fn address(&self) -> String {
        let named = self.0.iter().map(|product| format!("p={}", crate::search::percent_encoded(&product.to_string())));
        let named: Vec<String> = named.collect();
        if named.is_empty() { "/compare".to_owned() } else { format!("/compare?{}", named.join("&")) }
    }
}

/// One attribute of all products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is called, as the first product that has it writes it.
    pub name: String,
    /// Its value at each product; `None` where nothing is told.
    pub values: Vec<Option<String>>,
    /// Whether two products tell different values. What is not told is no difference.
    pub differs: bool,
}

/// The attributes of all products as rows: those that most products tell first, each under one name whatever its
/// capitals and blanks, and compared just so.
pub fn rows(products: &[&[(String, String)]]) -> Vec<Row> {
    let mut rows: Vec<(String, Row)> = Vec::new();
    for (place, attributes) in products.iter().enumerate() {
        for (name, value) in *attributes {
            let key = folded(name);
            if key.is_empty() || value.trim().is_empty() {
                continue;
            }
            let at = rows.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
                let row = Row { name: name.trim().to_owned(), values: vec![None; products.len()], differs: false };
                rows.push((key, row));
                rows.len() - 1
            });
            let cell = &mut rows[at].1.values[place];
            *cell = Some(match cell.take() {
                // What is told twice is shown twice.
                Some(before) if folded(&before) != folded(value) => format!("{before}, {}", value.trim()),
                _ => value.trim().to_owned(),
            });
        }
    }
    let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    for row in &mut rows {
        row.differs = differ(row.values.iter().flatten());
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.values.iter().flatten().count()));
    rows
}

impl Row {
    /// A row of values that are all known.
    pub fn of(name: String, values: Vec<String>) -> Self {
        Self { differs: differ(values.iter()), name, values: values.into_iter().map(Some).collect() }
    }
}

fn differ<'a>(values: impl Iterator<Item = &'a String>) -> bool {
    values.map(|value| folded(value)).collect::<BTreeSet<String>>().len() > 1
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn four_products_fit_each_once_and_none_goes_unasked() {
        let product = |id: u32| format!("harbor:{id}").parse::<ProductRef>().unwrap();
        let mut chosen = Comparison::of([1, 2, 1, 3].map(product));
        assert_eq!(chosen.products().len(), 3);
        assert!(chosen.add(product(4)) && chosen.is_full());
        assert!(!chosen.add(product(5)) && chosen.add(product(2)));
        assert_eq!(chosen.products(), [1, 2, 3, 4].map(product));
        assert_eq!(chosen.without(&product(1)).products(), [2, 3, 4].map(product));
        assert_eq!(Comparison::default().address(), "/compare");
        let odd = Comparison::of(["nomad:a&b".parse().unwrap(), product(1)]);
        assert_eq!(odd.address(), "/compare?p=nomad%3Aa%26b&p=harbor%3A1");
    }

    #[test]
    fn attributes_stand_in_one_row_whatever_their_capitals_and_differences_are_found() {
        let first = told(&[("Material", "Steel"), ("Colour ", "Navy"), ("Weight", "1 kg")]);
        let second = told(&[("colour", "navy"), ("MATERIAL", "Brass"), ("Washable", "yes")]);
        let third = told(&[("material", "steel"), ("Port", "USB"), ("Port", "HDMI"), ("Empty", " ")]);
        let rows = rows(&[&first, &second, &third]);
        let names: Vec<(&str, bool)> = rows.iter().map(|row| (row.name.as_str(), row.differs)).collect();
        assert_eq!(
            names,
            [("Material", true), ("Colour", false), ("Weight", false), ("Washable", false), ("Port", false)]
        );
        assert_eq!(rows[1].values, [Some("Navy".to_owned()), Some("navy".to_owned()), None]);
        assert_eq!(rows[4].values[2].as_deref(), Some("USB, HDMI"));
        assert!(rows.iter().all(|row| row.values.len() == 3), "every row is aligned");
    }

    #[test]
    fn nothing_to_compare_gives_no_rows() {
        assert!(rows(&[]).is_empty());
        assert!(rows(&[&[], &[]]).is_empty());
        assert!(Row::of("Total".into(), vec!["€1".into(), "€2".into()]).differs);
    }
}
