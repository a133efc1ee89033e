//! Amounts as the Store API writes them: texts of minor units, beside how the currency is written.

use serde_json::{Value, json};

/// The currency of the store.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    code: &'a str,
}

impl<'a> Writer<'a> {
    /// A writer for the currency with this code.
    pub fn new(code: &'a str) -> Self {
        Self { code }
    }

    /// How many decimals the currency has.
    pub fn decimals(self) -> u32 {
        match self.code {
            "JPY" | "KRW" => 0,
            "TND" | "KWD" | "BHD" | "OMR" | "JOD" => 3,
            _ => 2,
        }
    }

    fn symbol(self) -> &'a str {
        match self.code {
            "EUR" => "€",
            "USD" => "$",
            "GBP" => "£",
            "JPY" => "¥",
            "TND" => "د.ت",
            code => code,
        }
    }

    /// The object with the currency's fields added.
    pub fn with_currency(self, mut object: Value) -> Value {
        let symbol = self.symbol();
        let before = matches!(self.code, "USD" | "GBP" | "JPY");
        object["currency_code"] = json!(self.code);
        object["currency_symbol"] = json!(symbol);
        object["currency_minor_unit"] = json!(self.decimals());
        object["currency_decimal_separator"] = json!(".");
        object["currency_thousand_separator"] = json!(",");
        object["currency_prefix"] = json!(if before { symbol.to_owned() } else { String::new() });
        object["currency_suffix"] = json!(if before { String::new() } else { format!(" {symbol}") });
        object
    }

    /// The prices of one product: what it costs, what it cost before, and from what to what its variations go.
    pub fn prices(self, price: i64, regular: i64, range: Option<(i64, i64)>) -> Value {
        let range = range.filter(|(low, high)| low != high);
        let range = range.map(|(low, high)| json!({ "min_amount": text(low), "max_amount": text(high) }));
        self.with_currency(json!({
            "price": text(price),
            "regular_price": text(regular),
            "sale_price": text(price),
            "price_range": range,
        }))
    }

    /// The prices of one cart item, which are also told with six decimals.
    pub fn item_prices(self, price: i64, regular: i64) -> Value {
        let raw = |minor: i64| (minor * 10_i64.pow(6 - self.decimals())).to_string();
        let mut prices = self.prices(price, regular, None);
        prices["raw_prices"] =
            json!({ "precision": 6, "price": raw(price), "regular_price": raw(regular), "sale_price": raw(price) });
        prices
    }
}

/// An amount as text.
pub fn text(minor: i64) -> String {
    minor.to_string()
}
