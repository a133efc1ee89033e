//! One measured figure and how it is printed.

use serde_json::{Map, Value, json};

/// A figure, beside that of a bare route where this says something.
pub struct Figure {
    pub name: String,
    /// Nothing where it could not be measured; `notes` then say why.
    pub value: Option<f64>,
    pub unit: &'static str,
    pub bare: Option<f64>,
    pub notes: Map<String, Value>,
}

impl Figure {
    /// A figure that stands alone.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value: Some(value), unit, bare: None, notes: Map::new() }
    }

    /// A figure that this build cannot give.
    pub fn missing(name: impl Into<String>, unit: &'static str, reason: &str) -> Self {
        Self { name: name.into(), value: None, unit, bare: None, notes: Map::new() }.with("missing", reason)
    }

    /// Adds what else is worth knowing.
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.notes.insert(key.to_owned(), value.into());
        self
    }

    /// Value as a share of the bare route's.
    pub fn ratio(&self) -> Option<f64> {
        Some(self.value? / self.bare.filter(|bare| *bare > 0.0)?)
    }

    /// One line for programs.
    pub fn json(&self) -> String {
        let mut object = json!({
            "name": self.name,
            "value": self.value.map(rounded),
            "unit": self.unit,
            "bare": self.bare.map(rounded),
            "ratio": self.ratio().map(rounded),
        });
        if let Value::Object(fields) = &mut object {
            fields.extend(self.notes.clone());
        }
        object.to_string()
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let value = self.value.map_or_else(|| "-".to_owned(), |value| format!("{}", rounded(value)));
        let beside = match (self.bare, self.ratio()) {
            (Some(bare), Some(ratio)) => {
                format!("bare {}, ratio {}", rounded(bare), rounded(ratio))
            }
            _ => String::new(),
        };
        let notes: Vec<String> = self.notes.iter().map(|(key, value)| format!("{key} {value}")).collect();
        format!("{:<32} {value:>10} {:<12} {beside:<28} {}", self.name, self.unit, notes.join(", "))
            .trim_end()
            .to_owned()
    }
}

/// Three figures that count; more would pretend a precision that a shared machine does not have.
pub fn rounded(value: f64) -> f64 {
    if value.abs() >= 100.0 { value.round() } else { (value * 100.0).round() / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_tells_its_share_of_the_bare_route() {
        let mut figure = Figure::new("home", 5_000.0, "requests/s").with("p99_ms", 12.5);
        figure.bare = Some(20_000.0);
        let told: Value = serde_json::from_str(&figure.json()).expect("a line of JSON");
        assert_eq!(
            told,
            json!({ "name": "home", "value": 5000.0, "unit": "requests/s", "bare": 20000.0, "ratio": 0.25, "p99_ms": 12.5 })
        );
    }
}
