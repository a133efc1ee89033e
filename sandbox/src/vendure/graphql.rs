//! Reads a GraphQL request: which operation, its root fields with arguments filled in, and what is selected of each.

use std::collections::BTreeMap;

use graphql_parser::query::{
    Definition, Directive, Document, FragmentDefinition, OperationDefinition, Selection as Parsed, SelectionSet,
    TypeCondition, Value as Literal, VariableDefinition, parse_query,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The longest query text, in bytes.
const LONGEST_QUERY: usize = 64 * 1024;
/// How deep fragments and fields may nest, and how many fields a request may have once fragments are filled in.
const DEEPEST: usize = 20;
const MOST_FIELDS: usize = 2_000;

/// The body of a request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    query: Option<String>,
    #[serde(default)]
    variables: Option<Map<String, Value>>,
    operation_name: Option<String>,
}

/// Why a request or one of its fields got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub code: &'static str,
    pub message: String,
}

impl Trouble {
    /// The request does not fit the schema.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self { code: "GRAPHQL_VALIDATION_FAILED", message: message.into() }
    }

    /// An argument has a value that cannot be.
    pub fn input(message: impl Into<String>) -> Self {
        Self { code: "USER_INPUT_ERROR", message: message.into() }
    }

    /// The trouble as an entry of `errors`.
    pub fn entry(&self) -> Value {
        json!({ "message": self.message, "extensions": { "code": self.code } })
    }
}

/// One operation, ready to be answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub mutation: bool,
    pub fields: Vec<Field>,
}

/// One selected field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The alias, else the name.
    pub key: String,
    pub name: String,
    pub arguments: Map<String, Value>,
    pub selection: Vec<Choice>,
}

/// One part of a selection.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// A field of the object.
    Field(Field),
    /// What is selected only where the object is of this type.
    On(String, Vec<Choice>),
}

impl Request {
    /// Reads the request as far as it goes without knowing the schema.
    ///
    /// # Errors
    /// When there is no query, it does not parse, or the operation asked for is not in it.
    pub fn operation(self) -> Result<Operation, Trouble> {
        let bad = |message: &str| Trouble { code: "BAD_REQUEST", message: message.to_owned() };
        let text = self.query.filter(|query| !query.trim().is_empty());
        let text = text.ok_or_else(|| bad("GraphQL operations must contain a non-empty `query`."))?;
        if text.len() > LONGEST_QUERY {
            return Err(bad("The query is too long."));
        }
        let parsed = parse_query::<String>(&text)
            .map_err(|error| Trouble { code: "GRAPHQL_PARSE_FAILED", message: error.to_string() })?;
        let (mutation, variables, selection) = pick(&parsed, self.operation_name.as_deref())?;
        let given = self.variables.unwrap_or_default();
        let fragments = fragments(&parsed);
        let mut reader = Reader { variables: fill(variables, &given)?, fragments, fields: 0 };
        let mut fields = Vec::new();
        flatten(reader.choices(selection, 0)?, &mut fields);
        Ok(Operation { mutation, fields })
    }
}

/// Root fields lie in fragments of the root type at most.
fn flatten(choices: Vec<Choice>, fields: &mut Vec<Field>) {
    for choice in choices {
        match choice {
            Choice::Field(field) => fields.push(field),
            Choice::On(_, inner) => flatten(inner, fields),
        }
    }
}

