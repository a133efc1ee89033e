//! What services cost: a base, something for each started half kilogram, and more beyond the border.

/// A service of a practice carrier.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Its code.
    pub code: &'static str,
    /// The name people read.
    pub name: &'static str,
    /// What a shipment costs before its weight counts, in minor units.
    pub base_minor: i64,
    /// What each started half kilogram costs.
    pub half_kilogram_minor: i64,
    /// Days on the way within a country; two more beyond its border.
    pub days: i64,
}

impl Service {
    /// What it costs.
    #[must_use]
    pub fn price_minor(&self, grams: i64, crosses_border: bool) -> i64 {
        let halves = (grams.max(1) + 499) / 500;
        let at_home = self.base_minor + halves * self.half_kilogram_minor;
        if crosses_border { at_home * 2 } else { at_home }
    }

    /// How many days it takes.
    #[must_use]
    pub fn days(&self, crosses_border: bool) -> i64 {
        if crosses_border { self.days + 2 } else { self.days }
    }
}

/// A price as a JSON number with two decimals, as it is.
#[must_use]
pub fn number(minor: i64) -> serde_json::Value {
    let text = format!("{}.{:02}", minor / 100, minor % 100);
    serde_json::from_str(&text).unwrap_or_default()
}
