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

/// The texts of the cart: a struct for those who use them, a list on the way, as a list is read with less code.
macro_rules! cart_texts {
    ($($(#[$meaning:meta])* $name:ident,)*) => {
        /// The words of the cart, on its page and in its drawer.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "(Locale, Vec<Plural>, Vec<String>)", into = "(Locale, Vec<Plural>, Vec<String>)")]
        pub struct CartTexts {
            /// The language.
            pub locale: Locale,
            /// 5 things.
            pub count: Plural,
            /// from 3 marketplaces.
            pub from: Plural,
            /// Only 3 left.
            pub only_left: Plural,
            $($(#[$meaning])* pub $name: String,)*
        }

        impl From<(Locale, Vec<Plural>, Vec<String>)> for CartTexts {
            fn from((locale, plurals, texts): (Locale, Vec<Plural>, Vec<String>)) -> Self {
                let (mut plurals, mut texts) = (plurals.into_iter(), texts.into_iter());
                Self {
                    locale,
                    count: plurals.next().unwrap_or_default(),
                    from: plurals.next().unwrap_or_default(),
                    only_left: plurals.next().unwrap_or_default(),
                    $($name: texts.next().unwrap_or_default(),)*
                }
            }
        }

        impl From<CartTexts> for (Locale, Vec<Plural>, Vec<String>) {
            fn from(texts: CartTexts) -> Self {
                (texts.locale, vec![texts.count, texts.from, texts.only_left], vec![$(texts.$name,)*])
            }
        }
    };
}

cart_texts! {
    /// Cart.
    cart,
    /// The comma of the language, with its space.
    comma,
    /// Close the cart.
    close,
    /// Quantity.
    quantity,
    /// One less.
    less,
    /// One more.
    more,
    /// Change the quantity.
    update,
    /// Remove.
    remove,
    /// Save for later.
    later,
    /// {title} was removed.
    removed,
    /// Put it back.
    undo,
    /// View cart.
    view_cart,
    /// Check out.
    check_out,
    /// Total.
    total,
    /// Total with delivery and tax.
    total_with,
    /// From {marketplace}.
    from_marketplace,
    /// Delivery {amount}.
    delivery,
    /// Delivery is free.
    delivery_free,
    /// Spend {amount} more here for free delivery.
    until_free,
    /// Arrives {day}.
    arrives,
    /// {amount} each.
    each,
    /// In stock.
    in_stock,
    /// Sold out.
    sold_out,
    /// Sold out since you added it; it is not part of the total.
    sold_out_note,
    /// It was {before} when you added it and is {now} now.
    price_changed,
    /// Delivery, included above.
    delivery_row,
    /// Tax, included above.
    tax_row,
    /// To pay.
    to_pay,
    /// Every price is asked again before you pay.
    asked_again,
    /// The shop works it out as {amount}.
    differs,
    /// A total cannot be worked out.
    no_total,
    /// Nothing in your cart yet.
    empty_title,
    /// Whatever you add meets here.
    empty_text,
    /// Start looking.
    empty_link,
    /// The shop cannot be reached.
    no_connection,
    /// Coupon code.
    coupon,
    /// Apply.
    coupon_apply,
    /// Remove the coupon.
    coupon_remove,
    /// Coupon {code}.
    coupon_row,
    /// Coupon {code} takes {amount} off.
    coupon_counts,
    /// There is no such code.
    coupon_unknown,
    /// This code does not count yet.
    coupon_not_yet,
    /// This code has expired.
    coupon_expired,
    /// This code has been used as often as it may be.
    coupon_used_up,
    /// You have used this code as often as one may.
    coupon_used_by_you,
    /// This code counts from {amount} of goods.
    coupon_too_small,
    /// Save {amount}.
    better_cost,
    /// {now} parcels instead of {before}.
    better_parcels,
    /// All of it by {day} instead of {before}.
    better_arrival,
    /// The same things.
    better_same,
    /// Then it comes to {amount}.
    better_total,
    /// That is {amount} less.
    better_less,
    /// That is {amount} more.
    better_more,
    /// All of it is there by {day}.
    better_there,
    /// No other way is better.
    better_exact,
    /// No way costs less than {amount}.
    better_bound,
    /// to
    better_to,
    /// Rearrange my cart.
    better_do,
    /// Your cart was rearranged.
    better_done,
    /// Put it back as it was.
    better_undo,
    /// Expected at the border.
    border_row,
    /// Import costs are not known.
    border_unknown,
    /// {amount} more is needed here for an order.
    until_least,
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
