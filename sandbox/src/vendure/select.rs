//! Cuts an answer down to what was selected, and says which selected fields the schema does not have.
//!
//! Answers are JSON in which every object of the schema carries its `__typename`; an object without one is a `JSON`
//! scalar and goes out whole. A value of a union also carries `__union`, the union's name: fields may be selected
//! from it only by type.

use serde_json::{Map, Value, json};

use super::graphql::{Choice, Trouble};

/// The value with only what was selected.
///
/// # Errors
/// When a selected field is not there, or an object is selected without its fields.
pub fn select(value: &Value, selection: &[Choice], field: &str) -> Result<Value, Trouble> {
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| select(item, selection, field));
            Ok(Value::Array(items.collect::<Result<_, _>>()?))
        }
        Value::Object(object) => match object.get("__typename").and_then(Value::as_str) {
            Some(_) if selection.is_empty() => {
                Err(Trouble::invalid(format!("Field \"{field}\" must have a selection of subfields.")))
            }
            Some(kind) => {
                let mut out = Map::new();
                let union = object.get("__union").and_then(Value::as_str);
                pick(object, kind, union, selection, &mut out)?;
                Ok(Value::Object(out))
            }
            None => scalar(value, selection, field),
        },
        Value::Null => Ok(Value::Null),
        _ => scalar(value, selection, field),
    }
}

fn scalar(value: &Value, selection: &[Choice], field: &str) -> Result<Value, Trouble> {
    if selection.is_empty() {
        Ok(value.clone())
    } else {
        let message = format!("Field \"{field}\" must not have a selection since it has no subfields.");
        Err(Trouble::invalid(message))
    }
}

fn pick(
    object: &Map<String, Value>,
    kind: &str,
    union: Option<&str>,
    selection: &[Choice],
    out: &mut Map<String, Value>,
) -> Result<(), Trouble> {
    for choice in selection {
        match choice {
            Choice::On(wanted, inner) if is_a(object, kind, wanted) => pick(object, kind, None, inner, out)?,
            Choice::On(..) => {}
            Choice::Field(field) if field.name == "__typename" => {
                out.insert(field.key.clone(), json!(kind));
            }
            Choice::Field(field) => {
                let known = object.get(&field.name).filter(|_| union.is_none());
                let Some(value) = known else {
                    let (name, kind) = (&field.name, union.unwrap_or(kind));
                    return Err(Trouble::invalid(format!("Cannot query field \"{name}\" on type \"{kind}\".")));
                };
                let chosen = select(value, &field.selection, &field.name)?;
                merge(out, &field.key, chosen);
            }
        }
    }
    Ok(())
}

/// Whether an object is of the wanted type or interface, or a member of the wanted union.
fn is_a(object: &Map<String, Value>, kind: &str, wanted: &str) -> bool {
    kind == wanted
        || object.get("__union").is_some_and(|union| union == wanted)
        || (wanted == "ErrorResult" && object.contains_key("errorCode"))
        || (wanted == "Node" && object.contains_key("id"))
}

/// The same field may be selected twice, here and in a fragment; both selections count.
fn merge(out: &mut Map<String, Value>, key: &str, value: Value) {
    match (out.get_mut(key), value) {
        (Some(Value::Object(before)), Value::Object(more)) => {
            for (key, value) in more {
                merge(before, &key, value);
            }
        }
        (Some(Value::Array(before)), Value::Array(more)) if before.len() == more.len() => {
            for (before, more) in before.iter_mut().zip(more) {
                match (before, more) {
                    (Value::Object(before), Value::Object(more)) => {
                        for (key, value) in more {
                            merge(before, &key, value);
                        }
                    }
                    (before, more) => *before = more,
                }
            }
        }
        (_, value) => {
            out.insert(key.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::graphql::Request;
    use super::*;

    fn selected(value: Value, query: &str) -> Result<Value, Trouble> {
        let request: Request = serde_json::from_value(json!({ "query": query, "variables": { "yes": true } })).unwrap();
        let operation = request.operation()?;
        select(&value, &operation.fields[0].selection, "root")
    }

    fn order() -> Value {
        json!({ "__typename": "Order", "__union": "UpdateOrderItemsResult", "code": "A", "customFields": { "a": 1 },
            "lines": [{ "__typename": "OrderLine", "id": "1", "quantity": 2 }] })
    }

    #[test]
    fn fragments_aliases_and_variables_are_understood() {
        let query = "mutation M($yes: Boolean!) { root { __typename ...Two ... on Order { c: code customFields } \
            ... on ErrorResult { message } } } \
            fragment Two on Order { lines { id } lines { n: quantity id @skip(if: $yes) } }";
        let expected =
            json!({ "__typename": "Order", "c": "A", "customFields": { "a": 1 }, "lines": [{ "id": "1", "n": 2 }] });
        assert_eq!(selected(order(), query), Ok(expected));
    }

    #[test]
    fn what_the_schema_does_not_have_is_refused() {
        for wrong in [
            "{ root { code } }",
            "{ root { ... on Order { colour } } }",
            "{ root { ... on Order { lines } } }",
            "{ root { ... on Order { code { a } } } }",
            "{ root { ...Missing } }",
            "query Q($a: ID!) { root { __typename } }",
        ] {
            assert!(selected(order(), wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fragment_that_contains_itself_ends() {
        let query = "{ root { ...A } } fragment A on Order { lines { ...A } ...A ...A }";
        assert!(selected(order(), query).is_err());
    }
}
