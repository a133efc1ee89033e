//! What the simple searches over our own tables look for, and in what.

use domain::catalog::{Category, Product};
use sea_orm::sea_query::{Expr, ExprTrait};

/// At most eight words of what was typed, in small letters.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(8).map(str::to_owned).collect()
}

/// What [`search_cached`] looks in.
pub(crate) fn search_text(product: &Product) -> String {
    let category = product.category.map_or("", Category::slug).replace('-', " ");
    format!("{} {} {category}", product.title, product.brand.as_deref().unwrap_or_default()).to_lowercase()
}

/// Whether a text holds a word; the word has letters and digits only, so it holds no wildcard.
pub(crate) fn holds(text: Expr, word: &str) -> Expr {
    text.like(format!("%{word}%"))
}
