//! How sizes are measured: which table helps with a product, and its rows.

use crate::catalog::{Category, Product};

/// A table of sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeGuide {
    /// Shirts, jackets and the like, by chest and waist.
    Clothes,
    /// Shoes, by the length of the foot.
    Shoes,
}

/// Letter, chest and waist in centimetres, from and to (EN 13402-3, rounded to whole steps).
const CLOTHES: [(&str, [u16; 2], [u16; 2]); 6] = [
    ("XS", [82, 86], [70, 74]),
    ("S", [86, 94], [74, 82]),
    ("M", [94, 102], [82, 90]),
    ("L", [102, 110], [90, 98]),
    ("XL", [110, 118], [98, 106]),
    ("XXL", [118, 129], [106, 119]),
];

impl SizeGuide {
    /// The table that helps with a product; `None` where its variants are not told apart by such sizes.
    pub fn of(product: &Product) -> Option<Self> {
        if product.category != Some(Category::Fashion) {
            return None;
        }
        let words = |title: &str| {
            title.split(|letter: char| !letter.is_alphanumeric()).map(str::to_uppercase).collect::<Vec<_>>()
        };
        let titles: Vec<Vec<String>> = product.variants.iter().map(|variant| words(&variant.title)).collect();
        let is_shoe = |size: &String| size.parse::<u16>().is_ok_and(|size| (34..=49).contains(&size));
        let shoes = |title: &Vec<String>| title.iter().any(|word| word == "EU") && title.iter().any(is_shoe);
        let clothes = |title: &Vec<String>| CLOTHES.iter().any(|(size, ..)| title.iter().any(|word| word == size));
        if titles.iter().any(shoes) { Some(Self::Shoes) } else { titles.iter().any(clothes).then_some(Self::Clothes) }
    }

    /// The keys of the columns' names.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Clothes => &["sizes-size", "sizes-chest", "sizes-waist"],
            Self::Shoes => &["sizes-eu", "sizes-uk", "sizes-foot"],
        }
    }

    /// The rows, in centimetres where nothing else is said.
    pub fn rows(self) -> Vec<Vec<String>> {
        let range = |[from, to]: [u16; 2]| format!("{from}–{to}");
        match self {
            Self::Clothes => CLOTHES
                .iter()
                .map(|(size, chest, waist)| vec![(*size).to_owned(), range(*chest), range(*waist)])
                .collect(),
            // A continental size is two thirds of a centimetre of last, a British one a third of an inch from 25 on; a last is
            // a foot and 1.5 cm (ISO/TS 19407).
            Self::Shoes => (36..=46)
                .map(|size: u32| {
                    let millimetres = size * 20 / 3 - 15;
                    let halves = (size * 15_748 - 500_000 + 5_000) / 10_000;
                    let half = if halves % 2 == 1 { ".5" } else { "" };
                    let foot = format!("{}.{}", millimetres / 10, millimetres % 10);
                    vec![size.to_string(), format!("{}{half}", halves / 2), foot]
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shoes_are_told_in_all_measures() {
        let rows = SizeGuide::Shoes.rows();
        assert_eq!(rows[1], ["37", "4", "23.1"]);
        assert_eq!(rows[4], ["40", "6.5", "25.1"]);
        assert_eq!(rows[6], ["42", "8", "26.5"]);
    }

    #[test]
    fn every_row_has_every_column() {
        for guide in [SizeGuide::Clothes, SizeGuide::Shoes] {
            assert!(guide.rows().iter().all(|row| row.len() == guide.columns().len()), "{guide:?}");
        }
    }
}
