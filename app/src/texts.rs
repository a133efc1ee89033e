//! Words that islands need: written by the server in the visitor's language, chosen and filled in by the browser.

use domain::{cart::CartView, locale::Locale, money::Money, time::Date};
use serde::{Deserialize, Serialize};

/// The plural categories of the Unicode CLDR, as far as our languages have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PluralCategory {
    /// Arabic: none.
    Zero,
    /// One thing; in French also none.
    One,
    /// Arabic: a pair.
    Two,
    /// Arabic: 3 to 10.
    Few,
    /// Arabic: 11 to 99.
    Many,
    /// Everything else.
    Other,
}

impl PluralCategory {
    /// The category of a number (CLDR 44, cardinal rules for whole numbers).
    pub fn of(locale: Locale, number: u32) -> Self {
        match (locale, number, number % 100) {
            (Locale::Ar, 0, _) => Self::Zero,
            (_, 1, _) | (Locale::Fr, 0, _) => Self::One,
            (Locale::Ar, 2, _) => Self::Two,
            (Locale::Ar, _, 3..=10) => Self::Few,
            (Locale::Ar, _, 11..=99) => Self::Many,
            _ => Self::Other,
        }
    }
}

/// A text in all forms its language counts with; `{count}` stands for the number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plural(pub Vec<String>);

impl Plural {
    /// A number of each category, in the order in which the forms are kept.
    pub const SAMPLES: [u32; 6] = [0, 1, 2, 3, 11, 100];

    /// The text for a number.
    pub fn text(&self, locale: Locale, number: u32) -> String {
        let place = match PluralCategory::of(locale, number) {
            PluralCategory::Zero => 0,
            PluralCategory::One => 1,
            PluralCategory::Two => 2,
            PluralCategory::Few => 3,
            PluralCategory::Many => 4,
            PluralCategory::Other => 5,
        };
        let form = self.0.get(place).or(self.0.last()).map_or("", String::as_str);
        form.replace("{count}", &locale.number(number.into()))
    }
}

/// Puts a value where `{name}` stands.
pub fn fill(text: &str, name: &str, value: &str) -> String {
    text.replace(&format!("{{{name}}}"), value)
}

/// An amount inside a sentence: kept together where the sentence runs from right to left.
pub fn amount_text(locale: Locale, money: Money) -> String {
    let amount = locale.money(money);
    if locale == Locale::Ar { format!("\u{2068}{amount}\u{2069}") } else { amount }
}

/// A name inside a sentence: kept together where the sentence runs from right to left.
pub fn name_text(locale: Locale, name: &str) -> String {
    if locale == Locale::Ar { format!("\u{2068}{name}\u{2069}") } else { name.to_owned() }
}

/// The words of the cart, on its page and in its drawer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartTexts {
    /// The language.
    pub locale: Locale,
    /// Cart.
    pub cart: String,
    /// The comma of the language, with its space.
    pub comma: String,
    /// 5 things.
    pub count: Plural,
    /// from 3 marketplaces.
    pub from: Plural,
    /// Close the cart.
    pub close: String,
    /// Quantity.
    pub quantity: String,
    /// One less.
    pub less: String,
    /// One more.
    pub more: String,
    /// Change the quantity.
    pub update: String,
    /// Remove.
    pub remove: String,
    /// {title} was removed.
    pub removed: String,
    /// Put it back.
    pub undo: String,
    /// View cart.
    pub view_cart: String,
    /// Check out.
    pub check_out: String,
    /// Total.
    pub total: String,
    /// Total with delivery and tax.
    pub total_with: String,
    /// From {marketplace}.
    pub from_marketplace: String,
    /// Delivery {amount}.
    pub delivery: String,
    /// Delivery is free.
    pub delivery_free: String,
    /// Spend {amount} more here for free delivery.
    pub until_free: String,
    /// Arrives {day}.
    pub arrives: String,
    /// {amount} each.
    pub each: String,
    /// In stock.
    pub in_stock: String,
    /// Only 3 left.
    pub only_left: Plural,
    /// Sold out.
    pub sold_out: String,
    /// Sold out since you added it; it is not part of the total.
    pub sold_out_note: String,
    /// It was {before} when you added it and is {now} now.
    pub price_changed: String,
    /// Delivery, included above.
    pub delivery_row: String,
    /// Tax, included above.
    pub tax_row: String,
    /// To pay.
    pub to_pay: String,
    /// Every price is asked again before you pay.
    pub asked_again: String,
    /// The shop works it out as {amount}.
    pub differs: String,
    /// A total cannot be worked out.
    pub no_total: String,
    /// Nothing in your cart yet.
    pub empty_title: String,
    /// Whatever you add meets here.
    pub empty_text: String,
    /// Start looking.
    pub empty_link: String,
    /// The shop cannot be reached.
    pub no_connection: String,
}

impl CartTexts {
    /// An amount inside a sentence.
    pub fn amount(&self, money: Money) -> String {
        amount_text(self.locale, money)
    }

    /// The day so many days after today.
    pub fn day(&self, today: i64, days: u16) -> String {
        self.locale.day(Date::from_days(today + i64::from(days)))
    }
}

/// A cart with the words around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartScreen {
    /// The cart.
    pub view: CartView,
    /// Its words.
    pub texts: CartTexts,
    /// Today, as days since 1970-01-01.
    pub today: i64,
}