type Text = String;
type Picked<'a> = (bool, &'a [VariableDefinition<'a, Text>], &'a SelectionSet<'a, Text>);

fn pick<'a>(document: &'a Document<'a, Text>, wanted: Option<&str>) -> Result<Picked<'a>, Trouble> {
    let read = |definition: &'a Definition<'a, Text>| -> Option<(Option<&'a str>, Picked<'a>)> {
        let Definition::Operation(operation) = definition else {
            return None;
        };
        Some(match operation {
            OperationDefinition::SelectionSet(set) => (None, (false, &[][..], set)),
            OperationDefinition::Query(query) => {
                (query.name.as_deref(), (false, &query.variable_definitions[..], &query.selection_set))
            }
            OperationDefinition::Mutation(mutation) => {
                (mutation.name.as_deref(), (true, &mutation.variable_definitions[..], &mutation.selection_set))
            }
            OperationDefinition::Subscription(_) => return None,
        })
    };
    let mut operations = document.definitions.iter().filter_map(read);
    match wanted {
        Some(wanted) => operations
            .find(|(name, _)| *name == Some(wanted))
            .map(|(_, picked)| picked)
            .ok_or_else(|| Trouble::invalid(format!("Unknown operation named \"{wanted}\"."))),
        None => match (operations.next(), operations.next()) {
            (Some((_, picked)), None) => Ok(picked),
            (None, _) => Err(Trouble::invalid("There is no query or mutation.")),
            (Some(_), Some(_)) => {
                Err(Trouble::invalid("Must provide operation name if query contains multiple operations."))
            }
        },
    }
}

fn fragments<'a>(document: &'a Document<'a, Text>) -> BTreeMap<&'a str, &'a FragmentDefinition<'a, Text>> {
    let read = |definition: &'a Definition<'a, Text>| match definition {
        Definition::Fragment(fragment) => Some((fragment.name.as_str(), fragment)),
        Definition::Operation(_) => None,
    };
    document.definitions.iter().filter_map(read).collect()
}

/// The variables an operation declares, with their values or defaults.
fn fill(
    declared: &[VariableDefinition<'_, Text>],
    given: &Map<String, Value>,
) -> Result<BTreeMap<String, Option<Value>>, Trouble> {
    let mut variables = BTreeMap::new();
    for variable in declared {
        let default = variable.default_value.as_ref().map(|value| literal(value, &BTreeMap::new())).transpose()?;
        let value = given.get(&variable.name).cloned().or(default.flatten());
        let required = variable.var_type.to_string().ends_with('!');
        if required && value.as_ref().is_none_or(Value::is_null) {
            let kind = &variable.var_type;
            return Err(Trouble::input(format!(
                "Variable \"${}\" of required type \"{kind}\" was not provided.",
                variable.name
            )));
        }
        variables.insert(variable.name.clone(), value);
    }
    Ok(variables)
}

/// A written value with its variables filled in; nothing where it is a variable that was not given.
fn literal(value: &Literal<'_, Text>, variables: &BTreeMap<String, Option<Value>>) -> Result<Option<Value>, Trouble> {
    Ok(Some(match value {
        Literal::Variable(name) => {
            let found = variables.get(name);
            return found.cloned().ok_or_else(|| Trouble::invalid(format!("Variable \"${name}\" is not defined.")));
        }
        Literal::Int(number) => json!(number.as_i64()),
        Literal::Float(number) => json!(number),
        Literal::String(text) | Literal::Enum(text) => json!(text),
        Literal::Boolean(boolean) => json!(boolean),
        Literal::Null => Value::Null,
        Literal::List(items) => {
            let items = items.iter().map(|item| Ok(literal(item, variables)?.unwrap_or(Value::Null)));
            Value::Array(items.collect::<Result<_, Trouble>>()?)
        }
        Literal::Object(entries) => {
            let mut object = Map::new();
            for (name, value) in entries {
                if let Some(value) = literal(value, variables)? {
                    object.insert(name.clone(), value);
                }
            }
            Value::Object(object)
        }
    }))
}

struct Reader<'a> {
    variables: BTreeMap<String, Option<Value>>,
    fragments: BTreeMap<&'a str, &'a FragmentDefinition<'a, Text>>,
    fields: usize,
}

impl Reader<'_> {
    fn choices(&mut self, set: &SelectionSet<'_, Text>, depth: usize) -> Result<Vec<Choice>, Trouble> {
        if depth > DEEPEST {
            return Err(Trouble::invalid("The query is nested too deeply."));
        }
        let mut choices = Vec::new();
        for item in &set.items {
            self.fields += 1;
            if self.fields > MOST_FIELDS {
                return Err(Trouble::invalid("The query selects too many fields."));
            }
            match item {
                Parsed::Field(field) if self.wanted(&field.directives)? => {
                    let mut arguments = Map::new();
                    for (name, value) in &field.arguments {
                        if let Some(value) = literal(value, &self.variables)? {
                            arguments.insert(name.clone(), value);
                        }
                    }
                    choices.push(Choice::Field(Field {
                        key: field.alias.as_ref().unwrap_or(&field.name).clone(),
                        name: field.name.clone(),
                        arguments,
                        selection: self.choices(&field.selection_set, depth + 1)?,
                    }));
                }
                Parsed::InlineFragment(fragment) if self.wanted(&fragment.directives)? => {
                    let inner = self.choices(&fragment.selection_set, depth + 1)?;
                    match &fragment.type_condition {
                        Some(TypeCondition::On(name)) => choices.push(Choice::On(name.clone(), inner)),
                        None => choices.extend(inner),
                    }
                }
                Parsed::FragmentSpread(spread) if self.wanted(&spread.directives)? => {
                    let name = &spread.fragment_name;
                    let fragment = *self
                        .fragments
                        .get(name.as_str())
                        .ok_or_else(|| Trouble::invalid(format!("Unknown fragment \"{name}\".")))?;
                    let TypeCondition::On(kind) = &fragment.type_condition;
                    choices.push(Choice::On(kind.clone(), self.choices(&fragment.selection_set, depth + 1)?));
                }
                _ => {}
            }
        }
        Ok(choices)
    }

    /// What `@include` and `@skip` say.
    fn wanted(&self, directives: &[Directive<'_, Text>]) -> Result<bool, Trouble> {
        for directive in directives {
            let condition = directive.arguments.iter().find(|(name, _)| name == "if").map(|(_, value)| value);
            let condition = condition.map(|value| literal(value, &self.variables)).transpose()?.flatten();
            let holds = condition == Some(Value::Bool(true));
            match directive.name.as_str() {
                "include" if !holds => return Ok(false),
                "skip" if holds => return Ok(false),
                "include" | "skip" => {}
                other => return Err(Trouble::invalid(format!("Unknown directive \"@{other}\"."))),
            }
        }
        Ok(true)
    }
}
