//! Spoils recorded JSON: every field missing, null, of another type, out of range, full of what no one expects.

use serde_json::{Map, Value, json};

/// One step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Name(String),
    Place(usize),
}

/// What happens to a field.
#[derive(Clone, Debug)]
pub enum Damage {
    /// It is not there.
    Missing,
    /// It is something else.
    Becomes(Value),
    /// Its text is replaced by this, whatever JSON thinks of it.
    Raw(&'static str),
    /// A list has each entry twice.
    Doubled,
    /// A list has its first entry so many times.
    Times(usize),
    /// There are fields beside it that nobody knows.
    Beside,
}

/// What stands for raw text until the JSON is written.
const RAW: &str = "@@raw@@";

/// The ways to all fields; of lists, the first entry stands for all.
pub fn fields(value: &Value) -> Vec<Vec<Step>> {
    let mut found = Vec::new();
    collect(value, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, way: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
    if !way.is_empty() {
        found.push(way.clone());
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                way.push(Step::Name(name.clone()));
                collect(value, way, found);
                way.pop();
            }
        }
        Value::Array(entries) => {
            if let Some(first) = entries.first() {
                way.push(Step::Place(0));
                collect(first, way, found);
                way.pop();
            }
        }
        _ => {}
    }
}

/// The value at the end of a way; `null` where there is none.
pub fn at<'a>(value: &'a Value, way: &[Step]) -> &'a Value {
    way.iter().fold(value, |value, step| match step {
        Step::Name(name) => &value[name.as_str()],
        Step::Place(place) => &value[*place],
    })
}

/// Everything that is done to a field with such a value.
pub fn damages(value: &Value) -> Vec<Damage> {
    let mut all = vec![Damage::Missing, Damage::Becomes(Value::Null)];
    let strange = [json!("a text"), json!(7), json!([]), json!({}), json!(true), json!([[1]])];
    all.extend(strange.into_iter().filter(|other| !same_type(other, value)).map(Damage::Becomes));
    match value {
        Value::Number(_) => all.extend(numbers()),
        Value::String(text) => {
            all.extend(texts());
            if text.parse::<f64>().is_ok() {
                all.extend(numbers().into_iter().map(in_quotes));
            }
            if text.len() == 3 && text.chars().all(|letter| letter.is_ascii_uppercase()) {
                all.extend(["XXX", "usd", "BTC", "€"].map(|code| Damage::Becomes(json!(code))));
            }
        }
        Value::Array(_) => all.extend([Damage::Doubled, Damage::Times(0), Damage::Times(600)]),
        Value::Object(_) => all.push(Damage::Beside),
        Value::Bool(_) | Value::Null => {}
    }
    all
}

fn same_type(left: &Value, right: &Value) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

fn numbers() -> Vec<Damage> {
    let raw = ["NaN", "Infinity", "1e400", "-0", "-0.0", "12,50", "0.1", "1e3", "1E+2", "00012", "0x10", "-1"];
    let large = ["9007199254740993", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"];
    raw.into_iter().chain(large).map(Damage::Raw).collect()
}

fn in_quotes(damage: Damage) -> Damage {
    match damage {
        Damage::Raw(text) => Damage::Becomes(json!(text)),
        other => other,
    }
}

fn texts() -> Vec<Damage> {
    let strange = [
        "".to_owned(),
        " ".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "<img src=x onerror=alert(1)>".to_owned(),
        "\"><svg/onload=alert(1)>".to_owned(),
        "javascript:alert(1)".to_owned(),
        "{{constructor.constructor('alert(1)')()}}".to_owned(),
        "a\u{202e}gnp.exe\u{202c}".to_owned(),
        "\u{0}\u{1b}[31m\u{7f}".to_owned(),
        "line\r\nSet-Cookie: a=b".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "e\u{301}".repeat(20_000),
        "<a".repeat(100_000),
    ];
    let raw = ["\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\x41\"", "'single'"];
    strange.into_iter().map(|text| Damage::Becomes(json!(text))).chain(raw.into_iter().map(Damage::Raw)).collect()
}

/// The JSON with one field spoiled; `None` where there is no such field.
pub fn spoil(body: &str, way: &[Step], damage: &Damage) -> Option<String> {
    let mut whole: Value = serde_json::from_str(body).ok()?;
    let (last, before) = way.split_last()?;
    let mut parent = &mut whole;
    for step in before {
        parent = match step {
            Step::Name(name) => parent.get_mut(name)?,
            Step::Place(place) => parent.get_mut(place)?,
        };
    }
    match (last, parent) {
        (Step::Name(name), Value::Object(fields)) => in_object(fields, name, damage)?,
        (Step::Place(place), Value::Array(entries)) => match damage {
            Damage::Missing => drop(entries.remove(*place)),
            damage => change(entries.get_mut(*place)?, damage),
        },
        _ => return None,
    }
    let text = whole.to_string();
    Some(match damage {
        Damage::Raw(raw) => text.replace(&format!("\"{RAW}\""), raw),
        _ => text,
    })
}

fn in_object(fields: &mut Map<String, Value>, name: &str, damage: &Damage) -> Option<()> {
    match damage {
        Damage::Missing => drop(fields.remove(name)?),
        damage => change(fields.get_mut(name)?, damage),
    }
    Some(())
}

fn change(value: &mut Value, damage: &Damage) {
    match damage {
        Damage::Missing => {}
        Damage::Becomes(other) => *value = other.clone(),
        Damage::Raw(_) => *value = json!(RAW),
        Damage::Doubled => {
            if let Value::Array(entries) = value {
                entries.extend(entries.clone());
            }
        }
        Damage::Times(times) => {
            if let Value::Array(entries) = value {
                *entries = entries.first().map_or_else(Vec::new, |first| vec![first.clone(); *times]);
            }
        }
        Damage::Beside => {
            if let Value::Object(fields) = value {
                for name in ["__proto__", "constructor", "$ref", "", "unknown\u{0}"] {
                    fields.insert(name.to_owned(), json!({ "deep": [1, "two", null] }));
                }
            }
        }
    }
}
